"""Files of a return in, its tables out: CSV files, a zip of them, or the XML form.

A table is known by its columns, in whatever order, and where they leave it open by its file's name. Row numbers stay
those of the file: 0 is the first row under the names of the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from steadyhand.engines.ssda903.csv_form import NotATable, Table, read_csv
from steadyhand.engines.ssda903.tables import LAST, TABLES, columns
from steadyhand.engines.ssda903.writing import are_findings
from steadyhand.engines.ssda903.xml_form import NotTheForm, read_xml
from steadyhand.engines.ssda903.zips import NotAZip, is_workbook, is_zip, unfolded

MOST_BYTES: Final = 1_000_000_000  # to which zips may unfold; England in one return is a tenth of it
_SHARED: Final = frozenset({"CHILD", "DOB", "SEX"})  # columns that tell no table from another
_BLANK: Final = b"\xef\xbb\xbf\xff\xfe \r\n\t\0"
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


@dataclass(frozen=True, slots=True)
class Source:
    """A file of a table: how many of the table's rows it has, and on which of its lines the first stands; 0: no line."""

    name: str
    rows: int
    line: int


@dataclass(slots=True)
class Read:
    """Tables by name, last year's with `_last`; their files, in the order of their rows; and what should be known."""

    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    sources: dict[str, list[Source]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def place(self, table: str, row: int) -> tuple[str, int]:
        """The file in which a row stands and its line there, from 1; 0 where files of that kind have none.

        A cell that runs over several lines moves those under it further down than is said.
        """
        for source in self.sources[table]:
            if row < source.rows:
                return source.name, source.line + row if source.line else 0
            row -= source.rows
        raise IndexError(f"{table} has no such row")


def read(
    files: Mapping[str, bytes], last: Mapping[str, bytes] | None = None, *, most_bytes: int = MOST_BYTES
) -> Read:
    """Read this year's files and last year's, each content by its name. Raises ReadingError.

    `most_bytes`: to how much the zips of either year may unfold.
    """
    found = Read()
    _year(files, "", found, most_bytes)
    if last:
        _year(last, LAST, found, most_bytes)
    return found


def _year(files: Mapping[str, bytes], ends: str, found: Read, most_bytes: int) -> None:
    whose = "Last year’s " if ends else ""
    tables: list[tuple[str, str, Table]] = []
    forms: list[tuple[str, bytes]] = []
    seen: dict[bytes, str] = {}
    notes, workbooks = [], []
    for name, content in sorted(_unfolded(whose, files, most_bytes)):
        if not content.strip(_BLANK):
            notes.append(f"{whose}{name} is empty and was left out.")
        elif content in seen:
            notes.append(f"{whose}{name} is the same as {seen[content]} and was left out.")
        elif are_findings(content):
            notes.append(f"{whose}{name} holds findings of a check and was left out.")
        elif content[:1000].lstrip(_BLANK).startswith(b"<"):
            forms.append((name, content))
        elif _is_workbook(whose + name, content):
            workbooks.append(name)
        else:
            try:
                table = read_csv(content)
            except NotATable as wrong:
                raise ReadingError(f"{whose}{name} cannot be read. {wrong}") from wrong
            tables.append((name, _named(whose, name, table.frame.columns), table))
            notes += [f"{whose}{name}: {note}" for note in table.notes]
        seen[content] = name
    if workbooks:
        notes.append(
            f"{whose}{', '.join(workbooks)}: workbooks are left out here. Save a table of the return as CSV; Ofsted’s lists"
            " are handed over on their own."
        )
    found.notes += notes
    if tables:
        found.notes += [
            f"{whose}{name} was left out: the CSV files beside it tell the same year." for name, _ in forms
        ]
        for name, which, table in tables:
            _add(found, which + ends, Source(name, table.frame.height, table.line), table.frame)
    elif len(forms) > 1:
        raise ReadingError(
            f"{whose}{forms[0][0]} and {forms[1][0]} are both a whole return. Choose one of them."
        )
    elif forms:
        _of_xml(*forms[0], ends, found)
    else:
        told = ["There is no return in last year’s files." if ends else "There is no return in these files."]
        told += [*notes, "Choose its CSV files, a zip of them, or its XML."]
        raise ReadingError(" ".join(told))


def _of_xml(name: str, content: bytes, ends: str, found: Read) -> None:
    try:
        told = read_xml(content)
    except NotTheForm as wrong:
        raise ReadingError(f"{'Last year’s ' if ends else ''}{name} cannot be read. {wrong}") from wrong
    for table, frame in told.items():
        _add(found, table + ends, Source(name, frame.height, 0), frame)


def _add(found: Read, table: str, source: Source, frame: pl.DataFrame) -> None:
    before = found.tables.get(table)
    if before is not None:
        found.notes.append(
            f"{table.removesuffix(LAST)}{' of last year' if table.endswith(LAST) else ''} is in more than one file: row 0"
            f" of {source.name} is row {before.height:,} of the table."
        )
        frame = pl.concat([before, frame], how="diagonal")
    found.tables[table] = frame
    found.sources.setdefault(table, []).append(source)


# Zips and workbooks


def _unfolded(whose: str, files: Mapping[str, bytes], most_bytes: int) -> Iterator[tuple[str, bytes]]:
    left = most_bytes
    for name, content in files.items():
        if not is_zip(content) or _is_workbook(whose + name, content):
            yield name, content
            continue
        try:
            for member, inside in unfolded(content, left):
                left -= len(inside)
                yield f"{name}/{member}", inside
        except NotAZip as wrong:
            raise ReadingError(f"{whose}{name} cannot be read. {wrong}") from wrong


def _is_workbook(name: str, content: bytes) -> bool:
    try:
        return is_workbook(content)
    except NotAZip as wrong:
        raise ReadingError(f"{name} cannot be read. {wrong}") from wrong


# Which table it is


def _named(whose: str, name: str, found: list[str]) -> str:
    """Which table has these columns. Raises ReadingError where that cannot be told."""
    given = frozenset(found)
    if "CHILD" not in given:
        raise ReadingError(
            f"{whose}{name} has no column CHILD, so it is no table of the return. Take it out; or if it is one, name its"
            f" columns in its first line, as in {', '.join(columns('Reviews'))}."
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
        f"{whose}{name} has the columns {', '.join(found)[:200]}, by which no table can be told. Name the file"
        f" after its table ({', '.join(TABLES)}), give it that table’s columns, or take it out."
    )


def _likeness(table: str, given: frozenset[str]) -> float:
    """How many of the columns that only this table has are there, and how few of its columns are missing."""
    own = frozenset(columns(table)) - _SHARED
    there = len(own & given)
    return there + there / len(own) if there else 0.0
