"""Many synthetic children under equal caseloads, for measuring: some bodies are planned, the rest are copies of them.

A copy has people, names, numbers and addresses of its own in the system; days and words are those of the body it was
copied from. So a worker has as many children, and a child as long a record, whether there are 1,000 or 100,000.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import TYPE_CHECKING, cast

from django.db import transaction

from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases import queries as cases
from steadyhand.contexts.cases.states import Sex
from steadyhand.contexts.organisations import operations as organisations
from steadyhand.contexts.organisations import queries as on_record
from steadyhand.contexts.organisations.states import BodyKind, LegalForm, RoleKind
from steadyhand.foundations.access import tenancy
from steadyhand.foundations.access.models import Installation
from steadyhand.world import names
from steadyhand.world.ages import is_school_day, terms
from steadyhand.world.demonstration import keep_terms
from steadyhand.world.lives import Chronicle
from steadyhand.world.people import AUTHORITY_CODE, BEGAN, HISTORY, Body, Cast, Worker, last_renewal
from steadyhand.world.plans import Family, Planner, Wish, Young, family_sizes
from steadyhand.world.rota import moment
from steadyhand.world.words import Pen

if TYPE_CHECKING:
    from steadyhand.contexts.cases.models import Child
    from steadyhand.contexts.organisations.models import Organisation, Person

FEWEST = 100
DEFAULT = 1
_A_BODY = 144
_CASELOAD = 16.5
_LEFT_CARE = 0.08
_PATTERNS = 8
# From which day somebody has been there, and until which, in days before the world's day, beside those always there.
_CAME, _GONE = 430, (300, 150)
_FORMS = (*LegalForm,)[:6]
_TERMS_SINCE = timedelta(days=380)


class OtherWorld(Exception):
    """The demonstration that is there is not the one asked for; it was left as it is."""


@dataclass(frozen=True)
class Size:
    """How many children, in bodies as even as can be, and how many notes among them all."""

    children: int
    notes: int = 0

    def __str__(self) -> str:
        notes = f" and {self.notes:,} notes" if self.notes else ""
        return f"{self.children:,} children{notes}"

    @property
    def council(self) -> str:
        """The council's name, by which the same world is known again."""
        return f"Marlowick Council, {self}"

    @property
    def bodies(self) -> int:
        """Teams and practices."""
        return max(1, round(self.children / _A_BODY))

    def of_body(self, number: int) -> int:
        """How many children this one holds, counted from 0."""
        return self.children // self.bodies + (number < self.children % self.bodies)

    @property
    def notes_a_child(self) -> int:
        """Notes beyond those that any life has, rounded."""
        return round(self.notes / self.children)


@dataclass(frozen=True)
class _StandIn:
    """Whoever or whatever is somebody else in each copy. Its id is below nought, as no id on record is."""

    pk: int
    account_id: int = 0


@dataclass
class _Pattern:
    """A body's children as planned once, and what a copy must give them: the strand and the sexes of each family."""

    batch: operations.Batch
    families: list[Family]
    workers: int


@dataclass
class _Council:
    """What every body of the world has in common."""

    organisation: Organisation
    manager: Person
    first_team: Organisation
    bodies: int


