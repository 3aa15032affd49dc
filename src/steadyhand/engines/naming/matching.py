"""How close what was typed is to what somebody is called, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, JaroWinkler

from steadyhand.engines.naming.folding import fold, parts
from steadyhand.engines.naming.keys import SHORTEST_NUMBER, Named, numbers, together
from steadyhand.engines.naming.sounds import sound
from steadyhand.engines.naming.typed import Typed

CLOSE_ENOUGH: Final = 0.72  # below this a person would not say that two names are alike
FAR_BEHIND: Final = 0.15  # a match this much less close than the best of them is not worth showing
_LOOKS: Final = (
    0.85  # from here on two spellings look alike, and that is why, even where they sound alike too
)


class How(Enum):
    """Why somebody was found."""

    NAME = "written so"
    GIVEN = "the given name, where another is used"
    NICKNAME = "another form of the name"
    SAID = "said so"
    START = "begins so"
    LOOKS = "looks like"
    SOUNDS = "sounds like"
    NUMBER = "their number"


@dataclass(frozen=True, slots=True)
class Match:
    """How close, from 0 to about 1, and why: the way in which the least close word was recognised."""

    closeness: float
    how: How


def match(wanted: Typed, named: Named) -> Match | None:
    """How this person answers to what was typed; none where nobody would say they do.

    By their number alone, or with their name beside it. With a name that is not theirs it is somebody else's.
    """
    forms = tuple(_forms(named))
    theirs = numbers(named.identifier) if wanted.numbers else frozenset()
    for number, beside in wanted.numbers:
        closeness = _numbered(number, theirs)
        if closeness and (not beside or _by_name(Typed(beside), forms, named)):
            return Match(closeness, How.NUMBER)
    return _by_name(wanted, forms, named)


def _numbered(wanted: str, theirs: frozenset[str]) -> float:
    """How close a number is to theirs; 0 where it is another."""
    if wanted in theirs:
        return 1.2
    begins = len(wanted) > SHORTEST_NUMBER and any(number.startswith(wanted) for number in theirs)
    return 1.0 if begins else 0.0


def _by_name(wanted: Typed, forms: tuple[tuple[str, How], ...], named: Named) -> Match | None:
    """How they answer to words alone."""
    if not wanted or not forms:
        return None
    best = max((_read(words, forms) for words in wanted.readings()), key=lambda found: found.closeness)
    if best.closeness < CLOSE_ENOUGH:
        return None
    # Between names that answer equally well, the one that is more like the whole of what was typed.
    whole = fuzz.ratio(" ".join(wanted.words), fold(" ".join(named.shown))) / 100
    return Match(best.closeness + 0.05 * whole, best.how)


def _forms(named: Named) -> Iterator[tuple[str, How]]:
    """All that somebody answers to, the plainest reason first."""
    seen: set[str] = set()
    for how, forms in (
        (
            How.NAME,
            [*(part for name in named.shown for part in parts(name)), *sorted(together(*named.shown))],
        ),
        (How.GIVEN, parts(named.given_name)),
        (How.SAID, sorted(named.said())),
        (How.NICKNAME, sorted(named.nicknames())),
    ):
        for form in forms:
            if form not in seen:
                seen.add(form)
                yield form, how


def _read(words: tuple[str, ...], forms: tuple[tuple[str, How], ...]) -> Match:
    """Each word by the form it is closest to; long words count for more."""
    found = [max((_close(word, *form) for form in forms), key=lambda each: each.closeness) for word in words]
    letters = sum(len(word) for word in words)
    mean = sum(each.closeness * len(word) for each, word in zip(found, words, strict=True)) / letters
    return Match(mean, min(found, key=lambda each: each.closeness).how)


def _close(word: str, form: str, how: How) -> Match:
    if word == form:
        return Match({How.NAME: 1.0, How.GIVEN: 0.98, How.SAID: 0.95}.get(how, 0.9), how)
    looks = (JaroWinkler.normalized_similarity(word, form) + OSA.normalized_similarity(word, form)) / 2
    if how is How.NICKNAME:
        return Match(looks * 0.85, how)  # another form, and misspelt
    ways = {How.LOOKS: looks}
    code = sound(word)
    if code and code == sound(form):
        heard = 0.76 + 0.2 * looks
        ways[How.LOOKS if looks >= _LOOKS else How.SOUNDS] = max(looks, heard)
    if len(word) > 1 and form.startswith(word):
        ways[How.START] = 0.85 + 0.1 * len(word) / len(form)
    best = max(ways, key=lambda way: ways[way])
    # A form that does not stand on the page is itself the reason.
    return Match(ways[best], best if how is How.NAME else how)
