"""What somebody typed to find a person, and the stored keys by which to look for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from steadyhand.engines.naming.folding import LONGEST_PART, fold
from steadyhand.engines.naming.keys import SHORTEST_NUMBER, STARTS, Kind, slips
from steadyhand.engines.naming.sounds import sound

LONGEST_TYPED: Final = 80  # characters; no name that is kept is longer
MOST_WORDS: Final = 5
# From here on a word is long enough to look for with two letters left out of what was typed, and up to here the
# number of ways to leave them out stays small.
TWO_SLIPS: Final = range(7, 17)


@dataclass(frozen=True, slots=True)
class Typed:
    """Words to look for, folded; `numbers` those that may be an identifier, each with the words beside it."""

    words: tuple[str, ...]
    numbers: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words)

    def readings(self) -> Iterator[tuple[str, ...]]:
        """The words as they stand, and with two neighbours, or all of them, run together."""
        yield self.words
        for at in range(len(self.words) - 1):
            yield (*self.words[:at], self.words[at] + self.words[at + 1], *self.words[at + 2 :])
        if len(self.words) > 2:
            yield ("".join(self.words),)

    def lookups(self) -> "tuple[Lookup, ...]":
        """For each word, and for neighbours run together, the keys to look for. Few: at most some hundred in all."""
        joined = [first + second for first, second in zip(self.words, self.words[1:], strict=False)]
        words = [word[:LONGEST_PART] for word in dict.fromkeys((*self.words, *joined))]
        found = [_lookup(word) for word in words]
        if self.numbers:
            whole = frozenset(number for number, _ in self.numbers)
            begun = frozenset(number for number in whole if len(number) > SHORTEST_NUMBER)
            found.append(Lookup({Kind.NUMBER: whole, Kind.NUMBER_START: begun}))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Lookup:
    """Keys that one typed word may be stored under, by kind; the likeliest kind first."""

    keys: dict[Kind, frozenset[str]]

    def every_key(self) -> frozenset[str]:
        """All of them."""
        return frozenset().union(*self.keys.values())


def typed(text: str) -> Typed:
    """Read what was typed. Nothing to look for where it holds neither letter nor digit, whatever else it holds."""
    words = tuple(word[:LONGEST_PART] for word in fold(text[:LONGEST_TYPED]).split()[:MOST_WORDS])
    return Typed(words, tuple(_numbers(words)))


def _numbers(words: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Words side by side that may be an identifier, the longest first: all of them, or a name stands beside it."""
    for length in range(len(words), 0, -1):
        for first in range(len(words) - length + 1):
            number = "".join(words[first : first + length])[:LONGEST_PART]
            if len(number) > 1 and any(letter.isdigit() for letter in number):
                yield f"#{number}", (*words[:first], *words[first + length :])


def _lookup(word: str) -> Lookup:
    once = slips(word)
    twice = (
        frozenset(less for slip in once for less in slips(slip)) if len(word) in TWO_SLIPS else frozenset()
    )
    return Lookup(
        {
            Kind.NAME: frozenset({word}) | once,
            Kind.NICKNAME: frozenset({word}),
            Kind.START: frozenset({word[: STARTS[-1]]}),
            Kind.SLIP: frozenset({word}) | once | twice,
            Kind.SOUND: frozenset({code} if (code := sound(word)) else ()),
        }
    )
