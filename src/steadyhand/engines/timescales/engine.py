"""From facts and a day to answers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from steadyhand.engines.timescales import trail
from steadyhand.engines.timescales.calendar import ENGLAND, Calendar
from steadyhand.engines.timescales.conditions import HOLDS, Finding, Situation, all_of
from steadyhand.engines.timescales.counting import count
from steadyhand.engines.timescales.duties import CARRIED_OUT, Duty
from steadyhand.engines.timescales.facts import ChildFacts
from steadyhand.engines.timescales.grammar import Way, Within
from steadyhand.engines.timescales.life import Course, Life
from steadyhand.engines.timescales.outcome import Answer, Link, Outcome
from steadyhand.engines.timescales.rules import RULES, Rule
from steadyhand.engines.timescales.standing import Standing

_ONE_DAY = timedelta(days=1)
_LATE = (Outcome.LATE, Outcome.LATE_EXPLAINED)


class NotCarriedOut(LookupError):
    """A row was asked for that the table holds and the engine does not work out yet."""


def answers(
    facts: ChildFacts,
    *,
    on: date,
    codes: Iterable[str] | None = None,
    calendar: Calendar = ENGLAND,
    rules: Mapping[str, Rule] = RULES,
) -> tuple[Answer, ...]:
    """The answer to each duty on the day, knowing what had happened by the end of it.

    Without `codes`, every row of `rules` that is carried out, in the table's order; with them, those rows
    in the order given. Pure: the same arguments give the same answers, in whatever order facts are listed.

    Raises KeyError for a code that is not in the table, NotCarriedOut for one that is and has no engine
    yet, ValueError for a row whose `due_rule` does not fit its duty, OutsideCalendar when working days
    leave the bank holiday table.
    """
    wanted = [code for code in rules if code in CARRIED_OUT] if codes is None else list(codes)
    life = Life(facts)
    return tuple(_Question(life, rules, code, calendar).answer(on) for code in wanted)


def not_carried_out(rules: Mapping[str, Rule] = RULES) -> frozenset[str]:
    """The codes of the table that have no engine yet: never answered, and never taken as met."""
    return frozenset(rules) - frozenset(CARRIED_OUT)


@dataclass(frozen=True, slots=True)
class _World:
    """One way the facts may be: when the present link started and, if it has, closed."""

    started: date | None
    closed: date | None
    doubtful: date | None = None


class _Question:
    """One duty asked about one child."""

    def __init__(self, life: Life, rules: Mapping[str, Rule], code: str, calendar: Calendar) -> None:
        if code not in rules:
            raise KeyError(f"{code} is not a row of the rules table. Use a code from it.")
        if code not in CARRIED_OUT:
            raise NotCarriedOut(f"{code} is in the rules table and not carried out yet. See carried_out().")
        self._life = life
        self._rules = rules
        self._calendar = calendar
        self._rule = rules[code]
        self._duty = CARRIED_OUT[code]
        self._step = _step(self._rule, self._duty)

    def answer(self, on: date) -> Answer:
        standing = self._standing(on)
        return Answer(
            code=self._rule.code,
            answer=standing.outcome,
            due=standing.due,
            done=standing.done,
            missing=standing.missing,
            unconfirmed=self._rule.unconfirmed,
            trail=trail.of(self._rule, self._duty, self._step.period, standing, on, self._calendar.version),
            links=self._links(on, standing),
            next_change=self._next_change(on, standing),
        )

    # The present link

    def _standing(self, on: date) -> Standing:
        course = self._life.course_on(self._duty.spell, on)
        if course is None:
            return Standing(Outcome.NOT_APPLICABLE, trail.NO_SPELL[self._duty.spell])
        finding = self._finding(course, on)
        worlds = self._worlds(course, on)
        known = worlds[0]
        if finding.value is False:
            return Standing(Outcome.NOT_APPLICABLE, finding)
        outcomes = [self._outcome(world.started, world.closed, on) for world in worlds]
        edges = self._edges(worlds) if len(worlds) > 1 else ()
        if all(outcome is Outcome.NOT_APPLICABLE for outcome in outcomes):
            return Standing(Outcome.NOT_APPLICABLE, self._not_started(known, finding), edges=edges)
        missing = finding.missing
        text = finding.text
        if len(set(outcomes)) > 1:
            doubtful = [world.doubtful for world in worlds if world.doubtful is not None]
            missing += tuple(f"events.visit.{day}.child_seen" for day in doubtful)
            text = f"{text} {trail.doubt(doubtful)}".strip()
        number = self._number(course, on)
        if missing:
            unknown = Finding(None, text, missing)
            return Standing(
                Outcome.CANNOT_TELL, unknown, course, number, known.started, missing=missing, edges=edges
            )
        return Standing(
            outcomes[0],
            HOLDS,
            course,
            number,
            known.started,
            self._due(known.started) if known.started else None,
            known.closed,
            edges=edges,
        )

    def _finding(self, course: Course, day: date) -> Finding:
        # A row done once is tested on its trigger's day instead, in `_outcome`.
        if not self._duty.once and not self._rule.in_force(day):
            return trail.not_in_force(self._rule)
        return all_of(self._duty.conditions, Situation(self._life, course, day, self._rules))

    def _worlds(self, course: Course, on: date) -> list[_World]:
        """The ways things may be, the first counting only what is known to count.

        Only the day that closed the present link matters: the last visit for a chain, the first for V-1.
        """
        done, maybe = course.done_by(on), course.maybe_by(on)
        before = self._duty.first - 1
        if not self._duty.once:
            last = done[-1] if len(done) >= before else None
            later = [day for day in maybe if not done or day > done[-1]]
            doubtful = [day for place, day in enumerate(later, 1) if len(done) + place >= before]
            return [_World(last, None), *(_World(day, None, day) for day in doubtful)]
        started = course.start if before == 0 else done[before - 1] if len(done) >= before else None
        closed = done[before] if len(done) > before else None
        # Doubt is about visits, and the one row of visits done once is their first link.
        earlier = [day for day in maybe if before == 0 and (closed is None or day < closed)]
        return [_World(started, closed), *(_World(started, day, day) for day in earlier)]

    def _outcome(self, started: date | None, closed: date | None, on: date) -> Outcome:
        if started is None or not self._in_force_for(started):
            return Outcome.NOT_APPLICABLE
        due = self._due(started)
        if closed is not None:
            return Outcome.DONE_LATE if closed > due else Outcome.DONE_ON_TIME
        if on <= due:
            return Outcome.DUE
        return Outcome.LATE_EXPLAINED if self._explained(due, on) else Outcome.LATE

    def _not_started(self, known: _World, finding: Finding) -> Finding:
        if known.started is not None:
            return trail.not_in_force(self._rule)
        return trail.not_begun(self._duty)

    def _number(self, course: Course, on: date) -> int:
        return self._duty.first if self._duty.once else max(self._duty.first, len(course.done_by(on)) + 1)

    def _edges(self, worlds: Sequence[_World]) -> tuple[date, ...]:
        started = {world.started for world in worlds if world.started is not None}
        return tuple(self._due(day) + _ONE_DAY for day in started if self._in_force_for(day))

    def _in_force_for(self, started: date) -> bool:
        return not self._duty.once or self._rule.in_force(started)

    def _due(self, started: date) -> date:
        return count(self._step.period, self._step.way, started, self._calendar)

    def _explained(self, due: date, on: date) -> bool:
        return self._life.explained(self._rule.code, due, on)

    # History

    def _links(self, on: date, standing: Standing) -> tuple[Link, ...]:
        links: list[Link] = []
        # While the answer is in doubt, what its link had certainly become before stays in the history.
        certain = standing.outcome is not Outcome.CANNOT_TELL
        for course in self._life.courses[self._duty.spell]:
            if course.start > on:
                break
            present = standing.number if certain and standing.course is course else 0
            links.extend(self._past_links(course, on, present))
        if standing.course is not None and standing.started is not None:
            present_link = Link(
                standing.number,
                standing.started,
                standing.due,
                standing.done,
                standing.outcome,
                standing.course.anchor,
            )
            known = [(link.anchor, link.number) for link in links[-1:]]
            if (present_link.anchor, present_link.number) not in known:
                links.append(present_link)
        return tuple(links)

    def _past_links(self, course: Course, on: date, present: int) -> list[Link]:
        """The links of the spell that were done, or late when they closed, other than the present one."""
        done = course.done_by(on)
        starts = (course.start, *done)
        first = self._duty.first
        numbers = range(first, min(first, len(starts)) + 1 if self._duty.once else len(starts) + 1)
        wanted = [number for number in numbers if number != present]
        if not wanted:
            return []
        last = on if course.end is None else min(on, course.end - _ONE_DAY)
        findings = self._findings(course, last)
        window = _window(findings, last)
        if window is None:
            return []
        links = []
        for number in wanted:
            started = starts[number - 1]
            closed = starts[number] if number < len(starts) else None
            until = last if self._duty.once or closed is None else min(last, closed)
            if until < window[0] or window[1] < started:
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
        if not self._in_force_for(started):
            return None
        applied = _last_day(findings, True, started, until)
        perhaps = _last_day(findings, None, started, until)
        if applied is None and perhaps is None:
            return None
        due = self._due(started)
        outcome = self._became(due, closed, applied, on)
        if perhaps is not None and (applied is None or perhaps > applied):
            if_applied = self._became(due, closed, perhaps, on)
            if if_applied is not outcome and outcome not in _LATE:
                outcome = Outcome.CANNOT_TELL
        if outcome in (*_LATE, Outcome.DONE_LATE) and applied is not None:
            ended = applied if closed is None else min(applied, closed)
            if not self._late_in_any_case(course, started, ended):
                outcome = Outcome.CANNOT_TELL
        if outcome is None:
            return None
        if outcome is Outcome.CANNOT_TELL:
            return Link(number, started, None, None, outcome, course.anchor)
        was_done = outcome in (Outcome.DONE_ON_TIME, Outcome.DONE_LATE)
        return Link(number, started, due, closed if was_done else None, outcome, course.anchor)

    def _late_in_any_case(self, course: Course, started: date, ended: date) -> bool:
        """Whether a late link is late even if every doubtful visit in it counts.

        Counting fewer of them only joins stretches, so one that is too long stays too long.
        """
        doubtful = [day for day in course.maybe if started <= day < ended]
        if self._duty.once:
            return not doubtful or doubtful[0] > self._due(started)
        stretches = pairwise((started, *doubtful, ended))
        return any(later > self._due(earlier) for earlier, later in stretches)

    def _became(self, due: date, closed: date | None, day: date | None, on: date) -> Outcome | None:
        """Done or late as it stood on the day; None while it was neither."""
        if day is None:
            return None
        if closed is not None and closed <= day:
            return Outcome.DONE_LATE if closed > due else Outcome.DONE_ON_TIME
        if day <= due:
            return None
        return Outcome.LATE_EXPLAINED if self._explained(due, on) else Outcome.LATE

    def _findings(self, course: Course, last: date) -> list[tuple[date, bool | None]]:
        """Whether the duty applied in the spell, by the day from which that holds, up to the last day."""
        turns = self._turns()
        inside = turns[bisect_right(turns, course.start) : bisect_right(turns, last)]
        return [(day, self._finding(course, day).value) for day in (course.start, *inside)]

    # What comes next

    def _next_change(self, on: date, standing: Standing) -> date | None:
        """The first later day with another answer, becoming late aside; tried only where it can change."""
        days = self._life.days
        ahead = {*days[bisect_right(days, on) :], *self._dated_law(), *standing.edges}
        tried = on
        while ahead := {day for day in ahead if day > tried}:
            tried = min(ahead)
            later = self._standing(tried)
            if not later.same_but_for_lateness(standing):
                return tried
            ahead.update(later.edges)
        return None

    def _turns(self) -> tuple[date, ...]:
        return tuple(sorted({*self._life.turns, *self._dated_law()}))

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


def _step(rule: Rule, duty: Duty) -> Within:
    """The row's one period. Raises ValueError when the row no longer says what the duty carries out."""
    step = rule.parsed
    fits = (
        isinstance(step, Within)
        and step.way is not Way.BEFORE
        and step.event == duty.counts_from
        and not step.ceiling
        and step.until is None
    )
    if not isinstance(step, Within) or not fits:
        raise ValueError(
            f"Row {rule.code} says {rule.due_rule!r}; the engine carries out only a period after "
            f"{duty.counts_from}. Change the row back, or teach the engine the new form."
        )
    return step
