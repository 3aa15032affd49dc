"""Many people at once, each with a connection of their own, on a database that really commits."""

from __future__ import annotations

import re
import secrets
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contexts.builders import BORN, House, at, days, person
from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases.models import AccessWindow, Allocation, Child, Draft, Duty, Placement, Visit
from steadyhand.contexts.cases.operations import AlreadyRecorded
from steadyhand.contexts.cases.policies import AlreadyAllocated, Clash, NotPossible
from steadyhand.contexts.cases.states import AllocationRole, PlacementType
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.foundations.audit.models import Entry
from steadyhand.foundations.notices.models import Notice
from web.visits import visit_data

Act = Callable[[], Any]


def at_once(house: House, acts: Sequence[Act]) -> list[Any]:
    """Do all of these in the same moment, each in a thread with its own connection; what each gave or raised."""
    ready = threading.Barrier(len(acts))
    gave: list[Any] = [None] * len(acts)

    def work(number: int, act: Act) -> None:
        try:
            with house.within():  # also opens the connection (PostgreSQL) before the start
                ready.wait(timeout=60)
                gave[number] = act()
        except Exception as raised:
            gave[number] = raised
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return gave


def kinds(gave: Sequence[Any]) -> Counter[str]:
    return Counter(type(each).__name__ for each in gave)


def test_of_50_allocations_at_once_one_wins(committed_house: House) -> None:
    house = committed_house
    with house.within():
        child = house.held()
        workers = [person(f"Worker {number}", RoleKind.SOCIAL_WORKER, house.lantern) for number in range(50)]

    def allocate(to: Any) -> Act:
        return lambda: operations.allocate(
            child=child,
            person=to,
            role=AllocationRole.SOCIAL_WORKER,
            start=house.day,
            by=house.lead,
            on=house.day,
        )

    gave = at_once(house, [allocate(to) for to in workers])

    assert kinds(gave) == {"Allocation": 1, "AlreadyAllocated": 49}, gave
    (winner,) = (each for each in gave if isinstance(each, Allocation))
    assert all("Somebody else was just made" in str(e) for e in gave if isinstance(e, AlreadyAllocated))
    with house.within():
        assert list(Allocation.objects.all()) == [winner]
        assert Entry.objects.filter(verb="allocation.made").count() == 1


def test_of_20_hand_overs_at_once_one_wins(committed_house: House) -> None:
    house = committed_house
    with house.within():
        child = house.allocated()
        before = Allocation.objects.get()
    people = [house.second, house.worker] * 10

    def hand_over(to: Any) -> Act:
        return lambda: operations.allocate(
            child=child,
            person=to,
            role=AllocationRole.SOCIAL_WORKER,
            start=house.day,
            by=house.lead,
            on=house.day,
            instead_of=before,
        )

    gave = at_once(house, [hand_over(to) for to in people])

    assert kinds(gave) == {"Allocation": 1, "Clash": 19}, gave
    with house.within():
        assert Allocation.objects.standing().filter(child=child, end=None).count() == 1
        assert Allocation.objects.count() == 3


def test_of_two_who_put_one_visit_right_one_is_told(committed_house: House) -> None:
    house = committed_house
    with house.within():
        child = house.placed()
    for round_ in range(5):
        with house.within():
            visit = house.visit(child, house.day - days(round_))

        def put_right(by: Any, words: str, visit: Visit = visit) -> Act:
            return lambda: operations.correct_visit(visit=visit, narrative=words, by=by, on=house.day)

        gave = at_once(house, [put_right(house.worker, "mine"), put_right(house.lead, "theirs")])

        assert kinds(gave) == {"Visit": 1, "Clash": 1}, gave
        (kept,) = (each for each in gave if isinstance(each, Visit))
        with house.within():
            standing = Visit.objects.standing().get(occasion=visit.occasion)
            assert (standing, standing.narrative) == (kept, kept.narrative)


def test_of_two_pages_that_put_one_visit_right_at_once_one_shows_both_texts(committed_house: House) -> None:
    house = committed_house
    with house.within():
        child = house.placed(since=days_ago(14))
        visit = house.visit(child, days_ago(1))
    address = reverse("correct_visit", args=[child.ref, visit.occasion])
    clients = {"Mine.": Client(), "Theirs.": Client()}
    for client, person_ in zip(clients.values(), (house.worker, house.lead), strict=True):
        client.force_login(person_.account)
    day = days_ago(1)
    typed = visit_data(
        child.ref, version="1", started="4pm",
        **{"day-day": day.day, "day-month": day.month, "day-year": day.year},
    )  # fmt: skip

    gave = at_once(
        house,
        [
            lambda text=text, client=client: client.post(address, typed | {"narrative": text})
            for text, client in clients.items()
        ],
    )

    assert sorted(answer.status_code for answer in gave) == [302, 409]
    with house.within():
        before, now = Visit.objects.filter(occasion=visit.occasion).order_by("pk")
    assert (before, now.narrative in clients) == (visit, True)
    (clash,) = (answer for answer in gave if answer.status_code == 409)
    (other,) = set(clients) - {now.narrative}
    page = re.sub("</?ins>", "", clash.content.decode())
    assert now.narrative in page
    assert other in page
    # and the other text is not lost by leaving the page
    with house.within():
        assert Draft.objects.get(child=child).typed["narrative"] == [other]


