"""Asks today's tool about a return: run inside its own environment, which `bench_903.py` makes and throws away.

peer_903.py FOLDER 2026/27 E08000035 OUT.json [--own-copies] [--report]

FOLDER holds `this` and `last` with a CSV for each table, and may hold `homes.xlsx`. OUT gets, for each of its rules,
the rows that failed by table, the rules that it skipped, those that ended in an error, and seconds. `--own-copies`
gives each rule tables of its own, since one of its rules writes into those that the next are handed; `--report` makes
the report that its users see, which is part of a whole run.
"""

from __future__ import annotations

import importlib
import json
import logging
import sys
import time
from pathlib import Path
from typing import Any


def main(arguments: list[str]) -> int:
    """Run it once."""
    began = time.perf_counter()
    logging.disable(logging.CRITICAL)
    from lac_validator import lac_validator
    from lac_validator.report import Report
    from lac_validator.types import UploadedFile

    folder, year, authority, out = Path(arguments[0]), *arguments[1:4]
    files = [
        UploadedFile(name=file.name, description=description, file_content=file.read_bytes())
        for sub, description in (("this", "This year"), ("last", "Prev year"))
        for file in sorted((folder / sub).glob("*.csv"))
    ]
    homes = folder / "homes.xlsx"
    if homes.exists():
        files.append(UploadedFile(name=homes.name, description="CH lookup", file_content=homes.read_bytes()))
    registry = importlib.import_module(f"lac_validator.rules.lac{year.replace('/', '_')}").registry
    if "--own-copies" in arguments:
        lac_validator.copy_datastore = _own
    found: dict[str, dict[str, list[int]]] = {}
    for code, rule in registry.items():
        object.__setattr__(rule, "func", _kept(code, rule.func, found))  # they are frozen
    imported = time.perf_counter()
    # it names a collection year by the year in which it ends
    metadata = {"collectionYear": str(int(year[:4]) + 1), "localAuthority": authority}
    asked = lac_validator.LacValidator(metadata=metadata, files=files, registry=registry)
    checked = time.perf_counter()
    if "--report" in arguments:
        report = Report(asked.ds_results, registry)
        lac_validator.create_issue_df(report.report, report.error_report)
    ended = time.perf_counter()
    told = {
        "rules": found,
        "skipped": sorted(map(str, asked.skips)),
        "crashed": sorted(map(str, asked.fails)),
        "seconds": {"start": imported - began, "rules": checked - imported, "report": ended - checked},
    }
    Path(out).write_text(json.dumps(told))
    return 0


def _own(tables: dict[str, Any]) -> dict[str, Any]:
    return {name: dict(kept) if name == "metadata" else kept.copy(deep=True) for name, kept in tables.items()}


def _kept(code: str, rule: Any, found: dict[str, dict[str, list[int]]]) -> Any:
    def asked(tables: dict[str, Any]) -> Any:
        answer = rule(tables)
        if answer != {}:
            rows = {name: sorted({int(row) for row in some if row == row}) for name, some in answer.items()}
            found[str(code)] = {name: some for name, some in rows.items() if some}
        return answer

    return asked


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
