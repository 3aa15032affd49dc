"""What somebody on call may read: notes of the last 30 days, and of health and school what is marked for them."""

from __future__ import annotations

import pytest

from contexts.builders import House, at, days
from contexts.test_visibility import window
from steadyhand.contexts.cases import loaders, operations
from steadyhand.contexts.cases.loaders.happenings import (
    happening_to_put_right,
    happenings,
    name_of,
    saved_happening,
)
from steadyhand.contexts.cases.loaders.timetable import opened, timetable_of
from steadyhand.contexts.cases.permissions.table import Relationship
from steadyhand.contexts.cases.states import WindowKind
from steadyhand.contexts.cases.states.happenings import words_of_event
from steadyhand.contexts.organisations.models import Person
from steadyhand.engines.timescales.calendar import day_of
from steadyhand.foundations.access.refusals import NotHereOrNotYours


def test_on_call_reads_notes_of_the_last_30_days(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day - days(90))
    for back in (60, 31, 29, 1):
        house.visit(child, house.day - days(back))
        operations.write_note(
            child=child, at=at(house.day - days(back)), text=f"{back}", by=house.worker, on=house.day
        )
    window(house, WindowKind.ON_CALL, child=child)

    def read(of: Person) -> tuple[list[str], int]:
        file = loaders.child_file(house.standing(of), child.ref)
        now = loaders.child_now(file, on=house.day, story_since=house.day - days(365))
        return sorted(note.text for note in now.written), len(now.visits)

    assert read(house.second) == (["1", "29"], 2)
    assert read(house.worker) == (["1", "29", "31", "60"], 4)
    window(house, WindowKind.COVER, child=child)
    assert read(house.second) == (["1", "29", "31", "60"], 4), "covering reads all"


def test_on_call_reads_no_more_of_health_and_school_than_what_is_marked_for_it(house_today: House) -> None:
    """Needs, allergies and medicines; the school: nothing on record is marked so yet."""
    house = house_today
    child = house.placed(since=house.day - days(90))
    for kind in ("dental_check", "pep_reviewed", "missing_start"):
        operations.record_event(
            child=child, kind=kind, at=at(house.day - days(5)), timed=False, by=house.worker, on=house.day
        )
    window(house, WindowKind.ON_CALL, child=child)

    def read(of: Person) -> tuple[set[str], set[str]]:
        file = loaders.child_file(house.standing(of), child.ref)
        now = loaders.child_now(file, on=house.day, story_since=house.day - days(365))
        page = happenings(house.standing(of), child.ref)
        return {row.title for row in now.written}, {each.row.kind for each in page.told}

    everything = {"dental_check", "pep_reviewed", "missing_start"}
    assert read(house.worker) == ({words_of_event(kind) for kind in everything}, everything)
    assert read(house.second) == ({words_of_event("missing_start")}, {"missing_start"})


def test_what_is_older_than_30_days_is_neither_opened_nor_put_right_nor_told_by_the_timetable(
    house_today: House,
) -> None:
    house = house_today
    child = house.placed(since=house.day - days(120))
    rows = {
        back: operations.record_event(
            child=child, kind=kind, at=at(house.day - days(back)), timed=False, by=house.worker, on=house.day
        )
        for back, kind in (
            (90, "missing_start"),
            (88, "missing_end"),
            (70, "return_interview"),
            (5, "missing_start"),
        )
    }
    house.visit(child, house.day - days(60))
    window(house, WindowKind.ON_CALL, child=child)
    on_call = house.standing(house.second)
    with pytest.raises(NotHereOrNotYours):
        happening_to_put_right(on_call, child.ref, name_of(rows[90]))
    with pytest.raises(NotHereOrNotYours):
        operations.correct_event(event=rows[90], outcome="not_done", by=house.second, on=house.day)
    assert saved_happening(on_call, child.ref + name_of(rows[90])) is None
    assert saved_happening(house.standing(house.worker), child.ref + name_of(rows[90])) is not None
    assert happening_to_put_right(on_call, child.ref, name_of(rows[5]))[1] == rows[5]
    operations.correct_event(event=rows[5], outcome="not_done", by=house.second, on=house.day)

    def told(of: Person) -> set[str]:
        found = timetable_of(opened(house.standing(of), child.ref), on=house.day - days(80))
        return {answer.code for answer in found.answers} & {"M-3", "M-4", "V-1"}

    assert told(house.worker) == {"M-3", "M-4", "V-1"}
    links = timetable_of(opened(on_call, child.ref), on=house.day).answers
    since = house.day - days(30)
    done = {link.done for answer in links for link in answer.links if answer.code[0] in "MV" and link.done}
    assert all(day_of(each) >= since for each in done)
    assert "V-1" not in told(house.second)
    assert timetable_of(opened(on_call, child.ref), on=house.day - days(80)).on == since
    assert "M-4" not in told(house.second)


def test_on_call_and_inspecting_the_body_opens_no_older_notes(house_today: House) -> None:
    """An inspection opens notes of named files alone, so of another child it adds nothing to being on call."""
    house = house_today
    child = house.placed(since=house.day - days(90))
    house.visit(child, house.day - days(60))
    window(house, WindowKind.ON_CALL, child=child)
    window(house, WindowKind.INSPECTION, body=house.council)

    def visits() -> int:
        file = loaders.child_file(house.standing(house.second), child.ref)
        assert Relationship.INSPECTOR in file.tie.relationships
        return len(loaders.child_now(file, on=house.day, story_since=house.day - days(365)).visits)

    assert visits() == 0
    window(house, WindowKind.INSPECTION, child=child)
    assert visits() == 1, "a named file is read whole"
