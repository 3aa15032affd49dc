"""The return's engine beside the tool in use today, on the same generated files: `make bench-903`.

scripts/bench_903.py                           600, 6,000 and 60,000 children, then all of England
scripts/bench_903.py --children 600 6000       other sizes; --runs 5 for more runs of each (3)

First the answers: on six returns with planted errors, of three years, every rule must fail the same rows in both, save
the differences that docs/reference/ssda903-differences.csv lists with their reasons. Then the time of a whole run with
its report, each as a process of its own, in turn: ours must be 20 times quicker at 600 children and 50 times from
6,000 on. Today's tool is version 0.1.17 of csc-validator-be-903, in an environment of its own that is made here and
holds nothing else. Where it needs more memory than `--peer-gigabytes` allows (12), its rules are timed without the
report. England is 83,000 children and two years, ours alone: aiming at 10 seconds and 3 GB. Exit code 1 where an answer
differs or a figure is missed. Postcodes of homes are real ones, children and their lives are invented.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import datetime
from datetime import time as time_of_day
from pathlib import Path

from machine import ROOT

sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from factories import return_903  # noqa: E402

FOLDER = Path(os.environ.get("STEADYHAND_MEASURING") or ROOT / ".measuring") / "returns"
PEER = "csc-validator-be-903==0.1.17"
DIFFERENCES = ROOT / "docs/reference/ssda903-differences.csv"
# children, seed, year, share of cells changed
COMPARED = (
    (600, 1, "2026/27", 0.004), (6000, 2, "2026/27", 0.01), (5000, 3, "2025/26", 0.01), (5000, 4, "2024/25", 0.01),
    (1500, 5, "2026/27", 0.04), (800, 6, "2025/26", 0.0),
)  # fmt: skip
YEAR = "2026/27"
ENGLAND = 83_000
AIM_SECONDS, AIM_GIGABYTES = 10.0, 3.0
_NAMES = {"SW_Episodes": "SWEpisodes", "DoLo": "DoLO"}  # of tables in today's tool


@dataclass(frozen=True, slots=True)
class Run:
    """One process: how long it took and the most memory it held. `ended` is false where it was stopped."""

    seconds: float
    gigabytes: float
    ended: bool


def main(arguments: list[str]) -> int:
    """Compare, then time; 1 where an answer differs or a figure is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--children", type=int, nargs="*", default=[600, 6_000, 60_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peer-gigabytes", type=float, default=12)
    parser.add_argument("--without-england", action="store_true")
    parser.add_argument("--answers-alone", action="store_true")
    options = parser.parse_args(arguments)
    FOLDER.mkdir(parents=True, exist_ok=True)
    peer = _peer()
    wrong = _compared(peer)
    if not options.answers_alone:
        for children in options.children:
            wrong += _timed(peer, children, options.runs, options.peer_gigabytes)
        if not options.without_england:
            wrong += _england(options.runs)
    print("\n".join(wrong) if wrong else "Every answer agrees or is listed, and every figure is reached.")
    return 1 if wrong else 0


# The two tools


def _peer() -> Path:
    """Python of the environment of today's tool."""
    home = FOLDER / "peer"
    python = home / "bin/python"
    if not python.exists():
        uv = shutil.which("uv") or str(ROOT / ".tools/uv/bin/uv")
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(home)], check=True)
        subprocess.run([uv, "pip", "install", "--quiet", "--python", str(python), PEER], check=True)
    return python


def _ask_peer(peer: Path, folder: Path, year: str, *more: str, gigabytes: float = 0) -> tuple[Run, Path]:
    out = folder / "peer.json"
    command = [
        str(peer),
        str(ROOT / "scripts/peer_903.py"),
        str(folder),
        year,
        return_903.AUTHORITY,
        str(out),
    ]
    return _run([*command, *more], gigabytes), out


