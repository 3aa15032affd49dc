"""All rules of a year asked of a return: each answers passed, failed rows, or not run and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from steadyhand.engines.ssda903 import rules as units
from steadyhand.engines.ssda903.prepared import Return, prepare
from steadyhand.engines.ssda903.rule import Rule
from steadyhand.engines.ssda903.tables import DERIVED_FIELDS, LAST
from steadyhand.engines.ssda903.year import CollectionYear

# what a return need not carry: it follows from postcodes and from the table UASC
_WORKED_OUT: Final = frozenset({field.column for field in DERIVED_FIELDS} | {"UASC"})


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of it. `failed`: row numbers from 0, in order, by table and rule; a rule that passed has none.

    `not_run`: why, of each rule that was not asked. `rows`: how many each table has.
    """

    year: CollectionYear
    failed: Mapping[str, Mapping[str, list[int]]] = field(repr=False)
    not_run: Mapping[str, str]
    rows: Mapping[str, int]

    @property
    def passed(self) -> list[str]:
        """Rules that were asked and that no row fails."""
        return [code for code, found in self.failed.items() if not found]


def check(
    tables: Mapping[str, pl.DataFrame],
    *,
    year: str,
    authority: str,
    providers: pl.DataFrame | None = None,
    rules: Collection[str] | None = None,
    progress: Callable[[str], None] | None = None,
) -> Checked:
    """Ask every rule of the year, or those of `rules`, of these tables.

    `tables`: by name as fields.csv has them, last year's with `_last`; cells as text or typed. `year` as "2026/27".
    `authority`: the council's code, such as E08000035. `providers`: Ofsted's list (`providers.read`). `progress` is told
    in words what is done next.
    Raises ValueError for a year or a rule that is not here.
    """
    collection = CollectionYear(year)
    asked = _asked(collection, rules)
    told = progress or (lambda what: None)
    told("Looking up postcodes, putting episodes in order")
    made = prepare(tables, year=collection, authority=authority, providers=providers)
    not_run = {code: why for code, one in asked.items() if (why := _hindered(one, made))}
    number = len(asked) - len(not_run)
    told(f"Asking {number} {'rule' if number == 1 else 'rules'} of {sum(made.heights.values()):,} rows")
    found = _find({code: one for code, one in asked.items() if code not in not_run}, made)
    return Checked(collection, found, not_run, made.heights)


def _asked(year: CollectionYear, codes: Collection[str] | None) -> Mapping[str, Rule]:
    of_year = units.of_year(year)
    if codes is None:
        return of_year
    if unknown := [code for code in codes if code not in of_year]:
        raise ValueError(
            f"There is no rule {', '.join(unknown)} in {year.label}. `steadyhand ssda903 explain` lists them all."
        )
    return {code: one for code, one in of_year.items() if code in set(codes)}


def _hindered(one: Rule, made: Return) -> str:
    """Why a rule cannot be asked; empty where it can."""
    if missing := [name for name in one.needs if name not in made.tables]:
        return f"It needs {_and([_said(name) for name in missing])}, which {_are(missing)} not there."
    if one.providers and made.providers is None:
        return "It needs Ofsted’s list of providers, which was not handed over."
    lacking = [
        f"{_said(table)} without {column}"
        for table in one.needs
        for column in one.columns
        if column in made.absent[table] and (column in one.given or column not in _WORKED_OUT)
    ]
    return f"It cannot be asked of {_and(lacking)}." if lacking else ""


def _find(asked: Mapping[str, Rule], made: Return) -> dict[str, dict[str, list[int]]]:
    tests: dict[str, list[pl.Expr]] = {}
    frames: list[tuple[str, str, pl.LazyFrame]] = []
    for code, one in asked.items():
        for table, failing in one.find(made).items():
            if table not in made.tables:
                continue
            if isinstance(failing, pl.Expr):
                tests.setdefault(table, []).append(failing.fill_null(False).alias(code))
            else:
                frames.append((code, table, failing.select(pl.col("row").unique().sort())))
    asks = [made.tables[table].select("row", *exprs) for table, exprs in tests.items()]
    answers = pl.collect_all([*asks, *(frame for _, _, frame in frames)])
    found: dict[str, dict[str, list[int]]] = {code: {} for code in asked}
    for table, answer in zip(tests, answers, strict=False):
        for code, rows in _rows(answer):
            found[code][table] = rows
    for (code, table, _), answer in zip(frames, answers[len(asks) :], strict=True):
        if answer.height:
            found[code][table] = sorted({*found[code].get(table, []), *answer["row"].to_list()})
    return found


def _rows(answer: pl.DataFrame) -> Iterator[tuple[str, list[int]]]:
    row = answer["row"]
    for code in answer.columns[1:]:
        if answer[code].any():
            yield code, row.filter(answer[code]).sort().to_list()


def _said(table: str) -> str:
    return f"last year’s {table.removesuffix(LAST)}" if table.endswith(LAST) else table


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _are(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"
