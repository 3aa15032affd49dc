"""A changed timetable makes no row answer anew but those that are said to be in its reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from engines.timescales.lives_of_all_rows import days_of, life_of
from soak.lengths import examples
from steadyhand.engines.timescales import ENGLAND, RULES, Answer, SchoolTerm, answers
from steadyhand.engines.timescales.reach import OF_TERMS, of_dates, of_days

steady = settings(deadline=None, derandomize=True, max_examples=examples(25))
numbers = st.integers(0, 10**9)


def told(found: Iterable[Answer]) -> dict[str, tuple[object, ...]]:
    return {each.code: (each.answer, each.due, each.done, each.missing, each.links) for each in found}


def differ(one: Iterable[Answer], other: Iterable[Answer]) -> set[str]:
    before, after = told(one), told(other)
    return {code for code in RULES if before[code] != after[code]}


@steady
@given(number=numbers)
def test_another_first_or_last_day_of_a_row(number: int) -> None:
    facts, chance = life_of(number), Random(number)
    (on,) = days_of(facts, number, 1)
    before = answers(facts, on=on)
    asked = [each.code for each in before if each.links]
    for code in {*chance.sample(asked, min(3, len(asked))), "V-5", "E-3"}:
        day = on - timedelta(days=chance.randrange(400))
        rule = replace(RULES[code], **{chance.choice(("valid_from", "valid_to")): day})
        after = answers(facts, on=on, rules={**RULES, code: rule})
        assert differ(before, after) <= of_dates(code), code


@steady
@given(number=numbers)
def test_another_bank_holiday(number: int) -> None:
    facts, chance = life_of(number), Random(number)
    (on,) = days_of(facts, number, 1)
    holidays = [on - timedelta(days=chance.randrange(200)) for _ in range(12)]
    kept = [day for day in holidays if ENGLAND.first_year <= day.year <= ENGLAND.last_year]
    calendar = ENGLAND.with_holidays(kept, version="with a few more")
    assert differ(answers(facts, on=on), answers(facts, on=on, calendar=calendar)) <= of_days()


@steady
@given(number=numbers)
def test_other_school_terms(number: int) -> None:
    facts, chance = life_of(number), Random(number)
    (on,) = days_of(facts, number, 1)
    start = on - timedelta(days=chance.randrange(200))
    terms = (SchoolTerm("Another", start, start + timedelta(days=80)),)
    other = replace(facts, school_terms=terms)
    assert differ(answers(facts, on=on), answers(other, on=on)) <= OF_TERMS


def test_every_row_in_reach_is_a_row() -> None:
    assert of_days() | OF_TERMS | of_dates("V-5") <= set(RULES)
