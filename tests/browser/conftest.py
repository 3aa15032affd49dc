"""One Chromium for all tests of this folder; a server on the demonstration world, shared or of one's own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from browser.logged import told_of_anybody
from browser.site import Site
from databases.fixtures import connected_to
from databases.servers import LiveServer
from databases.stores import Database, Store

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 375, "height": 812}
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture
def pictures() -> Path | None:
    """Where pictures of every page are wanted, for a person to look at: `make pictures`."""
    folder = os.environ.get("PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder) if folder else None


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium, closed before tests of other folders begin."""
    found = os.environ.get("STEADYHAND_TEST_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.fail("No Chromium is installed. Run `make test`, which installs it or says how.")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A page of a person who was never here: no cookies. A phone where nothing else is asked."""
    contexts = []

    def new_page(**options: Any) -> Page:
        context = browser.new_context(
            **{
                "viewport": PHONE,
                "locale": "en-GB",
                "timezone_id": "Europe/London",
                "reduced_motion": "reduce",
            }
            | options
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        return context.new_page()

    yield new_page
    for context in contexts:
        context.close()


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    """One page, 375 wide."""
    return open_page()


@pytest.fixture
def site(fresh_demonstration: Database, live_server: Callable[..., LiveServer]) -> Iterator[Site]:
    """A server on a demonstration world of the test's own, for a test that writes. Its log tells of nobody."""
    server = live_server(database=fresh_demonstration)
    made = Site(server.url)
    yield made
    assert told_of_anybody(server.output, made) == []


@pytest.fixture(scope="package")
def shared_site(
    database_store: Store,
    demonstration_template: Database,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """A server on one demonstration world for every test that only looks. `Site.prepare` says what was added."""
    database = database_store.copy(demonstration_template)
    server = LiveServer(database, Path(tmp_path_factory.mktemp("shared-site")) / "server.log", worker=False)
    with django_db_blocker.unblock(), connected_to(database):
        site = Site(server.url)
        site.prepare()
        server.start()
        try:
            yield site
        finally:
            server.stop()
        assert '"route": "child"' in server.output, "the log of what was looked at"
        assert told_of_anybody(server.output, site) == []
    database_store.remove(database)
