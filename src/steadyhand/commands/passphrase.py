"""Where the passphrase of a backup comes from: a file or the environment, never the command line, which others see."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from steadyhand.commands.refusal import Refusal

SHORTEST = 16  # characters: whoever has the file can guess at leisure


def read(options: argparse.Namespace) -> str:
    """The passphrase. Raises `Refusal` when there is none."""
    named = options.passphrase_file or os.environ.get("STEADYHAND_BACKUP_PASSPHRASE_FILE")
    if named:
        try:
            lines = Path(named).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as reason:
            raise Refusal(
                f"The passphrase cannot be read from {named}: {reason}. Nothing was done."
            ) from reason
        passphrase = lines[0] if lines else ""
    else:
        passphrase = os.environ.get("STEADYHAND_BACKUP_PASSPHRASE", "")
    if not passphrase:
        raise Refusal(
            "A backup is encrypted with a passphrase, and none was given. Nothing was done.\n"
            "Name a file that holds it with --passphrase-file or in STEADYHAND_BACKUP_PASSPHRASE_FILE, "
            "or put it in STEADYHAND_BACKUP_PASSPHRASE."
        )
    return passphrase


def read_for_a_new_backup(options: argparse.Namespace) -> str:
    """The same, refused when it is too short to protect what it locks."""
    passphrase = read(options)
    if len(passphrase) < SHORTEST:
        raise Refusal(
            f"The passphrase has {len(passphrase)} characters, and whoever gets hold of the file can try as many as "
            f"they like. Nothing was done.\nTake one of {SHORTEST} or more, such as five words that do not belong "
            "together."
        )
    return passphrase
