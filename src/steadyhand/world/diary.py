"""What is written about a family while they are known: visits, reviews, calls, notes and what is remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from random import Random
from types import ModuleType
from typing import TYPE_CHECKING, TypeAlias

from django.utils.timezone import localdate

from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases.states import (
    ChildsPart,
    ContactKind,
    EventKind,
    NotAlone,
    Outcome,
    VisitPlace,
)
from steadyhand.engines.timescales.calendar import anniversary
from steadyhand.world import milestones, visiting
from steadyhand.world.ages import Age, is_school_day
from steadyhand.world.plans import Family, House, a_working_day, next_weekday, weekday
from steadyhand.world.rota import Appointment, Rota, moment
from steadyhand.world.words import Pen
from steadyhand.world.worries import ONE_IN, Worry

if TYPE_CHECKING:
    from datetime import datetime

    from steadyhand.contexts.cases.models import Child
    from steadyhand.contexts.organisations.models import Person

# What a life is written with: the operations one by one, or an import in bulk.
Verbs: TypeAlias = "ModuleType | operations.Import"

_PARTS = (ChildsPart.PN1, ChildsPart.PN6, ChildsPart.PN5, ChildsPart.PN2, ChildsPart.PN4, ChildsPart.PN7)
_SPEAKING = (ChildsPart.PN1, ChildsPart.PN2, ChildsPart.PN6)
_BROUGHT_OVER = "Brought over from the record before: the first visit after moving in."


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to write, and the day on which it happened."""

    day: date
    write: Callable[[date, Person], None]


