"""Every row of the table, held against the slow clock on generated lives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings

from engines.timescales.lives_of_all_rows import (
    LISTS,
    NUMBERS,
    Dice,
    days_of,
    least,
    life_of,
    with_doubts,
    with_explanations,
)
from engines.timescales.slow_rows_all import answers_that_evening, that_evening
from soak.lengths import examples
from steadyhand.engines.timescales import ChildFacts, Outcome, answers
from steadyhand.engines.timescales.calendar import day_of

DAYS = 9  # asked of each life
LATE = (Outcome.LATE, Outcome.LATE_EXPLAINED)
# Where the visit or break that a clock starts from is in doubt, the engine does not ask what the one before would say.
CAUTIOUS = ("V-12", "V-15", "SB-1", "SB-2", "SB-3", "SB-4")
steady = settings(deadline=None, derandomize=True)


def explained_life(number: int) -> ChildFacts:
    """A life in which some of what was due one day is explained."""
    facts = life_of(number)
    (day,) = days_of(facts, number, 1)
    due = [(found.code, found.due) for found in answers(facts, on=day) if type(found.due) is date]
    return with_explanations(facts, number, due)


def agrees(facts: ChildFacts, on: date, code: str) -> bool:
    """Whether the engine says what the slow clock says, in a life in which nothing is unknown."""
    (fast,) = answers(facts, on=on, codes=[code])
    return (fast.answer, fast.due, fast.done) == that_evening(facts, on, [code])[code]


def tells_what_can_be_told(facts: ChildFacts, on: date, code: str) -> bool:
    """Whether the engine cannot tell exactly where the ways the life may be disagree.

    Where they differ in the day alone it may answer with one of them; CAUTIOUS rows may not tell what could be told.
    """
    (fast,) = answers(facts, on=on, codes=[code])
    ways = answers_that_evening(facts, on, [code])[code]
    if fast.answer is Outcome.CANNOT_TELL:
        return len(ways) > 1 or (fast.answer, None, None) in ways or code in CAUTIOUS
    return len({outcome for outcome, _, _ in ways}) == 1 and (fast.answer, fast.due, fast.done) in ways


def hold(facts: ChildFacts, on: date, code: str, holds: Callable[[ChildFacts, date, str], bool]) -> None:
    """Fails with the least life in which the two clocks differ."""
    if holds(facts, on, code):
        return
    small = least(facts, lambda fewer: not holds(fewer, on, code))
    (fast,) = answers(small, on=on, codes=[code])
    slow = answers_that_evening(small, on, [code])[code]
    raise AssertionError(f"{code} on {on}: {fast.answer, fast.due, fast.done}, not {slow}, of {small}")


@settings(steady, max_examples=examples(40))
@given(number=NUMBERS)
def test_the_slow_clock_agrees_on_every_row(number: int) -> None:
    facts = explained_life(number)
    for on in days_of(facts, number, DAYS):
        slow = that_evening(facts, on)
        for fast in answers(facts, on=on):
            if (fast.answer, fast.due, fast.done) != slow[fast.code]:
                hold(facts, on, fast.code, agrees)


@settings(steady, max_examples=examples(20))
@given(number=NUMBERS)
def test_it_cannot_be_told_exactly_where_the_ways_a_life_may_be_differ(number: int) -> None:
    facts = with_doubts(life_of(number), number)
    for on in days_of(facts, number, 2):
        ways = answers_that_evening(facts, on)
        for fast in answers(facts, on=on):
            if {(fast.answer, fast.due, fast.done)} != ways[fast.code]:
                hold(facts, on, fast.code, tells_what_can_be_told)


@settings(steady, max_examples=examples(10))
@given(number=NUMBERS)
def test_the_order_of_facts_matters_to_no_row(number: int) -> None:
    facts, dice = explained_life(number), Dice(number)
    shuffled = {name: tuple(dice.sample(getattr(facts, name), len(getattr(facts, name)))) for name in LISTS}
    for on in days_of(facts, number, 2):
        assert answers(replace(facts, **shuffled), on=on) == answers(facts, on=on)


def known_on(facts: ChildFacts, day: date) -> ChildFacts:
    """The life as it was known that evening: nothing that came later has happened, and what ended later still runs."""
    still = {
        name: tuple(
            replace(span, end=None) if span.end is not None and span.end > day else span
            for span in getattr(facts, name)
            if span.start <= day
        )
        for name in ("periods_of_care", "legal_status", "placements")
    }
    homes = {home.id for home in still["placements"]}
    events = (event for event in facts.events if event.day <= day and event.placement in {None, *homes})
    told = (each for each in facts.explanations if day_of(each.at) <= day)
    return replace(facts, **still, events=tuple(events), explanations=tuple(told))


@settings(steady, max_examples=examples(20))
@given(number=NUMBERS)
def test_what_is_late_stays_late_until_a_fact_changes_it(number: int) -> None:
    """Of every row, in a life to which nothing is added while years pass."""
    facts = explained_life(number)
    for early in days_of(facts, number, 2):
        known = known_on(facts, early)
        before = {found.code: found.links for found in answers(known, on=early)}
        for days in (1, 40, 400, 4000):
            after = {found.code: found.links for found in answers(known, on=early + timedelta(days=days))}
            for code, links in before.items():
                kept = {(link.anchor, link.number, link.started): link for link in after[code]}
                for link in links:
                    if link.outcome in LATE:
                        later = kept.get((link.anchor, link.number, link.started))
                        assert later is not None, (code, early, days, link)
                        assert (later.outcome, later.due) == (link.outcome, link.due), (code, early, days)
