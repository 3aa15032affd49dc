"""Duties as rows that people read: when, what, why in one sentence, one act; the law one tap away.

Lateness is about the thing, not the person: "2 days late, was due 14 Nov".
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from steadyhand.contexts.cases.permissions.table import Part
from steadyhand.contexts.cases.policies import MAY_NEVER_BE, MET_BY_A_VISIT, is_late
from steadyhand.contexts.cases.states import LateBecause, Outcome
from steadyhand.engines.timescales import ENGLAND, RULES
from steadyhand.kernel import CitationStatus
from steadyhand.web.dates import and_join, clock_time, count, day_alone, day_in_full, day_short
from steadyhand.web.duty_words import NOT_SAID, within, words_on
from steadyhand.web.enter import missing_fact, what_meets

if TYPE_CHECKING:
    from steadyhand.contexts.cases.models import Duty, Identity

VISITS = MET_BY_A_VISIT
# The visits of the ordinary round, of which one to brothers and sisters in one home counts for each.
_ROUND = frozenset(f"V-{number}" for number in range(1, 10))
_REVIEWS = frozenset({"REV-1", "REV-2", "REV-3"})
SOON = "As soon as possible"
_WHY = {
    "PP-14": "No child under 16 may live in such a place",
    "PP-16": "Nobody of 16 or 17 may live in such a place",
    "V-1": "First visit, within a week of moving in",
    "V-2": "No more than 6 weeks apart in the first year here",
    "V-3": "No more than 6 weeks apart",
    "V-4": "No more than 3 months apart, because this home is meant to last",
    "V-5": "No more than 6 months apart, as agreed with the child",
    "REV-1": "First review, within 20 working days of coming into care",
    "REV-2": "No more than 3 months after the first review",
    "REV-3": "No more than 6 months after the last review",
}
_FROM = {
    "V-1": "Moved in on",
    "REV-1": "Came into care on",
    "REV-2": "First held on",
    "REV-3": "Last held on",
}
_STATUS = {
    CitationStatus.READ: "The text of the law was read for this rule.",
    CitationStatus.SECONDARY: "Taken from at least two sources that give the law; its own text was not read.",
    CitationStatus.UNCONFIRMED: "Not confirmed: check it before you rely on it.",
}
_BY_THE_COUNCIL = "The council confirmed it with a source of its own."


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One row: ready for the page. `due`: the day by which rows are put in order; none where it cannot be told."""

    when: str
    when_more: str
    what: str
    why: str
    law: str
    url: str
    do: str
    do_url: str
    due: date | None
    late_days: int  # of what is late by hours alone: 0
    is_late: bool
    last_day: str  # of its last day, in a sentence; empty where that says no more than `when`
    children: tuple[int, ...]
    names: str
    why_url: str = ""
    soon: bool = False  # as soon as possible: there is no last day
    is_visit: bool = False  # what is to be done is recorded as a visit
    is_ordinary: bool = False  # of the round of visits and reviews


_SAID_OF_EACH = ("late_because", "moved_from", "moved_because")


def rows(
    duties: "Iterable[Duty]",
    *,
    identities: "Mapping[int, Identity]",
    today: date,
    together: "Mapping[int, list[int]] | None" = None,
    may_write: Callable[[Part], bool] = lambda part: True,
    name_child: bool = True,
    whole_names: bool = False,
) -> list[DutyRow]:
    """Duties as rows in the order they fall due; visits to brothers and sisters in one home are one row.

    `whole_names`: for a reader of so many children that a first name does not say who is meant. `may_write`: which
    parts of these records the reader may write, and so may say that something was done.
    """
    found: list[DutyRow] = []
    grouped: dict[object, list[Duty]] = {}
    for duty in duties:
        visit = duty.code in _ROUND
        others = (together or {}).get(duty.child_id, []) if visit and duty.due_at else []
        unknown = visit and duty.due_at is None  # of two rules that cannot tell, one row
        # said of each apart, unless it is the same of both
        why = (duty.explained, *(getattr(duty, name, None) for name in _SAID_OF_EACH))
        key = min([duty.child_id, *others]), unknown, bool(others) or unknown or duty.pk, why
        grouped.setdefault(key, []).append(duty)
    for group in grouped.values():
        found.append(
            _row(
                group,
                identities,
                today,
                may_write=may_write,
                name_child=name_child,
                whole_names=whole_names,
            )
        )
    return sorted(found, key=lambda row: (row.due is None, row.due or today, row.soon, row.what))


