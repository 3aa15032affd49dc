"""Values that change on known dates."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Generic, TypeVar

T = TypeVar("T")


class BeforeFirstValue(LookupError):
    """A value was asked for on a day before the first one that is known."""


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """A value by the day it starts to hold: `entries` are (first day, value), earliest first.

    The first entry alone may start on None, an open start: the value held before anybody noted
    since when. It is allowed only where the source shows none, and `open_start` says so.

    Raises ValueError when there are no entries or they are out of order, TypeError for a start that
    is not a plain date.
    """

    name: str
    entries: tuple[tuple[date | None, T], ...]

    def __post_init__(self) -> None:
        if not self.entries:
            raise ValueError(f"{self.name} has no values. Give at least one, with the day it starts.")
        for place, (start, _) in enumerate(self.entries):
            if start is None:
                if place:
                    raise ValueError(f"{self.name}: only the first value may have an open start.")
            elif not isinstance(start, date) or isinstance(start, datetime):
                raise TypeError(f"{self.name}: a value starts on a plain date, not {start!r}.")
        for earlier, later in pairwise(self._starts()):
            if later <= earlier:
                raise ValueError(f"{self.name}: the value from {later} comes after the one from {earlier}.")

    @property
    def open_start(self) -> bool:
        """Whether the source shows no start for the first value."""
        return self.entries[0][0] is None

    @property
    def first_known(self) -> date | None:
        """The first day with a value; None with an open start."""
        return self.entries[0][0]

    def at(self, day: date) -> T:
        """The value that holds on the day.

        Raises BeforeFirstValue for a day before the first one known: a wrong value is worse than none.
        """
        place = bisect_right(self._starts(), day) - (0 if self.open_start else 1)
        if place < 0:
            raise BeforeFirstValue(
                f"{self.name} is not known on {day}: its first value starts on {self.first_known}. "
                "Ask for a later day, or add the earlier value with its source."
            )
        return self.entries[place][1]

    def _starts(self) -> tuple[date, ...]:
        return tuple(start for start, _ in self.entries if start is not None)
