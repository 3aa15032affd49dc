"""What was just saved, read back from the record, so that no page says more than is there."""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate

from steadyhand.contexts.cases.models import Duty, Visit
from steadyhand.contexts.cases.permissions.table import Part, Right
from steadyhand.contexts.cases.permissions.visibility import visible_to
from steadyhand.contexts.cases.policies import MET_BY_A_VISIT, REACHED_NOBODY
from steadyhand.contexts.organisations.permissions import Standing
from steadyhand.foundations.audit.models import Entry


@dataclass(frozen=True, slots=True)
class SavedVisit:
    """One visit in the record of one child.

    `counts`: a visit due by law was met by it, or the next is counted from it. `next_due`: the last day of the next.
    `reached_nobody`: it was written down with a worry, and there was nobody to tell of it.
    """

    child_id: int
    ref: str  # of the child
    occasion: str
    day: date
    seen: bool
    counts: bool
    next_due: date | None
    reached_nobody: bool


def is_occasion(typed: str) -> bool:
    """Whether it is the name of a page on which a visit was written down."""
    return re.fullmatch("[0-9a-f]{32}", typed) is not None


def saved_visit(standing: Standing, occasion: str) -> list[SavedVisit]:
    """One visit, a row for each child about whom this person may write one; none for what names no visit. One query.

    Whoever shows it names the children to the loader of their page (`also`), which puts the read on record.
    """
    if not is_occasion(occasion):
        return []
    due = Duty.objects.filter(child=OuterRef("child"), code__in=MET_BY_A_VISIT)
    # A chain's first link counts from the start of the home, each later one from a visit.
    of_that_day = Q(met_at=OuterRef("day")) | Q(started_on=OuterRef("day"), number__gt=1)
    still_due = due.filter(is_open=True, due_at__isnull=False).order_by("due_at")
    rows = Visit.objects.standing().filter(
        occasion=occasion, child__in=visible_to(standing, part=Part.NOTES, right=Right.WRITE)
    )
    told = rows.annotate(
        day=TruncDate("started_at"),
        seen=F("child_seen"),
        ref=F("child__ref"),
        counts=Exists(due.filter(of_that_day)),
        next_due=Subquery(still_due.values("due_at")[:1]),
        reached_nobody=Exists(_reached_nobody(OuterRef("occasion"))),
    )
    names = ("child_id", "ref", "occasion", "day", "seen", "counts", "next_due", "reached_nobody")
    return [SavedVisit(**row) for row in told.order_by("pk").values(*names)]


def worry_reached_nobody(occasion: str) -> bool:
    """Whether there was nobody to tell of a worry that was written down with this visit. One query."""
    return _reached_nobody(occasion).exists()


def _reached_nobody(occasion: str | OuterRef) -> QuerySet[Entry]:
    return Entry.objects.filter(subject_type="visit", subject_id=occasion, verb=REACHED_NOBODY)
