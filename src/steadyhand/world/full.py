"""The full world: a council with five teams of its own and five practices, each of another shape, over four years.

The practices differ as the five pilots of 2009 to 2012 did (Social Work Practices: Report of the National Evaluation,
DFE-RR233): how many they know, how old, in which legal form. No pilot and nobody in one is meant.

`_BODIES`   one row a body: its form, its size, whom it is for, how many children a worker has
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from math import ceil
from random import Random
from typing import TYPE_CHECKING

from steadyhand.contexts.organisations import operations
from steadyhand.contexts.organisations.states import BodyKind, LegalForm, RoleKind
from steadyhand.foundations.access import tenancy
from steadyhand.foundations.access.models import Installation
from steadyhand.world import demonstration, names, people
from steadyhand.world.known import met_first
from steadyhand.world.people import Body, Cast, Told, Worker
from steadyhand.world.plans import BY_AGE, Wish, family_sizes
from steadyhand.world.writing import Writer

if TYPE_CHECKING:
    from steadyhand.contexts.organisations.models import Organisation

BEGAN, HISTORY = timedelta(days=4 * 365 + 180), timedelta(days=4 * 365)
K = RoleKind
_LEFT_CARE = 0.08
_OF_AGE = 18
_A_REVIEWING_OFFICER = 65
_ADVISED = 22  # young people an adviser has, in care at 16 and 17 and afterwards


@dataclass(frozen=True, slots=True)
class _Shape:
    """A body: `children` of these ages, so many a worker, led by so many; `people` who are there by name.

    A practice has a legal form; a body without one is a council team.
    """

    name: str
    form: LegalForm | None
    at: tuple[str, str, str]
    children: int
    ages: tuple[int, int]
    caseload: float
    leads: int = 1
    people: tuple[Told, ...] = ()
    may_go_missing: float = 0.10
    high_needs: bool = False

    @property
    def grown(self) -> int:
        """How many have come of age: as many years above 18 as there are, all alike."""
        low, high = self.ages
        return round(self.children * max(0, high - _OF_AGE + 1) / (high - low + 1))


_BODIES = (
    # As pilot D: a new venture of a voluntary body, with staff recruited for it, for children from birth on.
    _Shape(
        "Fernhallow", LegalForm.CHARITY, people.FERNHALLOW_AT, 120, (0, 17), 14, people=people.FERNHALLOW
    ),
    # As pilot E: a group of staff who moved out of the council.
    _Shape(
        "Otterbrook", LegalForm.MUTUAL, people.OTTERBROOK_AT, 150, (12, 25), 14, people=people.OTTERBROOK
    ),
    # As pilot A: a team that stayed in the council as a unit of its own.
    _Shape(
        "Beacon unit", None, ("Beacon House", "9 Priory Gate, Marlowick", "QX1 3BU"), 180, (14, 21), 15,
        may_go_missing=0.16,
    ),
    # As pilot B: a private company, for few children with high needs.
    _Shape(
        "Tidewell", LegalForm.COMPANY, ("Tidewell", "The Old Sail Loft, Hythe Avenue, Marlowick", "QX2 4TW"), 80,
        (8, 17), 10, may_go_missing=0.4, high_needs=True,
    ),
    # As pilot C: a voluntary body that already did leaving care; by far the largest, in four areas.
    _Shape(
        "Farrow Road", LegalForm.CHARITY, ("Farrow Road", "41 Station Parade, Marlowick", "QX3 8FR"), 582, (16, 24),
        16, leads=4, may_go_missing=0.14,
    ),
    _Shape(
        "Moorside team", None, ("Moorside", "2 Quarry Top, Marlowick", "QX4 2MS"), 124, (0, 17), 15.5
    ),
    _Shape(
        "Northgate team", None, ("Northgate", "17 Kiln Field, Marlowick", "QX4 7NG"), 120, (0, 17), 15.5
    ),
    _Shape(
        "Quayhead team", None, ("Quayhead", "30 Lower Staithe, Marlowick", "QX5 1QH"), 116, (0, 17), 15.5
    ),
    _Shape("Lindens team", None, ("The Lindens", "6 Orchard Bank, Marlowick", "QX5 9LT"), 108, (0, 17), 15.5),
    # The last: it held children before there were practices.
    _Shape("Harbour team", None, people.TEAM_AT, 132, (0, 17), 15, people=people.TEAM),
)  # fmt: skip
CHILDREN = sum(shape.children for shape in _BODIES)


def load(
    *,
    on: date,
    seed: int = demonstration.DEFAULT,
    progress: Callable[[int, int], None] | None = None,
    in_bulk: bool = True,
    share: float = 1.0,
) -> None:
    """Make the world as it stands on a day, in an empty database, with four years of history before it.

    `share` makes every body smaller: for tests, which load it through the operations too. Otherwise as
    `demonstration.load`.
    """
    rng = Random(seed)  # noqa: S311 - chance for a story, not for a secret
    Installation.objects.create(kind=Installation.Kind.DEMONSTRATION, made_on=on, seed=seed)
    fewest = {"Fernhallow": 10}  # those who are known by name
    sizes = {shape.name: max(fewest.get(shape.name, 4), round(shape.children * share)) for shape in _BODIES}
    cast = _everybody(rng, on, sizes)
    total = sum(sizes.values())
    tell = progress or demonstration.silent
    with tenancy.within([cast.council.pk]):
        wishes = _wishes(rng, cast, on, sizes)
        writer = Writer(cast, on, in_bulk=in_bulk)
        demonstration.fill(rng, cast, on, wishes, writer, lambda done: tell(done, total))


# Who works there


def _everybody(rng: Random, on: date, sizes: dict[str, int]) -> Cast:
    hiring = _Hiring(rng)
    in_care = sum(sizes[shape.name] - _grown(shape, sizes) for shape in _BODIES)
    known = [told for told in people.COUNCIL if told.kind == K.REVIEWING_OFFICER]
    more = max(0, ceil(in_care / _A_REVIEWING_OFFICER) - len(known))
    officers = [*known, *(hiring.one(K.REVIEWING_OFFICER) for _ in range(more))]
    officers += [told for told in people.COUNCIL if told.kind != K.REVIEWING_OFFICER]

    def bodies(council: Organisation, began: date, on: date) -> list[Body]:
        return [_body(shape, hiring, sizes, council, began, on) for shape in _BODIES]

    return people.found(on, officers, bodies, began=BEGAN, history=HISTORY)


def _grown(shape: _Shape, sizes: dict[str, int]) -> int:
    return round(sizes[shape.name] * shape.grown / shape.children)


def _body(
    shape: _Shape, hiring: _Hiring, sizes: dict[str, int], council: Organisation, began: date, on: date
) -> Body:
    if shape.form is None:
        body = operations.establish(kind=BodyKind.TEAM, name=shape.name, parent=council, by=None, on=began)
        domain = "marlowick"
    else:
        body = people.practice(shape.name, shape.form, council, began)
        domain = shape.name.casefold().replace(" ", "-")
    people.open_premises(body, *shape.at, began)
    grown = _grown(shape, sizes)
    staff = [*shape.people, *hiring.staff(shape, sizes[shape.name] - grown, grown)]
    return people.staffed(body, staff, domain, began, on)


def _in_late_teens(shape: _Shape) -> float:
    """About which share of those in care are 16 or 17."""
    ages = range(shape.ages[0], min(shape.ages[1], _OF_AGE - 1) + 1)
    return sum(BY_AGE[age] for age in ages if age >= 16) / sum(BY_AGE[age] for age in ages)


class _Hiring:
    """Finds people for a body: no two of one name, so that nobody is taken for another."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._phone = 400
        known = (*people.FERNHALLOW, *people.OTTERBROOK, *people.TEAM, *people.COUNCIL)
        self._names = {told.name for told in known}
        self._numbers = {people.number_of(told.name) for told in known}

    def staff(self, shape: _Shape, in_care: int, grown: int) -> Iterator[Told]:
        """Leads, workers for the children and advisers for those who came of age, some newer, and some who went."""
        rng = self._rng
        for _ in range(shape.leads - sum(told.kind == K.LEAD for told in shape.people)):
            yield self.one(K.LEAD)
        room = in_care * (1 - _LEFT_CARE) - sum(told.room for told in shape.people)
        workers = max(0 if shape.people else 2, ceil(room / shape.caseload))
        for place in range(workers):
            kind = K.NEWLY_QUALIFIED if place and rng.random() < 0.08 else K.SOCIAL_WORKER
            share = round(shape.caseload) + rng.randint(-1, 1)
            here = None if place < (workers + 1) // 2 else rng.randint(150, 1300)
            yield self.one(kind, max(3, share // 2) if kind == K.NEWLY_QUALIFIED else share, here)
        advised = grown + in_care * _in_late_teens(shape)
        there = sum(told.kind == K.PERSONAL_ADVISER for told in shape.people)
        for place in range(max(0, ceil(advised / _ADVISED) - there)):
            here = None if place < 2 or rng.random() < 0.5 else rng.randint(200, 1300)
            yield self.one(K.PERSONAL_ADVISER, here=here)
        for _ in range(max(2, workers // 3)):
            yield self.one(K.SOCIAL_WORKER, gone=rng.randint(100, 1200))

    def one(self, kind: RoleKind, room: int = 0, here: int | None = None, gone: int | None = None) -> Told:
        """Somebody new in this role."""
        self._phone += 1
        phone = "" if gone is not None else f"01632 960{self._phone % 1000:03d}"
        return Told(self._name(), kind, room, here, gone, phone)

    def _name(self) -> str:
        while True:
            strand = self._rng.choices(names.STRANDS, [each.weight for each in names.STRANDS])[0]
            first = self._rng.choice([name for name in strand.girls + strand.boys if "-" not in name])
            name = f"{first} {self._rng.choice(strand.families)}"
            if name not in self._names and people.number_of(name) not in self._numbers:
                self._names.add(name)
                self._numbers.add(people.number_of(name))
                return name


# Whom they know


def _wishes(rng: Random, cast: Cast, on: date, sizes: dict[str, int]) -> Iterator[tuple[int, Wish]]:
    """For each family after the first: how many children, and what is fixed of it."""
    maeve = demonstration.named("Maeve Tolland", cast.bodies[0])
    fixed = {
        "Fernhallow": [*met_first(maeve, on), Wish(demonstration.named("Lloyd Penhallow", cast.bodies[0]))],
        "Otterbrook": [Wish(demonstration.named("Ewan Strathallow", cast.bodies[1]), ages=(12, 17))],
    }
    for shape, body in zip(_BODIES, cast.bodies, strict=True):
        first = fixed.get(shape.name, [])
        yield from ((1, wish) for wish in first)
        known = len(first) + (2 if body is cast.bodies[0] else 0)  # Tayo and Ife are written already
        children = sizes[shape.name] - _grown(shape, sizes) - known
        here = [worker for worker in body.workers if worker.left is None]
        room = {worker: float(worker.room) for worker in here}
        if body is cast.bodies[0]:
            room[maeve] -= known - 1
        yield from _in_care(rng, shape, cast, on, children, room)
        yield from _of_age(rng, shape, cast, on, body, _grown(shape, sizes))


def _in_care(
    rng: Random, shape: _Shape, cast: Cast, on: date, children: int, room: dict[Worker, float]
) -> Iterator[tuple[int, Wish]]:
    low = shape.ages[0]
    any_child = partial(
        Wish,
        ages=(low, min(shape.ages[1], _OF_AGE - 1)),
        high_needs=shape.high_needs,
        may_go_missing=shape.may_go_missing,
    )
    always_here = [worker for worker in room if worker.since <= on - cast.began]

    left = round(children * _LEFT_CARE)
    for _ in range(left):
        yield 1, any_child(rng.choice(always_here), left=True)
    share = (children - left) / sum(room.values())
    left_over = {worker: space * share for worker, space in room.items()}
    sizes = family_sizes(rng, children - left) if low < 12 else [1] * (children - left)
    for size in sizes:
        worker = max(left_over, key=lambda each: left_over[each])
        left_over[worker] -= size
        yield size, any_child(worker, in_time=worker.person.name == "Maeve Tolland")


def _of_age(
    rng: Random, shape: _Shape, cast: Cast, on: date, body: Body, grown: int
) -> Iterator[tuple[int, Wish]]:
    """Young people who came of age, each with the adviser who has the fewest."""
    load = dict.fromkeys(body.advisers, 0)
    before = [worker for worker in body.workers if worker.left is None and worker.since <= on - cast.began]
    for _ in range(grown):
        adviser = min(load, key=lambda each: load[each])
        load[adviser] += 1
        yield 1, Wish(
            rng.choice(before), ages=(_OF_AGE, shape.ages[1]), adviser=adviser, may_go_missing=shape.may_go_missing,
            high_needs=shape.high_needs,
        )  # fmt: skip
