"""Working days, months and the day of an instant."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.engines.timescales import ENGLAND, Calendar, OutsideCalendar
from steadyhand.engines.timescales.calendar import add_months, anniversary, day_of
from steadyhand.engines.timescales.counting import count
from steadyhand.engines.timescales.grammar import Period, Unit, Way


def test_the_table_agrees_with_the_published_holidays() -> None:
    years = range(ENGLAND.first_year, ENGLAND.last_year + 1)
    published = holidays.country_holidays("GB", subdiv="ENG", years=years)
    assert ENGLAND.holidays == {day for day in published if day.weekday() < 5}
    assert (ENGLAND.first_year, ENGLAND.last_year) == (2005, 2035)
    assert ENGLAND.version == "england-2005-2035.1"


@pytest.mark.parametrize(
    "one_off",
    [
        "2011-04-29",
        "2012-06-04",
        "2012-06-05",
        "2020-05-08",
        "2022-06-02",
        "2022-06-03",
        "2022-09-19",
        "2023-05-08",
    ],
)
def test_past_one_offs(one_off: str) -> None:
    assert not ENGLAND.is_working_day(date.fromisoformat(one_off))


@pytest.mark.parametrize("moved", ["2012-05-28", "2020-05-04", "2022-05-30"])
def test_days_the_holiday_moved_from_are_worked(moved: str) -> None:
    assert ENGLAND.is_working_day(date.fromisoformat(moved))


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        # Easter 2024: Good Friday 29 March and Easter Monday 1 April are not counted.
        ("2024-03-04", 20, "2024-04-03"),
        # Easter 2019 (19 and 22 April) and early May (6 May).
        ("2019-04-10", 20, "2019-05-13"),
        # Christmas 2024: 25 and 26 December and 1 January.
        ("2024-12-09", 20, "2025-01-09"),
        # Christmas 2022 on a Sunday: 26 and 27 December, and 2 January 2023.
        ("2022-12-16", 20, "2023-01-18"),
        # From a Saturday the first working day is Monday.
        ("2024-03-02", 1, "2024-03-04"),
        ("2024-03-02", 0, "2024-03-02"),
        # Backwards over Easter.
        ("2024-04-02", -3, "2024-03-26"),
    ],
)
def test_working_days_worked_by_hand(start: str, number: int, end: str) -> None:
    assert ENGLAND.add_working_days(date.fromisoformat(start), number) == date.fromisoformat(end)


@given(st.dates(date(2006, 1, 1), date(2034, 1, 1)), st.integers(1, 80))
def test_the_nth_working_day_has_n_working_days_up_to_it(day: date, number: int) -> None:
    end = ENGLAND.add_working_days(day, number)
    days = [day + timedelta(days=step) for step in range(1, (end - day).days + 1)]
    assert sum(map(ENGLAND.is_working_day, days)) == number
    assert ENGLAND.is_working_day(end)


def test_a_year_outside_the_table_is_refused() -> None:
    with pytest.raises(OutsideCalendar, match="2036"):
        ENGLAND.add_working_days(date(2035, 12, 20), 20)
    with pytest.raises(OutsideCalendar, match="2004"):
        ENGLAND.is_working_day(date(2004, 12, 31))


def test_a_table_is_extended_under_its_own_version() -> None:
    day = date(2027, 6, 1)
    longer = ENGLAND.with_holidays([day], version="england-2005-2035.2")
    assert ENGLAND.is_working_day(day)
    assert not longer.is_working_day(day)
    assert longer.version == "england-2005-2035.2"
    with pytest.raises(ValueError, match="version of its own"):
        ENGLAND.with_holidays([day], version=ENGLAND.version)
    with pytest.raises(ValueError, match="outside"):
        Calendar("x", 2024, 2024, frozenset({date(2025, 1, 1)}))


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2024-08-31", 6, "2025-02-28"),
        ("2024-12-15", 1, "2025-01-15"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2024-05-10", -12, "2023-05-10"),
    ],
)
def test_months(day: str, months: int, end: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(end)


def test_a_29_february_birthday() -> None:
    assert [anniversary(date(2008, 2, 29), n) for n in (1, 4, 18)] == [
        date(2009, 2, 28),
        date(2012, 2, 29),
        date(2026, 2, 28),
    ]


@pytest.mark.parametrize(
    ("written", "way", "end"),
    [
        ((26, Unit.WEEKS), Way.FROM, "2024-09-01"),
        ((26, Unit.WEEKS), Way.AFTER, "2024-09-02"),
        ((3, Unit.WORKING_DAYS), Way.BEFORE, "2024-02-28"),
        ((3, Unit.WORKING_DAYS), Way.FROM, "2024-03-06"),
        ((1, Unit.YEARS), Way.AFTER, "2025-03-04"),
        ((8, Unit.DAYS), Way.AFTER, "2024-03-12"),
    ],
)
def test_counting_from_a_monday(written: tuple[int, Unit], way: Way, end: str) -> None:
    assert count(Period(*written), way, date(2024, 3, 4), ENGLAND) == date.fromisoformat(end)


def test_hours_are_not_counted_from_a_day() -> None:
    with pytest.raises(ValueError, match="72 hours cannot be counted"):
        count(Period(72, Unit.HOURS), Way.AFTER, date(2024, 3, 4), ENGLAND)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC)))
def test_the_day_is_the_day_in_london(instant: datetime) -> None:
    assert day_of(instant) == instant.astimezone(ZoneInfo("Europe/London")).date()


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2024-06-30T22:59:59+00:00", "2024-06-30"),
        ("2024-06-30T23:00:00+00:00", "2024-07-01"),
        ("2024-12-31T23:59:59+00:00", "2024-12-31"),
        ("2024-10-27T00:30:00+00:00", "2024-10-27"),
        ("2024-07-01T00:30:00+01:00", "2024-07-01"),
    ],
)
def test_midnight_in_summer_and_winter(instant: str, day: str) -> None:
    assert day_of(datetime.fromisoformat(instant)) == date.fromisoformat(day)


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        day_of(datetime(2024, 6, 30, 23, 30))
