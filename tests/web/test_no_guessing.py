"""A reader from whom a withheld home is kept, and who may write, is never told whether they guessed it."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.urls import reverse

from steadyhand.contexts.cases.models import Visit
from steadyhand.foundations.access import tenancy
from web.test_two_texts import opened
from web.visits import chosen, visit_data
from web.world import PLANTED, World

WORKER, KEPT_OUT = "social worker", "in an emergency"
HOME = f"Sat with {PLANTED['carers']} at 1 {PLANTED['address']}."
GUESSES = f"Guesses: Rosemary Appleby, {PLANTED['carers']}, Oak Tree Lane, {PLANTED['address']}, Pine Road."


@pytest.fixture
def recording(world: World) -> str:
    return reverse("record_visit", args=[world.child_ref])


def page(world: World, name: str, *arguments: str) -> str:
    answer = world.client(KEPT_OUT).get(reverse(name, args=[world.child_ref, *arguments]))
    assert answer.status_code == 200
    return answer.content.decode()


def merged(world: World, recording: str, mine: str) -> str:
    """A visit of the worker's that names the home, and mine beside it, made into one by me: its occasion."""
    worker, other = world.client(WORKER), world.client(KEPT_OUT)
    first = visit_data(world.child_ref, as_of=str(world.newest_visit), narrative=HOME)
    assert worker.post(recording, first).status_code == 302
    clash = other.post(recording, visit_data(world.child_ref, as_of=str(world.newest_visit), narrative=mine))
    assert other.post(recording, chosen(clash, "both")).status_code == 302
    return str(first["occasion"])


def forced(clash: HttpResponse, choice: str) -> dict[str, list[str]]:
    """This choice, offered or not: nobody is offered to write over words that are kept from them."""
    return chosen(clash, "theirs") | {"choice": [choice]}


def test_ones_own_words_are_shown_as_they_were_written(world: World, recording: str) -> None:
    sent = visit_data(world.child_ref, as_of=str(world.newest_visit), narrative=GUESSES)
    assert world.client(KEPT_OUT).post(recording, sent).status_code == 302
    for name, arguments in (
        ("child", ()),
        ("visit", (sent["occasion"],)),
        ("correct_visit", (sent["occasion"],)),
    ):
        assert GUESSES in page(world, name, *arguments)
    address = reverse("correct_visit", args=[world.child_ref, sent["occasion"]])
    client = world.client(KEPT_OUT)
    assert client.post(address, opened(client, address, narrative=GUESSES + " More.")).status_code == 302
    assert GUESSES + " More." in page(world, "visit", sent["occasion"])


@pytest.mark.parametrize("mine", [GUESSES, "Nothing of it."])
def test_what_others_and_i_wrote_in_one_is_kept_back_whole(mine: str, world: World, recording: str) -> None:
    occasion = merged(world, recording, mine)
    for shown in (page(world, "child"), page(world, "visit", occasion)):
        for words in (mine, PLANTED["carers"], PLANTED["address"]):
            assert words not in shown
    assert "Sat with" not in page(world, "child")
    assert "Words of this visit are withheld from you" in page(world, "visit", occasion)
    with tenancy.within([world.council_id]):
        text = Visit.objects.standing().get(child__ref=world.child_ref, occasion=occasion).narrative
    assert mine in text
    assert HOME in text
    lead = world.client("lead").get(reverse("visit", args=[world.child_ref, occasion])).content.decode()
    assert HOME in lead


def test_what_somebody_put_right_in_my_words_is_kept_back_too(world: World, recording: str) -> None:
    sent = visit_data(world.child_ref, as_of=str(world.newest_visit), narrative=GUESSES)
    assert world.client(KEPT_OUT).post(recording, sent).status_code == 302
    address = reverse("correct_visit", args=[world.child_ref, sent["occasion"]])
    worker = world.client(WORKER)
    assert worker.post(address, opened(worker, address, narrative=GUESSES + " So it is.")).status_code == 302
    for shown in (page(world, "child"), page(world, "visit", sent["occasion"])):
        assert "So it is." not in shown
        assert "Rosemary Appleby" not in shown.replace(GUESSES, ""), (
            "but for the version that is theirs alone"
        )


