"""Who is told that somebody asked for a record in an emergency, and who reads the reason: free words about a child."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contexts import builders
from contexts.builders import BORN, House
from contexts.test_withheld import siblings
from steadyhand.contexts.cases import operations as cases
from steadyhand.contexts.cases.models import AccessWindow
from steadyhand.contexts.cases.permissions.withheld import MASK
from steadyhand.contexts.organisations import operations as organisations
from steadyhand.contexts.organisations.models import Person
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.foundations.notices.models import Notice

WHY = "He rang from 4 Mill Lane"


def today(person: Person) -> str:
    client = Client()
    client.force_login(person.account)
    return client.get(reverse("today"), follow=True).content.decode()


def ask(house: House, by: Person, name: str = "Robin Fairweather", because: str = WHY) -> None:
    cases.open_in_emergency(name=name, date_of_birth=BORN, because=because, by=by, on=house.day)


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


def test_a_reason_is_read_as_who_looked_shows_it(house_today: House) -> None:
    """A brother's withheld home is no more for the lead of his sister than in her record itself."""
    house = house_today
    wren, *_ = siblings(house)
    why = "Wren rang from 7 Withern Lane and Robin is on the way there"
    ask(house, house.oakfield_worker, because=why)
    assert why in today(house.lead), "who leads the practice of both may know both homes"
    cases.hold(child=wren, body=house.oakfield, start=house.day, by=house.manager, on=house.day)
    masked = f"Wren rang from {MASK} and Robin is on the way there"
    assert masked in today(house.lead)
    assert "Withern" not in today(house.lead)
    assert why in today(house.manager)
    ask(house, house.lead, because=why)
    own = today(house.lead)
    assert (own.count(masked), own.count(why)) == (1, 1), (
        "one's own words are never masked: that would answer a guess"
    )


def test_a_page_with_many_reasons_asks_no_more_than_with_one(house_today: House) -> None:
    house = house_today
    client = Client()
    client.force_login(house.lead.account)
    asked = []
    for families, why, reasons in ((1, "Wren rang from Withern", 1), (3, "And from Withern Lane", 5)):
        for _ in range(families):
            wren, *_ = siblings(house)
            cases.hold(child=wren, body=house.oakfield, start=house.day, by=house.manager, on=house.day)
        ask(house, house.oakfield_worker, because=why)  # every Robin there is
        with CaptureQueriesContext(connection) as found:
            page = client.get(reverse("practice")).content.decode()
        assert (page.count(f"from {MASK}"), "Withern" in page) == (reasons, False)
        asked.append(len(found))
    assert asked[0] == asked[1]


def windows(by: Person) -> int:
    return AccessWindow.objects.filter(person=by, closed_at=None).count()


def test_sent_twice_it_goes_on_with_what_is_open_and_nobody_is_told_anew(house_today: House) -> None:
    house = house_today
    by = house.oakfield_worker
    house.placed(since=house.day)
    ask(house, by)
    told = Notice.objects.count()
    ask(house, by)
    assert (windows(by), Notice.objects.count()) == (1, told)
    ask(house, by, because="He rang again and is on the bridge")
    assert (windows(by), Notice.objects.count()) == (2, 2 * told), "another reason is to be told, and kept"
    ask(house, house.second)
    assert windows(house.second) == 1, "what somebody else has open is not theirs"


def test_what_was_closed_or_is_over_is_opened_anew(house_today: House) -> None:
    house = house_today
    by = house.oakfield_worker
    house.placed(since=house.day)
    ask(house, by)
    cases.close_window(window=AccessWindow.objects.get(person=by), by=house.lead, on=house.day)
    ask(house, by)
    assert windows(by) == 1
    later = timezone.now() + timedelta(hours=13)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: later)
        ask(house, by)
    assert windows(by) == 2
