"""What the clock asks about, put on record: happenings, circumstances, explanations; and how a council keeps its rules."""

from __future__ import annotations

from datetime import date, datetime, time
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from contexts.builders import PLACED, TODAY, House, at, days, person
from steadyhand.contexts.cases import operations, tasks
from steadyhand.contexts.cases.loaders.happenings import choose_happening, happening_to_write
from steadyhand.contexts.cases.models import Child, Circumstances, Duty, Event, Explanation, RuleSetting
from steadyhand.contexts.cases.operations import MayNot
from steadyhand.contexts.cases.policies import BOOKED, FURTHEST_AHEAD, Clash, NotPossible
from steadyhand.contexts.cases.states import AllocationRole, Area, DaysKind, LateBecause
from steadyhand.contexts.cases.states.details import DETAILS, Needs
from steadyhand.contexts.organisations.models import Person
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.audit.models import Entry

FURTHEST = TODAY.replace(year=TODAY.year + FURTHEST_AHEAD)


def open_duty(child: Child, code: str) -> Duty | None:
    return Duty.objects.filter(child=child, code=code, is_open=True).first()


def happened(house: House, child: Child, kind: str, day: date = TODAY, **known: Any) -> Event:
    who = {"by": house.worker, "on": TODAY} | known
    return operations.record_event(child=child, kind=kind, at=at(day), timed=False, **who)


@pytest.fixture
def administrator(house: House) -> Person:
    return person("Ada Admin", RoleKind.ADMINISTRATOR, house.council)


def test_a_happening_meets_its_duty_in_the_same_transaction(house: House) -> None:
    child = house.placed()
    assert open_duty(child, "H-1").due_at == date(2026, 6, 24), "20 working days, past the bank holiday"
    happened(house, child, "health_assessment")
    assert open_duty(child, "H-1") is None
    assert open_duty(child, "H-3").due_at == TODAY.replace(year=TODAY.year + 1)


def test_a_refusal_meets_nothing(house: House) -> None:
    child = house.placed()
    happened(house, child, "health_assessment", outcome="refused")
    assert open_duty(child, "H-1") is not None


def test_a_happening_put_right_moves_what_follows_and_its_earlier_version_stays(house: House) -> None:
    child = house.placed()
    event = happened(house, child, "health_assessment")
    operations.correct_event(event=event, at=at(PLACED), by=house.worker, on=TODAY)
    assert open_duty(child, "H-3").due_at == PLACED.replace(year=PLACED.year + 1)
    assert Event.objects.filter(child=child, kind="health_assessment").count() == 2
    with pytest.raises(Clash):
        operations.correct_event(event=event, at=at(TODAY), by=house.worker, on=TODAY)


def test_one_entered_by_mistake_is_one_that_was_not_done(house: House) -> None:
    child = house.placed()
    event = happened(house, child, "health_assessment")
    operations.correct_event(event=event, outcome="not_done", by=house.worker, on=TODAY)
    assert open_duty(child, "H-1") is not None


