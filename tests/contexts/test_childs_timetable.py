"""Everything the law asks for one child: for whom, by which facts, and why something is late as far as each may know."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contexts.builders import PLACED, TODAY, House, at, days, person
from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases.loaders import child_file, child_now, practice_list, working_day
from steadyhand.contexts.cases.loaders.timetable import ChildsTimetable, Why, opened, timetable_of, to_explain
from steadyhand.contexts.cases.models import Child, Duty
from steadyhand.contexts.cases.states import AllocationRole, LateBecause
from steadyhand.contexts.organisations.models import Person
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.engines.timescales import Outcome
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.audit.models import Entry


def seen_by(house: House, who: Person, child: Child, on: date = TODAY) -> ChildsTimetable:
    return timetable_of(opened(house.standing(who), child.ref), on=on)


def answers(found: ChildsTimetable) -> dict[str, Outcome]:
    return {answer.code: answer.answer for answer in found.answers}


@pytest.fixture
def child(house: House) -> Child:
    return house.placed(since=TODAY - days(60))


def due_of(child: Child, code: str) -> date:
    due = Duty.objects.get(child=child, code=code, is_open=True).due_at
    assert due is not None
    return due


def explained(house: House, child: Child, **known: Any) -> date:
    due = due_of(child, "H-1")
    says = {"reason": LateBecause.RISK, "text": "Her father waited outside 3 Kittiwake Drive."}
    who = {"decided_by": house.lead, "decided_on": TODAY, "by": house.worker, "on": TODAY}
    operations.explain(child=child, code="H-1", due_on=due, **says | who | known)
    return due


def test_what_is_stored_and_what_is_worked_out_agree(house: House, child: Child) -> None:
    found = seen_by(house, house.worker, child)
    asked = {
        code for code, outcome in answers(found).items() if outcome.value in {"due", "late", "cannot_tell"}
    }
    assert asked == set(Duty.objects.filter(child=child, is_open=True).values_list("code", flat=True))
    assert answers(found)["H-1"] is Outcome.LATE


def test_the_read_is_on_record(house: House, child: Child) -> None:
    seen_by(house, house.worker, child)
    assert Entry.objects.filter(verb="timetable.opened", subject_id=str(child.pk)).count() == 1
    with pytest.raises(NotHereOrNotYours):
        opened(house.standing(house.quayside_worker), child.ref)


def test_a_row_is_for_readers_of_its_part(house: House, child: Child) -> None:
    head = person("Bea Okell", RoleKind.VIRTUAL_SCHOOL_HEAD, house.council)
    nurse = person("Nan Shepherd", RoleKind.DESIGNATED_NURSE, house.council)
    of_head, of_nurse = answers(seen_by(house, head, child)), answers(seen_by(house, nurse, child))
    # a last day tells of what it is counted from: a visit, a return from missing, where contact was refused
    assert {code.partition("-")[0] for code in of_head} == {"E", "REV", "CP"}
    assert {code.partition("-")[0] for code in of_nurse} == {"H", "REV", "CP"}


def test_whoever_may_know_a_name_alone_is_told_nothing(house: House, child: Child) -> None:
    advocate = person("Ada Finch", RoleKind.ADVOCATE, house.council)
    house.allocate(child, advocate, role=AllocationRole.ADVOCATE, start=PLACED)
    assert seen_by(house, advocate, child).answers == ()


def test_so_it_is_on_the_child_s_page_and_on_lists(house: House, child: Child) -> None:
    nurse = person("Nan Shepherd", RoleKind.DESIGNATED_NURSE, house.council)
    file = child_file(house.standing(nurse), child.ref)
    now = child_now(file, on=TODAY, story_since=PLACED, until=TODAY + days(92))
    codes = {duty.code for duty in now.duties}
    assert "H-1" in codes
    assert "E-1" not in codes
    assert not any(duty.unconfirmed for duty in now.duties)
    assert "REC-1" not in codes, "kept for 75 years: nothing for this quarter"
    for list_of in (
        working_day(house.standing(house.worker), on=TODAY, until=TODAY + days(14)),
        practice_list(house.standing(house.lead), on=TODAY, until=TODAY + days(7)),
    ):
        shown = {duty.code for duty in list_of.duties}
        assert {"H-1", "E-1"} <= shown
        assert "PP-3" not in shown, "what cannot be told, beside visits and reviews, is counted"
        assert list_of.untold[child.pk] >= 2
        assert not any(duty.unconfirmed for duty in list_of.duties)


def test_the_reason_is_for_everybody_and_the_rest_for_those_in_the_case(house: House, child: Child) -> None:
    due = explained(house, child)
    reason = LateBecause.RISK
    found = seen_by(house, house.lead, child)
    assert answers(found)["H-1"] is Outcome.LATE_EXPLAINED
    why = (found.why or {})["H-1", due]
    assert (why.reason, why.decided_by, why.decided_on) == (reason, house.lead.name, TODAY)
    assert "Kittiwake" in why.text
    nurse = person("Nan Shepherd", RoleKind.DESIGNATED_NURSE, house.council)
    assert seen_by(house, nurse, child).why == {("H-1", due): Why(reason)}
    (duty,) = (
        duty
        for duty in practice_list(house.standing(house.lead), on=TODAY, until=TODAY).duties
        if duty.code == "H-1"
    )
    assert duty.late_because == reason


def test_a_withheld_home_is_withheld_in_it_too(house: House) -> None:
    home = operations.add_home(
        council=house.council, carers="Ines Varga", phone="", address="3 Kittiwake Drive, Ashdale", postcode="",
        by=house.lead, on=TODAY,
    )  # fmt: skip
    child = house.allocated(since=TODAY - days(60))
    operations.start_care(child=child, start=TODAY - days(60), by=house.worker, on=TODAY)
    house.move(child, TODAY - days(60), home=home, address_withheld=True)
    due = explained(house, child)
    for who, told in ((house.worker, "Kittiwake"), (house.lead, "Kittiwake")):
        assert told in (seen_by(house, who, child).why or {})["H-1", due].text
    colleague = person("Cole Ember", RoleKind.SOCIAL_WORKER, house.oakfield)
    operations.open_in_emergency(
        name="Robin Fairweather",
        date_of_birth=date(2015, 3, 14),
        because="A child is at risk",
        by=colleague,
        on=TODAY,
    )
    text = (seen_by(house, colleague, child).why or {})["H-1", due].text
    assert "Kittiwake" not in text
    assert "[withheld]" in text
    page = to_explain(house.standing(colleague), child.ref, "H-1", due)
    assert page.partly_withheld
    assert "Kittiwake" not in (page.shown.text if page.shown else "")


def test_a_day_of_the_past_is_told_as_it_stood_by_the_facts_of_now(house: House, child: Child) -> None:
    operations.record_event(
        child=child, kind="health_assessment", at=at(TODAY - days(3)), timed=False, by=house.worker, on=TODAY
    )
    due = date(2026, 5, 11)
    assert answers(seen_by(house, house.worker, child, on=due))["H-1"] is Outcome.DUE
    assert answers(seen_by(house, house.worker, child, on=due + days(1)))["H-1"] is Outcome.LATE
    assert answers(seen_by(house, house.worker, child))["H-1"] is Outcome.DONE_LATE


def test_the_council_s_own_timetable_is_asked(house: House, child: Child) -> None:
    administrator = person("Ada Admin", RoleKind.ADMINISTRATOR, house.council)
    operations.set_rule(
        council=house.council, code="H-1", is_on=False, because="Asked elsewhere", by=administrator, on=TODAY
    )
    assert "H-1" not in answers(seen_by(house, house.worker, child))


def test_who_can_have_decided(house: House, child: Child) -> None:
    due = due_of(child, "H-1")
    page = to_explain(house.standing(house.worker), child.ref, "H-1", due)
    names = {each.name for each in page.deciders}
    assert {house.worker.name, house.lead.name} <= names
    assert page.deciders[0] == house.worker
    assert house.quayside_lead.name not in names
    for person_, code, day in (
        (house.quayside_worker, "H-1", due),
        (house.manager, "H-1", due),  # reads, and writes no notes
        (house.worker, "ZZ-9", due),
    ):
        with pytest.raises(NotHereOrNotYours):
            to_explain(house.standing(person_), child.ref, code, day)
    for code, day in (("H-1", due + days(1)), ("LC-1", due)):
        assert to_explain(house.standing(house.worker), child.ref, code, day).late is None


def test_a_timetable_is_few_questions(house: House, child: Child, django_assert_max_num_queries: Any) -> None:
    explained(house, child)
    file = opened(house.standing(house.worker), child.ref)
    with django_assert_max_num_queries(9):
        timetable_of(file, on=TODAY)
