"""The slow clock: health, education and leaving care (H, E and LC rows)."""

from __future__ import annotations

from datetime import date, timedelta

from engines.timescales.slow_clock import DAY, months_later, running, working_days_later
from engines.timescales.slow_rows import (
    NOTHING,
    UNTOLD,
    Evening,
    before,
    judge_before,
    months,
    once,
    row,
    years_later,
)
from engines.timescales.slow_rows_reviews import in_education
from steadyhand.engines.timescales import ENGLAND, Outcome

REGULATIONS = date(2011, 4, 1)
ACT = date(2001, 10, 1)


@row("H-2", "H-3")
def health_review(evening: Evening, code: str):
    if evening.care is None or evening.short_breaks or evening.adoptive or evening.on < REGULATIONS:
        return NOTHING
    if evening.aged(0, 5) != (code == "H-2"):
        return NOTHING
    held = [event for event in evening.events("health_assessment") if event.day >= evening.care.start]
    return last_plus(evening, code, held, 6 if code == "H-2" else 12)


def last_plus(evening: Evening, code: str, found, number: int):
    """The present link of a chain counted from the last event; nothing yet, nothing due."""
    return evening.judge(code, months_later(found[-1].day, number)) if found else NOTHING


@row("H-4")
def dental_check(evening: Evening):
    if evening.care is None or evening.on < date(2015, 3, 1):
        return NOTHING
    done = evening.events("dental_check")
    return last_plus(evening, "H-4", done, 12) if done else UNTOLD


@row("H-5")
def immunisations(evening: Evening):
    if evening.care is None:
        return NOTHING
    due = [event for event in evening.booked("immunisation_due") if event.day >= evening.since]
    if not due:
        return NOTHING
    started = [event for event in due if event.day <= evening.on] or due[:1]
    latest = started[-1]
    if latest.day < date(2015, 3, 1):
        return NOTHING
    done = [event.at for event in evening.events("immunised") if not before(event.at, latest.at)]
    return evening.judge("H-5", latest.day, done[0] if done else None)


@row("H-6")
def sdq(evening: Evening):
    if evening.care is None or evening.on < date(2015, 3, 1) or evening.short_breaks:
        return NOTHING
    if not evening.aged(4, 17):
        return NOTHING
    return last_plus(evening, "H-6", evening.in_care_now("sdq"), 12)


@row("E-3")
def each_term(evening: Evening):
    if evening.care is None or not in_education(evening):
        return NOTHING
    if not evening.facts.school_terms:
        return UNTOLD
    begun = [
        term
        for term in evening.facts.school_terms
        if term.start <= evening.on and term.end >= evening.care.start and term.start >= date(2018, 2, 1)
    ]
    if not begun:
        return NOTHING
    term = max(begun, key=lambda term: term.start)
    done = [event.at for event in evening.events("pep_reviewed") if event.day >= term.start]
    return evening.judge("E-3", term.end, done[0] if done else None)


@row("E-4")
def school_place(evening: Evening):
    return once(
        evening,
        "E-4",
        "school_place_lost",
        ("school_place_found",),
        lambda day: school_days_later(evening, day, 20),
        since=date(2018, 2, 1),
    )


def school_days_later(evening: Evening, day: date, number: int) -> date:
    terms = evening.facts.school_terms
    if not terms:
        return working_days_later(day, number)
    while number:
        day += DAY
        in_term = any(term.start <= day <= term.end for term in terms)
        if in_term and day.weekday() < 5 and day not in ENGLAND.holidays:
            number -= 1
    return day


# Leaving care


def first_eligible(evening: Evening):
    """The first day on which the child, 16 or 17 and in care, had been looked after 13 weeks since 14."""
    facts = evening.facts
    day, looked_after = evening.birthday(14), 0
    while day <= min(evening.on, evening.birthday(18) - DAY):
        care = any(running(care, day) for care in facts.periods_of_care)
        if care and looked_after >= 91 and day >= evening.birthday(16):
            return day
        looked_after += care and not facts.short_breaks_reg48
        day += DAY
    return None


def eligible(evening: Evening):
    return evening.care is not None and evening.aged(16, 18) and first_eligible(evening) is not None


def relevant(evening: Evening):
    return evening.care is None and evening.aged(16, 18) and first_eligible(evening) is not None


def former_relevant(evening: Evening, to: int = 21):
    return evening.aged(18, to) and first_eligible(evening) is not None


@row("LC-1")
def needs_eligible(evening: Evening):
    start = first_eligible(evening)
    if not eligible(evening) or start < REGULATIONS:
        return NOTHING
    done = [event.at for event in evening.events("needs_assessment_complete") if event.day >= start]
    return evening.judge("LC-1", months_later(start, 3), done[0] if done else None)


