"""The calendar's pages in every state in which somebody may find them, beside `states`."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.utils import timezone
from playwright.sync_api import Page

from browser.site import LEAD, NEWCOMER, WORKER
from browser.states import ADVOCATE, NOMINATED_OFFICER, YOUNG_PERSON, Address, State
from browser.states import _allocated_to as allocated_to
from browser.states import _of as of
from browser.states import _open_every_fold as open_every_fold
from browser.states import _plain as plain
from browser.states import _press as press


def _calendar_of(person: str) -> Address:
    return lambda site: f"{site.address('calendar')}?{urlencode({'who': site.person(person).ref})}"


def _next_month(page: Page) -> None:
    page.get_by_role("navigation", name="Months").get_by_role("link", name="Later").click()


def _one_day(page: Page) -> None:
    page.goto(f"{page.url}?day={timezone.localdate().isoformat()}")


def _make_an_address(page: Page) -> None:
    page.get_by_role("main").get_by_role("button", name=re.compile("Make")).click()


def _address_made_before(page: Page) -> None:
    _make_an_address(page)
    page.goto(page.url)


def _address_ended(page: Page) -> None:
    _make_an_address(page)
    press("End the address")(page)


CALENDAR = (
    State("calendar", "calendar", "", plain("calendar"), WORKER, says="Your calendar"),
    State("calendar, nothing due", "calendar", "", plain("calendar"), NEWCOMER, says="Nothing falls due in"),
    State("calendar, next month", "calendar", "", plain("calendar"), WORKER, act=_next_month, says="Earlier"),
    State("calendar, one day", "calendar", "", plain("calendar"), WORKER, act=_one_day, says="All of"),
    State(
        "calendar of a practice", "calendar", "", plain("calendar"), LEAD, act=open_every_fold,
        says="What falls due by week",
    ),
    State(
        "calendar of a practice, next month", "calendar", "", plain("calendar"), LEAD, act=_next_month,
        says="What falls due by week",
    ),
    State("calendar of a worker", "calendar", "", _calendar_of(WORKER), LEAD, says=f"Calendar: {WORKER}"),
    State("calendar of a council", "calendar", "", plain("calendar"), NOMINATED_OFFICER, says="What falls due by week"),
    State(
        "calendar of a council, late", "calendar", "", lambda site: site.address("calendar") + "?show=late",
        NOMINATED_OFFICER, says="late",
    ),
    State(
        "calendar of a child", "child_calendar", "Calendar: Tayo Aderinwale-Finch", of("child_calendar", "Tayo"), WORKER,
    ),
    State(
        "calendar of a child, next month", "child_calendar", "Calendar: Tayo Aderinwale-Finch",
        of("child_calendar", "Tayo"), YOUNG_PERSON, act=_next_month,
    ),
    State(
        "calendar of a child, a name alone", "child_calendar", "", allocated_to(ADVOCATE, "child_calendar"), ADVOCATE,
        says="You may know who",
    ),
    State(
        "calendar on a phone, off", "calendar_settings", "Calendar on your phone", plain("calendar_settings"), NEWCOMER,
        says="Off",
    ),
    State(
        "calendar on a phone, its address", "calendar_settings", "Calendar on your phone", plain("calendar_settings"),
        LEAD, act=_make_an_address, says="it is not shown again",
    ),
    State(
        "calendar on a phone, on", "calendar_settings", "Calendar on your phone", plain("calendar_settings"),
        LEAD, act=_address_made_before, says="On since",
    ),
    State(
        "calendar on a phone, ended", "calendar_settings", "Calendar on your phone", plain("calendar_settings"),
        LEAD, act=_address_ended, says="The address has ended",
    ),
)  # fmt: skip
