"""What is written about a family while they are known: visits, reviews, calls, notes and good days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from types import ModuleType
from typing import TYPE_CHECKING, TypeAlias

from django.utils import timezone

from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases.states import ChildsPart, ContactKind, EventKind, NotAlone, VisitPlace
from steadyhand.world import visiting
from steadyhand.world.plans import Family, House, Stay, Young, a_working_day, weekday
from steadyhand.world.words import Age, Pen, age_band

if TYPE_CHECKING:
    from steadyhand.contexts.cases.models import Child
    from steadyhand.contexts.organisations.models import Person

# What a life is written with: the operations one by one, or an import in bulk.
Verbs: TypeAlias = "ModuleType | operations.Import"

# By person and day: when their visits begin.
Taken: TypeAlias = "dict[tuple[int, date], list[datetime]]"
LONGEST_VISIT = 80  # minutes

_PARTS = (ChildsPart.PN1, ChildsPart.PN6, ChildsPart.PN5, ChildsPart.PN2, ChildsPart.PN4, ChildsPart.PN7)
_SPEAKING = (ChildsPart.PN1, ChildsPart.PN2, ChildsPart.PN6)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to write, and the day on which it happened."""

    day: date
    write: Callable[[date, Person], None]


class Diary:
    """One family's pages. `children` are on record by the time anything is written; `taken` is for all families."""

    def __init__(
        self,
        rng: Random,
        pen: Pen,
        family: Family,
        children: Sequence[Child],
        *,
        since: date,
        on: date,
        verbs: Verbs,
        taken: Taken,
    ) -> None:
        self._verbs = verbs
        self._taken = taken
        self._rng = rng
        self._pen = pen
        self._family = family
        self._children = children
        self._since = since
        self._on = on
        self._until = family.left[0] if family.left else on

    def visits(self) -> Iterable[Entry]:
        """Visits to each house of each stay, with what was written down after some of them."""
        for stay in self._family.stays:
            due_in = None if stay.end or self._family.left else self._family.due_in
            for house in dict.fromkeys(stay.houses):
                living = [place for place, each in enumerate(stay.houses) if each == house]
                days = visiting.visit_days(
                    self._rng, stay, recorded_from=self._since, until=self._until, due_in=due_in
                )
                for before, day in zip([None, *days], days, strict=False):
                    yield from self._around(day, before, living, house, stay)
                due_in = None
            if asked := stay.asked_about_fewer_visits:
                agreed = stay.agreed_to_fewer_visits
                kind = EventKind.FEWER_VISITS_AGREED if agreed else EventKind.FEWER_VISITS_DECLINED
                yield Entry(asked, partial(self._asked, kind, asked))

    def _around(
        self, day: date, before: date | None, living: list[int], house: House, stay: Stay
    ) -> Iterable[Entry]:
        """A visit, sometimes after one at which nobody was met, and sometimes something written beside it."""
        rng = self._rng
        if day < self._since:
            yield Entry(day, lambda on, by: self._visit(day, living, house, by, on, brought_over=True))
            return
        tried = a_working_day(rng, day, -7, -3)
        if before and tried > max(before, self._since) and rng.random() < 0.04:
            yield Entry(tried, lambda on, by: self._visit(tried, living, house, by, on, met=False))
        yield Entry(day, lambda on, by: self._visit(day, living, house, by, on))
        which = rng.choice(living)
        if rng.random() < 0.14:
            yield Entry(day, lambda on, by: self._contact(day, which, house, by, on))
        if rng.random() < 0.08:
            yield Entry(day, lambda on, by: self._note(day, which, house, by, on))
        if rng.random() < 0.10:
            yield Entry(day, lambda on, by: self._story(day, which, house, by, on))

    def reviews(self) -> Iterable[Entry]:
        """Each child's reviews; brothers and sisters on one day, one after another."""
        days = visiting.review_days(
            self._rng, self._family.care_start, self._until, self._family.last_review_days_ago
        )
        for day in days:
            yield Entry(day, partial(self._review, day))

    def away(self) -> Iterable[Entry]:
        """A night on which the eldest was missing: who rang, that they came back, and the talk afterwards."""
        for night in self._family.away:
            stay = next(each for each in reversed(self._family.stays) if each.start <= night)
            carers = stay.houses[0].carers
            back = night + timedelta(days=self._rng.choice((0, 1, 1, 1, 2, 3)))
            told = weekday(back + timedelta(days=3))
            for day, which in ((night, 0), (back, 1)):
                hour = 22 if which == 0 else 23 if back == night else self._rng.randint(1, 9)
                yield Entry(day, partial(self._away, day, hour, carers, which))
            yield Entry(max(told, back), partial(self._talked, max(told, back), carers))

    def grown_up(self) -> Iterable[Entry]:
        """How a personal adviser keeps in touch with somebody who has come of age."""
        rng = self._rng
        if not self._family.advisers:
            return
        day = max(self._until, self._since, self._family.advisers[0].start)
        while (day := a_working_day(rng, day, 34, 62)) < self._on:
            yield Entry(day, partial(self._met_grown_up, day))
            if rng.random() < 0.35:
                yield Entry(day, partial(self._contact_grown_up, day))

    def _away(self, day: date, hour: int, carers: str, which: int, on: date, by: Person) -> None:
        whom, text = self._pen.away(which, self._family.children[0].first_name, carers)
        self._verbs.record_contact(
            child=self._children[0], kind=ContactKind.CALL, at=moment(day, hour, self._rng.randrange(0, 60, 5)),
            with_whom=whom, text=text, by=by, on=on,
        )  # fmt: skip

    def _talked(self, day: date, carers: str, on: date, by: Person) -> None:
        text = self._pen.talked(self._family.children[0].first_name, carers)
        self._verbs.write_note(child=self._children[0], at=moment(day, 17), text=text, by=by, on=on)

    def _met_grown_up(self, day: date, on: date, by: Person) -> None:
        narrative, said = self._pen.grown_up(self._family.children[0].first_name)
        start = moment(day, self._rng.choice((11, 13, 14, 16)), self._rng.choice((0, 15, 30)))
        self._verbs.record_visit(
            seen=[operations.Seen(child=self._children[0], seen=True, alone=True, said=said)],
            started_at=start,
            ended_at=start + timedelta(minutes=self._rng.randint(30, 90)),
            place=self._rng.choice((VisitPlace.HOME, VisitPlace.HOME, VisitPlace.OUT)),
            occasion=f"{self._rng.getrandbits(128):032x}",
            narrative=narrative,
            by=by,
            on=on,
        )

    def _contact_grown_up(self, day: date, on: date, by: Person) -> None:
        whom, text = self._pen.contact_grown_up(self._family.children[0].first_name)
        self._verbs.record_contact(
            child=self._children[0], kind=self._rng.choice((ContactKind.CALL, ContactKind.MESSAGE)),
            at=moment(day, 10, self._rng.randrange(0, 60, 5)), with_whom=whom, text=text, by=by, on=on,
        )  # fmt: skip

    def _visit(
        self,
        day: date,
        living: list[int],
        house: House,
        by: Person,
        on: date,
        *,
        met: bool = True,
        brought_over: bool = False,
    ) -> None:
        rng = self._rng
        youngs = [self._family.children[place] for place in living]
        ages = [age_band(young.years(day)) for young in youngs]
        seen = [
            self._seen(self._children[place], young, age, met, brought_over)
            for place, young, age in zip(living, youngs, ages, strict=True)
        ]
        told = [(age, young.first_name) for age, young in zip(ages, youngs, strict=True)]
        if brought_over:
            narrative = "Brought over from the record before: the first visit after moving in."
        elif met:
            narrative = self._pen.visit(told, house.carers)
        else:
            narrative = self._pen.not_seen(told, house.carers)
        places = [VisitPlace.HOME] * 15 + [VisitPlace.OUT] * 3
        if min(ages) > Age.BABY and len(living) == 1:
            places += [VisitPlace.SCHOOL] * 3
        place = rng.choice(places) if met else VisitPlace.HOME
        start = self._free(by, day)
        self._verbs.record_visit(
            seen=seen,
            started_at=start,
            ended_at=start + timedelta(minutes=rng.randint(30, LONGEST_VISIT)),
            place=place,
            occasion=f"{rng.getrandbits(128):032x}",
            carers_seen=place == VisitPlace.HOME,
            narrative=narrative,
            by=by,
            on=on,
        )

    def _free(self, by: Person, day: date) -> datetime:
        """When a worker comes: not while they are still somewhere else, as far as the day has room."""
        rng, taken = self._rng, self._taken.setdefault((by.pk, day), [])
        for _ in range(12):
            start = moment(day, rng.choice((10, 11, 15, 15, 16, 16, 17)), rng.choice((0, 10, 15, 30, 45)))
            if all(abs(start - other) >= timedelta(minutes=LONGEST_VISIT) for other in taken):
                break
        taken.append(start)
        return start

    def _seen(self, child: Child, young: Young, age: Age, met: bool, brought_over: bool) -> operations.Seen:
        rng = self._rng
        if not met:
            return operations.Seen(child=child, seen=False, alone=None)
        why = ""
        if age is Age.BABY:
            why = NotAlone.NOT_RIGHT
        elif rng.random() < 0.13:
            why = rng.choice((NotAlone.CHILD_SAID_NO, NotAlone.CHILD_SAID_NO, NotAlone.NOT_ABLE))
        said = "" if brought_over else self._pen.said(age, young.whole_name)
        return operations.Seen(child=child, seen=True, alone=not why, not_alone_because=why, said=said)

    def _review(self, day: date, on: date, by: Person) -> None:
        for child, young in zip(self._children, self._family.children, strict=True):
            part, age = ChildsPart.PN0, age_band(young.years(day))
            if young.years(day) >= 4:
                part = self._rng.choices(_PARTS, (55, 18, 9, 7, 6, 5))[0]
            spoke = part in _SPEAKING
            self._verbs.record_review(
                child=child,
                held_on=day,
                childs_part=part,
                said=self._pen.review_said(age, young.whole_name) if spoke else "",
                summary=self._pen.review(age, young.first_name),
                by=by,
                on=on,
            )

    def _contact(self, day: date, place: int, house: House, by: Person, on: date) -> None:
        young = self._family.children[place]
        whom, text = self._pen.contact(age_band(young.years(day)), young.first_name, house.carers)
        self._verbs.record_contact(
            child=self._children[place],
            kind=self._rng.choice((ContactKind.CALL, ContactKind.CALL, ContactKind.MESSAGE, ContactKind.MEETING)),
            at=moment(day, 9, self._rng.randrange(0, 60, 5)),
            with_whom=whom,
            text=text,
            by=by,
            on=on,
        )  # fmt: skip

    def _note(self, day: date, place: int, house: House, by: Person, on: date) -> None:
        young = self._family.children[place]
        text = self._pen.note(age_band(young.years(day)), young.first_name, house.carers)
        self._verbs.write_note(child=self._children[place], at=moment(day, 18), text=text, by=by, on=on)

    def _story(self, day: date, place: int, house: House, by: Person, on: date) -> None:
        young = self._family.children[place]
        story = self._pen.story(age_band(young.years(day)), young.whole_name, house.carers)
        if story is None:
            return
        title, text = story
        self._verbs.record_event(
            child=self._children[place], kind=EventKind.STORY, at=moment(day, 12), title=title, text=text, by=by, on=on
        )  # fmt: skip

    def _asked(self, kind: EventKind, day: date, on: date, by: Person) -> None:
        """What the children answered when they were asked about fewer visits."""
        for child in self._children:
            self._verbs.record_event(child=child, kind=kind, at=moment(day, 16), by=by, on=on)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A time on a day, by the clock in England."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))
