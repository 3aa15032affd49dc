"""`steadyhand demo`: made once, kept afterwards, and never left half-made."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from commands.test_installation import steadyhand
from databases.fixtures import connected_to
from databases.stores import Database, Store
from steadyhand.commands import demo
from steadyhand.commands.main import main
from steadyhand.foundations.access.models import Account, Installation
from steadyhand.world import demonstration, full, synth

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


@pytest.fixture(scope="module")
def worlds(
    database_store: Store,
    migrated_template: Database,
    demonstration_template: Database,
    django_db_blocker: Any,
) -> Iterator[dict[str, Database]]:
    """A database with each of the worlds in it, to be copied."""
    made = {"small": demonstration_template}
    for name, load in (
        ("full", partial(full.load, share=0.02)),
        ("synthetic", partial(synth.load, children=100)),
    ):
        made[name] = database_store.copy(migrated_template)
        with django_db_blocker.unblock(), connected_to(made[name]):
            load(on=timezone.localdate())
    yield made
    for name in ("full", "synthetic"):
        database_store.remove(made[name])


@pytest.mark.parametrize(
    ("there", "asked", "kept"),
    [
        ("small", None, True),
        ("small", "small", True),
        ("small", "full", False),
        ("full", None, True),
        ("full", "full", True),
        ("full", "small", False),
        ("synthetic", None, True),
        ("synthetic", "full", False),
    ],
)
def test_which_world_is_there_is_said_and_how_to_get_the_other(
    there: str,
    asked: str | None,
    kept: bool,
    worlds: dict[str, Database],
    copy_of_database: Callable[[Database], Database],
    django_db_blocker: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with django_db_blocker.unblock(), connected_to(copy_of_database(worlds[there])):
        people = Account.objects.count()
        code = main(["demo", *(["--world", asked] if asked else [])])
        left = Account.objects.count()
    said = "".join(capsys.readouterr())
    assert f"The {there} demonstration world is in " in said
    assert "is kept as it is" in said
    assert (code == 0) is kept
    assert (f"STEADYHAND_DATA={asked} steadyhand demo --world {asked}" in said) is not kept
    assert left == people


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
