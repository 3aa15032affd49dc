"""The slow clock: care plans and placements (CP and PP rows, and H-7)."""

from __future__ import annotations

from datetime import date, timedelta

from engines.timescales.slow_clock import DAY, months_later, running, working_days_later
from engines.timescales.slow_rows import (
    NOTHING,
    REGULATIONS,
    UNDONE,
    Evening,
    before_event,
    by_time,
    first,
    latest_clock,
    met_by,
    row,
    table,
)
from steadyhand.engines.timescales import Outcome

table(True, "CP-4 care_plan_revised care_plan_copies_sent 2011-04-01")


# Care plans


@row("CP-1")
def care_plan(evening: Evening):
    care = evening.care
    if care is None or evening.status("C2"):
        return NOTHING
    starts = [home.start for home in evening.facts.placements if care.start <= home.start]
    starts += [event.day for event in evening.events("first_placement_start") if care.start <= event.day]
    if not starts or min(starts) < REGULATIONS:
        return NOTHING
    written = evening.in_care_now("care_plan_written")
    refused = [event for event in evening.refusals("care_plan_written") if event.day >= min(starts)]
    return evening.judge("CP-1", working_days_later(min(starts), 10), first(written), bool(refused))


@row("CP-2")
def proceedings(evening: Evening):
    latest, issued = latest_clock(evening, "care_proceedings_issued", date(2014, 4, 22), care=False)
    if latest is None:
        return NOTHING
    due = latest.day + timedelta(weeks=26) - DAY  # the day of issue is day one
    endings = [
        event
        for event in evening.events("care_proceedings_ended")
        if event.day != latest.day or not before_that_had_not_ended(evening, latest, issued)
    ]
    over = first(met_by(latest, issued, endings)) or date.max
    extended = [
        event for event in evening.events("care_proceedings_extended") if latest.day <= event.day <= over
    ]
    dates = [event.until for event in extended if event.until is not None]
    due = dates[-1] if dates else due
    ended = met_by(latest, issued, endings)
    refused = met_by(latest, issued, evening.refusals("care_proceedings_ended"))
    return evening.judge("CP-2", due, first(ended), any(event.day >= latest.day for event in refused))


def before_that_had_not_ended(evening: Evening, latest, issued):
    """Whether proceedings issued before these go on up to the day on which these were issued."""
    earlier = [one for one in issued if one.day < latest.day]
    ended = evening.events("care_proceedings_ended")
    return bool(earlier) and not any(earlier[-1].day <= event.day < latest.day for event in ended)


@row("CP-3")
def plan_agreed(evening: Evening):
    return before_event(
        evening, "CP-3", "care_plan_drafted", "care_plan_agreed", "care_plan_effective", REGULATIONS
    )


@row("CP-5")
def change_reviewed(evening: Evening):
    return before_event(evening, "CP-5", "change_proposed", "review_held", "change_effective", REGULATIONS)


@row("CP-6")
def permanence_plan(evening: Evening):
    care = evening.care
    if care is None or care.start < REGULATIONS:
        return NOTHING
    ready = [event for event in evening.events("permanence_plan_ready") if event.day >= care.start]
    refused = [event for event in evening.refusals("permanence_plan_ready") if event.day >= care.start]
    held = reviews(evening)
    limit = months_later(held[0], 3) if held else None
    due = booking(evening, 2, held[0] if held else None) or limit
    return evening.judge("CP-6", due, first(ready), bool(refused))


def reviews(evening: Evening) -> list[date]:
    """The days of the reviews of this period of care."""
    return sorted({event.day for event in evening.events("review_held") if running(evening.care, event.day)})


def next_care(evening: Evening):
    """The day another period of care starts: bookings from then on are not made for this one."""
    starts = (care.start for care in evening.told.periods_of_care if care.start > evening.care.start)
    return min(starts, default=date.max)


def booking(evening: Evening, number: int, after: date | None):
    """The day a review is booked for: by its number, or the first without one on or after the day given."""
    found = [
        event.day
        for event in evening.booked("review_due")
        if evening.care.start <= event.day < next_care(evening)
        and (event.number == number or (event.number is None and after is not None and event.day >= after))
    ]
    return min(found, default=None)


# Placements: one clock a placement


def meant_for(evening: Evening, event):
    """The placement an event prepares: the one it names or falls into, and in a gap the one that comes next."""
    return evening.about(event) or (evening.next_home(event.day) if event.placement is None else None)


def placed(evening: Evening, code: str, met: str, since: date, limit: int, *, applies, early: bool = False):
    """A task of the placement that runs; `early`: what was done before it began counts too."""
    home = evening.home
    if evening.care is None or home is None or home.start < since or not applies(home):
        return NOTHING
    done = [event for event in evening.events(met) if meant_for(evening, event) == home]
    if not early:
        done = [event for event in done if event.day >= home.start]
    refused = [
        event
        for event in evening.refusals(met)
        if meant_for(evening, event) == home and event.day >= home.start
    ]
    return evening.judge(code, working_days_later(home.start, limit), first(done), bool(refused))


