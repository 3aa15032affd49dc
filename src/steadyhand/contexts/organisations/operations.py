"""Writes about bodies and people. Each is one transaction with its audit row inside it."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date

from django.db import IntegrityError, transaction

from steadyhand.contexts.organisations import queries
from steadyhand.contexts.organisations.models import Engagement, Organisation, Person, Premises, Role
from steadyhand.contexts.organisations.permissions import Permission, bodies_where
from steadyhand.contexts.organisations.policies import AlreadyOnRecord, MayNot, check_end, check_registered
from steadyhand.contexts.organisations.states import BodyKind, LegalForm, RoleKind
from steadyhand.foundations.access import accounts, feeds
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


_TWICE = {"23505", "SQLITE_CONSTRAINT_UNIQUE"}  # as PostgreSQL and SQLite name a row that is there already


@contextmanager
def _once(said: str) -> Iterator[None]:
    """What the database allows once. Raises AlreadyOnRecord with these words, and leaves the transaction in use."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as clash:
        driver = clash.__cause__
        if (getattr(driver, "sqlstate", None) or getattr(driver, "sqlite_errorname", None)) not in _TWICE:
            raise
        raise AlreadyOnRecord(said) from clash


def _check_may(by: Person | None, permission: Permission, bodies: Collection[int], *, on: date) -> None:
    """Refuse unless a role at one of these bodies carries this permission. Raises MayNot.

    Without `by` it is done at the terminal of the machine, by whoever runs the installation.
    """
    if by is not None and not set(bodies) & set(bodies_where(queries.standing(by, on), permission)):
        raise MayNot(f"Your role does not let you do this: {permission.value.lower()}. Ask the council.")


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
    """Put a council, team, practice or other body on record. Raises AlreadyOnRecord for a council's code used before."""
    with _once(f"A council with the code {authority_code} is on record already. Check the code."):
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
    """Let a body work for a council from this day: from then its people can be given that council's children.

    Raises AlreadyOnRecord while it works for that council already.
    """
    with _once(f"{body.name} works for {council.name} already. End that first, or let it go on."):
        engagement = Engagement.objects.create(body=body, council=council, start=on)
    _written("body.engaged", engagement, by, body=body.pk, council=council.pk)
    return engagement


@transaction.atomic
def end_engagement(*, engagement: Engagement, by: Person | None, on: date) -> Engagement:
    """End a body's work for a council: from this day its people reach none of that council's children.

    Children whom the body holds stay held by it on record until another body is chosen; the council answers for
    them throughout and still reaches them. Raises MayNot, and NotPossible for one that ended or has not begun.
    """
    _check_may(by, Permission.END_ENGAGEMENT, [engagement.council_id], on=on)
    engagement = Engagement.objects.select_for_update().get(pk=engagement.pk)
    check_end(engagement.start, engagement.end, on=on)
    engagement.end = on
    engagement.save(update_fields=["end"])
    _written("body.engagement_ended", engagement, by, body=engagement.body_id, council=engagement.council_id)
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
    """Give somebody an account and put them on record. Without a password they cannot sign in by one.

    Raises AlreadyOnRecord when the email or the registration number is somebody's already.
    """
    with _once(
        "An account with this email is on record already. Give that person the role, or use another email."
    ):
        account = Account.objects.create_user(email, password)
    with _once("This registration number is on record for somebody else. Check the number."):
        person = Person.objects.create(
            account=account,
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
    """Let somebody hold a role at a body from this day.

    Raises NotRegistered where the register is needed, AlreadyOnRecord while they hold that role there already.
    """
    check_registered(person, kind)
    with _once(f"{person.name} is {kind.label.lower()} at {at.name} already. Nothing needs doing."):
        role = Role.objects.create(person=person, organisation=at, kind=kind, start=on)
    _written("role.given", role, by, person=person.pk, body=at.pk, kind=str(kind))
    return role


@transaction.atomic
def end_role(*, role: Role, by: Person | None, on: date) -> Role:
    """End a role: from this day nothing follows from it any more, and its holder's calendar is fetched no longer.

    Raises NotPossible for one that ended or has not begun.
    """
    check_end(role.start, role.end, on=on)
    role.end = on
    role.save(update_fields=["end"])
    feeds.end(role.person.account_id, by=by.account_id if by else None)
    _written("role.ended", role, by, person=role.person_id, body=role.organisation_id, kind=role.kind)
    return role


@transaction.atomic
def close_account(*, person: Person, by: Person | None, on: date) -> bool:
    """Somebody leaves: their roles end, and their account is closed with its sessions, links and second step.

    `by` ends the roles at their own body, or at one that works for their council; where another council's are left,
    the account stays open for those. Whether it was closed. What they did stays on record, and so does who worked with
    which child: another worker is to be chosen. Roles that were to begin later end on the day they would have begun.
    Raises MayNot where none of the roles is theirs to end.
    """
    career = queries.career(person)
    theirs = set(bodies_where(queries.standing(by, on), Permission.CLOSE_ACCOUNT)) if by else None
    ended, left = 0, 0
    for role in Role.objects.filter(person=person).exclude(end__lte=on).order_by("pk"):
        day = max(on, role.start)
        held = next((each for each in career.on(day).roles if each.role_id == role.pk), None)
        if held is None:  # was to begin later, and ended before it did
            continue
        if theirs is None or theirs & {held.organisation_id, *held.councils}:
            end_role(role=role, by=by, on=day)
            ended += 1
        else:
            left += 1
    if by is not None and not ended:
        raise MayNot(
            f"Your role does not let you do this: {Permission.CLOSE_ACCOUNT.value.lower()}. Ask the council."
        )
    if left:
        return False
    accounts.close(person.account, by=by.account_id if by else None)
    _written("person.left", person, by, on=on.isoformat())
    return True
