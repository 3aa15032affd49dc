"""
How forms look: `{{ field.as_field_group }}` gives GOV.UK markup by the kind of widget.

`SteadyhandRenderer` is the project's FORM_RENDERER. A form says how its fields look in a class attribute:

    looks = {"alone": {"size": "m"}, "said": {"words": True}}

or a template does, with `{% field form.alone size="m" %}`. The keys are those of `FieldLook`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString

from steadyhand.web.components import govuk
from steadyhand.web.components.fields import PARTS, DatePartsWidget, texts_of
from steadyhand.web.components.markup import joined, render, shown

# Attributes that Django adds and GOV.UK advises against: they cut text short, or show the browser's errors.
UNWANTED = {"maxlength", "minlength", "required", "cols", "rows", "class", "aria-describedby", "aria-invalid"}


class SteadyhandRenderer(TemplatesSetting):
    """Renders forms and fields with our templates. Needs "django.forms" among the installed apps."""

    form_template_name = "components/forms/form.html"
    field_template_name = "components/forms/field.html"


@dataclass(frozen=True)
class FieldLook:
    """
    How one field looks.

    size: of the label or legend ("", "s", "m", "l", "xl"). page_heading: the label is the page's title.
    hint: instead of the field's help text. width: of a text box in characters (2, 3, 4, 5, 10, 20 or 30).
    rows: of a textarea. inline, small: for radios and checkboxes. choice_hints: by value. words: the warm
    ground of a child's own words. attributes: more HTML attributes for the control.
    """

    size: str = ""
    page_heading: bool = False
    hint: str | None = None
    width: int | None = None
    rows: int | None = None
    inline: bool = False
    small: bool = False
    choice_hints: Mapping[str, str] = field(default_factory=dict)
    words: bool = False
    attributes: Mapping[str, Any] = field(default_factory=dict)


def look_of(bound: forms.BoundField, **wanted: Any) -> FieldLook:
    """
    The look of a field: as its form says, then as the template says. TypeError for a key that does not
    exist.
    """
    return replace(FieldLook(**getattr(bound.form, "looks", {}).get(bound.name, {})), **wanted)


def field_id(bound: forms.BoundField) -> str:
    """The id of a field's control or group; never empty, so that labels and errors can name it."""
    return bound.auto_id or f"id_{bound.html_name}"


def render_field(bound: forms.BoundField, **wanted: Any) -> SafeString:
    """
    A field as a GOV.UK form group. Raises TypeError for a widget that has no GOV.UK markup here.

    `wanted`: any of FieldLook.
    """
    if bound.is_hidden:
        return bound.as_widget()
    for kind, renderer in RENDERERS:
        if isinstance(bound.field.widget, kind):
            look = look_of(bound, **wanted)
            html = renderer(bound, look)
            return render("forms/words", {"field": html}) if look.words else html
    raise TypeError(
        f"The field {bound.name!r} has the widget {type(bound.field.widget).__name__}, which has no GOV.UK "
        "markup here. Use another widget, or add it to RENDERERS in steadyhand.web.components.forms."
    )


def _help(bound: forms.BoundField, look: FieldLook) -> dict[str, Any]:
    return {
        "hint": bound.help_text if look.hint is None else look.hint,
        "error": " ".join(str(error) for error in bound.errors),
        "page_heading": look.page_heading,
        "id": field_id(bound),
    }


def _attributes(bound: forms.BoundField, look: FieldLook) -> dict[str, Any]:
    attributes = bound.build_widget_attrs({}, bound.field.widget) | bound.field.widget.attrs
    attributes = {name: value for name, value in attributes.items() if name not in UNWANTED}
    return attributes | dict(look.attributes)


def _labelled(bound: forms.BoundField, look: FieldLook) -> dict[str, Any]:
    attributes = _attributes(bound, look)
    return {
        **_help(bound, look),
        "name": bound.html_name,
        "label": bound.label,
        "label_size": look.size,
        "label_classes": "govuk-!-font-weight-bold" if look.words and not look.size else "",
        "disabled": bool(attributes.pop("disabled", False)),
        "attributes": attributes,
    }


def _text(bound: forms.BoundField, look: FieldLook) -> SafeString:
    widget = bound.field.widget
    params = _labelled(bound, look)
    kind = widget.input_type
    if kind == "number":
        # A number box loses what is not a number; a text box keeps it, so that it can be put right.
        kind = "text"
        params["attributes"] = {"inputmode": "numeric"} | params["attributes"]
        for name in ("min", "max", "step"):
            params["attributes"].pop(name, None)
    if kind == "password":
        value = None if not widget.render_value else bound.value()
    else:
        value = shown(widget.format_value(bound.value()))
    width = look.width and f"govuk-input--width-{look.width}"
    return render("govuk/input", govuk.text_input(**params, type=kind, value=value, classes=joined(width)))


def _files(bound: forms.BoundField, look: FieldLook) -> SafeString:
    params = _labelled(bound, look)
    params["attributes"].pop("multiple", None)
    multiple = bool(getattr(bound.field.widget, "allow_multiple_selected", False))
    return render("govuk/input", govuk.file_upload(**params, multiple=multiple))


