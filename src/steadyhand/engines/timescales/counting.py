"""Counting a period from a day."""

from __future__ import annotations

from datetime import date, timedelta

from steadyhand.engines.timescales.calendar import Calendar, add_months
from steadyhand.engines.timescales.grammar import Period, Unit, Way

_DAYS, _WEEKS, _WORKING_DAYS = Unit.DAYS, Unit.WEEKS, Unit.WORKING_DAYS
_MONTHS, _YEARS = Unit.MONTHS, Unit.YEARS


def count(period: Period, way: Way, day: date, calendar: Calendar) -> date:
    """The last day of the period that runs from the day.

    The day itself is not counted, save with `from`, which counts it and so ends one day earlier. Months
    and years end on the same date or the month's last day; a date that is no working day stays.

    Raises ValueError for hours and school days, which need more than a day; OutsideCalendar when working
    days leave the bank holiday table.
    """
    n = -period.n if way is Way.BEFORE else period.n
    unit = period.unit
    if unit is _DAYS:
        last = day + timedelta(days=n)
    elif unit is _WEEKS:
        last = day + timedelta(weeks=n)
    elif unit is _MONTHS:
        last = add_months(day, n)
    elif unit is _YEARS:
        last = add_months(day, 12 * n)
    elif unit is _WORKING_DAYS:
        if way is Way.FROM:
            return calendar.add_working_days(day, n - calendar.is_working_day(day))
        return calendar.add_working_days(day, n)
    else:
        raise ValueError(f"{period} cannot be counted from a day alone. Use days, weeks, months or years.")
    return last - timedelta(days=1) if way is Way.FROM else last
