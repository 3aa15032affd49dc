"""What a check of a return found, arranged for a page: by rule, by child and by table, the most first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Final

from steadyhand.engines.ssda903.cells import as_text
from steadyhand.engines.ssda903.rule import ROWS

if TYPE_CHECKING:
    import polars as pl

    from steadyhand.engines.ssda903 import Checked
    from steadyhand.engines.ssda903.reading import Read

ROWS_SHOWN, CHILDREN_SHOWN, BARS, RULES_SHOWN, TITLE = 10, 20, 12, 15, 90
WIDTH, FROM, BAR, STEP = 345, 92, 16, 26  # of a chart, in the units of its view box
NO_CHILD: Final = "No identifier"


@dataclass(frozen=True, slots=True)
class Line:
    """A row that fails: whose, in which table, the line of its file (0: of a file without lines), what it holds."""

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
        """What fails, shortened, and how much of it there is."""
        return f"{self.code}: {shorten(self.reason, TITLE, placeholder=' …')}"

    @property
    def many(self) -> str:
        """How many rows fail it, of how many children."""
        return f"{many(self.rows, 'row', 'rows')} of {many(self.children, 'child', 'children')}"

    @property
    def more(self) -> str:
        """How many rows are not listed; empty where all are."""
        left = self.rows - len(self.lines)
        return f"{left:,}" if left else ""


def many(number: int, one: str, more: str) -> str:
    """A number that may be large, with its noun."""
    return f"{number:,} {one if number == 1 else more}"


def arranged(checked: Checked, read: Read) -> dict[str, Any]:
    """The context of `returns/findings.html`."""
    tables = read.tables
    children = {name: _children(frame) for name, frame in tables.items()}
    rules = [_of_rule(code, found, read, children) for code, found in checked.failed.items() if found]
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
        "heading": f"{many(total, 'thing', 'things')} to look at, in {many(len(of_child), 'child', 'children')}"
        if total
        else "Nothing to mend",
        "passed": len(checked.passed),
        "rules": rules[:RULES_SHOWN],
        "more_rules": rules[RULES_SHOWN:],
        "more_rules_title": f"{many(len(rules) - RULES_SHOWN, 'more rule', 'more rules')}, with fewer rows",
        "failing": len(rules),
        "bars": bars([(rule.code, rule.rows) for rule in rules[:BARS]]),
        "children": [
            (child, f"{found.total():,}", ", ".join(sorted(found))) for child, found in worst[:CHILDREN_SHOWN]
        ],
        "more_children": max(len(worst) - CHILDREN_SHOWN, 0),
        "tables": [
            (_said(name), number, f"{number:,}", len(with_findings[name]), f"{len(with_findings[name]):,}")
            for name, number in sorted(checked.rows.items())
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
    read: Read,
    children: Mapping[str, list[str]],
) -> OfRule:
    tables = read.tables
    columns = ROWS[code]["columns"].split(";")
    lines: list[Line] = []
    for table, rows in found.items():
        named = [column for column in columns if column in tables[table].columns and column != "CHILD"]
        for row in rows[: ROWS_SHOWN - len(lines)]:
            cells = [(column, tables[table][column][row]) for column in named]
            held = ", ".join(
                f"{column} {cell if cell not in (None, '') else 'empty'}" for column, cell in cells
            )
            lines.append(Line(children[table][row], _said(table), read.place(table, row)[1], held))
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
