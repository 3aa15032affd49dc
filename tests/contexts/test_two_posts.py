"""Somebody with two posts has the rights of each where that post's body works, and nowhere else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contexts import builders
from contexts.builders import House
from steadyhand.contexts.cases import loaders
from steadyhand.contexts.cases import operations as cases
from steadyhand.contexts.cases.models import AccessWindow, Allocation, Child, Identity
from steadyhand.contexts.cases.policies import NotPossible
from steadyhand.contexts.cases.states import AllocationRole, Sex, WindowKind
from steadyhand.contexts.organisations import operations as organisations
from steadyhand.contexts.organisations.models import Engagement, Organisation, Person
from steadyhand.contexts.organisations.states import BodyKind, RoleKind
from steadyhand.foundations.access.refusals import NotHereOrNotYours


def two_posts(kind: RoleKind, body: Organisation, also: RoleKind, there: Organisation) -> Person:
    somebody = builders.person("Ulla Twopost", kind, body)
    organisations.give_role(person=somebody, kind=also, at=there, by=None, on=builders.OPENED)
    return somebody


def answers(person: Person, child: Child) -> tuple[int, int]:
    """What the child's page and the page of a visit answer; the list and the tie say the same."""
    client = Client()
    client.force_login(person.account)
    return (
        client.get(reverse("child", args=[child.ref])).status_code,
        client.get(reverse("record_visit", args=[child.ref])).status_code,
    )


def reaches(house: House, person: Person, child: Child) -> bool:
    listed = house.reaches(person, child.ref)
    page, visit = answers(person, child)
    assert (page == 200) == listed
    if not listed:
        assert (page, visit) == (404, 404)
    return listed


@pytest.mark.parametrize("also", [RoleKind.COMMISSIONER, RoleKind.LEAD_MEMBER, RoleKind.ADMINISTRATOR])
def test_an_emergency_is_opened_where_one_does_social_work(also: RoleKind, house_today: House) -> None:
    house = house_today
    theirs = house.neighbours_child(given_name="Nell", family_name="Neighbour")
    somebody = two_posts(RoleKind.SOCIAL_WORKER, house.lantern, also, house.neighbour)
    name = Identity.objects.standing().get(child=theirs).name
    cases.open_in_emergency(
        name=name, date_of_birth=builders.BORN, because="A neighbour rang", by=somebody, on=house.day
    )
    assert not AccessWindow.objects.exists()
    assert not reaches(house, somebody, theirs)
    ours = house.held(given_name="Nell", family_name="Neighbour")
    cases.open_in_emergency(
        name=name, date_of_birth=builders.BORN, because="A neighbour rang", by=somebody, on=house.day
    )
    assert [window.child for window in AccessWindow.objects.all()] == [ours]
    assert reaches(house, somebody, ours)


@pytest.mark.parametrize(
    ("kind", "also"),
    [
        (RoleKind.LEAD, RoleKind.COMMISSIONER),
        (RoleKind.SOCIAL_WORKER, RoleKind.COMMISSIONER),
        (RoleKind.SOCIAL_WORKER, RoleKind.SOCIAL_WORKER),
        (RoleKind.LEAD, RoleKind.LEAD),
    ],
)
def test_an_engagement_that_ended_is_not_kept_open_by_another_post(
    kind: RoleKind, also: RoleKind, house_today: House
) -> None:
    house = house_today
    there = house.council if also == RoleKind.COMMISSIONER else house.oakfield
    somebody = two_posts(kind, house.lantern, also, there)
    child = house.held()
    if kind == RoleKind.SOCIAL_WORKER:
        house.allocate(child, somebody)
    assert reaches(house, somebody, child)
    Engagement.objects.filter(body=house.lantern).update(end=house.day)
    assert not reaches(house, somebody, child)


