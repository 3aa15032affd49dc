"""Reads of the record. Who may see a child is decided before these are asked (`permissions.visibility`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Case, CharField, F, IntegerField, Max, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from steadyhand.contexts.cases.models import (
    AccessWindow,
    Allocation,
    Child,
    ClockReading,
    Contact,
    Duty,
    Event,
    HeldBy,
    Identity,
    Note,
    PeriodOfCare,
    Placement,
    Relationship,
    Visit,
    walls,
)
from steadyhand.contexts.cases.states import SIBLINGS, AllocationRole, ContactKind, EventKind
from steadyhand.engines.naming import Kind, Typed


def identities(child_ids: Iterable[int]) -> dict[int, Identity]:
    """Who these children are, by child id. One query."""
    rows = Identity.objects.standing().filter(child_id__in=child_ids).select_related("child__council")
    return {row.child_id: row for row in rows}


def open_duties(child_ids: Iterable[int], *, until: date | None = None) -> QuerySet[Duty]:
    """Duties not met yet, the earliest first; those whose date cannot be told come last."""
    rows = Duty.objects.filter(child_id__in=child_ids, is_open=True)
    if until is not None:
        rows = rows.filter(Q(due_at__lte=until) | Q(due_at=None))
    return rows.select_related("waiting_on").order_by(F("due_at").asc(nulls_last=True), "child_id", "code")


def caseload(person_id: int, on: date) -> QuerySet[Allocation]:
    """Children to whom this person is social worker, second worker or personal adviser on this day."""
    working = (AllocationRole.SOCIAL_WORKER, AllocationRole.SECOND_WORKER, AllocationRole.PERSONAL_ADVISER)
    return Allocation.objects.on(on).filter(person_id=person_id, role__in=working)


def held_by_bodies(body_ids: Iterable[int], on: date) -> QuerySet[HeldBy]:
    """Children held by these bodies on this day."""
    return HeldBy.objects.on(on).filter(body_id__in=body_ids)


def in_care(child_ids: Iterable[int], on: date) -> set[int]:
    """Which of these children are looked after on this day. One query."""
    return set(PeriodOfCare.objects.on(on).filter(child_id__in=child_ids).values_list("child_id", flat=True))


def current_homes(child_ids: Iterable[int], on: date) -> dict[int, Placement]:
    """Where each of these children lives on this day, with the home. One query."""
    rows = (
        Placement.objects.on(on).filter(child_id__in=child_ids).select_related("home").order_by("start", "pk")
    )
    return {row.child_id: row for row in rows}


def allocations(child_ids: Iterable[int], on: date) -> QuerySet[Allocation]:
    """Who works with these children on this day, in each role."""
    rows = Allocation.objects.on(on).filter(child_id__in=child_ids)
    return rows.select_related("person").order_by("child_id", "role")


def latest_visits(child_ids: Iterable[int]) -> QuerySet[Visit]:
    """Visits that stand, newest first."""
    return Visit.objects.standing().filter(child_id__in=child_ids).order_by("-started_at", "-pk")


def living_together(
    child_ids: Iterable[int], homes: dict[int, Placement] | None = None, *, on: date
) -> dict[int, list[int]]:
    """For each of these children: the brothers and sisters in care who live in the same home on this day.

    Only brothers and sisters: another child in the same home has a record of their own, written apart.
    At most two queries.
    """
    ids = list(child_ids)
    pairs = list(
        Relationship.objects.standing()
        .filter(child_id__in=ids, kind__in=SIBLINGS, other_child__isnull=False)
        .order_by("pk")
        .values_list("child_id", "other_child_id")
    )
    if not pairs:
        return {}
    everybody = {pk for pair in pairs for pk in pair}
    if homes is None or not everybody <= homes.keys():
        homes = current_homes(everybody, on)
    together: dict[int, list[int]] = {}
    for child, other in pairs:
        if child in homes and other in homes and homes[child].home_id == homes[other].home_id:
            together.setdefault(child, []).append(other)
    return together


@dataclass(frozen=True, slots=True)
class Written:
    """Something written down with a moment of its own: an event, a contact or a note."""

    pk: int
    at: datetime
    title: str
    text: str


def written_down(child: Child, *, since: datetime) -> list[Written]:
    """Events, contacts and notes about this child since a moment, as the story tells them. One query."""
    since_then = {"child": child, "at__gte": since}
    events = Event.objects.standing().filter(**since_then).annotate(what=Value("event"), whom=F("title"))
    contacts = (
        Contact.objects.standing().filter(**since_then).annotate(what=Value("contact"), whom=F("with_whom"))
    )
    blank = Value("", output_field=CharField())
    notes = Note.objects.standing().filter(**since_then).annotate(what=Value("note"), whom=blank, kind=blank)
    names = ("what", "kind", "whom", "pk", "at", "text")
    rows = events.values_list(*names).union(contacts.values_list(*names), notes.values_list(*names), all=True)
    return [
        Written(pk=pk, at=at, title=_title(what, kind, whom), text=text)
        for what, kind, whom, pk, at, text in rows
    ]


def _title(what: str, kind: str, whom: str) -> str:
    if what == "event":
        return whom or EventKind(kind).label
    return f"{ContactKind(kind).label} with {whom}" if what == "contact" else "Note"


def open_windows(child: Child) -> QuerySet[AccessWindow]:
    """Windows onto this child that are open now."""
    now = timezone.now()
    return AccessWindow.objects.filter(
        child=child, start__lte=now, end__gt=now, closed_at=None
    ).select_related("person")


def children_whose_duties_change(council_id: int, on: date) -> list[int]:
    """Children of this council for whom, by this day, time alone has changed what is due."""
    rows = ClockReading.objects.filter(council_id=council_id, next_change_at__lte=on, worked_out_on__lt=on)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def missing_guarantees() -> list[str]:
    """What the database in use should guarantee about spans and councils in its own words, and does not."""
    return walls.missing(connection)


# What one shared key says for a child, so that the database can choose whom to look at more closely.
_SAYS = {
    Kind.NUMBER: 40,
    Kind.NUMBER_START: 12,
    Kind.NAME: 10,
    Kind.NICKNAME: 7,
    Kind.START: 6,
    Kind.SLIP: 5,
    Kind.SOUND: 4,
}


def answering_to(
    wanted: Typed, *, among: QuerySet[Child], councils: Iterable[int], own: QuerySet[Allocation], most: int
) -> list[tuple[int, bool]]:
    """Children who share a key with what was typed: (id, whether one of `own`), those first, then the likeliest.

    At most so many: a name that hundreds bear is cut short here. One query.
    """
    lookups = wanted.lookups()
    every = frozenset().union(*(lookup.every_key() for lookup in lookups))
    kind, key = "name_keys__kind", "name_keys__key__in"
    says = [
        Coalesce(
            Max(
                Case(
                    *(
                        When(Q(**{kind: each.value, key: sorted(found)}), then=Value(_SAYS[each]))
                        for each, found in lookup.keys.items()
                    ),
                    output_field=IntegerField(),
                )
            ),
            0,
        )
        for lookup in lookups
    ]
    rows = (
        among.filter(name_keys__council_id__in=sorted(councils), name_keys__key__in=sorted(every))
        .values("pk")
        .annotate(likely=sum(says[1:], says[0]), mine=Q(pk__in=own.values("child_id")))
        .filter(likely__gt=0)
        .order_by("-mine", "-likely", "pk")
    )
    return [(pk, bool(mine)) for pk, mine in rows.values_list("pk", "mine")[:most]]


def window_reasons(window_ids: Iterable[int]) -> dict[int, str]:
    """Why each of these windows of access was opened, in the words of whoever opened it. One query."""
    return dict(AccessWindow.objects.filter(pk__in=list(window_ids)).values_list("pk", "because"))
