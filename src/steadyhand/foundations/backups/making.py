"""Making a backup: one snapshot, written as lines, packed, encrypted.

Inside, a backup is text of one JSON value a line: an object begins something (the backup, a table, a file), an array
is a row of the table begun last, a string is a piece of the file begun last in base64, and the last object says what
all of it must come to.
"""

import base64
import gzip
import hashlib
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from typing import IO, Final

from django.db import connection

from steadyhand.foundations.backups.encrypted import EncryptedWriter
from steadyhand.foundations.backups.files import kept_files
from steadyhand.foundations.backups.manifest import Amount, Manifest
from steadyhand.foundations.backups.snapshot import reading
from steadyhand.foundations.backups.tables import Table, applied_migrations, as_line, kept_tables

Progress = Callable[[str, int, int], None]  # what is in hand, rows done, rows in all
_EVERY: Final = 1_000  # rows between two words of progress


def no_progress(_what: str, _done: int, _total: int) -> None:
    """Nobody is watching."""


def product_version() -> str:
    """The version of Steadyhand that is running."""
    return version("steadyhand")


def write_backup(file: IO[bytes], passphrase: str, *, progress: Progress = no_progress) -> Manifest:
    """Write everything into `file`, as the owner of the tables. Raises `BackupProblem`.

    Reads one snapshot and changes nothing; people work on meanwhile. `file` holds a whole backup only when this
    returns.
    """
    with (
        reading(),
        EncryptedWriter(file, passphrase) as encrypted,
        gzip.GzipFile(fileobj=encrypted, mode="wb", compresslevel=6, mtime=0) as packed,
    ):
        return _write(packed, progress)


def _write(out: gzip.GzipFile, progress: Progress) -> Manifest:
    def line(value: object) -> bytes:
        encoded = as_line(value).encode() + b"\n"
        out.write(encoded)
        return encoded

    tables = kept_tables()
    total, done = sum(table.count() for table in tables), 0
    begun = {
        "product": product_version(),
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "made_on": connection.vendor,
        "migrations": applied_migrations(),
    }
    line({"begins": begun})
    amounts: dict[str, Amount] = {}
    for table in tables:
        line({"table": table.name, "columns": table.columns})
        digest, count = hashlib.sha256(), 0
        for row in table.rows():
            digest.update(line(row))
            count += 1
            if count % _EVERY == 0:
                progress(table.name, done + count, total)
        done += count
        amounts[table.name] = Amount(count, digest.hexdigest())
        progress(table.name, done, total)
    files: dict[str, Amount] = {}
    for name, pieces in kept_files():
        line({"file": name})
        digest, count = hashlib.sha256(), 0
        for piece in pieces:
            line(base64.b64encode(piece).decode())
            digest.update(piece)
            count += len(piece)
        files[name] = Amount(count, digest.hexdigest())
    comes_to = {
        "tables": {name: asdict(amount) for name, amount in amounts.items()},
        "files": {name: asdict(amount) for name, amount in files.items()},
    }
    line({"ends": comes_to})
    return Manifest(**begun, tables=amounts, files=files)  # type: ignore[arg-type]


def amount_of(table: Table) -> Amount:
    """The rows that a table holds now and the hash over them, worked out as in a backup."""
    digest, count = hashlib.sha256(), 0
    for row in table.rows():
        digest.update(as_line(row).encode() + b"\n")
        count += 1
    return Amount(count, digest.hexdigest())
