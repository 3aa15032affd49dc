"""`steadyhand upgrade FILE`: a backup first, then the changes that a new version brings, then a look over all of it."""

from __future__ import annotations

import argparse
from pathlib import Path

from steadyhand.commands import backup, installation, passphrase, restore
from steadyhand.commands.refusal import Refusal


def run(options: argparse.Namespace) -> int:
    """Back up, migrate and check; 1 when the check finds something. Nothing is migrated without a backup."""
    key = passphrase.read_for_a_new_backup(options)
    installation.start_django()
    path = Path(options.file)
    waiting = installation.count_waiting()
    manifest = backup.make(path, key)
    try:
        installation.migrate()
    except Exception as reason:
        raise Refusal(
            f"The database could not be brought up to date: {reason}\n"
            f"What it held is in {path}. Stop Steadyhand, go back to version {manifest.product}, restore that backup "
            "into a new database, and tell whoever keeps Steadyhand."
        ) from reason
    print(f"{installation.where()}: {waiting} changes made.", flush=True)
    return restore.look_over(options)
