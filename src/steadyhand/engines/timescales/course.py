"""One clock of one duty: what started it, what was done in it, when it stops."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final, NamedTuple, overload

from steadyhand.engines.timescales.facts import Event, Placement

Moment = date | datetime
_EMPTY: Final[Mapping[Any, Any]] = MappingProxyType({})


class Doubt(NamedTuple):
    """A happening, and the field of it that would tell more."""

    event: Event
    field: str

    @property
    def fact(self) -> str:
        """The field as answers name it; put into words when it is read, which is seldom."""
        return f"events.{self.event.event}.{self.event.day}.{self.field}"


class Course(NamedTuple):
    """One clock: from `start` up to, not including, `end`, and the days on which it was met.

    A day is in `maybe` when it is not known whether it counts, and in one list only. `doubts` tells of the
    fact that would say more about a day: whether it counts, or at what time it was; `doubt` names it.
    `target` is the day of what the duty must come before, or be done by; the engine knows of it from
    `known_from`, or else once it has come. `moved` holds later targets, each with the day it was set.
    `phases` are the days on which the steps of a chain give way to the next.
    `refused` are the days on which the child or carer said no.
    `at` and `instants` hold the time of day of start and closings, where one was recorded.
    """

    anchor: str
    start: date
    end: date | None = None
    done: tuple[date, ...] = ()
    maybe: tuple[date, ...] = ()
    placement: Placement | None = None
    event: Event | None = None
    target: date | None = None
    known_from: date | None = None
    moved: tuple[tuple[date, date], ...] = ()
    refused: tuple[date, ...] = ()
    doubts: Mapping[date, Doubt | str] = _EMPTY
    phases: Mapping[str, date | None] = _EMPTY
    at: datetime | None = None
    instants: Mapping[date, datetime] = _EMPTY

    def holds(self, day: date) -> bool:
        """Whether the clock is running on the day."""
        return self.start <= day and (self.end is None or day < self.end)

    def done_by(self, day: date) -> tuple[date, ...]:
        """The days that count, up to and with the day."""
        done = self.done
        return done if not done or done[-1] <= day else done[: bisect_right(done, day)]

    def maybe_by(self, day: date) -> tuple[date, ...]:
        """The days that may count, up to and with the day."""
        maybe = self.maybe
        return maybe[: bisect_right(maybe, day)] if maybe else maybe

    def doubt(self, day: date) -> str:
        """The fact that would tell more about the day, by its name; empty where there is none."""
        found = self.doubts.get(day, "")
        return found if isinstance(found, str) else found.fact

    def target_on(self, day: date) -> date | None:
        """The target, if it is known on the day."""
        for since, target in reversed(self.moved):
            if since <= day:
                return target
        if self.target is None:
            return None
        return self.target if (self.known_from or self.target) <= day else None

    def moved_to(self, target: Moment | None, day: date) -> bool:
        """Whether the target is one that was set later, by the day."""
        return any(since <= day and moved == target for since, moved in self.moved)

    def days_after(self, day: date) -> Iterator[date]:
        """Every later day on which this clock itself may say something new."""
        for one in (self.start, self.end, self.target, self.known_from):
            if one is not None and one > day:
                yield one
        for several in (self.done, self.maybe, self.refused):
            if several and several[-1] > day:
                yield from several[bisect_right(several, day) :]
        if self.phases:
            yield from (one for one in self.phases.values() if one is not None and one > day)
        if self.moved:
            yield from (since for since, _ in self.moved if since > day)


class Clocks(Sequence[Course]):
    """Clocks of one kind, earliest first, each put together when it is asked for: a sweep asks for the last alone."""

    def __init__(self, how_many: int, build: Callable[[int], Course]) -> None:
        self._built: list[Course | None] = [None] * how_many
        self._build = build

    @overload
    def __getitem__(self, place: int) -> Course: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Course]: ...
    def __getitem__(self, place: int | slice) -> Course | Sequence[Course]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        found = self._built[place]
        if found is None:
            found = self._built[place] = self._build(place)
        return found

    def __len__(self) -> int:
        return len(self._built)

    def __iter__(self) -> Iterator[Course]:
        return map(self.__getitem__, range(len(self._built)))

    def __reversed__(self) -> Iterator[Course]:
        return map(self.__getitem__, range(len(self._built) - 1, -1, -1))
