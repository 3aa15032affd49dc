"""What was typed is never dropped without a word: signed out, sent twice, sent from elsewhere, contradicting itself."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from steadyhand.contexts.cases.models import Identity, Visit
from steadyhand.contexts.organisations import operations as organisations
from steadyhand.contexts.organisations.models import Person, Role
from steadyhand.foundations.access import tenancy
from web.visits import chosen, visit_data
from web.world import World


@pytest.fixture
def address(world: World) -> str:
    return reverse("record_visit", args=[world.child_ref])


def complete(world: World, **changes: object) -> dict[str, object]:
    return visit_data(world.child_ref, as_of=str(world.newest_visit), **changes)


def narratives(world: World) -> set[str]:
    with tenancy.within([world.council_id]):
        return set(Visit.objects.standing().values_list("narrative", flat=True))


def test_finishing_when_signed_out_keeps_every_word(world: World, address: str) -> None:
    sent = complete(world, narrative="Down by the weir.", ended="00:02")
    answer = Client().post(address, sent)
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Down by the weir." in page
    assert "00:02" in page, "short answers are shown too"
    shown = re.sub(r"<(?:input|form)[^>]*>", "", page)
    for code in (world.child_ref, str(sent["occasion"])):
        assert code not in shown, "what nobody would know as their own words"
    assert reverse("account_login") in page
    # signed in again, what the page holds finishes the visit
    kept = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    data = {name: value for name, value in kept if name != "csrfmiddlewaretoken"}
    again = world.client("social worker").post(address, data)
    assert again.status_code == 302
    assert "Down by the weir." in narratives(world)


def test_whoever_left_over_an_open_page_is_told_so_and_keeps_their_words(world: World, address: str) -> None:
    client = world.client("social worker")
    assert client.get(address).status_code == 200
    person = Person.objects.get(ref=world.people["social worker"])
    for role in Role.objects.filter(person=person, end=None):
        organisations.end_role(role=role, by=None, on=world.today)
    answer = client.post(address, complete(world, narrative="Down by <b>the</b> weir."))
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "They are not on record." in page
    assert "Down by &lt;b&gt;the&lt;/b&gt; weir." in page

    organisations.close_account(person=person, by=None, on=world.today)
    answer = client.post(address, complete(world, narrative="Down by the weir."))
    assert answer.status_code == 403
    assert "You are not signed in" in answer.content.decode()
    assert "Down by the weir." in answer.content.decode()
    assert not {"Down by the weir.", "Down by <b>the</b> weir."} & narratives(world)


def test_an_address_that_leads_nowhere_says_nothing_that_was_sent_to_it(world: World) -> None:
    answer = world.client("social worker").post("/nowhere", {"a": "Words of somebody else's"})
    assert answer.status_code == 404
    assert "Words of" not in answer.content.decode()


def test_a_page_sent_twice_as_it_was_is_saved_once(world: World, address: str) -> None:
    client, data = world.client("social worker"), complete(world, narrative="Once.")
    assert [client.post(address, data).status_code for _ in range(2)] == [302, 302]
    with tenancy.within([world.council_id]):
        assert Visit.objects.filter(narrative="Once.").count() == 1


def test_a_page_sent_again_with_other_words_loses_neither(world: World, address: str) -> None:
    client, data = world.client("social worker"), complete(world, narrative="First words.")
    assert client.post(address, data).status_code == 302
    answer = client.post(address, data | {"narrative": "Second words."})
    page = answer.content.decode()
    assert "You finished this page before" in page
    assert "Second words." in re.sub("</?ins>", "", page)
    again = chosen(answer, "apart")
    assert [client.post(address, again).status_code for _ in range(2)] == [302, 302]
    assert {"First words.", "Second words."} <= narratives(world)
    with tenancy.within([world.council_id]):
        assert Visit.objects.filter(narrative="Second words.").count() == 1


@pytest.mark.parametrize(
    "changed",
    [{"started": "00:00"}, {"ended": "00:01"}, {"day-year": "last"}],
    ids=["start", "end", "day"],
)
def test_a_page_sent_again_with_another_time_alone_is_not_taken_for_the_same(
    changed: dict[str, str], world: World, address: str
) -> None:
    client, data = world.client("social worker"), complete(world)
    if "day-year" in changed:
        day = world.today - timedelta(days=1)
        changed = {"day-day": str(day.day), "day-month": str(day.month), "day-year": str(day.year)}
    assert client.post(address, data).status_code == 302
    answer = client.post(address, data | changed)
    assert "Only “When” differs." in answer.content.decode()
    assert client.post(address, chosen(answer, "mine")).status_code == 302
    with tenancy.within([world.council_id]):
        (kept,) = Visit.objects.standing().filter(occasion=data["occasion"])
        assert kept.corrects is not None
        assert (kept.started_at, kept.ended_at) != (kept.corrects.started_at, kept.corrects.ended_at)


def test_nobody_and_somebody_cannot_both_be_seen(world: World, address: str) -> None:
    answer = world.client("social worker").post(address, complete(world, who=[world.child_ref, "nobody"]))
    assert answer.status_code == 422
    assert "Choose one of them." in answer.content.decode()


def test_nobody_seen_is_saved_and_is_no_visit_to_the_child(world: World, address: str) -> None:
    data = complete(world, who=["nobody"], alone=None, narrative="Nobody was in.")
    assert world.client("social worker").post(address, data).status_code == 302
    with tenancy.within([world.council_id]):
        assert Visit.objects.get(narrative="Nobody was in.").child_seen is False


@pytest.mark.parametrize("hidden", ["", "x" * 40, "\0", "0" * 31])
def test_a_hidden_field_that_was_spoilt_is_no_error_of_the_writers(
    hidden: str, world: World, address: str
) -> None:
    answer = world.client("social worker").post(address, complete(world, occasion=hidden))
    assert answer.status_code == 302
    stale = world.client("social worker").post(address, complete(world) | {"as_of": hidden})
    assert stale.status_code == 409
    assert "recorded a visit to Zephyrine too" in stale.content.decode()


ELSEWHERE = (
    {"Origin": "https://elsewhere.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Referer": "https://elsewhere.example/testserver"},
    {"Referer": "http://[broken"},
    {"Origin": "https://elsewhere.example", "Referer": "http://testserver/today"},
)


@pytest.mark.parametrize("signed_in", [True, False], ids=["signed in", "signed out"])
@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
def test_what_another_site_sent_is_not_offered_again(
    headers: dict[str, str], signed_in: bool, world: World, address: str
) -> None:
    browser = world.client("social worker", enforce_csrf_checks=True)
    client = browser if signed_in else Client()
    answer = client.post(address, complete(world, narrative="Not mine."), headers=headers)
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "This was not sent from here" in page
    assert "Not mine." not in page
    assert "Send it again" not in page


@pytest.mark.parametrize(
    "headers", [{}, {"Referer": "http://testserver/today"}, {"Origin": "http://testserver"}], ids=str
)
def test_what_was_sent_from_here_is_offered_again(
    headers: dict[str, str], world: World, address: str
) -> None:
    client = world.client("social worker", enforce_csrf_checks=True)
    page = client.post(address, complete(world, narrative="All mine."), headers=headers).content.decode()
    assert "All mine." in page
    assert "Send it again" in page


def open_in_emergency(world: World, because: str) -> None:
    with tenancy.within([world.council_id]):
        born = Identity.objects.standing().get(child__ref=world.child_ref).date_of_birth
    opened = world.client("social worker").post(
        reverse("emergency"),
        {
            "name": "Zephyrine Quillfeather",
            "date_of_birth-day": born.day,
            "date_of_birth-month": born.month,
            "date_of_birth-year": born.year,
            "because": because,
        },
    )
    assert opened.status_code == 302


@pytest.mark.parametrize("page", ["child", "who_has_looked"])
def test_every_reason_of_an_emergency_is_on_the_childs_lists(page: str, world: World) -> None:
    open_in_emergency(world, "The police rang.")
    open_in_emergency(world, "The hospital rang.")
    shown = world.client("lead").get(reverse(page, args=[world.child_ref])).content.decode()
    for reason in ("The police rang.", "The hospital rang."):
        assert re.search(rf"opened the record in an emergency:? \(?“{re.escape(reason)}”", shown)


def test_words_are_shown_again_when_the_right_to_write_ended_meanwhile(world: World) -> None:
    client = world.client("social worker")
    pages = []
    for ref in (world.neighbour_ref, "0" * 20):
        address = reverse("record_visit", args=[ref])
        answer = client.post(address, complete(world, narrative="We met at the weir."))
        assert answer.status_code == 404
        page = answer.content.decode()
        assert "We met at the weir." in page
        assert "They are not on record." in page
        pages.append(re.sub(r"[0-9a-f]{8}(?=</strong>)|value=\"[^\"]*\"", "", page))
    assert pages[0] == pages[1], "alike for somebody else's child and for nobody"
    elsewhere = client.post(
        address, complete(world, narrative="Not mine."), headers={"Origin": "https://else.example"}
    )
    assert "Not mine." not in elsewhere.content.decode()
    assert "Your words" not in client.get(address).content.decode()
    assert "Not mine." not in Client().post("/nowhere", {"narrative": "Not mine."}).content.decode()


@pytest.mark.parametrize("key", ["\\000aaaaaaaaaaaa", "\\377", "a b", "'; --", "é" * 32, "x" * 5000])
@pytest.mark.parametrize("path", ["/", "/today", "/sign-in", "/find?q=a", "/who-can-see-what"])
def test_a_spoilt_session_is_no_session(key: str, path: str, world: World) -> None:
    client = Client()
    client.cookies["sessionid"] = "x"
    answer = client.get(path, headers={"cookie": f'sessionid="{key}"'})
    assert answer.status_code in (200, 302)
