"""A withheld home is withheld in what others wrote, too: for readers without a right to the address."""

import copy
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, TypeVar

from steadyhand.contexts.cases.models import Home
from steadyhand.contexts.cases.permissions.common_words import COMMON, FLOORS, IN_CARE, KINDS, TITLES, UNITS
from steadyhand.engines.naming import plain

F = TypeVar("F")
_ORDINAL: Final = re.compile(r"\d+(?:st|nd|rd|th)")
MASK: Final = "[withheld]"
_SAINT: Final = ("st", "saint")
# What may stand between two words, or two figures, of the same thing.
_BETWEEN: Final = r"[\W_]*"
_FEW: Final = r"[\W_]{0,3}"
_ENDING: Final = "(?:'?s|es|')?"
_WORD: Final = re.compile(r"[^\W_](?:[^\W_]|['-])*")
# One word with an @ in it: an e-mail address, or somebody's name on some network.
_AT: Final = re.compile(r"(?<![^\s<>()\[\]\",;:])[^\s<>()\[\]\",;:@]*@[^\s<>()\[\]\",;:@]*\w")
# At the end of a part of an address: "Hull HU1 2AB", and not "Unit A1 2nd Avenue".
_POSTCODE: Final = re.compile(r"\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}(?=\W*$|\s*[,;|\r\n])", re.IGNORECASE)
_LONGEST_NAME: Final = 6  # words, with the kind of the street
# A number in the form of this country, from its area on: nine or ten digits after the 0.
_ABROAD: Final = rf"(?:(?:\+|00){_FEW})?44"
_RUNG: Final = re.compile(
    rf"(?<!\d)(?:{_ABROAD}{_FEW}(?:\(?0\)?{_FEW})?|\(?0{_FEW})([1-9](?:{_FEW}\d){{8,9}})(?!\d)"
)
_BETWEEN_NUMBERS: Final = re.compile(r"[^\W\d_]+|[,;:/|&\n]|\s-\s")
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))
# Letters that show as nothing, beside marks and format characters: Hangul fillers.
_FILLERS: Final = {"\u115f", "\u1160"}


class Withheld:
    """What leads to withheld homes: carers by any of their names, number, street, postcode.

    Matched whole, in any case of letters, with or without accents, however the words are parted, and with a plural
    or possessive ending; letters that show as nothing are passed over. It masks rather too much than too little: a
    carer called Joy takes the word joy out as well, and a village written before the town goes too. Words that every
    record is full of ("the team at ...") and common words of streets ("School Lane") are masked only within the whole.
    No mask knows what is told in other words: "the last house before the ferry", a name misspelt, a photograph.
    """

    def __init__(self, homes: Iterable[Home]) -> None:
        patterns: set[str] = set()
        names: set[str] = set()
        for home in homes:
            names.update(_single_names(home.carers))
            patterns.update(_carers(home.carers))
            patterns.update(_numbers(home.phone))
            patterns.update(_postcode(home.postcode))
            patterns.update(_address(home.address))
        longest_first = sorted(patterns, key=lambda pattern: (-len(pattern), pattern))
        self._pattern = re.compile("|".join(longest_first)) if patterns else None
        self._names = {bare for name in names if len(bare := re.sub(r"[\W_]", "", name)) > 2}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Withheld) and (self._pattern, self._names) == (other._pattern, other._names)

    def __hash__(self) -> int:
        return hash(self._pattern)

    def __bool__(self) -> bool:
        return self._pattern is not None

    def leads_there(self, text: str) -> bool:
        """Whether anything in the text leads there."""
        return bool(self._found(text))

    def mask(self, text: str) -> str:
        """The text without what leads there."""
        kept, rest = [], 0
        for start, end in self._found(text):
            kept += [text[rest:start], MASK]
            rest = end
        return "".join([*kept, text[rest:]])

    def masked(self, row: F, *fields: str) -> F:
        """A copy of the row as this reader may have it, never for saving; the row itself stays as it was written."""
        return _with(row, {name: self.mask(getattr(row, name)) for name in fields})

    def without(self, row: F, *fields: str) -> F:
        """A copy of the row without these texts, whatever they say; never for saving."""
        return _with(row, {name: MASK if getattr(row, name) else "" for name in fields})

    def _found(self, text: str) -> list[tuple[int, int]]:
        """Where in the text something leads there: from, up to; in order, none overlapping another."""
        if self._pattern is None:
            return []
        found: list[tuple[int, int]] = []
        for letters, places in _readings(text):
            hits = [*self._pattern.finditer(letters), *filter(self._names_somebody, _AT.finditer(letters))]
            # with the marks and letters without a shape that follow: they belong to what stands before them
            found += [
                (places[hit.start()], max(places[hit.end()], places[hit.end() - 1] + 1)) for hit in hits
            ]
        apart: list[tuple[int, int]] = []
        for start, end in sorted(found):
            if apart and start < apart[-1][1]:
                apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
            else:
                apart.append((start, end))
        return apart

    def _names_somebody(self, word: re.Match[str]) -> bool:
        letters = re.sub(r"[\W_]", "", word[0])
        return any(name in letters for name in self._names)