def test_an_advocate_of_another_council_is_no_advocate_here(house_today: House) -> None:
    house = house_today
    speak, elsewhere = (
        organisations.establish(kind=BodyKind.ADVOCACY, name=name, by=None, on=builders.OPENED)
        for name in ("Speak Up", "Speak Out")
    )
    organisations.engage(body=speak, council=house.council, by=None, on=builders.OPENED)
    organisations.engage(body=elsewhere, council=house.neighbour, by=None, on=builders.OPENED)
    advocate = builders.person("Ada Vocate", RoleKind.ADVOCATE, speak)
    child = house.held()
    house.allocate(child, advocate, AllocationRole.ADVOCATE)
    assert reaches(house, advocate, child)
    organisations.end_role(role=advocate.roles.get(), by=None, on=house.day)
    organisations.give_role(person=advocate, kind=RoleKind.ADVOCATE, at=elsewhere, by=None, on=house.day)
    organisations.give_role(
        person=advocate, kind=RoleKind.LEAD_MEMBER, at=house.council, by=None, on=house.day
    )
    assert not reaches(house, advocate, child)


def test_a_lead_opens_records_only_for_whom_their_body_works(house_today: House) -> None:
    house = house_today
    somebody = two_posts(RoleKind.LEAD, house.lantern, RoleKind.ADVOCATE, house.neighbour)
    who = {"identifier": "N-1", "given_name": "Nell", "family_name": "N", "sex": Sex.UNKNOWN}
    with pytest.raises(NotHereOrNotYours):
        cases.add_child(
            council=house.neighbour, date_of_birth=builders.BORN, by=somebody, on=house.day, **who
        )
    with pytest.raises(NotHereOrNotYours):
        cases.add_home(
            council=house.neighbour, carers="A B", address="1 Road", postcode="", by=somebody, on=house.day
        )


def test_a_lead_whose_body_no_longer_works_here_changes_no_worker(house_today: House) -> None:
    house = house_today
    child = house.allocated(since=house.day)
    lead = two_posts(RoleKind.LEAD, house.lantern, RoleKind.LEAD, house.oakfield)
    Engagement.objects.filter(body=house.lantern).update(end=house.day)
    row = Allocation.objects.standing().get(child=child)
    with pytest.raises(NotHereOrNotYours):
        cases.end_allocation(allocation=row, end=house.day, by=lead, on=house.day)


def test_cover_is_used_through_the_post_at_the_body_that_holds_the_child(house_today: House) -> None:
    house, now = house_today, timezone.now()
    lead = two_posts(RoleKind.LEAD, house.oakfield, RoleKind.LEAD, house.lantern)
    both = two_posts(RoleKind.SOCIAL_WORKER, house.oakfield, RoleKind.SOCIAL_WORKER, house.lantern)
    only_there = builders.person("Oona There", RoleKind.SOCIAL_WORKER, house.oakfield)
    child = house.held()
    window = {
        "council": house.council, "kind": WindowKind.COVER, "start": now - timedelta(minutes=1),
        "end": now + timedelta(days=1), "because": "Away", "by": lead, "on": house.day,
    }  # fmt: skip
    cases.open_window(person=both, child=child, **window)
    assert reaches(house, both, child)
    for onto in ({"child": child}, {"body": house.lantern}):
        with pytest.raises(NotPossible):
            cases.open_window(person=only_there, **onto, **window)


@pytest.mark.parametrize("kind", [WindowKind.COVER, WindowKind.ON_CALL])
@pytest.mark.parametrize("then", ["held elsewhere", "held by nobody"])
def test_a_colleague_covers_only_while_their_body_holds_the_child(
    then: str, kind: WindowKind, house_today: House
) -> None:
    house, now = house_today, timezone.now()
    child = house.placed(since=house.day - timedelta(days=9))
    colleague = builders.person("Colin Cover", RoleKind.SOCIAL_WORKER, house.lantern)
    cases.open_window(
        person=colleague, council=house.council, kind=kind, child=child, start=now - timedelta(minutes=1),
        end=now + timedelta(days=5), because="Away", by=house.lead, on=house.day,
    )  # fmt: skip
    assert reaches(house, colleague, child)
    if then == "held elsewhere":
        cases.hold(child=child, body=house.oakfield, start=house.day, by=house.manager, on=house.day)
    else:
        cases.end_hold(child=child, end=house.day, by=house.manager, on=house.day)
    assert not reaches(house, colleague, child)
    assert not reaches(house, house.lead, child)


