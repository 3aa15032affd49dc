"""GOV.UK Design System parts, as template tags. Every text parameter is escaped unless it is already safe.

tests/web/test_components_fixtures.py holds the markup against govuk-frontend's own fixtures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString

from steadyhand.web.components.markup import attributes as flat
from steadyhand.web.components.markup import joined, render

register = template.Library()

Item = Mapping[str, Any]
SIZES = ("s", "m", "l", "xl")


def sized(base: str, size: str, classes: str) -> str:
    """
    The classes of a label or legend at a size: "", "s", "m", "l" or "xl". ValueError for any other size.
    """
    if size and size not in SIZES:
        raise ValueError(
            f"{size!r} is not a size of a label or legend. Use one of {', '.join(SIZES)}, or leave it out."
        )
    return joined(base, size and f"{base}--{size}", classes)


@register.inclusion_tag("components/govuk/skip_link.html")
def skip_link(
    text: str = "Skip to main content",
    *,
    href: str = "#content",
    classes: str = "",
    attributes: Item | None = None,
) -> dict[str, Any]:
    """A link, first in the page, that jumps to its main content."""
    return {
        "text": text,
        "href": href,
        "classes": joined("govuk-skip-link", classes),
        "attributes": flat(attributes),
    }


@register.inclusion_tag("components/govuk/back_link.html")
def back_link(
    href: str, text: str = "Back", *, classes: str = "", attributes: Item | None = None
) -> dict[str, Any]:
    """A link back, above the page's title."""
    return {
        "text": text,
        "href": href,
        "classes": joined("govuk-back-link", classes),
        "attributes": flat(attributes),
    }


@register.inclusion_tag("components/govuk/button.html")
def button(
    text: str,
    *,
    href: str = "",
    kind: str = "",
    name: str = "",
    value: str | None = None,
    type: str = "submit",
    id: str = "",
    disabled: bool = False,
    classes: str = "",
    attributes: Item | None = None,
) -> dict[str, Any]:
    """
    A button, or with `href` a link that looks like one.

    `kind`: "" (green), "secondary" or "warning". `type`: what the browser does ("submit", "button").
    """
    return {
        "text": text,
        "href": href,
        "name": name,
        "value": value,
        "type": type,
        "id": id,
        "disabled": disabled,
        "classes": joined("govuk-button", kind and f"govuk-button--{kind}", classes),
        "attributes": flat(attributes),
    }


@register.inclusion_tag("components/govuk/hint.html")
def hint(text: str, *, id: str = "", classes: str = "", attributes: Item | None = None) -> dict[str, Any]:
    """Help that stands between a label and its control."""
    return {"text": text, "id": id, "classes": joined("govuk-hint", classes), "attributes": flat(attributes)}


@register.inclusion_tag("components/govuk/error_message.html")
def error_message(
    text: str, *, id: str = "", hidden_text: str = "Error", classes: str = "", attributes: Item | None = None
) -> dict[str, Any]:
    """What is wrong, beside its control. `hidden_text` is read out before it."""
    return {
        "text": text,
        "id": id,
        "hidden_text": hidden_text,
        "classes": joined("govuk-error-message", classes),
        "attributes": flat(attributes),
    }


@register.inclusion_tag("components/govuk/label.html")
def label(
    text: str,
    *,
    for_id: str = "",
    size: str = "",
    page_heading: bool = False,
    classes: str = "",
    attributes: Item | None = None,
) -> dict[str, Any]:
    """The label of one control. `page_heading`: the label is also the page's title (h1)."""
    return {
        "text": text,
        "for_id": for_id,
        "page_heading": page_heading,
        "classes": sized("govuk-label", size, classes),
        "attributes": flat(attributes),
    }


@register.simple_block_tag
def fieldset(
    content: str,
    *,
    legend: str = "",
    size: str = "",
    page_heading: bool = False,
    legend_classes: str = "",
    described_by: str = "",
    role: str = "",
    classes: str = "",
    attributes: Item | None = None,
) -> SafeString:
    """Controls that belong together, under one legend. Block tag, closed by `endfieldset`."""
    return render(
        "govuk/fieldset",
        {
            "content": content,
            "legend": legend,
            "legend_classes": sized("govuk-fieldset__legend", size, legend_classes),
            "page_heading": page_heading,
            "described_by": described_by,
            "role": role,
            "classes": joined("govuk-fieldset", classes),
            "attributes": flat(attributes),
        },
    )


