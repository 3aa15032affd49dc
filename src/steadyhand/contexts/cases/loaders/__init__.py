"""The only way a page gets a record: checked, and the read on record.

A child who is somebody else's and a child who does not exist raise the same NotHereOrNotYours.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.utils import timezone

from steadyhand.contexts.cases import queries
from steadyhand.contexts.cases.gather import named
from steadyhand.contexts.cases.loaders.due import due_for
from steadyhand.contexts.cases.loaders.hidden import hidden_from_each
from steadyhand.contexts.cases.loaders.homes import HomeShown as HomeShown
from steadyhand.contexts.cases.loaders.homes import home_shown, homes_shown
from steadyhand.contexts.cases.models import (
    Allocation,
    Child,
    Duty,
    Identity,
    NameKey,
    Placement,
    Visit,
)
from steadyhand.contexts.cases.permissions.checks import check_part
from steadyhand.contexts.cases.permissions.own_words import Reads, reads
from steadyhand.contexts.cases.permissions.parts import ON_CALL_NOTES, told_in_the_story
from steadyhand.contexts.cases.permissions.table import Part, Right, grants
from steadyhand.contexts.cases.permissions.table import Relationship as Stands
from steadyhand.contexts.cases.permissions.visibility import (
    Known,
    Tie,
    held_on,
    known,
    rows_visible_to,
    visible_to,
)
from steadyhand.contexts.cases.permissions.visibility import one_page as one_page
from steadyhand.contexts.cases.permissions.withheld import Withheld
from steadyhand.contexts.cases.policies import MET_BY_A_VISIT, VISIT_TEXTS
from steadyhand.contexts.cases.queries import Near, Spell, SpellOf, ToKnow, Written
from steadyhand.contexts.cases.states import AllocationRole
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.contexts.organisations.permissions import Permission, Standing, bodies_where, reach_where
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.engines.naming import FAR_BEHIND, LONGEST_TYPED, How, match, typed
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.audit.reading import entries_about, lately_opened_by
from steadyhand.foundations.audit.record import Kind, record, together

W = TypeVar("W")
OPENED = "child.opened"


@dataclass(frozen=True, slots=True)
class ChildFile:
    """One child's record, opened: who it is, and how the reader stands to them."""

    child: Child
    identity: Identity
    tie: Tie
    standing: Standing

    def may(self, part: Part, right: Right = Right.READ) -> bool:
        """Whether the reader may do this with this part."""
        return self.tie.may(part, right)

    @property
    def name_only(self) -> bool:
        """Whether the reader may know the name and no more of who the child is."""
        return self.tie.name_only


def child_file(
    standing: Standing, ref: str, *, verb: str = OPENED, part: Part = Part.IDENTITY, right: Right = Right.READ
) -> ChildFile:
    """Open one child's record by its address; the read goes on record. Raises NotHereOrNotYours."""
    asked = next(iter(known(standing, Identity.objects.standing().filter(child__ref=ref)).values()), None)
    found = check_part(asked.tie if asked else None, part, right, verb=verb, subject_id=ref)
    assert asked is not None  # else refused above
    _read(standing, verb, "child", found.child_id, council_id=found.council_id, because=found.because)
    return ChildFile(asked.identity.child, asked.identity, found, standing)


def _read(
    standing: Standing,
    verb: str,
    subject_type: str,
    subject_id: int | str,
    *,
    council_id: int | None = None,
    because: str = "",
    children: Iterable[int] = (),
) -> None:
    detail = {"children": sorted(children)} if children else {}
    record(
        Kind.READ,
        verb=verb,
        subject_type=subject_type,
        subject_id=subject_id,
        actor_id=standing.account_id,
        council_id=council_id,
        because=because,
        detail=detail,
    )


