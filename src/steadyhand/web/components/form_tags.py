"""Template tags for forms: a field with a look of its own, and the list of what is to be put right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms, template
from django.utils.safestring import SafeString

from steadyhand.web.components.forms import as_forms, problems, render_field
from steadyhand.web.components.markup import attributes as flat
from steadyhand.web.components.markup import joined, render

register = template.Library()


@register.simple_tag
def field(bound: forms.BoundField, **look: Any) -> SafeString:
    """
    A form field as a GOV.UK form group. `look`: any of `forms.FieldLook` (size, hint, width, inline, ...).
    """
    return render_field(bound, **look)


@register.simple_tag
def error_summary(
    form: forms.BaseForm | Iterable[forms.BaseForm] | None = None,
    *,
    errors: Iterable[Mapping[str, Any]] | None = None,
    title: str = "There is a problem",
    description: str = "",
    autofocus: bool = True,
    classes: str = "",
    attributes: Mapping[str, Any] | None = None,
) -> SafeString | str:
    """
    What is to be put right, at the top of the page; each error leads to its control. Nothing where a form
    has no error.

    `form`: one form or several. `errors`: more, each with text and if wanted href. `description`: say that
    what was typed is safe. The summary takes the focus when the page opens, with no script, so that it is
    read out first.
    """
    listed = [
        *problems(*as_forms(form)),
        *({**e, "attributes": flat(e.get("attributes"))} for e in errors or ()),
    ]
    if form is not None and not listed:
        return ""
    return render(
        "govuk/error_summary",
        {
            "errors": listed,
            "title": title,
            "description": description,
            "autofocus": autofocus,
            "classes": joined("govuk-error-summary", classes),
            "attributes": flat(attributes),
        },
    )
