"""Runs the import contracts of `pyproject.toml` on any source tree, as `make check` runs them on ours."""

import os
import re
import subprocess
import sys
from pathlib import Path

from architecture.source import REPOSITORY

RESULT = re.compile(r"^(?P<name>.+) (?P<result>KEPT|BROKEN)(?: \(.*\))?$")


def broken_contracts(root: Path, *, config: Path = REPOSITORY / "pyproject.toml") -> set[str]:
    """Numbers ("1", "4a" …) of the contracts that the package under `root` breaks.

    Raises AssertionError with the linter's words if it did not finish: "not run" is never taken for "kept".
    """
    command = [Path(sys.executable).with_name("lint-imports"), "--config", config, "--no-cache", "--no-logo"]
    environment = {**os.environ, "PYTHONPATH": str(root), "COLUMNS": "1000"}
    run = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    results = [match for line in run.stdout.splitlines() if (match := RESULT.match(line.strip()))]
    broken = {match["name"].partition(".")[0] for match in results if match["result"] == "BROKEN"}
    kept = sum(match["result"] == "KEPT" for match in results)
    told = f"Contracts: {kept} kept, {len(results) - kept} broken."
    finished = bool(results) and told in run.stdout and bool(broken) == bool(run.returncode)
    assert finished, f"the import linter did not run to its end on {root}:\n{run.stdout}\n{run.stderr}"
    return broken
