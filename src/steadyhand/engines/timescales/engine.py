"""From facts and a day to answers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from steadyhand.engines.timescales import trail
from steadyhand.engines.timescales.calendar import ENGLAND, Calendar, OutsideCalendar, day_of
from steadyhand.engines.timescales.conditions import HOLDS, Finding, Situation, all_of
from steadyhand.engines.timescales.course import Course, Moment
from steadyhand.engines.timescales.courses import VISIT
from steadyhand.engines.timescales.duties import CARRIED_OUT
from steadyhand.engines.timescales.duty import Kept
from steadyhand.engines.timescales.facts import UNKNOWN, ChildFacts
from steadyhand.engines.timescales.grammar import By, Never, Within, form
from steadyhand.engines.timescales.life import Life
from steadyhand.engines.timescales.limits import Limit, asks_on_the_day, is_past, limit, on_time
from steadyhand.engines.timescales.outcome import Answer, Link, Outcome
from steadyhand.engines.timescales.rules import RULES, Rule
from steadyhand.engines.timescales.standing import Standing

_ONE_DAY = timedelta(days=1)
_LATE = (Outcome.LATE, Outcome.LATE_EXPLAINED)


def answers(
    facts: ChildFacts,
    *,
    on: date,
    codes: Iterable[str] | None = None,
    calendar: Calendar = ENGLAND,
    rules: Mapping[str, Rule] = RULES,
) -> tuple[Answer, ...]:
    """The answer to each duty on the day, knowing what had happened by the end of it.

    Without `codes`, every row of `rules`, in the table's order; with them, those rows in the order given.
    Pure: the same arguments give the same answers, in whatever order facts are listed.

    Raises KeyError for a code that is not in the table, ValueError for a row whose `due_rule` does not fit
    its duty. Where working days leave the bank holiday table, that row cannot be told, and names the year.
    """
    wanted = list(rules) if codes is None else list(codes)
    life = Life(facts, rules, calendar)
    return tuple(_Question(life, code).answer(on) for code in wanted)


def begun(
    facts: ChildFacts,
    *,
    on: date,
    calendar: Calendar = ENGLAND,
    rules: Mapping[str, Rule] = RULES,
    history: bool | Collection[str] = True,
    without: Collection[str] = (),
) -> tuple[Answer, ...]:
    """As `answers`, of those rows alone whose clock something in the facts has started, or will start.

    The links of rows without `history` hold the present one alone: for a sweep that asks what time has changed.
    `without`: rows that are not asked, though others may count by their figures.
    """
    life = Life(facts, rules, calendar)
    return tuple(
        _Question(life, code).answer(on, history=history if isinstance(history, bool) else code in history)
        for code in rules
        if code not in without and life.courses(CARRIED_OUT[code].courses)
    )


@dataclass(frozen=True, slots=True)
class _World:
    """One way the facts may be: when the present link started, its number and, if it has, when it closed."""

    started: date | None
    closed: date | None
    number: int
    doubtful: date | None = None


class _Question:
    """One duty asked about one child."""

    def __init__(self, life: Life, code: str) -> None:
        if code not in life.rules:
            raise KeyError(f"{code} is not a row of the rules table. Use a code from it.")
        self._life = life
        self._rules = life.rules
        self._rule = life.rules[code]
        self._duty = CARRIED_OUT[code]
        self._check_form()
        self._on_the_day = asks_on_the_day(self._rule.parsed)
        self._turning: tuple[date, ...] | None = None

    def answer(self, on: date, *, history: bool = True) -> Answer:
        """The answer; where working days leave the bank holiday table, that it cannot be told."""
        try:
            return self._answer(on, history)
        except OutsideCalendar as outside:
            standing = Standing(
                Outcome.CANNOT_TELL, Finding(None, str(outside)), missing=(f"bank_holidays.{outside.year}",)
            )
            return self._told(standing, on, (), None)

    def _answer(self, on: date, history: bool) -> Answer:
        standing = self._standing(on)
        links = self._links(on, standing) if history else self._present_link(standing)
        return self._told(standing, on, links, self._next_change(on, standing))

    def _told(
        self, standing: Standing, on: date, links: tuple[Link, ...], next_change: date | None
    ) -> Answer:
        return Answer(
            code=self._rule.code,
            answer=standing.outcome,
            due=standing.due,
            done=standing.done,
            missing=standing.missing,
            unconfirmed=self._rule.unconfirmed,
            trail=trail.Steps(self._rule, self._duty, standing, on, self._life.calendar.version),
            links=links,
            next_change=next_change,
        )

    def _check_form(self) -> None:
        """A row may change its figures in the table; a new form of rule needs the engine."""
        known = RULES.get(self._rule.code)
        if known is not None and known is not self._rule and form(known.parsed) != form(self._rule.parsed):
            raise ValueError(
                f"Row {self._rule.code} says {self._rule.due_rule!r}; the engine carries out only the form of "
                f"{known.due_rule!r}. Change the row back, or teach the engine the new form."
            )

    # The present link

    def _courses(self) -> tuple[Course, ...]:
        return self._life.courses(self._duty.courses)

    def _course_on(self, on: date) -> Course | None:
        """The present clock: the last of those that are running on the day."""
        return next((course for course in reversed(self._courses()) if course.holds(on)), None)

    def _standing(self, on: date) -> Standing:
        course = self._course_on(on)
        if course is None:
            return Standing(Outcome.NOT_APPLICABLE, trail.no_clock(self._duty))
        finding = self._finding(course, on)
        if finding.value is False:
            return Standing(Outcome.NOT_APPLICABLE, finding)
        worlds = self._worlds(course, on)
        known = worlds[0]
        if known.started is None and self._duty.first_missing and len(worlds) == 1:
            return self._never_done(finding, course)
        outcomes = [self._outcome(course, world, on) for world in worlds]
        edges = self._edges(course, worlds, on) if len(worlds) > 1 else ()
        if all(outcome is Outcome.NOT_APPLICABLE for outcome in outcomes):
            return Standing(Outcome.NOT_APPLICABLE, self._not_started(course, known), edges=edges)
        missing = finding.missing
        text = finding.text
        if len(set(outcomes)) > 1 or None in outcomes:
            doubtful = self._doubtful(worlds, outcomes)
            missing += tuple(self._doubt(course, day) for day in doubtful) or self._times(course, known)
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
        (outcome, *_) = outcomes
        assert outcome is not None
        allowed = self._allowed(course, known, on)
        if self._duty.first_missing and (allowed is None or allowed.due is None):
            return self._never_done(finding, course)
        return Standing(
            outcome,
            HOLDS,
            course,
            known.number,
            known.started,
            allowed.due if allowed else None,
            self._done(course, known, outcome, allowed),
            edges=edges,
            limit=allowed,
        )

    @staticmethod
    def _doubtful(worlds: Sequence[_World], outcomes: Sequence[Outcome | None]) -> list[date]:
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
        missing = (*finding.missing, self._duty.first_missing)
        text = f"{finding.text} {trail.not_begun(self._duty).text}".strip()
        unknown = Finding(None, text, missing)
        return Standing(Outcome.CANNOT_TELL, unknown, course, missing=missing)

    def _doubt(self, course: Course, day: date) -> str:
        return course.doubts.get(day, f"events.{day}")

    def _times(self, course: Course, known: _World) -> tuple[str, ...]:
        """What is missing where only the time of day would tell."""
        missing = []
        if course.at is None:
            missing.append(f"events.{self._rule.trigger_event}.{course.start}.time")
        if known.closed is not None and known.closed not in course.instants:
            missing.append(self._doubt(course, known.closed))
        return tuple(missing)

    def _finding(self, course: Course, day: date) -> Finding:
        days = [day]
        if self._duty.once and course.done_by(day):
            # What ended before the row was law never fell under it.
            days.append(max(course.start, course.done[0] - _ONE_DAY))
        # A task is tested on its trigger's day instead, in `_outcome`.
        if self._on_the_day and not all(self._rule.in_force(each) for each in days):
            return trail.not_in_force(self._rule)
        if not isinstance(self._rule.parsed, Never):
            # What may not be was so only if it was on its last day: a child of 15 left before it was forbidden.
            days = [day]
        found = [
            all_of(self._duty.conditions, Situation(self._life, course, each, self._rules)) for each in days
        ]
        certain = next((each for each in found if each.value is False), None)
        doubtful = next((each for each in found if each.value is None), HOLDS)
        return certain or self._if_begun(course, doubtful)

    def _if_begun(self, course: Course, found: Finding) -> Finding:
        """The finding, in doubt where it is not known whether what started the clock took place."""
        event = course.event
        if event is None or event.outcome != UNKNOWN or event.event == VISIT:
            return found  # what a visit found is a condition of its own
        text = f"{found.text} It is not known what came of it on {trail.words(event.day)}.".strip()
        return Finding(None, text, (*found.missing, f"events.{event.event}.{event.day}.outcome"))

    def _worlds(self, course: Course, on: date) -> list[_World]:
        """The ways things may be, the first counting only what is known to count.

        Only the day that closed the present link matters: the last for a chain, the first for what is done once.
        """
        done, maybe = course.done_by(on), course.maybe_by(on)
        before = self._duty.first - 1
        if not self._duty.once:
            return self._worlds_of_chain(course, done, maybe, before)
        number = self._duty.first
        if before:
            return self._worlds_of_later_link(done, maybe, number)
        closed = done[0] if done else None
        earlier = [day for day in maybe if closed is None or day < closed]
        return [
            _World(course.start, closed, number),
            *(_World(course.start, day, number, day) for day in earlier),
        ]

    @staticmethod
    def _worlds_of_later_link(done: Sequence[date], maybe: Sequence[date], number: int) -> list[_World]:
        """Of what is done once, second: each first day that may count, with each that may come next."""
        known = _World(done[0] if done else None, done[1] if len(done) > 1 else None, number)
        days = sorted((*done, *maybe))
        found = [known]
        for place, started in enumerate(days):
            following = days[place + 1 :]
            last = next((n for n, day in enumerate(following) if day in done), len(following))
            for closed in (*following[: last + 1], *((None,) if last == len(following) else ())):
                doubtful = started if started in maybe else closed
                if (started, closed) != (known.started, known.closed):
                    found.append(_World(started, closed, number, doubtful))
            if started in done:
                break
        return found

    @staticmethod
    def _worlds_of_chain(
        course: Course, done: Sequence[date], maybe: Sequence[date], before: int
    ) -> list[_World]:
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
                    found.append(_World(started, None, max(before, count) + 1, doubtful))
        return found

    def _outcome(self, course: Course, world: _World, on: date) -> Outcome | None:
        """What became of the link, in one way that things may be; None where only the time of day would tell."""
        if world.started is None or not self._in_force_for(course, world.started):
            return Outcome.NOT_APPLICABLE
        allowed = self._allowed(course, world, on)
        if allowed is None:
            return Outcome.NOT_APPLICABLE
        if self._duty.kept:
            return self._kept(course, world, allowed, on)
        if world.closed is not None:
            in_time = on_time(world.closed, course.instants.get(world.closed), allowed)
            return None if in_time is None else Outcome.DONE_ON_TIME if in_time else Outcome.DONE_LATE
        if not is_past(allowed, on):
            return Outcome.DUE
        return self._late(course, world.started, allowed, on)

    def _allowed(self, course: Course, world: _World, on: date) -> Limit | None:
        """The limit as it is on the day asked: what it comes before may have come after it was done."""
        if world.started is None:
            return None
        once = self._duty.once
        return limit(
            self._life, self._rule, course, world.number, world.started, on if once else world.closed or on
        )

    def _kept(self, course: Course, world: _World, allowed: Limit, on: date) -> Outcome:
        """What is to be kept up until its day: a record may not end before it, staying put may."""
        due = allowed.due
        if world.closed is not None and (due is None or world.closed < day_of(due)):
            if self._duty.kept is Kept.WHATEVER_COMES:
                return self._late(course, world.started or course.start, allowed, on)
            return Outcome.DONE_ON_TIME
        return Outcome.DONE_ON_TIME if due is not None and on >= day_of(due) else Outcome.DUE

    def _done(self, course: Course, known: _World, outcome: Outcome, allowed: Limit | None) -> Moment | None:
        if outcome not in (Outcome.DONE_ON_TIME, Outcome.DONE_LATE):
            return None
        if self._duty.kept and allowed is not None and allowed.due is not None:
            due = day_of(allowed.due)
            return known.closed if known.closed is not None and known.closed < due else due
        if known.closed is None:
            return None
        timed = allowed is not None and allowed.due is not None and allowed.due != day_of(allowed.due)
        return course.instants.get(known.closed, known.closed) if timed else known.closed

    def _late(self, course: Course, started: date, allowed: Limit, on: date) -> Outcome:
        explained = self._life.explained(self._rule.code, allowed.due or started, on)
        refused = any(started <= day <= on for day in course.refused)
        return Outcome.LATE_EXPLAINED if explained or refused else Outcome.LATE

    def _not_started(self, course: Course, known: _World) -> Finding:
        if known.started is None:
            return trail.not_begun(self._duty)
        if not self._in_force_for(course, known.started):
            return trail.not_in_force(self._rule)
        return trail.chain_over(self._rule)

    def _edges(self, course: Course, worlds: Sequence[_World], on: date) -> tuple[date, ...]:
        found = set()
        for world in worlds:
            if world.started is None or not self._in_force_for(course, world.started):
                continue
            allowed = self._allowed(course, world, on)
            if allowed is not None and allowed.due is not None:
                found.add(day_of(allowed.due) + _ONE_DAY)
        return tuple(found)

    def _in_force_for(self, course: Course, started: date) -> bool:
        """Whether the row was law on the day its link turns on: its trigger's, which is what some rows come before."""
        if self._on_the_day:
            return True
        parsed = self._rule.parsed
        counts_to = isinstance(parsed, By | Within) and parsed.event == self._rule.trigger_event
        target = course.target if counts_to else None
        return self._rule.in_force(started if target is None else target)

    # History

    def _links(self, on: date, standing: Standing) -> tuple[Link, ...]:
        links: list[Link] = []
        # While the answer is in doubt, what its link had certainly become before stays in the history.
        certain = standing.outcome is not Outcome.CANNOT_TELL
        for course in self._courses():
            if course.start > on:
                continue
            present = standing.number if certain and standing.course is course else 0
            links.extend(self._past_links(course, on, present))
        known = [(link.anchor, link.number) for link in links[-1:]]
        links += [link for link in self._present_link(standing) if (link.anchor, link.number) not in known]
        return tuple(links)

    def _present_link(self, standing: Standing) -> tuple[Link, ...]:
        if standing.course is None or standing.started is None:
            return ()
        anchor = standing.course.anchor
        return (
            Link(standing.number, standing.started, standing.due, standing.done, standing.outcome, anchor),
        )

    def _past_links(self, course: Course, on: date, present: int) -> list[Link]:
        """The links of the clock that were done, or late when they closed, other than the present one."""
        done = course.done_by(on)
        starts = (course.start, *done)
        first = self._duty.first
        numbers = range(first, min(first, len(starts)) + 1 if self._duty.once else len(starts) + 1)
        wanted = [number for number in numbers if number != present]
        if not wanted:
            return []
        last = on if course.end is None else min(on, course.end - _ONE_DAY)
        if last < course.start:
            return []
        findings = self._findings(course, last)
        window = _window(findings, last)
        if window is None:
            return []
        links = []
        for number in wanted:
            started = starts[number - 1]
            closed = starts[number] if number < len(starts) else None
            until = last if self._duty.once or closed is None else min(last, closed)
            if until < window[0] or window[1] < min(started, until):
                continue
            link = self._past_link(course, number, started, closed, until, on, findings)
            if link is not None:
                links.append(link)
        return links

    def _past_link(
        self,
        course: Course,
        number: int,
        started: date,
        closed: date | None,
        until: date,
        on: date,
        findings: Sequence[tuple[date, bool | None]],
    ) -> Link | None:
        """What became of a link, judged on the last day the duty applied: what was late then stays late."""
        if not self._in_force_for(course, started):
            return None
        applied = _last_day(findings, True, started, until)
        perhaps = _last_day(findings, None, started, until)
        if applied is None and perhaps is None:
            return None
        world = _World(started, closed, number)
        outcome = self._became(course, world, applied, on)
        if perhaps is not None and (applied is None or perhaps > applied):
            if_applied = self._became(course, world, perhaps, on)
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
        was_done = outcome in (Outcome.DONE_ON_TIME, Outcome.DONE_LATE)
        judged = applied if applied is not None else perhaps
        seen = judged or on
        seen = seen if self._duty.once else min(seen, closed or on)
        allowed = limit(self._life, self._rule, course, number, started, seen)
        due = allowed.due if allowed else None
        done = self._done(course, world, outcome, allowed) if was_done else None
        return Link(number, started, due, done, outcome, course.anchor)

    def _late_in_any_case(self, course: Course, number: int, started: date, ended: date) -> bool:
        """Whether a late link is late even if every doubtful closing in it counts.

        Counting fewer of them only joins stretches, so one that is too long stays too long.
        """
        doubtful = [day for day in course.maybe if started <= day < ended]
        if not doubtful:
            return True
        if self._duty.once:
            allowed = limit(self._life, self._rule, course, number, started, ended)
            return allowed is not None and is_past(allowed, doubtful[0])
        stretches = pairwise((started, *doubtful, ended))
        for place, (earlier, later) in enumerate(stretches):
            allowed = limit(self._life, self._rule, course, number + place, earlier, later)
            if allowed is not None and is_past(allowed, later):
                return True
        return False

    def _became(self, course: Course, world: _World, day: date | None, on: date) -> Outcome | None:
        """Done or late as it stood on the day; None while it was neither."""
        if day is None or world.started is None:
            return None
        closed = world.closed if world.closed is not None and world.closed <= day else None
        then = _World(world.started, closed, world.number)
        outcome = self._outcome(course, then, day)
        if outcome in (Outcome.DUE, Outcome.NOT_APPLICABLE):
            return None
        if outcome is None:
            return Outcome.CANNOT_TELL
        if outcome in _LATE:
            allowed = self._allowed(course, then, day)
            return self._late(course, world.started, allowed, on) if allowed else outcome
        return outcome

    def _findings(self, course: Course, last: date) -> list[tuple[date, bool | None]]:
        """Whether the duty applied in the clock, by the day from which that holds, up to the last day."""
        turns = self._turns()
        inside = turns[bisect_right(turns, course.start) : bisect_right(turns, last)]
        return [(day, self._finding(course, day).value) for day in (course.start, *inside)]

    # What comes next

    def _next_change(self, on: date, standing: Standing) -> date | None:
        """The first later day with another answer, becoming late aside; tried only where it can change."""
        courses = self._courses()
        if not courses:
            return None
        days = {day for course in courses for day in course.days}
        ahead = {day for day in (*days, *self._turns(), *standing.edges, *self._told_later()) if day > on}
        tried = on
        while ahead := {day for day in ahead if day > tried}:
            tried = min(ahead)
            later = self._standing(tried)
            if not later.same_but_for_lateness(standing):
                return tried
            ahead.update(later.edges)
        return None

    def _told_later(self) -> tuple[date, ...]:
        """Explanations recorded for later days."""
        code = self._rule.code
        return tuple(day_of(told.at) for told in self._life.facts.explanations if told.duty == code)

    def _turns(self) -> tuple[date, ...]:
        """The days on which a condition of the row, or the law itself, can become another."""
        if self._turning is None:
            found = set(self._dated_law())
            for condition in self._duty.conditions:
                found.update(self._life.turns(condition))
            self._turning = tuple(sorted(found))
        return self._turning

    def _dated_law(self) -> tuple[date, ...]:
        """The days on which this row, or the one that may replace it, starts or stops being the law."""
        dated = (self._rule, self._rules.get("V-5", self._rule))
        return tuple(day for rule in dated for day in (rule.valid_from, rule.valid_to) if day is not None)


def _window(findings: Sequence[tuple[date, bool | None]], last: date) -> tuple[date, date] | None:
    """From the first to the last day on which the duty applied or may have; None when there is none."""
    held = [place for place, (_, value) in enumerate(findings) if value is not False]
    if not held:
        return None
    after = held[-1] + 1
    end = findings[after][0] - _ONE_DAY if after < len(findings) else last
    return findings[held[0]][0], end


def _last_day(
    findings: Sequence[tuple[date, bool | None]], value: bool | None, low: date, high: date
) -> date | None:
    """The last day from low to high on which the finding was the value."""
    end = high
    for start, found in reversed(findings):
        if start > end:
            continue
        if found is value:
            return end if end >= low else None
        end = start - _ONE_DAY
        if end < low:
            return None
    return None
