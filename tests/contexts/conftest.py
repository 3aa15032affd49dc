"""The house that tests of contexts stand in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone

from contexts.builders import House, build
from databases.stores import Database


@pytest.fixture
def house(db: None) -> Iterator[House]:
    """Two councils and their people on `builders.TODAY`; rolled back afterwards."""
    made = build()
    with made.within():
        yield made


@pytest.fixture
def house_today(db: None) -> Iterator[House]:
    """The same on the day of the run, for pages and windows, which ask the clock."""
    made = build(timezone.localdate())
    with made.within():
        yield made


@pytest.fixture
def committed_house(fresh_database: Database) -> House:
    """The same, really committed, for threads and processes. Work inside `house.within()`."""
    return build(timezone.localdate())
