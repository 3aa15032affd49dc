"""Who stands where on a day: roles, bodies and the councils whose children these may reach."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from django.contrib.auth.hashers import is_password_usable
from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Cast, RowNumber

from steadyhand.contexts.organisations.models import Engagement, Organisation, Person, Role, on_day
from steadyhand.contexts.organisations.permissions import HeldRole, Standing
from steadyhand.contexts.organisations.states import HOLDING_KINDS, BodyKind, RoleKind
from steadyhand.foundations.access.models import Account, Installation


@dataclass(frozen=True, slots=True)
class _Held:
    """A role as it was held between dates."""

    role: HeldRole
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class _Engaged:
    """A body as it worked for a council between dates."""

    body_id: int
    council_id: int
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Career:
    """Every role a person has held, and every engagement of those bodies: where they stand on any day."""

    person: Person
    held: tuple[_Held, ...]
    engaged: tuple[_Engaged, ...]

    def on(self, day: date) -> Standing:
        """Where this person stands on this day. No query."""
        roles = tuple(
            replace(row.role, councils=self._councils(row.role, day))
            for row in self.held
            if _holds_on(row, day)
        )
        return Standing(
            person_id=self.person.pk,
            account_id=self.person.account_id,
            on=day,
            roles=roles,
            councils=frozenset().union(*(role.councils for role in roles)),
        )

    def _councils(self, role: HeldRole, day: date) -> frozenset[int]:
        """For whom the body of a role works on this day: itself, the council it is a team of, those that engaged it."""
        own = {role.organisation_id} if role.organisation_kind == BodyKind.COUNCIL else set()
        if role.parent_id:
            own.add(role.parent_id)
        return frozenset(own) | {
            row.council_id
            for row in self.engaged
            if row.body_id == role.organisation_id and _holds_on(row, day)
        }


def _holds_on(row: _Held | _Engaged, day: date) -> bool:
    return row.start <= day and (row.end is None or day < row.end)


# A person's roles with the bodies they are held at and for whom these work: a row for each role and engagement.
_CAREER = {
    "role_id": "roles",
    "role_kind": "roles__kind",
    "role_start": "roles__start",
    "role_end": "roles__end",
    "body_id": "roles__organisation_id",
    "body_name": "roles__organisation__name",
    "body_kind": "roles__organisation__kind",
    "body_parent": "roles__organisation__parent_id",
    "engaged_id": "roles__organisation__engagements",
    "engaged_by": "roles__organisation__engagements__council_id",
    "engaged_start": "roles__organisation__engagements__start",
    "engaged_end": "roles__organisation__engagements__end",
}


def _career(person: Person, rows: Iterable[Any]) -> Career:
    held: dict[int, _Held] = {}
    engaged: dict[int, _Engaged] = {}
    for row in rows:
        if row.role_id is not None:
            role = HeldRole(
                role_id=row.role_id,
                kind=RoleKind(row.role_kind),
                organisation_id=row.body_id,
                organisation_name=row.body_name,
                organisation_kind=BodyKind(row.body_kind),
                parent_id=row.body_parent,
            )
            held[row.role_id] = _Held(role, row.role_start, row.role_end)
        if row.engaged_id is not None:
            engaged[row.engaged_id] = _Engaged(
                row.body_id, row.engaged_by, row.engaged_start, row.engaged_end
            )
    return Career(person, tuple(held[pk] for pk in sorted(held)), tuple(engaged.values()))


def career(person: Person) -> Career:
    """Where this person has stood over the years. One query."""
    return _career(person, _with_careers().filter(pk=person.pk))


@cache
def _with_careers() -> QuerySet[Any]:
    """Asked by every save, and put together once: twenty columns take twice as long to name as to read."""
    return Person.objects.annotate(**_as_columns())


def _as_columns(through: str = "") -> dict[str, F]:
    return {name: F(through + path) for name, path in _CAREER.items()}


def standing(person: Person, on: date) -> Standing:
    """Where this person stands on this day. One query."""
    return career(person).on(on)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whoever signs in with an account: where they have stood, and whether this is a demonstration."""

    account: Account
    career: Career | None  # none: no person on record signs in with it
    demonstration: bool


def signed_in(account_id: int) -> SignedIn | None:
    """The account with all that every page asks about it. One query."""
    rows = list(_with_all_that_pages_ask().filter(pk=account_id))
    if not rows:
        return None
    account = rows[0]
    person: Person | None = getattr(account, "person", None)
    return SignedIn(account, _career(person, rows) if person else None, rows[0].demonstration)


@cache
def _with_all_that_pages_ask() -> QuerySet[Any]:
    """As `_with_careers`, asked by every page."""
    return Account.objects.select_related("person").annotate(
        demonstration=Exists(Installation.demonstrations()), **_as_columns("person__")
    )


def people(ids: Collection[int]) -> dict[int, Person]:
    """People by their id."""
    return Person.objects.in_bulk(list(ids))


