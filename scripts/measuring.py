"""Databases for measuring: synthetic children under equal caseloads, made once by `steadyhand synth` and kept.

They stand in `.measuring` beside this folder, or where STEADYHAND_MEASURING says: a file for each size on SQLite, a
database for each in one PostgreSQL cluster. All are made as of one day, and anew when that day is two weeks past,
so that what is due today stays as much as it was.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import psycopg
from cluster import Cluster, kept_cluster
from machine import ROOT, Missing, postgresql_binaries
from psycopg import sql

FOLDER = Path(os.environ.get("STEADYHAND_MEASURING") or ROOT / ".measuring").resolve()
KEPT_FOR = timedelta(days=14)
VENDORS = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Made:
    """One database with its children, and what a process must be told to work on it."""

    vendor: str
    children: int
    environment: dict[str, str]


@contextmanager
def databases(vendor: str, sizes: list[int], *, notes: int = 0) -> Iterator[list[Made]]:
    """Databases of these sizes on one vendor, made where they are not there yet.

    Raises `Missing` without PostgreSQL's programs, and SystemExit when a database could not be made.
    """
    on = _day()
    if vendor == "sqlite":
        yield [_made(vendor, size, notes, on, {}) for size in sizes]
        return
    binaries = postgresql_binaries()
    if binaries is None:
        raise Missing("PostgreSQL's initdb cannot be found. Run `make test`, which says what to install.")
    with kept_cluster(binaries, FOLDER / "postgresql") as cluster:
        yield [_made(vendor, size, notes, on, _urls(cluster, _name(size, notes))) for size in sizes]


def _day() -> date:
    """The day as of which all of them are made."""
    told = FOLDER / "day"
    today = date.today()
    if told.exists():
        on = date.fromisoformat(told.read_text())
        if on <= today < on + KEPT_FOR:
            return on
        shutil.rmtree(FOLDER)
    FOLDER.mkdir(parents=True, exist_ok=True)
    told.write_text(today.isoformat())
    return today


def _name(children: int, notes: int) -> str:
    return f"steadyhand_{children}" + (f"_{notes}" if notes else "")


def _urls(cluster: Cluster, name: str) -> dict[str, str]:
    """The addresses of one database of the cluster, which is made if it is not there."""
    with psycopg.connect(cluster.owner_url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return {
        "STEADYHAND_DATABASE_URL": f"{cluster.application_url.rpartition('/')[0]}/{name}",
        "STEADYHAND_DATABASE_OWNER_URL": f"{cluster.owner_url.rpartition('/')[0]}/{name}",
    }


def _made(vendor: str, children: int, notes: int, on: date, urls: dict[str, str]) -> Made:
    data = FOLDER / f"{vendor}-{_name(children, notes)}"
    data.mkdir(parents=True, exist_ok=True)
    own = {name: value for name, value in os.environ.items() if not name.startswith("STEADYHAND_")}
    own |= {**urls, "STEADYHAND_DATA": str(data)}
    command = [sys.executable, "-m", "steadyhand.commands", "synth", "--children", str(children)]
    command += ["--notes", str(notes), "--on", on.isoformat()]
    if subprocess.run(command, cwd=ROOT, env=own, check=False).returncode:
        raise SystemExit(f"The database of {children:,} children on {vendor} was not made; why stands above.")
    return Made(vendor, children, own)
