"""Our own parts: what each shows, and that none lets markup through."""

from __future__ import annotations

import datetime as dt
import inspect
from decimal import Decimal
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils.safestring import SafeString

from steadyhand.web import components
from steadyhand.web.components.parts import bar, last_day, load_bar
from steadyhand.web.components.templatetags.components import register
from web.pages import Page

EVIL = "\"'><script>x()</script><img src=x onerror=x()> {{ x }} onclick=x() &lt;"
DAY = dt.date(2026, 11, 16)

# Parameters that are not free text, and those made of several texts.
GIVEN = {
    "alone": {},
    "on_time": 3,
    "explained": 1,
    "late": 2,
    "size": "m",
    "level": 2,
    "open": True,
    "rows": 3,
    "page_heading": True,
    "attributes": {"data-x": EVIL},
    "fieldset_attributes": {"data-x": EVIL},
    "values": [EVIL],
    "previous": {"href": EVIL, "text": EVIL, "label": EVIL},
    "next": {"href": EVIL, "text": EVIL, "label": EVIL},
    "lines": [EVIL, EVIL],
    "errors": [{"text": EVIL, "href": EVIL, "attributes": {"data-x": EVIL}}],
    "label_size": "s",
    "legend_size": "s",
    "mark": "half",
    "weight": 21,
    "limit": Decimal("18.5"),
    "top": 22,
    "since": DAY,
    "until": DAY,
}
CHOICE = {
    "value": EVIL,
    "text": EVIL,
    "hint": EVIL,
    "id": EVIL,
    "label_classes": EVIL,
    "attributes": {"data-x": EVIL},
    "label_attributes": {"data-x": EVIL},
}
ITEMS = {
    "radios": [CHOICE, {"divider": EVIL}],
    "checkboxes": [CHOICE, {"divider": EVIL}],
    "select": [CHOICE],
    "date_input": [
        {"name": EVIL, "label": EVIL, "value": EVIL, "classes": EVIL, "attributes": {"data-x": EVIL}}
    ],
    "main_navigation": [(EVIL, EVIL, True)],
    "sub_navigation": [(EVIL, EVIL, False)],
    "page_footer": [(EVIL, EVIL)],
    "pagination": [{"number": EVIL, "href": EVIL, "said": EVIL, "current": True}, {"ellipsis": True}],
}
LANES = [{"name": EVIL, "now": EVIL, "spans": [{"text": EVIL, "start": DAY, "end": None}]}]
# `field` shows a form's field; markup typed into forms has its own tests.
TAGS = sorted(set(register.tags) - {"field"})


def parameters(tag: str) -> dict[str, object]:
    """Markup for every text parameter of a tag, and something fitting for the others."""
    function = inspect.unwrap(register.tags[tag])
    made: dict[str, object] = {}
    for name, parameter in inspect.signature(function).parameters.items():
        if name in {"content", "form"}:
            continue
        if name == "items":
            made[name] = ITEMS[tag]
        elif tag == "lanes" and name == "rows":
            made[name] = LANES
        elif name in GIVEN:
            made[name] = GIVEN[name]
        elif "bool" in str(parameter.annotation):
            made[name] = True
        else:
            assert "str" in str(parameter.annotation) or "object" in str(parameter.annotation), (tag, name)
            made[name] = EVIL
    return made


def show(tag: str, params: dict[str, object], content: str | None = None) -> str:
    source = "{% load components %}{% " + tag + "".join(f" {name}=given.{name}" for name in params) + " %}"
    if "content" in inspect.signature(inspect.unwrap(register.tags[tag])).parameters:
        source += "{{ content }}{% end" + tag + " %}"
    return Template(source).render(Context({"given": params, "content": content}))


@pytest.mark.parametrize("tag", TAGS)
def test_markup_in_every_parameter_stays_text(tag):
    variants = [parameters(tag)]
    # The other side of every switch, since a part may leave something out.
    variants.append({name: False if value is True else value for name, value in variants[0].items()})
    for params in variants:
        html = show(tag, params, EVIL)
        page = Page(html)
        assert html.strip()
        assert not [e.name for e in page.elements if e.name in {"script", "img"}], html
        for element in page.elements:
            assert not [name for name in element.attributes if name.startswith("on") or "<" in name], html
            assert "style" not in element.attributes


