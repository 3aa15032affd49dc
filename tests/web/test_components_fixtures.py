"""
The GOV.UK parts give the HTML that govuk-frontend's own fixtures expect.

Each fixture holds options and the HTML they must give. The options are turned into our tags' parameters,
the tag is rendered from a template as a page would, and both trees are compared: attributes and classes as
sets, white space folded. A fixture is left out only where it uses an option that NOT_OFFERED names with its
reason.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Template
from django.test.html import parse_html
from django.utils.safestring import mark_safe

ROOT = Path(__file__).parents[2]
COMPONENTS = ROOT / "frontend/node_modules/govuk-frontend/dist/govuk/components"

NO_SCRIPT = "opens only with a script, and our pages carry none"
NO_UNIT = "no answer of ours has a unit or a button beside its box"
NOT_OFFERED: dict[str, dict[str, str]] = {
    "button": {
        "isStartButton": "there is no start page: people sign in",
        "preventDoubleClick": "works only with a script; saving twice is stopped where it is saved",
    },
    "input": {
        "prefix.text": NO_UNIT,
        "prefix.html": NO_UNIT,
        "prefix.classes": NO_UNIT,
        "prefix.attributes": NO_UNIT,
        "suffix.text": NO_UNIT,
        "suffix.html": NO_UNIT,
        "suffix.classes": NO_UNIT,
        "suffix.attributes": NO_UNIT,
        "inputWrapper.classes": NO_UNIT,
        "inputWrapper.attributes": NO_UNIT,
    },
    "file-upload": {
        "javascript": NO_SCRIPT,
        "multipleFilesChosenText.one": NO_SCRIPT,
        "chooseFilesButtonText": NO_SCRIPT,
        "value": "browsers show no path that a page gives them",
    },
    "radios": {"items[].conditional.html": NO_SCRIPT},
    "checkboxes": {"items[].conditional.html": NO_SCRIPT, "items[].behaviour": NO_SCRIPT},
    "error-summary": {"disableAutoFocus": "the summary takes the focus without a script; see its own test"},
}
# How many fixtures are held; a new release of govuk-frontend changes these knowingly.
HELD = {
    "back-link": 7,
    "button": 33,
    "checkboxes": 32,
    "date-input": 50,
    "details": 10,
    "error-message": 9,
    "error-summary": 17,
    "fieldset": 18,
    "file-upload": 15,
    "hint": 6,
    "input": 31,
    "label": 17,
    "pagination": 15,
    "radios": 36,
    "select": 19,
    "skip-link": 9,
    "textarea": 18,
}

# GOV.UK calls a link that looks like a button one, and a script of theirs lets the space bar press it. Our pages
# carry no script, so the link says what it is: otherwise the space bar would be promised and do nothing.
NOT_SAID_OF_A_LINK = ' role="button"'

Options = dict[str, Any]


def take(options: Options, **names: str) -> Options:
    """Parameters by our name, taken out of the options by theirs where they are given."""
    return {ours: options.pop(theirs) for ours, theirs in names.items() if theirs in options}


def text(options: Options, name: str = "text", html: str = "html") -> str:
    """A text, escaped by the tag; or HTML that the fixture gives as such."""
    plain = options.pop(name, "")
    return mark_safe(options.pop(html).strip()) if html in options else plain


def part_text(options: Options, part: str) -> str:
    """The text of a hint or an error message inside a field."""
    inner = options.pop(part, {})
    found = text(inner)
    assert not inner, f"{part} has options that the test does not know: {sorted(inner)}"
    return found


def heading(options: Options, part: str, name: str) -> Options:
    """The parameters of a label, or of a legend inside a fieldset."""
    inner = options.pop(part, {})
    params = {
        name: text(inner),
        **take(inner, page_heading="isPageHeading", **{f"{name}_classes": "classes"}),
    }
    assert not inner, f"{part} has options that the test does not know: {sorted(inner)}"
    return params


def group(options: Options) -> Options:
    """What all fields share."""
    form_group = options.pop("formGroup", {})
    params = {
        "hint": part_text(options, "hint"),
        "error": part_text(options, "errorMessage"),
        **take(form_group, group_classes="classes"),
        **take(options, classes="classes", attributes="attributes", described_by="describedBy"),
    }
    assert not form_group, f"formGroup has options that the test does not know: {sorted(form_group)}"
    return params


def under_legend(options: Options) -> Options:
    fieldset = options.pop("fieldset", {})
    params = {
        **heading(fieldset, "legend", "legend"),
        **take(fieldset, fieldset_classes="classes", fieldset_attributes="attributes"),
        **take(fieldset, described_by="describedBy"),
    }
    assert not fieldset, f"fieldset has options that the test does not know: {sorted(fieldset)}"
    return params


def simple(options: Options) -> Options:
    return {"text": text(options), **take(options, id="id", classes="classes", attributes="attributes")}


def link(options: Options, words: str, href: str) -> Options:
    given = {"text": text(options) or words, "href": options.pop("href", href)}
    return given | take(options, classes="classes", attributes="attributes")


def button(options: Options) -> Options:
    return {
        **simple(options),
        **take(options, href="href", name="name", value="value", type="type", disabled="disabled"),
    }


def error_message(options: Options) -> Options:
    return {**simple(options), **take(options, hidden_text="visuallyHiddenText")}


def label(options: Options) -> Options:
    return {**simple(options), **take(options, for_id="for", page_heading="isPageHeading")}


def fieldset(options: Options) -> Options:
    content = mark_safe(options.pop("html", ""))
    params = {
        **heading(options, "legend", "legend"),
        **take(options, classes="classes", attributes="attributes"),
    }
    return {"content": content, **params, **take(options, described_by="describedBy", role="role")}


def details(options: Options) -> Options:
    params = {"summary": text(options, "summaryText", "summaryHtml"), "content": text(options)}
    return params | take(options, id="id", open="open", classes="classes", attributes="attributes")


def error_summary(options: Options) -> Options:
    errors = []
    for error in options.pop("errorList", []):
        errors.append({"text": text(error), **take(error, href="href", attributes="attributes")})
        assert not error, f"an error has options that the test does not know: {sorted(error)}"
    return {
        "errors": errors,
        "title": text(options, "titleText", "titleHtml"),
        "description": text(options, "descriptionText", "descriptionHtml"),
        "autofocus": False,
        **take(options, classes="classes", attributes="attributes"),
    }


def labelled(options: Options) -> Options:
    params = {**group(options), **heading(options, "label", "label")}
    params |= take(options, name="name", id="id", value="value", disabled="disabled")
    written = ("autocomplete", "inputmode", "pattern", "autocapitalize", "spellcheck")
    extra = {
        name: str(options.pop(name)).lower() if name == "spellcheck" else options.pop(name)
        for name in written
        if name in options
    }
    return {**params, "attributes": {**params.get("attributes", {}), **extra}}


def text_input(options: Options) -> Options:
    return {**labelled(options), **take(options, type="type")}


def file_upload(options: Options) -> Options:
    return {**labelled(options), **take(options, multiple="multiple")}


def textarea(options: Options) -> Options:
    return {**labelled(options), **take(options, rows="rows")}


def select(options: Options) -> Options:
    items = options.pop("items", [])
    for item in items:
        if item and item.get("value") is False:
            item["value"] = "false"  # as JavaScript writes it
    return {**labelled(options), "items": items}


def choice(item: Options) -> Options:
    if not item or "divider" in item:
        return item
    item = dict(item)
    conditional = item.pop("conditional", {})
    assert not conditional.get("html"), "a conditional item is not offered"
    own_label = item.pop("label", {})
    params = {"text": text(item), "hint": part_text(item, "hint")}
    params |= take(own_label, label_classes="classes", label_attributes="attributes")
    params |= take(item, value="value", id="id", name="name", checked="checked", disabled="disabled")
    params |= take(item, attributes="attributes")
    assert not item, f"an item has options that the test does not know: {sorted(item)}"
    return params


def choices(options: Options) -> Options:
    params = {
        **group(options),
        **under_legend(options),
        "items": [choice(item) for item in options.pop("items")],
    }
    return params | take(options, name="name", id="idPrefix", value="value", values="values")


def date_input(options: Options) -> Options:
    values = options.pop("values", {})
    named = {part: options.pop(part, {}) for part in ("day", "month", "year")}
    prefix = options.pop("namePrefix", "")
    items = options.pop("items", None) or [
        {"name": part, **given} for part, given in named.items() if given is not False
    ]
    made = []
    for item in items:
        item = dict(item)
        own = take(item, name="name", id="id", label="label", value="value", error="error")
        classes = item.pop("classes", "").split()
        if "govuk-input--error" in classes:
            classes.remove("govuk-input--error")
            own["error"] = True
        for width in (2, 4):
            if f"govuk-input--width-{width}" in classes:
                classes.remove(f"govuk-input--width-{width}")
                own["width"] = width
        key = f"{prefix}-{own['name']}" if prefix else own["name"]
        own.setdefault("value", (named.get(own["name"]) or {}).get("value", values.get(key)))
        if own["name"] == "user1-year":
            own["width"] = 4
        own["classes"] = " ".join(classes)
        written = ("autocomplete", "pattern", "inputmode")
        own["attributes"] = item.pop("attributes", {}) | {n: item.pop(n) for n in written if n in item}
        assert not item, f"a part has options that the test does not know: {sorted(item)}"
        made.append(own)
    return {
        **group(options),
        **under_legend(options),
        "items": made,
        "name_prefix": prefix,
        **take(options, id="id"),
    }


def pagination(options: Options) -> Options:
    params = take(options, label="landmarkLabel", classes="classes", attributes="attributes")
    for way in ("previous", "next"):
        if given := options.pop(way, None):
            params[way] = take(given, href="href", text="text", label="labelText")
            assert not given, f"{way} has options that the test does not know: {sorted(given)}"
    if (items := options.pop("items", None)) is not None:
        params["items"] = [
            item
            and {("said" if name == "visuallyHiddenText" else name): value for name, value in item.items()}
            for item in items
        ]
    return params


ADAPTERS: dict[str, tuple[str, Callable[[Options], Options]]] = {
    "back-link": ("back_link", lambda options: link(options, "Back", "#")),
    "button": ("button", button),
    "checkboxes": ("checkboxes", choices),
    "date-input": ("date_input", date_input),
    "details": ("details", details),
    "error-message": ("error_message", error_message),
    "error-summary": ("error_summary", error_summary),
    "fieldset": ("fieldset", fieldset),
    "hint": ("hint", simple),
    "file-upload": ("file_upload", file_upload),
    "input": ("text_input", text_input),
    "label": ("label", label),
    "pagination": ("pagination", pagination),
    "radios": ("radios", choices),
    "select": ("select", select),
    "skip-link": ("skip_link", lambda options: link(options, "Skip to main content", "#content")),
    "textarea": ("textarea", textarea),
}
BLOCKS = {"fieldset", "details"}


def fixtures(component: str) -> list[dict[str, Any]]:
    """The fixtures of a component. Fails, and says what to run, where npm's packages are not installed."""
    path = COMPONENTS / component / "fixtures.json"
    if not path.exists():
        pytest.fail(f"{path.relative_to(ROOT)} is missing. Run: npm ci --prefix frontend")
    return json.loads(path.read_text(encoding="utf-8"))["fixtures"]


