"""The names of what can happen in one child's facts: those of the table, and the few that its words need besides."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from steadyhand.engines.timescales.rules import RULES

# What the table says in words only, or what ends or moves a clock.
ADDED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "accommodation_end": "accommodation by the authority under section 23B or 24B ended",
        "adoption_order_made": "an adoption order was made",
        "approval_end": "a foster carer's approval ended",
        "care_proceedings_extended": "the court set a later date, in `until`",
        "complaint_resolved": "the person who complained is content, so that no further stage is asked for",
        "epo_ended": "an emergency protection order ended",
        "epo_extended": "the court extended an emergency protection order",
        "fewer_visits_agreed": "the child agreed to be visited less often (V-5)",
        "fewer_visits_declined": "the child no longer agrees to be visited less often",
        "full_approval": "a carer with temporary or emergency approval got full approval",
        "police_protection_end": "police protection ended",
        "remand_end": "a remand to youth detention ended",
        "returned_to_agency": "a child placed for adoption returned to the agency",
        "secure_end": "the child is no longer kept secure",
        "stage1_extended": "stage 1 of a complaint was extended: it is complex, or an advocate is needed",
        "stage2_extended": "stage 2 of a complaint was extended",
        "support_to_25_requested": "a former relevant young person of 21 or over asked for support",
    }
)

# Worked out from spans: told again as events, they must agree with them. Event: (spans, which side of them).
DERIVED: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "looked_after_start": ("periods_of_care", "start"),
        "looked_after_end": ("periods_of_care", "end"),
        "placement_start": ("placements", "start"),
        "first_placement_start": ("placements", "start"),
        "placement_end": ("placements", "end"),
    }
)

# Names of the table that are reckoned from other facts, and never told as events.
_RECKONED: Final = re.compile(
    r"last_.*|birthday_.*|review_[12](_.*)?|first_year_end|first_break_in_window|term_start|date_of_birth"
)
_MET_BY: Final = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)+|\b(?:visit|contact|sdq|immunised)\b")
_NOT_EVENTS: Final = frozenset({"seen_alone"})


def _of_the_table() -> set[str]:
    names: set[str] = set()
    for rule in RULES.values():
        names.add(rule.trigger_event)
        names.update(re.findall(r"(?:after|before|from|until|by) ([a-z][a-z0-9_]*)", rule.due_rule))
        names.update(_MET_BY.findall(rule.met_by))
    return {name for name in names if not _RECKONED.fullmatch(name)} - _NOT_EVENTS


EVENTS: Final = frozenset(_of_the_table() | set(ADDED))
