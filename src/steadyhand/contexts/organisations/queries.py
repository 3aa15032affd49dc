"""Who stands where on a day: roles, bodies and the councils whose children these may reach."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from steadyhand.contexts.organisations.models import Engagement, Organisation, Person, Role, on_day
from steadyhand.contexts.organisations.permissions import HeldRole, Standing
from steadyhand.contexts.organisations.states import BodyKind, RoleKind


@dataclass(frozen=True, slots=True)
class Career:
    """Every role a person has held, and every engagement of those bodies: where they stand on any day."""

    person: Person
    roles: tuple[Role, ...]
    engagements: tuple[Engagement, ...]

    def on(self, day: date) -> Standing:
        """Where this person stands on this day. No query."""
        roles = tuple(
            HeldRole(
                kind=RoleKind(row.kind),
                organisation_id=row.organisation_id,
                organisation_name=row.organisation.name,
                organisation_kind=BodyKind(row.organisation.kind),
                parent_id=row.organisation.parent_id,
            )
            for row in self.roles
            if _holds_on(row, day)
        )
        bodies = {role.organisation_id for role in roles}
        councils = {role.organisation_id for role in roles if role.organisation_kind == BodyKind.COUNCIL}
        councils |= {role.parent_id for role in roles if role.parent_id}
        councils |= {
            row.council_id for row in self.engagements if row.body_id in bodies and _holds_on(row, day)
        }
        return Standing(
            person_id=self.person.pk,
            account_id=self.person.account_id,
            on=day,
            roles=roles,
            councils=frozenset(councils),
        )


def _holds_on(row: Role | Engagement, day: date) -> bool:
    return row.start <= day and (row.end is None or day < row.end)


def career(person: Person) -> Career:
    """Where this person has stood over the years. Two queries."""
    roles = tuple(Role.objects.filter(person=person).select_related("organisation").order_by("pk"))
    bodies = {row.organisation_id for row in roles}
    engagements = tuple(Engagement.objects.filter(body__in=bodies)) if bodies else ()
    return Career(person, roles, engagements)


def standing(person: Person, on: date) -> Standing:
    """Where this person stands on this day. Two queries."""
    return career(person).on(on)


def person_of_account(account_id: int) -> Person | None:
    """The person who signs in with this account."""
    return Person.objects.filter(account_id=account_id).first()


def people(ids: Collection[int]) -> dict[int, Person]:
    """People by their id."""
    return Person.objects.in_bulk(list(ids))


def names_of_accounts(account_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """For each account: the person's name and the bodies they have worked at, newest first."""
    held = Prefetch("roles", Role.objects.select_related("organisation"))
    people = Person.objects.filter(account_id__in=account_ids).prefetch_related(held)
    named = {}
    for person in people:
        roles = sorted(person.roles.all(), key=lambda role: (role.end is None, role.start), reverse=True)
        named[person.account_id] = (person.name, roles[0].organisation.name if roles else "")
    return named


def holders(kinds: "tuple[RoleKind, ...]", body_ids: Collection[int], on: date) -> QuerySet[Person]:
    """People who hold one of these roles at one of these bodies on this day."""
    roles = Role.objects.filter(on_day(on), kind__in=kinds, organisation_id__in=body_ids)
    return Person.objects.filter(pk__in=roles.values("person_id")).order_by("name")


def organisation(pk: int) -> Organisation:
    """One body by its id."""
    return Organisation.objects.get(pk=pk)


def demonstration_people(on: date) -> QuerySet[Person]:
    """Everybody who holds a role on this day, for a demonstration's page of people to sign in as."""
    return (
        Person.objects.filter(
            pk__in=Role.objects.filter(on_day(on)).values("person_id"), account__is_active=True
        )
        .prefetch_related("roles__organisation")
        .order_by("pk")
    )


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


def bodies(ids: Collection[int]) -> dict[int, Organisation]:
    """Bodies by their id."""
    return Organisation.objects.in_bulk(list(ids))
