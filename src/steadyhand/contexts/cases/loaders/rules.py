"""How councils keep the statutory timetable, and what a change of it would change for whom, before anybody makes it.

Whoever changes the rules sees no child's record: what would change is told in numbers, by body and worker.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from steadyhand.contexts.cases import gather, queries
from steadyhand.contexts.cases.models import CalendarDays, ClockReading, HeldBy, RuleSetting
from steadyhand.contexts.cases.operations.rules import AT_ONCE
from steadyhand.contexts.cases.permissions.checks import check_role
from steadyhand.contexts.cases.policies import OF_ONE_OCCASION, check_days, check_setting, is_late
from steadyhand.contexts.cases.states import AllocationRole, DaysKind
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.contexts.organisations.permissions import Permission, Standing, own_councils_where
from steadyhand.engines.timescales import reach
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.audit.record import Kind, record

if TYPE_CHECKING:
    from steadyhand.contexts.organisations.models import Organisation

_BATCH = 500
_WORKERS = (AllocationRole.SOCIAL_WORKER, AllocationRole.PERSONAL_ADVISER)  # the first of these who is there


@dataclass(frozen=True, slots=True)
class Kept:
    """How one council keeps the timetable: what its administrator said of rows, by code, and its own days.

    `may_change`: the reader may change it. `version` is another text after each change.
    """

    council: Organisation
    settings: Mapping[str, RuleSetting]
    days: tuple[CalendarDays, ...]
    may_change: bool
    version: str


def kept_by(standing: Standing) -> list[Kept]:
    """How each council for which the reader works keeps the timetable. The law is no secret, and no child is told of."""
    ids = standing.councils
    settings: dict[int, dict[str, RuleSetting]] = {pk: {} for pk in ids}
    for setting in RuleSetting.objects.filter(council_id__in=ids, superseded_at=None).select_related(
        "recorded_by"
    ):
        settings[setting.council_id][setting.code] = setting
    days: dict[int, list[CalendarDays]] = {pk: [] for pk in ids}
    stand = CalendarDays.objects.filter(council_id__in=ids, superseded_at=None).select_related("recorded_by")
    for each in stand.order_by("start", "pk"):
        days[each.council_id].append(each)
    may = own_councils_where(standing, Permission.SET_RULES)
    councils = organisations.organisations(ids)
    return [
        Kept(council, settings[pk], tuple(days[pk]), pk in may, queries.timetable_version(pk))
        for pk, council in sorted(councils.items(), key=lambda item: item[1].name)
    ]


def history_of(standing: Standing, code: str) -> list[RuleSetting]:
    """All that was ever said of one row at the reader's councils, newest first."""
    rows = RuleSetting.objects.filter(council_id__in=standing.councils, code=code)
    return list(rows.select_related("recorded_by", "council").order_by("-recorded_at", "-pk"))


def changed_since(standing: Standing, council_id: int, seen: str) -> list[RuleSetting | CalendarDays]:
    """What was said of a council's timetable after the reader saw it as `seen`, newest first; none for what is no version."""
    _check_may(standing, council_id, verb="rule.preview")
    parts = seen.split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 18 for part in parts):
        return []
    found: list[RuleSetting | CalendarDays] = []
    for model, newest in ((RuleSetting, parts[0]), (CalendarDays, parts[1])):
        rows = model._default_manager.filter(council_id=council_id, pk__gt=int(newest))
        found += rows.select_related("recorded_by").order_by("-pk")
    return found


def days_to_take_off(standing: Standing, pk: int) -> CalendarDays:
    """Days of a council whose calendar is the reader's to change, also where they are taken off already.

    Raises NotHereOrNotYours.
    """
    mine = own_councils_where(standing, Permission.SET_RULES)
    found = CalendarDays.objects.filter(pk=pk, council_id__in=mine).select_related("council").first()
    if found is None:
        raise NotHereOrNotYours(verb="days.withdraw", subject_type="calendar_days", subject_id=str(pk))
    return found


class Stands(StrEnum):
    """How a duty stands on a day, as a person reads it."""

    DUE = "due"
    LATE = "late"
    EXPLAINED = "late, and explained"
    SOON = "due as soon as possible"
    NO_DAY = "asked for, with no last day yet"
    CANNOT_TELL = "cannot be told"
    DONE = "done on time"
    DONE_LATE = "done late"
    ENDED_LATE = "late when it ended"
    NOT_ASKED = "not asked for"


@dataclass(frozen=True, slots=True)
class Said:
    """How a duty stands, and whether its rule is confirmed; `day` is its last day, told where that moves."""

    stands: Stands
    unconfirmed: bool = False
    day: date | None = None


