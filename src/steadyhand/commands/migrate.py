"""`steadyhand migrate`: make the database, or bring it up to date."""

from __future__ import annotations

import argparse

from steadyhand.commands import installation


def run(_options: argparse.Namespace) -> int:
    """Migrate and say what was done."""
    installation.start_django()
    applied = installation.migrate()
    where = installation.where()
    print(f"{where}: {applied} changes made." if applied else f"{where}: up to date, nothing to change.")
    return 0
