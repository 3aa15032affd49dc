"""Spans hold days, and every operation agrees with counting them one by one."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.kernel import Span

ORIGIN = date(2024, 2, 20)
HORIZON = 60  # an open span is looked at up to here


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, 30))
    length = draw(st.none() | st.integers(0, 15))
    end = None if length is None else ORIGIN + timedelta(days=start + length)
    return Span(ORIGIN + timedelta(days=start), end)


def held(span: Span | None) -> set[int]:
    days = range(HORIZON)
    return set() if span is None else {n for n in days if span.contains(ORIGIN + timedelta(days=n))}


@given(spans(), spans())
def test_overlap_is_the_days_held_by_both(one: Span, other: Span) -> None:
    assert held(one.overlap(other)) == held(one) & held(other)
    assert one.overlaps(other) == bool(held(one) & held(other))
    assert one.overlap(other) == other.overlap(one)


@given(spans(), spans())
def test_a_gap_is_the_days_between(one: Span, other: Span) -> None:
    gap = one.gap(other)
    assert gap == other.gap(one)
    if gap is not None:
        assert not gap.is_empty
        assert not held(gap) & (held(one) | held(other))
        assert {gap.start, gap.end} <= {one.end, other.end, one.start, other.start}


@given(spans(), spans())
def test_a_union_holds_the_days_of_both_and_no_others(one: Span, other: Span) -> None:
    if one.gap(other) is None:
        assert held(one.union(other)) == held(one) | held(other)
        assert one.union(other) == other.union(one)
    else:
        with pytest.raises(ValueError, match="between them"):
            one.union(other)


@given(spans())
def test_days_are_counted(span: Span) -> None:
    assert span.days == (None if span.is_open else len(held(span)))
    assert span.is_empty == (not held(span))
    assert span.union(span) == span


def test_the_end_is_not_held() -> None:
    march = Span(date(2024, 3, 1), date(2024, 4, 1))
    assert march.contains(date(2024, 3, 31))
    assert not march.contains(date(2024, 4, 1))
    assert march.days == 31
    assert str(march) == "2024-03-01 to 2024-04-01"
    assert str(Span(date(2024, 3, 1))) == "2024-03-01 to open"


def test_a_move_within_one_day_holds_no_day() -> None:
    moved = Span(date(2024, 3, 1), date(2024, 3, 1))
    assert moved.is_empty
    assert moved.days == 0
    assert not moved.contains(date(2024, 3, 1))
    assert not moved.overlaps(Span(date(2024, 1, 1)))


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        Span(date(2024, 3, 2), date(2024, 3, 1))
    with pytest.raises(TypeError, match="plain date"):
        Span(datetime(2024, 3, 1, tzinfo=UTC))
    with pytest.raises(TypeError, match="plain date"):
        Span(date(2024, 3, 1), "2024-03-02")  # type: ignore[arg-type]
