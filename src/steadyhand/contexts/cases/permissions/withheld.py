"""A withheld home is withheld in what others wrote, too: for readers without a right to the address."""

import copy
import re
from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

from steadyhand.contexts.cases.models import Placement

F = TypeVar("F")
MASK: Final = "[withheld]"
_TITLES: Final = {"mr", "mrs", "ms", "miss", "mx", "dr", "and", "the"}
# How streets are also written: "14 Ash Rd" leads where "14 Ash Road" leads.
_SHORT: Final = {
    "road": "rd", "street": "st", "lane": "ln", "avenue": "ave", "close": "cl", "drive": "dr", "court": "ct",
    "crescent": "cres", "gardens": "gdns", "terrace": "terr", "square": "sq", "place": "pl",
}  # fmt: skip
_ENDING: Final = r"(?:[’'ʼ]?s|es|[’'ʼ])?"


class Withheld:
    """What leads to the withheld homes of one child: carers by any of their names, number, street, postcode.

    Matched whole, in any case of letters, however the words are spaced, and with a plural or possessive ending.
    It masks rather too much than too little: a carer called Joy takes the word joy out as well.
    """

    def __init__(self, placements: Iterable[Placement]) -> None:
        patterns: set[str] = set()
        for row in placements:
            if row.address_withheld:
                home = row.home
                patterns.update(_names(home.carers))
                patterns.update(_number(home.phone))
                patterns.update(_postcode(home.postcode))
                patterns.update(_street(home.address))
        longest_first = sorted(patterns, key=lambda pattern: (-len(pattern), pattern))
        self._pattern = (
            re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)", re.IGNORECASE) if patterns else None
        )

    def __bool__(self) -> bool:
        return self._pattern is not None

    def mask(self, text: str) -> str:
        """The text without what leads there."""
        return self._pattern.sub(MASK, text) if self._pattern else text

    def masked(self, row: F, *fields: str) -> F:
        """A copy of the row as this reader may have it, never for saving; the row itself stays as it was written."""
        shown = copy.copy(row)
        for name in fields:
            setattr(shown, name, self.mask(getattr(row, name)))
        return shown


def _names(carers: str) -> Iterator[str]:
    """The carers together as they are written, and each word of their names on its own."""
    if whole := _spaced(carers):
        yield whole + _ENDING
    for word in re.findall(r"\w[\w’'ʼ-]*", carers):
        if len(word) > 1 and word.lower() not in _TITLES:
            yield _spaced(word) + _ENDING


def _number(phone: str) -> Iterator[str]:
    """The number, however its digits are grouped, and as it is rung from abroad."""
    digits = re.sub(r"\D", "", re.sub(r"^\s*(?:\+|00)44\s*(?:\(0\))?", "0", phone))
    if len(digits) > 2:
        apart = r"[\s().-]*"
        first, rest = digits[0], apart.join(digits[1:])
        start = rf"(?:0|(?:\+|00)44{apart}(?:\(0\))?)" if first == "0" else first
        # a bracket or plus before it is no letter, so nothing is asked of what stands before
        yield rf"{start}{apart}{rest}"


def _postcode(postcode: str) -> Iterator[str]:
    letters = re.sub(r"\s", "", postcode)
    if len(letters) > 2:
        yield r"\s*".join(map(re.escape, letters))


def _street(address: str) -> Iterator[str]:
    """The first line, each part of it, and the street without its number; the town leads nowhere by itself."""
    line = next((line for line in address.splitlines() if line.strip()), "")
    for part in {line, *line.split(",")}:
        for words in {
            part.strip(),
            re.sub(r"^\s*\d+\s*[a-z]?\b[\s,]*", "", part, flags=re.IGNORECASE).strip(),
        }:
            if len(words) > 2 and not words.isdigit():
                yield _spaced(words)


def _spaced(words: str) -> str:
    """A pattern for these words: any space between them, "and" or "&", "Road" or "Rd", any apostrophe."""
    return r"\s+".join(map(_word, words.split()))


def _word(word: str) -> str:
    bare = word.rstrip(",.;")
    if bare.lower() in ("and", "&"):
        return "(?:and|&)"
    if short := _SHORT.get(bare.lower()):
        return rf"(?:{re.escape(bare)}|{short}\.?),?"
    return re.sub(r"[’'ʼ]", "[’'ʼ]?", re.escape(bare)) + ("" if bare == word else "[,.;]?")
