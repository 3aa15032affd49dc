"""Puts a family's plan on record, day by day, each act by whoever would have done it.

What happened before the history begins is written down on its first day, as when a council brings its
record over from the system before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases.states import AllocationRole, LegalStatusCode, NoteKind, RelationKind, Sex
from steadyhand.world.ages import terms
from steadyhand.world.diary import Diary, Entry, Verbs
from steadyhand.world.people import Cast
from steadyhand.world.plans import Family, House, next_weekday
from steadyhand.world.rota import Rota
from steadyhand.world.timetable import Asked, Happening
from steadyhand.world.words import Pen

if TYPE_CHECKING:
    from steadyhand.contexts.cases.models import Allocation, Child, Home
    from steadyhand.contexts.organisations.models import Person


@dataclass(frozen=True, slots=True)
class _Step:
    """Something to put on record on a day; `rank` orders what falls on one day."""

    on: date
    rank: int
    do: Callable[[date], None]


class Chronicle:
    """Writes families onto the record, one after another. `in_brief`: with no more of what the timetable asks about
    than tells where each row stands now.
    """

    def __init__(
        self, rng: Random, cast: Cast, on: date, verbs: Verbs = operations, *, in_brief: bool = False
    ) -> None:
        self.in_brief = in_brief
        self.terms = terms(on - cast.terms_since, on)
        self.verbs = verbs
        self.rng = rng
        self.cast = cast
        self.on = on
        self.began = on - cast.began
        self.history = on - cast.history
        self.pen = Pen(rng)
        self.rota = Rota(rng)
        self.numbers: Iterator[str] = self._council_numbers(10_000 + rng.randrange(1_000))

    def write(self, family: Family) -> list[Child]:
        """One act: the whole history of these children, and their duties worked out once at its end.

        Why something is late is said in another: only what is known to be late is explained.
        """
        writing = _Writing(self, family)
        with self.verbs.one_act(by=self.cast.manager, on=self.on, whole=True):
            children = writing.write()
        with self.verbs.one_act(by=self.cast.manager, on=self.on, whole=True):
            writing.explain()
        return children

    def _council_numbers(self, number: int) -> Iterator[str]:
        """The council's own numbers for one child after another."""
        while True:
            number += self.rng.randint(1, 9)
            yield f"M{number}"


