"""What is said once a visit is saved: that it is, whether it counts, and no more than is on record."""

from __future__ import annotations

import html
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contexts.builders import BORN, House, days
from steadyhand.contexts.cases import operations as cases
from steadyhand.contexts.cases.models import Child, Duty, Visit
from steadyhand.contexts.cases.states import AllocationRole, RelationKind
from steadyhand.contexts.organisations import operations as organisations
from steadyhand.contexts.organisations.models import Person, Role
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.foundations.access import tenancy
from steadyhand.foundations.audit.models import Entry
from steadyhand.foundations.notices.models import Notice
from web.pages import Page
from web.test_two_texts import opened
from web.visits import visit_data
from web.world import PLANTED, World


def record(by: Person, child: Child, day: date, **typed: Any) -> str:
    """Record a visit on this day as its page does; the page that is shown then."""
    client = Client()
    client.force_login(by.account)
    sent = {"day-day": day.day, "day-month": day.month, "day-year": day.year, "as_of": str(10**12)} | typed
    answer = client.post(
        reverse("record_visit", args=[child.ref]), visit_data(child.ref, **sent), follow=True
    )
    assert answer.redirect_chain, "it was not saved"
    return answer.content.decode()


def confirmed(page: str) -> str:
    """The sentence across the page; empty where there is none."""
    bands = [each for each in Page(page).all("p") if each.text.startswith("Visit recorded.")]
    return " ".join(html.unescape(bands[0].text).split()) if bands else ""


def chain(child: Child) -> list[Any]:
    """Every link of every duty to visit the child: what started it and what met it."""
    rows = Duty.objects.filter(child=child, code__startswith="V-").order_by("code", "anchor", "number")
    return list(rows.values_list("code", "anchor", "number", "started_on", "met_at"))


@pytest.mark.parametrize("ago", [0, 3, 39, 40, 41, 60, 200])
@pytest.mark.parametrize("since", [40, 500])
def test_it_is_said_to_count_where_the_clock_takes_it_for_a_visit_that_was_due(
    ago: int, since: int, house_today: House
) -> None:
    """Also where it lies between others, where nothing was late, and where the clock cannot tell how often."""
    house = house_today
    child = house.placed(since=house.day - days(since))
    house.visit(child, house.day - days(20))
    before = chain(child)
    said = confirmed(record(house.worker, child, house.day - days(ago)))
    changed = chain(child) != before
    assert changed == (ago <= since)
    assert ("It counts for Robin." in said) == changed
    assert (
        "It does not count towards a visit due for Robin: none of a social worker’s was being counted on"
        in said
    ) != changed
    assert "The next is due by" in said or since == 500


def test_a_visit_without_a_home_on_record_counts_towards_none(house_today: House) -> None:
    house = house_today
    child = house.allocated(since=house.day)
    cases.start_care(child=child, start=house.day, by=house.worker, on=house.day)
    assert "It does not count" in confirmed(record(house.worker, child, house.day))


def test_an_adviser_is_told_of_what_their_own_visits_count_for(house_today: House) -> None:
    """The clock counts the adviser's for LC-7 alone, and the worker's for all else, also on one day."""
    house = house_today
    child = house.placed(since=house.day - days(40))
    house.allocate(child, house.adviser, AllocationRole.PERSONAL_ADVISER, start=house.day - days(30))
    said = confirmed(record(house.worker, child, house.day))
    assert "It counts for Robin." in said
    assert "The next is due by" in said
    said = confirmed(record(house.adviser, child, house.day))
    assert "It does not count towards a visit due for Robin: none of a personal adviser’s was being" in said
    assert "The next is due by" not in said


def test_of_two_children_each_is_told_of(house_today: House) -> None:
    """He moved in today, she was here before; who was not seen was not visited."""
    house = house_today
    home, yesterday = house.home(), house.day - days(1)
    robin = house.placed(since=yesterday, home=home)
    wren = house.placed(since=house.day, home=home, given_name="Wren")
    cases.relate(child=robin, kind=RelationKind.BROTHER, other_child=wren, by=house.worker, on=house.day)
    said = confirmed(record(house.worker, robin, yesterday, who=[robin.ref, wren.ref]))
    assert "It counts for Robin. It does not count towards a visit due for Wren" in said
    typed = {"who": [wren.ref], "alone": "all", "started": "00:00"}
    said = confirmed(record(house.worker, robin, house.day, **typed))
    assert "It counts for Wren. Robin was not seen, so it does not count for Robin yet." in said
    said = confirmed(record(house.worker, robin, yesterday, who=["nobody"], alone="", started="00:02"))
    assert said.startswith("Visit recorded. Robin was not seen, so it does not count as a visit yet.")


