"""One act: one transaction, and the duties of every child it touched worked out again before it ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from steadyhand.contexts.cases import queries
from steadyhand.contexts.cases.models import AccessWindow, Allocation, Child, Fact, HeldBy, Identity
from steadyhand.contexts.cases.operations.clock import work_out_again
from steadyhand.contexts.cases.permissions.at_hand import AtHand, tie_at_hand
from steadyhand.contexts.cases.permissions.checks import check_part, check_put_right, check_record
from steadyhand.contexts.cases.permissions.table import Part, Right
from steadyhand.contexts.cases.permissions.visibility import Tie, windows_changed
from steadyhand.contexts.cases.permissions.withheld import Withheld
from steadyhand.contexts.cases.policies import Clash, moment_of
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.contexts.organisations.permissions import Standing
from steadyhand.foundations.audit.models import Entry
from steadyhand.foundations.audit.record import Kind, record, together

if TYPE_CHECKING:
    from steadyhand.contexts.organisations.models import Person

F = TypeVar("F", bound=Fact)


@dataclass
class Act:
    """What is under way: whose duties must be worked out again, and what was read once to check the rest."""

    by: Person
    on: date
    entries: list[Entry]
    whole: bool = False
    touched: set[int] = field(default_factory=set)
    _careers: dict[int, organisations.Career] = field(default_factory=dict)
    _read: dict[tuple[type[Model], int], tuple[Any, ...]] = field(default_factory=dict)

    def alone_with(self, children: Iterable[Child]) -> None:
        """Wait until nobody else writes down a visit to these children, and let nobody until this act ends.

        In order of id, as `work_out_again` waits for them.
        """
        ids = {child.pk for child in children}
        list(Child.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").values("pk"))

    def standing(self, person: Person, on: date) -> Standing:
        """Where a person stands on a day; their roles are read once an act."""
        if person.pk not in self._careers:
            self._careers[person.pk] = organisations.career(person)
        return self._careers[person.pk].on(on)

    def born(self, child: Child) -> date:
        """The child's date of birth, read once an act."""
        born: date = self._rows(Identity, child.pk)[0].date_of_birth
        return born

    def check_write(self, by: Person, child: Child, part: Part, *, verb: str, on: date) -> None:
        """Raise NotHereOrNotYours unless this person may write this part of this child's record on this day."""
        check_part(self._tie(by, child, on), part, Right.WRITE, verb=verb, subject_id=str(child.pk))

    def check_record(self, by: Person, child: Child, kind: str, *, verb: str, on: date) -> None:
        """Raise NotHereOrNotYours unless this person may put such a happening of this child on record on this day."""
        check_record(self._tie(by, child, on), kind, verb=verb)

    def check_put_right(
        self, by: Person, child: Child, kind: str, *, of: datetime, verb: str, on: date
    ) -> None:
        """Raise NotHereOrNotYours unless this person may put such a happening, of that moment, right on this day."""
        check_put_right(self._tie(by, child, on), kind, of=of, now=moment_of(on), verb=verb)

    def may_read(self, by: Person, child: Child, part: Part, *, on: date) -> bool:
        """Whether this person may read this part of this child's record on this day."""
        return self._tie(by, child, on).may(part)

    def hidden_from(self, by: Person, child: Child, *, on: date) -> Withheld:
        """What leads to homes, the child's or a brother's or sister's, of which this person may not know."""
        near = queries.homes_near(child)
        children = {row.child_id: row.child for row in near}
        known = {pk for pk, each in children.items() if self.may_read(by, each, Part.ADDRESS, on=on)}
        return Withheld(queries.withheld_homes(near, of=child.pk, known=known))

    def _tie(self, by: Person, child: Child, on: date) -> Tie:
        hand = AtHand(
            child=child,
            allocations=self._rows(Allocation, child.pk),
            held=self._rows(HeldBy, child.pk),
            windows=self._rows(AccessWindow, by.pk),
        )
        return tie_at_hand(self.standing(by, on), hand, at=moment_of(on))

    def _rows(self, model: type[Model], of: int) -> tuple[Any, ...]:
        """A child's standing rows of one kind, or a person's windows; read again after one was written."""
        if (model, of) not in self._read:
            rows = (
                AccessWindow.objects.filter(person_id=of, closed_at=None)
                if model is AccessWindow
                else model._default_manager.filter(child_id=of, superseded_at=None)
            )
            self._read[model, of] = tuple(rows)
        return self._read[model, of]

    def written(self, row: Model, of: int) -> None:
        """Forget what was read of this kind: it is read again when it is next needed."""
        self._read.pop((type(row), of), None)
        if isinstance(row, AccessWindow):
            windows_changed()

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A part that may be refused: all of it is undone then, and nothing on record tells of it."""
        if self.whole:
            yield
            return
        before = len(self.entries)
        try:
            with transaction.atomic():
                yield
        except BaseException:
            del self.entries[before:]
            self._read.clear()
            windows_changed()
            raise

    def save(self, fact: F, *, verb: str, child: Child, by: Person, **detail: object) -> F:
        """Store a new fact with its audit row, and remember whose duties it may change."""
        fact.child, fact.council_id, fact.recorded_by = child, child.council_id, by
        fact.save(force_insert=True)
        self.written(fact, child.pk)
        self.touched.add(child.pk)
        record(
            Kind.CHANGE,
            verb=verb,
            subject_type="child",
            subject_id=child.pk,
            actor_id=by.account_id,
            council_id=child.council_id,
            detail={"row": f"{type(fact).__name__.lower()}:{fact.pk}", **detail},
        )
        return fact

    def replace(self, old: F, *, verb: str, child: Child, by: Person, **changes: object) -> F:
        """Put a fact right by a new row that corrects it. Raises Clash if somebody has corrected it already."""
        model = type(old)
        if not model._default_manager.filter(pk=old.pk, superseded_at=None).update(
            superseded_at=timezone.now()
        ):
            raise Clash(
                "Somebody else changed this since you opened it. Look at it again before you change it."
            )
        kept = {
            each.attname: getattr(old, each.attname)
            for each in model._meta.concrete_fields
            if each.name not in {"id", "corrects", "recorded_at", "superseded_at"}
        }
        new = model(**{**kept, "corrects_id": old.pk})
        for name, value in changes.items():
            setattr(new, name, value)
        return self.save(new, verb=verb, child=child, by=by, corrects=old.pk, changed=sorted(changes))


_under_way: ContextVar[Act | None] = ContextVar("act_under_way", default=None)


@contextmanager
def one_act(*, by: Person, on: date, whole: bool = False) -> Iterator[Act]:
    """Everything inside is saved together or not at all; duties follow at the end, as they stand `on` that day.

    Acts nest: an act inside another is part of it, and one that is refused leaves nothing behind. `whole`: whoever opens
    it gives all of it up when any part is refused, so that no part needs to be undone alone.
    """
    outer = _under_way.get()
    if outer is not None:
        with outer.attempt():
            yield outer
        return
    with transaction.atomic(), together() as entries:
        act = Act(by=by, on=on, entries=entries, whole=whole)
        token = _under_way.set(act)
        try:
            yield act
        finally:
            _under_way.reset(token)
        if act.touched:
            work_out_again(child_ids=act.touched, by=by, on=on)
