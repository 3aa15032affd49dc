"""Clocks that are like no other: reviews to come, secure accommodation, short breaks, terms, leaving care, records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from steadyhand.engines.timescales.calendar import add_months, anniversary
from steadyhand.engines.timescales.course import Course
from steadyhand.engines.timescales.courses import (
    PERSONAL_ADVISER,
    VISIT,
    Courses,
    by_one_of,
    care_end,
    closed,
    counts,
    counts_for_the_adviser,
    each,
)
from steadyhand.engines.timescales.facts import UNKNOWN, Event, PeriodOfCare, Placement
from steadyhand.engines.timescales.life import in_order

if TYPE_CHECKING:
    from steadyhand.engines.timescales.life import Life

WELFARE_NOT_SAFEGUARDED = "welfare_not_safeguarded"
_ONE_DAY = timedelta(days=1)
_MOST_NIGHTS = 75
_TWO_YEARS = timedelta(days=2 * 366)  # longer than the nights of a break can matter to the next
_NEVER = date.max


# Reviews


def plan_for_the_second_review(life: Life) -> tuple[Course, ...]:
    """CP-6: one clock a period of care, to the day its second review is due, known once the first was held."""
    found = []
    for period in life.periods:
        held = life.reviews_held(period)
        events = (
            event
            for event in life.events("permanence_plan_ready")
            if period.start <= event.day and (period.end is None or event.day < period.end)
        )
        booked = [
            event.day
            for event in life.took_place("review_due")
            if event.number == 2 and life.belongs(event, period)
        ]
        found.append(
            closed(
                f"care:{period.start}",
                period.start,
                period.end,
                events,
                target=min(booked, default=None),
                known_from=date.min,
                moved=((held[0], life.review_due(period, 2, held[0])),) if held else (),
            )
        )
    return tuple(found)


def before_each_review(met: str, *, held: bool) -> Courses:
    """One clock a review: to the day it is due, or (`held`) to the day it was held.

    The clock of a review starts when the one before was held. REV-6 turns on the review itself: its clock
    starts once the child was spoken with, or another review was booked, after the last one was held.
    """

    def of(life: Life) -> tuple[Course, ...]:
        found = []
        before = date.min
        for period in life.periods:
            mine = [event for event in life.events(met) if before <= event.day and (period.end is None or event.day < period.end)]
            before = period.end or date.max
            reviews = life.reviews_held(period)
            starts = [period.start, *reviews]
            for number, start in enumerate(starts, 1):
                this = reviews[number - 1] if number <= len(reviews) else None
                events = [
                    event
                    for event in mine
                    if _is_for(event, number, after=start if number > 1 else None, upto=this)
                ]
                begins: date | None = start
                if number > 1:
                    begins = _review_begins(life, period, start, events) if held else start + _ONE_DAY
                if begins is None or (period.end is not None and begins >= period.end):
                    continue
                target = this if held else life.review_due(period, number, start)
                found.append(
                    closed(
                        f"review:{period.start}.{number}",
                        begins,
                        period.end,
                        events,
                        target=target,
                        known_from=None if held else begins,
                    )
                )
        return tuple(found)

    return of


def _is_for(event: Event, number: int, *, after: date | None, upto: date | None) -> bool:
    if event.number is not None:
        return event.number == number
    return (after is None or event.day > after) and (upto is None or event.day <= upto)


def _review_begins(life: Life, period: PeriodOfCare, held: date, events: Iterable[Event]) -> date | None:
    booked = [
        held + _ONE_DAY
        for event in life.took_place("review_due")
        if event.day > held and life.belongs(event, period)
    ]
    held_again = [event.day for event in life.took_place("review_held") if event.day > held]
    begins = min((*booked, *held_again, *(event.day for event in events)), default=None)
    return None if begins is None else max(begins, held)


# Visits


def seen_alone(life: Life) -> tuple[Course, ...]:
    """V-12: one clock a visit, met by seeing the child alone in it; an exception noted is an explanation."""
    found = []
    times: dict[date, int] = {}
    for event in life.events(VISIT):
        if event.by == PERSONAL_ADVISER or counts(event) is False:
            continue
        day = event.day
        times[day] = times.get(day, 0) + 1
        again = f".{times[day]}" if times[day] > 1 else ""
        unknown = event.seen_alone is None and event.reason is None
        found.append(
            Course(
                f"visit:{day}{again}",
                day,
                care_end(life, day),
                done=(day,) if event.seen_alone else (),
                maybe=(day,) if unknown else (),
                doubts={day: f"events.visit.{day}.seen_alone"},
                event=event,
                target=day,
                refused=(day,) if event.reason else (),
            )
        )
    return tuple(found)


def visits_that_worried(life: Life) -> tuple[Course, ...]:
    """V-15: one clock a visit that found welfare not adequately safeguarded, met by a review after it."""
    return each(VISIT, met=("review_held",), starts=_worried)(life)


def _worried(event: Event) -> bool:
    return event.outcome in (WELFARE_NOT_SAFEGUARDED, UNKNOWN) and counts(event) is not False


def visits_on_breaks(life: Life) -> tuple[Course, ...]:
    """SB-3: one clock a series of breaks, visited on any day."""
    return _series(life, (VISIT,))


def reviews_of_breaks(life: Life) -> tuple[Course, ...]:
    """SB-4: one clock a series of breaks, with its reviews."""
    return _series(life, ("review_held",))


def _series(life: Life, met: Sequence[str]) -> tuple[Course, ...]:
    told = each("break_series_start", met=met)(life)
    starts = [start for start, _ in _breaks(life)]
    until = told[0].start if told else None
    if not starts or (until is not None and until <= starts[0]):
        return told
    # A series that nobody wrote down began with its first break.
    events = (event for event in life.events(*met) if starts[0] <= event.day)
    return (closed(f"breaks:{starts[0]}", starts[0], until, events), *told)


# Short breaks


def breaks(life: Life) -> tuple[Course, ...]:
    """SB-1: one clock a break."""
    return tuple(
        Course(f"break:{start}", start, care_end(life, start), done=(end,) if end else ())
        for start, end in _breaks(life)
    )


def breaks_in_a_year(life: Life) -> tuple[Course, ...]:
    """SB-2: one clock a break, to the day it must end for 75 nights in any 12 months to hold."""
    found: list[Course] = []
    spent: list[date] = []
    told = _breaks(life)
    for (start, end), (following, _) in pairwise((*told, (_NEVER, None))):
        last = _last_night_allowed(spent, start)
        found.append(
            Course(
                f"break:{start}",
                start,
                care_end(life, start),
                done=(end,) if end else (),
                target=last,
                known_from=start,
            )
        )
        night = start
        until = end or min(following, start + _TWO_YEARS)
        while night < until:
            spent.append(night)
            night += _ONE_DAY
    return tuple(found)


def _last_night_allowed(spent: Sequence[date], start: date) -> date:
    """The day by which a break that starts then must end: the first night that would be one too many."""
    day = start
    while True:
        since = add_months(day, -12)
        nights = sum(1 for night in set(spent) if since < night < start) + (day - max(start, since)).days + 1
        if nights > _MOST_NIGHTS:
            return day
        day += _ONE_DAY


def _breaks(life: Life) -> list[tuple[date, date | None]]:
    """Every short break by its first day and the day it ended: placements so marked, and breaks so named."""
    found: dict[date, date | None] = {home.start: home.end for home in life.placements if home.short_break}
    ends = sorted(life.days_of("break_end"))
    for start in life.days_of("break_start"):
        found.setdefault(start, next((day for day in ends if day >= start), None))
    return sorted(found.items())


# Limits on a state


def ceiling(*starts: str, ends: Sequence[str] = (), flag: str = "", count_from: str = "") -> Courses:
    """One clock each time a state begins, met by its end.

    Without `starts` the state is a placement's `flag`, and ends with the placement. `count_from` names an
    event in the placement that the count starts from instead.
    """

    def of(life: Life) -> tuple[Course, ...]:
        if starts:
            return tuple(each(*starts, met=ends)(life))
        found = []
        for home in life.placements:
            if getattr(home, flag) is False:
                continue
            counted = [event.day for event in life.took_place(count_from) if life.placement_of(event) == home]
            course = closed(
                f"placement:{home.id}",
                home.start,
                care_end(life, home.start),
                (event for event in life.events(*ends) if life.placement_of(event) == home),
                also=[home.end] if home.end else (),
                placement=home,
            )
            if counted and min(counted) > home.start:
                # Until then the count is from the start of the placement.
                first = min(counted)
                found.append(replace(course, end=min(first, course.end or first)))
            found.append(replace(course, start=min(counted, default=home.start)))
        return tuple(found)

    return of


def extended_approvals(life: Life) -> tuple[Course, ...]:
    """PP-13: one clock a placement whose temporary approval reached its end and was extended."""
    found = []
    for course in ceiling(flag="temporary_approval_reg24", ends=("full_approval",))(life):
        ends = [
            event.day
            for event in life.took_place("temporary_approval_end")
            if life.placement_of(event) == course.placement
        ]
        if ends:
            found.append(replace(course, start=min(ends)))
    return tuple(found)


def legal_state(code: str, *starts: str, ends: Sequence[str] = (), longer: str = "") -> Courses:
    """One clock each time a legal status begins, or the event that brings it; met by its end.

    `longer` names the event that lets the second limit take the first one's place.
    """

    def of(life: Life) -> tuple[Course, ...]:
        found = []
        events = {event.day: event for event in life.took_place(*starts)}
        held: dict[date, date | None] = {}
        for status in life.facts.legal_status:
            if status.code == code:
                before = held.get(status.start, status.end)
                held[status.start] = None if status.end is None or before is None else max(status.end, before)
        for start in sorted({*held, *events}):
            if start not in held and any(
                other < start and (end is None or start < end) for other, end in held.items()
            ):
                continue  # the event tells of a status that is there already
            event = events.get(start)
            closing = [each for each in life.events(*ends) if each.day >= start]
            end = held.get(start)
            extended = [day for day in life.days_of(longer) if day >= start] if longer else []
            found.append(
                closed(
                    f"{code}:{start}",
                    start,
                    None,
                    closing if end is None else [each for each in closing if each.day <= end],
                    also=[end] if end and not any(each.day == end for each in closing) else (),
                    event=event,
                    at=event.at if event and isinstance(event.at, datetime) else None,
                    phases={"extended": min(extended, default=None)},
                )
            )
        return tuple(found)

    return of


def secure_without_court(life: Life) -> tuple[Course, ...]:
    """SEC-1: one clock each time the child is kept secure, to an order or the end of the placement."""
    return _secure(life, "secure_start", ("secure_order_made", "secure_end"))


def secure_orders(*, first: bool) -> Courses:
    """SEC-2, SEC-3: one clock an order; the first since the child was kept secure, or the further ones."""

    def of(life: Life) -> tuple[Course, ...]:
        found = _secure(life, "secure_order_made", ("secure_order_end", "secure_end"))
        begun = sorted(life.days_of("secure_start"))
        wanted = []
        for place, course in enumerate(found):
            since = max((day for day in begun if day <= course.start), default=date.min)
            is_first = place == 0 or found[place - 1].start < since
            if is_first is first:
                following = found[place + 1].start if place + 1 < len(found) else None
                ends = [*course.done, *([following] if following else [])]
                wanted.append(replace(course, done=tuple(sorted(ends)[:1]), maybe=()))
        return tuple(wanted)

    return of


def secure_reviews(life: Life) -> tuple[Course, ...]:
    """SEC-5: one clock each time the child is kept secure, with the reviews of it, until it ends."""
    ended = life.days_of("secure_end")
    found = []
    for course in each("secure_start", met=("secure_review",))(life):
        home = life.placement_of(course.event) if course.event else None
        stops = [course.end, home.end if home else None, *(day for day in ended if day >= course.start)]
        found.append(replace(course, end=min((day for day in stops if day is not None), default=None)))
    return tuple(found)


def _secure(life: Life, start: str, ends: Sequence[str]) -> tuple[Course, ...]:
    found = []
    for course in each(start, met=ends)(life):
        home = life.placement_of(course.event) if course.event else None
        done = set(course.done)
        if home is not None and home.end is not None:
            done.add(home.end)
        found.append(replace(course, done=tuple(sorted(done)), placement=home))
    return tuple(found)


# Dates in a calendar


def terms(life: Life) -> tuple[Course, ...]:
    """E-3: one clock a school term in which the child was looked after, to its last day and on until the next.

    Without the school's calendar, one a period of care: there are terms, and nobody can say when.
    """
    if not life.facts.school_terms:
        law = life.rules["E-3"].valid_from or date.min
        return tuple(
            Course(f"care:{period.start}", max(period.start, law), period.end)
            for period in life.periods
            if period.end is None or law < period.end
        )
    found = []
    for term in sorted(life.facts.school_terms, key=lambda term: term.start):
        in_care = [
            period
            for period in life.periods
            if period.start <= term.end and (period.end is None or term.start < period.end)
        ]
        if in_care:
            found.append(
                closed(
                    f"term:{term.name}",
                    term.start,
                    in_care[-1].end,
                    (event for event in life.events("pep_reviewed") if term.holds(event.day)),
                    target=term.end,
                    known_from=term.start,
                )
            )
    return tuple(found)


def immunisations(life: Life) -> tuple[Course, ...]:
    """H-5: one clock each immunisation that falls due, since the one before; each done serves the first not done."""
    given = list(life.events("immunised"))
    found: list[Course] = []
    begins = min((period.start for period in life.periods), default=date.max)
    for due in life.took_place("immunisation_due"):
        meant = next((event for event in given if _same_kind(event, due)), None)
        if meant is not None:
            given.remove(meant)
        found.append(
            closed(
                f"immunisation:{due.day}" + (f".{due.kind}" if due.kind else ""),
                min(begins, due.day),
                None,
                [meant] if meant else [],
                target=due.day,
                known_from=date.min,
            )
        )
        begins = due.day + _ONE_DAY
    return tuple(found)


def _same_kind(event: Event, due: Event) -> bool:
    return event.kind is None or due.kind is None or event.kind == due.kind


def orders_with_an_end(life: Life) -> tuple[Course, ...]:
    """DOL-2: one clock an order, to the end it names."""
    found = []
    for course in each("dol_order_made", met=("dol_order_end",))(life):
        named = course.event.until if course.event else None
        end = named or (course.done[0] if course.done else None)
        # An end that the order does not name is known once it has come.
        found.append(replace(course, target=end, known_from=date.min if named else None))
    return tuple(found)


def extended_by_the_court(life: Life) -> tuple[Course, ...]:
    """CP-2: one clock a set of proceedings; the court's later date, where it set one, is the target."""
    found = []
    for course in each("care_proceedings_issued", met=("care_proceedings_ended",), in_care=False)(life):
        moved = [
            (event.day, event.until)
            for event in life.took_place("care_proceedings_extended")
            if event.until is not None and event.day >= course.start
        ]
        found.append(replace(course, moved=tuple(moved)))
    return tuple(found)