@pytest.mark.parametrize(
    ("key", "lands_on"),
    [("social worker", "today"), ("lead", "practice"), ("lead covering elsewhere", "practice")],
)
def test_wherever_one_lands_it_is_said_that_the_visit_was_saved(
    key: str, lands_on: str, world: World
) -> None:
    with tenancy.within([world.council_id]):
        by = Person.objects.get(ref=world.people["lead" if key.startswith("lead") else key])
        child = Child.objects.get(ref=world.plain_ref if key.endswith("elsewhere") else world.child_ref)
        name = "Plainname" if key.endswith("elsewhere") else PLANTED["name"]
        if key.endswith("elsewhere"):
            cases.open_in_emergency(
                name=name, date_of_birth=date(2014, 3, 3), because="He rang", by=by, on=world.today
            )
        before = Entry.objects.latest("pk").pk
        page = record(by, child, world.today)
        (read,) = Entry.objects.filter(pk__gt=before, verb=f"{lands_on}.opened")
    assert confirmed(page).startswith("Visit recorded.")
    assert name in confirmed(page)
    assert ("Otherfamily" in confirmed(page) or PLANTED["family name"] in confirmed(page)) == key.startswith(
        "lead"
    ), "of so many a first name does not say who is meant"
    assert child.pk in read.detail["children"]


def test_somebody_covering_who_neither_works_with_nor_leads_lands_on_their_children(
    house_today: House,
) -> None:
    house = house_today
    child = house.placed(since=house.day - days(5))
    cases.open_in_emergency(
        name="Robin", date_of_birth=BORN, because="He rang", by=house.officer, on=house.day
    )
    page = record(house.officer, child, house.day)
    assert "It counts for Robin Fairweather." in confirmed(page)
    assert '<h1 class="govuk-heading-l sh-gap-2">Children</h1>' in page


def test_who_may_not_write_of_a_child_is_told_of_no_visit(world: World) -> None:
    """Whoever reads notes, or what was written to them, does not land on such a page."""
    for key in ("the child", "director", "reviewing officer", "neighbour's worker"):
        for page in ("today", "children"):
            answer = world.client(key).get(reverse(page), {"recorded": world.occasion}, follow=True)
            assert (answer.status_code, confirmed(answer.content.decode())) == (200, ""), key


def test_whose_visit_was_shown_is_on_record(world: World) -> None:
    """Also of a child with whom the reader does not work; a child of whom they may not know is not shown at all."""
    for key, shown in (
        ("in an emergency", True),
        ("social worker", True),
        ("worker of another practice", False),
    ):
        before = Entry.objects.latest("pk").pk
        page = world.client(key).get(reverse("today"), {"recorded": world.occasion}).content.decode()
        assert bool(confirmed(page)) == (PLANTED["name"] in page) == shown
        with tenancy.within([world.council_id]):
            read = Entry.objects.get(pk__gt=before, verb="today.opened")
        assert (world.child_id in read.detail.get("children", [])) == shown


@pytest.mark.parametrize("typed", ["", "0" * 32, "f" * 31, "F" * 32, "\x00", "x" * 5000])
def test_what_names_no_visit_says_nothing(typed: str, world: World) -> None:
    answer = world.client("social worker").get(reverse("today"), {"recorded": typed})
    assert (answer.status_code, confirmed(answer.content.decode())) == (200, "")


HINT = "Whoever leads the practice or team that looks after the child is told at once. If nobody does, the council is."
NOBODY = "Nobody could be told of the worry. "


def nobody_left(house: House) -> None:
    for person in (house.lead, house.manager, house.officer, house.director):
        for role in Role.objects.filter(person=person, end=None):
            organisations.end_role(role=role, by=None, on=house.day)


