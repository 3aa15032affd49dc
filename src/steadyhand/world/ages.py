"""Parts of childhood, and when invented children are at school."""

from __future__ import annotations

from datetime import date, timedelta
from enum import IntEnum

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


def is_dark_after_school(day: date) -> bool:
    """Whether an afternoon out would end in the dark: from November to February."""
    return day.month in (11, 12, 1, 2)


def _good_friday(year: int) -> date:
    """Good Friday, or a usual day for it in a year of which the bank holidays are not known."""
    days = [date.fromisoformat(f"{year}-{day}") for day in HOLIDAYS.get(year, "04-10").split()]
    return next((day for day in days if day.month in (3, 4) and day.weekday() == 4), date(year, 4, 10))