@dataclass(frozen=True, slots=True)
class ChildNow:
    """A child's page: each part is empty where the reader may not have it."""

    duties: list[Duty] = field(default_factory=list)
    untold: Mapping[int, int] = field(default_factory=dict)
    notes_to_know: list[ToKnow] = field(default_factory=list)
    notes_ended: int = 0
    home: HomeShown | None = None
    allocations: list[Spell] = field(default_factory=list)
    held_by: Spell | None = None
    relationships: list[Near] = field(default_factory=list)
    care: list[Spell] = field(default_factory=list)
    legal: list[Spell] = field(default_factory=list)
    homes: list[HomeShown] = field(default_factory=list)
    past_allocations: list[Spell] = field(default_factory=list)
    said: list[Visit] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    hidden: Withheld = field(default_factory=lambda: Withheld(()))  # what was taken out of all of it


def child_now(file: ChildFile, *, on: date, story_since: date, until: date | None = None) -> ChildNow:
    """Everything the child's page shows this reader on this day; of what is due, up to a day."""
    if file.name_only:
        return ChildNow()
    child = file.child
    around = queries.around(child)
    notes, relationships = around.to_know, around.near
    own = Stands.CHILD in file.tie.relationships
    if own or not file.may(Part.NOTES):
        notes = []  # they hold health, court and other people's matters, and are written for those who work with a child
    in_force = [note for note in notes if note.ends_on is None or note.ends_on >= on]
    placements = queries.homes_near(child, around.siblings)
    homes = [
        home_shown(row, may_see_withheld=file.may(Part.ADDRESS), own=own)
        for row in placements
        if row.superseded_at is None and row.child_id == child.pk
    ]
    spells: dict[SpellOf, list[Spell]] = {}
    for spell in queries.spells(child):
        spells.setdefault(spell.what, []).append(spell)
    allocations = spells.get(SpellOf.WORKER, [])
    written = _written(file, story_since)
    hidden = hidden_from(file, placements)
    if hidden:
        relationships = [
            # not masked: a mask in the place of a grandmother's name says that the child lives with her
            replace(near, name="", may_be_named=False) if hidden.leads_there(near.name) else near
            for near in relationships
        ]
        in_force = [as_read(note, ("text", "because"), file, hidden, note.authors) for note in in_force]
        visits = {part: written.get(part, []) for part in ("visits", "said")}
        stands = [row for rows in visits.values() for row in rows]
        authors = {row.occasion: {row.recorded_by_id} for row in stands}  # of what was never put right
        authors |= queries.authors_of_visits(child, {row.occasion for row in stands if row.corrects_id})
        written = {
            **{
                part: [as_read(row, VISIT_TEXTS, file, hidden, authors[row.occasion]) for row in rows]
                for part, rows in visits.items()
            },
            "written": [
                as_read(row, ("title", "text"), file, hidden, row.authors)
                for row in written.get("written", [])
            ],
        }
    due = due_for({child.pk: file.may}, until=until)
    return ChildNow(
        duties=due.duties,
        untold=due.untold,
        notes_to_know=in_force,
        notes_ended=len(notes) - len(in_force),
        home=next((home for home in reversed(homes) if home.holds_on(on)), None),
        allocations=[row for row in allocations if row.holds_on(on)],
        past_allocations=allocations,
        held_by=next((row for row in spells.get(SpellOf.BODY, []) if row.holds_on(on)), None),
        relationships=relationships,
        care=spells.get(SpellOf.CARE, []),
        legal=spells.get(SpellOf.LEGAL_STATUS, []),
        homes=homes,
        hidden=hidden,
        **written,
    )


def hidden_from(file: ChildFile, placements: Iterable[Placement] | None = None) -> Withheld:
    """What is taken out of anything written that this reader gets; `placements`: `queries.homes_near`, where known."""
    homes = list(queries.homes_near(file.child) if placements is None else placements)
    return hidden_from_each(file.standing, {file.child.pk: file.tie}, {file.child.pk: homes})[file.child.pk]


def as_read(row: W, fields: Iterable[str], file: ChildFile, hidden: Withheld, authors: Collection[int]) -> W:
    """A row as this reader gets it, never for saving; `authors`: of it and of each version before."""
    how = reads(file.standing.person_id, authors)
    if not hidden or how is Reads.AS_WRITTEN:
        return row
    return hidden.masked(row, *fields) if how is Reads.MASKED else hidden.without(row, *fields)


