"""A small house to test in: two councils, their practices and people. Everybody is invented.

Everything is made through the operations, as a page would make it.
"""

from __future__ import annotations

import secrets
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from steadyhand.contexts.cases import operations as cases
from steadyhand.contexts.cases.models import Allocation, Child, Home, Placement, Visit
from steadyhand.contexts.cases.permissions.visibility import tie, visible_to
from steadyhand.contexts.cases.states import AllocationRole, LegalStatusCode, PlacementType, Sex, VisitPlace
from steadyhand.contexts.organisations import operations as organisations
from steadyhand.contexts.organisations import queries
from steadyhand.contexts.organisations.models import Organisation, Person
from steadyhand.contexts.organisations.permissions import Standing
from steadyhand.contexts.organisations.states import BodyKind, LegalForm, RoleKind
from steadyhand.foundations.access import tenancy

OPENED = date(2024, 1, 1)  # everybody is in post from here on
TODAY = date(2026, 6, 10)  # a Wednesday
PLACED = date(2026, 5, 27)  # two weeks before
BORN = date(2015, 3, 14)

# The roles whose holders the practice chooses; the council chooses the others.
OF_THE_BODY = {AllocationRole.SOCIAL_WORKER, AllocationRole.SECOND_WORKER, AllocationRole.PERSONAL_ADVISER}

_REGISTERED = {RoleKind.SOCIAL_WORKER, RoleKind.NEWLY_QUALIFIED, RoleKind.REVIEWING_OFFICER}


def at(day: date, hour: int = 16, minute: int = 0) -> datetime:
    """A moment in England on a day."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def council(name: str, code: str) -> Organisation:
    return organisations.establish(kind=BodyKind.COUNCIL, name=name, authority_code=code, by=None, on=OPENED)


def practice(name: str, *, works_for: Organisation) -> Organisation:
    made = organisations.establish(
        kind=BodyKind.PRACTICE, name=name, legal_form=LegalForm.CHARITY, by=None, on=OPENED
    )
    organisations.engage(body=made, council=works_for, by=None, on=OPENED)
    return made


def person(name: str, kind: RoleKind, body: Organisation, *, on: date = OPENED) -> Person:
    made = organisations.welcome(
        email=f"{name.lower().replace(' ', '.')}.{secrets.token_hex(3)}@example.org",
        name=name,
        by=None,
        on=on,
        registration_number=f"SW{secrets.randbelow(10**9):09}" if kind in _REGISTERED else "",
    )
    chose_a_password(made)
    organisations.give_role(person=made, kind=kind, at=body, by=None, on=on)
    return made


def chose_a_password(person: Person) -> None:
    """As whoever was invited does. It is no password's hash, which would take long to make: nobody signs in by it."""
    person.account.password = "chosen"
    person.account.save()


@dataclass
class House:
    """Two councils that are neighbours, and who works for them."""

    council: Organisation
    neighbour: Organisation
    team: Organisation
    lantern: Organisation  # a practice that works for the council
    oakfield: Organisation  # another practice that works for the same council
    quayside: Organisation  # a practice that works for the neighbour
    people: dict[str, Person] = field(default_factory=dict)
    day: date = TODAY

    def __getattr__(self, name: str) -> Person:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    def within(self) -> AbstractContextManager[None]:
        """Work within both councils, so that arranging a test never meets the wall."""
        return tenancy.within([self.council.pk, self.neighbour.pk])

    def standing(self, of: Person, on: date | None = None) -> Standing:
        return queries.standing(of, on or self.day)

    def reaches(self, of: Person, ref: str) -> bool:
        """Whether the child's record is this person's to open: the list and the tie must say the same."""
        standing = self.standing(of)
        found = tie(standing, ref)
        listed = visible_to(standing).filter(ref=ref).exists()
        assert listed == bool(found and found.relationships)
        return listed

    def opened(self, *, neighbours: bool = False, **known: Any) -> Child:
        """A child whose record is open and held by nobody yet."""
        values = {
            "identifier": secrets.token_hex(4),
            "given_name": "Robin",
            "family_name": "Fairweather",
            "date_of_birth": BORN,
            "sex": Sex.UNKNOWN,
            **known,
        }
        return cases.add_child(
            council=self.neighbour if neighbours else self.council,
            by=self.neighbour_manager if neighbours else self.manager,
            on=self.day,
            **values,
        )

    def held(self, *, body: Organisation | None = None, since: date = OPENED, **known: Any) -> Child:
        """A child whom a practice (unless said otherwise: Lantern) holds."""
        neighbours = body == self.quayside
        child = self.opened(neighbours=neighbours, **known)
        by = self.neighbour_manager if neighbours else self.manager
        cases.hold(child=child, body=body or self.lantern, start=since, by=by, on=self.day)
        return child

    def allocated(self, *, since: date = PLACED, **known: Any) -> Child:
        """A child held by Lantern with a social worker, not in care yet."""
        child = self.held(**known)
        self.allocate(child, self.worker, start=since)
        return child

    def placed(self, *, since: date = PLACED, home: Home | None = None, **known: Any) -> Child:
        """A child in foster care under a care order, with a social worker, from one day on."""
        child = self.allocated(since=since, **known)
        cases.start_care(child=child, start=since, by=self.worker, on=self.day)
        cases.record_legal_status(
            child=child, code=LegalStatusCode.C2, start=since, by=self.worker, on=self.day
        )
        self.move(child, since, home=home)
        return child

    def neighbours_child(self, **known: Any) -> Child:
        """A child for whom the neighbour council answers, with a social worker of its practice."""
        child = self.held(body=self.quayside, **known)
        cases.allocate(
            child=child,
            person=self.quayside_worker,
            role=AllocationRole.SOCIAL_WORKER,
            start=PLACED,
            by=self.quayside_lead,
            on=self.day,
        )
        cases.start_care(child=child, start=PLACED, by=self.quayside_worker, on=self.day)
        return child

    def allocate(
        self,
        child: Child,
        to: Person,
        role: AllocationRole = AllocationRole.SOCIAL_WORKER,
        *,
        start: date = PLACED,
        **more: Any,
    ) -> Allocation:
        by = self.lead if role in OF_THE_BODY else self.manager
        return cases.allocate(
            child=child, person=to, role=role, start=start, by=more.pop("by", by), on=self.day, **more
        )

    def home(self, **known: Any) -> Home:
        values = {
            "carers": "Sue and Delroy Hartwick",
            "address": "4 Mill Lane, Ashdale",
            "postcode": "ZZ1 4AB",
            **known,
        }
        owner: dict[str, Any] = {"council": self.council, "by": self.lead}
        return cases.add_home(**{**owner, "on": self.day, **values})

    def move(self, child: Child, start: date, *, home: Home | None = None, **known: Any) -> Placement:
        values = {"type": PlacementType.U6, **known}
        return cases.start_placement(
            child=child, home=home or self.home(), start=start, by=self.worker, on=self.day, **values
        )

    def visit(self, child: Child, day: date, **known: Any) -> Visit:
        values = {
            "seen": [cases.Seen(child, seen=True, alone=True)],
            "started_at": at(day),
            "place": VisitPlace.HOME,
            "occasion": secrets.token_hex(16),
            "by": self.worker,
            "on": self.day,
            **known,
        }
        return cases.record_visit(**values)[0]


