"""Files beside the database that belong to it: the seals outside, and stored documents when there are any."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO

from django.conf import settings
from django.db.models import Max

from steadyhand.foundations.audit.models import Seal
from steadyhand.foundations.audit.sealer import seal_number
from steadyhand.foundations.backups.manifest import Amount
from steadyhand.foundations.backups.problems import BackupProblem

SEALS = "seals.log"
DOCUMENTS = "documents"  # the folder of stored documents, in the data folder
_PIECE = 48_000  # bytes


def kept_files() -> Iterator[tuple[str, Iterator[bytes]]]:
    """Each file's name in the backup and its content in pieces."""
    if Path(settings.SEAL_FILE).exists():
        yield SEALS, _seals()
    folder = Path(settings.DATA) / DOCUMENTS
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        yield f"{DOCUMENTS}/{path.relative_to(folder).as_posix()}", _pieces(path)


def _seals() -> Iterator[bytes]:
    """The seals outside as far as the snapshot of the database goes: the sealer works on meanwhile."""
    newest = Seal.objects.aggregate(newest=Max("number"))["newest"] or 0
    with Path(settings.SEAL_FILE).open("rb") as file:
        for line in file:
            number = seal_number(line.decode(errors="replace"))
            if number is not None and number > newest:
                return
            yield line


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def place_of(name: str) -> Path:
    """Where a file of a backup belongs here. Raises `BackupProblem` for a name that leads anywhere else."""
    if name == SEALS:
        return Path(settings.SEAL_FILE)
    parts = PurePosixPath(name).parts
    if not parts or parts[0] != DOCUMENTS or len(parts) < 2 or ".." in parts:
        raise BackupProblem(f"The backup holds a file that Steadyhand has no place for: {name}.")
    return Path(settings.DATA).joinpath(*parts)


class Placing:
    """Files on their way in: written beside their places, put there together, taken out again after an error."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Path, Path]] = []  # where it lies now, where it belongs
        self._placed: list[Path] = []
        self._open: IO[bytes] | None = None
        self._digests: dict[str, hashlib._Hash] = {}
        self._counts: dict[str, int] = {}
        self._name = ""

    @property
    def amounts(self) -> dict[str, Amount]:
        """What came in of each file."""
        return {
            name: Amount(self._counts[name], digest.hexdigest()) for name, digest in self._digests.items()
        }

    def begin(self, name: str) -> None:
        """What is written from here on belongs to this file."""
        self._end()
        place = place_of(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        now = place.with_name(f"{place.name}.restoring")
        self._waiting.append((now, place))
        self._open = now.open("wb")
        self._name, self._digests[name], self._counts[name] = name, hashlib.sha256(), 0

    def write(self, piece: bytes) -> None:
        """More of the file begun last."""
        if self._open is None:
            raise BackupProblem("The backup holds a file without a name.")
        self._open.write(piece)
        self._digests[self._name].update(piece)
        self._counts[self._name] += len(piece)

    def place(self) -> None:
        """Put each file in its place. One that is there with the same content may stay."""
        self._end()
        for now, place in self._waiting:
            if place.exists() and place.read_bytes() != now.read_bytes():
                raise BackupProblem(
                    f"{place} belongs to another database. Nothing was restored.\n"
                    "Keep it: move it to a place of its own, then restore again."
                )
        for now, place in self._waiting:
            if not place.exists():
                os.replace(now, place)
                self._placed.append(place)

    def __enter__(self) -> "Placing":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._end()
        elif self._open is not None:
            with suppress(
                OSError
            ):  # what could not be written is thrown away; the first error is the one to tell
                self._open.close()
        for now, _ in self._waiting:
            now.unlink(missing_ok=True)
        if kind is not None:
            for place in self._placed:
                place.unlink(missing_ok=True)

    def _end(self) -> None:
        if self._open is not None:
            self._open.flush()
            os.fsync(self._open.fileno())
            self._open.close()
            self._open = None
