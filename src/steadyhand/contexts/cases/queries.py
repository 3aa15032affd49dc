"""Reads of the record. Who may see a child is decided before these are asked (`permissions.visibility`)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    CharField,
    Count,
    DateField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, Lower, NullIf
from django.utils import timezone

from steadyhand.contexts.cases.models import (
    AccessWindow,
    Allocation,
    CalendarDays,
    Child,
    ClockReading,
    Contact,
    Duty,
    Event,
    Explanation,
    Fact,
    HeldBy,
    Home,
    Identity,
    LegalStatus,
    NameKey,
    Note,
    PeriodOfCare,
    Placement,
    Relationship,
    Review,
    RuleSetting,
    SpanFact,
    StandingNote,
    Visit,
    walls,
)
from steadyhand.contexts.cases.policies import OF_ONE_OCCASION, WITH_ITS_REASON, moment_of
from steadyhand.contexts.cases.states import (
    SIBLINGS,
    AllocationRole,
    ChildsPart,
    ContactKind,
    DaysKind,
    Outcome,
)
from steadyhand.contexts.cases.states.happenings import words_of_event
from steadyhand.engines.naming import Kind, Typed
from steadyhand.foundations.asked_often import AskedOften


def identities(child_ids: Iterable[int]) -> dict[int, Identity]:
    """Who these children are, by child id. One query."""
    rows = Identity.objects.standing().filter(child_id__in=child_ids).select_related("child__council")
    return {row.child_id: row for row in rows}


def count_children() -> int:
    """How many children are on record."""
    return Child.objects.count()


def asked_for() -> QuerySet[Duty]:
    """Duties that are asked of somebody: open, confirmed as law, and not over with a reason on record.

    What pages, calendars and numbers tell of begins here. What belongs to one occasion is asked about once its day is
    over: on the day itself the reason that is on record with it does not count as one yet.
    """
    duties = Duty.objects.filter(is_open=True, unconfirmed=False)
    duties = duties.exclude(code__in=OF_ONE_OCCASION, explained=True)
    return duties.exclude(code__in=WITH_ITS_REASON, due_at__gte=timezone.localdate())


def late_on(on: date) -> Q:
    """Of duties: those whose last day or last moment is over; see `policies.is_late`."""
    over = Q(due_at__lt=on) | Q(due_at=on, due_by__lt=moment_of(on))
    return over & Q(no_last_day=False)


def open_duties(child_ids: Iterable[int], *, until: date | None = None) -> QuerySet[Duty]:
    """What is asked for these children, the earliest first; what has no date, or none that can be told, comes last.

    Each with `late_because`, the reason on record where it is explained; where its last day has moved since it was,
    `moved_from`, the day that was explained, with `moved_because`. One query.
    """
    rows = asked_for().filter(child_id__in=child_ids)
    if until is not None:
        rows = rows.filter(Q(due_at__lte=until) | Q(due_at=None))
    told = Explanation.objects.standing().filter(
        child=OuterRef("child"), code=OuterRef("code"), due_on=OuterRef("due_at")
    )
    because = Case(When(explained=True, then=Subquery(told.values("reason")[:1])), default=Value(""))
    of_code = Duty.objects.filter(child=OuterRef("child"), code=OuterRef("code"))
    earlier = Explanation.objects.standing().filter(
        ~Exists(of_code.filter(due_at=OuterRef("due_on"))),
        child=OuterRef("child"), code=OuterRef("code"), due_on__gte=OuterRef("started_on"),
    ).order_by("-due_on")  # fmt: skip
    ordered = rows.order_by(F("due_at").asc(nulls_last=True), "child_id", "code")
    told_with = {  # the model declares what it is: mypy takes a keyword for a second one
        "late_because": because,
        "moved_from": Subquery(earlier.values("due_on")[:1]),
        "moved_because": Subquery(earlier.values("reason")[:1]),
    }
    return ordered.annotate(**told_with)


def own_children(person_id: int, on: date) -> QuerySet[Allocation]:
    """The children whose social worker this person is on a day."""
    return caseload(person_id, on).filter(role=AllocationRole.SOCIAL_WORKER)


def by_name(identities: QuerySet[Identity], *, first: QuerySet[Allocation]) -> Any:
    """Ids of these children: those of `first` before the others, each in the order of the names they use."""
    is_first = ExpressionWrapper(Q(child_id__in=first.values("child_id")), output_field=BooleanField())
    called = Coalesce(NullIf("known_as", Value("")), "given_name")
    ordered = identities.annotate(is_first=is_first, called=Lower(called), family=Lower("family_name"))
    return ordered.order_by("-is_first", "called", "family", "child_id").values_list("child_id", flat=True)


def caseload(person_id: int, on: date) -> QuerySet[Allocation]:
    """Children to whom this person is social worker, second worker or personal adviser on this day."""
    working = (AllocationRole.SOCIAL_WORKER, AllocationRole.SECOND_WORKER, AllocationRole.PERSONAL_ADVISER)
    return Allocation.objects.on(on).filter(person_id=person_id, role__in=working)


def in_care(child_ids: Iterable[int], on: date) -> set[int]:
    """Which of these children are looked after on this day. One query."""
    return set(PeriodOfCare.objects.on(on).filter(child_id__in=child_ids).values_list("child_id", flat=True))


def _told_whether_withheld(rows: QuerySet[Placement]) -> QuerySet[Placement]:
    """Each with its home and `withheld_here`: one child who lives there now withholds it for everybody in it."""
    still = Q(end=None) | Q(end__gt=timezone.localdate())
    living_there = Placement.objects.standing().filter(still, home=OuterRef("home"))
    withheld = Q(address_withheld=True) | Exists(living_there.filter(address_withheld=True))
    told = {"withheld_here": withheld}  # the model declares what it is: mypy takes a keyword for a second one
    return rows.select_related("home", "child").annotate(**told)


def homes_near(child: Child, siblings: Collection[int] | None = None) -> list[Placement]:
    """Everywhere this child and their brothers and sisters have lived in care, with the homes, the earliest first.

    Also what was put right since. `siblings`: their ids, where they are known. One query, or two.
    """
    known = siblings_each([child.pk]) if siblings is None else {child.pk: siblings}
    return homes_near_each(known)[child.pk]


def siblings_each(child_ids: Collection[int]) -> dict[int, set[int]]:
    """The brothers and sisters of each of these children, in whosever record it stands. One query."""
    found: dict[int, set[int]] = {pk: set() for pk in child_ids}
    either = Q(child_id__in=found) | Q(other_child_id__in=found)
    pairs = Relationship.objects.standing().filter(either, kind__in=SIBLINGS, other_child__isnull=False)
    for child, other in pairs.values_list("child_id", "other_child_id"):
        found.get(child, set()).add(other)
        found.get(other, set()).add(child)
    return found


def homes_near_each(siblings: Mapping[int, Collection[int]]) -> dict[int, list[Placement]]:
    """`homes_near` for each child with their brothers and sisters. One query."""
    everybody = {*siblings, *(pk for them in siblings.values() for pk in them)}
    found = _told_whether_withheld(Placement.objects.filter(child_id__in=everybody))
    rows = list(found.order_by("start", "starts_at", "pk"))
    return {
        pk: [row for row in rows if row.child_id == pk or row.child_id in them]
        for pk, them in siblings.items()
    }


def withheld_homes(rows: Iterable[Placement], *, of: int, known: Collection[int]) -> list[Home]:
    """The homes among these placements that are withheld, in the record of this child, from a reader.

    `of`: the child's id. `known`: children whose address the reader may know. Where this child is one of them, a home
    of theirs is no secret, whoever else lives there; else it is one, though they know that a brother lives there. Of a
    placement that was put right, what stands decides. A home that was entered by mistake, and stands nowhere now, stays
    withheld: somebody lives there.
    """
    of_home: dict[int, list[Placement]] = {}
    for row in rows:
        of_home.setdefault(row.home_id, []).append(row)
    found = []
    for placed in of_home.values():
        children = {row.child_id for row in placed}
        open_to_reader = of in known if of in children else children <= set(known)
        stand = [row for row in placed if not row.superseded_at] or placed
        if not open_to_reader and any(row.withheld_here for row in stand):
            found.append(placed[0].home)
    return found


def current_homes(child_ids: Iterable[int], on: date) -> dict[int, Placement]:
    """Where each of these children lives on this day, with the home. One query."""
    rows = _told_whether_withheld(Placement.objects.on(on).filter(child_id__in=child_ids))
    return {row.child_id: row for row in rows.order_by("start", "pk")}


def allocations(child_ids: Iterable[int], on: date) -> QuerySet[Allocation]:
    """Who works with these children on this day, in each role."""
    rows = Allocation.objects.on(on).filter(child_id__in=child_ids)
    return rows.select_related("person").order_by("child_id", "role")


def latest_visits(child_ids: Iterable[int]) -> QuerySet[Visit]:
    """Visits that stand, newest first."""
    return Visit.objects.standing().filter(child_id__in=child_ids).order_by("-started_at", "-pk")


def authors_of_visits(child: Child, occasions: Collection[str]) -> dict[str, set[int]]:
    """By visit: whoever wrote any version of it in this child's record. At most one query."""
    authors: dict[str, set[int]] = {occasion: set() for occasion in occasions}
    rows = (
        Visit.objects.filter(child=child, occasion__in=list(occasions)) if occasions else Visit.objects.none()
    )
    for occasion, by in rows.values_list("occasion", "recorded_by_id"):
        authors[occasion].add(by)
    return authors


