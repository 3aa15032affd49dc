"""A zip of a return's files, unfolded with a limit to what it may unfold to."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

MOST_FILES: Final = 200
_READ: Final = (
    ".csv",
    ".txt",
    ".xml",
    ".xlsx",
    ".xls",
    ".ods",
)  # workbooks too, so that somebody is told of them
_DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, NotImplementedError, EOFError, OSError, ValueError,
)  # fmt: skip


class NotAZip(ValueError):
    """Why a zip cannot be unfolded, and what to do."""


def is_zip(content: bytes) -> bool:
    """Whether it is a zip or what is made as one, such as a workbook; an empty zip too."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_workbook(content: bytes) -> bool:
    """Whether it is a workbook of today or of old. Raises NotAZip."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return True
    if not is_zip(content):
        return False
    names = {one.filename for one in _members(content)}
    return "[Content_Types].xml" in names or "mimetype" in names


def unfolded(content: bytes, most_bytes: int) -> Iterator[tuple[str, bytes]]:
    """What may be a return in a zip, by name: nothing hidden, nothing of a Mac's own. Raises NotAZip."""
    members = [
        one
        for one in _members(content)
        if one.filename.lower().endswith(_READ)
        and not any(part.startswith((".", "__MACOSX")) for part in one.filename.split("/"))
    ]
    if len(members) > MOST_FILES:
        raise NotAZip(f"It holds more than {MOST_FILES} files. Put only the return’s files into it.")
    if sum(one.file_size for one in members) > most_bytes:
        raise NotAZip(
            f"It unfolds to more than {most_bytes / 10**6:,.0f} megabytes. Put only the return’s files into it."
        )
    with zipfile.ZipFile(io.BytesIO(content)) as folded:
        for one in members:
            try:  # no more is unfolded than the zip's own list says
                yield one.filename, folded.read(one)
            except _DAMAGED as wrong:
                raise NotAZip(
                    f"{one.filename} in it is damaged, or locked with a password. Make the zip anew, without one."
                ) from wrong


def _members(content: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as folded:
            return folded.infolist()
    except _DAMAGED as wrong:
        raise NotAZip("It is a zip that cannot be opened. Make it anew.") from wrong