# Leaving care, and after


def becoming_eligible(*met: str) -> Courses:
    """One clock, from the day the child became eligible."""

    def of(life: Life) -> tuple[Course, ...]:
        start = life.eligible_from
        if start is None:
            return ()
        events = (event for event in life.events(*met) if event.day >= start)
        return (closed(f"eligible:{start}", start, None, events),)

    return of


def becoming_relevant(*met: str) -> Courses:
    """One clock each day an eligible child stopped being looked after."""

    def of(life: Life) -> tuple[Course, ...]:
        found = []
        for start, following in pairwise((*life.became_relevant, _NEVER)):
            events = [event for event in life.events(*met) if start <= event.day < following]
            found.append(closed(f"relevant:{start}", start, None, events))
        return tuple(found)

    return of


def accommodation(met: str, *, by_the_adviser: bool = False) -> Courses:
    """LC-5, LC-7: one clock each time the authority provides accommodation, until it ends or changes."""

    def of(life: Life) -> tuple[Course, ...]:
        starts = sorted(set(life.days_of("accommodation_start")))
        ends = sorted(life.days_of("accommodation_end"))
        found = []
        for start in starts:
            stops = [day for day in (*starts, *ends) if day > start]
            end = min(stops, default=None)
            inside = (
                event for event in life.events(met) if start <= event.day and (end is None or event.day < end)
            )
            reviews = [day for day in life.days_of("pathway_review") if day >= start]
            found.append(
                closed(
                    f"accommodation:{start}",
                    start,
                    end,
                    inside,
                    counted=counts_for_the_adviser if by_the_adviser else counts,
                    phases={"pathway_review": min(reviews, default=None)},
                )
            )
        return tuple(found)

    return of


