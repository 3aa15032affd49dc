"""What was typed on a form that could not be taken: kept on the page, to be read and sent again."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest

# Never shown again: a password or a code must be typed anew.
_NEVER_ECHOED: Final = ("csrfmiddlewaretoken", "password", "code")
# Put there by the page, or chosen: sent again, but codes that nobody would know as their own words.
_OF_THE_PAGE: Final = {
    "occasion", "as_of", "person", "version", "base", "of", "puts_right", "page", "continues", "next",
    "what", "from", "opened", "group",
}  # fmt: skip
_CHOSEN: Final = {"who", "alone", "because", "place", "worried", "choice", "without_them",
    "outcome", "home", "by_whom", "mistake", "reason", "decided_by",
}  # fmt: skip
_LABELS: Final = {
    "login": "Work email",
    "started": "Start time",
    "ended": "End time",
    "narrative": "What happened",
    "sort": "Which kind",
    "until": "The day it runs to",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """`again`: every field and value as it was sent. `words`: a label and a text for what was typed in words."""

    again: list[tuple[str, str]]
    words: list[tuple[str, str]]
    choices: bool  # something was chosen, too


def kept(request: HttpRequest) -> Kept:
    """What was sent with a form, but for what is never shown again."""
    again = [
        (name, value)
        for name, values in request.POST.lists()
        if not name.startswith(_NEVER_ECHOED)
        for value in values
    ]
    words: dict[str, list[str]] = {}
    for name, value in again:
        if value.strip() and name not in _OF_THE_PAGE | _CHOSEN:
            # the three parts of a date are one line
            whole = name.partition("-")[0] if name.endswith(("-day", "-month", "-year")) else name
            words.setdefault(whole, []).append(value)
    shown = [
        (_label(name), " ".join(values) if len(values) > 1 else values[0]) for name, values in words.items()
    ]
    return Kept(again, shown, choices=any(name in _CHOSEN for name, _ in again))


def _label(name: str) -> str:
    if name.startswith("said_"):
        return "What the child said"  # by name only to whoever is signed in
    if name.startswith("own_"):
        return "Only in one child’s record"
    return _LABELS.get(name, name.replace("_", " ").capitalize())
