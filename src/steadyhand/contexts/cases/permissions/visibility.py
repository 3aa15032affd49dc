"""The one place that filters by person.

Whatever the relationship, it holds only while the person's bodies work for the council that answers for the child.

Each relationship is one set of child ids, found by a subquery on an index. A person sees a child when at least
one of their relationships lets them read who the child is. Built from `pk__in` subqueries: many times quicker
here than correlated `Exists`. Nothing else in the house filters children by person.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

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
WORKERS = (RoleKind.SOCIAL_WORKER, RoleKind.NEWLY_QUALIFIED, RoleKind.PERSONAL_ADVISER)
OFFICERS = (RoleKind.NOMINATED_OFFICER, RoleKind.SERVICE_MANAGER, RoleKind.DIRECTOR)
WORKING = (AllocationRole.SOCIAL_WORKER, AllocationRole.SECOND_WORKER, AllocationRole.PERSONAL_ADVISER)


@dataclass(frozen=True, slots=True)
class _Windows:
    """What one person's windows open at one moment: few, so they are read first and named by id."""

    children: frozenset[int]
    bodies: frozenset[int]


Source = Callable[[Standing, "dict[WindowKind, _Windows]"], "Q | None"]


def _on(standing: Standing) -> Q:
    return STANDS & Q(start__lte=standing.on) & (Q(end__isnull=True) | Q(end__gt=standing.on))


def _allocated(standing: Standing, *roles: AllocationRole) -> QuerySet[Allocation]:
    return Allocation.objects.filter(_on(standing), person_id=standing.person_id, role__in=roles)


def _working(standing: Standing, windows: dict[WindowKind, _Windows]) -> Q | None:
    """Allocated, and still at the body that holds the child: an allocation nobody ended does not outlive the post."""
    bodies = standing.bodies(*WORKERS)
    if not bodies:
        return None
    held = HeldBy.objects.filter(_on(standing), body_id__in=bodies)
    rows = _allocated(standing, *WORKING).filter(child_id__in=held.values("child_id"))
    return Q(pk__in=rows.values("child_id"))


def _reviewing(standing: Standing, windows: dict[WindowKind, _Windows]) -> Q | None:
    councils = standing.bodies(RoleKind.REVIEWING_OFFICER)
    if not councils:
        return None
    rows = _allocated(standing, AllocationRole.REVIEWING_OFFICER).filter(council_id__in=councils)
    return Q(pk__in=rows.values("child_id"))


def _beside(role: AllocationRole, kind: RoleKind) -> Source:
    def children(standing: Standing, windows: dict[WindowKind, _Windows]) -> Q | None:
        if not standing.holds(kind):
            return None
        rows = _allocated(standing, role).filter(council_id__in=standing.councils)
        return Q(pk__in=rows.values("child_id"))

    return children


def _held_by(standing: Standing, bodies: Iterable[int]) -> Q:
    return Q(pk__in=HeldBy.objects.filter(_on(standing), body_id__in=bodies).values("child_id"))


def _held_by_body_led(standing: Standing, windows: dict[WindowKind, _Windows]) -> Q | None:
    bodies = standing.bodies(RoleKind.LEAD)
    return _held_by(standing, bodies) if bodies else None


def _of_council(*kinds: RoleKind) -> Source:
    def children(standing: Standing, windows: dict[WindowKind, _Windows]) -> Q | None:
        councils = standing.bodies(*kinds)
        return Q(council_id__in=councils) if councils else None

    return children


def _window(kind: WindowKind) -> Source:
    """A window onto one child, onto what a practice or team holds, or onto all that a council answers for."""

    def children(standing: Standing, windows: dict[WindowKind, _Windows]) -> Q | None:
        if kind not in windows:
            return None
        wanted = Q(pk__in=windows[kind].children)
        if windows[kind].bodies:
            wanted |= _held_by(standing, windows[kind].bodies) | Q(council_id__in=windows[kind].bodies)
        return wanted

    return children


def _own(standing: Standing, windows: dict[WindowKind, _Windows]) -> Q | None:
    return Q(person_id=standing.person_id) if standing.holds(RoleKind.YOUNG_PERSON) else None


