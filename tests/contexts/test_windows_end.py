"""Access that was given for a while ends with the post it was given for, and opens nothing of another council's."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from contexts import builders
from contexts.builders import TODAY, House, at
from steadyhand.contexts.cases import loaders
from steadyhand.contexts.cases import operations as cases
from steadyhand.contexts.cases.models import AccessWindow, Allocation, Child, Identity
from steadyhand.contexts.cases.policies import NotPossible
from steadyhand.contexts.cases.states import AllocationRole, NoteKind, Sex, WindowKind
from steadyhand.contexts.organisations import operations as organisations
from steadyhand.contexts.organisations.models import Person
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.foundations.access.refusals import NotHereOrNotYours

AWAY = {  # a post one leaves for
    "another practice": (RoleKind.SOCIAL_WORKER, "oakfield"),
    "the council chamber": (RoleKind.LEAD_MEMBER, "council"),
    "the contracts office": (RoleKind.COMMISSIONER, "council"),
    "the lead's chair of another practice": (RoleKind.LEAD, "oakfield"),
    "the same practice, a desk": (RoleKind.ADMINISTRATOR, "lantern"),
}


def give(house: House, person: Person, kind: WindowKind, **known: Any) -> AccessWindow:
    now = timezone.now()
    values = {
        "council": house.council,
        "start": now - timedelta(minutes=1),
        "end": now + timedelta(days=5),
        "because": "Somebody is away",
        "by": house.lead,
        "on": house.day,
    }
    return cases.open_window(person=person, kind=kind, **(values | known))


def leave_for(house: House, person: Person, post: str) -> None:
    kind, body = AWAY[post]
    organisations.end_role(role=person.roles.get(), by=None, on=house.day)
    organisations.give_role(person=person, kind=kind, at=getattr(house, body), by=None, on=house.day)


def opens(house: House, person: Person, child: Child) -> bool:
    """Whether this person reaches this child, asked of the list, the tie and the page alike."""
    listed = house.reaches(person, child.ref)
    try:
        loaders.child_file(house.standing(person), child.ref)
    except NotHereOrNotYours:
        assert not listed
        return False
    assert listed
    return True


@pytest.mark.parametrize("post", AWAY)
@pytest.mark.parametrize("kind", [WindowKind.COVER, WindowKind.ON_CALL])
@pytest.mark.parametrize("onto", ["the child", "the practice"])
def test_cover_ends_with_the_post_it_was_given_for(
    onto: str, kind: WindowKind, post: str, house_today: House
) -> None:
    house = house_today
    child = house.placed(since=house.day)
    colleague = builders.person("Colin Cover", RoleKind.SOCIAL_WORKER, house.lantern)
    give(house, colleague, kind, **({"child": child} if onto == "the child" else {"body": house.lantern}))
    assert opens(house, colleague, child)
    leave_for(house, colleague, post)
    assert not opens(house, colleague, child)
    with pytest.raises(NotHereOrNotYours):
        house.visit(child, house.day, by=colleague)


@pytest.mark.parametrize("post", ["the council chamber", "the contracts office", "another practice"])
def test_an_emergency_ends_with_the_post_of_who_opened_it(post: str, house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day)
    opener = builders.person("Emre Gency", RoleKind.SOCIAL_WORKER, house.oakfield)
    name = Identity.objects.standing().get(child=child).name
    cases.open_in_emergency(
        name=name, date_of_birth=builders.BORN, because="The police rang", by=opener, on=house.day
    )
    assert opens(house, opener, child)
    leave_for(house, opener, post)
    assert not opens(house, opener, child)


def test_a_post_taken_up_beside_it_changes_nothing(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day)
    colleague = builders.person("Colin Cover", RoleKind.SOCIAL_WORKER, house.lantern)
    give(house, colleague, WindowKind.COVER, child=child)
    organisations.give_role(person=colleague, kind=RoleKind.ADVOCATE, at=house.council, by=None, on=house.day)
    assert opens(house, colleague, child)


def test_a_window_of_one_council_opens_no_child_of_another(house_today: House) -> None:
    house = house_today
    organisations.engage(body=house.lantern, council=house.neighbour, by=None, on=builders.OPENED)
    theirs = cases.add_child(
        council=house.neighbour, identifier="N1", given_name="Nell", family_name="Neighbour", sex=Sex.UNKNOWN,
        date_of_birth=builders.BORN, by=house.neighbour_manager, on=house.day,
    )  # fmt: skip
    cases.hold(child=theirs, body=house.lantern, start=house.day, by=house.neighbour_manager, on=house.day)
    ours = house.held()
    colleague = builders.person("Colin Cover", RoleKind.SOCIAL_WORKER, house.lantern)
    give(house, colleague, WindowKind.ON_CALL, body=house.lantern)
    assert opens(house, colleague, ours)
    assert not opens(house, colleague, theirs)
    with pytest.raises(NotHereOrNotYours):
        cases.write_note(child=theirs, at=timezone.now(), text="x", by=colleague, on=house.day)
    give(house, colleague, WindowKind.ON_CALL, body=house.lantern, council=house.neighbour)
    assert opens(house, colleague, theirs)


@pytest.mark.parametrize("kind", [RoleKind.ADMINISTRATOR, RoleKind.DATA_OFFICER])
def test_cover_is_given_only_to_who_does_social_work(kind: RoleKind, house_today: House) -> None:
    house = house_today
    somebody = builders.person("Ada Desk", kind, house.lantern)
    with pytest.raises(NotPossible, match="does not do social work"):
        give(house, somebody, WindowKind.COVER, child=house.placed(since=house.day))


def test_an_inspection_is_opened_only_for_an_inspector(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day)
    with pytest.raises(NotPossible, match="is not an inspector"):
        give(house, house.worker, WindowKind.INSPECTION, child=child, by=house.manager)
    assert not AccessWindow.objects.exists()


def test_work_and_access_end_within_reach(house: House) -> None:
    child = house.placed()
    work = Allocation.objects.get(child=child)
    known: dict[str, Any] = {"by": house.lead, "on": TODAY}
    council: dict[str, Any] = {"by": house.manager, "on": TODAY}
    second: dict[str, Any] = {"person": house.second, "role": AllocationRole.SECOND_WORKER}
    inspector: dict[str, Any] = {"kind": WindowKind.INSPECTION, "person": house.inspector}
    for act, field in (
        (partial(cases.hold, child=child, body=house.oakfield, start=date.max, **council), "start"),
        (partial(cases.end_hold, child=child, end=date.max, **council), "end"),
        (partial(cases.allocate, child=child, start=date.max, **second, **known), "start"),
        (partial(cases.end_allocation, allocation=work, end=date.max, **known), "end"),
        (partial(give, house, child=child, start=at(TODAY), end=at(date.max), **inspector, **council), "end"),
        (
            partial(
                cases.note_to_know, child=child, kind=NoteKind.KNOW, text="x", ends_on=date.max,
                by=house.worker, on=TODAY,
            ),
            "ends_on",
        ),
    ):  # fmt: skip
        with pytest.raises(NotPossible, match="no later than 10 June 2046") as refusal:
            act()
        assert refusal.value.field == field
