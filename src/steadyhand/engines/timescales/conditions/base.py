"""What a named condition is: three-valued, with its meaning, and the days on which it can turn.

A condition holds, does not, or cannot be told because a fact is not known. A fact that is not known but
could not change the answer does not count as missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final, NamedTuple

from steadyhand.engines.timescales.course import Course
from steadyhand.engines.timescales.facts import LegalStatus, PeriodOfCare, Placement
from steadyhand.engines.timescales.life import Life
from steadyhand.engines.timescales.rules import Rule

INTERIM_CARE_ORDER: Final = "C1"
CARE_ORDER: Final = "C2"
CARE_ORDERS: Final = (INTERIM_CARE_ORDER, CARE_ORDER)


class Finding(NamedTuple):
    """Whether a condition holds; why not, in words; the facts that would tell; the condition's name."""

    value: bool | None
    text: str = ""
    missing: tuple[str, ...] = ()
    condition: str = ""


class Situation(NamedTuple):
    """One clock of a child's life on one day, with the rules that are being asked about."""

    life: Life
    course: Course
    day: date
    rules: Mapping[str, Rule]

    @property
    def placement(self) -> Placement | None:
        """The placement the clock is about, else the one running on the day."""
        return self.course.placement or self.life.placement_on(self.day)


Turns = Callable[[Life], Iterable[date]]


def never(_: Life) -> Iterable[date]:
    """A condition that depends on no day."""
    return ()


class About(Enum):
    """What a condition asks about on a day, besides the rules: for all clocks that share it there is one finding."""

    CHILD = "the child"
    PLACEMENT = "the child, and the placement of the clock"
    CLOCK = "the child, and this clock"


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """A named condition: `meaning` is a whole sentence, true of a child to whom it applies.

    `turns` gives every day on which it can become another, whatever else stays as it is. `certain` marks
    what is never false of a clock that runs: it is what starts the clock, or a fact without which nothing can be told.
    `about` says what the test looks at; nothing else of the clock may matter to it.
    """

    name: str
    meaning: str
    test: Callable[[Situation], Finding]
    turns: Turns = never
    certain: bool = False
    about: About = About.CLOCK


HOLDS: Final = Finding(True)


_CLOCK, _PLACEMENT = About.CLOCK, About.PLACEMENT


class Findings:
    """What is found in one life: on a day a condition about the child is asked once, one about a placement once for it."""

    def __init__(self, life: Life) -> None:
        self._life = life
        self._found: dict[tuple[Condition, str | None, date], Finding] = {}

    def all_of(self, conditions: Iterable[Condition], course: Course, day: date) -> Finding:
        """Whether all conditions hold: one that does not decides; else one that cannot be told does."""
        unknown: list[Finding] = []
        for condition in conditions:
            found = self.of(condition, course, day)
            if found.value:
                continue
            if found.value is False:
                return Finding(False, found.text, condition=condition.name)
            unknown.append(found)
        if not unknown:
            return HOLDS
        missing = dict.fromkeys(name for found in unknown for name in found.missing)
        return Finding(None, " ".join(found.text for found in unknown), tuple(missing))

    def of(self, condition: Condition, course: Course, day: date) -> Finding:
        """Whether the condition holds of the clock on the day."""
        about = condition.about
        if about is _CLOCK:
            return condition.test(Situation(self._life, course, day, self._life.rules))
        placement = course.placement if about is _PLACEMENT else None
        asked = (condition, placement.id if placement is not None else None, day)
        found = self._found.get(asked)
        if found is None:
            found = condition.test(Situation(self._life, course, day, self._life.rules))
            self._found[asked] = found
        return found


# The days on which spans turn


def care_turns(life: Life) -> Iterable[date]:
    """The days on which care starts or ends."""
    return _ends(life.periods)


def placement_turns(life: Life) -> Iterable[date]:
    """The days on which a placement starts or ends."""
    return _ends(life.placements)


def legal_turns(life: Life) -> Iterable[date]:
    """The days on which a legal status starts or ends."""
    return _ends(life.facts.legal_status)


def leaving_turns(life: Life) -> Iterable[date]:
    """The days on which standing as a care leaver can change."""
    return life.leaving_days


def birthdays(*ages: int) -> Turns:
    """The birthdays of those ages."""

    def turns(life: Life) -> Iterable[date]:
        return (day for age in ages if (day := life.birthday(age)) is not None)

    return turns


def happenings(*names: str) -> Turns:
    """The days on which something happened under these names."""

    def turns(life: Life) -> Iterable[date]:
        return life.days_of(*names)

    return turns


def any_of(*several: Turns) -> Turns:
    """The days of all of them."""

    def turns(life: Life) -> Iterable[date]:
        return (day for each in several for day in each(life))

    return turns


def _ends(spans: Iterable[PeriodOfCare | Placement | LegalStatus]) -> Iterable[date]:
    return (day for span in spans for day in (span.start, span.end) if day is not None)


def no(text: str) -> Finding:
    """It does not hold, and why."""
    return Finding(False, text)


def unknown(text: str, *missing: str) -> Finding:
    """It cannot be told, and which facts would tell."""
    return Finding(None, text, missing)


def holds_if(value: bool | None, otherwise: str, not_known: str, fact: str) -> Finding:
    """A finding about one fact that may not be known."""
    if value is None:
        return unknown(not_known, fact)
    return HOLDS if value else no(otherwise)