class _Writing:
    """One family while it is being written."""

    def __init__(self, chronicle: Chronicle, family: Family) -> None:
        self._verbs = chronicle.verbs
        self._rng = chronicle.rng
        self._pen = chronicle.pen
        self._cast = chronicle.cast
        self._on = chronicle.on
        self._chronicle = chronicle
        self._family = family
        self._first_day = max(family.care_start, chronicle.history)
        self._children: list[Child] = []
        self._homes: dict[House, Home] = {}
        self._allocation: dict[int, Allocation] = {}
        self._adviser: dict[int, Allocation] = {}
        self._reviewing: list[Allocation] = []
        self._steps: list[_Step] = []

    def write(self) -> list[Child]:
        """Plan every step, then take them in the order of their days."""
        family = self._family
        self._step(self._first_day, 0, self._open)
        for code, start in family.legal:
            self._step(start, 2, partial(self._legal, code, start))
        for place in range(len(family.stays)):
            self._step(family.stays[place].start, 3, partial(self._move, place))
        for place in range(len(family.workers)):
            self._step(family.workers[place].start, 4, partial(self._hand_over, place))
        self._step(self._first_day, 5, self._know)
        diary = Diary(
            self._rng,
            self._pen,
            family,
            self._children,
            since=self._first_day,
            on=self._on,
            verbs=self._verbs,
            rota=self._chronicle.rota,
            worker_on=lambda day: self._worker_on(self._told_on(day)),
        )
        self._asked = self._asked_of(diary)
        for happening in self._asked.happenings():
            self._step(max(happening.told, family.care_start), 7, partial(self._happened, happening))
        for which, told in enumerate(self._asked.circumstances):
            if told:
                self._step(self._known_by, 7, partial(self._circumstances, which, told))
        for entry in diary.visits():
            self._step(entry.day, 6, partial(self._by_the_worker, entry))
        for entry in diary.milestones():
            self._step(entry.day, 6, partial(self._by_the_worker, entry))
        if not family.left or family.left[0] > self._chronicle.began:
            for entry in diary.reviews():
                self._step(entry.day, 7, partial(self._by_the_officer, entry))
        for entry in diary.away():
            self._step(entry.day, 8, partial(self._by_the_worker, entry))
        self._advise()
        for entry in diary.grown_up():
            self._step(entry.day, 11, partial(self._by_the_worker, entry))
        if family.no_worker_from:
            self._step(family.no_worker_from, 8, partial(self._end_work, family.no_worker_from))
        if family.left:
            self._step(family.left[0], 9, self._leave)
            if not family.advisers:
                self._step(family.left[0] + timedelta(days=14), 9, self._let_go)
        for step in sorted(self._steps, key=lambda step: (step.on, step.rank)):
            step.do(step.on)
        return self._children

    def _step(self, day: date, rank: int, do: Callable[[date], None]) -> None:
        self._steps.append(_Step(self._told_on(day), rank, do))

    def _told_on(self, day: date) -> date:
        """When it is put on record what happened on a day."""
        return min(max(day, self._first_day), self._on)

    # Who they are and who answers

    def _open(self, on: date) -> None:
        family, cast = self._family, self._cast
        held_from = max(family.care_start, self._chronicle.began)
        team = cast.bodies[-1].organisation
        for young in family.children:
            child = self._verbs.add_child(
                council=cast.council,
                identifier=next(self._chronicle.numbers),
                given_name=young.given,
                family_name=young.family,
                known_as=young.known_as,
                said_as=young.said_as,
                pronouns=young.pronouns,
                date_of_birth=young.born,
                sex=young.sex,
                by=cast.manager,
                on=on,
            )
            self._children.append(child)
            if held_from > family.care_start and family.body.organisation != team:
                self._verbs.hold(child=child, body=team, start=family.care_start, by=cast.manager, on=on)
            start = held_from if family.body.organisation != team else family.care_start
            self._verbs.hold(child=child, body=family.body.organisation, start=start, by=cast.manager, on=on)
            self._verbs.start_care(child=child, start=family.care_start, by=family.body.lead, on=on)
            if not family.left or family.left[0] > held_from:
                self._reviewing.append(
                    self._verbs.allocate(
                        child=child,
                        person=cast.reviewing[family.reviewer],
                        role=AllocationRole.REVIEWING_OFFICER,
                        start=held_from,
                        by=cast.manager,
                        on=on,
                    )
                )
        self._relate(on)

    def _relate(self, on: date) -> None:
        family = self._family
        lead = family.body.lead
        mother, nan = f"{family.mother} {family.children[0].family}", family.grandmother
        for mine, child in enumerate(self._children):
            self._verbs.relate(child=child, kind=RelationKind.MOTHER, name=mother, by=lead, on=on)
            if nan:
                self._verbs.relate(child=child, kind=RelationKind.GRANDPARENT, name=nan, by=lead, on=on)
            for theirs, other in enumerate(self._children):
                if theirs != mine:
                    girl = family.children[theirs].sex == Sex.FEMALE
                    kind = RelationKind.SISTER if girl else RelationKind.BROTHER
                    self._verbs.relate(child=child, kind=kind, other_child=other, by=lead, on=on)

    def _know(self, on: date) -> None:
        """What to know before talking, where there is something; some of it has ended since."""
        rng = self._rng
        for child in self._children:
            if rng.random() < 0.4:
                ends = rng.choice((None, self._on + timedelta(days=rng.randint(30, 300))))
                self._note_to_know(child, NoteKind.KNOW, self._pen.know(), "", ends, on)
            if rng.random() < 0.12:
                text, because = self._pen.warn()
                ends = self._on + timedelta(days=rng.choice((-200, -60, -12, 45, 90, 150)))
                self._note_to_know(child, NoteKind.WARN, text, because, max(ends, on), on)

    def _note_to_know(
        self, child: Child, kind: NoteKind, text: str, because: str, ends: date | None, on: date
    ) -> None:
        self._verbs.note_to_know(
            child=child, kind=kind, text=text, because=because, ends_on=ends, by=self._family.body.lead, on=on
        )

    def _legal(self, code: LegalStatusCode, start: date, on: date) -> None:
        for child in self._children:
            self._verbs.record_legal_status(
                child=child, code=code, start=start, by=self._family.body.lead, on=on
            )

    def _leave(self, on: date) -> None:
        assert self._family.left is not None
        day, reason = self._family.left
        for child in self._children:
            self._verbs.end_care(
                child=child, end=day, reason=reason, told_beforehand=True, by=self._family.body.lead, on=on
            )
        for officer in self._reviewing:
            self._verbs.end_allocation(allocation=officer, end=day, by=self._cast.manager, on=on)

    def _let_go(self, on: date) -> None:
        for child in self._children:
            self._verbs.end_hold(child=child, end=on, by=self._cast.manager, on=on)

    # Where they live and who works with them

    def _move(self, place: int, on: date) -> None:
        stays, lead = self._family.stays, self._family.body.lead
        stay = stays[place]
        before = stays[place - 1].houses if place else (None,) * len(stay.houses)
        for child, house, house_before in zip(self._children, stay.houses, before, strict=True):
            if house == house_before:
                continue
            if house not in self._homes:
                self._homes[house] = self._verbs.add_home(
                    council=self._cast.council,
                    carers=house.carers,
                    address=house.address,
                    postcode=house.postcode,
                    phone=house.phone,
                    by=lead,
                    on=on,
                )
            self._verbs.start_placement(
                child=child,
                home=self._homes[house],
                type=stay.type,
                start=stay.start,
                lasts_to_18=stay.lasts_to_18,
                long_term_foster=stay.long_term,
                address_withheld=stay.withheld,
                area=house.area,
                emergency=stay.emergency,
                told_before_the_last_ended=stay.told_before if house_before else None,
                by=lead,
                on=on,
            )

    def _hand_over(self, place: int, on: date) -> None:
        family = self._family
        mine = family.workers[place]
        for child, young in zip(self._children, family.children, strict=True):
            self._allocation[child.pk] = self._verbs.allocate(
                child=child,
                person=mine.worker.person,
                role=AllocationRole.SOCIAL_WORKER,
                start=mine.start,
                because=self._pen.handed_over(young.first_name) if place else "",
                instead_of=self._allocation.get(child.pk),
                by=family.body.lead,
                on=on,
            )

    def _advise(self) -> None:
        """An eligible child gets a personal adviser, who goes on alone once care has ended."""
        family = self._family
        for place, time in enumerate(family.advisers):
            for which in range(len(family.children)):
                eligible, start = family.eligible_from(which), time.start
                if eligible is not None:  # of brothers and sisters each in their turn
                    start = max(start, next_weekday(eligible + timedelta(days=2)))
                if start < self._on and (eligible or family.left):
                    self._step(start, 5, partial(self._hand_to_adviser, place, which, start))
        if (alone := family.adviser_alone_from) and family.workers:
            self._step(alone, 5, partial(self._end_work, alone))

    def _hand_to_adviser(self, place: int, which: int, start: date, on: date) -> None:
        child, young = self._children[which], self._family.children[which]
        self._adviser[child.pk] = self._verbs.allocate(
            child=child,
            person=self._family.advisers[place].worker.person,
            role=AllocationRole.PERSONAL_ADVISER,
            start=start,
            because=self._pen.handed_over(young.first_name) if place else "",
            instead_of=self._adviser.get(child.pk),
            by=self._family.body.lead,
            on=on,
        )

    def _end_work(self, end: date, on: date) -> None:
        for child in self._children:
            self._verbs.end_allocation(
                allocation=self._allocation[child.pk], end=end, by=self._family.body.lead, on=on
            )

    # What the timetable asks about

    def _asked_of(self, diary: Diary) -> Asked:
        return Asked(
            self._rng,
            self._family,
            reviews=diary.review_days,
            terms=self._chronicle.terms,
            since=self._chronicle.history,
            began=self._chronicle.began,
            on=self._on,
            in_brief=self._chronicle.in_brief,
        )

    @property
    def _known_by(self) -> date:
        """The day on which circumstances are put on record: lately, or before care ended."""
        lately = self._on - timedelta(days=30)
        left = self._family.left
        return min(lately, left[0] - timedelta(days=1)) if left else lately

    def _happened(self, happening: Happening, on: date) -> None:
        officer = self._cast.reviewing[self._family.reviewer]
        self._verbs.record_event(
            child=self._children[happening.which],
            kind=happening.kind,
            at=happening.at,
            by=officer if happening.by_officer else self._worker_on(on),
            on=on,
            **happening.says,
        )

    def _circumstances(self, which: int, told: dict[str, Any], on: date) -> None:
        self._verbs.record_circumstances(child=self._children[which], by=self._worker_on(on), on=on, **told)

    def explain(self) -> None:
        """The lead says why some of what is late is late."""
        lead = self._family.body.lead
        for why in self._asked.why_late:
            self._verbs.explain(
                child=self._children[why.which],
                code=why.code,
                due_on=why.due_on,
                reason=why.reason,
                decided_by=lead,
                decided_on=why.decided_on,
                by=lead,
                on=self._on,
            )

    def _by_the_worker(self, entry: Entry, on: date) -> None:
        entry.write(on, self._worker_on(on))

    def _by_the_officer(self, entry: Entry, on: date) -> None:
        entry.write(on, self._cast.reviewing[self._family.reviewer])

    def _worker_on(self, day: date) -> Person:
        """Who visits on a day: the worker of the day, or the lead where there is none."""
        family = self._family
        if family.no_worker_from and day >= family.no_worker_from:
            return family.body.lead
        alone = family.adviser_alone_from
        working = family.advisers if alone and day >= alone else family.workers
        times = [time for time in working if time.start <= day]
        if times:
            return times[-1].worker.person
        return family.workers[0].worker.person if family.workers else family.body.lead
