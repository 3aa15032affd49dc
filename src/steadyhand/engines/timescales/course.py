"""One clock of one duty: what started it, what was done in it, when it stops."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from steadyhand.engines.timescales.facts import Event, Placement

Moment = date | datetime


@dataclass(frozen=True, slots=True)
class Course:
    """One clock: from `start` up to, not including, `end`, and the days on which it was met.

    A day is in `maybe` when it is not known whether it counts, and in one list only. `doubts` names the fact
    that would tell more about a day: whether it counts, or at what time it was.
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
    doubts: Mapping[date, str] = field(default_factory=dict)
    phases: Mapping[str, date | None] = field(default_factory=dict)
    at: datetime | None = None
    instants: Mapping[date, datetime] = field(default_factory=dict)

    def holds(self, day: date) -> bool:
        """Whether the clock is running on the day."""
        return self.start <= day and (self.end is None or day < self.end)

    def done_by(self, day: date) -> tuple[date, ...]:
        """The days that count, up to and with the day."""
        return self.done[: bisect_right(self.done, day)]

    def maybe_by(self, day: date) -> tuple[date, ...]:
        """The days that may count, up to and with the day."""
        return self.maybe[: bisect_right(self.maybe, day)]

    def target_on(self, day: date) -> date | None:
        """The target, if it is known on the day."""
        for since, target in reversed(self.moved):
            if since <= day:
                return target
        if self.target is None:
            return None
        return self.target if (self.known_from or self.target) <= day else None

    @property
    def days(self) -> set[date]:
        """Every day on which this clock itself may say something new."""
        found = {self.start, *self.done, *self.maybe, *self.refused, *self.phases.values()}
        found.update(since for since, _ in self.moved)
        return {day for day in (*found, self.end, self.target, self.known_from) if day is not None}
