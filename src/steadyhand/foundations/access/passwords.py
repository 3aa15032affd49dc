"""Which passwords will do: long ones that nobody guesses early. Said in our own words, with what is wrong.

No rule asks for capitals, figures or signs: such rules make passwords harder to keep, not harder to guess.
"""

import re
from collections.abc import Collection, Iterable
from typing import Final

from django.contrib.auth.password_validation import CommonPasswordValidator, MinimumLengthValidator
from django.core.exceptions import ValidationError

SHORTEST = 12  # characters

_ENOUGH: Final = 10**7  # guesses; three ordinary words need some 10**10
_ENOUGH_BESIDE_KNOWN: Final = 10**6  # guesses for what stands beside a word that is tried first
_READ: Final = 72  # characters are looked at; the rest only makes it longer
_READ_OF_SIGNS: Final = 24  # of one that is mostly signs: what each may stand for is tried, which takes time
_SIGNS_FOR_LETTERS: Final = str.maketrans("@$€£", "asel")
_SHORTEST_WORD: Final = 4  # letters of a word of theirs: a shorter one stands in many an ordinary phrase
_AROUND: Final = 3  # characters

# What anybody would try here, and long phrases that everybody knows, without their spaces.
_KNOWN_HERE: Final = (
    "steadyhand",
    "socialworker",
    "socialwork",
    "childrenincare",
    "childrensservices",
    "safeguarding",
)
_KNOWN_PHRASES: Final = (
    "correcthorsebatterystaple", "correcthorse", "batterystaple", "thequickbrownfox", "jumpsoverthelazydog",
    "tobeornottobe", "thatisthequestion", "maytheforcebewithyou", "twinkletwinklelittlestar", "loremipsum",
    "dolorsitamet", "openthepodbaydoors", "youshallnotpass", "onceuponatime", "allyourbasearebelongtous",
    "winteriscoming", "humptydumpty", "satonawall", "godsavetheking", "godsavethequeen", "threeblindmice",
    "maryhadalittlelamb", "ourfatherwhoartinheaven", "itwasthebestoftimes", "happybirthdaytoyou", "keepcalmandcarryon",
    "merrychristmas", "happynewyear", "letmeinplease", "supercalifragilisticexpialidocious", "thisisapassword",
    "rowrowrowyourboat", "bahbahblacksheep", "baabaablacksheep",
    "youllneverwalkalone", "opensesame", "abracadabra",
)  # fmt: skip

_CHOOSE: Final = "Choose three or four words that only you would put together"
_COMMON: Final = f"Password is one that many people use. {_CHOOSE}"
_WRONG: Final = {
    "sequence": f"Password follows the alphabet or numbers in order, which is tried early. {_CHOOSE}",
    "spatial": f"Password follows the keys of the keyboard, which is tried early. {_CHOOSE}",
    "repeat": f"Password is the same thing again and again, which is tried early. {_CHOOSE}",
    "date": f"Password is mostly a date, and dates are tried early. {_CHOOSE}",
    "regex": f"Password is mostly a date, and dates are tried early. {_CHOOSE}",
}
_THEIRS: Final = f"Password is mostly your name, your email or where you work, which others know. {_CHOOSE}"
_HERE: Final = (
    f"Password is mostly the name of Steadyhand or words of this work, which are tried early. {_CHOOSE}"
)
_PHRASE: Final = f"Password is mostly a phrase that many people know. {_CHOOSE}"


class LongEnough(MinimumLengthValidator):
    """Length is what makes a password hard to guess; no rules about signs and figures beside it."""

    def __init__(self) -> None:
        super().__init__(min_length=SHORTEST)

    def get_error_message(self) -> str:
        return f"Password must be {SHORTEST} characters or more. Three or four words do well"


class NotCommon(CommonPasswordValidator):
    """Not among those tried first, nor guessed with little more: runs, repeats, a known word with a little around it."""

    def validate(self, password: str, user: object = None) -> None:
        wrong = _COMMON if password.lower().strip() in self.passwords else what_is_wrong(password)
        if wrong:
            raise ValidationError(wrong, code="password_too_common")

    def get_error_message(self) -> str:
        return _COMMON


def what_is_wrong(password: str, theirs: Iterable[str] = ()) -> str:
    """Why somebody else would guess it early, in words; nothing if they would not.

    `theirs`: what others know of whoever chooses it: name, email, where they work.
    """
    bare = _bare(password)
    for known, said in ((_words(theirs), _THEIRS), (_KNOWN_HERE, _HERE), (_KNOWN_PHRASES, _PHRASE)):
        rest = _without(bare, known)
        if rest != bare and (len(rest) <= _AROUND or _guesses(rest)[0] < _ENOUGH_BESIDE_KNOWN):
            return said
    # spaces and signs are tried between letters, and make none of them harder; a password of signs alone is its signs
    mostly_signs = len(bare) < len(password) / 2
    guesses, pattern = _guesses(password.strip()[:_READ_OF_SIGNS] if mostly_signs else bare)
    return _WRONG.get(pattern, _COMMON) if guesses < _ENOUGH else ""


def _bare(text: str) -> str:
    """Small letters and figures alone."""
    return re.sub(r"[\W_]+", "", text.lower().translate(_SIGNS_FOR_LETTERS))


def _words(theirs: Iterable[str]) -> set[str]:
    """Each of their names as a whole and in its words; of an email what stands before the @, too."""
    found = {_bare(part) for each in theirs for part in (each, *each.split("@"), *re.split(r"[\W_]+", each))}
    return {word for word in found if len(word) >= _SHORTEST_WORD}


def _without(bare: str, known: Collection[str]) -> str:
    """What is left once every known word is taken out, the longest first; also one written backwards."""
    for word in sorted(known, key=len, reverse=True):
        bare = bare.replace(word, "").replace(word[::-1], "")
    return bare


def _guesses(text: str) -> tuple[int, str]:
    """How many guesses it takes at least, and the pattern of the longest part of it that is no chance."""
    if not text:
        return 0, ""
    # read only here: its lists of words are large, and few commands and pages choose a password
    from zxcvbn import zxcvbn

    found = zxcvbn(text[:_READ])
    longest = max(found["sequence"], key=lambda part: len(part["token"]))
    return int(found["guesses"]), longest["pattern"]
