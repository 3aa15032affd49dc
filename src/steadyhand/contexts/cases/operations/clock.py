"""Keeping stored duties in step with the facts they come from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from steadyhand.contexts.cases.gather import Key, WorkedOut, duty_of, facts, timetables, worked_out
from steadyhand.contexts.cases.models import Child, ClockReading, Duty
from steadyhand.foundations.asked_often import AskedOften

if TYPE_CHECKING:
    from steadyhand.contexts.organisations.models import Person

_KEY = ("code", "anchor", "number")


@transaction.atomic(savepoint=False)
def work_out_again(*, child_ids: Iterable[int], by: Person | None, on: date) -> int:
    """Work out every duty of these children as facts stand, and store what changed; how many rows changed.

    Stored duties follow the facts exactly: a link that no longer exists goes, one that is new comes, and
    what people added beside it (arranged for, waiting on) stays. `by` is whose act it follows; none for a job.
    """
    ids = sorted(set(child_ids))
    # One writer at a time works out a child's duties. In order of id, and without barring the rows that other acts
    # are adding about the child, so that two acts never wait for each other.
    councils = dict(_HELD.of(ids))
    kept = timetables(councils.values())
    told = facts(ids, terms={pk: kept[council_id].terms for pk, council_id in councils.items()})
    held: dict[int, dict[Key, tuple[int, WorkedOut]]] = {pk: {} for pk in councils}
    for pk, child, code, anchor, number, *says in _STORED.of(ids):
        held[child][code, anchor, number] = pk, WorkedOut(*says)
    new, changed, readings = [], [], []
    gone: list[int] = []
    for child, council_id in councils.items():
        if child not in told:
            continue
        wanted, next_change_at = worked_out(told[child], on=on, kept=kept[council_id])
        for key, says_now in wanted.items():
            pk, before = held[child].pop(key, (None, None))
            if pk is None:
                new.append(duty_of(key, says_now, child_id=child, council_id=council_id))
            elif before != says_now:
                changed.append(Duty(pk=pk, **says_now._asdict()))
        gone += [pk for pk, _ in held[child].values()]
        readings.append(
            ClockReading(
                child_id=child, council_id=council_id, worked_out_on=on, next_change_at=next_change_at
            )
        )
    Duty.objects.filter(pk__in=gone).delete()
    Duty.objects.bulk_create(new)
    Duty.objects.bulk_update(changed, WorkedOut._fields)
    ClockReading.objects.bulk_create(
        readings,
        update_conflicts=True,
        unique_fields=["child"],
        update_fields=["worked_out_on", "next_change_at"],
    )
    return len(new) + len(changed) + len(gone)


_HELD = AskedOften(
    lambda ids: (
        Child.objects.select_for_update(no_key=True)
        .filter(pk__in=ids)
        .order_by("pk")
        .values_list("pk", "council_id")
    )
)
_STORED = AskedOften(
    lambda ids: Duty.objects.filter(child_id__in=ids).values_list("pk", "child_id", *_KEY, *WorkedOut._fields)
)
