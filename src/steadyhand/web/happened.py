"""That something was put on record, and what follows from it, in the words of the page that one lands on."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from steadyhand.contexts.cases.loaders.happenings import Follows, SavedHappening
from steadyhand.contexts.cases.policies import moment_of
from steadyhand.contexts.cases.states import Outcome
from steadyhand.contexts.cases.states.happenings import words_of_event
from steadyhand.engines.timescales import RULES
from steadyhand.web.dates import clock_time, day_alone
from steadyhand.web.duty_rows import by_when
from steadyhand.web.enter import THINGS

if TYPE_CHECKING:
    from steadyhand.contexts.cases.models import Identity

# Pages from which something is written down, and to which one comes back: those of everybody, and those of one child.
_OF_EVERYBODY = frozenset({"today"})
_OF_A_CHILD = frozenset({"child", "timetable", "happenings", "child_facts"})


def come_from(asked: str) -> str:
    """The page that one came from, where it is one of those one comes back to; else empty."""
    return asked if asked in _OF_EVERYBODY | _OF_A_CHILD else ""


def back_to(asked: str, ref: str, *, otherwise: str = "child", **more: str) -> str:
    """The address of the page one came from, and nowhere else. `more`: what it is told."""
    name = come_from(asked) or otherwise
    try:
        address = reverse(name, args=[] if name in _OF_EVERYBODY else [ref])
    except NoReverseMatch:
        address = reverse(otherwise, args=[ref])
    return f"{address}?{urlencode(more)}" if more else address


def happened(
    saved: SavedHappening | None, identities: "Mapping[int, Identity]", *, today: date
) -> dict[str, object]:
    """Context of `entry/saved.html`; empty where nothing was saved, or of a child that the page does not know."""
    if saved is None or saved.child_id not in identities:
        return {}
    identity = identities[saved.child_id]
    words = words_of_event(saved.kind)
    if saved.outcome == Outcome.NOT_DONE:
        title, said = "Taken off.", [f"“{words}” for {identity.first_name} counts for nothing now."]
    else:
        title = "Put right." if saved.put_right else "On record."
        said = [f"{words}: {identity.first_name}, {day_alone(saved.day, today)}."]
        if saved.outcome:
            said.append(f"{Outcome(saved.outcome).label}.")
    said += [_follows(each, saved.kind, today) for each in saved.follows]
    change = [("Put it right", reverse("correct_happening", args=[saved.ref, saved.name]))]
    return {"title": title, "text": " ".join(said), "change": change, "told_nobody": False}


def _follows(each: Follows, kind: str, today: date) -> str:
    what = (
        f"The next {_inside(words_of_event(kind))}"
        if each.again and kind in THINGS
        else RULES[each.code].duty
    )
    if each.due is None:
        return f"{what}: the last day is not known yet."
    if each.soon:
        return f"{what}: as soon as possible."
    over = each.due < today or (each.by is not None and each.by < moment_of(today))
    was = "was" if over else "is"
    last = by_when(each.due, today) + (f", {clock_time(each.by)}" if each.by else "")
    return f"{what}{'' if kind in THINGS and each.again else ':'} {was} due by {last}."


def _inside(words: str) -> str:
    return words[:1].lower() + words[1:]
