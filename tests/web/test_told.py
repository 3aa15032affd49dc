"""What somebody was told leads to what it tells of, stands first on their page, and is put away where it was read."""

from __future__ import annotations

import secrets

import pytest
from django.urls import reverse

from steadyhand.foundations.access import tenancy
from steadyhand.foundations.notices.models import Notice
from web.pages import Element, Page
from web.visits import visit_data
from web.world import World

WORRIED = "Worried about someone’s safety"


def record(world: World, key: str = "social worker", **changes: str) -> str:
    """A visit with a worry, as this person records it; its occasion."""
    data = visit_data(
        world.child_ref, as_of=str(10**12), worried="on", occasion=secrets.token_hex(16), **changes
    )
    assert world.client(key).post(reverse("record_visit", args=[world.child_ref]), data).status_code == 302
    return str(data["occasion"])


def told(page: str) -> list[Element]:
    return [each for each in Page(page).all("a") if "is worried about someone" in each.text]


def test_a_worry_leads_to_the_visit_that_it_was_about(world: World) -> None:
    """Of two by one worker to one child, each to its own."""
    first = record(world)
    record(world, "covering", started="00:02")
    third = record(world, started="00:03")
    lead = world.client("lead")
    page = lead.get(reverse("practice")).content.decode()
    mine = [each for each in told(page) if each.text.startswith("Social Worker")]
    visits = [reverse("visit", args=[world.child_ref, occasion]) for occasion in (third, first)]
    assert [each.attributes["href"] for each in mine] == visits
    assert WORRIED in lead.get(visits[0]).content.decode()


def test_who_may_not_open_the_visit_is_led_no_further_than_the_child(world: World) -> None:
    record(world)
    with tenancy.within([world.council_id]):
        notice = Notice.objects.get(kind=Notice.Kind.WORRY)
        for key in ("virtual school head", "lead of another practice"):
            notice.pk, notice.ref = None, secrets.token_hex(10)
            notice.to_account_id = world.actors[key].account_id or 0
            notice.save()
    (known,) = told(world.client("virtual school head").get(reverse("children")).content.decode())
    assert known.attributes["href"] == reverse("child", args=[world.child_ref])
    page = world.client("lead of another practice").get(reverse("practice")).content.decode()
    assert "is worried about someone’s safety after visiting a child whose record" in page
    assert told(page) == []


def test_the_story_marks_a_worry_and_leads_to_each_visit(world: World) -> None:
    occasion = record(world)
    address, child = (
        reverse("visit", args=[world.child_ref, occasion]),
        reverse("child", args=[world.child_ref]),
    )
    for key in ("social worker", "lead", "on call", "reviewing officer"):
        page = world.client(key).get(child).content.decode()
        assert page.count(WORRIED) == 1, key
        assert address in page, key
        assert reverse("visit", args=[world.child_ref, world.occasion]) in page, key
        assert world.client(key).get(address).status_code == 200
    for key in ("the child", "virtual school head"):
        page = world.client(key).get(child).content.decode()
        assert WORRIED not in page, key
        assert address not in page, key


def test_what_a_lead_was_told_stands_above_all_else_on_their_page(world: World) -> None:
    record(world)
    for page in ("practice", "children"):
        shown = Page(world.client("lead").get(reverse(page)).content.decode())
        assert shown.all("h2")[0].text == "You were told", page


@pytest.mark.parametrize("on", ["practice", "children", "two_step", "https://example.org", "", None])
def test_what_is_put_away_is_put_away_where_it_was_read(on: str | None, world: World) -> None:
    record(world)
    client = world.client("lead")
    for page in ("practice", "children"):
        (sent,) = Page(client.get(reverse(page)).content.decode()).all("input", name="on")
        assert sent.attributes["value"] == page
    with tenancy.within([world.council_id]):
        notice = Notice.objects.get(kind=Notice.Kind.WORRY)
    answer = client.post(reverse("notice_seen", args=[notice.ref]), {} if on is None else {"on": on})
    wanted = f"{reverse(on)}#told" if on in ("practice", "children") else reverse("today")
    assert (answer.status_code, answer.headers["Location"]) == (302, wanted)


def test_a_page_of_a_visit_stands_under_a_word_of_the_top_row(world: World) -> None:
    client = world.client("social worker")
    for name, word in (
        ("visit", "Children"),
        ("correct_visit", "Children"),
        ("record_visit", "Record a visit"),
    ):
        arguments = [world.child_ref, world.occasion] if name != "record_visit" else [world.child_ref]
        page = Page(client.get(reverse(name, args=arguments)).content.decode())
        current = [
            each.text for each in page.all("a") if "aria-current" in each.attributes and "nav" in each.inside
        ]
        assert current[:1] == [word], name
