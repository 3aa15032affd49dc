"""The tables of the return: their columns, what each holds and which codes it may carry, as fields.csv and codes.csv say."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final

from steadyhand.engines.ssda903.year import CollectionYear

LAST: Final = "_last"  # ends the name of a table of last year's return
DERIVED: Final = "Episodes (derived)"


class Kind(StrEnum):
    """What a column holds, which decides how its text is read."""

    TEXT = "text"
    DATE = "date"
    MILES = "miles"  # a number with decimals


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a table, in the words of fields.csv."""

    table: str
    column: str
    kind: Kind
    type: str
    required: str
    code_set: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a code set, with the collection years in which it holds; empty: open."""

    code_set: str
    code: str
    meaning: str
    status: str
    since: str
    until: str


def _lines(name: str) -> list[str]:
    text = resources.files("steadyhand.engines.ssda903").joinpath(name).read_text(encoding="utf-8")
    return text.splitlines()


def _kind(row: Mapping[str, str]) -> Kind:
    if row["type"].startswith("date"):
        return Kind.DATE
    return Kind.MILES if row["type"].startswith("decimal") else Kind.TEXT


def _fields() -> Mapping[str, tuple[Field, ...]]:
    found: dict[str, list[Field]] = {}
    for row in csv.DictReader(_lines("fields.csv"), strict=True):
        one = Field(
            row["table"],
            row["column"],
            _kind(row),
            row["type"],
            row["required"],
            row["code_set"],
            row["meaning"],
        )
        found.setdefault(row["table"], []).append(one)
    return MappingProxyType({table: tuple(rows) for table, rows in found.items()})


_FIELDS: Final = _fields()
TABLES: Final[Mapping[str, tuple[Field, ...]]] = MappingProxyType(
    {table: fields for table, fields in _FIELDS.items() if table != DERIVED}
)
DERIVED_FIELDS: Final = _FIELDS[DERIVED]


def columns(table: str) -> tuple[str, ...]:
    """Names of a table's columns, in the order of the return. `table` may be one of last year's."""
    return tuple(field.column for field in TABLES[table.removesuffix(LAST)])


def _codes() -> Mapping[str, tuple[Code, ...]]:
    found: dict[str, list[Code]] = {}
    for row in csv.DictReader(_lines("codes.csv"), strict=True):
        status = row["status"]
        since = re.search(r"\bfrom (\d{4}/\d{2})", status)
        until = re.search(r"\buntil (\d{4}/\d{2})", status)
        ended = "2022/23" if status.startswith("superseded") else ""
        found.setdefault(row["code_set"], []).append(
            Code(
                row["code_set"], row["code"], row["meaning"], status,
                since[1] if since else "", until[1] if until else ended,
            )
        )  # fmt: skip
    return MappingProxyType({name: tuple(rows) for name, rows in found.items()})


CODES: Final[Mapping[str, tuple[Code, ...]]] = _codes()


@cache
def codes(code_set: str, year: CollectionYear) -> tuple[str, ...]:
    """The codes of a set that the return of this year may carry."""
    return tuple(code.code for code in CODES[code_set] if year.reaches(code.since, code.until))
