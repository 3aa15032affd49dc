"""One act: one transaction, and the duties of every child it touched worked out again before it ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from django.db import transaction
from django.utils import timezone

from steadyhand.contexts.cases.models import Child, Fact
from steadyhand.contexts.cases.operations.clock import work_out_again
from steadyhand.contexts.cases.policies import Clash
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.contexts.organisations.permissions import Standing
from steadyhand.foundations.audit.record import Kind, record

if TYPE_CHECKING:
    from steadyhand.contexts.organisations.models import Person

F = TypeVar("F", bound=Fact)


@dataclass
class Act:
    """What is under way: whose duties must be worked out again, and where people stand."""

    by: Person
    on: date
    touched: set[int] = field(default_factory=set)
    standings: dict[tuple[int, date], Standing] = field(default_factory=dict)

    def standing(self, person: Person, on: date) -> Standing:
        """Where a person stands on a day, asked once an act."""
        key = (person.pk, on)
        if key not in self.standings:
            self.standings[key] = organisations.standing(person, on)
        return self.standings[key]

    def save(self, fact: F, *, verb: str, child: Child, by: Person, **detail: object) -> F:
        """Store a new fact with its audit row, and remember whose duties it may change."""
        fact.child, fact.council_id, fact.recorded_by = child, child.council_id, by
        fact.save(force_insert=True)
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
def one_act(*, by: Person, on: date) -> Iterator[Act]:
    """Everything inside is saved together or not at all; duties follow at the end, as they stand `on` that day.

    Acts nest: an act inside another is part of it, and one that is refused leaves nothing behind.
    """
    outer = _under_way.get()
    if outer is not None:
        with transaction.atomic():
            yield outer
        return
    act = Act(by=by, on=on)
    with transaction.atomic():
        token = _under_way.set(act)
        try:
            yield act
        finally:
            _under_way.reset(token)
        if act.touched:
            work_out_again(child_ids=act.touched, by=by, on=on)
