"""Putting a visit right, and two people who write the same one: both texts survive, whatever is chosen."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases.loaders.visits import visit_on_record
from steadyhand.contexts.cases.models import AccessWindow, Draft, Visit
from steadyhand.contexts.cases.states import VisitPlace, WindowKind
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.contexts.organisations.models import Person
from steadyhand.foundations.access import tenancy
from steadyhand.foundations.notices.models import Notice
from web.pages import Page, assert_wired
from web.visits import chosen, visit_data
from web.world import PLANTED, World

FIRST, SECOND = "social worker", "second worker"


@pytest.fixture
def address(world: World) -> str:
    return reverse("correct_visit", args=[world.child_ref, world.occasion])


@pytest.fixture
def reading(world: World) -> str:
    return reverse("visit", args=[world.child_ref, world.occasion])


def form_of(answer: HttpResponse) -> dict[str, list[str]]:
    """All that a page of a visit would send if it were sent as it is."""
    assert answer.status_code == 200
    page = assert_wired(answer.content.decode())
    sent: dict[str, list[str]] = {}
    for each in page.all("input"):
        if each.attributes.get("type") in {"checkbox", "radio"} and "checked" not in each.attributes:
            continue
        sent.setdefault(str(each.attributes["name"]), []).append(each.attributes.get("value") or "")
    for each in page.all("textarea"):
        sent[str(each.attributes["name"])] = [each.text.removeprefix("\n")]
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def opened(client: Client, address: str, **changes: str) -> dict[str, Any]:
    """The page of a visit as it opens, with these changes typed in it."""
    return form_of(client.get(address)) | changes


def on_record(world: World, ref: str = "") -> list[Visit]:
    """Every version of the visit in one child's record, oldest first."""
    with tenancy.within([world.council_id]):
        rows = Visit.objects.filter(occasion=world.occasion, child__ref=ref or world.child_ref)
        return list(rows.select_related("recorded_by").order_by("pk"))


def words(answer: HttpResponse) -> str:
    """A page's words with the marks of differences left out."""
    return re.sub("</?ins>", "", answer.content.decode())


def test_a_visit_is_put_right_from_the_childs_page_and_the_earlier_version_stays(
    world: World, address: str, reading: str
) -> None:
    client = world.client(FIRST)
    child_page = reverse("child", args=[world.child_ref])
    assert address in client.get(child_page).content.decode()

    sent = opened(client, address)
    assert sent["narrative"] == [PLANTED["narrative"]]
    assert sent["who"] == [world.child_ref]
    assert sent["alone"] == ["all"]
    answer = client.post(address, sent | {"narrative": "We went to the weir, not the park."})
    assert answer.status_code == 302
    assert answer["Location"] == reading

    before, now = on_record(world)
    assert (before.narrative, now.narrative) == (PLANTED["narrative"], "We went to the weir, not the park.")
    assert now.corrects_id == before.pk
    assert before.superseded_at is not None
    assert (now.started_at, now.said, now.visited_by_id) == (
        before.started_at,
        before.said,
        before.visited_by_id,
    )
    page = client.get(reading).content.decode()
    assert "Put right by Social Worker Person, " in page
    assert "We went to the weir" in page.partition("Earlier versions")[0]
    assert PLANTED["narrative"] in page.partition("Earlier versions")[2]
    assert "earlier versions" in client.get(child_page).content.decode()


def test_saving_without_a_change_writes_no_version(world: World, address: str, reading: str) -> None:
    client = world.client(FIRST)
    with tenancy.within([world.council_id]):  # as an act writes it, not as a page: to the microsecond
        visit = Visit.objects.get(occasion=world.occasion)
        exact = visit.started_at + timedelta(seconds=12, microseconds=34)
        operations.correct_visit(visit=visit, started_at=exact, by=visit.recorded_by, on=world.today)
    assert client.post(address, opened(client, address))["Location"] == reading
    assert len(on_record(world)) == 2


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_goes(world: World, address: str) -> None:
    client = world.client(FIRST)
    answer = client.post(address, opened(client, address, started="25:99", narrative="Kept all the same."))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert_wired(page)
    assert "Start time must be a time" in page
    assert "Kept all the same." in page
    assert len(on_record(world)) == 1