@pytest.mark.parametrize("kind", [RoleKind.LEAD, RoleKind.SOCIAL_WORKER])
def test_a_name_known_through_another_post_brings_no_duties_of_the_post_that_ended(
    kind: RoleKind, house_today: House
) -> None:
    house = house_today
    child = house.placed(since=house.day)
    somebody = two_posts(kind, house.lantern, RoleKind.ADVOCATE, house.council)
    house.allocate(child, somebody, AllocationRole.ADVOCATE, start=house.day)
    if kind == RoleKind.SOCIAL_WORKER:
        house.allocate(child, somebody, AllocationRole.SECOND_WORKER, start=house.day)
    client = Client()
    client.force_login(somebody.account)
    page = reverse("practice" if kind == RoleKind.LEAD else "today")
    visit = reverse("record_visit", args=[child.ref])
    assert "Robin" in client.get(page).content.decode()
    assert visit in client.get(reverse("choose_visit")).content.decode() or kind == RoleKind.LEAD
    Engagement.objects.filter(body=house.lantern).update(end=house.day)
    assert client.get(reverse("child", args=[child.ref])).status_code == 200, "by name"
    assert kind == RoleKind.SOCIAL_WORKER or "Robin" not in client.get(page).content.decode()
    assert visit not in client.get(reverse("choose_visit")).content.decode()
    loaded = loaders.working_day(house.standing(somebody), on=house.day, until=house.day + timedelta(days=90))
    assert not loaded.duties
    assert not loaded.own


@pytest.mark.parametrize("kind", [WindowKind.COVER, WindowKind.EMERGENCY, WindowKind.ON_CALL])
def test_a_window_is_used_only_while_the_body_of_its_post_works_here(
    kind: WindowKind, house_today: House
) -> None:
    house, now = house_today, timezone.now()
    child = house.held()
    somebody = two_posts(RoleKind.SOCIAL_WORKER, house.lantern, RoleKind.SOCIAL_WORKER, house.oakfield)
    AccessWindow.objects.create(
        person=somebody, through=somebody.roles.get(organisation=house.lantern), council=house.council, kind=kind,
        child=child, start=now - timedelta(hours=1), end=now + timedelta(hours=2), because="Away", opened_by=house.lead,
    )  # fmt: skip
    assert reaches(house, somebody, child)
    house.visit(child, house.day, by=somebody, started_at=now - timedelta(minutes=5))
    Engagement.objects.filter(body=house.lantern).update(end=house.day)
    assert not reaches(house, somebody, child)
    with pytest.raises(NotHereOrNotYours):
        house.visit(child, house.day, by=somebody, started_at=now - timedelta(minutes=4))


def test_a_lead_whose_body_no_longer_works_here_gives_no_access(house_today: House) -> None:
    house, now = house_today, timezone.now()
    child = house.held()
    lead = two_posts(RoleKind.LEAD, house.lantern, RoleKind.LEAD, house.oakfield)
    Engagement.objects.filter(body=house.lantern).update(end=house.day)
    with pytest.raises(NotHereOrNotYours):
        cases.open_window(
            person=house.second, child=child, council=house.council, kind=WindowKind.COVER, start=now,
            end=now + timedelta(days=1), because="Away", by=lead, on=house.day,
        )  # fmt: skip


def test_an_emergency_hangs_on_the_post_that_lets_somebody_ask(house_today: House) -> None:
    house = house_today
    somebody = organisations.welcome(
        email="ulla@example.org",
        name="Ulla Twopost",
        by=None,
        on=house.day,
        registration_number="SW900000001",
    )
    posts = ((RoleKind.LEAD_MEMBER, house.council), (RoleKind.SOCIAL_WORKER, house.oakfield))
    for post, body in posts:  # the one that does not let them ask is the older
        organisations.give_role(person=somebody, kind=post, at=body, by=None, on=house.day)
    child = house.held(given_name="Nell", family_name="Neighbour")
    cases.open_in_emergency(
        name="Nell", date_of_birth=builders.BORN, because="A neighbour rang", by=somebody, on=house.day
    )
    assert AccessWindow.objects.get().through.kind == RoleKind.SOCIAL_WORKER
    organisations.end_role(role=somebody.roles.get(organisation=house.oakfield), by=None, on=house.day)
    assert not reaches(house, somebody, child)