def siblings_of(child_ids: Iterable[int]) -> list[tuple[int, int]]:
    """Each of these children with each brother and sister of theirs who is in care. One query."""
    rows = Relationship.objects.standing().filter(
        child_id__in=child_ids, kind__in=SIBLINGS, other_child__isnull=False
    )
    return list(rows.order_by("pk").values_list("child_id", "other_child_id"))


def living_together(pairs: Iterable[tuple[int, int]], homes: Mapping[int, Placement]) -> dict[int, list[int]]:
    """For each child of these pairs: the brothers and sisters who live in the same home. No query.

    Only brothers and sisters: another child in the same home has a record of their own, written apart.
    """
    together: dict[int, list[int]] = {}
    for child, other in pairs:
        if child in homes and other in homes and homes[child].home_id == homes[other].home_id:
            together.setdefault(child, []).append(other)
    return together


class LivedOf(StrEnum):
    """What one dated row of a child's life is, as the clock asks for them."""

    ROLE = "role"
    CARE = "care"
    LEGAL_STATUS = "legal status"
    VISIT = "visit"
    REVIEW = "review"


class Lived(NamedTuple):
    """One dated row of a child's life. `code`: of a role, a legal status, why care ended, why not seen alone."""

    what: str
    child_id: int
    start: date  # of a visit or review: empty
    end: date | None
    at: datetime  # of a visit alone
    code: str
    seen: bool
    alone: bool | None
    person_id: int  # who holds the role, or visited; else empty