@pytest.mark.parametrize(
    ("choice", "stands", "versions"),
    [
        ("both", ("Mine: by the weir.", "Theirs: by the mill."), 3),
        ("mine", ("Mine: by the weir.",), 3),
        ("theirs", ("Theirs: by the mill.",), 4),
    ],
)
def test_two_people_save_one_visit_and_both_texts_survive(
    choice: str, stands: tuple[str, ...], versions: int, world: World, address: str, reading: str
) -> None:
    mine, theirs = world.client(FIRST), world.client(SECOND)
    typed = opened(mine, address, narrative="Mine: by the weir.", place="school")
    other = opened(theirs, address, narrative="Theirs: by the mill.")
    assert theirs.post(address, other).status_code == 302

    answer = mine.post(address, typed)
    assert answer.status_code == 409
    page = words(answer)
    assert "Second Worker Person changed this visit too" in page
    assert "“Where” and “What happened” differ. The rest is the same." in page
    assert "Mine: by the weir." in page
    assert "Theirs: by the mill." in page
    with tenancy.within([world.council_id]):
        kept = Draft.objects.get(child__ref=world.child_ref)
        assert kept.typed["narrative"] == ["Mine: by the weir."], "safe before anything is chosen"

    again = chosen(answer, choice)
    assert mine.post(address, again)["Location"] == reading
    assert mine.post(address, again).status_code == 302, "the button pressed twice"
    rows = on_record(world)
    assert len(rows) == versions
    assert {text for text in stands if text in rows[-1].narrative} == set(stands)
    assert ("Theirs" in rows[-1].narrative) == (choice != "mine")
    assert rows[-1].place == (VisitPlace.HOME if choice == "theirs" else VisitPlace.SCHOOL)
    every = " ".join(row.narrative for row in rows)
    assert "Mine: by the weir." in every
    assert "Theirs: by the mill." in every
    read = mine.get(reading).content.decode()
    assert "Mine: by the weir." in read
    assert "Theirs: by the mill." in read
    with tenancy.within([world.council_id]):
        assert not Draft.objects.exists()


def test_both_keep_what_only_one_of_them_changed(world: World, address: str) -> None:
    mine, theirs = world.client(FIRST), world.client(SECOND)
    typed, other = opened(mine, address, place="school"), opened(theirs, address, narrative="Theirs alone.")
    assert theirs.post(address, other).status_code == 302
    answer = mine.post(address, typed)
    assert mine.post(address, chosen(answer, "both")).status_code == 302
    stands = on_record(world)[-1]
    assert (stands.place, stands.narrative) == (VisitPlace.SCHOOL, "Theirs alone.")


def test_a_third_who_saves_while_two_texts_are_looked_at_is_shown_too(world: World, address: str) -> None:
    mine, theirs, third = world.client(FIRST), world.client(SECOND), world.client("lead")
    typed = opened(mine, address, narrative="Mine.")
    for client, text in ((theirs, "Second."), (third, "Third.")):
        sent = opened(client, address, narrative=text)
        if text == "Third.":
            answer = mine.post(address, typed)
        assert client.post(address, sent).status_code == 302
    answer = mine.post(address, chosen(answer, "mine"))
    assert "Lead Person changed this visit too" in answer.content.decode()
    assert mine.post(address, chosen(answer, "both")).status_code == 302
    assert [row.narrative for row in on_record(world)][1:3] == ["Second.", "Third."]
    assert "Mine." in on_record(world)[-1].narrative
    assert "Third." in on_record(world)[-1].narrative


def test_one_person_on_two_pages_is_told_so(world: World, address: str) -> None:
    client = world.client(FIRST)
    first, second = (opened(client, address, narrative=text) for text in ("One page.", "Other page."))
    assert client.post(address, first).status_code == 302
    answer = client.post(address, second)
    assert "You changed this visit too, on another page" in answer.content.decode()
    assert client.post(address, chosen(answer, "mine")).status_code == 302
    assert [row.narrative for row in on_record(world)][1:] == ["One page.", "Other page."]


def test_two_who_wrote_the_same_do_not_clash(world: World, address: str) -> None:
    mine, theirs = world.client(FIRST), world.client(SECOND)
    sent = opened(mine, address, narrative="The same."), opened(theirs, address, narrative="The same.")
    assert theirs.post(address, sent[1]).status_code == 302
    assert mine.post(address, sent[0]).status_code == 302
    assert len(on_record(world)) == 2


