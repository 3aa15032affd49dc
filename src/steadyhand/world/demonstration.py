"""The demonstration world: one invented council, the bodies that work for it, and the children they know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases.states import AllocationRole, DaysKind, NoteKind, WindowKind
from steadyhand.foundations.access import tenancy
from steadyhand.foundations.access.models import Installation
from steadyhand.foundations.mail.models import Letter
from steadyhand.foundations.notices import post as notices
from steadyhand.foundations.notices.models import Notice
from steadyhand.world import people
from steadyhand.world.diary import Verbs
from steadyhand.world.known import TAYO_KNOW, TAYO_WARN, met_first, tayo_and_ife
from steadyhand.world.lives import Chronicle
from steadyhand.world.people import Body, Cast, Worker
from steadyhand.world.plans import Family, Planner, Wish, family_sizes, weekday
from steadyhand.world.rota import moment
from steadyhand.world.writing import Writer

if TYPE_CHECKING:
    from steadyhand.contexts.cases.models import Child
    from steadyhand.contexts.organisations.models import Organisation, Person
    from steadyhand.world.ages import Term

DEFAULT = 20_091_130
_LEFT_CARE = 0.08
_MAY_GO_MISSING = 0.15
# So many days a worry is new to the lead who was told of it.
_NEW = 14


def load(
    *,
    on: date,
    children: int = 200,
    seed: int = DEFAULT,
    progress: Callable[[int, int], None] | None = None,
    in_bulk: bool = False,
) -> None:
    """Make the world as it stands on a day, in an empty database, with two years of history before it.

    The same day, number of children and seed give the same world; only references for addresses and the
    moments of recording differ. `progress` is told how many children are done, and of how many. `in_bulk` stores
    the same rows quicker, with one entry a child in the record of changes in the place of one an act. Raises
    ValueError for fewer than 20 children: the people who must be met would not find theirs.
    """
    if children < 20:
        raise ValueError(f"A world of {children} children is too small. Give it at least 20.")
    rng = Random(seed)  # noqa: S311 - chance for a story, not for a secret
    Installation.objects.create(kind=Installation.Kind.DEMONSTRATION, made_on=on, seed=seed)
    cast = people.establish(on)
    with tenancy.within([cast.council.pk]):
        tell = progress or silent
        wishes = _wishes(rng, cast, on, children)
        fill(rng, cast, on, wishes, Writer(cast, on, in_bulk=in_bulk), lambda done: tell(done, children))


def silent(done: int, total: int) -> None:
    """Tells nobody how far it is."""


def fill(
    rng: Random,
    cast: Cast,
    on: date,
    wishes: Iterable[tuple[int, Wish]],
    writer: Writer,
    progress: Callable[[int], None],
) -> None:
    """Write the known families and then whoever is wished for. The first body is Fernhallow."""
    planner, chronicle = Planner(rng, cast, on), Chronicle(rng, cast, on, writer.verbs)
    keep_terms(cast.council, chronicle.terms, cast.administrator, on - cast.history)
    fernhallow = cast.bodies[0]
    maeve, colm = named("Maeve Tolland", fernhallow), named("Colm Ferrity", fernhallow)
    tayo, ife = chronicle.write(tayo_and_ife(fernhallow, maeve, colm, on))
    writer.written([tayo, ife])
    done = 2
    progress(done)
    covered: Child | None = None
    for size, wish in wishes:
        family = planner.family(size, wish)
        written = chronicle.write(family)
        give_advocate(rng, family, written, cast, on, writer.verbs)
        writer.written(written)
        if wish.worker.person.name == "Grace Oduya-Penn" and not family.left:
            covered = covered or written[0]
        done += size
        progress(done)
    writer.close()
    notices.put_away_before(moment(on - timedelta(days=_NEW), 0), Notice.Kind.WORRY)
    Letter.objects.all().delete()  # nobody is written to about what was in an invented past
    give_tayo_what_is_his(tayo, maeve, cast, on)
    cover(covered, fernhallow, cast, on)


def keep_terms(council: Organisation, terms: Iterable[Term], administrator: Person, on: date) -> None:
    """The council's administrator says when its schools have lessons, before there are children."""
    for term in terms:
        operations.add_days(
            council=council, kind=DaysKind.TERM, name=term.name, start=term.start, end=term.end, by=administrator, on=on
        )  # fmt: skip


