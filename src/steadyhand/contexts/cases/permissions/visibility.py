"""The one place that filters by person.

Whatever the relationship, it holds only while the body of the very role that carries it works for the council that
answers for the child: a second post with another council opens nothing there for the first.

Each relationship is one set of child ids, found by a subquery on an index. A person sees a child when at least
one of their relationships lets them read who the child is. Built from `pk__in` subqueries: many times quicker
here than correlated `Exists`. Nothing else in the house filters children by person.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db.models import BooleanField, ExpressionWrapper, Model, Q, QuerySet
from django.utils import timezone

from steadyhand.contexts.cases.models import STANDS, AccessWindow, Allocation, Child, HeldBy, Identity
from steadyhand.contexts.cases.permissions.table import (
    NAME_ONLY,
    NAMED_FILES_ONLY,
    OWN,
    PARTLY,
    TABLE,
    Part,
    Relationship,
    Right,
    grants,
)
from steadyhand.contexts.cases.policies import OF_THE_BODY, ROLES_FOR
from steadyhand.contexts.cases.states import AllocationRole, WindowKind
from steadyhand.contexts.organisations.permissions import Standing
from steadyhand.contexts.organisations.states import RoleKind

R = Relationship
F = TypeVar("F", bound=Model)
# By the posts that let somebody do so: the roles in which they work with a child.
WORKING: dict[tuple[RoleKind, ...], tuple[AllocationRole, ...]] = {
    kinds: tuple(role for role in OF_THE_BODY if ROLES_FOR[role] == kinds)
    for kinds in dict.fromkeys(ROLES_FOR[role] for role in OF_THE_BODY)
}
OFFICERS = (RoleKind.NOMINATED_OFFICER, RoleKind.SERVICE_MANAGER, RoleKind.DIRECTOR)
# A colleague stands in for the body that holds the child, and for as long as it does.
WHILE_HELD = frozenset({WindowKind.COVER, WindowKind.ON_CALL})


@dataclass(frozen=True, slots=True)
class _Windows:
    """What one person's windows open at one moment: few, so they are read first and named by id."""

    # A child, the body that must go on holding them (none: nobody must), and their council.
    children: frozenset[tuple[int, int | None, int]]
    # A body or council, and the council for whose children alone it was opened.
    bodies: frozenset[tuple[int, int]]


Source = Callable[[Standing, "dict[WindowKind, _Windows]"], "Q | None"]


def _on(standing: Standing) -> Q:
    return STANDS & Q(start__lte=standing.on) & (Q(end__isnull=True) | Q(end__gt=standing.on))


def _allocated(standing: Standing, *roles: AllocationRole) -> QuerySet[Allocation]:
    return Allocation.objects.filter(_on(standing), person_id=standing.person_id, role__in=roles)


def _working(standing: Standing, windows: dict[WindowKind, _Windows]) -> Q | None:
    """Allocated, and still in such a post at the body that holds the child: an allocation does not outlive it."""
    found: Q | None = None
    for kinds, roles in WORKING.items():
        held = held_on(standing, standing.reach(*kinds))
        if held is not None:
            rows = _allocated(standing, *roles).filter(child_id__in=held.values("child_id"))
            found = (found or Q()) | Q(pk__in=rows.values("child_id"))
    return found


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
        rows = _allocated(standing, role).filter(council_id__in=standing.councils_as(kind))
        return Q(pk__in=rows.values("child_id"))

    return children


def held_on(standing: Standing, reach: Mapping[int, Iterable[int]]) -> QuerySet[HeldBy] | None:
    """Who is held by these bodies on the day, by each for its own councils alone; none without a body."""
    if not reach:
        return None
    of_them = [Q(body_id=body, council_id__in=councils) for body, councils in reach.items()]
    return HeldBy.objects.filter(_on(standing), reduce(or_, of_them))


def _held_by(standing: Standing, reach: Mapping[int, Iterable[int]]) -> Q | None:
    held = held_on(standing, reach)
    return None if held is None else Q(pk__in=held.values("child_id"))


