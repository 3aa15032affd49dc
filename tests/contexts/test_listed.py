"""The children a person may open, a page at a time: each once, their own first, and what was shown is on record."""

from __future__ import annotations

import pytest

from contexts.builders import House
from steadyhand.contexts.cases import loaders
from steadyhand.contexts.cases.states import AllocationRole
from steadyhand.contexts.organisations import operations as organisations
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.foundations.audit.models import Entry

NAMES = ("Zed", "anna", "Bo", "Anna", "Cy", "Moss")


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loaders, "A_PAGE", 3)


def test_each_child_stands_on_one_page_own_first_then_by_name(house_today: House, short: None) -> None:
    house = house_today
    house.allocated(given_name="Zoe")
    for name in NAMES:
        house.allocate(house.held(given_name=name), house.worker, AllocationRole.SECOND_WORKER)
    house.neighbours_child(given_name="Aaron")
    standing = house.standing(house.worker)
    pages = [loaders.children_of(standing, on=house.day, page=str(number)) for number in (1, 2, 3)]
    named = [[each.given_name for each in page.identities.values()] for page in pages]
    assert named[0][0] == "Zoe"
    assert [name.lower() for page in named for name in page][1:] == sorted(name.lower() for name in NAMES)
    assert [len(each) for each in named] == [3, 3, 1]
    assert [len(page.own) for page in pages] == [1, 0, 0]
    listed = [
        set(entry.detail["children"]) for entry in Entry.objects.filter(verb="children.listed").order_by("pk")
    ]
    assert listed == [set(page.identities) for page in pages], "what was shown is on record, and no more"


@pytest.mark.parametrize(
    ("asked", "shown"), [("", 1), ("x", 1), ("2", 2), ("99", 3), ("-1", 3), ("2e9", 1),
        ("1" * 400, 3), ("1" * 5000, 1), ("\0", 1)]
)  # fmt: skip
def test_whatever_page_is_asked_for_there_is_one(
    asked: str, shown: int, house_today: House, short: None
) -> None:
    for name in (*NAMES, "Ola"):
        house_today.allocated(given_name=name)
    found = loaders.children_of(house_today.standing(house_today.worker), on=house_today.day, page=asked)
    assert found.page.number == shown


def test_a_child_is_theirs_only_while_they_hold_the_post(house_today: House) -> None:
    """A worker who became a manager still may open the record, and works with the child no more."""
    house = house_today
    child, worker = house.allocated(since=house.day), house.worker
    organisations.give_role(
        person=worker, kind=RoleKind.SERVICE_MANAGER, at=house.council, by=None, on=house.day
    )
    assert loaders.children_of(house.standing(worker), on=house.day).own == {child.pk}
    organisations.end_role(role=worker.roles.get(kind=RoleKind.SOCIAL_WORKER), by=None, on=house.day)
    listed = loaders.children_of(house.standing(worker), on=house.day)
    assert set(listed.identities) == {child.pk}
    assert listed.own == frozenset()
