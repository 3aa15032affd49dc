"""Restoring a backup into an empty database: all of it, held to what the backup says of itself, or nothing."""

import base64
import errno
import gzip
import io
import json
import sqlite3
from collections.abc import Iterator
from typing import IO, Any, Final

from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction

from steadyhand.foundations.audit.sealer import write_outside
from steadyhand.foundations.backups.encrypted import EncryptedReader
from steadyhand.foundations.backups.files import Placing
from steadyhand.foundations.backups.making import Progress, amount_of, no_progress, product_version
from steadyhand.foundations.backups.manifest import Amount, Manifest
from steadyhand.foundations.backups.problems import BackupProblem
from steadyhand.foundations.backups.snapshot import must_own_the_tables, open_the_walls
from steadyhand.foundations.backups.tables import Table, applied_migrations, kept_tables

_ROWS_AT_ONCE: Final = 1_000
_DISK_FULL: Final = "53100"  # PostgreSQL's code: disk_full
_NO_ROOM: Final = (
    "There is no room left on the disk of the database or of the data folder. Nothing was restored.\n"
    "Make room there, several times the size of the backup, then restore again."
)
_NOT_UNDERSTOOD: Final = (
    "The backup holds something that this version does not understand. Nothing was restored."
)


def restore_backup(file: IO[bytes], passphrase: str, *, progress: Progress = no_progress) -> Manifest:
    """Put everything in `file` into the empty, migrated database, as the owner of the tables.

    One transaction: killed at any moment, the database is as empty as before. Raises `BackupProblem` and leaves
    nothing when the file is wrong, the database is not empty or not of the same version, when there is no room for it,
    or when what is in the database afterwards is not what the backup says it must be.
    """
    lines = _lines(file, passphrase)
    begun = _begins(next(lines, None))
    try:
        with Placing() as placing, transaction.atomic(durable=True):
            must_own_the_tables()
            tables = {table.name: table for table in kept_tables()}
            _must_be_empty(tables)
            _must_be_of_this_version(begun)
            manifest = _Restoring(tables, placing, begun, progress).take(lines)
            _set_sequences(tables)
            connection.check_constraints()
            _must_hold(manifest, tables, placing, progress)
            placing.place()
    except (DatabaseError, OSError) as reason:
        if _no_room(reason):
            raise BackupProblem(_NO_ROOM) from reason
        if isinstance(reason, OSError):
            raise
        raise BackupProblem(
            f"The database does not take what the backup holds ({type(reason).__name__}). Nothing was restored.\n"
            "Make sure that the database is a new one, migrated by this version, then restore again."
        ) from reason
    write_outside()  # seals that were on their way out when the backup was made
    return manifest


def _no_room(reason: BaseException) -> bool:
    """Whether it is the disk that is full: the file's, the database file's, or that of PostgreSQL's server."""
    if isinstance(reason, OSError):
        return reason.errno in {errno.ENOSPC, errno.EDQUOT}
    cause = reason.__cause__
    return (
        getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        or getattr(cause, "sqlstate", None) == _DISK_FULL
    )


def _lines(file: IO[bytes], passphrase: str) -> Iterator[Any]:
    with gzip.GzipFile(fileobj=io.BufferedReader(EncryptedReader(file, passphrase), 2**17)) as packed:
        for line in packed:
            yield json.loads(line)


def _begins(line: Any) -> dict[str, Any]:
    try:
        begun = line["begins"]
        return {name: begun[name] for name in ("product", "made_at", "made_on", "migrations")}
    except (TypeError, KeyError) as reason:
        raise BackupProblem(_NOT_UNDERSTOOD) from reason


