"""Checking the whole record: every seal, every entry it covers, and the copy outside the database."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from steadyhand.foundations.audit import append_only
from steadyhand.foundations.audit.models import Entry, Seal, SealedEntry
from steadyhand.foundations.audit.sealer import WHOLE, newest_outside
from steadyhand.foundations.audit.sealing import GENESIS, seal_digest


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked and what is wrong, in words that name the seal or the entry."""

    entries: int
    seals: int
    unsealed: int
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Nothing is wrong. Entries not sealed yet are no fault; they are counted."""
        return not self.problems


def verify() -> Verification:
    """Work out every seal again from the entries it lists and compare; reads everything, changes nothing."""
    problems: list[str] = [
        f"A guard is missing in the database: {name}" for name in append_only.missing(connection)
    ]
    previous, expected, seals = GENESIS, 1, 0
    digests: dict[int, str] = {}
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL steadyhand.sealing = 'on'")
        for seal in Seal.objects.order_by("number").iterator():
            seals += 1
            if seal.number != expected:
                problems.append(f"Seals {expected} to {seal.number - 1} are gone.")
            if seal.previous != previous:
                problems.append(f"Seal {seal.number} does not follow on from the seal before it.")
            problems += _check_batch(seal)
            previous, expected = seal.digest, seal.number + 1
            digests[seal.number] = seal.digest
        problems += _check_outside(digests)
        entries = Entry.objects.count()
        unsealed = Entry.objects.exclude(pk__in=SealedEntry.objects.values("entry_id")).count()
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


def _check_outside(digests: dict[int, str]) -> list[str]:
    """The copy outside must hold what the chain holds: a chain rewritten whole differs from it."""
    problems = []
    path = Path(settings.SEAL_FILE)
    newest = newest_outside(path)
    if newest is None:
        return ["No seal was found outside the database."] if digests else []
    with path.open() as file:
        for line in file:
            found = WHOLE.fullmatch(line.removesuffix("\n"))
            if found is None or not line.endswith("\n"):
                continue  # the last line of a killed process; written again by the next seal
            if digests.get(int(found[1])) != found[2]:
                problems.append(f"Seal {found[1]} differs from its copy outside the database.")
    return problems
