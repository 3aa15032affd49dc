"""Coming into care, the law it is under, where the child lives."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import IntegrityError

from steadyhand.contexts.cases.models import (
    Child,
    Home,
    LegalStatus,
    PeriodOfCare,
    Placement,
    SpanFact,
)
from steadyhand.contexts.cases.operations.unit import Act, one_act
from steadyhand.contexts.cases.permissions.checks import check_role
from steadyhand.contexts.cases.permissions.table import Part
from steadyhand.contexts.cases.policies import (
    NotPossible,
    check_born,
    check_in_order,
    check_not_ahead,
    check_within_reach,
)
from steadyhand.contexts.cases.states import Area, LegalStatusCode, PlacementType
from steadyhand.contexts.organisations.permissions import Permission, councils_where
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.audit.record import Kind, record

if TYPE_CHECKING:
    from steadyhand.contexts.organisations.models import Organisation, Person

S = TypeVar("S", bound=SpanFact)


def _begin(
    act: Act,
    row: S,
    *,
    child: Child,
    by: Person,
    on: date,
    verb: str,
    what: str,
    the_last: dict[str, Any] | None = None,
) -> S:
    """Store a span that begins, ending the open one of its kind on that day. Refuses the impossible.

    `the_last`: what else is said of the one that ends.
    """
    act.check_write(by, child, Part.IDENTITY, verb=verb, on=on)
    _check_dates(act, child, row.start, row.end, on=on, what=what)
    model = type(row)
    open_now = model.objects.standing().filter(child=child, end=None, start__lte=row.start).first()
    try:
        with act.attempt():
            if open_now is not None and not isinstance(row, PeriodOfCare):
                act.replace(
                    open_now,
                    verb=f"{verb}.previous_ended",
                    child=child,
                    by=by,
                    end=row.start,
                    **(the_last or {}),
                )
            return act.save(row, verb=verb, child=child, by=by)
    except IntegrityError as clash:
        raise NotPossible("start", f"{what} overlaps another of the same kind. Check the dates.") from clash


def _check_dates(act: Act, child: Child, start: date, end: date | None, *, on: date, what: str) -> None:
    check_not_ahead(start, on=on, field="start", what=what)
    check_in_order(start, end, field="end", what=what)
    check_within_reach(end, on=on, field="end", what=f"The end of the {what.lower()}")
    check_born(start, date_of_birth=act.born(child), field="start", what=what)


def start_care(*, child: Child, start: date, by: Person, on: date) -> PeriodOfCare:
    """A child becomes looked after. Raises NotPossible where an earlier period is still open or overlaps."""
    with one_act(by=by, on=on) as act:
        row = PeriodOfCare(start=start)
        return _begin(act, row, child=child, by=by, on=on, verb="care.started", what="Start of care")


def end_care(
    *, child: Child, end: date, reason: str, by: Person, on: date, told_beforehand: bool | None = None
) -> PeriodOfCare:
    """A child leaves care: the period, its legal status and its placement end on this day."""
    with one_act(by=by, on=on) as act:
        act.check_write(by, child, Part.IDENTITY, verb="care.end", on=on)
        check_not_ahead(end, on=on, field="end", what="End of care")
        period: PeriodOfCare | None = PeriodOfCare.objects.standing().filter(child=child, end=None).first()
        if period is None:
            raise NotPossible("end", "The child is not in care, so care cannot end. Check the dates of care.")
        check_in_order(period.start, end, field="end", what="Care")
        for legal in LegalStatus.objects.standing().filter(child=child, end=None):
            check_in_order(legal.start, end, field="end", what="Legal status")
            act.replace(legal, verb="legal_status.ended", child=child, by=by, end=end)
        for home in Placement.objects.standing().filter(child=child, end=None):
            check_in_order(home.start, end, field="end", what="Placement")
            act.replace(
                home, verb="placement.ended", child=child, by=by, end=end, told_beforehand=told_beforehand
            )
        return act.replace(period, verb="care.ended", child=child, by=by, end=end, reason_ended=reason)


def record_legal_status(
    *, child: Child, code: LegalStatusCode, start: date, by: Person, on: date
) -> LegalStatus:
    """The law under which a child is looked after changes on this day; the one before ends."""
    with one_act(by=by, on=on) as act:
        row = LegalStatus(code=code, start=start)
        return _begin(act, row, child=child, by=by, on=on, verb="legal_status.recorded", what="Legal status")


def add_home(
    *, council: Organisation, carers: str, address: str, postcode: str, by: Person, on: date, phone: str = ""
) -> Home:
    """Put a place where children live on record.

    Raises MayNot without the permission to open records, NotHereOrNotYours for a council one does not work for,
    NotPossible without carers or an address.
    """
    carers, address, postcode = carers.strip(), address.strip(), postcode.strip()
    if not carers:
        raise NotPossible("carers", "Say who cares for children in this home")
    if not address:
        raise NotPossible("address", "Say where this home is")
    with one_act(by=by, on=on) as act:
        standing = act.standing(by, on)
        check_role(standing, Permission.ADD_CHILD)
        if council.pk not in councils_where(standing, Permission.ADD_CHILD):
            raise NotHereOrNotYours(verb="home.add", subject_type="organisation", subject_id=str(council.pk))
        home = Home.objects.create(
            council=council, carers=carers, phone=phone, address=address, postcode=postcode
        )
        record(
            Kind.CHANGE,
            verb="home.added",
            subject_type="home",
            subject_id=home.pk,
            actor_id=by.account_id,
            council_id=council.pk,
        )
    return home


def _check_home(home: Home, child: Child) -> None:
    if home.council_id != child.council_id:
        raise NotPossible(
            "home", "This home is on record with another council. Choose a home of the child’s own council."
        )


def start_placement(
    *,
    child: Child,
    home: Home,
    type: PlacementType,
    start: date,
    by: Person,
    on: date,
    starts_at: time | None = None,
    lasts_to_18: bool | None = None,
    long_term_foster: bool | None = None,
    urgent_with_parent: bool = False,
    temporary_approval: bool = False,
    address_withheld: bool = False,
    area: Area | None = None,
    emergency: bool = False,
    emergency_foster: bool = False,
    other_arrangements: bool = False,
    listed: bool = False,
    registered_supported: bool = False,
    excepted: bool = False,
    short_break: bool = False,
    told_before_the_last_ended: bool | None = None,
) -> Placement:
    """A child moves in; the placement before ends on that day.

    `told_before_the_last_ended`: whether everybody due notice of that end had it.
    Raises NotPossible for dates that cannot be and for another council's home, NotHereOrNotYours.
    """
    with one_act(by=by, on=on) as act:
        act.check_write(by, child, Part.IDENTITY, verb="placement.started", on=on)
        _check_home(home, child)
        row = Placement(
            home=home,
            type=type,
            start=start,
            starts_at=starts_at,
            lasts_to_18=lasts_to_18,
            long_term_foster=long_term_foster,
            urgent_with_parent=urgent_with_parent,
            temporary_approval=temporary_approval,
            address_withheld=address_withheld,
            area=area or "",
            emergency=emergency,
            emergency_foster=emergency_foster,
            other_arrangements=other_arrangements,
            listed=listed,
            registered_supported=registered_supported,
            excepted=excepted,
            short_break=short_break,
        )
        return _begin(
            act, row, child=child, by=by, on=on, verb="placement.started", what="Placement",
            the_last={"told_beforehand": told_before_the_last_ended},
        )  # fmt: skip


def correct_placement(*, placement: Placement, by: Person, on: date, **changes: Any) -> Placement:
    """Put a placement right; the earlier version stays. Raises Clash, NotPossible, NotHereOrNotYours."""
    with one_act(by=by, on=on) as act:
        child = placement.child
        act.check_write(by, child, Part.IDENTITY, verb="placement.correct", on=on)
        start, end = changes.get("start", placement.start), changes.get("end", placement.end)
        _check_dates(act, child, start, end, on=on, what="Placement")
        try:
            with act.attempt():
                new = act.replace(placement, verb="placement.corrected", child=child, by=by, **changes)
                if new.home_id != placement.home_id:
                    _check_home(new.home, child)
                return new
        except IntegrityError as clash:
            raise NotPossible("start", "Placement overlaps another. Check the dates.") from clash