def _ask_ours(folder: Path, year: str, kind: str) -> tuple[Run, Path]:
    out = folder / f"ours.{kind}"
    command = [sys.executable, "-m", "steadyhand.commands", "ssda903", "check", str(folder / "this")]
    command += ["--last", str(folder / "last"), "--providers", str(folder / "homes.xlsx"), "--year", year]
    command += ["--authority", return_903.AUTHORITY, "--format", kind, "--out", str(out)]
    run = _run(command)
    if not run.ended:
        raise SystemExit(f"`{' '.join(command)}` ended with an error.")
    return run, out


def _run(command: list[str], gigabytes: float = 0) -> Run:
    def limited() -> None:
        if gigabytes:
            limit = int(gigabytes * 2**30)
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    began = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=limited
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(time.perf_counter() - began, used.ru_maxrss / 2**20, process.returncode == 0)


# Answers


def _compared(peer: Path) -> list[str]:
    with DIFFERENCES.open(encoding="utf-8") as file:
        listed = {(row["rule"], row["table"]) for row in csv.DictReader(file)}
    differing: set[tuple[str, str]] = set()
    wrong, asked, rows, failing = [], set(), 0, set()
    for number, (children, seed, year, errors) in enumerate(COMPARED, 1):
        folder = _made(f"compared-{number}", children, seed, year, errors)
        run, out = _ask_peer(peer, folder, year, "--own-copies")
        if not run.ended:
            raise SystemExit(f"Today’s tool ended with an error on {folder}.")
        theirs = json.loads(out.read_text())
        ours = json.loads(_ask_ours(folder, year, "json")[1].read_text())
        for code, why in ours["not_run"].items():
            if code not in theirs["skipped"]:
                wrong.append(f"{folder.name}: rule {code} was not run by ours. {why}")
        for code, found in ours["rules"].items():
            asked.add(code)
            if code not in theirs["rules"]:
                differing.add((code, ""))
                if code not in {rule for rule, _ in listed}:
                    wrong.append(f"{folder.name}: rule {code} was not answered by today’s tool; not listed")
                continue
            named = {_NAMES.get(table, table): some for table, some in theirs["rules"][code].items()}
            for table in found.keys() | named.keys():
                mine, its = set(found.get(table, ())), set(named.get(table, ()))
                rows += len(mine & its)
                if its:
                    failing.add(code)
                if mine == its:
                    continue
                differing |= {(code, table), (code, "")}
                if (code, table) not in listed and (code, "") not in listed:
                    wrong.append(
                        f"{folder.name}: rule {code} in {table}: {len(mine - its)} rows fail in ours alone,"
                        f" {len(its - mine)} in today’s tool alone; not listed"
                    )
    print(
        f"{len(asked)} rules on {len(COMPARED)} returns: {rows:,} rows fail in both, of {len(failing)} rules;"
        f" {len({code for code, _ in differing})} rules differ somewhere; {len(listed)} differences are listed"
    )
    return wrong


# Time


def _timed(peer: Path, children: int, runs: int, gigabytes: float) -> list[str]:
    folder = _made(f"timed-{children}", children, 7, YEAR, 0.01)
    size = _rows(folder)
    ours: list[Run] = []
    theirs: list[Run] = []
    report = ["--report"]
    for _ in range(runs):
        ours.append(_ask_ours(folder, YEAR, "csv")[0])
        if len(theirs) < 1 or children < 10_000:  # minutes each
            run, _out = _ask_peer(peer, folder, YEAR, *report, gigabytes=gigabytes)
            if not run.ended and report:
                report = []
                run, _out = _ask_peer(peer, folder, YEAR, gigabytes=gigabytes)
            theirs.append(run)
    mine = statistics.median(run.seconds for run in ours)
    its = statistics.median(run.seconds for run in theirs)
    least = 20 if children < 6_000 else 50
    print(
        f"{children:,} children, {size:,} rows, a whole run with its report\n"
        f"  ours          {mine:8.2f} s  {max(run.gigabytes for run in ours):5.1f} GB  (median of {len(ours)})\n"
        f"  today’s tool  {its:8.2f} s  {max(run.gigabytes for run in theirs):5.1f} GB  (median of {len(theirs)}"
        f"{'' if report else f'; its rules alone: its report needs more than {gigabytes:.0f} GB'})\n"
        f"  {its / mine:.1f} times as quick; the aim is {least}",
        flush=True,
    )
    return [] if its / mine >= least else [f"{children:,} children: {its / mine:.1f} times, under {least}"]


