"""The slow clock: reviews and what belongs to them (REV rows)."""

from __future__ import annotations

from datetime import date

from engines.timescales.slow_clock import DAY, months_later, working_days_later
from engines.timescales.slow_rows import NOTHING, Evening, before, row, table, working_days_before
from engines.timescales.slow_rows_care import booking, reviews

REGULATIONS = date(2011, 4, 1)

table(
    True,
    "REV-4 early_review_trigger review_held 2011-04-01",
    "REV-7 review_held review_decisions_sent 2011-04-01 5 WD",
    "REV-8 review_decisions_sent objection_raised|review_decisions_accepted 2011-04-01 5 WD",
    "REV-9 review_held review_record_written 2011-04-01 15 WD",
    "REV-10 review_held review_record_sent 2011-04-01 20 WD",
    "REV-11 iro_dispute_raised iro_dispute_closed 2011-04-01 20 WD",
)


@row("REV-0")
def iro(evening: Evening):
    return from_care_start(evening, "REV-0", "iro_named", 5, REGULATIONS)


@row("H-1")
def first_health_assessment(evening: Evening):
    if evening.short_breaks or evening.adoptive:
        return NOTHING
    return from_care_start(evening, "H-1", "health_assessment", 20, REGULATIONS)


@row("E-2")
def pep_for_the_review(evening: Evening):
    if evening.short_breaks or not in_education(evening):
        return NOTHING
    return from_care_start(evening, "E-2", "pep_ready", 20, REGULATIONS)


@row("E-1")
def pep_started(evening: Evening):
    if evening.short_breaks or not in_education(evening):
        return NOTHING
    return from_care_start(evening, "E-1", "pep_started", 10, date(2018, 2, 1), early=True)


def in_education(evening: Evening):
    facts = evening.facts
    return evening.aged(0, 18) and (evening.aged(4, 18) or facts.in_early_years_education or facts.key_stage)


def from_care_start(evening: Evening, code: str, met: str, limit: int, since: date, early: bool = False):
    care = evening.care
    if care is None or care.start < since:
        return NOTHING
    first = max((end for end in ends(evening) if end <= care.start), default=date.min) if early else care.start
    done = [event.at for event in evening.events(met) if event.day >= first]
    refused = any(event.outcome == "refused" and event.day >= first for event in evening.all(met))
    return evening.judge(code, working_days_later(care.start, limit), done[0] if done else None, refused)


def ends(evening: Evening):
    return [care.end for care in evening.facts.periods_of_care if care.end is not None]


@row("REV-5")
def report_ready(evening: Evening):
    care = evening.care
    if care is None or evening.short_breaks or evening.adoptive:
        return NOTHING
    held = reviews(evening)
    earlier = [day for day in held if day < evening.on]
    number = len(earlier) + 1
    start = earlier[-1] + DAY if earlier else care.start
    if start < REGULATIONS:
        return NOTHING
    last = earlier[-1] if earlier else care.start
    limit = working_days_later(last, 20) if number == 1 else months_later(last, 3 if number == 2 else 6)
    due = working_days_before(booking(evening, number, earlier[-1] if earlier else None) or limit, 3)
    ready = [
        event.at
        for event in evening.events("social_work_report_ready")
        if event.number == number or (event.number is None and event.day >= start)
    ]
    return evening.judge("REV-5", due, ready[0] if ready else None)


@row("REV-6")
def spoke_with_child(evening: Evening):
    """The latest review held, unless another is booked after it or spoken for."""
    care = evening.care
    if care is None or evening.facts.unable_to_take_part:
        return NOTHING
    held = [event for event in evening.in_care_now("review_held") if event.day >= care.start]
    spoken = [event.at for event in evening.in_care_now("iro_spoke_with_child")]
    if evening.on < REGULATIONS:
        return NOTHING
    last = held[-1].at if held else None
    after_last = [at for at in spoken if last is None or not before(at, last)]
    if after_last:
        return evening.judge("REV-6", None, after_last[0])
    if last is None or booking(evening, len(held) + 1, held[-1].day + DAY):
        return evening.judge("REV-6", None)
    earlier = [event.at for event in held if event.day < held[-1].day]
    mine = [at for at in spoken if before(at, last) and (not earlier or not before(at, earlier[-1]))]
    return evening.judge("REV-6", held[-1].day - DAY, mine[0] if mine else None)
