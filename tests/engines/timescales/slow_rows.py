"""The slow, obvious clock for every row of the table: what it knows of an evening.

`Evening` is a child's life as it stands at the end of one day, with nothing unknown. The rows are in the
modules slow_rows_*; each is a function from an evening to (answer, due, done), written from the row's text
and the readings, not from the engine. Shared with the engine are the facts, the names of answers and the
table of bank holidays; dates are found by stepping through the days.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial

from engines.timescales.slow_clock import DAY, months_later, running, working_days_later
from steadyhand.engines.timescales import ChildFacts, Event, Outcome
from steadyhand.engines.timescales.calendar import day_of

UNDONE = ("refused", "cancelled", "offered", "missed", "not_done")
NOTHING = (Outcome.NOT_APPLICABLE, None, None)
UNTOLD = (Outcome.CANNOT_TELL, None, None)


def years_later(day, years):
    return months_later(day, 12 * years)


def working_days_before(day, number):
    while number:
        day -= DAY
        if working_days_later(day - DAY, 1) == day:
            number -= 1
    return day


def weeks(number):
    return lambda day: day + timedelta(weeks=number)


def days(number):
    return lambda day: day + timedelta(days=number)


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
    at = event.at if isinstance(event.at, datetime) else datetime.min.replace(tzinfo=UTC)
    return event.day, at


class Evening:
    """What is known of one child at the end of a day."""

    def __init__(self, facts: ChildFacts, on: date, agrees: dict[str, bool]) -> None:
        self.facts = facts
        self.on = on
        self.agrees = agrees  # by placement: the answer a child gave that nobody wrote down
        self.care = next((care for care in facts.periods_of_care if running(care, on)), None)
        self.home = next((home for home in facts.placements if running(home, on)), None)
        ends = [care.end for care in facts.periods_of_care if care.end is not None and care.end <= on]
        self.since = max(ends, default=date.min)  # clocks bound to care that began earlier have stopped

    # Events

    def all(self, *names: str) -> list[Event]:
        """Every event of these names by this evening, in order, however it ended."""
        found = [event for event in self.facts.events if event.event in names and event.day <= self.on]
        return sorted(found, key=by_time)

    def events(self, *names: str) -> list[Event]:
        """The same, without those that came to nothing."""
        return [event for event in self.all(*names) if event.outcome not in UNDONE]

    def booked(self, name: str) -> list[Event]:
        """Bookings are known before their day."""
        return sorted((event for event in self.facts.events if event.event == name), key=by_time)

    def in_care_now(self, *names: str) -> list[Event]:
        """Those whose clock the end of an earlier period of care has not stopped."""
        return [event for event in self.events(*names) if event.day >= self.since]

    # Age and status

    def birthday(self, years: int) -> date:
        return years_later(self.facts.date_of_birth, years)

    def aged(self, least: int, below: int) -> bool:
        return self.birthday(least) <= self.on < self.birthday(below)

    def status(self, *codes: str) -> bool:
        return any(found.code in codes and running(found, self.on) for found in self.facts.legal_status)

    @property
    def short_breaks(self) -> bool:
        return self.facts.short_breaks_reg48 or (self.home is not None and self.home.short_break)

    @property
    def adoptive(self) -> bool:
        return self.home is not None and self.home.adoptive

    # Placements

    def at(self, day: date):
        return next((home for home in self.facts.placements if running(home, day)), None)

    def about(self, event: Event):
        """The placement an event is about: the one it names, else the one that ran that day."""
        if event.placement is None:
            return self.at(event.day)
        return next(home for home in self.facts.placements if home.id == event.placement)

    def about_or_next(self, event: Event):
        """The same, and in a gap the placement that comes next."""
        home = self.about(event)
        if home is None:
            later = [home for home in self.facts.placements if home.start > event.day]
            home = min(later, key=lambda home: home.start, default=None)
        return home

    # Judging

    def explained(self, code: str, due) -> bool:
        return any(
            told.duty == code
            and told.due == due
            and day_of(told.at) <= self.on
            and told.reason_code
            and told.decided_by
            for told in self.facts.explanations
        )

    def judge(self, code: str, due, done=None, refused: bool = False):
        """The answer for one clock: `due` a day, an instant or nothing; `done` the same."""
        if done is not None:
            return self.judge_done(due, done), due, done
        if due is None:
            return Outcome.DUE, None, None
        passed = day_of(due) <= self.on if timed(due) else due < self.on
        if not passed:
            return Outcome.DUE, due, None
        explained = refused or self.explained(code, due)
        return (Outcome.LATE_EXPLAINED if explained else Outcome.LATE), due, None

    def judge_done(self, due, done):
        if due is None:
            return Outcome.DONE_ON_TIME
        late = done > due if timed(due, done) else day_of(done) > day_of(due)
        return Outcome.DONE_LATE if late else Outcome.DONE_ON_TIME


def met_by(trigger: Event, triggers: list[Event], found: list[Event], *, numbered: bool = True) -> list[Event]:
    """Those of the events found that are about this trigger: of its number, or the latest by then."""
    mine = []
    for event in found:
        same = [one for one in triggers if numbered and event.number is not None and one.number == event.number]
        before_it = same or [one for one in triggers if not before(event.at, one.at)]
        if before_it and before_it[-1] is trigger:
            mine.append(event)
    return mine


def once(evening: Evening, code: str, trigger: str, met: tuple[str, ...], due, **how):
    """A task done once after each trigger: the answer is that about the latest.

    `due` says the day by the day of the trigger, or None for as soon as possible. `care`: the clock is
    one about a child in care. `since`: the row's first day.
    """
    if how.get("care", True) and evening.care is None:
        return NOTHING
    triggers = evening.in_care_now(trigger) if how.get("care", True) else evening.events(trigger)
    if not triggers or triggers[-1].day < how["since"]:
        return NOTHING
    latest = triggers[-1]
    numbered = how.get("numbered", True)
    done = met_by(latest, triggers, evening.events(*met), numbered=numbered)
    refused = [event for event in evening.all(*met) if event.outcome == "refused"]
    return evening.judge(
        code,
        due(latest.day) if due else None,
        done[0].at if done else None,
        bool(met_by(latest, triggers, refused, numbered=numbered)),
    )


def before_event(evening: Evening, code: str, trigger: str, met: str, target: str, **how):
    """`before X`: no date until X has come; then the day before it."""
    if evening.care is None:
        return NOTHING
    triggers = evening.in_care_now(trigger)
    if not triggers or triggers[-1].day < how["since"]:
        return NOTHING
    latest = triggers[-1]
    came = met_by(latest, triggers, evening.events(target))
    done = met_by(latest, triggers, evening.events(met), numbered=how.get("numbered", True))
    return judge_before(evening, code, came[0].at if came else None, done[0].at if done else None)


def judge_before(evening: Evening, code: str, came, done, refused: bool = False):
    """(answer, due, done) of a thing to be done before another that came, or has not come yet."""
    due = None if came is None else day_of(came) - DAY
    if done is not None and came is not None:
        return (Outcome.DONE_ON_TIME if before(done, came) else Outcome.DONE_LATE), due, done
    return evening.judge(code, due, done, refused)


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
    """Rows that are done once after a trigger: code, trigger, what meets it, since, and the limit."""
    for line in lines:
        code, trigger, met, since, *limit = line.split()
        first = date.fromisoformat(since)
        due = {"WD": working_days, "W": weeks, "M": months}[limit[1]](int(limit[0])) if limit else None

        def read(evening, code=code, trigger=trigger, met=met, first=first, due=due):
            numbered = met not in ("review_held", "visit")
            return once(
                evening, code, trigger, tuple(met.split("|")), due, since=first, care=care, numbered=numbered
            )

        row(code)(read)
