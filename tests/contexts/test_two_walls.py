"""Two walls stop a council's neighbour: the filter by person, and on PostgreSQL the wall between councils.

Each is taken away in turn, and the other still answers "not here, or not yours". With both away the page shows
the child: so these tests can fail.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from contexts.builders import House
from databases.stores import Database
from steadyhand.contexts.cases import loaders
from steadyhand.contexts.cases.models import Child
from steadyhand.contexts.cases.permissions.table import Part, Right
from steadyhand.contexts.cases.permissions.visibility import Tie
from steadyhand.foundations.access import tenancy
from steadyhand.foundations.access.refusals import NotHereOrNotYours

NAME = "Fairweather"


@pytest.fixture
def child(committed_house: House) -> Child:
    """A child of the council, whom the neighbour's officer may not see."""
    with committed_house.within():
        return committed_house.placed(since=committed_house.day)


def take_the_filter_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def everything(_tie: Tie, _part: Part, _right: Right = Right.READ) -> bool:
        return True

    monkeypatch.setattr(Tie, "may", everything)
    monkeypatch.setattr(loaders, "visible_to", lambda *_, **__: Child.objects.all())


def take_the_wall_away(database: Database) -> None:
    with database.owner() as cursor:
        for model in tenancy.walled_models():
            table = model._meta.db_table
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


def page(house: House, child: Child) -> Any:
    client = Client(raise_request_exception=True)
    client.force_login(house.neighbour_officer.account)
    return client.get(reverse("child", args=[child.ref]))


def assert_stopped(house: House, child: Child) -> None:
    standing = house.standing(house.neighbour_officer)
    with tenancy.within(standing.councils):
        with pytest.raises(NotHereOrNotYours):
            loaders.child_file(standing, child.ref)
        assert loaders.children_of(standing, on=house.day).identities == {}
    answer = page(house, child)
    assert answer.status_code == 404
    assert NAME not in answer.content.decode()


def assert_shown(house: House, child: Child) -> None:
    standing = house.standing(house.neighbour_officer)
    with tenancy.within(standing.councils):
        assert loaders.child_file(standing, child.ref).child == child
        assert set(loaders.children_of(standing, on=house.day).identities) == {child.pk}
    answer = page(house, child)
    assert answer.status_code == 200
    assert NAME in answer.content.decode()


def test_with_everything_in_place_the_neighbour_is_stopped(committed_house: House, child: Child) -> None:
    assert_stopped(committed_house, child)


@pytest.mark.postgresql
def test_without_the_filter_the_wall_stops_the_neighbour(
    committed_house: House, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_the_filter_away(monkeypatch)
    assert_stopped(committed_house, child)


@pytest.mark.postgresql
def test_without_the_wall_the_filter_stops_the_neighbour(
    committed_house: House, child: Child, fresh_database: Database
) -> None:
    take_the_wall_away(fresh_database)
    assert Child.objects.filter(pk=child.pk).exists(), "the wall is really away"
    assert_stopped(committed_house, child)


def test_without_both_the_neighbour_is_shown_the_child(
    committed_house: House, child: Child, fresh_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On SQLite there is but the filter."""
    take_the_filter_away(monkeypatch)
    if connection.vendor == "postgresql":
        take_the_wall_away(fresh_database)
    assert_shown(committed_house, child)