def _written(file: ChildFile, since: date) -> dict[str, list[Any]]:
    """What was written down, as far as the reader may read it.

    On call: the last 30 days. The child: their own words, since nothing else is marked as written to them yet.
    """
    reviews_since = since if file.tie.reads_whole(Part.PLANS) else None
    if not file.may(Part.NOTES):
        return {"written": queries.written_down(file.child, since=None, reviews_since=reviews_since)}
    start = timezone.make_aware(datetime.combine(since, datetime.min.time()))
    if file.tie.reads_notes_of_30_days_only():
        start = max(start, timezone.now() - ON_CALL_NOTES)
    child = file.child
    found = (
        Visit.objects.standing()
        .filter(child=child, started_at__gte=start)
        .select_related("visited_by", "recorded_by")
    )
    visits = list(found.order_by("-started_at", "-pk"))
    said = [visit for visit in visits if visit.said]
    whole = file.tie.reads_whole(Part.NOTES)
    kinds = told_in_the_story(file.tie.reads_whole)
    written = queries.written_down(
        child, since=start if whole else None, reviews_since=reviews_since, kinds=kinds
    )
    return {"visits": visits if whole else [], "said": said, "written": written}


@dataclass(frozen=True, slots=True)
class Look:
    """One line of who has looked: somebody, how they stood to the child, and when, first and last that day."""

    name: str
    body: str
    kind: str
    because: str
    at: datetime
    times: int
    reason: str = ""  # the writer's own, where a record was opened for one


def who_looked(
    file: ChildFile, *, since: datetime | None = None, hidden: Withheld | None = None
) -> list[Look]:
    """Who looked at this child's record, changed it or was refused, newest first; one line a person and day.

    Each opening for a reason is a line of its own, with its reason. `hidden`: what is taken out of it, where known.

    Raises NotHereOrNotYours for a reader without that right.
    """
    check_part(file.tie, Part.WHO_LOOKED, Right.READ, verb="who_looked.opened", subject_id=str(file.child.pk))
    entries = list(entries_about("child", file.child.pk, file.child.ref, since=since))
    named = organisations.names_of_accounts({entry.actor_id for entry in entries if entry.actor_id})
    windows = {entry.detail["window"] for entry in entries if "window" in entry.detail}
    reasons = queries.window_reasons(windows) if windows else {}
    if hidden is None:
        hidden = hidden_from(file) if reasons else Withheld(())
    lines: dict[tuple[Any, ...], list[Any]] = {}
    for entry in entries:
        day = timezone.localtime(entry.at).date()
        because = "" if entry.kind == Kind.REFUSAL else entry.because
        key = (entry.actor_id, day, entry.kind, because, entry.detail.get("window", 0))
        lines.setdefault(key, []).append(entry)
    return [
        Look(
            name=named.get(actor, ("Somebody without an account", ""))[0],
            body=named.get(actor, ("", ""))[1],
            kind=kind,
            because=because,
            at=found[0].at,
            times=len(found),
            # one's own reason is never masked: `own_words`
            reason=reasons.get(window, "")
            if actor == file.standing.account_id
            else hidden.mask(reasons.get(window, "")),
        )
        for (actor, _, kind, because, window), found in lines.items()
    ]


@dataclass(frozen=True, slots=True)
class Caseload:
    """Children and what is due for them, for a working page."""

    identities: dict[int, Identity]
    duties: list[Duty]
    untold: Mapping[int, int]  # by child: how many things beside visits and reviews cannot be told
    homes: dict[int, HomeShown]
    workers: dict[int, list[Allocation]]
    lately: list[int]
    own: frozenset[int] = frozenset()  # those with whom the reader works, of a working day
    together: dict[int, list[int]] = field(default_factory=dict)
    body_ids: tuple[int, ...] = ()
    in_care: frozenset[int] = frozenset()
    name_only: frozenset[int] = frozenset()  # of these the reader may know the name and no more
    also: Mapping[int, Identity] = field(default_factory=dict)  # those asked for, in the list or not


