"""One line that counts on a terminal; in a log nothing, or for what takes long a line now and then."""

from __future__ import annotations

import sys
import time

# Seconds between two lines in a log.
_NOW_AND_THEN = 10.0


class Progress:
    """Show how far something has come, and wipe the line away at the end."""

    def __init__(self) -> None:
        self._longest = 0
        self._logged = time.monotonic()

    def show(self, what: str, done: int, total: int) -> None:
        """So many rows. `total` 0: not known. Nothing in a log."""
        if sys.stdout.isatty():
            self._count(f"  {done:,} of {total:,} rows, {what}" if total else f"  {done:,} rows, {what}")

    def children(self, done: int, total: int) -> None:
        """So many children of all."""
        text = f"  {done:,} of {total:,} children"
        if sys.stdout.isatty():
            self._count(text)
        elif time.monotonic() - self._logged >= _NOW_AND_THEN:
            self._logged = time.monotonic()
            print(text, flush=True)

    def _count(self, text: str) -> None:
        print("\r" + text.ljust(self._longest), end="", flush=True)
        self._longest = max(self._longest, len(text))

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._longest:
            print("\r" + " " * self._longest + "\r", end="", flush=True)
