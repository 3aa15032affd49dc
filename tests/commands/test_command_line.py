"""Parsing, and what the person at the terminal is told."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from steadyhand.commands import main as command_line
from steadyhand.commands.refusal import Refusal


def test_help_names_every_command_at_once() -> None:
    started = time.perf_counter()
    result = subprocess.run(
        [sys.executable, "-m", "steadyhand.commands", "--help"], capture_output=True, text=True, check=True
    )
    took = time.perf_counter() - started

    for name in ("migrate", "demo", "serve", "work", "audit", "docs", "check-installation"):
        assert name in result.stdout
    assert took < 1.0, "on two busy cores; 0.03 s on a quiet machine"


def test_help_imports_nothing_heavy() -> None:
    program = "import sys; from steadyhand.commands import main; main.parser().format_help(); "
    heavy = "print({'django', 'granian', 'http.client', 'multiprocessing'} & set(sys.modules))"
    result = subprocess.run(
        [sys.executable, "-c", program + heavy], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "set()"


def test_no_command_is_answered_with_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        command_line.main([])
    assert stopped.value.code == 2
    assert "usage: steadyhand" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["serve", "--port", "70000"],
        ["serve", "--port", "x"],
        ["demo", "--children", "19"],
        ["audit"],
        ["fly"],
    ],
)
def test_what_is_not_understood_ends_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        command_line.main(arguments)
    assert stopped.value.code == 2


def test_a_refusal_is_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from steadyhand.commands import docs

    def refuse(_: object) -> int:
        raise Refusal("It cannot be done. Do this instead.")

    monkeypatch.setattr(docs, "run", refuse)
    assert command_line.main(["docs"]) == 1
    assert capsys.readouterr().err == "It cannot be done. Do this instead.\n"
