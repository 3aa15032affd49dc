"""Rows into what engines are told, and their answers into rows: the statutory clock, by the same few queries however
many children, and search."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from steadyhand.contexts.cases.models import (
    Allocation,
    CalendarDays,
    Child,
    Circumstances,
    Duty,
    Event,
    Explanation,
    Fact,
    Identity,
    LegalStatus,
    NameKey,
    PeriodOfCare,
    Placement,
    Review,
    RuleSetting,
    Visit,
)
from steadyhand.contexts.cases.queries import Lived, LivedOf, lived
from steadyhand.contexts.cases.states import (
    ADOPTIVE,
    WITH_PARENT,
    AllocationRole,
    DaysKind,
    EventKind,
    LegalStatusCode,
)
from steadyhand.engines import timescales
from steadyhand.engines.naming import Named, keys
from steadyhand.engines.timescales.facts import SCHOOLING_GOES_ON
from steadyhand.foundations.asked_often import AskedOften
from steadyhand.kernel import CitationStatus

_SHORT_BREAKS = {LegalStatusCode.V3, LegalStatusCode.V4}
# Of these every link is kept, so that a page can say whether a visit or review counted; of other rows the present one.
_WITH_HISTORY = ("V-1", "V-2", "V-3", "V-4", "V-5", "REV-1", "REV-2", "REV-3")
# What the clock hears of when somebody is given a role with a child.
NAMED_AS = {
    AllocationRole.REVIEWING_OFFICER: "iro_named",
    AllocationRole.PERSONAL_ADVISER: "adviser_named",
    AllocationRole.INDEPENDENT_VISITOR: "iv_appointed",
}
WORKERS = (AllocationRole.SOCIAL_WORKER, AllocationRole.SECOND_WORKER)


# What the clock hears of rows, read as these columns alone.


class _Home(NamedTuple):
    """A placement."""

    child_id: int
    start: date
    end: date | None
    type: str
    lasts_to_18: bool | None
    long_term_foster: bool | None
    urgent_with_parent: bool
    temporary_approval: bool
    area: str
    emergency: bool
    emergency_foster: bool
    other_arrangements: bool
    listed: bool
    registered_supported: bool
    excepted: bool
    short_break: bool
    told_beforehand: bool | None


class _So(NamedTuple):
    """What is so of a child."""

    child_id: int
    unaccompanied: bool
    key_stage: int | None
    early_years_education: bool | None
    unable_to_take_part: bool
    died_on: date | None


class _Because(NamedTuple):
    """Why something was late."""

    child_id: int
    code: str
    due_on: date
    reason: str
    decided_by_id: int
    decided_on: date


class _Heard(NamedTuple):
    """A happening."""

    child_id: int
    kind: str
    at: datetime
    timed: bool
    placed_on: date | None
    number: int | None
    by_whom: str
    sort: str
    outcome: str
    until: date | None


class _Setting(NamedTuple):
    """A `RuleSetting`, as the clock asks of it."""

    council_id: int
    code: str
    is_on: bool
    valid_from: date | None
    valid_to: date | None
    source: str


class _Days(NamedTuple):
    """`CalendarDays`, as the clock asks of them."""

    council_id: int
    kind: str
    name: str
    start: date
    end: date


def _standing(model: type[Fact], columns: Sequence[str], *order: str) -> AskedOften:
    return AskedOften(lambda ids: model.objects.standing().of(ids).order_by(*order).values_list(*columns))


_BIRTHS = _standing(Identity, ("child_id", "date_of_birth"))
_HOMES = _standing(Placement, _Home._fields, "start", "starts_at", "pk")
_SO = _standing(Circumstances, _So._fields)
_BECAUSE = _standing(Explanation, _Because._fields)
_HEARD = AskedOften(
    lambda ids: Event.objects.standing().of(ids).exclude(kind=EventKind.STORY).values_list(*_Heard._fields)
)
_SETTINGS = AskedOften(
    lambda ids: (
        RuleSetting.objects.filter(superseded_at=None, council_id__in=ids)
        .order_by("code")
        .values_list(*_Setting._fields)
    )
)
_DAYS = AskedOften(
    lambda ids: (
        CalendarDays.objects.filter(superseded_at=None, council_id__in=ids)
        .order_by("start")
        .values_list(*_Days._fields)
    )
)


@dataclass(frozen=True, slots=True)
class Timetable:
    """The rules as one council keeps them: the rows with its dates and confirmations, which of them are asked, its
    working days and its school terms."""

    rules: Mapping[str, timescales.Rule] = field(default_factory=lambda: timescales.RULES)
    off: frozenset[str] = frozenset()
    calendar: timescales.Calendar = timescales.ENGLAND
    terms: tuple[timescales.SchoolTerm, ...] = ()


def timetables(council_ids: Iterable[int]) -> dict[int, Timetable]:
    """How each of these councils keeps the timetable. Two queries."""
    ids = sorted(set(council_ids))
    settings = _by(map(_Setting._make, _SETTINGS.of(ids)), "council_id")
    days = _by(map(_Days._make, _DAYS.of(ids)), "council_id")
    return {pk: timetable(settings[pk], days[pk]) for pk in ids}


def timetable(settings: Iterable[RuleSetting | _Setting], days: Iterable[CalendarDays | _Days]) -> Timetable:
    """The timetable under these settings, each of another row, and these days."""
    by_code = {setting.code: setting for setting in settings}
    rules = timescales.RULES
    if by_code:
        rules = {code: _as_set(rule, by_code.get(code)) for code, rule in rules.items()}
    holidays = [day.start for day in days if day.kind == DaysKind.HOLIDAY]
    calendar = timescales.ENGLAND
    if holidays := [day for day in holidays if calendar.first_year <= day.year <= calendar.last_year]:
        calendar = calendar.with_holidays(
            holidays, version=f"{calendar.version} with {len(holidays)} of the council’s own"
        )
    terms = (timescales.SchoolTerm(day.name, day.start, day.end) for day in days if day.kind == DaysKind.TERM)
    off = frozenset(code for code, setting in by_code.items() if not setting.is_on)
    return Timetable(rules, off, calendar, tuple(terms))


def _as_set(rule: timescales.Rule, setting: RuleSetting | _Setting | None) -> timescales.Rule:
    if setting is None:
        return rule
    found = replace(
        rule,
        valid_from=setting.valid_from or rule.valid_from,
        valid_to=setting.valid_to or rule.valid_to,
    )
    if not setting.source:
        return found
    note = f"{rule.note} Confirmed by the council: {setting.source}".strip()
    return replace(found, citation=replace(rule.citation, status=CitationStatus.READ), note=note)


def facts(
    child_ids: Collection[int],
    *,
    terms: Mapping[int, tuple[timescales.SchoolTerm, ...]] | None = None,
    births: Mapping[int, date] | None = None,
    homes: Iterable[Placement | _Home] | None = None,
    explanations: Iterable[Explanation | _Because] | None = None,
) -> dict[int, timescales.ChildFacts]:
    """What the clock is told of each child: facts that stand. Six queries, however many children.

    `terms`: of each child's council, by child. What the caller has read already is not read again: `births`, by child;
    `homes`, all that stand in the order of their days; `explanations`, all that stand.
    """
    if births is None:
        births = dict(_BIRTHS.of(child_ids))
    if homes is None:
        homes = map(_Home._make, _HOMES.of(child_ids))
    if explanations is None:
        explanations = map(_Because._make, _BECAUSE.of(child_ids))
    care, legal, events = _lived(child_ids)
    placed = _by_child(homes)
    told = _by_child(map(_So._make, _SO.of(child_ids)))
    why = _by_child(explanations)
    happened = _by_child(map(_Heard._make, _HEARD.of(child_ids)))
    return {
        child: of_rows(
            birth,
            care[child],
            legal[child],
            placed[child],
            [*events[child], *_happenings(happened[child], placed[child])],
            circumstances=next(iter(told[child]), None),
            explanations=why[child],
            terms=(terms or {}).get(child, ()),
        )
        for child, birth in births.items()
    }


class _Span(NamedTuple):
    """A span of care or of a legal status, as the clock asks of it."""

    start: date
    end: date | None
    code: str

    @property
    def reason_ended(self) -> str:
        """Why care ended."""
        return self.code


_Spans = dict[int, list[_Span]]


def _lived(child_ids: Collection[int]) -> tuple[_Spans, _Spans, dict[int, list[timescales.Event]]]:
    """Spans of care and of legal status, each in the order of their days, and what happened, by child. One query."""
    spans: dict[str, _Spans] = {kind: defaultdict(list) for kind in (LivedOf.CARE, LivedOf.LEGAL_STATUS)}
    events: dict[int, list[timescales.Event]] = defaultdict(list)
    visits: list[Lived] = []
    roles: dict[int, list[_Role]] = defaultdict(list)
    for row in lived(child_ids, (*NAMED_AS, *WORKERS)):
        if row.what in spans:
            spans[row.what][row.child_id].append(_Span(row.start, row.end, row.code))
        elif row.what == LivedOf.VISIT:
            visits.append(row)
        elif row.what == LivedOf.REVIEW:
            events[row.child_id].append(timescales.Event(event="review_held", at=row.start))
        else:
            role = AllocationRole(row.code)
            roles[row.child_id].append((role, row.person_id, row.start, row.end))
            if role in NAMED_AS:
                events[row.child_id].append(timescales.Event(event=NAMED_AS[role], at=row.start))
    for row in visits:
        events[row.child_id].append(
            _visit(row.at, row.seen, row.alone, row.code, row.person_id, roles[row.child_id])
        )
    for each in spans.values():
        for rows in each.values():
            rows.sort(key=lambda row: (row.start, row.end or date.max))
    return spans[LivedOf.CARE], spans[LivedOf.LEGAL_STATUS], events


def of_rows(
    born: date,
    care: Sequence[PeriodOfCare | _Span],
    legal: Sequence[LegalStatus | _Span],
    homes: Sequence[Placement | _Home],
    events: Iterable[timescales.Event],
    *,
    circumstances: Circumstances | _So | None = None,
    explanations: Iterable[Explanation | _Because] = (),
    terms: tuple[timescales.SchoolTerm, ...] = (),
) -> timescales.ChildFacts:
    """One child's standing rows, each kind in the order of its days, as the clock is told of them."""
    also = circumstances or Circumstances()
    return timescales.ChildFacts(
        date_of_birth=born,
        periods_of_care=tuple(timescales.PeriodOfCare(row.start, row.end) for row in care),
        legal_status=tuple(timescales.LegalStatus(row.code, row.start, row.end) for row in legal),
        placements=_placements(homes),
        events=(*events, *_ends(homes)),
        explanations=tuple(
            timescales.Explanation(row.code, row.due_on, row.reason, str(row.decided_by_id), row.decided_on)
            for row in explanations
        ),
        # Of a child who is in care for short breaks alone; of another the clock asks the legal status of each day.
        short_breaks_reg48=bool(legal) and all(row.code in _SHORT_BREAKS for row in legal),
        uasc=also.unaccompanied,
        key_stage=also.key_stage,
        in_early_years_education=also.early_years_education,
        unable_to_take_part=also.unable_to_take_part,
        date_of_death=also.died_on,
        reason_care_ended=(care[-1].reason_ended or None) if care else None,
        school_terms=terms,
    )


