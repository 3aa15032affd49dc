"""The first children of a council, out of the return that it sent: `steadyhand import-903`.

The return tells of care, legal status, placements, reviews, spells missing and social workers, and names nobody. Children
are shown by their identifier until somebody names them; a worker who is not on record yet is put on record by their
registration number, with an account that nobody can use until they are given one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from hashlib import sha256
from typing import TYPE_CHECKING

from django.utils import timezone

from steadyhand.contexts.cases import operations as cases
from steadyhand.contexts.cases import queries as on_record
from steadyhand.contexts.cases.states import (
    AllocationRole,
    ChildsPart,
    LegalStatusCode,
    PlacementType,
    Sex,
)
from steadyhand.contexts.organisations import operations as organisations
from steadyhand.contexts.organisations import queries
from steadyhand.contexts.organisations.states import BodyKind, RoleKind
from steadyhand.engines.ssda903.lives import Life, Lives, Refused, lives
from steadyhand.engines.ssda903.places import AUTHORITIES, authority
from steadyhand.foundations.access import tenancy
from steadyhand.foundations.audit.record import Kind, record

if TYPE_CHECKING:
    import polars as pl

    from steadyhand.contexts.cases.models import Child, Home
    from steadyhand.contexts.organisations.models import Organisation, Person

TEAM = "Children from the return"
BATCH = 500  # children at a time; all are stored in one transaction
VERB = "children.brought_in"
_NOT_TOLD = "Not in the return"


class NotPossibleHere(Exception):
    """Why a return cannot become the children of a council, and what to do."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of it. `again`: the same return is on record already, and nothing was changed."""

    council: str
    children: int
    rows: Mapping[str, int]
    applied: Mapping[str, int]
    refused: list[Refused]
    again: bool


def bring_in(
    tables: Mapping[str, pl.DataFrame],
    *,
    code: str,
    on: date,
    team: str = TEAM,
    progress: Callable[[int, int], None] | None = None,
) -> Brought:
    """Make the children of a return the first of the council with this code, all of them or none.

    Whoever runs the installation asks for it, so that nobody's role is asked; it is written in the name of the council's
    administrator. Raises NotPossibleHere, and ValueError for a code that is no such council's.
    """
    council, by = _whose(code, on)
    told = lives(tables, on=on)
    if not told.lives:
        raise NotPossibleHere(
            "No child could be taken from these files. Hand over the return’s header and episodes."
        )
    mark = _mark(told)
    with tenancy.within([council.pk]):
        if on_record.count_children():
            if on_record.was_done(VERB, council_id=council.pk, mark=mark):
                return _brought(council, told, again=True)
            raise NotPossibleHere(
                f"{council.name} has children on record already, and not from this return. A return is brought into a"
                " council that has none."
            )
        tell = progress or (lambda done, total: None)
        with cases.filling(council) as store:
            body = organisations.establish(kind=BodyKind.TEAM, name=team, parent=council, by=None, on=on)
            workers = _workers(told.lives, body, on)
            for first in range(0, len(told.lives), BATCH):
                some = told.lives[first : first + BATCH]
                rows = cases.Import(on=on)
                for life in some:
                    _Writing(rows, council, body, workers, by, on).write(life)
                store(rows.take(), by)
                tell(first + len(some), len(told.lives))
            record(
                Kind.CHANGE,
                verb=VERB,
                subject_type="organisation",
                subject_id=council.pk,
                actor_id=by.account_id,
                council_id=council.pk,
                detail={"mark": mark, "children": len(told.lives), "refused": len(told.refused)},
            )
    return _brought(council, told, again=False)


def _brought(council: Organisation, told: Lives, *, again: bool) -> Brought:
    return Brought(council.name, len(told.lives), told.rows, told.applied, told.refused, again)


def _whose(code: str, on: date) -> tuple[Organisation, Person]:
    now = authority(code)
    council = queries.council_with([one.code for one in AUTHORITIES.values() if one.now == now])
    if council is None:
        raise NotPossibleHere(
            f"No council with the code {now} is on record here. Begin it with `steadyhand start-live --code {now}`."
        )
    by = queries.holders((RoleKind.ADMINISTRATOR,), [council.pk], on).first()
    if by is None:
        raise NotPossibleHere(
            f"{council.name} has no administrator, in whose name children are put on record."
        )
    return council, by


