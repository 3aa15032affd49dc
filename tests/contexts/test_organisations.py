"""Bodies, people and the roles they hold: what each operation does, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from contexts.builders import OPENED, TODAY, House, council, days, person, practice
from steadyhand.contexts.organisations import operations, queries
from steadyhand.contexts.organisations.models import Engagement, Organisation, Person, Premises, Role
from steadyhand.contexts.organisations.permissions import Permission, bodies_where, may
from steadyhand.contexts.organisations.policies import (
    AlreadyOnRecord,
    MayNot,
    NotPossible,
    NotRegistered,
)
from steadyhand.contexts.organisations.states import BodyKind, LegalForm, RoleKind
from steadyhand.foundations.audit.models import Entry


def test_a_body_is_put_on_record(house: House) -> None:
    body = operations.establish(
        kind=BodyKind.PRACTICE, name="Northlight", legal_form=LegalForm.MUTUAL, by=house.manager, on=TODAY
    )

    assert Organisation.objects.get(pk=body.pk).legal_form == LegalForm.MUTUAL
    entry = Entry.objects.get(verb="body.established", subject_id=str(body.pk))
    assert (entry.kind, entry.actor_id) == (Entry.Kind.CHANGE, house.manager.account_id)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("team_has_a_council", {"kind": BodyKind.TEAM}),
        ("council_has_a_code", {"kind": BodyKind.COUNCIL}),
        ("council_has_a_code", {"kind": BodyKind.INSPECTORATE, "authority_code": "E09999903"}),
        ("practice_has_a_legal_form", {"kind": BodyKind.PRACTICE}),
    ],
)
def test_the_database_refuses_a_body_that_cannot_be(constraint: str, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        operations.establish(name="Nowhere", by=None, on=TODAY, **values)


@pytest.mark.django_db
def test_a_practice_is_not_part_of_a_council() -> None:
    ashdale = council("Ashdale", "E09999901")
    with pytest.raises(IntegrityError, match="team_has_a_council"), transaction.atomic():
        operations.establish(
            kind=BodyKind.PRACTICE,
            name="Inside",
            legal_form=LegalForm.COMPANY,
            parent=ashdale,
            by=None,
            on=TODAY,
        )


@pytest.mark.django_db
def test_two_councils_never_share_a_code() -> None:
    council("Ashdale", "E09999901")
    with pytest.raises(AlreadyOnRecord, match="code E09999901"):
        council("Ashdale again", "E09999901")
    assert Organisation.objects.filter(authority_code="E09999901").count() == 1, "the transaction goes on"


def test_premises_are_put_on_record(house: House) -> None:
    operations.open_premises(
        body=house.lantern,
        name="The Old Chapel",
        address="1 High Street",
        postcode="ZZ1 1AA",
        by=None,
        on=TODAY,
    )

    assert Premises.objects.get(organisation=house.lantern).start == TODAY
    assert Entry.objects.filter(verb="premises.opened").count() == 1


def test_an_engagement_opens_the_council_to_the_bodys_people(house: House) -> None:
    assert queries.standing(house.worker, TODAY).councils == {house.council.pk}

    operations.engage(body=house.lantern, council=house.neighbour, by=None, on=TODAY)

    assert queries.standing(house.worker, TODAY - days(1)).councils == {house.council.pk}
    assert queries.standing(house.worker, TODAY).councils == {house.council.pk, house.neighbour.pk}


def test_a_body_is_engaged_by_a_council_once_at_a_time(house: House) -> None:
    with pytest.raises(AlreadyOnRecord, match="already"):
        operations.engage(body=house.lantern, council=house.council, by=None, on=TODAY)
    Engagement.objects.filter(body=house.lantern).update(end=TODAY)
    operations.engage(body=house.lantern, council=house.council, by=None, on=TODAY)


def test_an_engagement_that_ended_opens_nothing(house: House) -> None:
    Engagement.objects.filter(body=house.lantern).update(end=TODAY)

    assert queries.standing(house.worker, TODAY - days(1)).councils == {house.council.pk}
    assert queries.standing(house.worker, TODAY).councils == frozenset()


@pytest.mark.django_db
def test_a_person_without_a_password_cannot_sign_in_with_one() -> None:
    made = operations.welcome(email="Amina@Example.org", name="Amina Cole", by=None, on=TODAY)

    assert made.account.email == "amina@example.org"
    assert not made.account.has_usable_password()
    found = queries.signed_in(made.account_id)
    assert found is not None
    assert found.career is not None
    assert found.career.person == made


@pytest.mark.django_db
def test_a_person_can_be_given_a_password() -> None:
    made = operations.welcome(
        email="amina@example.org", name="Amina Cole", password="a long enough word", by=None, on=TODAY
    )
    assert made.account.check_password("a long enough word")
    assert "a long enough word" not in str(list(Entry.objects.values()))


@pytest.mark.django_db
def test_nobody_is_welcomed_twice_by_one_address() -> None:
    operations.welcome(email="amina@example.org", name="Amina Cole", by=None, on=TODAY)
    with pytest.raises(AlreadyOnRecord, match="email"):
        operations.welcome(email="AMINA@example.org", name="Amina Again", by=None, on=TODAY)
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    "kind", [RoleKind.SOCIAL_WORKER, RoleKind.NEWLY_QUALIFIED, RoleKind.REVIEWING_OFFICER]
)
def test_social_work_needs_the_register(kind: RoleKind, house: House) -> None:
    unregistered = operations.welcome(email="new@example.org", name="New Starter", by=None, on=TODAY)

    with pytest.raises(NotRegistered, match="Social Work England"):
        operations.give_role(person=unregistered, kind=kind, at=house.lantern, by=None, on=TODAY)

    assert not Role.objects.filter(person=unregistered).exists()


def test_other_roles_need_no_register(house: House) -> None:
    unregistered = operations.welcome(email="new@example.org", name="New Starter", by=None, on=TODAY)
    operations.give_role(
        person=unregistered, kind=RoleKind.PERSONAL_ADVISER, at=house.lantern, by=None, on=TODAY
    )
    assert queries.standing(unregistered, TODAY).holds(RoleKind.PERSONAL_ADVISER)


def test_a_role_is_held_from_its_first_day_and_not_on_the_day_it_ends(house: House) -> None:
    role = operations.give_role(
        person=house.worker, kind=RoleKind.LEAD, at=house.lantern, by=None, on=TODAY - days(3)
    )
    operations.end_role(role=role, by=house.manager, on=TODAY)

    held = {
        ahead: queries.standing(house.worker, TODAY + days(ahead)).holds(RoleKind.LEAD)
        for ahead in (-4, -3, -1, 0)
    }
    assert held == {-4: False, -3: True, -1: True, 0: False}
    assert Entry.objects.get(verb="role.ended").actor_id == house.manager.account_id


def test_a_role_does_not_end_before_it_begins(house: House) -> None:
    role = house.worker.roles.get()
    with pytest.raises(NotPossible, match="cannot end before"):
        operations.end_role(role=role, by=None, on=role.start - days(1))
    with pytest.raises(IntegrityError, match="role_in_order"), transaction.atomic():
        Role.objects.filter(pk=role.pk).update(end=role.start - days(1))
    with pytest.raises(IntegrityError, match="engagement_in_order"), transaction.atomic():
        Engagement.objects.update(end=OPENED - days(900))


def test_a_role_given_by_mistake_ends_on_its_first_day_and_never_held(house: House) -> None:
    given = operations.give_role(
        person=house.worker, kind=RoleKind.LEAD, at=house.oakfield, by=None, on=TODAY
    )
    operations.end_role(role=given, by=None, on=TODAY)
    for day in (TODAY - days(1), TODAY, TODAY + days(1)):
        assert not queries.standing(house.worker, day).bodies(RoleKind.LEAD)
    with pytest.raises(NotPossible, match="already"):
        operations.end_role(role=given, by=None, on=TODAY)


def test_an_end_still_to_come_can_be_brought_forward(house: House) -> None:
    role = house.worker.roles.get()
    operations.end_role(role=role, by=None, on=TODAY + days(30))
    assert queries.standing(house.worker, TODAY).roles
    operations.end_role(role=role, by=None, on=TODAY)
    assert not queries.standing(house.worker, TODAY).roles


def test_one_role_is_held_once_at_a_time_at_one_body(house: House) -> None:
    with pytest.raises(AlreadyOnRecord, match="social worker at"):
        operations.give_role(
            person=house.worker, kind=RoleKind.SOCIAL_WORKER, at=house.lantern, by=None, on=TODAY
        )


def test_a_team_reaches_the_children_of_its_council(house: House) -> None:
    assert queries.standing(house.team_worker, TODAY).councils == {house.council.pk}


def test_where_somebody_stands_is_one_query(house: House, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        queries.standing(house.worker, TODAY)


def test_permissions_follow_the_role_and_the_body_it_is_held_at(house: House) -> None:
    lead, worker = house.standing(house.lead), house.standing(house.worker)

    assert bodies_where(lead, Permission.ALLOCATE) == (house.lantern.pk,)
    assert may(lead, Permission.SEE_PRACTICE_LIST)
    assert not may(worker, Permission.ALLOCATE)
    assert bodies_where(worker, Permission.ALLOCATE) == ()


def test_people_of_a_kind_at_a_body(house: House) -> None:
    found = queries.holders((RoleKind.LEAD,), [house.lantern.pk, house.oakfield.pk], TODAY)
    assert set(found) == {house.lead, house.oakfield_lead}
    assert not queries.holders((RoleKind.LEAD,), [], TODAY).exists()


def test_names_of_accounts_carry_the_body(house: House) -> None:
    assert queries.names_of_accounts({house.worker.account_id}) == {
        house.worker.account_id: ("Amina Cole", "Lantern")
    }


def test_only_people_in_post_can_be_chosen_in_a_demonstration(house: House) -> None:
    operations.end_role(role=house.worker.roles.get(), by=None, on=TODAY)
    found = list(queries.demonstration_people(TODAY))
    assert house.worker not in found
    assert house.lead in found


def test_what_goes_wrong_half_way_leaves_nothing(house: House) -> None:
    """The account is made before the person; without the person there is no account either."""
    person("First", RoleKind.LEAD, house.lantern)
    taken = house.worker.registration_number
    accounts = type(house.worker.account).objects.count()
    with pytest.raises(AlreadyOnRecord, match="registration number"):
        operations.welcome(
            email="x@example.org", name="Somebody", by=None, on=TODAY, registration_number=taken
        )
    assert type(house.worker.account).objects.count() == accounts


@pytest.mark.django_db
def test_a_practice_may_have_any_legal_form() -> None:
    ashdale = council("Ashdale", "E09999901")
    for form in LegalForm:
        made = operations.establish(
            kind=BodyKind.PRACTICE, name=form.label, legal_form=form, by=None, on=TODAY
        )
        operations.engage(body=made, council=ashdale, by=None, on=TODAY)
    assert practice("One more", works_for=ashdale).legal_form == LegalForm.CHARITY


def test_the_end_of_an_engagement_is_the_councils_to_say(house: House) -> None:
    engagement = Engagement.objects.get(body=house.lantern)
    here = person("Director Here", RoleKind.DIRECTOR, house.council)
    elsewhere = person("Director Elsewhere", RoleKind.DIRECTOR, house.neighbour)
    for somebody in (house.lead, house.worker, house.manager, elsewhere):
        with pytest.raises(MayNot, match="end a body's work"):
            operations.end_engagement(engagement=engagement, by=somebody, on=TODAY)
    with pytest.raises(NotPossible, match="cannot end before"):
        operations.end_engagement(engagement=engagement, by=None, on=engagement.start - days(1))

    operations.end_engagement(engagement=engagement, by=here, on=TODAY)

    assert queries.standing(house.worker, TODAY - days(1)).councils == {house.council.pk}
    assert queries.standing(house.worker, TODAY).councils == frozenset()
    entry = Entry.objects.get(verb="body.engagement_ended", subject_id=str(engagement.pk))
    assert entry.actor_id == here.account_id
    with pytest.raises(NotPossible, match="already"):
        operations.end_engagement(engagement=engagement, by=here, on=TODAY)


def test_whoever_leaves_loses_every_role_and_their_account(house: House) -> None:
    administrator = person("Administrator Here", RoleKind.ADMINISTRATOR, house.council)
    elsewhere = person("Administrator Elsewhere", RoleKind.ADMINISTRATOR, house.neighbour)
    later = operations.give_role(
        person=house.worker, kind=RoleKind.LEAD, at=house.oakfield, by=None, on=TODAY + days(9)
    )
    for somebody in (house.lead, elsewhere):
        with pytest.raises(MayNot, match="end the roles and the access"):
            operations.close_account(person=house.worker, by=somebody, on=TODAY)

    assert operations.close_account(person=house.worker, by=administrator, on=TODAY)

    house.worker.account.refresh_from_db()
    later.refresh_from_db()
    assert not house.worker.account.is_active
    assert not house.worker.account.has_usable_password()
    for day in (TODAY, TODAY + days(9), TODAY + days(400)):
        assert queries.standing(house.worker, day).roles == ()
    assert queries.standing(house.worker, TODAY - days(1)).roles, "what they held is not forgotten"
    assert later.end == later.start
    verbs = Entry.objects.filter(actor_id=administrator.account_id).values_list("verb", flat=True)
    assert set(verbs) >= {"role.ended", "account.closed", "person.left"}


def test_an_administrator_ends_what_somebody_is_at_their_own_council_alone(house: House) -> None:
    """Somebody who works for two councils does not lose the other's work, nor their way in."""
    here = person("Administrator Here", RoleKind.ADMINISTRATOR, house.council)
    there = person("Administrator There", RoleKind.ADMINISTRATOR, house.neighbour)
    other = operations.give_role(
        person=house.worker, kind=RoleKind.DIRECTOR, at=house.neighbour, by=None, on=TODAY
    )
    never = operations.give_role(
        person=house.worker, kind=RoleKind.LEAD, at=house.lantern, by=None, on=TODAY + days(3)
    )
    operations.end_role(role=never, by=None, on=never.start)
    assert not operations.close_account(person=house.worker, by=here, on=TODAY)
    house.worker.account.refresh_from_db()
    assert house.worker.account.is_active
    assert [role.role_id for role in queries.standing(house.worker, TODAY).roles] == [other.pk]
    assert operations.close_account(person=house.worker, by=there, on=TODAY)
    house.worker.account.refresh_from_db()
    assert not house.worker.account.is_active
    assert queries.standing(house.worker, TODAY).roles == ()
