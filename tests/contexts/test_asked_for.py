"""What is asked of somebody, and when it is late: the same on every page, in every calendar and in every number."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from contexts.builders import TODAY, House, at, days
from steadyhand.contexts.cases import gather, operations, queries
from steadyhand.contexts.cases.gather import WorkedOut
from steadyhand.contexts.cases.loaders import child_file, child_now, practice_list, working_day
from steadyhand.contexts.cases.loaders.calendar import (
    calendar_asked_for,
    child_falling_due,
    counted,
    falling_due,
    fed,
)
from steadyhand.contexts.cases.loaders.happenings import Follows, choose_happening
from steadyhand.contexts.cases.loaders.rules import Stands, _stands
from steadyhand.contexts.cases.loaders.timetable import opened, timetable_of, to_explain
from steadyhand.contexts.cases.models import Child, Duty
from steadyhand.contexts.cases.policies import OF_ONE_OCCASION, NotPossible
from steadyhand.contexts.cases.states import DaysKind, LateBecause, NotAlone, Outcome
from steadyhand.engines.timescales import RULES
from steadyhand.web import happened
from steadyhand.web.calendar.kinds import kind_of, on_a_phone
from steadyhand.web.calendar.things import things
from steadyhand.web.child.timetable_rows import LATE, NEXT, OVER, Row, groups, past
from steadyhand.web.duty_rows import rows

VISITED = TODAY - days(2)
YEAR = days(366)


def everywhere(house: House, child: Child) -> dict[str, set[str]]:
    """The rows that each page, calendar and number tells of, by where."""
    worker, lead = house.standing(house.worker), house.standing(house.lead)
    now = child_now(child_file(worker, child.ref), on=TODAY, story_since=TODAY, until=TODAY + YEAR)
    span = {"start": TODAY - YEAR, "end": TODAY + YEAR, "late_too": True}
    of_many = counted(
        lead, calendar_asked_for(lead), counted_from=TODAY - YEAR, counted_to=TODAY + YEAR,
        listed_from=TODAY - YEAR, listed_to=TODAY + YEAR,
    )  # fmt: skip
    return {
        "today": {duty.code for duty in working_day(worker, on=TODAY, until=TODAY + YEAR).duties},
        "practice": {duty.code for duty in practice_list(lead, on=TODAY, until=TODAY + YEAR).duties},
        "child": {duty.code for duty in now.duties},
        "calendar": {duty.code for duty in falling_due(worker, calendar_asked_for(worker), **span).duties},
        "child's calendar": {
            duty.code for duty in child_falling_due(child_file(worker, child.ref), **span).duties
        },
        "chart": {code for codes in of_many.days.values() for code in codes},
        "list": {duty.code for duty in of_many.page},
        "feed": {code for _, code, _ in fed(worker)},
        "asked for": {duty.code for duty in queries.open_duties([child.pk])},
    }


def not_alone(house: House, child: Child) -> None:
    house.visit(child, VISITED, seen=[operations.Seen(child, True, False, NotAlone.CHILD_SAID_NO)])


def test_a_visit_of_today_with_its_reason_asks_nothing_either(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day - days(2))
    house.visit(child, house.day, seen=[operations.Seen(child, True, False, NotAlone.CHILD_SAID_NO)])
    duty = Duty.objects.get(child=child, code="V-12")
    assert duty.is_open
    assert not duty.explained
    assert "V-12" not in {each.code for each in queries.open_duties([child.pk])}
    worker = house.standing(house.worker)
    assert "V-12" not in {each.code for each in working_day(worker, on=house.day, until=house.day).duties}
    found = groups(timetable_of(opened(worker, child.ref), on=house.day), house.day)
    assert [row.code for row in found[OVER]] == ["V-12"]


def test_a_visit_at_which_a_child_was_not_seen_alone_for_a_reason_is_asked_of_nobody(house: House) -> None:
    child = house.placed(since=VISITED)
    not_alone(house, child)
    duty = Duty.objects.get(child=child, code="V-12")
    assert duty.is_open
    assert duty.explained
    for where, codes in everywhere(house, child).items():
        assert "V-12" not in codes, where
        assert codes, where
    found = timetable_of(opened(house.standing(house.worker), child.ref), on=TODAY)
    (row,) = groups(found, TODAY)[OVER]
    assert (row.code, row.explained) == ("V-12", "Explained: the reason is on record with the visit.")
    assert "V-12" not in {row.code for row in groups(found, TODAY)[LATE]}
    visits = past(found, TODAY).counted["Visits"]
    assert (visits.late, visits.explained) == (0, 0)


def test_one_without_a_reason_stays_and_is_never_a_visit_that_is_late(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = house.placed()
    visit = gather._visit  # a record keeps no visit without it: this is one that came from elsewhere
    monkeypatch.setattr(
        gather, "_visit", lambda at, seen, alone, because, *who: visit(at, seen, alone, "", *who)
    )
    not_alone(house, child)
    for where, codes in everywhere(house, child).items():
        assert "V-12" in codes, where
    duty = queries.open_duties([child.pk]).get(code="V-12")
    identities = queries.identities([child.pk])
    (row,) = rows([duty], identities=identities, today=TODAY)
    (thing,) = things([duty], identities, today=TODAY)
    found = timetable_of(opened(house.standing(house.worker), child.ref), on=TODAY)
    (on_timetable,) = (row for row in groups(found, TODAY)[LATE] if row.code == "V-12")
    assert row.what == thing.what == "Robin seen alone on 8 Jun: not said why not"
    assert on_timetable.what == "Seen alone on 8 Jun: not said why not"
    assert row.when == thing.when == on_timetable.when == "Not said"
    assert kind_of("V-12") != "Visit"
    assert on_a_phone("V-12") == "Other"


def test_what_belongs_to_one_occasion_is_on_the_timetable_and_cannot_be_done_after_it() -> None:
    assert set(OF_ONE_OCCASION) < set(RULES)
    assert RULES["V-12"].due_rule == "by visit"
    assert RULES["REV-6"].due_rule == "before review_held"


def test_explained_is_over_for_these_rows_alone(house: House) -> None:
    child = house.placed()
    Duty.objects.filter(child=child).delete()
    Duty.objects.bulk_create(
        Duty(
            child=child, council=house.council, code=code, anchor="x", number=1, started_on=TODAY - days(20),
            due_at=VISITED, is_open=True, explained=True,
        ) for code in RULES
    )  # fmt: skip
    asked = set(queries.asked_for().filter(child=child).values_list("code", flat=True))
    assert asked == set(RULES) - OF_ONE_OCCASION
    says = WorkedOut(TODAY - days(20), VISITED, None, None, True, False, True, False, [])
    for code in RULES:
        over = Stands.NOT_ASKED if code in OF_ONE_OCCASION else Stands.EXPLAINED
        assert _stands(code, says, TODAY).stands is over, code


# Limits in hours. Another day than today is looked at as at noon.


def back(house: House, child: Child, came_back: datetime) -> None:
    for kind, moment in (("missing_start", came_back - days(1)), ("missing_end", came_back)):
        operations.record_event(child=child, kind=kind, at=moment, by=house.worker, on=TODAY)


def told(house: House, child: Child) -> tuple[Any, Any, str, Row]:
    """The return interview as Today, the calendar, and the timetable tell of it."""
    duty = queries.open_duties([child.pk]).get(code="M-4")
    identities = queries.identities([child.pk])
    found = timetable_of(opened(house.standing(house.worker), child.ref), on=TODAY)
    groups_now = groups(found, TODAY)
    ((group, row),) = ((name, row) for name, rows in groups_now.items() for row in rows if row.code == "M-4")
    (on_today,) = rows([duty], identities=identities, today=TODAY)
    (in_calendar,) = things([duty], identities, today=TODAY)
    return on_today, in_calendar, group, row


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages are looked at on TODAY, at noon."""
    from django.utils import timezone

    monkeypatch.setattr(timezone, "localdate", lambda value=None, zone=None: (
        timezone.localtime(value).date() if value else TODAY))  # fmt: skip
    monkeypatch.setattr("steadyhand.contexts.cases.policies.moment_of", lambda on: at(on, 12))
    monkeypatch.setattr("steadyhand.contexts.cases.queries.moment_of", lambda on: at(on, 12))
    monkeypatch.setattr("steadyhand.web.child.timetable_rows.moment_of", lambda on: at(on, 12))


