"""The invented council, the bodies that work for it and everybody who acts there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from steadyhand.contexts.organisations import operations
from steadyhand.contexts.organisations.states import BodyKind, LegalForm, RoleKind
from steadyhand.engines.naming import fold

if TYPE_CHECKING:
    from steadyhand.contexts.organisations.models import Organisation, Person

# How long before the world's day: when bodies began to work for the council, and when the history begins.
BEGAN = timedelta(days=2 * 365 + 180)
HISTORY = timedelta(days=2 * 365)
# No council in England has a code that begins so.
AUTHORITY_CODE = "E08990001"

K = RoleKind


@dataclass(frozen=True, slots=True)
class Worker:
    """A social worker's time at a body. `room` is their share of children; none for one who has left."""

    person: Person
    since: date
    left: date | None
    room: int

    def there(self, start: date, end: date) -> bool:
        """Whether they worked there on each of these days."""
        return self.since <= start and (self.left is None or end <= self.left)


@dataclass
class Body:
    """A practice or a council team, with the people in it."""

    organisation: Organisation
    lead: Person
    workers: list[Worker] = field(default_factory=list)
    advisers: list[Worker] = field(default_factory=list)


@dataclass
class Cast:
    """Everybody, by what they do in the lives of children; and how long before the world's day things begin."""

    council: Organisation
    bodies: list[Body]
    manager: Person
    administrator: Person
    reviewing: list[Person]
    advocate: Person
    young_person: Person
    began: timedelta = BEGAN
    history: timedelta = HISTORY
    terms_since: timedelta = HISTORY


@dataclass(frozen=True, slots=True)
class Told:
    """One row of the lists below: name, role, share of children, days here (none: since the body began), days gone."""

    name: str
    kind: RoleKind
    room: int = 0
    here: int | None = None
    gone: int | None = None
    phone: str = ""


