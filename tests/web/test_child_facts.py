"""What is so of a child and of their homes: shown as far as one may know it, and put right in short forms."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import Field
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases.loaders.happenings import name_of
from steadyhand.contexts.cases.models import Child, Circumstances, Duty, Fact, Placement
from steadyhand.contexts.organisations.models import Person
from steadyhand.engines.timescales import RULES
from steadyhand.foundations.access import tenancy
from steadyhand.web.child.fact_forms import OF_A_HOME, OF_THE_CHILD, FactsForm, as_on_record, says_of
from web.pages import Page, assert_wired
from web.world import PLANTED, World

WORKER = "social worker"
# What a home is and when they lived there is put right where moves are told of, and not here.
NOT_ASKED_HERE = {"home", "type", "start", "end", "starts_at", "ends_at", "address_withheld"}


def asked_fields(model: type[Fact]) -> set[str]:
    inherited = {field.name for field in Fact._meta.get_fields() if isinstance(field, Field)} | {"id"}
    return {field.name for field in model._meta.concrete_fields} - inherited


def test_every_fact_that_the_clock_is_told_is_asked_once_with_rules_that_exist() -> None:
    of_child = [each for group in OF_THE_CHILD for each in group.facts]
    of_home = [each for group in OF_A_HOME for each in group.facts]
    assert sorted(each.name for each in of_child) == sorted(asked_fields(Circumstances))
    assert sorted(each.name for each in of_home) == sorted(asked_fields(Placement) - NOT_ASKED_HERE)
    for each in (*of_child, *of_home):
        assert set(each.rules) <= set(RULES)
        assert each.why


@pytest.mark.parametrize("group", [*OF_THE_CHILD, *OF_A_HOME], ids=lambda group: group.name)
@pytest.mark.parametrize("value", [True, False, None], ids=["yes", "no", "unsaid"])
def test_what_is_on_record_comes_back_from_its_form_as_it_was(group: object, value: bool | None) -> None:
    row = Circumstances() if group in OF_THE_CHILD else Placement()
    for each in group.facts:  # type: ignore[attr-defined]
        if type(row)._meta.get_field(each.name).get_internal_type() == "BooleanField":
            may_be_empty = type(row)._meta.get_field(each.name).null
            setattr(row, each.name, value if may_be_empty or value is not None else False)
    blank = FactsForm(group=group, initial=as_on_record(group, row))  # type: ignore[arg-type]
    typed = {
        name: bound for name, field in blank.fields.items() if (bound := blank[name].value()) is not None
    }
    form = FactsForm(typed, group=group)  # type: ignore[arg-type]
    assert form.is_valid(), form.errors
    assert form.says() == says_of(group, row)  # type: ignore[arg-type]


def facts(world: World, who: str = WORKER) -> str:
    answer = world.client(who).get(reverse("child_facts", args=[world.child_ref]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def change(world: World, who: str = WORKER, **typed: str) -> HttpResponse:
    return world.client(who).post(reverse("change_circumstances", args=[world.child_ref]), typed)


def child_of(world: World) -> Child:
    return Child.objects.get(pk=world.child_id)


def home_of(world: World) -> Placement:
    return Placement.objects.standing().filter(child_id=world.child_id).order_by("start").first()  # type: ignore[return-value]


def change_home(world: World, row: Placement, who: str = WORKER, **typed: object) -> HttpResponse:
    return world.client(who).post(reverse("change_home", args=[world.child_ref, name_of(row)]), typed)


def test_what_is_so_is_listed_with_a_way_to_change_it_and_why_it_is_asked(world: World) -> None:
    answer = world.client(WORKER).get(reverse("child_facts", args=[world.child_ref]))
    page, html = assert_wired(answer.content.decode()), facts(world)
    links = [
        str(each.attributes["href"]) for each in page.all("a") if "group=" in str(each.attributes.get("href"))
    ]
    assert len(links) == 4 + 3, "of the child, and of a home they still live in"
    for link in links:
        assert world.client(WORKER).get(link).status_code == 200
    assert html.count("Why is this asked?") == len(links) - 1, "of a death nobody reads before it is told"
    assert "The text of the law was read for this rule." in html or "Taken from at least two sources" in html
    assert f"With {PLANTED['carers']}, from" in html


def test_what_is_said_turns_rules_on_and_stays_beside_what_was_said_before(world: World) -> None:
    assert change(world, group="arrival", unaccompanied="yes")["Location"].endswith("/facts?changed=1")
    assert change(world, group="education", key_stage="4", early_years_education="unsaid").status_code == 302
    with tenancy.within([world.council_id]):
        row = Circumstances.objects.standing().get(child_id=world.child_id)
        assert Duty.objects.filter(child_id=world.child_id, code="UA-3", is_open=True).exists()
    assert (row.unaccompanied, row.key_stage, row.early_years_education) == (True, 4, None)
    assert "Key stage 4" in facts(world)
    answer = world.client(WORKER).get(reverse("child_facts", args=[world.child_ref]) + "?changed=1")
    assert "What is due was worked out again." in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"group": "education", "key_stage": "9", "early_years_education": "yes"}, "Choose one of the answers"),
        ({"group": "education", "early_years_education": "yes"}, "Choose an answer"),
        ({"group": "death", "died_on-day": "1", "died_on-month": "1", "died_on-year": "2090"}, "must be today or in the past"),
        ({"group": "death", "died_on-day": "31", "died_on-month": "2", "died_on-year": "2020"}, "must be a real date"),
        ({"group": "nonsense"}, "Choose an answer"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_its_field(typed: dict[str, str], words: str, world: World) -> None:
    answer = change(world, **typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    if "died_on-year" in typed:
        assert f'value="{typed["died_on-year"]}"' in answer.content.decode()
    with tenancy.within([world.council_id]):
        assert not Circumstances.objects.filter(child_id=world.child_id).exists()


def test_of_two_who_change_the_same_both_are_shown_and_of_two_who_do_not_neither_is_asked(
    world: World,
) -> None:
    change(world, "lead", group="reviews", unable_to_take_part="yes", opened="")
    assert change(world, group="arrival", unaccompanied="yes", opened="").status_code == 302, "another fact"
    with tenancy.within([world.council_id]):
        opened = name_of(Circumstances.objects.standing().get(child_id=world.child_id))
    change(world, "lead", group="education", key_stage="2", early_years_education="no", opened=opened)
    typed = {"group": "education", "key_stage": "3", "early_years_education": "no", "opened": opened}
    answer = change(world, **typed)
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Key stage 2" in html
    assert "Key stage 3" in html
    page = Page(html)
    sent = {
        str(e.attributes["name"]): str(e.attributes.get("value") or "")
        for e in page.all("input", type="hidden")
    }
    assert change(world, **sent).status_code == 302
    assert "Key stage 3" in facts(world)


def test_what_is_so_of_a_home_is_changed_and_a_page_of_the_version_before_still_counts(world: World) -> None:
    with tenancy.within([world.council_id]):
        row = home_of(world)
    assert (
        change_home(world, row, group="where", area="distant", emergency="yes", short_break="no").status_code
        == 302
    )
    assert change_home(world, row, group="kind", marks=["listed", "excepted"]).status_code == 302, (
        "another group"
    )
    with tenancy.within([world.council_id]):
        now = home_of(world)
        assert Duty.objects.filter(child_id=world.child_id, code="PP-3", is_open=True).exists()
    assert (now.area, now.emergency, now.listed, now.excepted, now.registered_supported) == (
        "distant",
        True,
        True,
        True,
        False,
    )
    assert (now.home_id, now.start, now.address_withheld) == (row.home_id, row.start, row.address_withheld)
    answer = change_home(world, row, "lead", group="where", area="inside", emergency="yes", short_break="no")
    assert answer.status_code == 409
    assert "Further away" in answer.content.decode()
    with tenancy.within([world.council_id]):
        assert home_of(world).area == "distant"


def test_whether_everybody_was_told_is_asked_once_a_home_has_ended(world: World) -> None:
    assert "Everybody was told before it ended" not in facts(world)
    with tenancy.within([world.council_id]):
        row, by = home_of(world), Person.objects.get(ref=world.people[WORKER])
        home = operations.add_home(
            council=child_of(world).council, carers="Ann Other", address="2 Somewhere Road", postcode="NM1 1AB",
            by=Person.objects.get(ref=world.people["lead"]), on=world.today,
        )  # fmt: skip
        operations.start_placement(
            child=child_of(world),
            home=home,
            type=row.type,
            start=world.today - timedelta(days=2),
            by=by,
            on=world.today,
        )
        ended = home_of(world)
    assert "Everybody was told before it ended" in facts(world)
    assert change_home(world, ended, group="end", told_beforehand="no").status_code == 302
    with tenancy.within([world.council_id]):
        assert Duty.objects.filter(child_id=world.child_id, code="PP-15", is_open=True).exists()


def test_of_a_withheld_home_nothing_is_told_to_who_may_not_know_it(world: World) -> None:
    with tenancy.within([world.council_id]):
        row = home_of(world)
    change_home(world, row, group="where", area="distant", emergency="no", short_break="no")
    for key in ("designated nurse", "virtual school head", "in an emergency"):
        html = facts(world, key)
        assert "Kept from you with the address" in html
        for words in (PLANTED["carers"], PLANTED["address"], "Further away", "Change"):
            assert words not in html, key
    html = facts(world, "the child")
    assert PLANTED["carers"] in html, "they know whom they live with"
    assert "died" not in html
    assert "You may know who" in facts(world, "advocate")
    assert change_home(world, row, "designated nurse", group="where").status_code == 404
    assert change(world, "the child", group="reviews", unable_to_take_part="yes").status_code == 404


def test_no_address_leads_to_a_home_of_another_child(world: World) -> None:
    with tenancy.within([world.council_id]):
        row = home_of(world)
    client = world.client(WORKER)
    assert client.get(reverse("change_home", args=[world.sibling_ref, name_of(row)])).status_code == 404
    assert client.get(reverse("change_home", args=[world.child_ref, world.happening])).status_code == 404


def test_what_was_chosen_outlives_being_signed_out(world: World) -> None:
    address = reverse("change_circumstances", args=[world.child_ref])
    answer = Client().post(address, {"group": "reviews", "unable_to_take_part": "yes", "opened": ""})
    assert answer.status_code == 403
    page = Page(answer.content.decode())
    again = {
        str(e.attributes["name"]): str(e.attributes.get("value") or "")
        for e in page.all("input", type="hidden")
    }
    again.pop("csrfmiddlewaretoken", None)
    assert change(world, **again).status_code == 302
    assert (
        change(world, group="reviews", unable_to_take_part="no", person=world.people["lead"]).status_code
        == 422
    )


def test_nobody_reads_of_a_death_that_is_not_so_and_whoever_writes_finds_where(world: World) -> None:
    address = reverse("child_facts", args=[world.child_ref])
    html = world.client("social worker").get(address).content.decode()
    assert "If they died" not in html
    assert "The day they died" not in html
    assert (
        f'href="{reverse("change_circumstances", args=[world.child_ref])}?group=death">Record a death</a>'
        in html
    )
    for key in ("director", "the child"):
        assert "death" not in world.client(key).get(address).content.decode()
    with tenancy.within([world.council_id]):
        child = Child.objects.get(pk=world.child_id)
        by = Person.objects.get(ref=world.people["social worker"])
        operations.record_circumstances(child=child, died_on=world.today, by=by, on=world.today)
    html = world.client("social worker").get(address).content.decode()
    assert "If they died" in html
    assert "Record a death" not in html


def test_the_facts_are_a_page_of_the_record_and_say_so(world: World) -> None:
    html = world.client("social worker").get(reverse("child_facts", args=[world.child_ref])).content.decode()
    (current,) = [
        each
        for each in Page(html).all("a")
        if each.attributes.get("aria-current") == "page" and each.text == "Facts"
    ]
    assert current.attributes["href"] == reverse("child_facts", args=[world.child_ref])
    now = world.client("social worker").get(reverse("child", args=[world.child_ref])).content.decode()
    assert f'href="{reverse("child_facts", args=[world.child_ref])}"' in now