@pytest.mark.parametrize("version", ["", "0", "7", "x", "\0", "1.1", "99999999999"])
def test_a_version_that_was_spoilt_overwrites_nothing(version: str, world: World, address: str) -> None:
    client = world.client(FIRST)
    answer = client.post(address, opened(client, address, version=version, narrative="Mine."))
    assert answer.status_code == 409
    assert len(on_record(world)) == 1
    assert client.post(address, chosen(answer, "mine")).status_code == 302
    assert on_record(world)[-1].narrative == "Mine."


@pytest.mark.parametrize("choice", ["", "neither", "apart"])
def test_a_choice_that_is_none_is_asked_for_again(choice: str, world: World, address: str) -> None:
    client = world.client(FIRST)
    answer = client.post(address, opened(client, address, version="", narrative="Mine."))
    again = client.post(address, chosen(answer, None) | {"choice": choice})
    assert again.status_code == 409
    assert "Choose which text should stand" in again.content.decode()
    assert "Mine." in words(again)
    assert len(on_record(world)) == 1


def test_a_worry_that_is_added_is_told_at_once(world: World, address: str) -> None:
    def told() -> int:
        with tenancy.within([world.council_id]):
            return Notice.objects.filter(kind=Notice.Kind.WORRY).count()

    client, before = world.client(FIRST), told()
    assert client.post(address, opened(client, address, worried="on")).status_code == 302
    assert told() == before + 1
    assert client.post(address, opened(client, address, narrative="More.")).status_code == 302
    assert told() == before + 1, "told once"


# ---- a visit that somebody else recorded meanwhile


@pytest.fixture
def recording(world: World) -> str:
    return reverse("record_visit", args=[world.child_ref])


def both_record(world: World, recording: str, **mine: Any) -> tuple[Client, HttpResponse, str]:
    """Two people finish a visit at the same time: whoever comes second, the answer they get, and the first's visit."""
    client, other = world.client(FIRST), world.client(SECOND)
    theirs = visit_data(world.child_ref, as_of=str(world.newest_visit), narrative="Theirs: we sat outside.")
    typed = (
        visit_data(world.child_ref, as_of=str(world.newest_visit), narrative="Mine: we sat inside.") | mine
    )
    assert other.post(recording, theirs).status_code == 302
    return client, client.post(recording, typed), theirs["occasion"]


def test_a_different_visit_is_recorded_too_and_once(world: World, recording: str) -> None:
    client, answer, _ = both_record(world, recording)
    assert "Second Worker Person recorded a visit to Zephyrine too" in answer.content.decode()
    again = chosen(answer, "apart")
    assert [client.post(recording, again).status_code for _ in range(2)] == [302, 302]
    with tenancy.within([world.council_id]):
        today = Visit.objects.standing().filter(child__ref=world.child_ref).order_by("-pk")[:2]
        assert {row.narrative for row in today} == {"Theirs: we sat outside.", "Mine: we sat inside."}
        assert Visit.objects.filter(narrative="Mine: we sat inside.").count() == 1


@pytest.mark.parametrize("choice", ["both", "mine", "theirs"])
def test_the_same_visit_is_one_record_with_both_texts(choice: str, world: World, recording: str) -> None:
    client, answer, occasion = both_record(world, recording)
    with tenancy.within([world.council_id]):
        visits = Visit.objects.standing().filter(child__ref=world.child_ref).count()
    again = chosen(answer, choice)
    assert client.post(recording, again)["Location"].endswith(occasion)
    with tenancy.within([world.council_id]):
        assert Visit.objects.standing().filter(child__ref=world.child_ref).count() == visits
        rows = list(Visit.objects.filter(occasion=occasion).order_by("pk"))
    every = " ".join(row.narrative for row in rows)
    assert "Mine: we sat inside." in every
    assert "Theirs: we sat outside." in every
    assert ("Mine" in rows[-1].narrative, "Theirs" in rows[-1].narrative) == (
        choice != "theirs",
        choice != "mine",
    )


def test_whether_it_is_the_same_visit_is_asked_and_not_guessed(world: World, recording: str) -> None:
    client, answer, _ = both_record(world, recording)
    again = client.post(recording, chosen(answer, None))
    assert again.status_code == 409
    assert "Say whether it is the same visit" in again.content.decode()
    assert "Mine: we sat inside." in words(again)
    assert client.post(recording, chosen(again, "apart")).status_code == 302


