"""Reads spec cases of the return's rules: small tables with the rows that fail marked.

    501 An episode starts before the one before it ended
    Episodes
    CHILD | DECOM      | DEC        | RNE
    A     | 01/05/2026 | 01/06/2026 | S
    A     | 20/05/2026 |            | P   <
    B     | 01/05/2026 |            | S

The first word of a case is the rule, then what the case shows; `(2024/25)` at its end names another year than the
latest. A table is named, then come its columns, then its rows; `<` ends a row that fails. Columns that are not named
are empty. `PROVIDERS` is Ofsted's list, a row for each number, with the columns that `prepared.Return` says. Cases stand
apart by an empty line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from steadyhand.engines.ssda903.providers import SCHEMA
from steadyhand.engines.ssda903.tables import LAST, TABLES, columns

LATEST = "2026/27"
PROVIDERS = "PROVIDERS"


@dataclass(slots=True)
class Case:
    """One case: tables in, row numbers that fail out."""

    code: str
    shows: str
    year: str = LATEST
    providers: pl.DataFrame | None = None
    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    failing: dict[str, list[int]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.code} {self.shows}"


def cases(text: str) -> Iterator[Case]:
    """The cases of a text. Raises ValueError for what is not written as cases are."""
    for block in re.split(r"\n\s*\n", text.strip()):
        title, *lines = (line.strip() for line in block.splitlines())
        code, shows = title.split(" ", 1)
        case = Case(code, shows)
        if found := re.search(r" \((\d{4}/\d{2})\)$", case.shows):
            case.shows, case.year = case.shows[: found.start()], found[1]
        _read(case, lines)
        yield case


def _read(case: Case, lines: list[str]) -> None:
    table, names, rows = "", [], []
    for line in [*lines, ""]:
        if line and line != PROVIDERS and line.removesuffix(LAST) not in TABLES:
            cells = [cell.strip() for cell in line.removesuffix("<").split("|")]
            if not names:
                names = cells
                if unknown := set(names) - _known(table):
                    raise ValueError(f"{case.name}: {table} has no column {', '.join(sorted(unknown))}")
                continue
            if len(cells) != len(names):
                raise ValueError(f"{case.name}: {len(cells)} cells under {len(names)} columns: {line}")
            if line.endswith("<"):
                case.failing.setdefault(table, []).append(len(rows))
            rows.append(dict(zip(names, cells, strict=True)))
            continue
        if table == PROVIDERS:
            case.providers = _listed(rows)
        elif table:
            every = [*columns(table), *(name for name in names if name not in columns(table))]
            case.tables[table] = pl.DataFrame(
                {name: [row.get(name, "") for row in rows] for name in every},
                schema=dict.fromkeys(every, pl.String),
            )
        table, names, rows = line, [], []


def _known(table: str) -> set[str]:
    return (
        set(SCHEMA)
        if table == PROVIDERS
        else {*columns(table), "PL_LA", "PL_LOCATION", "PL_DISTANCE", "UASC"}
    )


def _listed(rows: list[dict[str, str]]) -> pl.DataFrame:
    text = pl.DataFrame(
        {name: [row.get(name) or None for row in rows] for name in SCHEMA},
        schema=dict.fromkeys(SCHEMA, pl.String),
    )
    return text.with_columns(pl.col("closed").str.to_date("%d/%m/%Y"))
