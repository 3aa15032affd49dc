"""The sealer: every few seconds it chains what has been committed. One holder at a time.

Rows are not chained one to the next as they are written: that would queue every page on one lock.
"""

import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, Min, QuerySet
from django.utils import timezone

from steadyhand.foundations.audit.models import Entry, Seal, SealedEntry
from steadyhand.foundations.audit.sealing import GENESIS, seal_digest

BATCH = 5_000
# A line of the file outside: number, digest, moment. What a killed process left half-written is none.
_WHOLE = re.compile(r"\d+ [0-9a-f]{64} \S+")
_LOCK = 0x5EA1
# A transaction may commit an entry long after later ones were sealed, though never so many. What lies further
# down was put there some other way: it is not sealed as if nothing were wrong, and `verify` names it.
LOOK_BACK = 100_000
# Each batch is written outside as it is sealed. So many at once means that the file was lost or exchanged.
MOST_AT_ONCE = 1_000


class SealsOutsideDiffer(Exception):
    """The file outside the database is not what was written there; nothing was appended to it."""


def seal_once() -> int:
    """Seal committed entries that no seal covers yet, at most BATCH of them; the number sealed.

    The newest seals are also written to `settings.SEAL_FILE`, outside the database, after the commit.
    Nothing happens when somebody else is sealing.
    """
    with transaction.atomic():
        sealed = _seal_batch() if _hold() else 0
    write_outside()
    return sealed


def _hold() -> bool:
    """One holder at a time: an advisory lock on PostgreSQL; on SQLite the write lock itself."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL steadyhand.sealing = 'on'")
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def waiting_since() -> datetime | None:
    """When the oldest committed entry that no seal covers yet was written; none when all are sealed.

    On a site where the background worker runs this is seconds ago.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL steadyhand.sealing = 'on'")
        oldest: datetime | None = _waiting().aggregate(oldest=Min("at"))["oldest"]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SET LOCAL steadyhand.sealing = 'off'"
                )  # a transaction around this one goes on
    return oldest


def _waiting() -> QuerySet[Entry]:
    """Entries that no seal covers yet, by id: the time an entry gives for itself is not trusted."""
    newest = SealedEntry.objects.aggregate(newest=Max("entry_id"))["newest"] or 0
    floor = newest - LOOK_BACK
    sealed = SealedEntry.objects.filter(entry_id__gt=floor).values("entry_id")
    return Entry.objects.filter(pk__gt=floor).exclude(pk__in=sealed).order_by("pk")


def _seal_batch() -> int:
    batch = list(_waiting()[:BATCH])
    if not batch:
        return 0
    last = Seal.objects.order_by("-number").first()
    number = last.number + 1 if last else 1
    previous = last.digest if last else GENESIS
    at = timezone.now()
    seal = Seal.objects.create(
        number=number,
        at=at,
        previous=previous,
        digest=seal_digest(number=number, at=at, previous=previous, entries=batch),
        count=len(batch),
    )
    SealedEntry.objects.bulk_create([SealedEntry(entry_id=entry.pk, seal=seal) for entry in batch])
    return len(batch)


def write_outside() -> None:
    """Append the seals that the file outside the database does not have yet, and put them on the disk.

    Raises SealsOutsideDiffer, and appends nothing, where the file does not end in a seal of this database or
    too many seals are missing from it: whatever happened to it must not be covered up by writing it anew.
    """
    path = Path(settings.SEAL_FILE)
    newest = newest_outside(path)
    if newest is not None:
        _check_same(path, *newest)
    fresh = Seal.objects.filter(number__gt=newest[0] if newest else 0).order_by("number")
    seals = list(fresh[: MOST_AT_ONCE + 1])
    if not seals:
        return
    if len(seals) > MOST_AT_ONCE:
        raise SealsOutsideDiffer(
            f"More than {MOST_AT_ONCE:,} seals are missing from {path}, so they were not written there: the file "
            "was lost, cut short or exchanged. Put it back from its copy, then run `steadyhand audit verify`."
        )
    lines = "".join(f"{seal.number} {seal.digest} {seal.at.isoformat()}\n" for seal in seals)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        if file.tell() and not _ends_whole(path):
            lines = "\n" + lines  # what a killed process left half-written stays on a line of its own
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())


def _check_same(path: Path, number: int, digest: str) -> None:
    if Seal.objects.filter(number=number).values_list("digest", flat=True).first() != digest:
        raise SealsOutsideDiffer(
            f"Seal {number}, the newest in {path}, is not that seal in the database, so nothing was added: one of "
            "them was exchanged or put back from another time. Keep both as they are, run `steadyhand audit "
            "verify`, and put back the file and the database that belong together."
        )


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def newest_outside(path: Path) -> tuple[int, str] | None:
    """The number and digest of the last whole line outside the database; none if there is no line."""
    if not path.exists():
        return None
    with path.open("rb") as file:
        file.seek(0, os.SEEK_END)
        file.seek(max(0, file.tell() - 4096))
        lines = file.read().decode(errors="replace").split("\n")[:-1]
    return next((_read(line) for line in reversed(lines) if _WHOLE.fullmatch(line)), None)


def lines_outside(path: Path) -> Iterator[str]:
    """Every line outside the database, in order, with its end; the last may have none."""
    with path.open(errors="replace", newline="\n") as file:
        yield from file


def seal_of(line: str) -> tuple[int, str] | None:
    """The number and digest that a line of the file outside tells of; none if the line is not whole."""
    return _read(line[:-1]) if line.endswith("\n") and _WHOLE.fullmatch(line[:-1]) else None


def seal_number(line: str) -> int | None:
    """The number of the seal that a line of the file outside tells of; none if the line is not whole."""
    seal = seal_of(line)
    return seal[0] if seal else None


def _read(line: str) -> tuple[int, str]:
    number, digest, _ = line.split(" ")
    return int(number), digest