def working_day(standing: Standing, *, on: date, until: date, also: Collection[int] = ()) -> Caseload:
    """What is due for the children this person works with, up to a day. The read goes on record.

    `also`: others who are named on the page, as far as the reader may know of them.
    """
    ids = list(queries.caseload(standing.person_id, on).values_list("child_id", flat=True).distinct())
    lately = [int(pk) for pk in lately_opened_by(standing.account_id, "child", verb=OPENED, count=3)]
    found = _known(standing, {*ids, *lately, *also})
    allowed = [
        pk for pk, each in found.items() if pk in set(ids) and Stands.ALLOCATED in each.tie.relationships
    ]
    told_of = {pk: found[pk].identity for pk in also if pk in found}
    lately = [pk for pk in lately if pk in found]
    _read(standing, "today.opened", "person", standing.person_id, children={*allowed, *lately, *told_of})
    pairs = queries.siblings_of(allowed)
    homes = queries.current_homes({*allowed, *(pk for pair in pairs for pk in pair)}, on)
    shown = homes_shown(homes, {pk: found[pk].tie for pk in allowed})
    due = due_for({pk: found[pk].tie.may for pk in allowed}, until=until)
    return Caseload(
        identities={pk: each.identity for pk, each in found.items()},
        duties=due.duties,
        untold=due.untold,
        homes=shown,
        workers={},
        in_care=frozenset(
            shown or (queries.in_care(allowed, on) if allowed else ())
        ),  # whoever lives in a home is
        lately=lately,
        own=frozenset(allowed),
        name_only=frozenset(pk for pk, each in found.items() if each.tie.name_only),
        together=queries.living_together(pairs, homes),
        also=told_of,
    )


def _known(standing: Standing, ids: Iterable[int]) -> dict[int, Known]:
    """Those of these children of whom this person may know, and how they stand to each. One query."""
    asked = known(standing, Identity.objects.standing().of(ids))
    return {pk: found for pk, found in asked.items() if found.tie.may(Part.IDENTITY)}


def own_file_ref(standing: Standing) -> str | None:
    """The address of the reader's own record, where they are a child who has one."""
    if not standing.holds(RoleKind.YOUNG_PERSON):
        return None
    return visible_to(standing).filter(person_id=standing.person_id).values_list("ref", flat=True).first()


