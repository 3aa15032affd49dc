"""Which passwords will do, and what is said of those that will not."""

from __future__ import annotations

import time

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from steadyhand.foundations.access.passwords import what_is_wrong

THEIRS = ("sam.penhale@fernhallow.example", "Sam Penhale", "Fernhallow Practice", "Marlowick")

COMMON, ORDER, KEYS = "many people use", "alphabet or numbers in order", "keys of the keyboard"
AGAIN, DATE, OWN = "again and again", "dates are tried early", "your name, your email or where you work"
HERE, PHRASE = "name of Steadyhand or words of this work", "phrase that many people know"

BAD = {
    "123456789012": COMMON,
    "1234567890ab": COMMON,
    "890123456789": ORDER,
    "098765432109": COMMON,
    "13579135791357": AGAIN,
    "abcdefghijkl": ORDER,
    "lkjihgfedcba": ORDER,
    "xyzabcdefghi": ORDER,
    "qwertyuiopas": COMMON,
    "poiuytrewqlk": COMMON,
    "yuiopqwertyu": COMMON,
    "zxcvbnm,./zxc": COMMON,
    "asdfghjkl;'#": COMMON,
    "1qaz2wsx3edc": COMMON,
    "!@#$%^&*()_+": KEYS,
    "aaaaaaaaaaaaa": AGAIN,
    "aaaaaaaaaaaab": AGAIN,
    "abcabcabcabcabc": AGAIN,
    "password password": AGAIN,
    "letmein letmein": AGAIN,
    "passwordpassword1": AGAIN,
    "Passwordpassword!": AGAIN,
    "adminadminadmin1": AGAIN,
    "p a s s w o r d": COMMON,
    "P@$$w0rd 2026!": COMMON,
    "!!Password2026!!": COMMON,
    "Welcome2026!!!": COMMON,
    "iloveyou-iloveyou": AGAIN,
    "drowssapdrowssap": AGAIN,
    "monkey dragon 12": COMMON,
    "mondaytuesday": COMMON,
    "12/11/1984 1984": DATE,
    "correcthorsebatterystaple": PHRASE,
    "Correct-Horse-Battery-Staple-1": PHRASE,
    "The quick brown fox jumps over the lazy dog": PHRASE,
    "may the force be with you": PHRASE,
    "steadyhand2026": HERE,
    "Steady Hand 1234": HERE,
    "welcome to steadyhand": HERE,
    "socialworker1": HERE,
    "fernhallow2026": OWN,
    "Fernhallow Practice": OWN,
    "marlowick-marlowick": OWN,
    "sam.penhale@fernhallow.example": OWN,
    "sampenhale123": OWN,
    "elahnep mas 11": OWN,
}  # fmt: skip

GOOD = (
    "heron walks past the mill", "vier kleine eenden zwemmen", "rowing past the staithe", "marmalade lighthouse",
    "blue kettle under stairs", "Tuesday buses smell odd", "otter bridge pencil", "purple kayak 88 soup",
    "het regent op zondag", "le chat dort au soleil", "quiet badgers knit", "seven jam jars on a sill",
    "thirteen wet umbrellas", "granite teapot waltz", "zebra-lantern-fudge", "nothing rhymes with orange",
    "x7Kp!v9QzLm2", "kB3$wTy8#nRq", "my nan's blue caravan", "boats of Whitby harbour", "pickled onion rainfall",
    "slow trains and cold tea", "eleven angry geese", "cold toast at midnight", "parsnip orchestra",
    "gwyrdd mynydd afon", "Birnen im kalten Keller", "the garden gate squeaks", "duck pond crossword",
    "dziki kot pije mleko", "bramble jelly tuesday", "steady otter, hand of clay", "Sam feeds the marlow heron",
    "})~?|<:=[&;>%{^", "чайка летит над морем", "小さな鴨が川を渡っています朝に",
)  # fmt: skip


@pytest.mark.parametrize(("password", "says"), BAD.items())
def test_what_is_guessed_early_is_refused_and_what_is_wrong_is_said(password: str, says: str) -> None:
    assert says in what_is_wrong(password, THEIRS)


@pytest.mark.parametrize("password", GOOD)
def test_an_ordinary_passphrase_will_do(password: str) -> None:
    assert what_is_wrong(password, THEIRS) == ""
    validate_password(password)


def test_no_more_than_length_and_being_hard_to_guess_is_asked() -> None:
    for password in ("heronwalkspast", "HERON WALKS PAST", "4 81 15 16 23 42 77"):
        validate_password(password)
    with pytest.raises(ValidationError, match="12 characters or more"):
        validate_password("heron mill")


def test_what_is_known_of_somebody_else_is_no_reason_to_refuse() -> None:
    assert what_is_wrong("penhale weir at Lyth", ()) == ""


@pytest.mark.parametrize(
    "password", ["4@8({[<369&#!1|0$5+7%2" * 40, "a1" * 500, "x" * 1_000, "!" * 1_000, "漢" * 900]
)
def test_the_answer_comes_soon_whatever_is_typed(password: str) -> None:
    what_is_wrong("heron walks past the mill")  # its lists are read once
    began = time.process_time()
    what_is_wrong(password, THEIRS)
    assert time.process_time() - began < 1.0  # seconds
