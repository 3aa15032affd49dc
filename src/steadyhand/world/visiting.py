"""On which days an invented worker visits and an invented review is held: a plausible rhythm, seldom late."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from random import Random

from steadyhand.contexts.cases.states import WITH_PARENT, LegalStatusCode, VisitPlace
from steadyhand.world.ages import Age, goes_to_school, is_dark_after_school, is_school_day
from steadyhand.world.plans import YEAR, Family, Stay, Young, a_working_day, weekday

A_WEEK, FOUR_WEEKS, SIX_WEEKS, THREE_MONTHS, SIX_MONTHS = 7, 28, 42, 91, 182
# Days between visits as people keep them, by what the law allows at most.
_USUAL = {
    A_WEEK: (3, 7),
    FOUR_WEEKS: (18, 26),
    SIX_WEEKS: (27, 38),
    THREE_MONTHS: (68, 85),
    SIX_MONTHS: (148, 174),
}


def allowed(stay: Stay, day: date) -> int:
    """How many days apart visits may be at most on this day, roughly: the record's own clock is exact."""
    if day < stay.start + YEAR:
        return SIX_WEEKS
    if stay.agreed_to_fewer_visits:
        return SIX_MONTHS
    return THREE_MONTHS if stay.lasts_to_18 else SIX_WEEKS


def pace(family: Family, stay: Stay, reviews: Sequence[date], day: date) -> int:
    """As `allowed`, and what is stricter: with parents under an interim order, every week until the first review."""
    at_home = stay.type in WITH_PARENT and family.under(day) == LegalStatusCode.C1
    if not at_home:
        return allowed(stay, day)
    return FOUR_WEEKS if reviews and day >= reviews[0] else A_WEEK


def visit_days(
    rng: Random,
    stay: Stay,
    *,
    recorded_from: date,
    until: date,
    due_in: int | None,
    pace: Callable[[date], int],
    order: date | None = None,
) -> list[date]:
    """The days on which the children in one house are visited during a stay, in order.

    The first visit after moving in is always among them. `pace`: how many days apart they may be. `order`: a day after
    which there is one within a week. `due_in`, where it is given, is for a stay that goes on: in
    how many days from `until` the next visit falls due. Otherwise the last visit was as long ago as on any other day.
    """
    end = stay.end or until
    first = a_working_day(rng, stay.start, 2, 6)
    if first >= end:
        return []
    if due_in is None:
        day = a_working_day(rng, end, -max(5, rng.randint(*_USUAL[pace(end)])), -1)
    else:
        day = weekday(until + timedelta(days=due_in - allowed(stay, until)))
    found = []
    while day > max(first, recorded_from) + timedelta(days=3):
        if day < end:
            found.append(day)
        least, most = _days_between(rng, pace(day))
        before = a_working_day(rng, day, -most, -least)
        if pace(before) < pace(day):  # the stricter time has ended in between
            before = a_working_day(rng, day, *(-each for each in reversed(_USUAL[pace(before)])))
        day = before
    if order and first < order < end - timedelta(days=A_WEEK):
        soon = a_working_day(rng, order, 1, A_WEEK - 1)
        if soon > recorded_from and not any(order < day <= soon for day in found):
            found = sorted({*found, soon}, reverse=True)
    return [first, *reversed(found)]


def order_at_home(family: Family, stay: Stay) -> date | None:
    """The day on which a care order was made about children who lived with their parents, and are seen within a week."""
    made = (start for code, start in family.legal if code == LegalStatusCode.C2)
    return next(made, None) if stay.type in WITH_PARENT else None


def _days_between(rng: Random, most: int) -> tuple[int, int]:
    return (most + 3, most + 16) if rng.random() < 0.05 else _USUAL[most]


def near(day: date, first: date, last: date) -> Iterator[date]:
    """The day, and then the working days next to it, for a worker who has no hour left on it; none past the bounds."""
    yield day
    for away in range(1, A_WEEK):
        for other in (day - timedelta(days=away), day + timedelta(days=away)):
            if first <= other <= last and other == weekday(other):
                yield other


def place(rng: Random, day: date, youngs: Sequence[Young]) -> VisitPlace:
    """Where children who live together are visited: at home as a rule, one of them sometimes at school while it is open."""
    places = [VisitPlace.HOME] * 15
    if min(young.age(day) for young in youngs) > Age.BABY:
        at_school = is_school_day(day) and any(goes_to_school(young.born, day) for young in youngs)
        if not (at_school and is_dark_after_school(day)):
            places += [VisitPlace.OUT] * 3
        if at_school and len(youngs) == 1:
            places += [VisitPlace.SCHOOL] * 5
    return rng.choice(places)


def review_days(rng: Random, start: date, until: date, last_days_ago: int | None) -> list[date]:
    """The days on which reviews are held from the start of care, in order."""
    found = []
    day = a_working_day(rng, start, 14, 26)
    while day < until:
        found.append(day)
        least, most = (64, 84) if len(found) == 1 else (150, 177)
        late = 20 if rng.random() < 0.04 else 0
        day = a_working_day(rng, day, least + late, most + late)
    if last_days_ago is not None:
        last = weekday(until - timedelta(days=last_days_ago))
        found = [day for day in found if day < last - timedelta(days=90)] + [last]
    return found
