"""The log tells which page was asked for and how it went, and nothing of anybody."""

from __future__ import annotations

import http.client
import io
import json
import logging
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from databases.fixtures import connected_to
from databases.servers import LiveServer
from databases.stores import Database
from steadyhand.foundations import logs
from steadyhand.foundations.access import feeds
from steadyhand.foundations.access.links import INVITATION, RESET
from steadyhand.foundations.access.models import Account, Installation
from web.test_errors import ANSWERS, in_an_emergency, our_fault
from web.test_health import nowhere
from web.visits import visit_data
from web.world import PASSWORD, PLANTED, World

# Typed into every field, address and header there is.
TYPED = {
    "name": "Ottoline Featherstonehaugh",
    "address": "9 Pennywhistle Crescent",
    "note": "Cried about the moving van",
    "email": "ottoline@pennywhistle.example",
}
FORMS = (
    "account_login",
    "emergency",
    "record_visit",
    "account_logout",
    "notice_seen",
    "sign_in_as",
    "invitation",
    "draft_visit",
    "forgotten_password",
    "new_password",
    "mfa_authenticate",
    "two_step_set_up",
    "new_recovery_codes",
    "two_step_turn_off",
    "recovery_codes",
    "calendar_settings",
)


class Captured:
    """All that every logger says, however small, as it would stand in the log."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.stream.getvalue().splitlines()]

    def requests(self) -> list[dict[str, Any]]:
        return [line for line in self.lines if line["event"] == "request"]

    def holds(self) -> list[str]:
        """Which of the words that were typed or planted are in it, spelt as they were or as an address has them."""
        text = self.stream.getvalue().lower()
        words = [*TYPED.values(), *PLANTED.values(), PASSWORD, "@example.org"]
        spelt = {form.lower() for word in words for form in (word, quote(word), word.replace(" ", "+"))}
        parts = {part for word in TYPED.values() for part in word.lower().split() if len(part) > 6}
        return sorted(word for word in spelt | parts if word in text)


@pytest.fixture
def captured() -> Iterator[Captured]:
    found = Captured()
    handler = logging.StreamHandler(found.stream)
    handler.setFormatter(logs.JsonLines())
    every = [
        logging.getLogger(),
        *(logging.getLogger(name) for name in list(logging.root.manager.loggerDict)),
    ]
    before = [(each, each.level) for each in every]
    logging.getLogger().addHandler(handler)
    for each in every:
        each.setLevel(logging.DEBUG)
    yield found
    logging.getLogger().removeHandler(handler)
    for each, level in before:
        each.setLevel(level)


def address(name: str, world: World) -> str:
    arguments = {
        "record_visit": [world.child_ref],
        "draft_visit": [world.child_ref],
        "notice_seen": ["0" * 20],
        "invitation": [INVITATION.make(Account.objects.get(email="nobody@example.org"))],
        "new_password": [RESET.make(Account.objects.get(email="nobody@example.org"))],
        "sign_in_as": [world.people["social worker"]],
    }
    return reverse(name, args=arguments.get(name, []))


def typed_everywhere(world: World) -> dict[str, Any]:
    """A form in which every field that any page has holds something of a person."""
    names = [
        *visit_data(world.child_ref),
        "name",
        "because",
        "login",
        "password",
        "email",
        "code",
        "next",
        f"said_{world.child_ref}",
    ]
    return {name: " ".join(TYPED.values()) for name in names}


@pytest.mark.parametrize("name", FORMS)
def test_what_is_typed_into_a_form_never_reaches_the_log(name: str, world: World, captured: Captured) -> None:
    sent, url = typed_everywhere(world), address(name, world)
    Installation.objects.create(kind=Installation.Kind.DEMONSTRATION, made_on=timezone.localdate())
    for options in ({}, {"enforce_csrf_checks": True}):
        client = world.client("social worker", **options)
        client.post(url, sent)
        client.get(
            f"{url}?{urlencode(sent)}", headers={"referer": f"http://testserver/{quote(TYPED['name'])}"}
        )
        client.post(url, "{" + json.dumps(sent), content_type="application/json")
        client.post(url, b"--x\r\n" + TYPED["note"].encode(), content_type="multipart/form-data; boundary=x")
    Client().post(url, {"login": TYPED["email"], "password": TYPED["note"]})
    assert captured.holds() == []
    assert {line["route"] for line in captured.requests()} == {name}


@pytest.mark.parametrize("status", ANSWERS)
def test_no_way_of_going_wrong_puts_words_into_the_log(status: int, world: World, captured: Captured) -> None:
    ask, _ = ANSWERS[status]
    assert ask(world).status_code == status
    assert captured.holds() == []
    assert captured.requests()[-1]["status"] == status


def test_addresses_headers_and_hosts_never_reach_the_log(world: World, captured: Captured) -> None:
    client = world.client("social worker")
    for path in (
        f"/children/{quote(TYPED['name'])}",
        f"/{quote(TYPED['address'])}",
        f"/today?find={quote(TYPED['name'])}",
    ):
        client.get(path)
        client.put(path, TYPED["note"])
    client.get("/today", headers={"host": "pennywhistle.example", "user-agent": TYPED["name"]})
    client.get(
        "/today",
        headers={"referer": f"http://testserver/{quote(TYPED['name'])}", "x-forwarded-for": TYPED["name"]},
    )
    client.generic("Ottoline", "/today")
    client.get(reverse("child", args=[world.child_ref]))
    client.get(reverse("child", args=[world.neighbour_ref]))
    assert captured.holds() == []
    assert world.child_ref not in captured.stream.getvalue()
    assert world.neighbour_ref not in captured.stream.getvalue()
    assert "ottoline" not in captured.stream.getvalue().lower()


def test_a_visit_that_is_saved_and_the_pages_that_show_it_leave_no_word(
    world: World, captured: Captured
) -> None:
    client = world.client("social worker")
    sent = visit_data(world.child_ref, as_of=str(world.newest_visit), narrative=TYPED["note"])
    assert client.post(address("record_visit", world), sent).status_code == 302
    for name in ("today", "children", "child", "who_has_looked", "choose_visit"):
        assert (
            client.get(
                reverse(name, args=[world.child_ref] if name in {"child", "who_has_looked"} else [])
            ).status_code
            == 200
        )
    assert captured.holds() == []


def test_a_secret_address_of_a_calendar_never_reaches_the_log(world: World, captured: Captured) -> None:
    token = feeds.make(world.actors["social worker"].account_id or 0)
    for each in (token, token.swapcase()):
        url = reverse("calendar_feed", args=[each])
        Client().get(url, headers={"referer": f"http://testserver{url}"})
        Client().put(url)
        Client().get(f"{url}/more")
    assert {line["status"] for line in captured.requests() if line["route"] == "calendar_feed"} == {
        200,
        404,
        405,
    }
    assert token.lower() not in captured.stream.getvalue().lower()


def test_a_line_has_the_route_the_account_and_the_councils(world: World, captured: Captured) -> None:
    answer = world.client("social worker").get(reverse("child", args=[world.child_ref]))
    (line,) = captured.requests()
    assert (line["level"], line["route"], line["method"], line["status"]) == ("info", "child", "GET", 200)
    assert line["account"] == world.actors["social worker"].account_id
    assert line["councils"] == [world.council_id]
    assert line["reference"] == answer.headers["Steadyhand-Reference"]
    assert line["ms"] > 0
    assert line["time"].endswith("+00:00")


def test_an_error_has_its_kind_and_its_lines(world: World, captured: Captured) -> None:
    answer = in_an_emergency(our_fault)(world)
    (line,) = [line for line in captured.lines if line["event"] == "a page could not be made"]
    assert line["exception"] == ["builtins.ValueError"]
    assert line["reference"] == answer.headers["Steadyhand-Reference"]
    assert any(each.startswith("steadyhand/web/entry/views.py:") for each in line["lines"])
    assert any(each.endswith("test_errors.py:" + each.rpartition(":")[2]) for each in line["lines"])


def test_a_database_that_is_gone_is_not_described(fresh_database: Database, captured: Captured) -> None:
    with connected_to(nowhere(fresh_database)):
        Client(raise_request_exception=False).get("/sign-in")
    (line,) = [line for line in captured.lines if line["event"] == "a page could not be made"]
    assert line["exception"][0] == "django.db.utils.OperationalError"
    assert "steadyhand_test" not in captured.stream.getvalue()
    assert str(fresh_database.folder) not in captured.stream.getvalue()


def test_what_a_database_refuses_is_not_quoted(world: World, captured: Captured) -> None:
    def refused(**_: object) -> None:
        Account.objects.create(email=f"{TYPED['name']}@pennywhistle.example".lower())
        Account.objects.create(email=f"{TYPED['name']}@pennywhistle.example".lower())

    assert in_an_emergency(refused)(world).status_code == 409
    assert captured.holds() == []


def test_the_same_records_written_plainly_would_have_told() -> None:
    """That the search above finds what is there to find."""
    record = logging.makeLogRecord(
        {"name": "django.request", "msg": "Not Found: %s", "args": (f"/{quote(TYPED['name'])}",)}
    )
    for formatter, tells in ((logging.Formatter(), True), (logs.JsonLines(), False)):
        found = Captured()
        found.stream.write(formatter.format(record))
        assert bool(found.holds()) == tells


def test_warnings_and_what_nobody_caught_become_lines(
    captured: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logs.take_over()
        try:
            warnings.warn(TYPED["name"], stacklevel=1)
            try:
                raise LookupError(TYPED["note"])
            except LookupError as raised:
                sys.excepthook(LookupError, raised, raised.__traceback__)
            thread = threading.Thread(target=lambda: int(TYPED["name"]))
            thread.start()
            thread.join()
        finally:
            logging.captureWarnings(False)
    assert captured.holds() == []
    assert [line["event"] for line in captured.lines] == [
        "py.warnings", *["ended by an exception that nobody caught"] * 2
    ]  # fmt: skip
    assert [line["exception"] for line in captured.lines[1:]] == [
        ["builtins.LookupError"],
        ["builtins.ValueError"],
    ]


def test_the_server_s_own_log_is_lines_without_addresses(live_server: Callable[..., LiveServer]) -> None:
    server = live_server()
    where = urlsplit(server.url)
    for path in (
        f"/children/{quote(TYPED['name'])}",
        "/sign-in",
        f"/sign-in?next=/{quote(TYPED['address'])}",
    ):
        connection = http.client.HTTPConnection("127.0.0.1", where.port or 80, timeout=10)
        connection.request("GET", path, headers={"Host": where.netloc, "User-Agent": TYPED["name"]})
        connection.getresponse().read()
        connection.close()
    give_up_at = time.monotonic() + 5
    while server.output.count('"account_login"') < 2 and time.monotonic() < give_up_at:
        time.sleep(0.05)
    server.stop()
    said = [
        line
        for line in server.output.splitlines()
        if not line.startswith(("Steadyhand is ready", "Stopped."))
    ]
    lines = [json.loads(line) for line in said]
    assert [line["status"] for line in lines if line["event"] == "request"][-3:] == [404, 200, 200]
    found = Captured()
    found.stream.write(server.output)
    assert found.holds() == []
