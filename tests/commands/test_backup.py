"""Backup, wipe, restore, verify: equal counts and hashes, on each database and from one to the other."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import OperationalError, connection, connections
from django.db.backends.signals import connection_created

from commands.backups import PASSPHRASE, apart, counts, encrypt, every_row, here, inside, python
from databases.fixtures import connected_to
from databases.stores import Database, SQLiteStore, Store
from steadyhand.commands import installation
from steadyhand.commands.progress import Progress
from steadyhand.contexts.cases.models import walls
from steadyhand.contexts.organisations.models import Organisation, Person
from steadyhand.foundations.access.models import Account, Installation
from steadyhand.foundations.access.tenancy import walled_models
from steadyhand.foundations.audit import append_only, sealer
from steadyhand.foundations.audit.models import Entry
from steadyhand.foundations.backups import encrypted
from steadyhand.foundations.backups.making import write_backup
from steadyhand.foundations.backups.tables import LEFT_OUT, Table, kept_tables

QUICK = {"n": 16, "r": 1, "p": 1}  # the work of the passphrase, which is tested by itself


@pytest.fixture(autouse=True)
def _as_an_operator(monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any) -> Iterator[None]:
    monkeypatch.setenv("STEADYHAND_BACKUP_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr(encrypted, "_WORK", QUICK)
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="session")
def sealed_demonstration(
    demonstration_template: Database, database_store: Store, django_db_blocker: Any
) -> Database:
    """The small demonstration, its record sealed but for what came last, and a stored document beside it."""
    database = database_store.copy(demonstration_template)
    with django_db_blocker.unblock(), connected_to(database):
        sealer.seal_once()
        Entry.objects.create(
            kind=Entry.Kind.SIGN_IN, verb="signed in", subject_type="account", subject_id="1"
        )
    document = database.folder / "documents" / "ab" / "letter.pdf"
    document.parent.mkdir(parents=True)
    document.write_bytes(bytes(range(256)) * 400)
    return database


@pytest.fixture(scope="session")
def backup(
    sealed_demonstration: Database, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Path:
    """A backup of it, made by the command."""
    path = tmp_path_factory.mktemp("backups") / "monday.backup"
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("STEADYHAND_BACKUP_PASSPHRASE", PASSPHRASE)
        patch.setattr(encrypted, "_WORK", QUICK)
        assert "Backed up" in here(sealed_demonstration, "backup", str(path)).done()
    return path


@pytest.fixture
def empty(migrated_template: Database, copy_of_database: Callable[[Database], Database]) -> Database:
    """A migrated database with nobody in it, to restore into."""
    return copy_of_database(migrated_template)


def test_everything_comes_back_as_it_was(
    sealed_demonstration: Database, backup: Path, empty: Database
) -> None:
    said = here(empty, "restore", str(backup)).done()

    assert "Counts and hashes are those of the backup" in said
    assert "The record is whole: every seal holds." in said
    assert "not right" not in said
    before, after = every_row(sealed_demonstration), every_row(empty)
    assert counts(before)["audit_entry"] > 100
    assert counts(before)["cases_child"] == 20
    assert after == before
    assert empty.seal_file.read_bytes() == sealed_demonstration.seal_file.read_bytes()
    letter = Path("documents") / "ab" / "letter.pdf"
    assert (empty.folder / letter).read_bytes() == (sealed_demonstration.folder / letter).read_bytes()
    assert [path.name for path in empty.folder.rglob("*.restoring")] == []


def test_a_backup_of_what_was_restored_is_the_same_backup(
    backup: Path, empty: Database, tmp_path: Path
) -> None:
    here(empty, "restore", str(backup)).done()
    here(empty, "backup", str(tmp_path / "again")).done()

    assert inside(tmp_path / "again")[1:] == inside(backup)[1:]


@pytest.mark.postgresql
def test_from_one_database_to_the_other_and_back(
    sealed_demonstration: Database, backup: Path, empty: Database, tmp_path: Path
) -> None:
    on_sqlite = SQLiteStore(tmp_path / "sqlite").create()
    apart(on_sqlite, "migrate").done()
    assert "every seal holds" in apart(on_sqlite, "restore", str(backup)).done()
    apart(on_sqlite, "backup", str(tmp_path / "tuesday")).done()
    assert "every seal holds" in here(empty, "restore", str(tmp_path / "tuesday")).done()

    assert inside(tmp_path / "tuesday")[-1] == inside(backup)[-1]
    assert inside(tmp_path / "tuesday")[0]["begins"]["made_on"] == "sqlite"
    assert counts(every_row(on_sqlite)) == counts(every_row(sealed_demonstration))
    assert every_row(empty) == every_row(sealed_demonstration)


def test_guards_and_walls_stand_and_numbers_go_on(backup: Path, empty: Database) -> None:
    here(empty, "restore", str(backup)).done()
    with connected_to(empty):
        assert append_only.missing(connection) == []
        assert walls.missing(connection) == []
        assert Installation.is_demonstration()
        highest = Account.objects.order_by("-pk").values_list("pk", flat=True)[0]
        assert Account.objects.create_user("new@example.org").pk > highest
        last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        entry = Entry.objects.create(
            kind=Entry.Kind.SIGN_IN, verb="signed in", subject_type="account", subject_id="1"
        )
        assert entry.pk > last
    with empty.owner() as cursor, pytest.raises(Exception, match="never changed or removed"):
        cursor.execute("DELETE FROM audit_seal")


def test_a_backup_is_of_one_moment_and_nobody_waits_for_it(
    sealed_demonstration: Database, copy_of_database: Callable[[Database], Database], tmp_path: Path
) -> None:
    database, wrote = copy_of_database(sealed_demonstration), list[str]()

    def somebody_writes() -> None:
        Entry.objects.create(
            kind=Entry.Kind.SIGN_IN, verb="meanwhile", subject_type="account", subject_id="1"
        )
        connections.close_all()

    def at_the_first_table(what: str, _done: int, _total: int) -> None:
        if not wrote:
            wrote.append(what)
            writer = threading.Thread(target=somebody_writes)
            writer.start()
            writer.join(timeout=10)
            assert not writer.is_alive()

    with connected_to(database), (tmp_path / "made").open("wb") as file:
        before = counts(every_row(database))["audit_entry"]
        with installation.as_owner():
            manifest = write_backup(file, PASSPHRASE, progress=at_the_first_table)
    assert counts(every_row(database))["audit_entry"] == before + 1
    assert wrote == ["access_account"], "what was written is in a table that was still to be read"
    assert manifest.tables["audit_entry"].count == before
    assert "meanwhile" not in str(inside(tmp_path / "made"))


def test_nothing_can_be_read_without_the_passphrase(backup: Path, sealed_demonstration: Database) -> None:
    with connected_to(sealed_demonstration):
        name = Person.objects.order_by("pk").values_list("name", flat=True)[0]
        council = Organisation.objects.order_by("pk").values_list("name", flat=True)[0]
    lines = "\n".join(map(str, inside(backup)))
    written = backup.read_bytes()

    for word in (name, council, "organisations_person"):
        assert word in lines
        assert word.encode() not in written
    assert b"\x1f\x8b\x08" not in written[:1000], "packed, but not encrypted"
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


@pytest.mark.parametrize("damage", ["a byte", "the end", "the passphrase", "another file", "a newer format"])
def test_a_file_that_is_not_right_leaves_nothing(
    damage: str, backup: Path, empty: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, path = bytearray(backup.read_bytes()), tmp_path / "damaged"
    if damage == "a byte":
        content[30_000] ^= 1  # inside the first part, which is longer: never the length of one
    elif damage == "the end":
        del content[len(content) // 2 :]
    elif damage == "another file":
        content = bytearray(b"%PDF-1.7\n" + bytes(1000))
    elif damage == "a newer format":
        content = bytearray(bytes(content).replace(b'"version":1', b'"version":2', 1))
    else:
        monkeypatch.setenv("STEADYHAND_BACKUP_PASSPHRASE", PASSPHRASE + "!")
    path.write_bytes(content)

    said = here(empty, "restore", str(path)).refused()

    says = {
        "a byte": "changed or damaged",
        "the end": "cut off or damaged",
        "the passphrase": "passphrase does not open",
        "another file": "not a backup of Steadyhand",
        "a newer format": "version 2 of the file format",
    }
    assert says[damage] in said
    assert "Nothing was restored" in said
    assert set(counts(every_row(empty)).values()) == {0}
    assert not empty.seal_file.exists()
    assert not (empty.folder / "documents" / "ab" / "letter.pdf").exists()


def no_room_in_the_database(empty: Database, patch: pytest.MonkeyPatch) -> None:
    """SQLite's file may not grow; on PostgreSQL, whose disk is the server's, the driver says what it would say."""
    if connection.vendor == "sqlite":

        def limit(connection: Any, **_: Any) -> None:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA page_count")
                cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + 20}")

        connection_created.connect(limit, weak=False, dispatch_uid="no room")
        return
    from psycopg import errors

    def insert(*_: Any) -> None:
        raise OperationalError("could not extend file") from errors.DiskFull("could not extend file")

    patch.setattr(Table, "insert", insert)


def no_room_in_the_data_folder(empty: Database, patch: pytest.MonkeyPatch) -> None:
    """A device that is always full stands where the document is written."""
    folder = empty.folder / "documents" / "ab"
    folder.mkdir(parents=True)
    (folder / "letter.pdf.restoring").symlink_to("/dev/full")


@pytest.mark.parametrize("full", [no_room_in_the_database, no_room_in_the_data_folder])
def test_a_disk_that_is_full_is_named_as_the_cause_and_nothing_is_kept(
    full: Callable[[Database, pytest.MonkeyPatch], None],
    backup: Path,
    empty: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    full(empty, monkeypatch)
    try:
        said = here(empty, "restore", str(backup)).refused()
    finally:
        connection_created.disconnect(dispatch_uid="no room")
    assert "There is no room left on the disk" in said
    assert "Nothing was restored" in said
    assert set(counts(every_row(empty)).values()) == {0}


def count_of_rows(ends: Any) -> str:
    ends["tables"]["cases_visit"]["count"] += 1
    return "cases_visit"


def hash_of_rows(ends: Any) -> str:
    ends["tables"]["cases_visit"]["sha256"] = "0" * 64
    return "cases_visit"


def no_word_of_a_table(ends: Any) -> str:
    del ends["tables"]["cases_visit"]
    return "cases_visit"


def hash_of_a_file(ends: Any) -> str:
    ends["files"]["documents/ab/letter.pdf"]["sha256"] = "0" * 64
    return "documents/ab/letter.pdf"


def a_file_that_is_not_there(ends: Any) -> str:
    ends["files"]["documents/ab/other.pdf"] = {"count": 1, "sha256": "0" * 64}
    return "documents/ab/other.pdf"


@pytest.mark.parametrize(
    "wrong", [count_of_rows, hash_of_rows, no_word_of_a_table, hash_of_a_file, a_file_that_is_not_there]
)
def test_what_is_not_what_the_backup_says_of_itself_is_not_kept(
    wrong: Callable[[Any], str], backup: Path, empty: Database, tmp_path: Path
) -> None:
    lines, path = inside(backup), tmp_path / "said wrongly"
    name = wrong(lines[-1]["ends"])
    encrypt(path, lines)

    said = here(empty, "restore", str(path)).refused()

    assert f"not what the backup says it must be, in {name}. Nothing was kept." in said
    assert set(counts(every_row(empty)).values()) == {0}
    assert not empty.seal_file.exists()
    assert [each for each in empty.folder.rglob("*") if each.name.startswith("letter.pdf")] == []


KILLED_MAKING = """
import os, signal, sys
from steadyhand.commands import installation, main
installation.start_django()
from steadyhand.foundations.backups import tables
tables.Table.rows = lambda table: os.kill(os.getpid(), signal.SIGKILL)
main.main(["backup", sys.argv[1]])
"""


def test_what_a_killed_backup_left_is_cleared_by_the_next_unless_somebody_holds_it(
    sealed_demonstration: Database, tmp_path: Path
) -> None:
    killed = python(sealed_demonstration, "-c", KILLED_MAKING, str(tmp_path / "monday"))
    assert killed.code == -9, killed.out + killed.err
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(".monday.")
    assert stat.S_IMODE(left.stat().st_mode) == 0o600
    not_ours = {".report.unfinished", ".letter.steadyhand-unfinished", ".somebody-else's"}
    for name in not_ours:
        (tmp_path / name).write_text("steadyhand-", encoding="utf-8")
    with (tmp_path / left.name.replace("monday", "being-made")).open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        held.write(left.read_bytes())
        held.flush()
        here(sealed_demonstration, "backup", str(tmp_path / "tuesday")).done()
    assert {path.name for path in tmp_path.iterdir()} == {
        "tuesday", Path(held.name).name, *not_ours
    }  # fmt: skip


def test_a_backup_being_made_holds_its_file(sealed_demonstration: Database, tmp_path: Path) -> None:
    holds = list[bool]()

    def meanwhile(self: Progress, *_: object) -> None:
        if not holds:
            (unfinished,) = tmp_path.iterdir()
            with unfinished.open("rb") as file, pytest.raises(BlockingIOError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            holds.append(True)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Progress, "show", meanwhile)
        here(sealed_demonstration, "backup", str(tmp_path / "made")).done()
    assert holds
    assert [path.name for path in tmp_path.iterdir()] == ["made"]


@pytest.mark.parametrize("links", [True, False], ids=["", "on a disk without links"])
def test_of_two_backups_of_one_name_at_once_the_second_is_refused(
    links: bool, sealed_demonstration: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tonight"

    def no_links(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    if not links:
        monkeypatch.setattr(os, "link", no_links)
    with monkeypatch.context() as patch:
        patch.setattr(Progress, "show", lambda *_: path.write_bytes(b"the first"))
        said = here(sealed_demonstration, "backup", str(path)).refused()
    assert f"{path} exists, and a backup is never written over" in said
    assert path.read_bytes() == b"the first"
    assert list(tmp_path.iterdir()) == [path]
    path.unlink()
    here(sealed_demonstration, "backup", str(path)).done()
    assert list(tmp_path.iterdir()) == [path]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


KILLED = """
import os, signal, sys
from steadyhand.commands import installation, main
installation.start_django()
from steadyhand.foundations.backups import files, tables

