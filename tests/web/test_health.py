"""What watches over the machines: it answers, it can be given work, and a stranger learns nothing more."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from databases.fixtures import connected_to
from databases.stores import Database
from steadyhand.foundations.access import tenancy
from steadyhand.foundations.audit import sealer
from steadyhand.foundations.audit.models import Entry


def nowhere(database: Database) -> Database:
    """An address at which no database answers."""
    if database.vendor == "sqlite":
        return replace(database, folder=database.folder / "none")
    return replace(database, url=database.url + "_none", owner_url=database.owner_url + "_none")


def entry(minutes_ago: int) -> Entry:
    """An entry that was written so long ago and that no seal covers."""
    return Entry.objects.create(
        kind=Entry.Kind.SIGN_IN,
        verb="account.signed_in",
        subject_type="account",
        subject_id="1",
        at=timezone.now() - timedelta(minutes=minutes_ago),
    )


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_it_answers_in_a_word_that_nobody_keeps_and_begins_no_session(
    path: str, fresh_database: Database
) -> None:
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer.content.decode().strip() in {"answers", "ready"}
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.parametrize("host", ["10.0.0.11:8000", "127.0.0.1:8000", "pod-7.inner", "not a host"])
def test_a_probe_may_ask_by_any_name_and_gets_one_word(
    path: str, host: str, fresh_database: Database, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["records.council.example"]
    answer = Client(headers={"host": host}).get(path)
    assert (answer.status_code, answer.content.decode().strip()) == (
        200,
        {"/healthz": "answers", "/readyz": "ready"}[path],
    )
    assert Client(headers={"host": host}).post(path).status_code == 405
    assert Client(headers={"host": host}).get("/sign-in").status_code == 400, "nothing else answers"


@pytest.mark.parametrize("cookie", ["", "x" * 32])
def test_without_a_database_it_answers_and_is_not_ready(
    cookie: str, fresh_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client()
    if cookie:
        client.cookies["sessionid"] = cookie
    with connected_to(nowhere(fresh_database)), caplog.at_level(logging.WARNING):
        assert client.get("/healthz").status_code == 200
        answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"not ready\n")
    assert "database cannot be reached" in caplog.text
    assert str(fresh_database.name) not in caplog.text


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("DELETE FROM django_migrations WHERE app = 'audit'", "changes to the tables are waiting"),
        ("DROP TRIGGER audit_entry_kept_delete{on}", "triggers of the record are missing or altered"),
        ("{no_overlap}", "guarantees of spans are missing or altered"),
    ],
)
def test_what_is_missing_makes_it_not_ready_and_is_said_in_the_log_alone(
    statement: str, says: str, fresh_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    sqlite = fresh_database.vendor == "sqlite"
    statement = statement.format(
        on="" if sqlite else " ON audit_entry",
        no_overlap="DROP TRIGGER cases_placement_no_overlap_insert"
        if sqlite
        else "ALTER TABLE cases_placement DROP CONSTRAINT cases_placement_no_overlap",
    )
    with fresh_database.owner() as cursor:
        cursor.execute(statement)
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"not ready\n")
    assert says in caplog.text


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE cases_visit NO FORCE ROW LEVEL SECURITY",
        "CREATE POLICY opened ON cases_visit USING (true)",
    ],
)
def test_a_wall_taken_down_makes_it_not_ready(
    statement: str, fresh_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with fresh_database.owner() as cursor:
        cursor.execute(statement)
    assert Client().get("/readyz").status_code == 503
    assert "walls between councils are missing" in caplog.text


def test_it_is_ready_only_while_the_record_is_being_sealed(
    fresh_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    entry(minutes_ago=0)
    assert Client().get("/readyz").status_code == 200
    entry(minutes_ago=2)
    assert Client().get("/readyz").status_code == 503
    assert "the record is not being sealed" in caplog.text
    sealer.seal_once()
    assert Client().get("/readyz").status_code == 200


def test_an_entry_of_any_council_is_waited_for(fresh_database: Database) -> None:
    """Seen past the wall between councils, within which this process is in none of them."""
    with tenancy.within([7]):
        Entry.objects.create(
            kind=Entry.Kind.CHANGE,
            verb="visit.recorded",
            subject_type="child",
            subject_id="1",
            council_id=7,
            at=timezone.now() - timedelta(minutes=2),
        )
    assert Client().get("/readyz").status_code == 503
    assert not Entry.objects.filter(council_id=7).exists() or fresh_database.vendor == "sqlite"
