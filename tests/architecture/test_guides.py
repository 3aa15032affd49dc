"""What the guides name exists: every command, option and setting; and every setting is in a guide."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from architecture.source import REPOSITORY
from steadyhand.commands.main import parser

DOCUMENTS = sorted(
    [*(REPOSITORY / "docs").rglob("*.md"), *(REPOSITORY / name for name in ("README.md", "CONTRIBUTING.md"))]
)
# In code: an indented line, or between backticks. Up to the end of the line, the backtick or a comment.
COMMAND = re.compile(r"(?:(?<=bin/)|(?<=[\s`]))steadyhand ((?:[a-z-]|--)[^`#\n']*)")
CODE = re.compile(r"^    .*$|`[^`\n]+`", flags=re.MULTILINE)
SETTING = re.compile(r"\bSTEADYHAND_[A-Z]+(?:_[A-Z]+)*\b")
LINK = re.compile(r"\]\(([^)#:]+)\)")


def named_commands(text: str) -> list[str]:
    """Every `steadyhand …` in the code of a document, as it is typed."""
    return [found.strip() for code in CODE.findall(text) for found in COMMAND.findall(code)]


def problem(typed: str) -> str | None:
    """What is wrong with a command as typed: no such command, or no such option."""
    words = typed.split()
    one: argparse.ArgumentParser = parser()
    while groups := [action for action in one._actions if isinstance(action, argparse._SubParsersAction)]:
        choices = groups[0].choices
        if not words or words[0] not in choices:
            return f"there is no command {typed!r}"
        one = choices[words.pop(0)]
    options = {option for action in one._actions for option in action.option_strings}
    unknown = [word for word in words if word.startswith("--") and word.split("=")[0] not in options]
    return f"{typed!r} has no {', '.join(unknown)}" if unknown else None


def in_code() -> set[str]:
    """Every setting that the product reads from the environment."""
    sources = (REPOSITORY / "src" / "steadyhand").rglob("*.py")
    return {name for path in sources for name in SETTING.findall(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_every_command_and_setting_that_a_document_names_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [found for typed in named_commands(text) if (found := problem(typed))] == []
    assert set(SETTING.findall(text)) <= in_code()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_every_file_that_a_document_links_to_exists(path: Path) -> None:
    links = LINK.findall(path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_every_setting_is_in_a_guide() -> None:
    guides = (REPOSITORY / "docs" / "guide").glob("*.md")
    explained = {name for path in guides for name in SETTING.findall(path.read_text(encoding="utf-8"))}
    assert in_code() - explained == set(), "say in docs/guide what it means"


def test_every_command_for_whoever_runs_it_is_in_a_guide() -> None:
    guides = "\n".join(path.read_text(encoding="utf-8") for path in (REPOSITORY / "docs").rglob("guide/*.md"))
    (commands,) = (a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    told = {typed.split()[0] for typed in named_commands(guides)}
    assert set(commands.choices) - told == {"docs"}, "one for maintainers"


def test_what_does_not_exist_is_found() -> None:
    text = "Run `steadyhand fly` or\n\n    STEADYHAND_DATA=x /opt/bin/steadyhand serve --wings 2  # up\n\n`steadyhand audit`"
    assert [problem(typed) for typed in named_commands(text)] == [
        "there is no command 'fly'",
        "'serve --wings 2' has no --wings",
        "there is no command 'audit'",
    ]
