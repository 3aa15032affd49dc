"""From `today` to a saved visit and to who has looked: on a phone's width, with the keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Response, expect

from browser.keyboard import Keyboard
from browser.site import LEAD, NOBODY, OTHER_WORKER, WORKER, Site

pytestmark = pytest.mark.browser


def test_one_visit_and_everybody_who_should_know_of_it(site: Site, open_page: Callable[..., Page]) -> None:
    worker = Keyboard(open_page())
    sign_in_as(WORKER, worker, site)
    expect(worker.page).to_have_url(site.address("today"))
    name, due = a_visit_to_one_child(worker.page)

    # who this is, before going there
    worker.follow(
        row_of(worker.page, name).get_by_role("link", name=re.compile(f"^(Visit|Read up on) {name}$"))
    )
    record = worker.page.url
    due_here = worker.page.get_by_role("region", name="What is due").get_by_text(due)
    expect(worker.page.get_by_role("heading", level=1)).to_contain_text(name)
    expect(due_here).to_be_visible()
    worker.follow(worker.page.get_by_role("link", name="Today", exact=True))

    worker.count_from_here()
    worker.follow(row_of(worker.page, name).locator("a", has_text="Record"))
    assert_no_evidence_is_filled_in(worker.page)
    worker.activate(worker.page.get_by_role("checkbox", name=name, exact=True))
    worker.activate(worker.page.get_by_role("radio", name="Yes", exact=True))
    worker.type(worker.page.get_by_label("What happened"), "Walked to the weir and fed the ducks.")
    worker.follow(worker.page.get_by_role("button", name="Finish visit record"))

    expect(worker.page.get_by_text("Visit recorded.")).to_be_visible()
    assert worker.activations <= 4
    expect(row_of(worker.page, name).filter(has_text=due)).to_have_count(0)
    worker.page.goto(record)
    expect(due_here).to_have_count(0)
    expect(worker.page.get_by_text("Walked to the weir and fed the ducks.")).to_be_visible()

    # the practice lead is told of it, and looks
    looked = worker.page.get_by_role("region", name="Who has looked").get_by_role("listitem")
    by_lead = looked.filter(has_text=re.compile(f"{LEAD}.*: looked today"))
    expect(looked).not_to_have_count(0)
    expect(by_lead).to_have_count(0)
    lead = Keyboard(open_page())
    sign_in_as(LEAD, lead, site)
    expect(lead.page).to_have_url(site.address("practice"))
    told = lead.page.get_by_role("row").filter(has_text=name).filter(has_text="Seen alone").first
    expect(told).to_contain_text(WORKER)
    expect(told).to_contain_text(re.compile(r"\d(am|pm)"))
    lead.follow(told.get_by_role("link"))
    expect(lead.page).to_have_url(record)

    # a worker of another practice learns nothing, not even that there is such a child
    stranger = Keyboard(open_page())
    sign_in_as(OTHER_WORKER, stranger, site)
    theirs = everything_of(stranger.page.goto(record))
    nobodys = everything_of(stranger.page.goto(site.address("child", NOBODY)))
    assert theirs == nobodys
    assert theirs[0] == 404
    expect(stranger.page).to_have_title("Not here, or not yours – Steadyhand")

    # and both are on the child's page
    worker.page.goto(record)
    expect(by_lead).to_have_count(1)
    worker.follow(worker.page.get_by_role("link", name="The whole list"))
    refused = worker.page.get_by_role("row").filter(has_text=OTHER_WORKER)
    expect(refused).to_contain_text("was refused")
    expect(refused).to_contain_text("Otterbrook")


def test_one_visit_to_a_brother_and_sister(site: Site, phone: Page) -> None:
    worker = Keyboard(phone)
    before = {name: len(site.visits(site.child(name))) for name in ("Tayo", "Ife")}
    sign_in_as(WORKER, worker, site)
    both = row_of(phone, "(Tayo and Ife|Ife and Tayo)")
    due = counted_from(both)

    worker.count_from_here()
    worker.follow(both.locator("a", has_text="Record"))
    assert_no_evidence_is_filled_in(phone)
    worker.activate(phone.get_by_role("checkbox", name="Tayo", exact=True))
    worker.activate(phone.get_by_role("checkbox", name="Ife", exact=True))
    worker.activate(phone.get_by_role("radio", name="Both, one at a time"))
    worker.type(phone.get_by_label("What Tayo said"), "Can Ife come to the match?")
    worker.follow(phone.get_by_role("button", name="Finish visit record"))

    expect(phone.get_by_text("Visit recorded.")).to_be_visible()
    assert worker.activations <= 5
    expect(both.filter(has_text=due)).to_have_count(0)
    for name, said in {"Tayo": "Can Ife come to the match?", "Ife": ""}.items():
        visits = site.visits(site.child(name))
        assert len(visits) == before[name] + 1
        assert (visits[-1].child_seen, visits[-1].seen_alone, visits[-1].said) == (True, True, said)


def sign_in_as(name: str, keys: Keyboard, site: Site) -> None:
    """Choose somebody on the demonstration's page, which is where a newcomer arrives."""
    keys.page.goto(site.url)
    expect(keys.page).to_have_url(site.address("demonstration"))
    keys.follow(keys.page.get_by_role("button", name=name, exact=True))


def row_of(page: Page, names: str) -> Locator:
    """What is due for these children as a visit: the block at the top, or a row of a list."""
    return page.locator(".sh-next, .sh-duty").filter(has_text=re.compile(rf"\bVisit {names}\b"))


def a_visit_to_one_child(page: Page) -> tuple[str, str]:
    """A child whose visit stands on the page as due, alone in the row; and since when it counts."""
    for row in page.locator(".sh-next:visible, .sh-duty:visible").all():
        found = re.search(r"\bVisit (\S+)(?! and|,)$", row.inner_text(), re.MULTILINE)
        if found:
            return found[1], counted_from(row)
    raise AssertionError("no visit to one child is due in the demonstration world")


def counted_from(row: Locator) -> str:
    """The sentence that tells one duty from the next one of its kind."""
    found = re.search(r"(Last seen|Moved in|Counted from) [^.]+\.", row.inner_text())
    assert found, f"no day is said from which the visit counts: {row.inner_text()}"
    return found[0]


def assert_no_evidence_is_filled_in(page: Page) -> None:
    """Seen, seen alone and said are for the person who was there to say."""
    chosen = page.locator("main input:checked").evaluate_all("all => all.map(each => each.name)")
    assert chosen == ["place"], f"filled in beforehand: {chosen}"
    written = page.locator("main textarea").evaluate_all("all => all.map(each => each.value)")
    assert written
    assert set(written) == {""}


def everything_of(response: Response | None) -> tuple[int, dict[str, str], str]:
    """A whole answer, but for what differs each time: the token against forged forms, and the clock."""
    assert response is not None
    headers = {
        name: value
        for name, value in response.headers.items()
        if name not in {"date", "steadyhand-reference"}
    }
    words = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]+', r"\1", response.text())
    words = words.replace(response.headers["steadyhand-reference"], "")
    words = re.sub(r"(as it stood on )[^.]+", r"\1", words)
    return response.status, headers, words
