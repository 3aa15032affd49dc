"""The small grammar of `due_rule`, parsed.

rule   := step { "then" step } | step "else" step | step "or" step | "never"
step   := [ "max" ] period ("after" | "before" | "from") event [ "until" event ]
        | "max" period "in" period [ "after" event ]
        | "before" event | "until" event | "by" event | "ASAP after" event
        | "R/term"
period := "P" n unit     H hours, D days, WD working days, SD school days, W weeks, M months, Y years
event  := a lower-case name
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final


class RuleTextError(ValueError):
    """A `due_rule` that the grammar does not allow; the message names the row and the word."""


class Unit(StrEnum):
    """What a period is counted in."""

    HOURS = "H"
    DAYS = "D"
    WORKING_DAYS = "WD"
    SCHOOL_DAYS = "SD"
    WEEKS = "W"
    MONTHS = "M"
    YEARS = "Y"


class Way(StrEnum):
    """Which way a period runs from its event; `from` counts the day of the event as day one."""

    AFTER = "after"
    BEFORE = "before"
    FROM = "from"


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time, such as P6W: six weeks."""

    n: int
    unit: Unit

    def __str__(self) -> str:
        name = _UNIT_NAMES[self.unit]
        return f"{self.n} {name if self.n == 1 else name + 's'}"


@dataclass(frozen=True, slots=True)
class Within:
    """`P6W after last_visit`; with `ceiling`, `max`: a limit on a state rather than a task."""

    period: Period
    way: Way
    event: str
    ceiling: bool = False
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Rolling:
    """`max P75D in P12M`: so much in any window of that length, counted after an event where one is named."""

    most: Period
    window: Period
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """To be done before the event; the same day is not before."""

    event: str


@dataclass(frozen=True, slots=True)
class Until:
    """A state to be kept until the event."""

    event: str


@dataclass(frozen=True, slots=True)
class By:
    """To be done by the event's day."""

    event: str


@dataclass(frozen=True, slots=True)
class AsSoonAsPossible:
    """Due after the event with no date; never counted late."""

    event: str


@dataclass(frozen=True, slots=True)
class EachTerm:
    """Once in each school term."""


@dataclass(frozen=True, slots=True)
class Never:
    """A state that may not be; late from its first day."""


Step = Within | Rolling | Before | Until | By | AsSoonAsPossible | EachTerm


@dataclass(frozen=True, slots=True)
class Chain:
    """Steps joined by `then`: each next date counts from the last event done."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Otherwise:
    """`before X else P5WD after X`: the first, or failing it the later limit."""

    first: Step
    fallback: Step


@dataclass(frozen=True, slots=True)
class Either:
    """Two steps joined by `or`; the facts say which one holds."""

    first: Step
    second: Step


Parsed = Step | Chain | Otherwise | Either | Never

_UNIT_NAMES: Final = {
    Unit.HOURS: "hour",
    Unit.DAYS: "day",
    Unit.WORKING_DAYS: "working day",
    Unit.SCHOOL_DAYS: "school day",
    Unit.WEEKS: "week",
    Unit.MONTHS: "month",
    Unit.YEARS: "year",
}
_PERIOD: Final = re.compile(r"P([1-9][0-9]*)(H|D|WD|SD|W|M|Y)", re.ASCII)
_EVENT: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", re.ASCII)
_WORDS: Final = frozenset(
    {"after", "before", "by", "else", "from", "in", "max", "never", "or", "then", "until"}
)
_NAMED: Final[dict[str, Callable[[str], Step]]] = {"before": Before, "until": Until, "by": By}


def parse(text: str, *, row: str) -> Parsed:
    """The rule that a row's `due_rule` writes. Raises RuleTextError, naming the row and the word."""
    return _Reader(row, text).rule()


def form(parsed: object) -> tuple[object, ...]:
    """What a rule says apart from its figures: two rows of one form differ only in how long."""
    if isinstance(parsed, Period):
        return (parsed.unit in (Unit.HOURS, Unit.SCHOOL_DAYS),)
    if isinstance(parsed, tuple):
        return tuple(form(each) for each in parsed)
    if isinstance(parsed, str | bool | None):
        return (parsed,)
    return (type(parsed).__name__, *(form(getattr(parsed, each.name)) for each in fields(parsed)))  # type: ignore[arg-type]


class _Reader:
    """Reads one rule from left to right."""

    def __init__(self, row: str, text: str) -> None:
        self._row = row
        self._text = text
        self._words = text.split()
        self._place = 0

    def rule(self) -> Parsed:
        if self._took("never"):
            self._end()
            return Never()
        first = self._step()
        if self._took("else"):
            return self._last(Otherwise(first, self._step()))
        if self._took("or"):
            return self._last(Either(first, self._step()))
        steps = [first]
        while self._took("then"):
            steps.append(self._step())
        return self._last(first if len(steps) == 1 else Chain(tuple(steps)))

    def _step(self) -> Step:
        if self._took("R/term"):
            return EachTerm()
        if self._took("ASAP"):
            self._expect("after")
            return AsSoonAsPossible(self._event())
        for word, build in _NAMED.items():
            if self._took(word):
                return build(self._event())
        ceiling = self._took("max")
        period = self._period()
        if ceiling and self._took("in"):
            window = self._period()
            return Rolling(period, window, self._event() if self._took("after") else None)
        way = self._way()
        event = self._event()
        return Within(period, way, event, ceiling, self._event() if self._took("until") else None)

    def _way(self) -> Way:
        for way in Way:
            if self._took(way):
                return way
        raise self._wrong("'after', 'before' or 'from'")

    def _period(self) -> Period:
        found = _PERIOD.fullmatch(self._word())
        if found is None:
            raise self._wrong("a period such as P6W")
        self._place += 1
        return Period(int(found[1]), Unit(found[2]))

    def _event(self) -> str:
        word = self._word()
        if word in _WORDS or _EVENT.fullmatch(word) is None:
            raise self._wrong("the name of an event")
        self._place += 1
        return word

    def _expect(self, word: str) -> None:
        if not self._took(word):
            raise self._wrong(f"'{word}'")

    def _took(self, word: str) -> bool:
        if self._word() != word:
            return False
        self._place += 1
        return True

    def _last(self, parsed: Parsed) -> Parsed:
        self._end()
        return parsed

    def _end(self) -> None:
        if self._place < len(self._words):
            raise self._wrong("the end of the rule")

    def _word(self) -> str:
        return self._words[self._place] if self._place < len(self._words) else ""

    def _wrong(self, wanted: str) -> RuleTextError:
        return RuleTextError(
            f"Row {self._row}, word {self._place + 1} of {self._text!r}: expected {wanted}, "
            f"found {self._word() or 'the end'!r}. Correct the due_rule of that row."
        )