@register.simple_block_tag
def details(
    content: str,
    summary: str,
    *,
    id: str = "",
    open: bool = False,
    classes: str = "",
    attributes: Item | None = None,
) -> SafeString:
    """More, for those who want it: `summary` opens the content. Block tag, closed by `enddetails`."""
    return render(
        "govuk/details",
        {
            "content": content,
            "summary": summary,
            "id": id,
            "open": open,
            "classes": joined("govuk-details", classes),
            "attributes": flat(attributes),
        },
    )


def _field(
    *,
    name: str,
    id: str,
    hint: str,
    error: str,
    described_by: str,
    group_classes: str,
    classes: str,
    attributes: Item | None,
) -> dict[str, Any]:
    """
    What all controls share: the group around them, hint and error with their ids, and the ids that describe
    them.
    """
    return {
        "name": name,
        "id": id,
        "hint": hint,
        "error": error,
        "described_by": joined(described_by, hint and f"{id}-hint", error and f"{id}-error"),
        "group_classes": joined("govuk-form-group", error and "govuk-form-group--error", group_classes),
        "classes": classes,
        "attributes": flat(attributes),
    }


def _labelled(
    *,
    label: str,
    label_size: str,
    label_classes: str,
    page_heading: bool,
    value: object,
    disabled: bool,
    **field: Any,
) -> dict[str, Any]:
    """A control with a label of its own."""
    return {
        **_field(**field),
        "label": label,
        "label_classes": sized("govuk-label", label_size, label_classes).removeprefix("govuk-label").strip(),
        "page_heading": page_heading,
        "value": "" if value is None else value,
        "disabled": disabled,
    }


@register.inclusion_tag("components/govuk/input.html")
def text_input(
    name: str,
    label: str = "",
    *,
    id: str = "",
    value: object = None,
    type: str = "text",
    hint: str = "",
    error: str = "",
    label_size: str = "",
    label_classes: str = "",
    page_heading: bool = False,
    disabled: bool = False,
    described_by: str = "",
    group_classes: str = "",
    classes: str = "",
    attributes: Item | None = None,
) -> dict[str, Any]:
    """One line of text. `attributes` may hold inputmode, autocomplete, spellcheck and so on."""
    return {
        **_labelled(
            name=name,
            id=id or name,
            label=label,
            label_size=label_size,
            label_classes=label_classes,
            page_heading=page_heading,
            value=value,
            disabled=disabled,
            hint=hint,
            error=error,
            described_by=described_by,
            group_classes=group_classes,
            classes=joined("govuk-input", classes, error and "govuk-input--error"),
            attributes=attributes,
        ),
        "type": type,
    }


@register.inclusion_tag("components/govuk/input.html")
def file_upload(
    name: str,
    label: str = "",
    *,
    id: str = "",
    multiple: bool = False,
    hint: str = "",
    error: str = "",
    label_size: str = "",
    label_classes: str = "",
    page_heading: bool = False,
    disabled: bool = False,
    described_by: str = "",
    group_classes: str = "",
    classes: str = "",
    attributes: Item | None = None,
) -> dict[str, Any]:
    """A file, or several. `attributes` may hold accept."""
    many = {"multiple": True} if multiple else {}
    context = text_input(
        name, label, id=id, type="file", hint=hint, error=error, label_size=label_size, label_classes=label_classes,
        page_heading=page_heading, disabled=disabled, described_by=described_by, group_classes=group_classes,
        attributes={**(attributes or {}), **many},
    )  # fmt: skip
    return {**context, "classes": joined("govuk-file-upload", classes, error and "govuk-file-upload--error")}


