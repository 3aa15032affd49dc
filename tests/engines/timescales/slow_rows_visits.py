"""The slow clock: visits (V rows, and those of short breaks and of adoption)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from engines.timescales.slow_clock import KnownLife, months_later, running, working_days_later
from engines.timescales.slow_rows import (
    NOTHING,
    REGULATIONS,
    UNDONE,
    Evening,
    distinct,
    first,
    latest_clock,
    met_by,
    row,
    table,
    weeks,
    years_later,
)
from steadyhand.engines.timescales import Outcome

table(
    True,
    "V-10 visit_requested visit 2011-04-01",
    "V-11 regulator_notice_received visit 2011-04-01 1 W",
)


@row("V-1", "V-2", "V-3", "V-4", "V-5", "REV-1", "REV-2", "REV-3")
def first_slow_clock(evening: Evening, code: str):
    """The eight rows of slow_clock.py, which knows days and nothing of outcomes."""
    facts = evening.facts
    events = tuple(replace(event, at=event.day) for event in facts.events if event.outcome not in UNDONE)
    agrees = {f"{home}.agrees": yes for home, yes in evening.agrees.items()}
    answer, due, done = KnownLife(replace(facts, events=events), agrees).answer(code, evening.on)
    if answer is Outcome.LATE and refused(evening, code):
        answer = Outcome.LATE_EXPLAINED
    return answer, due, done


def refused(evening: Evening, code: str):
    """Whether the child said no since the present link began."""
    if code.startswith("REV"):
        spell, done = evening.care, evening.events("review_held")
        asked = [event for event in evening.refusals("review_held") if running(spell, event.day)]
        done = [event.day for event in done if running(spell, event.day)]
    else:
        spell, done = evening.home, visits_in(evening, evening.home)
        asked = refused_in(evening, spell)
    since = max([spell.start, *done])
    return any(event.day >= since for event in asked)


def refused_in(evening: Evening, home):
    return [
        event
        for event in evening.refusals("visit")
        if evening.about(event) == home and running(home, event.day)
    ]


def visits_in(evening: Evening, home) -> list[date]:
    return [
        event.day
        for event in evening.events("visit")
        if evening.about(event) == home and running(home, event.day)
    ]


def until_review(start: date, review, first_step, second_step):
    """`until review_1`: after it the later step, unless the link was late by then."""
    return second_step(start) if review is not None and review <= first_step(start) else first_step(start)


def weekly(evening: Evening, code: str, later: int):
    home = evening.home
    period = evening.care_on(home.start)
    held = [event.day for event in evening.events("review_held") if period and running(period, event.day)]
    last = max([home.start, *visits_in(evening, home)])
    due = until_review(last, min(held, default=None), weeks(1), weeks(later))
    return evening.judge(code, due, refused=refused(evening, code))


@row("V-6")
def urgent_with_parent(evening: Evening):
    home = evening.home
    if evening.care is None or home is None or not home.urgent_reg19 or evening.on < REGULATIONS:
        return NOTHING
    return weekly(evening, "V-6", 6)


@row("V-7")
def temporary_or_interim(evening: Evening):
    home = evening.home
    if evening.care is None or home is None or evening.on < REGULATIONS:
        return NOTHING
    approved = [
        event
        for event in evening.events("full_approval")
        if evening.about(event) == home and event.day >= home.start
    ]
    temporary = home.temporary_approval_reg24 and not approved
    if not temporary and not (home.with_parent and evening.status("C1")):
        return NOTHING
    return weekly(evening, "V-7", 4)


@row("V-8")
def care_order_at_home(evening: Evening):
    home = evening.home
    if evening.care is None or home is None or evening.on < REGULATIONS:
        return NOTHING
    if not home.with_parent or not evening.status("C2"):
        return NOTHING
    made = [event.day for event in evening.events("care_order_made")]
    made += [found.start for found in evening.facts.legal_status if found.code == "C2"]
    start = max([home.start, *made])
    done = [day for day in visits_in(evening, home) if day >= start]
    return evening.judge_chain("V-8", start, done, refused_in(evening, home), week_then_six)


def week_then_six(day: date, first: bool) -> date:
    return day + timedelta(weeks=1 if first else 6)


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
    year_end = years_later(started[-1], 1)

    def limit(day: date, first: bool) -> date:
        six_weeks = day + timedelta(weeks=6)
        if first:
            return day + timedelta(weeks=1)
        return six_weeks if evening.on < year_end or six_weeks < year_end else months_later(day, 3)

    done = [day for day in visits_in(evening, home) if day >= started[-1]]
    return evening.judge_chain("V-9", started[-1], done, refused_in(evening, home), limit)


@row("V-12")
def seen_alone(evening: Evening):
    if evening.care is None:
        return NOTHING
    made = evening.in_care_now("visit")
    if not made or made[-1].day < REGULATIONS:
        return NOTHING
    visit = made[-1]
    return evening.judge(
        "V-12", visit.day, visit.day if visit.seen_alone else None, refused=bool(visit.reason)
    )


@row("V-13")
def on_remand(evening: Evening):
    latest, started = latest_clock(evening, "remand_start", date.min, care=True)
    if latest is None or evening.on < REGULATIONS:
        return NOTHING
    if any(event.day > latest.day for event in evening.events("remand_end")):
        return NOTHING
    done = [event.day for event in met_by(latest, started, evening.events("visit"))]
    asked = met_by(latest, started, evening.refusals("visit"))
    return evening.judge_chain("V-13", latest.day, done, asked, week_then_six)


@row("V-15")
def welfare_not_safeguarded(evening: Evening):
    if evening.care is None:
        return NOTHING
    found = distinct(
        [event for event in evening.events("visit") if event.outcome == "welfare_not_safeguarded"]
    )
    running_now = [event for event in found if event.day >= evening.since]
    if not running_now or running_now[-1].day < REGULATIONS:
        return NOTHING
    return evening.judge("V-15", None, first(met_by(running_now[-1], found, evening.events("review_held"))))


# Short breaks and adoption


@row("SB-3")
def short_break_visits(evening: Evening):
    return series(evening, "SB-3", "visit")


@row("SB-4")
def short_break_reviews(evening: Evening):
    return series(evening, "SB-4", "review_held")


def series(evening: Evening, code: str, met: str):
    if evening.care is None or not evening.short_breaks or evening.on < REGULATIONS:
        return NOTHING
    latest, started = latest_clock(evening, "break_series_start", date.min, care=True)
    if latest is not None:
        start, done = latest.day, [event.day for event in met_by(latest, started, evening.events(met))]
        asked = met_by(latest, started, evening.refusals(met))
    elif started:
        return NOTHING
    else:
        starts = [event.day for event in evening.events("break_start")]
        starts += [home.start for home in evening.facts.placements if home.short_break]
        if not starts:
            return NOTHING
        start = min(starts)
        done = [event.day for event in evening.events(met) if event.day >= start]
        asked = evening.refusals(met)
    return evening.judge_chain(code, start, done, asked, three_months_then_six)


def three_months_then_six(day: date, first: bool) -> date:
    return months_later(day, 3 if first else 6)


def adoption_over(evening: Evening, home):
    return any(
        event.day >= home.start for event in evening.events("adoption_order_made", "returned_to_agency")
    )


@row("AD-1")
def adoptive_visits(evening: Evening):
    home = evening.home
    if evening.care is None or not evening.adoptive or adoption_over(evening, home):
        return NOTHING
    held = [
        event.day
        for event in evening.events("adoptive_review_held", "review_held")
        if evening.about(event) == home and event.day >= home.start
    ]
    done = visits_in(evening, home)
    due = max([home.start, *done]) + timedelta(weeks=1)
    if done and held and min(held) <= due:
        return NOTHING  # from then on as each review decides
    said_no = any(event.day >= due - timedelta(weeks=1) for event in refused_in(evening, home))
    return evening.judge("AD-1", due, refused=said_no)


@row("REV-12")
def adoptive_placement_reviews(evening: Evening):
    home = evening.home
    if evening.care is None or not evening.adoptive or adoption_over(evening, home):
        return NOTHING
    held = [event for event in evening.events("adoptive_review_held") if evening.about(event) == home]
    days_held = sorted({event.day for event in held if event.day >= home.start})
    asked = [one for one in evening.refusals("adoptive_review_held") if evening.about(one) == home]

    def limit(day: date, first: bool) -> date:
        return day + timedelta(weeks=4) if first else months_later(day, 3 if len(days_held) == 1 else 6)

    return evening.judge_chain("REV-12", home.start, days_held, asked, limit)


@row("AD-4")
def authority_reviews(evening: Evening):
    latest, given = latest_clock(evening, "authority_to_place", date.min, care=True)
    if latest is None or evening.adoptive:
        return NOTHING
    placed = [event.day for event in evening.events("adoptive_placement_start")]
    placed += [home.start for home in evening.facts.placements if home.adoptive]
    if any(day >= latest.day for day in placed):
        return NOTHING
    held = [event.day for event in met_by(latest, given, evening.events("adoptive_review_held"))]
    asked = met_by(latest, given, evening.refusals("adoptive_review_held"))
    return evening.judge_chain("AD-4", latest.day, held, asked, three_months_then_six)


@row("V-14")
def formerly_looked_after(evening: Evening):
    from engines.timescales.slow_rows_later import relevant

    latest, started = latest_clock(evening, "custody_start", REGULATIONS, care=False)
    if latest is None or evening.care is not None or evening.facts.reason_care_ended != "E9":
        return NOTHING
    if not any(care.end for care in evening.facts.periods_of_care) or relevant(evening):
        return NOTHING
    due = working_days_later(latest.day, 10)
    done = met_by(latest, started, evening.events("visit"))
    refused = met_by(latest, started, evening.refusals("visit"))
    return evening.judge("V-14", due, first(done), bool(refused))
