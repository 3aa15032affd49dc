"""The report of a check as text, for a terminal 100 columns wide."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from steadyhand.engines.ssda903.rule import ROWS
from steadyhand.engines.ssda903.tables import LAST

if TYPE_CHECKING:
    from steadyhand.engines.ssda903.engine import Checked

WIDTH: Final = 100
SHOWN: Final = 5  # rows of each rule
_BAR: Final = 24


def lines(
    checked: Checked, children: Mapping[str, Sequence[str | None]], notes: Sequence[str] = ()
) -> Iterator[str]:
    """What was read, what came of it, each rule that found something with the first rows, and what was not asked."""
    failing = {code: found for code, found in checked.failed.items() if found}
    total = sum(len(rows) for found in failing.values() for rows in found.values())
    whose = {
        children[table][row] for found in failing.values() for table, rows in found.items() for row in rows
    }
    yield f"Return on looked-after children, {checked.year.label}"
    yield ""
    for name, number in sorted(checked.rows.items()):
        said = f"{name.removesuffix(LAST)}, last year" if name.endswith(LAST) else name
        yield f"  {said:<28}{number:>10,} rows"
    for note in notes:
        yield from _wrapped(note, "  ")
    yield ""
    yield f"{len(checked.passed):>5} rules found nothing"
    yield f"{len(failing):>5} rules found something: {total:,} rows of {len(whose):,} children"
    yield f"{len(checked.not_run):>5} rules could not be asked"
    if failing:
        yield ""
        yield from _failing(failing, children)
    if checked.not_run:
        yield ""
        yield "Could not be asked; these have not passed"
        reasons = defaultdict(list)
        for code, why in checked.not_run.items():
            reasons[why].append(code)
        for why, codes in sorted(reasons.items(), key=lambda item: (-len(item[1]), item[0])):
            yield from _wrapped(why, "  ")
            yield from _wrapped(", ".join(codes), "    ")


def _failing(
    failing: Mapping[str, Mapping[str, list[int]]], children: Mapping[str, Sequence[str | None]]
) -> Iterator[str]:
    many = {code: sum(map(len, found.values())) for code, found in failing.items()}
    most = max(many.values())
    for code in sorted(many, key=lambda code: (-many[code], code)):
        bar = "█" * max(1, round(_BAR * many[code] / most))
        yield f"{code:<10}{many[code]:>8,} rows  {bar}"
        yield from _wrapped(ROWS[code]["fails_when"], " " * 10)
        yield from _wrapped(f"Look at {ROWS[code]['columns'].replace(';', ', ')}.", " " * 10)
        for table, rows in failing[code].items():
            first = ", ".join(
                f"{children[table][row] or 'no child'} (line {row + 2})" for row in rows[:SHOWN]
            )
            more = f" and {len(rows) - SHOWN:,} more" if len(rows) > SHOWN else ""
            said = f"{table.removesuffix(LAST)}, last year" if table.endswith(LAST) else table
            yield from _wrapped(f"{said}: {first}{more}", " " * 10)


def _wrapped(text: str, indent: str) -> Iterator[str]:
    yield from textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent)
