"""No page reads a table of the record from end to end: each of its questions has an index to go by.

On SQLite, which plans by the indexes there are. PostgreSQL plans by how many rows there are, and among these few any plan
is good: `make bench` looks at its plans among 100,000 children.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from databases.scanning import whole_tables
from steadyhand.contexts.cases.models.rules import Said
from web.fixtures import rolled_back
from web.visits import visit_data
from web.world import World

pytestmark = pytest.mark.sqlite
OF_A_VISIT = {"visit", "correct_visit"}
OF_A_CHILD = {
    "child",
    "timetable",
    "explain_late",
    "child_calendar",
    "record_visit",
    "who_has_looked",
    *OF_A_VISIT,
}

# What grows with the children and the years: all but what an administrator says of the rules.
BIG = {
    model._meta.db_table
    for model in apps.get_models()
    if model._meta.app_label in {"cases", "audit", "notices"} and not issubclass(model, Said)
}


@contextmanager
def heard() -> Iterator[list[tuple[str, Any]]]:
    told: list[tuple[str, Any]] = []

    def hear(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        told.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(hear):
        yield told
    assert told


def asked(world: World, key: str, page: str) -> list[tuple[str, Any]]:
    arguments = [world.child_ref] if page in OF_A_CHILD else []
    arguments += [world.occasion] if page in OF_A_VISIT else []
    arguments += ["PP-1", world.late] if page == "explain_late" else []
    with heard() as told:
        assert world.client(key).get(reverse(page, args=arguments), {"q": "quilfether"}).status_code == 200
    return told


@pytest.mark.parametrize(
    ("key", "page"),
    [
        ("social worker", "today"),
        ("social worker", "child"),
        ("social worker", "timetable"),
        ("social worker", "explain_late"),
        ("social worker", "record_visit"),
        ("social worker", "visit"),
        ("social worker", "correct_visit"),
        ("in an emergency", "child"),
        ("in an emergency", "visit"),
        ("social worker", "choose_visit"),
        ("social worker", "who_has_looked"),
        ("social worker", "children"),
        ("social worker", "find"),
        ("director", "find"),
        ("director", "child"),
        ("on call", "child"),
        ("lead", "practice"),
        ("social worker", "calendar"),
        ("lead", "calendar"),
        ("director", "calendar"),
        ("social worker", "child_calendar"),
        ("social worker", "calendar_settings"),
    ],
)
def test_each_question_of_a_page_has_an_index(key: str, page: str, world: World) -> None:
    queries = asked(world, key, page)
    assert whole_tables(queries, big=BIG) == []


def test_each_question_of_saving_a_visit_has_an_index(world: World) -> None:
    client, address = world.client("social worker"), reverse("record_visit", args=[world.child_ref])
    with heard() as told, rolled_back():
        for as_of in ("", str(world.newest_visit)):
            sent = visit_data(world.child_ref, as_of=as_of)
            assert client.post(address, sent).status_code in (302, 409)
            assert client.post(reverse("draft_visit", args=[world.child_ref]), sent).status_code in (200, 422)
    with rolled_back():
        assert whole_tables(told, big=BIG) == []


@pytest.mark.parametrize("by", ["text = 'x'", '"corrects_id" IS NULL', "council_id = 1"])
def test_a_question_without_an_index_is_found(by: str, world: World) -> None:
    assert whole_tables([(f"SELECT * FROM cases_note WHERE {by}", ())], big=BIG)


def test_a_question_without_a_condition_is_found(world: World) -> None:
    assert whole_tables([("SELECT count(*) FROM cases_note", ())], big=BIG)
