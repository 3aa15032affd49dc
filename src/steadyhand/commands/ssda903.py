"""`steadyhand ssda903`: check a return on looked-after children, from its files alone; explain its rules."""

from __future__ import annotations

import argparse
import sys
import textwrap
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from steadyhand.commands.refusal import Misunderstood, Refusal
from steadyhand.engines.ssda903.year import YEARS, CollectionYear

if TYPE_CHECKING:
    import polars as pl

    from steadyhand.engines.ssda903.reading import Read
    from steadyhand.engines.ssda903.rule import Rule

_KINDS = (".csv", ".txt", ".xml", ".zip", ".xlsx", ".xls", ".ods")
_MAY_BE = "a folder, a zip, an XML or a CSV"
_MOST_FILES = 200


def run(options: argparse.Namespace) -> int:
    """Check, or explain. Raises `Refusal` where something cannot be read or asked."""
    return explain(options) if options.act == "explain" else check(options)


def check(options: argparse.Namespace) -> int:
    """Ask every rule of the files, and write what was found."""
    from steadyhand.engines import ssda903
    from steadyhand.engines.ssda903 import report, writing

    codes = _understood(options)
    with _Said() as said:
        said.now("Reading the files")
        read = files(options.this, options.last, without=options.providers or ())
        _keep(options, read)
        providers = homes(options.providers)
        checked = ssda903.check(
            read.tables,
            year=options.year,
            authority=options.authority,
            providers=providers,
            rules=codes,
            progress=said.now,
        )
        said.now("Writing what was found")
        children = {} if options.format == "json" else writing.whose(read.tables)
        if options.format == "json":
            made = writing.as_json(checked)
        elif options.format == "csv":
            made = writing.as_csv(checked, children, read.place)
        elif options.format == "xlsx":
            made = writing.as_workbook(checked, children, read.place)
        else:
            lines = report.lines(checked, children, read.notes, read.sources, read.place)
            made = "\n".join([*lines, ""]).encode()
    _put(made, options)
    return 0


def _keep(options: argparse.Namespace, read: Read) -> None:
    """Raise `Misunderstood` where findings would take the place of a file that they are of."""
    if not options.out:
        return
    own = {Path(name) for name in (options.this, options.last, *(options.providers or ())) if name}
    names = [source.name for sources in read.sources.values() for source in sources]
    own |= {Path(top) / name for top in (options.this, options.last) if top for name in names}
    if Path(options.out).is_file() and Path(options.out).resolve() in {path.resolve() for path in own}:
        raise Misunderstood(f"{options.out} is one of the files that are checked. Name another.")


def _understood(options: argparse.Namespace) -> list[str] | None:
    """The rules that are asked for; none where all are. Raises `Misunderstood` before anything is read."""
    from steadyhand.engines.ssda903 import places

    if options.format == "xlsx" and not options.out:
        raise Misunderstood("A workbook needs a file to go into. Name one: --out FILE.xlsx.")
    try:
        places.authority(options.authority)
    except ValueError as wrong:
        raise Misunderstood(str(wrong)) from wrong
    if options.rules is None:
        return None
    return [_rule(code, options.year).code for code in options.rules.split(",")]


def _rule(code: str, year: str) -> Rule:
    """A rule of a year by its code, in capitals or not. Raises `Misunderstood`."""
    from steadyhand.engines.ssda903.rules import of_year

    asked = code.strip().lower()
    for known, one in of_year(CollectionYear(year)).items():
        if known.lower() == asked:
            return one
    raise Misunderstood(
        f"There is no rule {code.strip()!r} in {year}. `steadyhand ssda903 explain --year {year}` lists them all."
    )


def _put(made: bytes, options: argparse.Namespace) -> None:
    if options.out:
        try:
            Path(options.out).write_bytes(made)
        except OSError as wrong:
            raise Refusal(f"{options.out} cannot be written: {wrong.strerror}. Name another file.") from wrong
        return
    if options.format == "text":  # in whatever the terminal shows, without what it cannot
        made = made.decode().encode(sys.stdout.encoding or "utf-8", errors="replace")
    sys.stdout.flush()
    sys.stdout.buffer.write(made)


