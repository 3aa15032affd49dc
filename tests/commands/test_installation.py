"""Making a database, looking it over, checking the record: what is wrong is found and said in words."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from databases.stores import Database, Store
from steadyhand.foundations.access.models import Account, Installation
from steadyhand.foundations.audit import sealer
from steadyhand.foundations.audit.models import Entry


def steadyhand(database: Database, *arguments: str) -> subprocess.CompletedProcess[str]:
    """One command on this database, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "steadyhand.commands", *arguments],
        env={**os.environ, **database.environment()},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def empty_database(database_store: Store) -> Database:
    """A database with no tables at all."""
    return database_store.create()


def test_migrate_makes_what_the_application_needs_and_can_be_run_again(empty_database: Database) -> None:
    first = steadyhand(empty_database, "migrate")
    assert (first.returncode, first.stderr) == (0, "")
    again = steadyhand(empty_database, "migrate")
    assert "nothing to change" in again.stdout

    looked_over = steadyhand(empty_database, "check-installation")

    assert looked_over.returncode == 0, looked_over.stdout
    assert "not right" not in looked_over.stdout


@pytest.mark.parametrize("command", [["serve"], ["work"], ["audit", "verify"]])
def test_a_database_without_tables_is_refused_in_words(command: list[str], empty_database: Database) -> None:
    with empty_database.owner():
        pass  # on SQLite the file comes to be when it is first opened
    result = steadyhand(empty_database, *command)
    assert result.returncode == 1
    assert "Run `steadyhand demo`" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_database_that_cannot_be_reached_is_refused_in_words(empty_database: Database) -> None:
    nowhere = Database(
        "postgresql",
        empty_database.folder,
        "postgresql://nobody:secret@127.0.0.1:1/none",
        "postgresql://owner:secret@127.0.0.1:1/none",
    )
    for command in ("migrate", "serve", "demo"):
        result = steadyhand(nowhere, command)
        assert result.returncode == 1
        assert "cannot be opened" in result.stderr
        assert "Traceback" not in result.stderr
        assert "secret" not in result.stderr


def test_a_missing_guard_is_found(fresh_database: Database) -> None:
    on_table = "" if fresh_database.vendor == "sqlite" else " ON audit_entry"
    with fresh_database.owner() as cursor:
        cursor.execute(f"DROP TRIGGER audit_entry_kept_delete{on_table}")

    result = steadyhand(fresh_database, "check-installation")

    assert result.returncode == 1
    assert "audit_entry_kept_delete" in result.stdout


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE audit_entry DISABLE ROW LEVEL SECURITY",
        "ALTER POLICY council_wall ON audit_entry USING (true)",
    ],
)
def test_a_wall_taken_down_is_found(statement: str, fresh_database: Database) -> None:
    with fresh_database.owner() as cursor:
        cursor.execute(statement)
    result = steadyhand(fresh_database, "check-installation")
    assert result.returncode == 1
    assert "on table audit_entry is missing or altered" in result.stdout


@pytest.mark.postgresql
def test_serving_as_the_owner_is_found(fresh_database: Database) -> None:
    as_owner = Database(
        "postgresql", fresh_database.folder, fresh_database.owner_url, fresh_database.owner_url
    )
    result = steadyhand(as_owner, "check-installation")
    assert result.returncode == 1
    assert "could take their walls down" in result.stdout


@pytest.mark.sqlite
def test_a_key_that_others_can_read_is_found(fresh_database: Database) -> None:
    key = fresh_database.folder / "secret-key"
    key.write_text("not so secret")
    key.chmod(0o644)
    result = steadyhand(fresh_database, "check-installation")
    assert result.returncode == 1
    assert f"chmod 600 {key}" in result.stdout


def test_the_record_is_whole_until_somebody_changes_it(fresh_database: Database) -> None:
    for number in range(3):
        Entry.objects.create(
            kind=Entry.Kind.SIGN_IN, verb="signed in", subject_type="account", subject_id=str(number)
        )
    assert sealer.seal_once() == 3

    whole = steadyhand(fresh_database, "audit", "verify")
    assert whole.returncode == 0, whole.stderr
    assert "Entries: 3. Seals: 1. Not sealed yet: 0." in whole.stdout

    tamper(fresh_database, "UPDATE audit_entry SET verb = 'looked away' WHERE subject_id = '1'")

    changed = steadyhand(fresh_database, "audit", "verify")
    assert changed.returncode == 1
    assert "An entry covered by seal 1 was changed" in changed.stderr


def tamper(database: Database, statement: str) -> None:
    """What somebody with the owner's rights could do: take the guards away and change the record."""
    with database.owner() as cursor:
        if database.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_entry_kept_update")
        else:
            cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
            cursor.execute("ALTER TABLE audit_entry DISABLE ROW LEVEL SECURITY")
        cursor.execute(statement)
        if database.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER audit_entry_kept_update BEFORE UPDATE ON audit_entry "
                "BEGIN SELECT RAISE(ABORT, 'kept'); END"
            )
        else:
            cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")


@pytest.mark.parametrize("holds", ["a live installation", "people but no marker"])
def test_invented_people_are_never_mixed_with_real_ones(holds: str, fresh_database: Database) -> None:
    if holds == "a live installation":
        Installation.objects.create(kind=Installation.Kind.LIVE, made_on="2026-06-10")
    else:
        Account.objects.create_user("amina@example.org")

    result = steadyhand(fresh_database, "demo")

    assert result.returncode == 1
    assert "never mixed with real ones" in result.stderr
    assert "Traceback" not in result.stderr
    assert not Installation.objects.filter(kind=Installation.Kind.DEMONSTRATION).exists()


def test_a_live_installation_is_refused_before_its_tables_are_changed(fresh_database: Database) -> None:
    Installation.objects.create(kind=Installation.Kind.LIVE, made_on="2026-06-10")
    with fresh_database.owner() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'audit'")

    result = steadyhand(fresh_database, "demo")

    assert "never mixed with real ones" in result.stderr
    with fresh_database.owner() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations WHERE app = 'audit'")
        assert cursor.fetchone()[0] == 0
