"""What the engine answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from steadyhand.kernel import Reason


class Outcome(StrEnum):
    """Every answer a duty can have. Only the two done ones mean that it was met."""

    DUE = "due"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    LATE = "late"
    LATE_EXPLAINED = "late_explained"
    NOT_APPLICABLE = "not_applicable"
    CANNOT_TELL = "cannot_tell"

    @property
    def words(self) -> str:
        """The answer as people read it."""
        return _WORDS[self]

    @property
    def is_open(self) -> bool:
        """Whether it is still asked for, in time or late."""
        return self in _OPEN

    @property
    def is_done(self) -> bool:
        """Whether it was met."""
        return self in _DONE

    @property
    def is_late(self) -> bool:
        """Whether its day is over and it was not met."""
        return self in _LATE


_DONE = frozenset({Outcome.DONE_ON_TIME, Outcome.DONE_LATE})
_LATE = frozenset({Outcome.LATE, Outcome.LATE_EXPLAINED})
_OPEN = _LATE | {Outcome.DUE}
_WORDS = {
    Outcome.DUE: "due",
    Outcome.DONE_ON_TIME: "done on time",
    Outcome.DONE_LATE: "done late",
    Outcome.LATE: "late",
    Outcome.LATE_EXPLAINED: "late and explained",
    Outcome.NOT_APPLICABLE: "not applicable",
    Outcome.CANNOT_TELL: "cannot tell",
}


class Link(NamedTuple):
    """One link of a chain: a date due and what became of it. It has a day on which it was done where it was.

    `anchor` and `number` name it for good: the spell it belongs to ("placement:ID", or "care:" and the
    day care started) and its place there, the first being 1. V-1 has the first link of a placement and
    V-2 to V-5 the later ones; REV-1 has the first of a period of care, REV-2 the second, REV-3 the rest.
    `started` is the day it counts from. A link whose condition ended while it was late stays late.
    """

    number: int
    started: date
    due: date | datetime | None
    done: date | datetime | None
    outcome: Outcome
    anchor: str


class Answer(NamedTuple):
    """The answer about one duty on the day asked, with how it was reached.

    `missing` names the facts that would decide a "cannot tell". `unconfirmed` is true while nobody has
    confirmed the rule's source: shown so, and counted nowhere. `links` are the history, oldest first,
    with the present link last where there is one. `next_change` is the first later day on which the
    answer, as these facts stand, becomes another one; becoming late the day after `due` is not counted.

    Facts are missing exactly where it cannot be told, a day done is there exactly where it was done, and a trail always:
    held by a test over whole lives, since a sweep makes millions of these.
    """

    code: str
    answer: Outcome
    due: date | datetime | None
    done: date | datetime | None
    missing: tuple[str, ...]
    unconfirmed: bool
    trail: Sequence[Reason]
    links: tuple[Link, ...]
    next_change: date | None
