"""When somebody's work with a child ends, it has ended: whatever was planned, and whoever asks again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contexts.builders import House
from steadyhand.contexts.cases import operations as cases
from steadyhand.contexts.cases.models import Allocation, Child, HeldBy
from steadyhand.contexts.cases.operations import MayNot
from steadyhand.contexts.cases.permissions.visibility import tie
from steadyhand.contexts.cases.policies import NotPossible
from steadyhand.contexts.cases.states import AllocationRole
from steadyhand.contexts.organisations import operations as organisations
from steadyhand.contexts.organisations.states import BodyKind, RoleKind
from steadyhand.foundations.access.refusals import NotHereOrNotYours


def test_work_with_a_planned_end_ends_when_another_body_takes_over(house_today: House) -> None:
    house = house_today
    child, later = house.held(), house.day + timedelta(days=30)
    row = house.allocate(child, house.worker, start=house.day - timedelta(days=3))
    cases.end_allocation(allocation=row, end=later, by=house.lead, on=house.day)
    cases.hold(child=child, body=house.oakfield, start=house.day, by=house.manager, on=house.day)
    row = Allocation.objects.standing().get(child=child)
    assert row.end == house.day
    organisations.give_role(
        person=house.worker, kind=RoleKind.SOCIAL_WORKER, at=house.oakfield, by=None, on=house.day
    )
    assert not house.reaches(house.worker, child.ref), "Oakfield has not chosen them"
    cases.allocate(
        child=child, person=house.oakfield_worker, role=AllocationRole.SOCIAL_WORKER, start=house.day,
        by=house.oakfield_lead, on=house.day,
    )  # fmt: skip
    assert house.reaches(house.oakfield_worker, child.ref)


def test_what_has_ended_is_not_ended_later(house_today: House) -> None:
    """Else a former worker would be back without having been chosen."""
    house = house_today
    child = house.held()
    row = house.allocate(child, house.worker, start=house.day - timedelta(days=30))
    row = cases.end_allocation(
        allocation=row, end=house.day - timedelta(days=20), by=house.lead, on=house.day
    )
    for end in (house.day + timedelta(days=300), house.day - timedelta(days=19)):
        with pytest.raises(NotPossible):
            cases.end_allocation(allocation=row, end=end, by=house.lead, on=house.day)
    assert not house.reaches(house.worker, child.ref)
    row = cases.end_allocation(
        allocation=row, end=house.day - timedelta(days=25), by=house.lead, on=house.day
    )
    assert row.end == house.day - timedelta(days=25), "sooner can be put right"


def test_who_will_hold_a_child_later_ends_nobodys_work_before(house_today: House) -> None:
    house = house_today
    child, later = house.held(), house.day + timedelta(days=20)
    row = house.allocate(child, house.worker, start=house.day - timedelta(days=3))
    cases.hold(child=child, body=house.oakfield, start=later, by=house.manager, on=house.day)
    row = Allocation.objects.standing().get(child=child)
    with pytest.raises(NotHereOrNotYours):
        cases.end_allocation(allocation=row, end=later, by=house.oakfield_lead, on=house.day)
    cases.end_allocation(allocation=row, end=house.day, by=house.lead, on=house.day)


def test_work_ends_with_the_post_that_lets_somebody_do_it(house_today: House) -> None:
    """A social worker who stays as personal adviser at the same practice is no social worker of the child any more."""
    house = house_today
    child, worker = house.allocated(since=house.day), house.worker
    organisations.give_role(
        person=worker, kind=RoleKind.PERSONAL_ADVISER, at=house.lantern, by=None, on=house.day
    )
    assert house.reaches(worker, child.ref)
    organisations.end_role(role=worker.roles.get(kind=RoleKind.SOCIAL_WORKER), by=None, on=house.day)
    assert not house.reaches(worker, child.ref)
    with pytest.raises(NotHereOrNotYours):
        house.visit(child, house.day, by=worker)
    organisations.give_role(
        person=worker, kind=RoleKind.NEWLY_QUALIFIED, at=house.lantern, by=None, on=house.day
    )
    assert house.reaches(worker, child.ref), "a newly qualified social worker may be one"


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        (AllocationRole.INDEPENDENT_VISITOR, RoleKind.INDEPENDENT_VISITOR),
        (AllocationRole.ADVOCATE, RoleKind.ADVOCATE),
        (AllocationRole.REVIEWING_OFFICER, RoleKind.REVIEWING_OFFICER),
    ],
)
def test_who_stands_apart_is_not_of_the_body_that_holds_the_child(
    role: AllocationRole, kind: RoleKind, house_today: House
) -> None:
    house = house_today
    child = house.held()
    organisations.give_role(person=house.second, kind=kind, at=house.lantern, by=None, on=house.day)
    with pytest.raises(NotPossible):
        house.allocate(child, house.second, role, start=house.day)
    for other in (house.neighbour, house.quayside):
        organisations.give_role(person=house.second, kind=kind, at=other, by=None, on=house.day)
    with pytest.raises(NotPossible):
        house.allocate(child, house.second, role, start=house.day)
    organisations.give_role(person=house.second, kind=kind, at=house.council, by=None, on=house.day)
    house.allocate(child, house.second, role, start=house.day)
    assert house.reaches(house.second, child.ref)


def test_a_reviewing_officer_of_another_council_reviews_nobody_here(house_today: House) -> None:
    house = house_today
    child = house.held()
    house.allocate(child, house.reviewer, AllocationRole.REVIEWING_OFFICER, start=house.day)
    assert house.reaches(house.reviewer, child.ref)
    organisations.give_role(
        person=house.reviewer, kind=RoleKind.REVIEWING_OFFICER, at=house.neighbour, by=None, on=house.day
    )
    organisations.give_role(
        person=house.reviewer, kind=RoleKind.COMMISSIONER, at=house.council, by=None, on=house.day
    )
    here = house.reviewer.roles.get(kind=RoleKind.REVIEWING_OFFICER, organisation=house.council)
    organisations.end_role(role=here, by=None, on=house.day)
    assert not house.reaches(house.reviewer, child.ref)


def test_a_young_person_reaches_their_own_record_through_the_council_that_gave_them_it(
    house_today: House,
) -> None:
    house = house_today
    child = house.held()
    young = organisations.welcome(email="young@example.org", name="Robin F", by=None, on=house.day)
    organisations.give_role(person=young, kind=RoleKind.YOUNG_PERSON, at=house.council, by=None, on=house.day)
    Child.objects.filter(pk=child.pk).update(person=young)
    assert house.reaches(young, child.ref)
    organisations.end_role(role=young.roles.get(), by=None, on=house.day)
    organisations.give_role(
        person=young, kind=RoleKind.YOUNG_PERSON, at=house.neighbour, by=None, on=house.day
    )
    organisations.give_role(person=young, kind=RoleKind.LEAD_MEMBER, at=house.council, by=None, on=house.day)
    assert not house.reaches(young, child.ref)


def test_nobody_is_allocated_at_a_body_that_no_longer_works_here(house_today: House) -> None:
    """Also where another post of theirs still reaches this council."""
    house = house_today
    child = house.held()
    organisations.establish(kind=BodyKind.TEAM, name="South", parent=house.council, by=None, on=house.day)
    organisations.give_role(
        person=house.worker, kind=RoleKind.SOCIAL_WORKER, at=house.team, by=None, on=house.day
    )
    house.lantern.engagements.update(end=house.day)
    with pytest.raises((NotPossible, MayNot, NotHereOrNotYours)):
        cases.allocate(
            child=child, person=house.worker, role=AllocationRole.SOCIAL_WORKER, start=house.day, by=house.manager,
            on=house.day,
        )  # fmt: skip


def test_work_given_before_a_hand_over_that_is_planned_ends_with_it(house_today: House) -> None:
    house = house_today
    child, later = house.held(), house.day + timedelta(days=3)
    cases.hold(child=child, body=house.oakfield, start=later, by=house.manager, on=house.day)
    row = house.allocate(child, house.worker, start=house.day)
    assert row.end == later
    organisations.give_role(
        person=house.worker, kind=RoleKind.SOCIAL_WORKER, at=house.oakfield, by=None, on=house.day
    )
    found = tie(house.standing(house.worker, later), child.ref)
    assert not (found and found.relationships), "Oakfield has not chosen them"
    cases.allocate(
        child=child, person=house.oakfield_worker, role=AllocationRole.SOCIAL_WORKER, start=later,
        by=house.oakfield_lead, on=later,
    )  # fmt: skip


def test_a_body_may_take_over_before_the_end_that_was_planned(house_today: House) -> None:
    house = house_today
    child, planned = house.held(), house.day + timedelta(days=10)
    cases.end_hold(child=child, end=planned, by=house.manager, on=house.day)
    cases.hold(child=child, body=house.oakfield, start=house.day, by=house.manager, on=house.day)
    spells = HeldBy.objects.standing().filter(child=child).order_by("start")
    assert [(row.body, row.end) for row in spells] == [(house.lantern, house.day), (house.oakfield, None)]
    with pytest.raises(NotPossible):
        cases.hold(
            child=child,
            body=house.lantern,
            start=house.day - timedelta(days=5),
            by=house.manager,
            on=house.day,
        )


def test_what_has_ended_is_not_replaced_later(house_today: House) -> None:
    """To name it as the one before would bring the former worker back until then."""
    house = house_today
    child = house.held()
    row = house.allocate(child, house.worker, start=house.day - timedelta(days=30))
    row = cases.end_allocation(
        allocation=row, end=house.day - timedelta(days=20), by=house.lead, on=house.day
    )
    with pytest.raises(NotPossible):
        house.allocate(child, house.second, start=house.day, instead_of=row)
    assert not house.reaches(house.worker, child.ref)
    house.allocate(child, house.second, start=house.day)
    row.refresh_from_db()
    assert row.end == house.day - timedelta(days=20)