_Role = tuple[AllocationRole, int, date, date | None]  # of whom with a child, from when until when


def visited_as(day: date, person_id: int, roles: Collection[_Role]) -> str | None:
    """As whom somebody visited a child that day: its personal adviser, or a social worker. None: as both in one.

    `roles`: at least those of this person with the child, as worker and adviser.

    The day on which a role ends is still one of its days here: whoever hands over may visit that day. Who was never
    more to the child than adviser visits as that, also on a day before they were.
    """
    ever = {role for role, who, _, _ in roles if who == person_id}
    then = {
        role
        for role, who, start, end in roles
        if who == person_id and start <= day and (end is None or day <= end)
    }
    return as_whom(
        ever_worker=not ever.isdisjoint(WORKERS),
        worker_then=not then.isdisjoint(WORKERS),
        ever_adviser=AllocationRole.PERSONAL_ADVISER in ever,
        adviser_then=AllocationRole.PERSONAL_ADVISER in then,
    )


def as_whom(*, ever_worker: bool, worker_then: bool, ever_adviser: bool, adviser_then: bool) -> str | None:
    """As `visited_as`, of somebody who was worker or adviser to the child ever, or on that day."""
    if not (adviser_then if ever_worker else ever_adviser):
        return AllocationRole.SOCIAL_WORKER.value
    return None if worker_then else AllocationRole.PERSONAL_ADVISER.value


