"""200 words typed without a pause while the server, the session, the network and the browser go, one after another."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Locator, Page, expect

from browser.site import PASSWORD, WORKER, Site
from databases.hashing import hashed_as_ever
from databases.servers import LiveServer
from steadyhand.contexts.cases.models import Child, Draft

pytestmark = pytest.mark.browser

MOST_LOST = 5.0  # seconds of typing
WORDS = [f"word{number}" for number in range(1, 201)]
KEY = 8  # milliseconds between two keys


@dataclass
class Typist:
    """Somebody who types on and looks at no save line; what of it the server holds is measured meanwhile."""

    site: Site
    child: Child
    box: Locator
    typed_at: list[float] = field(default_factory=list)  # each word's moment
    troubles: list[tuple[float, float]] = field(default_factory=list)  # when nothing could be kept
    in_trouble: bool = False
    at_risk: list[float] = field(
        default_factory=list
    )  # seconds of typing that the page alone held, but for the troubles

    def type_up_to(self, word: int) -> None:
        """Type on, up to this word."""
        while len(self.typed_at) < word:
            self.box.press_sequentially(WORDS[len(self.typed_at)] + " ", delay=KEY)
            self.typed_at.append(time.monotonic())
            if not self.in_trouble and len(self.typed_at) % 3 == 0:
                self._measure()

    def kept(self) -> str:
        """What the server holds of it now."""
        with self.site.inside():
            drafts = Draft.objects.filter(child=self.child).order_by("saved_at")
            return "".join(text for draft in drafts[:1] for text in draft.typed.get("narrative", []))

    @contextmanager
    def trouble(self) -> Iterator[None]:
        """While nothing can be kept, whatever the page does."""
        self.in_trouble, began = True, time.monotonic()
        yield
        self.in_trouble = False
        self.troubles.append((began, time.monotonic()))

    def loses_nothing_on_the_page(self) -> None:
        """Every word that was typed stands on the page, in order."""
        assert self.box.input_value().split() == WORDS[: len(self.typed_at)]

    def _measure(self) -> None:
        kept, now = self.kept().count(" "), time.monotonic()  # words that are whole: a space follows each
        if kept < len(self.typed_at):
            oldest = self.typed_at[kept]
            out = sum(max(0.0, min(end, now) - max(start, oldest)) for start, end in self.troubles)
            self.at_risk.append(now - oldest - out)


def test_200_words_typed_on_outlive_the_server_the_session_the_network_and_the_browser(
    live_server: Callable[..., LiveServer], open_page: Callable[..., Page]
) -> None:
    server = live_server()
    site = Site(server.url)
    account = site.person(WORKER).account
    with hashed_as_ever():
        account.set_password(PASSWORD)
    account.save()
    page = open_page()
    site.let_in(page, WORKER)
    child = site.child("Tayo")
    page.goto(site.address("record_visit", child.ref))
    typist = Typist(site, child, page.get_by_label("What happened"))
    typist.type_up_to(50)
    assert max(typist.at_risk) <= MOST_LOST

    # the server is killed in the middle of a word's saving, and comes back while the typing goes on
    with typist.trouble():
        server.kill()
        typist.type_up_to(75)
        assert typist.kept().split() != WORDS[:75], "the server was gone"
        back = threading.Thread(target=server.restart)
        back.start()
        while back.is_alive() and len(typist.typed_at) < 105:
            typist.type_up_to(len(typist.typed_at) + 1)
        back.join()
    typist.loses_nothing_on_the_page()
    typist.type_up_to(len(typist.typed_at) + 25)

    # the session ends, and somebody signs in again in the page
    with typist.trouble():
        Session.objects.all().delete()
        typist.type_up_to(len(typist.typed_at) + 20)
        page.get_by_role("link", name="Sign in again").click()
        page.get_by_label("Work email").fill(account.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in and carry on").click()
        expect(page.get_by_role("heading", name="You have been signed out")).to_be_hidden()
    typist.loses_nothing_on_the_page()
    typist.type_up_to(len(typist.typed_at) + 20)

    # the network goes and comes back
    with typist.trouble():
        page.context.set_offline(True)
        typist.type_up_to(len(typist.typed_at) + 20)
        page.context.set_offline(False)
    typist.loses_nothing_on_the_page()

    # and at the last word the browser is gone
    typist.type_up_to(len(WORDS))
    typist.loses_nothing_on_the_page()
    gone = time.monotonic()
    page.context.close()
    later = open_page()
    site.let_in(later, WORKER)
    later.goto(site.address("record_visit", child.ref))
    found = later.get_by_label("What happened").input_value()
    assert f"{' '.join(WORDS)} ".startswith(found), "kept as typed, in order, each once"
    assert all(gone - typist.typed_at[lost] <= MOST_LOST for lost in range(found.count(" "), len(WORDS)))
    assert max(typist.at_risk) <= MOST_LOST
