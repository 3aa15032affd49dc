"""Dated values refuse what they do not know; citations and reasons refuse to be empty."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.kernel import BeforeFirstValue, Citation, CitationStatus, Dated, Reason

RATE = Dated("weekly allowance", ((date(2023, 4, 1), 100), (date(2024, 4, 1), 110)))
SINCE_EVER = Dated("limit", ((None, 72), (date(2024, 4, 1), 48)))


@pytest.mark.parametrize(
    ("day", "value"), [(date(2023, 4, 1), 100), (date(2024, 3, 31), 100), (date(2024, 4, 1), 110)]
)
def test_the_value_of_the_day(day: date, value: int) -> None:
    assert RATE.at(day) == value


def test_before_the_first_value_is_refused() -> None:
    with pytest.raises(BeforeFirstValue, match="weekly allowance is not known on 2023-03-31"):
        RATE.at(date(2023, 3, 31))
    assert not RATE.open_start
    assert RATE.first_known == date(2023, 4, 1)


def test_an_open_start_is_shown_as_such() -> None:
    assert SINCE_EVER.open_start
    assert SINCE_EVER.first_known is None
    assert SINCE_EVER.at(date(1990, 1, 1)) == 72
    assert SINCE_EVER.at(date(2024, 4, 1)) == 48


@given(st.lists(st.dates(), min_size=1, unique=True), st.dates(), st.booleans())
def test_agrees_with_looking_at_every_entry(starts: list[date], day: date, open_start: bool) -> None:
    entries: list[tuple[date | None, date | None]] = [(start, start) for start in sorted(starts)]
    if open_start:
        entries.insert(0, (None, None))
    dated = Dated("value", tuple(entries))
    begun = [start for start in starts if start <= day]
    if begun or open_start:
        assert dated.at(day) == (max(begun) if begun else None)
    else:
        with pytest.raises(BeforeFirstValue):
            dated.at(day)


def test_nonsense_tables_are_refused() -> None:
    with pytest.raises(ValueError, match="no values"):
        Dated("x", ())
    with pytest.raises(ValueError, match="only the first"):
        Dated("x", ((date(2024, 1, 1), 1), (None, 2)))
    for second in (date(2024, 1, 1), date(2023, 1, 1)):
        with pytest.raises(ValueError, match="comes after"):
            Dated("x", ((date(2024, 1, 1), 1), (second, 2)))
    with pytest.raises(TypeError, match="plain date"):
        Dated("x", ((datetime(2024, 1, 1, tzinfo=UTC), 1),))


def test_citations_and_reasons() -> None:
    citation = Citation("Children Act 1989", "s.22C", CitationStatus.READ)
    assert str(citation) == "Children Act 1989 s.22C"
    assert str(Citation("IRO Handbook", "", CitationStatus.UNCONFIRMED)) == "IRO Handbook"
    assert Reason("due", "Due tomorrow.", citation).citation is citation
    with pytest.raises(ValueError, match="names its instrument"):
        Citation(" ", "s.1", CitationStatus.READ)
    with pytest.raises(TypeError, match="not a status"):
        Citation("Children Act 1989", "s.1", "read")  # type: ignore[arg-type]
    for code, text in (("", "x"), ("x", "")):
        with pytest.raises(ValueError, match="a code and a text"):
            Reason(code, text)
