"""The keys under which a person is found. What is stored for each child, and made nowhere else."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from steadyhand.engines.naming.diminutives import OTHER_FORMS
from steadyhand.engines.naming.folding import LONGEST_PART, fold, parts
from steadyhand.engines.naming.sounds import sound

# A letter taken out of a shorter name leaves too little to tell names apart.
SHORTEST_WITH_SLIPS: Final = 4
STARTS: Final = range(2, 7)  # letters of a beginning that are kept; longer ones are found by their first six
SHORTEST_NUMBER: Final = 4  # characters of a number that is not given whole
# Scripts that are written without a space between the names, once NFKD has taken them apart: kana, hangul, Han.
_UNSPACED: Final = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]+")


class Kind(StrEnum):
    """What a key tells of the name."""

    NAME = "n"  # a whole part as it is written
    NICKNAME = "k"  # another form of a given name, or how it is said
    SOUND = "s"  # how a part sounds
    SLIP = "d"  # a part with one letter left out
    START = "b"  # how a part begins
    NUMBER = "i"  # an identifier, whole
    NUMBER_START = "j"  # how an identifier begins


@dataclass(frozen=True, slots=True)
class Named:
    """All that somebody is called: `given_name`, `family_name` and `known_as` as written, how it is said, their number."""

    given_name: str = ""
    family_name: str = ""
    known_as: str = ""
    said_as: str = ""
    identifier: str = ""

    @property
    def shown(self) -> tuple[str, str]:
        """The names by which they stand on a page."""
        return (self.known_as or self.given_name, self.family_name)

    def by_name_alone(self) -> "Named":
        """The same person, for whoever may know no more than the name they stand by."""
        given, family = self.shown
        return Named(given_name=given, family_name=family)

    def written(self) -> frozenset[str]:
        """Every part of every name as it is written, folded."""
        each = (part for name in (self.given_name, self.family_name, self.known_as) for part in parts(name))
        return frozenset(each) | together(self.given_name, self.family_name) | together(*self.shown)

    def nicknames(self) -> frozenset[str]:
        """Other forms of the given names that are not written in the record."""
        given = (*parts(self.given_name), *parts(self.known_as))
        return frozenset(form for part in given for form in OTHER_FORMS.get(part, ())) - self.written()

    def said(self) -> frozenset[str]:
        """How the name is said, as one who only heard it would write it: "TIE-oh" is "tieoh"."""
        # What follows a comma explains ("TIGE, as in tiger").
        heard = fold(self.said_as.partition(",")[0]).replace(" ", "")[:LONGEST_PART]
        return frozenset({heard} if len(heard) > 1 else ())


def keys(named: Named) -> frozenset[tuple[Kind, str]]:
    """Every key of one person: (kind, key), each key at most 41 characters."""
    found: set[tuple[Kind, str]] = set()
    written = named.written()
    for part in written:
        found.add((Kind.NAME, part))
        found |= {(Kind.SLIP, slip) for slip in slips(part)}
        found |= {(Kind.START, part[:letters]) for letters in STARTS if letters < len(part)}
    heard = named.nicknames() | named.said()
    found |= {(Kind.NICKNAME, form) for form in heard}
    found |= {(Kind.SOUND, code) for part in written | heard if (code := sound(part))}
    for number in numbers(named.identifier):
        found.add((Kind.NUMBER, number))
        found |= {
            (Kind.NUMBER_START, number[: letters + 1]) for letters in range(SHORTEST_NUMBER, len(number) - 1)
        }
    return frozenset(found)


def slips(part: str) -> frozenset[str]:
    """A part with each letter left out in turn: two spellings one or two slips apart share one of these."""
    if len(part) < SHORTEST_WITH_SLIPS:
        return frozenset()
    return frozenset(part[:at] + part[at + 1 :] for at in range(len(part)))


def together(given: str, family: str) -> frozenset[str]:
    """Both names in one, either first, as scripts without spaces write them: "王小明". None of names in other scripts."""
    one, other = fold(given), fold(family)
    if not (_UNSPACED.fullmatch(one) and _UNSPACED.fullmatch(other)):
        return frozenset()
    return frozenset({(other + one)[:LONGEST_PART], (one + other)[:LONGEST_PART]})


def numbers(identifier: str) -> frozenset[str]:
    """How a number is written down: all of it, its digits alone, those at its end, also without the noughts before them.

    Marked, so that no name is taken for one.
    """
    words = fold(identifier)
    whole, end = words.replace(" ", "")[:LONGEST_PART], re.sub(r".*\D", "", words)[-LONGEST_PART:]
    written = (whole, re.sub(r"\D", "", whole), end, end.lstrip("0"))
    return frozenset(f"#{each}" for each in written if len(each) > 1)
