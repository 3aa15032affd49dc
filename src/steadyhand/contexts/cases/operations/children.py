"""A child's own row: who they are, who matters to them, what to know before talking."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import IntegrityError

from steadyhand.contexts.cases.gather import name_keys
from steadyhand.contexts.cases.models import (
    Child,
    Identity,
    NameKey,
    PeriodOfCare,
    Relationship,
    StandingNote,
)
from steadyhand.contexts.cases.operations.unit import one_act
from steadyhand.contexts.cases.permissions.checks import check_role
from steadyhand.contexts.cases.permissions.table import Part
from steadyhand.contexts.cases.policies import (
    Clash,
    NotPossible,
    check_born,
    check_not_ahead,
    check_within_reach,
)
from steadyhand.contexts.cases.states import NoteKind, RelationKind, Sex
from steadyhand.contexts.organisations.permissions import Permission, councils_where
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.audit.record import Kind, record

if TYPE_CHECKING:
    from steadyhand.contexts.organisations.models import Organisation, Person


def add_child(
    *,
    council: Organisation,
    identifier: str,
    given_name: str,
    family_name: str,
    date_of_birth: date,
    sex: Sex,
    by: Person,
    on: date,
    known_as: str = "",
    said_as: str = "",
    pronouns: str = "",
) -> Child:
    """Open a record for a child for whom this council answers.

    Raises MayNot without the permission, NotHereOrNotYours for a council one does not work for, NotPossible for
    a birth still to come or an identifier that is taken.
    """
    check_not_ahead(date_of_birth, on=on, field="date_of_birth", what="Date of birth")
    with one_act(by=by, on=on) as act:
        standing = act.standing(by, on)
        check_role(standing, Permission.ADD_CHILD)
        if council.pk not in councils_where(standing, Permission.ADD_CHILD):
            raise NotHereOrNotYours(verb="child.add", subject_type="organisation", subject_id=str(council.pk))
        try:
            with act.attempt():
                child = Child.objects.create(council=council, identifier=identifier)
        except IntegrityError as taken:
            raise NotPossible(
                "identifier", "A child with this identifier is already on record. Check the number."
            ) from taken
        record(
            Kind.CHANGE,
            verb="child.added",
            subject_type="child",
            subject_id=child.pk,
            actor_id=by.account_id,
            council_id=council.pk,
        )
        identity = act.save(
            Identity(
                given_name=given_name,
                family_name=family_name,
                known_as=known_as,
                said_as=said_as,
                pronouns=pronouns,
                date_of_birth=date_of_birth,
                sex=sex,
            ),
            verb="identity.recorded",
            child=child,
            by=by,
        )
        _keep_name_keys(child, identity)
    return child


def correct_identity(*, identity: Identity, by: Person, on: date, **changes: object) -> Identity:
    """Put right who a child is; the earlier version stays. Raises Clash, NotPossible, NotHereOrNotYours."""
    with one_act(by=by, on=on) as act:
        act.check_write(by, identity.child, Part.IDENTITY, verb="identity.correct", on=on)
        born = changes.get("date_of_birth")
        if isinstance(born, date):
            check_not_ahead(born, on=on, field="date_of_birth", what="Date of birth")
            first = PeriodOfCare.objects.standing().filter(child=identity.child).order_by("start").first()
            if first is not None:
                check_born(first.start, date_of_birth=born, field="date_of_birth", what="Start of care")
        corrected = act.replace(identity, verb="identity.corrected", child=identity.child, by=by, **changes)
        _keep_name_keys(identity.child, corrected)
        return corrected


def _keep_name_keys(child: Child, identity: Identity) -> None:
    """Store the keys of the identity that stands now and drop those of the one before."""
    NameKey.objects.filter(child_id=child.pk).delete()
    NameKey.objects.bulk_create(name_keys(child, identity))


def give_own_space(*, child: Child, person: Person, by: Person, on: date) -> None:
    """Link a child to their own account, once. Raises Clash when it is linked already, NotHereOrNotYours."""
    with one_act(by=by, on=on) as act:
        act.check_write(by, child, Part.IDENTITY, verb="child.own_space", on=on)
        if not Child.objects.filter(pk=child.pk, person=None).update(person=person):
            raise Clash("This child has an account of their own already.")
        child.person = person
        record(
            Kind.CHANGE,
            verb="child.own_space_opened",
            subject_type="child",
            subject_id=child.pk,
            actor_id=by.account_id,
            council_id=child.council_id,
        )


def relate(
    *,
    child: Child,
    kind: RelationKind,
    by: Person,
    on: date,
    name: str = "",
    other_child: Child | None = None,
    may_be_named: bool = True,
) -> Relationship:
    """Record somebody in a child's life. Raises NotPossible, NotHereOrNotYours."""
    if not name.strip() and other_child is None:
        raise NotPossible("name", "Say who it is")
    with one_act(by=by, on=on) as act:
        act.check_write(by, child, Part.IDENTITY, verb="relationship.record", on=on)
        if other_child is not None and other_child.pk == child.pk:
            raise NotPossible("other_child", "A child cannot be their own brother, sister or friend")
        if other_child is not None and (
            other_child.council_id != child.council_id
            or not act.may_read(by, other_child, Part.IDENTITY, on=on)
        ):
            raise NotPossible(
                "other_child", "Choose a child of the same council whose record you may read, or give a name."
            )
        row = Relationship(kind=kind, name=name, other_child=other_child, may_be_named=may_be_named)
        try:
            with act.attempt():
                return act.save(row, verb="relationship.recorded", child=child, by=by)
        except IntegrityError as twice:
            raise NotPossible("other_child", "These two children are already linked") from twice


def note_to_know(
    *,
    child: Child,
    kind: NoteKind,
    text: str,
    by: Person,
    on: date,
    because: str = "",
    ends_on: date | None = None,
) -> StandingNote:
    """Record what to know before talking with a child, until a day. Raises NotHereOrNotYours."""
    with one_act(by=by, on=on) as act:
        act.check_write(by, child, Part.IDENTITY, verb="standing_note.record", on=on)
        check_within_reach(ends_on, on=on, field="ends_on", what="The last day")
        row = StandingNote(kind=kind, text=text, because=because, ends_on=ends_on)
        return act.save(row, verb="standing_note.recorded", child=child, by=by)
