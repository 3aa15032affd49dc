"""What was just saved, read back from the record, so that no page says more than is there."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate

from steadyhand.contexts.cases.gather import WORKERS, as_whom
from steadyhand.contexts.cases.models import Allocation, Duty, Visit
from steadyhand.contexts.cases.permissions.table import Part, Right
from steadyhand.contexts.cases.permissions.visibility import visible_to
from steadyhand.contexts.cases.policies import (
    MET_BY_A_VISIT,
    MET_BY_THE_ADVISER,
    REACHED_NOBODY,
    WORRY_TOLD,
)
from steadyhand.contexts.cases.states import AllocationRole
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.contexts.organisations.permissions import Standing
from steadyhand.foundations.audit.models import Entry


@dataclass(frozen=True, slots=True)
class SavedVisit:
    """One visit in the record of one child.

    `counts`: a visit due by law was met by it, or the next is counted from it. `next_due`: the last day of the next.
    Both of what its writer's visits meet: `as_adviser` says that it was made as personal adviser, and not as worker.
    `worry`: whom it was told to, where it was written down with one.
    """

    child_id: int
    ref: str  # of the child
    occasion: str
    day: date
    seen: bool
    as_adviser: bool
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
    rows = Visit.objects.standing().filter(
        occasion=occasion, child__in=visible_to(standing, part=Part.NOTES, right=Right.WRITE)
    )
    told = rows.annotate(
        day=TruncDate("started_at"),
        of_worker=_counts(MET_BY_A_VISIT - MET_BY_THE_ADVISER),
        of_adviser=_counts(MET_BY_THE_ADVISER),
        next_of_worker=_next(MET_BY_A_VISIT - MET_BY_THE_ADVISER),
        next_of_adviser=_next(MET_BY_THE_ADVISER),
        ever_worker=_held(WORKERS),
        worker_then=_held(WORKERS, then=True),
        ever_adviser=_held(_ADVISER),
        adviser_then=_held(_ADVISER, then=True),
    )
    found = list(told.order_by("pk").select_related("child"))
    worries = worries_told(occasion) if any(each.worried for each in found) else {}
    return [_read_back(each, worries) for each in found]


_ADVISER = (AllocationRole.PERSONAL_ADVISER,)


def _due(codes: Collection[str]) -> QuerySet[Duty]:
    return Duty.objects.filter(child=OuterRef("child"), code__in=sorted(codes))


def _counts(codes: Collection[str]) -> Exists:
    # A chain's first link counts from the start of the home, each later one from a visit.
    of_that_day = Q(met_at=OuterRef("day")) | Q(started_on=OuterRef("day"), number__gt=1)
    return Exists(_due(codes).filter(of_that_day))


def _next(codes: Collection[str]) -> Subquery:
    still_due = _due(codes).filter(is_open=True, due_at__isnull=False).order_by("due_at")
    return Subquery(still_due.values("due_at")[:1])


def _held(roles: Collection[AllocationRole], *, then: bool = False) -> Exists:
    """Whether whoever visited held one of these roles with the child; `then`: on the day of the visit."""
    rows = Allocation.objects.standing().filter(
        child=OuterRef("child"), person=OuterRef("visited_by"), role__in=roles
    )
    if then:
        on = Q(end__isnull=True) | Q(end__gte=OuterRef("day"))
        rows = rows.filter(on, start__lte=OuterRef("day"))
    return Exists(rows)


def _read_back(visit: Any, worries: Mapping[int, "WorryTold"]) -> SavedVisit:
    by = as_whom(
        ever_worker=visit.ever_worker, worker_then=visit.worker_then, ever_adviser=visit.ever_adviser,
        adviser_then=visit.adviser_then,
    )  # fmt: skip
    as_adviser, as_worker = by != AllocationRole.SOCIAL_WORKER, by != AllocationRole.PERSONAL_ADVISER
    next_due = (visit.next_of_worker if as_worker else None, visit.next_of_adviser if as_adviser else None)
    return SavedVisit(
        child_id=visit.child_id,
        ref=visit.child.ref,
        occasion=visit.occasion,
        day=visit.day,
        seen=visit.child_seen,
        as_adviser=not as_worker,
        counts=(as_worker and visit.of_worker) or (as_adviser and visit.of_adviser),
        next_due=min((day for day in next_due if day), default=None),
        worry=worries.get(visit.child_id),
    )


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
