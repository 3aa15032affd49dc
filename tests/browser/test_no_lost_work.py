"""At most 5 seconds of typing are lost: not with the browser, the server, the session or the network gone."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.sessions.models import Session
from playwright.sync_api import Locator, Page, Request, Route, expect

from browser.site import PASSWORD, WORKER, Site
from databases.hashing import hashed_as_ever
from databases.servers import LiveServer
from databases.stores import Database
from steadyhand.contexts.cases.models import Draft
from steadyhand.contexts.cases.policies import LONGEST_TEXT
from steadyhand.contexts.organisations.models import Person
from steadyhand.foundations.access.models import Account

pytestmark = pytest.mark.browser

MOST_LOST = 5.0  # seconds of typing
WORDS = " ".join(f"word{number}" for number in range(1, 201))


def start(site: Site, page: Page) -> Locator:
    """The page of a visit to Tayo, at the box for what happened."""
    site.let_in(page, WORKER)
    page.goto(site.address("record_visit", site.child("Tayo").ref))
    return page.get_by_label("What happened")


def is_kept(page: Page, words: str = "Saved") -> None:
    expect(page.locator(".sh-save")).to_contain_text(words, timeout=8_000)


def kept_on_server(site: Site) -> str:
    """What the server holds of the page now."""
    with site.inside():
        return "".join(Draft.objects.get(child=site.child("Tayo")).typed["narrative"])


def with_a_password() -> Account:
    """The worker's account, which can sign in on the page that a lost session leaves."""
    account = Person.objects.get(name=WORKER).account
    with hashed_as_ever():
        account.set_password(PASSWORD)
    account.save()
    return account


def go_on_signed_out(page: Page, box: Locator) -> None:
    """The session ends on the server while somebody types."""
    Session.objects.all().delete()
    box.press_sequentially("Not any more. ")
    expect(page.get_by_role("heading", name="You have been signed out")).to_be_visible(timeout=8_000)