def _mark(told: Lives) -> str:
    """The same for the same lives, whatever files told of them; from it nothing can be read back."""
    found = sha256()
    for life in told.lives:
        found.update(repr(replace(life, reviews=dict(sorted(life.reviews.items())))).encode())
    return found.hexdigest()


def _workers(told: Iterable[Life], body: Organisation, on: date) -> dict[str, Person]:
    """Who is named as a worker, by registration number; those who are not on record are put there, in the team."""
    numbers = sorted({one.worker for life in told for one in life.workers})
    found = queries.registered(numbers)
    for number in numbers:
        if number not in found:
            found[number] = organisations.welcome(
                email=f"{number.lower()}@not-known.invalid", name=f"Social worker {number}",
                registration_number=number, by=None, on=on,
            )  # fmt: skip
            organisations.give_role(
                person=found[number], kind=RoleKind.SOCIAL_WORKER, at=body, by=None, on=on
            )
    return found


class _Writing:
    """One child while it is being written."""

    def __init__(
        self,
        rows: cases.Import,
        council: Organisation,
        body: Organisation,
        workers: Mapping[str, Person],
        by: Person,
        on: date,
    ) -> None:
        self._rows, self._council, self._body, self._workers = rows, council, body, workers
        self._by, self._on = by, on

    def write(self, life: Life) -> None:
        """Every span and happening of it, in the order of their days."""
        by, on, rows = self._by, self._on, self._rows
        child = rows.add_child(
            council=self._council, identifier=life.child, given_name="", family_name="", date_of_birth=life.born,
            sex=Sex(life.sex), by=by, on=on,
        )  # fmt: skip
        self._care(child, life)
        self._held(child, life)
        for day, part in sorted(life.reviews.items()):
            rows.record_review_out_of_a_return(
                child=child, held_on=day, childs_part=ChildsPart(part), by=by, on=on
            )
        for spell in life.missing:
            self._happened(child, "missing_start", spell.start)
            if spell.end is not None:
                self._happened(child, "missing_end", spell.end)

    def _care(self, child: Child, life: Life) -> None:
        by, on, rows = self._by, self._on, self._rows
        for period in life.care:
            rows.start_care(child=child, start=period.start, by=by, on=on)
            for status in life.statuses:
                if _within(status.start, period.start, period.end):
                    rows.record_legal_status(
                        child=child, code=LegalStatusCode(status.code), start=status.start, by=by, on=on
                    )
            for stay in life.stays:
                if _within(stay.start, period.start, period.end):
                    rows.start_placement(
                        child=child, home=self._home(stay.post), type=PlacementType(stay.code), start=stay.start,
                        by=by, on=on, short_break=stay.is_break,
                    )  # fmt: skip
            if period.end is not None:
                rows.end_care(child=child, end=period.end, reason=period.code, by=by, on=on)

    def _home(self, post: str) -> Home:
        """A home of its own for each placement: which children lived together is not in the return."""
        plain = post.replace(" ", "")[:7]
        return self._rows.add_home(
            council=self._council, carers=_NOT_TOLD, address=_NOT_TOLD, by=self._by, on=self._on,
            postcode=f"{plain[:-3]} {plain[-3:]}" if len(plain) > 4 else plain,
        )  # fmt: skip

    def _held(self, child: Child, life: Life) -> None:
        """By the team for as long as the return tells of care or of a worker."""
        spans = [*life.care, *life.workers]
        if not spans:
            return
        by, on, rows = self._by, self._on, self._rows
        rows.hold(child=child, body=self._body, start=min(span.start for span in spans), by=by, on=on)
        for one in life.workers:
            given = rows.allocate(
                child=child, person=self._workers[one.worker], role=AllocationRole.SOCIAL_WORKER, start=one.start,
                by=by, on=on, because="",
            )  # fmt: skip
            if one.end is not None:
                rows.end_allocation(allocation=given, end=one.end, by=by, on=on)
        if all(span.end is not None for span in spans):
            rows.end_hold(child=child, end=max(span.end for span in spans if span.end), by=by, on=on)

    def _happened(self, child: Child, kind: str, day: date) -> None:
        at = timezone.make_aware(datetime.combine(day, time(12)))
        self._rows.record_event(child=child, kind=kind, at=at, timed=False, by=self._by, on=self._on)


def _within(day: date, start: date, end: date | None) -> bool:
    return start <= day and (end is None or day < end)
