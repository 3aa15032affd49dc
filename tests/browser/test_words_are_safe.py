"""What somebody typed is still there after a mistake, is saved once, and is never taken for anything but words."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from browser.keyboard import Keyboard
from browser.site import WORKER, Site
from steadyhand.contexts.cases.models import Draft

pytestmark = pytest.mark.browser

SAID = "<b>Not</b> today 🙃 & don’t ask"
NARRATIVE = (
    "He laughed 😀 at the dog 🐕‍🦺.\n<script>document.title = 'taken'</script> \"quoted\" & </textarea> "
    + "word " * 200
).strip()


def test_a_missing_answer_costs_no_words(site: Site, phone: Page) -> None:
    site.let_in(phone, WORKER)
    tayo, ife = site.child("Tayo"), site.child("Ife")
    before = len(site.visits(tayo))
    phone.goto(site.address("record_visit", tayo.ref))
    keys = Keyboard(phone)
    said, narrative = phone.get_by_label("What Tayo said"), phone.get_by_label("What happened")
    keys.activate(phone.get_by_role("checkbox", name="Tayo", exact=True))
    keys.type(said, SAID)
    keys.type(narrative, NARRATIVE)
    keys.follow(phone.get_by_role("button", name="Finish visit record"))

    # the answer that is missing is said first, and everything is as it was
    summary = phone.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Say who you saw alone.")
    expect(said).to_have_value(SAID)
    expect(narrative).to_have_value(NARRATIVE)
    expect(phone.get_by_role("checkbox", name="Tayo", exact=True)).to_be_checked()
    assert len(site.visits(tayo)) == before

    # one tap leads to the question
    keys.activate(summary.get_by_role("link"))
    only_tayo = phone.get_by_role("radio", name="Only Tayo")
    expect(phone.get_by_role("radio", name="Both, one at a time")).to_be_focused()
    phone.keyboard.press("ArrowDown")
    expect(only_tayo).to_be_checked()
    address = phone.url.partition("#")[0]
    with phone.expect_request(lambda request: request.method == "POST" and request.url == address) as sent:
        keys.follow(phone.get_by_role("button", name="Finish visit record"))
    expect(phone.get_by_text("Visit recorded.")).to_be_visible()

    # the same page sent again, as when a reply was lost on the way, is not a second visit
    again = phone.request.post(
        address,
        data=sent.value.post_data or "",
        headers={"Content-Type": "application/x-www-form-urlencoded", "Referer": address},
    )
    assert again.ok
    assert "Visit recorded." in again.text()
    visits = site.visits(tayo)
    assert len(visits) == before + 1
    assert (_lines(visits[-1].narrative), visits[-1].said) == (NARRATIVE, SAID)
    assert len(site.visits(ife)) == before or NARRATIVE not in [visit.narrative for visit in site.visits(ife)]

    # markup is read as it was written
    phone.goto(site.address("child", tayo.ref))
    expect(phone.get_by_role("figure").filter(has_text=SAID)).to_be_visible()
    expect(
        phone.get_by_text(re.compile(re.escape("<script>document.title = 'taken'</script>")))
    ).to_be_visible()
    expect(phone).to_have_title("Tayo Aderinwale-Finch – Steadyhand")


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")


def test_a_page_emptied_again_is_not_half_written(site: Site, phone: Page) -> None:
    site.let_in(phone, WORKER)
    phone.goto(site.address("record_visit", site.child("Tayo").ref))
    narrative, line = phone.get_by_label("What happened"), phone.locator(".sh-save")
    narrative.fill("A")
    expect(line).to_contain_text("You can close this and come back.")
    narrative.fill("")
    expect(line).to_have_text("Saves by itself as you write.")
    phone.goto(site.address("today"))
    expect(phone.get_by_role("heading", name="Half-written")).to_have_count(0)


def test_a_half_written_page_is_put_away_and_a_new_one_begun(site: Site, phone: Page) -> None:
    site.let_in(phone, WORKER)
    address = site.address("record_visit", site.child("Tayo").ref)
    narrative, keys = phone.get_by_label("What happened"), Keyboard(phone)
    phone.goto(address)
    for words in ("Of Monday.", "Of today."):
        narrative.fill(words)
        expect(phone.locator(".sh-save")).to_contain_text("You can close this and come back.")
        phone.goto(address)
        expect(narrative).to_have_value(words)
        keys.follow(phone.get_by_role("link", name="Begin a new page"))
        expect(narrative).to_have_value("")
    phone.goto(address)
    for words in ("Of today.", "Of Monday."):
        expect(narrative).to_have_value(words)
        keys.follow(phone.get_by_role("link", name="Put this one away"))
        expect(phone.get_by_role("main")).to_contain_text(words)
        keys.follow(phone.get_by_role("button", name="Put it away"))
    expect(narrative).to_have_value("")
    with site.inside():
        assert not Draft.objects.exists()
