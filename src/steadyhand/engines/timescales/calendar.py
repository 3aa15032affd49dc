"""Working days, months and the day on which something happened."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import Final, overload

from steadyhand.engines.timescales.bank_holidays import HOLIDAYS, VERSION

_ONE_HOUR: Final = timedelta(hours=1)


class OutsideCalendar(LookupError):
    """A working day was asked for in a year the bank holiday table does not hold."""

    def __init__(self, year: int, table: str) -> None:
        super().__init__(
            f"The bank holidays of {year} are not known: table {table}. "
            "Add that year to the table, with a new version."
        )
        self.year = year


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are working days, in the years the table holds.

    Not working days: Saturday, Sunday and the bank holidays (SI 2006/1738 reg 2; SI 2010/959 reg 2).
    `version` names the table, and every due date in working days says which one it used.

    Raises ValueError for a holiday outside the years held.
    """

    version: str
    first_year: int
    last_year: int
    holidays: frozenset[date]

    def __post_init__(self) -> None:
        strays = sorted(day for day in self.holidays if not self._holds(day))
        if strays:
            raise ValueError(
                f"Holidays of {self.version} outside {self._years()}: {strays[0]} and perhaps others."
            )

    def is_working_day(self, day: date) -> bool:
        """Whether the day is a working day. Raises OutsideCalendar for a year the table does not hold."""
        if not self._holds(day):
            raise self._outside(day.year)
        return day.weekday() < 5 and day not in self.holidays

    def add_working_days(self, day: date, n: int) -> date:
        """The nth working day after the day (before it, when n is negative); the day itself is not counted.

        With n = 0 the day itself, working day or not. Raises OutsideCalendar when the count leaves the table.
        """
        if n == 0:
            return day
        days = self._working_days
        place = bisect_right(days, day) + n - 1 if n > 0 else bisect_left(days, day) + n
        if not self._holds(day):
            raise self._outside(day.year)
        if not 0 <= place < len(days):
            raise self._outside(self.last_year + 1 if n > 0 else self.first_year - 1)
        return days[place]

    @property
    def _working_days(self) -> tuple[date, ...]:
        """Every working day of the table, in order."""
        return _working_days(self)

    def _outside(self, year: int) -> OutsideCalendar:
        return OutsideCalendar(year, f"{self.version} holds {self._years()}")

    def with_holidays(self, extra: Iterable[date], *, version: str) -> Calendar:
        """The same calendar with more holidays, under a version of its own.

        Raises ValueError when the version is the present one: two tables must not share a name.
        """
        if version == self.version:
            raise ValueError(f"A changed table needs a version of its own, not {version} again.")
        return Calendar(version, self.first_year, self.last_year, self.holidays.union(extra))

    def _holds(self, day: date) -> bool:
        return self.first_year <= day.year <= self.last_year

    def _years(self) -> str:
        return f"{self.first_year} to {self.last_year}"


@cache
def _working_days(calendar: Calendar) -> tuple[date, ...]:
    """Every working day that a calendar knows of, in order; worked out once a calendar."""
    first, last = date(calendar.first_year, 1, 1), date(calendar.last_year, 12, 31)
    every = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(day for day in every if calendar.is_working_day(day))


def add_months(day: date, n: int) -> date:
    """The same date n months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + n, 12)
    year = day.year + years
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year, month + 1, monthrange(year, month + 1)[1])


@lru_cache(maxsize=4096)
def anniversary(day: date, years: int) -> date:
    """The same date some years later; 29 February falls on 28 February in other years."""
    return add_months(day, 12 * years)


@overload
def day_of(at: date | datetime) -> date: ...


@overload
def day_of(at: date | datetime | None) -> date | None: ...


def day_of(at: date | datetime | None) -> date | None:
    """The day on which something happened, by the clock in England; none for nothing.

    Raises ValueError for a time that does not say its zone: around midnight its day would be a guess.
    """
    if not isinstance(at, datetime):
        return at
    if at.tzinfo is None:
        raise ValueError(f"{at} does not say its time zone, so its day is a guess. Give the time in UTC.")
    instant = at.astimezone(UTC)
    begins, ends = _summer_time(instant.year)
    return (instant + _ONE_HOUR if begins <= instant < ends else instant).date()


@lru_cache(maxsize=512)
def _summer_time(year: int) -> tuple[datetime, datetime]:
    """When summer time begins and ends: at 01:00 UTC on the last Sunday of March and on that of October.

    Summer Time Act 1972 s.1 as amended by SI 2002/262; the same instants since 1996.
    """
    return _last_sunday(year, 3), _last_sunday(year, 10)


def _last_sunday(year: int, month: int) -> datetime:
    """One in the morning, UTC, on the month's last Sunday; the month has 31 days."""
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7)


ENGLAND: Final = Calendar(
    version=VERSION,
    first_year=min(HOLIDAYS),
    last_year=max(HOLIDAYS),
    holidays=frozenset(
        date.fromisoformat(f"{year}-{day}") for year, days in HOLIDAYS.items() for day in days.split()
    ),
)
