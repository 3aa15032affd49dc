"""Cells as they come, read once: text in one form, days as dates, distances as numbers; what is malformed is known as such."""

from __future__ import annotations

from datetime import date
from math import isnan
from types import MappingProxyType
from typing import Final

import polars as pl

from steadyhand.engines.ssda903.tables import DERIVED_FIELDS, LAST, TABLES, Field, Kind

GIVEN: Final = "_given"  # ends the name of a date's text, beside the date itself
_DAY: Final = "%d/%m/%Y"
_LIKELY: Final = (date(1700, 1, 1), date(2261, 12, 31))  # a day outside is a slip of the keyboard
_WRITABLE: Final = ((date.min - date(1970, 1, 1)).days, (date.max - date(1970, 1, 1)).days)
_A_DAY: Final = MappingProxyType({"ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000})


def read_table(table: str, frame: pl.DataFrame) -> tuple[pl.DataFrame, frozenset[str]]:
    """A table with every column of the return in its type, and the names of those that were not there.

    `row` counts its rows from 0. Text is in capitals without blanks around it, nothing instead of empty; a date is
    empty where it is none, and its text stands in the same column with `_given`. Columns that the return does not know
    are left out, `frame` is not changed.
    """
    names = _names(frame)
    base = table.removesuffix(LAST)
    fields = TABLES[base] + (DERIVED_FIELDS if base == "Episodes" else ())
    if base == "Header":  # the return's XML carries it; in files it follows from the table UASC
        fields = (*fields, Field(base, "UASC", Kind.TEXT, "0/1", "", "YES_NO", ""))
    absent = frozenset(field.column for field in fields if field.column not in names)
    found: list[pl.Series] = [pl.int_range(0, frame.height, dtype=pl.UInt32, eager=True).alias("row")]
    for field in fields:
        if field.column in absent:
            found += _empty(field, frame.height)
        else:
            found += _read(field, frame.get_column(names[field.column]).alias(field.column))
    return pl.DataFrame(found), absent


def _names(frame: pl.DataFrame) -> dict[str, str]:
    """Which column of the frame is meant by each name; of two that are one name the first."""
    names: dict[str, str] = {}
    for column in frame.columns:
        names.setdefault(column.lstrip("\ufeff").strip().upper(), column)
    return names


def _empty(field: Field, height: int) -> list[pl.Series]:
    kinds = {Kind.TEXT: pl.String(), Kind.DATE: pl.Date(), Kind.MILES: pl.Float64()}
    found = [pl.Series(field.column, [None], dtype=kinds[field.kind]).new_from_index(0, height)]
    if field.kind is Kind.DATE:
        found.append(pl.Series(field.column + GIVEN, [None], dtype=pl.String()).new_from_index(0, height))
    return found


def _read(field: Field, cells: pl.Series) -> list[pl.Series]:
    if field.kind is Kind.MILES:
        miles = (cells if cells.dtype.is_numeric() else as_text(cells)).cast(pl.Float64, strict=False)
        return [miles.set(~miles.is_finite(), None)]
    text = as_text(cells)
    if field.kind is Kind.TEXT:
        return [text]
    days = _likely(cells) if cells.dtype == pl.Date else as_days(text)
    return [days, text.alias(field.column + GIVEN)]


def as_text(cells: pl.Series) -> pl.Series:
    """Cells of any type as text in capitals, without blanks around it; whole numbers without decimals."""
    kind = cells.dtype
    if kind in (pl.Date, pl.Datetime):
        cells = _written(cells)
    elif kind == pl.Boolean:
        cells = cells.cast(pl.Int8).cast(pl.String)
    elif kind in (pl.Object, pl.Binary, pl.Duration) or kind.is_nested():
        cells = pl.Series(cells.name, [_as_written(cell) for cell in cells.to_list()], dtype=pl.String)
    elif kind.is_float() or kind.is_decimal():
        cells = cells.cast(pl.Float64).fill_nan(None).cast(pl.String)
    elif kind != pl.String:
        cells = cells.cast(pl.String)
    text = cells.str.strip_chars().str.to_uppercase()
    if text.str.ends_with(".0").any():  # a program took a code or a number for a decimal
        text = text.str.replace(r"^(\d+)\.0$", "$1")
    return text.set(text == "", None) if (text == "").any() else text


def _written(cells: pl.Series) -> pl.Series:
    """Days and moments as dd/mm/yyyy; what lies before the first year or after 9999 as the number it is kept as."""
    number = cells.to_physical()
    day = number if cells.dtype == pl.Date else number // _A_DAY[getattr(cells.dtype, "time_unit", "us")]
    is_day = day.is_between(*_WRITABLE).fill_null(True)
    return cells.set(~is_day, None).dt.strftime(_DAY).zip_with(is_day, number.cast(pl.String))


def _as_written(cell: object) -> str | None:
    """A cell of no type, as it would be written."""
    if cell is None or (isinstance(cell, float) and isnan(cell)):
        return None
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)


def as_days(text: pl.Series) -> pl.Series:
    """Days written dd/mm/yyyy, with one digit or two for day and month; empty where it is no day."""
    return _likely(text.str.to_date(_DAY, strict=False))


def _likely(days: pl.Series) -> pl.Series:
    outside = ~days.is_between(*_LIKELY)
    return days.set(outside, None) if outside.any() else days


def malformed(column: str) -> pl.Expr:
    """Whether something is given that is no day."""
    return pl.col(column + GIVEN).is_not_null() & pl.col(column).is_null()


def says(frame: pl.DataFrame) -> pl.Expr:
    """A number for all that each row says, however its days are written: for an order that no file decides."""
    days = [name for name in frame.columns if name + GIVEN in frame.columns]
    plain = [name for name in frame.columns if name != "row" and not name.endswith(GIVEN)]
    told = [pl.when(pl.col(name).is_null()).then(pl.col(name + GIVEN)).alias(name + GIVEN) for name in days]
    return pl.struct(*plain, *told).hash(1) if frame.height else pl.lit(0, pl.UInt64)