def outside(home):
    return home.area in ("adjoining", "distant")


@row("PP-1")
def placement_plan(evening: Evening):
    def applies(home):
        return not evening.short_breaks and not evening.adoptive

    return placed(evening, "PP-1", "placement_plan_signed", REGULATIONS, 5, applies=applies, early=True)


@row("PP-2")
def notified(evening: Evening):
    def applies(home):
        return not evening.short_breaks

    return placed(evening, "PP-2", "placement_notified", REGULATIONS, 5, applies=applies, early=True)


@row("PP-3")
def area_told(evening: Evening):
    def applies(home):
        return outside(home) and not evening.short_breaks

    since = date(2014, 1, 27)
    return placed(evening, "PP-3", "area_authority_notified", since, 5, applies=applies, early=True)


@row("PP-6")
def checks(evening: Evening):
    def applies(home):
        return outside(home) and home.emergency

    return placed(evening, "PP-6", "out_of_area_checks_done", REGULATIONS, 5, applies=applies)


@row("PP-10")
def parent_assessed(evening: Evening):
    def applies(home):
        return home.urgent_reg19

    return placed(evening, "PP-10", "parent_assessment_complete", REGULATIONS, 10, applies=applies)


@row("H-7")
def health_told(evening: Evening):
    def applies(home):
        return not evening.short_breaks

    # "Before, or within 5 working days".
    return placed(evening, "H-7", "health_bodies_notified", REGULATIONS, 5, applies=applies, early=True)


def proposed_for(evening: Evening, event):
    """The placement a proposal is about: the one named, else the next to start; None while there is none.

    A placement that is listed ahead is planned, and known.
    """
    homes = sorted(evening.told.placements, key=by_start)
    if event.placement is not None:
        return next(home for home in homes if home.id == event.placement)
    return next((home for home in homes if home.start > event.day), None)


def decided_for(evening: Evening, event, proposals):
    """As of a proposal; with no placement to come, the one proposed that is not listed yet, else the one running."""
    home = proposed_for(evening, event)
    now = next((one for one in evening.told.placements if running(one, event.day)), None)
    if home is not None or now is None:
        return home
    still_open = [one for one in proposals if proposed_for(evening, one) is None]
    return None if any(now.start <= one.day <= event.day for one in still_open) else now


def decided(evening: Evening, code: str, proposed: str, met: str, applies):
    """To be decided before a placement starts, from when it was proposed; asked of a proposal alone in a gap."""

    def told(found):
        named = [event for event in evening.told.events if event.event == found and event.day <= evening.on]
        return sorted(named, key=by_time)

    proposals = [event for event in told(proposed) if event.outcome not in UNDONE]
    clocks = []  # (start, place, placement) of all that have begun
    for place, home in enumerate([*sorted(evening.told.placements, key=by_start), None]):
        days = [event.day for event in proposals if proposed_for(evening, event) == home]
        days = [*days, home.start] if home else days[-1:]
        ended = home is not None and home.end is not None and home.end <= evening.on
        if days and min(days) <= evening.on and not ended:
            clocks.append((min(days), place, home))
    if evening.care is None or not clocks:
        return NOTHING
    start, _, home = max(clocks, key=lambda clock: clock[:2])
    if not applies(home) or start < REGULATIONS:
        return NOTHING
    mine = [event for event in told(met) if decided_for(evening, event, proposals) == home]
    mine = [event for event in mine if home is not None or event.day >= start]
    done = [event for event in mine if event.outcome not in UNDONE]
    refused = any(event.outcome == "refused" and event.day >= start for event in mine)
    came = home.start if home is not None and home.start <= evening.on else None
    return evening.judge_before(code, came, first(done), refused)


@row("PP-4")
def out_of_area(evening: Evening):
    def applies(home):
        return home is None or home.area == "adjoining"

    return decided(evening, "PP-4", "out_of_area_proposed", "out_of_area_approved", applies)


@row("PP-5")
def distant(evening: Evening):
    def applies(home):
        return home is None or home.area == "distant"

    return decided(evening, "PP-5", "distant_placement_proposed", "distant_placement_approved", applies)


@row("PP-9")
def with_parent(evening: Evening):
    def applies(home):
        return evening.status("C1", "C2") and (home is None or home.with_parent)

    return decided(
        evening, "PP-9", "placement_with_parent_proposed", "placement_with_parent_approved", applies
    )


def before_the_end(evening: Evening, code: str, trigger: str, met: str, applies):
    """Before the end of the placement that the proposal is about."""
    latest, proposals = latest_clock(evening, trigger, REGULATIONS, care=True)
    if latest is None or not applies(latest):
        return NOTHING
    home = evening.about(latest)
    ends = [event.day for event in evening.events("placement_end")] if home is None else [home.end]
    ends = [end for end in ends if end is not None and end >= latest.day]
    done = met_by(latest, proposals, evening.events(met))
    refused = [one for one in met_by(latest, proposals, evening.refusals(met)) if one.day >= latest.day]
    return evening.judge_before(code, min(ends, default=None), first(done), bool(refused))


