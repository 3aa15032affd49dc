"""How many questions a page asks of the database: at most 15, whoever asks and however many children there are."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from web.world import World

MOST = 15
# What every page asks before it is a page: session, account, person, roles, councils, windows, and the marker of a demonstration.
STANDING = re.compile(
    r'FROM "?(?:django_session|access_account|access_installation|cases_accesswindow'
    r'|organisations_(?:person|role|engagement))"?[ ]'
)
NO_QUERY = re.compile(r"^(?:SAVEPOINT|RELEASE|ROLLBACK|BEGIN)|set_config|current_setting\(")


SEARCH = {"find": {"q": "quilfether"}}


def asked(world: World, key: str, page: str) -> tuple[list[str], list[str]]:
    """What one page asks of the database: all, and what is left without session, account and standing."""
    arguments = [world.child_ref] if page in {"child", "record_visit", "who_has_looked"} else []
    if page in {"visit", "correct_visit"}:
        arguments = [world.child_ref, world.occasion]
    client = world.client(key)
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(reverse(page, args=arguments), SEARCH.get(page)).status_code == 200
    queries = [each["sql"] for each in found.captured_queries if not NO_QUERY.search(each["sql"])]
    return queries, [sql for sql in queries if not STANDING.search(sql)]


@pytest.mark.parametrize(
    ("key", "page"),
    [
        ("social worker", "today"),
        ("social worker", "child"),
        ("lead", "child"),
        ("director", "child"),
        ("on call", "child"),
        ("lead", "practice"),
        ("social worker", "children"),
        ("director", "children"),
        ("social worker", "find"),
        ("director", "find"),
        ("virtual school head", "find"),
        ("social worker", "record_visit"),
        ("social worker", "visit"),
        ("in an emergency", "visit"),
        ("social worker", "correct_visit"),
        ("social worker", "choose_visit"),
        ("social worker", "who_has_looked"),
        ("social worker", "emergency"),
    ],
)
def test_a_page_asks_at_most_fifteen_questions(key: str, page: str, world: World) -> None:
    every, own = asked(world, key, page)
    print(f"{page} as {key}: {len(every)} queries, {len(own)} of its own")
    tables = Counter(re.sub(r"(?s).*?(?:FROM|INTO|UPDATE) \"?(\w+).*", r"\1", sql) for sql in own)
    assert len(own) <= MOST, f"{len(own)} queries: {tables}"
