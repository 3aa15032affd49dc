"""The whole demonstration world, made once for this folder."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from databases.fixtures import connected_to
from databases.stores import Database, Store
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.foundations.access import tenancy
from steadyhand.world import demonstration

# Their assertions say what was found, as a test's do.
pytest.register_assert_rewrite(f"{__package__}.plausible")

DAY = date(2026, 6, 10)


@dataclass(frozen=True)
class Made:
    """A world that was made: the day it stands on, and the seconds of processor time that making it took.

    Not seconds by the clock: what else the machine does meanwhile must not decide.
    """

    day: date
    seconds: float
    told: tuple[tuple[int, int], ...]


@pytest.fixture(scope="session")
def made_world(
    database_store: Store, migrated_template: Database, django_db_blocker: Any
) -> tuple[Database, Made]:
    """200 children in a database of their own."""
    database = database_store.copy(migrated_template)
    told: list[tuple[int, int]] = []
    with django_db_blocker.unblock(), connected_to(database):
        started = time.process_time()
        with transaction.atomic():
            demonstration.load(on=DAY, progress=lambda done, total: told.append((done, total)))
        return database, Made(DAY, time.process_time() - started, tuple(told))


@pytest.fixture
def world(made_world: tuple[Database, Made], django_db_blocker: Any) -> Iterator[Made]:
    """The world to look at, within its council; what a test adds is undone."""
    database, made = made_world
    with django_db_blocker.unblock(), connected_to(database), transaction.atomic():
        with tenancy.within(organisations.council_ids()):
            yield made
        transaction.set_rollback(True)
