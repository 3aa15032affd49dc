"""`steadyhand demo`: a database with the demonstration world, in which every person is invented."""

from __future__ import annotations

import argparse
import time

from steadyhand.commands import installation
from steadyhand.commands.progress import Progress
from steadyhand.commands.refusal import Refusal


def run(options: argparse.Namespace) -> int:
    """Make the world, or keep the one that is there, whichever it is.

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

    from steadyhand.world import demonstration, full

    is_full = options.world == "full"
    children = full.CHILDREN if is_full else options.children
    print(
        f"Making the {options.world} demonstration world of {children:,} children in {installation.where()} ...",
        flush=True,
    )
    started = time.monotonic()
    on = timezone.localdate()
    # All of it or nothing: interrupted half-way, the next start begins with an empty database again.
    with transaction.atomic(), Progress() as progress:
        if is_full:
            full.load(on=on, seed=options.seed, progress=progress.children)
        else:
            demonstration.load(on=on, children=children, seed=options.seed, progress=progress.children)
    if is_full:
        installation.analyse()
    print(f"Made in {time.monotonic() - started:.0f} seconds. Everybody in it is invented.")
    return 0


def _holds_demonstration() -> bool:
    """Whether the world is there already. Raises `Refusal` when anything else is."""
    from steadyhand.foundations.access.models import Installation

    must_not_be_live("demo")
    tables = installation.tables()
    return Installation._meta.db_table in tables and Installation.is_demonstration()


def must_not_be_live(command: str) -> None:
    """Raises `Refusal` when the database holds anything but a demonstration. Changes nothing."""
    from steadyhand.foundations.access.models import Account, Installation

    if Installation._meta.db_table not in installation.tables() or Installation.is_demonstration():
        return
    if Installation.objects.exists() or Account.objects.exists():
        raise Refusal(
            f"{installation.where()} holds a live installation, "
            "and invented people are never mixed with real ones. Nothing was changed.\n"
            f"Give the demonstration a place of its own: STEADYHAND_DATA=demonstration steadyhand {command}"
        )
