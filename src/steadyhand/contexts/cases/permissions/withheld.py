"""A withheld home is withheld in what others wrote, too: for readers without a right to the address."""

import re
from collections.abc import Iterable
from typing import TypeVar

from steadyhand.contexts.cases.models import Placement

F = TypeVar("F")


def words_that_lead(placements: Iterable[Placement]) -> tuple[str, ...]:
    """Words that would lead to a withheld home: its carers, together and one by one, number, address, postcode."""
    found: set[str] = set()
    for row in placements:
        if row.address_withheld:
            home = row.home
            carers = [name.strip() for name in re.split(r",| and ", home.carers)]
            family = home.carers.split()[-1]
            line = next(iter(home.address.splitlines()), "")
            street = line.partition(",")[0]
            found |= {home.carers, *carers, family, home.phone, home.postcode, line, street}
    return tuple(sorted((word for word in found if len(word) > 2), key=len, reverse=True))


def mask(text: str, words: Iterable[str]) -> str:
    """The text without these words, whole and in any case of letters."""
    for word in words:
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", "[withheld]", text, flags=re.IGNORECASE)
    return text


def masked(row: F, words: Iterable[str], *fields: str) -> F:
    """The row as this reader may have it; never saved: the record itself stays as it was written."""
    for name in fields:
        setattr(row, name, mask(getattr(row, name), words))
    return row
