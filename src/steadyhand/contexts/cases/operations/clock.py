"""Keeping stored duties in step with the facts they come from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from steadyhand.contexts.cases.gather import duties, facts, timetables
from steadyhand.contexts.cases.models import Child, ClockReading, Duty

if TYPE_CHECKING:
    from steadyhand.contexts.organisations.models import Person

_WORKED_OUT = (
    "started_on", "due_at", "met_at", "is_open", "no_last_day", "explained", "unconfirmed", "missing",
)  # fmt: skip


@transaction.atomic
def work_out_again(*, child_ids: Iterable[int], by: Person | None, on: date) -> int:
    """Work out every duty of these children as facts stand, and store what changed; how many rows changed.

    Stored duties follow the facts exactly: a link that no longer exists goes, one that is new comes, and
    what people added beside it (arranged for, waiting on) stays. `by` is whose act it follows; none for a job.
    """
    ids = sorted(set(child_ids))
    # One writer at a time works out a child's duties. In order of id, and without barring the rows that other acts
    # are adding about the child, so that two acts never wait for each other.
    children = Child.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    councils = dict(children.values_list("pk", "council_id"))
    kept = timetables(councils.values())
    told = facts(ids, terms={pk: kept[council_id].terms for pk, council_id in councils.items()})
    held: dict[int, dict[tuple[str, str, int], Duty]] = {pk: {} for pk in councils}
    for duty in Duty.objects.filter(child_id__in=ids):
        held[duty.child_id][(duty.code, duty.anchor, duty.number)] = duty
    new, changed, readings = [], [], []
    gone: list[int] = []
    for pk, council_id in councils.items():
        if pk not in told:
            continue
        rows, reading = duties(told[pk], child_id=pk, council_id=council_id, on=on, kept=kept[council_id])
        wanted = {(row.code, row.anchor, row.number): row for row in rows}
        for key, row in wanted.items():
            before = held[pk].pop(key, None)
            if before is None:
                new.append(row)
            elif any(getattr(before, name) != getattr(row, name) for name in _WORKED_OUT):
                for name in _WORKED_OUT:
                    setattr(before, name, getattr(row, name))
                changed.append(before)
        gone += [row.pk for row in held[pk].values()]
        readings.append(reading)
    Duty.objects.filter(pk__in=gone).delete()
    Duty.objects.bulk_create(new)
    Duty.objects.bulk_update(changed, _WORKED_OUT)
    ClockReading.objects.bulk_create(
        readings,
        update_conflicts=True,
        unique_fields=["child"],
        update_fields=["worked_out_on", "next_change_at"],
    )
    return len(new) + len(changed) + len(gone)
