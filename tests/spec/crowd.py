"""A crowd of invented children in bulk, for what must be measured among many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from steadyhand.world.names import KNOWN_AS, STRANDS

if TYPE_CHECKING:
    from steadyhand.contexts.cases.models import Child
    from steadyhand.contexts.organisations.models import Organisation, Person

Names = tuple[str, str]  # given, family


def names(count: int, *, first: Iterable[Names] = (), apart: bool = True) -> list[Names]:
    """So many pairs of names, these first, the rest drawn as families draw them. `apart`: no pair twice."""
    rng = Random(7)
    found = list(dict.fromkeys(first))
    had = set(found)
    while len(found) < count:
        strand = rng.choices(STRANDS, [each.weight for each in STRANDS])[0]
        pair = rng.choice(strand.girls + strand.boys), rng.choice(strand.families)
        if not apart or pair not in had:
            had.add(pair)
            found.append(pair)
    return found


def add(
    pairs: Iterable[Names], *, council: Organisation, by: Person, at_once: int = 2_000
) -> Iterator[list[Child]]:
    """Put children of these names on record with the keys that the operations would give them, some at a time."""
    from steadyhand.contexts.cases.gather import name_keys
    from steadyhand.contexts.cases.models import Child, Identity, NameKey

    pairs = list(pairs)
    for start in range(0, len(pairs), at_once):
        some = list(enumerate(pairs[start : start + at_once], start))
        children = Child.objects.bulk_create(
            Child(council=council, identifier=f"NM-{number:06}") for number, _ in some
        )
        identities = Identity.objects.bulk_create(
            Identity(
                child=child,
                council=council,
                recorded_by=by,
                given_name=given,
                family_name=family,
                known_as=KNOWN_AS.get(given, ("", ""))[0],
                said_as="TIE-oh" if given == "Tayo" else KNOWN_AS.get(given, ("", ""))[1],
                date_of_birth=date(2009, 1, 1) + timedelta(days=number % 6_000),
                sex="U",
            )
            for child, (number, (given, family)) in zip(children, some, strict=True)
        )
        found = [
            key
            for child, identity in zip(children, identities, strict=True)
            for key in name_keys(child, identity)
        ]
        NameKey.objects.bulk_create(found, batch_size=5_000)
        yield children
