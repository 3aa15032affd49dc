"""The report of a check as text, for a terminal 100 columns wide."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from steadyhand.engines.ssda903.rule import ROWS
from steadyhand.engines.ssda903.tables import LAST
from steadyhand.engines.ssda903.writing import TITLE, Place, underneath

if TYPE_CHECKING:
    from steadyhand.engines.ssda903.engine import Checked
    from steadyhand.engines.ssda903.reading import Source

WIDTH: Final = 100
SHOWN: Final = 5  # rows of each rule
_BAR: Final = 24
_NAME: Final = 30  # letters of a child's identifier
_KEPT: Final = "\N{NO-BREAK SPACE}"  # no line ends there
_UNDER: Final = " " * 10


def lines(
    checked: Checked,
    children: Mapping[str, Sequence[str | None]],
    notes: Sequence[str] = (),
    sources: Mapping[str, Sequence[Source]] = MappingProxyType({}),
    place: Place = underneath,
) -> Iterator[str]:
    """What was read, what came of it, each rule that found something with the first rows, and what was not asked.

    `children`: the child of each row, by table. `notes`, `sources` and `place`: as `reading.Read` has them.
    """
    yield f"{TITLE}, {checked.year.label}"
    yield ""
    for name, number in sorted(checked.rows.items()):
        files = ", ".join(source.name for source in sources.get(name, ()))
        yield _cut(f"  {_said(name):<25}{_rows(number):>16}  {files}".rstrip())
    if notes:
        yield ""
    for note in notes:
        yield from _wrapped(note, "  ")
    failing = {code: found for code, found in checked.failed.items() if found}
    yield ""
    yield from _counts(checked, failing, children)
    if failing:
        yield ""
        yield from _failing(failing, children, sources, place)
    if checked.not_run:
        yield ""
        yield "Could not be asked; these have not passed"
        reasons = defaultdict(list)
        for code, why in checked.not_run.items():
            reasons[why].append(code)
        for why, codes in sorted(reasons.items(), key=lambda item: (-len(item[1]), item[0])):
            yield from _wrapped(why, "  ")
            yield from _wrapped(", ".join(codes), "    ")


def _counts(
    checked: Checked,
    failing: Mapping[str, Mapping[str, list[int]]],
    children: Mapping[str, Sequence[str | None]],
) -> Iterator[str]:
    total = sum(len(rows) for found in failing.values() for rows in found.values())
    whose = {
        children[table][row] for found in failing.values() for table, rows in found.items() for row in rows
    }
    whose.discard(None)
    of = f": {_rows(total)} of {len(whose):,} {'child' if len(whose) == 1 else 'children'}" if failing else ""
    yield f"{len(checked.passed):>5} {_rules(len(checked.passed))} found nothing"
    yield f"{len(failing):>5} {_rules(len(failing))} found something{of}"
    yield f"{len(checked.not_run):>5} {_rules(len(checked.not_run))} could not be asked"


def _failing(
    failing: Mapping[str, Mapping[str, list[int]]],
    children: Mapping[str, Sequence[str | None]],
    sources: Mapping[str, Sequence[Source]],
    place: Place,
) -> Iterator[str]:
    many = {code: sum(map(len, found.values())) for code, found in failing.items()}
    most = max(many.values())
    for code in sorted(many, key=lambda code: (-many[code], code)):
        bar = "█" * max(1, round(_BAR * many[code] / most))
        yield f"{code:<10}{_rows(many[code]):>14}  {bar}"
        yield from _wrapped(ROWS[code]["fails_when"], _UNDER)
        yield from _wrapped(f"Look at {ROWS[code]['columns'].replace(';', ', ')}.", _UNDER)
        for table, rows in failing[code].items():
            several = len(sources.get(table, ())) > 1
            first = [_where(children[table][row], *place(table, row), several) for row in rows[:SHOWN]]
            more = f" and {len(rows) - SHOWN:,} more" if len(rows) > SHOWN else ""
            yield from _wrapped(f"{_said(table)}: {', '.join(first)}{more}", _UNDER)


def _where(child: str | None, file: str, line: int, several: bool) -> str:
    named = "no child" if child is None else child if len(child) <= _NAME else f"{child[: _NAME - 1]}…"
    if not line:
        return named
    return f"{named} (line{_KEPT}{line} of {file})" if several else f"{named} (line{_KEPT}{line})"


def _said(table: str) -> str:
    return f"{table.removesuffix(LAST)}, last year" if table.endswith(LAST) else table


def _rows(number: int) -> str:
    return f"{number:,} row" if number == 1 else f"{number:,} rows"


def _rules(number: int) -> str:
    return "rule" if number == 1 else "rules"


def _cut(line: str) -> str:
    return _shown(line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…")


def _shown(text: str) -> str:
    """Without what would move a terminal's cursor, which a file's name or a child's identifier may hold."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)


def _wrapped(text: str, indent: str) -> Iterator[str]:
    for line in textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent):
        yield _shown(line.replace(_KEPT, " "))
