"""A return becomes the first children of a council: all of it or nothing, told row by row, once."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from databases.stores import Database
from factories import return_903
from steadyhand.contexts.cases import operations as cases
from steadyhand.contexts.cases.models import (
    Allocation,
    Child,
    Duty,
    Event,
    HeldBy,
    Identity,
    LegalStatus,
    PeriodOfCare,
    Placement,
    Review,
)
from steadyhand.contexts.organisations import operations as organisations
from steadyhand.contexts.organisations.models import Organisation, Person
from steadyhand.contexts.organisations.states import BodyKind, RoleKind
from steadyhand.engines.ssda903.lives import lives
from steadyhand.foundations.access import tenancy
from steadyhand.foundations.access.models import Account, Installation
from steadyhand.foundations.audit.models import Entry
from steadyhand.journeys import first_children

ON = date(2027, 4, 10)
BEGAN = date(2020, 1, 1)
MADE = return_903.made(40, seed=5, errors=0.02)
TABLES = return_903.as_frames(MADE.tables)
CODE = return_903.AUTHORITY


@pytest.fixture
def founded(fresh_database: Database) -> Organisation:
    """A live installation with its council and administrator, and no child."""
    Installation.objects.create(kind=Installation.Kind.LIVE, made_on=ON)
    found = organisations.establish(
        kind=BodyKind.COUNCIL, name="Stonegate Council", authority_code=CODE, by=None, on=BEGAN
    )
    person = organisations.welcome(email="ada@example.org", name="Ada Minster", by=None, on=BEGAN)
    organisations.give_role(person=person, kind=RoleKind.ADMINISTRATOR, at=found, by=None, on=BEGAN)
    return found


@pytest.fixture
def council(founded: Organisation) -> Iterator[Organisation]:
    """The same, within the council’s wall."""
    with tenancy.within([founded.pk]):
        yield founded


def counts() -> dict[str, int]:
    models = (
        Child,
        PeriodOfCare,
        LegalStatus,
        Placement,
        Review,
        Event,
        Allocation,
        HeldBy,
        Duty,
        Person,
        Entry,
    )
    return {model.__name__: model._default_manager.count() for model in models}


def spans(model: Any, child: Child, name: str) -> list[tuple[object, ...]]:
    rows = model.objects.standing().filter(child=child).order_by("start", "end")
    return [(row.start, row.end, getattr(row, name)) for row in rows]


def run(database: Database, *words: str) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("STEADYHAND_")}
    path = str(Path(__file__).parents[1])
    environment = {**own, **database.environment(), "PYTHONPATH": path}
    return subprocess.run(
        [sys.executable, *words], env=environment, capture_output=True, text=True, check=False
    )


def test_every_row_is_applied_or_refused_and_what_is_applied_is_on_record(council: Organisation) -> None:
    told = lives(TABLES, on=ON)
    brought = first_children.bring_in(TABLES, code=CODE, on=ON)
    assert dict(brought.rows) == {name: TABLES[name].height for name in brought.rows}
    refused = {name: sum(one.table == name for one in brought.refused) for name in brought.rows}
    assert {name: brought.applied[name] + refused[name] for name in brought.rows} == dict(brought.rows)
    assert all(one.reason.endswith(".") for one in brought.refused)
    children = {child.identifier: child for child in Child.objects.all()}
    assert children.keys() == {life.child for life in told.lives}
    for life in told.lives:
        child = children[life.child]
        assert spans(PeriodOfCare, child, "reason_ended") == [
            (one.start, one.end, one.code) for one in life.care
        ]
        assert spans(LegalStatus, child, "code") == [(one.start, one.end, one.code) for one in life.statuses]
        assert spans(Placement, child, "type") == [(one.start, one.end, one.code) for one in life.stays]
        reviews = Review.objects.standing().filter(child=child)
        assert {row.held_on: row.childs_part for row in reviews} == life.reviews
        assert {row.chaired_by_id for row in reviews} <= {None}
        given = Allocation.objects.standing().filter(child=child).order_by("start").select_related("person")
        assert [(row.start, row.end, row.person.registration_number) for row in given] == [
            (one.start, one.end, one.worker) for one in life.workers
        ]
        gone = Event.objects.standing().filter(child=child, kind="missing_start")
        assert gone.count() == len(life.missing)
        assert Identity.objects.get(child=child).name == f"Child {life.child}"
    assert Duty.objects.filter(is_open=True).exists()


def test_what_the_clock_says_of_them_is_what_it_says_when_asked_anew(council: Organisation) -> None:
    first_children.bring_in(TABLES, code=CODE, on=ON)
    ids = list(Child.objects.values_list("pk", flat=True))
    assert cases.work_out_again(child_ids=ids, by=None, on=ON) == 0


def test_the_same_return_again_changes_nothing_and_another_is_refused(council: Organisation) -> None:
    first_children.bring_in(TABLES, code=CODE, on=ON)
    before = counts()
    shuffled = {name: frame.sample(fraction=1, shuffle=True, seed=1) for name, frame in TABLES.items()}
    assert first_children.bring_in(shuffled, code=CODE, on=ON).again
    other = return_903.as_frames(return_903.made(5, seed=9, errors=0).tables)
    with pytest.raises(first_children.NotPossibleHere, match="has children on record already"):
        first_children.bring_in(other, code=CODE, on=ON)
    with pytest.raises(cases.NotEmpty), cases.filling(council):
        raise AssertionError("a council with children was opened")
    assert counts() == before


@pytest.mark.parametrize(
    ("tables", "code", "says"),
    [
        (TABLES, "E09000001", "No council with the code E09000001 is on record here"),
        (TABLES, "Leeds", "is not the code of a council"),
        ({}, CODE, "No child could be taken"),
        ({"Reviews": TABLES["Reviews"]}, CODE, "No child could be taken"),
    ],
)
def test_what_cannot_be_brought_in_is_said(
    tables: dict[str, pl.DataFrame], code: str, says: str, council: Organisation
) -> None:
    before = counts()
    with pytest.raises((first_children.NotPossibleHere, ValueError), match=says):
        first_children.bring_in(tables, code=code, on=ON)
    assert counts() == before


def test_a_worker_who_is_on_record_already_is_that_person(council: Organisation) -> None:
    number = next(row["SW_ID"] for row in MADE.tables["SWEpisodes"] if row["SW_ID"].startswith("SW0"))
    known = organisations.welcome(
        email="wren@example.org", name="Wren Ashby", registration_number=number, by=None, on=ON
    )
    first_children.bring_in(TABLES, code=CODE, on=ON)
    assert Person.objects.get(registration_number=number) == known
    others = Account.objects.filter(email__endswith="@not-known.invalid")
    assert others.exists()
    assert not any(account.has_usable_password() for account in others)


KILLED = """
import os, signal
from steadyhand.commands import installation
installation.start_django()
from factories import return_903
from journeys.test_first_children import ON, CODE
from steadyhand.journeys import first_children
first_children.BATCH = 10
def killed(done, total):
    if done >= 30: os.kill(os.getpid(), signal.SIGKILL)