def test_200_words_outlive_the_browser(site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page()
    box = start(site, page)
    page.get_by_role("checkbox", name="Tayo", exact=True).check()
    began = {}
    for word in WORDS.split():
        box.press_sequentially(word + " ")
        began[word] = time.monotonic()
    killed = time.monotonic()
    page.context.close()

    later = open_page()
    again = start(site, later)
    kept = again.input_value()
    assert WORDS.startswith(kept.rstrip()), "kept as typed"
    lost = WORDS.split()[len(kept.split()) :]
    assert all(killed - began[word] <= MOST_LOST for word in lost), f"lost {len(lost)} words"
    expect(later.get_by_role("checkbox", name="Tayo", exact=True)).to_be_checked()
    expect(later.locator(".sh-save")).to_contain_text("You can close this and come back.")
    # and the day says that something is half-written
    later.goto(site.address("today"))
    expect(later.get_by_role("heading", name="Half-written")).to_be_visible()


def test_words_outlive_the_server(
    fresh_demonstration: Database, live_server: Callable[..., LiveServer], open_page: Callable[..., Page]
) -> None:
    server = live_server(database=fresh_demonstration)
    site = Site(server.url)
    page = open_page()
    box = start(site, page)
    box.press_sequentially("Before the server went. ")
    is_kept(page)
    server.kill()
    box.press_sequentially("While it was gone. ")
    is_kept(page, "no connection")
    server.restart()
    is_kept(page)
    assert kept_on_server(site) == "Before the server went. While it was gone. "
    expect(box).to_have_value("Before the server went. While it was gone. ")


def test_words_outlive_the_network(site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page()
    box = start(site, page)
    box.press_sequentially("With a signal. ")
    is_kept(page)
    page.context.set_offline(True)
    box.press_sequentially("In the lane with none. ")
    is_kept(page, "no connection")
    page.context.set_offline(False)
    is_kept(page)
    assert kept_on_server(site) == "With a signal. In the lane with none. "


def test_what_a_slow_line_brings_late_writes_over_nothing(site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page()
    box = start(site, page)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or "") if _keeps(request) else None)
    box.press_sequentially("The first half. ")
    is_kept(page)
    box.press_sequentially("And the new words. ")
    expect(page.locator(".sh-save")).to_contain_text("Saving")
    is_kept(page)
    late = page.context.request.post(
        site.address("draft_visit", site.child("Tayo").ref),
        data=sent[0],
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert late.status == 409
    assert kept_on_server(site) == "The first half. And the new words. "
    # and a page whose device has put its clock back goes on being kept
    with site.inside():
        draft = Draft.objects.get(child=site.child("Tayo"))
        draft.typed["number"] = [str(int(draft.typed["number"][0]) + 3_600_000)]
        draft.save()
    box.press_sequentially("An hour earlier.")
    expect(page.locator(".sh-save")).to_contain_text("Saving")
    is_kept(page)
    assert kept_on_server(site) == "The first half. And the new words. An hour earlier."


def _keeps(request: Request) -> bool:
    return request.method == "POST" and request.url.endswith("/visits/draft")


def test_words_outlive_the_session_and_the_page_is_kept(site: Site, open_page: Callable[..., Page]) -> None:
    maeve = with_a_password()
    page = open_page()
    box = start(site, page)
    box.press_sequentially("Signed in. ")
    is_kept(page)
    go_on_signed_out(page, box)
    page.get_by_label("Work email").fill(maeve.email)
    page.get_by_label("Password").fill("not this one at all")
    page.get_by_role("button", name="Sign in and carry on").click()
    expect(page.get_by_text("Email or password is not right.")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in and carry on").click()
    expect(page.get_by_role("heading", name="You have been signed out")).to_be_hidden()
    is_kept(page)
    assert kept_on_server(site) == "Signed in. Not any more. "

    # and the same page finishes: its form is trusted again
    page.get_by_role("checkbox", name="Tayo", exact=True).check()
    page.get_by_role("radio", name="Only Tayo").check()
    page.get_by_role("button", name="Finish visit record").click()
    expect(page.get_by_text("Visit recorded.")).to_be_visible()
    with site.inside():
        assert not Draft.objects.exists(), "a finished page leaves nothing half-written"


def test_typing_goes_on_where_it_was_when_somebody_is_signed_out(
    site: Site, open_page: Callable[..., Page]
) -> None:
    """The question to sign in takes no key from the box that somebody writes in."""
    page = open_page()
    box = start(site, page)
    box.press_sequentially("Signed in. ")
    is_kept(page)
    Session.objects.all().delete()
    words = " ".join(f"word{number}" for number in range(1, 31))
    page.keyboard.type(words, delay=30)
    expect(page.get_by_text("Your words are still on this page. Sign in again")).to_be_visible()
    expect(box).to_have_value(f"Signed in. {words}")
    expect(page.get_by_label("Work email")).to_have_value("")
    page.get_by_role("link", name="Sign in again").click()
    expect(page.get_by_label("Work email")).to_be_focused()


def test_half_written_words_are_their_writers_alone(site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page()
    box = start(site, page)
    box.press_sequentially("Mine alone. ")
    is_kept(page)
    lead = open_page()
    site.let_in(lead, "Anneke Burbridge")
    lead.goto(site.address("record_visit", site.child("Tayo").ref))
    expect(lead.get_by_label("What happened")).to_have_value("")


def test_what_is_too_long_to_keep_is_said_and_kept_once_it_is_shorter(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    box = start(site, page)
    box.fill("x" * (LONGEST_TEXT + 1))
    is_kept(page, "Not saved. One answer is longer than 100,000 characters")
    box.fill("x" * LONGEST_TEXT)
    is_kept(page)
    assert len(kept_on_server(site)) == LONGEST_TEXT


def test_two_open_pages_of_one_visit_write_over_neither(site: Site, open_page: Callable[..., Page]) -> None:
    earlier = open_page()
    box = start(site, earlier)
    later = earlier.context.new_page()
    later.goto(earlier.url)
    later.get_by_label("What happened").press_sequentially("Half an hour of writing. ")
    is_kept(later)
    later.close()
    box.press_sequentially("T")
    is_kept(earlier)
    earlier.close()
    again = open_page()
    expect(start(site, again)).to_have_value("T")
    again.get_by_role("link", name="saved ").click()
    expect(again.get_by_label("What happened")).to_have_value("Half an hour of writing. ")


def code_now(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def complete(page: Page) -> None:
    page.get_by_role("checkbox", name="Tayo", exact=True).check()
    page.get_by_role("radio", name="Only Tayo").check()


FINISH = "Finish visit record"


def test_finishing_without_a_network_keeps_the_page_and_finishes_once_it_is_back(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    box = start(site, page)
    complete(page)
    box.press_sequentially("With a signal. ")
    is_kept(page)
    page.context.set_offline(True)
    box.press_sequentially("In the lane with none. ")
    is_kept(page, "no connection")
    page.get_by_role("button", name=FINISH).click()
    is_kept(page, "It is not finished.")
    page.wait_for_timeout(2_500)  # meanwhile it is tried again
    is_kept(page, "tries again by itself. It is not finished.")
    expect(box).to_have_value("With a signal. In the lane with none. ")
    page.context.set_offline(False)
    is_kept(page, "You can close this and come back. It is not finished.")
    page.get_by_role("button", name=FINISH).click()
    expect(page.get_by_text("Visit recorded.")).to_be_visible()
    assert site.visits(site.child("Tayo"))[-1].narrative == "With a signal. In the lane with none."


def test_finishing_when_the_server_has_gone_keeps_the_page(
    fresh_demonstration: Database, live_server: Callable[..., LiveServer], open_page: Callable[..., Page]
) -> None:
    server = live_server(database=fresh_demonstration)
    page = open_page()
    box = start(Site(server.url), page)
    complete(page)
    is_kept(page)
    server.kill()
    box.press_sequentially("Typed and finished at once.")
    page.get_by_role("button", name=FINISH).dblclick()
    is_kept(page, "It is not finished.")
    server.restart()
    is_kept(page)
    page.get_by_role("button", name=FINISH).click()
    expect(page.get_by_text("Visit recorded.")).to_be_visible()


def test_what_is_typed_after_finishing_was_stopped_is_kept(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    box = start(site, page)
    box.press_sequentially("Before. ")
    is_kept(page)
    held = []
    page.route(
        lambda address: address.endswith("/visits/record"), lambda route: held.append(route)
    )  # never answered
    page.evaluate(
        "setTimeout(() => document.querySelector('form[data-draft]').requestSubmit(), 50);"
        "setTimeout(() => window.stop(), 800)"
    )
    page.wait_for_timeout(1200)
    assert held
    box.press_sequentially("After. ")
    is_kept(page)
    assert kept_on_server(site) == "Before. After. "


def test_leaving_with_words_unsaved_asks_first(site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page()
    box = start(site, page)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.context.set_offline(True)
    box.press_sequentially("Nobody has this yet.")
    is_kept(page, "no connection")
    page.get_by_role("link", name="Today").click()
    expect(box).to_have_value("Nobody has this yet.")
    assert asked == ["beforeunload"]
    page.context.set_offline(False)
    is_kept(page)
    page.get_by_role("link", name="Today").click()
    expect(page.get_by_role("heading", name="Half-written")).to_be_visible()
    assert asked == ["beforeunload"], "kept words ask nothing"


def test_signing_in_with_a_code_on_another_page_wakes_this_one(
    site: Site, open_page: Callable[..., Page]
) -> None:
    maeve = with_a_password()
    secret = generate_totp_secret()
    TOTP.activate(maeve, secret)
    page = open_page()
    box = start(site, page)
    box.press_sequentially("Signed in. ")
    is_kept(page)
    go_on_signed_out(page, box)
    page.get_by_label("Work email").fill(maeve.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in and carry on").click()
    expect(page.get_by_text("Your code is asked for next.")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in on a page of its own").click()
    other = opened.value
    if other.get_by_label("Password").count():
        other.get_by_label("Work email").fill(maeve.email)
        other.get_by_label("Password").first.fill(PASSWORD)
        other.get_by_role("button", name="Sign in", exact=True).click()
    other.locator("input[name=code]").fill(code_now(secret))
    other.get_by_role("button").first.click()
    expect(page.get_by_role("heading", name="You have been signed out")).to_be_hidden(timeout=15_000)
    is_kept(page)
    assert kept_on_server(site) == "Signed in. Not any more. "


def test_somebody_signed_in_again_on_another_page_is_not_told_they_were_signed_out(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    box = start(site, page)
    box.press_sequentially("First. ")
    is_kept(page)
    page.context.clear_cookies()
    site.let_in(page.context.new_page(), WORKER)
    box.press_sequentially("Second. ")
    is_kept(page)
    assert kept_on_server(site) == "First. Second. "


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (200, "Steadyhand cannot answer now"),  # a proxy's own page, or that of a hotel
        (422, "Steadyhand cannot answer now"),
        (503, "Steadyhand cannot answer now"),
        (500, "Steadyhand cannot answer now"),
        (413, "more than can be sent at once"),
        (404, "you may no longer write about this child"),
    ],
)
def test_what_the_server_answers_is_said_truly(
    status: int, words: str, site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    box = start(site, page)
    page.route("**/visits/draft", lambda route: route.fulfill(status=status, body="x"))
    box.press_sequentially("x")
    is_kept(page, words)
    expect(page.locator(".sh-save svg")).to_be_hidden()
    complete(page)
    page.get_by_role("button", name=FINISH).click()
    is_kept(page, "It is not finished.")
    page.unroute("**/visits/draft")
    box.press_sequentially("y")
    is_kept(page)
    expect(page.locator(".sh-save svg")).to_be_visible()


def test_a_right_password_is_taken_on_a_page_from_before_other_sign_ins(
    site: Site, open_page: Callable[..., Page]
) -> None:
    """Signed out, in again on another page, and out again: the token of this page is two sign-ins old."""
    maeve = with_a_password()
    page = open_page()
    box = start(site, page)
    box.press_sequentially("Before lunch. ")
    is_kept(page)
    Session.objects.all().delete()
    page.context.clear_cookies(name="csrftoken")  # as signing in on another page changes it
    site.let_in(page.context.new_page(), WORKER)
    Session.objects.all().delete()
    go_on_signed_out(page, box)
    page.get_by_label("Work email").fill(maeve.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in and carry on").click()
    expect(page.get_by_role("heading", name="You have been signed out")).to_be_hidden()
    is_kept(page)
    assert kept_on_server(site) == "Before lunch. Not any more. "


def test_finishing_straight_from_the_box_finishes(site: Site, open_page: Callable[..., Page]) -> None:
    """On a phone, with a finger: leaving the box moves nothing under it."""
    page = open_page(has_touch=True)
    box = start(site, page)
    complete(page)
    box.press_sequentially("All of it. ")
    is_kept(page)
    button = page.get_by_role("button", name=FINISH)
    button.scroll_into_view_if_needed()
    place = button.bounding_box()
    assert place
    page.mouse.move(place["x"] + 40, place["y"] + place["height"] - 6)
    page.mouse.down()
    page.wait_for_timeout(90)
    page.mouse.up()
    expect(page.get_by_text("Visit recorded.")).to_be_visible()


def test_a_page_whose_answer_was_lost_can_be_finished_again(
    site: Site, open_page: Callable[..., Page]
) -> None:
    """The visit is on record, the page does not know it: the server shows both texts."""
    before = len(site.visits(site.child("Tayo")))
    page = open_page()
    box = start(site, page)
    complete(page)
    box.press_sequentially("Sent once. ")
    is_kept(page)
    lost = []

    def lose(route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        route.fetch(max_redirects=0)
        route.abort()
        return lost.append(route)

    page.route(lambda address: address.endswith("/visits/record"), lose)
    page.evaluate("setTimeout(() => document.querySelector('form[data-draft]').requestSubmit(), 50)")
    give_up_at = time.monotonic() + 15
    while not lost and time.monotonic() < give_up_at:
        page.wait_for_timeout(50)
    page.unroute_all(behavior="wait")
    assert len(site.visits(site.child("Tayo"))) == 1 + before
    if not page.url.endswith("/visits/record"):
        page.go_back()
    if not box.is_visible():
        page.goto(site.address("record_visit", site.child("Tayo").ref))
        complete(page)
    box.press_sequentially("And more. ")
    page.get_by_role("button", name=FINISH).click()
    expect(page.get_by_role("button", name="Keep this choice")).to_be_visible(timeout=15_000)
