"""Fixtures for tests that touch a database.

`db` (or the mark `django_db`)   inside a transaction that is rolled back; quick; right for almost every test
`fresh_database`                 a database of its own that really commits: for threads and processes
`fresh_demonstration`            the same, with the small demonstration world in it
`live_server`                    the real server as a process of its own, to be looked at and killed

Everything runs as the application's role. On the PostgreSQL pass that is neither owner nor superuser, so the
wall between councils stands in tests too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections

from databases.servers import LiveServer
from databases.stores import Database, PostgreSQLStore, SQLiteStore, Store

DEMONSTRATION_CHILDREN = 20


@contextmanager
def connected_to(database: Database) -> Iterator[None]:
    """Every connection this process opens meanwhile, in any thread, goes to this database."""
    default = connections.settings["default"]
    with pytest.MonkeyPatch.context() as patch:
        connections.close_all()
        patch.setitem(default, "NAME", database.name)
        patch.setattr(settings, "DATA", database.folder)
        patch.setattr(settings, "SEAL_FILE", database.seal_file)
        patch.setattr(settings, "DATABASE_URL", database.url)
        patch.setattr(settings, "DATABASE_OWNER_URL", database.owner_url)
        try:
            yield
        finally:
            connections.close_all()


@pytest.fixture(scope="session")
def database_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Where test databases are made: files, or the cluster that the settings name."""
    folder = tmp_path_factory.mktemp("databases")
    if connection.vendor == "sqlite":
        return SQLiteStore(folder)
    return PostgreSQLStore(folder, settings.DATABASE_URL, settings.DATABASE_OWNER_URL)


@pytest.fixture(scope="session")
def migrated_template(database_store: Store, django_db_blocker: Any) -> Database:
    """A migrated, empty database, built once as the owner and then only copied."""
    from steadyhand.commands import installation

    template = database_store.create()
    with django_db_blocker.unblock(), connected_to(template):
        installation.migrate()
    return template


@pytest.fixture(scope="session")
def demonstration_template(
    database_store: Store, migrated_template: Database, django_db_blocker: Any
) -> Database:
    """The small demonstration world as of today, built once through the application's role."""
    from django.db import transaction
    from django.utils import timezone

    from steadyhand.world import demonstration

    template = database_store.copy(migrated_template)
    with django_db_blocker.unblock(), connected_to(template), transaction.atomic():
        demonstration.load(on=timezone.localdate(), children=DEMONSTRATION_CHILDREN, seed=1)
    return template


@pytest.fixture(scope="session")
def django_db_setup(
    database_store: Store, migrated_template: Database, django_db_blocker: Any
) -> Iterator[Database]:
    """The database of all tests that roll back: a copy of the template. In the place of pytest-django's."""
    database = database_store.copy(migrated_template)
    with connected_to(database):
        yield database


@pytest.fixture
def copy_of_database(database_store: Store) -> Iterator[Callable[[Database], Database]]:
    """Copies of a template for the length of one test."""
    made: list[Database] = []

    def copy(template: Database) -> Database:
        made.append(database_store.copy(template))
        return made[-1]

    yield copy
    for database in made:
        database_store.remove(database)


@pytest.fixture
def fresh_database(
    migrated_template: Database, copy_of_database: Callable[[Database], Database], django_db_blocker: Any
) -> Iterator[Database]:
    """A migrated database of the test's own. What it commits is committed; threads and processes share it."""
    yield from _connected(copy_of_database(migrated_template), django_db_blocker)


@pytest.fixture
def fresh_demonstration(
    demonstration_template: Database, copy_of_database: Callable[[Database], Database], django_db_blocker: Any
) -> Iterator[Database]:
    """A database of the test's own that holds the small demonstration world."""
    yield from _connected(copy_of_database(demonstration_template), django_db_blocker)


@pytest.fixture
def live_server(
    migrated_template: Database, copy_of_database: Callable[[Database], Database], tmp_path: Path
) -> Iterator[Callable[..., LiveServer]]:
    """Start the real server on a database: `live_server(database=fresh_demonstration)`.

    Without a database it gets a migrated, empty one. `worker=True` runs the background worker beside it.
    """
    servers: list[LiveServer] = []

    def start(database: Database | None = None, *, worker: bool = False) -> LiveServer:
        number = len(servers) + 1
        server = LiveServer(
            database or copy_of_database(migrated_template), tmp_path / f"server-{number}.log", worker
        )
        servers.append(server)
        server.start()
        return server

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def _live_server_helper() -> None:
    """Keeps pytest-django, which knows a `live_server` of its own, from asking for a flushed database."""


def _connected(database: Database, blocker: Any) -> Iterator[Database]:
    with blocker.unblock(), connected_to(database):
        yield database