def _visit(
    at: datetime, seen: bool, alone: bool | None, because: str, person_id: int, roles: Collection[_Role]
) -> timescales.Event:
    """A visit as the clock is told of it. One by the personal adviser is not one of care, nor the other way round; by
    somebody who is adviser and social worker in one it is both.
    """
    day = timescales.day_of(at)
    by = visited_as(day, person_id, roles)
    return timescales.Event(
        event="visit", at=day, by=by, child_seen=seen, seen_alone=alone, reason=because or None
    )


def of_events(
    rows: Iterable[Visit | Review | Event | Allocation], homes: Sequence[Placement] = ()
) -> Iterator[timescales.Event]:
    """What happened to one child, as the clock is told of it; happenings that say nothing to it are left out.

    `homes`: the child's standing placements, to one of which a happening may belong.
    """
    starts = {row.start for row in homes}
    rows = list(rows)
    roles: list[_Role] = [
        (AllocationRole(row.role), row.person_id, row.start, row.end)
        for row in rows
        if isinstance(row, Allocation)
    ]
    for row in rows:
        if isinstance(row, Visit):
            seen, because = row.child_seen, row.not_alone_because
            yield _visit(row.started_at, seen, row.seen_alone, because, row.visited_by_id, roles)
        elif isinstance(row, Review):
            yield timescales.Event(event="review_held", at=row.held_on)
        elif isinstance(row, Allocation):
            if role := NAMED_AS.get(AllocationRole(row.role)):
                yield timescales.Event(event=role, at=row.start)
        elif row.kind != EventKind.STORY:
            yield _happening(row, starts)


