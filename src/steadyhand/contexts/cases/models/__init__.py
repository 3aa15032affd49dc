"""What is stored, and what the database itself guarantees."""

from steadyhand.contexts.cases.models.child import Child, Identity, Relationship, StandingNote
from steadyhand.contexts.cases.models.drafts import Draft
from steadyhand.contexts.cases.models.duties import ClockReading, Duty
from steadyhand.contexts.cases.models.events import Contact, Event, Note, Review, Visit
from steadyhand.contexts.cases.models.facts import STANDS, Fact, SpanFact
from steadyhand.contexts.cases.models.rules import CalendarDays, RuleSetting
from steadyhand.contexts.cases.models.search import NameKey
from steadyhand.contexts.cases.models.spans import (
    Allocation,
    HeldBy,
    Home,
    LegalStatus,
    PeriodOfCare,
    Placement,
)
from steadyhand.contexts.cases.models.timetable import Circumstances, Explanation
from steadyhand.contexts.cases.models.windows import AccessWindow

__all__ = [
    "STANDS",
    "AccessWindow",
    "Allocation",
    "CalendarDays",
    "Child",
    "Circumstances",
    "ClockReading",
    "Contact",
    "Draft",
    "Duty",
    "Event",
    "Explanation",
    "Fact",
    "HeldBy",
    "Home",
    "Identity",
    "LegalStatus",
    "NameKey",
    "Note",
    "PeriodOfCare",
    "Placement",
    "Relationship",
    "Review",
    "RuleSetting",
    "SpanFact",
    "StandingNote",
    "Visit",
]
