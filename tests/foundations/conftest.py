"""The house of the contexts, to put something into the foundations' tables."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction

from contexts.builders import House
from contexts.conftest import (  # noqa: F401
    Made,
    committed_house,
    for_one_test,
    house,
    house_today,
    made_house,
    made_house_today,
)
from databases.fixtures import connected_to
from databases.stores import Store
from foundations.filled import fill


@pytest.fixture(scope="session")
def made_filled(database_store: Store, made_house: Made, django_db_blocker: Any) -> Made:  # noqa: F811
    """The house with something in every table, in a database of its own; built once."""
    empty, built = made_house
    database, house_of_it = database_store.copy(empty), deepcopy(built)
    with django_db_blocker.unblock(), connected_to(database), transaction.atomic(), house_of_it.within():
        fill(house_of_it)
    return database, house_of_it


@pytest.fixture
def filled(made_filled: Made, django_db_blocker: Any) -> Iterator[House]:
    """That house, for one test."""
    with django_db_blocker.unblock(), for_one_test(made_filled) as found:
        yield found
