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
from steadyhand.foundations.audit import sealer, verifier
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
            for name in append_only.triggers(connection, model):
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


def test_a_seal_rewritten_with_its_line_outside_breaks_the_chain(sealed: Database) -> None:
    """Somebody who changes an entry, works out its seal anew and changes the copy of that seal as well."""
    entry = SealedEntry.objects.filter(seal=2).earliest("entry_id").pk
    tamper(sealed, f"UPDATE audit_entry SET actor_id = 99 WHERE id = {entry}")
    seal = Seal.objects.get(number=2)
    ids = SealedEntry.objects.filter(seal=seal).values_list("entry_id", flat=True)
    entries = Entry.objects.filter(pk__in=list(ids)).order_by("pk")
    digest = seal_digest(number=2, at=seal.at, previous=seal.previous, entries=entries)
    tamper(sealed, f"UPDATE audit_seal SET digest = '{digest}' WHERE number = 2")
    file = Path(settings.SEAL_FILE)
    assert seal.digest in file.read_text()
    file.write_text(file.read_text().replace(seal.digest, digest))
    assert problems() == "Seal 3 does not follow on from the seal before it."


def test_a_lost_copy_outside_is_said(sealed: Database) -> None:
    Path(settings.SEAL_FILE).unlink()
    assert problems() == "No seal was found outside the database."


@pytest.mark.parametrize(
    ("taken", "said"), [((0,), "Seal 1 is"), ((1,), "Seal 2 is"), ((0, 1), "Seals 1 to 2 are")]
)
def test_a_line_taken_out_of_the_copy_outside_is_found(
    taken: tuple[int, ...], said: str, sealed: Database
) -> None:
    file = Path(settings.SEAL_FILE)
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(line for number, line in enumerate(lines) if number not in taken))
    assert problems() == f"{said} missing outside the database."


@pytest.mark.parametrize(("kept", "said"), [(2, "Seal 3 is"), (1, "Seals 2 to 3 are")])
def test_a_copy_outside_whose_last_lines_were_cut_off_is_found(
    kept: int, said: str, sealed: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But for the first minute, in which a killed worker may have left its newest seal unwritten."""
    file = Path(settings.SEAL_FILE)
    file.write_text("".join(file.read_text().splitlines(keepends=True)[:kept]))
    assert verify().ok, "made only just now"
    monkeypatch.setattr(verifier, "OUTSIDE_WITHIN", timedelta(0))
    assert problems().startswith(f"{said} missing at the end of the copy outside the database.")
    sealer.write_outside()
    assert verify().ok


def test_a_copy_outside_that_was_cut_short_is_made_whole(sealed: Database) -> None:
    """What the database still holds was written there after it was sealed, and is again."""
    file = Path(settings.SEAL_FILE)
    whole = file.read_text()
    file.write_text("".join(whole.splitlines(keepends=True)[:2]))
    sealer.write_outside()
    assert file.read_text() == whole


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("written", ["nothing of the kind\n", "2 abc\n"])
def test_a_line_outside_that_cannot_be_read_is_found(place: int, written: str, sealed: Database) -> None:
    file = Path(settings.SEAL_FILE)
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join([*lines[:place], written, *lines[place + 1 :]]))
    assert f"Line {place + 1} of the seals outside the database cannot be read." in problems()


def test_a_second_line_outside_for_a_seal_is_held_to_it_too(sealed: Database) -> None:
    file = Path(settings.SEAL_FILE)
    first, second, third = file.read_text().splitlines(keepends=True)
    file.write_text(first + second + second + third)
    assert verify().ok
    file.write_text(first + second.replace(second.split()[1], "a" * 64) + second + third)
    assert problems() == "Seal 2 differs from its copy outside the database."


@pytest.mark.parametrize(
    ("moved", "told"),
    [
        (timedelta(minutes=-11), True),
        (timedelta(days=-400), True),
        (timedelta(minutes=-9), False),
        (timedelta(minutes=5), True),
        (timedelta(days=400), True),
    ],
)
def test_an_entry_that_stays_unsealed_is_found(moved: timedelta, told: bool, sealed: Database) -> None:
    entry = Entry.objects.create(
        kind=Kind.READ, at=timezone.now() + moved, verb="child.opened", subject_type="child", subject_id="1"
    )
    expected = f"Not sealed although older than 10 minutes, or dated in the future: entry {entry.pk}."
    assert problems() == (expected if told else "")


@pytest.mark.parametrize("moved", [timedelta(days=-400), timedelta(days=400)])
def test_the_time_an_entry_gives_for_itself_does_not_keep_it_from_its_seal(
    moved: timedelta, sealed: Database
) -> None:
    Entry.objects.create(
        kind=Kind.READ, at=timezone.now() + moved, verb="child.opened", subject_type="child", subject_id="1"
    )
    write()
    assert sealer.waiting_since() is not None
    assert sealer.seal_once() == 2
    write()
    assert sealer.seal_once() == 1
    assert verify().ok


def test_an_entry_slipped_in_far_below_is_not_sealed_but_found(
    sealed: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = Entry.objects.earliest("pk")
    slipped = timezone.now() - timedelta(hours=1)
    Entry.objects.create(
        pk=old.pk - 50, kind=Kind.READ, at=slipped, verb="child.opened", subject_type="child", subject_id="1"
    )
    monkeypatch.setattr(sealer, "LOOK_BACK", 50)
    assert sealer.seal_once() == 0
    assert f"entry {old.pk - 50}." in problems()


# Nothing is appended to a file outside that is not the one that was written


def test_nothing_is_added_to_the_seals_of_another_database(sealed: Database) -> None:
    file = Path(settings.SEAL_FILE)
    third = file.read_text().splitlines()[2]
    number, digest, at = third.split()
    for other in (f"{number} {'a' * 64} {at}\n", f"9 {digest} {at}\n"):
        file.write_text(other)
        write()
        with pytest.raises(sealer.SealsOutsideDiffer, match="is not that seal in the database"):
            sealer.seal_once()
        assert file.read_text() == other
    assert verify().unsealed == 0, "what is in the database is sealed all the same"


@pytest.mark.parametrize("kept", [0, 1, None])
def test_a_file_that_lost_many_seals_is_not_written_anew(
    kept: int | None, sealed: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None: the file is gone. One line, none: it was cut short."""
    monkeypatch.setattr(sealer, "MOST_AT_ONCE", 1)
    file = Path(settings.SEAL_FILE)
    if kept is None:
        file.unlink()
    else:
        file.write_text("".join(file.read_text().splitlines(keepends=True)[:kept]))
    before = file.read_text() if file.exists() else None
    with pytest.raises(sealer.SealsOutsideDiffer, match="More than 1 seals are missing"):
        sealer.seal_once()
    assert (file.read_text() if file.exists() else None) == before


def test_as_many_seals_as_may_be_are_added_at_once(sealed: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealer, "MOST_AT_ONCE", 3)
    Path(settings.SEAL_FILE).unlink()
    sealer.write_outside()
    assert verify().ok


def test_a_missing_guard_is_named(sealed: Database) -> None:
    on = " ON audit_entry" if sealed.vendor == "postgresql" else ""
    with sealed.owner() as cursor:
        cursor.execute(f"DROP TRIGGER audit_entry_kept_update{on}")
    assert problems() == "A guard is missing or altered in the database: audit_entry_kept_update"
