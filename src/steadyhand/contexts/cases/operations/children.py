"""A child's own row: who they are, who matters to them, what to know before talking."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from steadyhand.contexts.cases.models import Child, Identity, Relationship, StandingNote
from steadyhand.contexts.cases.operations.unit import one_act
from steadyhand.contexts.cases.permissions.checks import check_role, check_write
from steadyhand.contexts.cases.permissions.table import Part
from steadyhand.contexts.cases.policies import check_not_ahead, moment_of
from steadyhand.contexts.cases.states import NoteKind, RelationKind, Sex
from steadyhand.contexts.organisations.permissions import Permission
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

    Raises MayNot without the permission, NotPossible for a birth still to come.
    """
    check_not_ahead(date_of_birth, on=on, field="date_of_birth", what="Date of birth")
    with one_act(by=by, on=on) as act:
        check_role(act.standing(by, on), Permission.ADD_CHILD)
        child = Child.objects.create(council=council, identifier=identifier)
        record(
            Kind.CHANGE,
            verb="child.added",
            subject_type="child",
            subject_id=child.pk,
            actor_id=by.account_id,
            council_id=council.pk,
        )
        act.save(
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
    return child


def correct_identity(*, identity: Identity, by: Person, on: date, **changes: object) -> Identity:
    """Put right who a child is; the earlier version stays. Raises Clash, NotHereOrNotYours."""
    with one_act(by=by, on=on) as act:
        check_write(
            act.standing(by, on), identity.child, Part.IDENTITY, verb="identity.correct", at=moment_of(on)
        )
        return act.replace(identity, verb="identity.corrected", child=identity.child, by=by, **changes)


def give_own_space(*, child: Child, person: Person, by: Person, on: date) -> None:
    """Link a child to their own account, once. Raises NotHereOrNotYours."""
    with one_act(by=by, on=on) as act:
        check_write(act.standing(by, on), child, Part.IDENTITY, verb="child.own_space", at=moment_of(on))
        child.person = person
        child.save(update_fields=["person"])
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
    """Record somebody in a child's life. Raises NotHereOrNotYours."""
    with one_act(by=by, on=on) as act:
        check_write(act.standing(by, on), child, Part.IDENTITY, verb="relationship.record", at=moment_of(on))
        row = Relationship(kind=kind, name=name, other_child=other_child, may_be_named=may_be_named)
        return act.save(row, verb="relationship.recorded", child=child, by=by)


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
        check_write(act.standing(by, on), child, Part.IDENTITY, verb="standing_note.record", at=moment_of(on))
        row = StandingNote(kind=kind, text=text, because=because, ends_on=ends_on)
        return act.save(row, verb="standing_note.recorded", child=child, by=by)
