"""What each e-mail says: that something waits, and where to sign in. No name, no address, no detail."""

from dataclasses import dataclass
from typing import Final

from steadyhand.foundations.mail.models import Letter


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and text of one kind of e-mail. `{link}` is the only thing that differs from one to the next."""

    subject: str
    text: str


_WHY: Final = "\n\nThis message says no more because others may be able to read e-mail."
_NOT_YOU: Final = " If it was not you, tell whoever runs Steadyhand where you work, today."

WORDS: Final[dict[Letter.Kind, Words]] = {
    Letter.Kind.INVITATION: Words(
        "Your account in Steadyhand",
        "An account was made for you in Steadyhand. Choose its password here:\n\n{link}\n\n"
        "The link can be used once, within 7 days. If you do not expect it, let it be." + _WHY,
    ),
    Letter.Kind.RESET: Words(
        "Choose a new password for Steadyhand",
        "Somebody asked for a new password with this e-mail address. Choose it here:\n\n{link}\n\n"
        "The link can be used once, within 1 hour. If you did not ask for it, let it be: your password stays as it"
        " is." + _WHY,
    ),
    Letter.Kind.PASSWORD_CHANGED: Words(
        "Your password for Steadyhand was changed",
        "The password of your account in Steadyhand was changed, and the account was signed out everywhere."
        + _NOT_YOU
        + "\n\nSign in:\n\n{link}"
        + _WHY,
    ),
    Letter.Kind.TWO_STEP_CHANGED: Words(
        "Two-step sign-in for Steadyhand was changed",
        "Two-step sign-in, or its recovery codes, was changed for your account in Steadyhand."
        + _NOT_YOU
        + "\n\nSign in:\n\n{link}"
        + _WHY,
    ),
    Letter.Kind.NOTICE: Words(
        "You have something new in Steadyhand",
        "You have something new in Steadyhand. Sign in to see it:\n\n{link}" + _WHY,
    ),
}
