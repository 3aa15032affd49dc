"""Pages of a visit that are finished in the same moment: each is asked about the other, and none is told twice."""

from __future__ import annotations

import contextlib
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contexts.builders import House
from contexts.test_at_once import at_once
from steadyhand.contexts.cases.models import Draft, Visit
from steadyhand.web.child import clash
from web.visits import chosen, visit_data


def signed_in(house: House) -> list[Client]:
    clients = [Client(), Client()]
    for client, person in zip(clients, (house.worker, house.lead), strict=True):
        client.force_login(person.account)
    return clients


def test_of_two_who_finish_a_new_visit_at_once_one_is_asked_whether_it_is_the_same(
    committed_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = committed_house
    with house.within():
        child = house.placed()
    both_asked = threading.Barrier(2)
    ask = clash.of_new_visit

    def slowly(*args: Any, **kwargs: Any) -> Any:
        found = ask(*args, **kwargs)
        with contextlib.suppress(threading.BrokenBarrierError):
            both_asked.wait(timeout=1)  # nobody saves before both have asked, if both can ask
        return found

    monkeypatch.setattr(clash, "of_new_visit", slowly)
    address, sent = reverse("record_visit", args=[child.ref]), visit_data(child.ref, as_of="0")
    texts = ("Mine.", "Theirs.")
    pages = [sent | {"narrative": text, "occasion": f"{number:032x}"} for number, text in enumerate(texts)]

    gave = at_once(
        house,
        [
            lambda client=client, page=page: client.post(address, page)
            for client, page in zip(signed_in(house), pages, strict=True)
        ],
    )

    assert sorted(answer.status_code for answer in gave) == [302, 409]
    (asked,) = (answer for answer in gave if answer.status_code == 409)
    assert "Is it the same visit?" in asked.content.decode()
    with house.within():
        assert Visit.objects.get().narrative in texts
        assert {*Draft.objects.get().typed["narrative"], Visit.objects.get().narrative} == set(texts)


def test_a_choice_that_is_sent_many_times_at_once_is_done_once_and_said_so_each_time(
    committed_house: House,
) -> None:
    house = committed_house
    with house.within():
        child = house.placed()
    address, sent = reverse("record_visit", args=[child.ref]), visit_data(child.ref, as_of="0")
    first, second = signed_in(house)
    assert first.post(address, sent | {"narrative": "Theirs."}).status_code == 302
    both = chosen(second.post(address, sent | {"narrative": "Mine.", "occasion": "a" * 32}), "both")

    gave = at_once(house, [lambda: second.post(address, both)] * 5)

    assert [answer.status_code for answer in gave] == [302] * 5
    with house.within():
        standing = Visit.objects.standing().get()
        assert standing.narrative.count("Mine.") == standing.narrative.count("Theirs.") == 1
        assert not Draft.objects.exists()


def test_a_choice_that_is_sent_again_minutes_later_is_done_already(
    committed_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands says when it was written, to the minute."""
    house = committed_house
    with house.within():
        child = house.placed()
    address, sent = reverse("record_visit", args=[child.ref]), visit_data(child.ref, as_of="0")
    first, second = signed_in(house)
    assert first.post(address, sent | {"narrative": "Theirs."}).status_code == 302
    both = chosen(second.post(address, sent | {"narrative": "Mine.", "occasion": "a" * 32}), "both")
    assert second.post(address, both).status_code == 302
    later = timezone.now() + timedelta(minutes=2)
    monkeypatch.setattr(clash.timezone, "now", lambda: later)
    assert second.post(address, both).status_code == 302
