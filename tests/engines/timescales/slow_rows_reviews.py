"""The slow clock: reviews and what belongs to them, and what is counted from the start of care."""

from __future__ import annotations

from datetime import date

from engines.timescales.slow_clock import DAY, months_later, working_days_later
from engines.timescales.slow_rows import NOTHING, REGULATIONS, Evening, first, row, table
from engines.timescales.slow_rows_care import booking, next_care, reviews

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
    return from_care_start(evening, "REV-0", "iro_named", 5, REGULATIONS, early=True)


@row("H-1")
def first_health_assessment(evening: Evening):
    if evening.short_breaks or evening.adoptive:
        return NOTHING
    return from_care_start(evening, "H-1", "health_assessment", 20, REGULATIONS)


@row("E-1")
def pep_started(evening: Evening):
    if evening.short_breaks or not in_education(evening):
        return NOTHING
    return from_care_start(evening, "E-1", "pep_started", 10, date(2018, 2, 1), early=True)


@row("E-2")
def pep_for_the_review(evening: Evening):
    if evening.short_breaks or not in_education(evening):
        return NOTHING
    return from_care_start(evening, "E-2", "pep_ready", 20, REGULATIONS, early=True)


def in_education(evening: Evening):
    facts = evening.facts
    of_age = evening.aged(5, 18) or facts.in_early_years_education or facts.key_stage
    return of_age and evening.on < evening.birthday(18)


def from_care_start(evening: Evening, code: str, met: str, limit: int, since: date, early: bool = False):
    """Once a period of care; `early`: or since the one before ended."""
    care = evening.care
    if care is None or care.start < since:
        return NOTHING
    begins = evening.since if early else care.start
    done = [event for event in evening.events(met) if event.day >= begins]
    refused = any(event.day >= care.start for event in evening.refusals(met))
    return evening.judge(code, working_days_later(care.start, limit), first(done), refused)


def working_days_before(day, number):
    while number:
        day -= DAY
        number -= working_days_later(day - DAY, 1) == day
    return day


@row("REV-5")
def report_ready(evening: Evening):
    """The clock of a review starts on the day after the one before it."""
    care = evening.care
    if care is None:
        return NOTHING
    earlier = [day for day in reviews(evening) if day < evening.on]
    number = len(earlier) + 1
    last = earlier[-1] if earlier else care.start
    start = last + DAY if earlier else care.start
    limit = working_days_later(last, 20) if number == 1 else months_later(last, 3 if number == 2 else 6)
    review = booking(evening, number, last) or limit
    if review < REGULATIONS:
        return NOTHING
    due = working_days_before(review, 3)
    begins = start if earlier else evening.since
    mine = [event for event in evening.all("social_work_report_ready") if for_review(event, number, begins)]
    done = [event for event in mine if event in evening.events("social_work_report_ready")]
    refused = any(event.outcome == "refused" and event.day >= start for event in mine)
    return evening.judge("REV-5", due, first([one for one in done if one.day >= evening.since]), refused)


def for_review(event, number: int, begins: date):
    return event.number == number if event.number is not None else event.day >= begins


@row("REV-6")
def spoke_with_child(evening: Evening):
    """The review held last, unless another has been booked after it or spoken for."""
    care = evening.care
    if care is None or evening.facts.unable_to_take_part:
        return NOTHING
    held = reviews(evening)

    def about(number: int, found):
        """The talks for the review of that number: after the one before it, up to its own day."""
        after = held[number - 2] if number > 1 else date.min
        upto = held[number - 1] if number <= len(held) else date.max
        return [
            event
            for event in found
            if event.day >= evening.since
            and (event.number == number if event.number is not None else after < event.day <= upto)
        ]

    def begins(number: int):
        """The first day of the clock of that review; None where it has not begun."""
        if number == 1:
            return care.start
        last = held[number - 2]
        found = [event.day for event in about(number, evening.all("iro_spoke_with_child"))]
        booked = (event.day for event in evening.booked("review_due"))
        found += [last + DAY for day in booked if last < day < next_care(evening)]
        found += held[number - 1 : number]
        return max(last, min(found)) if found else None

    number = len(held) + 1
    while begins(number) is None or begins(number) > evening.on:
        number -= 1
    if begins(number) < REGULATIONS:
        return NOTHING
    came = held[number - 1] if number <= len(held) else None
    asked = about(number, evening.refusals("iro_spoke_with_child"))
    refused = any(event.day >= begins(number) for event in asked)
    return evening.judge_before(
        "REV-6", came, first(about(number, evening.events("iro_spoke_with_child"))), refused
    )
