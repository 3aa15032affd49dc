"""What each happening is asked, against the list of happenings and what the timetable reads."""

from __future__ import annotations

import re

import pytest

from steadyhand.contexts.cases.models import Event
from steadyhand.contexts.cases.states.details import DETAILS, Needs
from steadyhand.contexts.cases.states.happenings import HAPPENINGS, Topic
from steadyhand.engines.timescales import RULES

LISTED = {kind for named in HAPPENINGS.values() for kind in named}


def named_by(code: str) -> set[str]:
    """The happenings that start a row, or meet it."""
    rule = RULES[code]
    words = f"{rule.trigger_event} {rule.met_by} {rule.due_rule}".replace(",", " ").split()
    return {"police_protection_end", "secure_end"} & LISTED & _ends(code) | {
        each for each in words if each in LISTED
    }


def _ends(code: str) -> set[str]:
    return {"EX-2": {"police_protection_end"}, "SEC-1": {"secure_end"}}.get(code, set())


def test_every_happening_is_in_the_table_and_nothing_else() -> None:
    assert set(DETAILS) == LISTED


def test_where_hours_count_the_time_is_asked() -> None:
    in_hours = {code for code, rule in RULES.items() if re.search(r"P\d+H", rule.due_rule)}
    assert in_hours == {"M-4", "SEC-1", "EX-2"}
    for code in in_hours:
        for kind in named_by(code):
            assert DETAILS[kind].time, f"{code} counts hours and {kind} is not asked its time"
    assert all(
        DETAILS[kind].time for kind in ("missing_start", "fewer_visits_agreed", "fewer_visits_declined")
    )


def test_what_meets_a_row_of_a_placement_says_which_home() -> None:
    for code, rule in RULES.items():
        if rule.trigger_event.startswith("placement"):
            for kind in named_by(code) - {"placement_proposed"}:
                assert DETAILS[kind].home, f"{code} is about one placement and {kind} is not asked which"
    assert all(DETAILS[kind].home for kind in HAPPENINGS[Topic.HOME])


def test_what_ends_with_a_no_can_say_so() -> None:
    ended = {kind for kind, details in DETAILS.items() if details.ended}
    assert {"health_assessment", "dental_check", "immunised", "return_interview", "contact"} <= ended
    assert not ended & set(HAPPENINGS[Topic.COURT]), "a court does not say no by not coming"


def test_an_extension_says_until_when() -> None:
    extended = {kind for kind in LISTED if kind.endswith("_extended")}
    assert {kind for kind, details in DETAILS.items() if details.until is not Needs.NO} == extended | {
        "dol_order_made"
    }
    assert DETAILS["care_proceedings_extended"].until is Needs.MUST, "without its day it moves nothing"


@pytest.mark.parametrize("kind", sorted(LISTED))
def test_what_is_asked_has_words_and_fits_its_column(kind: str) -> None:
    details = DETAILS[kind]
    for name, choices in (("by_whom", details.by), ("sort", details.sort)):
        longest = Event._meta.get_field(name).max_length
        assert all(value and words and len(value) <= longest for value, words in choices)
        assert not choices or details.labels[name]
    assert not (details.sort and details.free_sort)
