"""Checking the whole record: every seal, every entry it covers, and the copy outside the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, pairwise
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from steadyhand.foundations.audit import append_only
from steadyhand.foundations.audit.models import Entry, Seal, SealedEntry
from steadyhand.foundations.audit.sealer import lines_outside, seal_of
from steadyhand.foundations.audit.sealing import GENESIS, seal_digest

# The worker seals every few seconds; after this long somebody or something keeps it from an entry.
PATIENCE = timedelta(minutes=10)
# A killed process may leave the newest seal unwritten outside; the worker writes it within seconds of its next start.
OUTSIDE_WITHIN = timedelta(minutes=1)
NAMED = 10  # ids named in one problem


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked and what is wrong, in words that name the seal or the entry."""

    entries: int
    seals: int
    unsealed: int
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Nothing is wrong. Entries of the last minutes that are not sealed yet are no fault; they are counted."""
        return not self.problems


def verify() -> Verification:
    """Work out every seal again from the entries it lists and compare; reads everything, changes nothing."""
    problems: list[str] = [
        f"A guard is missing or altered in the database: {name}" for name in append_only.missing(connection)
    ]
    previous, expected, seals = GENESIS, 1, 0
    digests: dict[int, str] = {}
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL steadyhand.sealing = 'on'")
        newest = Seal.objects.order_by("-number").values_list("number", flat=True).first() or 0
        for seal in Seal.objects.filter(number__lte=newest).order_by("number").iterator():
            seals += 1
            if seal.number != expected:
                problems.append(f"Seals {expected} to {seal.number - 1} are gone.")
            if seal.previous != previous:
                problems.append(f"Seal {seal.number} does not follow on from the seal before it.")
            problems += _check_batch(seal)
            previous, expected = seal.digest, seal.number + 1
            digests[seal.number] = seal.digest
        problems += _check_outside(digests, newest)
        entries = Entry.objects.count()
        waiting = Entry.objects.exclude(pk__in=SealedEntry.objects.values("entry_id"))
        unsealed = waiting.count()
        now = timezone.now()
        left = waiting.filter(Q(at__lt=now - PATIENCE) | Q(at__gt=now)).order_by("pk")
        problems += _not_sealed(list(left.values_list("pk", flat=True)))
    return Verification(entries=entries, seals=seals, unsealed=unsealed, problems=tuple(problems))


def _check_batch(seal: Seal) -> list[str]:
    ids = list(SealedEntry.objects.filter(seal=seal).order_by("entry_id").values_list("entry_id", flat=True))
    held = Entry.objects.in_bulk(ids)
    gone = [str(number) for number in ids if number not in held]
    if gone or len(ids) != seal.count:
        return [
            f"Seal {seal.number} covered {seal.count} entries; missing now: {', '.join(gone) or 'unknown'}."
        ]
    digest = seal_digest(
        number=seal.number, at=seal.at, previous=seal.previous, entries=[held[number] for number in ids]
    )
    return [] if digest == seal.digest else [f"An entry covered by seal {seal.number} was changed."]


def _check_outside(digests: dict[int, str], newest_sealed: int) -> list[str]:
    """The copy outside must hold what the chain holds: a chain rewritten whole, or cut short, differs from it.

    Seals made while this runs are left for the next time.
    """
    path = Path(settings.SEAL_FILE)
    lines: Iterable[str] = lines_outside(path) if path.exists() else ()
    problems: list[str] = []
    since: list[tuple[int, str]] = []
    newest = 0
    for number, (line, following) in enumerate(pairwise(chain(lines, [""])), start=1):
        seal = seal_of(line)
        if seal is None:
            if not _half_written(line, following):
                problems.append(f"Line {number} of the seals outside the database cannot be read.")
            continue
        if seal[0] > newest + 1:
            problems.append(f"{_seals(newest + 1, seal[0] - 1)} missing outside the database.")
        newest = max(newest, seal[0])
        if seal[0] > newest_sealed:
            since.append(seal)
        elif digests.get(seal[0]) != seal[1]:
            problems.append(_differs(seal[0]))
    made_since = _sealed_after(
        newest_sealed
    )  # asked for after the file was read: no line comes before its seal
    problems += [_differs(number) for number, digest in since if made_since.get(number) != digest]
    if digests and not newest:
        return ["No seal was found outside the database."]
    return problems + _cut_short(newest)


def _cut_short(newest: int) -> list[str]:
    """The last lines outside are gone, and not because the newest seal was made only just now."""
    due = Seal.objects.filter(number__gt=newest, at__lt=timezone.now() - OUTSIDE_WITHIN)
    last = due.order_by("-number").values_list("number", flat=True).first()
    if last is None:
        return []
    return [
        f"{_seals(newest + 1, last)} missing at the end of the copy outside the database. If the background worker "
        "was stopped in the middle of its work, start it and verify again; if it was running, lines were cut off."
    ]


def _differs(number: int) -> str:
    return f"Seal {number} differs from its copy outside the database."


def _half_written(line: str, following: str) -> bool:
    """Whether a killed process left this line: it was begun again on the next, or has not been yet."""
    if not following:
        return not line.endswith("\n")
    return following.startswith(line.removesuffix("\n"))


def _seals(first: int, last: int) -> str:
    return f"Seal {first} is" if first == last else f"Seals {first} to {last} are"


def _not_sealed(ids: list[int]) -> list[str]:
    if not ids:
        return []
    named = ", ".join(map(str, ids[:NAMED])) + (f" and {len(ids) - NAMED:,} more" if len(ids) > NAMED else "")
    return [f"Not sealed although older than 10 minutes, or dated in the future: entry {named}."]


def _sealed_after(number: int) -> dict[int, str]:
    return dict(Seal.objects.filter(number__gt=number).values_list("number", "digest"))