@pytest.mark.usefixtures("noon")
def test_what_is_due_within_hours_is_late_once_they_are_over(house: House) -> None:
    child = house.placed(since=TODAY - days(30))
    back(house, child, at(TODAY - days(3), 7, 5))
    on_today, in_calendar, group, row = told(house, child)
    assert group == LATE
    for each in (on_today, in_calendar, row):
        assert (each.when, each.when_more) == ("Late", "was due today at 7:05am")
    assert on_today.is_late
    assert in_calendar.is_late
    assert row.explain_url
    lead = house.standing(house.lead)
    seen = counted(
        lead, calendar_asked_for(lead), counted_from=TODAY, counted_to=TODAY, listed_from=None, listed_to=TODAY
    )  # fmt: skip
    assert "M-4" in {duty.code for duty in seen.page}
    page = to_explain(house.standing(house.worker), child.ref, "M-4", TODAY)
    assert page.late is not None
    assert page.late.due_by == at(TODAY, 7, 5)
    explain(house, child, "M-4", TODAY)
    on_today, in_calendar, group, row = told(house, child)
    assert group == LATE
    assert "waiting for somebody outside" in row.explained
    assert "Late, and explained: waiting for somebody outside." in on_today.why
    assert in_calendar.when == "Late, and explained"


@pytest.mark.usefixtures("noon")
def test_until_then_it_is_due_by_that_hour_and_not_late(house: House) -> None:
    child = house.placed(since=TODAY - days(30))
    back(house, child, at(TODAY - days(3), 23, 30))
    on_today, in_calendar, group, row = told(house, child)
    assert group == NEXT
    for each in (on_today, in_calendar, row):
        assert (each.when, each.when_more) == ("Today", "by 11:30pm")
    assert not on_today.is_late
    assert not in_calendar.is_late
    assert row.explain_url == ""
    steps = " ".join(text for _, text in row.steps)
    assert "Not done yet: its time ends today at 11:30pm." in steps
    assert "Not done by the date due" not in steps
    assert to_explain(house.standing(house.worker), child.ref, "M-4", TODAY).late is None
    with pytest.raises(NotPossible):
        explain(house, child, "M-4", TODAY)


