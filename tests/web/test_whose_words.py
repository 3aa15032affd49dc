"""Words that a page cannot place any more: shown until their writer decides, and never saved as somebody else's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from steadyhand.contexts.cases import operations as cases
from steadyhand.contexts.cases.models import Allocation, Draft, Placement, Visit
from steadyhand.contexts.cases.states import AllocationRole, VisitPlace
from steadyhand.contexts.organisations.models import Person
from steadyhand.foundations.access import tenancy
from web.test_two_texts import form_of, opened
from web.visits import chosen, visit_data
from web.world import PLANTED, World

OF_THE_SIBLING = "Half an hour of words about the other one."


@pytest.fixture
def page(world: World) -> str:
    return reverse("record_visit", args=[world.child_ref])


def person(world: World, key: str) -> Person:
    return Person.objects.get(ref=world.people[key])


def sibling_moves_out(world: World) -> None:
    with tenancy.within([world.council_id]):
        row = Placement.objects.standing().get(child__ref=world.sibling_ref)
        cases.correct_placement(
            placement=row, by=person(world, "social worker"), on=world.today, end=world.today
        )


def of_both(client: Client, page: str, world: World, **more: Any) -> dict[str, Any]:
    return form_of(client.get(page)) | {
        "who": [world.child_ref], "alone": ["all"], "started": "00:01", "narrative": "Of both.",
        f"own_{world.sibling_ref}": OF_THE_SIBLING, **more,
    }  # fmt: skip


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_words_about_a_sibling_who_moved_out_stay_until_the_writer_lets_them_go(
    world: World, page: str
) -> None:
    client = world.client("social worker")
    typed = of_both(client, page, world)
    assert client.post(reverse("draft_visit", args=[world.child_ref]), typed).status_code == 200
    sibling_moves_out(world)
    again = client.get(page)
    assert OF_THE_SIBLING in text(again)
    assert "Somebody you wrote about is not on this page any more" in text(again)
    refused = client.post(page, typed)
    assert refused.status_code == 422
    assert OF_THE_SIBLING in text(refused)
    assert "say that you finish without it" in text(refused)
    with tenancy.within([world.council_id]):
        assert Draft.objects.get().typed[f"own_{world.sibling_ref}"] == [OF_THE_SIBLING]
    assert client.post(page, typed | {"without_them": "on"}).status_code == 302
    with tenancy.within([world.council_id]):
        assert not Draft.objects.exists()
        assert not Visit.objects.filter(own_part=OF_THE_SIBLING).exists()


def test_of_a_sibling_who_was_seen_and_moved_out_no_word_is_lost(world: World, page: str) -> None:
    client = world.client("social worker")
    typed = of_both(client, page, world, who=[world.child_ref, world.sibling_ref])
    sibling_moves_out(world)
    refused = client.post(page, typed)
    assert refused.status_code == 422
    assert "Choose from the people who live here" in text(refused)
    assert OF_THE_SIBLING in text(refused)


def test_boxes_left_empty_ask_nothing(world: World, page: str) -> None:
    client = world.client("social worker")
    typed = of_both(client, page, world) | {f"own_{world.sibling_ref}": ""}
    sibling_moves_out(world)
    assert client.post(page, typed).status_code == 302


@pytest.mark.parametrize("form", ["a new visit", "a visit put right"])
def test_nobody_finishes_a_page_that_somebody_else_opened(form: str, world: World, page: str) -> None:
    """Signed in over it in the same browser: the words are not theirs, and neither is the visit."""
    writer, other = world.client("social worker"), world.client("second worker")
    sent = visit_data(world.child_ref, as_of=str(world.newest_visit), person=world.people["social worker"])
    address = page
    if form == "a visit put right":
        assert writer.post(page, sent).status_code == 302
        address = reverse("correct_visit", args=[world.child_ref, sent["occasion"]])
        sent = opened(writer, address) | {"person": [world.people["social worker"]]}
    sent |= {"narrative": "The first one’s own words."}
    for _ in range(2):
        answer = other.post(address, sent)
        assert answer.status_code == 422
        assert "Somebody else opened this page" in text(answer)
        assert "The first one’s own words." in text(answer)
        assert f'name="person" value="{world.people["social worker"]}"' in text(answer)
    with tenancy.within([world.council_id]):
        assert not Visit.objects.filter(narrative="The first one’s own words.").exists()
        assert not Draft.objects.filter(person=person(world, "second worker")).exists()
    assert writer.post(address, sent).status_code == 302


# On call: notes of 30 days, and what one wrote oneself


def long_ago(world: World, **more: Any) -> dict[str, Any]:
    day = world.today - timedelta(days=41)
    dated = {"day-day": day.day, "day-month": day.month, "day-year": day.year}
    return visit_data(world.child_ref, as_of=str(10**12), started="10am", ended="", **dated, **more)


def test_a_second_visit_at_the_minute_of_ones_own_is_asked_about_however_old(world: World, page: str) -> None:
    client = world.client("on call")
    assert client.post(page, long_ago(world)).status_code == 302
    answer = client.post(page, long_ago(world, narrative="Another."))
    assert answer.status_code == 409
    assert "Another." in text(answer)


def test_a_page_changed_after_it_was_finished_is_never_just_called_recorded(world: World, page: str) -> None:
    client = world.client("on call")
    sent = long_ago(world)
    assert client.post(page, sent).status_code == 302
    answer = client.post(page, sent | {"narrative": "Changed, and it matters."})
    assert answer.status_code == 409
    assert "Changed, and it matters." in text(answer)


def test_of_a_visit_that_may_be_read_no_more_nobody_is_told_that_it_is_recorded(
    world: World, page: str
) -> None:
    colleague, client = world.client("social worker"), world.client("on call")
    sent = long_ago(world)
    assert colleague.post(page, sent).status_code == 302
    answer = client.post(page, sent | {"narrative": "Not in it."})
    assert answer.status_code == 422
    assert "you may no longer read that visit" in text(answer)
    assert "Not in it." in text(answer)


def test_on_call_a_date_put_right_leads_to_the_visit_put_right(world: World, page: str) -> None:
    client = world.client("on call")
    sent = visit_data(world.child_ref, as_of=str(10**12))
    assert client.post(page, sent).status_code == 302
    address = reverse("correct_visit", args=[world.child_ref, sent["occasion"]])
    day = world.today - timedelta(days=41)
    dated = {"day-day": [day.day], "day-month": [day.month], "day-year": [day.year]}
    answer = client.post(address, opened(client, address) | dated)
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200


def test_nor_the_page_with_both_texts_that_somebody_else_was_shown(world: World, page: str) -> None:
    writer, other = world.client("social worker"), world.client("second worker")
    begun = {"as_of": str(world.newest_visit)}
    assert other.post(page, visit_data(world.child_ref, **begun)).status_code == 302
    shown = writer.post(page, visit_data(world.child_ref, narrative="Mine.", **begun))
    sent = chosen(shown, "apart")
    assert other.post(page, sent).status_code == 422
    assert writer.post(page, sent).status_code == 302


def test_own_words_of_who_is_still_here_have_their_box(world: World, page: str) -> None:
    client = world.client("social worker")
    typed = of_both(client, page, world) | {
        f"own_{world.sibling_ref}": "", f"own_{world.child_ref}": OF_THE_SIBLING,
    }  # fmt: skip
    assert client.post(reverse("draft_visit", args=[world.child_ref]), typed).status_code == 200
    sibling_moves_out(world)
    again = text(client.get(page))
    assert OF_THE_SIBLING in again
    assert "is not on this page any more" not in again
    assert client.post(page, typed).status_code == 302
    with tenancy.within([world.council_id]):
        assert Visit.objects.filter(own_part=OF_THE_SIBLING, child__ref=world.child_ref).exists()


def test_a_visit_moved_out_of_sight_meanwhile_is_no_error(world: World, page: str) -> None:
    """On call reads 30 days: a colleague's visit of today is put right to be of long ago."""
    colleague, client = world.client("social worker"), world.client("on call")
    begun = {"as_of": str(world.newest_visit)}
    theirs = visit_data(world.child_ref, **begun)
    assert colleague.post(page, theirs).status_code == 302
    address = reverse("correct_visit", args=[world.child_ref, theirs["occasion"]])
    day = world.today - timedelta(days=41)
    dated = {"day-day": [day.day], "day-month": [day.month], "day-year": [day.year]}
    assert colleague.post(address, opened(colleague, address) | dated).status_code == 302
    assert client.post(page, visit_data(world.child_ref, started="00:02", **begun)).status_code == 302


