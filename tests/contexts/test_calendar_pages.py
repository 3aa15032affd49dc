"""The calendar's pages: months at their edges, the day it is in England, names, and how much is asked."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contexts.builders import House
from steadyhand.contexts.cases.models import Duty
from steadyhand.contexts.organisations.models import Person
from steadyhand.engines.timescales import RULES
from steadyhand.web.calendar.kinds import due_words, in_words, kind_of, kinds_of, on_a_phone
from steadyhand.web.calendar.months import Month, asked_day, asked_month, cells, month_of, week_words

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2026-12", date(2026, 12, 1)),
        ("2028-02", date(2028, 2, 1)),
        ("2005-01", date(2005, 1, 1)),
        ("2035-12", date(2035, 12, 1)),
        # what is none that the calendar holds is this month
        *((text, date(2026, 11, 1)) for text in ("", "2026-13", "2026-00", "0000-01", "2004-12", "2036-01")),
        *(
            (text, date(2026, 11, 1))
            for text in ("2026-1", "26-12", "2026-12-01", "x", "\x00", "２０２６-12", "9" * 999)
        ),
    ],
)
def test_the_month_of_an_address(text: str, first: date) -> None:
    assert asked_month(text, today=TODAY) == Month(first)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-22", TODAY),
        ("2028-02-29", date(2028, 2, 29)),
        *(
            (text, None)
            for text in ("2027-02-29", "2026-11-31", "2036-01-01", "", "22-11-2026", "2026-11-2\x00")
        ),
    ],
)
def test_the_day_of_an_address(text: str, day: date | None) -> None:
    assert asked_day(text) == day


def test_months_follow_each_other_and_end_with_the_table_of_holidays() -> None:
    month: Month | None = Month(date(2005, 1, 1))
    assert month is not None
    assert month.before() is None
    seen = []
    while month is not None:
        seen.append(month)
        after = month.after()
        assert after is None or (after.before() == month and after.first == month.last + timedelta(days=1))
        month = after
    assert (len(seen), seen[-1].key) == (31 * 12, "2035-12")


@pytest.mark.parametrize(
    ("first", "last", "weeks"),
    [
        (date(2026, 2, 1), date(2026, 2, 28), 5),  # begins on a Sunday
        (date(2027, 2, 1), date(2027, 2, 28), 4),  # four whole weeks
        (date(2028, 2, 1), date(2028, 2, 29), 5),
        (date(2026, 12, 1), date(2026, 12, 31), 5),
        (date(2027, 8, 1), date(2027, 8, 31), 6),
    ],
)
def test_a_month_has_its_days_and_the_weeks_it_touches(first: date, last: date, weeks: int) -> None:
    month = month_of(last)
    assert (month.first, month.last, len(month.weeks)) == (first, last, weeks)
    assert month.weeks[0] <= first < month.weeks[0] + timedelta(days=7)
    assert month.weeks_end - timedelta(days=7) < last <= month.weeks_end
    days = cells(month, today=TODAY, off={last: "Bank holiday"})
    assert [cell.day for cell in days] == [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert {cell.day.weekday() for cell in days if cell.is_weekend} == {5, 6}
    assert days[-1].off == "Bank holiday"


def test_a_week_is_named_by_its_ends() -> None:
    assert week_words(date(2026, 11, 16)) == "16 to 22 Nov"
    assert week_words(date(2026, 11, 30)) == "30 Nov to 6 Dec"


def test_every_row_of_the_timetable_has_a_kind_and_a_phone_is_told_three_of_them() -> None:
    assert {kind_of(code) for code in ("V-1", "V-6", "REV-1", "H-3", "E-2")} == {
        "Visit", "Review", "Health assessment", "Education"
    }  # fmt: skip
    assert {on_a_phone(code) for code in RULES} == {"Visit", "Review", "Health assessment", "Other"}
    assert {on_a_phone(code) for code in ("SEC-1", "CO-1", "M-4", "H-6", "DOL-1", "UA-2")} == {"Other"}


@pytest.mark.parametrize(
    ("kind", "many", "words"),
    [
        ("Visit", 1, "Visit due"),
        ("Visit", 2, "2 visits due"),
        ("Review", 3, "3 reviews due"),
        ("Health assessment", 1, "Health assessment due"),
        ("Other", 1, "1 other thing due"),
        ("Other", 12, "12 other things due"),
    ],
)
def test_how_a_number_is_said(kind: str, many: int, words: str) -> None:
    assert due_words(kind, many) == words


def test_kinds_of_a_day_are_counted_the_largest_first() -> None:
    kinds = kinds_of({"V-2": 1, "V-3": 1, "REV-1": 1, "E-2": 4, "SEC-1": 1, "CO-1": 1})
    assert in_words(kinds) == ["4 for education", "2 visits", "1 complaint", "2 others"]
    assert in_words({}) == []


def asked(person: Person, address: str = "calendar", *arguments: str, **query: str) -> str:
    client = Client()
    client.force_login(person.account)
    answer = client.get(reverse(address, args=arguments), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_month_is_that_of_the_day_in_england(
    house_today: House,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for moment, month in (
        (datetime(2026, 7, 31, 22, 59, tzinfo=UTC), "July 2026"),
        (datetime(2026, 7, 31, 23, 1, tzinfo=UTC), "August 2026"),  # summer time
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), "December 2026"),
        (datetime(2027, 1, 1, 0, 1, tzinfo=UTC), "January 2027"),
    ):
        client = Client()
        with monkeypatch.context() as patch:
            patch.setattr(timezone, "now", lambda moment=moment: moment)
            client.force_login(house_today.worker.account)
            page = client.get(reverse("calendar")).content.decode()
        assert f'id="month">{month}<' in page
        assert len(re.findall('aria-current="date"', page)) == 1


def due(house: House, number: int, when: date, *, code: str = "V-2", each: int = 1, **more: Any) -> None:
    """So many children of one worker, each with so many things due on a day and nothing else."""
    for n in range(number):
        child = house.allocated(given_name=f"Robin{n}")
        Duty.objects.bulk_create(
            Duty(
                child=child, council=house.council, code=code, anchor="x", number=of_it, due_at=when, is_open=True,
                **more,
            )
            for of_it in range(each)
        )  # fmt: skip


def test_what_is_late_stands_first_without_blame_and_in_its_own_day(house_today: House) -> None:
    house, late = house_today, house_today.day - timedelta(days=3)
    due(house, 2, late)
    due(house, 1, late, code="REV-2", explained=True)
    page = asked(house.worker)
    assert "3 things are late: 1 of them is explained" in page
    assert page.index("3 things are late") < page.index('id="month"')
    assert "3 days late, and explained" in page
    assert not re.search("overdue|failed|breach", page, re.IGNORECASE)
    assert "things are late" not in asked(house.worker, month="2035-12"), "it belongs to the month it is"
    child = asked(house.lead)
    assert "3 things are late: 1 of them is explained" in child
    assert asked(house.lead, show="late").count('class="sh-duty"') == 3


def test_names_are_whole_for_a_lead_and_first_names_for_a_worker(house_today: House) -> None:
    due(house_today, 1, house_today.day)
    assert "Visit: Robin0<" in asked(house_today.worker)
    assert "Visit: Robin0 Fairweather<" in asked(house_today.lead, day=house_today.day.isoformat())
    assert "Visit: Robin0 Fairweather<" in asked(house_today.lead, who=house_today.worker.ref)


def test_of_a_body_days_are_counted_and_listed_a_page_at_a_time(house_today: House) -> None:
    day = house_today.day
    due(house_today, 1, day, each=52)
    page = asked(house_today.lead)
    assert ">52 things<" in page
    assert "<li>52 visits</li>" in page
    assert page.count('class="sh-duty"') == 50
    second = asked(house_today.lead, day=day.isoformat(), page="2")
    assert second.count('class="sh-duty"') == 2
    assert "This is page 2 of 2." in second
    assert re.search(r'href="\?page=1&amp;body=[0-9a-f]{20}&amp;day=' + day.isoformat() + '"', second)
    assert asked(house_today.lead, day=day.isoformat(), page="x").count('class="sh-duty"') == 50


@pytest.mark.parametrize(("who", "first", "then"), [("worker", 1, 3), ("lead", 1, 3), ("officer", 1, 3)])
def test_more_children_ask_no_more_questions(who: str, first: int, then: int, house_today: House) -> None:
    asks = []
    for number in (first, then):
        due(house_today, number, house_today.day)
        client = Client()
        client.force_login(getattr(house_today, who).account)
        client.get(reverse("calendar"))
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse("calendar")).status_code == 200
        asks.append(len(found))
    assert asks[0] == asks[1]


def test_addresses_of_bodies_tell_nothing_and_unknown_ones_are_not_here(house_today: House) -> None:
    page = asked(house_today.officer)
    keys = set(re.findall(r"body=([^&\"]+)", page))
    assert len(keys) == 4
    assert all(re.fullmatch("[0-9a-f]{20}", key) for key in keys)
    client = Client()
    client.force_login(house_today.lead.account)
    (council,) = re.findall(
        r"body=([0-9a-f]+)&amp;month=[\d-]+\"[^>]*>Ashdale<", page.replace('aria-current="page" ', "")
    )
    for query in ({"body": council}, {"body": "\x00"}, {"body": "1"}, {"who": "\x00"}, {"who": "1"}):
        assert client.get(reverse("calendar"), query).status_code == 404
    assert (
        client.get(reverse("calendar"), {"month": "\x00", "day": "\x00", "page": "\x00"}).status_code == 200
    )


def test_a_child_s_calendar_leaves_their_name_to_the_top(house_today: House) -> None:
    due(house_today, 1, house_today.day)
    child = Duty.objects.get(code="V-2", anchor="x").child
    page = asked(house_today.worker, "child_calendar", child.ref)
    assert f'href="{reverse("timetable", args=[child.ref])}?why=V-2#V-2">Visit<' in page
    assert "Visit: Robin0" not in page


def test_a_calendar_says_the_thing_and_leads_to_it(house_today: House) -> None:
    child = house_today.held()
    house_today.allocate(child, house_today.worker)
    Duty.objects.filter(child=child).delete()
    for code, soon in (("PP-2", False), ("SEC-2", False), ("REV-4", True)):
        Duty.objects.create(
            child=child, council=house_today.council, code=code, anchor="x", number=1, due_at=house_today.day,
            is_open=True, no_last_day=soon,
        )  # fmt: skip
    page = asked(house_today.worker)
    timetable = reverse("timetable", args=[child.ref])
    for code, words in (
        ("PP-2", "Everybody told of the move: Robin"),
        ("SEC-2", "First secure order ends: Robin"),
        ("REV-4", "Early review, as soon as possible: Robin"),
    ):
        assert f'href="{timetable}?why={code}#{code}">{words}</a>' in page
    assert "Other: Robin" not in page
    assert {kind_of(code) for code in RULES if kind_of(code) == "Other"} == {kind_of("REC-1")}
