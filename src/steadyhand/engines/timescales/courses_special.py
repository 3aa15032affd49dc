"""Clocks that are like no other: reviews to come, secure accommodation, short breaks, terms, leaving care, records."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from steadyhand.engines.timescales.calendar import anniversary
from steadyhand.engines.timescales.course import Clocks, Course, Doubt
from steadyhand.engines.timescales.courses import (
    PERSONAL_ADVISER,
    Courses,
    by_one_of,
    care_end,
    closed,
    counts,
    counts_for_the_adviser,
    each,
)
from steadyhand.engines.timescales.facts import (
    UNKNOWN,
    VISIT,
    WELFARE_NOT_SAFEGUARDED,
    Event,
    PeriodOfCare,
    Placement,
)
from steadyhand.engines.timescales.life import in_order

if TYPE_CHECKING:
    from steadyhand.engines.timescales.life import Life

_ONE_DAY = timedelta(days=1)
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

    def of(life: Life) -> Sequence[Course]:
        reviews: list[_Review] = []
        before = date.min
        for period in life.periods:
            mine = [
                event
                for event in life.events(met)
                if before <= event.day and (period.end is None or event.day < period.end)
            ]
            numbered = [event for event in mine if event.number is not None]
            others = [event for event in mine if event.number is None]
            days = [event.day for event in others]
            before = period.end or date.max
            following: list[date | None] = [*life.reviews_held(period), None]
            for number, (start, this) in enumerate(pairwise((period.start, *following)), 1):
                assert start is not None
                since = bisect_right(days, start) if number > 1 else 0
                until = len(days) if this is None else bisect_right(days, this)
                events = [event for event in numbered if event.number == number] + others[since:until]
                begins: date | None = start
                if number > 1:
                    begins = _review_begins(life, period, start, events) if held else start + _ONE_DAY
                if begins is not None and (period.end is None or begins < period.end):
                    reviews.append(_Review(period, number, start, this, begins, events))

        def clock(place: int) -> Course:
            review = reviews[place]
            due = None if held else life.review_due(review.period, review.number, review.after)
            return closed(
                f"review:{review.period.start}.{review.number}",
                review.begins,
                review.period.end,
                review.events,
                target=review.held if held else due,
                known_from=None if held else review.begins,
            )

        return Clocks(len(reviews), clock)

    return of


class _Review(NamedTuple):
    """A review, held or to come: what it comes after, from when its clock runs, and what happened for it."""

    period: PeriodOfCare
    number: int
    after: date
    held: date | None
    begins: date
    events: list[Event]


def _review_begins(life: Life, period: PeriodOfCare, held: date, events: Iterable[Event]) -> date | None:
    booked = [
        held + _ONE_DAY
        for event in life.took_place("review_due")
        if event.day > held and life.belongs(event, period)
    ]
    held_again = life.days_of("review_held")
    following = held_again[bisect_right(held_again, held) :][:1]
    begins = min((*booked, *following, *(event.day for event in events)), default=None)
    return None if begins is None else max(begins, held)


# Visits


def seen_alone(life: Life) -> Sequence[Course]:
    """V-12: one clock a visit, met by seeing the child alone in it; an exception noted is an explanation."""
    visits = [
        event for event in life.events(VISIT) if event.by != PERSONAL_ADVISER and counts(event) is not False
    ]
    days = [event.day for event in visits]

    def clock(place: int) -> Course:
        event, day = visits[place], days[place]
        same_day = place - bisect_left(days, day) + 1
        again = f".{same_day}" if same_day > 1 else ""
        unknown = event.seen_alone is None and event.reason is None
        return Course(
            f"visit:{day}{again}",
            day,
            care_end(life, day),
            done=(day,) if event.seen_alone else (),
            maybe=(day,) if unknown else (),
            doubts={day: Doubt(event, "seen_alone")},
            event=event,
            target=day,
            refused=(day,) if event.reason else (),
        )

    return Clocks(len(visits), clock)


def visits_that_worried(life: Life) -> Sequence[Course]:
    """V-15: one clock a visit that found welfare not adequately safeguarded, met by a review after it."""
    return each(VISIT, met=("review_held",), starts=_worried)(life)


def _worried(event: Event) -> bool:
    return event.outcome in (WELFARE_NOT_SAFEGUARDED, UNKNOWN) and counts(event) is not False


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
        found.append(course._replace(target=end, known_from=date.min if named else None))
    return tuple(found)


def extended_by_the_court(life: Life) -> tuple[Course, ...]:
    """CP-2: one clock a set of proceedings; the court's later date, where it set one, is the target."""
    found = []
    issued = each("care_proceedings_issued", met=("care_proceedings_ended",), in_care=False)(life)
    for course in _ended_as_others_began(issued):
        ended = course.done[0] if course.done else _NEVER  # what has ended, no court extends
        moved = [
            (event.day, event.until)
            for event in life.took_place("care_proceedings_extended")
            if event.until is not None and course.start <= event.day <= ended
        ]
        found.append(course._replace(moved=tuple(moved)))
    return tuple(found)


def _ended_as_others_began(sets: Sequence[Course]) -> Sequence[Course]:
    """What ended on the day on which others were issued are those before, where they had not ended yet."""
    found = list(sets)
    for place, (one, following) in enumerate(pairwise(sets)):
        day = following.start
        if not found[place].done and not one.maybe and day in following.done:
            found[place] = one._replace(done=(day,), end=day + _ONE_DAY)
            found[place + 1] = following._replace(done=tuple(done for done in following.done if done != day))
    return found


# Leaving care, and after


def becoming_eligible(*met: str) -> Courses:
    """One clock, from the day the child became eligible; of unknown age, from when 13 weeks are reached."""

    def of(life: Life) -> tuple[Course, ...]:
        start = life.eligible_from
        if start is None:
            return _of_unknown_age(life, [life.thirteen_weeks_at_any_age])
        events = (event for event in life.events(*met) if event.day >= start)
        return (closed(f"eligible:{start}", start, None, events),)

    return of


def becoming_relevant(*met: str) -> Courses:
    """One clock each day an eligible child stopped being looked after; of unknown age, any child."""

    def of(life: Life) -> tuple[Course, ...]:
        if not life.became_relevant:
            reached = life.thirteen_weeks_at_any_age
            ends = [each.end for each in life.periods if each.end is not None]
            return _of_unknown_age(life, [end for end in ends if reached is not None and reached < end])
        found = []
        for start, following in pairwise((*life.became_relevant, _NEVER)):
            events = [event for event in life.events(*met) if start <= event.day < following]
            found.append(closed(f"relevant:{start}", start, None, events))
        return tuple(found)

    return of


def _of_unknown_age(life: Life, days: Iterable[date | None]) -> tuple[Course, ...]:
    start = min((day for day in days if day is not None), default=None)
    if life.facts.date_of_birth is not None or start is None:
        return ()
    return (Course("age", start),)


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
        course._replace(target=target, known_from=date.min)
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
                found.append(course._replace(target=period.end))
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
        found.append(course._replace(end=min(ends, default=None)))
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
        found.append(course._replace(end=min(ends, default=None)))
    return tuple(found)


def remands(life: Life) -> tuple[Course, ...]:
    """V-13: one clock each remand, visited wherever the child is, until it ends."""
    found = []
    for course in each("remand_start", met=(VISIT,))(life):
        ends = [day for day in (course.end, *life.days_of("remand_end")) if day and day > course.start]
        found.append(course._replace(end=min(ends, default=None)))
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
