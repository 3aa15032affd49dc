"""`steadyhand backup FILE`: everything in the database and beside it as one encrypted file."""

from __future__ import annotations

import argparse
import fcntl
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from steadyhand.commands import installation, passphrase
from steadyhand.commands.progress import Progress
from steadyhand.commands.refusal import Refusal

if TYPE_CHECKING:
    from steadyhand.foundations.backups.manifest import Manifest

_UNFINISHED = ".steadyhand-unfinished"


def run(options: argparse.Namespace) -> int:
    """Make the backup and say what is in it."""
    key = passphrase.read_for_a_new_backup(options)
    installation.start_django()
    installation.must_be_migrated()
    make(Path(options.file), key)
    return 0


def make(path: Path, key: str) -> Manifest:
    """Make the backup under its name once it is whole, readable by its owner alone. Raises `Refusal`."""
    from steadyhand.foundations.backups.making import write_backup
    from steadyhand.foundations.backups.problems import BackupProblem

    if path.exists():
        raise Refusal(_exists(path))
    started = time.monotonic()
    made = None
    try:
        _clear_leftovers(path.parent)
        handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=_UNFINISHED)
        with os.fdopen(handle, "wb") as file, installation.as_owner(), Progress() as progress:
            _hold(file)
            manifest = write_backup(file, key, progress=progress.show)
            file.flush()
            os.fsync(file.fileno())
            _name(made, path)
        _keep_the_name(path.parent)
    except BackupProblem as problem:
        raise Refusal(str(problem)) from problem
    except FileExistsError as taken:
        raise Refusal(_exists(path)) from taken
    except OSError as reason:
        raise Refusal(
            f"The backup cannot be written to {path}: {reason.strerror}. There is no backup.\n"
            "Give a folder that exists, that you may write to and that has room."
        ) from reason
    finally:
        if made is not None:
            Path(made).unlink(missing_ok=True)
    print(
        f"Backed up {installation.where()} to {path}: {manifest.rows:,} rows of {len(manifest.tables)} tables, files: "
        f"{len(manifest.files)}, {path.stat().st_size / 1e6:.1f} MB, in {time.monotonic() - started:.1f} seconds."
    )
    return manifest


def _exists(path: Path) -> str:
    return f"{path} exists, and a backup is never written over. Give another name."


def _name(made: str, path: Path) -> None:
    """Give what is whole its name. Raises FileExistsError where something got that name meanwhile."""
    try:
        os.link(made, path)
    except FileExistsError:
        raise
    except OSError:  # a disk without second names, as some sticks and shares are
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
        try:
            os.replace(made, path)
        except OSError:
            path.unlink()
            raise


def _clear_leftovers(folder: Path) -> None:
    """Remove what backups that were killed left behind: unfinished, and held by no process any more."""
    from steadyhand.foundations.backups.encrypted import begins_as_a_backup

    for path in folder.glob(f".*{_UNFINISHED}"):
        with suppress(OSError), path.open("rb") as file:
            if _hold(file) and begins_as_a_backup(file):
                path.unlink(missing_ok=True)


def _hold(file: IO[bytes]) -> bool:
    """Hold the file until it is closed or the process ends; whether nobody else does, where files can be held."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _keep_the_name(folder: Path) -> None:
    """Put the folder itself on the disk, so that the new name survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
