"""The slow clock: visits (V rows, and those of short breaks and of adoption)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from engines.timescales.slow_clock import DAY, KnownLife, months_later, running, working_days_later
from engines.timescales.slow_rows import (
    NOTHING,
    UNDONE,
    Evening,
    before,
    judge_before,
    months,
    once,
    row,
    table,
    weeks,
    years_later,
)
from steadyhand.engines.timescales import Outcome

REGULATIONS = date(2011, 4, 1)


@row("V-1", "V-2", "V-3", "V-4", "V-5", "REV-1", "REV-2", "REV-3")
def first_slow_clock(evening: Evening, code: str):
    """The eight rows of slow_clock.py, which knows days and nothing of outcomes."""
    facts = evening.facts
    events = tuple(replace(event, at=event.day) for event in facts.events if event.outcome not in UNDONE)
    agrees = {f"{home}.agrees": yes for home, yes in evening.agrees.items()}
    return KnownLife(replace(facts, events=events), agrees).answer(code, evening.on)


def visits(evening: Evening):
    """Visits by the social worker at which the child was seen."""
    return [
        event
        for event in evening.events("visit")
        if event.child_seen and event.by != "personal_adviser"
    ]


def visits_in(evening: Evening, home):
    return [
        event for event in visits(evening) if evening.about(event) == home and running(home, event.day)
    ]


def open_link(evening: Evening, code: str, start: date, done, limit):
    """A chain of visits: the present link counts from the last of them, or from the start."""
    last = max([start, *(event.day for event in done)])
    return evening.judge(code, limit(last, first=not done))


def until_review(start: date, review, first_step, second_step):
    """`until review_1`: after it the later step, unless the link was late by then."""
    due = first_step(start)
    return second_step(start) if review is not None and review <= due else due


def first_review(evening: Evening):
    held = [event.day for event in evening.events("review_held") if running(evening.care, event.day)]
    return min(held, default=None)


def weekly(evening: Evening, code: str, later_weeks: int):
    home = evening.home
    done = visits_in(evening, home)
    last = max([home.start, *(event.day for event in done)])
    due = until_review(last, first_review(evening), weeks(1), weeks(later_weeks))
    return evening.judge(code, due)


@row("V-6")
def urgent_with_parent(evening: Evening):
    home = evening.home
    if evening.care is None or home is None or not home.urgent_reg19 or evening.on < REGULATIONS:
        return NOTHING
    return weekly(evening, "V-6", 6)


def temporary_carer(evening: Evening, home):
    approved = [
        event
        for event in evening.events("full_approval")
        if evening.about(event) == home and event.day >= home.start
    ]
    return home.temporary_approval_reg24 and not approved


@row("V-7")
def temporary_or_interim(evening: Evening):
    home = evening.home
    if evening.care is None or home is None or evening.on < REGULATIONS:
        return NOTHING
    if not temporary_carer(evening, home) and not (home.with_parent and evening.status("C1")):
        return NOTHING
    return weekly(evening, "V-7", 4)


@row("V-8")
def care_order_at_home(evening: Evening):
    home = evening.home
    if evening.care is None or home is None or evening.on < REGULATIONS:
        return NOTHING
    if not home.with_parent or not evening.status("C2"):
        return NOTHING
    made = [event.day for event in evening.in_care_now("care_order_made")]
    made += [found.start for found in evening.facts.legal_status if found.code == "C2"]
    start = max([home.start, *(day for day in made if day <= evening.on)])
    done = [event for event in visits_in(evening, home) if event.day >= start]
    last = max([start, *(event.day for event in done)])
    return evening.judge("V-8", last + timedelta(weeks=6 if done else 1))


@row("V-9")
def arranged_by_others(evening: Evening):
    home = evening.home
    if evening.care is None or home is None or evening.on < REGULATIONS:
        return NOTHING
    started = [
        event.day
        for event in evening.events("living_arrangements_start")
        if evening.about(event) == home and event.day >= home.start
    ]
    if not started:
        return NOTHING
    done = [event.day for event in visits_in(evening, home) if event.day >= started[-1]]
    if not done:
        return evening.judge("V-9", started[-1] + timedelta(weeks=1))
    year_end = years_later(started[-1], 1)
    six_weeks = done[-1] + timedelta(weeks=6)
    within = evening.on < year_end or six_weeks < year_end
    return evening.judge("V-9", six_weeks if within else months_later(done[-1], 3))


@row("V-10")
def when_asked(evening: Evening):
    return after_trigger(evening, "V-10", "visit_requested", None)


def after_trigger(evening: Evening, code: str, trigger: str, due):
    """A visit after the latest trigger about the placement that runs."""
    home = evening.home
    if evening.care is None or home is None:
        return NOTHING
    triggers = [
        event
        for event in evening.in_care_now(trigger)
        if evening.about(event) == home and event.day >= home.start
    ]
    if not triggers or triggers[-1].day < REGULATIONS:
        return NOTHING
    done = [event.at for event in visits_in(evening, home) if not before(event.at, triggers[-1].at)]
    return evening.judge(code, due(triggers[-1].day) if due else None, done[0] if done else None)


@row("V-11")
def after_notice(evening: Evening):
    return after_trigger(evening, "V-11", "regulator_notice_received", weeks(1))


@row("V-12")
def seen_alone(evening: Evening):
    if evening.care is None:
        return NOTHING
    made = [event for event in visits(evening) if event.day >= evening.since]
    if not made or made[-1].day < REGULATIONS:
        return NOTHING
    visit = made[-1]
    if visit.seen_alone:
        return evening.judge("V-12", visit.day, visit.at)
    return evening.judge("V-12", visit.day, refused=bool(visit.reason))


@row("V-13")
def on_remand(evening: Evening):
    if evening.care is None or evening.on < REGULATIONS:
        return NOTHING
    started = evening.in_care_now("remand_start")
    if not started:
        return NOTHING
    done = [event.day for event in visits(evening) if not before(event.at, started[-1].at)]
    last = max([started[-1].day, *done])
    return evening.judge("V-13", last + timedelta(weeks=6 if done else 1))


@row("V-14")
def formerly_looked_after(evening: Evening):
    if evening.care is not None or evening.facts.reason_care_ended != "E9":
        return NOTHING
    started = evening.events("custody_start")
    if not started or started[-1].day < REGULATIONS or evening.events("becomes_relevant"):
        return NOTHING
    done = [event.at for event in visits(evening) if not before(event.at, started[-1].at)]
    return evening.judge("V-14", working_days_later(started[-1].day, 10), done[0] if done else None)


@row("V-15")
def welfare_not_safeguarded(evening: Evening):
    if evening.care is None:
        return NOTHING
    found = [event for event in visits(evening) if event.outcome == "welfare_not_safeguarded"]
    found = [event for event in found if event.day >= evening.since]
    if not found or found[-1].day < REGULATIONS:
        return NOTHING
    held = [event.at for event in evening.events("review_held") if not before(event.at, found[-1].at)]
    return evening.judge("V-15", None, held[0] if held else None)


# Short breaks and adoption


@row("SB-3")
def short_break_visits(evening: Evening):
    return series(evening, "SB-3", [event.day for event in visits(evening)])


@row("SB-4")
def short_break_reviews(evening: Evening):
    return series(evening, "SB-4", [event.day for event in evening.events("review_held")])


def series(evening: Evening, code: str, done):
    if evening.care is None or not evening.short_breaks or evening.on < REGULATIONS:
        return NOTHING
    started = evening.in_care_now("break_series_start")
    if not started:
        return NOTHING
    done = [day for day in done if day >= started[-1].day]
    return evening.judge(code, months_later(max([started[-1].day, *done]), 6 if done else 3))


@row("AD-1")
def adoptive_visits(evening: Evening):
    home = evening.home
    if evening.care is None or home is None or not home.adoptive:
        return NOTHING
    done = visits_in(evening, home)
    last = max([home.start, *(event.day for event in done)])
    due = last + timedelta(weeks=1)
    review = min(adoptive_reviews(evening, home), default=None)
    if done and review is not None and review <= due:
        return NOTHING  # as each review decides
    return evening.judge("AD-1", due)


def adoptive_reviews(evening: Evening, home):
    return sorted(
        {event.day for event in evening.events("adoptive_review_held") if running(home, event.day)}
    )


@row("REV-12")
def adoptive_placement_reviews(evening: Evening):
    home = evening.home
    if evening.care is None or home is None or not home.adoptive:
        return NOTHING
    held = adoptive_reviews(evening, home)
    last = max([home.start, *held])
    due = last + timedelta(weeks=4) if not held else months_later(last, 3 if len(held) == 1 else 6)
    return evening.judge("REV-12", due)


@row("AD-4")
def authority_reviews(evening: Evening):
    authority = evening.in_care_now("authority_to_place")
    if evening.care is None or evening.adoptive or not authority:
        return NOTHING
    start = authority[-1].day
    held = [event.day for event in evening.events("adoptive_review_held") if event.day >= start]
    return evening.judge("AD-4", months_later(max([start, *held]), 6 if held else 3))