def _held_by_body_led(standing: Standing, windows: dict[WindowKind, _Windows]) -> Q | None:
    return _held_by(standing, standing.reach(RoleKind.LEAD))


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
        wanted = Q(pk__in=[])
        for child, holder, council in windows[kind].children:
            held = _held_by(standing, {holder: [council]}) if holder is not None else None
            onto = Q(pk__in=[child], council_id=council)
            wanted |= onto if held is None else onto & held
        for body, council in sorted(windows[kind].bodies):
            held = None if body == council else _held_by(standing, {body: [council]})
            wanted |= Q(council_id=council) if held is None else Q(council_id=council) & held
        return wanted

    return children


def _own(standing: Standing, windows: dict[WindowKind, _Windows]) -> Q | None:
    councils = standing.councils_as(RoleKind.YOUNG_PERSON)
    return Q(person_id=standing.person_id, council_id__in=councils) if councils else None


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


@dataclass(frozen=True, slots=True)
class _WindowsRead:
    """Every window of one person, through roles they hold, that ends after a moment, as it stood when it was read."""

    since: datetime
    rows: tuple[tuple[str, int | None, int | None, int, int, datetime, datetime], ...]


_Page = dict[tuple[int, frozenset[int]], _WindowsRead]
_page: ContextVar[_Page | None] = ContextVar("windows_read_for_a_page", default=None)


@contextmanager
def one_page() -> Iterator[None]:
    """Inside, a person's windows are read once, however many questions are asked. Never wider than one page."""
    token = _page.set({})
    try:
        yield
    finally:
        _page.reset(token)


def windows_changed() -> None:
    """A window was opened or closed: what was read for this page no longer holds."""
    if (page := _page.get()) is not None:
        page.clear()


def _read_windows(standing: Standing, at: datetime) -> _WindowsRead:
    held = frozenset(role.role_id for role in standing.roles)
    page, key = _page.get(), (standing.person_id, held)
    found = page.get(key) if page is not None else None
    if found is None or at < found.since:
        rows = AccessWindow.objects.filter(
            person_id=standing.person_id, through_id__in=held, end__gt=at, closed_at=None
        ).values_list("kind", "child_id", "body_id", "council_id", "through_id", "start", "end")
        found = _WindowsRead(at, tuple(rows))
        if page is not None:
            page[key] = found
    return found


def _open_windows(standing: Standing, at: datetime) -> dict[WindowKind, _Windows]:
    found: dict[WindowKind, tuple[set[tuple[int, int | None, int]], set[tuple[int, int]]]] = {}
    roles = {role.role_id: role for role in standing.roles}
    for kind, child, body, council, through, start, end in _read_windows(standing, at).rows:
        if not start <= at < end or council not in roles[through].councils:
            continue
        children, bodies = found.setdefault(WindowKind(kind), (set(), set()))
        if child is not None:
            children.add((child, roles[through].organisation_id if kind in WHILE_HELD else None, council))
        elif body is not None:
            bodies.add((body, council))
    return {
        kind: _Windows(frozenset(children), frozenset(bodies)) for kind, (children, bodies) in found.items()
    }


@dataclass(frozen=True, slots=True)
class _Reach:
    """The sets of children this person can have at all; inspection of named files apart."""

    sources: dict[Relationship, Q]
    named_files: frozenset[int]


def _reach(standing: Standing, at: datetime) -> _Reach:
    """At most one query. Somebody who holds no role any more reaches nobody."""
    if not standing.roles:
        return _Reach({}, frozenset())
    windows = _open_windows(standing, at)
    found = {relationship: source(standing, windows) for relationship, source in SOURCES.items()}
    inspected = windows.get(WindowKind.INSPECTION)
    return _Reach(
        {relationship: children for relationship, children in found.items() if children is not None},
        frozenset(child for child, _, _ in inspected.children) if inspected else frozenset(),
    )


def visible_to(
    standing: Standing, *, at: datetime | None = None, part: Part = Part.IDENTITY, right: Right = Right.READ
) -> QuerySet[Child]:
    """Children of whom this person may do this with this part of the record, at this moment. Asks one query."""
    wanted = _wanted(standing, at or timezone.now(), part, right)
    return Child.objects.filter(wanted, council_id__in=standing.councils)


def rows_visible_to(
    standing: Standing,
    rows: QuerySet[F],
    *,
    at: datetime | None = None,
    through: Relationship | None = None,
) -> QuerySet[F]:
    """Of these rows, each about one child, those about children of whom this person may know. Asks one query.

    The same filter as `visible_to` without a join to children: a row's council is its child's, which the database holds.
    `through`: by this relationship alone, however else they may know of a child.
    """
    wanted = _wanted(standing, at or timezone.now(), Part.IDENTITY, Right.READ, through=through)
    return rows.filter(_of_child(wanted), council_id__in=standing.councils)


