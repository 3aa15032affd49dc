"""The slow, obvious clock: the judge of the fast one.

It walks through a child's life one day at a time and writes down what each duty would say that evening.
It shares no code with the engine but the facts, the table of bank holidays and the names of answers, and
makes no attempt to be quick.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

from steadyhand.engines.timescales import ENGLAND, ChildFacts, Event, Outcome, Placement

DAY = timedelta(days=1)
OPEN = (Outcome.DUE, Outcome.LATE, Outcome.LATE_EXPLAINED)


def running(span, day):
    return span.start <= day and (span.end is None or day < span.end)


def months_later(day, months):
    month = day.month + months
    year, month = day.year + (month - 1) // 12, (month - 1) % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError(day)


def working_days_later(day, number):
    while number:
        day += DAY
        if day.weekday() < 5 and day not in ENGLAND.holidays:
            number -= 1
    return day


def due_after(code, day):
    return {
        "V-1": lambda: day + timedelta(weeks=1),
        "V-2": lambda: day + timedelta(weeks=6),
        "V-3": lambda: day + timedelta(weeks=6),
        "V-4": lambda: months_later(day, 3),
        "V-5": lambda: months_later(day, 6),
        "REV-1": lambda: working_days_later(day, 20),
        "REV-2": lambda: months_later(day, 3),
        "REV-3": lambda: months_later(day, 6),
    }[code]()


class KnownLife:
    """One way a life may be, with nothing left unknown: every None replaced by a yes or a no."""

    def __init__(self, facts: ChildFacts, chosen: dict[str, bool]) -> None:
        self.facts = facts
        self.chosen = chosen

    def say(self, name, value):
        return self.chosen[name] if value is None else value

    def placement_field(self, placement: Placement, name: str) -> bool:
        return self.say(f"{placement.id}.{name}", getattr(placement, name))

    def at(self, day):
        return next((home for home in self.facts.placements if running(home, day)), None)

    def about(self, event: Event):
        if event.placement is None:
            return self.at(event.at)
        return next(home for home in self.facts.placements if home.id == event.placement)

    def visits(self, home, on):
        return sorted(
            {
                event.at
                for event in self.facts.events
                if event.event == "visit"
                and event.at <= on
                and event.by != "personal_adviser"
                and self.about(event) == home
                and running(home, event.at)
                and self.say(f"seen.{event.at}.{event.placement}", event.child_seen)
            }
        )

    def reviews(self, care, on):
        held = {event.at for event in self.facts.events if event.event == "review_held" and event.at <= on}
        return sorted(day for day in held if running(care, day))

    def agrees(self, home, on):
        said = [
            event
            for event in self.facts.events
            if event.event in ("fewer_visits_agreed", "fewer_visits_declined")
            and event.at <= on
            and self.about(event) == home
        ]
        if not said:
            return self.chosen[f"{home.id}.agrees"]
        last = max(event.at for event in said)
        names = {event.event for event in said if event.at == last}
        return self.chosen[f"{home.id}.agrees"] if len(names) == 2 else names == {"fewer_visits_agreed"}

    def status(self, code, on):
        return any(found.code == code and running(found, on) for found in self.facts.legal_status)

    def happened(self, name, home, on):
        return any(
            event.event == name and home.start <= event.at <= on and self.about(event) == home
            for event in self.facts.events
        )

    def applies(self, code, home, on):
        """Whether the row applies to the child on the day, the home being the one the clock is about."""
        if not any(running(care, on) for care in self.facts.periods_of_care):
            return False
        breaks = self.say("breaks", self.facts.short_breaks_reg48)
        breaks = breaks or self.status("V3", on) or self.status("V4", on)
        if home is not None:
            breaks = breaks or self.placement_field(home, "short_break")
        adoptive = home is not None and (
            self.placement_field(home, "adoptive") or self.happened("adoptive_placement_start", home, on)
        )
        if code == "REV-1":
            return not breaks
        if code in ("REV-2", "REV-3"):
            return not breaks and not adoptive
        in_second_year = on >= months_later(home.start, 12)
        long_term = self.placement_field(home, "long_term_foster_reg22B") and self.agrees(home, on)
        if code == "V-5":
            return in_second_year and long_term and on >= date(2015, 4, 1)
        if adoptive:
            return False
        lasts = self.placement_field(home, "lasts_to_18")
        if code == "V-4":
            return in_second_year and lasts and not (long_term and on >= date(2015, 4, 1))
        temporary = self.placement_field(home, "temporary_approval_reg24")
        at_home = self.placement_field(home, "with_parent")
        if (
            self.placement_field(home, "urgent_reg19")
            or (temporary and not self.happened("full_approval", home, on))
            or (at_home and (self.status("C1", on) or self.status("C2", on)))
            or self.happened("living_arrangements_start", home, on)
        ):
            return False
        if code == "V-3":
            return in_second_year and not lasts
        return not breaks and (code == "V-1" or not in_second_year)

    def explained(self, code, due, on):
        return any(
            told.duty == code and told.due == due and told.at <= on and told.reason_code and told.decided_by
            for told in self.facts.explanations
        )

    def answer(self, code, on):
        """(answer, due, done) as it stands that evening."""
        home = self.at(on)
        spell = home
        if code.startswith("REV"):
            spell = next((care for care in self.facts.periods_of_care if running(care, on)), None)
        nothing = (Outcome.NOT_APPLICABLE, None, None)
        if spell is None or not self.applies(code, home, on):
            return nothing
        done = self.reviews(spell, on) if code.startswith("REV") else self.visits(spell, on)
        before = {"V-1": 0, "REV-1": 0, "REV-2": 1, "REV-3": 2}.get(code, 1)
        if len(done) < before:
            return nothing
        once = code in ("V-1", "REV-1", "REV-2")
        points = [spell.start, *done]
        start = points[before] if once else points[-1]
        if (start if once else on) < date(2011, 4, 1):
            return nothing
        due = due_after(code, start)
        if once and len(done) > before:
            met = done[before]
            return (Outcome.DONE_ON_TIME if met <= due else Outcome.DONE_LATE), due, met
        if on <= due:
            return Outcome.DUE, due, None
        return (Outcome.LATE_EXPLAINED if self.explained(code, due, on) else Outcome.LATE), due, None


def ways(facts: ChildFacts) -> list[KnownLife]:
    """Every way the life may be, given what is not known."""
    names = ["breaks"] if facts.short_breaks_reg48 is None else []
    for home in facts.placements:
        names += [f"{home.id}.{name}" for name in FIELDS if getattr(home, name) is None]
        names.append(f"{home.id}.agrees")
    names += sorted(
        {
            f"seen.{event.at}.{event.placement}"
            for event in facts.events
            if event.event == "visit" and event.child_seen is None
        }
    )
    return [
        KnownLife(facts, dict(zip(names, values, strict=True)))
        for values in product((False, True), repeat=len(names))
    ]


FIELDS = (
    "lasts_to_18",
    "long_term_foster_reg22B",
    "with_parent",
    "urgent_reg19",
    "temporary_approval_reg24",
    "adoptive",
    "short_break",
)


def answers_that_evening(facts: ChildFacts, code: str, on: date):
    """The set of (answer, due, done) over every way the life may be."""
    return {life.answer(code, on) for life in ways(facts)}


def history_by_walking(life: KnownLife, code: str, first: date, on: date):
    """What the evenings left behind: by (start of the spell, start of the link), (answer, due, done)."""
    found = {}
    day = first
    while day <= on:
        reviews = code.startswith("REV")
        spells = life.facts.periods_of_care if reviews else life.facts.placements
        spell = next((one for one in spells if running(one, day)), None)
        answer, due, done = life.answer(code, day)
        if spell is not None and life.applies(code, life.at(day), day):
            points = [spell.start, *(life.reviews if reviews else life.visits)(spell, day)]
            before = {"V-1": 0, "REV-1": 0, "REV-2": 1, "REV-3": 2}.get(code, 1)
            chain = code not in ("V-1", "REV-1", "REV-2")
            in_force = day >= date(2015 if code == "V-5" else 2011, 4, 1)
            if chain and in_force and len(points) > before + 1 and points[-1] == day:
                limit = due_after(code, points[-2])
                closed = Outcome.DONE_ON_TIME if day <= limit else Outcome.DONE_LATE
                found[spell.start, points[-2]] = closed, limit, day
            if answer not in (Outcome.NOT_APPLICABLE, Outcome.DUE):
                found[spell.start, points[-1] if chain else points[before]] = answer, due, done
        day += DAY
    return found
