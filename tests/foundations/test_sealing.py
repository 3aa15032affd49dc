"""The seals over the record: whatever is committed is sealed once, and whatever is tampered with is named."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.utils import timezone

from databases.stores import Database
from steadyhand.foundations.audit import sealer
from steadyhand.foundations.audit.models import Entry, Seal, SealedEntry
from steadyhand.foundations.audit.record import Kind, record
from steadyhand.foundations.audit.sealing import GENESIS, seal_digest
from steadyhand.foundations.audit.verifier import verify

pytestmark = pytest.mark.usefixtures("fresh_database")


def write(count: int = 1, **known: Any) -> list[Entry]:
    values = {
        "kind": Kind.READ,
        "verb": "child.opened",
        "subject_type": "child",
        "subject_id": 1,
        "actor_id": 1,
        **known,
    }
    return [record(**values) for _ in range(count)]


def problems() -> str:
    return "\n".join(verify().problems)


def test_entries_are_sealed_into_a_chain() -> None:
    write(3)
    assert sealer.seal_once() == 3
    write(2)
    assert sealer.seal_once() == 2

    first, second = Seal.objects.order_by("number")
    assert (first.number, first.previous, first.count) == (1, GENESIS, 3)
    assert (second.number, second.previous, second.count) == (2, first.digest, 2)
    assert len({first.digest, second.digest}) == 2
    result = verify()
    assert (result.ok, result.entries, result.seals, result.unsealed) == (True, 5, 2, 0)


def test_nothing_to_seal_makes_no_seal() -> None:
    assert sealer.seal_once() == 0
    write()
    sealer.seal_once()
    assert sealer.seal_once() == 0
    assert Seal.objects.count() == 1
    assert verify().ok


def test_entries_not_sealed_yet_are_counted_and_no_fault() -> None:
    write(2)
    result = verify()
    assert (result.ok, result.unsealed) == (True, 2)


def test_the_newest_seal_is_written_outside_the_database() -> None:
    write()
    sealer.seal_once()
    write()
    sealer.seal_once()
    lines = Path(settings.SEAL_FILE).read_text().splitlines()
    assert [line.split(" ")[:2] for line in lines] == [
        [str(seal.number), seal.digest] for seal in Seal.objects.order_by("number")
    ]


def test_a_sealer_that_was_away_for_days_seals_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealer, "BATCH", 5)
    for entry in range(12):
        Entry.objects.create(
            kind=Kind.READ,
            at=timezone.now() - timedelta(days=4, minutes=-entry),
            verb="child.opened",
            subject_type="child",
            subject_id="1",
        )
    write(2)
    sealed = [sealer.seal_once() for _ in range(4)]
    assert sealed == [5, 5, 4, 0]
    assert verify().unsealed == 0
    assert verify().ok


@pytest.mark.postgresql
def test_an_entry_that_commits_after_later_ones_were_sealed_is_sealed() -> None:
    written, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            write()
            written.set()
            go_on.wait(30)
        connections.close_all()

    thread = threading.Thread(target=slow)
    thread.start()
    written.wait(30)
    (later,) = write()
    assert sealer.seal_once() == 1
    go_on.set()
    thread.join()

    assert sealer.seal_once() == 1
    early = Entry.objects.exclude(pk=later.pk).get()
    assert early.pk < later.pk
    assert SealedEntry.objects.get(pk=early.pk).seal_id == 2
    assert verify().ok


def test_sealers_at_once_seal_every_entry_once() -> None:
    """People go on writing meanwhile."""
    write(60)
    sealed: list[int] = []
    raised: list[Exception] = []
    ready = threading.Barrier(6)

    def work(writes: bool) -> None:
        try:
            ready.wait(30)
            for _ in range(5):
                if writes:
                    write(4)
                else:
                    sealed.append(sealer.seal_once())
        except Exception as error:
            raised.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(number < 2,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sealed.append(sealer.seal_once())

    assert raised == []
    assert sum(sealed) == 100
    assert SealedEntry.objects.count() == 100
    assert list(Seal.objects.order_by("number").values_list("number", flat=True)) == list(
        range(1, Seal.objects.count() + 1)
    )
    assert verify().ok


def test_a_line_outside_that_was_cut_short_does_no_harm() -> None:
    write()
    sealer.seal_once()
    file = Path(settings.SEAL_FILE)
    whole = file.read_bytes()
    write()
    sealer.seal_once()
    line = file.read_bytes()[len(whole) :]
    for kept in (1, 10, len(line) - 5, len(line) - 1):
        file.write_bytes(whole + line[:kept])
        assert verify().ok, kept
        write()
        sealer.seal_once()
        assert verify().ok, kept
        assert sealer.newest_outside(file) == (Seal.objects.count(), Seal.objects.latest("number").digest)


# Tampering, by somebody who can do to the database whatever its owner can


@pytest.fixture
def sealed(fresh_database: Database) -> Database:
    """Three seals over two entries each."""
    for _ in range(3):
        write(2)
        sealer.seal_once()
    assert verify().ok
    return fresh_database


def tamper(database: Database, *statements: str) -> None:
    """Take the guards away, do it, and put them back, so that only the deed is left to find."""
    from steadyhand.commands import installation
    from steadyhand.foundations.audit import append_only

    connections.close_all()
    with database.owner() as cursor:
        for model in (Entry, Seal, SealedEntry):
            for name in append_only.trigger_names(model):
                on = f" ON {model._meta.db_table}" if database.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER {name}{on}")
        for statement in statements:
            cursor.execute(statement)
    with installation.as_owner():
        append_only.install(connection)


COVERED = "(SELECT min(entry_id) FROM audit_sealedentry WHERE seal_id = 2)"


@pytest.mark.parametrize(
    "change",
    [
        "verb = 'child.closed'",
        "actor_id = 2",
        "actor_id = NULL",
        "subject_id = '2'",
        "because = 'lead'",
        "kind = 'change'",
        "route = 'x'",
        "reference = 'x'",
        "council_id = NULL, detail = '{\"children\": [1]}'",
        "at = '2020-01-01 00:00:00'",
    ],
)
def test_a_changed_entry_is_found(change: str, sealed: Database) -> None:
    tamper(sealed, f"UPDATE audit_entry SET {change} WHERE id = {COVERED}")
    assert problems() == "An entry covered by seal 2 was changed."


def test_every_column_of_an_entry_is_tried() -> None:
    """A new column must be tried above too."""
    tried = {"kind", "at", "actor_id", "verb", "subject_type", "subject_id", "council_id"}
    tried |= {"because", "route", "reference", "detail", "id"}
    assert {field.attname for field in Entry._meta.concrete_fields} == tried


def test_a_removed_entry_is_found(sealed: Database) -> None:
    gone = SealedEntry.objects.filter(seal=2).earliest("entry_id").pk
    tamper(sealed, f"DELETE FROM audit_entry WHERE id = {gone}")
    assert problems() == f"Seal 2 covered 2 entries; missing now: {gone}."


def test_an_entry_removed_with_its_mention_is_found(sealed: Database) -> None:
    gone = SealedEntry.objects.filter(seal=2).earliest("entry_id").pk
    tamper(
        sealed,
        f"DELETE FROM audit_sealedentry WHERE entry_id = {gone}",
        f"DELETE FROM audit_entry WHERE id = {gone}",
    )
    assert "Seal 2 covered 2 entries" in problems()


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_removed_seal_is_found(number: int, sealed: Database) -> None:
    tamper(
        sealed,
        f"DELETE FROM audit_sealedentry WHERE seal_id = {number}",
        f"DELETE FROM audit_seal WHERE number = {number}",
    )
    assert f"Seal {number} differs from its copy outside the database." in problems()


def test_a_chain_rewritten_whole_differs_from_the_copy_outside(sealed: Database) -> None:
    """Somebody who changes an entry and works out every later seal anew."""
    entry = SealedEntry.objects.filter(seal=2).earliest("entry_id").pk
    tamper(sealed, f"UPDATE audit_entry SET actor_id = 99 WHERE id = {entry}")
    statements, previous = [], Seal.objects.get(number=1).digest
    for seal in Seal.objects.filter(number__gte=2).order_by("number"):
        ids = SealedEntry.objects.filter(seal=seal).values_list("entry_id", flat=True)
        entries = Entry.objects.filter(pk__in=list(ids)).order_by("pk")
        digest = seal_digest(number=seal.number, at=seal.at, previous=previous, entries=entries)
        statements.append(
            f"UPDATE audit_seal SET previous = '{previous}', digest = '{digest}' WHERE number = {seal.number}"
        )
        previous = digest
    tamper(sealed, *statements)
    assert problems().splitlines() == [
        "Seal 2 differs from its copy outside the database.",
        "Seal 3 differs from its copy outside the database.",
    ]


def test_a_lost_copy_outside_is_said(sealed: Database) -> None:
    Path(settings.SEAL_FILE).unlink()
    assert problems() == "No seal was found outside the database."


def test_a_missing_guard_is_named(sealed: Database) -> None:
    on = " ON audit_entry" if sealed.vendor == "postgresql" else ""
    with sealed.owner() as cursor:
        cursor.execute(f"DROP TRIGGER audit_entry_kept_update{on}")
    assert problems() == "A guard is missing in the database: audit_entry_kept_update"