def load(
    *,
    on: date,
    children: int,
    seed: int = DEFAULT,
    notes: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> bool:
    """Make so many children with 24 months of history as they stand on a day; whether any were still to be made.

    Asked again for the same children, notes, seed and day it keeps what is there, and goes on where it was
    interrupted: each body is one transaction. Raises OtherWorld where another demonstration is, and ValueError for
    fewer than 100 children.
    """
    if children < FEWEST:
        raise ValueError(f"{children} children are too few. Give it at least {FEWEST}.")
    size = Size(children, notes)
    council = _council(size, on, seed)
    with tenancy.within([council.organisation.pk]):
        done = cases.count_children()
    if done == children:
        return False
    tell = progress or (lambda done, total: None)
    tell(done, children)
    patterns: dict[tuple[int, int], _Pattern] = {}
    for number in range(council.bodies, size.bodies):
        which = (number % _PATTERNS, size.of_body(number))
        if which not in patterns:
            with tenancy.within([council.organisation.pk]):
                patterns[which] = _plan(*which, council, seed=seed, on=on, notes=size.notes_a_child)
        with transaction.atomic(), tenancy.within([council.organisation.pk]):
            done += _copy(patterns[which], number, done, council, seed=seed, on=on)
        tell(done, children)
    return True


@transaction.atomic
def _council(size: Size, on: date, seed: int) -> _Council:
    """The council with its manager and the team that held children before other bodies did: made, or found again."""
    began = on - BEGAN
    there = Installation.objects.first()
    if there is None:
        Installation.objects.create(kind=Installation.Kind.DEMONSTRATION, made_on=on, seed=seed)
        council = organisations.establish(
            kind=BodyKind.COUNCIL, name=size.council, authority_code=AUTHORITY_CODE, by=None, on=began
        )
        team = organisations.establish(
            kind=BodyKind.TEAM, name="First team", parent=council, by=None, on=began
        )
        manager = organisations.welcome(
            email="manager@marlowick.example", name="Sunniva Blackett", phone="01632 960111", by=None, on=began
        )  # fmt: skip
        organisations.give_role(person=manager, kind=RoleKind.SERVICE_MANAGER, at=council, by=None, on=began)
        administrator = organisations.welcome(
            email="administrator@marlowick.example", name="Alasdair Peverell", phone="01632 960112", by=None, on=began
        )  # fmt: skip
        organisations.give_role(
            person=administrator, kind=RoleKind.ADMINISTRATOR, at=council, by=None, on=began
        )
        with tenancy.within([council.pk]):
            keep_terms(council, terms(on - _TERMS_SINCE, on), administrator, began)
        return _Council(council, manager, team, 0)
    council = on_record.organisation(on_record.council_ids()[0])
    if (council.name, there.made_on, there.seed) != (size.council, on, seed):
        raise OtherWorld(
            f"It holds {council.name}, seed {there.seed}, as of {there.made_on}; "
            f"asked for was {size.council}, seed {seed}, as of {on}."
        )
    manager = on_record.holders((RoleKind.SERVICE_MANAGER,), [council.pk], on)[0]
    team, *bodies = on_record.holding_bodies(council.pk)
    return _Council(council, manager, team, len(bodies))


# Planning a body once

_COUNCIL, _FIRST_TEAM, _BODY = -1, -2, -3
_MANAGER, _LEAD, _OFFICERS, _ADVISERS, _WORKERS = -1, -2, (-3, -4), (-5, -6), -7


def _plan(pattern: int, children: int, council: _Council, *, seed: int, on: date, notes: int) -> _Pattern:
    """The lives of a body's children. Their names are private characters, which each copy says in its own words."""
    rng = Random(f"{seed} pattern {pattern} of {children}")  # noqa: S311 - chance for a story, not for a secret
    here = max(1, round(children * (1 - _LEFT_CARE) / _CASELOAD))
    cast = _stand_ins(here, on)
    planner = Planner(rng, cast, on)
    imported = operations.Import(on=on, council=council.organisation)
    chronicle = Chronicle(rng, cast, on, imported, in_brief=True)
    pen = Pen(rng)
    families: list[Family] = []
    for size, wish in _wishes(rng, cast.bodies[0].workers[:here], children):
        family = planner.family(size, wish)
        first = sum(len(each.children) for each in families)
        family.children = [
            _unnamed(young, first + place, first) for place, young in enumerate(family.children)
        ]
        chronicle.numbers = (_sign(_NUMBER, first + place) for place in range(size))
        written = chronicle.write(family)
        for child, young in zip(written, family.children, strict=True):
            _notes(imported, child, young, family, notes, pen, rng, on)
        families.append(family)
    return _Pattern(operations.Batch(imported.take()), families, len(cast.bodies[0].workers))


def _stand_ins(here: int, on: date) -> Cast:
    def somebody(number: int) -> Person:
        return cast("Person", _StandIn(number))

    def body(number: int) -> Organisation:
        return cast("Organisation", _StandIn(number))

    workers = [
        Worker(somebody(_WORKERS - place), since, left, 0)
        for place, (since, left) in enumerate(_times(here, on))
    ]
    advisers = [Worker(somebody(number), on - BEGAN, None, 0) for number in _ADVISERS]
    first_team = Body(body(_FIRST_TEAM), somebody(_LEAD))
    return Cast(
        council=body(_COUNCIL),
        bodies=[Body(body(_BODY), somebody(_LEAD), workers, advisers), first_team],
        manager=somebody(_MANAGER),
        administrator=somebody(_MANAGER),
        reviewing=[somebody(number) for number in _OFFICERS],
        advocate=somebody(_MANAGER),
        young_person=somebody(_MANAGER),
        terms_since=_TERMS_SINCE,
    )


def _times(here: int, on: date) -> list[tuple[date, date | None]]:
    """When each worker of a body came and went: those who are here, one of them newer, and some who have gone."""
    began = on - BEGAN
    times: list[tuple[date, date | None]] = [(began, None)] * here
    if here > 1:
        times[1] = (on - timedelta(days=_CAME), None)
    return times + [(began, on - timedelta(days=days)) for days in _GONE]


def _wishes(rng: Random, workers: Sequence[Worker], children: int) -> Iterator[tuple[int, Wish]]:
    """Families for whoever has the fewest children, and children who have left care."""
    left = round(children * _LEFT_CARE)
    for _ in range(left):
        yield 1, Wish(workers[0], left=True)
    load = dict.fromkeys(workers, 0)
    for size in family_sizes(rng, children - left):
        worker = min(workers, key=lambda each: load[each])
        load[worker] += size
        yield size, Wish(worker)


_GIVEN, _FAMILY, _KNOWN_AS, _SAID_AS, _NUMBER = 0xE000, 0xE400, 0xE800, 0xEC00, 0xF000


def _sign(of: int, child: int) -> str:
    """The private character for this of the child with this number."""
    return chr(of + child)


def _unnamed(young: Young, number: int, first_of_family: int) -> Young:
    return replace(
        young,
        given=_sign(_GIVEN, number),
        family=_sign(_FAMILY, first_of_family),
        known_as=_sign(_KNOWN_AS, number),
        said_as=_sign(_SAID_AS, number),
    )


def _notes(
    imported: operations.Import,
    child: Child,
    young: Young,
    family: Family,
    notes: int,
    pen: Pen,
    rng: Random,
    on: date,
) -> None:
    """So many notes, spread over the time in which the child has been on record."""
    first = max(family.care_start, on - HISTORY)
    last = family.left[0] if family.left else on
    carers = family.stays[-1].houses[0].carers
    for number in range(notes):
        day = first + timedelta(days=(last - first).days * number // notes)
        texts = (
            pen.note(young.age(day), young.first_name, carers, in_term=is_school_day(day)) for _ in range(2)
        )
        imported.write_note(
            child=child, at=moment(day, 9 + number % 8, rng.randrange(60)), by=family.body.lead, on=on,
            text=" ".join(texts),
        )  # fmt: skip


# Copying it


def _copy(pattern: _Pattern, number: int, before: int, council: _Council, *, seed: int, on: date) -> int:
    """One more body with people of its own and the pattern's children under new names; how many children."""
    rng = Random(f"{seed} body {number}")  # noqa: S311 - chance for a story, not for a secret
    body = _body(number, council.organisation, on)
    staff = _Staff(rng, number, on)
    people = {_MANAGER: council.manager.pk, _LEAD: staff.welcome(RoleKind.LEAD, body)}
    for officer in _OFFICERS:
        people[officer] = staff.welcome(RoleKind.REVIEWING_OFFICER, council.organisation)
    for adviser in _ADVISERS:
        people[adviser] = staff.welcome(RoleKind.PERSONAL_ADVISER, body)
    here = pattern.workers - len(_GONE)
    for place, (since, left) in enumerate(_times(here, on)):
        people[_WORKERS - place] = staff.welcome(RoleKind.SOCIAL_WORKER, body, since, left)
    texts, identity = _called(rng, pattern.families, before)
    stored = pattern.batch.store(
        by=council.manager,
        under=operations.Under(
            people=people,
            bodies={
                _COUNCIL: council.organisation.pk,
                _FIRST_TEAM: council.first_team.pk,
                _BODY: body.pk,
            },
            texts=texts,
            identity=identity,
            stamp=f"{number:08x}",
        ),
    )
    return len(stored)


def _body(number: int, council: Organisation, on: date) -> Organisation:
    """A council team, or two times in three a practice."""
    began = on - BEGAN
    again, name = divmod(number, len(names.BODY_FRONTS) * len(names.BODY_BACKS))
    # Neighbours in the list differ in both halves.
    front, back = (
        names.BODY_FRONTS[name % len(names.BODY_FRONTS)],
        names.BODY_BACKS[(name // len(names.BODY_FRONTS) + name) % len(names.BODY_BACKS)],
    )
    called = f"{front}{back}" + (f" {again + 1}" if again else "")
    if number % 3 == 0:
        return organisations.establish(
            kind=BodyKind.TEAM, name=f"{called} team", parent=council, by=None, on=began
        )
    body = organisations.establish(
        kind=BodyKind.PRACTICE, name=called, legal_form=_FORMS[number % len(_FORMS)], by=None, on=began
    )
    organisations.engage(body=body, council=council, by=None, on=began)
    return body


class _Staff:
    """Gives a body its people, no two of one name."""

    def __init__(self, rng: Random, body: int, on: date) -> None:
        self._rng = rng
        self._body = body
        self._on = on
        self._had: set[str] = set()

    def welcome(
        self, kind: RoleKind, at: Organisation, since: date | None = None, left: date | None = None
    ) -> int:
        """One more person in this role; their id."""
        since = since or self._on - BEGAN
        name = self._name()
        number = f"{self._body}.{len(self._had)}"
        person = organisations.welcome(
            email=f"person.{number}@marlowick.example",
            name=name,
            phone=f"01632 960{self._rng.randint(100, 999)}",
            registration_number=f"SW{number}",
            registration_renewed=last_renewal(self._on),
            by=None,
            on=since,
        )
        role = organisations.give_role(person=person, kind=kind, at=at, by=None, on=since)
        if left is not None:
            organisations.end_role(role=role, by=None, on=left)
        return person.pk

    def _name(self) -> str:
        while True:
            strand = self._rng.choices(names.STRANDS, _WEIGHTS)[0]
            name = f"{self._rng.choice(strand.girls + strand.boys)} {self._rng.choice(strand.families)}"
            if name not in self._had:
                self._had.add(name)
                return name


_WEIGHTS = [strand.weight for strand in names.STRANDS]


def _called(rng: Random, families: Sequence[Family], before: int) -> tuple[dict[str, str], dict[str, str]]:
    """What each private character says in a copy's texts, and what it says otherwise where it tells who a child is."""
    texts: dict[str, str] = {}
    identity: dict[str, str] = {}
    number = count()
    for family in families:
        first = len(identity)
        grandmother = family.grandmother.split(" ")[-1]
        texts[_sign(_FAMILY, first)] = rng.choice(
            [name for name in family.strand.families if name != grandmother]
        )
        had = {family.mother}
        for young in family.children:
            child = next(number)
            pool = family.strand.girls if young.sex == Sex.FEMALE else family.strand.boys
            given = rng.choice([name for name in pool if name not in had])
            had.add(given)
            known_as, said_as = names.KNOWN_AS.get(given, ("", ""))
            texts[_sign(_GIVEN, child)] = given
            texts[_sign(_KNOWN_AS, child)] = known_as or given
            texts[_sign(_SAID_AS, child)] = said_as
            texts[_sign(_NUMBER, child)] = f"M{10_000 + before + child}"
            identity[_sign(_KNOWN_AS, child)] = known_as
    return texts, identity
