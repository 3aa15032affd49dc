"""A rule of the return: what rules.csv says of it, and the unit that finds the rows it fails."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

import polars as pl

if TYPE_CHECKING:
    from steadyhand.engines.ssda903.prepared import Return

# Rows that fail, by table: a test of each of its rows, or a frame whose column `row` names them.
Failing: TypeAlias = Mapping[str, pl.Expr | pl.LazyFrame]
Find: TypeAlias = "Callable[[Return], Failing]"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in the words of rules.csv: when a row fails, of which years, in which tables and columns.

    `needs`: tables without which it cannot be asked; `providers`: Ofsted's list too. `given`: columns that must be
    there though they could be worked out.
    """

    code: str
    severity: str
    tables: tuple[str, ...]
    columns: tuple[str, ...]
    reason: str
    years: tuple[str, ...]
    last_changed: str
    note: str
    needs: tuple[str, ...]
    providers: bool
    given: tuple[str, ...]
    find: Find


def _rows() -> Mapping[str, Mapping[str, str]]:
    text = resources.files("steadyhand.engines.ssda903").joinpath("rules.csv").read_text(encoding="utf-8")
    return MappingProxyType({row["rule"]: row for row in csv.DictReader(text.splitlines(), strict=True)})


ROWS: Final = _rows()
_MADE: Final[dict[str, Rule]] = {}


def rule(
    code: str, *needs: str, providers: bool = False, given: tuple[str, ...] = ()
) -> Callable[[Find], Find]:
    """Make the function under it the rule of this code: it is handed the return, and answers which rows fail.

    `needs`: the tables it reads and cannot do without. Raises ValueError for a code that rules.csv has not, or twice.
    """
    if code not in ROWS or code in _MADE:
        raise ValueError(f"Rule {code} is {'there twice' if code in _MADE else 'not in rules.csv'}.")
    row = ROWS[code]

    def made(find: Find) -> Find:
        _MADE[code] = Rule(
            code=code,
            severity=row["severity"],
            tables=tuple(row["tables"].split(";")),
            columns=tuple(row["columns"].split(";")),
            reason=row["fails_when"],
            years=tuple(row["collection_years"].split()),
            last_changed=row["last_changed"],
            note=row["note"],
            needs=needs,
            providers=providers,
            given=given,
            find=find,
        )
        return find

    return made


def made() -> Mapping[str, Rule]:
    """Every rule whose unit has been imported, by code, in the order of rules.csv."""
    return {code: _MADE[code] for code in ROWS if code in _MADE}