def test_putting_an_older_visit_right_is_no_new_visit(world: World, recording: str, address: str) -> None:
    client = world.client(FIRST)
    typed = opened(client, recording) | {"who": world.child_ref, "alone": "all"}
    assert client.post(address, opened(client, address, narrative="Put right.")).status_code == 302
    assert client.post(recording, typed).status_code == 302


# ---- brothers and sisters


def together(world: World, recording: str, **more: str) -> Visit:
    """A visit to both, written once; the row of the child."""
    data = visit_data(
        world.child_ref,
        as_of=str(world.newest_visit),
        who=[world.child_ref, world.sibling_ref],
        narrative="Both met me at the gate.",
        **{
            f"said_{world.child_ref}": "Elderword", f"said_{world.sibling_ref}": "Youngerword",
            f"own_{world.child_ref}": "Elderpart", f"own_{world.sibling_ref}": "Youngerpart",
        }
        | more,
    )  # fmt: skip
    answer = world.client(FIRST).post(recording, data)
    assert answer.status_code == 302
    world.occasion = data["occasion"]
    return on_record(world)[0]


@pytest.fixture
def as_it_was(world: World) -> Any:
    occasion = world.occasion
    yield
    world.occasion = occasion


@pytest.mark.usefixtures("as_it_was")
def test_what_is_said_of_one_child_is_in_no_record_of_the_other(world: World, recording: str) -> None:
    together(world, recording)
    client = world.client(FIRST)
    for ref, own, other in (
        (world.child_ref, "Elder", "Younger"),
        (world.sibling_ref, "Younger", "Elder"),
    ):
        (row,) = on_record(world, ref)
        assert (row.said, row.own_part, row.narrative) == (
            f"{own}word",
            f"{own}part",
            "Both met me at the gate.",
        )
        pages = [
            client.get(reverse(name, args=arguments)).content.decode()
            for name, arguments in (
                ("child", [ref]), ("visit", [ref, world.occasion]), ("correct_visit", [ref, world.occasion]),
                ("who_has_looked", [ref]),
            )
        ]  # fmt: skip
        assert f"{own}word" in pages[0]
        assert f"{own}part" in pages[0]
        for page in pages:
            assert f"{other}word" not in page
            assert f"{other}part" not in page


@pytest.mark.usefixtures("as_it_was")
def test_a_visit_put_right_for_one_child_stays_as_it_was_for_the_other(world: World, recording: str) -> None:
    together(world, recording)
    client = world.client(FIRST)
    address = reverse("correct_visit", args=[world.child_ref, world.occasion])
    sent = opened(
        client, address, **{f"own_{world.child_ref}": "Put right."}, narrative="Only one was there."
    )
    assert f"own_{world.sibling_ref}" not in sent
    assert client.post(address, sent).status_code == 302
    assert [row.own_part for row in on_record(world)] == ["Elderpart", "Put right."]
    (other,) = on_record(world, world.sibling_ref)
    assert (other.narrative, other.own_part, other.superseded_at) == (
        "Both met me at the gate.", "Youngerpart", None,
    )  # fmt: skip
    theirs = client.get(reverse("visit", args=[world.sibling_ref, world.occasion])).content.decode()
    assert "Earlier versions" not in theirs
    assert "Only one was there." not in theirs


@pytest.mark.usefixtures("as_it_was")
def test_whoever_may_read_one_child_reads_nothing_of_the_other_by_their_visit(
    world: World, recording: str
) -> None:
    """Opening a record, or writing it out, for one child shows nothing of a brother or sister."""
    together(world, recording)
    own = world.client("the child")
    page = own.get(reverse("visit", args=[world.child_ref, world.occasion])).content.decode()
    assert "Elderword" in page
    for word in ("Youngerword", "Youngerpart", "Elderpart", "Both met me", "Siblingname"):
        assert word not in page
    for key in ("the child", SECOND, "reviewing officer"):  # theirs is the one child, not the other
        for name in ("visit", "correct_visit"):
            answer = world.client(key).get(reverse(name, args=[world.sibling_ref, world.occasion]))
            assert answer.status_code == 404


