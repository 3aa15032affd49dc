"""Forms that are slow to come hold up nobody: they take no thread, and not for ever."""

from __future__ import annotations

import asyncio
import http.client
import resource
import socket
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from databases.servers import LiveServer
from databases.stores import Database
from steadyhand.commands.whole_requests import LARGE_AT_ONCE, ORDINARY, Message, WholeRequests
from steadyhand.contexts.organisations.models import Person

UNFINISHED = 1_500  # more than a server takes that is left as it comes
LARGEST = 2 * ORDINARY
LARGE = b"x" * (ORDINARY + 1)


class Pages:
    """Pages that say what they were handed."""

    def __init__(self) -> None:
        self.closed = 0

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        self.asked = environ
        start_response("200 OK", [("Content-Type", "text/plain"), ("Told", "é")])
        return Answer(self, [environ["wsgi.input"].read(), b"."])


class Answer(list[bytes]):
    def __init__(self, pages: Pages, parts: list[bytes]) -> None:
        super().__init__(parts)
        self._pages = pages

    def close(self) -> None:
        self._pages.closed += 1


async def ask(
    app: WholeRequests, *parts: bytes, announced: int, end: str = "", every: float = 0
) -> list[Message]:
    """What is answered to these parts: then nothing comes for ever (`stalls`), the line is cut (`cut`), or that was all.

    `every`: seconds before each.
    """
    messages = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    messages.append({"type": "http.disconnect"} if end == "cut" else {"type": "http.request"})
    sent: list[Message] = []

    async def receive() -> Message:
        if end == "stalls" and len(messages) == 1:
            await asyncio.Event().wait()
        await asyncio.sleep(every)
        return messages.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "POST", "path": "/café", "query_string": "q=café".encode(), "http_version": "1.1",
        "headers": [(b"content-length", str(announced).encode()), (b"cookie", b"a=b")],
    }  # fmt: skip
    await app(scope, receive, send)
    return sent


def asked(
    *parts: bytes, announced: int = 0, end: str = "", within: float = 5
) -> tuple[dict[str, Any], list[Message]]:
    """What the pages are asked, and what is answered."""
    pages = Pages()

    async def run() -> list[Message]:
        app = WholeRequests(pages, threads=1, largest=LARGEST, within=within)
        return await ask(app, *parts, announced=announced or len(b"".join(parts)), end=end)

    sent = asyncio.run(run())
    assert pages.closed == 1
    return pages.asked, sent


def test_what_came_in_parts_is_handed_on_whole_and_answered_whole() -> None:
    environ, (start, content) = asked(b"a=1&", b"b=2")
    assert content["body"] == b"a=1&b=2."
    assert (environ["CONTENT_LENGTH"], environ["HTTP_COOKIE"]) == ("7", "a=b")
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/café"
    assert environ["QUERY_STRING"].encode("latin-1").decode() == "q=café"
    assert start["status"] == 200
    assert (b"told", "é".encode("latin-1")) in start["headers"]


@pytest.mark.parametrize(("end", "within"), [("cut", 5.0), ("stalls", 0.05)])
def test_what_is_not_finished_is_handed_on_shorter_than_was_announced(end: str, within: float) -> None:
    environ, (_, content) = asked(b"a=1&", announced=100, end=end, within=within)
    assert (content["body"], environ["CONTENT_LENGTH"]) == (b"a=1&.", "100")


def test_nothing_is_kept_of_what_is_too_large() -> None:
    environ, (_, content) = asked(b"x" * LARGEST, b"x")
    assert (content["body"], environ["CONTENT_LENGTH"]) == (b".", str(LARGEST + 1))


def test_a_form_is_waited_for_while_it_keeps_coming_and_no_longer() -> None:
    """Of 2 bytes, of a byte now and then, and of a slow one that is long."""
    pause = 0.1

    async def run() -> list[tuple[bytes, float]]:
        app = WholeRequests(Pages(), threads=1, largest=LARGEST, pause=pause)

        async def timed(*parts: bytes, every: float = 0, end: str = "") -> tuple[bytes, float]:
            begun, announced = time.monotonic(), 10 if end else len(b"".join(parts))
            sent = await ask(app, *parts, announced=announced, end=end, every=every)
            return sent[1]["body"], time.monotonic() - begun

        return await asyncio.gather(
            timed(b"a=", end="stalls"),
            timed(*[b"a"] * 1000, every=pause / 5),
            timed(*[b"a" * 1000] * 8, every=pause / 4),
        )

    (silent, of_silent), (drip, of_drip), (slow, of_slow) = asyncio.run(run())
    assert (silent, slow) == (b"a=.", b"a" * 8000 + b".")
    assert 1 < len(drip) < 100
    assert pause <= of_silent < 5 * pause
    assert of_drip < 10 * pause
    assert of_slow > 1.5 * pause


