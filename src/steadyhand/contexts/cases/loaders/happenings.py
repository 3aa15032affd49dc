"""What happened to a child, as the timetable asks about it: what is on record, and the page to write it down.

Which happenings somebody reads or writes goes by the part of the record that each belongs to.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from steadyhand.contexts.cases import queries
from steadyhand.contexts.cases.loaders import (
    A_PAGE,
    ChildFile,
    HomeShown,
    as_read,
    child_file,
    hidden_from,
)
from steadyhand.contexts.cases.loaders.homes import home_shown
from steadyhand.contexts.cases.models import Event, Fact, Placement
from steadyhand.contexts.cases.permissions.checks import check_record
from steadyhand.contexts.cases.permissions.parts import (
    may_put_right,
    may_read_happening,
    may_record,
    part_of_rule,
)
from steadyhand.contexts.cases.permissions.table import Part, Relationship
from steadyhand.contexts.cases.permissions.visibility import Tie, tie
from steadyhand.contexts.cases.policies import KEPT
from steadyhand.contexts.cases.states.happenings import HAPPENINGS, Topic, topic_of
from steadyhand.contexts.organisations.permissions import Standing
from steadyhand.engines.timescales import RULES, day_of
from steadyhand.engines.timescales.facts import UNDONE
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.audit.record import together

LISTED = frozenset(kind for named in HAPPENINGS.values() for kind in named)
NEAR = timedelta(days=31)  # a happening so long before or after a home may be about it
TEXTS = ("title", "text", "sort")


def name_of(row: Fact) -> str:
    """What an address calls this row: it tells nothing, and nobody can guess another's."""
    return _name(type(row).__name__, row.child_id, row.pk)


def _name(kind: str, child_id: int, pk: int) -> str:
    return salted_hmac("steadyhand.row", f"{kind}:{child_id}:{pk}").hexdigest()[:32]


def named_row(kind: type[Fact], child_id: int, name: str) -> int | None:
    """The id of the row of this child, standing or not, that an address calls so."""
    found = kind._default_manager.filter(child_id=child_id).values_list("pk", flat=True)
    return next((pk for pk in found if constant_time_compare(_name(kind.__name__, child_id, pk), name)), None)


@dataclass(frozen=True, slots=True)
class HomeNear:
    """A home of the child as one can choose it, or as a happening was about it."""

    start: date
    end: date | None
    shown: HomeShown

    def is_near(self, day: date) -> bool:
        """Whether something that happened on the day may be about it."""
        return self.start - NEAR <= day and (self.end is None or day <= self.end + NEAR)


@dataclass(frozen=True, slots=True)
class HappeningPage:
    """The page on which something that happened is written down.

    `kinds`: what this writer may write, by topic. `asked_for`: of these, what is asked for now, the earliest due first.
    """

    file: ChildFile
    kinds: dict[Topic, tuple[str, ...]] = field(default_factory=dict)
    asked_for: tuple[str, ...] = ()
    homes: tuple[HomeNear, ...] = ()


def choose_happening(standing: Standing, ref: str) -> HappeningPage:
    """Open the page on which one chooses what happened. Raises NotHereOrNotYours for who may write none of it."""
    verb = "happening.page_opened"
    with together():  # a refusal is no read
        file = child_file(standing, ref, verb=verb)
        kinds = {
            topic: mine
            for topic, named in HAPPENINGS.items()
            if (mine := tuple(kind for kind in named if may_record(file.tie, kind)))
        }
        if not kinds:
            raise NotHereOrNotYours(verb=verb, subject_type="child", subject_id=str(file.child.pk))
    may_write = {kind for mine in kinds.values() for kind in mine}
    return HappeningPage(file, kinds, tuple(_asked_for(file, may_write)))


def _asked_for(file: ChildFile, may_write: Collection[str]) -> Iterable[str]:
    """What would meet the duties that are open and that this reader may be told of."""
    found: dict[str, None] = {}
    for duty in queries.open_duties([file.child.pk]):
        if duty.code in KEPT or (duty.started_on and duty.started_on > file.standing.on):
            continue  # nobody is asked to end it, or not yet
        if file.may(part_of_rule(duty.code)) and not duty.missing and not file.name_only:
            found |= dict.fromkeys(kind for kind in _met_by(duty.code) if kind in may_write)
    return found


