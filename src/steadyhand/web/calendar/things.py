"""Duties as a calendar shows them: in a cell, in a list, late; without blame."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from steadyhand.contexts.cases.policies import is_late
from steadyhand.engines.timescales import RULES
from steadyhand.web.dates import count, day_short
from steadyhand.web.duty_rows import SOON, When, law_of, when_due, why_url
from steadyhand.web.duty_words import NOT_SAID, within, words_on

if TYPE_CHECKING:
    from steadyhand.contexts.cases.models import Duty, Identity


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that falls due: ready for the page."""

    what: str  # in few words, with the child's name but on a child's own calendar
    url: str
    due: date
    is_late: bool
    over: bool  # it belonged to a day that is over, and is asked about
    explained: bool
    why: str
    law: str
    when: str
    when_more: str

    @property
    def state(self) -> str:
        """What is to be said of it beside what it is; nothing in good time, and nothing where that says it all."""
        if not self.is_late or self.over:
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
        name = identity.name if whole_names else identity.first_name
        late, rule = is_late(duty, on=today), RULES[duty.code]
        when = _when(duty, today, late=late)
        found.append(
            Thing(
                what=_what(duty, name if name_child else "", today),
                url=why_url(identity.child.ref, duty.code),
                due=duty.due_at,
                is_late=late,
                over=duty.code in NOT_SAID,
                explained=duty.explained,
                why=f"{rule.duty}: {rule.due_in_words}.",
                law=law_of(duty.code),
                when=when.words,
                when_more=when.more,
            )
        )
    return found


def _what(duty: "Duty", name: str, today: date) -> str:
    words = words_on(duty.code, duty.due_at, today)
    if duty.code in NOT_SAID:
        return f"{name} {within(words)}" if name else words
    words = f"{words}, {within(SOON)}" if duty.no_last_day else words
    return f"{words}: {name}" if name else words


def _when(duty: "Duty", today: date, *, late: bool) -> When:
    assert duty.due_at is not None
    if duty.no_last_day:
        return When(SOON, f"since {day_short(duty.due_at, today)}")
    when = when_due(duty.code, duty.due_at, duty.due_by, today, late=late)
    return replace(when, words=f"{when.words}, and explained") if late and duty.explained else when


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
