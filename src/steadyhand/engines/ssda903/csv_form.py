"""A table of the return as CSV, as council systems, spreadsheets and people leave it, read without losing a row.

Polars reads what is plainly rectangular. Anything else is read again by the standard library, row by row, so that what
is wrong can be named by its line.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

import polars as pl

_SEPARATORS: Final = ",;\t|"
_BLANK: Final = _SEPARATORS + '" \t\r\n\ufeff'
_NAMED: Final = 5  # lines that are named where more have the same trouble


class NotATable(ValueError):
    """Why something cannot be read as a table of text, and what to do."""


@dataclass(frozen=True, slots=True)
class Table:
    """Cells as text under the names of their columns in capitals; `line`: that of the first row in its file, from 1.

    `notes`: what somebody should know of how it was read.
    """

    frame: pl.DataFrame
    line: int
    notes: tuple[str, ...]


def read_csv(content: bytes) -> Table:
    """Read one file. Blank rows at its end do not count, those between others do. Raises NotATable."""
    text = text_of(content)
    head, body, before, told = _parted(text)
    separator = told or max(_SEPARATORS, key=head.count)
    names = _names(head, separator)
    notes = [f"{name} names two of its columns; the first counts." for name in _twice(names)]
    body = body.rstrip("\r\n")
    rows = _quickly(body, len(names), separator)
    if rows is None:
        rows, trouble = _row_by_row(body, len(names), separator, before + 2)
        notes += trouble
    rows = _without_empty_end(rows)
    places = {name: place for place, name in reversed(list(enumerate(names))) if name}
    frame = rows.select(
        pl.col(str(place)).alias(name) for name, place in sorted(places.items(), key=lambda item: item[1])
    )
    return Table(frame, before + 2, tuple(notes))


def text_of(content: bytes) -> str:
    """The text of a file: UTF-8 or UTF-16, and where it is neither, what Windows calls 1252. Raises NotATable."""
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = content.decode("utf-16")
        elif len(content) > 3 and not content[1:200:2].strip(b"\0") and content[:200:2].strip(b"\0"):
            text = content.decode("utf-16-le")
        else:
            text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        if wrong.encoding != "utf-8":
            raise NotATable(
                "It is cut short in the middle of a character. Save it anew, as CSV in UTF-8."
            ) from wrong
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise NotATable("It is no text, or damaged. Save it as CSV in UTF-8.")
    if "\n" not in text:
        return text.replace("\r", "\n")
    if text.count("\r\r\n") == text.count("\n"):  # ends of lines turned into Windows' own twice over
        return text.replace("\r\r\n", "\r\n")
    return text


def _parted(text: str) -> tuple[str, str, int, str]:
    """The line that names the columns, what is under it, how many lines are above it, and the separator if told."""
    begins, above, told = 0, 0, ""
    while begins < len(text):
        ends = text.find("\n", begins)
        ends = len(text) if ends < 0 else ends
        while text.count('"', begins, ends) % 2 and ends < len(text):  # a name may run over several lines
            further = text.find("\n", ends + 1)
            ends = len(text) if further < 0 else further
        line = text[begins:ends]
        if says := re.fullmatch(r"\ufeff?\"?sep=([,;|\t])\"?\s*", line, re.IGNORECASE):
            told = says[1]
        elif line.strip(_BLANK):
            return line.rstrip("\r"), text[ends + 1 :], above + line.count("\n"), told
        begins, above = ends + 1, above + line.count("\n") + 1
    raise NotATable("There is nothing in it but blanks. Export it anew, with the names of the columns first.")


def _names(head: str, separator: str) -> list[str]:
    rows = csv.reader(io.StringIO(head, newline=""), delimiter=separator, skipinitialspace=True)
    try:
        return [_plain(name) for name in next(rows)]
    except csv.Error as wrong:
        raise NotATable("Its first line is too long to name columns. Export it anew.") from wrong


def _plain(name: str) -> str:
    return name.lstrip("\ufeff").strip().strip('"').strip().upper()


def _twice(names: list[str]) -> list[str]:
    return [name for name, number in Counter(names).items() if name and number > 1]


def _quickly(body: str, width: int, separator: str) -> pl.DataFrame | None:
    """Rows of a body in which each has as many cells as there are columns; nothing where that is not plain to see."""
    if body.count("\r") != body.count("\r\n"):
        return None
    head = separator.join(str(place) for place in range(width))
    try:
        rows = pl.read_csv(
            f"{head}\n{body}".encode(),
            separator=separator,
            infer_schema=False,
            empty_string_is_null=False,
        )
    except (pl.exceptions.PolarsError, ValueError):
        return None
    if rows.height * (width - 1) != body.count(separator):
        return None
    return rows if '"' not in body or _plainly_quoted(body, separator) else None


def _plainly_quoted(body: str, separator: str) -> bool:
    """Whether every quotation mark opens or closes a cell of one line, without a separator in it.

    Of astray ones polars makes what it can, and says nothing.
    """
    cell = f'(?:"[^"{separator}]*"|[^"{separator}]*)'
    lines = pl.Series([body]).str.split("\n").explode()
    return lines.str.contains(f"^{cell}(?:[{separator}]{cell})*\\r?$").all()


def _row_by_row(body: str, width: int, separator: str, line: int) -> tuple[pl.DataFrame, list[str]]:
    """The same of any body, and what is to be known of it. `line`: that of its first row."""
    rows = csv.reader(io.StringIO(body, newline=""), delimiter=separator, skipinitialspace=True, strict=True)
    kept: list[list[str]] = []
    short: list[int] = []
    long: list[int] = []
    begins = 0
    try:
        for row in rows:
            if len(row) > width and any(cell.strip() for cell in row[width:]):
                long.append(line + begins)
            elif 0 < len(row) < width and any(cell.strip() for cell in row):
                short.append(line + begins)
            kept.append([*row[:width], *[""] * (width - len(row))])
            begins = rows.line_num
    except csv.Error as wrong:
        raise NotATable(
            f"From line {line + begins} on its cells cannot be told apart: a quotation mark opens a cell and does not"
            " close it, or stands within one. Take it out, or write it twice."
        ) from wrong
    if long:
        raise NotATable(
            f"More cells than columns stand in {_lines(long)}. Put a cell that has a {_said(separator)} in it into"
            f" quotation marks, or take the {_said(separator)} out."
        )
    frame = pl.DataFrame(
        {str(place): [row[place] for row in kept] for place in range(width)},
        schema={str(place): pl.String for place in range(width)},
    )
    missing = f"Fewer cells than columns stand in {_lines(short)}: those that are missing count as empty."
    return frame, [missing] if short else []


def _lines(numbers: list[int]) -> str:
    named = ", ".join(str(number) for number in numbers[:_NAMED])
    more = f" and {len(numbers) - _NAMED:,} more" if len(numbers) > _NAMED else ""
    return f"line {named}" if len(numbers) == 1 else f"lines {named}{more}"


def _said(separator: str) -> str:
    return {",": "comma", ";": "semicolon", "\t": "tab"}.get(separator, "bar")


def _without_empty_end(frame: pl.DataFrame) -> pl.DataFrame:
    """Without the empty rows that a spreadsheet leaves under the last."""
    if not _empty(frame.tail(1)).any():
        return frame
    told = (~_empty(frame)).arg_true()
    return frame.head(told[-1] + 1 if len(told) else 0)


def _empty(frame: pl.DataFrame) -> pl.Series:
    return frame.select(pl.all_horizontal(pl.all().str.strip_chars() == "").alias("empty")).to_series()
