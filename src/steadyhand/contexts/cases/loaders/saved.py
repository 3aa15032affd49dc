"""What was just saved, read back from the record, so that no page says more than is there."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import TruncDate

from steadyhand.contexts.cases.models import Duty, Visit
from steadyhand.contexts.cases.permissions.table import Part, Right
from steadyhand.contexts.cases.permissions.visibility import visible_to
from steadyhand.contexts.cases.policies import MET_BY_A_VISIT, REACHED_NOBODY, WORRY_TOLD
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.contexts.organisations.permissions import Standing
from steadyhand.foundations.audit.models import Entry


@dataclass(frozen=True, slots=True)
class SavedVisit:
    """One visit in the record of one child.

    `counts`: a visit due by law was met by it, or the next is counted from it. `next_due`: the last day of the next.
    `worry`: whom it was told to, where it was written down with one.
    """

    child_id: int
    ref: str  # of the child
    occasion: str
    day: date
    seen: bool
    counts: bool
    next_due: date | None
    worry: "WorryTold | None"


@dataclass(frozen=True, slots=True)
class WorryTold:
    """To whom a worry was told when: whoever leads `body`, or the officers of it, a council. To nobody: no body."""

    at: datetime
    body: str
    lead: bool


def is_occasion(typed: str) -> bool:
    """Whether it is the name of a page on which a visit was written down."""
    return re.fullmatch("[0-9a-f]{32}", typed) is not None


def saved_visit(standing: Standing, occasion: str) -> list[SavedVisit]:
    """One visit, a row for each child about whom this person may write one; none for what names no visit.

    One query; one more where somebody was worried.

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
    )
    names = ("child_id", "ref", "occasion", "day", "seen", "counts", "next_due")
    found = list(told.order_by("pk").values(*names, "worried"))
    worried = [row.pop("worried") for row in found]
    worries = worries_told(occasion) if any(worried) else {}
    return [SavedVisit(**row, worry=worries.get(row["child_id"])) for row in found]


def worries_told(occasion: str) -> dict[int, WorryTold]:
    """To whom a worry that was written down with this visit was told last, by child id. One query."""
    entries = Entry.objects.filter(
        subject_type="visit", subject_id=occasion, verb__in=(WORRY_TOLD, REACHED_NOBODY)
    )
    last = {
        int(each.detail["child"]): each
        for each in organisations.with_bodies(entries.order_by("pk"), body="detail__body")
    }
    return {
        child_id: WorryTold(each.at, each.body or "", bool(each.detail.get("lead", False)))
        for child_id, each in last.items()
    }
