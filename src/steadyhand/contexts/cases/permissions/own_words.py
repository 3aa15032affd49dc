"""Whose words a text is, for a reader from whom a withheld home is kept.

What others wrote is masked. A mask laid over one's own words would answer a guess: whoever may write notes could list
streets and see which of them is taken out. So one's own words are never masked, and a text that others and the reader
wrote together is kept back whole, whatever it says.
"""

from collections.abc import Collection
from enum import Enum


class Reads(Enum):
    """What of a text this reader gets."""

    AS_WRITTEN = "their own words alone"
    MASKED = "the words of others, without what leads to the home"
    NOTHING = "words of theirs and of others in one"


def reads(reader_id: int, authors: Collection[int]) -> Reads:
    """What this reader gets of a text; `authors`: whoever wrote it or any version before it."""
    if reader_id not in authors:
        return Reads.MASKED
    return Reads.AS_WRITTEN if set(authors) == {reader_id} else Reads.NOTHING
