"""Two people write one visit: both texts side by side, on a phone's width, with the keyboard alone.

How these pages look, and what axe finds in them, is in `states.py`.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browser.keyboard import Keyboard
from browser.site import LEAD, WORKER, Site
from steadyhand.contexts.cases.models import Child, Draft, Visit

pytestmark = pytest.mark.browser
BEFORE, MINE, THEIRS = "We walked to the rec.", "He was worried about football.", "Sue rang about Sundays."


def record(site: Site, keys: Keyboard, child: Child) -> None:
    """Write down a visit to one child."""
    page = keys.page
    page.goto(site.address("record_visit", child.ref))
    keys.activate(page.get_by_role("checkbox").first)
    keys.activate(page.get_by_role("radio", name="Yes", exact=True))
    keys.type(page.get_by_label("What happened"), BEFORE)
    keys.follow(page.get_by_role("button", name="Finish visit record"))


def add(site: Site, keys: Keyboard, child: Child, words: str) -> None:
    """Come to the page where the visit is put right, from the child's page, and write something more in it."""
    page = keys.page
    page.goto(site.address("child", child.ref))
    keys.follow(page.get_by_role("link", name="Put this right").first)
    keys.type(page.get_by_label("What happened"), f" {words}")


def versions(site: Site, child: Child) -> list[Visit]:
    """Every version of the visit that was recorded last."""
    with site.inside():
        last = Visit.objects.filter(child=child, corrects=None).latest("pk")
        return list(Visit.objects.filter(child=child, occasion=last.occasion).order_by("pk"))


def test_two_people_put_one_visit_right_and_both_texts_survive(
    site: Site, open_page: Callable[..., Page]
) -> None:
    child = site.child_visited_alone()
    worker, lead = Keyboard(open_page()), Keyboard(open_page(java_script_enabled=False))
    site.let_in(worker.page, WORKER)
    site.let_in(lead.page, LEAD)
    record(site, worker, child)
    add(site, worker, child, MINE)
    add(site, lead, child, THEIRS)
    lead.follow(lead.page.get_by_role("button", name="Save what I put right"))
    expect(lead.page.locator(".sh-saved-note")).to_contain_text(f"Put right by {LEAD}")

    with worker.page.expect_response(lambda answer: answer.request.method == "POST" and answer.status == 409):
        worker.follow(worker.page.get_by_role("button", name="Save what I put right"))
    page = worker.page
    expect(page).to_have_title(f"{LEAD} changed this visit too – Steadyhand")
    expect(page.locator(".sh-twotexts > div").nth(0)).to_contain_text(f"{BEFORE} {MINE}")
    expect(page.locator(".sh-twotexts > div").nth(1)).to_contain_text(f"{BEFORE} {THEIRS}")
    expect(page.locator("ins")).to_have_text([MINE, THEIRS])
    expect(page.locator(".sh-save")).to_contain_text("Both texts saved")

    worker.reach(page.get_by_role("radio", name="Both, one after the other"))
    worker.follow(page.get_by_role("button", name="Keep this choice"))
    expect(page.locator(".sh-saved-note")).to_contain_text(f"Put right by {WORKER}")
    happened = page.get_by_role("main")
    for words in (MINE, THEIRS):
        expect(happened).to_contain_text(words)
    assert [words in versions(site, child)[-1].narrative for words in (MINE, THEIRS)] == [True, True]
    worker.activate(page.locator("summary", has_text=f"Written by {LEAD}"))
    expect(page.locator("details[open]")).to_contain_text(f"{BEFORE} {THEIRS}")


def test_two_people_record_a_visit_at_once_and_say_whether_it_is_one(
    site: Site, open_page: Callable[..., Page]
) -> None:
    child = site.child_visited_alone()
    worker, lead = Keyboard(open_page()), Keyboard(open_page())
    for keys, who in ((worker, WORKER), (lead, LEAD)):
        site.let_in(keys.page, who)
        keys.page.goto(site.address("record_visit", child.ref))
        keys.activate(keys.page.get_by_role("checkbox").first)
        keys.activate(keys.page.get_by_role("radio", name="Yes", exact=True))
        keys.type(keys.page.get_by_label("What happened"), f"{BEFORE} {who} wrote this.")
    lead.follow(lead.page.get_by_role("button", name="Finish visit record"))
    worker.follow(worker.page.get_by_role("button", name="Finish visit record"))

    page = worker.page
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{LEAD} recorded a visit to")
    worker.follow(page.get_by_role("button", name="Keep this choice"))
    expect(page.get_by_role("alert")).to_contain_text("Say whether it is the same visit")
    worker.activate(page.get_by_role("radio", name="A different visit: record mine too"))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="The same visit: both texts")).to_be_checked()
    worker.follow(page.get_by_role("button", name="Keep this choice"))

    expect(page.get_by_text("Visit recorded.")).to_be_visible()
    (first, together) = versions(site, child)
    assert first.recorded_by.name == LEAD
    for who in (WORKER, LEAD):
        assert f"{who} wrote this." in together.narrative


def test_what_is_being_put_right_is_kept_while_it_is_typed(
    site: Site, open_page: Callable[..., Page]
) -> None:
    child = site.child_visited_alone()
    keys = Keyboard(open_page())
    site.let_in(keys.page, WORKER)
    record(site, keys, child)
    add(site, keys, child, MINE)
    expect(keys.page.locator(".sh-save")).to_contain_text("Saved", timeout=8_000)
    with site.inside():
        assert Draft.objects.get(child=child).form.startswith("visit:")
    keys.page.context.close()

    later = open_page()
    site.let_in(later, WORKER)
    later.goto(site.address("today"))
    later.get_by_role("link", name="Put right a visit to").click()
    expect(later.get_by_label("What happened")).to_have_value(f"{BEFORE} {MINE}")
    later.get_by_role("button", name="Save what I put right").click()
    expect(later.locator(".sh-saved-note")).to_contain_text(f"Put right by {WORKER}")
    with site.inside():
        assert not Draft.objects.exists()
