"""`steadyhand demo`: made once, kept afterwards, and never left half-made."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date

import pytest

from commands.test_installation import steadyhand
from databases.stores import Database, Store
from steadyhand.commands import demo
from steadyhand.foundations.access.models import Account, Installation
from steadyhand.world import demonstration

OPTIONS = argparse.Namespace(world="small", children=20, seed=1)


def test_a_demonstration_is_made_once_and_kept(database_store: Store) -> None:
    database = database_store.create()

    first = steadyhand(database, "demo", "--children", "20")
    assert first.returncode == 0, first.stdout + first.stderr
    assert "Everybody in it is invented" in first.stdout
    with database.owner() as cursor:
        cursor.execute("SELECT count(*) FROM access_account")
        people = cursor.fetchone()[0]
    assert people > 0

    again = steadyhand(database, "demo", "--children", "25")
    assert again.returncode == 0, again.stdout + again.stderr
    assert "kept as it is" in again.stdout
    with database.owner() as cursor:
        cursor.execute("SELECT count(*) FROM access_account")
        assert cursor.fetchone()[0] == people


def test_interrupted_half_way_it_leaves_nothing_and_can_be_made_again(
    fresh_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*, on: date, children: int, seed: int, progress: Callable[[int, int], None]) -> None:
        Installation.objects.create(kind=Installation.Kind.DEMONSTRATION, made_on=on, seed=seed)
        Account.objects.create_user("amina@example.org")
        progress(1, children)
        raise KeyboardInterrupt

    monkeypatch.setattr(demonstration, "load", interrupted)
    with pytest.raises(KeyboardInterrupt):
        demo.run(OPTIONS)

    assert not Installation.objects.exists()
    assert not Account.objects.exists()