def build(day: date = TODAY) -> House:
    """The house with its people; no child yet."""
    ashdale, brackwater = council("Ashdale", "E09999901"), council("Brackwater", "E09999902")
    team = organisations.establish(
        kind=BodyKind.TEAM, name="Ashdale North", parent=ashdale, by=None, on=OPENED
    )
    lantern = practice("Lantern", works_for=ashdale)
    oakfield = practice("Oakfield", works_for=ashdale)
    quayside = practice("Quayside", works_for=brackwater)
    voice = organisations.establish(kind=BodyKind.ADVOCACY, name="Speak Up", by=None, on=OPENED)
    organisations.engage(body=voice, council=ashdale, by=None, on=OPENED)
    inspectorate = organisations.establish(
        kind=BodyKind.INSPECTORATE, name="The Inspectorate", by=None, on=OPENED
    )
    organisations.engage(body=inspectorate, council=ashdale, by=None, on=OPENED)
    K = RoleKind
    posts = {
        "manager": ("Marion Keel", K.SERVICE_MANAGER, ashdale),
        "officer": ("Omar Fielding", K.NOMINATED_OFFICER, ashdale),
        "director": ("Dora Stannard", K.DIRECTOR, ashdale),
        "reviewer": ("Ruth Ellwood", K.REVIEWING_OFFICER, ashdale),
        "commissioner": ("Colin Marsh", K.COMMISSIONER, ashdale),
        "member": ("Leonie Parr", K.LEAD_MEMBER, ashdale),
        "head": ("Helen Vance", K.VIRTUAL_SCHOOL_HEAD, ashdale),
        "nurse": ("Nina Calder", K.DESIGNATED_NURSE, ashdale),
        "complaints": ("Cora Wynn", K.COMPLAINTS_MANAGER, ashdale),
        "administrator": ("Adam Pell", K.ADMINISTRATOR, ashdale),
        "befriender": ("Ivy Sorrel", K.INDEPENDENT_VISITOR, ashdale),
        "lead": ("Lena Brook", K.LEAD, lantern),
        "worker": ("Amina Cole", K.SOCIAL_WORKER, lantern),
        "second": ("Ben Harte", K.SOCIAL_WORKER, lantern),
        "adviser": ("Pat Lowry", K.PERSONAL_ADVISER, lantern),
        "oakfield_lead": ("Olga Reeve", K.LEAD, oakfield),
        "oakfield_worker": ("Otis Dunn", K.SOCIAL_WORKER, oakfield),
        "team_worker": ("Tess Moran", K.SOCIAL_WORKER, team),
        "advocate": ("Ada Voss", K.ADVOCATE, voice),
        "inspector": ("Ian Speight", K.INSPECTOR, inspectorate),
        "neighbour_manager": ("Bram Holt", K.SERVICE_MANAGER, brackwater),
        "neighbour_officer": ("Bess Nairn", K.NOMINATED_OFFICER, brackwater),
        "quayside_lead": ("Quentin Ash", K.LEAD, quayside),
        "quayside_worker": ("Queenie Lark", K.SOCIAL_WORKER, quayside),
    }
    return House(
        council=ashdale,
        neighbour=brackwater,
        team=team,
        lantern=lantern,
        oakfield=oakfield,
        quayside=quayside,
        people={key: person(name, kind, body) for key, (name, kind, body) in posts.items()},
        day=day,
    )


def days(number: int) -> timedelta:
    return timedelta(days=number)