@pytest.mark.usefixtures("noon")
def test_what_follows_from_coming_back_is_told_with_its_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(happened, "moment_of", lambda on: at(on, 12))
    for hour, words in (
        (7, "was due by Wednesday 10 June, 7am."),
        (23, "is due by Wednesday 10 June, 11pm."),
    ):
        follows = Follows("M-4", TODAY, at(TODAY, hour), False, True)
        assert happened._follows(follows, "missing_end", TODAY).endswith(words)


# Explained, and moved since


def explain(house: House, child: Child, code: str, due: date) -> None:
    operations.explain(
        child=child, code=code, due_on=due, reason=LateBecause.OTHERS, text="The school was shut.",
        decided_by=house.lead, decided_on=TODAY, by=house.worker, on=TODAY,
    )  # fmt: skip


def test_why_it_was_late_is_shown_when_its_day_has_moved(house: House) -> None:
    child = house.placed(since=TODAY - days(60))
    due = Duty.objects.get(child=child, code="PP-1", is_open=True).due_at
    assert due is not None
    explain(house, child, "PP-1", due)
    operations.add_days(
        council=house.council, kind=DaysKind.HOLIDAY, name="Founders’ day", start=due - days(1),
        end=due - days(1), by=house.administrator, on=TODAY,
    )  # fmt: skip
    moved = queries.open_duties([child.pk]).get(code="PP-1")
    assert moved.due_at is not None
    assert moved.due_at > due
    assert (moved.moved_from, moved.moved_because) == (due, LateBecause.OTHERS)
    words = f"Explained for {due.day} {due:%B}, before the day moved: waiting for somebody outside."
    (row,) = rows([moved], identities=queries.identities([child.pk]), today=TODAY)
    assert row.why.startswith(words)
    found = timetable_of(opened(house.standing(house.worker), child.ref), on=TODAY)
    (late,) = (row for row in groups(found, TODAY)[LATE] if row.code == "PP-1")
    assert (late.explained, late.told) == (words, "The school was shut.")
    assert late.decided.startswith(house.lead.name)
    assert late.explain == "Explain", "anew: the day before is another"
    assert str(moved.due_at) in late.explain_url
    explain(house, child, "PP-1", moved.due_at)
    again = queries.open_duties([child.pk]).get(code="PP-1")
    (row,) = rows([again], identities=queries.identities([child.pk]), today=TODAY)
    assert row.why.startswith("Late, and explained")