def _textarea(bound: forms.BoundField, look: FieldLook) -> SafeString:
    rows = look.rows or bound.field.widget.attrs.get("rows", 5)
    value = shown(bound.field.widget.format_value(bound.value()))
    return render("govuk/textarea", govuk.textarea(**_labelled(bound, look), value=value, rows=rows))


def _options(bound: forms.BoundField, look: FieldLook) -> list[dict[str, Any]]:
    """The choices of a field, groups flattened, with those that are chosen marked."""
    widget = bound.field.widget
    options = []
    for _, group, _ in widget.optgroups(bound.html_name, widget.format_value(bound.value())):
        for option in group:
            value = str(option["value"])
            options.append(
                {
                    "value": value,
                    "text": option["label"],
                    "hint": look.choice_hints.get(value, ""),
                    "checked": option["selected"],
                    "selected": option["selected"],
                    "disabled": bound.field.disabled,
                }
            )
    return options


def _select(bound: forms.BoundField, look: FieldLook) -> SafeString:
    return render("govuk/select", govuk.select(**_labelled(bound, look), items=_options(bound, look)))


def _legend(bound: forms.BoundField, look: FieldLook) -> dict[str, Any]:
    return {**_help(bound, look), "legend": bound.label, "legend_size": look.size}


def _radios(bound: forms.BoundField, look: FieldLook) -> SafeString:
    classes = joined(look.inline and "govuk-radios--inline", look.small and "govuk-radios--small")
    context = govuk.radios(
        bound.html_name,
        _options(bound, look),
        **_legend(bound, look),
        classes=classes,
        attributes=look.attributes,
    )
    return render("govuk/choices", context)


def _checkboxes(bound: forms.BoundField, look: FieldLook) -> SafeString:
    classes = joined(look.small and "govuk-checkboxes--small")
    context = govuk.checkboxes(
        bound.html_name,
        _options(bound, look),
        **_legend(bound, look),
        classes=classes,
        attributes=look.attributes,
    )
    return render("govuk/choices", context)


def _checkbox(bound: forms.BoundField, look: FieldLook) -> SafeString:
    """One box on its own: its label is the question and its help stands under it."""
    params = _help(bound, look)
    item = {
        "value": bound.field.widget.attrs.get("value", "on"),
        "text": bound.label,
        "hint": params.pop("hint"),
        "checked": bound.field.widget.check_test(bound.value()),
        "disabled": bound.field.disabled,
        "attributes": look.attributes,
    }
    params.pop("page_heading")
    classes = joined(look.small and "govuk-checkboxes--small")
    return render("govuk/choices", govuk.checkboxes(bound.html_name, [item], **params, classes=classes))


def _date(bound: forms.BoundField, look: FieldLook) -> SafeString:
    wrong = wrong_parts(bound)
    values = texts_of(bound.value())
    attributes = {"disabled": True} if bound.field.disabled else {}
    items = [
        {
            "name": part,
            "value": shown(values[part]),
            "error": part in wrong if wrong else None,
            "attributes": attributes,
        }
        for part in PARTS
    ]
    context = govuk.date_input(items=items, name_prefix=bound.html_name, **_legend(bound, look))
    return render("govuk/date_input", context)


# The first that fits is used, so a widget stands before the one it is made from.
RENDERERS: tuple[tuple[type[forms.Widget], Callable[[forms.BoundField, FieldLook], SafeString]], ...] = (
    (DatePartsWidget, _date),
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.SelectMultiple, _checkboxes),
    (forms.Select, _select),
    (forms.CheckboxInput, _checkbox),
    (forms.FileInput, _files),
    (forms.Textarea, _textarea),
    *((kind, _text) for kind in (forms.TextInput, forms.EmailInput, forms.PasswordInput)),
    *((kind, _text) for kind in (forms.NumberInput, forms.URLInput)),
)


def wrong_parts(bound: forms.BoundField) -> tuple[str, ...]:
    """Which parts of a date its errors are about; none where they do not say."""
    found = ((error.params or {}).get("parts", ()) for error in bound.errors.as_data())
    return tuple(part for parts in found for part in parts)


def error_target(bound: forms.BoundField) -> str:
    """
    The id of the control that an error about this field should lead to; "" where it has none that can be
    seen.
    """
    if bound.is_hidden:
        return ""
    if isinstance(bound.field.widget, DatePartsWidget):
        wrong = wrong_parts(bound)
        first = next((part for part in PARTS if part in wrong), "day")
        return f"{field_id(bound)}-{first}"
    return field_id(bound)


def problems(*forms_shown: forms.BaseForm) -> list[dict[str, str]]:
    """
    Every error of these forms for an error summary: those of the whole form first, then in the order of its
    fields.
    """
    listed = []
    for form in forms_shown:
        listed += [{"text": str(error), "href": ""} for error in form.non_field_errors()]
        for bound in form:
            target = error_target(bound)
            href = f"#{target}" if target else ""
            listed += [{"text": str(error), "href": href} for error in bound.errors]
    return listed


def as_forms(shown_forms: forms.BaseForm | Iterable[forms.BaseForm] | None) -> tuple[forms.BaseForm, ...]:
    """One form, several, or none, as a tuple."""
    if shown_forms is None:
        return ()
    return (shown_forms,) if isinstance(shown_forms, forms.BaseForm) else tuple(shown_forms)
