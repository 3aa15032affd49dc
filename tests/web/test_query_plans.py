"""No page reads a table of the record from end to end: each of its questions has an index to go by.

On SQLite, which plans by the indexes there are. PostgreSQL plans by how many rows there are, and among these few any plan
is good: `make bench` looks at its plans among 100,000 children.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from databases.scanning import whole_tables
from web.world import World

pytestmark = pytest.mark.sqlite

# What grows with the children and the years.
BIG = {
    model._meta.db_table
    for model in apps.get_models()
    if model._meta.app_label in {"cases", "audit", "notices"}
}


def asked(world: World, key: str, page: str) -> list[tuple[str, Any]]:
    told: list[tuple[str, Any]] = []

    def hear(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        told.append((sql, params))
        return execute(sql, params, many, context)

    arguments = [world.child_ref] if page in {"child", "record_visit", "who_has_looked"} else []
    with connection.execute_wrapper(hear):
        assert world.client(key).get(reverse(page, args=arguments), {"q": "quilfether"}).status_code == 200
    assert told
    return told


@pytest.mark.parametrize(
    ("key", "page"),
    [
        ("social worker", "today"),
        ("social worker", "child"),
        ("social worker", "record_visit"),
        ("social worker", "who_has_looked"),
        ("social worker", "children"),
        ("social worker", "find"),
        ("director", "find"),
        ("director", "child"),
        ("on call", "child"),
        ("lead", "practice"),
    ],
)
def test_each_question_of_a_page_has_an_index(key: str, page: str, world: World) -> None:
    queries = asked(world, key, page)
    assert whole_tables(queries, big=BIG) == []


def test_a_question_without_an_index_is_found(world: World) -> None:
    assert whole_tables([("SELECT * FROM cases_note WHERE text = 'x'", ())], big=BIG)
