"""Months, weeks and days of a calendar, as an address asks for them and as a page shows them."""

import re
from calendar import Calendar as Almanac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from steadyhand.engines.timescales import ENGLAND
from steadyhand.web.dates import day_in_full

_ALMANAC = Almanac()  # weeks begin on Monday
FIRST, LAST = date(ENGLAND.first_year, 1, 1), date(ENGLAND.last_year, 12, 31)


@dataclass(frozen=True, slots=True)
class Month:
    """One month, and the whole weeks that it touches."""

    first: date

    @property
    def last(self) -> date:
        return self._next - timedelta(days=1)

    @property
    def weeks(self) -> list[date]:
        """The Monday of every week that has a day in it."""
        return [week[0] for week in _ALMANAC.monthdatescalendar(self.first.year, self.first.month)]

    @property
    def weeks_end(self) -> date:
        return self.weeks[-1] + timedelta(days=6)

    @property
    def name(self) -> str:
        return f"{self.first:%B %Y}"

    @property
    def key(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def _next(self) -> date:
        return (self.first + timedelta(days=31)).replace(day=1)

    def before(self) -> "Month | None":
        """None before the first month of which the bank holidays are known."""
        earlier = self.first - timedelta(days=1)
        return Month(earlier.replace(day=1)) if earlier >= FIRST else None

    def after(self) -> "Month | None":
        """None after the last month of which the bank holidays are known."""
        return Month(self._next) if self._next <= LAST else None

    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def month_of(day: date) -> Month:
    """The month in which a day is."""
    return Month(day.replace(day=1))


def asked_month(text: str, *, today: date) -> Month:
    """The month of an address, as 2026-12; what is none that the calendar holds is this month."""
    day = _day(f"{text}-01") if re.fullmatch(r"\d{4}-\d{2}", text, re.ASCII) else None
    return month_of(day or today)


def asked_day(text: str) -> date | None:
    """The day of an address, as 2026-12-01; none for what is no day that the calendar holds."""
    return _day(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) else None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST <= day <= LAST else None


@dataclass(frozen=True, slots=True)
class Cell:
    """One day as the month shows it."""

    day: date
    name: str
    is_today: bool
    is_weekend: bool
    off: str  # why nobody is at work on it, where it is a holiday

    @property
    def column(self) -> int:
        """Monday is 1."""
        return self.day.isoweekday()


def cells(month: Month, *, today: date, off: Mapping[date, str]) -> list[Cell]:
    """Every day of the month."""
    return [
        Cell(day, day_in_full(day, today), day == today, day.isoweekday() > 5, off.get(day, ""))
        for day in month.days()
    ]


def week_words(monday: date) -> str:
    """16 to 22 Nov, 30 Nov to 6 Dec."""
    sunday = monday + timedelta(days=6)
    start = f"{monday.day}" if monday.month == sunday.month else f"{monday.day} {monday:%b}"
    return f"{start} to {sunday.day} {sunday:%b}"
