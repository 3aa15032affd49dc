"""What a check of a return found, arranged for a page: by rule, by child and by table, the most first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from steadyhand.engines.ssda903.cells import as_text
from steadyhand.engines.ssda903.rule import ROWS
from steadyhand.web.dates import count

if TYPE_CHECKING:
    import polars as pl

    from steadyhand.engines.ssda903 import Checked

ROWS_SHOWN, CHILDREN_SHOWN, BARS = 10, 50, 12
WIDTH, FROM, BAR, STEP = 345, 92, 16, 26  # of a chart, in the units of its view box
NO_CHILD: Final = "No identifier"


@dataclass(frozen=True, slots=True)
class Line:
    """A row that fails: whose, where in its file (the line of a spreadsheet), and what its columns hold."""

    child: str
    table: str
    line: int
    held: str


@dataclass(frozen=True, slots=True)
class OfRule:
    """What one rule found."""

    code: str
    reason: str
    note: str
    rows: int
    children: int
    lines: list[Line]

    @property
    def title(self) -> str:
        """The rule and how many rows fail it."""
        return f"{self.code}: {count(self.rows, 'row', 'rows')}, {count(self.children, 'child', 'children')}"

    @property
    def more(self) -> int:
        """How many rows are not listed."""
        return self.rows - len(self.lines)


def arranged(checked: Checked, tables: Mapping[str, pl.DataFrame]) -> dict[str, Any]:
    """The context of `returns/findings.html`."""
    children = {name: _children(frame) for name, frame in tables.items()}
    rules = [_of_rule(code, found, tables, children) for code, found in checked.failed.items() if found]
    rules.sort(key=lambda rule: (-rule.rows, rule.code))
    of_child: dict[str, Counter[str]] = defaultdict(Counter)
    with_findings: dict[str, set[int]] = defaultdict(set)
    for code, found in checked.failed.items():
        for table, rows in found.items():
            with_findings[table].update(rows)
            for row in rows:
                of_child[children[table][row]][code] += 1
    worst = sorted(of_child.items(), key=lambda item: (-item[1].total(), item[0]))
    total = sum(rule.rows for rule in rules)
    return {
        "whose": children,
        "year": checked.year.label,
        "total": total,
        "heading": f"{count(total, 'thing', 'things')} to look at, in {count(len(of_child), 'child', 'children')}"
        if total
        else "Nothing to mend",
        "passed": len(checked.passed),
        "rules": rules,
        "bars": bars([(rule.code, rule.rows) for rule in rules[:BARS]]),
        "children": [
            (child, found.total(), ", ".join(sorted(found))) for child, found in worst[:CHILDREN_SHOWN]
        ],
        "more_children": max(len(worst) - CHILDREN_SHOWN, 0),
        "tables": [
            (_said(name), number, len(with_findings[name])) for name, number in sorted(checked.rows.items())
        ],
        "not_run": sorted(_by_reason(checked.not_run).items(), key=lambda item: (-len(item[1]), item[0])),
        "not_run_count": len(checked.not_run),
    }


def _children(frame: pl.DataFrame) -> list[str]:
    if "CHILD" not in frame.columns:
        return [NO_CHILD] * frame.height
    return [child or NO_CHILD for child in as_text(frame["CHILD"])]


def _of_rule(
    code: str,
    found: Mapping[str, list[int]],
    tables: Mapping[str, pl.DataFrame],
    children: Mapping[str, list[str]],
) -> OfRule:
    columns = ROWS[code]["columns"].split(";")
    lines: list[Line] = []
    for table, rows in found.items():
        named = [column for column in columns if column in tables[table].columns and column != "CHILD"]
        for row in rows[: ROWS_SHOWN - len(lines)]:
            cells = [(column, tables[table][column][row]) for column in named]
            held = ", ".join(
                f"{column} {cell if cell not in (None, '') else 'empty'}" for column, cell in cells
            )
            lines.append(Line(children[table][row], _said(table), row + 2, held))
    who = {children[table][row] for table, rows in found.items() for row in rows}
    said = ROWS[code]
    return OfRule(code, said["fails_when"], said["note"], sum(map(len, found.values())), len(who), lines)


def _by_reason(not_run: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for code, why in not_run.items():
        found[why].append(code)
    return found


def _said(table: str) -> str:
    return f"{table.removesuffix('_last')}, last year" if table.endswith("_last") else table


def bars(rows: list[tuple[str, int]]) -> dict[str, Any]:
    """A chart of bars, one under the other, as long as their numbers are to the greatest."""
    most = max((number for _, number in rows), default=0)
    room = WIDTH - FROM - 48
    drawn = [
        {
            "name": name,
            "many": f"{number:,}",
            "y": place * STEP,
            "text_y": place * STEP + 13,
            "width": max(round(room * number / most), 1),
            "end": FROM + max(round(room * number / most), 1) + 6,
        }
        for place, (name, number) in enumerate(rows)
    ]
    return {"rows": drawn, "width": WIDTH, "height": len(rows) * STEP, "from": FROM, "bar": BAR}
