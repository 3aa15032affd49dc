"""Children of a demonstration in bulk: the rows that the operations would store, built in memory first.

An operation asks who writes and stores row by row, which is right for one visit and too slow for the lives of
thousands of invented children. Each verb of an `Import` takes what the operation of that name takes and builds the
same rows, with the same ends and corrections; names get the same keys and the same engine works out the duties.
Tests load one plan both ways and compare every column. What is left out is said here and nowhere else:

- nobody is asked whether they may. So an import is stored in a demonstration only;
- the record of changes has one entry a child, `child.imported`, in the place of one an act.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Model
from django.utils import timezone

from steadyhand.contexts.cases.gather import Timetable, duty_of, of_events, of_rows, timetables, worked_out
from steadyhand.contexts.cases.models import (
    Allocation,
    Child,
    Circumstances,
    ClockReading,
    Contact,
    Duty,
    Event,
    Explanation,
    Fact,
    HeldBy,
    Home,
    Identity,
    LegalStatus,
    Note,
    PeriodOfCare,
    Placement,
    Relationship,
    Review,
    SpanFact,
    StandingNote,
    Visit,
)
from steadyhand.contexts.cases.operations.writing import Seen
from steadyhand.contexts.cases.policies import OF_THE_BODY
from steadyhand.contexts.cases.states import (
    AllocationRole,
    Area,
    ChildsPart,
    ContactKind,
    LateBecause,
    LegalStatusCode,
    NoteKind,
    PlacementType,
    RelationKind,
    Sex,
    VisitPlace,
)

if TYPE_CHECKING:
    from steadyhand.contexts.organisations.models import Organisation, Person

F = TypeVar("F", bound=Fact)
S = TypeVar("S", bound=SpanFact)
Rows = dict[type[Model], list[Any]]


class Import:
    """Rows of children who are not stored yet. Their ids count from 1 and hold among themselves alone.

    `on` is the day as which duties are worked out; `council` whose calendar and rules they follow, where it is another
    than the one that answers: a body's lives are planned before it is known whose they will be.
    """

    def __init__(self, *, on: date, council: Organisation | None = None) -> None:
        self._on = on
        self._council = council
        self._at = timezone.now()
        self._rows: Rows = defaultdict(list)
        self._open: dict[tuple[type[SpanFact], int, str], Any] = {}
        self._kept: dict[int, Timetable] = {}

    @contextmanager
    def one_act(self, *, by: Person, on: date, whole: bool = False) -> Iterator[None]:
        """What belongs together. Nothing here can be half done, so there is nothing to undo."""
        yield

    def waiting(self) -> int:
        """How many children are waiting to be stored."""
        return len(self._rows[Child])

    def take(self) -> Rows:
        """Every row built so far, with each child's duties worked out; the next children start afresh."""
        rows, self._rows = self._rows, defaultdict(list)
        self._open.clear()
        self._work_out(rows)
        return rows

    def _work_out(self, rows: Rows) -> None:
        for council_id in {child.council_id for child in rows[Child]} - self._kept.keys():
            follows = self._council.pk if self._council else council_id
            self._kept[council_id] = timetables([follows])[follows]
        standing: dict[type[Model], dict[int, list[Any]]] = {}
        for model in (
            Identity, PeriodOfCare, LegalStatus, Placement, Visit, Review, Event, Allocation, Circumstances, Explanation,
        ):  # fmt: skip
            standing[model] = defaultdict(list)
            for row in rows[model]:
                if row.superseded_at is None:
                    standing[model][row.child_id].append(row)
        for child in rows[Child]:
            mine = {model: found[child.pk] for model, found in standing.items()}
            told = of_rows(
                mine[Identity][0].date_of_birth,
                _in_order(mine[PeriodOfCare]),
                _in_order(mine[LegalStatus]),
                _in_order(mine[Placement]),
                of_events([*mine[Visit], *mine[Review], *mine[Event], *mine[Allocation]], mine[Placement]),
                circumstances=next(iter(mine[Circumstances]), None),
                explanations=mine[Explanation],
                terms=self._kept[child.council_id].terms,
            )
            about = {"child_id": child.pk, "council_id": child.council_id}
            due, next_change_at = worked_out(told, on=self._on, kept=self._kept[child.council_id])
            rows[Duty] += [duty_of(key, says, **about) for key, says in due.items()]
            rows[ClockReading].append(
                ClockReading(worked_out_on=self._on, next_change_at=next_change_at, **about)
            )

    def _add(self, model: type[F], child: Child, by: Person, **values: Any) -> F:
        row = model(
            id=len(self._rows[model]) + 1,
            child_id=child.pk,
            council_id=child.council_id,
            recorded_at=self._at,
            recorded_by_id=by.pk,
            **values,
        )
        self._rows[model].append(row)
        return row

    def _replace(self, old: F, child: Child, by: Person, **changes: Any) -> F:
        old.superseded_at = self._at
        kept = {
            each.attname: getattr(old, each.attname)
            for each in type(old)._meta.concrete_fields
            if each.name
            not in {"id", "child", "council", "recorded_at", "recorded_by", "corrects", "superseded_at"}
        }
        return self._add(type(old), child, by, **{**kept, "corrects_id": old.pk, **changes})

    def _begin(self, model: type[S], child: Child, by: Person, *, lane: str = "", **values: Any) -> S:
        row = self._add(model, child, by, **values)
        self._open[model, child.pk, lane] = row
        return row

    def _end(self, row: SpanFact, child: Child, by: Person, *, lane: str = "", **changes: Any) -> Any:
        self._open.pop((type(row), child.pk, lane), None)
        return self._replace(row, child, by, **changes)

    def _end_open(self, model: type[SpanFact], child: Child, by: Person, *, lane: str = "", **changes: Any) -> Any:  # fmt: skip
        row = self._open.get((model, child.pk, lane))
        return self._end(row, child, by, lane=lane, **changes) if row is not None else None

    # Who they are

    def add_child(
        self,
        *,
        council: Organisation,
        identifier: str,
        given_name: str,
        family_name: str,
        date_of_birth: date,
        sex: Sex,
        by: Person,
        on: date,
        known_as: str = "",
        said_as: str = "",
        pronouns: str = "",
    ) -> Child:
        """As `operations.add_child`."""
        child = Child(
            id=self.waiting() + 1, council_id=council.pk, identifier=identifier, recorded_at=self._at
        )
        self._rows[Child].append(child)
        self._add(
            Identity,
            child,
            by,
            given_name=given_name,
            family_name=family_name,
            known_as=known_as,
            said_as=said_as,
            pronouns=pronouns,
            date_of_birth=date_of_birth,
            sex=sex,
        )
        return child

    def relate(
        self,
        *,
        child: Child,
        kind: RelationKind,
        by: Person,
        on: date,
        name: str = "",
        other_child: Child | None = None,
        may_be_named: bool = True,
    ) -> Relationship:
        """As `operations.relate`."""
        other = other_child.pk if other_child else None
        return self._add(
            Relationship, child, by, kind=kind, name=name, other_child_id=other, may_be_named=may_be_named
        )

    def note_to_know(
        self,
        *,
        child: Child,
        kind: NoteKind,
        text: str,
        by: Person,
        on: date,
        because: str = "",
        ends_on: date | None = None,
    ) -> StandingNote:
        """As `operations.note_to_know`."""
        return self._add(StandingNote, child, by, kind=kind, text=text, because=because, ends_on=ends_on)

    # Care, the law and homes

    def start_care(self, *, child: Child, start: date, by: Person, on: date) -> PeriodOfCare:
        """As `operations.start_care`."""
        return self._begin(PeriodOfCare, child, by, start=start)

    def end_care(
        self,
        *,
        child: Child,
        end: date,
        reason: str,
        by: Person,
        on: date,
        told_beforehand: bool | None = None,
    ) -> PeriodOfCare:
        """As `operations.end_care`."""
        self._end_open(LegalStatus, child, by, end=end)
        self._end_open(Placement, child, by, end=end, told_beforehand=told_beforehand)
        ended: PeriodOfCare = self._end_open(PeriodOfCare, child, by, end=end, reason_ended=reason)
        return ended

    def record_legal_status(
        self, *, child: Child, code: LegalStatusCode, start: date, by: Person, on: date
    ) -> LegalStatus:
        """As `operations.record_legal_status`."""
        self._end_open(LegalStatus, child, by, end=start)
        return self._begin(LegalStatus, child, by, code=code, start=start)

    def add_home(
        self,
        *,
        council: Organisation,
        carers: str,
        address: str,
        postcode: str,
        by: Person,
        on: date,
        phone: str = "",
    ) -> Home:
        """As `operations.add_home`."""
        home = Home(
            id=len(self._rows[Home]) + 1,
            council_id=council.pk,
            carers=carers,
            phone=phone,
            address=address,
            postcode=postcode,
            recorded_at=self._at,
        )
        self._rows[Home].append(home)
        return home

    def start_placement(
        self,
        *,
        child: Child,
        home: Home,
        type: PlacementType,
        start: date,
        by: Person,
        on: date,
        lasts_to_18: bool | None = None,
        long_term_foster: bool | None = None,
        address_withheld: bool = False,
        area: Area | None = None,
        emergency: bool = False,
        told_before_the_last_ended: bool | None = None,
    ) -> Placement:
        """As `operations.start_placement`."""
        self._end_open(Placement, child, by, end=start, told_beforehand=told_before_the_last_ended)
        return self._begin(
            Placement,
            child,
            by,
            home_id=home.pk,
            type=type,
            start=start,
            lasts_to_18=lasts_to_18,
            long_term_foster=long_term_foster,
            address_withheld=address_withheld,
            area=area or "",
            emergency=emergency,
        )

    # Who works with them

    def hold(self, *, child: Child, body: Organisation, start: date, by: Person, on: date) -> HeldBy:
        """As `operations.hold`."""
        self._end_held(child, start, by)
        return self._begin(HeldBy, child, by, body_id=body.pk, start=start)

    def end_hold(self, *, child: Child, end: date, by: Person, on: date) -> HeldBy:
        """As `operations.end_hold`."""
        ended: HeldBy = self._end_held(child, end, by)
        return ended

    def _end_held(self, child: Child, end: date, by: Person) -> Any:
        for role in sorted(OF_THE_BODY):
            row = self._open.get((Allocation, child.pk, role))
            if row is not None:
                self._end(row, child, by, lane=role, end=max(end, row.start))
        return self._end_open(HeldBy, child, by, end=end)

    def allocate(
        self,
        *,
        child: Child,
        person: Person,
        role: AllocationRole,
        start: date,
        by: Person,
        on: date,
        because: str = "",
        instead_of: Allocation | None = None,
    ) -> Allocation:
        """As `operations.allocate`."""
        if instead_of is not None:
            self._end(instead_of, child, by, lane=role, end=start)
        return self._begin(
            Allocation, child, by, lane=role, person_id=person.pk, role=role, start=start, because=because
        )

    def end_allocation(self, *, allocation: Allocation, end: date, by: Person, on: date) -> Allocation:
        """As `operations.end_allocation`."""
        child = self._rows[Child][allocation.child_id - 1]
        ended: Allocation = self._end(allocation, child, by, lane=allocation.role, end=end)
        return ended

    # What happened

    def record_visit(
        self,
        *,
        seen: Sequence[Seen],
        started_at: datetime,
        place: VisitPlace,
        occasion: str,
        by: Person,
        on: date,
        ended_at: datetime | None = None,
        carers_seen: bool = False,
        narrative: str = "",
        worried: bool = False,
        now: datetime | None = None,
    ) -> list[Visit]:
        """As `operations.record_visit`; leads are told of a worry when it is stored."""
        return [
            self._add(
                Visit,
                each.child,
                by,
                occasion=occasion,
                visited_by_id=by.pk,
                started_at=started_at,
                ended_at=ended_at,
                place=place,
                child_seen=each.seen,
                seen_alone=each.alone if each.seen else None,
                not_alone_because=each.not_alone_because if each.seen and each.alone is False else "",
                carers_seen=carers_seen,
                said=each.said,
                narrative=narrative,
                worried=worried,
            )
            for each in seen
        ]

    def record_review(
        self,
        *,
        child: Child,
        held_on: date,
        childs_part: ChildsPart,
        by: Person,
        on: date,
        said: str = "",
        summary: str = "",
    ) -> Review:
        """As `operations.record_review`."""
        return self._add(
            Review, child, by, held_on=held_on, chaired_by_id=by.pk, childs_part=childs_part, said=said,
            summary=summary,
        )  # fmt: skip

    def record_contact(
        self, *, child: Child, kind: ContactKind, at: datetime, with_whom: str, text: str, by: Person, on: date
    ) -> Contact:  # fmt: skip
        """As `operations.record_contact`."""
        return self._add(Contact, child, by, kind=kind, at=at, with_whom=with_whom, text=text)

    def write_note(self, *, child: Child, at: datetime, text: str, by: Person, on: date) -> Note:
        """As `operations.write_note`."""
        return self._add(Note, child, by, at=at, text=text)

    def record_event(
        self,
        *,
        child: Child,
        kind: str,
        at: datetime,
        by: Person,
        on: date,
        title: str = "",
        text: str = "",
        timed: bool = True,
        placed_on: date | None = None,
        number: int | None = None,
        by_whom: str = "",
        sort: str = "",
        outcome: str = "",
        until: date | None = None,
    ) -> Event:
        """As `operations.record_event`."""
        return self._add(
            Event, child, by, kind=kind, at=at, title=title, text=text, timed=timed, placed_on=placed_on,
            number=number, by_whom=by_whom, sort=sort, outcome=outcome, until=until,
        )  # fmt: skip

    def record_circumstances(self, *, child: Child, by: Person, on: date, **changes: Any) -> Circumstances:
        """As `operations.record_circumstances`, once a child."""
        return self._add(Circumstances, child, by, **changes)

    def explain(
        self,
        *,
        child: Child,
        code: str,
        due_on: date,
        reason: LateBecause,
        decided_by: Person,
        decided_on: date,
        by: Person,
        on: date,
        text: str = "",
    ) -> Explanation:
        """As `operations.explain`, once a row and day; nobody is asked whether it is late."""
        return self._add(
            Explanation, child, by, code=code, due_on=due_on, reason=reason, text=text, decided_by_id=decided_by.pk,
            decided_on=decided_on,
        )  # fmt: skip


def _in_order(rows: Iterable[S]) -> list[S]:
    return sorted(rows, key=lambda row: (row.start, row.pk))
