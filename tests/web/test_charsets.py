"""A request that names a character set which means nothing here is read as UTF-8 and gets a page as any other."""

from __future__ import annotations

import http.client
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from databases.servers import LiveServer
from soak.lengths import examples
from steadyhand.contexts.cases.models import Draft
from steadyhand.foundations.access import tenancy
from steadyhand.web.entry.charsets import KnownCharsets, readable
from web.world import World

MEAN_NOTHING = [
    "base64", "quopri", "uu", "hex", "zlib", "bz2", "rot13", "undefined", "idna", "punycode", "unicode_escape",
    "raw_unicode_escape", "utf-7", "utf-16", "mbcs", "nothing-of-the-kind", "", "\"base64\"", "x" * 5000,
]  # fmt: skip
HEADERS = [
    *(f"{kind}; charset={name}" for name in MEAN_NOTHING for kind in ("text/plain", "multipart/form-data; boundary=x")),
    "text/plain; CHARSET = Base64", "text/plain; charset=utf-8; charset=base64", "text/plain; charset*=base64''utf-8",
    "text/plain; x*=undefined''a", "text/plain; x*=idna''%41", "text/plain; charset*1*=a;charset*=b",
    f"text/plain; x*{'9' * 5000}*=a", ";", "; charset=base64",
]  # fmt: skip
FORM = "application/x-www-form-urlencoded"


@contextmanager
def connection_kept() -> Iterator[None]:
    """A server closes what it had open to the database with each request; the test goes on with it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def ask(
    method: str, path: str, content_type: str, *, body: bytes = b"", **more: str
) -> tuple[int, dict[str, str], bytes]:
    """What the application answers, as a server would ask it."""
    where, _, query = path.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method, "PATH_INFO": where, "QUERY_STRING": query, "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body), "HTTP_HOST": "testserver", **more,
    }  # fmt: skip
    setup_testing_defaults(environ)
    began: list[Any] = []
    with connection_kept():
        answer = KnownCharsets(WSGIHandler())(environ, lambda *told: began.extend(told))
        content = b"".join(answer)
        answer.close()  # type: ignore[attr-defined]
    return int(began[0].split()[0]), dict(began[1]), content


@pytest.mark.parametrize("content_type", HEADERS, ids=lambda text: text[:60])
def test_every_page_is_a_page_whatever_the_request_says_it_is_written_in(
    content_type: str, world: World
) -> None:
    status, headers, content = ask("GET", reverse("account_login") + "?next=/caf%C3%A9", content_type)
    assert (status, len(headers["Steadyhand-Reference"])) == (200, 8)
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "/café" in content.decode(), "read as UTF-8"


@pytest.mark.parametrize("kind", [FORM, "multipart/form-data; boundary=x"])
def test_words_sent_so_are_read_as_utf_8(kind: str, world: World) -> None:
    """Also in parts: what parts them stays where the name is left out."""
    multipart = '--x\r\nContent-Disposition: form-data; name="narrative"\r\n\r\nAt the café\r\n--x--\r\n'
    body = b"narrative=At+the+caf%C3%A9" if kind == FORM else multipart.encode()
    status, *_ = ask(
        "POST", reverse("draft_visit", args=[world.child_ref]), f"{kind}; charset=base64", body=body,
        HTTP_COOKIE=f"sessionid={world.actors['social worker'].session}; csrftoken={'a' * 32}",
        HTTP_X_CSRFTOKEN="a" * 32,
    )  # fmt: skip
    assert status == 200
    with tenancy.within([world.council_id]):
        assert Draft.objects.latest("pk").typed["narrative"] == ["At the café"]


def test_letters_sent_the_older_way_are_refused_where_they_would_be_read_wrong(world: World) -> None:
    status, headers, content = ask(
        "POST", reverse("account_login"), f"{FORM}; charset=iso-8859-1", body=b"login=caf%E9"
    )
    assert (status, "This could not be read" in content.decode()) == (400, True)
    assert headers["Steadyhand-Reference"] in content.decode()


@given(
    st.lists(
        st.sampled_from(
            ["text/plain", "multipart/form-data", "; ", ";", "charset", "boundary", "=", "*", "*0", "*1*", "''", '"',
             "\\", "base64", "undefined", "idna", "utf-8", "%41", "x", "\x00", "\r\n ", "é", "9" * 5000]
        ),
        max_size=12,
    ).map("".join)
)  # fmt: skip
@how(max_examples=examples(300), deadline=None, suppress_health_check=list(HealthCheck))
def test_no_content_type_is_too_strange_to_be_read(content_type: str) -> None:
    environ = {
        "REQUEST_METHOD": "GET",
        "QUERY_STRING": "q=caf%C3%A9",
        "CONTENT_TYPE": readable(content_type),
        "wsgi.input": io.BytesIO(),
    }
    assert WSGIRequest(environ).GET["q"] == "café"


@pytest.mark.sqlite
def test_the_real_server_answers_so(live_server: Callable[..., LiveServer]) -> None:
    where = urlsplit(live_server().url)
    for method, status in (("GET", 200), ("POST", 403)):  # a form without its token
        connection = http.client.HTTPConnection("127.0.0.1", where.port or 80, timeout=10)
        headers = {"Host": where.netloc, "Content-Type": "multipart/form-data; boundary=x; charset=base64"}
        connection.request(method, "/sign-in?next=/today", headers=headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        assert answer.status == status
        assert answer.headers["Steadyhand-Reference"]
        assert "<h1" in text


@pytest.mark.parametrize("header", ["name*1*=a; name*=b", "name*0=a; name*0*=b; name=c"])
def test_a_form_whose_parts_cannot_be_taken_apart_is_refused(header: str, world: World) -> None:
    body = f"--x\r\nContent-Disposition: form-data; {header}\r\n\r\nAAAA\r\n--x--\r\n".encode()
    for client in (world.client("social worker"), Client()):
        answer = client.generic(
            "POST", reverse("account_login"), body, content_type="multipart/form-data; boundary=x"
        )
        assert answer.status_code in (200, 302, 400)
        assert answer.headers["Steadyhand-Reference"]