_NOTHING = Said(Stands.NOT_ASKED)


@dataclass(frozen=True, slots=True)
class Line:
    """So many children of one worker of one body for whom a row is answered otherwise; `times`: so many duties of theirs.

    Where `before` and `after` are alike, the day from which it counts is another, or the fact that is missing.
    """

    body: str
    worker: str
    worker_id: int
    code: str
    before: Said
    after: Said
    children: int
    times: int

    @property
    def counts(self) -> bool:
        """Whether its rule is confirmed, before the change or after it: what is not is counted nowhere."""
        return any(
            not said.unconfirmed for said in (self.before, self.after) if said.stands is not Stands.NOT_ASKED
        )


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change of the timetable would change today. `asked`: how many children were looked at; `counted`: for how
    many something changes that counts."""

    asked: int
    children: int
    counted: int
    lines: tuple[Line, ...]


def takes_minutes(council_id: int) -> bool:
    """Whether so many children's duties follow a change that the job works them out, after the answer."""
    return ClockReading.objects.filter(council_id=council_id).count() > AT_ONCE


def if_kept_so(
    standing: Standing,
    *,
    council_id: int,
    code: str,
    because: str,
    on: date,
    is_on: bool = True,
    valid_from: date | None = None,
    valid_to: date | None = None,
    source: str = "",
) -> Effect:
    """What `operations.set_rule` would change, said the same way; nothing is changed. Raises as it does."""
    _check_may(standing, council_id, verb="rule.preview")
    check_setting(code, because.strip(), valid_from=valid_from, valid_to=valid_to, on=on)
    settings, days = _said(council_id)
    before = settings.get(code)
    then = RuleSetting(
        code=code, is_on=is_on, valid_from=valid_from, valid_to=valid_to, source=source.strip()
    )
    dates = (before.valid_from, before.valid_to) if before else (None, None)
    codes = reach.of_dates(code) if dates != (valid_from, valid_to) else frozenset({code})
    return _effect(
        standing,
        council_id,
        now=gather.timetable(settings.values(), days),
        then=gather.timetable((settings | {code: then}).values(), days),
        codes=codes,
        on=on,
        what=code,
    )


def if_added(
    standing: Standing, *, council_id: int, kind: DaysKind, name: str, start: date, end: date, on: date
) -> Effect:
    """What `operations.add_days` would change; nothing is changed. Raises as it does."""
    _check_may(standing, council_id, verb="days.preview")
    check_days(kind, name.strip(), start, end, listed=queries.days_listed(council_id, kind, start, end))
    settings, days = _said(council_id)
    also = CalendarDays(kind=kind, name=name.strip(), start=start, end=end)
    return _if_days(standing, council_id, settings, days, sorted([*days, also], key=_start), kind, on)


def if_withdrawn(standing: Standing, *, days: CalendarDays, on: date) -> Effect:
    """What `operations.withdraw_days` would change; nothing is changed. Raises as it does."""
    _check_may(standing, days.council_id, verb="days.preview")
    settings, now = _said(days.council_id)
    left = [each for each in now if each.pk != days.pk]
    return _if_days(standing, days.council_id, settings, now, left, DaysKind(days.kind), on)


def _if_days(
    standing: Standing,
    council_id: int,
    settings: Mapping[str, RuleSetting],
    now: Iterable[CalendarDays],
    then: Iterable[CalendarDays],
    kind: DaysKind,
    on: date,
) -> Effect:
    return _effect(
        standing,
        council_id,
        now=gather.timetable(settings.values(), now),
        then=gather.timetable(settings.values(), then),
        codes=reach.OF_TERMS if kind == DaysKind.TERM else reach.of_days(),
        on=on,
        what=kind,
    )


def _start(days: CalendarDays) -> date:
    return days.start


def _check_may(standing: Standing, council_id: int, *, verb: str) -> None:
    check_role(standing, Permission.SET_RULES)
    if council_id not in own_councils_where(standing, Permission.SET_RULES):
        raise NotHereOrNotYours(verb=verb, subject_type="organisation", subject_id=str(council_id))


def _said(council_id: int) -> tuple[dict[str, RuleSetting], list[CalendarDays]]:
    settings = RuleSetting.objects.filter(council_id=council_id, superseded_at=None)
    days = CalendarDays.objects.filter(council_id=council_id, superseded_at=None).order_by("start")
    return {each.code: each for each in settings}, list(days)