def _must_be_empty(tables: dict[str, Table]) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # so that nothing comes in between looking and writing
            names = ", ".join(connection.ops.quote_name(name) for name in tables)
            cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")
            # every row of the tables that the sealer reads whole; of the others nothing can be without an organisation
            cursor.execute("SELECT set_config('steadyhand.sealing', 'on', true)")
    full = [name for name, table in tables.items() if table.model._base_manager.exists()]
    if full:
        raise BackupProblem(
            f"The database is not empty: there are rows in {', '.join(full)}. A backup is only restored into an empty "
            "one, so that nothing is mixed or lost. Nothing was restored.\n"
            "Make a new database, name it in STEADYHAND_DATABASE_URL and STEADYHAND_DATABASE_OWNER_URL or "
            "STEADYHAND_DATA, run `steadyhand migrate`, then restore again."
        )


def _must_be_of_this_version(begun: dict[str, Any]) -> None:
    there, here = set(begun["migrations"]), set(applied_migrations())
    if there != here:
        more = "an older" if there < here else "a newer" if there > here else "another"
        raise BackupProblem(
            f"The backup was made by {more} version of Steadyhand ({begun['product']}; this one is "
            f"{product_version()}): its tables differ in {', '.join(sorted(there ^ here))}. Nothing was restored.\n"
            "Restore it with the version that made it into a database which that version migrated, then run "
            "`steadyhand upgrade` with this one."
        )


class _Restoring:
    """Takes the lines of a backup one by one and puts each where it belongs."""

    def __init__(
        self, tables: dict[str, Table], placing: Placing, begun: dict[str, Any], progress: Progress
    ) -> None:
        self._tables = tables
        self._placing = placing
        self._begun = begun
        self._progress = progress
        self._table: Table | None = None
        self._rows: list[list[Any]] = []
        self._done = 0

    def take(self, lines: Iterator[Any]) -> Manifest:
        """Everything up to the last line, which must be the one that says what it comes to."""
        for line in lines:
            if isinstance(line, list):
                self._row(line)
                continue
            if isinstance(line, str):
                self._placing.write(base64.b64decode(line))
                continue
            self._flush()
            if "table" in line:
                self._begin_table(line["table"], line["columns"])
            elif "file" in line:
                self._table = None
                self._placing.begin(line["file"])
            elif "ends" in line:
                if next(lines, None) is not None:
                    break
                amounts = {
                    kind: {name: Amount(**amount) for name, amount in line["ends"][kind].items()}
                    for kind in ("tables", "files")
                }
                return Manifest(**self._begun, tables=amounts["tables"], files=amounts["files"])
            else:
                break
        raise BackupProblem(_NOT_UNDERSTOOD)

    def _begin_table(self, name: str, columns: list[str]) -> None:
        table = self._tables.get(name)
        if table is None or list(table.columns) != columns:
            raise BackupProblem(f"{_NOT_UNDERSTOOD} It is the table {name}.")
        open_the_walls()  # for the councils that have come in so far
        self._table = table

    def _row(self, row: list[Any]) -> None:
        self._rows.append(row)
        if len(self._rows) >= _ROWS_AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        if not self._rows:
            return
        if self._table is None:
            raise BackupProblem(_NOT_UNDERSTOOD)
        self._table.insert(self._rows)
        self._done += len(self._rows)
        self._rows = []
        self._progress(self._table.name, self._done, 0)


def _set_sequences(tables: dict[str, Table]) -> None:
    """New rows get numbers after those that were kept. SQLite sees to it by itself."""
    statements = connection.ops.sequence_reset_sql(no_style(), [table.model for table in tables.values()])
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _must_hold(manifest: Manifest, tables: dict[str, Table], placing: Placing, progress: Progress) -> None:
    """Read everything again, and compare with what the backup says it must come to."""
    open_the_walls()
    done, differing = 0, []
    for name, table in tables.items():
        now = amount_of(table)
        if now != manifest.tables.get(name):
            differing.append(name)
        done += now.count
        progress(f"checking {name}", done, manifest.rows)
    differing += sorted(set(manifest.tables) - set(tables))
    came = placing.amounts
    differing += sorted(
        name for name in {*came, *manifest.files} if came.get(name) != manifest.files.get(name)
    )
    if differing:
        raise BackupProblem(
            f"What was restored is not what the backup says it must be, in {', '.join(differing)}. "
            "Nothing was kept. Use another copy of the backup, and tell whoever keeps Steadyhand."
        )
