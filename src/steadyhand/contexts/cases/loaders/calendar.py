"""What falls due, by day: for a child, for whoever works with children, for a body, for a council.

Open duties that have a last day and whose rule is confirmed. Nothing here is of a child whom the reader may not know, and
nothing of a part of the record that their relationship does not open.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils.crypto import salted_hmac

from steadyhand.contexts.cases import queries
from steadyhand.contexts.cases.loaders import A_PAGE, ChildFile
from steadyhand.contexts.cases.models import CalendarDays, Duty, HeldBy, Identity
from steadyhand.contexts.cases.permissions.parts import part_of_rule
from steadyhand.contexts.cases.permissions.table import Relationship, Right, grants
from steadyhand.contexts.cases.permissions.visibility import OFFICERS, held_on, rows_visible_to
from steadyhand.contexts.cases.policies import OF_THE_BODY, ROLES_FOR
from steadyhand.contexts.cases.states import DaysKind
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.contexts.organisations.permissions import Permission, Standing, reach_where
from steadyhand.engines.timescales import ENGLAND, RULES
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.audit.record import Kind, record

WORKERS = tuple(dict.fromkeys(kind for role in OF_THE_BODY for kind in ROLES_FOR[role]))
# What a phone shows: what is still open of the last month, and what comes in the next half year.
FED_BACK, FED_AHEAD = timedelta(days=31), timedelta(days=183)


class Of(StrEnum):
    """Whose days a calendar shows."""

    OWN = "own caseload"
    WORKER = "worker"
    BODY = "body"
    COUNCIL = "council"


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar that one person may ask for: whose it is, and by which relationship they know of its children."""

    of: Of
    name: str
    through: Relationship
    # The bodies whose children are in it, each with the councils that answer for them; none: not by a body.
    reach: Mapping[int, frozenset[int]] = field(default_factory=dict)
    council_id: int | None = None
    person_id: int | None = None
    key: str = ""  # what stands for it in an address, telling nothing; none for one's own

    @property
    def of_many(self) -> bool:
        """Whether it is of so many children that days are counted."""
        return self.of in {Of.BODY, Of.COUNCIL}


def calendars(standing: Standing) -> list[Calendar]:
    """The calendars that this person may ask for, but for those of workers; the one to begin with first. One query at most."""
    found = []
    if standing.holds(*WORKERS):
        found.append(_own(standing))
    names = {role.organisation_id: role.organisation_name for role in standing.roles}
    led = reach_where(standing, Permission.SEE_PRACTICE_LIST)
    if len(led) > 1:
        found.append(_of_bodies(led, Relationship.LEAD, ", ".join(sorted(names[pk] for pk in led))))
    found += [_of_bodies({pk: reach}, Relationship.LEAD, names[pk]) for pk, reach in led.items()]
    councils = standing.bodies(*OFFICERS)
    by = Relationship.COUNCIL_OFFICER
    found += [
        Calendar(Of.COUNCIL, names[pk], by, council_id=pk, key=_key(Of.COUNCIL, [pk])) for pk in councils
    ]
    for body in organisations.holding_bodies(*councils) if councils else []:
        if body.pk not in led:
            found.append(_of_bodies({body.pk: frozenset(councils)}, by, body.name))
    return found


def calendar_asked_for(standing: Standing, *, body: str = "", who: str = "") -> Calendar:
    """The calendar that an address names: `body` by its key, `who` by a person's ref, else the one to begin with.

    Raises NotHereOrNotYours for one that is not there and for one that is not theirs alike.
    """
    named = who or body
    found: Calendar | None
    if named and not re.fullmatch("[0-9a-f]{20}", named):
        found, named = None, ""  # nothing that was made up is put on record
    elif who:
        found = _of_worker(standing, who)
    else:
        found = next((each for each in calendars(standing) if not body or each.key == body), None)
    if found is None:
        raise NotHereOrNotYours(
            verb="calendar.opened",
            subject_type="person" if who or not body else "organisation",
            subject_id=named or str(standing.person_id),
        )
    return found


