"""Duties as a calendar shows them: in a cell, in a list, late; without blame."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from steadyhand.engines.timescales import RULES
from steadyhand.web.calendar.kinds import kind_of
from steadyhand.web.dates import count, day_in_full, day_short
from steadyhand.web.duty_rows import law_of

if TYPE_CHECKING:
    from steadyhand.contexts.cases.models import Duty, Identity


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that falls due: ready for the page."""

    kind: str
    name: str  # of the child; empty on a child's own calendar
    url: str
    due: date
    due_words: str
    late_days: int
    explained: bool
    why: str
    law: str
    when: str
    when_more: str

    @property
    def what(self) -> str:
        return f"{self.kind}: {self.name}" if self.name else self.kind

    @property
    def state(self) -> str:
        """What is to be said of it beside what it is; nothing in good time."""
        if not self.late_days:
            return ""
        return "late, and explained" if self.explained else "late"


def things(
    duties: "Iterable[Duty]",
    identities: "Mapping[int, Identity]",
    *,
    today: date,
    whole_names: bool = False,
    name_child: bool = True,
) -> list[Thing]:
    """Duties in the order given. `whole_names`: for a reader of so many that a first name does not say who is meant."""
    found = []
    for duty in duties:
        identity = identities[duty.child_id]
        assert duty.due_at is not None  # a calendar holds what has a day
        late = 0 if duty.no_last_day else max(0, (today - duty.due_at).days)
        rule = RULES[duty.code]
        when, more = _when(duty, late, today)
        found.append(
            Thing(
                kind=kind_of(duty.code),
                name=(identity.name if whole_names else identity.first_name) if name_child else "",
                url=reverse("child", args=[identity.child.ref]),
                due=duty.due_at,
                due_words=day_in_full(duty.due_at, today),
                late_days=late,
                explained=duty.explained,
                why=f"{rule.duty}: {rule.due_in_words}.",
                law=law_of(duty.code),
                when=when,
                when_more=more,
            )
        )
    return found


def _when(duty: "Duty", late: int, today: date) -> tuple[str, str]:
    assert duty.due_at is not None
    if late:
        explained = ", and explained" if duty.explained else ""
        return f"{count(late, 'day')} late{explained}", f"was due {day_short(duty.due_at, today)}"
    if duty.no_last_day and duty.due_at <= today:
        return "As soon as possible", f"since {day_short(duty.due_at, today)}"
    return ("Today", "") if duty.due_at == today else (day_in_full(duty.due_at, today), "")


def late_title(many: int, explained: int) -> str:
    """ "3 things are late", "4 things are late: 1 of them is explained"."""
    if not many:
        return ""
    words = f"{count(many, 'thing')} {'is' if many == 1 else 'are'} late"
    if not explained:
        return words
    if explained == many:
        return f"{words}, and explained"
    return f"{words}: {explained} of them {'is' if explained == 1 else 'are'} explained"
