"""What a page sends while somebody types: kept as it is, or refused in words that the page shows."""

from __future__ import annotations

import pytest
from django.urls import reverse

from steadyhand.contexts.cases.models import Draft
from steadyhand.contexts.cases.policies import LONGEST_TEXT
from steadyhand.foundations.access import tenancy
from web.visits import visit_data
from web.world import World


@pytest.fixture
def address(world: World) -> str:
    return reverse("draft_visit", args=[world.child_ref])


def drafts(world: World) -> list[dict[str, list[str]]]:
    with tenancy.within([world.council_id]):
        return list(Draft.objects.values_list("typed", flat=True))


def test_a_null_character_does_not_stop_the_keeping(world: World, address: str) -> None:
    client = world.client("social worker")
    assert client.post(address, {"narrative": "He \x00laughed", "day-year": "\x00"}).status_code == 200
    assert drafts(world) == [{"narrative": ["He laughed"], "day-year": [""]}]
    page = client.get(reverse("record_visit", args=[world.child_ref]))
    assert "He laughed" in page.content.decode()


def test_of_more_children_than_live_together_nothing_is_kept(world: World, address: str) -> None:
    client = world.client("social worker")
    answer = client.post(address, {f"said_{number:020x}": "x" for number in range(11)})
    assert answer.status_code == 422
    assert "10 children" in answer.json()["problem"]
    assert drafts(world) == []
    assert client.post(address, {f"said_{number:020x}": "x" for number in range(10)}).status_code == 200


def test_a_text_too_long_is_refused_in_words_and_the_page_keeps_it(world: World, address: str) -> None:
    client = world.client("social worker")
    text = "x" * LONGEST_TEXT
    assert client.post(address, {"narrative": text}).status_code == 200
    answer = client.post(address, {"narrative": text + "y"})
    assert answer.status_code == 422
    assert "100,000" in answer.json()["problem"]
    assert drafts(world) == [{"narrative": [text]}]
    finished = client.post(
        reverse("record_visit", args=[world.child_ref]),
        visit_data(world.child_ref, as_of=str(world.newest_visit), narrative=text + "y"),
    )
    assert finished.status_code == 422
    assert text + "y" in finished.content.decode()


def test_a_draft_sent_late_says_so_and_is_not_half_written(world: World, address: str) -> None:
    client = world.client("social worker")
    data = visit_data(world.child_ref, as_of=str(world.newest_visit), narrative="Finished.")
    assert client.post(reverse("record_visit", args=[world.child_ref]), data).status_code == 302
    answer = client.post(address, data | {"narrative": "Finished, and more."})
    assert answer.status_code == 422
    assert "finished before" in answer.json()["problem"]
    assert drafts(world) == []
    assert "Half-written" not in client.get(reverse("today")).content.decode()


def test_of_somebody_elses_page_nothing_is_kept(world: World, address: str) -> None:
    """Another person signed in over it; the words are not theirs."""
    client = world.client("social worker")
    answer = client.post(address, {"narrative": "Mine", "person": "0" * 20})
    assert answer.status_code == 409
    assert drafts(world) == []
    assert client.post(address, {"narrative": "Mine", "person": answer.json()["person"]}).status_code == 200


def test_a_page_finished_twice_is_kept_as_a_page_of_its_own(world: World, address: str) -> None:
    """Else the second text would be on the page with both texts alone."""
    client, page = world.client("social worker"), reverse("record_visit", args=[world.child_ref])
    data = visit_data(world.child_ref, as_of=str(world.newest_visit), narrative="First.")
    assert client.post(page, data).status_code == 302
    answer = client.post(page, data | {"narrative": "Second."})
    assert answer.status_code == 409
    assert "Both texts saved" in answer.content.decode()
    (kept,) = drafts(world)
    assert kept["narrative"] == ["Second."]
    assert kept["occasion"] != [data["occasion"]]


def test_a_second_text_too_long_to_keep_says_so(world: World, address: str) -> None:
    client, page = world.client("social worker"), reverse("record_visit", args=[world.child_ref])
    data = visit_data(world.child_ref, as_of=str(world.newest_visit), narrative="First.")
    assert client.post(page, data).status_code == 302
    answer = client.post(page, data | {"narrative": "Second.", "who": [world.child_ref] * 101})
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Second." in shown
    assert "too long to be kept" in shown
