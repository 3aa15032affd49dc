"""The list of what can happen, against the timetable's names."""

from __future__ import annotations

import pytest

from steadyhand.contexts.cases.permissions.parts import part_of_event, part_of_rule
from steadyhand.contexts.cases.permissions.table import Part
from steadyhand.contexts.cases.policies import HAPPENINGS as NAMES
from steadyhand.contexts.cases.states.happenings import HAPPENINGS, topic_of, words_of_event
from steadyhand.engines.timescales import RULES


def test_each_happening_of_the_timetable_is_in_the_list_once_and_nothing_else_is() -> None:
    listed = [name for named in HAPPENINGS.values() for name in named]
    assert len(listed) == len(set(listed))
    assert set(listed) ^ (NAMES - {"date_of_death"}) == set()


def test_each_is_said_in_words_of_its_own() -> None:
    words = [words_of_event(name) for named in HAPPENINGS.values() for name in named]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("health_assessment", Part.HEALTH),
        ("pep_reviewed", Part.EDUCATION),
        ("pathway_plan_made", Part.PLANS),
        ("missing_start", Part.NOTES),
        ("fewer_visits_agreed", Part.NOTES),
        ("stage1_reply_sent", Part.COMPLAINTS),
    ],
)
def test_a_happening_is_written_by_the_writers_of_its_part(name: str, part: Part) -> None:
    assert part_of_event(name) is part
    assert topic_of(name)


def test_no_row_tells_of_visits_to_who_may_not_read_of_them() -> None:
    for code, rule in RULES.items():
        if rule.met_by.startswith("visit") or "last_visit" in rule.due_rule:
            assert part_of_rule(code) is Part.NOTES, code


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("H-1", Part.HEALTH),
        ("E-3", Part.EDUCATION),
        ("CO-2", Part.COMPLAINTS),
        ("V-1", Part.NOTES),
        ("M-4", Part.NOTES),
        ("EX-1", Part.NOTES),
        ("REV-2", Part.PLANS),
        ("AD-1", Part.NOTES),
        ("LC-7", Part.NOTES),
        ("LC-8", Part.NOTES),
        ("LC-9", Part.NOTES),
        ("LC-4", Part.PLANS),
    ],
)
def test_a_row_is_shown_to_the_readers_of_its_part(code: str, part: Part) -> None:
    assert part_of_rule(code) is part