@pytest.mark.usefixtures("as_it_was")
def test_a_child_reads_their_own_words_and_none_that_were_put_right(world: World, recording: str) -> None:
    """Words of a brother or sister in the wrong box are a reason to put a visit right."""
    together(world, recording, **{f"said_{world.child_ref}": "Wrongboxword"})
    client = world.client(FIRST)
    address = reverse("correct_visit", args=[world.child_ref, world.occasion])
    sent = opened(client, address, **{f"said_{world.child_ref}": "Rightboxword"})
    assert client.post(address, sent).status_code == 302
    page = (
        world.client("the child")
        .get(reverse("visit", args=[world.child_ref, world.occasion]))
        .content.decode()
    )
    assert "Rightboxword" in page
    assert "Wrongboxword" not in page
    with tenancy.within([world.council_id]):
        person = Person.objects.get(ref=world.people["the child"])
        standing = organisations.standing(person, world.today)
        seen = visit_on_record(standing, world.child_ref, world.occasion)
    assert [row.said for row in seen.versions] == ["Rightboxword"], (
        "no version before comes out of the loader at all"
    )


@pytest.mark.usefixtures("as_it_was")
def test_a_visit_to_both_is_on_today_once_for_both(world: World, recording: str) -> None:
    together(world, recording)
    page = world.client(FIRST).get(reverse("today"), {"recorded": world.occasion}).content.decode()
    assert page.count("Visit recorded.") == 1
    assert "It counts for Zephyrine and for Siblingname." in page
    for ref in (world.child_ref, world.sibling_ref):
        assert reverse("visit", args=[ref, world.occasion]) in page


@pytest.mark.usefixtures("as_it_was")
def test_the_same_visit_to_one_child_by_another_leaves_the_sibling_with_mine(
    world: World, recording: str
) -> None:
    """Somebody recorded it for one of them alone, and I for both: the other keeps what I wrote."""
    client, answer, occasion = both_record(
        world,
        recording,
        who=[world.child_ref, world.sibling_ref],
        **{f"own_{world.sibling_ref}": "Youngerpart"},
    )
    assert "What you wrote of Siblingname is kept in any case." in answer.content.decode()
    assert client.post(recording, chosen(answer, "theirs")).status_code == 302
    world.occasion = occasion
    (other,) = on_record(world, world.sibling_ref)
    assert (other.narrative, other.own_part) == ("Mine: we sat inside.", "Youngerpart")
    assert on_record(world)[-1].narrative == "Theirs: we sat outside."


@pytest.mark.usefixtures("as_it_was")
def test_a_page_sent_again_with_one_child_more_or_less_drops_neither(world: World, recording: str) -> None:
    client = world.client(FIRST)
    alone = visit_data(world.child_ref, as_of=str(world.newest_visit))
    both = alone | {"who": [world.child_ref, world.sibling_ref]}
    assert client.post(recording, alone).status_code == 302
    answer = client.post(recording, both)
    assert "You finished this page before" in answer.content.decode()
    assert "What you wrote of Siblingname is kept in any case." in answer.content.decode()
    assert client.post(recording, chosen(answer, "mine")).status_code == 302
    world.occasion = alone["occasion"]
    assert [len(on_record(world, ref)) for ref in (world.child_ref, world.sibling_ref)] == [1, 1]
    assert client.post(recording, both).status_code == 302, "sent twice as it was"
    answer = client.post(recording, alone)
    assert "What is on record of Siblingname stays as it is" in answer.content.decode()


def test_a_page_sent_twice_is_saved_once_though_it_was_put_right_between(
    world: World, recording: str
) -> None:
    client, lead = world.client(FIRST), world.client("lead")
    sent = visit_data(world.child_ref, as_of=str(world.newest_visit))
    assert client.post(recording, sent).status_code == 302
    address = reverse("correct_visit", args=[world.child_ref, sent["occasion"]])
    assert lead.post(address, opened(lead, address, narrative="Put right.")).status_code == 302
    assert client.post(recording, sent).status_code == 302
    with tenancy.within([world.council_id]):
        rows = Visit.objects.standing().filter(occasion=sent["occasion"])
        assert [row.narrative for row in rows] == ["Put right."]


# ---- who may


@pytest.mark.parametrize(
    ("key", "may"),
    [("lead", True), ("covering", True), ("on call", True), ("director", False), ("inspector", False)],
)
def test_whoever_may_write_notes_may_put_them_right(key: str, may: bool, world: World, address: str) -> None:
    client = world.client(key)
    assert client.get(address).status_code == (200 if may else 404)
    shown = address in client.get(reverse("visit", args=[world.child_ref, world.occasion])).content.decode()
    assert shown == may


