"""What goes on record: every read, every refusal after its rollback, and never a word of content."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from contexts.builders import House, at, days
from steadyhand.contexts.cases import loaders, operations
from steadyhand.contexts.cases.models import Child, Duty, Identity, Visit
from steadyhand.contexts.cases.states import ContactKind, LateBecause, NoteKind, RelationKind, WindowKind
from steadyhand.contexts.organisations import operations as organisations
from steadyhand.foundations.access import tenancy
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.audit.models import Entry

PLANTED = ["Zephyrine", "Quillfeather", "Plumtrellis", "Marrowdean", "Inkbottle", "Thistlewick", "Gooseberry"]


def entries(since: int = 0, **only: Any) -> list[tuple[str, str, str, int | None, str]]:
    rows = Entry.objects.filter(pk__gt=since, **only).order_by("pk")
    return list(rows.values_list("kind", "verb", "subject_id", "actor_id", "because"))


def newest() -> int:
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def signed_in(of: Any) -> Client:
    client = Client()
    client.force_login(of.account)
    return client


def words(answer: Any) -> str:
    """A page without the token that differs each time."""
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", answer.content.decode())


def test_each_read_through_a_loader_is_one_entry(house_today: House) -> None:
    house = house_today
    home = house.home()
    child, sister = house.placed(since=house.day, home=home), house.placed(since=house.day, home=home)
    operations.relate(
        child=child, kind=RelationKind.SISTER, other_child=sister, by=house.worker, on=house.day
    )
    worker, lead = house.standing(house.worker), house.standing(house.lead)
    by, boss = house.worker.account_id, house.lead.account_id
    until = house.day + days(14)
    reads = [
        (lambda: loaders.child_file(worker, child.ref), [("child.opened", child.pk, by, "allocated")]),
        (lambda: loaders.child_file(lead, child.ref), [("child.opened", child.pk, boss, "lead")]),
        (
            lambda: loaders.visit_page(worker, child.ref, on=house.day),
            [("visit.page_opened", one.pk, by, "allocated") for one in (child, sister)],
        ),
        (
            lambda: loaders.working_day(worker, on=house.day, until=until),
            [("today.opened", house.worker.pk, by, "")],
        ),
        (
            lambda: loaders.children_of(worker, on=house.day),
            [("children.listed", house.worker.pk, by, "")],
        ),
        (
            lambda: loaders.practice_list(lead, on=house.day, until=until),
            [("practice.opened", house.lantern.pk, boss, "")],
        ),
    ]
    for read, wanted in reads:
        before = newest()
        read()
        assert entries(before) == [
            ("read", verb, str(subject), actor, because) for verb, subject, actor, because in wanted
        ]


def test_lists_name_whom_they_showed(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day)
    house.held(body=house.oakfield)
    loaders.children_of(house.standing(house.worker), on=house.day)
    loaders.practice_list(house.standing(house.lead), on=house.day, until=house.day)
    for verb in ("children.listed", "practice.opened"):
        assert Entry.objects.get(verb=verb).detail == {"children": [child.pk]}


def test_somebody_who_leads_nothing_has_no_practice(house_today: House) -> None:
    house = house_today
    with pytest.raises(NotHereOrNotYours):
        loaders.practice_list(house.standing(house.worker), on=house.day, until=house.day)


@pytest.mark.parametrize("who", ["oakfield_worker", "neighbour_officer", "administrator"])
def test_a_refused_page_is_on_record_and_on_the_childs_page(who: str, house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day)
    someone = getattr(house, who)
    before = newest()

    answer = signed_in(someone).get(reverse("child", args=[child.ref]))
    nobody = signed_in(someone).get(reverse("child", args=["0" * 20]))

    assert (answer.status_code, nobody.status_code) == (404, 404)
    # a child who is somebody else's looks exactly like one who does not exist
    shown = [
        words(each).replace(each.headers["Steadyhand-Reference"], "").replace(ref, "")
        for each, ref in ((answer, child.ref), (nobody, "0" * 20))
    ]
    assert shown[0] == shown[1]
    refused = Entry.objects.filter(pk__gt=before, kind=Entry.Kind.REFUSAL).order_by("pk")
    assert [(row.verb, row.actor_id, row.route) for row in refused] == [
        ("child.opened", someone.account_id, "child")
    ] * 2
    assert all(row.reference for row in refused)
    page = signed_in(house.worker).get(reverse("who_has_looked", args=[child.ref]))
    assert someone.name in page.content.decode()


def test_a_refused_save_leaves_the_refusal_and_nothing_else(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day)
    before = newest()
    answer = signed_in(house.oakfield_worker).post(
        reverse("record_visit", args=[child.ref]), {"who": child.ref, "alone": "all"}
    )
    assert answer.status_code == 404
    assert not Visit.objects.exists()
    assert [(kind, verb) for kind, verb, *_ in entries(before) if kind != "sign_in"] == [
        ("refusal", "visit.page_opened")
    ]


@pytest.mark.parametrize(
    ("page", "verb"), [("visit", "visit.opened"), ("correct_visit", "visit.page_opened")]
)
def test_a_visit_that_is_not_there_is_a_refusal_and_no_read(page: str, verb: str, house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day)
    before = newest()
    answer = signed_in(house.worker).get(reverse(page, args=[child.ref, "e" * 32]))
    assert answer.status_code == 404
    assert [(kind, verb) for kind, verb, *_ in entries(before) if kind != "sign_in"] == [("refusal", verb)]


def test_what_a_page_read_before_it_refused_is_rolled_back_with_it(
    house_today: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The refusal is written on its own afterwards; on PostgreSQL the page's transaction is undone."""
    house = house_today
    child = house.placed(since=house.day)

    def refuse(*_: Any, **__: Any) -> None:
        raise NotHereOrNotYours(verb="child.opened", subject_type="child", subject_id=str(child.pk))

    monkeypatch.setattr(loaders, "child_now", refuse)
    before = newest()
    assert signed_in(house.worker).get(reverse("child", args=[child.ref])).status_code == 404
    left = [kind for kind, *_ in entries(before) if kind != Entry.Kind.SIGN_IN]
    assert left == (["refusal"] if connection.vendor == "postgresql" else ["read", "refusal"])