def staying_put(life: Life) -> tuple[Course, ...]:
    """LC-10: one clock each time a young person stays put, to the 21st birthday."""
    target = life.birthday(21)
    return tuple(
        replace(course, target=target, known_from=date.min)
        for course in each("staying_put_start", met=("staying_put_end",), in_care=False)(life)
    )


def decided_before_care_ends(*officers: str) -> Courses:
    """LC-11, LC-12: one clock each time ceasing is proposed, to the day that period of care ends."""

    def of(life: Life) -> tuple[Course, ...]:
        proposed = each(
            "cease_proposed", met=("cease_approved",), in_care=False, counted=by_one_of(*officers)
        )
        found = []
        for course in proposed(life):
            period = life.care_on(course.start)
            if period is not None:
                found.append(replace(course, target=period.end))
        return tuple(found)

    return of


def status_of_unaccompanied(life: Life) -> tuple[Course, ...]:
    """UA-3: one clock, from the first day in care to the 18th birthday."""
    if life.facts.uasc is False or not life.periods:
        return ()
    start = life.periods[0].start
    events = (event for event in life.events("uasc_status_end"))
    return (closed(f"uasc:{start}", start, None, events, target=life.birthday(18), known_from=date.min),)


def case_record(life: Life) -> tuple[Course, ...]:
    """REC-1: one clock, to the 75th birthday, or 15 years from a death before 18."""
    if not life.periods:
        return ()
    start = life.periods[0].start
    died = life.facts.date_of_death or min(life.days_of("date_of_death"), default=None)
    eighteen = life.birthday(18)
    young = died is not None and eighteen is not None and died < eighteen
    return (
        closed(
            "record",
            start,
            None,
            life.events("record_destroyed"),
            target=life.birthday(75),
            known_from=date.min,
            moved=((died, anniversary(died, 15)),) if young and died else (),
        ),
    )