def lived(child_ids: Collection[int], roles: Iterable[AllocationRole]) -> list[Lived]:
    """Spans of care and legal status, roles of these kinds, visits and reviews that stand, in no order. One query."""
    return [Lived._make(row) for row in _lived(frozenset(roles)).of(child_ids)]


@cache
def _lived(roles: frozenset[AllocationRole]) -> AskedOften:
    return AskedOften(lambda ids: _lived_by(ids, roles))


def _lived_by(child_ids: Collection[int], roles: Iterable[AllocationRole]) -> QuerySet[Any, Any]:
    names = ("what", "child_id", "since", "until", "moment", "says", "seen", "alone", "who")
    no_day, no_moment = Value(None, output_field=DateField()), Value(None, output_field=DateTimeField())
    no_words, no_answer = Value("", output_field=CharField()), Value(None, output_field=BooleanField())
    nobody = Value(None, output_field=BigIntegerField())

    def rows(model: type[Fact], what: LivedOf, **columns: F | Value) -> Any:
        columns = {
            "since": no_day,
            "until": no_day,
            "moment": no_moment,
            "says": no_words,
            "seen": no_answer,
            "alone": no_answer,
            "who": nobody,
            **columns,
        }
        of_them = model.objects.standing().of(child_ids)
        if what is LivedOf.ROLE:
            of_them = of_them.filter(role__in=sorted(roles))
        return of_them.annotate(what=Value(what), **columns).values_list(*names)

    span = {"since": F("start"), "until": F("end")}
    seen = {"seen": F("child_seen"), "alone": F("seen_alone"), "says": F("not_alone_because")}
    # the first two say between them of what kind each column is
    first = rows(Allocation, LivedOf.ROLE, says=F("role"), who=F("person_id"), **span)
    return first.union(  # type: ignore[no-any-return]
        rows(Visit, LivedOf.VISIT, moment=F("started_at"), who=F("visited_by_id"), **seen),
        rows(PeriodOfCare, LivedOf.CARE, says=F("reason_ended"), **span),
        rows(LegalStatus, LivedOf.LEGAL_STATUS, says=F("code"), **span),
        rows(Review, LivedOf.REVIEW, since=F("held_on")),
        all=True,
    )


class SpellOf(StrEnum):
    """What a dated spell of a child's life tells of."""

    WORKER = "worker"
    BODY = "body"
    LEGAL_STATUS = "legal status"
    CARE = "care"


