"""What each role may do at its body: a short list of an enumeration, readable by whoever governs it.

What a person may see and do with one child is not here: it follows from their relationship to the child
(`cases.permissions`). The pattern: Children and Young Persons Act 2008, Part 1, and each council's own scheme.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from steadyhand.contexts.organisations.states import BodyKind, RoleKind


@dataclass(frozen=True, slots=True)
class HeldRole:
    """One role as it stands on a day."""

    role_id: int
    kind: RoleKind
    organisation_id: int
    organisation_name: str
    organisation_kind: BodyKind
    parent_id: int | None
    councils: frozenset[int] = (
        frozenset()
    )  # for which the body works on the day; the role reaches no other's children


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands on a day: their roles, and the councils that these reach (the tenant wall)."""

    person_id: int
    account_id: int
    on: date
    roles: tuple[HeldRole, ...]
    councils: frozenset[int]

    def bodies(self, *kinds: RoleKind) -> tuple[int, ...]:
        """The bodies at which any of these roles is held, in a stable order."""
        return tuple(sorted({role.organisation_id for role in self.roles if role.kind in kinds}))

    def reach(self, *kinds: RoleKind) -> dict[int, frozenset[int]]:
        """Each body at which any of these roles is held, and the councils for which that body works."""
        return {
            role.organisation_id: role.councils
            for role in sorted(self.roles, key=lambda role: role.organisation_id)
            if role.kind in kinds
        }

    def councils_as(self, *kinds: RoleKind) -> frozenset[int]:
        """The councils that any of these roles reaches."""
        return frozenset().union(*self.reach(*kinds).values())

    def holds(self, *kinds: RoleKind) -> bool:
        """Whether any of these roles is held."""
        return any(role.kind in kinds for role in self.roles)


class Permission(StrEnum):
    """An act that belongs to a role rather than to a relationship with one child."""

    ADD_CHILD = "Open a record for a child who comes into care"
    ALLOCATE = "Give a child a worker, within the body that holds the child"
    CHOOSE_BODY = "Say which team or practice holds a child"
    GIVE_ACCESS = "Open a colleague's access for cover, with a reason"
    OPEN_IN_EMERGENCY = "Open a record for a reason in an emergency"
    END_ENGAGEMENT = "End a body's work for the council"
    CLOSE_ACCOUNT = "End the roles and the access of somebody who leaves"
    SET_RULES = "Switch, date and confirm the rules of the statutory timetable"
    SEE_PRACTICE_LIST = "See the list of all the body's children and what is due"
    SEE_CALENDAR = "See the calendar of what falls due"
    FETCH_CALENDAR = "Fetch a calendar of one's caseload or body, in which nobody is named, to a phone"


P = Permission
ROLE_PERMISSIONS: dict[RoleKind, frozenset[Permission]] = {
    RoleKind.SOCIAL_WORKER: frozenset({P.OPEN_IN_EMERGENCY, P.SEE_CALENDAR, P.FETCH_CALENDAR}),
    RoleKind.NEWLY_QUALIFIED: frozenset({P.OPEN_IN_EMERGENCY, P.SEE_CALENDAR, P.FETCH_CALENDAR}),
    RoleKind.PERSONAL_ADVISER: frozenset({P.SEE_CALENDAR, P.FETCH_CALENDAR}),
    RoleKind.LEAD: frozenset(
        {
            P.ALLOCATE, P.GIVE_ACCESS, P.OPEN_IN_EMERGENCY, P.SEE_PRACTICE_LIST, P.ADD_CHILD, P.SEE_CALENDAR,
            P.FETCH_CALENDAR,
        }
    ),
    RoleKind.NOMINATED_OFFICER: frozenset({P.OPEN_IN_EMERGENCY, P.SEE_CALENDAR}),
    RoleKind.SERVICE_MANAGER: frozenset(
        {P.ADD_CHILD, P.CHOOSE_BODY, P.ALLOCATE, P.OPEN_IN_EMERGENCY, P.SEE_CALENDAR}
    ),
    RoleKind.DIRECTOR: frozenset({P.CHOOSE_BODY, P.OPEN_IN_EMERGENCY, P.END_ENGAGEMENT, P.SEE_CALENDAR}),
    RoleKind.ADMINISTRATOR: frozenset({P.CLOSE_ACCOUNT, P.SET_RULES}),
}  # fmt: skip


def allows(kind: RoleKind, permission: Permission) -> bool:
    """Whether a role of this kind carries this permission."""
    return permission in ROLE_PERMISSIONS.get(kind, frozenset())


def councils_where(standing: Standing, permission: Permission) -> frozenset[int]:
    """The councils for whose children any role held on the day carries this permission."""
    return frozenset().union(*reach_where(standing, permission).values())


def own_councils_where(standing: Standing, permission: Permission) -> frozenset[int]:
    """The councils at which themselves a role carries this permission: a body that works for one has no part in it."""
    return frozenset(
        role.organisation_id
        for role in standing.roles
        if role.organisation_kind == BodyKind.COUNCIL and allows(role.kind, permission)
    )


def reach_where(standing: Standing, permission: Permission) -> dict[int, frozenset[int]]:
    """Each body at which this person may do this, and the councils for whose children."""
    return standing.reach(*(kind for kind in RoleKind if allows(kind, permission)))


def may(standing: Standing, permission: Permission) -> bool:
    """Whether any role held on the day carries this permission."""
    return any(allows(role.kind, permission) for role in standing.roles)


def bodies_where(standing: Standing, permission: Permission) -> tuple[int, ...]:
    """The bodies at which this person may do this, in a stable order."""
    return tuple(sorted({role.organisation_id for role in standing.roles if allows(role.kind, permission)}))