def approvals(life: Life) -> tuple[Course, ...]:
    """FC-1: one clock an approval, with its reviews, until it ends."""
    found = []
    for course in each("approval_start", met=("approval_review",), in_care=False)(life):
        ends = [day for day in life.days_of("approval_end") if day > course.start]
        found.append(replace(course, end=min(ends, default=None)))
    return tuple(found)


def authorised_to_place(life: Life) -> tuple[Course, ...]:
    """AD-4: one clock each authority to place, until the child is placed."""
    placed = [
        *life.days_of("adoptive_placement_start"),
        *(home.start for home in life.placements if home.adoptive),
    ]
    found = []
    for course in each("authority_to_place", met=("adoptive_review_held",))(life):
        ends = [day for day in (course.end, *placed) if day is not None and day >= course.start]
        found.append(replace(course, end=min(ends, default=None)))
    return tuple(found)


def remands(life: Life) -> tuple[Course, ...]:
    """V-13: one clock each remand, visited wherever the child is, until it ends."""
    found = []
    for course in each("remand_start", met=(VISIT,))(life):
        ends = [day for day in (course.end, *life.days_of("remand_end")) if day and day > course.start]
        found.append(replace(course, end=min(ends, default=None)))
    return tuple(found)


def ended_placements(life: Life) -> tuple[Course, ...]:
    """PP-15: one clock a placement that has ended, from its end."""
    found = []
    for place, home in enumerate(life.placements):
        if home.end is None:
            continue
        following = next((other.end for other in life.placements[place + 1 :] if other.end), _NEVER)
        events = (
            event
            for event in life.events("written_end_notice")
            if (event.placement == home.id) or (event.placement is None and home.end <= event.day < following)
        )
        found.append(
            closed(
                f"placement:{home.id}",
                home.end,
                None,
                events,
                placement=home,
                event=_end_told(life, home),
            )
        )
    return tuple(found)


def _end_told(life: Life, home: Placement) -> Event | None:
    """What was said of the end of a placement by the day it ended."""
    told = (
        event
        for event in life.took_place("placement_end")
        if home.end is not None
        and event.day <= home.end
        and (event.placement == home.id or (event.placement is None and event.day == home.end))
    )
    return max(told, key=in_order, default=None)
