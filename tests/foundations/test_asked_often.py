"""A read put together once says what the same read says when it is put together anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from contexts.builders import PLACED, TODAY, House, days
from steadyhand.contexts.cases import gather
from steadyhand.contexts.cases.models import Child, Identity, Placement, Visit
from steadyhand.contexts.cases.operations import clock
from steadyhand.foundations.asked_often import AskedOften


def visits(ids: Collection[int]) -> QuerySet[Any, Any]:
    return Visit.objects.standing().of(ids).order_by("pk").values_list("started_at", "child_id", "child_seen")


def everything(ids: Collection[int]) -> QuerySet[Any, Any]:
    first = Visit.objects.of(ids).values_list("child_id", "recorded_at")
    return first.union(Identity.objects.of(ids).values_list("child_id", "recorded_at"), all=True)


def lived(house: House, how_often: int) -> Child:
    child = house.placed()
    for week in range(how_often):
        house.visit(child, PLACED + days(week))
    return child


@pytest.mark.parametrize("asking", [visits, everything])
def test_it_says_the_same_of_one_child_of_the_next_of_several_and_of_none(house: House, asking: Any) -> None:
    one, other = lived(house, 3), lived(house, 2)
    asked = AskedOften(asking)

    for ids in ([one.pk], [other.pk], {one.pk}, [one.pk, other.pk], [one.pk], [0], []):
        assert sorted(asked.of(ids)) == sorted(asking(ids))
    assert {type(row) for row in asked.of([one.pk])} == {tuple}


def test_what_was_written_meanwhile_is_read(house: House) -> None:
    child = lived(house, 1)
    asked = AskedOften(visits)
    before = asked.of([child.pk])
    house.visit(child, TODAY)
    assert len(asked.of([child.pk])) == len(before) + 1


def test_it_is_put_together_once_and_asks_one_query(house: House) -> None:
    child = lived(house, 1)
    built = []

    def asking(ids: Collection[int]) -> QuerySet[Any, Any]:
        built.append(ids)
        return visits(ids)

    asked = AskedOften(asking)
    for _ in range(3):
        with CaptureQueriesContext(connection) as queries:
            asked.of([child.pk])
        assert len(queries) == 1
    assert len(built) == 1


def test_another_thread_and_another_connection_have_texts_of_their_own(house: House) -> None:
    child = lived(house, 1)
    asked = AskedOften(visits)
    here = asked.of([child.pk])
    text = asked._text
    assert text is not None

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: asked._text).result() is None

    as_it_was = connections[DEFAULT_DB_ALIAS]
    try:
        connections[DEFAULT_DB_ALIAS] = as_it_was.copy()
        connections[DEFAULT_DB_ALIAS].connection = as_it_was.connection
        assert asked.of([child.pk]) == here
        assert asked._text is not text
    finally:
        connections[DEFAULT_DB_ALIAS] = as_it_was


def test_a_query_that_leaves_the_keys_out_is_refused(house: House) -> None:
    def asking(_: Iterable[int]) -> QuerySet[Any, Any]:
        return Visit.objects.values_list("child_id")

    with pytest.raises(ValueError, match="does not ask by the keys"):
        AskedOften(asking).of([1])


def test_all_that_a_save_asks_is_columns_of_the_keys_alone(house: House) -> None:
    """Also on the second time, when it is not put together any more."""
    one, other = lived(house, 2), lived(house, 1)
    reads = [each for room in (gather, clock) for each in vars(room).values() if isinstance(each, AskedOften)]
    assert len(reads) == 9
    for read in reads:
        for key in (one.pk, other.pk, house.council.pk):
            for _ in range(2):
                assert sorted(map(repr, read.of([key]))) == sorted(map(repr, read._asking([key])))


@pytest.mark.postgresql
def test_the_wall_between_councils_stands_before_it(house: House) -> None:
    from steadyhand.foundations.access import tenancy

    child = lived(house, 1)
    homes = AskedOften(lambda ids: Placement.objects.of(ids).values_list("child_id"))
    assert homes.of([child.pk])
    with tenancy.within([house.council.pk + 1_000]):
        assert homes.of([child.pk]) == []
    assert homes.of([child.pk])
