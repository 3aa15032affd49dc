"""The last day (or instant) that a row allows one link, by the form of its `due_rule`."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from steadyhand.engines.timescales.calendar import day_of
from steadyhand.engines.timescales.counting import count
from steadyhand.engines.timescales.course import Course, Moment
from steadyhand.engines.timescales.grammar import (
    AsSoonAsPossible,
    Before,
    By,
    Chain,
    EachTerm,
    Either,
    Never,
    Otherwise,
    Parsed,
    Period,
    Rolling,
    Step,
    Unit,
    Until,
    Way,
    Within,
)
from steadyhand.engines.timescales.life import Life
from steadyhand.engines.timescales.rules import Rule

_ONE_DAY: Final = timedelta(days=1)


class Limit(NamedTuple):
    """What one link is held to: the step of its row, and the last day allowed where there is one.

    `met_before` is the day that the thing must come before, where that is what the row asks.
    """

    step: Step | Never
    due: Moment | None = None
    met_before: date | None = None

    @property
    def no_day(self) -> bool:
        """Whether the step asks for the thing as soon as possible, so that it is never late."""
        return isinstance(self.step, AsSoonAsPossible)


def asks_on_the_day(parsed: Parsed) -> bool:
    """Whether the row is a state or an interval, tested on the day asked; a task is on its trigger's day."""
    if isinstance(parsed, Chain | Never | Until | Rolling | Either):
        return True
    if isinstance(parsed, Within):
        return parsed.ceiling or parsed.event.startswith("last_")
    return False


def limit(life: Life, rule: Rule, course: Course, number: int, started: date, on: date) -> Limit | None:
    """The limit of the link of that number, counted from `started`, as it is on the day; None where none applies.

    Raises OutsideCalendar when working days leave the bank holiday table.
    """
    match rule.parsed:
        case Within() as step:  # as most rows are
            return Limit(step, _counted(life, step, course, started, on))
        case Never():
            return Limit(rule.parsed)
        case Chain(steps):
            return _of_chain(life, steps, course, number, started, on)
        case Otherwise(_, fallback):
            return _of_step(life, fallback, course, started, on)
        case Either(first, second):
            target = course.target_on(on)
            return Limit(second if course.moved_to(target, on) else first, target)
        case Rolling() as rolling:
            if rolling.most.unit is Unit.HOURS:
                return Limit(rolling, _hours(rolling.most, course, started))
            return Limit(rolling, course.target_on(on))
        case step:
            return _of_step(life, step, course, started, on)


def _of_step(life: Life, step: Step, course: Course, started: date, on: date) -> Limit:
    if isinstance(step, Within):
        return Limit(step, _counted(life, step, course, started, on))
    if isinstance(step, Before):
        target = course.target_on(on)
        return Limit(step, target - _ONE_DAY if target else None, target)
    if isinstance(step, By | Until | EachTerm):
        return Limit(step, course.target_on(on))
    return Limit(step)


def _counted(life: Life, step: Within, course: Course, started: date, on: date) -> Moment | None:
    if step.way is Way.BEFORE:
        target = course.target_on(on)
        return count(step.period, step.way, target, life.calendar) if target else None
    if course.moved and (moved := course.target_on(on)) is not None:
        return moved
    if step.period.unit is Unit.HOURS:
        return _hours(step.period, course, started)
    if step.period.unit is Unit.SCHOOL_DAYS:
        return _school_days(life, step.period.n, started)
    return count(step.period, step.way, started, life.calendar)


def _hours(period: Period, course: Course, started: date) -> Moment:
    """So many hours on; of a start without a time, so many days on, at some hour of that day."""
    if course.at is not None and course.start == started:
        return course.at + timedelta(hours=period.n)
    return started + timedelta(hours=period.n)


def _school_days(life: Life, n: int, started: date) -> date:
    """The nth day of school after the day: a working day in a term, or any where no terms are known."""
    terms = life.facts.school_terms
    day = started
    last = max((term.end for term in terms), default=date.max)
    while n:
        day += _ONE_DAY
        known = day <= last  # after the last term that is known, working days stand in for it
        in_school = not terms or not known or any(term.holds(day) for term in terms)
        n -= in_school and life.calendar.is_working_day(day)
    return day


def _of_chain(
    life: Life, steps: tuple[Step, ...], course: Course, number: int, started: date, on: date
) -> Limit | None:
    if all(isinstance(step, Within) and step.ceiling for step in steps):
        extended = course.phases.get("extended")
        step = steps[-1] if extended is not None and extended <= on else steps[0]
        return _of_step(life, step, course, course.start, on)
    place = _place(life, steps, course, number, started, on)
    if place is None:
        return None
    step = steps[place]
    if isinstance(step, Before):
        return _before_the_review(life, step, course, on)
    return _of_step(life, step, course, started, on)


def _before_the_review(life: Life, step: Before, course: Course, on: date) -> Limit:
    """LC-7's second visit comes before the early pathway review, which is held by the last day of LC-5."""
    held = course.phases.get(step.event)
    by = life.counted_by("LC-5", course.start)
    review = min(held, by) if held is not None and held <= on else by
    return Limit(step, review - _ONE_DAY, review)


def _place(
    life: Life, steps: tuple[Step, ...], course: Course, number: int, started: date, on: date
) -> int | None:
    """Which step holds for the link: a step with `until` repeats until then, another is followed by the next."""
    place: int | None = 0
    starts = (course.start, *course.done)
    for link in range(1, number + 1):
        since = started if link == number else starts[min(link, len(starts)) - 1]
        seen_until = on if link == number else starts[link] if link < len(starts) else started
        while place is not None and _is_over(life, steps[place], course, since, seen_until):
            place = place + 1 if place + 1 < len(steps) else None
        if place is None or link == number:
            return place
        step = steps[place]
        if place + 1 < len(steps) and not (isinstance(step, Within) and step.until):
            place += 1
    return place


def _is_over(life: Life, step: Step, course: Course, since: date, on: date) -> bool:
    """Whether the step has given way by the day; a link that was late by then stays what it was."""
    if not isinstance(step, Within) or step.until is None:
        return False
    until = course.phases.get(step.until)
    if until is None or until > on:
        return False
    if until <= since:
        return True
    return count(step.period, step.way, since, life.calendar) >= until


def on_time(closed: date, closed_at: datetime | None, allowed: Limit) -> bool | None:
    """Whether a link closed then was closed in time; None where the time of day is missing and decides.

    A limit without a day is always kept.
    """
    if allowed.met_before is not None:
        return closed < allowed.met_before
    due = allowed.due
    if due is None:
        return not isinstance(allowed.step, Never)
    if not _in_hours(allowed.step):
        return closed <= due
    if isinstance(due, datetime) and closed_at is not None:
        return closed_at <= due
    last = day_of(due)
    return None if closed == last else closed < last


def _in_hours(step: Step | Never) -> bool:
    if isinstance(step, Within):
        return step.period.unit is Unit.HOURS
    return isinstance(step, Rolling) and step.most.unit is Unit.HOURS


def is_past(allowed: Limit, on: date) -> bool:
    """Whether the last day has passed by the end of the day asked; hours have, by the end of the day they end on."""
    if isinstance(allowed.step, Never):
        return True
    if allowed.due is None:
        return False
    if _in_hours(allowed.step):
        return on >= day_of(allowed.due)
    return on > day_of(allowed.due)
