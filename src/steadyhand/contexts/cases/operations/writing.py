"""Visits, reviews, contacts, notes: what happened and what the child said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError

from steadyhand.contexts.cases.models import Child, Contact, Event, HeldBy, Identity, Note, Review, Visit
from steadyhand.contexts.cases.operations.drafts import let_draft_go
from steadyhand.contexts.cases.operations.unit import one_act
from steadyhand.contexts.cases.permissions.table import Part
from steadyhand.contexts.cases.policies import (
    VISIT_FORM,
    Clash,
    NotPossible,
    check_born,
    check_in_order,
    check_not_ahead,
    check_seen_alone,
    local_day,
)
from steadyhand.contexts.cases.states import ChildsPart, ContactKind, EventKind, VisitPlace
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.foundations.notices.models import Notice
from steadyhand.foundations.notices.post import tell

if TYPE_CHECKING:
    from steadyhand.contexts.organisations.models import Person


class AlreadyRecorded(Clash):
    """This very visit was saved before: the page was sent twice. Nothing was saved again."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a visit says of one child. Whether seen, and seen alone, is evidence: nobody fills it in for them."""

    child: Child
    seen: bool
    alone: bool | None
    not_alone_because: str = ""
    said: str = ""


def record_visit(
    *,
    seen: Sequence[Seen],
    started_at: datetime,
    place: VisitPlace,
    occasion: str,
    by: Person,
    on: date,
    ended_at: datetime | None = None,
    carers_seen: bool = False,
    narrative: str = "",
    worried: bool = False,
) -> list[Visit]:
    """Record one visit to one child, or to several who live together: written once, one row a child.

    `occasion` names the page it was written on, so that a page sent twice is saved once. A worry is told at
    once to the lead of the body that holds each child. Duties are worked out in the same transaction.
    Raises NotPossible (with its field), AlreadyRecorded, NotHereOrNotYours.
    """
    if not seen:
        raise NotPossible("who", "Say who you went to see")
    check_not_ahead(local_day(started_at), on=on, field="started", what="The visit")
    check_in_order(started_at, ended_at, field="ended", what="The visit")
    visits = []
    with one_act(by=by, on=on) as act:
        for each in seen:
            act.check_write(by, each.child, Part.NOTES, verb="visit.record", on=on)
            check_born(
                local_day(started_at), date_of_birth=act.born(each.child), field="started", what="The visit"
            )
            check_seen_alone(seen=each.seen, alone=each.alone, because=each.not_alone_because)
            row = Visit(
                occasion=occasion,
                visited_by=by,
                started_at=started_at,
                ended_at=ended_at,
                place=place,
                child_seen=each.seen,
                seen_alone=each.alone if each.seen else None,
                not_alone_because=each.not_alone_because if each.seen and each.alone is False else "",
                carers_seen=carers_seen,
                said=each.said,
                narrative=narrative,
                worried=worried,
            )
            try:
                with act.attempt():
                    visits.append(act.save(row, verb="visit.recorded", child=each.child, by=by))
            except IntegrityError as twice:
                if Visit.objects.standing().filter(child=each.child, occasion=occasion).exists():
                    raise AlreadyRecorded("This visit is already on record.") from twice
                raise
        let_draft_go(child_ids=[each.child.pk for each in seen], form=VISIT_FORM, by=by, on=on)
        if worried:
            _tell_of_worry(visits, by=by, on=on)
    return visits


def _tell_of_worry(visits: Sequence[Visit], *, by: Person, on: date) -> None:
    for visit in visits:
        held = HeldBy.objects.on(on).filter(child_id=visit.child_id).first()
        leads = organisations.holders((RoleKind.LEAD,), [held.body_id] if held else [], on)
        tell(
            {lead.account_id for lead in leads},
            Notice.Kind.WORRY,
            about_account_id=by.account_id,
            council_id=visit.council_id,
            child_id=visit.child_id,
        )


