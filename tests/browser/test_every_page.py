"""Every page, in every state: axe finds nothing, it fits, focus shows, errors come first."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import RequestFactory
from django.urls import Resolver404, get_resolver, resolve, reverse
from playwright.sync_api import Page, expect

from browser.axe import axe_violations
from browser.keyboard import Keyboard
from browser.looking import (
    NARROWEST,
    sideways,
    take_pictures,
    unseen_focus,
    without_heading_or_title,
    wrong_on_paper,
)
from browser.site import NOBODY, WORKER, Site
from browser.states import NO_PAGE, STATES, State
from browser.states_of_calendar import CALENDAR
from browser.states_of_returns import RETURNS_STATES
from browser.states_of_rules import RULES_STATES
from browser.states_of_timetable import TIMETABLE
from steadyhand.contexts.cases.models import Draft
from steadyhand.web.entry import errors

pytestmark = pytest.mark.browser
WIDTHS = (375, 1280)
EVERY_STATE = (*STATES, *RETURNS_STATES, *RULES_STATES, *CALENDAR, *TIMETABLE)


def go(page: Page, site: Site, state: State) -> None:
    """Come to a state, and see that it is the one that is meant."""
    if state.who:
        site.let_in(page, state.who)
    response = page.goto(state.address(site))
    assert response is not None
    assert response.status == state.status
    assert _route(page) == (state.comes_by or state.route)
    if state.act:
        state.act(page)
    expect(page).to_have_title(
        f"{state.title} – Steadyhand" if state.title else re.compile(".+ – Steadyhand$")
    )
    expect(page.locator("body")).to_contain_text(state.says)
    assert _route(page) == state.route


def everything_wrong(page: Page) -> list[str]:
    """All that is looked for on any page, at each width, with forced colours and on paper."""
    wrong = without_heading_or_title(page)
    for width in (NARROWEST, *WIDTHS):
        wrong += sideways(page, width=width)
        if width in WIDTHS:
            wrong += axe_violations(page)
    wrong += unseen_focus(page)
    page.emulate_media(forced_colors="active")
    wrong += [f"in forced colours, {each}" for each in unseen_focus(page)]
    page.emulate_media(forced_colors="none")
    return wrong + wrong_on_paper(page)


@pytest.mark.parametrize(
    "state", EVERY_STATE, ids=lambda state: state.name.replace(", ", "-").replace(" ", "_")
)
def test_nothing_is_wrong_with_a_page(
    state: State, shared_site: Site, kept_phone: Page, pictures: Path | None
) -> None:
    with shared_site.inside():
        Draft.objects.all().delete()  # what another state left half-written is no part of this one
    go(kept_phone, shared_site, state)
    if pictures:
        take_pictures(kept_phone, pictures, state.name.replace(", ", "-").replace(" ", "_"))

    assert everything_wrong(kept_phone) == []


@pytest.mark.parametrize("trouble", [errors.TOO_LARGE, errors.AT_ONCE, errors.WRONG, errors.OUT_OF_REACH])
def test_nothing_is_wrong_with_a_page_that_no_visit_leads_to(
    trouble: errors.Trouble, shared_site: Site, phone: Page
) -> None:
    request = RequestFactory().get("/")
    request.reference = "0badf00d"  # type: ignore[attr-defined]
    page = errors.page(request, trouble).content
    phone.route(
        "**/today", lambda route: route.fulfill(status=trouble.status, body=page, content_type="text/html")
    )
    phone.goto(shared_site.address("today"))
    expect(phone.get_by_text("0badf00d")).to_be_visible()

    assert everything_wrong(phone) == []


def test_every_route_is_looked_at() -> None:
    routes = {str(pattern.name) for pattern in get_resolver().url_patterns}
    looked_at = {state.route for state in EVERY_STATE} - {""}

    assert looked_at | set(NO_PAGE) == routes, "a route needs a State in states.py, or a line in NO_PAGE"
    assert not looked_at & set(NO_PAGE)


@pytest.mark.parametrize("route", NO_PAGE)
def test_what_shows_no_page_shows_none(route: str, shared_site: Site, phone: Page) -> None:
    shared_site.let_in(phone, WORKER)
    path = next(reverse(route, args=arguments) for arguments in ([], [NOBODY]) if _fits(route, arguments))
    response = phone.request.get(shared_site.url + path, max_redirects=0)

    if NO_PAGE[route] == "a calendar for phones":
        assert response.status == 404, "an address that nobody made"
        return
    if NO_PAGE[route] == "plain text for machines":
        assert response.headers["content-type"] == "text/plain; charset=utf-8"
        return
    if NO_PAGE[route] == "answers the script of a page":
        assert response.status == 404, "nobody's child is nobody's for a script too"
        return
    assert response.status == (302 if NO_PAGE[route] == "leads on" else 405)
    assert response.text() == ""


@pytest.mark.parametrize("path", ["today", "children"])
def test_the_first_link_skips_to_what_the_page_is_about(path: str, shared_site: Site, phone: Page) -> None:
    shared_site.let_in(phone, WORKER)
    phone.goto(shared_site.address(path))
    skip = phone.get_by_role("link", name="Skip to main content")
    phone.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()

    Keyboard(phone).activate(skip)
    phone.keyboard.press("Tab")

    assert phone.evaluate("document.activeElement.closest('main') !== null")


def test_a_child_s_page_prints_without_what_is_only_for_the_screen(shared_site: Site, phone: Page) -> None:
    shared_site.let_in(phone, WORKER)
    phone.goto(shared_site.address("child", shared_site.child("Tayo").ref))
    empty = _picture_of_nothing(phone)
    phone.emulate_media(media="print")

    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    expect(phone.get_by_role("region", name="What is due")).to_be_visible()
    expect(phone.get_by_text("Maeve Tolland’s copy, as it stood on")).to_be_visible()
    for hidden in (
        phone.get_by_role("navigation", name="Main"),
        phone.get_by_role("button", name="Sign out"),
    ):
        expect(hidden).to_have_count(0)
    assert phone.screenshot() != empty


def _picture_of_nothing(page: Page) -> bytes:
    other = page.context.new_page()
    try:
        return other.screenshot()
    finally:
        other.close()


def _route(page: Page) -> str:
    try:
        return str(resolve(urlsplit(page.url).path).url_name)
    except Resolver404:
        return ""


def _fits(route: str, arguments: list[str]) -> bool:
    found: Callable[..., object] = get_resolver().reverse_dict.getlist(route)
    return any(len(names) == len(arguments) for ((_, names),), *_ in found)
