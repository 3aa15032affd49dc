"""One Chromium for all tests of this folder; a server on the demonstration world, shared or of one's own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from browser.logged import Sought, sent_by, told_of_anybody
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
PHONE: ViewportSize = {"width": 375, "height": 812}
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


@pytest.fixture(scope="package")
def sent() -> Sought:
    """All that the browsers of this folder's tests sent to any server."""
    return Sought()


def opened(browser: Browser, sent: Sought, **options: Any) -> BrowserContext:
    """A browser of a person who was never here: no cookies. A phone where nothing else is asked."""
    context = browser.new_context(
        **{"viewport": PHONE, "locale": "en-GB", "timezone_id": "Europe/London", "reduced_motion": "reduce"}
        | options
    )
    context.on("request", lambda request: sent.add(sent_by(request)))
    context.set_default_timeout(10_000)
    return context


@pytest.fixture
def open_page(browser: Browser, sent: Sought) -> Iterator[Callable[..., Page]]:
    """A page of a person who was never here."""
    contexts = []

    def new_page(**options: Any) -> Page:
        contexts.append(opened(browser, sent, **options))
        return contexts[-1].new_page()

    yield new_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def one_phone(browser: Browser, sent: Sought) -> Iterator[Page]:
    """One page, kept for tests that only look: a process of its own for each costs more than what it shows."""
    context = opened(browser, sent)
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())  # leaves words that are typed and not saved
    yield page
    context.close()


@pytest.fixture
def kept_phone(one_phone: Page, shared_site: Site) -> Iterator[Page]:
    """That page, of a person who was never here. Cookies are all that Steadyhand keeps in a browser."""
    one_phone.set_viewport_size(PHONE)
    yield one_phone
    one_phone.context.clear_cookies()  # first: what a page sends as it is left is nobody's
    one_phone.goto(shared_site.address("healthz"))  # of the same site, or its process would end


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    """One page, 375 wide."""
    return open_page()


@pytest.fixture
def live_server(
    fresh_demonstration: Database, live_server: Callable[..., LiveServer], sent: Sought
) -> Iterator[Callable[..., LiveServer]]:
    """The real server on a demonstration world of the test's own. Killed or not, its log tells of nobody."""
    servers: list[LiveServer] = []

    def start(database: Database = fresh_demonstration) -> LiveServer:
        servers.append(live_server(database=database))
        return servers[-1]

    yield start
    for server in servers:
        assert told_of_anybody(server.output, Site(server.url), sent) == []


@pytest.fixture
def site(live_server: Callable[..., LiveServer]) -> Site:
    """A server on a demonstration world of the test's own, for a test that writes."""
    return Site(live_server().url)


@pytest.fixture(scope="package")
def shared_site(
    database_store: Store,
    demonstration_template: Database,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
    sent: Sought,
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
        assert told_of_anybody(server.output, site, sent) == []
    database_store.remove(database)
