"""That a visit was saved, in the words of the page that one lands on after it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from steadyhand.contexts.cases.loaders.saved import SavedVisit, WorryTold
from steadyhand.web.dates import and_join, day_in_full
from steadyhand.web.duty_rows import by_when

if TYPE_CHECKING:
    from steadyhand.contexts.cases.models import Identity


def recorded(
    saved: Sequence[SavedVisit],
    identities: "Mapping[int, Identity]",
    *,
    today: date,
    whole_names: bool = False,
) -> dict[str, object]:
    """Context of `entry/saved.html`; empty where nothing was saved.

    `whole_names`: for a reader of so many children that a first name does not say who is meant.
    """
    rows = [each for each in saved if each.child_id in identities]
    if not rows:
        return {}
    named = {
        pk: identities[pk].name if whole_names else identities[pk].first_name
        for pk in (each.child_id for each in rows)
    }
    next_due = min((each.next_due for each in rows if each.next_due), default=None)
    said = [*dict.fromkeys(_told(each.worry) for each in rows if each.worry and each.worry.body)]
    said += _what_it_is(rows, named, today)
    if next_due:
        said.append(f"The next is due by {by_when(next_due, today)}.")
    change = [
        (f"Put it right for {named[each.child_id]}" if len(rows) > 1 else "Put it right",
         reverse("visit", args=[each.ref, each.occasion]))
        for each in rows
    ]  # fmt: skip
    return {
        "title": "Visit recorded.",
        "text": " ".join(said),
        "change": change,
        "told_nobody": any(each.worry and not each.worry.body for each in rows),
    }


def told_whom(worry: WorryTold) -> str:
    """Who was told of a worry: a role, never by name."""
    return f"Whoever leads {worry.body}" if worry.lead else f"The officers of {worry.body}"


def _told(worry: WorryTold) -> str:
    return f"{told_whom(worry)} {'has' if worry.lead else 'have'} been told of the worry."


def _what_it_is(rows: Sequence[SavedVisit], named: Mapping[int, str], today: date) -> Iterator[str]:
    """Whether it counts, for each child: never more than the clock has taken it for."""
    counted = [named[each.child_id] for each in rows if each.counts and each.seen]
    beside = [named[each.child_id] for each in rows if not each.counts and each.seen]
    unseen = [named[each.child_id] for each in rows if not each.seen]
    if counted:
        yield f"It counts for {' and for '.join(counted)}."
    if beside:
        whose = "a personal adviser" if any(each.as_adviser for each in rows) else "a social worker"
        yield (
            f"It does not count towards a visit due for {' or for '.join(beside)}: none of {whose}’s was being"
            f" counted on {day_in_full(rows[0].day, today)}. If that day is wrong, put it right."
        )
    if unseen:
        were = "was" if len(unseen) == 1 else "were"
        what = f"for {' or for '.join(unseen)}" if counted or beside else "as a visit"
        yield f"{and_join(unseen)} {were} not seen, so it does not count {what} yet."
