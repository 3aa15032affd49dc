"""The slow, obvious clock for every row of the table: what is known on an evening, and how a row is judged.

`Evening` is a child's life as far as it is known at the end of one day, with nothing left in doubt. Each row,
in the modules slow_rows_*, is a function from an evening to (answer, due, done), written from the row's
text and the readings. Shared with the engine are the facts, the names of answers and the table of bank
holidays; dates are found by stepping through the days.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

from engines.timescales.slow_clock import DAY, months_later, running, working_days_later
from steadyhand.engines.timescales import ChildFacts, Event, Outcome
from steadyhand.engines.timescales.calendar import day_of

UNDONE = ("refused", "cancelled", "offered", "missed", "not_done")
BOOKINGS = ("review_due", "immunisation_due")
NOTHING = (Outcome.NOT_APPLICABLE, None, None)
UNTOLD = (Outcome.CANNOT_TELL, None, None)
REGULATIONS = date(2011, 4, 1)


def years_later(day, years):
    return months_later(day, 12 * years)


def days(number):
    return lambda day: day + timedelta(days=number)


def weeks(number):
    return lambda day: day + timedelta(weeks=number)


def months(number):
    return lambda day: months_later(day, number)


def working_days(number):
    return lambda day: working_days_later(day, number)


def timed(*instants):
    return all(isinstance(at, datetime) for at in instants)


def before(one, other):
    """Whether the first came before the second: the same day is not before, unless the times say so."""
    return one < other if timed(one, other) else day_of(one) < day_of(other)


def by_time(event):
    # A day without a time stands before the times of that day.
    at = event.at if timed(event.at) else datetime.min.replace(tzinfo=UTC)
    return event.day, at, event.number is None, event.number or 0


def known_by(facts: ChildFacts, on: date) -> ChildFacts:
    """The same child on that evening: what is to come is not known yet, save what is booked."""

    def so_far(spans):
        begun = (span for span in spans if span.start <= on)
        return tuple(replace(span, end=None) if span.end and span.end > on else span for span in begun)

    homes = so_far(facts.placements)
    ids = {home.id for home in homes}
    return replace(
        facts,
        periods_of_care=so_far(facts.periods_of_care),
        legal_status=so_far(facts.legal_status),
        placements=homes,
        events=tuple(
            event
            for event in facts.events
            if (event.day <= on or event.event in BOOKINGS) and event.placement in (None, *ids)
        ),
        explanations=tuple(told for told in facts.explanations if day_of(told.at) <= on),
        date_of_death=facts.date_of_death if facts.date_of_death and facts.date_of_death <= on else None,
    )


class Evening:
    """What is known of one child at the end of a day."""

    def __init__(self, facts: ChildFacts, on: date, agrees: dict[str, bool]) -> None:
        self.told = facts
        self.facts = known_by(facts, on)
        self.on = on
        self.agrees = agrees  # by placement: the answer about fewer visits that nobody wrote down
        self.care = self.care_on(on)
        self.home = self.at(on)
        # Clocks bound to care that began before the last period of care ended have stopped.
        self.since = max((care.end for care in self.facts.periods_of_care if care.end), default=date.min)

    # Events

    def all(self, *names: str) -> list[Event]:
        """Every event of these names by this evening, in order, however it ended."""
        found = [event for event in self.facts.events if event.event in names and event.day <= self.on]
        return sorted(found, key=by_time)

    def events(self, *names: str) -> list[Event]:
        """The same, without those that came to nothing; calls at which the child was not seen are no visits."""
        return [
            event
            for event in self.all(*names)
            if event.outcome not in UNDONE
            and (event.event != "visit" or (event.child_seen and event.by != "personal_adviser"))
        ]

    def refusals(self, *names: str) -> list[Event]:
        """Those to which the child or the carer said no."""
        return [
            event
            for event in self.all(*names)
            if event.outcome == "refused" and (event.event != "visit" or event.by != "personal_adviser")
        ]

    def booked(self, name: str) -> list[Event]:
        """Bookings are known before their day."""
        found = [event for event in self.facts.events if event.event == name and event.outcome not in UNDONE]
        return sorted(found, key=by_time)

    def in_care_now(self, *names: str) -> list[Event]:
        """Those whose clock the end of an earlier period of care has not stopped."""
        return [event for event in self.events(*names) if event.day >= self.since]

    # Age, care and law

    def birthday(self, years: int) -> date:
        return years_later(self.facts.date_of_birth, years)

    def aged(self, least: int, below: int, day: date | None = None) -> bool:
        return self.birthday(least) <= (day or self.on) < self.birthday(below)

    def care_on(self, day: date):
        return next((care for care in self.facts.periods_of_care if running(care, day)), None)

    def status(self, *codes: str, day: date | None = None) -> bool:
        return any(
            found.code in codes and running(found, day or self.on) for found in self.facts.legal_status
        )

    @property
    def short_breaks(self) -> bool:
        at_home = self.home is not None and self.home.short_break
        return self.facts.short_breaks_reg48 or at_home or self.status("V3", "V4")

    @property
    def adoptive(self) -> bool:
        return self.home is not None and self.placed_for_adoption(self.home)

    def placed_for_adoption(self, home) -> bool:
        told = (event for event in self.events("adoptive_placement_start") if event.day >= home.start)
        return home.adoptive or any(self.about(event) == home for event in told)

    # Placements

    def at(self, day: date):
        return next((home for home in self.facts.placements if running(home, day)), None)

    def about(self, event: Event):
        """The placement an event is about: the one it names, else the one that ran that day."""
        if event.placement is None:
            return self.at(event.day)
        return next(home for home in self.facts.placements if home.id == event.placement)

    def next_home(self, day: date):
        later = [home for home in self.facts.placements if home.start > day]
        return min(later, key=lambda home: home.start, default=None)

    # Judging

    def explained(self, code: str, due) -> bool:
        return any(
            told.duty == code and day_of(told.due) == day_of(due) and told.reason_code and told.decided_by
            for told in self.facts.explanations
        )

    def judge(self, code: str, due, done=None, refused: bool = False):
        """The answer for one clock: done or not by the last day allowed, where there is one."""
        if done is not None:
            done = day_of(done)
            in_time = due is None or done <= due
            return (Outcome.DONE_ON_TIME if in_time else Outcome.DONE_LATE), due, done
        if due is None or self.on <= due:
            return Outcome.DUE, due, None
        explained = refused or self.explained(code, due)
        return (Outcome.LATE_EXPLAINED if explained else Outcome.LATE), due, None

    def judge_chain(self, code: str, start, done, refused, limit):
        """The present link of a chain: from the last day it was done, or from the start (`limit` has both)."""
        last = max([start, *done])
        said_no = any(event.day >= last for event in refused)
        return self.judge(code, limit(last, first=not done), refused=said_no)

    def judge_before(self, code: str, came, done, refused: bool = False):
        """The answer for a thing to be done before another, which has come on a day or not come yet."""
        return self.judge(code, None if came is None else came - DAY, done, refused)


def first(found: list[Event]):
    return found[0].day if found else None


def distinct(triggers: list[Event]) -> list[Event]:
    """Without what was written down twice: one day, and no times or numbers to tell two apart."""
    kept: list[Event] = []
    for event in triggers:
        plain = not timed(event.at) and event.number is None
        if not (plain and any(one.day == event.day and one.event == event.event for one in kept)):
            kept.append(event)
    return kept


def met_by(trigger: Event, triggers: list[Event], found: list[Event]) -> list[Event]:
    """Those of the events found that are about this trigger: of its number, or the latest by then."""
    return [event for event in found if trigger_of(event, triggers) is trigger]


def trigger_of(event: Event, triggers: list[Event]):
    by_then = [one for one in triggers if not before(event.at, one.at)]
    same = [one for one in by_then if event.number is not None and one.number == event.number]
    by_then = same or by_then
    if not by_then:
        return None
    # Of several on one day without times nobody can say which was later: then the first.
    return next(one for one in by_then if one.day == by_then[-1].day and not before(one.at, by_then[-1].at))


def latest_clock(evening: Evening, trigger: str, since: date, care: bool):
    """The trigger of the present clock and all others of its kind."""
    if care and evening.care is None:
        return None, []
    triggers = distinct(evening.events(trigger))
    running = [event for event in triggers if not care or event.day >= evening.since]
    if not running or running[-1].day < since:
        return None, triggers
    return running[-1], triggers


def once(
    evening: Evening, code: str, trigger: str, met: tuple[str, ...], due, since: date, care: bool = True
):
    """A task done once after each trigger. `due` gives the last day by the trigger's, or is None for ASAP."""
    latest, triggers = latest_clock(evening, trigger, since, care)
    if latest is None:
        return NOTHING
    done = met_by(latest, triggers, evening.events(*met))
    refused = [one for one in met_by(latest, triggers, evening.refusals(*met)) if one.day >= latest.day]
    return evening.judge(code, due(latest.day) if due else None, first(done), bool(refused))


