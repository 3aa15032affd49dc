"""People who keep sending pages of visits to a server that may die at any moment."""

from __future__ import annotations

import http.client
import threading
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.test import Client
from django.utils import timezone

from steadyhand.contexts.cases.models import Child
from steadyhand.contexts.organisations.models import Person

TOKEN = "k" * 32  # one that a browser would have been given; it is sent as cookie and in the form


class _Form(HTMLParser):
    """What the page of a visit has filled in."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        have = dict(attrs)
        chosen = have.get("type") not in {"radio", "checkbox"} or "checked" in have
        if tag == "input" and have.get("name") and chosen:
            self.values[str(have["name"])] = have.get("value") or ""


@dataclass(eq=False)
class Sender(threading.Thread):
    """One worker who records visit after visit to one child, and sends a page again until it is answered."""

    url: str
    person: Person
    child: Child
    acknowledged: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    interrupted: int = 0

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self._stopping = threading.Event()
        client = Client()
        client.force_login(self.person.account)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self._headers = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self._path = f"/children/{self.child.ref}/visits/record"

    def run(self) -> None:
        while not self._stopping.is_set():
            opened = self._ask("GET")
            if opened is None:
                continue
            status, page, _ = opened
            if status != 200:
                self.troubles.append(f"the page answered {status}")
                return
            form = _Form()
            form.feed(page)
            self._send(form.values)

    def stop(self) -> None:
        """Let the page in hand be answered, then stop."""
        self._stopping.set()
        self.join(timeout=60)
        assert not self.is_alive(), "the last page was never answered"

    def _send(self, known: dict[str, str]) -> None:
        # each at a time of its own: a second visit by one person in one minute is asked about
        at = {"started": f"{len(self.acknowledged) // 60 % 24:02}:{len(self.acknowledged) % 60:02}"}
        yesterday = timezone.localdate() - timedelta(days=1)
        for part in ("day", "month", "year"):
            at[f"day-{part}"] = str(getattr(yesterday, part))
        values = {**known, **at, "csrfmiddlewaretoken": TOKEN, "who": self.child.ref, "alone": "all"}
        while True:
            answer = self._ask("POST", urlencode(values))
            if answer is None:
                continue
            status, page, location = answer
            if status == 302 and location.endswith(f"recorded={values['occasion']}"):
                self.acknowledged.append(values["occasion"])
            else:
                self.troubles.append(f"the visit was answered {status}: {page[:2000]}")
                self._stopping.set()
            return

    def _ask(self, method: str, body: str | None = None) -> tuple[int, str, str] | None:
        """The answer, or nothing where the server died meanwhile or is not back yet."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=30)
        try:
            connection.request(method, self._path, body, self._headers)
            response = connection.getresponse()
            return response.status, response.read().decode(), response.headers.get("Location", "")
        except (OSError, http.client.HTTPException):
            self.interrupted += 1
            self._stopping.wait(0.02)
            return None
        finally:
            connection.close()