class Diary:
    """One family's pages. `children` are on record by the time anything is written; `rota` is for all families."""

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
        rota: Rota,
        worker_on: Callable[[date], Person],
    ) -> None:
        self._verbs = verbs
        self._rota = rota
        self._worker_on = worker_on
        self._rng = rng
        self._pen = pen
        self._family = family
        self._children = children
        self._since = since
        self._on = on
        self._until = family.left[0] if family.left else on
        self.review_days = visiting.review_days(
            rng, family.care_start, self._until, family.last_review_days_ago
        )

    def visits(self) -> Iterable[Entry]:
        """Visits to each house of each stay, with what was written down after some of them."""
        for stay in self._family.stays:
            due_in = None if stay.end or self._family.left else self._family.due_in
            for house in dict.fromkeys(stay.houses):
                living = [place for place, each in enumerate(stay.houses) if each == house]
                days = visiting.visit_days(
                    self._rng,
                    stay,
                    recorded_from=self._since,
                    until=self._until,
                    due_in=due_in,
                    pace=partial(visiting.pace, self._family, stay, self.review_days),
                    order=visiting.order_at_home(self._family, stay),
                )
                before = None
                for number, day in enumerate(days):
                    first = before + timedelta(days=1) if before else stay.start + timedelta(days=1)
                    last = [*days, stay.end or self._until][number + 1] - timedelta(days=1)
                    if number == 0:
                        last = min(last, stay.start + timedelta(days=visiting.A_WEEK))
                    booked = self._book(visiting.near(day, first, last), living)
                    if booked:
                        yield from self._around(booked, before, living, house)
                        before = booked.day
                due_in = None
            if asked := stay.asked_about_fewer_visits:
                agreed = stay.agreed_to_fewer_visits
                kind = EventKind.FEWER_VISITS_AGREED if agreed else EventKind.FEWER_VISITS_DECLINED
                yield Entry(asked, partial(self._asked, kind, asked))

    def _book(self, days: Iterable[date], living: Sequence[int], *, met: bool = True) -> Appointment | None:
        """An hour on the first of these days that has one, and a place that fits the day; None where none has."""
        youngs = [self._family.children[each] for each in living]
        for day in days:
            place = visiting.place(self._rng, day, youngs) if met and day >= self._since else VisitPlace.HOME
            if (
                place == VisitPlace.SCHOOL and day >= self._until
            ):  # whoever has left care has grown out of that
                place = VisitPlace.HOME
            born = [young.born for young in youngs]
            if booked := self._rota.book(self._worker_on(day), day, place, born):
                return booked
        return None

    def _around(
        self, booked: Appointment, before: date | None, living: list[int], house: House
    ) -> Iterable[Entry]:
        """A visit, sometimes after one at which nobody was met, and sometimes something written beside it."""
        rng, day = self._rng, booked.day
        if day < self._since:
            yield Entry(day, partial(self._visit, booked, living, house, _BROUGHT_OVER, None))
            return
        tried = a_working_day(rng, day, -7, -3)
        if before and tried > max(before, self._since) and rng.random() < 0.04:
            in_vain = self._book([tried], living, met=False)
            if in_vain:
                yield Entry(tried, partial(self._not_met, in_vain, living, house))
        if rng.randrange(ONE_IN) == 0:
            child = self._family.children[living[0]]
            worry = self._pen.worry(child.age(day), child.first_name, booked.place)
            yield Entry(day, partial(self._visit, booked, living, house, "", worry))
            yield from self._after(worry, booked, living[0], self._until)
            return
        yield Entry(day, partial(self._visit, booked, living, house, "", None))
        which = rng.choice(living)
        if rng.random() < 0.14:
            yield Entry(day, partial(self._contact, day, which, house))
        if rng.random() < 0.08:
            yield Entry(day, partial(self._note, day, which, house))

    def _after(self, worry: Worry, booked: Appointment, which: int, until: date) -> Iterable[Entry]:
        """What follows a worry: the lead is told the same day, and it is written down what came of it."""
        told = booked.end + timedelta(minutes=10)
        yield Entry(booked.day, partial(self._lead_told, told, worry.told, which))
        later = a_working_day(self._rng, booked.day, 2, 7)
        if later < until:
            yield Entry(later, partial(self._came_of_it, later, worry.after, which))

    def milestones(self) -> Iterable[Entry]:
        """What is remembered of each child, written down on the day or the next working day."""
        for which, young in enumerate(self._family.children):
            for day, milestone in milestones.of_a_life(self._rng, young.born):
                written = next_weekday(day)
                if self._since <= day and written < self._until:
                    stay = next(each for each in reversed(self._family.stays) if each.start <= day)
                    text = self._pen.remembered(milestone.text, stay.houses[which].carers)
                    yield Entry(written, partial(self._milestone, day, which, milestone.title, text))

    def reviews(self) -> Iterable[Entry]:
        """Each child's reviews; brothers and sisters on one day, one after another."""
        for day in self.review_days:
            yield Entry(day, partial(self._review, day))

    def away(self) -> Iterable[Entry]:
        """A night on which the eldest was missing: who rang, that they came back, and the talk afterwards.

        The talk is held within 72 hours; now and then some days later, or it was offered and not wanted.
        """
        rng = self._rng
        for night in self._family.away:
            stay = next(each for each in reversed(self._family.stays) if each.start <= night)
            carers = stay.houses[0].carers
            back = night + timedelta(days=rng.choice((0, 1, 1, 1, 2, 3)))
            gone = moment(night, 22, rng.randrange(0, 30, 5))
            found = moment(back, 23 if back == night else rng.randint(1, 9), rng.randrange(30, 60, 5))
            for at, which in ((gone, 0), (found, 1)):
                yield Entry(localdate(at), partial(self._away, at, carers, which))
            for kind, at in (
                ("missing_start", gone),
                ("missing_reported_to_police", gone + timedelta(minutes=10)),
                ("parents_and_iro_told", gone + timedelta(minutes=25)),
                ("missing_end", found),
                ("safe_and_well_check", found + timedelta(hours=2)),
            ):
                yield Entry(localdate(at), partial(self._of_the_eldest, kind, at, ""))
            three_days = [back + timedelta(days=days) for days in range(4)]
            in_time = [
                day
                for day in three_days
                if day == weekday(day) and found < moment(day, 16) <= found + timedelta(hours=72)
            ]
            day = in_time[0] if in_time else next_weekday(three_days[-1])
            if rng.random() < 0.1:
                day = a_working_day(rng, back, 4, 9)
            outcome = Outcome.REFUSED if rng.random() < 0.12 else Outcome.DONE
            if day < self._until:
                yield Entry(day, partial(self._of_the_eldest, "return_interview", moment(day, 16), outcome))
                yield Entry(day, partial(self._talked, day, carers))

    def grown_up(self) -> Iterable[Entry]:
        """How a personal adviser keeps in touch with somebody who has come of age."""
        rng = self._rng
        if not self._family.advisers:
            return
        day = max(self._until, self._since, self._family.advisers[0].start)
        twenty_one = anniversary(self._family.children[0].born, 21)
        while (day := a_working_day(rng, day, *((57, 75) if rng.random() < 0.08 else (32, 52)))) < self._on:
            met = visiting.near(day, day - timedelta(days=3), min(day, self._on - timedelta(days=1)))
            if booked := self._book(met, [0]):
                if booked.day < twenty_one:
                    yield Entry(booked.day, partial(self._of_the_eldest, "contact", booked.start, ""))
                worry = None
                if rng.randrange(ONE_IN) == 0:
                    name = self._family.children[0].first_name
                    worry = self._pen.worry_of_grown_up(name, booked.place)
                yield Entry(booked.day, partial(self._met_grown_up, booked, worry))
                if worry:
                    yield from self._after(worry, booked, 0, self._on)
            if rng.random() < 0.35:
                yield Entry(day, partial(self._contact_grown_up, day))

    def _away(self, at: datetime, carers: str, which: int, on: date, by: Person) -> None:
        whom, text = self._pen.away(which, self._family.children[0].first_name, carers)
        self._verbs.record_contact(
            child=self._children[0], kind=ContactKind.CALL, at=at, with_whom=whom, text=text, by=by, on=on
        )

    def _of_the_eldest(self, kind: str, at: datetime, outcome: str, on: date, by: Person) -> None:
        self._verbs.record_event(child=self._children[0], kind=kind, at=at, outcome=outcome, by=by, on=on)

    def _talked(self, day: date, carers: str, on: date, by: Person) -> None:
        text = self._pen.talked(self._family.children[0].first_name, carers)
        self._verbs.write_note(child=self._children[0], at=moment(day, 17), text=text, by=by, on=on)

    def _met_grown_up(self, booked: Appointment, worry: Worry | None, on: date, by: Person) -> None:
        narrative, said = self._pen.grown_up(self._family.children[0].first_name, booked.place, worry)
        seen = [operations.Seen(child=self._children[0], seen=True, alone=True, said=said)]
        self._record(booked, seen, narrative, on, by, worried=worry is not None)

    def _contact_grown_up(self, day: date, on: date, by: Person) -> None:
        name = self._family.children[0].first_name
        whom, text = self._pen.contact_grown_up(name, in_term=is_school_day(day))
        self._verbs.record_contact(
            child=self._children[0], kind=self._rng.choice((ContactKind.CALL, ContactKind.MESSAGE)),
            at=moment(day, 10, self._rng.randrange(0, 60, 5)), with_whom=whom, text=text, by=by, on=on,
        )  # fmt: skip

    def _visit(
        self,
        booked: Appointment,
        living: list[int],
        house: House,
        brought_over: str,
        worry: Worry | None,
        on: date,
        by: Person,
    ) -> None:
        day, place = booked.day, booked.place
        told = self._told(living, day)
        seen = [self._seen(each, day, silent=bool(brought_over or worry)) for each in living]
        in_term = is_school_day(day)
        if worry:
            seen[0] = replace(seen[0], said=worry.said)
            narrative = self._pen.worried_visit(worry, told, house.carers, place, in_term=in_term)
        else:
            narrative = brought_over or self._pen.visit(told, house.carers, place, in_term=in_term)
        self._record(booked, seen, narrative, on, by, carers=place == VisitPlace.HOME, worried=bool(worry))

    def _not_met(self, booked: Appointment, living: list[int], house: House, on: date, by: Person) -> None:
        narrative = self._pen.not_seen(self._told(living, booked.day), house.carers)
        seen = [operations.Seen(child=self._children[each], seen=False, alone=None) for each in living]
        self._record(booked, seen, narrative, on, by, carers=True)

    def _told(self, living: list[int], day: date) -> list[tuple[Age, str]]:
        youngs = [self._family.children[each] for each in living]
        return [(young.age(day), young.first_name) for young in youngs]

    def _record(
        self,
        booked: Appointment,
        seen: list[operations.Seen],
        narrative: str,
        on: date,
        by: Person,
        *,
        carers: bool = False,
        worried: bool = False,
    ) -> None:
        """Put a visit on record, written as it ended: a worry is told then."""
        self._verbs.record_visit(
            seen=seen,
            started_at=booked.start,
            ended_at=booked.end,
            place=booked.place,
            occasion=f"{self._rng.getrandbits(128):032x}",
            carers_seen=carers,
            narrative=narrative,
            worried=worried,
            now=booked.end,
            by=by,
            on=on,
        )

    def _seen(self, which: int, day: date, *, silent: bool) -> operations.Seen:
        rng, young = self._rng, self._family.children[which]
        age, why = young.age(day), ""
        if age <= Age.BABY:
            why = NotAlone.NOT_RIGHT
        elif rng.random() < 0.13:
            why = rng.choice((NotAlone.CHILD_SAID_NO, NotAlone.CHILD_SAID_NO, NotAlone.NOT_ABLE))
        said = "" if silent else self._pen.said(age, young.whole_name)
        return operations.Seen(
            child=self._children[which], seen=True, alone=not why, not_alone_because=why, said=said
        )

    def _lead_told(self, at: datetime, text: str, which: int, on: date, by: Person) -> None:
        self._verbs.record_contact(
            child=self._children[which], kind=ContactKind.CALL, at=at, with_whom="The lead", text=text, by=by, on=on
        )  # fmt: skip

    def _came_of_it(self, day: date, text: str, which: int, on: date, by: Person) -> None:
        self._verbs.write_note(child=self._children[which], at=moment(day, 12, 30), text=text, by=by, on=on)

    def _review(self, day: date, on: date, by: Person) -> None:
        for child, young in zip(self._children, self._family.children, strict=True):
            part, age = ChildsPart.PN0, young.age(day)
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

    def _contact(self, day: date, which: int, house: House, on: date, by: Person) -> None:
        young, in_term = self._family.children[which], is_school_day(day)
        whom, text = self._pen.contact(young.age(day), young.first_name, house.carers, in_term=in_term)
        self._verbs.record_contact(
            child=self._children[which],
            kind=self._rng.choice((ContactKind.CALL, ContactKind.CALL, ContactKind.MESSAGE, ContactKind.MEETING)),
            at=moment(day, 14, self._rng.randrange(0, 60, 5)),
            with_whom=whom,
            text=text,
            by=by,
            on=on,
        )  # fmt: skip

    def _note(self, day: date, which: int, house: House, on: date, by: Person) -> None:
        young, in_term = self._family.children[which], is_school_day(day)
        text = self._pen.note(young.age(day), young.first_name, house.carers, in_term=in_term)
        self._verbs.write_note(child=self._children[which], at=moment(day, 19), text=text, by=by, on=on)

    def _milestone(self, day: date, which: int, title: str, text: str, on: date, by: Person) -> None:
        self._verbs.record_event(
            child=self._children[which], kind=EventKind.STORY, at=moment(day, 12), title=title, text=text, by=by, on=on
        )  # fmt: skip

    def _asked(self, kind: EventKind, day: date, on: date, by: Person) -> None:
        """What the children answered when they were asked about fewer visits."""
        for child in self._children:
            self._verbs.record_event(child=child, kind=kind, at=moment(day, 16), by=by, on=on)