def _happenings(rows: Iterable[_Heard], homes: Sequence[Placement | _Home]) -> Iterator[timescales.Event]:
    starts = {row.start for row in homes}
    return (_happening(row, starts) for row in rows)


def _happening(row: Event | _Heard, starts: Collection[date]) -> timescales.Event:
    """A placement that was put right to begin on another day is found again by the day of the happening."""
    return timescales.Event(
        event=row.kind,
        at=row.at if row.timed else timescales.day_of(row.at),
        placement=row.placed_on.isoformat() if row.placed_on in starts and row.placed_on else None,
        number=row.number,
        by=row.by_whom or None,
        # PP-7: the clock hears it as how the proposal ended
        outcome=row.outcome or (row.sort if row.sort == SCHOOLING_GOES_ON else None),
        kind=row.sort or None,
        reason=row.sort or None,  # what is asked as one question, the clock hears as a kind or as a reason
        until=row.until,
    )


def _by_child(rows: Any) -> dict[int, list[Any]]:
    return _by(rows, "child_id")


def _by(rows: Any, column: str) -> dict[int, list[Any]]:
    sorted_out: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        sorted_out[getattr(row, column)].append(row)
    return sorted_out


def _placements(rows: Sequence[Placement | _Home]) -> tuple[timescales.Placement, ...]:
    """Placements named by the day they start, so that a correction of one keeps its clock."""
    return tuple(
        timescales.Placement(
            id=name,
            start=row.start,
            end=row.end,
            type=row.type,
            lasts_to_18=row.lasts_to_18,
            long_term_foster_reg22B=row.long_term_foster,
            with_parent=row.type in WITH_PARENT,
            urgent_reg19=row.urgent_with_parent,
            temporary_approval_reg24=row.temporary_approval,
            adoptive=row.type in ADOPTIVE,
            area=row.area or None,
            emergency=row.emergency,
            emergency_reg23=row.emergency_foster,
            other_arrangements=row.other_arrangements,
            listed_reg27A=row.listed,
            registered_supported=row.registered_supported,
            excepted=row.excepted,
            short_break=row.short_break,
        )
        for name, row in _named(rows)
    )