def _met_by(code: str) -> list[str]:
    """The happenings with no page of their own that meet this row."""
    return [name for name in RULES[code].met_by.replace(",", " ").split() if name in LISTED]


def happening_to_write(standing: Standing, ref: str, kind: str) -> HappeningPage:
    """Open the page on which this happening is written down. Raises NotHereOrNotYours."""
    verb = "happening.page_opened"
    with together():
        file = child_file(standing, ref, verb=verb)
        check_record(file.tie, kind, verb=verb)
    return HappeningPage(file, homes=_homes(file))


def _homes(file: ChildFile) -> tuple[HomeNear, ...]:
    """Everywhere the child has lived, each as far as this reader may know it; none for who may know the name alone."""
    if file.name_only:
        return ()
    own = Relationship.CHILD in file.tie.relationships
    may_see = file.may(Part.ADDRESS)
    return tuple(
        HomeNear(row.start, row.end, home_shown(row, may_see_withheld=may_see, own=own))
        for row in _placements(file)
    )


def _placements(file: ChildFile) -> list[Placement]:
    rows = queries.homes_near(file.child, ())
    return [row for row in rows if row.superseded_at is None]


def same_on_record(file: ChildFile, kind: str, says: Mapping[str, Any]) -> Event | None:
    """A happening of this kind on record that says all this: its page was sent twice."""
    found: Event | None = Event.objects.standing().filter(child=file.child, kind=kind, **says).last()
    return found


@dataclass(frozen=True, slots=True)
class Happening:
    """One happening on record, the versions before it the first first; `row` for acts, `shown` for reading."""

    name: str
    row: Event
    shown: Event
    earlier: tuple[Event, ...]
    home: HomeNear | None
    text: str
    may_put_right: bool


@dataclass(frozen=True, slots=True)
class Happenings:
    """What is on record of one child, newest first, a page at a time. `topics`: how many there are of each."""

    file: ChildFile
    page: Page[Event]  # of these, `told` is what the reader may have
    told: list[Happening]
    topics: dict[Topic, int]
    may_record: bool


def happenings(standing: Standing, ref: str, *, topic: str = "", page: str = "") -> Happenings:
    """What is on record of this child, as far as the reader may read it. The read goes on record.

    `topic`: one of them alone; anything else is all. Raises NotHereOrNotYours.
    """
    file = child_file(standing, ref, verb="happenings.opened")
    versions: dict[int, Event] = {}
    stands: list[Event] = []
    rows = Event.objects.filter(child=file.child, kind__in=LISTED).select_related("recorded_by")
    for row in rows.order_by("at", "pk"):
        versions[row.pk] = row
        if row.superseded_at is None and _may_read(file.tie, row):
            stands.append(row)
    topics: dict[Topic, int] = {}
    for row in stands:
        topics[topic_of(row.kind)] = topics.get(topic_of(row.kind), 0) + 1
    wanted = [row for row in reversed(stands) if topic not in topics or topic_of(row.kind) == topic]
    found = Paginator(wanted, A_PAGE).get_page(page)
    return Happenings(
        file,
        found,
        _told(file, list(found.object_list), versions),
        {each: topics[each] for each in Topic if each in topics},
        any(may_record(file.tie, kind) for kind in LISTED),
    )


def _may_read(tie: Tie, row: Event) -> bool:
    return may_read_happening(tie, row.kind, at=row.at, now=timezone.now())


