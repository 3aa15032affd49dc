"""One line that counts on a terminal; nothing in a log."""

from __future__ import annotations

import sys


class Progress:
    """Show how far something has come, and wipe the line away at the end."""

    def __init__(self) -> None:
        self._longest = 0

    def show(self, what: str, done: int, total: int) -> None:
        """`total` 0: not known."""
        if sys.stdout.isatty():
            text = f"  {done:,} of {total:,} rows, {what}" if total else f"  {done:,} rows, {what}"
            print("\r" + text.ljust(self._longest), end="", flush=True)
            self._longest = max(self._longest, len(text))

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._longest:
            print("\r" + " " * self._longest + "\r", end="", flush=True)