def _ends(rows: Sequence[Placement | _Home]) -> Iterator[timescales.Event]:
    """The ends of placements, with whether everybody was told before."""
    for name, row in _named(rows):
        if row.end is not None:
            yield timescales.Event(
                event="placement_end", at=row.end, placement=name, told_beforehand=row.told_beforehand
            )


def _named(rows: Sequence[Placement | _Home]) -> Iterator[tuple[str, Placement | _Home]]:
    named: dict[date, int] = defaultdict(int)
    for row in rows:
        named[row.start] += 1
        times = named[row.start]
        yield row.start.isoformat() + (f".{times}" if times > 1 else ""), row


class WorkedOut(NamedTuple):
    """What the clock says of one duty: the columns of `Duty` that follow the facts."""

    started_on: date | None
    due_at: date | None
    due_by: datetime | None
    met_at: date | None
    is_open: bool
    no_last_day: bool
    explained: bool
    unconfirmed: bool
    missing: list[str]


Key = tuple[str, str, int]  # code, anchor, number: which duty of a child


def worked_out(
    told: timescales.ChildFacts, *, on: date, kept: Timetable
) -> tuple[dict[Key, WorkedOut], date | None]:
    """The duties of one child as these facts stand, and the next day on which time alone changes one.

    Of the ordinary visits and reviews every link; of other rows what is still asked for.
    """
    answers = timescales.begun(
        told, on=on, rules=kept.rules, calendar=kept.calendar, history=_WITH_HISTORY, without=kept.off
    )
    changes = [answer.next_change for answer in answers if answer.next_change]
    return dict(_duties(answers, kept.rules)), min(changes, default=None)


def _duties(
    answers: Iterable[timescales.Answer], rules: Mapping[str, timescales.Rule]
) -> Iterator[tuple[Key, WorkedOut]]:
    for answer in answers:
        code, unconfirmed = answer.code, answer.unconfirmed
        present = answer.links[-1] if answer.links and answer.answer.is_open else None
        for link in answer.links if code in _WITH_HISTORY else answer.links[-1:] if present else ():
            soon = link is present and rules[code].as_soon_as_possible
            yield (
                (code, link.anchor, link.number),
                WorkedOut(
                    started_on=link.started,
                    due_at=link.started if soon else timescales.day_of(link.due),
                    due_by=link.due if isinstance(link.due, datetime) and not soon else None,
                    met_at=timescales.day_of(link.done),
                    is_open=link is present,
                    no_last_day=soon,
                    explained=link.outcome is timescales.Outcome.LATE_EXPLAINED,
                    unconfirmed=unconfirmed,
                    missing=[],
                ),
            )
        if answer.answer is timescales.Outcome.CANNOT_TELL:
            yield (
                (code, "cannot tell", 0),
                WorkedOut(None, None, None, None, True, False, False, unconfirmed, list(answer.missing)),
            )


def duty_of(key: Key, says: WorkedOut, *, child_id: int, council_id: int) -> Duty:
    """A duty as a row, not stored yet."""
    code, anchor, number = key
    return Duty(
        child_id=child_id, council_id=council_id, code=code, anchor=anchor, number=number, **says._asdict()
    )


def named(child: Child, identity: Identity) -> Named:
    """All that this child is called, as search understands it."""
    return Named(
        given_name=identity.given_name,
        family_name=identity.family_name,
        known_as=identity.known_as,
        said_as=identity.said_as,
        identifier=child.identifier,
    )


def name_keys(child: Child, identity: Identity) -> list[NameKey]:
    """The rows by which search finds this child under this identity, not stored yet."""
    return [
        NameKey(child_id=child.pk, council_id=child.council_id, kind=kind.value, key=key)
        for kind, key in sorted(keys(named(child, identity)))
    ]
