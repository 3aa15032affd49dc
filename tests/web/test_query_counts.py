"""How many questions a page asks of the database: at most 15 in all, whoever asks and however many children there are.

In all: session, account and standing, the setting of the wall between councils, and what is put on record are counted
too. Not counted is what begins and ends a transaction.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from steadyhand.contexts.cases import operations as cases
from steadyhand.contexts.organisations.models import Person
from steadyhand.foundations.access import tenancy
from steadyhand.foundations.notices.models import Notice
from web.visits import visit_data
from web.world import PLANTED, World

MOST = 15
TRANSACTION = re.compile(r"^(?:BEGIN|SAVEPOINT|RELEASE|ROLLBACK|COMMIT)")
OF_A_CHILD = {"child", "timetable", "child_calendar", "record_visit", "who_has_looked"}
SEARCH = {"find": {"q": "quilfether"}}


def asked(world: World, key: str, page: str, query: dict[str, str] | None = None) -> list[str]:
    """What one page asks of the database."""
    arguments = [world.child_ref] if page in OF_A_CHILD else []
    if page in {"visit", "correct_visit"}:
        arguments = [world.child_ref, world.occasion]
    if page == "explain_late":
        arguments = [world.child_ref, "PP-1", world.late]
    client = world.client(key)
    with CaptureQueriesContext(connection) as found:
        assert client.get(reverse(page, args=arguments), query or SEARCH.get(page)).status_code == 200
    return [each["sql"] for each in found.captured_queries if not TRANSACTION.match(each["sql"])]


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
        ("social worker", "timetable"),
        ("director", "timetable"),
        ("on call", "timetable"),
        ("social worker", "explain_late"),
        ("social worker", "record_visit"),
        ("social worker", "visit"),
        ("in an emergency", "visit"),
        ("social worker", "correct_visit"),
        ("social worker", "choose_visit"),
        ("social worker", "who_has_looked"),
        ("social worker", "emergency"),
        ("social worker", "calendar"),
        ("lead", "calendar"),
        ("director", "calendar"),
        ("social worker", "child_calendar"),
        ("social worker", "calendar_settings"),
    ],
)
def test_a_page_asks_at_most_fifteen_questions(key: str, page: str, standing_world: World) -> None:
    """Not inside a transaction of the test's own, in which the wall would be set back after each page."""
    queries = asked(standing_world, key, page)
    print(f"{page} as {key}: {len(queries)} queries")
    tables = Counter(re.sub(r"(?s).*?(?:FROM|INTO|UPDATE) \"?(\w+).*", r"\1", sql) for sql in queries)
    assert len(queries) <= MOST, f"{len(queries)} queries: {tables}"


@pytest.mark.parametrize(
    ("key", "page"),
    [
        ("social worker", "today"),
        ("in an emergency", "today"),
        ("lead", "practice"),
        ("in an emergency", "children"),
    ],
)
def test_so_does_the_page_after_a_visit_was_saved(key: str, page: str, standing_world: World) -> None:
    """Also where the child is no child of the reader's own."""
    queries = asked(standing_world, key, page, {"recorded": standing_world.occasion})
    print(f"{page} as {key}, a visit saved: {len(queries)} queries")
    assert len(queries) <= MOST


@pytest.mark.parametrize(("key", "page"), [("lead", "practice"), ("service manager", "children")])
def test_so_does_a_page_with_reasons_that_may_lead_to_a_withheld_home(
    key: str, page: str, world: World
) -> None:
    """Also after a visit was saved, for whoever may write one."""
    with tenancy.within([world.council_id]):
        by = Person.objects.get(ref=world.people["worker of another practice"])
        for number in range(3):
            cases.open_in_emergency(
                name=f"{PLANTED['name']} {PLANTED['family name']}", date_of_birth=date(2014, 3, 3),
                because=f"She rang from {PLANTED['address']}, {number}", by=by, on=world.today,
            )  # fmt: skip
    client = world.client(key)
    queries = asked(world, key, page, {"recorded": world.occasion})
    assert client.get(reverse(page)).content.decode().count("She rang from") == 3
    setting_back = connection.vendor == "postgresql"  # the wall, inside the transaction of this test
    print(f"{page} as {key} with reasons: {len(queries) - setting_back} queries")
    assert len(queries) - setting_back <= MOST


@pytest.mark.parametrize(
    ("key", "page"), [("lead", "practice"), ("lead", "children"), ("social worker", "today")]
)
def test_so_does_a_page_that_tells_of_worries(key: str, page: str, world: World) -> None:
    """Of another's, and after a visit was saved with one of one's own."""
    data = visit_data(world.child_ref, as_of=str(10**12), worried="on")
    recording = reverse("record_visit", args=[world.child_ref])
    assert world.client(key).post(recording, data).status_code == 302
    with tenancy.within([world.council_id]):
        notice = Notice.objects.filter(kind=Notice.Kind.WORRY).latest("pk")
        notice.pk, notice.ref, notice.to_account_id = None, "a" * 20, world.actors[key].account_id or 0
        notice.save()
    queries = asked(world, key, page, {"recorded": data["occasion"]})
    setting_back = connection.vendor == "postgresql"
    print(f"{page} as {key} with worries: {len(queries) - setting_back} queries")
    assert len(queries) - setting_back <= MOST