def kill(*_):
    os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[1] == "with rows half in":
    insert = tables.Table.insert
    def killed_half_way(table, rows):
        if table.name == "cases_visit":
            kill()
        insert(table, rows)
    tables.Table.insert = killed_half_way
else:
    place = files.Placing.place
    def killed_afterwards(placing):
        place(placing)
        kill()
    files.Placing.place = killed_afterwards
main.main(["restore", sys.argv[2]])
"""


@pytest.mark.parametrize("moment", ["with rows half in", "with everything in but not kept yet"])
def test_killed_while_it_restores_the_database_is_as_empty_as_before(
    moment: str, backup: Path, empty: Database, sealed_demonstration: Database
) -> None:
    killed = python(empty, "-c", KILLED, moment, str(backup))
    assert killed.code == -9, killed.out + killed.err
    assert set(counts(every_row(empty)).values()) == {0}

    assert "every seal holds" in here(empty, "restore", str(backup)).done()
    assert every_row(empty) == every_row(sealed_demonstration)


def test_only_an_empty_database_is_restored_into(backup: Path, empty: Database) -> None:
    with connected_to(empty):
        Account.objects.create_user("amina@example.org")
    before = every_row(empty)

    said = here(empty, "restore", str(backup)).refused()

    assert "not empty: there are rows in access_account" in said
    assert every_row(empty) == before


def test_seals_of_another_database_are_kept(backup: Path, empty: Database) -> None:
    empty.seal_file.write_text(f"1 {'a' * 64} 2026-06-10T09:00:00+00:00\n")
    said = here(empty, "restore", str(backup)).refused()
    assert "belongs to another database" in said
    assert set(counts(every_row(empty)).values()) == {0}
    assert empty.seal_file.read_text().startswith("1 aaaa")


def test_an_upgrade_backs_up_what_the_older_version_left_before_it_changes_it(
    sealed_demonstration: Database,
    copy_of_database: Callable[[Database], Database],
    empty: Database,
    tmp_path: Path,
) -> None:
    older = copy_of_database(sealed_demonstration)
    last = "0009_emailaddress_unique_primary_email"
    with connected_to(older), installation.as_owner():
        call_command("migrate", "account", "0008", verbosity=0)
    assert "steadyhand upgrade" in here(older, "backup", str(tmp_path / "no")).refused()

    said = here(older, "upgrade", str(tmp_path / "before")).done()

    assert "1 changes made" in said
    assert "every seal holds" in said
    begins = inside(tmp_path / "before")[0]["begins"]
    assert f"account.{last}" not in begins["migrations"]
    assert every_row(older) == every_row(sealed_demonstration)
    told = here(empty, "restore", str(tmp_path / "before")).refused()
    assert "made by an older version" in told
    assert last in told
    assert set(counts(every_row(empty)).values()) == {0}


@pytest.mark.postgresql
def test_the_application_s_role_is_refused_since_walls_hide_rows_from_it(
    sealed_demonstration: Database, tmp_path: Path
) -> None:
    unsaid = replace(sealed_demonstration, owner_url=sealed_demonstration.url)
    said = here(unsaid, "backup", str(tmp_path / "part")).refused()
    assert "STEADYHAND_DATABASE_OWNER_URL" in said
    assert "hide rows" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("wrong", ["none", "short", "no such file", "backup exists", "no such folder"])
def test_what_a_backup_needs_is_said(
    wrong: str, sealed_demonstration: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, arguments = tmp_path / "made", list[str]()
    if wrong == "none":
        monkeypatch.delenv("STEADYHAND_BACKUP_PASSPHRASE")
    elif wrong == "short":
        monkeypatch.setenv("STEADYHAND_BACKUP_PASSPHRASE", "secret")
    elif wrong == "no such file":
        arguments = ["--passphrase-file", str(tmp_path / "nowhere")]
    elif wrong == "backup exists":
        path.write_text("older")
    else:
        path = tmp_path / "nowhere" / "made"
    said = here(sealed_demonstration, "backup", str(path), *arguments).refused()
    says = {
        "none": "none was given",
        "short": "16 or more",
        "no such file": "cannot be read from",
        "backup exists": "never written over",
        "no such folder": "cannot be written to",
    }
    assert says[wrong] in said
    assert sorted(tmp_path.iterdir()) == ([path] if wrong == "backup exists" else [])


def test_an_operator_does_it_with_a_passphrase_in_a_file(
    sealed_demonstration: Database, empty: Database, tmp_path: Path
) -> None:
    (tmp_path / "passphrase").write_text(PASSPHRASE + "\n")
    from_file = {
        "STEADYHAND_BACKUP_PASSPHRASE": "",
        "STEADYHAND_BACKUP_PASSPHRASE_FILE": str(tmp_path / "passphrase"),
    }
    apart(sealed_demonstration, "backup", str(tmp_path / "made"), **from_file).done()
    said = apart(empty, "restore", str(tmp_path / "made"), **from_file).done()

    assert "every seal holds" in said
    assert counts(every_row(empty)) == counts(every_row(sealed_demonstration))


@pytest.mark.django_db
def test_every_table_is_kept_or_says_why_not() -> None:
    kept = {table.model._meta.label_lower for table in kept_tables()}
    there = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}
    assert kept | set(LEFT_OUT) == there
    assert not kept & set(LEFT_OUT)


@pytest.mark.django_db
def test_what_is_kept_needs_nothing_that_is_not_and_can_be_put_in_order() -> None:
    text = {"CharField", "TextField", "SlugField"}
    came: set[str] = set()
    for table in kept_tables():
        for field in table.model._meta.concrete_fields:
            if field.remote_field is not None:
                assert field.remote_field.model._meta.db_table in {*came, table.name}, f"{field} comes first"
            assert not getattr(field, "auto_now", False)
        key = table.model._meta.pk
        assert key.get_internal_type() not in text, f"{key} is ordered differently by the two databases"
        came.add(table.name)


def test_every_wall_can_be_opened_for_a_backup() -> None:
    """By naming every organisation, or because the sealer reads the table whole: no row can hide."""
    for model in walled_models():
        (field,) = (f for f in model._meta.concrete_fields if f.column == model.tenant_column)
        assert getattr(model, "tenant_optional", False) or (
            field.related_model is Organisation and not field.null
        ), f"a backup could miss rows of {model}"
