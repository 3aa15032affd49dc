"""What it takes to carry out one row: its clocks, its conditions, and the links it holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from steadyhand.engines.timescales.conditions import Condition
from steadyhand.engines.timescales.courses import Courses


class Kept(Enum):
    """Whether what is kept up until its day may end before it."""

    WHILE_IT_SUITS = "it may end sooner"
    WHATEVER_COMES = "it may not"


@dataclass(frozen=True, slots=True)
class Duty:
    """How one row is carried out.

    `courses` finds the clocks of the row in a life. The things done in one cut it into links, numbered from
    1. The row holds the link `first` alone when it is done `once`, else that one and all that follow.
    `from_words` says what it counts from. `kept` marks what is to be kept up until its day, rather than
    done by it. `first_missing` is the fact that is missing where there is nothing to count from, or no day to count to.
    """

    code: str
    courses: Courses
    conditions: tuple[Condition, ...]
    from_words: str
    first: int = 1
    once: bool = True
    kept: Kept | None = None
    first_missing: str = ""