@row("LC-2")
def pathway_plan(evening: Evening):
    if not eligible(evening):
        return NOTHING
    return once(
        evening, "LC-2", "needs_assessment_complete", ("pathway_plan_made",), None, since=REGULATIONS, care=False
    )


@row("LC-3")
def needs_relevant(evening: Evening):
    if not relevant(evening) or evening.events("pathway_plan_made"):
        return NOTHING
    return once(
        evening,
        "LC-3",
        "becomes_relevant",
        ("needs_assessment_complete",),
        months(3),
        since=REGULATIONS,
        care=False,
    )


@row("LC-4")
def pathway_review(evening: Evening):
    if evening.on < REGULATIONS or not (relevant(evening) or former_relevant(evening)):
        return NOTHING
    return last_plus(evening, "LC-4", evening.events("pathway_review"), 6)


@row("LC-5")
def early_pathway_review(evening: Evening):
    started = evening.events("accommodation_start")
    if not started or evening.on < REGULATIONS or not (relevant(evening) or former_relevant(evening)):
        return NOTHING
    held = [event.day for event in evening.events("pathway_review") if event.day >= started[-1].day]
    if held:
        return evening.judge("LC-5", months_later(held[-1], 3))
    return evening.judge("LC-5", started[-1].day + timedelta(days=28))


@row("LC-6")
def adviser_named(evening: Evening):
    if not (eligible(evening) or relevant(evening) or former_relevant(evening)):
        return NOTHING
    start = first_eligible(evening)
    named = [event.at for event in evening.events("adviser_named") if event.day >= start]
    return evening.judge("LC-6", None, named[0] if named else None)


@row("LC-7")
def adviser_visits(evening: Evening):
    started = evening.events("accommodation_start")
    if not started or evening.on < REGULATIONS or not (relevant(evening) or former_relevant(evening)):
        return NOTHING
    start = started[-1]
    made = [
        event.day
        for event in evening.events("visit")
        if event.by == "personal_adviser" and event.child_seen and not before(event.at, start.at)
    ]
    made = sorted(set(made))
    if not made:
        return evening.judge("LC-7", start.day + timedelta(days=7))
    if len(made) == 1:
        held = [event.day for event in evening.events("pathway_review") if event.day >= start.day]
        return evening.judge("LC-7", min([start.day + timedelta(days=28), *held]) - DAY)
    return evening.judge("LC-7", months_later(made[-1], 2))


@row("LC-8")
def keep_in_touch(evening: Evening):
    contacts = evening.events("contact")
    if not contacts or not (relevant(evening) or former_relevant(evening)):
        return NOTHING
    return evening.judge("LC-8", contacts[-1].day + timedelta(weeks=8))


@row("LC-9")
def contact_again(evening: Evening):
    if not relevant(evening):
        return NOTHING
    return once(evening, "LC-9", "contact_lost", ("contact",), None, since=ACT, care=False)


@row("LC-10")
def staying_put(evening: Evening):
    started = evening.events("staying_put_start")
    if not started or evening.on < date(2014, 5, 13) or first_eligible(evening) is None:
        return NOTHING
    ended = [event.at for event in evening.events("staying_put_end") if not before(event.at, started[-1].at)]
    due = evening.birthday(21)
    if ended:
        return Outcome.DONE_ON_TIME, due, ended[0]
    if evening.on >= due:
        return Outcome.DONE_ON_TIME, due, due
    return Outcome.DUE, due, None


@row("LC-11", "LC-12")
def stop_looking_after(evening: Evening, code: str):
    proposed = evening.events("cease_proposed")
    if not proposed or proposed[-1].day < REGULATIONS:
        return NOTHING
    proposal = proposed[-1]
    care = next((care for care in evening.facts.periods_of_care if running(care, proposal.day)), None)
    if care is None:
        return NOTHING
    ended = care.end if care.end is not None and care.end <= evening.on else None
    day = (ended - DAY) if ended is not None else evening.on
    order = any(found.code in ("C1", "C2") and running(found, day) for found in evening.facts.legal_status)
    director = evening.birthday(16) <= day < evening.birthday(18) and not order
    if director != (code == "LC-12"):
        return NOTHING
    if code == "LC-11" and working_days_later(care.start, 20) > day:
        return NOTHING
    officer = "dcs" if director else "nominated_officer"
    approved = [event for event in evening.events("cease_approved") if event.by in (officer, "dcs")]
    approved = [event.at for event in approved if not before(event.at, proposal.at)]
    return judge_before(evening, code, ended, approved[0] if approved else None)
