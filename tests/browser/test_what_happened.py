"""From today to a health assessment on record, and to a happening found by typing: with the keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.keyboard import Keyboard
from browser.site import WORKER, Site

pytestmark = pytest.mark.browser


def test_a_health_assessment_is_put_on_record_from_today(site: Site, phone: Page) -> None:
    site.let_in(phone, WORKER)
    keys = Keyboard(phone)
    child = site.child("Tayo")
    phone.goto(site.address("today"))
    keys.follow(
        phone.locator(f'main a[href="{site.address("child", child.ref).removeprefix(site.url)}"]').first
    )
    keys.count_from_here()
    keys.follow(phone.get_by_role("link", name="Record something that happened"))
    keys.type(phone.get_by_label("Find what happened"), "health ass")
    found = phone.locator("#everything").get_by_role("link")
    expect(found.filter(visible=True)).to_have_count(1)
    expect(phone.locator("#everything details").filter(visible=True)).to_have_count(1)
    expect(phone.get_by_role("status").filter(has_text="1 in the list")).to_have_count(1)
    keys.follow(found.filter(visible=True))
    keys.activate(phone.get_by_role("radio", name="It took place"))
    keys.follow(phone.get_by_role("button", name="Put it on record"))

    assert keys.activations <= 4
    assert phone.url.startswith(site.address("child", child.ref))
    expect(phone.get_by_text("The next health assessment is due by")).to_be_visible()
    expect(phone.get_by_role("heading", name="Health assessment: it took place")).to_have_count(0)
    expect(phone.get_by_role("heading", name="Health assessment", exact=True)).to_be_visible()