def _row(
    group: "list[Duty]",
    identities: "Mapping[int, Identity]",
    today: date,
    *,
    may_write: Callable[[Part], bool],
    name_child: bool,
    whole_names: bool,
) -> DutyRow:
    first = group[0]
    children = tuple(dict.fromkeys(duty.child_id for duty in group))
    names = and_join([identities[pk].name if whole_names else identities[pk].first_name for pk in children])
    child = identities[first.child_id].child
    when = _when(first, today)
    meets = what_meets(first.code)
    do_url = (
        meets.url(child.ref, "today" if name_child else "child") if meets and may_write(meets.part) else ""
    )
    return DutyRow(
        when=when.words,
        when_more=when.more,
        what=_what(first, names if name_child else "", today),
        why=_why(group, today),
        law=law_of(first.code),
        url=reverse("child", args=[child.ref]) if name_child else "",  # not to the page one is on
        do=meets.words if meets and do_url else "",
        do_url=do_url,
        due=max(first.due_at, today) if first.due_at and first.no_last_day else _counted_from(first),
        late_days=when.late_days,
        is_late=when.is_late,
        last_day=when.last_day,
        children=children,
        names=names,
        why_url=why_url(child.ref, first.code),
        soon=first.no_last_day,
        is_visit=first.code in VISITS,
        is_ordinary=first.code in _ROUND | _REVIEWS,
    )


def folded(found: list[DutyRow], most: int) -> tuple[list[DutyRow], list[DutyRow]]:
    """A list as it is shown, and what is folded away: visits and reviews are all shown, of other things so many."""
    more = [row for row in found if not row.is_ordinary][most:]
    return [row for row in found if row not in more], more


def untold(
    how_many: Mapping[int, int],
    identities: "Mapping[int, Identity]",
    *,
    name_child: bool = True,
    whole_names: bool = False,
) -> list[tuple[str, str]]:
    """For each child, how many more things cannot be told, and where they are."""
    found = []
    for pk, number in how_many.items():
        identity = identities[pk]
        things = count(number, "more thing") + " cannot be told yet"
        name = identity.name if whole_names else identity.first_name
        found.append(
            (f"{name}: {things}" if name_child else things, why_url(identity.child.ref, "cannot-tell"))
        )
    return sorted(found)


def why_url(ref: str, place: str) -> str:
    """Where it is told why something is due for a child: their timetable, at a row or group of it."""
    asked = f"?why={place}" if place in RULES else ""
    return f"{reverse('timetable', args=[ref])}{asked}#{place}"


def _what(duty: "Duty", names: str, today: date) -> str:
    code = duty.code
    if code in _ROUND:
        return f"Visit {names}" if names else "Visit"
    if code in _REVIEWS:
        return f"{names}’s review" if names else "Review"
    words = words_on(code, duty.due_at, today)
    if not names:
        return words
    return f"{names} {within(words)}" if code in NOT_SAID else f"{names}: {within(words)}"


def _counted_from(duty: "Duty") -> date | None:
    """The day by which it is put in order: its last day; of what may not be at all, the first."""
    return duty.started_on if duty.code in MAY_NEVER_BE else duty.due_at


@dataclass(frozen=True, slots=True)
class When:
    """When something is due, in a few words; whether it is late, by how many days, and more in a sentence."""

    words: str
    more: str = ""
    is_late: bool = False
    late_days: int = 0
    last_day: str = ""