def used(options: Any, path: str = "") -> Iterator[str]:
    """The options that a fixture uses, as paths; an empty or false one is not used."""
    if isinstance(options, dict) and not path.endswith("attributes"):
        for name, value in options.items():
            yield from used(value, f"{path}.{name}" if path else name)
    elif isinstance(options, list):
        for value in options:
            yield from used(value, f"{path}[]")
    elif options or path in {"preventDoubleClick", "disableAutoFocus"}:
        yield path


def is_offered(component: str, fixture: dict[str, Any]) -> bool:
    return not NOT_OFFERED.get(component, {}).keys() & set(used(fixture["options"]))


def rendered(tag: str, params: Options) -> str:
    """What a template gives for this tag with these parameters."""
    content = params.pop("content", None)
    given = " ".join(f"{name}=given.{name}" for name in params)
    source = "{% load components %}{% " + f"{tag} {given}" + " %}"
    if content is not None:
        source += "{{ content }}{% end" + tag + " %}"
    return Template(source).render(Context({"given": params, "content": content}))


def test_every_part_that_we_use_has_an_adapter():
    assert HELD.keys() == ADAPTERS.keys()
    assert NOT_OFFERED.keys() <= ADAPTERS.keys()


@pytest.mark.parametrize("component", sorted(ADAPTERS))
def test_part_gives_the_html_of_every_fixture(component):
    tag, adapter = ADAPTERS[component]
    held, wrong = 0, []
    for fixture in fixtures(component):
        if not is_offered(component, fixture):
            continue
        options = json.loads(json.dumps(fixture["options"]))
        params = adapter(options)
        assert not options, f"{fixture['name']} has options that the test does not know: {sorted(options)}"
        held += 1
        html = fixture["html"]
        if component == "button":
            html = html.replace(NOT_SAID_OF_A_LINK, "")
        expected, found = parse_html(html), parse_html(rendered(tag, params))
        if expected != found:
            wrong.append(f"{fixture['name']}\nexpected\n{expected}\nfound\n{found}")
    assert not wrong, f"{len(wrong)} of {held} differ:\n" + "\n\n".join(wrong)
    assert held == HELD[component], f"{held} fixtures of {component} are held; HELD says {HELD[component]}"