def test_what_was_explained_of_a_visit_before_is_not_told_of_the_next(house: House) -> None:
    child = house.placed(since=TODAY - days(60))
    due = Duty.objects.get(child=child, code="V-1", is_open=True).due_at
    assert due is not None
    explain(house, child, "V-1", due)
    house.visit(child, TODAY - days(20))
    for duty in queries.open_duties([child.pk]):
        assert duty.moved_from is None, duty.code
    found = timetable_of(opened(house.standing(house.worker), child.ref), on=TODAY)
    assert "before the day moved" not in str(groups(found, TODAY))


# What goes on until its day


def test_a_record_is_not_destroyed_before_its_day_and_nobody_is_asked_to(house: House) -> None:
    child = house.placed()
    kept = Duty.objects.get(child=child, code="REC-1", is_open=True)
    assert kept.due_at == date(2090, 3, 14)
    destroyed: dict[str, Any] = {
        "child": child, "kind": "record_destroyed", "at": at(TODAY), "timed": False, "by": house.worker,
    }  # fmt: skip
    for day in (TODAY, date(2090, 3, 13)):
        with pytest.raises(NotPossible, match="be kept until 14 March 2090") as refusal:
            operations.record_event(**destroyed | {"at": at(day), "on": day})
        assert refusal.value.field == "at"
    page = choose_happening(house.standing(house.worker), child.ref)
    assert "record_destroyed" not in page.asked_for
    assert "staying_put_end" not in page.asked_for
    assert page.asked_for
    other = operations.record_event(**destroyed | {"kind": "care_plan_written", "on": TODAY})
    with pytest.raises(NotPossible, match="be kept until"):
        operations.correct_event(event=other, by=house.worker, on=TODAY, kind="record_destroyed")
    last = date(2090, 3, 14)
    assert operations.record_event(**destroyed | {"at": at(last), "on": last}).pk


def test_one_that_was_is_told_without_a_number_and_can_be_taken_off(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = house.placed()
    with monkeypatch.context() as patch:  # on record from before it was refused
        patch.setattr(operations.timetable, "check_destroyed", lambda *says, **more: None)
        event = operations.record_event(
            child=child, kind="record_destroyed", at=at(TODAY), timed=False, by=house.worker, on=TODAY
        )
    found = timetable_of(opened(house.standing(house.worker), child.ref), on=TODAY)
    (row,) = (row for row in groups(found, TODAY)[LATE] if row.code == "REC-1")
    assert (row.when, row.when_more) == ("Ended too early", "to last until 14 Mar 2090")
    assert row.explain_url == ""
    operations.correct_event(event=event, by=house.worker, on=TODAY, outcome=Outcome.NOT_DONE)
    found = timetable_of(opened(house.standing(house.worker), child.ref), on=TODAY)
    assert "REC-1" not in {row.code for row in groups(found, TODAY)[LATE]}
    lines = [row.when + row.when_more for rows in groups(found, TODAY).values() for row in rows]
    assert not [line for line in lines if line.startswith("-")]
