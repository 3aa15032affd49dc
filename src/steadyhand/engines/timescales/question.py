"""One duty asked about one child: where its present link stands on a day, and what becomes of any link."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from steadyhand.engines.timescales import trail
from steadyhand.engines.timescales.calendar import day_of
from steadyhand.engines.timescales.conditions import HOLDS, Finding, Findings
from steadyhand.engines.timescales.course import Course, Moment
from steadyhand.engines.timescales.duty import Kept
from steadyhand.engines.timescales.facts import UNKNOWN, VISIT, Event
from steadyhand.engines.timescales.life import Life
from steadyhand.engines.timescales.limits import Limit, is_past, limit, on_time
from steadyhand.engines.timescales.outcome import Outcome
from steadyhand.engines.timescales.row import Row
from steadyhand.engines.timescales.standing import Standing

_ONE_DAY = timedelta(days=1)
_NO_DAYS: tuple[date, ...] = ()


class World(NamedTuple):
    """One way the facts may be: when the present link started, its number and, if it has, when it closed."""

    started: date | None
    closed: date | None
    number: int
    doubtful: date | None = None


class Question:
    """One duty asked about one child."""

    def __init__(self, row: Row, life: Life, findings: Findings) -> None:
        self.row = row
        self.life = life
        self.courses = life.courses(row.duty.courses)
        self._findings = findings

    def standing(self, on: date) -> Standing:
        """Where the present link stands on the day, knowing what had happened by the end of it."""
        row = self.row
        course = self._course_on(on)
        if course is None:
            return Standing(Outcome.NOT_APPLICABLE, row.no_clock)
        finding = self.finding(course, on)
        if finding.value is False:
            return Standing(Outcome.NOT_APPLICABLE, finding)
        worlds = self._worlds(course, on)
        known = worlds[0]
        if known.started is None and row.duty.first_missing and len(worlds) == 1:
            return self._never_done(finding, course)
        allowed = self.limit_in(course, known, on)
        outcome = self.outcome(course, known, allowed, on)
        outcomes, edges = self._in_each(course, worlds, on) if len(worlds) > 1 else ([outcome], _NO_DAYS)
        agreed = outcomes.count(outcome) == len(outcomes)
        if agreed and outcome is Outcome.NOT_APPLICABLE:
            return Standing(Outcome.NOT_APPLICABLE, self._not_started(course, known), edges=edges)
        missing = finding.missing
        text = finding.text
        if outcome is None or not agreed:
            doubtful = self._doubtful(worlds, outcomes)
            missing += tuple(_doubt(course, day) for day in doubtful) or self._times(course, known)
            text = f"{text} {trail.doubt(course, doubtful)}".strip()
        if missing:
            unknown = Finding(None, text, missing)
            return Standing(
                Outcome.CANNOT_TELL,
                unknown,
                course,
                known.number,
                known.started,
                missing=missing,
                edges=edges,
            )
        assert outcome is not None
        if row.duty.first_missing and (allowed is None or allowed.due is None):
            return self._never_done(finding, course)
        return Standing(
            outcome,
            HOLDS,
            course,
            known.number,
            known.started,
            allowed.due if allowed else None,
            self.done(course, known, outcome, allowed),
            edges=edges,
            limit=allowed,
        )

    def turns(self) -> tuple[date, ...]:
        """The days, in order, on which a condition of the row, or the law itself, can become another."""
        turns, dated = self.life.turning(self.row.duty.conditions), self._dated_law()
        return tuple(sorted({*turns, *dated})) if dated else turns

    def changes_after(self, on: date) -> set[date]:
        """The later days on which what it turns on can become another, doubt aside."""
        found = set[date]()
        for course in reversed(self.courses):
            found.update(course.days_after(on))
            if course.end is None and course.start <= on:
                break  # those before it are never the present one again
        for condition in self.row.duty.conditions:
            turns = self.life.turns(condition)
            if turns and turns[-1] > on:
                found.update(turns[bisect_right(turns, on) :])
        for day in self._dated_law():
            if day > on:
                found.add(day)
        if told := self.life.explanations(self.row.rule.code):
            found.update(day for each in told if (day := day_of(each.at)) > on)
        return found

    def _dated_law(self) -> tuple[date, ...]:
        """The days on which this row, or the one that may replace it, starts or stops being the law."""
        return self.row.dated + self.life.dated_fewer_visits

    def _course_on(self, on: date) -> Course | None:
        """The present clock: the last of those that are running on the day."""
        last = self.courses[-1] if self.courses else None
        if last is None or last.holds(on):
            return last
        for course in reversed(self.courses):
            if course.holds(on):
                return course
        return None

    def _in_each(
        self, course: Course, worlds: Sequence[World], on: date
    ) -> tuple[list[Outcome | None], tuple[date, ...]]:
        """What became of the link in each way that things may be, and the days after each last day."""
        limits = [self.limit_in(course, world, on) for world in worlds]
        outcomes = [
            self.outcome(course, world, allowed, on) for world, allowed in zip(worlds, limits, strict=True)
        ]
        due = (allowed.due for allowed in limits if allowed is not None)
        return outcomes, tuple({day_of(day) + _ONE_DAY for day in due if day is not None})

    @staticmethod
    def _doubtful(worlds: Sequence[World], outcomes: Sequence[Outcome | None]) -> list[date]:
        """The days that would tell: those with which the answer would be another, and those after the last known."""
        known = worlds[0]
        since = known.closed or known.started or date.min
        days = (
            world.doubtful
            for world, outcome in zip(worlds, outcomes, strict=True)
            if world.doubtful is not None and (outcome is not outcomes[0] or world.doubtful > since)
        )
        return list(dict.fromkeys(days))

    def _never_done(self, finding: Finding, course: Course) -> Standing:
        missing = (*finding.missing, self.row.duty.first_missing)
        text = f"{finding.text} {self.row.not_begun.text}".strip()
        unknown = Finding(None, text, missing)
        return Standing(Outcome.CANNOT_TELL, unknown, course, missing=missing)

    def _times(self, course: Course, known: World) -> tuple[str, ...]:
        """What is missing where only the time of day would tell."""
        missing = []
        if course.at is None:
            missing.append(f"events.{self.row.rule.trigger_event}.{course.start}.time")
        if known.closed is not None and known.closed not in course.instants:
            missing.append(_doubt(course, known.closed))
        return tuple(missing)

    def _not_started(self, course: Course, known: World) -> Finding:
        if known.started is None:
            return self.row.not_begun
        if not self.in_force_for(course, known.started):
            return self.row.not_in_force
        return self.row.chain_over

    # Whether it applies

    def finding(self, course: Course, day: date) -> Finding:
        """Whether the duty applies in the clock on the day."""
        row = self.row
        found: Finding | None = None
        if row.on_the_day and (
            row.dated or row.may_not
        ):  # a task is tested on its trigger's day instead, in `limit_in`
            found = self._as_a_state(course, day)
        if found is None:
            found = self._findings.all_of(row.duty.conditions, course, day)
        event = course.event
        if found.value is False or event is None or event.outcome != UNKNOWN or event.event == VISIT:
            return found  # what a visit found is a condition of its own
        return _in_doubt(found, event)

    def _as_a_state(self, course: Course, day: date) -> Finding | None:
        """The finding about what is a state or an interval, where the day asked alone does not decide."""
        row = self.row
        if not row.rule.in_force(day):
            return row.not_in_force
        if not row.duty.once or not course.done_by(day):
            return None
        # What ended before the row was law never fell under it. A state ends on the first day without it; what must not
        # be destroyed was there on the day that it was.
        ended = course.done[0]
        last = max(course.start, ended if row.duty.kept is Kept.WHATEVER_COMES else ended - _ONE_DAY)
        if not row.rule.in_force(last):
            return row.not_in_force
        if not row.may_not:
            return None
        # What may not be was so only if it was on its last day: a child of 15 left before it was forbidden.
        found = self._findings.all_of(row.duty.conditions, course, day)
        before = self._findings.all_of(row.duty.conditions, course, last)
        if found.value is False or (found.value is None and before.value is not False):
            return found
        return before

    def in_force_for(self, course: Course, started: date) -> bool:
        """Whether the row was law on the day its link turns on: its trigger's, which is what some rows come before."""
        if self.row.on_the_day or not self.row.dated:
            return True
        target = course.target if self.row.counts_to else None
        return self.row.rule.in_force(started if target is None else target)

    # The ways things may be

    def _worlds(self, course: Course, on: date) -> list[World]:
        """The ways things may be, the first counting only what is known to count.

        Only the day that closed the present link matters: the last for a chain, the first for what is done once.
        """
        done, maybe = course.done_by(on), course.maybe_by(on)
        before = self.row.duty.first - 1
        if not self.row.duty.once:
            return self._worlds_of_chain(course, done, maybe, before)
        number = self.row.duty.first
        if before:
            return self._worlds_of_later_link(done, maybe, number)
        closed = done[0] if done else None
        earlier = [day for day in maybe if closed is None or day < closed]
        return [
            World(course.start, closed, number),
            *(World(course.start, day, number, day) for day in earlier),
        ]

    @staticmethod
    def _worlds_of_later_link(done: Sequence[date], maybe: Sequence[date], number: int) -> list[World]:
        """Of what is done once, second: each first day that may count, with each that may come next."""
        known = World(done[0] if done else None, done[1] if len(done) > 1 else None, number)
        days = sorted((*done, *maybe))
        found = [known]
        for place, started in enumerate(days):
            following = days[place + 1 :]
            last = next((n for n, day in enumerate(following) if day in done), len(following))
            for closed in (*following[: last + 1], *((None,) if last == len(following) else ())):
                doubtful = started if started in maybe else closed
                if (started, closed) != (known.started, known.closed):
                    found.append(World(started, closed, number, doubtful))
            if started in done:
                break
        return found

    @staticmethod
    def _worlds_of_chain(
        course: Course, done: Sequence[date], maybe: Sequence[date], before: int
    ) -> list[World]:
        """Each last day that may count; and with each, how many may have come before it."""
        counted_from = done[-1] if done else course.start
        later = [day for day in maybe if not done or day > done[-1]]
        earlier = [day for day in maybe if done and day < done[-1]]
        found = []
        for place, day in enumerate((None, *later)):
            for more in range(len(earlier) + 1):
                count = len(done) + place + more
                started = (counted_from if day is None else day) if count >= before else None
                if day is None or started is not None:
                    doubtful = day if day is not None else earlier[more - 1] if more else None
                    found.append(World(started, None, max(before, count) + 1, doubtful))
        return found

    # What became of a link

    def limit_in(self, course: Course, world: World, on: date) -> Limit | None:
        """The limit in one way that things may be, on the day asked: what it comes before may have come after it was done.

        None where the row holds nothing to it.
        """
        if world.started is None or not self.in_force_for(course, world.started):
            return None
        seen = on if self.row.duty.once else world.closed or on
        return limit(self.life, self.row.rule, course, world.number, world.started, seen)

    def outcome(
        self, course: Course, world: World, allowed: Limit | None, on: date, *, told_by: date | None = None
    ) -> Outcome | None:
        """What became of the link, in one way that things may be; None where only the time of day would tell.

        What is late is explained where that was told by the day asked, or by the later day `told_by`.
        """
        if allowed is None or world.started is None:
            return Outcome.NOT_APPLICABLE
        if self.row.duty.kept:
            return self._kept(course, world, allowed, on, told_by or on)
        if world.closed is not None:
            in_time = on_time(world.closed, course.instants.get(world.closed), allowed)
            return None if in_time is None else Outcome.DONE_ON_TIME if in_time else Outcome.DONE_LATE
        if not is_past(allowed, on):
            return Outcome.DUE
        return self._late(course, world.started, allowed, told_by or on)

    def _kept(self, course: Course, world: World, allowed: Limit, on: date, told_by: date) -> Outcome:
        """What is to be kept up until its day: a record may not end before it, staying put may."""
        due = allowed.due
        if world.closed is not None and (due is None or world.closed < day_of(due)):
            if self.row.duty.kept is Kept.WHATEVER_COMES:
                return self._late(course, world.started or course.start, allowed, told_by)
            return Outcome.DONE_ON_TIME
        return Outcome.DONE_ON_TIME if due is not None and on >= day_of(due) else Outcome.DUE

    def done(self, course: Course, known: World, outcome: Outcome, allowed: Limit | None) -> Moment | None:
        """The day, or the moment where hours count, on which the link was done; None where it was not."""
        if not outcome.is_done:
            return None
        if self.row.duty.kept and allowed is not None and allowed.due is not None:
            due = day_of(allowed.due)
            return known.closed if known.closed is not None and known.closed < due else due
        if known.closed is None:
            return None
        timed = allowed is not None and allowed.due is not None and allowed.due != day_of(allowed.due)
        return course.instants.get(known.closed, known.closed) if timed else known.closed

    def _late(self, course: Course, started: date, allowed: Limit, told_by: date) -> Outcome:
        explained = self.life.explained(self.row.rule.code, allowed.due or started, told_by)
        refused = any(started <= day <= told_by for day in course.refused)
        return Outcome.LATE_EXPLAINED if explained or refused else Outcome.LATE


def _doubt(course: Course, day: date) -> str:
    return course.doubt(day) or f"events.{day}"


def _in_doubt(found: Finding, event: Event) -> Finding:
    """The finding where it is not known whether what started the clock took place."""
    text = f"{found.text} It is not known what came of it on {trail.words(event.day)}.".strip()
    return Finding(None, text, (*found.missing, f"events.{event.event}.{event.day}.outcome"))