def _effect(
    standing: Standing,
    council_id: int,
    *,
    now: gather.Timetable,
    then: gather.Timetable,
    codes: Collection[str],
    on: date,
    what: str,
) -> Effect:
    """Every child's duties under these rows as the timetable is and as it would be, compared link by link."""
    record(
        Kind.READ,
        verb="timetable.previewed",
        subject_type="organisation",
        subject_id=council_id,
        actor_id=standing.account_id,
        council_id=council_id,
        detail={"what": str(what)},
    )
    others = frozenset(now.rules) - set(codes)
    now, then = replace(now, off=now.off | others), replace(then, off=then.off | others)
    ids = list(ClockReading.objects.filter(council_id=council_id).order_by("pk").values_list("pk", flat=True))
    found: dict[tuple[Where, str, Said, Said], list[int]] = {}
    for first in range(0, len(ids), _BATCH):
        some = ids[first : first + _BATCH]
        changes: list[tuple[int, str, Said, Said]] = []
        for pk, told in gather.facts(some, terms=dict.fromkeys(some, now.terms)).items():
            was, _ = gather.worked_out(told, on=on, kept=now)
            would, _ = gather.worked_out(replace(told, school_terms=then.terms), on=on, kept=then)
            changes += ((pk, code, *said) for code, said in _differences(was, would, on))
        where = _bodies_and_workers({pk for pk, *_ in changes}, on)
        for pk, code, before, after in changes:
            found.setdefault((where[pk], code, before, after), []).append(pk)
    lines = [
        Line(*where, code, before, after, children=len(set(pks)), times=len(pks))
        for (where, code, before, after), pks in found.items()
    ]
    counted = [pks for line, pks in zip(lines, found.values(), strict=True) if line.counts]
    return Effect(
        asked=len(ids),
        children=len({pk for pks in found.values() for pk in pks}),
        counted=len({pk for pks in counted for pk in pks}),
        lines=tuple(sorted(lines, key=_in_order)),
    )


def _in_order(line: Line) -> tuple[object, ...]:
    """By body and worker, those with neither last; then by row."""
    said = [(each.stands, each.unconfirmed, each.day or date.min) for each in (line.before, line.after)]
    return not line.body, line.body, not line.worker, line.worker, line.worker_id, line.code, said


Where = tuple[str, str, int]  # the body that holds a child, and the name and id of the worker


def _differences(
    was: Mapping[gather.Key, gather.WorkedOut], would: Mapping[gather.Key, gather.WorkedOut], on: date
) -> Iterable[tuple[str, tuple[Said, Said]]]:
    for key in was.keys() | would.keys():
        one, other = was.get(key), would.get(key)
        said = _difference(key[0], one, other, on)
        if one != other and said != (_NOTHING, _NOTHING):
            yield key[0], said


def _difference(
    code: str, was: gather.WorkedOut | None, would: gather.WorkedOut | None, on: date
) -> tuple[Said, Said]:
    """How a duty stands before and after; last days are told where both are still asked for and they differ."""
    before, after = _stands(code, was, on), _stands(code, would, on)
    if was and would and was.is_open and would.is_open and was.due_at != would.due_at:
        before, after = replace(before, day=was.due_at), replace(after, day=would.due_at)
    return before, after


def _stands(code: str, duty: gather.WorkedOut | None, on: date) -> Said:
    if duty is None or (duty.explained and code in OF_ONE_OCCASION):
        return _NOTHING
    late = is_late(duty, on=duty.met_at or on)
    if duty.met_at is not None:
        stands = Stands.DONE_LATE if late else Stands.DONE
    elif not duty.is_open:
        stands = Stands.ENDED_LATE
    elif duty.missing:
        stands = Stands.CANNOT_TELL
    elif duty.no_last_day:
        stands = Stands.SOON
    elif duty.due_at is None:
        stands = Stands.NO_DAY
    elif late:
        stands = Stands.EXPLAINED if duty.explained else Stands.LATE
    else:
        stands = Stands.DUE
    return Said(stands, duty.unconfirmed)


def _bodies_and_workers(child_ids: Collection[int], on: date) -> dict[int, Where]:
    """Where each child's social work is done; empty where nobody does it. Two queries."""
    held = dict(HeldBy.objects.on(on).of(child_ids).values_list("child_id", "body__name"))
    named: dict[tuple[int, str], tuple[str, int]] = {}
    for row in queries.allocations(child_ids, on):
        named.setdefault((row.child_id, row.role), (row.person.name, row.person_id))
    return {
        pk: (
            held.get(pk, ""),
            *next((named[pk, role] for role in _WORKERS if (pk, role) in named), ("", 0)),
        )
        for pk in child_ids
    }
