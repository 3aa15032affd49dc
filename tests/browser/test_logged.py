"""The search of the servers' logs, which runs after every test of this folder, finds what there is to find."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from django.apps import apps
from playwright.sync_api import Page

from browser.logged import HARMLESS, Sought, found_in, on_record, searched_fields, told_of_anybody
from browser.site import WORKER, Site

TEXT = 'She said "not the blue van",\nand would not come down from the wall until it had gone.'
PARTS = (TEXT[:26], TEXT[9:33], TEXT[24:50], TEXT[-22:])


def sought(*, names: tuple[str, ...] = (), texts: tuple[str, ...] = ()) -> Sought:
    made = Sought()
    for name in names:
        made.add_name(name)
    for text in texts:
        made.add_text(text)
    return made


def logged(value: str, key: str = "event") -> str:
    return json.dumps({"time": "2026-05-04T10:00:00.000+00:00", "level": "info", key: value})


@pytest.mark.parametrize(
    "name", ["Ife", "Sue", "Ash", "Bo", "Quillfeather", "Siobhán", "O'Dempry", "Ruby-Jo"]
)
@pytest.mark.parametrize(
    "line",
    [
        "could not find {}",
        "GET /find?q={}",
        "<h1>{}</h1>",
        "for {}:",
    ],
)
def test_a_name_however_short_is_found_wherever_it_stands(name: str, line: str) -> None:
    for way in (str, quote, quote_plus):
        value = line.format(way(name))
        for log in (logged(value), logged(value, "route"), value, json.dumps({"facts": [{"deep": value}]})):
            assert found_in(log, sought(names=(name,))), log
    assert found_in(json.dumps({"event": f"of {name}"}, ensure_ascii=False), sought(names=(name,)))


@pytest.mark.parametrize("part", PARTS)
def test_any_part_of_a_text_is_found_however_it_is_written(part: str) -> None:
    for value in (part, repr(part), json.dumps(part), quote(part), quote_plus(part), f"typed: {part}."):
        for log in (logged(value), logged(value, "because"), f"Traceback: {value!r}", value):
            assert found_in(log, sought(texts=(TEXT,))), log


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("at 14%20Withern%20Road", "14 Withern Road"),
        ("ring 01632 960 123 now", "01632 960 123"),
        ("child mk-000123 is not there", "MK-000123"),
        ("to maeve.tolland@fernhallow.example", "maeve.tolland@fernhallow.example"),
        ("/children/5f3a0c9e1b2d4f6a8c7e/visits", "5f3a0c9e1b2d4f6a8c7e"),
    ],
)
def test_an_address_a_number_and_an_email_are_found(line: str, text: str) -> None:
    assert found_in(logged(line), sought(texts=(text,))) == [
        " ".join(text.lower().replace("-", " ").replace(".", " ").replace("@", " ").split())
    ]


def test_our_own_words_are_nobodys() -> None:
    log = "\n".join(
        [
            '{"time": "2026-05-04T10:00:00", "level": "info", "event": "request", "route": "child", "status": 200}',
            '{"event": "django.request", "at": "ash:12", "lines": ["ife/sue.py:9"]}',
            "Steadyhand is ready at http://localhost:8000",
        ]
    )
    assert (
        found_in(
            log,
            sought(names=("Child", "Ash", "Ife", "Sue"), texts=(TEXT, "ready made curtains, all of them")),
        )
        == []
    )


def test_every_text_field_is_searched_or_said_to_be_harmless_with_a_reason() -> None:
    searched = {f"{model._meta.label}.{each.name}" for model, fields in searched_fields() for each in fields}
    assert searched >= {
        "cases.Relationship.name", "cases.AccessWindow.because", "cases.Allocation.because", "cases.Event.title",
        "cases.Event.text", "cases.Child.identifier", "cases.Identity.said_as", "cases.Draft.typed", "cases.Visit.said",
        "cases.Home.address", "access.Account.email", "organisations.Person.registration_number", "notices.Notice.because",
    }  # fmt: skip
    known = {model._meta.label for model in apps.get_models()}
    known |= {
        f"{model._meta.label}.{each.name}" for model in apps.get_models() for each in model._meta.get_fields()
    }
    assert set(HARMLESS) <= known, "one that is no more"
    assert all(HARMLESS.values())


@pytest.mark.browser
def test_what_was_typed_searched_for_and_replaced_is_looked_for_too(
    site: Site, sent: Sought, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    site.let_in(page, WORKER)
    page.goto(site.address("find") + "?q=Wilhelmsen+Ap")
    page.goto(site.address("record_visit", site.child("Tayo").ref))
    box = page.get_by_label("What happened")
    with page.expect_response("**/visits/draft"):
        box.fill("The heron was on the weir when we came, and stayed.")
    with page.expect_response("**/visits/draft"):
        box.fill("No more of that.")
    for line in ("Wilhelmsen was searched for", "AP", "heron was on the weir when"):
        assert told_of_anybody(logged(line), site, sent), line
    with site.inside():
        assert not found_in(logged("heron was on the weir when"), on_record()), "on record it was replaced"


@pytest.mark.browser
def test_of_every_field_that_is_searched_what_is_on_record_is_found(site: Site) -> None:
    with site.inside():
        held = on_record()
        for model, fields in searched_fields():
            for row in model._base_manager.values_list(*(each.name for each in fields))[:3]:
                for each, value in zip(fields, row, strict=True):
                    if isinstance(value, str) and len(value) > 3:
                        assert found_in(logged(f"of {value[-60:]}"), held), f"{model._meta.label}.{each.name}"
