"""Fixtures for tests of pages: a database with everybody in it, built once and copied."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from databases.fixtures import connected_to
from databases.stores import Database, Store
from steadyhand.foundations.audit import sealer
from web import world as worlds
from web.world import World


@contextmanager
def rolled_back() -> Iterator[None]:
    """What happens inside leaves nothing behind in the database, where tries to sign in are counted too."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


@pytest.fixture(scope="session")
def world_template(
    database_store: Store, migrated_template: Database, django_db_blocker: Any
) -> tuple[Database, World]:
    """A database with everybody who could ask for one child's record, built once."""
    template = database_store.copy(migrated_template)
    with django_db_blocker.unblock(), connected_to(template), transaction.atomic():
        world = worlds.build(timezone.localdate())
        sealer.seal_once()  # as the worker would have done by the time anybody looks
    return template, world


@pytest.fixture(scope="module")
def standing_world(
    database_store: Store, world_template: tuple[Database, World], django_db_blocker: Any
) -> Iterator[World]:
    """That world, for the tests of one module, which leave it as it is (`rolled_back`)."""
    template, world = world_template
    database = database_store.copy(template)
    with django_db_blocker.unblock(), connected_to(database):
        yield world
    database_store.remove(database)


@pytest.fixture
def world(standing_world: World) -> Iterator[World]:
    """That world, for one test; what the test does to it is undone."""
    with rolled_back():
        yield standing_world
