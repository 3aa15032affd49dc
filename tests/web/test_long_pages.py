"""Long pages are short: what repeats is folded under a name and a number, nothing is left out, and all can be found."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from steadyhand.contexts.cases.loaders import rules
from steadyhand.contexts.cases.loaders.rules import Line, Said, Stands
from steadyhand.contexts.cases.models import Child, Duty
from steadyhand.engines.timescales import RULES
from steadyhand.foundations.access import tenancy
from web.pages import Page, assert_wired
from web.test_happenings import recorded
from web.test_rules_pages import DAY
from web.world import World


@pytest.fixture
def administrator(world: World) -> Client:
    return world.client("administrator")


def page_of(world: World, key: str, name: str, *arguments: str, **asked: str) -> Page:
    answer = world.client(key).get(reverse(name, args=arguments), asked)
    assert answer.status_code == 200
    return assert_wired(answer.content.decode())


def folds(page: Page) -> dict[str, Any]:
    """What is folded on a page, by the words one opens it with."""
    return {each.text.strip().splitlines()[0].strip(): each for each in page.all("details")}


def test_rules_lie_under_what_they_are_about_with_how_many(world: World) -> None:
    page = page_of(world, "social worker", "rules")
    found = folds(page)
    assert found["Health: 7 rows"].attributes.get("open") is None
    listed = re.findall(r"\b[A-Z]{1,3}-[0-9]{1,2} ", " ".join(each.text for each in found.values()))
    assert {code.strip() for code in listed} >= set(RULES), "every row is in it"
    assert sum(int(re.search(r"(\d+) row", title)[1]) for title in found if " row" in title) == len(RULES)  # type: ignore[index]


def test_a_rule_is_found_by_any_word_of_its_line_without_a_script(world: World) -> None:
    for asked, code in (
        ("dental", "H-4"),
        ("  IRO  alone ", "REV-6"),
        ("h-4", "H-4"),
    ):
        found = folds(page_of(world, "social worker", "rules", q=asked))
        (title,) = [title for title, each in found.items() if f"{code} " in each.text]
        assert "open" in found[title].attributes
    html = world.client("social worker").get(reverse("rules"), {"q": "<b>nothing"}).content.decode()
    assert "No rule is in this list." in html
    assert "<b>nothing" not in html
    kept = world.client("social worker").get(reverse("rules"), {"q": "dental", "show": "unconfirmed"})
    assert 'name="show" value="unconfirmed"' in kept.content.decode()


def test_happenings_after_the_first_few_lie_under_their_year(world: World) -> None:
    before = date(world.today.year - 1, 6, 1)
    for number in range(7):
        recorded(world, "dental_check", before + timedelta(days=number))
    page = page_of(world, "social worker", "happenings", world.child_ref)
    found = folds(page)
    (title,) = [title for title in found if title.endswith("things")]
    assert title.startswith(("Earlier in ", str(before.year)))
    assert int(re.search(r"(\d+) things", title)[1]) >= 3  # type: ignore[index]
    html = world.client("social worker").get(reverse("happenings", args=[world.child_ref])).content.decode()
    assert html.count("Dental check</") == 7, "nothing is left out"


def many(world: World, number: int) -> None:
    """So many things due on each of two days of this month, for the child of the world."""
    with tenancy.within([world.council_id]):
        child = Child.objects.get(pk=world.child_id)
        Duty.objects.filter(child=child).delete()
        for place in range(number):
            for day in (1, 2):
                Duty.objects.create(
                    child=child, council_id=world.council_id, code="H-5", anchor=f"{day}", number=place,
                    due_at=world.today.replace(day=day), started_on=world.today.replace(day=1), is_open=True,
                )  # fmt: skip


def test_a_month_of_many_things_lies_under_its_days(world: World) -> None:
    many(world, 4)
    found = folds(page_of(world, "lead", "calendar"))
    first = world.today.replace(day=1)
    (title,) = [title for title in found if title.startswith(f"{first:%A} 1 {first:%B}")]
    assert found[title].text.count("Immunisation: ") >= 4
    assert re.search(r"\d+ things$", title)
    of_day = page_of(world, "lead", "calendar", day=first.isoformat())
    assert not [title for title in folds(of_day) if "things" in title], "one day lies open"


# What a change of the rules would change


def line(
    code: str, *, unconfirmed: bool, worker: str = "Ann Other", after: Stands = Stands.NOT_ASKED
) -> Line:
    return Line("Lantern", worker, len(worker), code, Said(Stands.DUE, unconfirmed), Said(after), 2, 2)


def shown(*lines: Line, administrator: Client, monkeypatch: pytest.MonkeyPatch) -> Page:
    monkeypatch.setattr(rules, "if_added", lambda *args, **said: rules.Effect(9, 5, 4, lines))
    return Page(administrator.post(reverse("add_days"), DAY).content.decode())


def test_a_preview_tells_first_what_counts_and_folds_what_is_not_confirmed(
    administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(
        line("M-1", unconfirmed=True), line("M-1", unconfirmed=True, worker="Bea Other"),
        line("PP-1", unconfirmed=False), line("PP-1", unconfirmed=False, worker="Bea Other"),
        line("M-3", unconfirmed=True, after=Stands.LATE),
        administrator=administrator, monkeypatch=monkeypatch,
    )  # fmt: skip
    (title,) = [title for title in folds(page) if "not confirmed" in title]
    assert title == "Of rules that are not confirmed: 1 change"
    folded = folds(page)[title].text
    main = page.all("main")[0].text.replace(folded, "")
    assert "PP-1" in main
    assert "4 children" in main, "by row, over all workers"
    assert "With rules that are not confirmed it is 5 children." in main
    assert "M-1" not in main
    assert "M-1" in folded
    assert folded.count("Ann Other") == folded.count("Bea Other") == 1
    assert "M-3" in main, "confirmed, it counts from now on"
    assert main.index("M-3") > 0


def test_a_preview_of_nothing_that_counts_says_so(
    administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(line("M-1", unconfirmed=True), administrator=administrator, monkeypatch=monkeypatch)
    main = page.all("main")[0].text
    assert "Nothing that counts changes" in main
    assert "M-1" in main
