"""Parts of childhood, and when invented children are at school."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from functools import cache

from steadyhand.engines.timescales.bank_holidays import HOLIDAYS


class Age(IntEnum):
    """The part of childhood that a sentence fits."""

    NEWBORN = 0
    BABY = 1
    SMALL = 2
    MIDDLE = 3
    TEEN = 4
    NEARLY_GROWN = 5


_MONTHS_BELOW = {Age.NEWBORN: 9, Age.BABY: 36, Age.SMALL: 84, Age.MIDDLE: 144, Age.TEEN: 180}
_LAST_YEAR_AT_SCHOOL = 16


def age_band(months: int) -> Age:
    """The part of childhood of a child of this many whole months."""
    return next((age for age, below in _MONTHS_BELOW.items() if months < below), Age.NEARLY_GROWN)


def months_old(born: date, day: date) -> int:
    """Whole months old on a day."""
    return (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)


def first_september(born: date) -> int:
    """The year in whose September somebody starts school: the one after the fourth birthday."""
    return born.year + (4 if (born.month, born.day) <= (8, 31) else 5)


def school_begins(year: int) -> date:
    """The first day of the school year that begins in this year's September."""
    day = date(year, 9, 3)
    while not is_school_day(day):
        day += timedelta(days=1)
    return day


def goes_to_school(born: date, day: date) -> bool:
    """Whether somebody is of an age to be at school on school days: from the first September to the end of sixteen."""
    return (
        day >= date(first_september(born), 9, 3) and months_old(born, day) < (_LAST_YEAR_AT_SCHOOL + 1) * 12
    )


def is_school_day(day: date) -> bool:
    """Whether schools are open: no weekend, no bank holiday, none of the holidays that councils in England agree on."""
    if day.weekday() > 4 or f"{day:%m-%d}" in HOLIDAYS.get(day.year, "").split():
        return False
    monday = day - timedelta(days=day.weekday())
    easter = _good_friday(day.year) - timedelta(days=4)
    return not (
        (7, 22) <= (day.month, day.day) < (9, 3)
        or (day.month, day.day) >= (12, 20)
        or (day.month, day.day) < (1, 5)
        or (monday.month == 2 and 12 <= monday.day <= 18)  # half-terms: in February, May and October
        or (monday.month == 5 and monday.day > 24)
        or (monday.month == 10 and monday.day > 24)
        or easter <= day < easter + timedelta(days=14)
    )


@dataclass(frozen=True, slots=True)
class Term:
    """A school term by its name, with the days on which there are lessons."""

    name: str
    days: tuple[date, ...]

    @property
    def start(self) -> date:
        """The first day of it."""
        return self.days[0]

    @property
    def end(self) -> date:
        """The last day of it."""
        return self.days[-1]


def terms(first: date, last: date) -> tuple[Term, ...]:
    """The school terms, in order, that are not over by the first day, of all school years begun by the last."""
    years = range(_school_year(first), _school_year(last) + 1)
    return tuple(term for year in years for term in _terms_of(year) if term.end >= first)


def _school_year(day: date) -> int:
    return day.year - (day.month < 9)


@cache
def _terms_of(year: int) -> tuple[Term, ...]:
    """The three terms of the school year that begins in this year's September; Easter is between the last two."""
    easter = _good_friday(year + 1)
    spans = (
        (f"Autumn {year}", date(year, 9, 1), date(year, 12, 31)),
        (f"Spring {year + 1}", date(year + 1, 1, 1), easter),
        (f"Summer {year + 1}", easter, date(year + 1, 8, 31)),
    )
    return tuple(
        Term(name, tuple(filter(is_school_day, _each_day(first, last)))) for name, first, last in spans
    )


def _each_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=days) for days in range((last - first).days + 1)]


def key_stage(born: date, day: date) -> int:
    """The stage at school on a day: 1 to 5, or 0 before the first year and after the last."""
    year = _school_year(day) - first_september(born)  # 0 in the year in which somebody starts school
    return next((stage for stage, last in _LAST_YEAR_OF_STAGE if 0 < year <= last), 0)


_LAST_YEAR_OF_STAGE = ((1, 2), (2, 6), (3, 9), (4, 11), (5, 13))


def is_dark_after_school(day: date) -> bool:
    """Whether an afternoon out would end in the dark: from November to February."""
    return day.month in (11, 12, 1, 2)


def _good_friday(year: int) -> date:
    """Good Friday, or a usual day for it in a year of which the bank holidays are not known."""
    days = [date.fromisoformat(f"{year}-{day}") for day in HOLIDAYS.get(year, "04-10").split()]
    return next((day for day in days if day.month in (3, 4) and day.weekday() == 4), date(year, 4, 10))
