"""The bulk path writes what the operations write: one plan, loaded both ways, compared column by column."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction

from contexts.builders import TODAY, House, build
from databases.fixtures import connected_to
from databases.stores import Database, Store
from steadyhand.contexts.cases import loaders, operations
from steadyhand.contexts.cases.models import Allocation, Child, ClockReading, Duty, NameKey
from steadyhand.contexts.cases.states import AllocationRole, Sex
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.contexts.organisations.models import Person
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.foundations.access import tenancy
from steadyhand.foundations.audit.models import Entry
from steadyhand.foundations.notices.models import Notice
from steadyhand.world import demonstration, full

DAY = date(2026, 6, 10)
CHILDREN = 50
# Numbers that a database gives, addresses drawn by chance and moments of recording: the only columns left out.
LEFT_OUT = {"id", "ref", "recorded_at", "account"}
TABLES = [model for label in ("cases", "organisations") for model in apps.get_app_config(label).get_models()]


@dataclass(frozen=True)
class Loaded:
    """What one way of loading left behind, in words of its own that no id is part of."""

    rows: dict[str, Counter[Any]]
    answers: dict[str, Any]
    entries: Counter[Any]


_known: dict[tuple[type[models.Model], Any], Any] = {}  # what rows say that others refer to, in one database


def told(row: Any) -> Any:
    """A row by what it says: whoever it refers to by their name or number, a corrected row by what that said."""
    if isinstance(row, Child):
        return ("child", row.identifier)
    if isinstance(row, models.Model) and {"name"} <= {field.name for field in row._meta.concrete_fields}:
        return (type(row).__name__, row.name)  # type: ignore[attr-defined]
    return (type(row).__name__, tuple(content(row)))


def content(row: models.Model) -> Iterator[tuple[str, Any]]:
    """Each column that both ways must agree on, with its value."""
    for field in row._meta.concrete_fields:
        if field.name in LEFT_OUT:
            continue
        value = getattr(row, field.attname)
        if field.name == "superseded_at":
            yield "superseded", value is not None
        elif field.remote_field and value is not None:
            key = (field.related_model, value)
            if key not in _known:
                _known[key] = told(getattr(row, field.name))
            yield field.name, _known[key]
        else:
            yield field.name, str(value)


def plain(answer: Any) -> Any:
    """What a loader answered, in words that no id is part of; lists in their order."""
    if isinstance(answer, models.Model):
        return told(answer)
    if is_dataclass(answer) and not isinstance(answer, type):
        # Identities are named by child below; what was opened lately and whose body it is are numbers alone.
        skipped = {"lately", "body_ids", "in_care", "name_only", "council_id", "standing", "tie", "child"}
        return {
            each.name: plain(getattr(answer, each.name))
            for each in fields(answer)
            if each.name not in skipped
        }
    if isinstance(answer, dict):
        return Counter(repr(plain(value)) for value in answer.values())
    if isinstance(answer, list | tuple):
        return [plain(each) for each in answer]
    if isinstance(answer, set | frozenset):
        return sorted(map(str, answer))
    return answer


def answers_for_leads() -> dict[str, Any]:
    """What the first three leads are told of the practice and of each of its children."""
    found: dict[str, Any] = {}
    for lead in Person.objects.filter(roles__kind=RoleKind.LEAD).order_by("pk")[:3]:
        standing = organisations.standing(lead, DAY)
        with tenancy.within(standing.councils):
            listed = loaders.practice_list(standing, on=DAY, until=DAY + timedelta(days=28))
            found[lead.name] = plain(listed)
            numbers = dict(Child.objects.values_list("pk", "identifier"))
            found[f"{lead.name}, in care"] = sorted(numbers[pk] for pk in listed.in_care)
            for identity in listed.identities.values():
                file = loaders.child_file(standing, identity.child.ref)
                now = loaders.child_now(file, on=DAY, story_since=DAY - timedelta(days=2000))
                found[f"{lead.name}, {identity.child.identifier}"] = plain(now)
                search = loaders.find_children(standing, identity.family_name, on=DAY)
                found[f"{lead.name} looks for {identity.family_name}"] = sorted(
                    each.identity.child.identifier for each in search.found
                )
    return found


def _small(*, in_bulk: bool) -> None:
    demonstration.load(on=DAY, children=CHILDREN, seed=5, in_bulk=in_bulk)


def _full(*, in_bulk: bool) -> None:
    """About as many, of every kind of body: young people who came of age, nights away, advisers."""
    full.load(on=DAY, share=0.01, seed=3, in_bulk=in_bulk)


# Both worlds hold what a database could store otherwise; the full one has every kind of body too.
@pytest.fixture(
    scope="module",
    params=[
        pytest.param(_small, id="small", marks=pytest.mark.sqlite),
        pytest.param(_full, id="full"),
    ],
)
def both(
    request: pytest.FixtureRequest,
    database_store: Store,
    migrated_template: Database,
    django_db_blocker: Any,
) -> Iterator[list[Loaded]]:
    """One plan of some 50 children, through the operations and in bulk."""
    made, databases = [], []
    for in_bulk in (False, True):
        databases.append(database_store.copy(migrated_template))
        with django_db_blocker.unblock(), connected_to(databases[-1]):
            with transaction.atomic():
                request.param(in_bulk=in_bulk)
            made.append(_look())
    yield made
    for database in databases:
        database_store.remove(database)


def _look() -> Loaded:
    _known.clear()
    with tenancy.within(organisations.council_ids()):
        entries = Counter(Entry.objects.values_list("verb", "subject_type", "kind", "actor_id"))
        rows = {model.__name__: Counter(map(told_whole, model._default_manager.all())) for model in TABLES}
        answers = {"told of worries": sorted(_told_of_worries())}
    return Loaded(rows, answers_for_leads() | answers, entries)


def _told_of_worries() -> Iterator[tuple[Any, ...]]:
    """Each notice: who was told, whose worry and of whom, when, and whether it waits to be read."""
    people = dict(Person.objects.values_list("account_id", "name"))
    children = dict(Child.objects.values_list("pk", "identifier"))
    for notice in Notice.objects.all():
        yield (
            people[notice.to_account_id], people[notice.about_account_id], children[notice.child_id], notice.kind,
            notice.at, notice.seen_at is None,
        )  # fmt: skip


def told_whole(row: models.Model) -> Any:
    """Every column of a row."""
    return tuple(content(row))


@pytest.mark.parametrize("table", [model.__name__ for model in TABLES])
def test_every_row_is_the_same(both: list[Loaded], table: str) -> None:
    by_operations, in_bulk = (loaded.rows[table] for loaded in both)
    assert by_operations == in_bulk


def test_much_was_compared(both: list[Loaded]) -> None:
    rows = both[0].rows
    for table in ("Child", "Identity", "ClockReading"):
        assert rows[table].total() >= 45
    for table, least in {
        "Visit": 500,
        "NameKey": 1_500,
        "Duty": 800,
        "Allocation": 120,
        "Review": 150,
        "Event": 1_000,
        "Circumstances": 20,
        "CalendarDays": 6,
        "Explanation": 0,
    }.items():
        assert rows[table].total() > least, table
    for table in ("PeriodOfCare", "LegalStatus", "Placement", "HeldBy", "Allocation"):
        said = [dict(row) for row in rows[table]]
        assert any(row["superseded"] for row in said), table
        assert any(row["corrects"] != "None" for row in said), table
    assert any(dict(row)["is_open"] == "True" for row in rows["Duty"])


def test_loaders_answer_the_same(both: list[Loaded]) -> None:
    by_operations, in_bulk = both
    assert by_operations.answers.keys() == in_bulk.answers.keys()
    for asked, answer in by_operations.answers.items():
        assert answer == in_bulk.answers[asked], asked
    assert len(by_operations.answers) > 30
    assert by_operations.answers["told of worries"]


def test_the_record_differs_only_in_one_entry_a_child_for_its_acts(both: list[Loaded]) -> None:
    by_operations, in_bulk = (loaded.entries for loaded in both)
    more, fewer = in_bulk - by_operations, by_operations - in_bulk
    assert {verb for verb, *_ in more} == {"child.imported"}
    assert more.total() == both[0].rows["Child"].total()
    assert {subject for _, subject, *_ in fewer} == {"child", "home"}
    assert {kind for *_, kind, _ in fewer} == {"change"}


def test_verbs_take_what_the_operations_take() -> None:
    verbs = {name: verb for name, verb in vars(operations.Import).items() if not name.startswith("_")}
    compared = 0
    for name, verb in verbs.items():
        if name not in {"one_act", "waiting", "take"}:
            theirs = inspect.signature(getattr(operations, name)).parameters
            for parameter in [*inspect.signature(verb).parameters.values()][1:]:
                assert (parameter.name, parameter.default) == (
                    parameter.name,
                    theirs[parameter.name].default,
                )
                assert parameter.kind == theirs[parameter.name].kind
                assert parameter.kind in {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD}
            compared += 1
    assert compared >= 17


@pytest.fixture
def house(db: None) -> Iterator[House]:
    """Two councils that are no demonstration."""
    made = build(TODAY)
    with made.within():
        yield made


def test_workers_of_the_body_before_end_with_it_even_if_they_began_later(house: House) -> None:
    """What no plan has: a child is moved to another body as of a day before the worker there began."""
    began, moved, by = DAY - timedelta(days=30), DAY - timedelta(days=40), house.manager
    said = []
    imported = operations.Import(on=DAY)
    for verbs in (operations, imported):
        child = verbs.add_child(
            council=house.council, identifier=f"E-{len(said)}", given_name="Rosie", family_name="Tarleton",
            date_of_birth=date(2015, 5, 5), sex=Sex.FEMALE, by=by, on=DAY,
        )  # fmt: skip
        verbs.hold(child=child, body=house.lantern, start=DAY - timedelta(days=60), by=by, on=DAY)
        verbs.allocate(
            child=child, person=house.worker, role=AllocationRole.SOCIAL_WORKER, start=began, by=by, on=DAY
        )
        verbs.hold(child=child, body=house.oakfield, start=moved, by=by, on=DAY)
        rows = (
            list(Allocation.objects.filter(child=child).order_by("pk"))
            if verbs is operations
            else imported.take()[Allocation]
        )
        said.append([(row.start, row.end, row.superseded_at is None) for row in rows])
    assert said[0] == said[1] == [(began, None, False), (began, began, True)]


def _one_child(house: House) -> operations.Batch:
    imported = operations.Import(on=DAY)
    imported.add_child(
        council=house.council, identifier="I-1", given_name="Rosie", family_name="Tarleton",
        date_of_birth=date(2015, 5, 5), sex=Sex.FEMALE, by=house.manager, on=DAY,
    )  # fmt: skip
    return operations.Batch(imported.take())


def test_nothing_is_stored_in_bulk_where_children_are_real(house: House) -> None:
    before = Child.objects.count()
    with pytest.raises(operations.NotADemonstration, match="invented"):
        _one_child(house).store(by=house.manager)
    assert Child.objects.count() == before
    assert not NameKey.objects.filter(child__identifier="I-1").exists()


@contextmanager
def _made(copy: Callable[[Database], Database], template: Database, blocker: Any) -> Iterator[None]:
    with blocker.unblock(), connected_to(copy(template)):
        yield


def test_what_is_stored_in_bulk_the_operations_go_on_with(
    migrated_template: Database, copy_of_database: Callable[[Database], Database], django_db_blocker: Any
) -> None:
    """Ids that were given in bulk are never given again, and the clock agrees with what is stored."""
    with _made(copy_of_database, migrated_template, django_db_blocker), transaction.atomic():
        demonstration.load(on=DAY, children=20, in_bulk=True)
        with tenancy.within(organisations.council_ids()):
            children = list(Child.objects.values_list("pk", flat=True))
            assert operations.work_out_again(child_ids=children, by=None, on=DAY) == 0
            manager = organisations.holders((RoleKind.SERVICE_MANAGER,), organisations.council_ids(), DAY)[0]
            council = organisations.organisation(organisations.council_ids()[0])
            child = operations.add_child(
                council=council, identifier="I-2", given_name="Rosie", family_name="Tarleton",
                date_of_birth=date(2015, 5, 5), sex=Sex.FEMALE, by=manager, on=DAY,
            )  # fmt: skip
            assert child.pk not in children
            assert ClockReading.objects.filter(child=child).exists()
            assert not Duty.objects.filter(child=child, is_open=True).exists()
