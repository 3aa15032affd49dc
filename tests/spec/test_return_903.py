"""Every rule of the return against its spec cases, and that every rule has cases that fail and that pass."""

from __future__ import annotations

from importlib import import_module

import pytest

from spec.return_903 import Case, cases
from steadyhand.engines import ssda903
from steadyhand.engines.ssda903.rule import ROWS
from steadyhand.engines.ssda903.rules import of_year
from steadyhand.engines.ssda903.year import YEARS, CollectionYear

MODULES = (
    "adoption",
    "asylum",
    "carried_over",
    "episodes",
    "header",
    "health",
    "integrity",
    "leavers",
    "liberty",
    "missing",
    "periods_of_care",
    "placed_for_adoption",
    "placements",
    "places",
    "previous_permanence",
    "providers",
    "reviews",
    "workers",
)
CASES = [case for name in MODULES for case in cases(import_module(f"spec.return_{name}").CASES)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_rows_that_fail_are_those_that_the_case_marks(case: Case) -> None:
    found = ssda903.check(
        case.tables, year=case.year, authority="E08000035", providers=case.providers, rules=[case.code]
    )
    assert found.not_run == {}
    assert dict(found.failed[case.code]) == case.failing


def test_cases_name_rules_of_the_year_that_they_ask() -> None:
    for case in CASES:
        assert case.code in ROWS, case.name
        assert case.code in of_year(CollectionYear(case.year)), case.name


def test_the_flag_of_the_header_is_asked_only_where_it_is_there() -> None:
    """Files do not carry it; that it follows from another table does not make the rule about it one that passed."""
    [case] = [case for case in CASES if case.code == "105"]
    header = {"Header": case.tables["Header"].drop("UASC")}
    found = ssda903.check(header, year=case.year, authority="E08000035", rules=["105"])
    assert found.not_run == {"105": "It cannot be asked of Header without UASC."}
    assert not found.failed


def test_every_rule_has_a_row_that_fails_and_one_that_passes() -> None:
    """Of every collection year that is here, by the years of rules.csv."""
    for label in YEARS:
        known = of_year(CollectionYear(label))
        assert set(known) == {code for code, row in ROWS.items() if label in row["collection_years"].split()}
        for code, rule in known.items():
            mine = [case for case in CASES if case.code == code]
            # a case of another year shows a rule that is the same in both
            failing = [table for case in mine for table, rows in case.failing.items() if rows]
            assert failing, f"{code} has no case with a row that fails"
            passing = any(
                len(case.failing.get(table, ())) < frame.height
                for case in mine
                for table, frame in case.tables.items()
                if table in failing
            )
            assert passing, f"{code} has no case with a row that passes ({rule.reason})"
