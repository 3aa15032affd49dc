"""What leaves the engine: tables as the return's CSV, findings as JSON, CSV or a workbook. Bytes, for others to keep."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import polars as pl

from steadyhand.engines.ssda903.cells import as_text
from steadyhand.engines.ssda903.rule import ROWS
from steadyhand.engines.ssda903.tables import columns

if TYPE_CHECKING:
    from steadyhand.engines.ssda903.engine import Checked

Whose: TypeAlias = Mapping[str, Sequence[str | None] | Mapping[int, str]]  # the child of each row, by table
Place: TypeAlias = Callable[
    [str, int], tuple[str, int]
]  # the file and the line of a row, as `reading.Read.place` has it
_HEAD: Final = ("Rule", "Why", "Table", "Row", "File", "Line in the file", "Child", "Columns")
TITLE: Final = "Return on looked-after children"  # how the report begins
_WOULD_BE_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def table_as_csv(table: str, frame: pl.DataFrame) -> bytes:
    """A table as the return's files have it: its columns in their order, read back equal by `reading.read`."""
    names = columns(table)
    text = [
        as_text(frame[name])
        if name in frame.columns
        else pl.Series(name, [None] * frame.height, dtype=pl.String)
        for name in names
    ]
    return pl.DataFrame(text).write_csv(quote_style="necessary").encode()


def as_json(checked: Checked) -> bytes:
    """`{"rules": {code: {table: [row numbers]}}, "not_run": {code: reason}, "rows": {table: n}}`, rows from 0."""
    told = {"rules": checked.failed, "not_run": checked.not_run, "rows": dict(checked.rows)}
    return json.dumps(told, ensure_ascii=False, default=dict).encode() + b"\n"


def whose(tables: Mapping[str, pl.DataFrame]) -> dict[str, list[str | None]]:
    """The child of each row, by table."""
    return {
        name: as_text(frame["CHILD"]).to_list() if "CHILD" in frame.columns else [None] * frame.height
        for name, frame in tables.items()
    }


def are_findings(content: bytes) -> bool:
    """Whether a file is one that was written here: findings as CSV, or the report."""
    text = content[:100].removeprefix(b"\xef\xbb\xbf")
    return text.startswith((",".join(_HEAD[:4]).encode(), TITLE.encode()))


def underneath(table: str, row: int) -> tuple[str, int]:
    """Where a row stands in a file of which no more is known than that the columns are named in its first line."""
    return "", row + 2


def rows(checked: Checked, children: Whose, place: Place = underneath) -> Iterator[tuple[Any, ...]]:
    """A line for each row that fails each rule, as `_HEAD` names its cells."""
    for code, found in checked.failed.items():
        said = ROWS[code]
        for table, numbers in found.items():
            of = children[table]
            for number in numbers:
                file, line = place(table, number)
                yield (
                    code,
                    said["fails_when"],
                    table,
                    number,
                    file,
                    line or "",
                    of[number] or "",
                    said["columns"],
                )


def as_csv(checked: Checked, children: Whose, place: Place = underneath) -> bytes:
    """Findings, a line each. Cells that a spreadsheet would take for a formula have a mark before them."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(_HEAD)
    for row in rows(checked, children, place):
        lines.writerow([_plain(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_WOULD_BE_A_FORMULA) else cell


def _short(cell: object) -> object:
    return f"{cell[: LONGEST - 1]}…" if isinstance(cell, str) and len(cell) > LONGEST else cell


MOST_LINES: Final = 1_000_000  # a sheet has room for little more
LONGEST: Final = 1_000  # characters of a cell; a workbook leaves out what is longer than 32,767


def as_workbook(checked: Checked, children: Whose, place: Place = underneath) -> bytes:
    """Findings as a workbook: rules with how much each found, every row that fails, what was not asked and why.

    Where more rows fail than a sheet has room for, the last line of it says how many are left out.
    """
    import xlsxwriter

    kept = io.BytesIO()
    with xlsxwriter.Workbook(
        kept, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("By rule")
        sheet.set_column(1, 1, 70)
        sheet.write_row(0, 0, ("Rule", "Why", "Rows", "Tables", "Columns", "Note"), bold)
        most = sorted(checked.failed.items(), key=lambda item: -sum(map(len, item[1].values())))
        for line, (code, found) in enumerate(most, 1):
            said = ROWS[code]
            number = sum(map(len, found.values()))
            sheet.write_row(
                line, 0, (code, said["fails_when"], number, ", ".join(found), said["columns"], said["note"])
            )
        sheet = book.add_worksheet("Rows")
        sheet.set_column(1, 1, 70)
        sheet.write_row(0, 0, _HEAD, bold)
        total = 0
        for total, row in enumerate(rows(checked, children, place), 1):
            if total <= MOST_LINES:
                sheet.write_row(total, 0, [_short(cell) for cell in row])
        if total > MOST_LINES:
            sheet.write_string(MOST_LINES + 1, 0, f"And {total - MOST_LINES:,} rows more: take them as CSV.")
        sheet = book.add_worksheet("Not asked")
        sheet.set_column(1, 1, 90)
        sheet.write_row(0, 0, ("Rule", "Why not"), bold)
        for line, (code, why) in enumerate(checked.not_run.items(), 1):
            sheet.write_row(line, 0, (code, why))
        sheet = book.add_worksheet("Read")
        sheet.write_row(0, 0, ("Table", "Rows"), bold)
        for line, (table, number) in enumerate(sorted(checked.rows.items()), 1):
            sheet.write_row(line, 0, (table, number))
    return kept.getvalue()
