"""Counting a period from a day."""

from __future__ import annotations

from datetime import date, timedelta

from steadyhand.engines.timescales.calendar import Calendar, add_months
from steadyhand.engines.timescales.grammar import Period, Unit, Way

_DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7}
_MONTHS = {Unit.MONTHS: 1, Unit.YEARS: 12}


def count(period: Period, way: Way, day: date, calendar: Calendar) -> date:
    """The last day of the period that runs from the day.

    The day itself is not counted, save with `from`, which counts it and so ends one day earlier. Months
    and years end on the same date or the month's last day; a date that is no working day stays.

    Raises ValueError for hours and school days, which need more than a day; OutsideCalendar when working
    days leave the bank holiday table.
    """
    n = -period.n if way is Way.BEFORE else period.n
    if period.unit in _DAYS:
        last = day + timedelta(days=n * _DAYS[period.unit])
    elif period.unit in _MONTHS:
        last = add_months(day, n * _MONTHS[period.unit])
    elif period.unit is Unit.WORKING_DAYS:
        if way is Way.FROM:
            return calendar.add_working_days(day, n - calendar.is_working_day(day))
        return calendar.add_working_days(day, n)
    else:
        raise ValueError(f"{period} cannot be counted from a day alone. Use days, weeks, months or years.")
    return last - timedelta(days=1) if way is Way.FROM else last
