"""Signing in with a password and signing out, with the keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.keyboard import Keyboard
from browser.site import NEWCOMER, PASSWORD, Site

pytestmark = pytest.mark.browser


@pytest.fixture
def keys(shared_site: Site, phone: Page) -> Keyboard:
    """Somebody with a password, at the page where it is asked for."""
    phone.goto(shared_site.address("today"))
    expect(phone).to_have_title("Sign in – Steadyhand")
    return Keyboard(phone)


def sign_in(keys: Keyboard, password: str) -> None:
    """Fill the form in from whatever it holds, and send it."""
    for label, text in {"Work email": "rowan.ashdale@fernhallow.example", "Password": password}.items():
        keys.reach(keys.page.get_by_label(label))
        keys.page.keyboard.press("Control+A")
        keys.page.keyboard.insert_text(text)
    keys.follow(keys.page.get_by_role("main").get_by_role("button", name="Sign in"))


def test_a_password_leads_to_the_page_that_was_wanted(shared_site: Site, keys: Keyboard) -> None:
    sign_in(keys, PASSWORD)

    expect(keys.page).to_have_url(shared_site.address("today"))
    expect(keys.page.get_by_role("banner")).to_contain_text(NEWCOMER)


def test_a_wrong_password_is_said_without_saying_which_half_is_wrong(
    shared_site: Site, keys: Keyboard
) -> None:
    sign_in(keys, PASSWORD + "!")

    summary = keys.page.get_by_role("alert")
    expect(summary).to_contain_text("Email or password is not right. Check both and try again.")
    expect(keys.page).to_have_title("Error: Sign in – Steadyhand")
    expect(keys.page.locator(".govuk-error-summary")).to_be_focused()
    expect(keys.page.get_by_label("Work email")).to_have_value("rowan.ashdale@fernhallow.example")
    expect(keys.page.get_by_label("Password")).to_have_value("")

    sign_in(keys, PASSWORD)
    expect(keys.page).to_have_url(shared_site.address("today"))


def test_nothing_entered_is_said_beside_each_field(keys: Keyboard) -> None:
    keys.follow(keys.page.get_by_role("main").get_by_role("button", name="Sign in"))

    for label, message in {"Work email": "Enter your work email", "Password": "Enter your password"}.items():
        expect(keys.page.get_by_label(label)).to_have_accessible_description(f"Error: {message}")
        keys.activate(keys.page.get_by_role("alert").get_by_role("link", name=message))
        expect(keys.page.get_by_label(label)).to_be_focused()


def test_after_signing_out_the_way_back_shows_no_record(shared_site: Site, keys: Keyboard) -> None:
    sign_in(keys, PASSWORD)
    page = keys.page
    shared_site.let_in(page, "Maeve Tolland")
    record = shared_site.address("child", shared_site.child("Tayo").ref)
    kept = page.goto(record)
    assert kept is not None
    assert kept.headers["cache-control"] == "no-store"
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tayo")

    keys.follow(page.get_by_role("button", name="Sign out"))
    expect(page).to_have_title("Sign in – Steadyhand")
    for _ in range(2):
        page.keyboard.press("Alt+ArrowLeft")
        page.wait_for_load_state()
        expect(page).to_have_title("Sign in – Steadyhand")
        expect(page.get_by_text("Tayo")).to_have_count(0)
    page.goto(record)
    expect(page).to_have_title("Sign in – Steadyhand")
