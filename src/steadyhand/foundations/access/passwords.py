"""Which passwords will do: long ones that are not on the list of common ones. Said in our own words."""

import re
import string

from django.contrib.auth.password_validation import CommonPasswordValidator, MinimumLengthValidator
from django.core.exceptions import ValidationError

SHORTEST = 12  # characters


class LongEnough(MinimumLengthValidator):
    """Length is what makes a password hard to guess; no rules about signs and digits beside it."""

    def __init__(self) -> None:
        super().__init__(min_length=SHORTEST)

    def get_error_message(self) -> str:
        return f"Password must be {SHORTEST} characters or more. Three or four words do well"


class NotCommon(CommonPasswordValidator):
    """Not among the 20,000 that are tried first, nor one of them repeated or with digits and signs around it."""

    def validate(self, password: str, user: object = None) -> None:
        lowered = password.lower()
        repeated = re.fullmatch(r"(.+?)\1+", lowered)
        cores = {lowered, lowered.strip(string.digits + string.punctuation + " ")}
        if repeated:
            cores.add(repeated[1])
        if cores & self.passwords or (repeated and len(repeated[1]) < 4):
            raise ValidationError(self.get_error_message(), code="password_too_common")

    def get_error_message(self) -> str:
        return "Password is one that many people use. Choose words that only you would put together"
