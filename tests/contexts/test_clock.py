"""Duties stay in step with the facts they come from, inside the same transaction."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contexts.builders import PLACED, TODAY, House, at, days
from steadyhand.contexts.cases import operations, tasks
from steadyhand.contexts.cases.gather import _visit, facts
from steadyhand.contexts.cases.models import Child, ClockReading, Duty, Placement, Visit
from steadyhand.contexts.cases.operations import Seen
from steadyhand.contexts.cases.operations import unit as acts
from steadyhand.contexts.cases.policies import MET_BY_A_VISIT, NotPossible
from steadyhand.contexts.cases.states import AllocationRole, ChildsPart, EventKind, LegalStatusCode
from steadyhand.foundations.audit.models import Entry

WEEK, SIX_WEEKS = days(7), days(42)


def duties(child: Child, *, like: str = "") -> list[tuple[str, int, date | None, date | None, bool]]:
    rows = Duty.objects.filter(child=child, code__startswith=like).order_by("anchor", "code", "number")
    if like == "V-":
        rows = rows.filter(code__in=MET_BY_A_VISIT)
    elif like == "REV":
        rows = rows.filter(code__in=("REV-1", "REV-2", "REV-3"))
    return list(rows.values_list("code", "number", "due_at", "met_at", "is_open"))


def everything() -> list[tuple[Any, ...]]:
    """All that an act could leave behind."""
    return [
        sorted(Duty.objects.values_list()),
        sorted(ClockReading.objects.values_list()),
        sorted(Visit.objects.values_list("pk", "superseded_at")),
        sorted(Placement.objects.values_list("pk", "superseded_at")),
        sorted(Entry.objects.values_list("pk")),
    ]


def test_a_placement_asks_for_a_visit_within_a_week_and_care_for_a_review(house: House) -> None:
    child = house.placed()
    assert duties(child, like="V-") == [("V-1", 1, PLACED + WEEK, None, True)]
    assert [row[0] for row in duties(child, like="REV")] == ["REV-1"]


def test_a_visit_meets_the_duty_and_the_next_one_appears(house: House) -> None:
    child = house.placed()
    house.visit(child, PLACED + days(5))
    assert duties(child, like="V-") == [
        ("V-1", 1, PLACED + WEEK, PLACED + days(5), False),
        ("V-2", 2, PLACED + days(5) + SIX_WEEKS, None, True),
    ]
    house.visit(child, TODAY)
    assert duties(child, like="V-") == [
        ("V-1", 1, PLACED + WEEK, PLACED + days(5), False),
        ("V-2", 2, PLACED + days(5) + SIX_WEEKS, TODAY, False),
        ("V-2", 3, TODAY + SIX_WEEKS, None, True),
    ]


def test_a_visit_at_which_the_child_was_not_seen_meets_nothing(house: House) -> None:
    child = house.placed()
    house.visit(child, TODAY, seen=[Seen(child, seen=False, alone=None)])
    assert duties(child, like="V-") == [("V-1", 1, PLACED + WEEK, None, True)]


def test_a_visit_counts_for_each_child_who_was_seen(house: House) -> None:
    first, second = house.placed(), house.placed()
    house.visit(
        first,
        TODAY,
        seen=[Seen(first, seen=True, alone=True), Seen(second, seen=False, alone=None)],
    )
    assert [row[0] for row in duties(first, like="V-") if row[-1]] == ["V-2"]
    assert [row[0] for row in duties(second, like="V-") if row[-1]] == ["V-1"]


def test_a_visit_put_right_to_not_seen_opens_the_duty_again(house: House) -> None:
    child = house.placed()
    before = duties(child)
    visit = house.visit(child, TODAY)
    assert duties(child) != before

    operations.correct_visit(visit=visit, child_seen=False, by=house.worker, on=TODAY)

    assert duties(child) == before


def test_a_placement_put_right_moves_its_duties(house: House) -> None:
    child = house.placed()
    operations.correct_placement(
        placement=Placement.objects.get(child=child), start=PLACED + days(2), by=house.worker, on=TODAY
    )
    assert duties(child, like="V-") == [("V-1", 1, PLACED + days(2) + WEEK, None, True)]


def test_a_placement_put_right_without_its_date_keeps_what_people_added(house: House) -> None:
    child = house.placed()
    Duty.objects.filter(child=child, code="V-1").update(arranged_for=TODAY + days(1))
    operations.correct_placement(
        placement=Placement.objects.get(child=child), address_withheld=True, by=house.worker, on=TODAY
    )
    assert Duty.objects.get(child=child, code="V-1").arranged_for == TODAY + days(1)


def test_a_move_begins_a_new_chain(house: House) -> None:
    child = house.placed()
    house.visit(child, PLACED + days(1))
    house.move(child, TODAY)
    opened = [row for row in duties(child, like="V-") if row[-1]]
    assert opened == [("V-1", 1, TODAY + WEEK, None, True)]


def test_the_end_of_care_closes_what_was_open(house: House) -> None:
    child = house.placed()
    operations.end_care(child=child, end=TODAY, reason="E8", by=house.worker, on=TODAY)
    still = Duty.objects.filter(child=child, is_open=True).values_list("code", flat=True)
    assert set(still) == {"PP-15", "REC-1"}, "who was told that it ended, and how long the record is kept"


def test_a_review_meets_its_duty_and_asks_for_the_next(house: House) -> None:
    child = house.placed()
    house.allocate(child, house.reviewer, AllocationRole.REVIEWING_OFFICER)
    operations.record_review(
        child=child, held_on=TODAY, childs_part=ChildsPart.PN1, by=house.reviewer, on=TODAY
    )
    assert {row[0]: row[-1] for row in duties(child, like="REV")} == {"REV-1": False, "REV-2": True}


def test_without_the_fact_the_clock_says_that_it_cannot_tell(house: House) -> None:
    """After a year it matters whether the placement is meant to last to 18, and nobody has said."""
    child = house.placed(since=TODAY - days(400))
    house.visit(child, TODAY - days(30))
    unknown = Duty.objects.filter(child=child, is_open=True, due_at=None)
    missing = {name.rpartition(".")[2] for duty in unknown for name in duty.missing}
    assert "lasts_to_18" in missing, list(unknown.values("code", "missing"))

    operations.correct_placement(
        placement=Placement.objects.get(child=child),
        lasts_to_18=True,
        long_term_foster=False,
        by=house.worker,
        on=TODAY,
    )

    assert not unknown.filter(code__startswith="V-").exists()


def test_an_agreement_to_fewer_visits_is_heard(house: House) -> None:
    child = house.placed(since=TODAY - days(400))
    house.visit(child, TODAY - days(30))
    placement = Placement.objects.get(child=child)
    operations.correct_placement(
        placement=placement, long_term_foster=True, lasts_to_18=True, by=house.worker, on=TODAY
    )
    before = [row for row in duties(child, like="V-") if row[-1]]
    operations.record_event(
        child=child, kind=EventKind.FEWER_VISITS_AGREED, at=at(TODAY - days(1)), by=house.worker, on=TODAY
    )
    after = [row for row in duties(child, like="V-") if row[-1]]
    assert "V-5" in {row[0] for row in after}
    assert before != after


def test_what_is_not_a_fact_of_the_clock_changes_no_duty(house: House) -> None:
    child = house.placed()
    before = sorted(Duty.objects.values_list())
    operations.write_note(child=child, at=at(TODAY), text="x", by=house.worker, on=TODAY)
    assert sorted(Duty.objects.values_list()) == before


def test_an_act_that_goes_wrong_leaves_neither_fact_nor_duty_nor_entry(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = house.placed()
    before = everything()

    def goes_wrong(**_: Any) -> int:
        raise RuntimeError("the clock went wrong")

    with monkeypatch.context() as patch:
        patch.setattr(acts, "work_out_again", goes_wrong)
        for act in (
            lambda: house.visit(child, TODAY),
            lambda: operations.correct_placement(
                placement=Placement.objects.get(child=child), start=TODAY, by=house.worker, on=TODAY
            ),
        ):
            with pytest.raises(RuntimeError, match="the clock went wrong"):
                act()
            assert everything() == before

    house.visit(child, TODAY)
    assert everything() != before


def test_several_acts_in_one_are_saved_together_or_not_at_all(house: House) -> None:
    child = house.placed()
    before = everything()

    def goes_wrong_at_the_end() -> None:
        with operations.one_act(by=house.worker, on=TODAY):
            house.visit(child, TODAY)
            operations.write_note(child=child, at=at(TODAY), text="x", by=house.worker, on=TODAY)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        goes_wrong_at_the_end()
    assert everything() == before

    with operations.one_act(by=house.worker, on=TODAY):
        house.visit(child, PLACED)
        house.visit(child, TODAY)
        assert duties(child, like="V-")[0][3] is None, "worked out once, at the end"
    assert len(duties(child, like="V-")) == 3


def test_nothing_is_left_of_an_act_that_is_given_up_whole(house: House) -> None:
    child = house.placed()
    before = everything()

    def refused_at_the_end() -> None:
        with operations.one_act(by=house.worker, on=TODAY, whole=True):
            house.visit(child, TODAY)
            house.visit(child, TODAY + days(1))

    with pytest.raises(NotPossible):
        refused_at_the_end()
    assert everything() == before
    house.visit(child, TODAY)
    assert Visit.objects.count() == 1


def test_an_act_after_one_that_went_wrong_stands_alone(house: House) -> None:
    child = house.placed()
    with pytest.raises(RuntimeError), operations.one_act(by=house.worker, on=TODAY):
        raise RuntimeError
    house.visit(child, TODAY)
    assert Visit.objects.count() == 1


def test_working_out_again_changes_nothing(house: House) -> None:
    child = house.placed()
    house.visit(child, TODAY)
    before = sorted(Duty.objects.values_list())
    assert operations.work_out_again(child_ids=[child.pk], by=None, on=TODAY) == 0
    assert sorted(Duty.objects.values_list()) == before


def test_working_out_again_puts_back_what_was_changed_behind_its_back(house: House) -> None:
    child = house.placed()
    before = duties(child)
    Duty.objects.filter(child=child, code="V-1").update(due_at=TODAY + days(99))
    Duty.objects.filter(child=child, code="REV-1").delete()
    Duty.objects.create(
        child=child, council_id=child.council_id, code="V-3", anchor="nowhere", number=9, is_open=True
    )
    assert operations.work_out_again(child_ids=[child.pk], by=None, on=TODAY) == 3
    assert duties(child) == before


def test_many_children_are_worked_out_in_as_many_queries_as_one(
    house: House, django_assert_max_num_queries: Any
) -> None:
    children = [house.placed() for _ in range(5)]
    with django_assert_max_num_queries(21):
        operations.work_out_again(child_ids=[child.pk for child in children], by=None, on=TODAY)


# What time alone changes


def test_the_job_works_out_a_child_whose_day_has_come(house: House) -> None:
    child, other = house.placed(since=TODAY - days(360)), house.opened(neighbours=True)
    house.visit(child, TODAY - days(1))
    reading = ClockReading.objects.get(child=child)
    day = reading.next_change_at
    assert reading.worked_out_on == TODAY
    assert day is not None
    before = duties(child)

    assert tasks.recompute_changed(on=day - days(1)) == 0
    assert duties(child) == before

    assert tasks.recompute_changed(on=day) == 1
    reading.refresh_from_db()
    assert reading.worked_out_on == day
    assert reading.next_change_at is None or reading.next_change_at > day
    assert duties(child) != before
    assert not Duty.objects.filter(child=other).exists()

    assert tasks.recompute_changed(on=day) == 0


def test_the_job_works_for_every_council(house: House) -> None:
    for child in (house.placed(), house.neighbours_child()):
        ClockReading.objects.filter(child=child).update(next_change_at=TODAY, worked_out_on=TODAY - days(1))
    assert tasks.recompute_changed(on=TODAY) == 2


def test_a_visit_by_the_personal_adviser_is_none_of_care_and_the_worker_s_none_of_the_adviser_s(
    house: House,
) -> None:
    """Reading 17: visits by the personal adviser count for LC-7 alone."""
    child = house.placed()
    house.allocate(child, house.adviser, AllocationRole.PERSONAL_ADVISER, start=PLACED + days(1))
    house.visit(child, PLACED + days(3), by=house.adviser)
    assert duties(child, like="V-") == [("V-1", 1, PLACED + WEEK, None, True)]
    house.visit(child, PLACED + days(4))
    assert duties(child, like="V-")[0][:4] == ("V-1", 1, PLACED + WEEK, PLACED + days(4))
    told = facts([child.pk])[child.pk].events
    assert sorted((event.day, event.by) for event in told if event.event == "visit") == [
        (PLACED + days(3), "personal_adviser"),
        (PLACED + days(4), "social_worker"),
    ]


def test_a_visit_by_an_adviser_who_is_the_social_worker_too_is_one_of_both() -> None:
    worker, adviser = AllocationRole.SOCIAL_WORKER, AllocationRole.PERSONAL_ADVISER
    roles = [(worker, 7, PLACED, None), (adviser, 7, PLACED + days(2), PLACED + days(5))]
    visits = [_visit(at(PLACED + days(day)), True, True, "", 7, roles) for day in (1, 2, 4, 5, 6)]
    assert [visit.by for visit in visits] == ["social_worker", None, None, None, "social_worker"]


def test_the_edges_of_an_adviser_s_time_make_no_visit_one_of_care() -> None:
    roles = [(AllocationRole.PERSONAL_ADVISER, 7, PLACED + days(2), PLACED + days(5))]
    for day in (0, 2, 5, 9):
        assert _visit(at(PLACED + days(day)), True, True, "", 7, roles).by == "personal_adviser", day
    assert _visit(at(PLACED + days(3)), True, True, "", 8, roles).by == "social_worker", "somebody else"


def test_what_was_late_stays_late_when_short_breaks_begin(house: House) -> None:
    child = house.allocated(since=TODAY - days(400))
    by: dict[str, Any] = {"by": house.worker, "on": TODAY}
    operations.start_care(child=child, start=TODAY - days(400), **by)
    operations.record_legal_status(child=child, code=LegalStatusCode.V2, start=TODAY - days(400), **by)
    house.move(child, TODAY - days(400))
    house.visit(child, TODAY - days(380))
    operations.end_care(child=child, end=TODAY - days(200), reason="E8", **by)
    before = [row for row in duties(child) if row[0] in ("V-1", "V-2", "REV-1")]
    assert {row[0] for row in before} == {"V-1", "V-2", "REV-1"}
    operations.start_care(child=child, start=TODAY - days(10), **by)
    operations.record_legal_status(child=child, code=LegalStatusCode.V4, start=TODAY - days(10), **by)
    house.move(child, TODAY - days(10))
    after = duties(child)
    assert [row for row in after if row in before] == before
    assert not [row for row in after if row[0] == "V-1" and row not in before], (
        "breaks have visits of their own"
    )
