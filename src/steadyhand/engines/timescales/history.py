"""The walk over what was: the links of a duty before the present one, each as it became in the end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from steadyhand.engines.timescales.course import Course
from steadyhand.engines.timescales.limits import Limit, is_past, limit
from steadyhand.engines.timescales.outcome import Link, Outcome
from steadyhand.engines.timescales.question import Question, World
from steadyhand.engines.timescales.standing import Standing

_ONE_DAY = timedelta(days=1)
_LATE = (Outcome.LATE, Outcome.LATE_EXPLAINED)


def links(question: Question, on: date, standing: Standing) -> tuple[Link, ...]:
    """The links by the day, oldest first, with the present one last where there is one."""
    found: list[Link] = []
    # While the answer is in doubt, what its link had certainly become before stays in the history.
    certain = standing.outcome is not Outcome.CANNOT_TELL
    walk = _Walk(question, on)
    for course in question.courses:
        if course.start <= on:
            present = standing.number if certain and standing.course is course else 0
            found += walk.past_links(course, present)
    now = present_link(standing)
    if found and now and (found[-1].anchor, found[-1].number) == (now[0].anchor, now[0].number):
        return tuple(found)
    return (*found, *now)


def present_link(standing: Standing) -> tuple[Link, ...]:
    """The link that runs, or ran last, where there is one."""
    if standing.course is None or standing.started is None:
        return ()
    anchor = standing.course.anchor
    return (Link(standing.number, standing.started, standing.due, standing.done, standing.outcome, anchor),)


class _Applied(NamedTuple):
    """Whether the duty applied in a clock: each value from its day to the next, the last one to the day `last`."""

    days: list[date]
    values: list[bool | None]
    last: date

    def window(self) -> tuple[date, date] | None:
        """From the first to the last day on which the duty applied or may have; None when there is none."""
        held = [place for place, value in enumerate(self.values) if value is not False]
        if not held:
            return None
        after = held[-1] + 1
        return self.days[held[0]], self.days[after] - _ONE_DAY if after < len(self.days) else self.last

    def last_day(self, value: bool | None, low: date, high: date) -> date | None:
        """The last day from low to high on which it was the value."""
        if value not in self.values:
            return None
        end = high
        for place in range(bisect_right(self.days, high) - 1, -1, -1):
            if self.values[place] is value:
                return end if end >= low else None
            end = self.days[place] - _ONE_DAY
            if end < low:
                return None
        return None


class _Walk:
    """The links of one duty in the past, as seen from one day."""

    def __init__(self, question: Question, on: date) -> None:
        self._asked = question
        self._row = question.row
        self._on = on
        self._turns = question.turns()

    def past_links(self, course: Course, present: int) -> list[Link]:
        """The links of the clock that were done, or late when they closed, other than the present one."""
        on, duty = self._on, self._row.duty
        starts = (course.start, *course.done_by(on))
        first = duty.first
        numbers = range(first, (min(first, len(starts)) if duty.once else len(starts)) + 1)
        if not numbers or (len(numbers) == 1 and numbers[0] == present):
            return []
        last = on if course.end is None else min(on, course.end - _ONE_DAY)
        if last < course.start:
            return []
        applied = self._applied(course, last)
        window = applied.window()
        if window is None:
            return []
        if not duty.once:
            # Of many links, those alone that run on a day on which the duty may have applied.
            after = len(starts) if window[1] == last else bisect_right(starts, window[1])
            numbers = range(max(first, bisect_left(starts, window[0])), after + 1)
        found = []
        for number in numbers:
            if number == present:
                continue
            started = starts[number - 1]
            closed = starts[number] if number < len(starts) else None
            until = last if duty.once or closed is None else min(last, closed)
            if until < window[0] or window[1] < min(started, until):
                continue
            link = self._past_link(course, World(started, closed, number), until, applied)
            if link is not None:
                found.append(link)
        return found

    def _applied(self, course: Course, last: date) -> _Applied:
        """Whether the duty applied in the clock, up to the last day."""
        turns, finding = self._turns, self._asked.finding
        days = [course.start, *turns[bisect_right(turns, course.start) : bisect_right(turns, last)]]
        return _Applied(days, [finding(course, day).value for day in days], last)

    def _past_link(self, course: Course, world: World, until: date, was: _Applied) -> Link | None:
        """What became of a link, judged on the last day the duty applied: what was late then stays late."""
        started, closed, number, _ = world
        assert started is not None
        applied = was.last_day(True, started, until)
        perhaps = was.last_day(None, started, until)
        if applied is None and perhaps is None:
            return None
        outcome, allowed = self._became(course, world, applied)
        if perhaps is not None and (applied is None or perhaps > applied):
            if_applied, _ = self._became(course, world, perhaps)
            if if_applied is not outcome and outcome not in _LATE:
                outcome = Outcome.CANNOT_TELL
        if outcome in (*_LATE, Outcome.DONE_LATE) and applied is not None:
            ended = applied if closed is None else min(applied, closed)
            if not self._late_in_any_case(course, number, started, ended):
                outcome = Outcome.CANNOT_TELL
        if outcome is None:
            return None
        if outcome is Outcome.CANNOT_TELL:
            return Link(number, started, None, None, outcome, course.anchor)
        due = allowed.due if allowed else None
        return Link(
            number, started, due, self._asked.done(course, world, outcome, allowed), outcome, course.anchor
        )

    def _became(self, course: Course, world: World, day: date | None) -> tuple[Outcome | None, Limit | None]:
        """Done or late as it stood on the day, and by which limit; None while it was neither."""
        if day is None:
            return None, None
        then = world if world.closed is None or world.closed <= day else world._replace(closed=None)
        allowed = self._asked.limit_in(course, then, day)
        outcome = self._asked.outcome(course, then, allowed, day, told_by=self._on)
        if outcome in (Outcome.DUE, Outcome.NOT_APPLICABLE):
            return None, None
        return Outcome.CANNOT_TELL if outcome is None else outcome, allowed

    def _late_in_any_case(self, course: Course, number: int, started: date, ended: date) -> bool:
        """Whether a late link is late even if every doubtful closing in it counts.

        Counting fewer of them only joins stretches, so one that is too long stays too long.
        """
        life, rule = self._asked.life, self._row.rule
        maybe = course.maybe
        doubtful = maybe[bisect_left(maybe, started) : bisect_left(maybe, ended)]
        if not doubtful:
            return True
        if self._row.duty.once:
            allowed = limit(life, rule, course, number, started, ended)
            return allowed is not None and is_past(allowed, doubtful[0])
        stretches = pairwise((started, *doubtful, ended))
        for place, (earlier, later) in enumerate(stretches):
            allowed = limit(life, rule, course, number + place, earlier, later)
            if allowed is not None and is_past(allowed, later):
                return True
        return False