def _told(file: ChildFile, rows: Sequence[Event], versions: dict[int, Event]) -> list[Happening]:
    homes = {home.start: home for home in _homes(file)}
    hidden = hidden_from(file)
    own = Relationship.CHILD in file.tie.relationships
    found = []
    for row in rows:
        chain = [row]
        while chain[-1].corrects_id in versions:
            chain.append(versions[chain[-1].corrects_id])
        authors, shown = set[int](), []
        for each in reversed(chain):
            authors.add(each.recorded_by_id)
            shown.append(as_read(each, TEXTS, file, hidden, set(authors)))
        may_write = may_record(file.tie, row.kind)
        found.append(
            Happening(
                name_of(row),
                row,
                shown[-1],
                tuple(shown[:-1]),
                homes.get(row.placed_on) if row.placed_on else None,
                # what was written beside it is for those who work with them, and not to them
                "" if own else "\n\n".join(filter(None, (shown[-1].title, shown[-1].text))),
                may_write and shown[-1].sort == row.sort,
            )
        )
    return found


def happening_to_put_right(standing: Standing, ref: str, name: str) -> tuple[HappeningPage, Event, Event]:
    """Open a happening to put it right: its page, the version that the address names, and the one that stands.

    Raises NotHereOrNotYours.
    """
    verb = "happening.page_opened"
    with together():
        file = child_file(standing, ref, verb=verb)
        pk = named_row(Event, file.child.pk, name)
        rows = Event.objects.filter(child=file.child, kind__in=LISTED).select_related("recorded_by", "child")
        opened = rows.filter(pk=pk).first()
        stands = opened
        while stands is not None and stands.superseded_at is not None:
            stands = rows.filter(corrects=stands).first()
        if (
            opened is None
            or stands is None
            or not may_put_right(file.tie, stands.kind, at=stands.at, now=timezone.now())
        ):
            raise NotHereOrNotYours(verb=verb, subject_type="child", subject_id=str(file.child.pk))
        (read,) = _told(file, [stands], {})
        if not read.may_put_right:
            raise NotHereOrNotYours(verb=verb, subject_type="child", subject_id=str(file.child.pk))
    return HappeningPage(file, homes=_homes(file)), opened, stands


@dataclass(frozen=True, slots=True)
class Follows:
    """A duty that is open, and counted from what was just saved, or still waits for it."""

    code: str
    due: date | None
    by: datetime | None  # the last moment, where hours count
    soon: bool  # as soon as possible
    again: bool  # the same happening is asked for


@dataclass(frozen=True, slots=True)
class SavedHappening:
    """One happening as it is on record, to be told of on the page that one lands on."""

    child_id: int
    ref: str
    name: str
    kind: str
    day: date
    outcome: str
    put_right: bool
    follows: tuple[Follows, ...]


def saved_happening(standing: Standing, asked: str) -> SavedHappening | None:
    """What was just saved: `asked` is the child's ref and the row's name in one; None for what names nothing of theirs.

    Whoever shows it names the child to the loader of their page, which puts the read on record.
    """
    ref, name = asked[:20], asked[20:]
    found = tie(standing, ref) if len(asked) == 52 else None
    pk = named_row(Event, found.child_id, name) if found else None
    row = Event.objects.standing().filter(pk=pk, kind__in=LISTED).first() if pk else None
    if found is None or row is None or not may_record(found, row.kind):
        return None
    if row.recorded_by_id != standing.person_id and not _may_read(found, row):
        return None
    return SavedHappening(
        child_id=row.child_id,
        ref=ref,
        name=name,
        kind=row.kind,
        day=day_of(row.at),
        outcome=row.outcome,
        put_right=row.corrects_id is not None,
        follows=tuple(_follows(found, row)),
    )


def _follows(found: Tie, row: Event) -> Iterable[Follows]:
    """What is counted from it; where it was not done, what still asks for it."""
    day, undone = day_of(row.at), row.outcome in UNDONE
    for duty in queries.open_duties([row.child_id]):
        rule = RULES[duty.code]
        again = row.kind in _met_by(duty.code)
        counted = row.kind == rule.trigger_event or row.kind in rule.due_rule.split()
        from_it = duty.started_on == day and (again or counted)
        if found.may(part_of_rule(duty.code)) and not duty.missing and (again if undone else from_it):
            yield Follows(duty.code, duty.due_at, duty.due_by, duty.no_last_day, again)


def is_happening(typed: str) -> bool:
    """Whether it is a happening that has no page of its own."""
    return typed in LISTED
