"""Writes about bodies and people. Each is one transaction with its audit row inside it."""

from datetime import date

from django.db import transaction

from steadyhand.contexts.organisations.models import Engagement, Organisation, Person, Premises, Role
from steadyhand.contexts.organisations.policies import check_registered
from steadyhand.contexts.organisations.states import BodyKind, LegalForm, RoleKind
from steadyhand.foundations.access.models import Account
from steadyhand.foundations.audit.record import Kind, record


def _written(verb: str, row: object, by: Person | None, **detail: object) -> None:
    record(
        Kind.CHANGE,
        verb=verb,
        subject_type=type(row).__name__.lower(),
        subject_id=row.pk,  # type: ignore[attr-defined]
        actor_id=by.account_id if by else None,
        detail=detail,
    )


@transaction.atomic
def establish(
    *,
    kind: BodyKind,
    name: str,
    by: Person | None,
    on: date,
    legal_form: LegalForm | str = "",
    authority_code: str = "",
    parent: Organisation | None = None,
) -> Organisation:
    """Put a council, team, practice or other body on record."""
    body = Organisation.objects.create(
        kind=kind, name=name, legal_form=legal_form, authority_code=authority_code, parent=parent
    )
    _written("body.established", body, by, on=on.isoformat())
    return body


@transaction.atomic
def open_premises(
    *, body: Organisation, name: str, address: str, postcode: str, by: Person | None, on: date
) -> Premises:
    """Put a place the body works from on record."""
    place = Premises.objects.create(
        organisation=body, name=name, address=address, postcode=postcode, start=on
    )
    _written("premises.opened", place, by)
    return place


@transaction.atomic
def engage(*, body: Organisation, council: Organisation, by: Person | None, on: date) -> Engagement:
    """Let a body work for a council from this day: from then its people can be given that council's children."""
    engagement = Engagement.objects.create(body=body, council=council, start=on)
    _written("body.engaged", engagement, by, body=body.pk, council=council.pk)
    return engagement


@transaction.atomic
def welcome(
    *,
    email: str,
    name: str,
    by: Person | None,
    on: date,
    known_as: str = "",
    phone: str = "",
    registration_number: str = "",
    registration_renewed: date | None = None,
    password: str | None = None,
) -> Person:
    """Give somebody an account and put them on record. Without a password they cannot sign in by one."""
    person = Person.objects.create(
        account=Account.objects.create_user(email, password),
        name=name,
        known_as=known_as,
        phone=phone,
        registration_number=registration_number,
        registration_renewed=registration_renewed,
    )
    _written("person.welcomed", person, by, on=on.isoformat())
    return person


@transaction.atomic
def give_role(*, person: Person, kind: RoleKind, at: Organisation, by: Person | None, on: date) -> Role:
    """Let somebody hold a role at a body from this day. Raises NotRegistered where the register is needed."""
    check_registered(person, kind)
    role = Role.objects.create(person=person, organisation=at, kind=kind, start=on)
    _written("role.given", role, by, person=person.pk, body=at.pk, kind=str(kind))
    return role


@transaction.atomic
def end_role(*, role: Role, by: Person | None, on: date) -> Role:
    """End a role: from this day nothing follows from it any more."""
    role.end = on
    role.save(update_fields=["end"])
    _written("role.ended", role, by, person=role.person_id, body=role.organisation_id, kind=role.kind)
    return role
