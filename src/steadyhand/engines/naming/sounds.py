"""What a name sounds like to an English ear, as a short code: names that are heard alike share it."""

import re
from functools import lru_cache
from typing import Final

import jellyfish

# Spellings that are not said as English would say them, put as English would write them; the first that fits first.
_HEARD: Final = tuple(
    (re.compile(written), heard)
    for written, heard in (
        ("caoi", "kee"), ("aoi", "ee"), ("bh|mh", "v"), ("dh(?=g|$)", ""), ("gh$", ""), ("szcz", "sh"), ("sz", "sh"),
        ("cz|ci(?=[aou])", "ch"), ("rz", "zh"), ("w(?=.*(?:sk[ai]|icz|iak)$)", "v"), ("^wr", "r"),
        ("^ng", "n"), ("^(?:eo|ow)", "o"), ("ck", "k"), ("kh", "k"), ("i(?=[aou])", "y"), ("h$", ""),
    )
)  # fmt: skip
# Codes that are taken for each other when a name is said: th and t, sh and s.
_TAKEN_FOR: Final = str.maketrans("0X", "TS")
_SOFT: Final = re.compile("(?<=.)[WYH]")
_VOWEL_FIRST: Final = re.compile("^[AEIOU]+")
_DOUBLED: Final = re.compile(r"(.)\1+")


@lru_cache(maxsize=20_000)
def sound(part: str) -> str:
    """The code of one folded part in capitals; empty where it is not written in plain letters."""
    if not (part.isascii() and part.isalpha()):
        return ""
    heard = part
    for written, said in _HEARD:
        heard = written.sub(said, heard)
    code = jellyfish.metaphone(heard).replace(" ", "").translate(_TAKEN_FOR)
    code = _SOFT.sub("", _VOWEL_FIRST.sub("A", code))
    return _DOUBLED.sub(r"\1", code)