def everything_stored() -> dict[str, list[Any]]:
    return {
        model.__name__: list(model._default_manager.order_by("pk").values())
        for app in ("cases", "organisations", "audit")
        for model in apps.get_app_config(app).get_models()
    }


@pytest.mark.parametrize(
    "act",
    [
        lambda house, child: house.visit(child, house.day),
        lambda house, child: house.move(child, house.day),
        lambda house, child: operations.explain(
            child=child, code="PP-1", due_on=Duty.objects.get(child=child, code="PP-1").due_at,
            reason=LateBecause.OTHERS, decided_by=house.worker, decided_on=house.day, by=house.worker, on=house.day,
        ),
        lambda house, child: operations.set_rule(
            council=house.council, code="H-1", is_on=False, because="x", by=house.administrator, on=house.day
        ),
        lambda house, _: organisations.engage(body=house.oakfield, council=house.neighbour, by=None, on=house.day),
    ],
    ids=["a visit", "a move", "an explanation", "a rule", "an engagement"],
)  # fmt: skip
def test_what_cannot_go_on_record_is_not_done(
    act: Callable[[House, Child], object], house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The change and the entry that tells of it are one transaction, an operation's own: no page is around it here."""
    child = house.placed()
    before = everything_stored()
    with monkeypatch.context() as patch:
        patch.setattr(Entry.objects, "bulk_create", no_room)
        patch.setattr(Entry, "save", no_room)
        with pytest.raises(OSError, match="no room"):
            act(house, child)
    assert everything_stored() == before
    act(house, child)
    assert everything_stored() != before


def no_room(*_: Any, **__: Any) -> None:
    raise OSError("no room for the record")


def test_no_entry_holds_a_name_an_address_or_a_written_word(house_today: House) -> None:
    house = house_today
    name, family, street, told, said, wrote, why = PLANTED
    on = house.day
    home = house.home(carers=f"The {family}s", address=f"1 {street} Row", postcode="ZZ1 9ZZ")
    child = house.placed(since=on, home=home, given_name=name, family_name=family)
    who: dict[str, Any] = {"child": child, "by": house.worker, "on": on}
    seen = [operations.Seen(child, seen=True, alone=True, said=said)]
    visit = house.visit(child, on, narrative=told, worried=True, seen=seen, started_at=at(on, 0))
    operations.correct_visit(visit=visit, narrative=f"{told} again", by=house.worker, on=on)
    operations.write_note(at=at(on, 0), text=wrote, **who)
    operations.record_contact(kind=ContactKind.CALL, at=at(on, 0), with_whom=family, text=wrote, **who)
    operations.note_to_know(kind=NoteKind.WARN, text=wrote, because=why, **who)
    operations.relate(kind=RelationKind.MOTHER, name=f"Mum {family}", **who)
    operations.correct_identity(
        identity=Identity.objects.standing().get(child=child), known_as=name, by=house.worker, on=on
    )
    operations.open_window(
        person=house.second,
        council=house.council,
        kind=WindowKind.COVER,
        start=at(on, 0),
        end=at(on + days(1), 0),
        because=why,
        child=child,
        by=house.lead,
        on=on,
    )
    for typed in (f"{name} {family}", f"{name} Nobody"):
        operations.open_in_emergency(
            name=typed,
            date_of_birth=Identity.objects.standing().get(child=child).date_of_birth,
            because=why,
            by=house.oakfield_worker,
            on=on,
        )
    for person in (house.worker, house.lead, house.commissioner):
        client = signed_in(person)
        for route in ("child", "who_has_looked", "record_visit"):
            client.get(reverse(route, args=[child.ref]))
        client.post(reverse("record_visit", args=[child.ref]), {"narrative": told, f"said_{child.ref}": said})
        client.get(reverse("children"), {"q": name})
        client.post(reverse("emergency"), {"name": name, "because": why})

    with tenancy.within([house.council.pk, house.neighbour.pk]):
        assert Entry.objects.count() > 30
        whole = json.dumps(list(Entry.objects.values()), default=str)
    assert [word for word in PLANTED if word.lower() in whole.lower()] == []
    assert "ZZ1 9ZZ" not in whole