@row("PP-7")
def key_stage_4(evening: Evening):
    def applies(proposal):
        emergency = "emergency" in (proposal.kind, proposal.reason)
        return evening.facts.key_stage == 4 and not emergency and proposal.outcome != "schooling_goes_on"

    return before_the_end(evening, "PP-7", "placement_change_proposed", "key_stage_4_move_approved", applies)


AT_ONCE = ("immediate_risk", "reg_19_c", "reg_23_2", "reg_25_6", "section_22D_1")


@row("PP-8")
def review_before_the_end(evening: Evening):
    def applies(proposal):
        return proposal.reason not in AT_ONCE and proposal.by in (None, "authority")

    return before_the_end(evening, "PP-8", "placement_end_proposed", "review_held", applies)


# Limits on how a child may be placed: the placement of that kind that began last, though it has ended


def last_of_kind(evening: Evening, flag: str):
    homes = [home for home in evening.facts.placements if getattr(home, flag) and home.start >= evening.since]
    if evening.care is None or evening.on < REGULATIONS:
        return None
    return sorted(homes, key=by_start)[-1] if homes else None


def by_start(home):
    return home.start, home.end or date.max, home.id


def until_approved(evening: Evening, code: str, home, start: date, due: date):
    """To end by then: with the placement, or by full approval of the carer."""
    found = [event.day for event in evening.events("full_approval") if evening.about(event) == home]
    done = min([*found, *([home.end] if home.end else [])], default=None)
    if done is not None and max(start, done - timedelta(days=1)) < REGULATIONS:
        return NOTHING  # it ended before the rule was law
    refused = [event.day for event in evening.refusals("full_approval") if evening.about(event) == home]
    return evening.judge(code, due, done, any(day >= start for day in refused))


@row("PP-11")
def emergency_foster(evening: Evening):
    home = last_of_kind(evening, "emergency_reg23")
    if home is None:
        return NOTHING
    return until_approved(evening, "PP-11", home, home.start, working_days_later(home.start, 6))


def of_home(evening: Evening, home, name: str) -> list[date]:
    return [event.day for event in evening.events(name) if evening.about(event) == home]


@row("PP-12")
def temporary_approval(evening: Evening):
    home = last_of_kind(evening, "temporary_approval_reg24")
    if home is None:
        return NOTHING
    start = min(of_home(evening, home, "temporary_approval_start"), default=home.start)
    if any(day >= start for day in of_home(evening, home, "temporary_approval_end")):
        return NOTHING
    return until_approved(evening, "PP-12", home, start, start + timedelta(weeks=16))


@row("PP-13")
def extension(evening: Evening):
    homes = [home for home in evening.facts.placements if of_home(evening, home, "temporary_approval_end")]
    homes = [home for home in homes if home.temporary_approval_reg24 and home.start >= evening.since]
    if evening.care is None or evening.on < REGULATIONS or not homes:
        return NOTHING
    home = sorted(homes, key=by_start)[-1]
    ended = min(of_home(evening, home, "temporary_approval_end"))
    return until_approved(evening, "PP-13", home, ended, ended + timedelta(weeks=8))


def never(evening: Evening, code: str, since: date, ages, unless):
    """A state that may not be: late from its first day, done late once the placement has ended."""
    home = last_of_kind(evening, "other_arrangements")
    if home is None or unless(home):
        return NOTHING
    # It was so on the last day in the placement, and is on the day asked.
    last = max(home.start, home.end - DAY) if home.end else evening.on
    for day in (last, evening.on):
        if not evening.aged(*ages, day) or not evening.care_on(day) or day < since:
            return NOTHING
    if home.end:
        return Outcome.DONE_LATE, None, home.end
    return (Outcome.LATE_EXPLAINED if evening.explained(code, home.start) else Outcome.LATE), None, None


@row("PP-14")
def under_16(evening: Evening):
    def unless(home):
        return home.listed_reg27A or home.excepted

    return never(evening, "PP-14", date(2021, 9, 9), (0, 16), unless)


@row("PP-16")
def over_16(evening: Evening):
    def unless(home):
        return home.registered_supported or home.excepted

    return never(evening, "PP-16", date(2023, 10, 28), (16, 18), unless)


@row("PP-15")
def end_notice(evening: Evening):
    ended = [home for home in evening.facts.placements if home.end]
    if not ended:
        return NOTHING
    home = sorted(ended, key=by_start)[-1]
    told = [
        event
        for event in evening.events("placement_end")
        if event.day <= home.end
        and (event.placement == home.id or (event.placement is None and event.day == home.end))
    ]
    if home.end < REGULATIONS or (told and told[-1].told_beforehand):
        return NOTHING
    sent = [
        event
        for event in evening.events("written_end_notice")
        if event.placement == home.id or (event.placement is None and event.day >= home.end)
    ]
    refused = any(
        event.placement in (None, home.id) and event.day >= home.end
        for event in evening.refusals("written_end_notice")
    )
    return evening.judge("PP-15", working_days_later(home.end, 10), first(sent), refused)