@pytest.mark.parametrize("tag", TAGS)
def test_every_tag_says_what_it_is(tag):
    function = inspect.unwrap(register.tags[tag])
    assert (function.__doc__ or "").strip()


README = Path(components.__file__).parent / "README.md"
# Offered by most GOV.UK parts; the README says so once.
COMMON = {"attributes", "described_by"}


def usage(tag: str) -> str:
    """A tag with its parameters, as a template writes it and as the README shows it."""
    words = [tag]
    for name, parameter in inspect.signature(inspect.unwrap(register.tags[tag])).parameters.items():
        if name == "content" or name in COMMON or name.endswith(("_attributes", "classes")):
            continue
        if parameter.kind is parameter.VAR_KEYWORD:
            words.append(f"**{name}")
        elif parameter.default is not parameter.empty:
            words.append(f"{name}={parameter.default!r}")
        else:
            words.append(f"{name}=" if parameter.kind is parameter.KEYWORD_ONLY else name)
    return "{% " + " ".join(words) + " %}"


@pytest.mark.parametrize("tag", sorted(register.tags))
def test_the_readme_shows_every_tag_with_its_parameters(tag):
    assert usage(tag) in README.read_text(encoding="utf-8")


def one(html: str, name: str, **attributes: str):
    found = Page(html).all(name, **attributes)
    assert len(found) == 1, html
    return found[0]


def test_a_duty_says_when_what_why_and_what_to_do():
    html = show(
        "duty",
        {
            "what": "Visit",
            "when": "2 days late",
            "when_more": "was due 14 Nov",
            "url": "/v",
            "why": "No more than 6 weeks apart.",
            "do": "Record visit",
            "do_url": "/r",
            "do_about": "Visit Tayo",
        },
    )
    assert one(html, "p", class_="sh-duty__when").text == "2 days late was due 14 Nov"
    assert one(html, "p", class_="sh-duty__why").text == "No more than 6 weeks apart."
    assert one(html, "a", href="/r").text == "Record visit: Visit Tayo"
    assert one(html, "a", href="/v").text == "Visit"


def test_a_duty_without_links_has_none():
    assert not Page(show("duty", {"what": "Visit", "when": "Today", "do": "Record"})).all("a")


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Maeve Tolland", "MT"),
        ("Sue and Delroy Hartwick", "SH"),
        ("Ife", "I"),
        ("Zoë O’Neil", "ZO"),
        ("", ""),
    ],
)
def test_a_person_is_marked_by_first_and_last_initial(name, initials):
    html = show("person", {"name": name, "role": "Carer", "phone": "01632 960145"})
    assert one(html, "span").text == initials
    assert one(html, "a").attributes["href"] == "tel:01632960145"


def test_a_mark_that_is_not_drawn_is_an_error():
    with pytest.raises(ValueError, match="no mark 'star'"):
        show("state", {"mark": "star", "word": "x"})


def test_a_state_is_a_mark_and_a_word():
    for mark in ("tick", "half", "cross", "unknown", "lock", "ring", "clock"):
        html = show("state", {"mark": mark, "word": "Cannot tell"})
        assert one(html, "svg").attributes["aria-hidden"] == "true"
        assert one(html, "span").text.strip() == "Cannot tell"


def test_lanes_say_in_the_table_what_they_draw():
    first, moved = dt.date(2024, 3, 4), dt.date(2026, 1, 12)
    spans = [
        {"text": "Sue and Delroy", "start": moved, "end": None},
        {"text": "Mrs Lyddon", "start": first, "end": moved},
    ]
    rows = [{"name": "Home", "now": "Sue and Delroy since 12 January 2026", "spans": spans}]
    html = show("lanes", {"rows": rows, "since": first, "until": DAY, "caption": "Dated facts"})
    cells = [e.text for e in Page(html).elements if e.name in {"th", "td"}][3:]
    assert cells[:3] == ["Home: Mrs Lyddon", "4 March 2024", "11 January 2026"]
    assert cells[3:] == ["Home: Sue and Delroy", "12 January 2026", "still open"]
    classes = [e.attributes["class"] for e in Page(html).all("rect")]
    assert classes == ["sh-load__ground", "sh-bar-past", "sh-bar-now"]


