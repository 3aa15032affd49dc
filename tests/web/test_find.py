"""The page on which a child is found: each state, whatever is typed, and nothing typed is kept."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import quote

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soak.lengths import examples
from steadyhand.foundations.access import tenancy
from steadyhand.foundations.audit.models import Entry
from web.fixtures import rolled_back
from web.pages import Page, assert_wired
from web.test_bad_input import STRANGE
from web.world import PLANTED, World

# What each strange thing comes to: whatever holds no letter and no digit is not looked for.
STATES = {
    "emoji": "There is no name in this",
    "spaces": "Type any name they use",
    "long": "That is too long for a name",
    "a number too large": "That is too long for a name",
    "a lone surrogate": "There is no name in this",
    "negative": "One letter is too little",
}


@pytest.mark.parametrize("text", ["z", " Z. ", "é", "7"])
def test_one_letter_is_too_little_and_nobody_is_said_not_to_be_there(text: str, world: World) -> None:
    html = page(world, "social worker", text)
    assert "One letter is too little" in html
    assert "Nobody found" not in html


def page(world: World, who: str, text: str, *, raw: str = "") -> str:
    query = raw or quote(text, errors="surrogatepass")
    answer = world.client(who).get(f"{reverse('find')}?q={query}")
    assert answer.status_code == 200
    return answer.content.decode()


def links(html: str) -> list[str]:
    """The children listed."""
    return [
        element.text
        for element in Page(html).all("a")
        if (element.attributes["href"] or "").startswith("/children/")
    ]


def test_a_child_is_found_with_age_and_whose(world: World) -> None:
    html = page(world, "social worker", "zefyrine")
    (name,) = links(html)
    assert name == f"{PLANTED['name']} {PLANTED['family name']}"
    assert "1 child" in html
    assert "Sounds like “zefyrine”. Yours. Lives with Marjoram Thistlewood" in html


def test_a_withheld_home_is_not_named_to_those_without_the_right(world: World) -> None:
    html = page(world, "virtual school head", PLANTED["name"])
    assert links(html)
    assert PLANTED["carers"] not in html
    assert "Lives at a home that is withheld" in html


@pytest.mark.parametrize("who", ["advocate", "independent visitor"])
def test_who_may_know_the_name_alone_is_shown_the_name_alone(who: str, world: World) -> None:
    html = page(world, who, "zefyrine")
    (row,) = [element for element in Page(html).all("li") if PLANTED["name"] in element.text]
    assert row.text == f"{PLANTED['name']} {PLANTED['family name']}"


def test_nobody_found_says_what_to_do(world: World) -> None:
    html = page(world, "social worker", "Xquzzwv")
    assert links(html) == []
    assert "Nobody found" in html
    assert "Try another name they use" in html
    assert 'value="Xquzzwv"' in html


def test_without_anything_typed_it_says_what_may_be(world: World) -> None:
    html = world.client("social worker").get(reverse("find")).content.decode()
    assert "Type any name they use" in html
    assert "Nobody found" not in html


def test_an_emergency_is_offered_to_those_who_may(world: World) -> None:
    there = reverse("emergency")
    assert there in page(world, "social worker", "Xquzzwv")
    assert there not in page(world, "commissioner", "Xquzzwv")


@pytest.mark.parametrize("where", ["today", "children"])
def test_the_box_is_where_the_day_begins(where: str, world: World) -> None:
    html = world.client("social worker").get(reverse(where)).content.decode()
    assert_wired(html)
    (form,) = Page(html).all("form", role="search")
    assert (form.attributes["action"], form.attributes["method"]) == (reverse("find"), "get")


def test_the_box_is_on_the_leads_page(world: World) -> None:
    html = world.client("lead").get(reverse("practice")).content.decode()
    assert len(Page(html).all("form", role="search")) == 1


@pytest.mark.parametrize("kind", STRANGE)
def test_whatever_is_typed_gives_a_clear_page(kind: str, world: World) -> None:
    html = page(world, "social worker", STRANGE[kind])
    assert_wired(html)
    assert STATES.get(kind, "Nobody found") in html
    assert "<script>" not in html
    assert "\x00" not in html
    assert len(html) < 20_000


@pytest.mark.parametrize("raw", ["%00", "%FF%FE", "%25", "_", "%2A", "a%00b", "%", "x" * 10_000, "+" * 50])
def test_whatever_is_sent_gives_a_clear_page(raw: str, world: World) -> None:
    assert links(page(world, "director", "", raw=raw)) == []


@settings(
    max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=120))
def test_no_text_breaks_it(text: str, world: World) -> None:
    with rolled_back():
        assert_wired(page(world, "director", text))


def test_what_was_typed_is_in_no_log_and_not_on_record(world: World, caplog: Any) -> None:
    typed = "Zefyrinkeyword"
    with caplog.at_level(logging.DEBUG):
        page(world, "director", typed)
    assert typed.lower() not in caplog.text.lower()
    with tenancy.within([world.council_id]):
        for entry in Entry.objects.all():
            written = " ".join(str(getattr(entry, field.attname)) for field in Entry._meta.concrete_fields)
            assert typed.lower() not in written.lower()
        assert Entry.objects.filter(verb="children.found").exists()
