"""One child's facts, laid out so that a duty can be worked out quickly: spells, and what happened in them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cached_property

from steadyhand.engines.timescales.calendar import anniversary, day_of
from steadyhand.engines.timescales.facts import ChildFacts, Event, LegalStatus, PeriodOfCare, Placement

_Spanned = PeriodOfCare | Placement | LegalStatus
_AGREEMENT = {"fewer_visits_agreed": True, "fewer_visits_declined": False}
_CLOSING = ("visit", "review_held")
_PERSONAL_ADVISER = "personal_adviser"


class Spell(Enum):
    """What a clock runs over: visits within a placement, reviews within a period of care."""

    PLACEMENT = "placement"
    CARE = "care"


@dataclass(frozen=True, slots=True)
class Course:
    """One spell and what was done in it: the days that count, and the days that may count.

    A day is in `maybe` when it is not known whether the child was seen, and in one list only.
    """

    anchor: str
    start: date
    end: date | None
    done: tuple[date, ...]
    maybe: tuple[date, ...]
    placement: Placement | None

    def holds(self, day: date) -> bool:
        """Whether the spell is running on the day."""
        return self.start <= day and (self.end is None or day < self.end)

    def done_by(self, day: date) -> tuple[date, ...]:
        """The days that count, up to and with the day."""
        return self.done[: bisect_right(self.done, day)]

    def maybe_by(self, day: date) -> tuple[date, ...]:
        """The days that may count, up to and with the day."""
        return self.maybe[: bisect_right(self.maybe, day)]


class Life:
    """The facts of one child, indexed once for every duty that is asked about."""

    def __init__(self, facts: ChildFacts) -> None:
        self.facts = facts
        self._placements = sorted(facts.placements, key=_by_start)
        self._starts = [placement.start for placement in self._placements]
        self._by_id = {placement.id: placement for placement in self._placements}
        self._periods = sorted(facts.periods_of_care, key=_by_start)
        self._events: dict[str, list[Event]] = defaultdict(list)
        for event in facts.events:
            self._events[event.event].append(event)

    @cached_property
    def courses(self) -> dict[Spell, tuple[Course, ...]]:
        """Every spell of each kind, earliest first."""
        visited: dict[str, tuple[set[date], set[date]]] = defaultdict(lambda: (set(), set()))
        for event in self._events.get("visit", ()):
            placement = self.placement_of(event)
            counted = _counts_as_visit(event)
            if placement is not None and _within(placement, event.day) and counted is not False:
                visited[placement.id][0 if counted else 1].add(event.day)
        reviews = {event.day for event in self._events.get("review_held", ())}
        return {
            Spell.PLACEMENT: tuple(self._placement_course(p, *visited[p.id]) for p in self._placements),
            Spell.CARE: tuple(_care_course(period, reviews) for period in self._periods),
        }

    def course_on(self, spell: Spell, day: date) -> Course | None:
        """The spell of that kind that is running on the day."""
        return next((course for course in self.courses[spell] if course.holds(day)), None)

    def looked_after(self, day: date) -> bool:
        """Whether the child is looked after on the day."""
        return any(_within(period, day) for period in self._periods)

    def placement_on(self, day: date) -> Placement | None:
        """The placement running on the day."""
        for placement in reversed(self._placements[: bisect_right(self._starts, day)]):
            if _within(placement, day):
                return placement
        return None

    def placement_of(self, event: Event) -> Placement | None:
        """The placement an event is about: the one it names, else the one running that day."""
        return self.placement_on(event.day) if event.placement is None else self._by_id[event.placement]

    def has_status(self, code: str, day: date) -> bool:
        """Whether the child has that legal status on the day."""
        return any(status.code == code and _within(status, day) for status in self.facts.legal_status)

    def happened(self, name: str, placement: Placement, day: date) -> bool:
        """Whether an event of that name about the placement happened in it, on the day or before."""
        return any(
            placement.start <= event.day <= day and self.placement_of(event) == placement
            for event in self._events.get(name, ())
        )

    def agrees_to_fewer_visits(self, placement: Placement, day: date) -> bool | None:
        """What the child last said about fewer visits in this placement; None when nothing is recorded.

        Also None when two opposite answers are recorded for one day without times to tell which came last.
        """
        said = [
            (event, answer)
            for name, answer in _AGREEMENT.items()
            for event in self._events.get(name, ())
            if event.day <= day and self.placement_of(event) == placement
        ]
        if not said:
            return None
        last_day = max(event.day for event, _ in said)
        latest = [(event.at, answer) for event, answer in said if event.day == last_day]
        if len({answer for _, answer in latest}) == 1:
            return latest[0][1]
        timed = [(at, answer) for at, answer in latest if isinstance(at, datetime)]
        if len(timed) < len(latest):
            return None
        last = max(at for at, _ in timed)
        answers = {answer for at, answer in timed if at == last}
        return answers.pop() if len(answers) == 1 else None

    @cached_property
    def turns(self) -> tuple[date, ...]:
        """The days on which a condition can change: a span or a first year ends, or a fact begins."""
        spans: tuple[_Spanned, ...] = (*self._periods, *self._placements, *self.facts.legal_status)
        turning = {day for span in spans for day in (span.start, span.end) if day is not None}
        turning.update(anniversary(placement.start, 1) for placement in self._placements)
        turning.update(
            event.day for name, events in self._events.items() if name not in _CLOSING for event in events
        )
        return tuple(sorted(turning))

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days on which an answer can change: those of `turns`, and those on which something was done."""
        done = {event.day for name in _CLOSING for event in self._events.get(name, ())}
        return tuple(sorted(done.union(self.turns)))

    def explained(self, code: str, due: date, on: date) -> bool:
        """Whether a counting explanation for that duty and date was recorded by the day."""
        return any(
            told.duty == code and told.due == due and told.counts and day_of(told.at) <= on
            for told in self.facts.explanations
        )

    def _placement_course(self, placement: Placement, seen: set[date], maybe: set[date]) -> Course:
        return Course(
            anchor=f"placement:{placement.id}",
            start=placement.start,
            end=placement.end,
            done=tuple(sorted(seen)),
            maybe=tuple(sorted(maybe - seen)),
            placement=placement,
        )


def _care_course(period: PeriodOfCare, reviews: Iterable[date]) -> Course:
    # Reviews recorded for one day are one review: a meeting held in two parts, or written down twice.
    held = tuple(sorted(day for day in reviews if _within(period, day)))
    return Course(f"care:{period.start}", period.start, period.end, held, (), None)


def _counts_as_visit(event: Event) -> bool | None:
    return False if event.by == _PERSONAL_ADVISER else event.child_seen


def _within(span: _Spanned, day: date) -> bool:
    return span.start <= day and (span.end is None or day < span.end)


def _by_start(span: _Spanned) -> tuple[date, date]:
    return span.start, span.end or date.max
