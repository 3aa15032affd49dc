"""What every test shares: which database this run is on, and the fixtures for it."""

from __future__ import annotations

import gc
import os

import pytest

from databases.hashing import hash_quickly

pytest_plugins = ["databases.fixtures", "web.fixtures"]

# Playwright runs an event loop in the thread of the test, where Django would refuse to touch its database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

hash_quickly()

VENDORS = ("sqlite", "postgresql")


def pytest_configure(config: pytest.Config) -> None:
    for vendor in VENDORS:
        config.addinivalue_line("markers", f"{vendor}: runs on the {vendor} pass alone")
    if _vendor() == "postgresql" and not os.environ.get("STEADYHAND_DATABASE_OWNER_URL"):
        raise pytest.UsageError(
            "On PostgreSQL the tests need both roles: the application's in STEADYHAND_DATABASE_URL "
            "and the owner's in STEADYHAND_DATABASE_OWNER_URL. "
            "`make test-postgresql` brings a cluster of its own with both."
        )


def pytest_report_header() -> str:
    from django.conf import settings

    if _vendor() == "sqlite":
        return "database: SQLite, a file"
    return f"database: PostgreSQL, as the role {settings.DATABASE_APPLICATION_ROLE}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    problems = [f"{item.nodeid} {problem}" for item in items if (problem := _problem(item))]
    if problems:
        raise pytest.UsageError("\n".join(problems))
    elsewhere = [item for item in items if not _belongs(item, _vendor())]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if _belongs(item, _vendor())]


def pytest_collection_finish() -> None:
    # What was read so far stays to the end; looking through it again and again is a fortieth of the time.
    gc.freeze()
    gc.set_threshold(50_000)


def _belongs(item: pytest.Item, vendor: str) -> bool:
    """Whether a test is part of the pass on this database.

    The SQLite pass has everything but what is marked for PostgreSQL alone; the other repeats what asks for a
    database, and leaves out what has nothing to do with one.
    """
    marked = {name for name in VENDORS if item.get_closest_marker(name)}
    if marked or vendor == "sqlite":
        return not marked or vendor in marked
    names = set(getattr(item, "fixturenames", ()))
    return bool(names & {"db", "database_store"} or item.get_closest_marker("django_db"))


def _problem(item: pytest.Item) -> str | None:
    """Why a test could not work on the databases it asks for, and what to ask for instead."""
    names = set(getattr(item, "fixturenames", ()))
    mark = item.get_closest_marker("django_db")
    asks = mark.kwargs if mark else {}
    flushing = {"transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback"} & names
    if flushing or any(asks.get(word) for word in ("transaction", "reset_sequences", "serialized_rollback")):
        return (
            "asks for a database that is flushed, which append-only tables refuse and the application's role "
            "may not do. Use fresh_database: a database of the test's own that really commits."
        )
    own = names & {"fresh_database", "fresh_demonstration"}
    if len(own) > 1 or (own and (mark or "db" in names)):
        return f"asks for {' and '.join(sorted(own))} beside another database. Keep one of them."
    return None


def _vendor() -> str:
    from django.db import connection

    return str(connection.vendor)
