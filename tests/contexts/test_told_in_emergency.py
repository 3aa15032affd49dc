"""Who is told that somebody asked for a record in an emergency, and who reads the reason: free words about a child."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from contexts import builders
from contexts.builders import BORN, House
from steadyhand.contexts.cases import operations as cases
from steadyhand.contexts.organisations import operations as organisations
from steadyhand.contexts.organisations.models import Person
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.foundations.notices.models import Notice

WHY = "He rang from 4 Mill Lane"


def today(person: Person) -> str:
    client = Client()
    client.force_login(person.account)
    return client.get(reverse("today"), follow=True).content.decode()


def ask(house: House, by: Person, name: str = "Robin Fairweather") -> None:
    cases.open_in_emergency(name=name, date_of_birth=BORN, because=WHY, by=by, on=house.day)


def test_the_reason_is_read_by_whoever_knows_the_child_and_may_know_where(house_today: House) -> None:
    house = house_today
    house.placed(since=house.day)
    ask(house, house.oakfield_worker)
    for reader, reads in ((house.lead, True), (house.manager, True), (house.oakfield_lead, False)):
        page = today(reader)
        assert "Otis Dunn opened the record of" in page
        assert (WHY in page, "Robin Fairweather" in page) == (reads, reads)
    assert "a child whose record you do not hold" in today(house.oakfield_lead)


def test_of_a_child_nobody_holds_the_leads_of_the_asker_read_the_reason(house_today: House) -> None:
    house = house_today
    ask(house, house.oakfield_worker, "Robin Nobody")
    for reader in (house.oakfield_lead, house.manager):
        assert WHY in today(reader)


@pytest.mark.parametrize("name", ["Robin Fairweather", "Robin Nobody"])
def test_only_the_bodies_whose_post_lets_them_ask_are_told(name: str, house_today: House) -> None:
    """Somebody's other post, at another council, is no reason to tell anybody there."""
    house = house_today
    house.placed(since=house.day)
    both = builders.person("Ulla Twopost", RoleKind.SOCIAL_WORKER, house.oakfield)
    for body in (house.neighbour, house.quayside):
        organisations.give_role(
            person=both, kind=RoleKind.ADMINISTRATOR, at=body, by=None, on=builders.OPENED
        )
    ask(house, both, name)
    told = set(Notice.objects.values_list("to_account_id", flat=True))
    assert {house.oakfield_lead.account_id, house.manager.account_id} <= told
    assert not told & {house.quayside_lead.account_id, house.neighbour_manager.account_id}
