"""`steadyhand demo`: a database with the demonstration world, in which every person is invented."""

from __future__ import annotations

import argparse
import time

from steadyhand.commands import installation
from steadyhand.commands.progress import Progress
from steadyhand.commands.refusal import Refusal


def run(options: argparse.Namespace) -> int:
    """Make the world, or keep the one that is there; unless another is asked for, whichever it is.

    Raises `Refusal` when the database holds another world than the one asked for, or anything but a demonstration:
    invented people are never mixed with real ones.
    """
    installation.start_django()
    # Before anything is migrated: a live installation is not touched at all.
    if _holds_demonstration():
        installation.migrate()
        there = _which()
        if options.world not in (None, there):
            raise Refusal(
                f"The {there} demonstration world is in {installation.where()} already, and not the {options.world} "
                "one that you ask for. It is kept as it is.\n"
                f"Give the {options.world} one a place of its own: STEADYHAND_DATA={options.world} steadyhand demo "
                f"--world {options.world} (or another STEADYHAND_DATABASE_URL)"
            )
        print(f"The {there} demonstration world is in {installation.where()} already, and is kept as it is.")
        return 0
    installation.migrate()
    from django.db import transaction
    from django.utils import timezone

    from steadyhand.world import demonstration, full

    world = options.world or "small"
    is_full = world == "full"
    children = full.CHILDREN if is_full else options.children
    print(
        f"Making the {world} demonstration world of {children:,} children in {installation.where()} ...",
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


def _which() -> str:
    """Which of the invented worlds is there: small, full or synthetic. Each is known by its bodies."""
    from steadyhand.contexts.organisations import queries
    from steadyhand.contexts.organisations.states import BodyKind

    teams = 0
    for council in queries.council_ids():
        if "," in queries.organisation(council).name:  # how many children there are is part of its name
            return "synthetic"
        teams += sum(body.kind == BodyKind.TEAM for body in queries.holding_bodies(council))
    return "full" if teams > 1 else "small"  # of the council's own teams the small world has one


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