# Whose a child is said to be in a list: the social worker's, or once they have come of age the personal adviser's.
_WORKS_WITH = (AllocationRole.SOCIAL_WORKER, AllocationRole.PERSONAL_ADVISER)
# A page of children is short enough to be read through; beyond that one is found by name.
A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the children a person may open, in order: those they work with, then the others by name."""

    page: Page[int]
    identities: dict[int, Identity]
    homes: dict[int, HomeShown]
    workers: dict[int, list[Allocation]]
    own: frozenset[int]
    name_only: frozenset[int]  # of these the reader may know the name and no more
    also: Mapping[int, Identity]  # those asked for, on this page of the list or not


def children_of(standing: Standing, *, on: date, page: str = "", also: Collection[int] = ()) -> Listed:
    """The children this person may open, A_PAGE at a time. That these were listed goes on record.

    `page`: a number from 1 as it was asked for; anything else is the nearest page there is. `also`: as of `working_day`.
    """
    everybody = Identity.objects.standing().filter(child__in=visible_to(standing))
    found = Paginator(queries.by_name(everybody, first=queries.own_children(standing.person_id, on)), A_PAGE)
    shown = found.get_page(page)
    told_of = _known(standing, {*shown, *also})
    _read(standing, "children.listed", "person", standing.person_id, children=told_of)
    reached = {pk: told_of[pk] for pk in shown if pk in told_of}
    ties = {pk: each.tie for pk, each in reached.items()}
    name_only = frozenset(pk for pk, each in ties.items() if each.name_only)
    ids = list(reached.keys() - name_only)
    workers: dict[int, list[Allocation]] = {}
    for row in queries.allocations(ids, on).filter(role__in=_WORKS_WITH):
        workers.setdefault(row.child_id, []).append(row)
    # theirs while they still hold the post that lets them work with the child
    mine = {
        pk
        for pk, rows in workers.items()
        if Stands.ALLOCATED in ties[pk].relationships
        and any(row.person_id == standing.person_id for row in rows)
    }
    return Listed(
        page=shown,
        identities={pk: each.identity for pk, each in reached.items()},
        homes=homes_shown(queries.current_homes(ids, on), ties),
        workers=workers,
        own=frozenset(mine),
        name_only=name_only,
        also={pk: told_of[pk].identity for pk in also if pk in told_of},
    )


def practice_list(standing: Standing, *, on: date, until: date, also: Collection[int] = ()) -> Caseload:
    """All children of the bodies this person leads: who works with each, and what is due. `also`: as of `working_day`.

    Raises NotHereOrNotYours for somebody who leads nothing.
    """
    bodies = bodies_where(standing, Permission.SEE_PRACTICE_LIST)
    held = held_on(standing, reach_where(standing, Permission.SEE_PRACTICE_LIST))
    if held is None:
        raise NotHereOrNotYours(
            verb="practice.opened", subject_type="person", subject_id=str(standing.person_id)
        )
    theirs = visible_to(standing).filter(pk__in=held.values("child_id"))
    identities = queries.identities(theirs.values_list("pk", flat=True))
    ids = list(identities)
    workers: dict[int, list[Allocation]] = {}
    for row in queries.allocations(ids, on).filter(role=AllocationRole.SOCIAL_WORKER):
        workers.setdefault(row.child_id, []).append(row)
    others = set(also) - identities.keys()
    told_of = {pk: each.identity for pk, each in _known(standing, others).items()} if others else {}
    with together():
        for body in bodies:
            _read(standing, "practice.opened", "organisation", body, children=[*ids, *told_of])
    due = due_for(dict.fromkeys(ids, _as_lead), until=until)
    return Caseload(
        identities=identities,
        duties=due.duties,
        untold=due.untold,
        homes={},
        workers=workers,
        lately=[],
        body_ids=bodies,
        in_care=frozenset(queries.in_care(ids, on)),
        also=told_of | {pk: identities[pk] for pk in also if pk in identities},
    )


def _as_lead(part: Part) -> bool:
    return Right.READ in grants(Stands.LEAD, part)


# How many children who share a key are looked at closely, and how many of them a page shows.
LOOKED_AT, SHOWN = 80, 20


@dataclass(frozen=True, slots=True)
class Found:
    """One child who answers to what was typed: why, and as much of the rest as the reader may know.

    Of a child of whom the reader may know the name alone, `name_only`, nothing but the name is for showing.
    """

    identity: Identity
    how: How
    closeness: float
    own: bool
    name_only: bool = False
    home: HomeShown | None = None
    workers: tuple[Allocation, ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """What a search came to. `asked`: there was a letter or digit to look for, and not too many."""

    asked: bool
    found: tuple[Found, ...] = ()
    more: bool = False  # others answer to it as well, and are not shown


def find_children(standing: Standing, text: str, *, on: date) -> Search:
    """Children this person may open who answer to a name, nickname, rough spelling or number, their own first.

    The read goes on record with the children shown, never with what was typed.
    """
    wanted = typed(text)
    if not wanted or len(text) > LONGEST_TYPED or not standing.councils:
        return Search(asked=False)
    near = dict(
        queries.answering_to(
            wanted,
            among=rows_visible_to(standing, NameKey.objects.all()),
            own=queries.caseload(standing.person_id, on),
            most=LOOKED_AT,
        )
    )
    reached = _known(standing, near)
    alike = []
    for pk, each in reached.items():
        called = named(each.identity.child, each.identity)
        # whoever may know no more than the name is not told how they answer to another
        if answer := match(wanted, called.by_name_alone() if each.tie.name_only else called):
            alike.append(Found(each.identity, answer.how, answer.closeness, own=near[pk]))
    closest = max((each.closeness for each in alike), default=0.0)
    alike = [each for each in alike if each.closeness >= closest - FAR_BEHIND]
    alike.sort(key=lambda each: (not each.own, -each.closeness, each.identity.name, each.identity.child_id))
    ties = {pk: each.tie for pk, each in reached.items()}
    found = _as_far_as_may_be_known(ties, alike[:SHOWN], on=on)
    _read(
        standing, "children.found", "person", standing.person_id,
        children=[each.identity.child_id for each in found],
    )  # fmt: skip
    return Search(asked=True, found=found, more=len(alike) > SHOWN)


def _as_far_as_may_be_known(ties: Mapping[int, Tie], alike: list[Found], *, on: date) -> tuple[Found, ...]:
    """The same with home and worker, each as far as the reader may know it."""
    ids = [each.identity.child_id for each in alike]
    if not ids:
        return ()
    whole = [pk for pk in ids if not ties[pk].name_only]
    homes = homes_shown(queries.current_homes(whole, on), ties)
    workers: dict[int, list[Allocation]] = {}
    for row in queries.allocations(whole, on).filter(role__in=_WORKS_WITH):
        workers.setdefault(row.child_id, []).append(row)
    return tuple(
        replace(
            each,
            name_only=pk not in whole,
            home=homes.get(pk),
            workers=tuple(workers.get(pk, ())),
        )
        for pk, each in zip(ids, alike, strict=True)
        # whoever may know the name alone does not find it by a number or by how it is said
        if pk in whole or each.how in OPEN_TO_ALL
    )


# Ways of finding that tell no more than the name which is shown.
OPEN_TO_ALL = frozenset({How.NAME, How.START, How.LOOKS, How.SOUNDS})


def recent_visits(standing: Standing, *, child_ids: Iterable[int], since: datetime) -> list[Visit]:
    """Visits to these children since a moment, newest first, as far as the reader may read them."""
    allowed = visible_to(standing, part=Part.NOTES).filter(pk__in=list(child_ids))
    return list(
        queries.latest_visits(allowed.values_list("pk", flat=True))
        .filter(started_at__gte=since)
        .select_related("visited_by")
    )


@dataclass(frozen=True, slots=True)
class VisitPage:
    """What the page of a new visit needs: the child, and brothers and sisters in the same home."""

    files: list[ChildFile]
    home: HomeShown | None
    duty: Duty | None


def visit_page(standing: Standing, ref: str, *, on: date) -> VisitPage:
    """Open the page on which a visit is written down. Raises NotHereOrNotYours."""
    with together():
        file = child_file(standing, ref, verb="visit.page_opened", part=Part.NOTES, right=Right.WRITE)
        child = file.child.pk
        pairs = queries.siblings_of([child])
        homes = queries.current_homes({child, *(other for _, other in pairs)}, on)
        siblings = queries.living_together(pairs, homes).get(child, [])
        others = []
        reached = known(standing, Identity.objects.standing().of(siblings)) if siblings else {}
        shown = homes_shown(homes, {child: file.tie} | {pk: each.tie for pk, each in reached.items()})
        for pk in siblings:
            tie = reached[pk].tie
            # who lives with whom tells where: not where either home is kept from the reader
            if tie.may(Part.NOTES, Right.WRITE) and not (shown[child].hidden or shown[pk].hidden):
                _read(
                    standing, "visit.page_opened", "child", pk, council_id=tie.council_id, because=tie.because
                )
                others.append(ChildFile(reached[pk].identity.child, reached[pk].identity, tie, standing))
    duties = queries.open_duties([file.child.pk]).filter(code__in=MET_BY_A_VISIT)
    return VisitPage(
        files=[file, *others],
        home=shown.get(child),
        duty=duties.first(),
    )
