"""`steadyhand demo`: a database with the demonstration world, in which every person is invented."""

from __future__ import annotations

import argparse
import sys
import time

from steadyhand.commands import installation
from steadyhand.commands.refusal import Refusal


def run(options: argparse.Namespace) -> int:
    """Make the world, or keep the one that is there.

    Raises `Refusal` when the database holds anything but a demonstration: invented people are never mixed
    with real ones.
    """
    installation.start_django()
    # Before anything is migrated: a live installation is not touched at all.
    if _holds_demonstration():
        installation.migrate()
        print(f"The demonstration world is in {installation.where()} already, and is kept as it is.")
        return 0
    installation.migrate()
    from django.db import transaction
    from django.utils import timezone

    from steadyhand.world import demonstration

    print(
        f"Making the demonstration world of {options.children} children in {installation.where()} ...",
        flush=True,
    )
    started = time.monotonic()
    # All of it or nothing: interrupted half-way, the next start begins with an empty database again.
    with transaction.atomic(), _Progress() as progress:
        demonstration.load(
            on=timezone.localdate(), children=options.children, seed=options.seed, progress=progress.show
        )
    print(f"Made in {time.monotonic() - started:.0f} seconds. Everybody in it is invented.")
    return 0


def _holds_demonstration() -> bool:
    """Whether the world is there already. Raises `Refusal` when anything else is."""
    from steadyhand.foundations.access.models import Account, Installation

    tables = installation.tables()
    if Installation._meta.db_table not in tables:
        return False
    made_for = Installation.objects.values_list("kind", flat=True).first()
    if made_for == Installation.Kind.DEMONSTRATION:
        return True
    if made_for is not None or Account.objects.exists():
        raise Refusal(
            f"{installation.where()} holds a live installation, "
            "and invented people are never mixed with real ones. Nothing was changed.\n"
            "Give the demonstration a place of its own: STEADYHAND_DATA=demonstration steadyhand demo"
        )
    return False


class _Progress:
    """One line that counts on a terminal; nothing in a log."""

    def __init__(self) -> None:
        self._shown = False

    def show(self, done: int, total: int) -> None:
        if sys.stdout.isatty():
            self._shown = True
            print(f"\r  {done} of {total} ", end="", flush=True)

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            print("\r" + " " * 30 + "\r", end="", flush=True)
