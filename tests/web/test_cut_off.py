"""A form that did not arrive whole is not taken for a whole one: nothing of it is saved."""

from __future__ import annotations

import io
import socket
import struct
import time
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from django.utils import timezone

from databases.servers import LiveServer
from databases.stores import Database
from steadyhand.contexts.cases.models import Allocation, Draft, Visit
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.contexts.organisations.models import Person
from steadyhand.foundations.access import tenancy
from web.pages import Page
from web.visits import visit_data
from web.world import World

FORM = "application/x-www-form-urlencoded"
TOKEN = "k" * 32


def visit(ref: str, as_of: str = "") -> dict[str, object]:
    """The last of it is what must not be lost: a worry."""
    return {**visit_data(ref, as_of=as_of, narrative="He hits her."), "worried": ["on"]}


def in_parts(data: dict[str, object]) -> tuple[bytes, str]:
    return encode_multipart(BOUNDARY, data), MULTIPART_CONTENT


def in_a_line(data: dict[str, object]) -> tuple[bytes, str]:
    return urlencode(data, doseq=True).encode(), FORM


def send_cut(client: Client, url: str, body: bytes, content_type: str, **more: str) -> HttpResponse:
    """Send what lacks its last 8 bytes, as a server hands it on when the line was cut."""
    answer: HttpResponse = client.generic(
        "POST", url, body[:-8], content_type=content_type,
        CONTENT_LENGTH=str(len(body)), **{"wsgi.input": io.BytesIO(body[:-8])}, **more,
    )  # type: ignore[arg-type]  # fmt: skip
    return answer


@pytest.mark.parametrize("how", [in_a_line, in_parts])
def test_a_visit_cut_off_on_the_line_is_not_recorded(
    how: Callable[[dict[str, object]], tuple[bytes, str]], world: World
) -> None:
    client = world.client("social worker")
    url = reverse("record_visit", args=[world.child_ref])
    body, content_type = how(visit(world.child_ref, str(world.newest_visit)))
    answer = send_cut(client, url, body, content_type)
    assert answer.status_code == 400
    page = Page(answer.content.decode())
    assert [each.text for each in page.all("h1")] == ["Not all of it arrived"]
    assert "Nothing was saved. Your words are still in your browser." in [each.text for each in page.all("p")]
    with tenancy.within([world.council_id]):
        assert not Visit.objects.filter(narrative__startswith="He").exists()
    # and sent again from the page that still has it, all of it is there
    assert client.generic("POST", url, body, content_type=content_type).status_code == 302
    with tenancy.within([world.council_id]):
        assert Visit.objects.latest("pk").narrative == "He hits her."


def test_a_draft_cut_off_leaves_the_one_before_and_is_tried_again(world: World) -> None:
    client = world.client("social worker")
    url = reverse("draft_visit", args=[world.child_ref])
    data = visit(world.child_ref)
    assert client.post(url, data).status_code == 200
    body, content_type = in_a_line({**data, "narrative": "He hits her, and then", "last": "........."})
    assert send_cut(client, url, body, content_type).status_code == 503, "the script keeps it and tries again"
    with tenancy.within([world.council_id]):
        assert Draft.objects.latest("pk").typed["narrative"] == ["He hits her."]


def test_signing_in_cut_off_tries_no_password(world: World) -> None:
    body, content_type = in_a_line({"login": "nobody@example.org", "password": "the first half of it"})
    assert send_cut(Client(), reverse("account_login"), body, content_type).status_code == 400
    from_a_script = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
    assert (
        send_cut(Client(), reverse("account_login"), body, content_type, **from_a_script).status_code == 503
    )


def test_a_length_that_is_none_is_a_page_too(world: World) -> None:
    answer = Client().generic("POST", reverse("account_login"), b"a=b", FORM, CONTENT_LENGTH="three")
    assert answer.status_code == 400


@pytest.mark.parametrize("hard", [False, True], ids=["closed", "reset"])
def test_the_real_server_saves_nothing_of_what_was_cut_off(
    hard: bool, fresh_demonstration: Database, live_server: Callable[..., LiveServer]
) -> None:
    with tenancy.within(organisations.council_ids()):
        own = Allocation.objects.on(timezone.localdate()).filter(person__name="Maeve Tolland")
        row = own.select_related("child", "person").order_by("pk")[0]
        before, newest = Visit.objects.count(), Visit.objects.latest("pk").pk
    server = live_server(fresh_demonstration)
    data = visit(row.child.ref, str(newest))
    draft, record = (reverse(name, args=[row.child.ref]) for name in ("draft_visit", "record_visit"))
    whole = {**data, "csrfmiddlewaretoken": TOKEN}
    longer = {**whole, "narrative": "He hits her, and then", "last": "........."}
    status = over_the_line(server, row.person, draft, in_a_line(whole)[0])
    assert status.startswith(b"HTTP/1.1 200")
    for url, sent in ((draft, longer), (record, whole)):
        over_the_line(server, row.person, url, in_a_line(sent)[0], cut=8, hard=hard)
    time.sleep(1)  # a server that took them for whole would have saved them by now
    with tenancy.within(organisations.council_ids()):
        assert Visit.objects.count() == before
        assert Draft.objects.latest("pk").typed["narrative"] == ["He hits her."]
    assert over_the_line(server, row.person, record, in_a_line(whole)[0]).startswith(b"HTTP/1.1 302")


def over_the_line(
    server: LiveServer, person: Person, path: str, body: bytes, *, cut: int = 0, hard: bool = False
) -> bytes:
    """Send a form on a connection of its own and give the start of the answer; or hang up so many bytes too early."""
    client = Client()
    client.force_login(person.account)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
    where = urlsplit(server.url)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {where.netloc}\r\nCookie: {cookies}\r\n"
        f"Content-Type: {FORM}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", where.port or 80), timeout=20) as line:
        line.sendall(head.encode() + body[: len(body) - cut])
        if not cut:
            return line.recv(100)
        time.sleep(0.3)
        if hard:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return b""
