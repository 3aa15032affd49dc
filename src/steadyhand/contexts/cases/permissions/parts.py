"""Which part of the record a row of the timetable, or a happening it asks about, belongs to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from steadyhand.contexts.cases.permissions.table import Part, Right
from steadyhand.contexts.cases.permissions.visibility import Tie
from steadyhand.contexts.cases.policies import BOOKED, HAPPENINGS, MET_BY_A_VISIT
from steadyhand.contexts.cases.states import EventKind
from steadyhand.engines.timescales import RULES

ON_CALL_NOTES: Final = timedelta(days=30)
# By the letters of the row's code, but for those that tell of visits and contacts; what is not here is part of notes.
_PARTS = {
    "H": Part.HEALTH, "E": Part.EDUCATION, "CO": Part.COMPLAINTS, "ADV": Part.COMPLAINTS,
    "REV": Part.PLANS, "CP": Part.PLANS, "LC": Part.PLANS, "AD": Part.PLANS, "FC": Part.PLANS,
}  # fmt: skip
_OF_VISITS_AND_CONTACTS = MET_BY_A_VISIT | {"LC-8", "LC-9"}  # with a care leaver: kept up, and found again
# What whoever complains says themselves. What becomes of it is written by who answers complaints.
_SAID_IN_A_COMPLAINT = frozenset(
    {"complaint_intended", "grounds_arose", "complaint_made", "stage2_requested", "stage3_requested"}
)


def part_of_rule(code: str) -> Part:
    """The part whose readers are told that this row asks for something: a last day tells what it is counted from."""
    return Part.NOTES if code in _OF_VISITS_AND_CONTACTS else _PARTS.get(code.partition("-")[0], Part.NOTES)


@cache
def part_of_event(name: str) -> Part:
    """The part that this happening belongs to: that of the first row that asks for it, or counts from it."""
    asked = (code for code, rule in RULES.items() if name in rule.met_by.replace(",", " ").split())
    counted = (
        code for code, rule in RULES.items() if name == rule.trigger_event or name in rule.due_rule.split()
    )
    return part_of_rule(next(asked, None) or next(counted, ""))


def may_record(tie: Tie, kind: str) -> bool:
    """Whether this person may put such a happening on record, or put one right."""
    part = part_of_event(kind)
    return tie.may(part, Right.WRITE, beyond_own=part is Part.COMPLAINTS and kind not in _SAID_IN_A_COMPLAINT)


def may_read_happening(tie: Tie, kind: str, *, at: datetime, now: datetime) -> bool:
    """Whether this person may read a happening of that moment; on call, of the last 30 days."""
    part = part_of_event(kind)
    if part is Part.NOTES and tie.reads_notes_of_30_days_only():
        return at >= now - ON_CALL_NOTES
    return tie.reads_whole(part)


def may_put_right(tie: Tie, kind: str, *, at: datetime, now: datetime) -> bool:
    """Whether this person may put right a happening of that moment: what they may record, and may read."""
    return may_record(tie, kind) and may_read_happening(tie, kind, at=at, now=now)


def told_in_the_story(reads: Callable[[Part], bool]) -> list[str]:
    """The happenings that are told among all that happened, to who reads the part of each; what is booked is not."""
    return [EventKind.STORY, *(kind for kind in sorted(HAPPENINGS - BOOKED) if reads(part_of_event(kind)))]