def _own(standing: Standing) -> Calendar:
    return Calendar(Of.OWN, "Your calendar", Relationship.ALLOCATED, person_id=standing.person_id)


def _of_bodies(reach: Mapping[int, frozenset[int]], through: Relationship, name: str) -> Calendar:
    return Calendar(Of.BODY, name, through, reach=reach, key=_key(Of.BODY, reach))


def _of_worker(standing: Standing, ref: str) -> Calendar | None:
    """Of somebody who works at a body that the reader leads: of the children whom that body holds."""
    led = reach_where(standing, Permission.SEE_PRACTICE_LIST)
    person = organisations.holders(WORKERS, led, standing.on).filter(ref=ref).first() if led else None
    if person is None:
        return None
    return Calendar(Of.WORKER, person.name, Relationship.LEAD, reach=led, person_id=person.pk, key=ref)


def _key(of: Of, ids: Collection[int]) -> str:
    """What stands for a body in an address: whoever reads the address learns nothing, and nobody can make another."""
    return salted_hmac("steadyhand.calendar", f"{of}:{sorted(ids)}").hexdigest()[:20]


def workers_of(calendar: Calendar, standing: Standing) -> list[Any]:
    """Whose calendars a lead may choose beside that of a body: the people who work there. One query."""
    if calendar.of != Of.BODY or calendar.through != Relationship.LEAD:
        return []
    return list(organisations.holders(WORKERS, calendar.reach, standing.on))


def _falls_due(standing: Standing, calendar: Calendar) -> QuerySet[Duty]:
    """Every open duty with a last day of this calendar that this reader may know of."""
    rows = queries.asked_for().filter(due_at__isnull=False)
    if calendar.council_id is not None:
        rows = rows.filter(council_id=calendar.council_id)
    if calendar.reach:
        rows = rows.filter(child_id__in=_held(standing, calendar).values("child_id"))
    if calendar.of == Of.WORKER and calendar.person_id is not None:
        theirs = queries.caseload(calendar.person_id, standing.on)
        rows = rows.filter(child_id__in=theirs.values("child_id"))
    closed = [code for code in RULES if Right.READ not in grants(calendar.through, part_of_rule(code))]
    if closed:
        rows = rows.exclude(code__in=closed)
    return rows_visible_to(standing, rows, through=calendar.through)


def _held(standing: Standing, calendar: Calendar) -> QuerySet[HeldBy]:
    held = held_on(standing, calendar.reach)
    return HeldBy.objects.none() if held is None else held


_IN_TURN = ("due_at", "code", "child_id")


@dataclass(frozen=True, slots=True)
class FallingDue:
    """Duties in the order they fall due, and who the children are. Not every one is within the days asked for."""

    duties: list[Duty]
    identities: Mapping[int, Identity]


def falling_due(
    standing: Standing, calendar: Calendar, *, start: date, end: date, late_too: bool
) -> FallingDue:
    """What falls due in a calendar of a few children from one day to another, both within. The read goes on record.

    `late_too`: also what is late already, however long ago it was due.
    """
    days = Q(due_at__gte=start, due_at__lte=end)
    rows = _falls_due(standing, calendar).filter(days | queries.late_on(standing.on) if late_too else days)
    duties = list(rows.order_by(*_IN_TURN))
    children = {duty.child_id for duty in duties}
    _read(standing, calendar, children)
    return FallingDue(duties, queries.identities(children) if children else {})


@dataclass(frozen=True, slots=True)
class Counted:
    """How much falls due on each day, by the code of its rule; how much is late; and one page of it."""

    days: Mapping[date, Mapping[str, int]]
    late: int
    explained: int  # of those that are late
    page: Page[Duty]
    identities: Mapping[int, Identity]


