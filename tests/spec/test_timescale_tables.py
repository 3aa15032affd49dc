"""The clock answers as its tables say, and the tables leave nothing out."""

from datetime import date

import pytest

from spec import timescale_reviews, timescale_visits
from spec.tables import HEADINGS, Case, as_markdown, life, row
from steadyhand.engines.timescales import Outcome, answers, carried_out
from steadyhand.engines.timescales.conditions import CONDITIONS
from steadyhand.engines.timescales.duties import CARRIED_OUT

PAGES = (timescale_visits, timescale_reviews)
CASES = [case for page in PAGES for case in page.CASES]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.says)
def test_answers_as_the_table_says(case: Case) -> None:
    facts = life(case.life)
    for expected in case.rows():
        on, code = expected[:2]
        (answer,) = answers(facts, on=date.fromisoformat(on), codes=[code])
        assert row(on, answer) == expected


def test_every_answer_each_row_can_give_is_in_a_table() -> None:
    shown = {(code, answer) for case in CASES for _, code, answer, *_ in case.rows()}
    once = [code for code, duty in CARRIED_OUT.items() if duty.once]
    chains = carried_out().difference(once)
    possible = {(code, outcome.words) for code in once for outcome in Outcome}
    possible |= {
        (code, outcome.words)
        for code in chains
        for outcome in Outcome
        if outcome not in (Outcome.DONE_ON_TIME, Outcome.DONE_LATE)  # a chain then answers with its next link
    }
    assert possible - shown == set()
    assert shown - possible == set()


def test_every_condition_is_shown_on_both_sides() -> None:
    holds, fails = set(), set()
    for case in CASES:
        for on, code, *_ in case.rows():
            (answer,) = answers(life(case.life), on=date.fromisoformat(on), codes=[code])
            for reason in answer.trail:
                for name, value in reason.facts:
                    if name in CONDITIONS:
                        (holds if value == "yes" else fails).add((code, name))
    wanted = {(code, condition.name) for code, duty in CARRIED_OUT.items() for condition in duty.conditions}
    assert wanted - holds == set()
    assert wanted - fails == set()


def test_the_tables_read_as_a_manual() -> None:
    for page in PAGES:
        text = as_markdown(page.TITLE, page.CASES)
        assert text.startswith(f"# {page.TITLE}\n")
        assert text.count("| " + " | ".join(HEADINGS) + " |") == len(page.CASES)