def test_bars_stand_in_proportion_and_are_never_too_thin_to_see():
    since, until = dt.date(2026, 1, 1), dt.date(2026, 4, 11)  # 100 days
    middle = dt.date(2026, 2, 20)
    assert bar(since, middle, since=since, until=until) == {"x": 0, "width": 496, "now": False}
    assert bar(middle, None, since=since, until=until) == {"x": 500, "width": 496, "now": True}
    assert bar(middle, middle, since=since, until=until)["width"] == 6
    assert bar(until, None, since=since, until=until) == {"x": 994, "width": 6, "now": True}
    assert bar(dt.date(2025, 1, 1), dt.date(2025, 2, 1), since=since, until=until) is None
    assert bar(dt.date(2027, 1, 1), None, since=since, until=until) is None
    assert bar(DAY, None, since=DAY, until=DAY) == {"x": 0, "width": 6, "now": True}


def test_the_last_day_is_the_day_before_the_stored_end_and_never_before_the_first():
    assert last_day(DAY, None) is None
    assert last_day(DAY, DAY) == DAY
    assert last_day(DAY, DAY + dt.timedelta(days=2)) == DAY + dt.timedelta(days=1)


def test_a_load_bar_shows_what_is_over_the_limit():
    assert load_bar(Decimal(21), Decimal(20), top=22) == {
        "within": "172.7",
        "over": "8.6",
        "limit": "172.7",
        "is_over": True,
    }
    assert load_bar(0, 0, top=0) == {"within": "0.0", "over": "0.0", "limit": "0.0", "is_over": False}
    # A weight beyond the right end stretches the bar's own scale; it is never drawn outside.
    drawn = load_bar(44, 20, top=22)
    assert Decimal(drawn["within"]) + Decimal(drawn["over"]) <= 190


def test_a_stacked_table_stays_a_table_for_those_who_listen():
    source = """{% load components %}{% stacked_table caption="Caseloads" %}{% table_heads %}
    {% table_head "Worker" %}{% table_head "Children" right=True %}{% endtable_heads %}{% table_rows %}
    {% table_row "Grace" url="/g" %}{% table_cell "Children" right=True %}15{% endtable_cell %}
    {% table_cell "Room" %} {% endtable_cell %}{% endtable_row %}{% endtable_rows %}{% endstacked_table %}"""
    page = Page(Template(source).render(Context()))
    roles = [e.attributes["role"] for e in page.elements if "role" in e.attributes]
    assert roles == [
        *("table", "rowgroup", "row", "columnheader", "columnheader"),
        *("rowgroup", "row", "rowheader", "cell", "cell"),
    ]
    cells = page.all("td")
    assert cells[0].attributes["data-label"] == "Children"
    assert "data-label" not in cells[1].attributes  # nothing to label


def test_two_texts_keep_their_paragraphs():
    html = show("one_text", {"text": "One.\n\nTwo & three.", "title": "Yours"})
    assert [e.text for e in Page(html).all("p")] == ["One.", "Two & three."]


def test_picking_by_button_posts_with_a_token():
    source = "{% load components %}{% pick 'Maeve' url='/as/1' post=True %}"
    html = Template(source).render(Context({"csrf_token": "abc"}))
    assert one(html, "form").attributes == {"action": "/as/1", "method": "post"}
    assert one(html, "input", type="hidden").attributes["value"] == "abc"


def test_content_that_a_part_made_is_not_escaped_twice():
    html = show("band", {"kind": "ok"}, SafeString("<p>Saved</p>"))
    assert one(html, "p").text == "Saved"


def test_a_bar_of_shares_is_as_long_as_its_numbers_and_leaves_out_none() -> None:
    html = show("shares_bar", {"on_time": 3, "explained": 0, "late": 1, "top": 8})
    bars = [each for each in Page(html).all("rect") if each.attributes["class"] != "sh-load__ground"]
    drawn = [(each.attributes["class"], each.attributes["x"], each.attributes["width"]) for each in bars]
    assert drawn == [("sh-bar-now", "0.0", "71.2"), ("sh-load__over", "71.2", "23.8")]
