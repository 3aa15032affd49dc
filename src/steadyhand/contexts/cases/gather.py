"""Rows into what engines are told, and their answers into rows: the statutory clock, by the same few queries however
many children, and search."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from steadyhand.contexts.cases.models import (
    Child,
    ClockReading,
    Duty,
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
EVENTS_OF_THE_CLOCK = (EventKind.FEWER_VISITS_AGREED, EventKind.FEWER_VISITS_DECLINED)
# The rows whose facts the record can hold; about the others it would say "late" of what nobody can enter.
_KEPT = ("V-1", "V-2", "V-3", "V-4", "V-5", "REV-1", "REV-2", "REV-3")
_OPEN = {timescales.Outcome.DUE, timescales.Outcome.LATE, timescales.Outcome.LATE_EXPLAINED}


def facts(child_ids: Collection[int]) -> dict[int, timescales.ChildFacts]:
    """What the clock is told of each child: facts that stand. Seven queries, however many children."""
    births = dict(Identity.objects.standing().of(child_ids).values_list("child_id", "date_of_birth"))
    care = _by_child(PeriodOfCare.objects.standing().of(child_ids).order_by("start", "pk"))
    legal = _by_child(LegalStatus.objects.standing().of(child_ids).order_by("start", "pk"))
    homes = _by_child(Placement.objects.standing().of(child_ids).order_by("start", "starts_at", "pk"))
    visits = Visit.objects.standing().of(child_ids)
    events = defaultdict(list)
    for child, at, seen, alone in visits.values_list("child_id", "started_at", "child_seen", "seen_alone"):
        events[child].append(visit(at, seen, alone))
    for child, held_on in Review.objects.standing().of(child_ids).values_list("child_id", "held_on"):
        events[child].append(timescales.Event(event="review_held", at=held_on))
    agreed = Event.objects.standing().of(child_ids).filter(kind__in=EVENTS_OF_THE_CLOCK)
    for child, kind, at in agreed.values_list("child_id", "kind", "at"):
        events[child].append(timescales.Event(event=kind, at=local_day(at)))
    return {
        child: of_rows(birth, care[child], legal[child], homes[child], events[child])
        for child, birth in births.items()
    }


def of_rows(
    born: date,
    care: Sequence[PeriodOfCare],
    legal: Sequence[LegalStatus],
    homes: Sequence[Placement],
    events: Iterable[timescales.Event],
) -> timescales.ChildFacts:
    """One child's standing rows, each kind in the order of its days, as the clock is told of them."""
    return timescales.ChildFacts(
        date_of_birth=born,
        periods_of_care=tuple(timescales.PeriodOfCare(row.start, row.end) for row in care),
        legal_status=tuple(timescales.LegalStatus(row.code, row.start, row.end) for row in legal),
        placements=_placements(homes),
        events=tuple(events),
        short_breaks_reg48=bool(legal) and legal[-1].code in _SHORT_BREAKS,
    )


def visit(at: datetime, seen: bool, alone: bool | None) -> timescales.Event:
    """A visit as the clock is told of it."""
    return timescales.Event(event="visit", at=local_day(at), child_seen=seen, seen_alone=alone)


def of_events(rows: Iterable[Visit | Review | Event]) -> Iterator[timescales.Event]:
    """What happened to one child, as the clock is told of it; happenings that say nothing to it are left out."""
    for row in rows:
        if isinstance(row, Visit):
            yield visit(row.started_at, row.child_seen, row.seen_alone)
        elif isinstance(row, Review):
            yield timescales.Event(event="review_held", at=row.held_on)
        elif row.kind in EVENTS_OF_THE_CLOCK:
            yield timescales.Event(event=row.kind, at=local_day(row.at))


def _by_child(rows: Any) -> dict[int, list[Any]]:
    sorted_out: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        sorted_out[row.child_id].append(row)
    return sorted_out


def _placements(rows: Sequence[Placement]) -> tuple[timescales.Placement, ...]:
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


def duties(
    told: timescales.ChildFacts, *, child_id: int, council_id: int, on: date
) -> tuple[list[Duty], ClockReading]:
    """Every duty of one child as these facts stand, and when time alone changes one; not stored yet."""
    answers = timescales.answers(told, on=on, codes=_KEPT)
    changes = [answer.next_change for answer in answers if answer.next_change]
    reading = ClockReading(
        child_id=child_id,
        council_id=council_id,
        worked_out_on=on,
        next_change_at=min(changes, default=None),
    )
    return list(_duties(answers, child_id, council_id)), reading


def _duties(answers: Iterable[timescales.Answer], child_id: int, council_id: int) -> Iterator[Duty]:
    for answer in answers:
        present = answer.links[-1] if answer.links and answer.answer in _OPEN else None
        for link in answer.links:
            yield Duty(
                child_id=child_id,
                council_id=council_id,
                code=answer.code,
                anchor=link.anchor,
                number=link.number,
                started_on=link.started,
                due_at=_day(link.due),
                met_at=_day(link.done),
                is_open=link is present,
            )
        if answer.answer is timescales.Outcome.CANNOT_TELL:
            yield Duty(
                child_id=child_id,
                council_id=council_id,
                code=answer.code,
                anchor="cannot tell",
                number=0,
                is_open=True,
                missing=list(answer.missing),
            )


def _day(at: date | datetime | None) -> date | None:
    return local_day(at) if isinstance(at, datetime) else at


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
