"""`steadyhand import-903`: the return that a council sent becomes its first children here."""

from __future__ import annotations

import argparse
import csv
import time
from pathlib import Path

from steadyhand.commands import installation
from steadyhand.commands.progress import Progress
from steadyhand.commands.refusal import Refusal
from steadyhand.commands.ssda903 import files


def run(options: argparse.Namespace) -> int:
    """Bring the children in, or say why not. Raises `Refusal`."""
    refused = Path(options.refused)
    if refused.exists():
        raise Refusal(f"{refused} is there already, and is kept. Name another file: --refused FILE.csv.")
    read = files(options.this, options.last)
    installation.start_django()
    installation.must_be_migrated()
    from django.utils import timezone

    from steadyhand.journeys import first_children

    started = time.monotonic()
    try:
        with Progress() as progress:
            brought = first_children.bring_in(
                read.tables,
                code=options.authority,
                on=options.on or timezone.localdate(),
                team=options.team or first_children.TEAM,
                progress=progress.children,
            )
    except (first_children.NotPossibleHere, ValueError) as wrong:
        raise Refusal(f"{wrong} Nothing was changed.") from wrong
    if brought.again:
        print(f"This return is on record for {brought.council} already. Nothing was changed.")
        return 0
    for note in read.notes:
        print(note)
    print(f"{'':<24}{'rows':>10}{'applied':>10}{'refused':>10}")
    for table, number in sorted(brought.rows.items()):
        applied = brought.applied[table]
        print(
            f"{table.replace('_last', ', last year'):<24}{number:>10,}{applied:>10,}{number - applied:>10,}"
        )
    print(
        f"{brought.children:,} children of {brought.council} are on record, in {time.monotonic() - started:.0f} seconds."
        " They are shown by their identifier until somebody names them."
    )
    if brought.refused:
        with refused.open("w", encoding="utf-8-sig", newline="") as file:
            lines = csv.writer(file)
            lines.writerow(("Table", "Row", "Child", "Why"))
            lines.writerows((one.table, one.row, one.child, one.reason) for one in brought.refused)
        print(f"{len(brought.refused):,} rows were refused: {refused} says which, and why.")
    return 0