def correct_visit(*, visit: Visit, by: Person, on: date, **changes: Any) -> Visit:
    """Put a visit right for one child; the earlier version stays. Raises Clash, NotPossible, NotHereOrNotYours."""
    with one_act(by=by, on=on) as act:
        act.check_write(by, visit.child, Part.NOTES, verb="visit.correct", on=on)
        _check_corrected(visit, changes, on=on)
        return act.replace(visit, verb="visit.corrected", child=visit.child, by=by, **changes)


def _check_corrected(visit: Visit, changes: dict[str, Any], *, on: date) -> None:
    """What is put right must be as possible as what was written first."""
    now = {
        name: changes.get(name, getattr(visit, name))
        for name in ("started_at", "ended_at", "child_seen", "seen_alone", "not_alone_because")
    }
    day = local_day(now["started_at"])
    born = Identity.objects.standing().get(child=visit.child).date_of_birth
    check_not_ahead(day, on=on, field="started", what="The visit")
    check_in_order(now["started_at"], now["ended_at"], field="ended", what="The visit")
    check_born(day, date_of_birth=born, field="started", what="The visit")
    check_seen_alone(seen=now["child_seen"], alone=now["seen_alone"], because=now["not_alone_because"])
    # Nothing is said of being alone where the child was not seen, and no reason where they were seen alone.
    if not now["child_seen"]:
        changes["seen_alone"] = None
    if not now["child_seen"] or now["seen_alone"]:
        changes["not_alone_because"] = ""


def record_review(
    *,
    child: Child,
    held_on: date,
    childs_part: ChildsPart,
    by: Person,
    on: date,
    said: str = "",
    summary: str = "",
) -> Review:
    """Record that a review was held and the child's part in it. Raises NotPossible, NotHereOrNotYours."""
    check_not_ahead(held_on, on=on, field="held_on", what="The review")
    with one_act(by=by, on=on) as act:
        act.check_write(by, child, Part.PLANS, verb="review.record", on=on)
        row = Review(held_on=held_on, chaired_by=by, childs_part=childs_part, said=said, summary=summary)
        try:
            with act.attempt():
                return act.save(row, verb="review.recorded", child=child, by=by)
        except IntegrityError as twice:
            raise NotPossible(
                "held_on", "A review on this day is already on record. Correct that one."
            ) from twice


def record_contact(
    *, child: Child, kind: ContactKind, at: datetime, with_whom: str, text: str, by: Person, on: date
) -> Contact:
    """Record a call, meeting or message. Raises NotPossible, NotHereOrNotYours."""
    check_not_ahead(local_day(at), on=on, field="at", what="The contact")
    with one_act(by=by, on=on) as act:
        act.check_write(by, child, Part.NOTES, verb="contact.record", on=on)
        row = Contact(kind=kind, at=at, with_whom=with_whom, text=text)
        return act.save(row, verb="contact.recorded", child=child, by=by)


def write_note(*, child: Child, at: datetime, text: str, by: Person, on: date) -> Note:
    """Write something down. Raises NotPossible, NotHereOrNotYours."""
    check_not_ahead(local_day(at), on=on, field="at", what="The note")
    with one_act(by=by, on=on) as act:
        act.check_write(by, child, Part.NOTES, verb="note.write", on=on)
        return act.save(Note(at=at, text=text), verb="note.written", child=child, by=by)


def record_event(
    *, child: Child, kind: EventKind, at: datetime, by: Person, on: date, title: str = "", text: str = ""
) -> Event:
    """Record a happening with no page of its own. Raises NotPossible, NotHereOrNotYours."""
    check_not_ahead(local_day(at), on=on, field="at", what="The event")
    with one_act(by=by, on=on) as act:
        act.check_write(by, child, Part.NOTES, verb="event.record", on=on)
        row = Event(kind=kind, at=at, title=title, text=text)
        return act.save(row, verb="event.recorded", child=child, by=by, kind=str(kind))