def test_a_time_to_the_minute_counts_72_hours(house: House) -> None:
    child = house.placed()
    back = timezone.make_aware(datetime.combine(TODAY, time(2, 30)))
    operations.record_event(
        child=child, kind="missing_start", at=at(TODAY - days(1)), by=house.worker, on=TODAY
    )
    operations.record_event(child=child, kind="missing_end", at=back, by=house.worker, on=TODAY)
    assert open_duty(child, "M-4").due_at == TODAY + days(3)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "nonsense"}, "kind"),
        ({"kind": "visit"}, "kind"),
        ({"at": at(TODAY + days(1))}, "at"),
        ({"at": at(date(2000, 1, 1))}, "at"),
        ({"until": TODAY - days(1)}, "until"),
        ({"until": FURTHEST + days(1)}, "until"),
        ({"kind": "immunisation_due", "at": at(date.max)}, "at"),
        ({"kind": "review_due", "at": at(FURTHEST + days(1))}, "at"),
        ({"placed_on": TODAY - days(1)}, "placed_on"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(changes: dict[str, Any], field: str, house: House) -> None:
    child = house.placed()
    known = {"kind": "health_assessment", "at": at(TODAY), "by": house.worker, "on": TODAY} | changes
    with pytest.raises(NotPossible) as refused:
        operations.record_event(child=child, **known)
    assert refused.value.field == field
    event = happened(house, child, "health_assessment")
    with pytest.raises(NotPossible):
        operations.correct_event(event=event, by=house.worker, on=TODAY, **changes)
    assert Event.objects.standing().get(child=child).pk == event.pk


def test_what_is_booked_may_lie_ahead(house: House) -> None:
    child = house.placed()
    booked = TODAY + days(5)
    operations.record_event(
        child=child, kind="review_due", at=at(booked), timed=False, by=house.worker, on=TODAY
    )
    assert Event.objects.filter(child=child, kind="review_due").exists()


def test_who_complains_says_what_they_ask_for_and_not_what_the_council_did(house: House) -> None:
    child = house.placed()
    house.allocate(child, house.advocate, role=AllocationRole.ADVOCATE)
    for kind in ("complaint_intended", "grounds_arose", "complaint_made", "stage2_requested"):
        happened(house, child, kind, by=house.advocate)
    file = choose_happening(house.standing(house.advocate), child.ref)
    offered = {kind for kinds in file.kinds.values() for kind in kinds}
    assert offered == {
        "complaint_intended", "grounds_arose", "complaint_made", "stage2_requested", "stage3_requested",
    }  # fmt: skip
    for kind in ("complaint_accepted", "stage1_reply_sent", "panel_met", "panel_report_received"):
        with pytest.raises(NotHereOrNotYours):
            happened(house, child, kind, by=house.advocate)
        with pytest.raises(NotHereOrNotYours):
            happening_to_write(house.standing(house.advocate), child.ref, kind)
    made = Event.objects.get(kind="complaint_made")
    with pytest.raises(NotHereOrNotYours):
        operations.correct_event(event=made, kind="complaint_accepted", by=house.advocate, on=TODAY)


def test_the_furthest_day_is_counted_on_from(house: House) -> None:
    """Periods of the timetable run for up to 75 years, and begin a day after."""
    child = house.placed()
    for kind in sorted(BOOKED):
        happened(house, child, kind, FURTHEST)
    extended = [kind for kind, details in DETAILS.items() if details.until is not Needs.NO]
    assert len(extended) > 3
    for kind in extended:
        happened(house, child, kind, until=FURTHEST)
    assert open_duty(child, "H-5").due_at == FURTHEST


def test_a_nurse_writes_of_health_alone(house: House) -> None:
    child = house.placed()
    with pytest.raises(NotHereOrNotYours):
        happened(house, child, "complaint_made", by=house.worker)
    with pytest.raises(NotHereOrNotYours):
        happened(house, child, "health_assessment", by=house.quayside_worker)


def test_circumstances_stand_once_and_turn_rules_on(house: House) -> None:
    child = house.placed(date_of_birth=date(2023, 1, 5))
    assert open_duty(child, "E-1").missing, "nobody has said whether a child of three is in education"
    operations.record_circumstances(child=child, early_years_education=False, by=house.worker, on=TODAY)
    assert open_duty(child, "E-1") is None
    operations.record_circumstances(child=child, unaccompanied=True, by=house.worker, on=TODAY)
    stands = Circumstances.objects.standing().get(child=child)
    assert (stands.early_years_education, stands.unaccompanied) == (False, True)
    assert open_duty(child, "UA-3") is not None


def test_where_a_home_is_turns_a_rule_on(house: House) -> None:
    child = house.allocated()
    operations.start_care(child=child, start=PLACED, by=house.worker, on=TODAY)
    house.move(child, PLACED, area=Area.DISTANT)
    assert open_duty(child, "PP-3") is not None
    other = house.placed()
    assert open_duty(other, "PP-3").missing


def late_child(house: House) -> tuple[Child, Duty]:
    child = house.placed(since=TODAY - days(60))
    duty = open_duty(child, "H-1")
    assert duty is not None
    assert duty.due_at < TODAY
    return child, duty


def explained(house: House, child: Child, due_on: date, **known: Any) -> Explanation:
    says = {"reason": LateBecause.CHILD_SAID_NO, "text": "They said not yet.", "decided_by": house.worker}
    return operations.explain(
        child=child,
        code="H-1",
        due_on=due_on,
        **says | {"decided_on": TODAY, "by": house.worker, "on": TODAY} | known,
    )


def test_what_is_explained_stays_late_and_open(house: House) -> None:
    child, duty = late_child(house)
    explained(house, child, duty.due_at)
    duty.refresh_from_db()
    assert (duty.is_open, duty.explained, duty.met_at) == (True, True, None)
    explained(house, child, duty.due_at, reason=LateBecause.RISK)
    assert Explanation.objects.standing().get(child=child).reason == LateBecause.RISK
    happened(house, child, "health_assessment")
    assert open_duty(child, "H-1") is None


def test_only_what_is_late_is_explained_and_by_whoever_could_decide(house: House) -> None:
    child, duty = late_child(house)
    with pytest.raises(NotPossible) as refused:
        explained(house, child, duty.due_at + days(1))
    assert refused.value.field == "due_on"
    with pytest.raises(NotPossible) as refused:
        explained(house, child, duty.due_at, decided_by=house.quayside_worker)
    assert refused.value.field == "decided_by"
    with pytest.raises(NotHereOrNotYours):
        explained(house, child, duty.due_at, by=house.quayside_worker)
    assert not Explanation.objects.filter(child=child).exists()


def test_no_entry_holds_the_words_of_an_explanation(house: House) -> None:
    child, duty = late_child(house)
    explained(house, child, duty.due_at, text="Zanzibarwords")
    assert not any("Zanzibarwords" in str(entry.detail) for entry in Entry.objects.all())


# How a council keeps the timetable


def test_a_row_switched_off_asks_nothing_from_that_moment_and_on_again_asks_as_before(
    house: House, administrator: Person
) -> None:
    child = house.placed()
    before = sorted(Duty.objects.filter(child=child).values_list("code", "due_at", "is_open"))
    who: dict[str, Any] = {"council": house.council, "code": "H-1", "by": administrator, "on": TODAY}
    operations.set_rule(is_on=False, because="The health trust asks for it elsewhere", **who)
    assert open_duty(child, "H-1") is None
    assert open_duty(child, "REV-1") is not None
    operations.set_rule(is_on=True, because="It asks no more", **who)
    assert sorted(Duty.objects.filter(child=child).values_list("code", "due_at", "is_open")) == before
    assert RuleSetting.objects.filter(superseded_at=None).count() == 1


def test_a_row_by_whose_figures_others_count_can_be_switched_off(house: House, administrator: Person) -> None:
    child = house.placed()
    operations.set_rule(
        council=house.council, code="REV-1", is_on=False, because="x", by=administrator, on=TODAY
    )
    assert open_duty(child, "REV-1") is None
    assert open_duty(child, "E-2") is not None


def test_a_row_confirmed_with_a_source_counts(house: House, administrator: Person) -> None:
    child = house.placed(since=TODAY - days(30))
    operations.record_event(
        child=child, kind="missing_start", at=at(TODAY - days(2)), by=house.worker, on=TODAY
    )
    assert open_duty(child, "M-1").unconfirmed
    operations.set_rule(
        council=house.council,
        code="M-1",
        source="Guidance of 2014, page 12",
        because="Read",
        by=administrator,
        on=TODAY,
    )
    assert not open_duty(child, "M-1").unconfirmed


def test_a_row_with_another_first_day_leaves_what_came_before(house: House, administrator: Person) -> None:
    child = house.placed()
    operations.set_rule(
        council=house.council,
        code="H-1",
        valid_from=TODAY,
        because="We begin here",
        by=administrator,
        on=TODAY,
    )
    assert open_duty(child, "H-1") is None


def test_another_councils_children_are_left_alone(house: House, administrator: Person) -> None:
    theirs = house.neighbours_child()
    before = sorted(Duty.objects.filter(child=theirs).values_list())
    operations.set_rule(
        council=house.council, code="REV-1", is_on=False, because="x", by=administrator, on=TODAY
    )
    assert sorted(Duty.objects.filter(child=theirs).values_list()) == before


def test_a_holiday_moves_what_is_due_and_taken_off_moves_it_back(house: House, administrator: Person) -> None:
    child = house.placed()
    due = open_duty(child, "REV-1").due_at
    added = operations.add_days(
        council=house.council, kind=DaysKind.HOLIDAY, name="An extra day", start=date(2026, 6, 15),
        end=date(2026, 6, 15), by=administrator, on=TODAY,
    )  # fmt: skip
    assert open_duty(child, "REV-1").due_at == due + days(1)
    operations.withdraw_days(days=added, by=administrator, on=TODAY)
    assert open_duty(child, "REV-1").due_at == due


def test_a_term_asks_for_the_education_plan_to_be_reviewed_in_it(house: House, administrator: Person) -> None:
    child = house.placed(since=TODAY - days(100))
    assert open_duty(child, "E-3").missing == ["school_terms"]
    operations.add_days(
        council=house.council, kind=DaysKind.TERM, name="Summer 2026", start=date(2026, 4, 13),
        end=date(2026, 7, 17), by=administrator, on=TODAY,
    )  # fmt: skip
    assert open_duty(child, "E-3").due_at == date(2026, 7, 17)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "X-1"}, "code"),
        ({"because": " "}, "because"),
        ({"valid_from": TODAY, "valid_to": TODAY}, "valid_to"),
        ({"valid_from": date.max}, "valid_from"),
        ({"valid_to": FURTHEST + days(1)}, "valid_to"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(
    changes: dict[str, Any], field: str, house: House, administrator: Person
) -> None:
    known = {"council": house.council, "code": "H-1", "because": "x", "by": administrator, "on": TODAY}
    with pytest.raises(NotPossible) as refused:
        operations.set_rule(**known | changes)
    assert refused.value.field == field


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"end": date(2026, 6, 16)},
        {"start": date(2026, 12, 25), "end": date(2026, 12, 25)},
        {"start": date(1999, 6, 1), "end": date(1999, 6, 1)},
    ],
)
def test_days_that_cannot_be_are_refused(
    changes: dict[str, Any], house: House, administrator: Person
) -> None:
    known = {
        "name": "x",
        "start": date(2026, 6, 15),
        "end": date(2026, 6, 15),
        "by": administrator,
        "on": TODAY,
    }
    with pytest.raises(NotPossible):
        operations.add_days(council=house.council, kind=DaysKind.HOLIDAY, **known | changes)