def test_a_right_guess_of_the_words_in_one_is_answered_as_a_wrong_one(world: World, recording: str) -> None:
    occasion = merged(world, recording, "Mine.")
    with tenancy.within([world.council_id]):
        right = Visit.objects.standing().get(child__ref=world.child_ref, occasion=occasion).narrative
    answers = {
        text: world.client(KEPT_OUT)
        .post(recording, visit_data(world.child_ref, narrative=text) | {"occasion": occasion})
        .status_code
        for text in (right, right.replace(PLANTED["carers"], "Somebody Else"))
    }
    assert list(answers.values()) == [409, 409]


def test_a_right_guess_of_anothers_words_is_answered_as_a_wrong_one(world: World, recording: str) -> None:
    """With every other answer the same as theirs, so that the text alone decides."""
    first = visit_data(world.child_ref, as_of=str(world.newest_visit), narrative=HOME)
    assert world.client(WORKER).post(recording, first).status_code == 302
    other = world.client(KEPT_OUT)
    got = [other.post(recording, first | {"narrative": text}).status_code for text in (HOME, "Else.")]
    assert got == [409, 409]
    assert world.client(WORKER).post(recording, first).status_code == 302, "their own, sent twice"


@pytest.mark.parametrize("choice", ["theirs", "mine", "both"])
def test_as_many_versions_follow_a_right_guess_as_a_wrong_one(
    choice: str, world: World, recording: str
) -> None:
    worker, other = world.client(WORKER), world.client(KEPT_OUT)
    first = visit_data(world.child_ref, as_of=str(world.newest_visit), narrative=HOME)
    assert worker.post(recording, first).status_code == 302
    address = reverse("correct_visit", args=[world.child_ref, first["occasion"]])

    def versions() -> int:
        return page(world, "visit", first["occasion"]).count("Written by ")

    grew = []
    for carers in ("Somebody Else", PLANTED["carers"], "Ann Other", PLANTED["carers"]):
        before = versions()
        guess = HOME.replace(PLANTED["carers"], carers)
        clash = other.post(address, first | {"narrative": guess, "version": "1"})
        assert other.post(address, forced(clash, choice)).status_code == 302
        grew.append(versions() - before)
    assert len(set(grew)) == 1, grew


@pytest.mark.parametrize("choice", ["theirs", "mine", "both"])
def test_an_earlier_version_is_not_compared_with_a_guess_either(
    choice: str, world: World, recording: str
) -> None:
    """What stands is read whole; the version that the page names is not."""
    worker, other = world.client(WORKER), world.client(KEPT_OUT)
    came = []
    for guess in (HOME, HOME.replace(PLANTED["carers"], "Somebody Else")):
        first = visit_data(world.child_ref, as_of="9" * 12, narrative=HOME)
        answer = worker.post(recording, first)
        if answer.status_code == 409:
            assert worker.post(recording, chosen(answer, "apart")).status_code == 302
        with tenancy.within([world.council_id]):
            occasion = Visit.objects.standing().filter(child__ref=world.child_ref).latest("pk").occasion
        address = reverse("correct_visit", args=[world.child_ref, occasion])
        put_right = opened(worker, address, narrative="Sat with them at home.")
        assert worker.post(address, put_right).status_code == 302
        clash = other.post(address, first | {"narrative": guess, "version": "1", "occasion": occasion})
        assert clash.status_code == 409
        assert other.post(address, forced(clash, choice)).status_code == 302
        after = page(world, "visit", occasion)
        came.append((after.count("Written by "), "Words of this visit are withheld" in after))
    assert came[0] == came[1]
