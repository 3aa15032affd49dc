"""The full world: bodies of many shapes, four years of lives, nobody twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F, Min

from databases.fixtures import connected_to
from databases.stores import Database, Store
from steadyhand.contexts.cases.models import (
    Allocation,
    Child,
    Contact,
    Duty,
    HeldBy,
    Identity,
    PeriodOfCare,
    Placement,
    Visit,
)
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.contexts.organisations.models import Organisation, Person
from steadyhand.contexts.organisations.states import BodyKind, LegalForm
from steadyhand.foundations.access import tenancy
from steadyhand.world import full

from .plausible import CHECKS, Check

DAY = date(2026, 6, 10)
SHARE = 0.12


@pytest.fixture(scope="module")
def made(
    database_store: Store, migrated_template: Database, django_db_blocker: Any
) -> Iterator[tuple[Database, list[tuple[int, int]]]]:
    """An eighth of the full world, in a database of its own."""
    database = database_store.copy(migrated_template)
    told: list[tuple[int, int]] = []
    with django_db_blocker.unblock(), connected_to(database), transaction.atomic():
        full.load(on=DAY, share=SHARE, progress=lambda done, total: told.append((done, total)))
    yield database, told
    database_store.remove(database)


@pytest.fixture
def world(
    made: tuple[Database, list[tuple[int, int]]], django_db_blocker: Any
) -> Iterator[list[tuple[int, int]]]:
    """That world to look at, within its council; and what was told of progress."""
    database, told = made
    with django_db_blocker.unblock(), connected_to(database), transaction.atomic():
        with tenancy.within(organisations.council_ids()):
            yield told
        transaction.set_rollback(True)


def test_each_body_knows_as_many_as_said(world: list[tuple[int, int]]) -> None:
    known = Counter(HeldBy.objects.standing().values_list("body__name", "child_id").distinct())
    by_body = Counter(body for body, _ in known)
    shapes = {shape.name: shape for shape in full._BODIES}
    for name in shapes.keys() - {"Harbour team"}:  # where children of practices were before there were any
        assert by_body[name] == max(
            10 if name == "Fernhallow" else 4, round(shapes[name].children * SHARE)
        ), name
    assert world[-1] == (Child.objects.count(), Child.objects.count())
    assert full.CHILDREN == 1_712
    assert [shapes[name].children for name in ("Beacon unit", "Tidewell", "Farrow Road", "Fernhallow", "Otterbrook")] == [
        180, 80, 582, 120, 150,
    ]  # fmt: skip
    assert sum(s.children for s in full._BODIES if s.name.endswith("team")) == 600


def test_practices_have_the_forms_and_ages_of_the_pilots(world: list[tuple[int, int]]) -> None:
    forms = dict(Organisation.objects.filter(kind=BodyKind.PRACTICE).values_list("name", "legal_form"))
    assert forms == {
        "Fernhallow": LegalForm.CHARITY, "Otterbrook": LegalForm.MUTUAL, "Tidewell": LegalForm.COMPANY,
        "Farrow Road": LegalForm.CHARITY,
    }  # fmt: skip
    assert Organisation.objects.get(name="Beacon unit").kind == BodyKind.TEAM
    for name, (low, high) in {"Beacon unit": (14, 21), "Tidewell": (8, 17), "Farrow Road": (16, 24)}.items():
        held = HeldBy.objects.standing().filter(body__name=name).values("child_id")
        ages = {
            (DAY - born).days // 365.25
            for born in Identity.objects.filter(child_id__in=held).values_list("date_of_birth", flat=True)
        }
        assert low <= min(ages) <= low + 3, name
        assert high - 3 <= max(ages) <= high, name


def test_who_has_come_of_age_has_an_adviser_and_is_not_in_care(world: list[tuple[int, int]]) -> None:
    of_age = Identity.objects.standing().filter(date_of_birth__lte=DAY.replace(year=DAY.year - 18))
    grown = set(of_age.values_list("child_id", flat=True))
    advised = set(
        Allocation.objects.on(DAY).filter(role="personal_adviser").values_list("child_id", flat=True)
    )
    assert grown
    assert advised >= grown
    becoming = Identity.objects.standing().filter(child_id__in=advised - grown)
    assert becoming.exists()
    assert not becoming.filter(date_of_birth__gt=DAY.replace(year=DAY.year - 16)).exists()
    assert not PeriodOfCare.objects.on(DAY).filter(child_id__in=grown).exists()
    still = set(Duty.objects.filter(child_id__in=grown, is_open=True).values_list("code", flat=True))
    assert {"LC-4", "LC-8"} <= still <= {"LC-4", "LC-8", "PP-15", "REC-1"}
    assert set(HeldBy.objects.on(DAY).values_list("child_id", flat=True)) >= grown
    assert Visit.objects.filter(child_id__in=grown, started_at__date__gt=DAY - timedelta(days=90)).exists()


def test_caseloads_are_such_as_a_worker_can_carry(world: list[tuple[int, int]]) -> None:
    for role, most in (("social_worker", 20), ("personal_adviser", 26)):
        loads = Counter(Allocation.objects.on(DAY).filter(role=role).values_list("person_id", flat=True))
        assert max(loads.values()) <= most


def test_lives_are_four_years_long_and_differ(world: list[tuple[int, int]]) -> None:
    first = Visit.objects.exclude(narrative__startswith="Brought over").aggregate(at=Min("started_at"))["at"]
    assert DAY - timedelta(days=4 * 365) <= first.date() <= DAY - timedelta(days=4 * 365 - 60)
    moves = Counter(Placement.objects.standing().values_list("child_id", flat=True))
    assert sum(times >= 3 for times in moves.values()) >= 18
    workers = Counter(
        Allocation.objects.standing().filter(role="social_worker").values_list("child_id", flat=True)
    )
    assert sum(times >= 2 for times in workers.values()) >= 35
    assert PeriodOfCare.objects.standing().filter(reason_ended__in=("E4A", "E45")).exists()
    away = Contact.objects.filter(text__icontains="told the police")
    assert away.exists()
    reviews = Duty.objects.filter(code__startswith="REV", met_at__isnull=False)
    late = reviews.filter(met_at__gt=F("due_at")).count()
    assert 0 < late < reviews.count() / 10


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_lives_are_plausible(world: list[tuple[int, int]], check: Check) -> None:
    check(DAY)


def test_no_two_bear_one_name(world: list[tuple[int, int]]) -> None:
    children = Counter(Identity.objects.standing().values_list("given_name", "family_name"))
    people = Counter(Person.objects.values_list("name", flat=True))
    assert children.most_common(1)[0][1] == 1
    assert people.most_common(1)[0][1] == 1


def test_a_page_of_people_to_meet_has_some_of_each_body(world: list[tuple[int, int]]) -> None:
    everybody = organisations.demonstration_people(DAY)
    some = list(organisations.people_to_meet(DAY, of_a_kind=2, bodies=14))
    kinds = Counter(
        (role.organisation_id, role.kind)
        for person in some
        for role in person.roles.all()
        if role.end is None
    )
    assert max(kinds.values()) == 2
    assert {role.organisation_id for person in everybody for role in person.roles.all()} == {
        at for at, _ in kinds
    }
    assert [person.name for person in some][:2] == ["Tayo Aderinwale-Finch", "Maeve Tolland"]
    few = organisations.people_to_meet(DAY, of_a_kind=1, bodies=2)
    assert len({role.organisation_id for person in few for role in person.roles.all()}) == 2
