"""What the engine answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

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


_WORDS = {
    Outcome.DUE: "due",
    Outcome.DONE_ON_TIME: "done on time",
    Outcome.DONE_LATE: "done late",
    Outcome.LATE: "late",
    Outcome.LATE_EXPLAINED: "late and explained",
    Outcome.NOT_APPLICABLE: "not applicable",
    Outcome.CANNOT_TELL: "cannot tell",
}
_DONE = (Outcome.DONE_ON_TIME, Outcome.DONE_LATE)


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain: a date due and what became of it.

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

    def __post_init__(self) -> None:
        if (self.outcome in _DONE) != (self.done is not None):
            raise ValueError(f"A link {self.outcome.words} cannot have {self.done} as the day it was done.")


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer about one duty on the day asked, with how it was reached.

    `missing` names the facts that would decide a "cannot tell". `unconfirmed` is true while nobody has
    confirmed the rule's source: shown so, and counted nowhere. `links` are the history, oldest first,
    with the present link last where there is one. `next_change` is the first later day on which the
    answer, as these facts stand, becomes another one; becoming late the day after `due` is not counted.
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

    def __post_init__(self) -> None:
        if (self.answer is Outcome.CANNOT_TELL) != bool(self.missing):
            raise ValueError(f"{self.code}: cannot tell goes with the facts that are missing, and only then.")
        if (self.answer in _DONE) != (self.done is not None):
            raise ValueError(f"{self.code}: {self.answer.words} cannot have {self.done} as the day done.")
        if not self.trail:
            raise ValueError(f"{self.code}: an answer says how it was reached.")
