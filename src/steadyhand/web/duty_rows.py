"""Duties as rows that people read: when, what, why in one sentence, one act; the law one tap away.

Lateness is about the thing, not the person: "2 days late, was due 14 Nov".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from steadyhand.contexts.cases.policies import MET_BY_A_VISIT
from steadyhand.engines.timescales import ENGLAND, RULES
from steadyhand.kernel import CitationStatus
from steadyhand.web.dates import and_join, count, day_alone, day_in_full, day_short

if TYPE_CHECKING:
    from steadyhand.contexts.cases.models import Duty, Identity

VISITS = MET_BY_A_VISIT
_WHY = {
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
_MISSING = {  # by the last part of the fact's name
    "lasts_to_18": "whether this home is meant to last until 18",
    "long_term_foster_reg22B": "whether this is a designated long-term foster home",
    "fewer_visits_agreed": "whether the child agreed to fewer visits",
}


_STATUS = {
    CitationStatus.READ: "The text of the law was read for this rule.",
    CitationStatus.SECONDARY: "Taken from at least two sources that give the law; its own text was not read.",
    CitationStatus.UNCONFIRMED: "Not confirmed: check it before you rely on it.",
}


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One row: ready for the page."""

    when: str
    when_more: str
    what: str
    why: str
    law: str
    url: str
    do: str
    do_url: str
    due: date | None
    late_days: int
    children: tuple[int, ...]
    names: str


def rows(
    duties: "Iterable[Duty]",
    *,
    identities: "Mapping[int, Identity]",
    today: date,
    together: "Mapping[int, list[int]] | None" = None,
    may_record: bool = True,
    name_child: bool = True,
    whole_names: bool = False,
) -> list[DutyRow]:
    """Duties as rows in the order they fall due; visits to brothers and sisters in one home are one row.

    `whole_names`: for a reader of so many children that a first name does not say who is meant.
    """
    found: list[DutyRow] = []
    grouped: dict[object, list[Duty]] = {}
    for duty in duties:
        others = (together or {}).get(duty.child_id, []) if duty.code in VISITS and duty.due_at else []
        unknown = duty.code in VISITS and duty.due_at is None  # of two rules that cannot tell, one row
        key = min([duty.child_id, *others]), unknown, bool(others) or unknown or duty.pk
        grouped.setdefault(key, []).append(duty)
    for group in grouped.values():
        found.append(
            _row(
                group,
                identities,
                today,
                may_record=may_record,
                name_child=name_child,
                whole_names=whole_names,
            )
        )
    return sorted(found, key=lambda row: (row.due is None, row.due or today, row.what))


def _row(
    group: "list[Duty]",
    identities: "Mapping[int, Identity]",
    today: date,
    *,
    may_record: bool,
    name_child: bool,
    whole_names: bool,
) -> DutyRow:
    first = group[0]
    children = tuple(dict.fromkeys(duty.child_id for duty in group))
    names = and_join([identities[pk].name if whole_names else identities[pk].first_name for pk in children])
    child = identities[first.child_id].child
    visit = first.code in VISITS
    when, more, late = _when(first.due_at, today)
    if visit:
        what = f"Visit {names}" if name_child else "Visit"
        do, do_url = "Record visit", reverse("record_visit", args=[child.ref])
    else:
        what = f"{names}’s review" if name_child else "Review"
        do, do_url = "", ""
    return DutyRow(
        when=when,
        when_more=more,
        what=what,
        why=_why(group, today),
        law=law_of(first.code),
        url=reverse("child", args=[child.ref]) if name_child else "",  # not to the page one is on
        do=do if may_record else "",
        do_url=do_url if may_record else "",
        due=first.due_at,
        late_days=late,
        children=children,
        names=names,
    )


def _when(due: date | None, today: date) -> tuple[str, str, int]:
    if due is None:
        return "Cannot be told", "", 0
    late = (today - due).days
    if late > 0:
        return f"{count(late, 'day')} late", f"was due {day_short(due, today)}", late
    holiday = "a bank holiday" if due in ENGLAND.holidays else ""
    if late == 0:
        return "Today", holiday, 0
    if due - today < timedelta(days=7):
        return f"{due:%A} {due.day}", holiday, 0
    return day_in_full(due, today), holiday, 0


def by_when(due: date, today: date) -> str:
    """The last day in a sentence, with a warning where nobody is at work on it."""
    return day_in_full(due, today) + (", a bank holiday" if due in ENGLAND.holidays else "")


def _why(group: "list[Duty]", today: date) -> str:
    duty = group[0]
    if duty.due_at is None:
        names = [name.rpartition(".")[2] for each in group for name in each.missing]
        missing = [_MISSING.get(name, name.replace("_", " ")) for name in dict.fromkeys(names)]
        return f"It is not known {and_join(missing)}."
    why = _WHY.get(duty.code, RULES[duty.code].due_in_words)
    if duty.started_on is None:
        return f"{why}."
    start = _FROM.get(duty.code, "Last seen on" if duty.number > 1 else "Counted from")
    return f"{why}. {start} {day_alone(duty.started_on, today)}."


def law_of(code: str) -> str:
    """The law behind a duty in one line, with how far its text was confirmed."""
    rule = RULES[code]
    return f"{rule.duty}: {rule.due_in_words}. {rule.citation}. {_STATUS[rule.citation.status]}"