def before_event(evening: Evening, code: str, trigger: str, met: str, target: str, since: date):
    """`before X`: no date until X has come; then the day before it."""
    latest, triggers = latest_clock(evening, trigger, since, care=True)
    if latest is None:
        return NOTHING
    came = [event for event in evening.events(target) if not before(event.at, latest.at)]
    done = met_by(latest, triggers, evening.events(met))
    refused = [one for one in met_by(latest, triggers, evening.refusals(met)) if one.day >= latest.day]
    return evening.judge_before(code, first(came), first(done), bool(refused))


ROWS = {}


def row(*codes):
    """Names the row that a function reads; with several codes it is given the code."""

    def named(function):
        for code in codes:
            assert code not in ROWS, code
            ROWS[code] = function if len(codes) == 1 else partial(function, code=code)
        return function

    return named


def table(care: bool, *lines: str) -> None:
    """Rows done once after a trigger: code, trigger, what meets it, the row's first day, and the limit."""
    for line in lines:
        code, trigger, met, since, *limit = line.split()
        due = (
            {"WD": working_days, "W": weeks, "M": months, "D": days}[limit[1]](int(limit[0]))
            if limit
            else None
        )
        names = tuple(met.split("|"))
        begins = date.fromisoformat(since)
        row(code)(partial(once, code=code, trigger=trigger, met=names, due=due, since=begins, care=care))
