"""Databases for tests, by vendor: build one, copy it as it stands, remove it.

Copies replace flushing. The record's triggers refuse deletes, the application's role may not truncate, and
what a migration put in (triggers, walls, rights) has to be there in every test.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

_numbers = count(1)


@dataclass(frozen=True)
class Database:
    """One database and the data folder beside it, which holds its seals and, on SQLite, the file itself."""

    vendor: str
    folder: Path
    url: str
    owner_url: str

    @property
    def name(self) -> str:
        """What Django calls NAME: a file on SQLite, a database on PostgreSQL."""
        if self.vendor == "sqlite":
            return str(self.folder / "steadyhand.sqlite3")
        return str(conninfo_to_dict(self.url)["dbname"])

    @property
    def seal_file(self) -> Path:
        """Where the newest seals are written, outside the database."""
        return self.folder / "seals.log"

    def environment(self) -> dict[str, str]:
        """What a `steadyhand` process needs to be told to work on this database."""
        return {
            "STEADYHAND_DATA": str(self.folder),
            "STEADYHAND_DATABASE_URL": self.url,
            "STEADYHAND_DATABASE_OWNER_URL": self.owner_url,
        }

    @contextmanager
    def owner(self) -> Iterator[Any]:
        """A cursor for what the application may not do: take a wall down, tamper with the record.

        On PostgreSQL it is the owner's, on SQLite there is but one role. Every statement commits at once.
        """
        if self.vendor == "sqlite":
            with closing(sqlite3.connect(self.name, timeout=20, isolation_level=None)) as connection:
                yield connection.cursor()
        else:
            with psycopg.connect(self.owner_url, autocommit=True) as connection:
                yield connection.cursor()


class SQLiteStore:
    """Databases that are files, each in a folder of its own."""

    vendor = "sqlite"
    role = "the only role there is"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def create(self) -> Database:
        """A new, empty database."""
        folder = self._folder / f"database-{next(_numbers)}"
        folder.mkdir(parents=True)
        url = f"sqlite:///{folder / 'steadyhand.sqlite3'}"
        return Database(self.vendor, folder, url, url)

    def copy(self, template: Database) -> Database:
        """A copy as the template stands. Nothing may be connected to the template."""
        left_open = Path(f"{template.name}-wal")
        assert not left_open.exists(), (
            f"{template.name} is still in use, so a copy would miss what {left_open} holds"
        )
        made = self.create()
        shutil.copytree(template.folder, made.folder, dirs_exist_ok=True)
        return made

    def remove(self, database: Database) -> None:
        """Remove it with its folder."""
        shutil.rmtree(database.folder)


class PostgreSQLStore:
    """Databases of one cluster: owned by one role, used by another."""

    vendor = "postgresql"

    def __init__(self, folder: Path, url: str, owner_url: str) -> None:
        self._folder = folder
        self._url = conninfo_to_dict(url)
        self._owner = conninfo_to_dict(owner_url)
        self.role = str(self._url["user"])

    def create(self) -> Database:
        """A new, empty database that belongs to the owner's role."""
        return self._create("template0")

    def copy(self, template: Database) -> Database:
        """A copy as the template stands. Nothing may be connected to the template."""
        made = self._create(template.name)
        shutil.copytree(template.folder, made.folder, dirs_exist_ok=True)
        return made

    def remove(self, database: Database) -> None:
        """Remove it, ending whatever is still connected, with its folder."""
        self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database.name)))
        shutil.rmtree(database.folder)

    def _create(self, template: str) -> Database:
        number = next(_numbers)
        name = f"steadyhand_test_{number}"
        self._execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
        folder = self._folder / f"database-{number}"
        folder.mkdir(parents=True)
        return Database(self.vendor, folder, _url(self._url, name), _url(self._owner, name))

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(**self._owner, autocommit=True) as connection:
            connection.execute(statement)


Store = SQLiteStore | PostgreSQLStore


def _url(parts: dict[str, Any], name: str) -> str:
    return f"postgresql://{parts['user']}:{parts['password']}@{parts['host']}:{parts['port']}/{name}"
