"""How quick the pages are as the number of children grows, in one table: `make bench`.

scripts/bench.py                                     1,000, 20,000 and 100,000 children, on SQLite and PostgreSQL
scripts/bench.py sqlite --children 1000 100000       one database, other sizes
scripts/bench.py --turns 40                          fewer turns of each page (200)

Every page is asked through the whole middleware, in turn with a page of the same layout and middleware, a signed-in
person and one query: the ratio is to that. The sizes take turns too, so that whatever else the machine does falls on
all of them alike. `today` and the child page must grow by at most 1.3 times from the fewest children to the most (p95:
1.6 times), take at most 10 times the page with one query, and no page may ask more than 15 queries; a search must be
within 200 ms (p95), and no query may read a big table from end to end. The exit code is 1 where that is not so.
The databases are made the first time, which takes a while, and kept (`measuring.py`). All figures are written to
`bench.json` beside them as well.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from machine import ROOT, Missing
from measuring import FOLDER, VENDORS, Made, databases

SIZES = [1_000, 20_000, 100_000]
TURNS_A_ROUND, WARM_UP = 4, 2  # rounds
GROWTH, GROWTH_P95, RATIO, QUERIES, SEARCH_P95 = 1.3, 1.6, 10.0, 15, 200.0
JUDGED = ("today", "child")
TO_COMPARE_WITH = "one query"


@dataclass
class Size:
    """One database under measurement: its process, and the milliseconds of each page."""

    made: Made
    process: subprocess.Popen[str]
    caseload: float = 0.0
    taken: dict[str, list[float]] = field(default_factory=dict)
    queries: dict[str, int] = field(default_factory=dict)
    scans: list[str] = field(default_factory=list)

    def ask(self, word: str) -> Any:
        """What the process answers. Raises SystemExit when it has ended."""
        assert self.process.stdin is not None
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()
        return self.answer()

    def answer(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            log = Path(self.made.environment["STEADYHAND_DATA"]) / "bench.log"
            raise SystemExit(f"Measuring ended early; the last words of {log}:\n{log.read_text()[-3000:]}")
        return json.loads(line)

    def median(self, page: str) -> float:
        return statistics.median(self.taken[page])

    def p95(self, page: str) -> float:
        return statistics.quantiles(self.taken[page], n=20)[-1]


def main(arguments: list[str]) -> int:
    """Measure what was asked for; 1 when something is over its target."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("vendors", nargs="*", metavar="sqlite|postgresql", help="both where none is named")
    parser.add_argument("--children", type=int, nargs="+", default=SIZES, help="how many, fewest first")
    parser.add_argument("--turns", type=int, default=200, help="how often each page is asked (200)")
    options = parser.parse_args(arguments)
    if unknown := set(options.vendors) - set(VENDORS):
        parser.error(f"no database to measure on: {', '.join(sorted(unknown))}")
    if options.turns < TURNS_A_ROUND:
        parser.error(f"each page is asked {TURNS_A_ROUND} times in a round: ask for as many turns or more")
    figures, wrong = [], []
    for vendor in options.vendors or VENDORS:
        measured = measure(vendor, sorted(options.children), options.turns)
        show(vendor, measured)
        wrong += [f"{vendor}: {each}" for each in judge(measured)]
        figures += [as_figures(size) for size in measured]
    kept = FOLDER / "bench.json"
    kept.write_text(
        json.dumps({"at": datetime.now().astimezone().isoformat(), **machine(), "sizes": figures, "over": wrong}, indent=1)
    )  # fmt: skip
    print(f"\nFigures: {kept}. Processors: {os.cpu_count()}. Load: {', '.join(map(str, os.getloadavg()))}.")
    print("\n".join(wrong) or "Everything is within its target.")
    return 1 if wrong else 0


def machine() -> dict[str, object]:
    """What the figures were taken on, and how busy it was with other things."""
    return {"processors": os.cpu_count(), "load": os.getloadavg()}


