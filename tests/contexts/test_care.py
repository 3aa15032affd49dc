"""Coming into care, the law it is under, where the child lives: half-open spans, the impossible refused."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from contexts.builders import BORN, PLACED, TODAY, House, days
from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases.models import Home, LegalStatus, PeriodOfCare, Placement
from steadyhand.contexts.cases.permissions.checks import MayNot
from steadyhand.contexts.cases.policies import Clash, NotPossible
from steadyhand.contexts.cases.states import LegalStatusCode, PlacementType
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.audit.models import Entry


def spans(model: Any, child: Any) -> list[tuple[Any, Any]]:
    rows = model.objects.standing().filter(child=child).order_by("start", "pk")
    return [(row.start, row.end) for row in rows]


def test_care_starts(house: House) -> None:
    child = house.allocated()
    operations.start_care(child=child, start=PLACED, by=house.worker, on=TODAY)
    assert spans(PeriodOfCare, child) == [(PLACED, None)]
    assert Entry.objects.get(verb="care.started").subject_id == str(child.pk)


def test_care_does_not_start_twice(house: House) -> None:
    child = house.placed()
    with pytest.raises(NotPossible) as refusal:
        operations.start_care(child=child, start=TODAY, by=house.worker, on=TODAY)
    assert refusal.value.field == "start"
    assert spans(PeriodOfCare, child) == [(PLACED, None)]


def test_care_starts_again_on_the_day_it_ended_and_not_before(house: House) -> None:
    child = house.placed()
    operations.end_care(child=child, end=TODAY - days(2), reason="E8", by=house.worker, on=TODAY)

    with pytest.raises(NotPossible):
        operations.start_care(child=child, start=TODAY - days(3), by=house.worker, on=TODAY)
    operations.start_care(child=child, start=TODAY - days(2), by=house.worker, on=TODAY)

    assert spans(PeriodOfCare, child) == [(PLACED, TODAY - days(2)), (TODAY - days(2), None)]


@pytest.mark.parametrize(
    ("start", "says"),
    [
        (TODAY + days(1), "must be today or in the past"),
        (BORN - days(1), "must be on or after the child’s date of birth"),
    ],
)
def test_nothing_starts_ahead_or_before_birth(house: House, start: Any, says: str) -> None:
    child = house.held()
    house.allocate(child, house.worker, start=PLACED)
    home = house.home()
    acts = [
        lambda: operations.start_care(child=child, start=start, by=house.worker, on=TODAY),
        lambda: operations.record_legal_status(
            child=child, code=LegalStatusCode.V2, start=start, by=house.worker, on=TODAY
        ),
        lambda: operations.start_placement(
            child=child, home=home, type=PlacementType.U6, start=start, by=house.worker, on=TODAY
        ),
    ]
    for act in acts:
        with pytest.raises(NotPossible, match=says) as refusal:
            act()
        assert refusal.value.field == "start"
    assert not PeriodOfCare.objects.exists()


def test_care_may_start_on_the_day_of_birth(house: House) -> None:
    child = house.allocated(date_of_birth=PLACED)
    operations.start_care(child=child, start=PLACED, by=house.worker, on=TODAY)
    assert spans(PeriodOfCare, child) == [(PLACED, None)]


def test_a_new_legal_status_ends_the_one_before(house: House) -> None:
    child = house.placed()
    first = LegalStatus.objects.get(child=child)

    operations.record_legal_status(
        child=child, code=LegalStatusCode.E1, start=TODAY, by=house.worker, on=TODAY
    )

    assert spans(LegalStatus, child) == [(PLACED, TODAY), (TODAY, None)]
    first.refresh_from_db()
    assert first.end is None, "the row as it was first written stays"
    assert first.superseded_at is not None
    assert first.corrected_by.end == TODAY


def test_a_legal_status_is_not_slid_in_before_the_present_one(house: House) -> None:
    child = house.placed()
    with pytest.raises(NotPossible, match="overlaps another of the same kind"):
        operations.record_legal_status(
            child=child, code=LegalStatusCode.V2, start=PLACED - days(5), by=house.worker, on=TODAY
        )
    assert spans(LegalStatus, child) == [(PLACED, None)]


def test_a_move_ends_the_placement_before_on_that_day(house: House) -> None:
    child = house.placed()
    house.move(child, TODAY - days(3))
    assert spans(Placement, child) == [(PLACED, TODAY - days(3)), (TODAY - days(3), None)]


def test_two_moves_on_one_day_are_both_kept(house: House) -> None:
    child = house.placed()
    house.move(child, TODAY, starts_at=time(9), type=PlacementType.T4)
    house.move(child, TODAY, starts_at=time(17), type=PlacementType.K2)

    assert spans(Placement, child) == [(PLACED, TODAY), (TODAY, TODAY), (TODAY, None)]
    assert [row.starts_at for row in Placement.objects.standing().order_by("start", "pk")] == [
        None,
        time(9),
        time(17),
    ]
    assert Placement.objects.on(TODAY).get(child=child).type == PlacementType.K2
    assert Placement.objects.on(TODAY - days(1)).get(child=child).type == PlacementType.U6


def test_care_ends_with_its_legal_status_and_placement(house: House) -> None:
    child = house.placed()
    operations.end_care(child=child, end=TODAY, reason="E11", by=house.worker, on=TODAY)

    for model in (PeriodOfCare, LegalStatus, Placement):
        assert spans(model, child) == [(PLACED, TODAY)], model
    assert PeriodOfCare.objects.standing().get(child=child).reason_ended == "E11"
    assert not Placement.objects.on(TODAY).exists()


def test_care_that_is_not_open_does_not_end(house: House) -> None:
    child = house.allocated()
    with pytest.raises(NotPossible, match="not in care"):
        operations.end_care(child=child, end=TODAY, reason="E8", by=house.worker, on=TODAY)


@pytest.mark.parametrize("end", [TODAY + days(1), PLACED - days(1)])
def test_care_ends_neither_ahead_nor_before_it_began(house: House, end: Any) -> None:
    child = house.placed()
    with pytest.raises(NotPossible) as refusal:
        operations.end_care(child=child, end=end, reason="E8", by=house.worker, on=TODAY)
    assert refusal.value.field == "end"
    assert spans(PeriodOfCare, child) == [(PLACED, None)]


def test_care_does_not_end_before_the_present_placement_began(house: House) -> None:
    child = house.placed()
    house.move(child, TODAY - days(2))
    with pytest.raises(NotPossible) as refusal:
        operations.end_care(child=child, end=TODAY - days(3), reason="E8", by=house.worker, on=TODAY)
    assert refusal.value.field == "end"
    assert spans(PeriodOfCare, child) == [(PLACED, None)]
    assert spans(LegalStatus, child) == [(PLACED, None)]


def test_a_home_is_put_on_record_by_somebody_who_may_open_records(house: House) -> None:
    assert Home.objects.get(pk=house.home().pk).council == house.council
    with pytest.raises(MayNot):
        operations.add_home(
            council=house.council, carers="x", address="x", postcode="x", by=house.worker, on=TODAY
        )
    with pytest.raises(NotHereOrNotYours):
        operations.add_home(
            council=house.neighbour, carers="x", address="x", postcode="x", by=house.lead, on=TODAY
        )


def test_a_placement_is_put_right(house: House) -> None:
    child = house.placed()
    first = Placement.objects.get(child=child)
    home = house.home(carers="Ines Tovar")

    second = operations.correct_placement(
        placement=first, home=home, start=PLACED + days(1), by=house.worker, on=TODAY
    )

    first.refresh_from_db()
    assert first.superseded_at is not None
    assert (second.corrects, second.home, second.start, second.type) == (
        first,
        home,
        PLACED + days(1),
        first.type,
    )
    detail = Entry.objects.get(verb="placement.corrected").detail
    assert detail["changed"] == ["home", "start"]
    with pytest.raises(Clash):
        operations.correct_placement(placement=first, start=PLACED, by=house.lead, on=TODAY)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"start": TODAY + days(1)}, "start"),
        ({"start": BORN - days(1)}, "start"),
        ({"end": PLACED - days(1)}, "end"),
        ({"end": date.max}, "end"),
    ],
)
def test_a_placement_is_not_put_wrong(house: House, changes: dict[str, Any], field: str) -> None:
    child = house.placed()
    with pytest.raises(NotPossible) as refusal:
        operations.correct_placement(
            placement=Placement.objects.get(child=child), by=house.worker, on=TODAY, **changes
        )
    assert refusal.value.field == field
    assert spans(Placement, child) == [(PLACED, None)]


def test_a_placement_is_not_stretched_over_the_next(house: House) -> None:
    child = house.placed()
    house.move(child, TODAY - days(3))
    first = Placement.objects.standing().get(child=child, start=PLACED)
    with pytest.raises(NotPossible, match="overlaps another"):
        operations.correct_placement(placement=first, end=TODAY, by=house.worker, on=TODAY)
    assert spans(Placement, child) == [(PLACED, TODAY - days(3)), (TODAY - days(3), None)]
    first.refresh_from_db()
    assert first.superseded_at is None


def test_a_stranger_starts_and_ends_nothing(house: House) -> None:
    child = house.placed()
    placement, home = Placement.objects.get(child=child), house.home()
    for stranger in (house.oakfield_lead, house.second, house.officer, house.reviewer):
        acts = [
            lambda by=stranger: operations.start_care(child=child, start=TODAY, by=by, on=TODAY),
            lambda by=stranger: operations.end_care(child=child, end=TODAY, reason="E8", by=by, on=TODAY),
            lambda by=stranger: operations.record_legal_status(
                child=child, code=LegalStatusCode.V2, start=TODAY, by=by, on=TODAY
            ),
            lambda by=stranger: operations.start_placement(
                child=child, home=home, type=PlacementType.U6, start=TODAY, by=by, on=TODAY
            ),
            lambda by=stranger: operations.correct_placement(
                placement=placement, start=TODAY, by=by, on=TODAY
            ),
        ]
        for act in acts:
            with pytest.raises(NotHereOrNotYours):
                act()
    assert spans(Placement, child) == [(PLACED, None)]
    assert spans(PeriodOfCare, child) == [(PLACED, None)]


def test_a_child_lives_in_a_home_of_their_own_council(house: House) -> None:
    child = house.placed()
    theirs = house.home(council=house.neighbour, by=house.quayside_lead)
    placement = Placement.objects.standing().get(child=child)
    with pytest.raises(NotPossible) as moving:
        house.move(child, TODAY, home=theirs)
    corrected: list[dict[str, Any]] = [{"home": theirs}, {"home_id": theirs.pk}]
    for change in corrected:
        with pytest.raises(NotPossible) as correcting:
            operations.correct_placement(placement=placement, by=house.worker, on=TODAY, **change)
        assert (moving.value.field, correcting.value.field) == ("home", "home")
    assert Placement.objects.get(child=child).home_id == placement.home_id
    ours = house.home()
    operations.correct_placement(placement=placement, by=house.worker, on=TODAY, home=ours)
    assert Placement.objects.standing().get(child=child).home_id == ours.pk


def test_whoever_may_not_write_learns_nothing_of_a_home(house: House) -> None:
    theirs = house.home(council=house.neighbour, by=house.quayside_lead)
    with pytest.raises(NotHereOrNotYours):
        operations.start_placement(
            child=house.placed(),
            home=theirs,
            type=PlacementType.U6,
            start=TODAY,
            by=house.oakfield_worker,
            on=TODAY,
        )
