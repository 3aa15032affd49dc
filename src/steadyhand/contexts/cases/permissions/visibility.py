"""The one place that filters by person.

Each relationship is one set of child ids, found by a subquery on an index. A person sees a child when at least
one of their relationships lets them read who the child is. Built from `pk__in` subqueries: many times quicker
here than correlated `Exists`. Nothing else in the house filters children by person.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from django.utils import timezone

from steadyhand.contexts.cases.models import STANDS, AccessWindow, Allocation, Child, HeldBy
from steadyhand.contexts.cases.permissions.table import (
    NAME_ONLY,
    NAMED_FILES_ONLY,
    PARTLY,
    TABLE,
    Part,
    Relationship,
    Right,
    grants,
)
from steadyhand.contexts.cases.states import AllocationRole, WindowKind
from steadyhand.contexts.organisations.permissions import Standing
from steadyhand.contexts.organisations.states import RoleKind

R = Relationship
WORKING = (AllocationRole.SOCIAL_WORKER, AllocationRole.SECOND_WORKER, AllocationRole.PERSONAL_ADVISER)
WORKERS = (RoleKind.SOCIAL_WORKER, RoleKind.NEWLY_QUALIFIED, RoleKind.PERSONAL_ADVISER)
OFFICERS = (RoleKind.NOMINATED_OFFICER, RoleKind.SERVICE_MANAGER, RoleKind.DIRECTOR)


def _on(standing: Standing) -> Q:
    return STANDS & Q(start__lte=standing.on) & (Q(end__isnull=True) | Q(end__gt=standing.on))


def _allocations(standing: Standing, *roles: AllocationRole) -> QuerySet[Allocation]:
    return Allocation.objects.filter(
        _on(standing), person_id=standing.person_id, role__in=roles, council_id__in=standing.councils
    )


def _works_with(standing: Standing, at: datetime) -> QuerySet[Any] | None:
    # Only from the body that holds the child: whoever moves to another leaves these children behind, even
    # where nobody has ended the allocation yet.
    bodies = standing.bodies(*WORKERS)
    if not bodies:
        return None
    held = HeldBy.objects.filter(_on(standing), body_id__in=bodies)
    return _allocations(standing, *WORKING).filter(child_id__in=held.values("child_id")).values("child_id")


def _allocated(role: AllocationRole, kind: RoleKind) -> "Source":
    def children(standing: Standing, at: datetime) -> QuerySet[Any] | None:
        return _allocations(standing, role).values("child_id") if standing.holds(kind) else None

    return children


def _held_by_body_led(standing: Standing, at: datetime) -> QuerySet[Any] | None:
    bodies = standing.bodies(RoleKind.LEAD)
    return HeldBy.objects.filter(_on(standing), body_id__in=bodies).values("child_id") if bodies else None


def _of_council(*kinds: RoleKind) -> "Source":
    def children(standing: Standing, at: datetime) -> QuerySet[Any] | None:
        councils = standing.bodies(*kinds)
        return Child.objects.filter(council_id__in=councils).values("pk") if councils else None

    return children


def _windows(standing: Standing, at: datetime, kinds: Iterable[WindowKind]) -> QuerySet[AccessWindow]:
    return AccessWindow.objects.filter(
        person_id=standing.person_id, council_id__in=standing.councils, kind__in=kinds, start__lte=at, end__gt=at,
        closed_at=None,
    )  # fmt: skip


def _window(*kinds: WindowKind, onto_bodies: bool = True) -> "Source":
    def children(standing: Standing, at: datetime) -> QuerySet[Any]:
        windows = _windows(standing, at, kinds)
        wanted = Q(pk__in=windows.filter(child__isnull=False).values("child_id"))
        if onto_bodies:
            bodies = windows.filter(body__isnull=False)
            held = HeldBy.objects.filter(_on(standing), body_id__in=bodies.values("body_id"))
            wanted |= Q(pk__in=held.values("child_id")) | Q(council_id__in=bodies.values("body_id"))
        return Child.objects.filter(wanted).values("pk")

    return children


def _own(standing: Standing, at: datetime) -> QuerySet[Any] | None:
    if not standing.holds(RoleKind.YOUNG_PERSON):
        return None
    return Child.objects.filter(person_id=standing.person_id).values("pk")


Source = Callable[[Standing, datetime], "QuerySet[Any] | None"]

# Where each relationship is read from. One that is missing here opens nothing (commissioner, lead member,
# evaluator, administrator), or has no sign-in yet (parent, carer), or waits for its context (complaints manager).
SOURCES: dict[Relationship, Source] = {
    R.ALLOCATED: _works_with,
    R.LEAD: _held_by_body_led,
    R.COVER: _window(WindowKind.COVER),
    R.EMERGENCY: _window(WindowKind.EMERGENCY),
    R.ON_CALL: _window(WindowKind.ON_CALL),
    R.COUNCIL_OFFICER: _of_council(*OFFICERS),
    R.REVIEWING_OFFICER: _allocated(AllocationRole.REVIEWING_OFFICER, RoleKind.REVIEWING_OFFICER),
    R.CHILD: _own,
    R.ADVOCATE: _allocated(AllocationRole.ADVOCATE, RoleKind.ADVOCATE),
    R.INDEPENDENT_VISITOR: _allocated(AllocationRole.INDEPENDENT_VISITOR, RoleKind.INDEPENDENT_VISITOR),
    R.VIRTUAL_SCHOOL_HEAD: _of_council(RoleKind.VIRTUAL_SCHOOL_HEAD),
    R.DESIGNATED_NURSE: _of_council(RoleKind.DESIGNATED_NURSE),
    R.INSPECTOR: _window(WindowKind.INSPECTION),
}
_NAMED_FILE = _window(WindowKind.INSPECTION, onto_bodies=False)


def _sources(standing: Standing, at: datetime) -> dict[Relationship, QuerySet[Any]]:
    """The sets this person can have at all. Somebody who holds no role any more has none."""
    if not standing.roles:
        return {}
    found = {relationship: source(standing, at) for relationship, source in SOURCES.items()}
    return {relationship: children for relationship, children in found.items() if children is not None}


def visible_to(
    standing: Standing, *, at: datetime | None = None, part: Part = Part.IDENTITY, right: Right = Right.READ
) -> QuerySet[Child]:
    """Children of whom this person may do this with this part of the record, at this moment."""
    at = at or timezone.now()
    wanted = Q(pk__in=[])
    for relationship, children in _sources(standing, at).items():
        if right in grants(relationship, part):
            wanted |= Q(pk__in=children)
    return Child.objects.filter(wanted)


@dataclass(frozen=True, slots=True)
class Tie:
    """How one person stands to one child at one moment, and what follows from it."""

    child_id: int
    council_id: int
    relationships: frozenset[Relationship]
    named_file: bool = False

    def may(self, part: Part, right: Right = Right.READ) -> bool:
        """Whether any relationship grants this."""
        return any(
            right in grants(relationship, part)
            for relationship in self.relationships
            if self.named_file or relationship not in NAMED_FILES_ONLY or not _named_only(part)
        )

    def reads_whole(self, part: Part) -> bool:
        """Whether any relationship lets this part be read whole, not only what is marked for the reader."""
        return any(
            Right.READ in grants(relationship, part) and TABLE[relationship][part].note not in PARTLY
            for relationship in self.relationships
            if self.named_file or relationship not in NAMED_FILES_ONLY or not _named_only(part)
        )

    @property
    def name_only(self) -> bool:
        """Whether the reader may know the name and no more of who the child is."""
        return bool(self.relationships) and self.relationships <= NAME_ONLY

    def reads_notes_of_30_days_only(self) -> bool:
        """On call and nothing more: notes of the last 30 days."""
        reading = {r for r in self.relationships if Right.READ in grants(r, Part.NOTES)}
        return reading == {Relationship.ON_CALL}

    @property
    def because(self) -> str:
        """The first relationship by which the child was reached, for the record of who looked."""
        return next((r.name.lower() for r in Relationship if r in self.relationships), "none")


def _named_only(part: Part) -> bool:
    return TABLE[Relationship.INSPECTOR][part].note == "named files only"


def tie(standing: Standing, child_ref: str, *, at: datetime | None = None) -> Tie | None:
    """How this person stands to the child of this address; none where there is no such child. One query."""
    return next(iter(ties(standing, Child.objects.filter(ref=child_ref), at=at).values()), None)


def ties(standing: Standing, children: QuerySet[Child], *, at: datetime | None = None) -> dict[int, Tie]:
    """How this person stands to each of these children, by child id. One query."""
    at = at or timezone.now()
    sources: dict[str, Any] = {r.name.lower(): q for r, q in _sources(standing, at).items()}
    if not sources:
        return {pk: Tie(pk, council, frozenset()) for pk, council in children.values_list("pk", "council_id")}
    if Relationship.INSPECTOR.name.lower() in sources:
        sources["named_file"] = _NAMED_FILE(standing, at)
    flags = {
        f"is_{name}": ExpressionWrapper(Q(pk__in=found), output_field=BooleanField())
        for name, found in sources.items()
    }
    rows = children.annotate(answering=F("council_id"), **flags).values("pk", "answering", *flags)
    found = {}
    for row in rows:
        held = frozenset(r for r in Relationship if row.get(f"is_{r.name.lower()}"))
        found[row["pk"]] = Tie(row["pk"], row["answering"], held, bool(row.get("is_named_file")))
    return found
