"""`steadyhand docs`: reference documents written from the code they describe, so that they cannot differ."""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from steadyhand.commands.refusal import Refusal


def run(options: argparse.Namespace) -> int:
    """Write the documents, or with `--check` only compare: 1 when one is out of date or left over."""
    folder = Path(options.folder)
    if options.check:
        return check(DOCUMENTS, folder)
    write(DOCUMENTS, folder)
    return 0


def write(documents: Mapping[str, Callable[[], str]], folder: Path) -> None:
    """Write every document into `folder`. Raises `Refusal` when that cannot be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, make in documents.items():
            (folder / name).write_text(make(), encoding="utf-8")
            print(f"Wrote {folder / name}")
    except OSError as reason:
        raise Refusal(
            f"The documents cannot be written to {folder}: {reason.strerror}. Name another folder."
        ) from reason


def check(documents: Mapping[str, Callable[[], str]], folder: Path) -> int:
    """Compare every document with the one in `folder`; print how they differ; 0 when none does."""
    stale = []
    for name, make in documents.items():
        path = folder / name
        there = path.read_text(encoding="utf-8") if path.exists() else ""
        now = make()
        if there != now:
            stale.append(name)
            sys.stdout.writelines(
                difflib.unified_diff(
                    there.splitlines(keepends=True), now.splitlines(keepends=True), str(path), f"{path} (now)"
                )
            )
    left_over = sorted(path.name for path in folder.glob("*.md") if path.name not in documents)
    for name in left_over:
        print(f"{folder / name} is written by nothing. Remove it.", file=sys.stderr)
    if stale:
        print(f"Out of date: {', '.join(stale)}. Run `make docs` and commit what it writes.", file=sys.stderr)
    return 1 if stale or left_over else 0


def _timescales() -> str:
    from steadyhand.engines.timescales.manual import as_markdown

    return as_markdown()


def _access() -> str:
    from steadyhand.commands import installation

    installation.start_django()
    from steadyhand.contexts.cases.permissions.table import as_markdown

    return as_markdown()


def _routes() -> str:
    from steadyhand.commands.routes import as_markdown

    return as_markdown()


def _facts() -> str:
    from steadyhand.engines.timescales.facts_format import page

    return page()


def _facts_schema() -> str:
    from steadyhand.engines.timescales.facts_format import schema

    return schema()


def _rules_of_the_return() -> str:
    from steadyhand.engines.ssda903.manual import as_markdown

    return as_markdown()


# Each document's file name, and the function that writes it.
DOCUMENTS: Mapping[str, Callable[[], str]] = {
    "access.md": _access,
    "facts.md": _facts,
    "facts.schema.json": _facts_schema,
    "routes.md": _routes,
    "ssda903-rules.md": _rules_of_the_return,
    "timescales.md": _timescales,
}
