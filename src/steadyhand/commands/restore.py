"""`steadyhand restore FILE`: a backup into an empty, migrated database, then checked."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from steadyhand.commands import audit, check_installation, installation, passphrase
from steadyhand.commands.progress import Progress
from steadyhand.commands.refusal import Refusal


def run(options: argparse.Namespace) -> int:
    """Restore, then look over the installation and verify the record; 1 when either finds something."""
    key = passphrase.read(options)
    installation.start_django()
    installation.must_be_migrated()
    from steadyhand.foundations.backups.problems import BackupProblem
    from steadyhand.foundations.backups.restoring import restore_backup

    path, started = Path(options.file), time.monotonic()
    try:
        with path.open("rb") as file, installation.as_owner(), Progress() as progress:
            manifest = restore_backup(file, key, progress=progress.show)
    except BackupProblem as problem:
        raise Refusal(str(problem)) from problem
    except OSError as reason:
        raise Refusal(
            f"{reason.filename or path} cannot be read or written: {reason.strerror}. Nothing was restored."
        ) from reason
    print(
        f"Restored {manifest.rows:,} rows of {len(manifest.tables)} tables, files: {len(manifest.files)}, into "
        f"{installation.where()} in {time.monotonic() - started:.1f} seconds, as they were at {manifest.made_at}.\n"
        "Counts and hashes are those of the backup. Everybody signs in again.",
        flush=True,
    )
    return look_over(options)


def look_over(options: argparse.Namespace) -> int:
    """The installation and its record; 1 when something is not right with either."""
    found = [check_installation.run(options), audit.run(options)]
    return max(found)