first_children.bring_in(return_903.as_frames(return_903.made(60, seed=5).tables), code=CODE, on=ON, progress=killed)
"""


def test_killed_in_the_middle_it_leaves_nothing_behind(
    founded: Organisation, fresh_database: Database
) -> None:
    with tenancy.within([founded.pk]):
        before = counts()
    ended = run(fresh_database, "-c", KILLED)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    with tenancy.within([founded.pk]):
        assert counts() == before


def test_the_command_says_what_it_did_and_keeps_what_was_refused(
    council: Organisation, fresh_database: Database, tmp_path: Path
) -> None:
    for name, rows in MADE.tables.items():
        base = name.removesuffix("_last")
        folder = tmp_path / ("last" if name.endswith("_last") else "this")
        folder.mkdir(exist_ok=True)
        if rows:
            (folder / f"{base}.csv").write_text(return_903.as_csv(rows, return_903.columns(base)))
    refused = tmp_path / "refused.csv"
    words = [
        "-m",
        "steadyhand.commands",
        "import-903",
        str(tmp_path / "this"),
        "--last",
        str(tmp_path / "last"),
    ]
    words += ["--authority", CODE, "--on", ON.isoformat(), "--refused"]
    done = run(fresh_database, *words, str(refused))
    assert done.returncode == 0, done.stderr
    told = lives(TABLES, on=ON)
    assert f"{len(told.lives)} children of Stonegate Council are on record" in done.stdout
    with refused.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [(line["Table"], int(line["Row"]), line["Why"]) for line in lines] == [
        (one.table, one.row, one.reason) for one in told.refused
    ]
    assert "is there already, and is kept" in run(fresh_database, *words, str(refused)).stderr
    again = run(fresh_database, *words, str(tmp_path / "more.csv"))
    assert "This return is on record for Stonegate Council already. Nothing was changed." in again.stdout
    assert not (tmp_path / "more.csv").exists()


def test_whatever_a_return_says_what_is_taken_from_it_can_stand_in_one_record() -> None:
    for seed in range(8):
        told = lives(return_903.as_frames(return_903.made(30, seed=seed, errors=0.08).tables), on=ON)
        assert told.refused
        for life in told.lives:
            for found in (life.care, life.statuses, life.stays, life.missing, life.workers):
                assert all(life.born <= one.start <= ON for one in found)
                for one, following in pairwise(found):
                    assert one.end is not None
                    assert one.end <= following.start, life.child
            for one in (*life.statuses, *life.stays):
                assert any(
                    care.start <= one.start and (care.end is None or one.start < care.end)
                    for care in life.care
                )
            assert all(life.born <= day <= ON for day in life.reviews)
