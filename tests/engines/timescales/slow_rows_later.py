"""The slow clock: health, education and leaving care (H, E and LC rows)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from engines.timescales.slow_clock import DAY, months_later, working_days_later
from engines.timescales.slow_rows import (
    NOTHING,
    REGULATIONS,
    UNDONE,
    UNTOLD,
    Evening,
    distinct,
    first,
    latest_clock,
    met_by,
    once,
    row,
)
from engines.timescales.slow_rows_reviews import in_education
from steadyhand.engines.timescales import ENGLAND, Outcome

ACT = date(2001, 10, 1)
DIRECTOR = ("director", "dcs", "director_of_childrens_services")
GUIDANCE = date(2015, 3, 1)


def last_plus(evening: Evening, code: str, found, limit):
    """The present link of a chain counted from the last event; nothing yet, nothing due."""
    if not found:
        return NOTHING
    last = found[-1]
    refused = any(event.day >= last.day for event in evening.refusals(last.event))
    return evening.judge(code, limit(last.day), refused=refused)


@row("H-2", "H-3")
def health_review(evening: Evening, code: str):
    if evening.care is None or evening.short_breaks or evening.adoptive or evening.on < REGULATIONS:
        return NOTHING
    if (evening.on < evening.birthday(5)) != (code == "H-2"):
        return NOTHING
    held = [event for event in evening.events("health_assessment") if event.day >= evening.care.start]
    return last_plus(evening, code, held, lambda day: months_later(day, 6 if code == "H-2" else 12))


@row("H-4")
def dental_check(evening: Evening):
    if evening.care is None or evening.on < GUIDANCE:
        return NOTHING
    done = evening.events("dental_check")
    return last_plus(evening, "H-4", done, lambda day: months_later(day, 12)) if done else UNTOLD


@row("H-5")
def immunisations(evening: Evening):
    """One clock each that falls due, from the day after the one before; one given serves the first not given."""
    if evening.care is None:
        return NOTHING
    given = evening.all("immunised")
    present, begins = None, min(care.start for care in evening.facts.periods_of_care)
    for due in evening.booked("immunisation_due"):
        mine = [one for one in given if None in (one.kind, due.kind) or one.kind == due.kind][:1]
        given = [one for one in given if one not in mine]
        if min(begins, due.day) <= evening.on:
            present = min(begins, due.day), due, mine
        begins = due.day + DAY
    if present is None or present[1].day < GUIDANCE:
        return NOTHING
    done = [event for event in present[2] if event.outcome not in UNDONE]
    refused = any(event.outcome == "refused" and event.day >= present[0] for event in present[2])
    return evening.judge("H-5", present[1].day, first(done), refused)


@row("H-6")
def sdq(evening: Evening):
    if evening.care is None or evening.on < GUIDANCE or evening.short_breaks or not evening.aged(4, 17):
        return NOTHING
    march = evening.on
    while (march.month, march.day) != (3, 31):
        march += DAY
    if months_later(evening.care.start, 12) > march:
        return NOTHING
    return last_plus(evening, "H-6", evening.events("sdq"), lambda day: months_later(day, 12))


@row("E-3")
def each_term(evening: Evening):
    if evening.care is None or not in_education(evening):
        return NOTHING
    terms = evening.facts.school_terms
    if not terms:
        return UNTOLD if evening.on >= date(2018, 2, 1) else NOTHING
    begun = [term for term in terms if term.start <= evening.on and term.end >= evening.care.start]
    if not begun:
        return NOTHING
    term = max(begun, key=lambda term: term.start)
    if term.start < date(2018, 2, 1):
        return NOTHING

    def in_it(event):
        return term.start <= event.day <= term.end

    done = [event for event in evening.events("pep_reviewed") if in_it(event)]
    return evening.judge("E-3", term.end, first(done), any(map(in_it, evening.refusals("pep_reviewed"))))


@row("E-4")
def school_place(evening: Evening):
    def due(day):
        return school_days_later(evening, day, 20)

    return once(evening, "E-4", "school_place_lost", ("school_place_found",), due, since=date(2018, 2, 1))


def school_days_later(evening: Evening, day: date, number: int) -> date:
    terms = evening.facts.school_terms
    while number:
        day += DAY
        unknown = all(term.end < day for term in terms)
        in_school = unknown or any(term.start <= day <= term.end for term in terms)
        if in_school and day.weekday() < 5 and day not in ENGLAND.holidays:
            number -= 1
    return day


# Leaving care


@lru_cache(maxsize=4)  # many rows of one evening ask
def first_eligible(evening: Evening):
    """The first day on which the child, 16 or 17 and in care, had been looked after 13 weeks since 14."""
    facts = evening.facts
    told = [event.day for event in evening.events("becomes_eligible", "turns_16_or_becomes_eligible")]
    day, looked_after = evening.birthday(14), 0
    while day <= evening.on and day < evening.birthday(18) and not facts.short_breaks_reg48:
        care = evening.care_on(day) is not None and not on_a_short_break(evening, day)
        if care and looked_after >= 91 and day >= evening.birthday(16):
            return min([day, *told])
        looked_after += care
        day += DAY
    return min(told, default=None)


def on_a_short_break(evening: Evening, day: date) -> bool:
    return any(
        status.code in ("V3", "V4") and status.start <= day and (status.end is None or day < status.end)
        for status in evening.facts.legal_status
    )


def first_relevant(evening: Evening):
    """The latest day on which an eligible child of 16 or 17 stopped being looked after."""
    told = [event.day for event in evening.events("becomes_relevant")]
    start = first_eligible(evening)
    if start is not None:
        ends = (care.end for care in evening.facts.periods_of_care if care.end)
        told += [end for end in ends if start < end < evening.birthday(18)]
    return told


def eligible(evening: Evening):
    if evening.care is None or on_a_short_break(evening, evening.on) or evening.on >= evening.birthday(18):
        return False
    return first_eligible(evening) is not None


def relevant(evening: Evening):
    return evening.care is None and evening.on < evening.birthday(18) and bool(first_relevant(evening))


def former_relevant(evening: Evening, to: int = 21):
    eligible_from = first_eligible(evening)
    start = min([*first_relevant(evening), *([eligible_from] if eligible_from else [])], default=None)
    return evening.aged(18, to) and start is not None and start < evening.birthday(18)


def former_on_request(evening: Evening):
    return former_relevant(evening, 25 if evening.events("support_to_25_requested") else 21)


@row("LC-1")
def needs_eligible(evening: Evening):
    if not eligible(evening):
        return NOTHING
    return since_day(evening, "LC-1", first_eligible(evening), "needs_assessment_complete", 3)


def since_day(evening: Evening, code: str, start: date, met: str, number=None, since: date = REGULATIONS):
    if start < since:
        return NOTHING
    done = [event for event in evening.events(met) if event.day >= start]
    refused = any(event.day >= start for event in evening.refusals(met))
    return evening.judge(code, months_later(start, number) if number else None, first(done), refused)


@row("LC-2")
def pathway_plan(evening: Evening):
    if not eligible(evening):
        return NOTHING
    met = ("pathway_plan_made",)
    return once(evening, "LC-2", "needs_assessment_complete", met, None, since=REGULATIONS, care=False)


@row("LC-3")
def needs_relevant(evening: Evening):
    if not relevant(evening):
        return NOTHING
    start = max(first_relevant(evening))
    if any(event.day <= start for event in evening.events("pathway_plan_made")):
        return NOTHING
    return since_day(evening, "LC-3", start, "needs_assessment_complete", 3)


@row("LC-4")
def pathway_review(evening: Evening):
    if evening.on < REGULATIONS or not (relevant(evening) or former_on_request(evening)):
        return NOTHING
    return last_plus(evening, "LC-4", evening.events("pathway_review"), lambda day: months_later(day, 6))


def accommodated(evening: Evening):
    """The day the present accommodation started."""
    started = [event.day for event in evening.events("accommodation_start")]
    if not started or evening.on < REGULATIONS:
        return None
    ended = any(event.day > started[-1] for event in evening.events("accommodation_end"))
    return None if ended else started[-1]


@row("LC-5")
def early_pathway_review(evening: Evening):
    start = accommodated(evening)
    if start is None:
        return NOTHING
    held = [event for event in evening.events("pathway_review") if event.day >= start]
    if not held:
        refused = any(event.day >= start for event in evening.refusals("pathway_review"))
        return evening.judge("LC-5", start + timedelta(days=28), refused=refused)
    return last_plus(evening, "LC-5", held, lambda day: months_later(day, 3))


@row("LC-6")
def adviser_named(evening: Evening):
    if not (eligible(evening) or relevant(evening) or former_on_request(evening)):
        return NOTHING
    start = first_eligible(evening)
    return NOTHING if start is None else since_day(evening, "LC-6", start, "adviser_named", since=ACT)


@row("LC-7")
def adviser_visits(evening: Evening):
    start = accommodated(evening)
    if start is None:
        return NOTHING
    advisers = [event for event in evening.all("visit") if event.by in (None, "personal_adviser")]
    made = {event.day for event in advisers if event.child_seen and event.outcome not in UNDONE}
    made = sorted(day for day in made if day >= start)
    held = [event.day for event in evening.events("pathway_review") if event.day >= start]

    def limit(day: date, first: bool) -> date:
        if first:
            return day + timedelta(days=7)
        if len(made) == 1:
            return min([start + timedelta(days=28), *held]) - DAY
        return months_later(day, 2)

    refused = [event for event in advisers if event.outcome == "refused"]
    return evening.judge_chain("LC-7", start, made, refused, limit)


@row("LC-8")
def keep_in_touch(evening: Evening):
    if not (relevant(evening) or former_relevant(evening)):
        return NOTHING
    return last_plus(evening, "LC-8", evening.events("contact"), lambda day: day + timedelta(weeks=8))


@row("LC-9")
def contact_again(evening: Evening):
    if not relevant(evening):
        return NOTHING
    return once(evening, "LC-9", "contact_lost", ("contact",), None, since=ACT, care=False)


@row("LC-10")
def staying_put(evening: Evening):
    due = evening.birthday(21)
    latest, started = latest_clock(evening, "staying_put_start", date.min, care=False)
    if latest is None or evening.on < date(2014, 5, 13) or evening.on < evening.birthday(18):
        return NOTHING
    eligible_from = first_eligible(evening)
    start = min([*first_relevant(evening), *([eligible_from] if eligible_from else [])], default=None)
    if start is None or start >= evening.birthday(18):
        return NOTHING
    ended = first(met_by(latest, started, evening.events("staying_put_end")))
    if ended is not None and latest.day < ended <= date(2014, 5, 13):
        return NOTHING  # it ended before the row was law
    if ended is not None and ended < due:
        return Outcome.DONE_ON_TIME, due, ended
    return (Outcome.DONE_ON_TIME, due, due) if evening.on >= due else (Outcome.DUE, due, None)


@row("LC-11", "LC-12")
def stop_looking_after(evening: Evening, code: str):
    """By a nominated officer after 20 working days; by the director at 16 or 17 without a care order."""
    proposed = distinct(evening.events("cease_proposed"))
    in_care = [event for event in proposed if evening.care_on(event.day)]
    if not in_care or in_care[-1].day < REGULATIONS:
        return NOTHING
    latest = in_care[-1]
    care = evening.care_on(latest.day)
    day = care.end - DAY if care.end else evening.on
    director = evening.aged(16, 18, day) and not evening.status("C1", "C2", day=day)
    if director != (code == "LC-12"):
        return NOTHING
    if code == "LC-11" and working_days_later(care.start, 20) > day:
        return NOTHING
    right = DIRECTOR if director else ("nominated_officer", *DIRECTOR)
    approved = met_by(latest, proposed, evening.events("cease_approved"))
    approved = [event for event in approved if event.by in right]
    refused = met_by(latest, proposed, evening.refusals("cease_approved"))
    refused = any(event.day >= latest.day and event.by in right for event in refused)
    return evening.judge_before(code, care.end, first(approved), refused)
