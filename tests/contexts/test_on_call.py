"""What somebody on call may read: notes of the last 30 days, and of health and school what is marked for them."""

from __future__ import annotations

from contexts.builders import House, at, days
from contexts.test_visibility import window
from steadyhand.contexts.cases import loaders, operations
from steadyhand.contexts.cases.loaders.happenings import happenings
from steadyhand.contexts.cases.permissions.table import Relationship
from steadyhand.contexts.cases.states import WindowKind
from steadyhand.contexts.cases.states.happenings import words_of_event
from steadyhand.contexts.organisations.models import Person


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
