"""Clocks of states that may last only so long: short breaks, temporary approvals, secure accommodation, legal states."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING

from steadyhand.engines.timescales.calendar import add_months
from steadyhand.engines.timescales.course import Course
from steadyhand.engines.timescales.courses import Courses, care_end, closed, each
from steadyhand.engines.timescales.facts import VISIT

if TYPE_CHECKING:
    from steadyhand.engines.timescales.life import Life

_ONE_DAY = timedelta(days=1)
_MOST_NIGHTS = 75
_NEVER = date.max


# Short breaks


def visits_on_breaks(life: Life) -> Sequence[Course]:
    """SB-3: one clock a series of breaks, visited on any day."""
    return _series(life, (VISIT,))


def reviews_of_breaks(life: Life) -> Sequence[Course]:
    """SB-4: one clock a series of breaks, with its reviews."""
    return _series(life, ("review_held",))


def _series(life: Life, met: Sequence[str]) -> Sequence[Course]:
    """The series told of; before them, one that nobody wrote down, from its first break or what may be one."""
    told = each("break_series_start", met=met)(life)
    breaks = _breaks(life)
    until = told[0].start if told else None
    if not breaks or (until is not None and until <= breaks[0].start):
        return told
    first = breaks[0]
    events = (event for event in life.events(*met) if first.start <= event.day)
    series = closed(f"breaks:{first.start}", first.start, until, events)
    return (series._replace(doubts={**series.doubts, **first.doubts}), *told)


def breaks(life: Life) -> tuple[Course, ...]:
    """SB-1: one clock a break."""
    return tuple(_break(life, one) for one in _breaks(life))


def breaks_in_a_year(life: Life) -> tuple[Course, ...]:
    """SB-2: one clock a break, to the day it must end for 75 nights in any 12 months to hold."""
    found: list[Course] = []
    spent: set[date] = set()
    perhaps = ""  # what would tell of the last placement that may have been a break
    told = _breaks(life)
    starts = [*(one.start for one in told[1:]), _NEVER]
    for one, following in zip(told, starts, strict=False):
        last = _last_night_allowed(spent, one.start)
        perhaps = one.doubt or perhaps
        doubts = {one.start: perhaps} if perhaps else {}
        found.append(_break(life, one)._replace(target=last, known_from=one.start, doubts=doubts))
        if not one.doubt:
            spent.update(_nights(one, following))
    return tuple(found)


def _nights(one: _Break, following: date) -> Iterable[date]:
    """The nights of a break that can matter to later ones: those of the year before the next one, which ends it."""
    if following != _NEVER:
        night, until = max(one.start, following - timedelta(days=366)), min(one.end or following, following)
        while night < until:
            yield night
            night += _ONE_DAY


def _break(life: Life, one: _Break) -> Course:
    return Course(
        f"break:{one.start}",
        one.start,
        care_end(life, one.start),
        done=(one.end,) if one.end else (),
        doubts=one.doubts,
    )


def _last_night_allowed(spent: Collection[date], start: date) -> date:
    """The day by which a break that starts then must end: the first night that would be one too many."""
    day = start
    while True:
        since = add_months(day, -12)
        nights = sum(1 for night in spent if since < night < start) + (day - max(start, since)).days + 1
        if nights > _MOST_NIGHTS:
            return day
        day += _ONE_DAY


@dataclass(frozen=True, slots=True)
class _Break:
    """One short break by its first day and the day it ended; `doubt` names what would tell whether it was one."""

    start: date
    end: date | None
    doubt: str = ""

    @property
    def doubts(self) -> Mapping[date, str]:
        return {self.start: self.doubt} if self.doubt else {}


def _breaks(life: Life) -> list[_Break]:
    """Every short break, or what may have been one: placements so marked, and breaks so named."""
    found = {
        home.start: _Break(
            home.start, home.end, f"placements.{home.id}.short_break" if home.short_break is None else ""
        )
        for home in life.placements
        if home.short_break is not False
    }
    ends = sorted(life.days_of("break_end"))
    for start in life.days_of("break_start"):
        if start not in found or found[start].doubt:
            found[start] = _Break(start, next((day for day in ends if day >= start), None))
    return [found[start] for start in sorted(found)]


# Limits on a state


def ceiling(*starts: str, ends: Sequence[str] = (), flag: str = "", count_from: str = "") -> Courses:
    """One clock each time a state begins, met by its end.

    Without `starts` the state is a placement's `flag`, and ends with the placement. `count_from` names an
    event in the placement that the count starts from instead.
    """

    def of(life: Life) -> Sequence[Course]:
        if starts:
            return each(*starts, met=ends)(life)
        found = []
        for home in life.placements:
            if getattr(home, flag) is False:
                continue
            counted = [event.day for event in life.took_place(count_from) if life.placement_of(event) is home]
            course = closed(
                f"placement:{home.id}",
                home.start,
                care_end(life, home.start),
                (event for event in life.events(*ends) if life.placement_of(event) is home),
                also=[home.end] if home.end else (),
                placement=home,
            )
            if counted and min(counted) > home.start:
                # Until then the count is from the start of the placement.
                first = min(counted)
                found.append(course._replace(end=min(first, course.end or first)))
            found.append(course._replace(start=min(counted, default=home.start)))
        return tuple(found)

    return of


def extended_approvals(life: Life) -> tuple[Course, ...]:
    """PP-13: one clock a placement whose temporary approval reached its end and was extended."""
    found = []
    for course in ceiling(flag="temporary_approval_reg24", ends=("full_approval",))(life):
        ends = [
            event.day
            for event in life.took_place("temporary_approval_end")
            if life.placement_of(event) is course.placement
        ]
        if ends:
            found.append(course._replace(start=min(ends)))
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
                    named=f"legal_status.{code}",
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
        begun, released = sorted(life.days_of("secure_start")), life.days_of("secure_end")
        wanted = []
        for place, course in enumerate(found):
            since = max((day for day in begun if day <= course.start), default=date.min)
            is_first = place == 0 or found[place - 1].start < since
            if is_first is first:
                following = found[place + 1].start if place + 1 < len(found) else None
                ends = [*course.done, *([following] if following else [])]
                home = course.placement
                over = course.start in released or (home is not None and home.end == course.start)
                if not is_first and not over:
                    # An end told on the day of a further order is that of the order before it.
                    ends = [day for day in ends if day > course.start]
                wanted.append(course._replace(done=tuple(sorted(ends)[:1]), maybe=()))
        return tuple(wanted)

    return of


def secure_reviews(life: Life) -> tuple[Course, ...]:
    """SEC-5: one clock each time the child is kept secure, with the reviews of it, until it ends or the next begins."""
    ended = life.days_of("secure_end")
    found = []
    clocks = each("secure_start", met=("secure_review",))(life)
    for course, following in zip_longest(clocks, clocks[1:]):
        home = life.placement_of(course.event) if course.event else None
        stops = [course.end, home.end if home else None, *(day for day in ended if day >= course.start)]
        stops.append(following.start if following else None)
        found.append(course._replace(end=min((day for day in stops if day is not None), default=None)))
    return tuple(found)


def _secure(life: Life, start: str, ends: Sequence[str]) -> tuple[Course, ...]:
    found = []
    for course in each(start, met=ends)(life):
        home = life.placement_of(course.event) if course.event else None
        done, doubts = set(course.done), dict(course.doubts)
        if home is not None and home.end is not None:
            done.add(home.end)
            doubts.setdefault(home.end, f"placements.{home.id}.{home.end}.time")
        found.append(course._replace(done=tuple(sorted(done)), doubts=doubts, placement=home))
    return tuple(found)
