"""The sealer: every few seconds it chains what has been committed. One holder at a time.

Rows are not chained one to the next as they are written: that would queue every page on one lock.
"""

import os
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
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
# A transaction may commit an entry long after its time; none stays open for a day.
_LOOK_BACK = timedelta(days=1)


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
        oldest: datetime | None = _waiting(_last_seal()).aggregate(oldest=Min("at"))["oldest"]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SET LOCAL steadyhand.sealing = 'off'"
                )  # a transaction around this one goes on
    return oldest


def _last_seal() -> Seal | None:
    return Seal.objects.order_by("-number").first()


def _waiting(last: Seal | None) -> QuerySet[Entry]:
    """Entries that no seal covers yet, by id."""
    waiting = Entry.objects.exclude(pk__in=SealedEntry.objects.values("entry_id")).order_by("pk")
    if last is not None:
        # from the newest entry under the last seal, not from the seal: a sealer that was away catches up in batches
        covered = Entry.objects.filter(pk__in=SealedEntry.objects.filter(seal=last).values("entry_id"))
        newest = covered.aggregate(newest=Max("at"))["newest"]
        if newest is not None:
            waiting = waiting.filter(at__gt=newest - _LOOK_BACK)
    return waiting


def _seal_batch() -> int:
    last = _last_seal()
    batch = list(_waiting(last)[:BATCH])
    if not batch:
        return 0
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
    """Append the seals that the file outside the database does not have yet, and put them on the disk."""
    path = Path(settings.SEAL_FILE)
    newest = newest_outside(path)
    fresh = Seal.objects.filter(number__gt=newest[0] if newest else 0).order_by("number")
    lines = [f"{seal.number} {seal.digest} {seal.at.isoformat()}\n" for seal in fresh]
    if not lines:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        if file.tell() and not _ends_whole(path):
            file.write("\n")  # what a killed process left half-written stays on a line of its own
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())


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


def seals_outside(path: Path) -> Iterator[tuple[int, str]]:
    """Number and digest of every whole line outside the database, in order."""
    with path.open(errors="replace") as file:
        for line in file:
            if line.endswith("\n") and _WHOLE.fullmatch(line[:-1]):
                yield _read(line)


def seal_number(line: str) -> int | None:
    """The number of the seal that a line of the file outside tells of; none if the line is not whole."""
    return _read(line[:-1])[0] if line.endswith("\n") and _WHOLE.fullmatch(line[:-1]) else None


def _read(line: str) -> tuple[int, str]:
    number, digest, _ = line.split(" ")
    return int(number), digest