def names_of_accounts(account_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """For each account: the person's name and the body they work at, or worked at last. One query."""
    if not account_ids:
        return {}
    rows = Person.objects.filter(account_id__in=account_ids).values_list(
        "account_id", "name", "roles__organisation__name", "roles__start", "roles__end"
    )
    newest: dict[int, tuple[bool, date]] = {}
    named: dict[int, tuple[str, str]] = {}
    for account, name, body, start, end in rows.order_by("roles__pk"):
        age = (end is None, start or date.min)
        if account not in named or age > newest[account]:
            newest[account], named[account] = age, (name, body or "")
    return named


def with_names(rows: QuerySet[Any], *, account: str) -> QuerySet[Any]:
    """These rows, each with `who`: the name of the person whose account a field of theirs has; none without one."""
    person = Person.objects.filter(account_id=OuterRef(account))
    named: QuerySet[Any] = rows.annotate(who=Subquery(person.values("name")[:1]))
    return named


def with_bodies(rows: QuerySet[Any], *, body: str) -> QuerySet[Any]:
    """These rows, each with `body`: the name of the body whose id a field of theirs holds; none without one."""
    found = Organisation.objects.filter(pk=Cast(OuterRef(body), BigIntegerField()))
    named: QuerySet[Any] = rows.annotate(body=Subquery(found.values("name")[:1]))
    return named


def known_of(account_id: int) -> set[str]:
    """What others know of whoever signs in with this account: names, bodies they work at or worked at. One query."""
    rows = Person.objects.filter(account_id=account_id).values_list(
        "name", "known_as", "roles__organisation__name", "roles__organisation__parent__name"
    )
    return {each for row in rows for each in row if each}


def holders(kinds: "tuple[RoleKind, ...]", body_ids: Collection[int], on: date) -> QuerySet[Person]:
    """People who hold one of these roles at one of these bodies on this day."""
    roles = Role.objects.filter(on_day(on), kind__in=kinds, organisation_id__in=body_ids)
    return Person.objects.filter(pk__in=roles.values("person_id")).order_by("name")


def accounts_that_can_sign_in(people: QuerySet[Person]) -> set[int]:
    """Of these people, the accounts of those who can come in: open, and a password chosen since they were invited.

    In a demonstration nobody has a password and none is asked for. One query, two where anybody has none.
    """
    rows = people.filter(account__is_active=True).values_list("account_id", "account__password")
    found = dict(rows)
    chosen = {pk for pk, password in found.items() if is_password_usable(password)}
    return set(found) if chosen != found.keys() and Installation.is_demonstration() else chosen


def organisation(pk: int) -> Organisation:
    """One body by its id."""
    return Organisation.objects.get(pk=pk)


def organisations(ids: Collection[int]) -> dict[int, Organisation]:
    """Bodies by their id. One query."""
    return Organisation.objects.in_bulk(list(ids))


def demonstration_people(on: date) -> QuerySet[Person]:
    """Everybody who holds a role on this day, for a demonstration's page of people to sign in as."""
    return (
        Person.objects.filter(
            pk__in=Role.objects.filter(on_day(on)).values("person_id"), account__is_active=True
        )
        .prefetch_related("roles__organisation")
        .order_by("pk")
    )


def people_to_meet(on: date, *, of_a_kind: int, bodies: int) -> QuerySet[Person]:
    """Of everybody who could be chosen in a demonstration, so many of each role at each of so many bodies.

    Where few are left out nobody is: whoever came on record first is met first.
    """
    held = Role.objects.filter(on_day(on), person__account__is_active=True)
    places = held.order_by("organisation").values_list("organisation", flat=True).distinct()[:bodies]
    placed = held.filter(organisation__in=list(places)).annotate(
        place=Window(RowNumber(), partition_by=["organisation", "kind"], order_by="person")
    )
    return demonstration_people(on).filter(pk__in=placed.filter(place__lte=of_a_kind).values("person"))


def works_for(body: Organisation, council_id: int, on: date) -> bool:
    """Whether a body is a team of this council, or engaged by it on this day."""
    if body.kind == BodyKind.TEAM:
        return body.parent_id == council_id
    return Engagement.objects.filter(on_day(on), body=body, council_id=council_id).exists()


def council_ids() -> list[int]:
    """Every council on record, in a stable order."""
    return list(
        Organisation.objects.filter(kind=BodyKind.COUNCIL).order_by("pk").values_list("pk", flat=True)
    )


def holding_bodies(*council_ids: int) -> list[Organisation]:
    """The councils' teams and the practices they ever engaged, in the order in which they came on record."""
    engaged = Engagement.objects.filter(council_id__in=council_ids).values("body_id")
    of_them = Q(parent_id__in=council_ids) | Q(pk__in=engaged)
    return list(Organisation.objects.filter(of_them, kind__in=HOLDING_KINDS).order_by("pk"))
