"""The pages of one child's timetable, and of saying why something is late."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from steadyhand.contexts.cases.models import Duty, Explanation
from steadyhand.foundations.access import tenancy
from steadyhand.foundations.audit.models import Entry
from web.pages import Page, assert_wired
from web.world import World


def page_of(world: World, key: str = "social worker", **asked: str) -> Any:
    return world.client(key).get(reverse("timetable", args=[world.child_ref]), asked)


def said(world: World, **changes: Any) -> dict[str, Any]:
    """A complete form; None leaves something out."""
    today = world.today
    data = {
        "version": "",
        "reason": "others",
        "text": "The carers were in <hospital>.",
        "decided_by": world.people["lead"],
        "decided_on-day": today.day,
        "decided_on-month": today.month,
        "decided_on-year": today.year,
    } | changes
    return {name: value for name, value in data.items() if value is not None}


def explain(world: World, key: str = "social worker", **changes: Any) -> Any:
    address = reverse("explain_late", args=[world.child_ref, "PP-1", world.late])
    return world.client(key).post(address, said(world, **changes))


def test_every_group_is_there_in_order_and_every_row_opens_into_its_law(world: World) -> None:
    html = page_of(world).content.decode()
    page = assert_wired(html)
    titles = [each.text for each in page.all("h3")]
    wanted = ["Late", "Due in the next 4 weeks", "Later", "Cannot be told yet", "Done lately"]
    assert [title for title in titles if title in wanted] == [title for title in wanted if title in titles]
    assert titles[0] == "Late"
    row = page.by_id()["PP-1"]
    assert row.text == "Placement plan signed"
    for words in (
        "SI 2010/959",
        "The text of the law was read for this rule.",
        "How the date was counted",
        "5 working days",
    ):
        assert words in html
    assert "Not confirmed as law" in html
    assert "Cannot be told" in html
    assert "UTC" not in html


def test_a_link_from_elsewhere_opens_its_row(world: World) -> None:
    html = world.client("social worker").get(reverse("child", args=[world.child_ref])).content.decode()
    address = reverse("timetable", args=[world.child_ref])
    assert f'href="{address}?why=PP-1#PP-1"' in html
    assert f'href="{address}"' in html
    opened = [
        each
        for each in Page(page_of(world, why="PP-1").content.decode()).all("details")
        if "open" in each.attributes
    ]
    assert len(opened) == 1
    assert "Placement plan signed" in opened[0].text


def test_stored_rows_that_are_not_confirmed_stay_off_the_childs_page(world: World) -> None:
    with tenancy.within([world.council_id]):
        unconfirmed = Duty.objects.filter(child=world.child_id, is_open=True, unconfirmed=True)
        codes = set(unconfirmed.values_list("code", flat=True))
    assert codes
    html = world.client("social worker").get(reverse("child", args=[world.child_ref])).content.decode()
    assert not [code for code in codes if f"#{code}" in html]


def test_whoever_may_not_write_is_offered_nothing_to_write(world: World) -> None:
    assert "/explain" in page_of(world).content.decode()
    for key in ("director", "the child", "virtual school head"):
        assert "/explain" not in page_of(world, key).content.decode(), key


def test_a_name_alone_is_a_name_alone(world: World) -> None:
    html = page_of(world, "advocate").content.decode()
    assert "You may know who" in html
    assert "Placement plan" not in html


def test_a_day_of_the_past(world: World) -> None:
    before = world.today - timedelta(days=199)
    html = page_of(world, on=before.isoformat()).content.decode()
    assert "As it stood on" in html
    assert "/explain" not in html, "what stood then is not explained now"
    boxes = {"on-day": str(before.day), "on-month": before.strftime("%B"), "on-year": str(before.year)}
    led = page_of(world, **boxes)
    assert (led.status_code, led.headers["Location"]) == (
        302,
        f"{reverse('timetable', args=[world.child_ref])}?on={before}",
    )


@pytest.mark.parametrize(
    "on",
    [
        "",
        "tomorrow",
        "2026-02-31",
        "9999-01-01",
        "0001-01-01",
        "1990-01-01",
        "2026-03-04-05",
        "\0",
        "-" * 300,
    ],
)
def test_a_day_that_cannot_be_asked_is_said_beside_its_field(world: World, on: str) -> None:
    answer = page_of(world, on=on)
    assert answer.status_code == 422
    page = assert_wired(answer.content.decode())
    assert page.all("p", id="id_on-error")


def test_an_explanation_is_saved_and_shown_everywhere(world: World) -> None:
    answer = explain(world)
    address = reverse("timetable", args=[world.child_ref])
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{address}?explained=PP-1#PP-1")
    html = page_of(world, explained="PP-1").content.decode()
    assert (
        "Saved. Placement plan signed for Zephyrine: late, and explained: waiting for somebody outside."
        in html
    )
    assert "The carers were in &lt;hospital&gt;." in html
    assert "decided so on" in html
    for page in ("today", "practice"):
        key = "lead" if page == "practice" else "social worker"
        listed = world.client(key).get(reverse(page)).content.decode()
        assert "Late, and explained: waiting for somebody outside." in listed, page
        assert "hospital" not in listed, page
    for key, told in (("the child", True), ("designated nurse", False)):
        html = page_of(world, key).content.decode()
        assert ("Late, and explained: waiting for somebody outside." in html) == told, key
        assert "hospital" not in html
        assert "decided so on" not in html


def test_a_reason_that_somebody_else_typed_is_not_saved_as_one_s_own(world: World) -> None:
    answer = explain(world, text="The carers were away.", person=world.people["lead"])
    assert answer.status_code == 422
    assert "Somebody else opened this page" in answer.content.decode()
    assert "The carers were away." in answer.content.decode()
    assert not Explanation.objects.filter(text="The carers were away.").exists()


def test_a_note_that_something_was_saved_says_no_more_than_is_on_record(world: World) -> None:
    for code in ("PP-1", "H-1", "<b>", "nonsense"):
        assert "Saved." not in page_of(world, explained=code).content.decode()


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"reason": None}, "reason", "Say why it is late"),
        ({"reason": "laziness"}, "reason", "Choose one of the answers"),
        ({"decided_by": ""}, "decided_by", "Say who decided"),
        ({"decided_by": "0" * 20}, "decided_by", "Choose one of the answers"),
        ({"decided_on-day": "31", "decided_on-month": "2"}, "decided_on", "real date"),
        (
            {"decided_on-day": "", "decided_on-month": "", "decided_on-year": ""},
            "decided_on",
            "Enter the day of the",
        ),
        ({"decided_on-year": "2999"}, "decided_on", "today or in the past"),
        ({"decided_on-year": "1999"}, "decided_by", "Choose somebody who worked with the child"),
        ({"text": "\0"}, "text", "cannot be kept"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    changes: dict[str, Any], field: str, words: str, world: World
) -> None:
    answer = explain(world, **{"text": "A long story"} | changes)
    assert answer.status_code == 422
    page = assert_wired(answer.content.decode())
    assert words in page.by_id()[f"id_{field}-error"].text
    if "text" not in changes:
        assert page.by_id()["id_text"].text.strip() == "A long story"
    with tenancy.within([world.council_id]):
        assert not Explanation.objects.filter(child=world.child_id).exists()


def test_two_who_explain_at_once_see_each_other(world: World) -> None:
    assert explain(world, "lead", text="First words").status_code == 302
    answer = explain(world, text="Second words")
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "First words" in html
    page = assert_wired(html)
    assert page.by_id()["id_text"].text.strip() == "Second words"
    (version,) = page.all("input", name="version")
    assert explain(world, text="Second words", version=version.attributes["value"]).status_code == 302
    with tenancy.within([world.council_id]):
        rows = Explanation.objects.filter(child=world.child_id).order_by("pk")
        assert [row.text for row in rows] == ["First words", "Second words"]
        assert [row.superseded_at is None for row in rows] == [False, True]


def test_what_is_not_late_is_not_here(world: World) -> None:
    client = world.client("social worker")
    for code, day in (
        ("PP-1", "2026-02-31"),
        ("ZZ-9", world.late),
        ("V-2", "0000-00-00"),
    ):
        address = f"/children/{world.child_ref}/timetable/{code}/{day}/explain"
        assert client.get(address).status_code == 404
        assert client.post(address, said(world)).status_code == 404


def test_an_old_link_to_explain_what_is_not_late_leads_to_where_it_stands(world: World) -> None:
    """It is nobody's refusal: what was late in the list they came from may be done by now."""
    address = reverse("explain_late", args=[world.child_ref, "PP-1", date(2020, 1, 1)])
    answer = world.client("social worker").get(address)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{reverse('timetable', args=[world.child_ref])}?why=PP-1#PP-1"
    assert not Entry.objects.filter(kind=Entry.Kind.REFUSAL).exists()
    for key in ("inspector", "lead of another practice"):
        assert world.client(key).get(address).status_code == 404, key


