"""Run the tests on both databases, after preparing everything they need.

scripts/test.py                          everything, on SQLite and PostgreSQL at once
scripts/test.py sqlite tests/web         some of it, on one database; what follows goes to pytest
scripts/test.py postgresql -k visible
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from types import FrameType
from typing import IO

from cluster import throw_away_cluster
from machine import (
    ROOT,
    Missing,
    chromium,
    install_frontend_fixtures,
    install_what_is_missing,
    postgresql_binaries,
)

OUTSIDE_CI = "not soak"
# What the pages' passes are made of; the rest of a database's tests take about as long.
PAGES = ("tests/architecture", "tests/web")
Run = Callable[..., int]


def run_pytest(arguments: list[str], environment: dict[str, str], output: IO[bytes] | None = None) -> int:
    """One run of pytest in a data folder of its own, written to `output` or shown as it goes; its exit code."""
    with tempfile.TemporaryDirectory(prefix="steadyhand-tests-") as data:
        own = {name: value for name, value in os.environ.items() if not name.startswith("STEADYHAND_")}
        # Hundreds of processes are started: what they import is compiled once, whatever the machine says of keeping it.
        own.pop("PYTHONDONTWRITEBYTECODE", None)
        own |= {**environment, "STEADYHAND_DATA": data}
        if browser := chromium():
            own["STEADYHAND_TEST_CHROMIUM"] = browser
        command = [sys.executable, "-m", "pytest", *arguments]
        streams = {"stdout": output, "stderr": subprocess.STDOUT} if output else {}
        with subprocess.Popen(command, cwd=ROOT, env=own, stdin=subprocess.DEVNULL, **streams) as pytest:
            try:
                return pytest.wait()
            except BaseException:
                # pytest has had the same Ctrl-C from the terminal, but not a SIGTERM sent to us alone.
                pytest.send_signal(signal.SIGINT)
                pytest.wait()
                raise


def on_sqlite(arguments: list[str], output: IO[bytes] | None = None, *, only: str = "") -> int:
    """The whole suite on an embedded SQLite file, or `only` what is marked so."""
    print(f"Tests on SQLite{': ' + only if only else ''}", flush=True)
    return run_pytest(["-m", f"{OUTSIDE_CI} and {only}" if only else OUTSIDE_CI, *arguments], {}, output)


def on_postgresql(arguments: list[str], output: IO[bytes] | None = None) -> int:
    """What asks for a database, again, as the application's role on a cluster of its own.

    `tests/conftest.py` leaves out what has nothing to do with one; browser tests run on one database.
    """
    binaries = postgresql_binaries()
    if binaries is None:
        raise Missing("PostgreSQL's initdb cannot be found. Run `make test`, which says what to install.")
    with throw_away_cluster(binaries) as cluster:
        print("Tests on PostgreSQL", flush=True)
        urls = {
            "STEADYHAND_DATABASE_URL": cluster.application_url,
            "STEADYHAND_DATABASE_OWNER_URL": cluster.owner_url,
        }
        return run_pytest(["-m", f"{OUTSIDE_CI} and not browser", *arguments], urls, output)


def on_both(arguments: list[str]) -> int:
    """Both at once; SQLite as it goes, then what the others said.

    All of it: tests in a browser, which wait more than they work, are a pass of their own, and each database's are
    two, so that neither core is idle while the longest pass ends. SQLite's pages wait for the browser's.
    """
    if not arguments:
        rest = [f"--ignore={folder}" for folder in PAGES]
        first = partial(on_sqlite, rest, only="not browser")
        others: list[list[Run]] = [
            [partial(on_postgresql, rest)],
            [partial(on_postgresql, list(PAGES))],
            [partial(on_sqlite, [], only="browser"), partial(on_sqlite, list(PAGES), only="not browser")],
        ]
    else:
        first, others = partial(on_sqlite, arguments), [[partial(on_postgresql, arguments)]]
    with ExitStack() as open_files, ThreadPoolExecutor(max_workers=len(others)) as beside:
        print("Others run beside the first; what they say follows.", flush=True)
        said = [open_files.enter_context(tempfile.TemporaryFile()) for _ in others]
        running = [
            beside.submit(_one_after_another, runs, output) for runs, output in zip(others, said, strict=True)
        ]
        codes = [first()]
        for other, output in zip(running, said, strict=True):
            codes += other.result()
            output.seek(0)
            sys.stdout.flush()
            shutil.copyfileobj(output, sys.stdout.buffer)
            sys.stdout.flush()
    return next((code for code in codes if code), 0)


def _one_after_another(runs: list[Run], output: IO[bytes]) -> list[int]:
    return [run(output=output) for run in runs]


def main(arguments: list[str]) -> int:
    """Prepare, run, and answer with the exit code: 0 only when every pass was green."""
    for stopped_by in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(stopped_by, _stop)
    which, rest = (arguments[0], arguments[1:]) if arguments else ("both", [])
    passes = {"sqlite": on_sqlite, "postgresql": on_postgresql, "both": on_both}
    if which not in passes:
        print(
            f"'{which}' is not a database the tests run on. Choose sqlite, postgresql or both.",
            file=sys.stderr,
        )
        return 2
    try:
        install_what_is_missing()
        install_frontend_fixtures()
        return passes[which](rest)
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _stop(number: int, _frame: FrameType | None) -> None:
    # An exception, so that the cluster and the data folders are cleared away on the way out.
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
