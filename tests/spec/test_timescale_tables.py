"""The clock answers as its tables say, and the tables leave nothing out."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from spec.tables import HEADINGS, Case, as_markdown, life, row
from spec.timescale_never import NEVER
from spec.timescale_pages import CASES, PAGES, manual
from steadyhand.engines.timescales import RULES, Answer, Outcome, answers
from steadyhand.engines.timescales.conditions import Situation
from steadyhand.engines.timescales.course import Course
from steadyhand.engines.timescales.duties import CARRIED_OUT
from steadyhand.engines.timescales.life import Life

ONE_DAY = timedelta(days=1)
MANUAL = Path(__file__).parents[2] / "docs" / "reference" / "timescales"
SHOWN = {(code, answer) for case in CASES for _, code, answer, *_ in case.rows()}


@cache
def answered(case: Case) -> tuple[tuple[str, Answer], ...]:
    """The day asked and the answer, for each row of the table."""
    facts = life(case.life)
    return tuple(
        (on, answer)
        for on, code, *_ in case.rows()
        for answer in answers(facts, on=date.fromisoformat(on), codes=[code])
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.says)
def test_answers_as_the_table_says(case: Case) -> None:
    assert [row(on, answer) for on, answer in answered(case)] == case.rows()


def test_every_row_of_the_law_is_in_a_table() -> None:
    assert {code for code, _ in SHOWN} == set(RULES) == set(CARRIED_OUT)
    assert len(RULES) == 113


def test_every_answer_each_row_can_give_is_in_a_table() -> None:
    never = set[tuple[str, str]]().union(*(each.pairs() for each in NEVER))
    possible = {(code, outcome.words) for code in RULES for outcome in Outcome} - never
    assert possible - SHOWN == set()
    assert SHOWN - possible == set()


def test_every_condition_is_shown_on_both_sides() -> None:
    holds, fails = set(), set()
    for case in CASES:
        for on, answer in answered(case):
            for name, value in told(answer):
                (holds if value == "yes" else fails).add((answer.code, name))
            if ("begun", "no") in told(answer):
                day = date.fromisoformat(on)
                fails |= {(answer.code, name) for name in failing(Life(life(case.life)), answer.code, day)}
    conditions = [(code, condition) for code, duty in CARRIED_OUT.items() for condition in duty.conditions]
    assert {(code, condition.name) for code, condition in conditions} - holds == set()
    assert {
        (code, condition.name) for code, condition in conditions if not condition.certain
    } - fails == set()
    assert {(code, condition.name) for code, condition in conditions if condition.certain} & fails == set()


def told(answer: Answer) -> Iterator[tuple[str, str]]:
    """What the answer says about conditions: name, and yes or no."""
    for reason in answer.trail:
        if reason.code in ("applies", "not-applicable"):
            yield from reason.facts


def failing(child: Life, code: str, day: date) -> Iterator[str]:
    """The conditions that keep a row silent while no clock of it runs: those that do not hold on the day."""
    for condition in CARRIED_OUT[code].conditions:
        if condition.certain:
            continue
        if condition.test(Situation(child, Course("none", day), day, RULES)).value is False:
            yield condition.name


def test_the_first_day_of_each_row_is_shown_and_the_day_before() -> None:
    eve, first = set(), set()
    for case in CASES:
        for on, answer in answered(case):
            since = RULES[answer.code].valid_from
            day = date.fromisoformat(on)
            if since is not None and day == since - ONE_DAY and ("in_force", "no") in told(answer):
                eve.add(answer.code)
            if day == since and answer.answer is not Outcome.NOT_APPLICABLE:
                first.add(answer.code)
    dated = {code for code, rule in RULES.items() if rule.valid_from}
    assert dated - eve == set()
    assert dated - first == set()


def test_the_tables_read_as_a_manual() -> None:
    for page in PAGES:
        text = as_markdown(page.TITLE, page.CASES)
        assert text.startswith(f"# {page.TITLE}\n")
        assert text.count("| " + " | ".join(HEADINGS) + " |") == len(page.CASES)
        assert len({case.says for case in page.CASES}) == len(page.CASES)


def test_the_manual_is_these_tables() -> None:
    """`make docs` writes it again."""
    assert {path.name: path.read_text(encoding="utf-8") for path in MANUAL.glob("*")} == dict(manual())
