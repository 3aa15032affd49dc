"""The calendar that a phone fetches: of whoever made its address, until it ends, and with nobody's name in it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from contexts.builders import House
from contexts.test_calendar_pages import due
from steadyhand.contexts.cases.models import Duty
from steadyhand.contexts.organisations import operations as organisations
from steadyhand.contexts.organisations.models import Person, Role
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.foundations.access import accounts, feeds
from steadyhand.foundations.access.links import RESET
from steadyhand.foundations.access.models import CalendarFeed, Count
from steadyhand.foundations.audit.models import Entry

NOWHERE = "x" * 43


def made(person: Person) -> str:
    """The secret that the page of this person shows once."""
    client = Client()
    client.force_login(person.account)
    page = client.post(reverse("calendar_settings"), {"act": "make"})
    (token,) = re.findall(r"/calendar/feed/([\w-]+)\.ics", page.content.decode())
    assert token not in client.get(reverse("calendar_settings")).content.decode(), "shown once"
    return str(token)


def fetched(token: str) -> HttpResponse:
    return Client().get(reverse("calendar_feed", args=[token]))


def entries(token: str) -> dict[tuple[date, str], Any]:
    answer = fetched(token)
    assert answer.status_code == 200
    return {
        (event.decoded("dtstart"), str(event["summary"])): event
        for event in Calendar.from_ical(answer.content).walk("VEVENT")
    }


def test_it_says_how_much_is_due_on_which_day_and_names_nobody(house_today: House) -> None:
    house, soon = house_today, house_today.day + timedelta(days=5)
    due(house, 2, soon)
    due(house, 1, soon, code="H-2")
    due(house, 1, soon, code="SEC-1")
    due(house, 1, soon, code="H-4", unconfirmed=True)
    due(house, 1, soon + timedelta(days=400))
    twice = Duty.objects.filter(code="V-2", due_at=soon).order_by("pk")[0]
    Duty.objects.create(
        child=twice.child, council=house.council, code="V-6", anchor="x", number=1, due_at=soon, is_open=True
    )
    token = made(house.worker)
    found = entries(token)
    assert set(found) == {
        (soon, "2 visits due"), (soon, "Health assessment due"), (soon, "1 other thing due")
    }, "one visit meets two rows; what nobody confirmed is counted nowhere"  # fmt: skip
    event = found[soon, "2 visits due"]
    assert event.decoded("dtend") == soon + timedelta(days=1)
    assert str(event["url"]).endswith(f"/calendar?day={soon.isoformat()}")
    text = fetched(token).content.decode()
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "URL", "TRANSP", "CLASS"}
    for told in ("Robin", "Fairweather", "Mill Lane", "Sue", "Ashdale", "Lantern", "Amina", twice.child.ref):
        assert told.lower() not in text.lower()


def test_each_entry_stays_itself_however_its_number_changes(house_today: House) -> None:
    day = house_today.day
    due(house_today, 1, day)
    token = made(house_today.worker)
    (one,) = entries(token).values()
    due(house_today, 1, day)
    (two,) = entries(token).values()
    assert (str(one["summary"]), str(two["summary"])) == ("Visit due", "2 visits due")
    assert str(one["uid"]) == str(two["uid"])
    (lead,) = entries(made(house_today.lead)).values()
    assert str(lead["uid"]) != str(one["uid"])


def test_a_lead_s_counts_all_that_their_body_holds_and_nobody_else_s(house_today: House) -> None:
    due(house_today, 3, house_today.day)
    assert set(entries(made(house_today.lead))) == {(house_today.day, "3 visits due")}
    assert entries(made(house_today.second)) == {}
    assert entries(made(house_today.oakfield_lead)) == {}


def test_only_its_hash_is_kept_and_another_address_ends_the_one_before(house_today: House) -> None:
    first = made(house_today.worker)
    (row,) = CalendarFeed.objects.all()
    assert first not in repr(vars(row))
    assert len(first) == 43
    second = made(house_today.worker)
    assert (fetched(first).status_code, fetched(second).status_code) == (404, 200)
    assert CalendarFeed.objects.count() == 1


def _ends(house: House, token: str) -> None:
    client = Client()
    client.force_login(house.worker.account)
    page = client.post(reverse("calendar_settings"), {"act": "end"}).content.decode()
    assert "The address has ended" in page
    assert "Off" in page


def _account_closed(house: House, token: str) -> None:
    accounts.close(house.worker.account, by=None)


def _left(house: House, token: str) -> None:
    organisations.close_account(person=house.worker, by=None, on=house.day)


def _another_password(house: House, token: str) -> None:
    assert RESET.choose(RESET.make(house.worker.account), "rowing past the staithe")


def _role_ended(house: House, token: str) -> None:
    organisations.end_role(role=Role.objects.get(person=house.worker), by=None, on=house.day)


def _phone_lost(house: House, token: str) -> None:
    accounts.forget_device(house.worker.account, by=None)


@pytest.mark.parametrize("ends", [_ends, _account_closed, _left, _another_password, _role_ended, _phone_lost])
def test_it_ends(ends: Any, house_today: House) -> None:
    token, others = made(house_today.worker), made(house_today.lead)
    assert fetched(token).status_code == 200
    ends(house_today, token)
    assert fetched(token).status_code == 404
    assert fetched(others).status_code == 200
    assert not CalendarFeed.objects.filter(pk=house_today.worker.account_id).exists(), (
        "ended, not only out of reach"
    )
    assert Entry.objects.filter(verb="calendar.address_ended").count() == 1


def test_a_role_that_was_given_anew_does_not_bring_it_back(house_today: House) -> None:
    house, token = house_today, made(house_today.worker)
    role = Role.objects.get(person=house.worker)
    _role_ended(house, token)
    organisations.give_role(
        person=house.worker, kind=RoleKind(role.kind), at=role.organisation, by=None, on=house.day
    )
    assert fetched(token).status_code == 404


def test_an_inactive_account_and_one_without_the_role_fetch_nothing(house_today: House) -> None:
    """However they came to be so: not by way of the operations that end the address."""
    token, officers = made(house_today.worker), feeds.make(house_today.officer.account_id)
    type(house_today.worker.account).objects.filter(pk=house_today.worker.account_id).update(is_active=False)
    assert fetched(token).status_code == 404
    assert fetched(officers).status_code == 404


def alike(answer: HttpResponse) -> tuple[Any, ...]:
    reference = answer.headers["Steadyhand-Reference"]
    del answer.headers["Steadyhand-Reference"]
    return answer.status_code, sorted(answer.headers.items()), answer.content.replace(reference.encode(), b"")


def test_every_wrong_address_is_not_here_alike_and_writes_nothing(house_today: House) -> None:
    token = made(house_today.worker)
    ended = made(house_today.second)
    feeds.end(house_today.second.account_id, by=None)
    cache.clear()
    before = Entry.objects.count(), Count.objects.count()
    nowhere = alike(Client().get(reverse("invitation", args=[NOWHERE])))[:1]
    wrong = alike(fetched(NOWHERE))
    assert wrong[:1] == nowhere == (404,)
    for other in (ended, token[:-1], token + "A", token.swapcase(), "A" * 400):
        assert alike(fetched(other)) == wrong
    assert (Entry.objects.count(), Count.objects.count()) == before


def test_no_cache_between_keeps_it(house_today: House) -> None:
    answer = fetched(made(house_today.worker))
    assert answer.headers["Cache-Control"].startswith("private")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


def test_it_is_not_fetched_without_end(house_today: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST", 5)
    token, others = made(house_today.worker), made(house_today.lead)
    assert {fetched(token).status_code for _ in range(5)} == {200}
    answer = fetched(token)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3600")
    assert fetched(others).status_code == 200


def test_fetching_is_on_record_once_an_hour_and_shown_to_whose_it_is(
    house_today: House,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    token = made(house_today.worker)
    for _ in range(3):
        fetched(token)
    (entry,) = Entry.objects.filter(verb="calendar.fetched")
    assert (entry.kind, entry.actor_id, entry.route) == (
        Entry.Kind.READ, house_today.worker.account_id, "calendar_feed"
    )  # fmt: skip
    CalendarFeed.objects.update(fetched_at=timezone.now() - timedelta(hours=1, minutes=1))
    fetched(token)
    assert Entry.objects.filter(verb="calendar.fetched").count() == 2
    client = Client()
    client.force_login(house_today.worker.account)
    assert "Last fetched" in client.get(reverse("calendar_settings")).content.decode()


def test_it_holds_what_is_still_open_of_last_month_and_no_more(house_today: House) -> None:
    day = house_today.day
    for back in (31, 32, -183, -184):
        due(house_today, 1, day - timedelta(days=back))
    assert {when for when, _ in entries(made(house_today.worker))} == {
        day - timedelta(days=31), day + timedelta(days=183)
    }  # fmt: skip