def _wanted(
    standing: Standing, at: datetime, part: Part, right: Right, *, through: Relationship | None = None
) -> Q:
    reach = _reach(standing, at)
    wanted = Q(pk__in=[])
    for relationship, children in reach.sources.items():
        if right in grants(relationship, part) and through in (None, relationship):
            named = relationship in NAMED_FILES_ONLY and _named_only(part)
            wanted |= Q(pk__in=reach.named_files) if named else children
    return wanted


@dataclass(frozen=True, slots=True)
class Tie:
    """How one person stands to one child at one moment, and what follows from it."""

    child_id: int
    council_id: int
    relationships: frozenset[Relationship]
    named_file: bool = False

    def may(self, part: Part, right: Right = Right.READ, *, beyond_own: bool = False) -> bool:
        """Whether any relationship grants this; `beyond_own`: and not only of what the reader says for themselves."""
        granting = self._granting(part, right)
        return any(not beyond_own or TABLE[each][part].note not in OWN for each in granting)

    def reads_whole(self, part: Part) -> bool:
        """Whether any relationship lets this part be read whole, not only what is marked for the reader."""
        return any(
            TABLE[relationship][part].note not in PARTLY for relationship in self._granting(part, Right.READ)
        )

    def _granting(self, part: Part, right: Right) -> set[Relationship]:
        return {
            relationship
            for relationship in self.relationships
            if right in grants(relationship, part)
            and (self.named_file or relationship not in NAMED_FILES_ONLY or not _named_only(part))
        }

    @property
    def name_only(self) -> bool:
        """Whether the reader may know the name and no more of who the child is."""
        return bool(self.relationships) and self.relationships <= NAME_ONLY

    def reads_notes_of_30_days_only(self) -> bool:
        """On call and nothing more: notes of the last 30 days."""
        return self._granting(Part.NOTES, Right.READ) == {Relationship.ON_CALL}

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
    flags = {_flag(relationship): _holds(found) for relationship, found in reach.sources.items()}
    rows = children.annotate(**flags).values("pk", "council_id", *flags)
    return {row["pk"]: _tie(standing, reach, row["pk"], row["council_id"], row.__getitem__) for row in rows}


@dataclass(frozen=True, slots=True)
class Known:
    """Who a child is, and how one person stands to them at one moment."""

    identity: Identity
    tie: Tie


def known(
    standing: Standing, identities: QuerySet[Identity], *, at: datetime | None = None
) -> dict[int, Known]:
    """Who these children are, and how this person stands to each, by child id. Two queries.

    Says how things stand and hides nobody: ask for those `visible_to` the person, or look at the tie.
    """
    reach = _reach(standing, at or timezone.now())
    flags = {_flag(relationship): _holds(_of_child(found)) for relationship, found in reach.sources.items()}
    return {
        row.child_id: Known(row, _tie(standing, reach, row.child_id, row.child.council_id, vars(row).get))
        for row in identities.select_related("child__council").annotate(**flags)
    }


def _tie(
    standing: Standing, reach: _Reach, child_id: int, council_id: int, flag: Callable[[str], object]
) -> Tie:
    within = council_id in standing.councils
    return Tie(
        child_id=child_id,
        council_id=council_id,
        relationships=frozenset(r for r in reach.sources if within and flag(_flag(r))),
        named_file=within and child_id in reach.named_files,
    )


def _flag(relationship: Relationship) -> str:
    return f"is_{relationship.name.lower()}"


def _holds(children: Q) -> "ExpressionWrapper[Q]":
    return ExpressionWrapper(children, output_field=BooleanField())


def _of_child(children: Q) -> Q:
    """The same set of children, asked of a row about a child, whose council is the child's."""
    parts: Any = children.children  # each another set, or a lookup with its value
    asked = [
        _of_child(each)
        if isinstance(each, Q)
        else (each[0] if each[0] == "council_id__in" else f"child__{each[0]}", each[1])
        for each in parts
    ]
    return Q(*asked, _connector=children.connector, _negated=children.negated)