def _england(runs: int) -> list[str]:
    folder = _made("england", ENGLAND, 8, YEAR, 0.01)
    found = [_ask_ours(folder, YEAR, "csv")[0] for _ in range(runs)]
    seconds, most = statistics.median(run.seconds for run in found), max(run.gigabytes for run in found)
    print(
        f"England: {ENGLAND:,} children, {_rows(folder):,} rows of two years\n"
        f"  ours          {seconds:8.2f} s  {most:5.1f} GB; the aim is {AIM_SECONDS:.0f} s and {AIM_GIGABYTES:.0f} GB",
        flush=True,
    )
    wrong = [f"England takes {seconds:.1f} s, over {AIM_SECONDS:.0f}"] if seconds > AIM_SECONDS else []
    return wrong + (
        [f"England takes {most:.1f} GB, over {AIM_GIGABYTES:.0f}"] if most > AIM_GIGABYTES else []
    )


# Files


def _made(name: str, children: int, seed: int, year: str, errors: float) -> Path:
    """A return as files, made once and kept."""
    folder = FOLDER / name
    told = folder / "made.json"
    says = [children, seed, year, errors, return_903.__file__ and Path(return_903.__file__).stat().st_mtime]
    if told.exists() and json.loads(told.read_text()) == says:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    made = return_903.made(children, seed=seed, year=year, errors=errors, postcodes=_postcodes())
    for table, rows in made.tables.items():
        base, last = table.removesuffix("_last"), table.endswith("_last")
        place = folder / ("last" if last else "this")
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{base}.csv").write_text(
            return_903.as_csv(rows, return_903.columns(base)), encoding="utf-8"
        )
    _workbook(folder / "homes.xlsx", made)
    told.write_text(json.dumps(says))
    return folder


def _postcodes() -> tuple[str, ...]:
    """Where children of one council live: half of them in it, the others anywhere in the country."""
    from steadyhand.engines.ssda903 import places

    chance = random.Random(7)
    found: list[str] = []
    for letter in "ABCDEFGHIJKLMNOPRSTUWY":
        known = places.beginning(letter)
        if letter == "L":
            found += chance.sample(
                known.filter(known["authority"] == return_903.AUTHORITY)["post"].to_list(), 300
            )
        found += chance.sample(known["post"].to_list(), 12)
    return tuple(found)


def _workbook(path: Path, made: return_903.Made) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Providers")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        head = (
            "Provider type", "URN", "Local authority", "Placement code", "Placement provider code",
            "Deregistration date", "Setting address postcode",
        )  # fmt: skip
        sheet.write_row(0, 0, head)
        for row, one in enumerate(made.providers, 1):
            kind = "Children's Home" if one["place"].startswith("K") else "Independent Fostering Agency"
            for column, text in enumerate(
                (kind, one["urn"], one["authority"], one["place"], one["provider"])
            ):
                sheet.write_string(row, column, text)
            if one["closed"]:
                sheet.write_datetime(row, 5, datetime.combine(one["closed"], time_of_day()), day)
            sheet.write_string(row, 6, one["postcode"])


def _rows(folder: Path) -> int:
    total = 0
    for file in folder.glob("*/*.csv"):
        with file.open("rb") as lines:
            total += sum(1 for _ in lines) - 1
    return total


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
