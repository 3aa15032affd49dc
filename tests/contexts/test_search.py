"""Search: keys in step with the record, only those one may open, their own first, and what goes on record."""

from __future__ import annotations

import importlib
from typing import Any

import pytest
from django.apps import apps

from contexts.builders import OPENED, TODAY, House, days
from steadyhand.contexts.cases import loaders, operations
from steadyhand.contexts.cases.gather import name_keys
from steadyhand.contexts.cases.models import Child, Identity, NameKey, Placement
from steadyhand.contexts.cases.permissions.checks import MayNot
from steadyhand.contexts.cases.states import AllocationRole
from steadyhand.contexts.organisations import operations as organisations
from steadyhand.contexts.organisations.models import Person
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.engines.naming import How
from steadyhand.foundations.access import tenancy
from steadyhand.foundations.audit.models import Entry


def stored(child: Child) -> set[tuple[str, str]]:
    return set(NameKey.objects.filter(child=child).values_list("kind", "key"))


def made(child: Child) -> set[tuple[str, str]]:
    return {(row.kind, row.key) for row in name_keys(child, Identity.objects.standing().get(child=child))}


def find(house: House, who: Person, text: str) -> list[tuple[str, How]]:
    found = loaders.find_children(house.standing(who), text, on=house.day).found
    return [(each.identity.name, each.how) for each in found]


def test_a_new_record_has_its_keys_at_once(house: House) -> None:
    child = house.opened(given_name="Róisín", family_name="O'Rahill", identifier="A-17")
    assert stored(child) == made(child)
    assert {("n", "roisin"), ("n", "orahill"), ("i", "#a17")} <= stored(child)
    assert set(NameKey.objects.values_list("council_id", flat=True)) == {house.council.pk}


def test_a_name_that_was_put_right_leaves_no_key(house: House) -> None:
    child = house.allocated(given_name="Zebedee")
    identity = Identity.objects.get(child=child)
    operations.correct_identity(identity=identity, given_name="Marlon", by=house.worker, on=TODAY)
    assert stored(child) == made(child)
    assert find(house, house.worker, "zebedee") == []
    assert find(house, house.worker, "marlon") == [("Marlon Fairweather", How.NAME)]


def test_keys_are_part_of_the_act_that_is_undone(house: House) -> None:
    child = house.allocated(given_name="Zebedee")
    before = stored(child)

    def put_right_and_go_on_to_what_is_refused() -> None:
        identity = Identity.objects.standing().get(child=child)
        with operations.one_act(by=house.worker, on=TODAY):
            operations.correct_identity(identity=identity, given_name="Marlon", by=house.worker, on=TODAY)
            operations.add_home(
                council=house.council, carers="x", address="x", postcode="x", by=house.worker, on=TODAY
            )

    with pytest.raises(MayNot):
        put_right_and_go_on_to_what_is_refused()
    assert stored(child) == before


def test_children_on_record_before_search_get_their_keys(house: House) -> None:
    """As the migration does it, in batches that are smaller than the number of children; begun again, it goes on."""
    children = [house.opened(given_name=name) for name in ("Reuben", "Mina", "Skye")]
    children.append(house.opened(given_name="Isla", neighbours=True))
    wanted = {child.pk: stored(child) for child in children}
    NameKey.objects.exclude(child=children[1]).delete()
    migration = importlib.import_module("steadyhand.contexts.cases.migrations.0004_fill_name_keys")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migration, "CHILDREN_AT_ONCE", 2)
        migration.fill(apps, None)
    assert {child.pk: stored(child) for child in children} == wanted


def test_each_way_of_finding(house: House) -> None:
    house.allocated(
        given_name="Tayo", family_name="Aderinwale-Finch", said_as="TIE-oh", identifier="FH-00123"
    )
    house.allocated(given_name="William", family_name="Sorrell", identifier="FH-00124")
    house.allocated(given_name="Chidinma", known_as="Didi", family_name="Okonjide", identifier="FH-9")
    tayo, will, didi = "Tayo Aderinwale-Finch", "William Sorrell", "Didi Okonjide"
    for text, found in (
        ("TAYO", (tayo, How.NAME)),
        ("tio", (tayo, How.SAID)),
        ("addernwale", (tayo, How.LOOKS)),
        ("aderinwale finch tayo", (tayo, How.NAME)),
        ("fh00123", (tayo, How.NUMBER)),
        ("billy sorel", (will, How.NICKNAME)),
        ("sorr", (will, How.START)),
        ("chidinma", (didi, How.GIVEN)),
        ("didi", (didi, How.NAME)),
    ):
        assert find(house, house.worker, text)[:1] == [found], text
    assert {name for name, _ in find(house, house.worker, "FH-001")} == {tayo, will}
    for text in ("00123", "123", "fh-00123 tayo", "aderinwale 123"):
        assert find(house, house.worker, text) == [(tayo, How.NUMBER)], text
    assert find(house, house.worker, "fh-00123 william") == []