def test_who_only_says_that_much_will_come_keeps_nobody_waiting() -> None:
    async def run() -> bytes:
        app = WholeRequests(Pages(), threads=1, largest=LARGEST)
        said = [
            asyncio.create_task(ask(app, b"large", announced=LARGEST, end="stalls"))
            for _ in range(2 * LARGE_AT_ONCE)
        ]
        await asyncio.sleep(0.05)
        sent = await asyncio.wait_for(ask(app, LARGE, announced=len(LARGE)), 5)
        assert not any(each.done() for each in said)
        for each in said:
            each.cancel()
        return sent[1]["body"]

    assert asyncio.run(run()) == LARGE + b"."


def test_many_large_ones_wait_in_turn_which_does_not_count_and_an_ordinary_one_does_not() -> None:
    """A large one that stops coming gives its turn to the next, which then has all its time."""
    within, pause, every = 1.75, 1.0, 0.4  # whole after 1.2 seconds, and 0.95 to wait

    async def run() -> list[bytes]:
        app = WholeRequests(Pages(), threads=1, largest=LARGEST, within=within, pause=pause)
        stopped = [
            asyncio.create_task(ask(app, LARGE, announced=LARGEST, end="stalls"))
            for _ in range(LARGE_AT_ONCE)
        ]
        await asyncio.sleep(0.05)
        waits = asyncio.create_task(ask(app, LARGE, b"mo", b"re", announced=len(LARGE) + 4, every=every))
        ordinary = await ask(app, b"a=1", announced=3)
        assert not any(each.done() for each in (*stopped, waits))
        return [sent[1]["body"] for sent in (ordinary, await waits, *await asyncio.gather(*stopped))]

    ordinary, waited, *stopped = asyncio.run(run())
    assert ordinary == b"a=1."
    assert waited == LARGE + b"more."
    assert stopped == [LARGE + b"."] * LARGE_AT_ONCE


def test_what_came_before_its_turn_is_no_time_to_lie_idle_in_it() -> None:
    """One that trickles on loses its turn after the pause, however much of it had come."""

    async def run() -> list[bytes]:
        app = WholeRequests(Pages(), threads=1, largest=LARGEST, within=5.0, pause=0.6)
        trickles = [
            asyncio.create_task(ask(app, LARGE, *[b"."] * 20, announced=LARGEST, every=0.2))
            for _ in range(LARGE_AT_ONCE)
        ]
        await asyncio.sleep(0.05)
        async with asyncio.timeout(2.0):
            waited = await ask(app, LARGE, announced=len(LARGE))
        for each in trickles:
            each.cancel()
        return [waited[1]["body"]]

    assert asyncio.run(run()) == [LARGE + b"."]


def test_unfinished_forms_of_strangers_hold_up_no_page(
    fresh_demonstration: Database, live_server: Callable[..., LiveServer]
) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = UNFINISHED + 200
    if soft < needed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(needed, hard), hard))
    client = Client()
    client.force_login(Person.objects.get(name="Maeve Tolland", roles__end=None).account)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    server = live_server(fresh_demonstration)
    where = urlsplit(server.url)
    address = ("127.0.0.1", where.port or 80)
    unfinished = (
        f"POST {reverse('account_login')} HTTP/1.1\r\nHost: {where.netloc}\r\nContent-Type: "
        "application/x-www-form-urlencoded\r\nContent-Length: 10\r\n\r\na="
    )
    with ExitStack() as lines:
        for _ in range(UNFINISHED):
            line = lines.enter_context(socket.create_connection(address, timeout=10))
            line.sendall(unfinished.encode())
        time.sleep(0.5)
        for path in ("/healthz", reverse("today")):
            connection = http.client.HTTPConnection(*address, timeout=2)
            headers = {"Host": where.netloc, "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"}
            connection.request("GET", path, headers=headers)
            assert connection.getresponse().status == 200, path
            connection.close()
