"""Who holds a child and who works with them; access for a while."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError
from django.db.models import Q
from django.utils import timezone

from steadyhand.contexts.cases.models import AccessWindow, Allocation, Child, HeldBy, Identity
from steadyhand.contexts.cases.operations.unit import Act, one_act
from steadyhand.contexts.cases.permissions.checks import MayNot, check_role
from steadyhand.contexts.cases.policies import (
    OF_THE_BODY,
    ROLES_FOR,
    WINDOWS,
    AlreadyAllocated,
    Clash,
    NotPossible,
    check_in_order,
    check_window,
    check_within_reach,
    moment_of,
    window_end,
)
from steadyhand.contexts.cases.states import AllocationRole, WindowKind
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.contexts.organisations.permissions import (
    Permission,
    Standing,
    allows,
    bodies_where,
    councils_where,
    reach_where,
)
from steadyhand.contexts.organisations.policies import check_registered
from steadyhand.contexts.organisations.states import HOLDING_KINDS, RoleKind
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.audit.record import Kind, record
from steadyhand.foundations.notices.models import Notice
from steadyhand.foundations.notices.post import tell

if TYPE_CHECKING:
    from steadyhand.contexts.organisations.models import Organisation, Person


def _hidden(child: Child, verb: str) -> NotHereOrNotYours:
    return NotHereOrNotYours(
        verb=verb, subject_type="child", subject_id=str(child.pk), because="not this body's"
    )


def hold(*, child: Child, body: Organisation, start: date, by: Person, on: date) -> HeldBy:
    """Say which practice or team does the social work from this day; workers of the body before end with it.

    Raises MayNot without the permission at the answering council, NotPossible for a body that cannot hold.
    """
    with one_act(by=by, on=on) as act:
        _check_may_choose(act, child, by, on, verb="held_by.record")
        if body.kind not in HOLDING_KINDS:
            raise NotPossible("body", f"{body.name} is not a practice or a council team. Choose one that is.")
        if not organisations.works_for(body, child.council_id, start):
            raise NotPossible(
                "body",
                f"{body.name} does not work for the child’s council on that day. Choose one that does.",
            )
        check_within_reach(start, on=on, field="start", what="The first day")
        current = _held_from(child, start)
        if current is not None:
            check_in_order(current.start, start, field="start", what="The time with the body before")
            _end_held(act, current, child=child, end=start, by=by)
        return act.save(
            HeldBy(body=body, start=start), verb="held_by.recorded", child=child, by=by, body=body.pk
        )


def end_hold(*, child: Child, end: date, by: Person, on: date) -> HeldBy:
    """No body does the social work any more from this day, as when care has ended; its workers end with it.

    Raises MayNot without the permission at the answering council, NotPossible where no body holds the child.
    """
    with one_act(by=by, on=on) as act:
        _check_may_choose(act, child, by, on, verb="held_by.end")
        current = _held_from(child, end)
        if current is None:
            raise NotPossible("end", "No practice or team holds this child, so there is nothing to end.")
        check_in_order(current.start, end, field="end", what="The time with the body")
        check_within_reach(end, on=on, field="end", what="The last day")
        return _end_held(act, current, child=child, end=end, by=by)


def _held_from(child: Child, day: date) -> HeldBy | None:
    """The last spell with a body that is not over by this day: the one to be ended where another begins."""
    rows = HeldBy.objects.standing().filter(Q(end=None) | Q(end__gt=day), child=child)
    return rows.order_by("-start").first()


def _check_may_choose(act: Act, child: Child, by: Person, on: date, *, verb: str) -> None:
    standing = act.standing(by, on)
    if child.council_id not in standing.councils:
        raise _hidden(child, verb)
    if child.council_id not in bodies_where(standing, Permission.CHOOSE_BODY):
        raise MayNot("Only the council that answers for a child chooses who holds them. Ask the council.")


def _end_held(act: Act, current: HeldBy, *, child: Child, end: date, by: Person) -> HeldBy:
    open_then = Q(end=None) | Q(end__gt=end)
    for row in Allocation.objects.standing().filter(open_then, child=child, role__in=OF_THE_BODY):
        act.replace(row, verb="allocation.ended", child=child, by=by, end=max(end, row.start))
    return act.replace(current, verb="held_by.ended", child=child, by=by, end=end)


def allocate(
    *,
    child: Child,
    person: Person,
    role: AllocationRole,
    start: date,
    by: Person,
    on: date,
    because: str = "",
    instead_of: Allocation | None = None,
) -> Allocation:
    """Give a child a worker in a role, from this day.

    A role that is taken is given on only by naming the allocation it replaces, so of two people choosing at
    once one wins and the other is told. Raises AlreadyAllocated, Clash, MayNot, NotPossible, NotRegistered,
    NotHereOrNotYours.
    """
    with one_act(by=by, on=on) as act:
        held = _check_may_allocate(act, child, role, by, on, start)
        check_within_reach(start, on=on, field="start", what="The first day")
        _check_may_be_allocated(act, child, person, role, held.body if held else None, start)
        try:
            with act.attempt():
                if instead_of is not None:
                    if (instead_of.child_id, instead_of.role) != (child.pk, role):
                        raise NotPossible(
                            "instead_of", "That allocation is of another child or another role."
                        )
                    if instead_of.end is not None and start > instead_of.end:
                        raise NotPossible(
                            "instead_of", "That work ended before this day. Nobody needs to be replaced."
                        )
                    check_in_order(instead_of.start, start, field="start", what="The allocation before")
                    act.replace(instead_of, verb="allocation.ended", child=child, by=by, end=start)
                # the work ends with the body's time, also where that is planned already
                end = held.end if held and role in OF_THE_BODY else None
                row = Allocation(person=person, role=role, start=start, end=end, because=because)
                return act.save(
                    row, verb="allocation.made", child=child, by=by, role=str(role), person=person.pk
                )
        except IntegrityError as taken:
            raise AlreadyAllocated(
                f"Somebody else was just made {role.label.lower()}. Look at who it is before you change it."
            ) from taken


def _check_may_allocate(
    act: Act, child: Child, role: AllocationRole, by: Person, on: date, start: date
) -> HeldBy | None:
    """The spell in which a body holds the child.

    That body gives its own workers; who stands apart from it is the council's to choose.
    Source: Children Act 1989 ss.23ZB, 25A and 26A (visitor, reviewing officer, advocate: duties of the authority).
    """
    standing = act.standing(by, on)
    held = HeldBy.objects.on(max(start, on)).filter(child=child).select_related("body").first()
    bodies = bodies_where(standing, Permission.ALLOCATE)
    reach = reach_where(standing, Permission.ALLOCATE)
    if not ((held and child.council_id in reach.get(held.body_id, ())) or child.council_id in bodies):
        if held is None and child.council_id in councils_where(standing, Permission.ALLOCATE):
            raise MayNot("No practice or team holds this child yet. The council chooses one first.")
        raise _hidden(child, "allocation.make")
    if role not in OF_THE_BODY and child.council_id not in bodies:
        raise MayNot(
            f"Only the council that answers for a child chooses their {role.label.lower()}, who is there to be "
            "independent of the practice or team. Ask the council."
        )
    return held


def _check_may_be_allocated(
    act: Act, child: Child, person: Person, role: AllocationRole, holding: Organisation | None, start: date
) -> None:
    standing = act.standing(person, start)
    holding_id = holding.pk if holding else None
    needed = ROLES_FOR[role]
    if role in OF_THE_BODY:
        fits = holding is not None and child.council_id in standing.reach(*needed).get(holding.pk, ())
    elif role == AllocationRole.REVIEWING_OFFICER:
        # never of the practice: Children Act 1989 s.25A; 2008 Act s.2
        fits = child.council_id in standing.bodies(*needed)
    else:
        # nor is an advocate or visitor: Children Act 1989 ss.23ZB(7) and 26A
        fits = any(
            held.kind in needed and child.council_id in held.councils and held.organisation_id != holding_id
            for held in standing.roles
        )
    if not fits:
        where = holding.name if role in OF_THE_BODY and holding else "the council"
        raise NotPossible(
            "person", f"{person.name} does not hold a role at {where} that lets them be {role.label.lower()}."
        )
    for kind in needed:
        if standing.holds(kind):
            check_registered(person, kind)


def end_allocation(*, allocation: Allocation, end: date, by: Person, on: date) -> Allocation:
    """End somebody's work with a child on this day; their access ends with it. What has an end only ends sooner.

    Raises Clash, MayNot, NotPossible, NotHereOrNotYours.
    """
    with one_act(by=by, on=on) as act:
        child = allocation.child
        _check_may_allocate(act, child, AllocationRole(allocation.role), by, on, on)
        check_in_order(allocation.start, end, field="end", what="The allocation")
        check_within_reach(end, on=on, field="end", what="The last day")
        if allocation.end is not None and end > allocation.end:
            raise NotPossible(
                "end", "This work ends before that day. To go on with it, give it to somebody again."
            )
        return act.replace(allocation, verb="allocation.ended", child=child, by=by, end=end)


def open_window(
    *,
    person: Person,
    council: Organisation,
    kind: WindowKind,
    start: datetime,
    end: datetime,
    because: str,
    by: Person,
    on: date,
    child: Child | None = None,
    body: Organisation | None = None,
) -> AccessWindow:
    """Open access for a while onto one child or all of a body's, with its reason.

    Cover and a shift are opened by a lead for a colleague; an inspection by the council, of itself or of one of
    its children (`policies.WINDOWS`). Raises MayNot, NotPossible, and NotHereOrNotYours for what one's own body
    does not hold.
    """
    if not because.strip():
        raise NotPossible("because", "Say why access is opened. The child can read it.")
    rule = WINDOWS.get(kind)
    if rule is None:
        raise NotPossible(
            "kind",
            "Only the person who needs a record opens it in an emergency. Ask them to open it for a reason.",
        )
    with one_act(by=by, on=on) as act:
        standing = act.standing(by, on)
        giving = _check_may_give_access(standing, rule.who, council.pk, child, body, on, verb="window.open")
        at = giving if rule.who == Permission.GIVE_ACCESS else None
        through = _role_for_window(act.standing(person, on), rule.through, at, council, person)
        check_window(rule, kind, start, end, at=moment_of(on))
        return _store_window(
            act, person=person, through=through, council_id=council.pk, kind=kind, start=start, end=end, because=because, by=by,
            child=child, body=body,
        )  # fmt: skip


def _role_for_window(
    theirs: Standing,
    kinds: frozenset[RoleKind],
    at: int | None,
    council: Organisation,
    person: Person,
) -> int:
    """The role through which access is used; none of it is left when that role ends. Raises NotPossible.

    `at`: the body that gives the access and at which the role must be held; none where any will do.
    """
    fitting = [
        role.role_id
        for role in theirs.roles
        if role.kind in kinds and council.pk in role.councils and (at is None or role.organisation_id == at)
    ]
    if not fitting:
        where = "is not an inspector" if at is None else "does not do social work at your practice or team"
        raise NotPossible("person", f"{person.name} {where}. Choose somebody who does.")
    return min(fitting)


def _check_may_give_access(
    standing: Standing,
    who: Permission,
    council_id: int,
    child: Child | None,
    body: Organisation | None,
    on: date,
    *,
    verb: str,
) -> int:
    """Access is given only onto what one's own body holds, or one's own council answers for; the body that gives it."""
    check_role(standing, who)
    bodies, reach = bodies_where(standing, who), reach_where(standing, who)
    if child is not None:
        if who == Permission.CHOOSE_BODY:
            giving = council_id if child.council_id == council_id and council_id in bodies else None
        else:
            held = HeldBy.objects.on(on).filter(child=child, council_id=council_id).first()
            giving = held.body_id if held and council_id in reach.get(held.body_id, ()) else None
        if giving is None:
            raise _hidden(child, verb)
        return giving
    fits = body is not None and council_id in reach.get(body.pk, ())
    if body is None or not fits or (who == Permission.CHOOSE_BODY and body.pk != council_id):
        raise NotHereOrNotYours(
            verb=verb, subject_type="organisation", subject_id=str(body.pk if body else council_id)
        )
    return body.pk


def _store_window(
    act: Act,
    *,
    person: Person,
    through: int,
    council_id: int,
    kind: WindowKind,
    start: datetime,
    end: datetime,
    because: str,
    by: Person,
    child: Child | None,
    body: Organisation | None = None,
) -> AccessWindow:
    window = AccessWindow.objects.create(
        person=person, through_id=through, council_id=council_id, kind=kind, start=start, end=end, because=because,
        opened_by=by,
        child=child, body=body,
    )  # fmt: skip
    act.written(window, person.pk)
    record(
        Kind.CHANGE,
        verb="window.opened",
        subject_type="child" if child else "organisation",
        subject_id=child.pk if child else (body.pk if body else ""),
        actor_id=by.account_id,
        council_id=council_id,
        because=str(kind),
        detail={"window": window.pk, "person": person.pk, "until": end.isoformat()},
    )
    return window


def close_window(*, window: AccessWindow, by: Person, on: date) -> None:
    """End access before its time: whoever could open it, and for an emergency the lead of the holding body.

    Raises Clash when it is closed already, MayNot, NotHereOrNotYours.
    """
    rule = WINDOWS.get(WindowKind(window.kind))
    with one_act(by=by, on=on) as act:
        _check_may_give_access(
            act.standing(by, on),
            rule.who if rule else Permission.GIVE_ACCESS,
            window.council_id,
            window.child,
            window.body,
            on,
            verb="window.close",
        )
        if not AccessWindow.objects.filter(pk=window.pk, closed_at=None).update(closed_at=timezone.now()):
            raise Clash("This access was already ended.")
        act.written(window, window.person_id)
        record(
            Kind.CHANGE,
            verb="window.closed",
            subject_type="child" if window.child_id else "organisation",
            subject_id=window.child_id or window.body_id or "",
            actor_id=by.account_id,
            council_id=window.council_id,
            detail={"window": window.pk},
        )


def open_in_emergency(
    *, name: str, date_of_birth: date, because: str, by: Person, on: date, hours: int = 12
) -> None:
    """Open a record for a reason because a child may be at risk now; at most 12 hours, never restricted items.

    Answers nothing: whether such a child is held is not said here, and the same people are told either way.
    Every match in the councils this person works for is opened. Asked again for the same reason while it is open, as
    when the page is sent twice, it goes on as it is and nobody is told anew. Raises MayNot, NotPossible.
    """
    if not because.strip():
        raise NotPossible("because", "Say why you need the record now. The child can read it.")
    with one_act(by=by, on=on) as act:
        standing = act.standing(by, on)
        check_role(standing, Permission.OPEN_IN_EMERGENCY)
        wanted = " ".join(name.casefold().split())
        councils = councils_where(standing, Permission.OPEN_IN_EMERGENCY)
        identities = (
            Identity.objects.standing()
            .filter(date_of_birth=date_of_birth, council_id__in=councils)
            .select_related("child", "council")
        )
        matches = [each for each in identities if wanted in _names(each)]
        leads = organisations.holders(
            (RoleKind.LEAD,), bodies_where(standing, Permission.OPEN_IN_EMERGENCY), on
        )
        told = {person.account_id for person in leads}
        # One opening of a child at a time, so that of a page sent twice at once the second finds what the first opened.
        list(
            Child.objects.select_for_update(no_key=True)
            .filter(pk__in=[each.child_id for each in matches])
            .order_by("pk")
        )
        now = timezone.now()
        open_now = set(
            AccessWindow.objects.filter(
                person=by, kind=WindowKind.EMERGENCY, because=because, end__gt=now, closed_at=None
            ).values_list("child_id", "through_id")
        )
        for identity in matches:
            child = identity.child
            through = min(
                role.role_id
                for role in standing.roles
                if allows(role.kind, Permission.OPEN_IN_EMERGENCY) and child.council_id in role.councils
            )
            if (child.pk, through) in open_now:
                continue
            _store_window(
                act, person=by, through=through, council_id=child.council_id, kind=WindowKind.EMERGENCY, start=now,
                end=window_end(now, hours=hours), because=because, by=by, child=child,
            )  # fmt: skip
            held = HeldBy.objects.on(on).filter(child=child).first()
            holding_leads = organisations.holders((RoleKind.LEAD,), [held.body_id] if held else [], on)
            officers = organisations.holders((RoleKind.SERVICE_MANAGER,), [child.council_id], on)
            tell(
                told | {p.account_id for p in (*holding_leads, *officers)},
                Notice.Kind.OPENED_IN_EMERGENCY,
                about_account_id=by.account_id,
                council_id=child.council_id,
                child_id=child.pk,
                because=because,
            )
        if not matches:
            officers = organisations.holders((RoleKind.SERVICE_MANAGER,), councils, on)
            tell(
                told | {p.account_id for p in officers},
                Notice.Kind.ASKED_IN_EMERGENCY,
                about_account_id=by.account_id,
                because=because,
            )
            record(
                Kind.REFUSAL,
                verb="window.open_in_emergency",
                subject_type="child",
                subject_id="",
                actor_id=by.account_id,
                because="no such child",
            )


def _names(identity: Identity) -> set[str]:
    """The ways in which a name may be typed at the emergency door."""
    firsts = {identity.given_name, identity.known_as} - {""}
    whole = {f"{first} {identity.family_name}" for first in firsts} | firsts
    return {" ".join(name.casefold().split()) for name in whole}
