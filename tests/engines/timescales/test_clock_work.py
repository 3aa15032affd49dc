"""How much work an answer takes, in calls and not in seconds: a sweep asks about every child of the country."""

import gc
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from types import FrameType

import pytest

from engines.timescales.lives_of_all_rows import days_of, life_of, with_doubts
from steadyhand.engines.timescales import (
    RULES,
    ChildFacts,
    Event,
    LegalStatus,
    PeriodOfCare,
    Placement,
    answers,
)
from steadyhand.engines.timescales.conditions import About, Condition, Findings, Situation
from steadyhand.engines.timescales.course import Course
from steadyhand.engines.timescales.duties import CARRIED_OUT
from steadyhand.engines.timescales.engine import begun
from steadyhand.engines.timescales.life import Life

ON = date(2026, 6, 1)
BORN = date(2014, 3, 9)
ENGINE = "steadyhand/engines/timescales/"


def in_care_for(years: int) -> ChildFacts:
    """A child in one foster home, visited each month, reviewed and written about twice a year, up to `ON`."""
    start = ON - timedelta(days=365 * years)
    visits = [Event("visit", day, child_seen=True, seen_alone=True) for day in every(30, start)]
    after_a_review = ("review_record_written", "review_record_sent", "review_decisions_sent")
    reviews = [
        event
        for day in every(180, start)
        for event in (
            Event("social_work_report_ready", day - timedelta(days=4)),
            Event("iro_spoke_with_child", day - timedelta(days=2)),
            Event("review_held", day),
            *(Event(name, day + timedelta(days=9)) for name in after_a_review),
        )
    ]
    return ChildFacts(
        BORN,
        (PeriodOfCare(start),),
        (LegalStatus("C2", start),),
        (Placement("P1", start, None, "U4", True, False, area="inside"),),
        tuple(event for event in (*visits, *reviews) if event.day <= ON),
    )


def every(days: int, start: date) -> Iterator[date]:
    day = start + timedelta(days=days)
    while day <= ON:
        yield day
        day += timedelta(days=days)


def calls_of(asked: Callable[[], object]) -> tuple[Counter[str], Counter[tuple[object, ...]]]:
    """The engine's calls by name of function; and each condition about the child with the day it was asked of."""
    about_the_child = {
        condition.test.__code__: condition
        for duty in CARRIED_OUT.values()
        for condition in duty.conditions
        if condition.about is About.CHILD and not condition.test.__closure__
    }
    named: Counter[str] = Counter()
    conditions: Counter[tuple[object, ...]] = Counter()

    def see(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and ENGINE in code.co_filename.replace("\\", "/"):
            named[code.co_name] += 1
            # What one condition asks another about is part of itself.
            if code in about_the_child and frame.f_back and frame.f_back.f_code is Findings.of.__code__:
                conditions[about_the_child[code].name, frame.f_locals["at"].day] += 1

    asked()  # what is worked out once a process is not the work of this child
    before = sys.getprofile()
    sys.setprofile(see)
    try:
        asked()
    finally:
        sys.setprofile(before)
    return named, conditions


@pytest.mark.parametrize("history", [True, False])
def test_a_condition_about_the_child_is_asked_once_a_day(history: bool) -> None:
    _, asked = calls_of(lambda: begun(in_care_for(3), on=ON, history=history))
    assert ("looked_after", ON) in asked
    assert set(asked.values()) == {1}


def test_a_sweep_puts_no_more_clocks_together_for_a_longer_history() -> None:
    (three, of_three), (nine, of_nine) = (
        calls_of(lambda years=years: begun(in_care_for(years), on=ON, history=False)) for years in (3, 9)
    )
    assert three["closed"] + three["clock"] > 0
    for name in ("closed", "clock", "standing", "limit"):
        assert nine[name] <= three[name] + 2, name
    assert sum(of_nine.values()) <= sum(of_three.values()) + 2


def test_history_takes_work_in_proportion_to_its_length() -> None:
    shorter, longer = (
        calls_of(lambda years=years: answers(in_care_for(years), on=ON))[0].total() for years in (4, 8)
    )
    assert longer < 2.2 * shorter


def test_the_work_of_one_child_is_bounded() -> None:
    """Today's figures and a tenth more: whoever passes them makes every sweep slower."""
    facts = in_care_for(3)
    swept, _ = calls_of(lambda: begun(facts, on=ON, history=False))
    whole, _ = calls_of(lambda: begun(facts, on=ON))
    assert swept.total() <= 4200
    assert whole.total() <= 8500


@pytest.mark.parametrize("number", range(30))
def test_a_condition_looks_at_no_more_than_it_says(number: int) -> None:
    """What is found once for many clocks may not differ between them."""
    facts = with_doubts(life_of(number), number)
    life = Life(facts)
    for on in days_of(facts, number, 3):
        for duty in CARRIED_OUT.values():
            for course in life.courses(duty.courses):
                for condition in duty.conditions:
                    bare = bare_of(condition, course, on)
                    told = condition.test(Situation(life, course, on, RULES))
                    assert told == condition.test(Situation(life, bare, on, RULES)), condition.name


def bare_of(condition: Condition, course: Course, on: date) -> Course:
    """Another clock, which has in common with this one what the condition is about."""
    other = Course("another", on + timedelta(days=1000), target=on, done=(on,))
    match condition.about:
        case About.CHILD:
            return other
        case About.PLACEMENT:
            return other._replace(placement=course.placement)
        case About.CLOCK:
            return course


@pytest.mark.parametrize("ask", [answers, begun])
def test_what_was_answered_leaves_nothing_for_the_collector(ask: Callable[..., object]) -> None:
    """Whatever holds itself stays in memory until it is searched for, which cost a tenth of a sweep."""
    facts = in_care_for(2)
    ask(facts, on=ON)
    gc.collect()
    gc.disable()
    try:
        for number in range(20):
            ask(facts, on=ON)
            life = with_doubts(life_of(number), number)
            ask(life, on=ON)
        assert gc.collect() == 0
    finally:
        gc.enable()
