"""One spelling for all ways of writing a name: no case, no accents, no marks between its parts."""

import re
import unicodedata
from typing import Final

# Letters that are not a plain letter with a mark, so that taking marks off does not reach them.
_LETTERS: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n"}
)
_APOSTROPHES: Final = re.compile("['’‘ʼ`´]")
_BETWEEN: Final = re.compile(r"[\W_]+")
LONGEST_PART: Final = 40


def fold(text: str) -> str:
    """Letters and digits in one spelling, with one space where anything else stood; empty where there are none.

    An apostrophe joins ("O'Rahill" is "orahill"); a hyphen parts ("Ellie-Mae" is "ellie mae").
    """
    return _BETWEEN.sub(" ", plain(_APOSTROPHES.sub("", text))).strip()


def plain(text: str) -> str:
    """Small letters without their marks, and everything else as it stands: "Zoë!" is "zoe!"."""
    apart = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def parts(name: str) -> tuple[str, ...]:
    """The ways one name is written down in part or in whole: each word of it, and the words run together.

    Hyphens and apostrophes go both ways: "O'Shea-Finch" is found by "oshea", "shea", "finch" and "osheafinch".
    """
    words = fold(name).split()
    split = fold(_APOSTROPHES.sub(" ", name)).split()
    found = [*words, *split, "".join(words)]
    # One letter of an alphabet is an initial or the O of O'Shea; one sign of another script may be a whole name.
    kept = (word[:LONGEST_PART] for word in found if len(word) > 1 or not word.isascii())
    return tuple(dict.fromkeys(kept))