def test_names_without_a_space_between_them_are_found_either_way(house: House) -> None:
    house.allocated(given_name="小明", family_name="王", identifier="FH-00125")
    for text in ("王小明", "小明王", "小明", "王 小明"):
        assert find(house, house.worker, text) == [("小明 王", How.NAME)], text


@pytest.mark.parametrize(
    "text", ["", "   ", "%", "_", "\x00", "😀", "***", "a" * 81, "x" * 10_000, "%' OR 1=1 --🙂" * 9]
)
def test_nothing_is_asked_for_what_is_no_name(
    text: str, house: House, django_assert_num_queries: Any
) -> None:
    standing = house.standing(house.worker)
    with django_assert_num_queries(0):
        assert loaders.find_children(standing, text, on=TODAY) == loaders.Search(asked=False)


def test_the_closest_come_first_where_none_is_ones_own(house: House) -> None:
    for number in range(3):
        house.held(given_name="Mina", family_name="Sorrell", identifier=f"B-{number}")
    mine = house.allocated(given_name="Meena", family_name="Sorrell")
    found = loaders.find_children(house.standing(house.worker), "mina sorrell", on=TODAY).found
    assert [each.identity.child_id for each in found] == [mine.pk]
    by_lead = loaders.find_children(house.standing(house.lead), "mina sorrell", on=TODAY).found
    assert len(by_lead) == 4
    assert by_lead[-1].identity.child_id == mine.pk, "the closest first where none is one's own"


def test_a_worker_who_leads_has_their_own_first(house: House) -> None:
    for number in range(3):
        house.held(given_name="Mina", family_name="Sorrell", identifier=f"B-{number}")
    mine = house.held(given_name="Meena", family_name="Sorrell")
    # the lead of a practice may carry a caseload too
    organisations.give_role(
        person=house.lead, kind=RoleKind.PERSONAL_ADVISER, at=house.lantern, by=None, on=OPENED
    )
    house.allocate(mine, house.lead, AllocationRole.PERSONAL_ADVISER)
    found = loaders.find_children(house.standing(house.lead), "mina sorrell", on=TODAY).found
    assert found[0].identity.child_id == mine.pk
    assert [each.own for each in found] == [True, False, False, False]


@pytest.mark.parametrize(
    "who", ["oakfield_worker", "oakfield_lead", "second", "neighbour_officer", "commissioner"]
)
def test_somebody_elses_child_never_appears(who: str, house: House) -> None:
    house.placed(given_name="Zebedee", family_name="Sorrell", identifier="A-177")
    someone = getattr(house, who)
    nobody = loaders.find_children(house.standing(someone), "nobody", on=TODAY)
    for text in ("zebedee", "sorrell", "zeb", "A-177", "zebedy sorel"):
        assert loaders.find_children(house.standing(someone), text, on=TODAY) == nobody, "not even by count"


def test_many_who_may_not_be_seen_do_not_crowd_out_one_who_may(house: House, monkeypatch: Any) -> None:
    monkeypatch.setattr(loaders, "LOOKED_AT", 3)
    for number in range(6):
        house.held(body=house.oakfield, given_name="Mina", family_name="Sorrell", identifier=f"B-{number}")
    house.allocated(given_name="Mina", family_name="Sorrell", identifier="C-1")
    search = loaders.find_children(house.standing(house.worker), "mina sorrell", on=TODAY)
    assert len(search.found) == 1
    assert not search.more


def test_a_name_that_many_bear_is_cut_short_and_says_so(house: House, monkeypatch: Any) -> None:
    monkeypatch.setattr(loaders, "SHOWN", 2)
    for number in range(3):
        house.held(given_name="Mina", family_name="Sorrell", identifier=f"B-{number}")
    search = loaders.find_children(house.standing(house.lead), "mina", on=TODAY)
    assert (len(search.found), search.more) == (2, True)