def test_on_call_words_of_others_from_before_stay_shut_whoever_put_them_right(world: World) -> None:
    """Somebody who put a place right as second worker, and is on call since."""
    on_call, lead = person(world, "on call"), person(world, "lead")
    with tenancy.within([world.council_id]):
        visit = Visit.objects.standing().get(narrative=PLANTED["old narrative"])
        second: dict[str, Any] = {"child": visit.child, "role": AllocationRole.SECOND_WORKER}
        for row in Allocation.objects.standing().filter(**second, end=None):
            cases.end_allocation(allocation=row, end=world.today - timedelta(days=4), by=lead, on=world.today)
        row = cases.allocate(
            person=on_call, start=world.today - timedelta(days=3), by=lead, on=world.today, **second
        )
        cases.correct_visit(visit=visit, by=on_call, on=world.today, place=VisitPlace.SCHOOL)
        cases.end_allocation(allocation=row, end=world.today, by=lead, on=world.today)
    address = reverse("visit", args=[world.child_ref, visit.occasion])
    assert world.client("on call").get(address).status_code == 404
    assert world.client("lead").get(address).status_code == 200


def test_on_call_a_visit_put_right_out_of_ones_own_sight_is_said_to_be_saved(world: World, page: str) -> None:
    colleague, client = world.client("social worker"), world.client("on call")
    theirs = visit_data(world.child_ref, as_of=str(world.newest_visit))
    assert colleague.post(page, theirs).status_code == 302
    address = reverse("correct_visit", args=[world.child_ref, theirs["occasion"]])
    day = world.today - timedelta(days=41)
    dated = {"day-day": [day.day], "day-month": [day.month], "day-year": [day.year]}
    answer = client.post(address, opened(client, address) | dated, follow=True)
    assert answer.status_code == 200
    assert "Visit recorded." in text(answer)