@dataclass(frozen=True, slots=True)
class Spell:
    """A dated spell: who worked with a child in which role, which body held them, under which law, in care."""

    what: SpellOf
    start: date
    end: date | None
    code: str = ""  # the role of a worker, the code of a legal status
    name: str = ""  # of the worker or body
    phone: str = ""
    person_id: int | None = None

    def holds_on(self, day: date) -> bool:
        """Whether this spell holds on the day."""
        return self.start <= day and (self.end is None or day < self.end)


def spells(child: Child) -> list[Spell]:
    """Every dated spell of this child's life but where they lived, the earliest first. One query."""
    blank, nobody = Value("", output_field=CharField()), Value(None, output_field=BigIntegerField())
    names = ("what", "start", "end", "called", "of", "number", "who", "pk")

    def rows(model: type[SpanFact], what: SpellOf, **columns: F | Value) -> Any:
        columns = {"called": blank, "of": blank, "number": blank, "who": nobody, **columns}
        found = model.objects.standing().filter(child=child)
        return found.annotate(what=Value(what), **columns).values_list(*names)

    worker = {"of": F("person__name"), "number": F("person__phone"), "who": F("person_id")}
    found = rows(Allocation, SpellOf.WORKER, called=F("role"), **worker).union(
        rows(HeldBy, SpellOf.BODY, of=F("body__name")),
        rows(LegalStatus, SpellOf.LEGAL_STATUS, called=F("code")),
        rows(PeriodOfCare, SpellOf.CARE),
        all=True,
    )
    return [
        Spell(SpellOf(what), start, end, called, of, number, who)
        for what, start, end, called, of, number, who, _ in found.order_by("start", "pk")
    ]


@dataclass(frozen=True, slots=True)
class ToKnow:
    """What to know before talking with a child, or to be careful of."""

    kind: str
    text: str
    because: str
    ends_on: date | None
    authors: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Near:
    """Somebody in a child's life; without a name where they are another child in care."""

    kind: str
    name: str
    may_be_named: bool


@dataclass(frozen=True, slots=True)
class Around:
    """What to know before talking with a child, who is in their life, and the ids of their brothers and sisters."""

    to_know: list[ToKnow]
    near: list[Near]
    siblings: set[int]


def around(child: Child) -> Around:
    """Who and what is around this child; a brother or sister in whose record alone it stands, too. One query."""
    names = ("what", "kind", "told", "why", "until", "open", "recorded_by_id", "other", "pk")
    nobody = Value(None, output_field=BigIntegerField())
    no_words, no_day = Value("", output_field=CharField()), Value(None, output_field=DateField())
    notes = StandingNote.objects.standing().filter(child=child)
    people = Relationship.objects.standing().filter(child=child)
    of_others = Relationship.objects.standing().filter(other_child=child, kind__in=SIBLINGS)
    person = {"why": no_words, "until": no_day, "open": F("may_be_named")}
    rows = notes.annotate(
        what=Value("note"),
        told=F("text"),
        why=F("because"),
        until=F("ends_on"),
        open=Value(True),
        other=nobody,
    ).values_list(*names)
    rows = rows.union(
        people.annotate(
            what=Value("person"), told=F("name"), other=F("other_child_id"), **person
        ).values_list(*names),
        of_others.annotate(
            what=Value("of another"), told=no_words, other=F("child_id"), **person
        ).values_list(*names),
        all=True,
    )
    found = Around([], [], set())
    for what, kind, told, why, until, named, by, other, _ in rows.order_by("kind", "pk"):
        if what == "note":
            found.to_know.append(ToKnow(kind, told, why, until, frozenset({by})))
        elif what == "person":
            found.near.append(Near(kind, told, named))
        if other and kind in SIBLINGS:
            found.siblings.add(other)
    return found


@dataclass(frozen=True, slots=True)
class Written:
    """Something written down with a moment of its own: an event, a contact, a note or a review."""

    pk: int
    at: datetime  # of a review: the start of its day
    title: str
    text: str
    authors: frozenset[int] = frozenset()


