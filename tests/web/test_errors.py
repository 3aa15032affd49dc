"""When something goes wrong: a page that says what happened, whether words are safe and what to do, and no more."""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from databases.fixtures import connected_to
from databases.servers import LiveServer
from databases.stores import Database
from steadyhand.contexts.cases import operations as cases
from steadyhand.foundations.access.models import Account, Count
from web.pages import Page
from web.test_health import nowhere
from web.visits import visit_data
from web.world import PASSWORD, World

SECRET = "Quillfeather of 4 Withheldstone Lane"
FORM = "application/x-www-form-urlencoded"
EMERGENCY = {
    "name": "Somebody Otherfamily", "because": "She rang from a call box",
    "date_of_birth-day": "1", "date_of_birth-month": "2", "date_of_birth-year": "2015",
}  # fmt: skip
Raises = Callable[..., Any]


def not_understood(world: World) -> HttpResponse:
    many = urlencode([("field", SECRET)] * 600)
    return world.client("social worker").generic("POST", reverse("emergency"), many, content_type=FORM)


def stale(world: World) -> HttpResponse:
    return world.client("social worker", enforce_csrf_checks=True).post(reverse("emergency"), EMERGENCY)


def not_here(world: World) -> HttpResponse:
    return world.client("social worker").get("/nowhere")


def too_large(world: World) -> HttpResponse:
    url = reverse("record_visit", args=[world.child_ref])
    return world.client("social worker").post(url, visit_data(world.child_ref, narrative="x" * 41_000_000))


def too_many(world: World) -> HttpResponse:
    for _ in range(6):
        answer = Client().post(
            reverse("account_login"), {"login": "nobody@example.org", "password": "not the password"}
        )
    return answer


def in_an_emergency(raises: Raises) -> Callable[[World], HttpResponse]:
    """What the emergency page answers when its one domain call raises."""

    def ask(world: World) -> HttpResponse:
        client = world.client("social worker", raise_request_exception=False)
        # the chain of middleware is shared between clients, what a client does with an exception is not
        client.raise_request_exception = client.handler.raise_request_exception = False
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(cases, "open_in_emergency", raises)
            return client.post(reverse("emergency"), EMERGENCY)

    return ask


def our_fault(**_: object) -> None:
    raise ValueError(SECRET)


def out_of_reach(**_: object) -> None:
    raise OperationalError(f"connection to server at {SECRET} refused")


def at_once(**_: object) -> None:
    """Two people who write the same row: the database lets one of them."""
    Account.objects.create(email=Account.objects.order_by("pk")[0].email)


ANSWERS = {
    400: (not_understood, "This could not be read"),
    403: (stale, "Send it again?"),
    404: (not_here, "Not here, or not yours"),
    409: (in_an_emergency(at_once), "Somebody saved at the same moment"),
    413: (too_large, "This is too large"),
    429: (too_many, "Wait 5 minutes, then try again"),
    500: (in_an_emergency(our_fault), "Something went wrong here"),
    503: (in_an_emergency(out_of_reach), "Steadyhand cannot reach its records"),
}


@pytest.mark.parametrize("status", ANSWERS)
def test_a_page_says_what_happened_and_gives_a_reference(
    status: int, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    ask, title = ANSWERS[status]
    answer = ask(world)
    text = answer.content.decode()
    page = Page(text)
    assert answer.status_code == status
    assert [each.text for each in page.all("h1")] == [title]
    reference = answer.headers["Steadyhand-Reference"]
    assert re.fullmatch(r"[0-9a-f]{8}", reference)
    assert reference in text
    assert SECRET not in text
    assert "Traceback" not in text
    if status not in {403, 404}:
        said = [each.text for each in page.all("p")]
        assert any("saved" in each or "lost" in each or "record" in each for each in said), "are words safe?"
    if status in {409, 413, 500, 503}:
        assert "Your words are still in your browser." in text
    if status >= 500:
        told = [each.facts["reference"] for each in caplog.records if each.name == "steadyhand.errors"]
        assert told == [reference]
    assert "no-store" in answer.headers["Cache-Control"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/today", "/sign-in", "/nowhere", "/who-can-see-what"])
def test_with_no_database_every_page_says_so_and_none_shows_how(path: str, fresh_database: Database) -> None:
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "x" * 32
    with connected_to(nowhere(fresh_database)):
        answer = client.get(path)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert b"cannot reach its records" in answer.content
    assert b"Nothing was lost." in answer.content
    assert b"Your words" not in answer.content, "nobody wrote any"
    assert answer.headers["Steadyhand-Reference"] in answer.content.decode()
    assert b"steadyhand_test" not in answer.content
    assert b"sqlite" not in answer.content


def test_too_many_tries_rest_one_account_and_nobody_elses(world: World) -> None:
    assert too_many(world).headers["Retry-After"] == "300"
    right = {"login": "nobody@example.org", "password": PASSWORD}
    assert Client().post(reverse("account_login"), right).status_code == 429
    for host in ("localhost:1", "127.0.0.1:2"):
        assert Client().post(reverse("account_login"), right, headers={"host": host}).status_code == 429
    shouted = right | {"login": " NOBODY@Example.org "}
    assert Client().post(reverse("account_login"), shouted).status_code == 429
    somebody_else = {"login": "somebody@example.org", "password": "not the password"}
    for _ in range(5):
        answer = Client().post(reverse("account_login"), somebody_else)
        assert answer.status_code == 200, "from the same address"
    assert Client().post(reverse("account_login"), somebody_else).status_code == 429, "an account or none"
    cache.clear()  # 5 minutes later
    assert Client().post(reverse("account_login"), right).status_code == 302


def test_every_answer_carries_its_own_reference(world: World) -> None:
    client = world.client("social worker")
    references = {client.get("/today").headers["Steadyhand-Reference"] for _ in range(5)}
    assert len(references) == 5


def test_tries_are_counted_by_all_processes_together_and_name_nobody(
    fresh_database: Database, live_server: Callable[..., LiveServer]
) -> None:
    Account.objects.create_user("nobody@example.org", PASSWORD)
    server = live_server(fresh_database)
    sent = {"login": "nobody@example.org", "password": "not the password"}
    for _ in range(5):
        assert Client().post(reverse("account_login"), sent).status_code == 200
    where = urlsplit(server.url)
    connection = http.client.HTTPConnection("127.0.0.1", where.port or 80, timeout=10)
    token = "a" * 32
    headers = {"Host": where.netloc, "Cookie": f"csrftoken={token}", "Content-Type": FORM}
    body = urlencode({"login": "nobody@example.org", "password": PASSWORD, "csrfmiddlewaretoken": token})
    connection.request("POST", "/sign-in", body, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status == 429
    assert Count.objects.exists()
    assert not Count.objects.filter(cache_key__contains="example").exists()
