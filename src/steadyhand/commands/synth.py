"""`steadyhand synth`: a database with many synthetic children under equal caseloads, for measuring."""

from __future__ import annotations

import argparse
import time

from steadyhand.commands import installation
from steadyhand.commands.demo import must_not_be_live
from steadyhand.commands.progress import Progress
from steadyhand.commands.refusal import Refusal


def run(options: argparse.Namespace) -> int:
    """Make the children, go on with them, or keep what is there.

    Raises `Refusal` when the database holds anything but a demonstration, or another one than was asked for.
    """
    installation.start_django()
    # Before anything is migrated: a live installation is not touched at all.
    must_not_be_live("synth")
    installation.migrate()
    from django.utils import timezone

    from steadyhand.world import synth

    size = synth.Size(options.children, options.notes)
    on = options.on or timezone.localdate()
    started = time.monotonic()
    try:
        with Progress() as progress:
            made = synth.load(
                on=on,
                children=options.children,
                notes=options.notes,
                seed=options.seed,
                progress=progress.children,
            )
    except synth.OtherWorld as other:
        raise Refusal(
            f"Another demonstration is in {installation.where()}, and is kept as it is. {other}\n"
            "Ask for that one, or give this one a place of its own with STEADYHAND_DATA or STEADYHAND_DATABASE_URL."
        ) from None
    if not made:
        print(f"{size} are in {installation.where()} already, and are kept as they are.")
        return 0
    installation.analyse()
    print(
        f"{size} made in {time.monotonic() - started:.0f} seconds in {installation.where()}. All are invented."
    )
    return 0
