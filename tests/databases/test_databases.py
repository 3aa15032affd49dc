"""The machinery itself: what it promises to the tests that stand on it."""

from __future__ import annotations

import threading

import pytest
from django.db import IntegrityError, ProgrammingError, connection, connections, transaction

from databases.stores import Database
from steadyhand.foundations.access.models import Account
from steadyhand.foundations.audit import append_only


@pytest.mark.django_db
@pytest.mark.parametrize("time", ["first", "second"])
def test_a_test_with_db_leaves_nothing_behind(time: str) -> None:
    assert not Account.objects.exists()
    Account.objects.create_user("amina@example.org")


@pytest.mark.parametrize("time", ["first", "second"])
def test_a_fresh_database_is_shared_by_threads_and_leaves_nothing_behind(
    time: str, fresh_database: Database
) -> None:
    assert not Account.objects.exists()

    def create() -> None:
        Account.objects.create_user("amina@example.org")
        connections.close_all()

    thread = threading.Thread(target=create)
    thread.start()
    thread.join()

    assert Account.objects.count() == 1


def test_a_copy_keeps_the_guards_of_the_record(fresh_database: Database) -> None:
    assert append_only.missing(connection) == []


def test_the_owner_can_take_down_what_the_application_cannot(fresh_database: Database) -> None:
    Account.objects.create_user("amina@example.org")
    with fresh_database.owner() as cursor:
        cursor.execute("DELETE FROM access_account")
    assert not Account.objects.exists()


@pytest.mark.postgresql
@pytest.mark.django_db
def test_tests_run_as_a_role_that_no_wall_lets_pass() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
        cursor.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user"
        )
        assert cursor.fetchone() == (0,)


@pytest.mark.postgresql
@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    ["TRUNCATE access_account", "ALTER TABLE audit_entry DISABLE TRIGGER ALL", "DROP TABLE audit_seal"],
)
def test_the_application_may_not_touch_the_tables_themselves(statement: str) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_rows_are_committed_nowhere_but_checked_all_the_same() -> None:
    Account.objects.create_user("amina@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create_user("amina@example.org")
