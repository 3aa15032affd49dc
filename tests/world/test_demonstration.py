"""The demonstration world: as many as said, as lives go, nobody real, the same every time."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from databases.fixtures import connected_to
from databases.stores import Database
from steadyhand.contexts.cases import operations, queries
from steadyhand.contexts.cases.models import (
    Allocation,
    Child,
    Duty,
    HeldBy,
    Home,
    Identity,
    LegalStatus,
    PeriodOfCare,
    Placement,
    Relationship,
    Review,
    StandingNote,
    Visit,
)
from steadyhand.contexts.cases.models.walls import span_models
from steadyhand.contexts.cases.policies import MET_BY_A_VISIT
from steadyhand.contexts.cases.states import VisitPlace
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.contexts.organisations.models import Organisation, Person, Premises, Role
from steadyhand.contexts.organisations.states import BodyKind, RoleKind
from steadyhand.foundations.access import tenancy
from steadyhand.foundations.access.models import Account, Installation
from steadyhand.world import demonstration, names
from steadyhand.world.ages import Age, goes_to_school, is_school_day, school_begins
from steadyhand.world.words import Pen, listed

from .conftest import Made
from .plausible import CHECKS, Check

# What differs between two makings of one world: random addresses and the moments of recording.
_DIFFERS = {"ref", "recorded_at", "superseded_at", "created_at", "made_at", "at", "password"}
_APPS = ("access", "audit", "cases", "notices", "organisations")


def test_it_is_made_in_time_and_says_how_far_it_is(world: Made) -> None:
    assert world.seconds < 20
    assert world.told[-1] == (200, 200)
    assert [done for done, _ in world.told] == sorted(done for done, _ in world.told)


def test_it_has_one_council_two_practices_and_a_team(world: Made) -> None:
    kinds = Counter(Organisation.objects.values_list("kind", flat=True))
    assert kinds[BodyKind.COUNCIL] == 1
    assert kinds[BodyKind.PRACTICE] == 2
    assert kinds[BodyKind.TEAM] == 1
    assert len(set(Organisation.objects.filter(kind=BodyKind.PRACTICE).values_list("legal_form"))) == 2
    assert Child.objects.count() == 200
    assert Premises.objects.count() >= 4
    held = set(HeldBy.objects.on(world.day).values_list("body__kind", flat=True))
    assert held == {BodyKind.PRACTICE, BodyKind.TEAM}


def test_it_is_marked_as_a_demonstration(world: Made) -> None:
    marker = Installation.objects.get()
    assert (marker.kind, marker.made_on, marker.seed) == (
        Installation.Kind.DEMONSTRATION,
        world.day,
        demonstration.DEFAULT,
    )


def test_everybody_who_must_be_met_is_there(world: Made) -> None:
    here = Role.objects.filter(end=None)
    kinds = Counter(here.values_list("kind", flat=True))
    assert kinds[RoleKind.LEAD] == 3
    assert kinds[RoleKind.NEWLY_QUALIFIED] == 1
    for kind in (
        RoleKind.REVIEWING_OFFICER,
        RoleKind.NOMINATED_OFFICER,
        RoleKind.SERVICE_MANAGER,
        RoleKind.DIRECTOR,
        RoleKind.COMMISSIONER,
        RoleKind.LEAD_MEMBER,
        RoleKind.VIRTUAL_SCHOOL_HEAD,
        RoleKind.COMPLAINTS_MANAGER,
        RoleKind.DATA_OFFICER,
        RoleKind.ADMINISTRATOR,
        RoleKind.ADVOCATE,
        RoleKind.YOUNG_PERSON,
    ):
        assert kinds[kind], kind
    assert Child.objects.get(person__isnull=False).person.name == "Tayo Aderinwale-Finch"
    workers = [p.name for p in organisations.demonstration_people(world.day) if _is_worker(p)]
    assert workers[0] == "Maeve Tolland"


def _is_worker(person: Person) -> bool:
    return any(role.kind == RoleKind.SOCIAL_WORKER for role in person.roles.all())


def test_caseloads_are_such_as_a_worker_can_carry(world: Made) -> None:
    loads = Counter(
        Allocation.objects.on(world.day).filter(role="social_worker").values_list("person__name", flat=True)
    )
    assert loads.pop("Beth Calloway-Rix") < 10
    assert min(loads.values()) >= 10
    assert max(loads.values()) <= 17


def test_nobody_is_real(world: Made) -> None:
    families = {name for strand in names.STRANDS for name in strand.families}
    parts = {part for name in families for part in name.split("-")}
    fixed = {"Aderinwale-Finch", "Sorrell-Hack", "Thackwray-Lunn"}
    for family in set(Identity.objects.values_list("family_name", flat=True)) - fixed:
        assert family in families or set(family.split("-")) <= parts, family
    assert all(email.endswith(".example") for email in Account.objects.values_list("email", flat=True))
    assert not any(account.has_usable_password() for account in Account.objects.all())
    places = [
        *Home.objects.values_list("postcode", flat=True),
        *Premises.objects.values_list("postcode", flat=True),
    ]
    assert all(postcode.startswith("QX") for postcode in places)
    phones = [*Home.objects.values_list("phone", flat=True), *Person.objects.values_list("phone", flat=True)]
    assert all(re.fullmatch(r"01632 960\d{3}|", phone) for phone in phones)  # numbers kept for stories
    assert Organisation.objects.get(kind=BodyKind.COUNCIL).authority_code.startswith("E0899")


def test_lives_differ(world: Made) -> None:
    in_care = PeriodOfCare.objects.on(world.day).count()
    assert 160 <= in_care < 200
    assert PeriodOfCare.objects.standing().exclude(reason_ended="").count() == 200 - in_care
    per_child = Counter(Placement.objects.standing().values_list("child_id", flat=True))
    assert sum(1 for times in per_child.values() if times >= 3) >= 10
    assert len(set(LegalStatus.objects.standing().values_list("code", flat=True))) >= 4
    assert set(Placement.objects.standing().values_list("lasts_to_18", flat=True)) == {True, False, None}
    assert 0 < Placement.objects.on(world.day).filter(address_withheld=True).count() < 25
    workers = Counter(
        Allocation.objects.standing().filter(role="social_worker").values_list("child_id", flat=True)
    )
    assert sum(1 for times in workers.values() if times >= 3) >= 10
    ages = {
        (world.day - born).days // 365.25 for born in Identity.objects.values_list("date_of_birth", flat=True)
    }
    assert (min(ages), max(ages)) == (0, 17)
    notes = StandingNote.objects.standing()
    assert notes.filter(kind="warn", ends_on__lt=world.day).exists()
    assert notes.filter(kind="warn", ends_on__gt=world.day).exists()


def test_one_or_two_children_have_no_social_worker(world: Made) -> None:
    allocated = Allocation.objects.on(world.day).filter(role="social_worker").values("child_id")
    waiting = PeriodOfCare.objects.on(world.day).exclude(child_id__in=allocated)
    assert 1 <= waiting.count() <= 2


def test_brothers_and_sisters_share_homes(world: Made) -> None:
    homes = dict(Placement.objects.on(world.day).values_list("child_id", "home_id"))
    related = Relationship.objects.standing().filter(other_child__isnull=False)
    pairs = set(related.values_list("child_id", "other_child_id"))
    assert all((other, one) in pairs for one, other in pairs)
    sharing = {one for one, other in pairs if homes.get(one) and homes.get(one) == homes.get(other)}
    assert 40 <= len(sharing) <= 65


@pytest.mark.parametrize("model", span_models(), ids=lambda model: model.__name__)
def test_no_two_standing_spans_overlap(world: Made, model: type[Any]) -> None:
    lanes = defaultdict(list)
    for row in model.objects.standing():
        if row.end is None or row.end > row.start:
            lanes[tuple(getattr(row, name) for name in model.one_at_a_time)].append(row)
    assert lanes
    for rows in lanes.values():
        for earlier, later in pairwise(sorted(rows, key=lambda row: row.start)):
            assert earlier.end is not None
            assert earlier.end <= later.start


def test_the_clock_takes_every_fact_and_agrees_with_what_is_stored(world: Made) -> None:
    children = list(Child.objects.values_list("pk", flat=True))
    assert operations.work_out_again(child_ids=children, by=None, on=world.day) == 0
    duties = Duty.objects.all()
    assert duties.filter(is_open=True, due_at=None).exists(), "some that cannot be told"
    late = duties.filter(
        is_open=True, due_at__lt=world.day, unconfirmed=False, explained=False, no_last_day=False
    )
    assert 2 <= late.values("child_id").distinct().count() <= 60
    by_code = Counter(duties.filter(met_at__gt=models.F("due_at")).values_list("code", flat=True))
    assert sum(by_code.values()) < duties.filter(met_at__isnull=False).count() / 8
    assert set(duties.values_list("code", flat=True)) >= {
        "V-1",
        "V-2",
        "V-3",
        "V-4",
        "V-5",
        "REV-1",
        "REV-2",
        "REV-3",
    }
    for chain in ("H-2", "H-3", "H-6", "REV-3"):
        assert duties.filter(code=chain, is_open=True, due_at__gt=world.day).exists(), chain


def test_the_first_workers_day_begins_with_tayo_and_ife(world: Made) -> None:
    maeve = Person.objects.get(name="Maeve Tolland")
    mine = list(queries.caseload(maeve.pk, world.day).values_list("child_id", flat=True))
    duties = [duty for duty in queries.open_duties(mine) if duty.due_at and duty.code in MET_BY_A_VISIT]
    homes = queries.current_homes(mine, world.day)
    due = {homes[duty.child_id].home_id for duty in duties if duty.due_at <= world.day}
    assert 1 <= len(due) <= 2
    named = {each.first_name for each in queries.identities([duty.child_id for duty in duties[:2]]).values()}
    assert named == {"Tayo", "Ife"}
    assert duties[0].due_at < world.day
    week = [duty for duty in duties if world.day < duty.due_at <= world.day + timedelta(days=7)]
    assert len(week) >= 2


def test_what_is_written_is_written_for_the_child(world: Made) -> None:
    visits = Visit.objects.standing().order_by("child_id", "started_at")
    assert visits.filter(child_seen=True, seen_alone=False).exclude(not_alone_because="").exists()
    assert visits.filter(child_seen=False).exists()
    for one, other in pairwise(visits.exclude(narrative__startswith="Brought over")):
        if one.child_id == other.child_id:
            assert one.narrative != other.narrative
    written = " ".join(visits.values_list("narrative", flat=True)).casefold()
    assert "lorem" not in written
    assert "{" not in written
    assert visits.exclude(said="").count() > 300
    assert Review.objects.standing().exclude(said="").count() > 300


@pytest.mark.sqlite  # of chance and words: nothing in it is the database's
@pytest.mark.parametrize("day", [date(2026, 2, 28), date(2026, 11, 15), date(2027, 12, 31)])
def test_it_can_be_made_on_any_day(
    day: date,
    migrated_template: Database,
    copy_of_database: Callable[[Database], Database],
    django_db_blocker: Any,
) -> None:
    with django_db_blocker.unblock(), connected_to(copy_of_database(migrated_template)), transaction.atomic():
        demonstration.load(on=day, children=20)
        with tenancy.within(organisations.council_ids()):
            maeve = Person.objects.get(name="Maeve Tolland")
            mine = list(queries.caseload(maeve.pk, day).values_list("child_id", flat=True))
            assert queries.open_duties(mine, until=day).filter(due_at__lt=day).exists()


@pytest.mark.sqlite
def test_the_same_day_and_seed_give_the_same_world(
    migrated_template: Database, copy_of_database: Callable[[Database], Database], django_db_blocker: Any
) -> None:
    worlds = []
    for seed in (7, 7, 8):
        with (
            django_db_blocker.unblock(),
            connected_to(copy_of_database(migrated_template)),
            transaction.atomic(),
        ):
            demonstration.load(on=date(2026, 6, 10), children=20, seed=seed)
            with tenancy.within(organisations.council_ids()):
                worlds.append(list(_contents()))
    first, again, other = worlds
    assert first == again
    assert first != other


def _contents() -> Iterator[tuple[object, ...]]:
    """Every row of every table, without what may differ."""
    for label in _APPS:
        for model in apps.get_app_config(label).get_models():
            told = [field.attname for field in model._meta.concrete_fields if field.name not in _DIFFERS]
            for row in model._default_manager.order_by("pk").values_list(*told):
                yield (model.__name__, *map(str, row))
            if any(field.name == "superseded_at" for field in model._meta.concrete_fields):
                yield (
                    model.__name__,
                    *model._default_manager.filter(superseded_at=None).order_by("pk").values_list("pk"),
                )


@pytest.mark.django_db
def test_too_small_a_world_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 20"):
        demonstration.load(on=date(2026, 6, 10), children=19)


def test_of_several_it_is_written_as_of_several(world: Made) -> None:
    assert [listed(names) for names in (["A"], ["A", "B"], ["A", "B", "C"])] == ["A", "A and B", "A, B and C"]
    pen = Pen(Random(1))
    for age in Age:
        children = [(age, "Zara"), (age, "Aaliyah"), (age, "Bilal")]
        for _ in range(40):
            text = pen.not_seen(children, "Gwen Mistle")
            assert not re.search("Bilal (was|texted)", text), text
            assert age >= Age.MIDDLE or not re.search("friends|bus", text), text
            assert " were " not in pen.not_seen(children[:1], "Gwen Mistle")
            for place in VisitPlace if age >= Age.SMALL else [VisitPlace.HOME]:
                text = pen.visit(children, "Gwen Mistle", place, in_term=True)
                sentences = re.sub("Zara|Aaliyah|Bilal", "", text).split(". ")
                assert max(Counter(sentences).values()) == 1, sentences
    wrong = re.compile(r"(?<!,) and [^\s,.]+( [^\s,.]+)? and |(\b\S+ and |, )\S+ was (asleep|out|at a party)")
    assert not [
        text
        for text in Visit.objects.filter(worried=False).values_list("narrative", flat=True)
        if wrong.search(text)
    ]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_lives_are_plausible(world: Made, check: Check) -> None:
    check(world.day)


def test_schools_are_open_as_in_england() -> None:
    closed = ["2025-10-27", "2025-12-22", "2026-01-02", "2026-02-16", "2026-03-30", "2026-04-10", "2026-05-04",
              "2026-05-29", "2026-07-22", "2026-08-31", "2026-09-05"]  # fmt: skip
    opened = ["2025-10-24", "2025-11-03", "2025-12-19", "2026-01-05", "2026-02-23", "2026-03-27", "2026-04-13",
              "2026-05-05", "2026-06-01", "2026-07-21", "2026-09-03"]  # fmt: skip
    assert not [day for day in closed if is_school_day(date.fromisoformat(day))]
    assert not [day for day in opened if not is_school_day(date.fromisoformat(day))]
    for year in range(1990, 2060):  # also where the bank holidays are not known
        days = [date(year, 1, 1) + timedelta(days=each) for each in range(365)]
        assert 185 <= sum(map(is_school_day, days)) <= 195, year
        assert 3 <= school_begins(year).day <= 5
    august, september = (
        date(2020, 8, 31),
        date(2020, 9, 1),
    )  # the youngest of one school year, the oldest of the next
    assert [goes_to_school(born, date(2024, 9, 10)) for born in (august, september)] == [True, False]
    assert [goes_to_school(august, day) for day in (date(2037, 8, 30), date(2037, 8, 31))] == [True, False]


def test_visits_and_reviews_are_spread_over_the_week_until_today(world: Made) -> None:
    visits = Visit.objects.standing().exclude(narrative__startswith="Brought over")
    starts = dict(visits.values_list("occasion", "started_at")).values()
    for days in (
        [timezone.localdate(start) for start in starts],
        [*Review.objects.standing().values_list("held_on", flat=True)],
    ):
        shares = Counter(day.weekday() for day in days)
        assert set(shares) == set(range(5))
        assert max(shares.values()) < len(days) * 0.26
    ago = [(world.day - timezone.localdate(start)).days for start in starts]
    last_week, usual = sum(days <= 7 for days in ago), sum(7 < days <= 91 for days in ago) / 12
    assert 0.6 * usual < last_week < 1.5 * usual