def _when(duty: "Duty", today: date) -> When:
    if duty.no_last_day:
        return When(SOON)
    if duty.code in MAY_NEVER_BE and duty.started_on:
        since = f"since {day_short(duty.started_on, today)}"
        return When("Not allowed", since, True, 1, f"It has been so {since}.")
    if duty.due_at is None:
        return When("Cannot be told")
    when = when_due(duty.code, duty.due_at, duty.due_by, today, late=is_late(duty, on=today))
    if timedelta() < duty.due_at - today < timedelta(days=7):
        return replace(when, words=f"{duty.due_at:%A} {duty.due_at.day}")
    return when


def when_due(code: str, due: date, by: datetime | None, today: date, *, late: bool) -> When:
    """When a thing with a last day is due: as every page says it. `by`: its last moment, where hours count."""
    hour = clock_time(by) if by else ""
    if code in NOT_SAID:
        return When("Not said", f"since {day_short(due, today)}", late, (today - due).days)
    if late:
        days, was = (today - due).days, "today" if due == today else day_short(due, today)
        was_due = f"was due {was} at {hour}" if hour else f"was due {was}"
        return When(f"{count(days, 'day')} late" if days else "Late", was_due, True, days, f"It {was_due}.")
    off = "a bank holiday" if due in ENGLAND.holidays else ""
    more = ", ".join(each for each in (f"by {hour}" if hour else "", off) if each)
    last_day = f"The last day is {off}." if off else ""
    words = "Today" if due == today else day_in_full(due, today)
    return When(words, more, last_day=f"It is due by {hour}. {last_day}".strip() if hour else last_day)


def by_when(due: date, today: date) -> str:
    """The last day in a sentence, with a warning where nobody is at work on it."""
    return day_in_full(due, today) + (", a bank holiday" if due in ENGLAND.holidays else "")


def _why(group: "list[Duty]", today: date) -> str:
    duty = group[0]
    if duty.due_at is None and duty.missing:
        names = dict.fromkeys(name for each in group for name in each.missing)
        return (
            f"Not known: {and_join(list(dict.fromkeys(missing_fact(name, today).words for name in names)))}."
        )
    why = why_of(duty.code)
    if duty.explained and is_late(duty, on=today):
        why = f"{late_because(duty.late_because, duty.code)} {why}"
    elif duty.moved_from and duty.moved_because:
        why = f"{explained_before(duty.moved_because, duty.moved_from, today)} {why}"
    if duty.started_on is None:
        return f"{why}."
    start = _FROM.get(
        duty.code, "Last seen on" if duty.code in _ROUND and duty.number > 1 else "Counted from"
    )
    return f"{why}. {start} {day_alone(duty.started_on, today)}."


def why_of(code: str) -> str:
    """Until when a row asks for it, in a sentence without its stop."""
    return _WHY.get(code) or RULES[code].due_in_words.partition(". ")[0].rstrip(".")


def late_because(reason: str | None, code: str) -> str:
    """Late, and explained: with the reason, where somebody gave one; else as what was tried ended."""
    if code in NOT_SAID:  # it is over, and late it cannot be; most often why is said of the visit itself
        told = within(LateBecause(reason).label) if reason else "the reason is on record with the visit"
        return f"Explained: {told}."
    if reason:
        return f"Late, and explained: {within(LateBecause(reason).label)}."
    return f"Late, and explained: {within(Outcome.REFUSED.label)}."


def explained_before(reason: str, due: date, today: date) -> str:
    """Why something was late, given for a last day that has moved since."""
    return (
        f"Explained for {day_alone(due, today)}, before the day moved: {within(LateBecause(reason).label)}."
    )


def law_of(code: str) -> str:
    """The law behind a duty that is counted, in one line, with how far its text was confirmed."""
    rule = RULES[code]
    status = rule.citation.status
    known = _BY_THE_COUNCIL if status is CitationStatus.UNCONFIRMED else status_words(status)
    return f"{rule.duty}: {rule.due_in_words}. {rule.citation}. {known}"


def status_words(status: CitationStatus) -> str:
    """How far the text of a rule was confirmed."""
    return _STATUS[status]