# Where each relationship is read from. One that is missing here opens nothing (commissioner, lead member,
# evaluator, administrator), or has no sign-in yet (parent, carer), or waits for its context (complaints manager).
SOURCES: dict[Relationship, Source] = {
    R.ALLOCATED: _working,
    R.LEAD: _held_by_body_led,
    R.COVER: _window(WindowKind.COVER),
    R.EMERGENCY: _window(WindowKind.EMERGENCY),
    R.ON_CALL: _window(WindowKind.ON_CALL),
    R.COUNCIL_OFFICER: _of_council(*OFFICERS),
    R.REVIEWING_OFFICER: _reviewing,
    R.CHILD: _own,
    R.ADVOCATE: _beside(AllocationRole.ADVOCATE, RoleKind.ADVOCATE),
    R.INDEPENDENT_VISITOR: _beside(AllocationRole.INDEPENDENT_VISITOR, RoleKind.INDEPENDENT_VISITOR),
    R.VIRTUAL_SCHOOL_HEAD: _of_council(RoleKind.VIRTUAL_SCHOOL_HEAD),
    R.DESIGNATED_NURSE: _of_council(RoleKind.DESIGNATED_NURSE),
    R.INSPECTOR: _window(WindowKind.INSPECTION),
}


def _open_windows(standing: Standing, at: datetime) -> dict[WindowKind, _Windows]:
    rows = AccessWindow.objects.filter(
        person_id=standing.person_id,
        council_id__in=standing.councils,
        start__lte=at,
        end__gt=at,
        closed_at=None,
    ).values_list("kind", "child_id", "body_id")
    found: dict[WindowKind, tuple[set[int], set[int]]] = {}
    for kind, child, body in rows:
        children, bodies = found.setdefault(WindowKind(kind), (set(), set()))
        (bodies if child is None else children).add(body if child is None else child)
    return {
        kind: _Windows(frozenset(children), frozenset(bodies)) for kind, (children, bodies) in found.items()
    }


@dataclass(frozen=True, slots=True)
class _Reach:
    """The sets of children this person can have at all; inspection of named files apart."""

    sources: dict[Relationship, Q]
    named_files: frozenset[int]


def _reach(standing: Standing, at: datetime) -> _Reach:
    """One query. Somebody who holds no role any more reaches nobody."""
    if not standing.roles:
        return _Reach({}, frozenset())
    windows = _open_windows(standing, at)
    found = {relationship: source(standing, windows) for relationship, source in SOURCES.items()}
    inspected = windows.get(WindowKind.INSPECTION)
    return _Reach(
        {relationship: children for relationship, children in found.items() if children is not None},
        inspected.children if inspected else frozenset(),
    )


def visible_to(
    standing: Standing, *, at: datetime | None = None, part: Part = Part.IDENTITY, right: Right = Right.READ
) -> QuerySet[Child]:
    """Children of whom this person may do this with this part of the record, at this moment. Asks one query."""
    reach = _reach(standing, at or timezone.now())
    wanted = Q(pk__in=[])
    for relationship, children in reach.sources.items():
        if right in grants(relationship, part):
            named = relationship in NAMED_FILES_ONLY and _named_only(part)
            wanted |= Q(pk__in=reach.named_files) if named else children
    return Child.objects.filter(wanted, council_id__in=standing.councils)


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
    """How this person stands to each of these children, by child id. Two queries."""
    reach = _reach(standing, at or timezone.now())
    flags = {
        f"is_{relationship.name.lower()}": ExpressionWrapper(found, output_field=BooleanField())
        for relationship, found in reach.sources.items()
    }
    rows = children.annotate(answering=F("council_id"), **flags).values("pk", "answering", *flags)
    return {
        row["pk"]: Tie(
            child_id=row["pk"],
            council_id=row["answering"],
            relationships=frozenset(
                r
                for r in reach.sources
                if row[f"is_{r.name.lower()}"] and row["answering"] in standing.councils
            ),
            named_file=row["pk"] in reach.named_files and row["answering"] in standing.councils,
        )
        for row in rows
    }
