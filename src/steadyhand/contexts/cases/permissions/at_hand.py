"""The same relationships as `visibility`, told from rows already in hand: for acts that write many facts.

Asking the database once for every fact of a long history takes longer than writing it. An act reads what
decides (allocations, holding bodies, windows) once and asks here. `DECIDES` must name exactly the
relationships of `visibility.SOURCES` and answer as they do; a test holds both side by side.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from steadyhand.contexts.cases.models import AccessWindow, Allocation, Child, HeldBy
from steadyhand.contexts.cases.permissions.table import Relationship
from steadyhand.contexts.cases.permissions.visibility import OFFICERS, WHILE_HELD, WORKING, Tie
from steadyhand.contexts.cases.states import AllocationRole, WindowKind
from steadyhand.contexts.organisations.permissions import Standing
from steadyhand.contexts.organisations.states import RoleKind

R = Relationship


@dataclass(frozen=True, slots=True)
class AtHand:
    """One child, the standing rows about who holds and works with them, and one person's windows."""

    child: Child
    allocations: tuple[Allocation, ...]
    held: tuple[HeldBy, ...]
    windows: tuple[AccessWindow, ...]

    def allocated(self, standing: Standing, *roles: AllocationRole) -> bool:
        """Whether this person has the child in one of these roles on the day."""
        return any(
            row.person_id == standing.person_id and row.role in roles and row.holds_on(standing.on)
            for row in self.allocations
        )

    def held_by(self, reach: Mapping[int, Iterable[int]], on: date) -> bool:
        """Whether one of these bodies, each with the councils it works for, holds the child on the day."""
        return any(
            self.child.council_id in reach.get(row.body_id, ()) and row.holds_on(on) for row in self.held
        )

    def window(self, standing: Standing, at: datetime, kind: WindowKind, *, onto_bodies: bool = True) -> bool:
        """Whether a window of this kind is open onto the child, or onto a body or council they are of."""
        roles = {role.role_id: role for role in standing.roles}
        for row in self.windows:
            if row.kind != kind or row.closed_at or not row.start <= at < row.end:
                continue
            role, council = roles.get(row.through_id or 0), row.council_id
            if role is None or council not in role.councils or council != self.child.council_id:
                continue
            if row.child_id is not None:
                still = kind not in WHILE_HELD or self.held_by({role.organisation_id: [council]}, standing.on)
                if row.child_id == self.child.pk and still:
                    return True
                continue
            body = row.body_id or 0
            if onto_bodies and (body == council or self.held_by({body: [council]}, standing.on)):
                return True
        return False


Decides = Callable[[AtHand, Standing, datetime], bool]


def _of_council(*kinds: RoleKind) -> Decides:
    return lambda hand, standing, at: hand.child.council_id in standing.bodies(*kinds)


def _working(hand: AtHand, standing: Standing, at: datetime) -> bool:
    """Allocated, and still in such a post at the body that holds the child."""
    return any(
        hand.allocated(standing, *roles) and hand.held_by(standing.reach(*kinds), standing.on)
        for kinds, roles in WORKING.items()
    )


def _reviewing(hand: AtHand, standing: Standing, at: datetime) -> bool:
    councils = standing.bodies(RoleKind.REVIEWING_OFFICER)
    return hand.child.council_id in councils and hand.allocated(standing, AllocationRole.REVIEWING_OFFICER)


def _beside(role: AllocationRole, kind: RoleKind) -> Decides:
    return lambda hand, standing, at: (
        hand.child.council_id in standing.councils_as(kind) and hand.allocated(standing, role)
    )


def _window(kind: WindowKind) -> Decides:
    return lambda hand, standing, at: hand.window(standing, at, kind)


def _own(hand: AtHand, standing: Standing, at: datetime) -> bool:
    mine = hand.child.person_id == standing.person_id
    return mine and hand.child.council_id in standing.councils_as(RoleKind.YOUNG_PERSON)


DECIDES: dict[Relationship, Decides] = {
    R.ALLOCATED: _working,
    R.LEAD: lambda hand, standing, at: hand.held_by(standing.reach(RoleKind.LEAD), standing.on),
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


def tie_at_hand(standing: Standing, hand: AtHand, *, at: datetime) -> Tie:
    """How this person stands to this child at this moment. No query."""
    held = frozenset(
        relationship
        for relationship, decides in DECIDES.items()
        if hand.child.council_id in standing.councils and decides(hand, standing, at)
    )
    named = R.INSPECTOR in held and hand.window(standing, at, WindowKind.INSPECTION, onto_bodies=False)
    return Tie(hand.child.pk, hand.child.council_id, held, named)
