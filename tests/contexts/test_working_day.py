"""Whose day it is: the children a worker works with, whatever else they have opened."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from contexts import builders
from contexts.builders import House
from steadyhand.contexts.cases import loaders
from steadyhand.contexts.cases import operations as cases
from steadyhand.contexts.cases.models import Child
from steadyhand.contexts.cases.states import AllocationRole
from steadyhand.contexts.organisations import operations as organisations
from steadyhand.contexts.organisations.models import Person
from steadyhand.contexts.organisations.states import RoleKind


def page(person: Person, name: str, *arguments: str) -> str:
    client = Client()
    client.force_login(person.account)
    answer = client.get(reverse(name, args=arguments))
    assert answer.status_code == 200
    return answer.content.decode()


def without_a_home(house: House) -> Child:
    with house.within():
        child = house.allocated(since=house.day)
        cases.start_care(child=child, start=house.day, by=house.worker, on=house.day)
    return child


def test_a_child_without_a_home_is_visited_before_and_after_their_page_was_opened(house_today: House) -> None:
    child = without_a_home(house_today)
    visit = reverse("record_visit", args=[child.ref])
    assert visit in page(house_today.worker, "choose_visit")
    page(house_today.worker, "child", child.ref)
    assert visit in page(house_today.worker, "choose_visit")


def test_a_child_opened_lately_and_not_their_own_is_not_among_whom_they_visit(house_today: House) -> None:
    house = house_today
    child = without_a_home(house)
    with house.within():
        other = builders.person("Ola Other", RoleKind.SOCIAL_WORKER, house.oakfield)
        cases.open_in_emergency(
            name="Robin", date_of_birth=builders.BORN, because="A neighbour rang", by=other, on=house.day
        )
    page(other, "child", child.ref)
    assert reverse("record_visit", args=[child.ref]) not in page(other, "choose_visit")
    assert "Opened lately" in page(other, "today")


def test_a_child_without_a_home_counts_among_the_workers_children(house_today: House) -> None:
    for many in (1, 2):
        without_a_home(house_today)
        found = loaders.working_day(
            house_today.standing(house_today.worker), on=house_today.day, until=house_today.day
        )
        assert len(found.own) == many


def test_of_a_child_whose_name_alone_they_may_know_no_age_is_shown(house_today: House) -> None:
    house = house_today
    with house.within():
        child = house.placed(since=house.day)
        both = builders.person("Ada Advocate", RoleKind.SOCIAL_WORKER, house.oakfield)
        organisations.give_role(person=both, kind=RoleKind.ADVOCATE, at=house.council, by=None, on=house.day)
        cases.allocate(
            child=child,
            person=both,
            role=AllocationRole.ADVOCATE,
            start=house.day,
            by=house.manager,
            on=house.day,
        )
    page(house.worker, "child", child.ref)
    assert "Robin Fairweather</a>, 1" in page(house.worker, "today"), "who may know it is told the age"
    page(both, "child", child.ref)
    assert "Robin Fairweather</a></li>" in page(both, "today")