@pytest.mark.parametrize(
    ("component", "option"), [(name, option) for name, options in NOT_OFFERED.items() for option in options]
)
def test_no_option_is_listed_as_not_offered_without_need(component, option):
    assert any(option in set(used(fixture["options"])) for fixture in fixtures(component)), (
        f"No fixture of {component} uses {option}. Take it out of NOT_OFFERED."
    )


def test_comparison_sees_a_changed_attribute_class_text_and_order():
    page = '<div class="a b"><p id="x">One</p><p>Two</p></div>'
    assert parse_html(page) == parse_html('<div class="b a">\n<p id="x">\n One </p> <p>Two</p></div>')
    for other in (
        '<div class="a"><p id="x">One</p><p>Two</p></div>',
        '<div class="a b"><p id="y">One</p><p>Two</p></div>',
        '<div class="a b"><p id="x">One</p><p>Three</p></div>',
        '<div class="a b"><p>Two</p><p id="x">One</p></div>',
    ):
        assert parse_html(page) != parse_html(other)


def test_footer_list_is_that_of_the_footer_fixture():
    """
    The footer's other parts are the Crown's licence and arms, which are not ours to show; its list of links
    is held.
    """
    fixture = next(f for f in fixtures("footer") if f["name"] == "with meta")
    items = [(item["text"], item["href"]) for item in fixture["options"]["meta"]["items"]]
    ours = Template("{% load components %}{% page_footer items %}").render(Context({"items": items}))
    start, end = '<ul class="govuk-footer__inline-list">', "</ul>"
    expected, actual = (start + html.split(start)[1].split(end)[0] + end for html in (fixture["html"], ours))
    assert parse_html(actual) == parse_html(expected)
