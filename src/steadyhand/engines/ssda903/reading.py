"""Files of a return in, its tables out: CSV files, a zip of them, or the XML form.

A table is known by its columns, in whatever order, and where they leave it open by its file's name. Row numbers stay
those of the file: 0 is the first line under the names of the columns.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from steadyhand.engines.ssda903.tables import LAST, TABLES, columns
from steadyhand.engines.ssda903.xml_form import NotTheForm, read_xml

MOST_FILES: Final = 200  # in a zip
MOST_BYTES: Final = 3_000_000_000  # of what a zip unfolds to
_SHARED: Final = frozenset({"CHILD", "DOB", "SEX"})  # columns that tell no table from another
_SEPARATORS: Final = ",;\t|"
# How files are called where their columns do not say which table they hold.
_CALLED: Final = {
    "Header": ("header",),
    "Episodes": ("episode",),
    "Reviews": ("review",),
    "UASC": ("uasc",),
    "OC2": ("oc2",),
    "OC3": ("oc3",),
    "AD1": ("ad1",),
    "PlacedAdoption": ("placed", "sbpfa"),
    "PrevPerm": ("perm",),
    "Missing": ("missing",),
    "SWEpisodes": ("sw", "worker"),
    "DoLO": ("dolo", "liberty"),
}


class ReadingError(ValueError):
    """A file that cannot be read: which, why, and what to do."""


@dataclass(slots=True)
class Read:
    """Tables by name, last year's with `_last`, and what the reader should know of how they were read."""

    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def read(files: Mapping[str, bytes], last: Mapping[str, bytes] | None = None) -> Read:
    """Read this year's files and last year's, each content by its name. Raises ReadingError."""
    found = Read()
    _year(files, "", found)
    _year(last or {}, LAST, found)
    if not found.tables:
        raise ReadingError(
            "There is no file to read. Choose the return’s CSV files, a zip of them, or its XML."
        )
    return found


def _year(files: Mapping[str, bytes], ends: str, found: Read) -> None:
    tables, forms = [], []
    for name, content in sorted(_unfolded(files)):
        if content.startswith(b"PK"):
            found.notes.append(
                f"{name} is a workbook and was left out. Ofsted’s lists are handed over on their own."
            )
        elif content[:200].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
            forms.append((name, content))
        elif not content.strip():
            found.notes.append(f"{name} is empty and was left out.")
        else:
            tables.append((name, *_table(name, content)))
    if tables:
        found.notes += [
            f"{name} was left out: the CSV files beside it tell the same year." for name, _ in forms
        ]
    elif len(forms) > 1:
        raise ReadingError(f"{forms[0][0]} and {forms[1][0]} are both a whole return. Choose one of them.")
    elif forms:
        name, content = forms[0]
        try:
            told = read_xml(content)
        except NotTheForm as wrong:
            raise ReadingError(f"{name} cannot be read. {wrong}") from wrong
        found.tables |= {table + ends: frame for table, frame in told.items()}
    for name, table, frame in tables:
        before = found.tables.get(table + ends)
        if before is not None:
            found.notes.append(
                f"{table} is in more than one file: the rows of {name} follow those before it."
            )
            frame = pl.concat([before, frame], how="diagonal")
        found.tables[table + ends] = frame


# Zips