def measure(vendor: str, sizes: list[int], turns: int) -> list[Size]:
    """Every size of one vendor, in turn."""
    with ExitStack() as stack:
        measured = [
            stack.enter_context(_Running(made)) for made in stack.enter_context(databases(vendor, sizes))
        ]
        for size in measured:
            size.caseload = size.answer()["caseload"]
        for number in range(-WARM_UP, -(-turns // TURNS_A_ROUND)):
            for size in measured:
                for page, milliseconds in size.ask("round"):
                    if number >= 0:
                        size.taken.setdefault(page, []).append(milliseconds)
        for size in measured:
            size.queries = size.ask("queries")
        measured[-1].scans = measured[-1].ask("scans")
        return measured


class _Running:
    """The process that asks the pages of one database."""

    def __init__(self, made: Made) -> None:
        self._made = made

    def __enter__(self) -> Size:
        log = Path(self._made.environment["STEADYHAND_DATA"]) / "bench.log"
        with log.open("w") as told:
            self._process = subprocess.Popen(
                [sys.executable, str(ROOT / "scripts" / "bench_pages.py")],
                env=self._made.environment | {"PYTHONPATH": str(ROOT / "tests")}, cwd=ROOT, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=told,
            )  # fmt: skip
        return Size(self._made, self._process)

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def show(vendor: str, measured: list[Size]) -> None:
    """The table of one vendor."""
    loads = ", ".join(f"{size.caseload:g}" for size in measured)
    print(
        f"\n{vendor}: children a worker {loads}; milliseconds: median, p95 (times the page with one query)\n"
    )
    print(f"{'':16}" + "".join(f"{size.made.children:>24,}" for size in measured) + "   growth p95  queries")
    for page in measured[0].taken:
        cells = "".join(
            f"{size.median(page):9.1f}{size.p95(page):8.1f} ({size.median(page) / size.median(TO_COMPARE_WITH):4.1f})"
            for size in measured
        )
        grown = f"{_growth(measured, page):8.2f}{_growth_p95(measured, page):5.2f}"
        print(f"{page:16}{cells}{grown}{max(size.queries[page] for size in measured):9}")


def _growth(measured: list[Size], page: str) -> float:
    return measured[-1].median(page) / measured[0].median(page)


def _growth_p95(measured: list[Size], page: str) -> float:
    return measured[-1].p95(page) / measured[0].p95(page)


def judge(measured: list[Size]) -> list[str]:
    """What is over its target."""
    wrong = []
    for page in JUDGED:
        if len(measured) > 1 and _growth(measured, page) > GROWTH:
            wrong.append(f"the median of {page} grows {_growth(measured, page):.2f} times, over {GROWTH}")
        if len(measured) > 1 and _growth_p95(measured, page) > GROWTH_P95:
            wrong.append(
                f"the p95 of {page} grows {_growth_p95(measured, page):.2f} times, over {GROWTH_P95}"
            )
    for size in measured:
        children = f"{size.made.children:,} children"
        for page in JUDGED:
            ratio = size.median(page) / size.median(TO_COMPARE_WITH)
            if ratio > RATIO:
                wrong.append(
                    f"{page} at {children} takes {ratio:.1f} times the page with one query, over {RATIO:g}"
                )
        for page, asked in size.queries.items():
            if asked > QUERIES and page != "save a visit":
                wrong.append(f"{page} at {children} asks {asked} queries, over {QUERIES}")
        for page in size.taken:
            if page.startswith("search") and size.p95(page) > SEARCH_P95:
                wrong.append(f"{page} at {children}: p95 {size.p95(page):.0f} ms, over {SEARCH_P95:.0f}")
        wrong += [f"reads a whole table at {children}: {each}" for each in size.scans]
    return wrong


def as_figures(size: Size) -> dict[str, object]:
    """One database's figures, for programs."""
    return {
        "vendor": size.made.vendor, "children": size.made.children, "caseload": size.caseload,
        "pages": {
            page: {
                "turns": len(taken), "median_ms": round(size.median(page), 2), "p95_ms": round(size.p95(page), 2),
                "times_one_query": round(size.median(page) / size.median(TO_COMPARE_WITH), 2),
                "queries": size.queries[page],
            }
            for page, taken in size.taken.items()
        },
    }  # fmt: skip


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Missing as missing:
        sys.exit(str(missing))
