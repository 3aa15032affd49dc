"""Many people at work at once on the real server: `make load`.

scripts/load.py                          300 people for 10 minutes on 50,000 children and 5,000,000 notes
scripts/load.py --minutes 1 --people 50 --children 1000 --notes 0

PostgreSQL, as durable as in production; `steadyhand serve` with several processes and a worker for jobs, as the guide
for a council says, all on this machine together with the people. They signed in before: what is timed is pages and saves
(`load_people.py`). Held must be a p95 of 400 ms for reads and of 600 ms for saves, of visits and of
drafts alike, with no error; the exit code is 1 where
it is not. The database is made the first time, which takes a while, and kept. Figures: `load.json` beside it, with how
much of the processors each part took: where other programs were busy too, that says what the machine would hold alone.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import psutil
from machine import ROOT, Missing
from measuring import FOLDER, Made, databases

READS_P95, SAVES_P95 = 400, 600  # milliseconds
KINDS = (
    ("read", "pages read", READS_P95),
    ("save", "visits saved", SAVES_P95),
    ("draft", "drafts kept while typing", SAVES_P95),
)
COMING = 60  # seconds in which everybody arrives, before figures begin
STARTS_WITHIN, STOPS_WITHIN = 60.0, 30.0


def main(arguments: list[str]) -> int:
    """Let them work and tell how quick it was; 1 when that was not quick enough or something went wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--children", type=int, default=50_000)
    parser.add_argument("--notes", type=int, default=5_000_000)
    parser.add_argument(
        "--processes", type=int, default=os.cpu_count(), help="that serve pages (one a processor)"
    )
    options = parser.parse_args(arguments)
    with databases("postgresql", [options.children], notes=options.notes) as (made,):
        people = FOLDER / "people.json"
        people.write_text(_said(made, "load_sessions.py", str(options.people)))
        before = os.getloadavg()
        with _serving(made, options.processes) as (address, pages):
            parts = {"pages": pages, "database": _postmaster()}
            used, busy = {part: _seconds(pid) for part, pid in parts.items()}, _busy()
            figures = _work(address, people, options.people, options.minutes)
            took = {part: round(_seconds(pid) - used[part], 1) for part, pid in parts.items()}
            figures["processor_seconds"] = took | {"all_programs": round(_busy() - busy, 1)}
    figures |= {
        "people": options.people, "children": options.children, "notes": options.notes,
        "processes": options.processes, "processors": os.cpu_count(), "load_before": before,
        "load_after": os.getloadavg(), "at": datetime.now().astimezone().isoformat(),
    }  # fmt: skip
    kept = FOLDER / "load.json"
    kept.write_text(json.dumps(figures, indent=1))
    return show(figures, kept)


def show(figures: dict[str, object], kept: Path) -> int:
    """The figures in words, and whether they are within the targets."""
    print(
        f"{figures['people']} people for {figures['seconds']} s on {figures['children']:,} children and"
        f" {figures['notes']:,} notes; {figures['processes']} processes serve on {figures['processors']} processors;"
        f" load before {figures['load_before'][0]:.1f}, after {figures['load_after'][0]:.1f}"  # type: ignore[index]
    )
    held = True
    for kind, of_what, target in KINDS:
        told = figures[kind]
        assert isinstance(told, dict)
        within = told["requests"] > 0 and told["p95_ms"] <= target
        held = held and within
        print(f"  {of_what:28}{_line(told)}   p95 {'within' if within else 'over'} {target} ms")
    pages = figures["pages"]
    assert isinstance(pages, dict)
    for name, told in pages.items():
        print(f"    {name:26}{_line(told)}")
    took = figures["processor_seconds"]
    assert isinstance(took, dict)
    print(
        f"  processor time: pages {took['pages']} s, database {took['database']} s, everything on this machine"
        f" {took['all_programs']} s"
    )
    errors = figures["errors"]
    assert isinstance(errors, dict)
    print(f"  errors {sum(errors.values())}")
    for error, times in errors.items():
        print(f"    {times} times {error}")
    print(f"Figures: {kept}")
    return 0 if held and not errors else 1


def _line(told: dict[str, float]) -> str:
    return (
        f"{told['requests']:8,.0f}{told['a_second']:8} a second   median {told['p50_ms']:6,.0f} ms"
        f"   p95 {told['p95_ms']:6,.0f} ms   p99 {told['p99_ms']:6,.0f} ms   longest {told['longest_ms']:6,.0f} ms"
    )


def _postmaster() -> int:
    return int((FOLDER / "postgresql" / "data" / "postmaster.pid").read_text().splitlines()[0])


def _seconds(pid: int) -> float:
    """Processor time of a process and all that it started."""
    process = psutil.Process(pid)
    every = [each.cpu_times() for each in [process, *process.children(recursive=True)]]
    return sum(each.user + each.system + each.children_user + each.children_system for each in every)


def _busy() -> float:
    """Processor time of everything on this machine."""
    times = psutil.cpu_times()
    return times.user + times.nice + times.system


def _said(made: Made, script: str, *arguments: str) -> str:
    command = [sys.executable, str(ROOT / "scripts" / script), *arguments]
    return subprocess.run(
        command, env=made.environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


@contextmanager
def _serving(made: Made, processes: int) -> Iterator[tuple[str, int]]:
    """The server and the worker for jobs, as on a council's host; the address and the server's process id."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    steadyhand = [sys.executable, "-m", "steadyhand.commands"]
    log = Path(made.environment["STEADYHAND_DATA"]) / "load.log"
    with log.open("w") as told:
        shared = {
            "env": made.environment,
            "cwd": ROOT,
            "stdout": told,
            "stderr": told,
            "stdin": subprocess.DEVNULL,
        }
        serve = ["serve", "--port", str(port), "--processes", str(processes), "--without-worker"]
        server = subprocess.Popen([*steadyhand, *serve], **shared)  # type: ignore[call-overload]
        worker = subprocess.Popen([*steadyhand, "work"], **shared)  # type: ignore[call-overload]
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, server, log)
        yield address, server.pid
    finally:
        for process in (worker, server):
            process.terminate()
        for process in (worker, server):
            try:
                process.wait(timeout=STOPS_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    give_up_at = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5).close()
            return
        except (OSError, urllib.error.URLError):
            if server.poll() is not None or time.monotonic() > give_up_at:
                raise SystemExit(f"The server did not start:\n{log.read_text()[-3000:]}") from None
            time.sleep(0.2)


def _work(address: str, people: Path, many: int, minutes: float) -> dict[str, object]:
    figures = FOLDER / "locust.json"
    figures.unlink(missing_ok=True)
    command = [
        sys.executable, "-m", "locust", "--locustfile", str(ROOT / "scripts" / "load_people.py"), "--headless",
        "--host", address, "--users", str(many), "--spawn-rate", str(max(1.0, many / COMING)),
        "--run-time", f"{int(minutes * 60 + min(COMING, many))}s", "--stop-timeout", "30", "--only-summary",
        "--exit-code-on-error", "0",
    ]  # fmt: skip
    own = os.environ | {"LOAD_PEOPLE": str(people), "LOAD_FIGURES": str(figures)}
    subprocess.run(command, env=own, cwd=ROOT, check=True)
    told: dict[str, object] = json.loads(figures.read_text())
    return told


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Missing as missing:
        sys.exit(str(missing))