@register.inclusion_tag("components/govuk/textarea.html")
def textarea(
    name: str,
    label: str = "",
    *,
    id: str = "",
    value: object = None,
    rows: int = 5,
    hint: str = "",
    error: str = "",
    label_size: str = "",
    label_classes: str = "",
    page_heading: bool = False,
    disabled: bool = False,
    described_by: str = "",
    group_classes: str = "",
    classes: str = "",
    attributes: Item | None = None,
) -> dict[str, Any]:
    """Several lines of text."""
    return {
        **_labelled(
            name=name,
            id=id or name,
            label=label,
            label_size=label_size,
            label_classes=label_classes,
            page_heading=page_heading,
            value=value,
            disabled=disabled,
            hint=hint,
            error=error,
            described_by=described_by,
            group_classes=group_classes,
            classes=joined("govuk-textarea", error and "govuk-textarea--error", classes),
            attributes=attributes,
        ),
        "rows": rows,
    }


@register.inclusion_tag("components/govuk/select.html")
def select(
    name: str,
    items: Iterable[Item | None],
    label: str = "",
    *,
    id: str = "",
    value: object = None,
    hint: str = "",
    error: str = "",
    label_size: str = "",
    label_classes: str = "",
    page_heading: bool = False,
    disabled: bool = False,
    described_by: str = "",
    group_classes: str = "",
    classes: str = "",
    attributes: Item | None = None,
) -> dict[str, Any]:
    """A choice from a list. Items: text, and if wanted value, selected, disabled, attributes."""
    options = []
    for item in items:
        if not item:
            continue
        chosen = bool(value) and item.get("value", item["text"]) == value
        selected = item["selected"] if item.get("selected") is not None else chosen
        options.append({**item, "selected": selected, "attributes": flat(item.get("attributes"))})
    return {
        **_labelled(
            name=name,
            id=id or name,
            label=label,
            label_size=label_size,
            label_classes=label_classes,
            page_heading=page_heading,
            value=value,
            disabled=disabled,
            hint=hint,
            error=error,
            described_by=described_by,
            group_classes=group_classes,
            classes=joined("govuk-select", classes, error and "govuk-select--error"),
            attributes=attributes,
        ),
        "items": options,
    }


def _grouped(
    *,
    legend: str,
    legend_size: str,
    legend_classes: str,
    page_heading: bool,
    fieldset_classes: str,
    fieldset_attributes: Item | None,
    role: str = "",
    **field: Any,
) -> dict[str, Any]:
    """Controls under one legend. Without a legend there is no fieldset."""
    return {
        **_field(**field),
        "legend": legend,
        "legend_classes": sized("govuk-fieldset__legend", legend_size, legend_classes),
        "page_heading": page_heading,
        "fieldset_classes": joined("govuk-fieldset", fieldset_classes),
        "fieldset_attributes": flat(fieldset_attributes),
        "role": role,
    }


def _choices(
    items: Iterable[Item | None], *, name: str, id: str, chosen: Sequence[object]
) -> list[dict[str, Any]]:
    """
    Radios or checkboxes with their ids: the first has the group's own id, so that an error can point at it.
    """
    made = []
    for number, item in enumerate(items, start=1):
        if not item:
            continue
        item_id = item.get("id") or (id if number == 1 else f"{id}-{number}")
        checked = item["checked"] if item.get("checked") is not None else item.get("value") in chosen
        made.append(
            {
                **item,
                "id": item_id,
                "name": item.get("name") or name,
                "checked": checked,
                "hint_id": f"{item_id}-item-hint" if item.get("hint") else "",
                "attributes": flat(item.get("attributes")),
                "label_attributes": flat(item.get("label_attributes")),
            }
        )
    return made


@register.inclusion_tag("components/govuk/choices.html")
def radios(
    name: str,
    items: Iterable[Item | None],
    legend: str = "",
    *,
    id: str = "",
    value: object = None,
    hint: str = "",
    error: str = "",
    legend_size: str = "",
    legend_classes: str = "",
    page_heading: bool = False,
    described_by: str = "",
    group_classes: str = "",
    fieldset_classes: str = "",
    fieldset_attributes: Item | None = None,
    classes: str = "",
    attributes: Item | None = None,
) -> dict[str, Any]:
    """
    One answer of several.

    Items: value, text, and if wanted hint, checked, disabled, id, attributes, label_classes,
    label_attributes; or `divider` alone, a word between items. Nothing is chosen beforehand unless `value`
    or `checked` says so.
    """
    group = _grouped(
        name=name,
        id=id or name,
        legend=legend,
        legend_size=legend_size,
        legend_classes=legend_classes,
        page_heading=page_heading,
        hint=hint,
        error=error,
        described_by=described_by,
        group_classes=group_classes,
        fieldset_classes=fieldset_classes,
        fieldset_attributes=fieldset_attributes,
        classes=joined("govuk-radios", classes),
        attributes=attributes,
    )
    chosen = [value] if value not in (None, "") else []
    items = _choices(items, name=name, id=group["id"], chosen=chosen)
    return {**group, "items": items, "kind": "radios", "type": "radio"}