@pytest.mark.parametrize("done", [False, True])
def test_what_was_done_while_its_page_lay_open_is_said_and_the_words_are_kept(
    done: bool, world: World
) -> None:
    """Done meanwhile, or not due that day at all any more."""
    client = world.client("social worker")
    due = world.late if done else date(2020, 1, 1)
    if done:
        sent = {f"day-{part}": getattr(world.today, part) for part in ("day", "month", "year")}
        meanwhile = client.post(
            reverse("record_happening", args=[world.child_ref]), {"what": "placement_plan_signed", **sent}
        )
        assert meanwhile.status_code == 302
    address = reverse("explain_late", args=[world.child_ref, "PP-1", due])
    answer = client.post(address, said(world, text="A long story"))
    assert answer.status_code == 422
    page = assert_wired(answer.content.decode())
    (summary,) = page.all("div", class_="govuk-error-summary")
    assert "Nothing of this kind is late since that day. It may have been done meanwhile." in summary.text
    assert page.by_id()["id_text"].text.strip() == "A long story"
    assert "It stays late" not in answer.content.decode()
    # it was their own page: nothing was refused
    assert not Entry.objects.filter(kind=Entry.Kind.REFUSAL).exists()
    # but whoever may not write is refused as before
    assert world.client("inspector").post(address, said(world)).status_code == 404
    assert Entry.objects.filter(kind=Entry.Kind.REFUSAL).exists()


def test_what_is_missing_or_to_be_done_leads_to_where_it_is_entered_and_back(world: World) -> None:
    html = page_of(world).content.decode()
    address = reverse("record_happening", args=[world.child_ref])
    assert f'href="{address}?what=placement_plan_signed&amp;from=timetable"' in html
    assert f'href="{reverse("child_facts", args=[world.child_ref])}"' in html
    today = {f"day-{part}": str(getattr(world.today, part)) for part in ("day", "month", "year")}
    sent = {"what": "placement_plan_signed", "from": "timetable", **today}
    client = world.client("social worker")
    answer = client.post(f"{address}?what=placement_plan_signed&from=timetable", sent)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    assert answer.headers["Location"].startswith(reverse("timetable", args=[world.child_ref]))
    told = client.get(answer.headers["Location"]).content.decode()
    assert "On record." in told
    assert "The placement plan was signed" in told