FERNHALLOW = (
    Told("Maeve Tolland", K.SOCIAL_WORKER, 14, 626, phone="01632 960211"),
    Told("Anneke Burbridge", K.LEAD, phone="01632 960210"),
    Told("Dev Rassoul", K.SOCIAL_WORKER, 13, phone="01632 960212"),
    Told("Grace Oduya-Penn", K.SOCIAL_WORKER, 15, phone="01632 960213"),
    Told("Safia Lindqvist-Omar", K.SOCIAL_WORKER, 15, 430, phone="01632 960214"),
    Told("Tom Haverley", K.SOCIAL_WORKER, 12, phone="01632 960215"),
    Told("Beth Calloway-Rix", K.NEWLY_QUALIFIED, 7, 160, phone="01632 960216"),
    Told("Colm Ferrity", K.SOCIAL_WORKER, gone=300),
    Told("Lloyd Penhallow", K.SOCIAL_WORKER, gone=4),
    Told("Kofi Bramhallow", K.PERSONAL_ADVISER, phone="01632 960217"),
)
OTTERBROOK = (
    Told("Ngaire Holloway-Tan", K.LEAD, phone="01632 960230"),
    Told("Femi Ashdown", K.SOCIAL_WORKER, 14, phone="01632 960231"),
    Told("Ishbel Crannock", K.SOCIAL_WORKER, 13, phone="01632 960232"),
    Told("Marcin Dąbrowiak", K.SOCIAL_WORKER, 14, 510, phone="01632 960233"),
    Told("Pooja Venkatar-Hill", K.SOCIAL_WORKER, 12, phone="01632 960234"),
    Told("Ewan Strathallow", K.SOCIAL_WORKER, gone=9),
    Told("Della Quarmby", K.SOCIAL_WORKER, gone=210),
    Told("Niamh Tresidder-Cole", K.PERSONAL_ADVISER, phone="01632 960235"),
)
TEAM = (
    Told("Josephine Akintolan", K.LEAD, phone="01632 960240"),
    Told("Rhodri Pencastell", K.SOCIAL_WORKER, 14, phone="01632 960241"),
    Told("Bláthnaid Corrigane", K.SOCIAL_WORKER, 13, phone="01632 960242"),
    Told("Curtis Emmanuel-Ward", K.SOCIAL_WORKER, 13, 380, phone="01632 960243"),
    Told("Yasmin Tehranchi", K.SOCIAL_WORKER, 15, phone="01632 960244"),
    Told("Vicky Brandreth", K.SOCIAL_WORKER, gone=340),
    Told("Nathaniel Osgrove", K.SOCIAL_WORKER, gone=150),
    Told("Oskar Wimbourne-Lee", K.PERSONAL_ADVISER, phone="01632 960245"),
)
COUNCIL = (
    Told("Ruth Ellerby", K.REVIEWING_OFFICER, phone="01632 960120"),
    Told("Kwesi Langthorne", K.REVIEWING_OFFICER, phone="01632 960121"),
    Told("Orla Pendrigh", K.REVIEWING_OFFICER, phone="01632 960122"),
    Told("Martin Osei-Crewe", K.NOMINATED_OFFICER, phone="01632 960110"),
    Told("Sunniva Blackett", K.SERVICE_MANAGER, phone="01632 960111"),
    Told("Helena Strand", K.DIRECTOR),
    Told("Jo Pickerell", K.COMMISSIONER),
    Told("Councillor Iqbal Thornley", K.LEAD_MEMBER),
    Told("Bernadette Okell", K.VIRTUAL_SCHOOL_HEAD),
    Told("Hywel Marchmont-Dass", K.COMPLAINTS_MANAGER),
    Told("Wen Castleray", K.DATA_OFFICER),
    Told("Alasdair Peverell", K.ADMINISTRATOR),
)
FERNHALLOW_AT = ("Fernhallow surgery", "3 Staithe Yard, Marlowick", "QX1 4FH")
OTTERBROOK_AT = ("Otterbrook rooms", "Old Post Office, Ropery Street, Marlowick", "QX2 7OB")
TEAM_AT = ("Harbour House", "Customs Quay, Marlowick", "QX1 2HT")
YOUNG_PERSON = "Tayo Aderinwale-Finch"


def establish(on: date) -> Cast:
    """Put the council, two practices, a team and their people on record as the small world has them."""
    return found(on, COUNCIL, _three_bodies)


def _three_bodies(council: Organisation, began: date, on: date) -> list[Body]:
    fernhallow = practice("Fernhallow", LegalForm.COMMUNITY_INTEREST, council, began)
    otterbrook = practice("Otterbrook", LegalForm.MUTUAL, council, began)
    team = operations.establish(kind=BodyKind.TEAM, name="Harbour team", parent=council, by=None, on=began)
    open_premises(fernhallow, *FERNHALLOW_AT, began)
    open_premises(otterbrook, *OTTERBROOK_AT, began)
    open_premises(team, *TEAM_AT, began)
    return [
        staffed(fernhallow, FERNHALLOW, "fernhallow", began, on),
        staffed(otterbrook, OTTERBROOK, "otterbrook", began, on),
        staffed(team, TEAM, "marlowick", began, on),
    ]


