"""When each invented worker visits whom: nobody is in two places at once, and no day is fuller than a day can be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from django.utils import timezone

from steadyhand.contexts.cases.states import VisitPlace
from steadyhand.world.ages import goes_to_school, is_dark_after_school, is_school_day

if TYPE_CHECKING:
    from steadyhand.contexts.organisations.models import Person

MOST_A_DAY = 5
_BETWEEN = 15  # minutes on the way from one to the next, and the steps in which visits begin
_LENGTHS = {VisitPlace.HOME: (30, 80), VisitPlace.OUT: (30, 80), VisitPlace.SCHOOL: (25, 55)}
# Minutes of the day from which and until which somebody may be visited.
_AT_SCHOOL, _AFTER_SCHOOL, _BY_DAY = (8 * 60 + 30, 15 * 60 + 30), (15 * 60 + 45, 19 * 60), (10 * 60, 18 * 60)
_BEFORE_DARK = (10 * 60, 16 * 60 + 15)


@dataclass(frozen=True, slots=True)
class Appointment:
    """When and where a visit is."""

    day: date
    start: datetime
    end: datetime
    place: VisitPlace


class Rota:
    """Everybody's appointments in one world."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._taken: dict[tuple[int, date], list[tuple[int, int]]] = {}

    def book(self, who: Person, day: date, place: VisitPlace, born: Iterable[date]) -> Appointment | None:
        """An hour on this day at which the worker is free and those born then can be met; None where there is none."""
        taken = self._taken.setdefault((who.pk, day), [])
        if len(taken) >= MOST_A_DAY:
            return None
        length = self._rng.randint(*_LENGTHS[place])
        earliest, latest = _hours(day, place, born)
        free = [
            start
            for start in range(earliest, latest - length + 1, _BETWEEN)
            if all(start >= end + _BETWEEN or start + length + _BETWEEN <= begin for begin, end in taken)
        ]
        if not free:
            return None
        start = self._rng.choice(free)
        taken.append((start, start + length))
        begins = moment(day, *divmod(start, 60))
        return Appointment(day, begins, begins + timedelta(minutes=length), place)


def _hours(day: date, place: VisitPlace, born: Iterable[date]) -> tuple[int, int]:
    if place == VisitPlace.SCHOOL:
        return _AT_SCHOOL
    if place == VisitPlace.OUT and is_dark_after_school(day):
        return _BEFORE_DARK
    at_school = is_school_day(day) and any(goes_to_school(each, day) for each in born)
    return _AFTER_SCHOOL if at_school else _BY_DAY


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A time on a day, by the clock in England."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))
