"""What tests of backups share: the passphrase, commands, a look inside a file and at every row of a database."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from databases.fixtures import connected_to
from databases.stores import Database
from steadyhand.commands import main
from steadyhand.foundations.backups.encrypted import EncryptedReader, EncryptedWriter

PASSPHRASE = "invented words that do not belong together"
# What belongs to no record: Django's own lists, and who is signed in just now.
NOT_KEPT = {
    "django_migrations", "django_session", "django_content_type", "auth_permission", "auth_group",
    "auth_group_permissions", "sqlite_sequence",
}  # fmt: skip


def apart(database: Database, *arguments: str, **environment: str) -> Ended:
    """One command on this database, in a process of its own, with the passphrase in its environment."""
    return python(database, "-m", "steadyhand.commands", *arguments, **environment)


def python(database: Database, *arguments: str, **environment: str) -> Ended:
    """The same for a program of the test's own."""
    ended = subprocess.run(
        [sys.executable, *arguments],
        env={
            **os.environ,
            **database.environment(),
            "STEADYHAND_BACKUP_PASSPHRASE": PASSPHRASE,
            **environment,
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    def done(self) -> str:
        """What it printed, when it did what it should."""
        assert self.code == 0, self.out + self.err
        return self.out

    def refused(self) -> str:
        """What it said, when it refused in words."""
        assert self.code == 1, self.out + self.err
        return self.err


def here(database: Database, *arguments: str) -> Ended:
    """The same command in this process, which is quicker."""
    with connected_to(database), redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        code = main.main(arguments)
    return Ended(code, out.getvalue(), err.getvalue())


def inside(path: Path) -> list[Any]:
    """Every line of a backup."""
    with path.open("rb") as file, gzip.GzipFile(fileobj=EncryptedReader(file, PASSPHRASE)) as packed:
        return [json.loads(line) for line in packed]


def encrypt(path: Path, lines: list[Any]) -> None:
    """A file with these lines, encrypted as a backup is."""
    with (
        path.open("wb") as file,
        EncryptedWriter(file, PASSPHRASE) as encrypted,
        gzip.GzipFile(fileobj=encrypted, mode="wb") as packed,
    ):
        packed.writelines(json.dumps(line).encode() + b"\n" for line in lines)


def every_row(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that is kept, read without any of the code under test."""
    with database.owner() as cursor:
        if database.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        else:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        names = sorted({row[0] for row in cursor.fetchall()} - NOT_KEPT)
        if database.vendor == "postgresql":
            cursor.execute("SELECT coalesce(string_agg(id::text, ','), '') FROM organisations_organisation")
            for name, value in (
                ("steadyhand.councils", cursor.fetchone()[0]),
                ("steadyhand.sealing", "on"),
            ):
                cursor.execute("SELECT set_config(%s, %s, false)", [name, value])
        return {name: _rows(cursor, name) for name in names}


def _rows(cursor: Any, name: str) -> list[tuple[Any, ...]]:
    cursor.execute(f'SELECT * FROM "{name}"')
    return sorted(tuple(map(_plain, row)) for row in cursor.fetchall())


def _plain(value: object) -> str:
    """As text; of JSON the order of the names means nothing."""
    if isinstance(value, str) and value[:1] in "{[":
        with suppress(ValueError):
            return json.dumps(json.loads(value), sort_keys=True)
    return str(value)


def counts(rows: dict[str, list[tuple[Any, ...]]]) -> dict[str, int]:
    """How many rows each table has."""
    return {name: len(found) for name, found in rows.items()}
