"""Two texts of one visit: where they differ, and both made into one. No database."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from rapidfuzz.distance import Indel

from steadyhand.contexts.cases.states import NotAlone, VisitPlace
from steadyhand.web.dates import and_join, clock_time, day_in_full

Says = Mapping[str, Any]  # each field of VISIT_SAYS

# Facts of which one alone can be true, together where one says nothing without the other.
_FACTS = (
    ("started_at", "ended_at"),
    ("place",),
    ("child_seen", "seen_alone", "not_alone_because"),
    ("carers_seen",),
)
# A longer text is shown without marks: comparing takes the square of its words.
MOST_WORDS = 10_000
BRIDGED = 2  # words alike by chance between two places that differ
Piece = tuple[str, bool]  # words, and whether the other text lacks them


@dataclass
class Difference:
    """One thing that two texts of a visit say differently, each as pieces of words."""

    label: str
    mine: list[Piece]
    theirs: list[Piece]
    long: bool
    names: list[str] = field(default_factory=list)  # of whom both say so
    of_one: bool = False  # a thing that is said of each child by themself


def lines(says: Says, *, name: str, today: date) -> dict[str, str]:
    """What somebody said of one visit to one child, as labels and words."""
    start = timezone.localtime(says["started_at"])
    return {
        "When": f"{day_in_full(start.date(), today)}, {clock_time(start)}"
        + (f" to {clock_time(says['ended_at'])}" if says["ended_at"] else ""),
        "Where": VisitPlace(says["place"]).label,
        f"Was {name} seen?": _seen(says),
        "Carers": "Seen" if says["carers_seen"] else "Not seen",
        "Worried about someone’s safety": "Yes" if says["worried"] else "No",
        f"What {name} said": says["said"],
        "What happened": says["narrative"],
        f"Only in {name}’s record": says["own_part"],
    }


def _seen(says: Says) -> str:
    if not says["child_seen"]:
        return "No"
    if says["seen_alone"]:
        return "Yes, alone"
    return f"Yes, not alone. {NotAlone(says['not_alone_because']).label}"


def differences(
    mine: Mapping[int, Says], theirs: Mapping[int, Says], *, names: Mapping[int, str], today: date
) -> list[Difference]:
    """What differs, child by child; what is the same of each child stands once. A child of one side is left out."""
    found: dict[tuple[str, str, str], Difference] = {}
    both = [pk for pk in names if pk in mine and pk in theirs]
    for pk in both:
        own = lines(mine[pk], name=names[pk], today=today)
        other = lines(theirs[pk], name=names[pk], today=today)
        for label, words in own.items():
            if words != other[label]:
                one = found.setdefault(
                    (label, words, other[label]),
                    Difference(
                        label,
                        marked(words, other[label]),
                        marked(other[label], words),
                        long=label.startswith(("What", "Only")),
                        of_one=names[pk] in label,
                    ),
                )
                one.names.append(names[pk])
    for one in found.values():
        if not one.of_one and len(one.names) < len(both):
            one.label = f"{one.label} ({and_join(one.names)})"
    return list(found.values())


def marked(own: str, other: str) -> list[Piece]:
    """A text in pieces: what the other text lacks is marked, and the odd word between two such places."""
    if not own:
        return [("Nothing written", False)]
    a, b = re.findall(r"\S+|\s+", other), re.findall(r"\S+|\s+", own)
    if max(len(a), len(b)) > MOST_WORDS:
        return [(own, False)]
    new = [False] * len(b)
    for step in Indel.opcodes(a, b):
        if step.tag == "insert":
            new[step.dest_start : step.dest_end] = [True] * (step.dest_end - step.dest_start)
    since = None  # the end of the last marked run
    for at, is_new in enumerate(list(new)):
        if not is_new:
            continue
        if since is not None and sum(not word.isspace() for word in b[since:at]) <= BRIDGED:
            new[since:at] = [True] * (at - since)
        since = at + 1
    return list(_joined(b, new))


def _joined(words: Sequence[str], new: Sequence[bool]) -> Iterator[Piece]:
    piece, is_new = "", False
    for word, each in zip(words, new, strict=True):
        if piece and each != is_new:
            yield piece, is_new
            piece = ""
        piece, is_new = piece + word, each
    if piece:
        yield piece, is_new


@dataclass(frozen=True, slots=True)
class Writer:
    """Whose text it is, and when it was written."""

    name: str
    at: datetime

    def signed(self, text: str, today: date) -> str:
        """A text under its writer's name."""
        day = day_in_full(timezone.localtime(self.at).date(), today)
        return f"{self.name}, {day}, {clock_time(self.at)}:\n{text}"


def both(
    mine: Says,
    theirs: Says,
    *,
    base: Says | None,
    me: Writer,
    them: Writer,
    today: date,
    kept_from_me: Collection[str] = (),
) -> dict[str, Any]:
    """Both texts in one: mine, then theirs, each under its name. `base`: what both began from, if they did.

    What only one of the two changed stands as they changed it. Of a fact that both changed, mine stands. A worry of
    either is a worry. A text of which words are `kept_from_me` is never compared with mine: what stands would tell
    whether I guessed them.
    """
    found = dict(mine)
    for group in _FACTS:
        if base is not None and all(mine[name] == base[name] for name in group):
            found |= {name: theirs[name] for name in group}
    found["worried"] = mine["worried"] or theirs["worried"]
    for name in ("narrative", "own_part", "said"):
        own, other, first = mine[name], theirs[name], base[name] if base else None
        compared = name not in kept_from_me or not own
        if compared and (own == first or own in other):
            found[name] = other
        elif compared and (other == first or other in own):
            found[name] = own
        elif name == "said":  # a child's own words stay theirs alone: nobody's name is put between
            found[name] = f"{own}\n\n{other}"
        else:
            found[name] = f"{me.signed(own, today)}\n\n{them.signed(other, today)}"
    return found
