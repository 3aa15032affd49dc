"""What the database itself guarantees, whoever writes: rows are put in behind the operations' backs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction

from contexts.builders import PLACED, TODAY, House, at, days
from databases.stores import Database
from steadyhand.commands import installation
from steadyhand.contexts.cases.models import (
    AccessWindow,
    Allocation,
    Child,
    ClockReading,
    Draft,
    Duty,
    HeldBy,
    Identity,
    LegalStatus,
    PeriodOfCare,
    Placement,
    SpanFact,
    Visit,
    walls,
)
from steadyhand.contexts.cases.states import AllocationRole, LegalStatusCode, NotAlone, PlacementType

D = PLACED


@contextmanager
def refused(words: str = ".") -> Iterator[None]:
    """The database refuses what is done inside."""
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        yield


def span(
    model: type[SpanFact], house: House, child: Child, start: date, end: date | None, **more: Any
) -> Any:
    """A span put straight into its table."""
    needed: dict[type[SpanFact], dict[str, Any]] = {
        LegalStatus: {"code": LegalStatusCode.C2},
        Allocation: {"person": house.worker, "role": AllocationRole.SOCIAL_WORKER},
        HeldBy: {"body": house.lantern},
        Placement: {"type": PlacementType.U6},
        PeriodOfCare: {},
    }
    values = {**needed[model], **more}
    if model is Placement:
        values.setdefault("home", house.home())
    return model.objects.create(
        child=child, council_id=child.council_id, recorded_by=house.worker, start=start, end=end, **values
    )


def test_every_kind_of_span_is_held() -> None:
    assert set(walls.span_models()) == {PeriodOfCare, LegalStatus, Placement, HeldBy, Allocation}


each_span = pytest.mark.parametrize("model", walls.span_models(), ids=lambda model: model.__name__)


@each_span
@pytest.mark.parametrize(
    ("start", "end"),
    [(-1, 1), (0, 10), (3, 4), (9, 11), (-5, 20), (9, None), (-3, None)],
    ids=["over the start", "the same", "inside", "over the end", "around", "open inside", "open before"],
)
def test_spans_of_one_kind_never_overlap(
    model: type[SpanFact], start: int, end: int | None, house: House
) -> None:
    child = house.opened()
    span(model, house, child, D, D + days(10))
    with refused():
        span(model, house, child, D + days(start), None if end is None else D + days(end))
    assert model.objects.count() == 1


@each_span
@pytest.mark.parametrize(
    ("start", "end"),
    [(-3, 0), (10, 12), (10, None), (4, 4), (0, 0), (10, 10)],
    ids=[
        "up to the start",
        "from the end",
        "open from the end",
        "a moment inside",
        "a moment at the start",
        "a moment at the end",
    ],
)
def test_spans_that_only_touch_are_allowed(
    model: type[SpanFact], start: int, end: int | None, house: House
) -> None:
    child = house.opened()
    span(model, house, child, D, D + days(10))
    span(model, house, child, D + days(start), None if end is None else D + days(end))
    assert model.objects.count() == 2


@each_span
def test_one_span_of_a_kind_is_open_at_a_time(model: type[SpanFact], house: House) -> None:
    child, other = house.opened(), house.opened()
    span(model, house, child, D, None)
    with refused():
        span(model, house, child, D + days(4), None)
    span(model, house, other, D, None)


@each_span
def test_a_span_does_not_end_before_it_starts(model: type[SpanFact], house: House) -> None:
    with refused("in_order"):
        span(model, house, house.opened(), D, D - days(1))


@each_span
def test_a_span_that_was_put_right_leaves_room(model: type[SpanFact], house: House) -> None:
    child = house.opened()
    wrong = span(model, house, child, D, None)
    model.objects.filter(pk=wrong.pk).update(superseded_at=at(TODAY))
    right = span(model, house, child, D + days(2), None, corrects=wrong)
    assert list(model.objects.standing()) == [right]


@each_span
def test_a_row_is_put_right_by_one_row(model: type[SpanFact], house: House) -> None:
    child = house.opened()
    wrong = span(model, house, child, D, D + days(1))
    model.objects.filter(pk=wrong.pk).update(superseded_at=at(TODAY))
    span(model, house, child, D + days(1), D + days(2), corrects=wrong)
    with refused():
        span(model, house, child, D + days(3), D + days(4), corrects=wrong)


def test_roles_are_allocated_beside_each_other(house: House) -> None:
    child = house.opened()
    for role in AllocationRole:
        span(Allocation, house, child, D, None, role=role)
    assert Allocation.objects.count() == len(AllocationRole)


def test_two_identities_never_stand_for_one_child(house: House) -> None:
    child = house.opened()
    first = Identity.objects.get(child=child)
    with refused():
        Identity.objects.create(
            child=child,
            council_id=child.council_id,
            recorded_by=house.worker,
            date_of_birth=first.date_of_birth,
            sex=first.sex,
        )


# The council of a row is the child's


def test_every_row_about_a_child_is_held_to_the_childs_council() -> None:
    names = {model.__name__ for model in walls.child_scoped_models()}
    assert {"Visit", "Note", "Identity", "Duty", "ClockReading", "AccessWindow", "Placement"} <= names
    assert len(names) == 20, "a new kind of row: see that test_no_row_stands_under_another_council makes one"


def _rows(house: House, child: Child) -> dict[str, models.Model]:
    """One row of every kind about this child, saved nowhere."""
    now = at(TODAY)
    about: dict[str, Any] = {"child": child, "recorded_by": house.worker}
    return {
        type(row).__name__: row
        for row in (
            *(
                model(**about, start=D, end=D + days(1), **more)
                for model, more in (
                    (PeriodOfCare, {}),
                    (LegalStatus, {"code": LegalStatusCode.C2}),
                    (Placement, {"type": PlacementType.U6, "home": house.home()}),
                    (HeldBy, {"body": house.lantern}),
                    (Allocation, {"person": house.worker, "role": AllocationRole.ADVOCATE}),
                )
            ),
            _model("Identity")(**about, date_of_birth=D, sex="F", superseded_at=now),
            _model("StandingNote")(**about, kind="know", text="x"),
            _model("Relationship")(**about, kind="friend", name="x"),
            _model("Event")(**about, kind="story", at=now),
            _visit(house, child),
            _model("Circumstances")(**about),
            _model("Explanation")(**about, code="V-1", due_on=D, decided_by=house.lead, decided_on=D),
            _model("Review")(**about, held_on=TODAY, chaired_by=house.reviewer, childs_part="PN1"),
            _model("Contact")(**about, kind="call", at=now, with_whom="x", text="x"),
            _model("Note")(**about, at=now, text="x"),
            Duty(child=child, code="V-1", anchor="x", number=1, is_open=False),
            ClockReading(child=child, worked_out_on=TODAY),
            Draft(child=child, person=house.worker, form="visit", typed={}, expires_at=now),
            _model("NameKey")(child=child, kind="n", key="x"),
            AccessWindow(
                child=child,
                person=house.worker,
                opened_by=house.lead,
                kind="cover",
                because="x",
                start=now,
                end=now + timedelta(hours=1),
            ),
        )
    }


def _model(name: str) -> type[models.Model]:
    return next(model for model in walls.child_scoped_models() if model.__name__ == name)


def _visit(house: House, child: Child, **known: Any) -> Visit:
    values: dict[str, Any] = {
        "child": child,
        "council_id": child.council_id,
        "recorded_by": house.worker,
        "visited_by": house.worker,
        "occasion": "c" * 32,
        "started_at": at(TODAY),
        "place": "home",
        "child_seen": True,
        "seen_alone": True,
        "carers_seen": False,
        **known,
    }
    return Visit(**values)


@pytest.mark.parametrize("name", [model.__name__ for model in walls.child_scoped_models()])
def test_no_row_stands_under_another_council(name: str, house: House) -> None:
    child = house.opened()
    if name == "ClockReading":
        ClockReading.objects.filter(child=child).delete()
    row = _rows(house, child)[name]
    row.council_id = house.neighbour.pk  # type: ignore[attr-defined]
    with refused():
        row.save(force_insert=True)
    row.council_id = house.council.pk  # type: ignore[attr-defined]
    row.pk = row.pk if name == "ClockReading" else None
    row.save(force_insert=True)


@pytest.mark.parametrize("model", [Duty, ClockReading], ids=lambda model: model.__name__)
def test_a_row_that_may_change_is_not_moved_to_another_council(
    model: type[models.Model], house: House
) -> None:
    child = house.placed()
    with refused():
        model._default_manager.filter(child=child).update(council_id=house.neighbour.pk)


# Visits


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("visit_in_order", {"ended_at": at(TODAY, 15)}),
        ("seen_alone_only_when_seen", {"seen_alone": None}),
        ("seen_alone_only_when_seen", {"child_seen": False}),
        ("not_alone_has_a_reason", {"seen_alone": False}),
        ("not_alone_has_a_reason", {"not_alone_because": NotAlone.CHILD_SAID_NO}),
        (
            "not_alone_has_a_reason",
            {"child_seen": False, "seen_alone": None, "not_alone_because": NotAlone.NOT_ABLE},
        ),
    ],
)
def test_a_visit_that_contradicts_itself_is_refused(
    constraint: str, values: dict[str, Any], house: House
) -> None:
    row = _visit(house, house.opened(), **values)
    with refused(constraint):
        row.save()


@pytest.mark.parametrize(
    "values",
    [
        {"ended_at": at(TODAY)},
        {"seen_alone": False, "not_alone_because": NotAlone.NOT_RIGHT},
        {"child_seen": False, "seen_alone": None},
    ],
)
def test_a_visit_that_agrees_with_itself_is_kept(values: dict[str, Any], house: House) -> None:
    _visit(house, house.opened(), **values).save()


def test_one_page_is_one_visit_of_a_child(house: House) -> None:
    child = house.opened()
    _visit(house, child).save()
    with refused():
        _visit(house, child).save()
    _visit(house, house.opened()).save()


# Windows and duties


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("window_in_order", {"end": at(TODAY, 9)}),
        ("window_onto_a_child_or_a_body", {"child": None}),
        ("window_has_a_reason", {"because": ""}),
    ],
)
def test_a_window_that_cannot_be_is_refused(constraint: str, values: dict[str, Any], house: House) -> None:
    known = {
        "person": house.second,
        "council": house.council,
        "opened_by": house.lead,
        "kind": "cover",
        "child": house.opened(),
        "because": "x",
        "start": at(TODAY, 9),
        "end": at(TODAY, 17),
    }
    with refused(constraint):
        AccessWindow.objects.create(**{**known, **values})


def test_a_window_is_onto_a_child_or_a_body_and_not_both(house: House) -> None:
    with refused("window_onto_a_child_or_a_body"):
        AccessWindow.objects.create(
            person=house.second,
            council=house.council,
            opened_by=house.lead,
            kind="cover",
            child=house.opened(),
            body=house.lantern,
            because="x",
            start=at(TODAY, 9),
            end=at(TODAY, 17),
        )


def test_a_duty_that_is_met_is_not_open(house: House) -> None:
    child = house.opened()
    with refused("open_is_not_met"):
        Duty.objects.create(
            child=child,
            council_id=child.council_id,
            code="V-1",
            anchor="x",
            number=1,
            is_open=True,
            met_at=TODAY,
        )


# The guarantees themselves


def test_all_guarantees_hold(house: House) -> None:
    assert walls.missing(connection) == []


def test_a_guarantee_that_is_gone_is_named_and_put_back(fresh_database: Database) -> None:
    from django.core.management import call_command

    gone = "cases_placement_no_overlap"
    sqlite = fresh_database.vendor == "sqlite"
    with fresh_database.owner() as cursor:
        if sqlite:
            cursor.execute(f"DROP TRIGGER {gone}_insert")
        else:
            cursor.execute(f"ALTER TABLE cases_placement DROP CONSTRAINT {gone}")
    assert walls.missing(connection) == [gone]

    with installation.as_owner():
        call_command("migrate", verbosity=0)

    assert walls.missing(connection) == []


@pytest.mark.sqlite
@pytest.mark.parametrize("moment", ["insert", "update"])
def test_on_sqlite_both_triggers_of_a_guarantee_are_asked_for(moment: str, fresh_database: Database) -> None:
    with fresh_database.owner() as cursor:
        cursor.execute(f"DROP TRIGGER cases_duty_council_{moment}")
    assert walls.missing(connection) == ["cases_duty_council"]


GUTTED = {
    "sqlite": {
        "cases_duty_council": [
            "DROP TRIGGER cases_duty_council_update",
            "CREATE TRIGGER cases_duty_council_update AFTER UPDATE ON cases_duty WHEN 0 BEGIN SELECT 1; END",
        ],
    },
    "postgresql": {
        "cases_placement_no_overlap": [
            "ALTER TABLE cases_placement DROP CONSTRAINT cases_placement_no_overlap",
            "ALTER TABLE cases_placement ADD CONSTRAINT cases_placement_no_overlap CHECK (id > 0)",
        ],
        "cases_duty_council": [
            "ALTER TABLE cases_duty DROP CONSTRAINT cases_duty_council",
            "ALTER TABLE cases_duty ADD CONSTRAINT cases_duty_council FOREIGN KEY (child_id, council_id)"
            " REFERENCES cases_child (id, council_id) NOT VALID",
        ],
    },
}


@pytest.mark.parametrize("name", GUTTED[connection.vendor])
def test_a_guarantee_that_is_there_in_name_alone_is_named_and_put_back(
    name: str, fresh_database: Database
) -> None:
    with fresh_database.owner() as cursor:
        for deed in GUTTED[fresh_database.vendor][name]:
            cursor.execute(deed)
    assert walls.missing(connection) == [name]
    with installation.as_owner():
        walls.install(connection)
    assert walls.missing(connection) == []
