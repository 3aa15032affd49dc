"""Synthetic children for measuring: as many as asked for, caseloads alike at every size, made once."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from databases.fixtures import connected_to
from databases.stores import Database
from steadyhand.commands import main
from steadyhand.commands import synth as command
from steadyhand.commands.progress import Progress
from steadyhand.commands.refusal import Refusal
from steadyhand.contexts.cases import operations, queries
from steadyhand.contexts.cases.models import (
    Allocation,
    Child,
    ClockReading,
    Duty,
    HeldBy,
    Identity,
    NameKey,
    Note,
    PeriodOfCare,
    Placement,
    Relationship,
    Review,
    Visit,
)
from steadyhand.contexts.cases.operations import storing
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.contexts.organisations.models import Organisation, Person
from steadyhand.foundations.access import tenancy
from steadyhand.foundations.access.models import Account, Installation
from steadyhand.foundations.audit.models import Entry
from steadyhand.world import synth

DAY = date(2026, 6, 10)
CHILDREN = 301


@pytest.fixture(scope="module")
def made(
    database_store: Any, migrated_template: Database, django_db_blocker: Any
) -> Iterator[tuple[Database, list[tuple[int, int]]]]:
    """301 children with some 10 further notes each."""
    database = database_store.copy(migrated_template)
    told: list[tuple[int, int]] = []
    with django_db_blocker.unblock(), connected_to(database):
        assert synth.load(
            on=DAY, children=CHILDREN, notes=3_000, progress=lambda done, total: told.append((done, total))
        )
    yield database, told
    database_store.remove(database)


@contextmanager
def _in(database: Database, blocker: Any) -> Iterator[None]:
    with blocker.unblock(), connected_to(database), transaction.atomic():
        with tenancy.within(organisations.council_ids()):
            yield
        transaction.set_rollback(True)


@pytest.fixture
def world(
    made: tuple[Database, list[tuple[int, int]]], django_db_blocker: Any
) -> Iterator[list[tuple[int, int]]]:
    """Those children to look at; what is written meanwhile is undone."""
    database, told = made
    with _in(database, django_db_blocker):
        yield told


def test_there_are_as_many_as_asked_for_and_each_has_all_that_a_page_reads(
    world: list[tuple[int, int]],
) -> None:
    assert Child.objects.count() == CHILDREN == queries.count_children()
    assert world[0] == (0, CHILDREN)
    assert world[-1] == (CHILDREN, CHILDREN)
    for model in (
        Identity,
        HeldBy,
        Allocation,
        Placement,
        PeriodOfCare,
        Visit,
        Review,
        Duty,
        ClockReading,
        NameKey,
    ):
        having = set(model.objects.values_list("child_id", flat=True))
        assert len(having) > CHILDREN * 0.97, model
    assert Relationship.objects.filter(other_child__isnull=False).count() > 40
    assert 3_000 <= Note.objects.count() < 3_800
    assert Visit.objects.exclude(said="").count() > 500
    assert Entry.objects.filter(verb="child.imported").count() == CHILDREN


def test_nothing_private_is_left_in_any_text(world: list[tuple[int, int]]) -> None:
    for model in storing._ORDER:
        for row in model._default_manager.all():
            assert not storing.PRIVATE.search(repr(vars(row))), model


def test_texts_speak_of_the_child_by_name(world: list[tuple[int, int]]) -> None:
    named = 0
    for note in Note.objects.select_related("child")[:200]:
        identity = Identity.objects.standing().get(child=note.child)
        named += identity.first_name in note.text
    assert named > 100
    sisters = Relationship.objects.filter(kind__in=("sister", "brother"), other_child__isnull=False)
    for related in sisters:
        families = Identity.objects.filter(child_id__in=(related.child_id, related.other_child_id))
        assert len(set(families.values_list("family_name", flat=True))) == 1
    known_as = Identity.objects.exclude(known_as="").first()
    assert known_as.known_as != known_as.given_name


def test_caseloads_are_alike_at_every_size(world: list[tuple[int, int]]) -> None:
    loads = Counter(
        Allocation.objects.on(DAY).filter(role="social_worker").values_list("person_id", flat=True)
    )
    assert min(loads.values()) >= 14
    assert max(loads.values()) <= 20
    for children in (1_000, 20_000, 50_000, 100_000):
        size = synth.Size(children)
        bodies = [size.of_body(number) for number in range(size.bodies)]
        assert sum(bodies) == children
        assert set(bodies) <= {142, 143, 144, 145}


def test_the_clock_agrees_and_what_is_found_is_found(world: list[tuple[int, int]]) -> None:
    children = list(Child.objects.values_list("pk", flat=True))
    assert operations.work_out_again(child_ids=children, by=None, on=DAY) == 0
    ids = dict(Identity.objects.values_list("child_id", "family_name"))
    keys = NameKey.objects.filter(child_id__in=children, key__in=[name.casefold() for name in ids.values()])
    assert keys.count() > CHILDREN * 0.5


def test_people_of_copies_work_at_their_body(world: list[tuple[int, int]]) -> None:
    assert Organisation.objects.filter(kind__in=("team", "practice")).count() == 3  # and the first team
    bodies = {}
    for row in Allocation.objects.on(DAY).filter(role="social_worker").select_related("person"):
        held = HeldBy.objects.on(DAY).get(child_id=row.child_id)
        assert row.person.roles.filter(organisation_id=held.body_id).exists()
        bodies[row.person_id] = held.body_id
    assert len(set(bodies.values())) == 2
    occasions = Visit.objects.standing().values_list("occasion", "child__pk")
    by_occasion = Counter(occasion for occasion, _ in occasions)
    assert max(by_occasion.values()) <= 3


def test_asked_again_it_keeps_what_is_there(
    made: tuple[Database, list[tuple[int, int]]], django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock(), connected_to(made[0]):
        assert synth.load(on=DAY, children=CHILDREN, notes=3_000) is False
        for asked in (
            {"children": CHILDREN + 1, "notes": 3_000},
            {"children": CHILDREN},
            {"children": CHILDREN, "notes": 3_000, "seed": 2},
            {"children": CHILDREN, "notes": 3_000, "on": DAY + timedelta(days=1)},
        ):
            with pytest.raises(synth.OtherWorld, match="301 children and 3,000 notes"):
                synth.load(**{"on": DAY, **asked})  # type: ignore[arg-type]


def _names() -> list[tuple[str, ...]]:
    with tenancy.within(organisations.council_ids()):
        return [
            *Identity.objects.order_by("child__identifier").values_list("child__identifier", "given_name", "family_name"),
            *Visit.objects.order_by("child__identifier", "started_at", "occasion").values_list(
                "child__identifier", "narrative", "visited_by__name"
            ),
            *Person.objects.order_by("pk").values_list("name"),
        ]  # fmt: skip


def test_interrupted_it_goes_on_where_it_was_and_comes_to_the_same(
    migrated_template: Database,
    copy_of_database: Callable[[Database], Database],
    django_db_blocker: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(synth, "_A_BODY", 50)

    def interrupt(done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    worlds = []
    for interrupted in (False, True):
        with django_db_blocker.unblock(), connected_to(copy_of_database(migrated_template)):
            if interrupted:
                with pytest.raises(KeyboardInterrupt):
                    synth.load(on=DAY, children=100, progress=interrupt)
                with tenancy.within(organisations.council_ids()):
                    assert queries.count_children() == 50
            assert synth.load(on=DAY, children=100)
            worlds.append(_names())
    assert worlds[0] == worlds[1]


def test_it_refuses_a_live_installation_and_touches_nothing(fresh_database: Database) -> None:
    Installation.objects.create(kind=Installation.Kind.LIVE, made_on=DAY)
    Account.objects.create_user("amina@example.org")
    options = argparse.Namespace(children=100, notes=0, seed=1, on=DAY)
    with pytest.raises(Refusal, match="live installation"):
        command.run(options)
    assert not Organisation.objects.exists()


def test_it_refuses_another_demonstration(fresh_demonstration: Database) -> None:
    people = Account.objects.count()
    with pytest.raises(Refusal, match="Another demonstration"):
        command.run(argparse.Namespace(children=100, notes=0, seed=1, on=DAY))
    assert Account.objects.count() == people


def test_too_few_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 100"):
        synth.load(on=DAY, children=99)
    with pytest.raises(SystemExit):
        main.parser().parse_args(["synth", "--children", "99"])


def test_progress_in_a_log_is_a_line_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: clock[0])
    with Progress() as progress:
        for done in range(0, 3_000, 100):
            clock[0] += 1.0
            progress.children(done, 3_000)
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["  900 of 3,000 children", "  1,900 of 3,000 children", "  2,900 of 3,000 children"]


def test_progress_on_a_terminal_counts_in_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    with Progress() as progress:
        progress.children(1, 2)
        progress.children(2, 2)
    shown = capsys.readouterr().out
    assert shown.startswith("\r  1 of 2 children\r  2 of 2 children\r ")
    assert "\n" not in shown
