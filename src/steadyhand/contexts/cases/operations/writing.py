"""Visits, reviews, contacts, notes: what happened and what the child said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError

from steadyhand.contexts.cases import queries
from steadyhand.contexts.cases.models import Child, Contact, HeldBy, Note, Review, Visit
from steadyhand.contexts.cases.operations.drafts import Opening, let_draft_go
from steadyhand.contexts.cases.operations.unit import Act, one_act
from steadyhand.contexts.cases.permissions.checks import MayNot
from steadyhand.contexts.cases.permissions.own_words import Reads, reads
from steadyhand.contexts.cases.permissions.table import Part
from steadyhand.contexts.cases.permissions.visibility import OFFICERS
from steadyhand.contexts.cases.policies import (
    REACHED_NOBODY,
    VISIT_FORM,
    VISIT_TEXTS,
    WORRY_TOLD,
    AlreadyRecorded,
    Clash,
    NotPossible,
    check_begun,
    check_born,
    check_in_order,
    check_not_ahead,
    check_seen_alone,
    correction_form,
)
from steadyhand.contexts.cases.states import ChildsPart, ContactKind, VisitPlace
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.engines.timescales import day_of
from steadyhand.foundations.audit.record import Kind, record
from steadyhand.foundations.notices.models import Notice
from steadyhand.foundations.notices.post import tell

if TYPE_CHECKING:
    from steadyhand.contexts.organisations.models import Person


@dataclass(frozen=True, slots=True)
class Seen:
    """What a visit says of one child. Whether seen, and seen alone, is evidence: nobody fills it in for them."""

    child: Child
    seen: bool
    alone: bool | None
    not_alone_because: str = ""
    said: str = ""
    own_part: str = ""  # written of this child alone: in the record of nobody who was seen with them


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
    now: datetime | None = None,
    opening: Opening | None = None,
    ask: Callable[[], None] | None = None,
) -> list[Visit]:
    """Record one visit to one child, or to several who live together: written once, one row a child.

    `occasion` names the page it was written on, so that a page sent twice is saved once. A worry is told at
    once to the lead of the body that holds each child, or to the council. Duties are worked out in the same transaction.
    `now`: the moment of writing, where it is known; no visit begins later. `opening`: of the page, unless it went on
    with no other; what was half-written there goes. `ask`: done once nobody else can record a visit to these children
    until this one is; what it raises leaves nothing saved.
    Raises NotPossible (with its field), AlreadyRecorded, NotHereOrNotYours.
    """
    if not seen:
        raise NotPossible("who", "Say who you went to see")
    check_not_ahead(day_of(started_at), on=on, field="started", what="The visit")
    check_begun(started_at, now=now, field="started", what="The visit")
    check_in_order(started_at, ended_at, field="ended", what="The visit")
    visits = []
    with one_act(by=by, on=on) as act:
        act.alone_with(each.child for each in seen)
        if ask:
            ask()
        for each in seen:
            act.check_write(by, each.child, Part.NOTES, verb="visit.record", on=on)
            check_born(day_of(started_at), date_of_birth=act.born(each.child), field="day", what="The visit")
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
                own_part=each.own_part,
                worried=worried,
            )
            try:
                with act.attempt():
                    visits.append(act.save(row, verb="visit.recorded", child=each.child, by=by))
            except IntegrityError as twice:
                if Visit.objects.standing().filter(child=each.child, occasion=occasion).exists():
                    raise AlreadyRecorded("This visit is already on record.") from twice
                raise
        let_draft_go(
            child_ids=[each.child.pk for each in seen],
            form=VISIT_FORM,
            opening=opening or Opening(occasion),
            by=by,
            on=on,
        )
        if worried:
            tell_of_worry(visits=visits, by=by, on=on, now=now)
    return visits


def tell_of_worry(*, visits: Sequence[Visit], by: Person, on: date, now: datetime | None = None) -> None:
    """Tell whoever leads the body that holds each child, or else the council's officers; who, or that nobody, is kept.

    The writer is not told of their own worry: where they are the only lead, the council is. `now`: when it was written,
    where that is known.
    """
    for visit in visits:
        held = HeldBy.objects.on(on).filter(child_id=visit.child_id).first()
        body_id = held.body_id if held else visit.council_id
        leads = _who_can_be_told((RoleKind.LEAD,), [body_id] if held else [], by=by, on=on)
        told = leads or _who_can_be_told(OFFICERS, [visit.council_id], by=by, on=on)
        tell(
            told,
            Notice.Kind.WORRY,
            about_account_id=by.account_id,
            council_id=visit.council_id,
            child_id=visit.child_id,
            at=now,
        )
        whom = {"body": body_id if leads else visit.council_id, "lead": bool(leads)} if told else {}
        record(
            Kind.CHANGE,
            verb=WORRY_TOLD if told else REACHED_NOBODY,
            subject_type="visit",
            subject_id=visit.occasion,
            actor_id=by.account_id,
            council_id=visit.council_id,
            detail={"child": visit.child_id} | whom,
        )


def _who_can_be_told(
    kinds: tuple[RoleKind, ...], body_ids: Sequence[int], *, by: Person, on: date
) -> set[int]:
    """Accounts of the others who hold one of these roles there, and can sign in."""
    holders = organisations.holders(kinds, body_ids, on)
    return organisations.accounts_that_can_sign_in(holders) - {by.account_id}


def correct_visit(
    *,
    visit: Visit,
    by: Person,
    on: date,
    now: datetime | None = None,
    opening: Opening | None = None,
    **changes: Any,
) -> Visit:
    """Put a visit right for one child; the earlier version stays. `opening`: of the page; its draft goes.

    Raises Clash, NotPossible, NotHereOrNotYours; MayNot for a text of which words are kept from the writer.
    """
    with one_act(by=by, on=on) as act:
        if _withheld_texts(act, visit, by=by, on=on) & changes.keys():
            raise MayNot(_KEPT_FROM_YOU)
        new = _put_right(act, visit, changes, by=by, on=on, now=now)
        if new.worried and not visit.worried:
            tell_of_worry(visits=[new], by=by, on=on)
        if opening:
            form = correction_form(visit.occasion)
            let_draft_go(child_ids=[visit.child_id], form=form, opening=opening, by=by, on=on)
        return new


@dataclass(frozen=True, slots=True)
class Settled:
    """Of one child's record of a visit: what is on record, what was written beside it, and what is to stand.

    `on_record` is None for a child whom only the second writer saw. `mine` and `stands`: each field of VISIT_SAYS.
    """

    child: Child
    on_record: Visit | None
    mine: Mapping[str, Any]
    stands: Mapping[str, Any]
    holds_both: bool  # `stands` has every word of `mine`, so that no version of its own is needed


def settle_visit(
    *,
    occasion: str,
    settled: Sequence[Settled],
    by: Person,
    on: date,
    now: datetime | None = None,
    opening: Opening | None = None,
) -> list[Visit]:
    """Two people wrote about one visit: let one text stand, or both; each stays on record as a version.

    `opening`: of the page on which mine was typed; its draft goes.
    Raises Clash where somebody changed it meanwhile, NotPossible, NotHereOrNotYours; MayNot where words would go that
    are kept from the writer.
    """
    visits = []
    with one_act(by=by, on=on) as act:
        for each in settled:
            old = each.on_record
            if old is None:
                act.check_write(by, each.child, Part.NOTES, verb="visit.record", on=on)
                first = Visit(occasion=occasion, visited_by=by)
                first.child = each.child
                mine = _checked(first, dict(each.mine), born=act.born(each.child), on=on, now=now)
                for name, value in mine.items():
                    setattr(first, name, value)
                try:
                    with act.attempt():
                        new = act.save(first, verb="visit.recorded", child=each.child, by=by)
                except IntegrityError as twice:
                    raise Clash("Somebody else wrote this down meanwhile. Look at it again.") from twice
            else:
                withheld = _withheld_texts(act, old, by=by, on=on)
                if any(getattr(old, name) not in each.stands[name] for name in withheld):
                    raise MayNot(_KEPT_FROM_YOU)
                new = old
                if not each.holds_both:
                    new = _put_right(act, new, dict(each.mine), by=by, on=on, now=now)
                # how many versions there are must not tell whether somebody guessed what is kept from them
                if withheld or any(getattr(new, name) != value for name, value in each.stands.items()):
                    new = _put_right(act, new, dict(each.stands), by=by, on=on, now=now)
            # a worry is told of whichever text stands: somebody had it
            if (new.worried or each.mine["worried"]) and not (old and old.worried):
                tell_of_worry(visits=[new], by=by, on=on)
            visits.append(new)
        if opening:
            ids = [each.child.pk for each in settled]
            for form in (VISIT_FORM, correction_form(occasion)):
                let_draft_go(child_ids=ids, form=form, opening=opening, by=by, on=on)
    return visits


_KEPT_FROM_YOU = "Words of this visit are withheld from you, so you cannot write over them. Ask somebody who knows the address."


def _withheld_texts(act: Act, visit: Visit, *, by: Person, on: date) -> set[str]:
    """The texts of a visit of which this person may not read every word: something in them may lead to a withheld home."""
    hidden = act.hidden_from(by, visit.child, on=on)
    how = reads(by.pk, queries.authors_of_visits(visit.child, {visit.occasion})[visit.occasion])
    if not hidden or how is Reads.AS_WRITTEN:
        return set()
    texts = {name: getattr(visit, name) for name in VISIT_TEXTS}
    return {
        name for name, text in texts.items() if text and (how is Reads.NOTHING or hidden.leads_there(text))
    }


def _put_right(
    act: Act, visit: Visit, changes: dict[str, Any], *, by: Person, on: date, now: datetime | None
) -> Visit:
    act.check_write(by, visit.child, Part.NOTES, verb="visit.correct", on=on)
    changes = _checked(visit, changes, born=act.born(visit.child), on=on, now=now)
    return act.replace(visit, verb="visit.corrected", child=visit.child, by=by, **changes)


def _checked(
    visit: Visit, changes: dict[str, Any], *, born: date, on: date, now: datetime | None
) -> dict[str, Any]:
    """The changes; what is put right must be as possible as what was written first. Raises NotPossible."""
    says = {
        name: changes.get(name, getattr(visit, name))
        for name in ("started_at", "ended_at", "child_seen", "seen_alone", "not_alone_because")
    }
    day = day_of(says["started_at"])
    check_not_ahead(day, on=on, field="started", what="The visit")
    check_begun(says["started_at"], now=now, field="started", what="The visit")
    check_in_order(says["started_at"], says["ended_at"], field="ended", what="The visit")
    check_born(day, date_of_birth=born, field="day", what="The visit")
    check_seen_alone(seen=says["child_seen"], alone=says["seen_alone"], because=says["not_alone_because"])
    # Nothing is said of being alone where the child was not seen, and no reason where they were seen alone.
    if not says["child_seen"]:
        changes["seen_alone"] = None
    if not says["child_seen"] or says["seen_alone"]:
        changes["not_alone_because"] = ""
    return changes


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
    check_not_ahead(day_of(at), on=on, field="at", what="The contact")
    with one_act(by=by, on=on) as act:
        act.check_write(by, child, Part.NOTES, verb="contact.record", on=on)
        row = Contact(kind=kind, at=at, with_whom=with_whom, text=text)
        return act.save(row, verb="contact.recorded", child=child, by=by)


def write_note(*, child: Child, at: datetime, text: str, by: Person, on: date) -> Note:
    """Write something down. Raises NotPossible, NotHereOrNotYours."""
    check_not_ahead(day_of(at), on=on, field="at", what="The note")
    with one_act(by=by, on=on) as act:
        act.check_write(by, child, Part.NOTES, verb="note.write", on=on)
        return act.save(Note(at=at, text=text), verb="note.written", child=child, by=by)
