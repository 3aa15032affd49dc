"""The invented council, the bodies that work for it and everybody who acts there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from steadyhand.contexts.organisations import operations
from steadyhand.contexts.organisations.states import BodyKind, LegalForm, RoleKind

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


@dataclass
class Cast:
    """Everybody, by what they do in the lives of children."""

    council: Organisation
    bodies: list[Body]
    manager: Person
    reviewing: list[Person]
    advocate: Person
    young_person: Person


@dataclass(frozen=True, slots=True)
class _Told:
    """One row of the lists below: name, role, share of children, days here (none: since the body began), days gone."""

    name: str
    kind: RoleKind
    room: int = 0
    here: int | None = None
    gone: int | None = None
    phone: str = ""


_FERNHALLOW = (
    _Told("Maeve Tolland", K.SOCIAL_WORKER, 14, 626, phone="01632 960211"),
    _Told("Anneke Burbridge", K.LEAD, phone="01632 960210"),
    _Told("Dev Rassoul", K.SOCIAL_WORKER, 13, phone="01632 960212"),
    _Told("Grace Oduya-Penn", K.SOCIAL_WORKER, 15, phone="01632 960213"),
    _Told("Safia Lindqvist-Omar", K.SOCIAL_WORKER, 15, 430, phone="01632 960214"),
    _Told("Tom Haverley", K.SOCIAL_WORKER, 12, phone="01632 960215"),
    _Told("Beth Calloway-Rix", K.NEWLY_QUALIFIED, 7, 160, phone="01632 960216"),
    _Told("Colm Ferrity", K.SOCIAL_WORKER, gone=300),
    _Told("Lloyd Penhallow", K.SOCIAL_WORKER, gone=4),
)
_OTTERBROOK = (
    _Told("Ngaire Holloway-Tan", K.LEAD, phone="01632 960230"),
    _Told("Femi Ashdown", K.SOCIAL_WORKER, 14, phone="01632 960231"),
    _Told("Ishbel Crannock", K.SOCIAL_WORKER, 13, phone="01632 960232"),
    _Told("Marcin Dąbrowiak", K.SOCIAL_WORKER, 14, 510, phone="01632 960233"),
    _Told("Pooja Venkatar-Hill", K.SOCIAL_WORKER, 12, phone="01632 960234"),
    _Told("Ewan Strathallow", K.SOCIAL_WORKER, gone=9),
    _Told("Della Quarmby", K.SOCIAL_WORKER, gone=210),
)
_TEAM = (
    _Told("Josephine Akintolan", K.LEAD, phone="01632 960240"),
    _Told("Rhodri Pencastell", K.SOCIAL_WORKER, 14, phone="01632 960241"),
    _Told("Bláthnaid Corrigane", K.SOCIAL_WORKER, 13, phone="01632 960242"),
    _Told("Curtis Emmanuel-Ward", K.SOCIAL_WORKER, 13, 380, phone="01632 960243"),
    _Told("Yasmin Tehranchi", K.SOCIAL_WORKER, 15, phone="01632 960244"),
    _Told("Vicky Brandreth", K.SOCIAL_WORKER, gone=340),
    _Told("Nathaniel Osgrove", K.SOCIAL_WORKER, gone=150),
)
_COUNCIL = (
    _Told("Ruth Ellerby", K.REVIEWING_OFFICER, phone="01632 960120"),
    _Told("Kwesi Langthorne", K.REVIEWING_OFFICER, phone="01632 960121"),
    _Told("Orla Pendrigh", K.REVIEWING_OFFICER, phone="01632 960122"),
    _Told("Martin Osei-Crewe", K.NOMINATED_OFFICER, phone="01632 960110"),
    _Told("Sunniva Blackett", K.SERVICE_MANAGER, phone="01632 960111"),
    _Told("Helena Strand", K.DIRECTOR),
    _Told("Jo Pickerell", K.COMMISSIONER),
    _Told("Councillor Iqbal Thornley", K.LEAD_MEMBER),
    _Told("Bernadette Okell", K.VIRTUAL_SCHOOL_HEAD),
    _Told("Hywel Marchmont-Dass", K.COMPLAINTS_MANAGER),
    _Told("Wen Castleray", K.DATA_OFFICER),
    _Told("Alasdair Peverell", K.ADMINISTRATOR),
)
YOUNG_PERSON = "Tayo Aderinwale-Finch"


def establish(on: date) -> Cast:
    """Put the council, its bodies and their people on record. Nobody is signed in yet, so `by` is nobody.

    People are welcomed in the order in which a newcomer should meet them. No account has a password.
    """
    began = on - BEGAN
    council = operations.establish(
        kind=BodyKind.COUNCIL, name="Marlowick Council", authority_code=AUTHORITY_CODE, by=None, on=began
    )
    young_person = _welcome(_Told(YOUNG_PERSON, K.YOUNG_PERSON), council, "marlowick", began, on)
    fernhallow = _practice("Fernhallow", LegalForm.COMMUNITY_INTEREST, council, began)
    otterbrook = _practice("Otterbrook", LegalForm.MUTUAL, council, began)
    team = operations.establish(kind=BodyKind.TEAM, name="Harbour team", parent=council, by=None, on=began)
    _open(fernhallow, "Fernhallow surgery", "3 Staithe Yard, Marlowick", "QX1 4FH", began)
    _open(otterbrook, "Otterbrook rooms", "Old Post Office, Ropery Street, Marlowick", "QX2 7OB", began)
    _open(council, "Marlowick Town Hall", "Market Place, Marlowick", "QX1 1MC", began)
    _open(team, "Harbour House", "Customs Quay, Marlowick", "QX1 2HT", began)
    bodies = [
        _body(fernhallow, _FERNHALLOW, "fernhallow", began, on),
        _body(otterbrook, _OTTERBROOK, "otterbrook", began, on),
        _body(team, _TEAM, "marlowick", began, on),
    ]
    officers = {told.name: _welcome(told, council, "marlowick", began, on) for told in _COUNCIL}
    ownwords = operations.establish(
        kind=BodyKind.ADVOCACY, name="Ownwords", legal_form=LegalForm.CHARITY, by=None, on=began
    )
    operations.engage(body=ownwords, council=council, by=None, on=began)
    advocate = _welcome(
        _Told("Nadia Fairbrother", K.ADVOCATE, phone="01632 960250"), ownwords, "ownwords", began, on
    )
    return Cast(
        council=council,
        bodies=bodies,
        manager=officers["Sunniva Blackett"],
        reviewing=[officers[told.name] for told in _COUNCIL if told.kind == K.REVIEWING_OFFICER],
        advocate=advocate,
        young_person=young_person,
    )


def _practice(name: str, form: LegalForm, council: Organisation, began: date) -> Organisation:
    practice = operations.establish(kind=BodyKind.PRACTICE, name=name, legal_form=form, by=None, on=began)
    operations.engage(body=practice, council=council, by=None, on=began)
    return practice


def _open(body: Organisation, name: str, address: str, postcode: str, began: date) -> None:
    operations.open_premises(body=body, name=name, address=address, postcode=postcode, by=None, on=began)


def _body(organisation: Organisation, people: Iterable[_Told], domain: str, began: date, on: date) -> Body:
    workers = []
    lead = None
    for told in people:
        person = _welcome(told, organisation, domain, began, on)
        if told.kind == K.LEAD:
            lead = person
        else:
            since = began if told.here is None else on - timedelta(days=told.here)
            left = None if told.gone is None else on - timedelta(days=told.gone)
            workers.append(Worker(person, since, left, told.room))
    assert lead is not None  # every list above names one
    return Body(organisation, lead, workers)


def _welcome(told: _Told, at: Organisation, domain: str, began: date, on: date) -> Person:
    since = began if told.here is None else on - timedelta(days=told.here)
    registered = told.kind in {K.SOCIAL_WORKER, K.NEWLY_QUALIFIED, K.REVIEWING_OFFICER, K.LEAD}
    person = operations.welcome(
        email=f"{_local_part(told.name)}@{domain}.example",
        name=told.name,
        phone=told.phone,
        registration_number=f"SW{_number_of(told.name):06d}" if registered else "",
        registration_renewed=last_renewal(on) if registered else None,
        by=None,
        on=since,
    )
    role = operations.give_role(person=person, kind=told.kind, at=at, by=None, on=since)
    if told.gone is not None:
        operations.end_role(role=role, by=None, on=on - timedelta(days=told.gone))
    return person


def _local_part(name: str) -> str:
    plain = name.removeprefix("Councillor ").casefold().replace("ą", "a").replace("á", "a")
    return plain.replace(" ", ".").replace("'", "")


def _number_of(name: str) -> int:
    """A number of six figures that looks like the register's and stays with the name."""
    total = 0
    for letter in name:
        total = (total * 131 + ord(letter)) % 900_000
    return total + 100_000


def last_renewal(on: date) -> date:
    """The last day of November before: registration is renewed each year by then."""
    this_year = date(on.year, 11, 30)
    return this_year if this_year <= on else date(on.year - 1, 11, 30)