def test_a_whole_name_that_one_child_bears_is_not_said_to_be_that_of_others(
    house: House, monkeypatch: Any
) -> None:
    monkeypatch.setattr(loaders, "LOOKED_AT", 3)
    for name in ("Wykeham", "Wykes", "Wyke"):
        house.held(given_name="Robert", family_name=name)
    house.held(given_name="Robert", family_name="Fairweather")
    search = loaders.find_children(house.standing(house.lead), "robert fairweather", on=TODAY)
    assert [each.identity.family_name for each in search.found] == ["Fairweather"]
    assert not search.more


def test_who_may_know_the_name_alone_gets_the_name_alone(house: House) -> None:
    child = house.placed(
        since=TODAY - days(9), given_name="Chidinma", known_as="Didi", said_as="dee-DEE", identifier="A-177"
    )
    house.allocate(child, house.advocate, AllocationRole.ADVOCATE)
    (found,) = loaders.find_children(house.standing(house.advocate), "didi", on=TODAY).found
    assert found.name_only
    assert (found.home, found.workers) == (None, ())
    for text in ("A-177", "177", "A-177 didi", "chidinma"):
        assert find(house, house.advocate, text) == [], "what they may not know does not lead to the name"
        assert find(house, house.worker, text) != []


def test_a_withheld_home_is_hidden_from_those_without_the_right(house: House) -> None:
    child = house.placed(since=TODAY - days(9), given_name="Mina")
    operations.correct_placement(
        placement=Placement.objects.get(child=child), address_withheld=True, by=house.worker, on=TODAY
    )
    (seen,) = loaders.find_children(house.standing(house.worker), "mina", on=TODAY).found
    (head,) = loaders.find_children(house.standing(house.head), "mina", on=TODAY).found
    assert seen.home is not None
    assert head.home is not None
    assert seen.home.carers == "Sue and Delroy Hartwick"
    assert (head.home.hidden, head.home.carers, head.home.address) == (True, "", "")


def test_the_read_is_on_record_with_the_children_shown_and_nothing_typed(house: House) -> None:
    child = house.allocated(given_name="Zebedee", family_name="Sorrell")
    house.allocated(given_name="Mina", family_name="Oakshott")
    before = Entry.objects.count()
    find(house, house.worker, "zebedy")
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.latest("pk")
    assert (entry.kind, entry.verb, entry.actor_id) == (
        Entry.Kind.READ,
        "children.found",
        house.worker.account_id,
    )
    assert (entry.subject_type, entry.subject_id) == ("person", str(house.worker.pk))
    assert entry.detail == {"children": [child.pk]}


def test_the_search_itself_is_few_questions(house: House, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        house.placed(given_name="Mina", family_name="Sorrell", identifier=f"B-{number}")
    standing = house.standing(house.manager)
    # windows, keys, names; then windows, ties, homes, workers; then the record
    with django_assert_max_num_queries(8):
        assert len(loaders.find_children(standing, "meena sorel", on=TODAY).found) == 12


def test_keys_stand_behind_the_wall_too(house: House) -> None:
    house.opened(given_name="Zebedee")
    with tenancy.within([house.neighbour.pk]):
        reached = NameKey.objects.filter(key="zebedee").exists()
        standing = house.standing(house.neighbour_officer)
        assert loaders.find_children(standing, "zebedee", on=TODAY).found == ()
    from django.db import connection

    assert reached == (connection.vendor == "sqlite")


def test_a_name_that_is_not_shown_changes_nothing_for_who_may_know_the_shown_one_alone(house: House) -> None:
    typed = [
        f"{first} Quillfeather"
        for first in ("Max", "Omar Max", "Olga Max", "Ivy Max", "Hugh Max", "Hugh", "Hughie")
    ]
    answers = []
    for so_many, given in enumerate(("Hugh", "Bernadette", ""), start=1):
        child = house.held(given_name=given, family_name="Quillfeather", known_as="Max")
        house.allocate(child, house.advocate, AllocationRole.ADVOCATE)
        answers.append([len(find(house, house.advocate, text)) / so_many for text in typed])
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] == 1, "by the name that is shown"
