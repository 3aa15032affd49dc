"""Rows into what engines are told: the statutory clock, by the same few queries however many children, and search."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from steadyhand.contexts.cases.models import (
    Child,
    Event,
    Identity,
    LegalStatus,
    NameKey,
    PeriodOfCare,
    Placement,
    Review,
    Visit,
)
from steadyhand.contexts.cases.policies import local_day
from steadyhand.contexts.cases.states import ADOPTIVE, WITH_PARENT, EventKind, LegalStatusCode
from steadyhand.engines import timescales
from steadyhand.engines.naming import Named, keys

_SHORT_BREAKS = {LegalStatusCode.V3, LegalStatusCode.V4}
_EVENTS_OF_THE_CLOCK = (EventKind.FEWER_VISITS_AGREED, EventKind.FEWER_VISITS_DECLINED)


def facts(child_ids: Collection[int]) -> dict[int, timescales.ChildFacts]:
    """What the clock is told of each child: facts that stand. Seven queries, however many children."""
    births = dict(Identity.objects.standing().of(child_ids).values_list("child_id", "date_of_birth"))
    care = _by_child(PeriodOfCare.objects.standing().of(child_ids).order_by("start", "pk"))
    legal = _by_child(LegalStatus.objects.standing().of(child_ids).order_by("start", "pk"))
    homes = _by_child(Placement.objects.standing().of(child_ids).order_by("start", "starts_at", "pk"))
    visits = Visit.objects.standing().of(child_ids)
    events = defaultdict(list)
    for child, at, seen, alone in visits.values_list("child_id", "started_at", "child_seen", "seen_alone"):
        events[child].append(
            timescales.Event(event="visit", at=local_day(at), child_seen=seen, seen_alone=alone)
        )
    for child, held_on in Review.objects.standing().of(child_ids).values_list("child_id", "held_on"):
        events[child].append(timescales.Event(event="review_held", at=held_on))
    agreed = Event.objects.standing().of(child_ids).filter(kind__in=_EVENTS_OF_THE_CLOCK)
    for child, kind, at in agreed.values_list("child_id", "kind", "at"):
        events[child].append(timescales.Event(event=kind, at=local_day(at)))
    return {
        child: timescales.ChildFacts(
            date_of_birth=birth,
            periods_of_care=tuple(timescales.PeriodOfCare(row.start, row.end) for row in care[child]),
            legal_status=tuple(timescales.LegalStatus(row.code, row.start, row.end) for row in legal[child]),
            placements=_placements(homes[child]),
            events=tuple(events[child]),
            short_breaks_reg48=bool(legal[child]) and legal[child][-1].code in _SHORT_BREAKS,
        )
        for child, birth in births.items()
    }


def _by_child(rows: Any) -> dict[int, list[Any]]:
    sorted_out: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        sorted_out[row.child_id].append(row)
    return sorted_out


def _placements(rows: list[Placement]) -> tuple[timescales.Placement, ...]:
    """Placements named by the day they start, so that a correction of one keeps its clock."""
    told = []
    named: dict[date, int] = defaultdict(int)
    for row in rows:
        named[row.start] += 1
        times = named[row.start]
        told.append(
            timescales.Placement(
                id=row.start.isoformat() + (f".{times}" if times > 1 else ""),
                start=row.start,
                end=row.end,
                type=row.type,
                lasts_to_18=row.lasts_to_18,
                long_term_foster_reg22B=row.long_term_foster,
                with_parent=row.type in WITH_PARENT,
                urgent_reg19=row.urgent_with_parent,
                temporary_approval_reg24=row.temporary_approval,
                adoptive=row.type in ADOPTIVE,
            )
        )
    return tuple(told)


def named(child: Child, identity: Identity) -> Named:
    """All that this child is called, as search understands it."""
    return Named(
        given_name=identity.given_name,
        family_name=identity.family_name,
        known_as=identity.known_as,
        said_as=identity.said_as,
        identifier=child.identifier,
    )


def name_keys(child: Child, identity: Identity) -> list[NameKey]:
    """The rows by which search finds this child under this identity, not stored yet."""
    return [
        NameKey(child_id=child.pk, council_id=child.council_id, kind=kind.value, key=key)
        for kind, key in sorted(keys(named(child, identity)))
    ]
