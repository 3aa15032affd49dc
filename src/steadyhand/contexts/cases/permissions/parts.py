"""Which part of the record a row of the timetable, or a happening it asks about, belongs to."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from steadyhand.contexts.cases.permissions.table import Part
from steadyhand.contexts.cases.policies import BOOKED, HAPPENINGS
from steadyhand.contexts.cases.states import EventKind
from steadyhand.engines.timescales import RULES

# By the letters of the row's code; what is not here is part of who the child is and where they live.
_SHOWN_WITH = {"H": Part.HEALTH, "E": Part.EDUCATION, "CO": Part.COMPLAINTS, "ADV": Part.COMPLAINTS}
_WRITTEN_WITH = {
    **_SHOWN_WITH, "REV": Part.PLANS, "CP": Part.PLANS, "LC": Part.PLANS, "AD": Part.PLANS, "FC": Part.PLANS,
}  # fmt: skip


def part_of_rule(code: str) -> Part:
    """The part whose readers are told that this row asks for something."""
    return _SHOWN_WITH.get(code.partition("-")[0], Part.IDENTITY)


@cache
def part_of_event(name: str) -> Part:
    """The part whose writers put this happening on record: that of the first row that asks for it, or counts from it."""
    asked = (code for code, rule in RULES.items() if name in rule.met_by.replace(",", " ").split())
    counted = (
        code for code, rule in RULES.items() if name == rule.trigger_event or name in rule.due_rule.split()
    )
    first = next(asked, None) or next(counted, "")
    return _WRITTEN_WITH.get(first.partition("-")[0], Part.NOTES)


def told_in_the_story(reads: Callable[[Part], bool]) -> list[str]:
    """The happenings that are told among all that happened, to who reads the part of each; what is booked is not."""
    return [EventKind.STORY, *(kind for kind in sorted(HAPPENINGS - BOOKED) if reads(part_of_event(kind)))]
