"""The rules of the timetable as pages: read by everybody, changed by a council's administrator after seeing for whom."""

from __future__ import annotations

import html
import re
from datetime import date
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases.loaders import rules as loaders
from steadyhand.contexts.cases.models import CalendarDays, Duty, RuleSetting
from steadyhand.contexts.cases.queries import timetable_version
from steadyhand.contexts.organisations import operations as organisations
from steadyhand.contexts.organisations.models import Organisation, Person
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.engines.timescales import RULES
from steadyhand.foundations.access import tenancy
from steadyhand.foundations.audit.models import Entry
from web.pages import assert_wired
from web.test_bad_input import FORM, STRANGE, UNREAL_DATES
from web.world import PLANTED, World

OFF = {"asked": "off", "because": "The trust keeps its own list"}
DAY = {"kind": "holiday", "name": "An extra day", "start-day": "5", "start-month": "6", "start-year": "2034"}


@pytest.fixture
def administrator(world: World) -> Client:
    return world.client("administrator")


def hidden(page: str) -> dict[str, str]:
    """What a page sends again with its button."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def open_duties(world: World, code: str) -> int:
    with tenancy.within([world.council_id]):
        return Duty.objects.filter(council_id=world.council_id, code=code, is_open=True).count()


def second_administrator(world: World) -> Person:
    council = Organisation.objects.get(pk=world.council_id)
    person = organisations.welcome(
        email="second@example.org", name="Abe Second", by=None, on=date(2024, 1, 1)
    )
    organisations.give_role(
        person=person, kind=RoleKind.ADMINISTRATOR, at=council, by=None, on=date(2024, 1, 1)
    )
    return person


def test_an_administrators_day_begins_with_the_rules(world: World, administrator: Client) -> None:
    answer = administrator.get(reverse("home"), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("rules")
    page = answer.content.decode()
    assert all(f"{code} {html.escape(rule.duty)}" in page for code, rule in RULES.items())
    assert ">Rules</a>" in page
    assert ">Rules</a>" not in world.client("social worker").get(reverse("rules")).content.decode()


def test_each_rule_opens_whole(administrator: Client) -> None:
    for code, rule in list(RULES.items())[::3]:
        page = html.unescape(administrator.get(reverse("rule", args=[code])).content.decode())
        for words in (rule.duty, rule.due_in_words, str(rule.citation), rule.note):
            assert words in page, (code, words)
        words = re.sub(r"<[^>]*>", "", page).replace(str(rule.citation), "")
        assert "_" not in words, code
    assert administrator.get("/rules/X-1").status_code == 404


def test_filters_list_what_they_say(world: World, administrator: Client) -> None:
    administrator.post(reverse("change_rule", args=["H-1"]), OFF | {"seen": "0.0.0", "go": "1"})
    confirmed = {"asked": "on", "because": "Read", "source": "Guidance of 2014, page 12"}
    administrator.post(reverse("change_rule", args=["M-1"]), confirmed | {"seen": version(world), "go": "1"})

    def listed(show: str) -> set[str]:
        page = administrator.get(reverse("rules"), {"show": show}).content.decode()
        return set(re.findall(r'href="/rules/([A-Z]+-[0-9]+)"', page))

    unconfirmed = {code for code, rule in RULES.items() if rule.unconfirmed}
    assert listed("off") == {"H-1"}
    assert listed("on") == set(RULES) - {"H-1"}
    assert listed("unconfirmed") == unconfirmed - {"M-1"}
    assert listed("changed") == {"H-1", "M-1"}
    assert listed("nonsense") == set(RULES)


def version(world: World) -> str:
    from steadyhand.contexts.cases.queries import timetable_version

    with tenancy.within([world.council_id]):
        return timetable_version(world.council_id)


def test_a_rule_is_switched_off_after_seeing_for_whom(world: World, administrator: Client) -> None:
    asked = open_duties(world, "H-1")
    assert asked
    address = reverse("change_rule", args=["H-1"])
    seen = administrator.post(address, OFF)
    page = seen.content.decode()
    assert seen.status_code == 200
    assert f"{asked} children" in page
    assert "no longer asked for" in page
    assert open_duties(world, "H-1") == asked
    with tenancy.within([world.council_id]):
        assert not RuleSetting.objects.exists()
    found = [word for word in PLANTED.values() if word in page] + re.findall(r"/children/[0-9a-f]{20}", page)
    assert not found, "an administrator sees numbers and no child"

    back = administrator.post(address, hidden(page) | {"back": "1"}).content.decode()
    assert OFF["because"] in back
    assert open_duties(world, "H-1") == asked

    saved = administrator.post(address, hidden(page) | {"go": "1"}, follow=True)
    shown = saved.content.decode()
    assert "The rule is changed." in shown
    assert OFF["because"] in shown
    assert open_duties(world, "H-1") == 0
    theirs = world.client("neighbour's worker").get(reverse("rule", args=["H-1"])).content.decode()
    assert OFF["because"] not in theirs
    ours = world.client("social worker").get(reverse("rule", args=["H-1"])).content.decode()
    assert OFF["because"] in ours
    assert "Change this rule" not in ours


def test_nothing_changes_where_nothing_does(administrator: Client) -> None:
    page = administrator.post(reverse("change_rule", args=["SEC-1"]), OFF).content.decode()
    assert "Nothing changes for anybody today" in page


def test_a_rule_that_is_kept_so_already_is_said(administrator: Client) -> None:
    as_it_is = {"asked": "on", "because": "x"}
    answer = administrator.post(reverse("change_rule", args=["H-1"]), as_it_is)
    assert answer.status_code == 422
    assert "kept like this already" in answer.content.decode()


def test_a_second_administrator_meanwhile_is_said_with_both(world: World, administrator: Client) -> None:
    address = reverse("change_rule", args=["H-1"])
    sent = hidden(administrator.post(address, OFF).content.decode())
    with tenancy.within([world.council_id]):
        other = second_administrator(world)
        council = Organisation.objects.get(pk=world.council_id)
        operations.set_rule(
            council=council, code="H-1", valid_from=date(2020, 1, 1), because="Since we began", by=other,
            on=world.today,
        )  # fmt: skip
    clash = administrator.post(address, sent | {"go": "1"})
    page = clash.content.decode()
    assert clash.status_code == 409
    assert "Abe Second" in page
    assert "1 January 2020" in page
    assert OFF["because"] in page
    with tenancy.within([world.council_id]):
        assert RuleSetting.objects.get(superseded_at=None).because == "Since we began"
    assert administrator.post(address, hidden(page) | {"go": "1"}).status_code == 302
    with tenancy.within([world.council_id]):
        assert not RuleSetting.objects.get(superseded_at=None).is_on


def test_days_are_added_and_taken_off_after_seeing_for_whom(
    world: World, administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = administrator.post(reverse("add_days"), DAY).content.decode()
    assert "Nothing changes for anybody today" in page
    assert administrator.post(reverse("add_days"), hidden(page) | {"go": "1"}).status_code == 302
    with tenancy.within([world.council_id]):
        (row,) = CalendarDays.objects.filter(superseded_at=None).select_related("council")
    listed = administrator.get(reverse("rule_days")).content.decode()
    assert "An extra day" in listed
    assert "An extra day" not in world.client("neighbour's worker").get(reverse("rule_days")).content.decode()
    again = administrator.post(reverse("add_days"), DAY)
    assert again.status_code == 422
    off = reverse("take_off_days", args=[row.pk])
    sent = hidden(administrator.get(off).content.decode())
    assert administrator.post(off, sent | {"go": "1"}).status_code == 302
    with tenancy.within([world.council_id]):
        assert not CalendarDays.objects.filter(superseded_at=None).exists()
        sent["seen"] = timetable_version(world.council_id)
    # pressed twice, or from a list that was open meanwhile: it is their own, and nobody is refused
    answers = [administrator.post(off, sent | {"go": "1"}), administrator.get(off)]
    with monkeypatch.context() as patch:  # both were let in before either was done
        patch.setattr(loaders, "days_to_take_off", lambda *_: row)
        answers.append(administrator.post(off, sent | {"go": "1"}))
    for again in answers:
        assert again.status_code == 409
        assert "Somebody took these days off the list already." in again.content.decode()
    assert not Entry.objects.filter(kind=Entry.Kind.REFUSAL).exists()
    assert administrator.get(reverse("take_off_days", args=["9" * 15])).status_code == 404
    assert world.client("neighbour's worker").get(off).status_code == 404


def test_a_term_has_a_last_day_and_lies_in_known_years(administrator: Client) -> None:
    term = DAY | {"kind": "term"}
    assert "last day of the term" in administrator.post(reverse("add_days"), term).content.decode()
    far = {"end-day": "1", "end-month": "1", "end-year": "9998"}
    assert administrator.post(reverse("add_days"), term | far).status_code == 422


def test_a_term_is_no_longer_than_a_school_year_and_ends_after_it_begins(administrator: Client) -> None:
    term = DAY | {"kind": "term", "start-day": "1", "start-month": "9", "start-year": "2026"}
    for (day, month, year), words in (
        (("31", "8", "2029"), "400 days long at most"),
        (("7", "10", "2027"), "400 days long at most"),
        (("31", "8", "2026"), "must not end before it starts"),
    ):
        answer = administrator.post(
            reverse("add_days"), term | {"end-day": day, "end-month": month, "end-year": year}
        )
        assert answer.status_code == 422
        page = assert_wired(answer.content.decode())
        assert words in page.by_id()["id_end-error"].text
        assert f'value="{year}"' in answer.content.decode()
    within = term | {"end-day": "6", "end-month": "10", "end-year": "2027"}
    assert administrator.post(reverse("add_days"), within).status_code == 200


@pytest.mark.parametrize("route", ["change_rule", "add_days"])
def test_nothing_that_is_sent_breaks_the_page(route: str, administrator: Client) -> None:
    address = reverse(route, args=["M-1"] if route == "change_rule" else [])
    whole = OFF if route == "change_rule" else DAY
    for text in STRANGE.values():
        for names in (("source", "because", "name", "seen", "go"), ("asked", "kind", "council", "back")):
            sent = urlencode({**whole, **dict.fromkeys(names, text)}, errors="surrogatepass")
            answer = administrator.post(address, sent, content_type=FORM)
            assert answer.status_code in {200, 302, 409, 422}, (names, text[:20])
    for parts in UNREAL_DATES:
        typed = {
            f"{field}-{part}": text
            for field in ("valid_from", "valid_to", "start", "end")
            for part, text in zip(("day", "month", "year"), parts, strict=True)
        }
        assert administrator.post(address, {**whole, **typed}).status_code == 422, parts
