"""All rules of the return as a page of reference, from the units that find what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from steadyhand.engines.ssda903 import rules as units
from steadyhand.engines.ssda903.rule import Rule, made
from steadyhand.engines.ssda903.tables import LAST
from steadyhand.engines.ssda903.year import YEARS

_HEADINGS: Final = (
    "Rule",
    "A row fails when",
    "Tables",
    "Columns",
    "Years",
    "Cannot be asked without",
    "Note",
)


def as_markdown(rules: Mapping[str, Rule] | None = None) -> str:
    """Every rule of the years that are here: when a row fails, where to look, and what it needs."""
    rules = {code: one for code, one in (made() if rules is None else rules).items() if _years(one)}
    many = Counter(year for one in rules.values() for year in _years(one))
    lines = [
        "# Rules of the yearly return (SSDA903)",
        "",
        f"{len(rules)} rules, in {len(units.MODULES)} modules: "
        + "; ".join(f"{many[year]} in {year}" for year in YEARS)
        + ". [The yearly return](../../guide/the-yearly-return.md) says how they are asked.",
        "",
        _row(_HEADINGS),
        _row(("---",) * len(_HEADINGS)),
    ]
    lines += [_row(_cells(one)) for one in rules.values()]
    return "\n".join(lines) + "\n"


def needed(one: Rule) -> list[str]:
    """What a rule cannot be asked without, in words."""
    tables = [f"last year’s {name.removesuffix(LAST)}" if name.endswith(LAST) else name for name in one.needs]
    return [*tables, *(["Ofsted’s list"] if one.providers else [])]


def _years(one: Rule) -> tuple[str, ...]:
    return tuple(year for year in one.years if year in YEARS)


def _cells(one: Rule) -> tuple[str, ...]:
    years = _years(one)
    return (
        one.code,
        one.reason,
        ", ".join(one.tables),
        ", ".join(one.columns),
        "all" if years == YEARS else ", ".join(years),
        ", ".join(needed(one)),
        one.note,
    )


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
