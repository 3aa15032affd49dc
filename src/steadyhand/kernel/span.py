"""Half-open stretches of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `start` up to, not including, `end`; `end` is None while the span is open.

    A span whose start and end are the same day holds no days. It is allowed because moves within
    one day are real: such a span keeps its place in the record and covers nothing.

    Raises TypeError for anything but a plain date, ValueError when the end comes before the start.
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        _check_day("start", self.start)
        if self.end is not None:
            _check_day("end", self.end)
            if self.end < self.start:
                raise ValueError(
                    f"A span cannot end on {self.end}, before it starts on {self.start}. "
                    "Give an end on or after the start, or none while it is open."
                )

    @property
    def is_open(self) -> bool:
        """Whether the span has no end yet."""
        return self.end is None

    @property
    def is_empty(self) -> bool:
        """Whether the span starts and ends on one day, and so holds no days."""
        return self.end == self.start

    @property
    def days(self) -> int | None:
        """How many days the span holds; None while it is open."""
        return None if self.end is None else (self.end - self.start).days

    def contains(self, day: date) -> bool:
        """Whether the day is one of the span's days (its end is not)."""
        return self.start <= day and (self.end is None or day < self.end)

    def overlap(self, other: Span) -> Span | None:
        """The days held by both spans, or None when they share no day."""
        start = max(self.start, other.start)
        end = _earlier_end(self.end, other.end)
        if end is not None and end <= start:
            return None
        return Span(start, end)

    def overlaps(self, other: Span) -> bool:
        """Whether the spans share at least one day."""
        return self.overlap(other) is not None

    def gap(self, other: Span) -> Span | None:
        """The days between the two spans, or None when they touch or share a day."""
        first, second = sorted((self, other), key=_by_start)
        if first.end is None or first.end >= second.start:
            return None
        return Span(first.end, second.start)

    def union(self, other: Span) -> Span:
        """One span over both.

        Raises ValueError when days lie between them, since one span would claim those days.
        """
        between = self.gap(other)
        if between is not None:
            raise ValueError(
                f"{self} and {other} leave {between} between them, so they are not one span. "
                "Keep them as two, or fill the gap first."
            )
        end = None if self.end is None or other.end is None else max(self.end, other.end)
        return Span(min(self.start, other.start), end)

    def __str__(self) -> str:
        return f"{self.start} to {self.end or 'open'}"


def _check_day(name: str, value: object) -> None:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError(f"A span's {name} is a plain date, not {value!r}. Give the day without a time.")


def _earlier_end(one: date | None, other: date | None) -> date | None:
    if one is None:
        return other
    return one if other is None else min(one, other)


def _by_start(span: Span) -> tuple[date, date]:
    return span.start, span.end or date.max
