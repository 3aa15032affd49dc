"""A child's own row: opening it, putting it right, who matters, what to know."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contexts.builders import BORN, OPENED, TODAY, House, days, person
from contexts.test_withheld import siblings
from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases.models import Child, Identity, Relationship, StandingNote
from steadyhand.contexts.cases.operations import Seen
from steadyhand.contexts.cases.permissions.checks import MayNot
from steadyhand.contexts.cases.permissions.withheld import MASK
from steadyhand.contexts.cases.policies import Clash, NotPossible
from steadyhand.contexts.cases.states import AllocationRole, NoteKind, RelationKind, Sex
from steadyhand.contexts.organisations import operations as organisations
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.audit.models import Entry


def test_a_record_is_opened_with_who_the_child_is(house: House) -> None:
    child = house.opened(identifier="A-17", given_name="Marlon", known_as="Marly", family_name="Okoro")

    identity = Identity.objects.standing().get(child=child)
    assert (identity.name, identity.first_name) == ("Marly Okoro", "Marly")
    assert child.council == house.council
    assert identity.council_id == child.council_id
    assert set(Entry.objects.filter(subject_type="child").values_list("verb", flat=True)) == {
        "child.added",
        "identity.recorded",
    }


def test_a_child_whom_nobody_has_named_yet_goes_by_the_identifier(house: House) -> None:
    child = house.opened(identifier="A-18", given_name="", family_name="")
    assert Identity.objects.get(child=child).name == "Child A-18"


def test_a_record_is_not_opened_without_the_permission(house: House) -> None:
    with pytest.raises(MayNot, match="Ask your lead or the council"):
        operations.add_child(
            council=house.council,
            identifier="A-1",
            given_name="Robin",
            family_name="Fairweather",
            date_of_birth=BORN,
            sex=Sex.FEMALE,
            by=house.worker,
            on=TODAY,
        )
    assert not Child.objects.exists()


def test_a_record_is_not_opened_for_a_council_one_does_not_work_for(house: House) -> None:
    with pytest.raises(NotHereOrNotYours):
        operations.add_child(
            council=house.neighbour,
            identifier="A-1",
            given_name="Robin",
            family_name="Fairweather",
            date_of_birth=BORN,
            sex=Sex.FEMALE,
            by=house.manager,
            on=TODAY,
        )
    assert not Child.objects.exists()


def test_nobody_is_born_tomorrow(house: House) -> None:
    house.opened(date_of_birth=TODAY)
    with pytest.raises(NotPossible) as refusal:
        house.opened(date_of_birth=TODAY + days(1))
    assert refusal.value.field == "date_of_birth"


def test_an_identifier_is_taken_once_in_each_council(house: House) -> None:
    house.opened(identifier="A-1")
    with pytest.raises(NotPossible) as refusal:
        house.opened(identifier="A-1")
    assert refusal.value.field == "identifier"
    house.opened(identifier="A-1", neighbours=True)
    assert Child.objects.count() == 2


def test_a_name_is_put_right_and_the_earlier_one_stays(house: House) -> None:
    child = house.allocated(given_name="Robyn")
    first = Identity.objects.get(child=child)

    second = operations.correct_identity(identity=first, given_name="Robin", by=house.worker, on=TODAY)

    first.refresh_from_db()
    assert first.superseded_at is not None
    assert first.given_name == "Robyn"
    assert (second.corrects, second.given_name, second.date_of_birth) == (first, "Robin", BORN)
    assert list(Identity.objects.standing().filter(child=child)) == [second]


def test_a_name_that_was_put_right_is_not_put_right_twice(house: House) -> None:
    child = house.allocated()
    first = Identity.objects.get(child=child)
    operations.correct_identity(identity=first, given_name="Robin", by=house.worker, on=TODAY)

    with pytest.raises(Clash, match="Somebody else changed this"):
        operations.correct_identity(identity=first, given_name="Rowan", by=house.lead, on=TODAY)

    assert Identity.objects.standing().get(child=child).given_name == "Robin"
    assert Identity.objects.filter(child=child).count() == 2


@pytest.mark.parametrize("ahead", [1, 365])
def test_a_birth_is_not_put_right_to_a_day_to_come(house: House, ahead: int) -> None:
    child = house.allocated()
    with pytest.raises(NotPossible) as refusal:
        operations.correct_identity(
            identity=Identity.objects.get(child=child),
            date_of_birth=TODAY + days(ahead),
            by=house.worker,
            on=TODAY,
        )
    assert refusal.value.field == "date_of_birth"


def test_a_birth_is_not_put_right_to_after_care_began(house: House) -> None:
    child = house.placed(since=TODAY - days(30))
    identity = Identity.objects.get(child=child)
    with pytest.raises(NotPossible) as refusal:
        operations.correct_identity(
            identity=identity, date_of_birth=TODAY - days(29), by=house.worker, on=TODAY
        )
    assert refusal.value.field == "date_of_birth"
    operations.correct_identity(identity=identity, date_of_birth=TODAY - days(30), by=house.worker, on=TODAY)


def test_a_stranger_puts_nothing_right(house: House) -> None:
    child = house.allocated()
    identity = Identity.objects.get(child=child)
    for stranger in (house.oakfield_worker, house.second, house.officer, house.advocate):
        with pytest.raises(NotHereOrNotYours):
            operations.correct_identity(identity=identity, given_name="Mine", by=stranger, on=TODAY)
    assert Identity.objects.get(child=child) == identity


def test_a_child_is_linked_to_their_own_account_once(house: House) -> None:
    child = house.allocated()
    young = person("Robin Fairweather", RoleKind.YOUNG_PERSON, house.council)

    operations.give_own_space(child=child, person=young, by=house.worker, on=TODAY)

    assert Child.objects.get(pk=child.pk).person == young
    other = person("Somebody Else", RoleKind.YOUNG_PERSON, house.council)
    with pytest.raises(Clash):
        operations.give_own_space(child=child, person=other, by=house.worker, on=TODAY)
    assert Child.objects.get(pk=child.pk).person == young
    assert Entry.objects.filter(verb="child.own_space_opened").count() == 1


def test_a_stranger_links_nobody(house: House) -> None:
    child = house.allocated()
    with pytest.raises(NotHereOrNotYours):
        operations.give_own_space(
            child=child, person=house.oakfield_worker, by=house.oakfield_worker, on=TODAY
        )


def test_people_in_a_childs_life_are_recorded(house: House) -> None:
    child, brother = house.allocated(), house.allocated()
    operations.relate(child=child, kind=RelationKind.GRANDPARENT, name="Nan Joyce", by=house.worker, on=TODAY)
    operations.relate(child=child, kind=RelationKind.BROTHER, other_child=brother, by=house.worker, on=TODAY)
    assert Relationship.objects.standing().filter(child=child).count() == 2


def test_a_relationship_names_somebody_else_once(house: House) -> None:
    child, brother = house.allocated(), house.allocated()
    with pytest.raises(NotPossible) as nobody:
        operations.relate(child=child, kind=RelationKind.FRIEND, name="  ", by=house.worker, on=TODAY)
    assert nobody.value.field == "name"
    with pytest.raises(NotPossible):
        operations.relate(
            child=child, kind=RelationKind.BROTHER, other_child=child, by=house.worker, on=TODAY
        )
    operations.relate(child=child, kind=RelationKind.BROTHER, other_child=brother, by=house.worker, on=TODAY)
    with pytest.raises(NotPossible):
        operations.relate(
            child=child, kind=RelationKind.BROTHER, other_child=brother, by=house.worker, on=TODAY
        )
    assert Relationship.objects.count() == 1


def test_only_a_child_of_the_council_whom_one_may_read_is_linked(house: House) -> None:
    child, theirs, neighbours = (
        house.allocated(),
        house.held(body=house.oakfield),
        house.neighbours_child(),
    )
    organisations.give_role(
        person=house.worker, kind=RoleKind.SOCIAL_WORKER, at=house.quayside, by=None, on=OPENED
    )
    operations.allocate(
        child=neighbours, person=house.worker, role=AllocationRole.SECOND_WORKER, start=TODAY,
        by=house.quayside_lead, on=TODAY,
    )  # fmt: skip
    for other in (theirs, neighbours):
        with pytest.raises(NotPossible) as refusal:
            operations.relate(
                child=child, kind=RelationKind.SISTER, other_child=other, by=house.worker, on=TODAY
            )
        assert refusal.value.field == "other_child"
    assert not Relationship.objects.exists()


def test_a_stranger_records_nobody(house: House) -> None:
    child = house.allocated()
    with pytest.raises(NotHereOrNotYours):
        operations.relate(
            child=child, kind=RelationKind.FRIEND, name="Nobody", by=house.oakfield_lead, on=TODAY
        )


def test_the_database_refuses_a_relationship_with_nobody(house: House) -> None:
    child = house.allocated()
    with pytest.raises(IntegrityError, match="relationship_names_somebody"), transaction.atomic():
        Relationship.objects.create(
            child=child, council_id=child.council_id, recorded_by=house.worker, kind=RelationKind.FRIEND
        )


def test_what_to_know_is_recorded_until_a_day(house: House) -> None:
    child = house.allocated()
    operations.note_to_know(
        child=child,
        kind=NoteKind.WARN,
        text="Do not speak of the move before Friday",
        because="It is not settled",
        ends_on=TODAY + days(3),
        by=house.worker,
        on=TODAY,
    )
    assert StandingNote.objects.get(child=child).ends_on == TODAY + days(3)
    with pytest.raises(NotHereOrNotYours):
        operations.note_to_know(child=child, kind=NoteKind.KNOW, text="x", by=house.oakfield_lead, on=TODAY)


def test_a_child_reads_of_their_own_home_and_not_of_a_brothers_withheld_one(house_today: House) -> None:
    """Who may know where he is kept safe is no more theirs to choose than anybody else's."""
    house = house_today
    wren, robin, _ = siblings(house)
    house.move(
        robin, house.day, home=house.home(carers="Tansy Brackenfold", address="2 Bracken Road"), address_withheld=True,
    )  # fmt: skip
    said = "I live on Bracken Road and Wren on Withern Lane"
    house.visit(
        robin, house.day, seen=[Seen(robin, seen=True, alone=True, said=said)], started_at=timezone.now()
    )
    operations.open_in_emergency(
        name="Robin Fairweather", date_of_birth=BORN, because=said, by=house.oakfield_worker, on=house.day
    )
    pages = {}
    for child in (wren, robin):
        young = person(f"Young {child.pk}", RoleKind.YOUNG_PERSON, house.council)
        operations.give_own_space(child=child, person=young, by=house.worker, on=house.day)
        client = Client()
        client.force_login(young.account)
        for page in ("child", "who_has_looked"):
            pages[child, page] = client.get(reverse(page, args=[child.ref])).content.decode()
    for page in ("child", "who_has_looked"):
        assert f"I live on Bracken Road and Wren on {MASK}" in pages[robin, page]
        assert "Withern" not in pages[robin, page]
    assert "Marva Withern" in pages[wren, "child"], "with whom he lives himself"