def counted(
    standing: Standing,
    calendar: Calendar,
    *,
    counted_from: date,
    counted_to: date,
    listed_from: date | None,
    listed_to: date,
    page: str = "",
) -> Counted:
    """What falls due among many children, counted by day; A_PAGE of it as rows. The read goes on record with those shown.

    Listed is what falls due from one day to another, both within the days that are counted; without a first one, what
    is late already. Five queries, however many children there are.
    """
    rows = _falls_due(standing, calendar)
    within = rows.filter(due_at__gte=counted_from, due_at__lte=counted_to)
    days: dict[date, dict[str, int]] = {}
    for day, code, many in within.order_by().values_list("due_at", "code").annotate(many=Count("pk")):
        days.setdefault(day, {})[code] = many
    late = rows.filter(queries.late_on(standing.on)).aggregate(
        all=Count("pk"), explained=Count("pk", filter=Q(explained=True))
    )
    if listed_from is None:
        listed, many = rows.filter(queries.late_on(standing.on)), late["all"]
    else:
        listed = rows.filter(due_at__gte=listed_from, due_at__lte=listed_to)
        many = sum(sum(codes.values()) for day, codes in days.items() if listed_from <= day <= listed_to)
    shown = _Counted(listed.order_by(*_IN_TURN), A_PAGE, many).get_page(page)
    children = {duty.child_id for duty in shown}
    _read(standing, calendar, children)
    return Counted(
        days=days,
        late=late["all"],
        explained=late["explained"],
        page=shown,
        identities=queries.identities(children) if children else {},
    )


class _Counted(Paginator):  # type: ignore[type-arg]  # takes no argument when it runs
    """A list whose length is known without asking."""

    def __init__(self, rows: QuerySet[Duty], each: int, length: int) -> None:
        super().__init__(rows, each)
        self._length = length

    @property
    def count(self) -> int:
        return self._length


def child_falling_due(file: ChildFile, *, start: date, end: date, late_too: bool) -> FallingDue:
    """What falls due for one child, whose record was opened for it; see `falling_due`."""
    if file.name_only:
        return FallingDue([], {})
    days = Q(due_at__gte=start, due_at__lte=end)
    rows = queries.asked_for().filter(child=file.child)
    rows = rows.filter(days | queries.late_on(file.standing.on) if late_too else days)
    duties = [duty for duty in rows.order_by(*_IN_TURN) if file.may(part_of_rule(duty.code))]
    return FallingDue(duties, {file.child.pk: file.identity})


def days_off(council_ids: Collection[int], *, start: date, end: date) -> dict[date, str]:
    """Bank holidays of England and what each of these councils added, with its name where there is one. One query."""
    found = {day: "Bank holiday" for day in ENGLAND.holidays if start <= day <= end}
    own = CalendarDays.objects.filter(
        council_id__in=council_ids, superseded_at=None, kind=DaysKind.HOLIDAY, start__gte=start, start__lte=end
    )  # fmt: skip
    return found | dict(own.order_by("-pk").values_list("start", "name"))


def fed(standing: Standing) -> list[tuple[date, str, int]]:
    """What a person's own calendar address gives: day, code of the rule, child's id, for counting alone. Two queries.

    Their caseload, or the bodies they lead; nothing for anybody else.
    """
    calendar = _own(standing) if standing.holds(*WORKERS) else _led(standing)
    if calendar is None:
        return []
    days = Q(due_at__gte=standing.on - FED_BACK, due_at__lte=standing.on + FED_AHEAD)
    rows = _falls_due(standing, calendar).filter(days)
    found = rows.order_by(*_IN_TURN).values_list("due_at", "code", "child_id")
    return [(day, code, child) for day, code, child in found if day is not None]


def _led(standing: Standing) -> Calendar | None:
    led = reach_where(standing, Permission.SEE_PRACTICE_LIST)
    return _of_bodies(led, Relationship.LEAD, "") if led else None


def _read(standing: Standing, calendar: Calendar, children: Collection[int]) -> None:
    """One entry for the calendar, with the children of whom it told."""
    person = calendar.of in {Of.OWN, Of.WORKER}
    body = calendar.council_id or next(iter(calendar.reach), 0)
    record(
        Kind.READ,
        verb="calendar.opened",
        subject_type="person" if person else "organisation",
        subject_id=calendar.person_id or 0 if person else body,
        actor_id=standing.account_id,
        because=calendar.through.name.lower(),
        detail={"children": sorted(children)} if children else {},
    )
