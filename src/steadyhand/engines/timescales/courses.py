"""How the clocks of a duty are found in a life: one a placement, one a period of care, one each time something happens."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from steadyhand.engines.timescales.calendar import anniversary
from steadyhand.engines.timescales.course import Clocks, Course, Doubt
from steadyhand.engines.timescales.facts import REFUSED, UNDONE, UNKNOWN, VISIT, Event

if TYPE_CHECKING:
    from steadyhand.engines.timescales.life import Life

Courses = Callable[["Life"], Sequence[Course]]
Counted = Callable[[Event], bool | None]
PERSONAL_ADVISER = "personal_adviser"


# What counts


def counts(event: Event) -> bool | None:
    """Whether a happening meets what it is named for; None when that is not known.

    A call where the child was not seen is not a visit, nor is one by the personal adviser (LC-7 has those).
    """
    if event.event == VISIT:
        return False if event.by == PERSONAL_ADVISER else _seen(event)
    return _was_done(event)


def counts_for_the_adviser(event: Event) -> bool | None:
    """As `counts`, of the visits and contacts of the personal adviser."""
    if event.event == VISIT:
        return _seen(event) if event.by in (PERSONAL_ADVISER, None) else False
    return _was_done(event)


def _seen(event: Event) -> bool | None:
    if event.outcome in UNDONE:
        return False
    return event.child_seen


def _was_done(event: Event) -> bool | None:
    if event.outcome in UNDONE:
        return False
    return None if event.outcome == UNKNOWN else True


def closed(
    anchor: str,
    start: date,
    end: date | None,
    events: Iterable[Event],
    *,
    counted: Counted = counts,
    also: Iterable[date] = (),
    named: str = "",
    **more: object,
) -> Course:
    """A clock closed by those of the events that count, and on the days in `also`: the ends of what is `named`."""
    if not events and not also:
        return Course(anchor, start, end, **more)  # type: ignore[arg-type]
    done, maybe, refused = set(also), set[date](), set[date]()
    doubts: dict[date, Doubt | str] = {day: f"{named}.{day}.time" for day in done}
    instants: dict[date, datetime] = {}
    for event in events:
        met = counted(event)
        day = event.day
        if met is False:
            if event.outcome == REFUSED and _would_count(event, counted):
                refused.add(day)
            continue
        (done if met else maybe).add(day)
        if met or day not in done:
            doubts[day] = Doubt(event, "time" if met else _would_tell(event))
        if isinstance(event.at, datetime):
            instants[day] = min(event.at, instants.get(day, event.at))
    return Course(
        anchor,
        start,
        end,
        tuple(sorted(done)),
        tuple(sorted(maybe - done)) if maybe else (),
        refused=tuple(sorted(refused)) if refused else (),
        doubts=doubts,
        instants=instants,
        **more,  # type: ignore[arg-type]
    )


def _would_tell(event: Event) -> str:
    """What would tell whether a happening counts."""
    if event.event == "cease_approved" and event.by is None:
        return "by"
    return "child_seen" if event.event == VISIT else "outcome"


def by_one_of(*officers: str) -> Counted:
    """As `counts`, where one of these officers did it; who else did, does not meet it."""

    def counted(event: Event) -> bool | None:
        if _was_done(event) is False:
            return False
        return None if event.by is None else event.by in officers and _was_done(event)

    return counted


def _would_count(event: Event, counted: Counted) -> bool:
    """Whether it would have counted had it not been refused: whoever came must be the one whose duty it is."""
    return counted(replace(event, outcome=None, child_seen=True)) is not False


# One clock a period of care, one a placement


def care(*met: str, early: bool = False) -> Courses:
    """One clock a period of care, met within it; `early`: or since the one before ended."""

    def of(life: Life) -> tuple[Course, ...]:
        found = []
        before = date.min
        events = life.events(*met)
        for period in life.periods:
            first = before if early else period.start
            inside = (event for event in events if first <= event.day and _until(event.day, period.end))
            found.append(closed(f"care:{period.start}", period.start, period.end, inside))
            before = period.end or date.max
        return tuple(found)

    return of


def first_placements(*met: str) -> Courses:
    """One clock a period of care, from its first placement; met in it, or since the period before ended."""

    def of(life: Life) -> tuple[Course, ...]:
        found = []
        before = date.min
        told = life.days_of("first_placement_start")
        for period in life.periods:
            homes = (home.start for home in life.placements if _until(home.start, period.end))
            starts = [day for day in (*told, *homes) if period.start <= day and _until(day, period.end)]
            inside = (
                event for event in life.events(*met) if before <= event.day and _until(event.day, period.end)
            )
            if starts:
                found.append(closed(f"care:{period.start}", min(starts), period.end, inside))
            before = period.end or date.max
        return tuple(found)

    return of


def placements(*met: str, early: bool = False) -> Courses:
    """One clock a placement, met in it; `early`: or before it, by what names it or happened in no other."""

    def of(life: Life) -> Sequence[Course]:
        meant: dict[str, list[Event]] = {home.id: [] for home in life.placements}
        for event in life.events(*met):
            home = life.next_placement(event) if early else life.placement_of(event)
            if home is not None and (early or home.start <= event.day) and _until(event.day, home.end):
                meant[home.id].append(event)

        def clock(place: int) -> Course:
            home = life.placements[place]
            return closed(f"placement:{home.id}", home.start, home.end, meant[home.id], placement=home)

        return Clocks(len(life.placements), clock)

    return of


VISITED_PLACEMENTS = placements(VISIT)
REVIEWED_CARE = care("review_held")


def urgent_placements(life: Life) -> Sequence[Course]:
    """One clock a placement, visited weekly until the first review of the period of care (reg 28(3), (4))."""
    placed = life.courses(VISITED_PLACEMENTS)

    def clock(place: int) -> Course:
        course = placed[place]
        return course._replace(phases={"review_1": _first_review(life, course.start)})

    return Clocks(len(placed), clock)


def placements_under_an_order(life: Life) -> tuple[Course, ...]:
    """One clock each care order in a placement with a parent, from the order or the move, whichever is later."""
    orders = [status.start for status in life.facts.legal_status if status.code == "C2"]
    orders += life.days_of("care_order_made")
    if not orders or all(home.with_parent is False for home in life.placements):
        return ()
    found: list[Course] = []
    for course in life.courses(VISITED_PLACEMENTS):
        if course.placement is not None and course.placement.with_parent is not False:
            made = {max(course.start, day) for day in orders if _until(day, course.end)}
            found.extend(_begun_again(course, made))
    return tuple(found)


def _begun_again(course: Course, days: Iterable[date]) -> Iterable[Course]:
    """The clock of a placement from each of those days in it to the next, with what was done from then on."""
    for start, following in pairwise((*sorted(days), None)):
        if start is not None:
            yield course._replace(
                anchor=course.anchor if start == course.start else f"{course.anchor}:{start}",
                start=start,
                end=following or course.end,
                done=tuple(day for day in course.done if day >= start),
                maybe=tuple(day for day in course.maybe if day >= start),
            )


def arranged_by_others(life: Life) -> tuple[Course, ...]:
    """One clock each time the place that somebody else arranged starts or changes (reg 28(6))."""
    told = life.took_place("living_arrangements_start")
    if not told:
        return ()
    found = []
    for placed in life.courses(VISITED_PLACEMENTS):
        days = {
            event.day
            for event in told
            if life.placement_of(event) is placed.placement and event.day >= placed.start
        }
        for course in _begun_again(placed, (day for day in days if _until(day, placed.end))):
            found.append(course._replace(phases={"first_year_end": anniversary(course.start, 1)}))
    return tuple(found)


def adoptive_placements(*met: str) -> Courses:
    """One clock a placement for adoption, until the child returns to the agency or an order is made."""
    clocks = placements(*met)

    def of(life: Life) -> tuple[Course, ...]:
        told = {
            home.id
            for event in life.took_place("adoptive_placement_start")
            if (home := life.placement_of(event))
        }
        if not told and all(home.adoptive is False for home in life.placements):
            return ()
        found = []
        for course in clocks(life):
            home = course.placement
            if home is None or (home.adoptive is False and home.id not in told):
                continue
            ends = [
                event.day
                for event in life.took_place("adoption_order_made", "returned_to_agency")
                if event.day >= home.start and _until(event.day, home.end)
            ]
            reviews = [
                event.day
                for event in life.took_place("adoptive_review_held", "review_held")
                if event.day >= home.start and life.placement_of(event) is home
            ]
            found.append(
                course._replace(
                    end=min([*ends, *([home.end] if home.end else [])], default=None),
                    phases={"review_1": min(reviews, default=None)},
                )
            )
        return tuple(found)

    return of


# One clock each time something happens


def each(
    *trigger: str,
    met: Sequence[str],
    in_care: bool = True,
    counted: Counted = counts,
    starts: Callable[[Event], bool] = lambda _: True,
) -> Courses:
    """One clock each time something happens (if it is one that `starts`), met by what follows it before the next.

    What says which number it has belongs to the happening of that number. `in_care`: the clock stops when
    the period of care ends.
    """

    def of(life: Life) -> Sequence[Course]:
        return _occurrences(life, trigger, met, in_care=in_care, counted=counted, starts=starts)

    return of


def each_before(trigger: str, *, target: str, met: str) -> Courses:
    """One clock each time something is proposed, to be met before what was proposed takes effect."""

    def of(life: Life) -> tuple[Course, ...]:
        found = _occurrences(life, (trigger,), (met,), in_care=True)
        return tuple(
            course._replace(target=_first_from(life.days_of(target), course.start)) for course in found
        )

    return of


def each_before_a_move(trigger: str, *, met: str) -> Courses:
    """One clock each time the end of a placement is proposed, to be met before it ends."""

    def of(life: Life) -> tuple[Course, ...]:
        found = []
        for course in _occurrences(life, (trigger,), (met,), in_care=True):
            home = life.placement_of(course.event) if course.event else None
            ended = life.days_of("placement_end") if home is None else [home.end] if home.end else []
            found.append(course._replace(placement=home, target=_first_from(ended, course.start)))
        return tuple(found)

    return of


def decided_before_placement(trigger: str, *, met: str) -> Courses:
    """One clock a placement, from when it was proposed (else from its start), to be decided before it starts."""

    def of(life: Life) -> tuple[Course, ...]:
        proposed: dict[str | None, list[Event]] = {}
        for event in life.took_place(trigger):
            proposed.setdefault(_home_to_come(life, event), []).append(event)
        open_ones = proposed.get(None, [])
        decided: dict[str | None, list[Event]] = {}
        for event in life.events(met):
            decided.setdefault(_home_decided(life, event, open_ones), []).append(event)
        found = []
        for home in life.placements:
            first = min((event.day for event in proposed.get(home.id, ())), default=home.start)
            found.append(
                closed(
                    f"placement:{home.id}",
                    min(first, home.start),
                    home.end,
                    decided.get(home.id, ()),
                    placement=home,
                    target=home.start,
                )
            )
        by_day = {event.day: event for event in reversed(open_ones)}
        for day, following in pairwise((*sorted(by_day), date.max)):
            since = [told for told in decided.get(None, ()) if day <= told.day < following]
            found.append(closed(f"{trigger}:{day}", day, None, since, event=by_day[day]))
        return tuple(sorted(found, key=lambda course: course.start))

    return of


def _home_to_come(life: Life, event: Event) -> str | None:
    """The placement that a proposal is about: the one it names, else the next to start; None while there is none."""
    if event.placement is not None:
        return event.placement
    return next((home.id for home in life.placements if home.start > event.day), None)


def _home_decided(life: Life, event: Event, open_ones: Sequence[Event]) -> str | None:
    """The placement that a decision is about: as a proposal, or one proposed whose placement is not recorded yet.

    With neither it is late, about the placement that is running.
    """
    home = _home_to_come(life, event)
    running = life.placement_on(event.day)
    if home is not None or running is None:
        return home
    if any(running.start <= proposal.day <= event.day for proposal in open_ones):
        return None
    return running.id


def _occurrences(
    life: Life,
    trigger: Sequence[str],
    met: Sequence[str],
    *,
    in_care: bool,
    counted: Counted = counts,
    starts: Callable[[Event], bool] = lambda _: True,
) -> Sequence[Course]:
    told = life.took_place(*trigger)
    if not told:
        return ()
    triggers = _told_once(filter(starts, told))
    if not triggers:
        return ()
    meeting: list[list[Event]] = [[] for _ in triggers]
    days = [trigger.day for trigger in triggers]
    for event in life.events(*met):
        place = None
        if event.number is not None:
            place = _latest(triggers, event, number=event.number)
        if place is None:
            before = bisect_left(days, event.day)
            place = _latest(triggers, event, since=bisect_left(days, days[before - 1]) if before else 0)
        if place is not None:
            meeting[place].append(event)

    def clock(place: int) -> Course:
        event = triggers[place]
        same_day = place - bisect_left(days, event.day) + 1
        again = f".{same_day}" if same_day > 1 else ""
        return closed(
            f"{event.event}:{event.day}{again}",
            event.day,
            care_end(life, event.day) if in_care else None,
            meeting[place],
            counted=counted,
            event=event,
            at=event.at if isinstance(event.at, datetime) else None,
        )

    return Clocks(len(triggers), clock)


def _told_once(events: Iterable[Event]) -> list[Event]:
    """Happenings of one day without times or numbers to tell them apart are one happening, written down twice."""
    found: list[Event] = []
    for event in events:
        plain = not isinstance(event.at, datetime) and event.number is None
        if not (plain and found and found[-1].day == event.day and found[-1].event == event.event):
            found.append(event)
    return found


def _latest(
    triggers: Sequence[Event], event: Event, *, number: int | None = None, since: int = 0
) -> int | None:
    """The place of the last trigger (with the number) that is not after the event; of several on one day, the first."""
    best = None
    for place in range(since, len(triggers)):
        trigger = triggers[place]
        if number is not None and trigger.number != number:
            continue
        if trigger.day > event.day or (trigger.day == event.day and _is_later(trigger, event)):
            break
        if best is None or _is_later(trigger, triggers[best]) or trigger.day > triggers[best].day:
            best = place
    return best


def _is_later(one: Event, other: Event) -> bool:
    """Whether one came after the other on the same day; without times nobody can say so."""
    timed = isinstance(one.at, datetime) and isinstance(other.at, datetime)
    return timed and one.at > other.at


def care_end(life: Life, day: date) -> date | None:
    """The day care ends in which, or before which, something began: clocks about a child in care stop then."""
    period = life.care_on(day)
    if period is None:
        period = next((each for each in life.periods if each.start > day), None)
    return period.end if period else None


# Chains that run over a whole life


def ever(*met: str, counted: Counted = counts) -> Courses:
    """One clock for a whole life, from the first time the thing was done, or from care where it never was."""

    def of(life: Life) -> tuple[Course, ...]:
        events = life.events(*met)
        starts = [event.day for event in events] + [period.start for period in life.periods]
        if not starts:
            return ()
        return (closed("life", min(starts), None, events, counted=counted),)

    return of


def _first_review(life: Life, day: date) -> date | None:
    period = life.care_on(day)
    return min(life.reviews_held(period), default=None) if period else None


def _first_from(days: Iterable[date], start: date) -> date | None:
    return min((day for day in days if day >= start), default=None)


def _until(day: date, end: date | None) -> bool:
    return end is None or day < end