def test_the_same_days_twice_are_refused(house: House, administrator: Person) -> None:
    known: dict[str, Any] = {
        "council": house.council,
        "kind": DaysKind.HOLIDAY,
        "name": "x",
        "by": administrator,
    }
    known |= {"start": date(2026, 6, 15), "end": date(2026, 6, 15), "on": TODAY}
    operations.add_days(**known)
    with pytest.raises(NotPossible):
        operations.add_days(**known)


def test_rules_are_the_administrators_of_that_council(house: House, administrator: Person) -> None:
    known: dict[str, Any] = {"code": "H-1", "because": "x", "is_on": False, "on": TODAY}
    for by in (house.worker, house.lead, house.manager):
        with pytest.raises(MayNot):
            operations.set_rule(council=house.council, by=by, **known)
    with pytest.raises(NotHereOrNotYours):
        operations.set_rule(council=house.neighbour, by=administrator, **known)
    assert not RuleSetting.objects.exists()
    operations.set_rule(council=house.council, by=administrator, **known)
    (entry,) = Entry.objects.filter(verb="rule.set")
    assert (entry.actor_id, entry.council_id) == (administrator.account_id, house.council.pk)


def test_children_from_before_are_asked_about_every_row_by_the_job(house: House) -> None:
    """The upgrade leaves it to the worker, for each council."""
    child, theirs = house.placed(), house.neighbours_child()
    before = sorted(Duty.objects.values_list("child", "code", "due_at", "is_open"))
    Duty.objects.exclude(code__in=("V-1", "REV-1")).delete()
    migration = import_module("steadyhand.contexts.cases.migrations.0011_ask_the_whole_timetable")
    migration.ask_again(apps, None)
    assert tasks.recompute_changed(on=TODAY) == 2
    assert sorted(Duty.objects.values_list("child", "code", "due_at", "is_open")) == before
    assert {row[0] for row in before} == {child.pk, theirs.pk}
    assert tasks.recompute_changed(on=TODAY) == 0