def days_ago(number: int) -> date:
    return timezone.localdate() - days(number)


def test_a_page_sent_ten_times_at_once_is_saved_once(committed_house: House) -> None:
    house = committed_house
    with house.within():
        child = house.placed(since=house.day - days(14))
    occasion = secrets.token_hex(16)

    gave = at_once(house, [lambda: house.visit(child, house.day, occasion=occasion)] * 10)

    assert kinds(gave) == {"Visit": 1, "AlreadyRecorded": 9}, gave
    with house.within():
        assert Visit.objects.count() == 1
        assert Entry.objects.filter(verb="visit.recorded").count() == 1
        assert Duty.objects.get(child=child, code="V-1").met_at == house.day


def test_different_visits_to_one_child_at_once_are_all_saved(committed_house: House) -> None:
    """Nobody waits for somebody who waits for them, and the duties follow all of the visits."""
    house = committed_house
    with house.within():
        child = house.placed(since=house.day - days(14))
    seen_on = [house.day - days(number) for number in range(8)]

    gave = at_once(house, [lambda day=day: house.visit(child, day) for day in seen_on])

    assert kinds(gave) == {"Visit": 8}, gave
    with house.within():
        assert {duty.met_at for duty in Duty.objects.filter(child=child, code__startswith="V-")} == {
            *seen_on,
            None,
        }
        assert operations.work_out_again(child_ids=[child.pk], by=None, on=house.day) == 0


def test_visits_to_the_same_two_children_named_in_either_order(committed_house: House) -> None:
    house = committed_house
    with house.within():
        pair = [house.placed(since=house.day - days(14)) for _ in range(2)]

    def visit(children: Sequence[Child], day: Any) -> Act:
        seen = [operations.Seen(child, seen=True, alone=True) for child in children]
        return lambda: house.visit(children[0], day, seen=seen)

    gave = at_once(
        house,
        [visit(pair if number % 2 else pair[::-1], house.day - days(number)) for number in range(8)],
    )

    assert kinds(gave) == {"Visit": 8}, gave


def test_of_two_moves_at_once_one_is_told(committed_house: House) -> None:
    house = committed_house
    with house.within():
        child = house.placed(since=house.day - days(14))
        homes = [house.home(carers=name) for name in ("Ines Tovar", "Gwen Pryce")]

    def move(home: Any) -> Act:
        return lambda: operations.start_placement(
            child=child,
            home=home,
            type=PlacementType.U6,
            start=house.day,
            by=house.worker,
            on=house.day,
        )

    gave = at_once(house, [move(home) for home in homes])

    assert sum(isinstance(each, Placement) for each in gave) in (1, 2), gave
    assert all(isinstance(each, Placement | Clash | NotPossible) for each in gave), gave
    with house.within():
        assert Placement.objects.standing().filter(child=child, end=None).count() == 1


@pytest.mark.parametrize("_round", range(2))
def test_notes_of_many_people_at_once(_round: int, committed_house: House) -> None:
    house = committed_house
    with house.within():
        child = house.allocated()
    gave = at_once(
        house,
        [
            lambda by=by: operations.write_note(
                child=child, at=at(house.day, 0), text="x", by=by, on=house.day
            )
            for by in [house.worker, house.lead] * 10
        ],
    )
    assert kinds(gave) == {"Note": 20}, gave
    assert not any(isinstance(each, AlreadyRecorded) for each in gave)


def test_an_emergency_sent_twice_at_once_opens_one_window(committed_house: House) -> None:
    house = committed_house
    with house.within():
        house.placed(since=house.day)
    because = "He rang from a call box"

    def ask() -> None:
        operations.open_in_emergency(
            name="Robin Fairweather",
            date_of_birth=BORN,
            because=because,
            by=house.oakfield_worker,
            on=house.day,
        )

    assert at_once(house, [ask] * 8) == [None] * 8
    with house.within():
        assert AccessWindow.objects.count() == 1
        told = list(Notice.objects.values_list("to_account_id", flat=True))
    assert len(told) == len(set(told)) > 0