def _with(row: F, texts: Mapping[str, str]) -> F:
    shown = copy.copy(row)
    for name, text in texts.items():
        object.__setattr__(shown, name, text)  # also of a frozen one: nobody else has this copy
    return shown


def _readings(text: str) -> Iterator[tuple[str, Sequence[int]]]:
    """As `_in_plain_letters`, and several blanks are one, as a page shows them."""
    for letters, places in _in_plain_letters(text):
        if not re.search(r"\s\s", letters):
            yield letters, places
            continue
        kept = [
            at
            for at, letter in enumerate(letters)
            if not (at and letter.isspace() and letters[at - 1].isspace())
        ]
        yield "".join(letters[at] for at in kept), [*(places[at] for at in kept), places[len(letters)]]


def _in_plain_letters(text: str) -> Iterator[tuple[str, Sequence[int]]]:
    """The text in plain letters, with the place in the text of each, and of its end.

    A letter that shows as nothing stands inside a word (a soft hyphen) or between two: it is read both ways.
    """
    if text.isascii():
        yield text.lower(), range(len(text) + 1)
        return
    folded = [_plain(letter) for letter in text]
    for nothing in ("", " ") if any(not letter for letter in folded) else ("",):
        letters, places = [], []
        for place, each in enumerate(folded):
            for letter in each or nothing:
                letters.append(letter)
                places.append(place)
        yield "".join(letters), [*places, len(text)]


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    """One letter in plain letters; empty for a mark and for what shows as nothing."""
    return "".join(
        each
        for each in plain(letter.translate(_APOSTROPHES))
        if unicodedata.category(each) not in ("Mn", "Cf") and each not in _FILLERS
    )


def _words(text: str) -> list[str]:
    return _WORD.findall("".join(map(_plain, text)).replace("&", " and "))


def _single_names(carers: str) -> Iterator[str]:
    """Each name of the carers, and each part of a double one, but for common words."""
    for word in _words(carers):
        for name in {word, *word.split("-")}:
            if len(name) > 1 and name.strip("'") not in IN_CARE and not name.isdigit():
                yield name


def _carers(carers: str) -> Iterator[str]:
    """The carers together as they are written, each name alone, and what a common word leads up to."""
    words = _words(carers)
    if words:
        yield _whole(words) + _ENDING_OF_WORD
    if "at" in words and len(place := words[words.index("at") + 1 :]) > 1:
        yield _whole(place) + _ENDING_OF_WORD  # "the team at Number Forty": Number Forty
    for name in _single_names(carers):
        yield _whole([name]) + _ENDING_OF_WORD
    for word in set(words) & IN_CARE - {*TITLES, "and"}:
        if len(word) > 2:  # a common word that is somebody's name: Mrs House
            yield f"{_before('m')}(?:{'|'.join(TITLES)}){_BETWEEN}{_word(word)}{_ENDING_OF_WORD}"


def _numbers(phones: str) -> Iterator[str]:
    """Each number written there, as it is rung from anywhere, however its digits are grouped."""
    written = "".join(map(_plain, phones))
    for found in _RUNG.finditer(written):
        yield from _number(re.sub(r"\D", "", found[1]))
    # and what has not the form of a number in this country: one without its area, or of another
    for other in _BETWEEN_NUMBERS.split(_RUNG.sub(";", written)):
        digits = re.sub(r"\D", "", other).removeprefix("00")
        if len(digits) == 10:
            yield from _number(digits)  # its 0 was lost, as in a table of figures
        elif len(digits) > 4:
            yield rf"(?<!\d)(?:00{_FEW})?{_FEW.join(digits)}(?!\d)"


def _number(digits: str) -> Iterator[str]:
    """A number from its area on, without the 0: as rung from here or from abroad, and within its area."""
    yield rf"(?<!\d)(?:{_ABROAD}{_FEW})?(?:\(?0\)?{_FEW})?{_FEW.join(digits)}(?!\d)"
    for within in (6, 7, 8):
        yield rf"(?<!\d){_FEW.join(digits[-within:])}(?!\d)"


