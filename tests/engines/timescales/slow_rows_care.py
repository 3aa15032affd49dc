"""The slow clock: care plans and placements (CP and PP rows)."""

from __future__ import annotations

from datetime import date, timedelta

from engines.timescales.slow_clock import DAY, months_later, running, working_days_later
from engines.timescales.slow_rows import (
    NOTHING,
    Evening,
    before_event,
    judge_before,
    met_by,
    row,
    table,
)
from steadyhand.engines.timescales import Outcome

REGULATIONS = date(2011, 4, 1)


# Care plans


@row("CP-1")
def care_plan(evening: Evening):
    care = evening.care
    if care is None or evening.status("C2"):
        return NOTHING
    homes = [home for home in evening.facts.placements if care.start <= home.start <= evening.on]
    first = min((home.start for home in homes), default=None)
    if (first or evening.on) < REGULATIONS:
        return NOTHING
    written = evening.in_care_now("care_plan_written")
    due = working_days_later(first, 10) if first else None
    return evening.judge("CP-1", due, written[0].at if written else None)


@row("CP-2")
def proceedings(evening: Evening):
    issued = evening.events("care_proceedings_issued")
    if not issued or issued[-1].day < date(2014, 4, 22):
        return NOTHING
    due = issued[-1].day + timedelta(weeks=26) - DAY  # the day of issue is day one
    extended = met_by(issued[-1], issued, evening.events("care_proceedings_extended"))
    if extended and extended[-1].until is not None:
        due = extended[-1].until
    ended = met_by(issued[-1], issued, evening.events("care_proceedings_ended"))
    return evening.judge("CP-2", due, ended[0].at if ended else None)


@row("CP-3")
def plan_agreed(evening: Evening):
    return before_event(
        evening, "CP-3", "care_plan_drafted", "care_plan_agreed", "care_plan_effective", since=REGULATIONS
    )


@row("CP-5")
def change_reviewed(evening: Evening):
    return before_event(
        evening,
        "CP-5",
        "change_proposed",
        "review_held",
        "change_effective",
        since=REGULATIONS,
        numbered=False,
    )


@row("CP-6")
def permanence_plan(evening: Evening):
    care = evening.care
    if care is None or care.start < REGULATIONS:
        return NOTHING
    ready = [event for event in evening.events("permanence_plan_ready") if event.day >= care.start]
    return evening.judge("CP-6", second_review_due(evening), ready[0].at if ready else None)


def reviews(evening: Evening) -> list[date]:
    """The days of the reviews of this period of care."""
    return sorted({event.day for event in evening.events("review_held") if running(evening.care, event.day)})


def booking(evening: Evening, number: int, after: date | None):
    """The day a review is booked for: by its number, else the first on or after the review before."""
    booked = [event for event in evening.booked("review_due") if running(evening.care, event.day)]
    of_number = [event for event in booked if event.number == number]
    if of_number:
        return of_number[0].day
    later = [event.day for event in booked if event.number is None and (after is None or event.day >= after)]
    return later[0] if later else None


def second_review_due(evening: Evening):
    held = reviews(evening)
    booked = [event for event in evening.booked("review_due") if event.number == 2]
    booked = [event for event in booked if running(evening.care, event.day)]
    if held:
        return booking(evening, 2, held[0]) or months_later(held[0], 3)
    return booked[0].day if booked else None


# Placements: one clock per placement


def for_home(evening: Evening, name: str, *, early: bool, outcome: str | None = None):
    """What was done for the placement that runs; `early`: before it began counts too."""
    home = evening.home
    events = evening.events(name)
    if outcome is not None:
        events = [event for event in evening.all(name) if event.outcome == outcome]
    if early:
        return [event for event in events if evening.about_or_next(event) == home]
    return [event for event in events if evening.about(event) == home and event.day >= home.start]


def placement_task(evening: Evening, code: str, met: str, since: date, *, applies, early: bool, limit: int):
    home = evening.home
    if evening.care is None or home is None or home.start < since or not applies(home):
        return NOTHING
    done = for_home(evening, met, early=early)
    refused = for_home(evening, met, early=early, outcome="refused")
    return evening.judge(
        code, working_days_later(home.start, limit), done[0].at if done else None, bool(refused)
    )


def outside(home):
    return home.area in ("adjoining", "distant")


@row("PP-1")
def placement_plan(evening: Evening):
    applies = lambda home: not evening.short_breaks and not home.adoptive  # noqa: E731
    return placement_task(
        evening, "PP-1", "placement_plan_signed", REGULATIONS, applies=applies, early=True, limit=5
    )


@row("PP-2")
def notified(evening: Evening):
    applies = lambda home: not evening.short_breaks  # noqa: E731
    return placement_task(
        evening, "PP-2", "placement_notified", REGULATIONS, applies=applies, early=True, limit=5
    )


@row("PP-3")
def area_told(evening: Evening):
    applies = lambda home: outside(home) and not evening.short_breaks  # noqa: E731
    return placement_task(
        evening, "PP-3", "area_authority_notified", date(2014, 1, 27), applies=applies, early=True, limit=5
    )


@row("PP-6")
def checks(evening: Evening):
    applies = lambda home: outside(home) and home.emergency  # noqa: E731
    return placement_task(
        evening, "PP-6", "out_of_area_checks_done", REGULATIONS, applies=applies, early=False, limit=5
    )


@row("PP-10")
def parent_assessed(evening: Evening):
    return placement_task(
        evening,
        "PP-10",
        "parent_assessment_complete",
        REGULATIONS,
        applies=lambda home: home.urgent_reg19,
        early=False,
        limit=10,
    )