def written_down(
    child: Child, *, since: datetime | None, reviews_since: date | None, kinds: Collection[str] = ()
) -> list[Written]:
    """Events of these kinds, contacts and notes about this child since a moment, and reviews since a day; none: none.

    What was entered by mistake is left out. One query.
    """
    names = ("what", "type", "whom", "pk", "moment", "words", "recorded_by_id")
    blank = Value("", output_field=CharField())
    asked = []
    if since is not None:
        when = {"child": child, "at__gte": since}
        for model, what, kind, whom in (
            (Event, "event", Concat("kind", Value(" "), "outcome"), F("title")),
            (Contact, "contact", F("kind"), F("with_whom")),
            (Note, "note", blank, blank),
        ):
            of_it = Q(kind__in=kinds) & ~Q(outcome=Outcome.NOT_DONE) if model is Event else Q()
            asked.append(
                model.objects.standing()
                .filter(of_it, **when)
                .annotate(what=Value(what), type=kind, whom=whom, moment=F("at"), words=F("text"))
                .values_list(*names)
            )
    if reviews_since is not None:
        asked.append(
            Review.objects.standing()
            .filter(child=child, held_on__gte=reviews_since)
            .annotate(
                what=Value("review"), type=F("childs_part"), whom=blank,
                moment=Cast("held_on", DateTimeField()), words=F("summary"),
            )
            .values_list(*names)
        )  # fmt: skip
    if not asked:
        return []
    return [
        Written(pk=pk, at=at, authors=frozenset({by}), **_told(what, kind, whom, text))
        for what, kind, whom, pk, at, text, by in asked[0].union(*asked[1:], all=True)
    ]


def _told(what: str, kind: str, whom: str, text: str) -> dict[str, str]:
    if what == "event":
        name, _, outcome = kind.partition(" ")
        ended = f": {Outcome(outcome).label.lower()}" if outcome in Outcome.values and outcome else ""
        return {"title": whom or f"{words_of_event(name)}{ended}", "text": text}
    if what == "contact":
        return {"title": f"{ContactKind(kind).label} with {whom}", "text": text}
    if what == "review":
        return {"title": "Review", "text": f"{ChildsPart(kind).label}. {text}".strip()}
    return {"title": "Note", "text": text}


def children_whose_duties_change(council_id: int, on: date) -> list[int]:
    """Children of this council for whom, by this day, time alone has changed what is due."""
    rows = ClockReading.objects.filter(council_id=council_id, next_change_at__lte=on, worked_out_on__lt=on)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def timetable_version(council_id: int) -> str:
    """Another text after each change of how the council keeps the timetable. Two queries."""
    settings = RuleSetting.objects.filter(council_id=council_id).aggregate(newest=Max("pk"))
    days = CalendarDays.objects.filter(council_id=council_id).aggregate(
        newest=Max("pk"), off=Count("superseded_at")
    )
    return f"{settings['newest'] or 0}.{days['newest'] or 0}.{days['off']}"


def days_listed(council_id: int, kind: DaysKind, start: date, end: date) -> bool:
    """Whether a day of these is on the council's list already, as a day of this kind. One query."""
    listed = CalendarDays.objects.filter(council_id=council_id, kind=kind, superseded_at=None)
    return listed.filter(start__lte=end, end__gte=start).exists()


def missing_guarantees() -> list[str]:
    """What the database in use should guarantee about spans and councils in its own words, and does not."""
    return walls.missing(connection)


# What one shared key says for a child, so that the database can choose whom to look at more closely.
_SAYS = {
    Kind.NUMBER: 40,
    Kind.NUMBER_START: 12,
    Kind.NAME: 10,
    Kind.NICKNAME: 7,
    Kind.START: 6,
    Kind.SLIP: 5,
    Kind.SOUND: 4,
}


def answering_to(
    wanted: Typed, *, among: QuerySet[NameKey], own: QuerySet[Allocation], most: int
) -> list[tuple[int, bool]]:
    """Children who share a key with what was typed: (id, whether one of `own`), those first, then the likeliest.

    `among`: keys of the children who may be found. At most so many: a name that hundreds bear is cut short here. One query.
    """
    lookups = wanted.lookups()
    every = frozenset().union(*(lookup.every_key() for lookup in lookups))
    says = [
        Coalesce(
            Max(
                Case(
                    *(
                        When(kind=each.value, key__in=sorted(found), then=Value(_SAYS[each]))
                        for each, found in lookup.keys.items()
                    ),
                    output_field=IntegerField(),
                )
            ),
            0,
        )
        for lookup in lookups
    ]
    rows = (
        among.filter(key__in=sorted(every))
        .values("child_id")
        .annotate(likely=sum(says[1:], says[0]), mine=Q(child_id__in=own.values("child_id")))
        .filter(likely__gt=0)
        .order_by("-mine", "-likely", "child_id")
    )
    return [(pk, bool(mine)) for pk, mine in rows.values_list("child_id", "mine")[:most]]


def window_reasons(window_ids: Iterable[int]) -> dict[int, str]:
    """Why each of these windows of access was opened, in the words of whoever opened it. One query."""
    return dict(AccessWindow.objects.filter(pk__in=list(window_ids)).values_list("pk", "because"))