def files(this: str, last: str | None, without: Sequence[str] = ()) -> Read:
    """The tables of two folders, zips or files. `without`: files that are not read with them. Raises `Refusal`."""
    from steadyhand.engines.ssda903.reading import ReadingError, read

    other = {Path(name).resolve() for name in without}
    try:
        return read(_contents(this, other), _contents(last, other) if last else None)
    except ReadingError as wrong:
        raise Refusal(str(wrong)) from wrong


def homes(workbooks: Sequence[str] | None) -> pl.DataFrame | None:
    """Ofsted's lists; none where none was named. Raises `Refusal`."""
    if not workbooks:
        return None
    from steadyhand.engines.ssda903 import providers

    contents = [_bytes(Path(name), "one of Ofsted’s lists, a workbook") for name in workbooks]
    try:
        return providers.read(*contents)
    except ValueError as wrong:
        raise Refusal(f"{', '.join(workbooks)} cannot be read. {wrong}") from wrong


def _contents(name: str, without: set[Path]) -> dict[str, bytes]:
    place = Path(name)
    if not place.is_dir():
        return {place.name: _bytes(place, _MAY_BE)}
    found = sorted(
        file
        for file in place.rglob("*")
        if file.suffix.lower() in _KINDS
        and file.is_file()
        and not any(part.startswith((".", "__MACOSX")) for part in file.relative_to(place).parts)
        and file.resolve() not in without
    )
    if not found:
        raise Refusal(
            f"There is no CSV, XML or zip in {name}. Name the folder that holds the return’s files."
        )
    if len(found) > _MOST_FILES:
        raise Refusal(
            f"There are {len(found):,} files in {name}, more than a return has. Name the folder of the return alone."
        )
    return {file.relative_to(place).as_posix(): _bytes(file, _MAY_BE) for file in found}


def _bytes(file: Path, may_be: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError as wrong:
        raise Refusal(f"{file} cannot be read: {wrong.strerror}. Name {may_be}.") from wrong


class _Said:
    """What is being done, on a terminal alone, and how long it took in the end."""

    def __init__(self) -> None:
        self._shows = sys.stderr.isatty()
        self._began = time.monotonic()

    def now(self, what: str) -> None:
        if self._shows:
            print(f"\r\033[K{what}", end="", file=sys.stderr, flush=True)

    def __enter__(self) -> _Said:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        took = f"Done in {time.monotonic() - self._began:.1f} s\n" if kind is None else ""
        if self._shows:
            print(f"\r\033[K{took}", end="", file=sys.stderr, flush=True)


def explain(options: argparse.Namespace) -> int:
    """Say what a rule means, or list them all."""
    from steadyhand.engines.ssda903.manual import needed
    from steadyhand.engines.ssda903.rules import of_year

    if options.rule is None:
        for code, one in of_year(CollectionYear(options.year)).items():
            print(textwrap.shorten(f"{code:<11}{one.reason}", 100, placeholder=" …"))
        return 0
    found = _rule(options.rule, options.year)
    said = [
        f"{found.code}: a row fails when",
        *textwrap.wrap(found.reason, 96, initial_indent="    ", subsequent_indent="    "),
        f"Tables:   {', '.join(found.tables)}",
        f"Columns:  {', '.join(found.columns)}",
        f"Needs:    {', '.join(needed(found)) or 'nothing'}",
        f"Years:    {', '.join(year for year in found.years if year in YEARS)}; last changed {found.last_changed}",
    ]
    if not found.severity.startswith("not stated"):
        said.append(f"Severity: {found.severity}")
    if found.note:
        said += textwrap.wrap(f"Note:     {found.note}", 100, subsequent_indent=" " * 10)
    print("\n".join(said))
    return 0