@register.inclusion_tag("components/govuk/choices.html")
def checkboxes(
    name: str,
    items: Iterable[Item | None],
    legend: str = "",
    *,
    id: str = "",
    values: Sequence[object] = (),
    hint: str = "",
    error: str = "",
    legend_size: str = "",
    legend_classes: str = "",
    page_heading: bool = False,
    described_by: str = "",
    group_classes: str = "",
    fieldset_classes: str = "",
    fieldset_attributes: Item | None = None,
    classes: str = "",
    attributes: Item | None = None,
) -> dict[str, Any]:
    """Any number of answers. Items as for `radios`, each with a name of its own if wanted."""
    group = _grouped(
        name=name,
        id=id or name,
        legend=legend,
        legend_size=legend_size,
        legend_classes=legend_classes,
        page_heading=page_heading,
        hint=hint,
        error=error,
        described_by=described_by,
        group_classes=group_classes,
        fieldset_classes=fieldset_classes,
        fieldset_attributes=fieldset_attributes,
        classes=joined("govuk-checkboxes", classes),
        attributes=attributes,
    )
    items = _choices(items, name=name, id=group["id"], chosen=values)
    # Without a fieldset there is nothing else to carry the description, so each box does.
    own = "" if legend else group["described_by"]
    return {**group, "items": items, "kind": "checkboxes", "type": "checkbox", "item_described_by": own}


DATE_ITEMS: tuple[Item, ...] = ({"name": "day"}, {"name": "month"}, {"name": "year"})


@register.inclusion_tag("components/govuk/date_input.html")
def date_input(
    id: str,
    legend: str = "",
    *,
    items: Iterable[Item] = (),
    name_prefix: str = "",
    hint: str = "",
    error: str = "",
    legend_size: str = "",
    legend_classes: str = "",
    page_heading: bool = False,
    described_by: str = "",
    group_classes: str = "",
    classes: str = "",
    attributes: Item | None = None,
) -> dict[str, Any]:
    """
    A date in parts, day, month and year unless `items` says otherwise.

    Items: name, and if wanted label, value, width, error, id, classes, attributes. With an `error`, the
    parts marked `error` are outlined; where no part is marked, all are, save those that say False.
    """
    items = list(items or DATE_ITEMS)
    any_wrong = any(item.get("error") for item in items)
    parts = []
    for item in items:
        wrong = item.get("error") or (error and not any_wrong and item.get("error") is not False)
        width = item.get("width", 4 if item["name"] == "year" else 2)
        parts.append(
            text_input(
                name=joined(name_prefix and f"{name_prefix}-{item['name']}") or item["name"],
                label=item.get("label") or item["name"].capitalize(),
                label_classes="govuk-date-input__label",
                id=item.get("id") or f"{id}-{item['name']}",
                value=item.get("value"),
                classes=joined(
                    "govuk-date-input__input",
                    wrong and "govuk-input--error",
                    f"govuk-input--width-{width}",
                    item.get("classes"),
                ),
                attributes={"inputmode": "numeric", **(item.get("attributes") or {})},
            )
        )
    group = _grouped(
        name="",
        id=id,
        legend=legend,
        legend_size=legend_size,
        legend_classes=legend_classes,
        page_heading=page_heading,
        hint=hint,
        error=error,
        described_by=described_by,
        group_classes=group_classes,
        fieldset_classes="",
        fieldset_attributes=None,
        classes=joined("govuk-date-input", classes),
        attributes=attributes,
        role="group",
    )
    return {**group, "parts": parts}