@row("H-7")
def health_told(evening: Evening):
    # "Before, or within 5 working days".
    return placement_task(
        evening,
        "H-7",
        "health_bodies_notified",
        REGULATIONS,
        applies=lambda home: not evening.short_breaks,
        early=True,
        limit=5,
    )


def approved_before(evening: Evening, code: str, met: str, applies):
    home = evening.home
    if evening.care is None or home is None or home.start < REGULATIONS or not applies(home):
        return NOTHING
    done = for_home(evening, met, early=True)
    refused = bool(for_home(evening, met, early=True, outcome="refused"))
    return judge_before(evening, code, home.start, done[0].at if done else None, refused)


@row("PP-4")
def out_of_area(evening: Evening):
    return approved_before(evening, "PP-4", "out_of_area_approved", lambda home: home.area == "adjoining")


@row("PP-5")
def distant(evening: Evening):
    return approved_before(evening, "PP-5", "distant_placement_approved", lambda home: home.area == "distant")


@row("PP-9")
def with_parent(evening: Evening):
    return approved_before(
        evening,
        "PP-9",
        "placement_with_parent_approved",
        lambda home: home.with_parent and evening.status("C1", "C2"),
    )


def before_the_end(evening: Evening, code: str, trigger: str, met: str, applies):
    """Before the end of the placement that the proposal is about."""
    proposals = [event for event in evening.in_care_now(trigger) if evening.about(event)]
    if evening.care is None or not proposals or proposals[-1].day < REGULATIONS:
        return NOTHING
    home = evening.about(proposals[-1])
    if not applies(proposals[-1], home):
        return NOTHING
    ended = home.end if home.end is not None and home.end <= evening.on else None
    done = met_by(proposals[-1], proposals, evening.events(met), numbered=met != "review_held")
    return judge_before(evening, code, ended, done[0].at if done else None)


@row("PP-7")
def key_stage_4(evening: Evening):
    return before_the_end(
        evening,
        "PP-7",
        "placement_change_proposed",
        "key_stage_4_move_approved",
        lambda proposal, home: evening.facts.key_stage == 4,
    )


@row("PP-8")
def review_before_the_end(evening: Evening):
    return before_the_end(
        evening, "PP-8", "placement_end_proposed", "review_held", lambda proposal, home: True
    )


def ended_or(evening: Evening, home, done):
    """When a state of a placement ended: by the events given, or with the placement."""
    days = [event.day for event in done]
    if home.end is not None and home.end <= evening.on:
        days.append(home.end)
    return min(days, default=None)


def full_approval(evening: Evening, home):
    return [
        event
        for event in evening.events("full_approval")
        if evening.about(event) == home and event.day >= home.start
    ]


@row("PP-11")
def emergency_foster(evening: Evening):
    home = evening.home
    if evening.care is None or home is None or evening.on < REGULATIONS or not home.emergency_reg23:
        return NOTHING
    due = working_days_later(home.start, 6)
    return evening.judge("PP-11", due, ended_or(evening, home, full_approval(evening, home)))


def temporary(evening: Evening, name: str):
    return for_home(evening, name, early=False)


@row("PP-12")
def temporary_approval(evening: Evening):
    home = evening.home
    if evening.care is None or home is None or evening.on < REGULATIONS or not home.temporary_approval_reg24:
        return NOTHING
    if temporary(evening, "temporary_approval_end"):
        return NOTHING
    started = temporary(evening, "temporary_approval_start")
    due = (started[-1].day if started else home.start) + timedelta(weeks=16)
    return evening.judge("PP-12", due, ended_or(evening, home, full_approval(evening, home)))


@row("PP-13")
def extension(evening: Evening):
    home = evening.home
    if evening.care is None or home is None or evening.on < REGULATIONS or not home.temporary_approval_reg24:
        return NOTHING
    ended = temporary(evening, "temporary_approval_end")
    if not ended:
        return NOTHING
    due = ended[-1].day + timedelta(weeks=8)
    return evening.judge("PP-13", due, ended_or(evening, home, full_approval(evening, home)))


def never(evening: Evening, code: str, since: date, age, unless):
    home = evening.home
    if evening.care is None or home is None or not home.other_arrangements or evening.on < since:
        return NOTHING
    if not evening.aged(*age) or unless(home):
        return NOTHING
    explained = evening.explained(code, None)
    return (Outcome.LATE_EXPLAINED if explained else Outcome.LATE), None, None


@row("PP-14")
def under_16(evening: Evening):
    return never(
        evening, "PP-14", date(2021, 9, 9), (0, 16), lambda home: home.listed_reg27A or home.excepted
    )


@row("PP-16")
def over_16(evening: Evening):
    return never(
        evening,
        "PP-16",
        date(2023, 10, 28),
        (16, 18),
        lambda home: home.registered_supported or home.excepted,
    )


@row("PP-15")
def end_notice(evening: Evening):
    ended = [home for home in evening.facts.placements if home.end is not None and home.end <= evening.on]
    if not ended:
        return NOTHING
    home = max(ended, key=lambda home: home.end)
    told = [event for event in evening.events("placement_end") if event.placement == home.id]
    if home.end < REGULATIONS or (told and all(event.told_beforehand for event in told)):
        return NOTHING
    sent = [event for event in evening.events("written_end_notice") if event.day >= home.end]
    return evening.judge("PP-15", working_days_later(home.end, 10), sent[0].at if sent else None)


table(True, "CP-4 care_plan_revised care_plan_copies_sent 2011-04-01")
