"""Which rows can answer anew when a council changes its timetable; every other row answers as before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from steadyhand.engines.timescales.grammar import Chain, Either, Otherwise, Parsed, Unit, Within
from steadyhand.engines.timescales.rules import RULES, Rule

# Rows whose conditions ask whether another row is the law on the day, by that row: V-5 replaces V-4.
_ASKED_BY: Final[Mapping[str, frozenset[str]]] = {"V-5": frozenset({"V-4"})}
# LC-11 is asked after 20 working days of care: its condition counts them, not its `due_rule`.
_COUNT_IN_CONDITIONS: Final = frozenset({"LC-11"})
# E-3 is done once a term; E-4 counts days of school.
OF_TERMS: Final = frozenset({"E-3", "E-4"})


def of_dates(code: str) -> frozenset[str]:
    """The rows that can answer anew when this one becomes the law, or stops being it, on another day."""
    return _ASKED_BY.get(code, frozenset()) | {code}


def of_days(rules: Mapping[str, Rule] = RULES) -> frozenset[str]:
    """The rows that count working days or days of school, and so can answer anew with another bank holiday."""
    return _COUNT_IN_CONDITIONS | {code for code, rule in rules.items() if _counts_days(rule.parsed)}


def _counts_days(parsed: Parsed) -> bool:
    if isinstance(parsed, Chain):
        return any(_counts_days(step) for step in parsed.steps)
    if isinstance(parsed, Otherwise):
        return _counts_days(parsed.first) or _counts_days(parsed.fallback)
    if isinstance(parsed, Either):
        return _counts_days(parsed.first) or _counts_days(parsed.second)
    return isinstance(parsed, Within) and parsed.period.unit in (Unit.WORKING_DAYS, Unit.SCHOOL_DAYS)