def test_on_call_reaches_the_last_30_days_alone(world: World) -> None:
    with tenancy.within([world.council_id]):
        old = Visit.objects.get(narrative=PLANTED["old narrative"]).occasion
    for name in ("visit", "correct_visit"):
        assert world.client("on call").get(reverse(name, args=[world.child_ref, old])).status_code == 404
        assert world.client("lead").get(reverse(name, args=[world.child_ref, old])).status_code == 200


def test_whoever_may_not_read_every_word_writes_none_of_them_anew(
    world: World, address: str, reading: str
) -> None:
    """A withheld home named in a visit: else what is kept from them would be lost when they save."""
    worker, other = world.client(FIRST), world.client("in an emergency")
    named = f"Sat with {PLANTED['carers']} at 1 {PLANTED['address']}."
    typed = opened(other, address, narrative="Theirs.")
    assert worker.post(address, opened(worker, address, narrative=named)).status_code == 302
    answer = other.get(address)
    assert answer["Location"] == reading
    page = other.get(reading).content.decode()
    assert "Words of this visit are withheld from you" in page
    clash = other.post(address, typed)
    assert clash.status_code == 409
    for each in (page, words(clash)):
        assert PLANTED["carers"] not in each
        assert PLANTED["address"] not in each
    # whatever they choose or send
    over = typed | {"version": str(len(on_record(world))), "narrative": "Written over it."}
    clash_of_now = other.post(address, over)
    assert clash_of_now.status_code == 409
    guess = over | {"narrative": named}
    assert other.post(address, guess).status_code == 409, "nor is it told whether it was guessed"
    with tenancy.within([world.council_id]):
        by_number = visit_data(world.child_ref, narrative=named) | {"occasion": world.occasion}
    answers = {
        text: other.post(
            reverse("record_visit", args=[world.child_ref]), by_number | {"narrative": text}
        ).status_code
        for text in (named, "Not what is there.")
    }
    assert set(answers.values()) == {409}, "nor on the page of a new visit"
    assert 'value="mine"' not in clash.content.decode(), "nobody is offered to write over it"
    mine = {"choice": ["mine"]}
    for sent in (chosen(clash_of_now, "both"), chosen(clash, "theirs") | mine):
        assert other.post(address, sent).status_code in (302, 409)
        assert named in on_record(world)[-1].narrative, "and the record itself stays whole"
    assert other.post(address, chosen(other.post(address, over), "both") | mine).status_code == 302
    assert named in on_record(world)[-1].narrative, "and the record itself stays whole"
    assert "Written over it." in on_record(world)[-1].narrative
    # nor does sending a choice again, for an older page, tell whether it was guessed
    stale = chosen(other.post(address, guess), "theirs") | {"version": "1"}
    assert {other.post(address, stale | {"narrative": text}).status_code for text in (named, "Else.")} == {
        409
    }
    # nor in any version before it
    assert worker.post(address, opened(worker, address, narrative="Shorter.")).status_code == 302
    page = words(other.get(reading))
    for kept in ("carers", "address"):
        assert PLANTED[kept] not in page
    with tenancy.within([world.council_id]):
        assert AccessWindow.objects.filter(kind=WindowKind.EMERGENCY).exists()


# ---- times


def test_a_visit_begins_by_now(world: World, recording: str, monkeypatch: pytest.MonkeyPatch) -> None:
    evening = timezone.make_aware(datetime.combine(world.today, time(23, 30)))
    now = min(timezone.now(), evening)  # so that a later minute of today is left
    monkeypatch.setattr(timezone, "now", lambda: now)
    later = timezone.localtime(now) + timedelta(minutes=5)
    typed = visit_data(world.child_ref, as_of=str(world.newest_visit), started=later.strftime("%H:%M"))
    answer = world.client(FIRST).post(recording, typed)
    assert answer.status_code == 422
    page = Page(answer.content.decode())
    assert "Start time must be now or earlier today" in page.by_id()["id_started-error"].text


@pytest.mark.parametrize("name", ["visit", "correct_visit"])
def test_versions_cost_no_question_each(name: str, world: World, address: str) -> None:
    client = world.client(FIRST)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse(name, args=[world.child_ref, world.occasion])).status_code == 200
        return len(found.captured_queries)

    assert client.post(address, opened(client, address, narrative="1")).status_code == 302
    few = asked()
    for number in (2, 3):
        assert client.post(address, opened(client, address, narrative=str(number))).status_code == 302
    assert asked() == few
