"""How a council keeps the statutory timetable: its administrator switches, dates and confirms rows and adds days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from steadyhand.contexts.cases.models import CalendarDays, ClockReading, RuleSetting
from steadyhand.contexts.cases.models.rules import Said
from steadyhand.contexts.cases.operations.clock import work_out_again
from steadyhand.contexts.cases.permissions.checks import check_role
from steadyhand.contexts.cases.policies import TAKEN_OFF, Clash, NotPossible, check_days, check_setting
from steadyhand.contexts.cases.queries import days_listed, timetable_version
from steadyhand.contexts.cases.states import DaysKind
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.contexts.organisations.permissions import Permission, own_councils_where
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.audit.record import Kind, record

if TYPE_CHECKING:
    from steadyhand.contexts.organisations.models import Organisation, Person

AT_ONCE = (
    3000  # children worked out before the administrator has an answer; of more, the job works out the rest
)
_BATCH = 500


@transaction.atomic
def set_rule(
    *,
    council: Organisation,
    code: str,
    by: Person,
    on: date,
    because: str,
    is_on: bool = True,
    valid_from: date | None = None,
    valid_to: date | None = None,
    source: str = "",
    seen: str | None = None,
) -> RuleSetting:
    """Keep one row of the timetable so from now on; what was said of it before is put right by this.

    `source`: what was read to confirm the row, so that it counts. Every child's duties follow, in this transaction.
    `seen`: the timetable as the writer saw it (`queries.timetable_version`). Raises MayNot without the permission,
    NotHereOrNotYours for another council, NotPossible, and Clash where somebody changed the timetable since.
    """
    _check_may(council, by, on, verb="rule.set")
    _check_seen(council, seen)
    row = RuleSetting(
        council=council, code=code, is_on=is_on, valid_from=valid_from, valid_to=valid_to, source=source.strip(),
        because=because.strip(), recorded_by=by,
    )  # fmt: skip
    check_setting(row.code, row.because, valid_from=valid_from, valid_to=valid_to, on=on)
    RuleSetting.objects.filter(council=council, code=code, superseded_at=None).update(
        superseded_at=timezone.now()
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twice:
        raise Clash("Somebody else set this rule meanwhile. Look at it again.") from twice
    _follow(row, "rule.set", by, on, code=code, is_on=is_on, confirmed=bool(row.source))
    return row


@transaction.atomic
def add_days(
    *,
    council: Organisation,
    kind: DaysKind,
    name: str,
    start: date,
    end: date,
    by: Person,
    on: date,
    seen: str | None = None,
) -> CalendarDays:
    """Add a bank holiday to those of the table, or a school term with its last day. Raises as `set_rule`."""
    _check_may(council, by, on, verb="days.add")
    _check_seen(council, seen)
    check_days(kind, name.strip(), start, end, listed=days_listed(council.pk, kind, start, end))
    row = CalendarDays(council=council, kind=kind, name=name.strip(), start=start, end=end, recorded_by=by)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twice:
        raise Clash("Somebody else added this day meanwhile. Look at the list again.") from twice
    _follow(row, "days.added", by, on, kind=str(kind), start=start.isoformat(), end=end.isoformat())
    return row


@transaction.atomic
def withdraw_days(*, days: CalendarDays, by: Person, on: date, seen: str | None = None) -> None:
    """Take days off the council's calendar again. Raises as `set_rule`."""
    _check_may(days.council, by, on, verb="days.withdraw")
    _check_seen(days.council, seen)
    if not CalendarDays.objects.filter(pk=days.pk, superseded_at=None).update(superseded_at=timezone.now()):
        raise NotPossible("days", TAKEN_OFF)
    _follow(days, "days.withdrawn", by, on, kind=days.kind, start=days.start.isoformat())


def _check_may(council: Organisation, by: Person, on: date, *, verb: str) -> None:
    standing = organisations.standing(by, on)
    check_role(standing, Permission.SET_RULES)
    if council.pk not in own_councils_where(standing, Permission.SET_RULES):
        raise NotHereOrNotYours(verb=verb, subject_type="organisation", subject_id=str(council.pk))


def _check_seen(council: Organisation, seen: str | None) -> None:
    if seen is not None and seen != timetable_version(council.pk):
        raise Clash("The timetable was changed since you opened this page. Look at it again.")


def _follow(row: Said, verb: str, by: Person, on: date, **detail: object) -> None:
    """Put it on record, and let every child's duties follow."""
    record(
        Kind.CHANGE,
        verb=verb,
        subject_type="organisation",
        subject_id=row.council_id,
        actor_id=by.account_id,
        council_id=row.council_id,
        detail={"row": f"{type(row).__name__.lower()}:{row.pk}", **detail},
    )
    readings = ClockReading.objects.filter(council_id=row.council_id).order_by("pk")
    ids = list(readings.values_list("pk", flat=True)[: AT_ONCE + 1])
    if len(ids) > AT_ONCE:
        readings.filter(pk__gte=ids[-1]).update(next_change_at=on, worked_out_on=on - timedelta(days=1))
        ids = ids[:AT_ONCE]
    for first in range(0, len(ids), _BATCH):
        work_out_again(child_ids=ids[first : first + _BATCH], by=by, on=on)