def _unfolded(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for name, content in files.items():
        if content.startswith(b"PK\x03\x04") and not _is_workbook(name, content):
            yield from _members(name, content)
        else:
            yield name, content


def _is_workbook(name: str, content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as folded:
            return "[Content_Types].xml" in folded.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as wrong:
        raise ReadingError(f"{name} is a zip that cannot be opened. Make it anew.") from wrong


def _members(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as folded:
        members = [
            one
            for one in folded.infolist()
            if not one.is_dir()
            and not one.filename.startswith("__MACOSX/")
            and not one.filename.rpartition("/")[2].startswith(".")
        ]
        if len(members) > MOST_FILES or sum(one.file_size for one in members) > MOST_BYTES:
            raise ReadingError(
                f"{name} holds more than {MOST_FILES} files or {MOST_BYTES // 10**9} gigabytes. Put only the return’s"
                " files into it."
            )
        for one in members:
            if not one.filename.lower().endswith((".csv", ".txt", ".xml")):
                continue
            try:
                yield f"{name}/{one.filename}", folded.read(one)
            except (
                zipfile.BadZipFile,
                RuntimeError,
                NotImplementedError,
                EOFError,
                OSError,
                ValueError,
            ) as wrong:
                raise ReadingError(
                    f"{one.filename} in {name} cannot be read: it is damaged or locked. Make the zip anew."
                ) from wrong
            except Exception as wrong:  # zlib and lzma have errors of their own
                raise ReadingError(f"{one.filename} in {name} is damaged. Make the zip anew.") from wrong


# CSV


def _table(name: str, content: bytes) -> tuple[str, pl.DataFrame]:
    text = _text(name, content)
    first = next((line for line in text.splitlines() if line.strip(_SEPARATORS + ' "')), "")
    separator = max(_SEPARATORS, key=first.count)
    frame = _frame(name, text, separator)
    frame = frame.rename({column: _column(column, place) for place, column in enumerate(frame.columns)})
    return _named(name, frame.columns), _without_empty_end(frame)


def _column(column: str, place: int) -> str:
    return column.strip().strip('"').strip().upper() or f"_{place}"


def _text(name: str, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        kind = "utf-16"
    elif b"\0" in content[:4000]:
        raise ReadingError(f"{name} is not text. Save it as CSV.")
    else:
        kind = "utf-8-sig"
    try:
        text = content.decode(kind)
    except UnicodeDecodeError:
        if kind == "utf-16":
            raise ReadingError(f"{name} is cut short. Save it anew, as CSV in UTF-8.") from None
        text = content.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").lstrip("\n")


def _frame(name: str, text: str, separator: str) -> pl.DataFrame:
    try:
        return pl.read_csv(
            text.encode(),
            separator=separator,
            infer_schema=False,
            quote_char='"',
            truncate_ragged_lines=False,
        )
    except (pl.exceptions.PolarsError, ValueError):
        return _row_by_row(name, text, separator)


def _row_by_row(name: str, text: str, separator: str) -> pl.DataFrame:
    """As the quick way could not read it: names twice, cells beyond the last column, quotation marks astray."""
    rows = csv.reader(io.StringIO(text), delimiter=separator)
    try:
        names = next(rows)
        kept = []
        for row in rows:
            if any(cell.strip() for cell in row[len(names) :]):
                raise ReadingError(
                    f"{name}, line {rows.line_num}: {len(row)} cells stand under {len(names)} columns. Put a cell with a"
                    " comma in it into quotation marks, or take the comma out."
                )
            kept.append([*row[: len(names)], *[""] * (len(names) - len(row))])
    except (csv.Error, StopIteration) as wrong:
        raise ReadingError(f"{name}, line {rows.line_num}: {wrong}. Save it anew as CSV.") from wrong
    seen: dict[str, int] = {}
    for place, column in enumerate(names):
        plain = _column(column, place)
        seen.setdefault(plain, place)
    return pl.DataFrame(
        {column: [row[place] for row in kept] for column, place in seen.items()},
        schema=dict.fromkeys(seen, pl.String),
    )


def _without_empty_end(frame: pl.DataFrame) -> pl.DataFrame:
    """Without the empty lines that a spreadsheet leaves under the last row."""
    if not frame.height:
        return frame
    empty = frame.select(pl.all_horizontal((pl.all().str.strip_chars() == "").fill_null(True))).to_series()
    if not empty[-1]:
        return frame
    told = (~empty).arg_true()
    return frame.head(told[-1] + 1 if len(told) else 0)


def _named(name: str, found: list[str]) -> str:
    """Which table has these columns."""
    given = frozenset(found)
    if "CHILD" not in given:
        raise ReadingError(
            f"{name} has no column CHILD, so it is no table of the return. Its first line must name the columns:"
            f" {', '.join(columns('Header'))}, for instance."
        )
    scores = {table: _likeness(table, given) for table in TABLES}
    best = max(scores.values())
    alike = [table for table, score in scores.items() if score == best]
    if len(alike) == 1:
        return alike[0]
    file = re.sub(r"[^a-z0-9]", "", name.rpartition("/")[2].lower())
    called = [table for table in (alike if best else TABLES) if any(word in file for word in _CALLED[table])]
    if len(called) == 1:
        return called[0]
    raise ReadingError(
        f"{name} has the columns {', '.join(sorted(given))[:200]}, by which no table can be told. Name the file after"
        f" its table ({', '.join(TABLES)}), or give it that table’s columns."
    )


def _likeness(table: str, given: frozenset[str]) -> float:
    """How many of the columns that only this table has are there, and how few of its columns are missing."""
    own = frozenset(columns(table)) - _SHARED
    there = len(own & given)
    return there + there / len(own) if there else 0.0
