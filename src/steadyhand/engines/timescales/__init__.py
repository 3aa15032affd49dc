"""The statutory clock: facts and a date in, duties with their law out."""

from steadyhand.engines.timescales.calendar import ENGLAND, Calendar, OutsideCalendar, day_of
from steadyhand.engines.timescales.duties import carried_out
from steadyhand.engines.timescales.engine import answers, begun
from steadyhand.engines.timescales.event_names import DERIVED, EVENTS
from steadyhand.engines.timescales.facts import (
    ChildFacts,
    Event,
    Explanation,
    LegalStatus,
    PeriodOfCare,
    Placement,
    SchoolTerm,
)
from steadyhand.engines.timescales.grammar import RuleTextError
from steadyhand.engines.timescales.outcome import Answer, Link, Outcome
from steadyhand.engines.timescales.rules import RULES, Rule

__all__ = [
    "DERIVED",
    "ENGLAND",
    "EVENTS",
    "RULES",
    "Answer",
    "Calendar",
    "ChildFacts",
    "Event",
    "Explanation",
    "LegalStatus",
    "Link",
    "Outcome",
    "OutsideCalendar",
    "PeriodOfCare",
    "Placement",
    "Rule",
    "RuleTextError",
    "SchoolTerm",
    "answers",
    "begun",
    "carried_out",
    "day_of",
]