def alarmed(page: str) -> bool:
    """Whether the page says that nobody was told, and what to do now."""
    said = [each.text for each in Page(page).all("p") if each.text.startswith(NOBODY)]
    assert all("Ring the council’s duty desk now" in each and "ring 999" in each for each in said)
    return len(said) == 1


@pytest.mark.parametrize("left", [True, False])
@pytest.mark.parametrize("worried", ["on", None])
def test_a_worry_that_reached_nobody_is_never_a_silent_success(
    worried: str | None, left: bool, house_today: House
) -> None:
    house = house_today
    child = house.placed(since=house.day)
    if left:
        nobody_left(house)
    page = record(house.worker, child, house.day, worried=worried)
    assert confirmed(page).startswith("Visit recorded.")
    assert alarmed(page) == bool(worried and left)


def test_nor_is_one_that_is_added_to_a_visit_on_record(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day)
    occasion = house.visit(child, house.day, started_at=timezone.now()).occasion
    nobody_left(house)
    client = Client()
    client.force_login(house.worker.account)
    address = reverse("correct_visit", args=[child.ref, occasion])
    assert HINT in client.get(address).content.decode()
    assert not alarmed(client.get(reverse("visit", args=[child.ref, occasion])).content.decode())
    answer = client.post(address, opened(client, address, worried="on"), follow=True)
    assert alarmed(answer.content.decode())


def test_a_worry_told_later_reached_somebody_after_all(house_today: House) -> None:
    """Once the council has an officer again, the worry is taken back and said anew."""
    house = house_today
    child = house.placed(since=house.day)
    nobody_left(house)
    assert alarmed(record(house.worker, child, house.day, worried="on"))
    organisations.give_role(
        person=house.director, kind=RoleKind.DIRECTOR, at=house.council, by=None, on=house.day
    )
    client = Client()
    client.force_login(house.worker.account)
    visit = reverse("visit", args=[child.ref, Visit.objects.standing().get(child=child).occasion])
    assert alarmed(client.get(visit).content.decode())
    for worried in ([], "on"):
        change = opened(client, f"{visit}/put-right", worried=worried)
        assert client.post(f"{visit}/put-right", change).status_code == 302
    page = client.get(visit).content.decode()
    assert not alarmed(page)
    assert f"The officers of {house.council.name}, " in page


def test_who_was_told_of_a_worry_is_said_by_role_and_stays_with_the_visit(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day)
    page = record(house.worker, child, house.day, worried="on")
    assert "Whoever leads Lantern has been told of the worry." in confirmed(page)
    assert house.lead.name not in confirmed(page)
    client = Client()
    client.force_login(house.worker.account)
    visit = reverse("visit", args=[child.ref, Visit.objects.get(child=child).occasion])
    shown = client.get(visit).content.decode()
    assert "Told of the worry" in shown
    assert "Whoever leads Lantern, " in shown
    # and the lead, who wrote one of their own, has the council told
    page = record(house.lead, child, house.day, worried="on", started="00:02")
    assert f"The officers of {house.council.name} have been told of the worry." in confirmed(page)
    assert "told of the worry" not in confirmed(record(house.worker, child, house.day, started="00:03"))


def test_another_lead_is_spoken_of_to_a_lead_alone(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day)
    for person in (house.manager, house.officer, house.director):
        for role in Role.objects.filter(person=person, end=None):
            organisations.end_role(role=role, by=None, on=house.day)
    assert "No other lead of the practice" in record(house.lead, child, house.day, worried="on")
    nobody_left(house)
    assert "No lead of the practice" in record(house.worker, child, house.day, worried="on", started="00:02")


def test_whoever_writes_is_told_truly_who_will_be(world: World) -> None:
    """Of another practice, or on call: it is not their own lead who is told."""
    with tenancy.within([world.council_id]):
        before = set(Notice.objects.values_list("pk", flat=True))
    for key in ("in an emergency", "on call"):
        client = world.client(key)
        address = reverse("record_visit", args=[world.child_ref])
        assert HINT in client.get(address).content.decode()
        sent = visit_data(world.child_ref, worried="on", as_of=str(10**12))
        assert client.post(address, sent).status_code == 302
    with tenancy.within([world.council_id]):
        told = Notice.objects.exclude(pk__in=before).values_list("to_account_id", flat=True)
        assert list(told) == [world.actors["lead"].account_id] * 2
