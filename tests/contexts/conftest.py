"""The house that tests of contexts stand in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from contexts.builders import House, build
from databases.fixtures import connected_to
from databases.stores import Database, Store

Made = tuple[Database, House]


@pytest.fixture(scope="session")
def made_house(database_store: Store, migrated_template: Database, django_db_blocker: Any) -> Made:
    """Two councils and their people on `builders.TODAY`, in a database of their own; built once."""
    database = database_store.copy(migrated_template)
    with django_db_blocker.unblock(), connected_to(database), transaction.atomic():
        return database, build()


@pytest.fixture(scope="session")
def made_house_today(database_store: Store, migrated_template: Database, django_db_blocker: Any) -> Made:
    """The same on the day of the run."""
    database = database_store.copy(migrated_template)
    with django_db_blocker.unblock(), connected_to(database), transaction.atomic():
        return database, build(timezone.localdate())


@pytest.fixture
def house(made_house: Made, django_db_blocker: Any) -> Iterator[House]:
    """Two councils and their people on `builders.TODAY`; what a test does to them is undone."""
    with django_db_blocker.unblock(), for_one_test(made_house) as found:
        yield found


@pytest.fixture
def house_today(made_house_today: Made, django_db_blocker: Any) -> Iterator[House]:
    """The same on the day of the run, for pages and windows, which ask the clock."""
    with django_db_blocker.unblock(), for_one_test(made_house_today) as found:
        yield found


@contextmanager
def for_one_test(made: Made) -> Iterator[House]:
    """A house that was made, with its database; what is done to it meanwhile is undone."""
    database, built = made
    house = deepcopy(built)
    with connected_to(database), transaction.atomic():
        try:
            with house.within():
                yield house
        finally:
            transaction.set_rollback(True)


@pytest.fixture
def committed_house(fresh_database: Database) -> House:
    """The same, really committed, for threads and processes. Work inside `house.within()`."""
    return build(timezone.localdate())