def _wishes(rng: Random, cast: Cast, on: date, total: int) -> Iterator[tuple[int, Wish]]:
    """For each family after the first: how many children, and what is fixed of it."""
    maeve = named("Maeve Tolland", cast.bodies[0])
    here = [worker for body in cast.bodies for worker in body.workers if worker.left is None]
    first = met_first(maeve, on)
    # A worker has gone in each practice, and one child of theirs has nobody yet.
    waiting = [
        Wish(named("Lloyd Penhallow", cast.bodies[0])),
        Wish(named("Ewan Strathallow", cast.bodies[1])),
    ]
    always_here = [worker for worker in here if worker.since <= on - cast.began]
    gone = [Wish(rng.choice(always_here), left=True) for _ in range(round(total * _LEFT_CARE))]
    fixed = [*first, *waiting, *gone]
    yield from ((1, wish) for wish in fixed)
    rest = total - 2 - len(fixed)
    share = (rest + 2 + len(first)) / sum(worker.room for worker in here)
    room = {worker: worker.room * share for worker in here}
    room[maeve] -= 2 + len(first)
    for size in family_sizes(rng, rest):
        worker = max(here, key=lambda each: room[each])
        room[worker] -= size
        yield size, Wish(worker, in_time=worker is maeve, may_go_missing=_MAY_GO_MISSING)


def give_tayo_what_is_his(tayo: Child, maeve: Worker, cast: Cast, on: date) -> None:
    """What is known of Tayo, his own space and his advocate."""
    by = maeve.person
    told = weekday(on - timedelta(days=14))
    warning, because, days = TAYO_WARN
    with operations.one_act(by=by, on=on):
        operations.note_to_know(child=tayo, kind=NoteKind.KNOW, text=TAYO_KNOW, by=by, on=told)
        operations.note_to_know(
            child=tayo, kind=NoteKind.WARN, text=warning, because=because,
            ends_on=on + timedelta(days=days), by=by, on=told,
        )  # fmt: skip
        operations.note_to_know(
            child=tayo, kind=NoteKind.KNOW, text="Moving rooms this week. Ask about the new one.",
            ends_on=on - timedelta(days=60), by=by, on=weekday(on - timedelta(days=90)),
        )  # fmt: skip
        operations.give_own_space(child=tayo, person=cast.young_person, by=by, on=told)
        _allocate_advocate(tayo, cast, told, operations)


def give_advocate(
    rng: Random, family: Family, written: list[Child], cast: Cast, on: date, verbs: Verbs
) -> None:
    """Some who are old enough to want one have an advocate, whatever their practice."""
    for young, child in zip(family.children, written, strict=True):
        if not family.left and young.years(on) >= 9 and rng.random() < 0.1:
            start = max(family.care_start, weekday(on - timedelta(days=rng.randint(20, 500))))
            # One act of the world's day, so that duties are worked out for that day and not for an earlier one.
            with verbs.one_act(by=cast.manager, on=on):
                _allocate_advocate(child, cast, start, verbs)


def _allocate_advocate(child: Child, cast: Cast, start: date, verbs: Verbs) -> None:
    verbs.allocate(
        child=child,
        person=cast.advocate,
        role=AllocationRole.ADVOCATE,
        start=start,
        by=cast.manager,
        on=start,
    )


def cover(child: Child | None, body: Body, cast: Cast, on: date) -> None:
    """One colleague is away this week, and one of her children is covered by another."""
    if child is None:
        return
    operations.open_window(
        person=named("Dev Rassoul", body).person,
        council=cast.council,
        kind=WindowKind.COVER,
        child=child,
        start=moment(on, 0),
        end=moment(on + timedelta(days=5), 18),
        because="Grace Oduya-Penn is on leave and a visit may be needed.",
        by=body.lead,
        on=on,
    )


def named(name: str, body: Body) -> Worker:
    return next(worker for worker in body.workers if worker.person.name == name)
