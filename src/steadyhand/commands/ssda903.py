"""`steadyhand ssda903`: check a return on looked-after children, from its files alone; explain its rules."""

from __future__ import annotations

import argparse
import sys
import textwrap
import time
from pathlib import Path
from typing import TYPE_CHECKING

from steadyhand.commands.refusal import Refusal
from steadyhand.engines.ssda903.year import YEARS, CollectionYear

if TYPE_CHECKING:
    import polars as pl

    from steadyhand.engines.ssda903.reading import Read

FORMATS = ("text", "json", "csv", "xlsx")


def run(options: argparse.Namespace) -> int:
    """Check, or explain. Raises `Refusal` where something cannot be read or asked."""
    return explain(options) if options.act == "explain" else check(options)


def check(options: argparse.Namespace) -> int:
    """Ask every rule of the files, and write what was found."""
    from steadyhand.engines import ssda903
    from steadyhand.engines.ssda903 import report, writing

    if options.format == "xlsx" and not options.out:
        raise Refusal("A workbook needs a file to go into. Name one: --out FILE.xlsx.")
    said = _Said()
    said.now("Reading the files")
    read = files(options.this, options.last)
    providers = homes(options.providers)
    said.now(f"Asking the rules of {sum(frame.height for frame in read.tables.values()):,} rows")
    codes = [code.strip() for code in options.rules.split(",") if code.strip()] if options.rules else None
    try:
        checked = ssda903.check(
            read.tables, year=options.year, authority=options.authority, providers=providers, rules=codes
        )
    except ValueError as wrong:
        raise Refusal(str(wrong)) from wrong
    said.now("Writing what was found")
    if options.format == "json":
        made = writing.as_json(checked)
    else:
        children = writing.whose(read.tables)
        if options.format == "csv":
            made = writing.as_csv(checked, children)
        elif options.format == "xlsx":
            made = writing.as_workbook(checked, children)
        else:
            made = "\n".join([*report.lines(checked, children, read.notes), ""]).encode()
    said.over()
    _put(made, options.out)
    return 0


def _put(made: bytes, out: str | None) -> None:
    if not out:
        sys.stdout.write(made.decode("utf-8-sig"))
        return
    try:
        Path(out).write_bytes(made)
    except OSError as wrong:
        raise Refusal(f"{out} cannot be written: {wrong.strerror}. Name another file.") from wrong


def files(this: str, last: str | None) -> Read:
    """The tables of two folders, zips or files. Raises `Refusal`."""
    from steadyhand.engines.ssda903.reading import ReadingError, read

    try:
        return read(_contents(this), _contents(last) if last else {})
    except ReadingError as wrong:
        raise Refusal(str(wrong)) from wrong


def homes(workbooks: list[str] | None) -> pl.DataFrame | None:
    """Ofsted's lists; none where none was named. Raises `Refusal`."""
    if not workbooks:
        return None
    from steadyhand.engines.ssda903 import providers

    try:
        return providers.read(*(_bytes(Path(name)) for name in workbooks))
    except ValueError as wrong:
        raise Refusal(str(wrong)) from wrong


def _contents(name: str) -> dict[str, bytes]:
    place = Path(name)
    if not place.is_dir():
        return {place.name: _bytes(place)}
    kinds = {".csv", ".txt", ".xml", ".zip", ".xlsx"}
    found = sorted(file for file in place.rglob("*") if file.suffix.lower() in kinds and file.is_file())
    if not found:
        raise Refusal(
            f"There is no CSV, XML or zip in {name}. Name the folder that holds the return’s files."
        )
    return {str(file.relative_to(place)): _bytes(file) for file in found}


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as wrong:
        raise Refusal(
            f"{file} cannot be read: {wrong.strerror}. Name a folder, a zip, an XML or a CSV."
        ) from wrong


class _Said:
    """What is being done, on a terminal alone, with how long it took."""

    def __init__(self) -> None:
        self._shows = sys.stderr.isatty()
        self._began = time.monotonic()

    def now(self, what: str) -> None:
        if self._shows:
            print(f"\r\033[K{what}", end="", file=sys.stderr, flush=True)

    def over(self) -> None:
        if self._shows:
            print(f"\r\033[KDone in {time.monotonic() - self._began:.1f} s", file=sys.stderr)


def explain(options: argparse.Namespace) -> int:
    """Say what a rule means, or list them all."""
    from steadyhand.engines.ssda903.rules import of_year

    rules = of_year(CollectionYear(options.year))
    if options.rule is None:
        for code, one in rules.items():
            print(textwrap.shorten(f"{code:<11}{one.reason}", 100, placeholder=" …"))
        return 0
    found = rules.get(options.rule) or next(
        (one for code, one in rules.items() if code.lower() == options.rule.lower()), None
    )
    if found is None:
        raise Refusal(f"There is no rule {options.rule} in {options.year}. Without a rule, all are listed.")
    needs = [*found.needs, *(["Ofsted’s list"] if found.providers else [])]
    said = [
        f"{found.code}: a row fails when",
        *textwrap.wrap(found.reason, 96, initial_indent="    ", subsequent_indent="    "),
        f"Tables:   {', '.join(found.tables)}",
        f"Columns:  {', '.join(found.columns)}",
        f"Needs:    {', '.join(needs)}",
        f"Years:    {', '.join(year for year in found.years if year in YEARS)}; last changed {found.last_changed}",
        f"Severity: {found.severity}",
    ]
    if found.note:
        said += textwrap.wrap(f"Note:     {found.note}", 100, subsequent_indent=" " * 10)
    print("\n".join(said))
    return 0