def found(
    on: date,
    officers: Sequence[Told],
    bodies: Callable[[Organisation, date, date], list[Body]],
    *,
    began: timedelta = BEGAN,
    history: timedelta = HISTORY,
) -> Cast:
    """Put the council, its officers and its bodies on record. Nobody is signed in yet, so `by` is nobody.

    `bodies` makes those, given the council, the day on which they begin and the world's. People are welcomed in the
    order in which a newcomer should meet them. No account has a password.
    """
    start = on - began
    council = operations.establish(
        kind=BodyKind.COUNCIL, name="Marlowick Council", authority_code=AUTHORITY_CODE, by=None, on=start
    )
    young_person = welcome(Told(YOUNG_PERSON, K.YOUNG_PERSON), council, "marlowick", start, on)
    open_premises(council, "Marlowick Town Hall", "Market Place, Marlowick", "QX1 1MC", start)
    made = bodies(council, start, on)
    welcomed = [(told, welcome(told, council, "marlowick", start, on)) for told in officers]
    ownwords = operations.establish(
        kind=BodyKind.ADVOCACY, name="Ownwords", legal_form=LegalForm.CHARITY, by=None, on=start
    )
    operations.engage(body=ownwords, council=council, by=None, on=start)
    advocate = welcome(
        Told("Nadia Fairbrother", K.ADVOCATE, phone="01632 960250"), ownwords, "ownwords", start, on
    )
    return Cast(
        council=council,
        bodies=made,
        manager=next(person for told, person in welcomed if told.kind == K.SERVICE_MANAGER),
        administrator=next(person for told, person in welcomed if told.kind == K.ADMINISTRATOR),
        reviewing=[person for told, person in welcomed if told.kind == K.REVIEWING_OFFICER],
        advocate=advocate,
        young_person=young_person,
        began=began,
        history=history,
        terms_since=history,
    )


def practice(name: str, form: LegalForm, council: Organisation, began: date) -> Organisation:
    """A practice that works for the council from this day."""
    practice = operations.establish(kind=BodyKind.PRACTICE, name=name, legal_form=form, by=None, on=began)
    operations.engage(body=practice, council=council, by=None, on=began)
    return practice


def open_premises(body: Organisation, name: str, address: str, postcode: str, began: date) -> None:
    """Where a body works from."""
    operations.open_premises(body=body, name=name, address=address, postcode=postcode, by=None, on=began)


def staffed(organisation: Organisation, people: Iterable[Told], domain: str, began: date, on: date) -> Body:
    """A body with these people, the first lead among them its lead."""
    workers: list[Worker] = []
    advisers: list[Worker] = []
    leads = []
    for told in people:
        person = welcome(told, organisation, domain, began, on)
        if told.kind == K.LEAD:
            leads.append(person)
            continue
        since = began if told.here is None else on - timedelta(days=told.here)
        left = None if told.gone is None else on - timedelta(days=told.gone)
        worker = Worker(person, since, left, told.room)
        (advisers if told.kind == K.PERSONAL_ADVISER else workers).append(worker)
    return Body(organisation, leads[0], workers, advisers)


def welcome(told: Told, at: Organisation, domain: str, began: date, on: date) -> Person:
    """Somebody in their role, from when they came until they went."""
    since = began if told.here is None else on - timedelta(days=told.here)
    registered = told.kind in {K.SOCIAL_WORKER, K.NEWLY_QUALIFIED, K.REVIEWING_OFFICER, K.LEAD}
    person = operations.welcome(
        email=f"{_local_part(told.name)}@{domain}.example",
        name=told.name,
        phone=told.phone,
        registration_number=f"SW{number_of(told.name):06d}" if registered else "",
        registration_renewed=last_renewal(on) if registered else None,
        by=None,
        on=since,
    )
    role = operations.give_role(person=person, kind=told.kind, at=at, by=None, on=since)
    if told.gone is not None:
        operations.end_role(role=role, by=None, on=on - timedelta(days=told.gone))
    return person


def _local_part(name: str) -> str:
    words = name.removeprefix("Councillor ").split()
    return ".".join(fold(word).replace(" ", "-") for word in words)


def number_of(name: str) -> int:
    """A number of six figures that looks like the register's and stays with the name."""
    total = 0
    for letter in name:
        total = (total * 131 + ord(letter)) % 900_000
    return total + 100_000


def last_renewal(on: date) -> date:
    """The last day of November before: registration is renewed each year by then."""
    this_year = date(on.year, 11, 30)
    return this_year if this_year <= on else date(on.year - 1, 11, 30)