def _postcode(postcode: str) -> Iterator[str]:
    letters = "".join(_words(postcode)).replace("-", "")
    if len(letters) > 2:
        yield _bounded(_FEW.join(map(re.escape, letters)), letters[0], letters[-1])


def _address(address: str) -> Iterator[str]:
    """Each part of it, and what leads there in each; the town, which is its last part, leads nowhere."""
    for postcode in _POSTCODE.findall(address):
        yield from _postcode(postcode)
    # "14Withern Road" is two words
    apart = re.sub(r"(?<=\d)(?=[^\W\d_]{3})", " ", _POSTCODE.sub(" ", address))
    parts = [words for part in re.split(r"[,;|\r\n]", apart) if (words := _words(part))]
    for place, words in enumerate(parts):
        last = place == len(parts) - 1
        if set(words) <= FLOORS or (last and place and _is_town(words)):
            continue
        if any(map(_is_name, words)) and (len(words) > 1 or words[0] not in IN_CARE):
            yield _whole(words) + _ending(words)
        yield from _street(words, town_may_follow=last)


def _is_town(words: Sequence[str]) -> bool:
    """Whether the last part of an address has neither a number nor a kind of street: "Salford", "Bury St Edmunds"."""
    return words[-1] != "st" and not any(
        word[0].isdigit() or (word in KINDS and word not in _SAINT) for word in words
    )


def _street(words: Sequence[str], *, town_may_follow: bool) -> Iterator[str]:
    """Every name that ends in a kind of street or house, the name without it, and each word but for common ones."""
    while len(words) > 1 and (not _is_name(words[0]) or (words[0] in UNITS and not _is_name(words[1]))):
        words = words[1:]  # "Flat 2, ...", "No. 14 ..."
    ends = [place + 1 for place, word in enumerate(words) if place and word in KINDS]
    if not (ends and town_may_follow):
        ends.append(len(words))
    for end in ends:
        for start in range(max(0, end - _LONGEST_NAME), end):
            with_kind, name = words[start:end], words[start : end - 1]
            if sum(map(_is_name, with_kind)) > 1:
                yield _whole(with_kind) + _ending(with_kind)
            if sum(map(_is_name, name)) > 1 and not set(name) <= COMMON:
                yield _whole(name) + _ending(name)
    for before, word in pairwise(["", *words[: ends[-1]]]):
        if before not in _SAINT:  # "St James Street": James alone is anybody
            for part in {word, *word.split("-")} - COMMON:
                if _is_name(part) and not _ORDINAL.fullmatch(part):
                    yield _whole([part]) + _ENDING_OF_WORD


def _is_name(word: str) -> bool:
    """Whether it is more than a number or a letter: also the number of a street, as in 42nd Street."""
    return len(word) > 1 and (not word[0].isdigit() or _ORDINAL.fullmatch(word) is not None)


def _whole(words: Sequence[str]) -> str:
    """A pattern for these words in a row, which begins where a word or a number begins."""
    return _before(words[0][0]) + _BETWEEN.join(map(_word, words))


def _word(word: str) -> str:
    """One word as it may be written: "and" or "&", "Road" or "Rd", any mark or none where it has one."""
    if word == "and":
        return "(?:and|&)"
    if word in KINDS:
        return f"(?:{'|'.join(sorted(KINDS[word], key=lambda spelling: (-len(spelling), spelling)))})"
    # with an apostrophe or without, on record or in the text, and an ending that is left out
    stem, ending = (word[:-2], "(?:'?s)?") if word.endswith("'s") else (word, "")
    if len(stem) > 3 and stem.endswith("s") and not ending and "'" not in stem:
        stem, ending = stem[:-1], "'?s"
    return re.escape(stem).replace("'", r"'?\s?").replace(r"\-", _FEW) + ending


def _before(letter: str) -> str:
    return r"(?<!\d)" if letter.isdigit() else r"(?<![^\W\d_])"


def _after(letter: str) -> str:
    return r"(?!\d)" if letter.isdigit() else r"(?![^\W\d_])"


def _ending(words: Sequence[str]) -> str:
    return _after("0") if words[-1][-1].isdigit() else _ENDING_OF_WORD


_ENDING_OF_WORD: Final = _ENDING + _after("a")


def _bounded(pattern: str, first: str, last: str) -> str:
    return _before(first) + pattern + _after(last)
