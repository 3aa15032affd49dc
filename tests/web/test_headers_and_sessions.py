"""What goes along with every page: policies, cookies, redirects; and coming in and going out."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from steadyhand.contexts.organisations import operations as organisations
from steadyhand.contexts.organisations.models import Person, Role
from steadyhand.foundations.access.models import Account, Installation
from web.pages import Page
from web.visits import visit_data
from web.world import PASSWORD, PLANTED, World

POLICY = {
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    "script-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}
PAGES = ["home", "account_login", "account_logout", "account_inactive", "demonstration", "emergency",
         "emergency_recorded", "who_can_see_what", "today", "children", "child", "who_has_looked", "record_visit",
         "choose_visit", "practice", "timetable"]  # fmt: skip


def address(name: str, world: World) -> str:
    return reverse(
        name,
        args=[world.child_ref] if name in {"child", "timetable", "who_has_looked", "record_visit"} else [],
    )


def everything(world: World) -> list[tuple[str, HttpResponse]]:
    """An answer of every kind: each page as several people get it, refusals, errors, forms sent."""
    found = []
    for key in ("social worker", "lead", "the child", "neighbour's worker", "signed out"):
        client = world.client(key)
        found += [(f"{name} {key}", client.get(address(name, world))) for name in PAGES]
        found.append((f"nowhere {key}", client.get("/nowhere")))
        found.append((f"not this way {key}", client.put(reverse("today"))))
    worker = world.client("social worker")
    url = address("record_visit", world)
    found.append(("asked again", worker.post(url, {})))
    found.append(("too large", worker.post(url, {"narrative": "x" * 41_000_000})))
    found.append(("stale", world.client("social worker", enforce_csrf_checks=True).post(url, {})))
    found.append(("saved", worker.post(url, visit_data(world.child_ref, as_of=str(world.newest_visit)))))
    return found


def test_every_answer_carries_the_policies(world: World) -> None:
    for what, answer in everything(world):
        policy = {
            each.strip() for each in answer.headers["Content-Security-Policy"].split(";") if each.strip()
        }
        assert policy == POLICY, what
        assert "no-store" in answer.headers["Cache-Control"], what
        assert "public" not in answer.headers["Cache-Control"], what
        assert answer.headers["X-Frame-Options"] == "DENY", what
        assert answer.headers["X-Content-Type-Options"] == "nosniff", what
        assert answer.headers["Referrer-Policy"] == "same-origin", what
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", what


def test_no_page_has_anything_inline_or_from_elsewhere(world: World) -> None:
    for what, answer in everything(world):
        text = answer.content.decode()
        if not text:
            continue
        for element in Page(text).elements:
            assert element.name not in {"style", "iframe", "object", "embed", "base"}, what
            assert element.name != "script" or element.attributes.get("src"), what
            assert "style" not in element.attributes, f"{what}: {element}"
            assert not [name for name in element.attributes if name.startswith("on")], f"{what}: {element}"
            for name in ("href", "src", "action"):
                value = element.attributes.get(name) or ""
                assert not re.match(r"(?:[a-z+.-]+:|//)(?!//)", value) or value.startswith(
                    ("tel:", "data:")
                ), value


def test_nothing_of_a_child_is_in_cookies_or_redirects(world: World) -> None:
    words = [word.lower() for word in PLANTED.values()] + ["quillfeather"]
    for what, answer in everything(world):
        cookies = " ".join(f"{name}={morsel.value}" for name, morsel in answer.cookies.items()).lower()
        place = answer.headers.get("Location", "").lower()
        for told in (cookies, place):
            assert not [
                word for word in words if word.replace(" ", "") in told.replace("%20", "").replace("+", "")
            ], what
        assert world.child_ref not in cookies, what
        if "recorded=" in place:
            assert re.fullmatch(r"/today\?recorded=[0-9a-f]{32}", place)
        for name, morsel in answer.cookies.items():
            assert morsel["httponly"], f"{what}: {name} can be read by scripts"
            assert morsel["samesite"] == "Lax", f"{what}: {name}"


@pytest.mark.parametrize("where", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example",
                                   "javascript:alert(1)",
                                   "http:///elsewhere.example", "\t//elsewhere.example", "https:elsewhere.example"])  # fmt: skip
def test_signing_in_leads_to_no_other_place(where: str, world: World) -> None:
    sent = {"login": "nobody@example.org", "password": PASSWORD, "next": where}
    answer = Client().post(reverse("account_login"), sent)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/today")


def test_signing_in_leads_back_and_changes_the_session(world: World) -> None:
    client = Client()
    first = client.get(reverse("child", args=[world.child_ref]))
    assert first.headers["Location"] == f"/sign-in?next=/children/{world.child_ref}"
    session = client.session
    session["before"] = "signing in"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    sent = {"login": "nobody@example.org", "password": PASSWORD, "next": "/children"}
    answer = client.post(reverse("account_login"), sent)
    assert answer.headers["Location"] == "/children"
    assert client.cookies["sessionid"].value != before


def test_signing_out_takes_a_post_and_ends_the_session(world: World) -> None:
    client = world.client("social worker")
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get(reverse("children")).status_code == 200
    key = client.cookies["sessionid"].value
    assert client.post(reverse("account_logout")).status_code == 302
    thief = Client()
    thief.cookies["sessionid"] = key
    assert thief.get(reverse("children")).status_code == 302


def test_every_form_that_acts_asks_for_its_token(world: World) -> None:
    client = world.client("lead", enforce_csrf_checks=True)
    for name, arguments in (
        ("account_logout", []),
        ("emergency", []),
        ("record_visit", [world.child_ref]),
        ("notice_seen", ["0" * 20]),
        ("sign_in_as", [world.people["lead"]]),
    ):
        assert client.post(reverse(name, args=arguments)).status_code == 403, name
    assert client.get(reverse("children")).status_code == 200


def test_the_demonstration_lets_people_in_and_a_live_installation_does_not(world: World) -> None:
    person = world.people["social worker"]
    Installation.objects.create(kind=Installation.Kind.LIVE, made_on=timezone.localdate())
    for method in ("get", "head", "post"):
        assert getattr(Client(), method)(reverse("demonstration")).status_code in {404, 405}
        assert getattr(Client(), method)(reverse("sign_in_as", args=[person])).status_code in {404, 405}
    assert b"demonstration" not in Client().get(reverse("account_login")).content.lower()


def test_in_a_demonstration_a_person_is_chosen_by_post_and_the_session_changes(world: World) -> None:
    Installation.objects.create(kind=Installation.Kind.DEMONSTRATION, made_on=timezone.localdate())
    client = world.client("the child")
    before = client.cookies["sessionid"].value
    url = reverse("sign_in_as", args=[world.people["social worker"]])
    assert client.get(url).status_code == 405
    assert client.get(reverse("children")).status_code == 200
    assert client.cookies["sessionid"].value == before
    assert client.post(url).status_code == 302
    assert client.cookies["sessionid"].value != before
    page = client.get(reverse("demonstration")).content.decode()
    assert world.people["closed account"] not in page
    assert Client().post(reverse("sign_in_as", args=[world.people["closed account"]])).status_code == 404
    assert (
        Client().post(reverse("sign_in_as", args=[world.people["worker whose role ended"]])).status_code
        == 404
    )


def test_a_closed_account_cannot_sign_in_and_is_told_nothing_before_its_password(world: World) -> None:
    account = Account.objects.get(email="nobody@example.org")
    account.is_active = False
    account.save()
    right = Client().post(reverse("account_login"), {"login": account.email, "password": PASSWORD})
    assert "_auth_user_id" not in right.wsgi_request.session
    assert (
        b"closed" in Client().get(right.headers["Location"]).content
        if right.status_code == 302
        else right.content
    )
    wrong = Client().post(reverse("account_login"), {"login": account.email, "password": "not the password"})
    unknown = Client().post(
        reverse("account_login"), {"login": "who@example.org", "password": "not the password"}
    )
    assert wrong.status_code == unknown.status_code
    assert b"Email or password is not right" in wrong.content
    assert b"Email or password is not right" in unknown.content


def test_whoever_leaves_sees_nothing_at_once(world: World) -> None:
    client = world.client("social worker")
    page = reverse("child", args=[world.child_ref])
    assert client.get(page).status_code == 200
    person = Person.objects.get(ref=world.people["social worker"])
    for role in Role.objects.filter(person=person):
        organisations.end_role(role=role, by=None, on=timezone.localdate())
    assert client.get(page).status_code == 404
    assert client.get(reverse("record_visit", args=[world.child_ref])).status_code == 404
    assert PLANTED["name"] not in client.get(reverse("children")).content.decode()


def test_whoever_was_refused_from_outside_is_on_the_childs_list_too(world: World) -> None:
    url = reverse("child", args=[world.child_ref])
    assert world.client("neighbour's worker").get(url).status_code == 404
    assert world.client("worker of another practice").get(url).status_code == 404
    page = (
        world.client("social worker").get(reverse("who_has_looked", args=[world.child_ref])).content.decode()
    )
    assert "Worker Of Another Practice Person" in page
    assert "Neighbour&#x27;S Worker Person" in page


def test_a_session_of_yesterday_is_not_of_use_after_the_password_changed(world: World) -> None:
    client = Client()
    client.post(reverse("account_login"), {"login": "nobody@example.org", "password": PASSWORD})
    assert client.get(reverse("account_logout")).status_code == 200
    account = Account.objects.get(email="nobody@example.org")
    account.set_password("another invented password")
    account.save()
    assert client.get(reverse("account_logout")).status_code == 302
