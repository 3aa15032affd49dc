"""The guides, followed as they are written: the commands of the administrator get the settings that the pages have."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from databases.stores import Database, Store
from steadyhand.web.entry.middleware import FOR_MACHINES

GUIDES = Path(__file__).resolve().parents[2] / "docs" / "guide"
BLOCK = re.compile(r"(?:^ {4}.*\n)+", flags=re.MULTILINE)
# In the place of systemd's: the environment of the files named and no other, as a service has it.
SYSTEMD_RUN = """#!{python}
import os, sys
words, own = sys.argv[1:], {{}}
while words[0].startswith("--"):
    name, _, value = words.pop(0).partition("=")
    file = value.removeprefix("EnvironmentFile=")
    if name == "--property" and not (file.startswith("-") and not os.path.exists(file[1:])):
        own |= dict(line.rstrip("\\n").split("=", 1) for line in open(file.removeprefix("-")))
os.execve(words[0], words, own)
"""


def block(guide: str, begins: str) -> str:
    """The block of a guide that begins so, without its indentation."""
    (found,) = (
        each
        for each in BLOCK.findall((GUIDES / guide).read_text(encoding="utf-8"))
        if each.strip().startswith(begins)
    )
    return "".join(line.strip() + "\n" for line in found.splitlines())


@pytest.fixture
def administrator(
    database_store: Store, django_db_blocker: Any, tmp_path: Path
) -> Callable[[str], subprocess.CompletedProcess[str]]:
    """Types lines of a guide on a machine that was set up by it, whose folders are those of the test."""
    with django_db_blocker.unblock():
        database: Database = database_store.create()
    there = {
        "/opt/steadyhand/bin": str(Path(sys.executable).parent),
        "/etc/steadyhand": str(tmp_path / "etc"),
        "/var/backups/steadyhand": str(tmp_path / "backups"),
    }

    def here(text: str) -> str:
        for path, own in there.items():
            text = text.replace(path, own)
        return text

    for folder in ("etc", "backups", "bin"):
        (tmp_path / folder).mkdir()
    (tmp_path / "etc" / "passphrase").write_text("invented words that do not belong together\n")
    settings = block("one-practice.md", "STEADYHAND_DATA=")
    stands = {name: value for name, value in database.environment().items() if name.startswith("STEADYHAND_")}
    (tmp_path / "etc" / "environment").write_text(
        settings + "".join(f"{name}={value}\n" for name, value in stands.items())
    )
    for name, text in (
        ("steadyhand", here(block("one-practice.md", "#!/bin/sh"))),
        ("systemd-run", SYSTEMD_RUN.format(python=sys.executable)),
    ):
        (tmp_path / "bin" / name).write_text(text)
        (tmp_path / "bin" / name).chmod(0o755)

    def types(lines: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/sh", "-e", "-c", here(lines)],
            env={"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return types


def test_a_practice_is_set_up_backed_up_and_upgraded(
    administrator: Callable[[str], subprocess.CompletedProcess[str]],
) -> None:
    made = administrator(block("one-practice.md", "steadyhand migrate"))
    assert made.returncode == 0, made.stdout + made.stderr
    assert "is live, for Your Council" in made.stdout
    assert "\nhttps://records.practice.example/invitation/" in made.stdout
    assert "not right" not in made.stdout
    for guide, begins in (("backups.md", "steadyhand backup"), ("upgrading.md", "steadyhand upgrade")):
        done = administrator(block(guide, begins))
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Backed up" in done.stdout


def test_who_can_be_invited_today_is_who_the_guide_says(
    administrator: Callable[[str], subprocess.CompletedProcess[str]],
) -> None:
    administrator(block("one-practice.md", "steadyhand migrate"))
    invite = block("one-practice.md", "steadyhand account invite")
    invited = administrator(invite)
    assert invited.returncode == 0, invited.stdout + invited.stderr
    newcomer = administrator(invite.replace("them@", "somebody.new@"))
    assert newcomer.returncode == 1
    assert "No open account has the email" in newcomer.stderr + newcomer.stdout
    assert "none adds somebody" in newcomer.stderr + newcomer.stdout


def test_what_the_guides_say_cannot_be_done_cannot_be_done() -> None:
    """Whoever builds a way to add people and children makes two guides true again: this test says so."""
    adds = re.compile(r"\.(?:welcome|establish|engage|add_child)\(")
    source = GUIDES.parents[1] / "src" / "steadyhand"
    adding = {
        path.name
        for room in ("commands", "web", "api", "journeys")
        for path in (source / room).rglob("*.py")
        if adds.search(path.read_text(encoding="utf-8"))
    }
    assert adding == {"start_live.py"}, "say in docs/guide/README.md and one-practice.md what can be done now"
    assert "**No page and no command adds**" in (GUIDES / "README.md").read_text(encoding="utf-8")
    assert "start-live" in (GUIDES / "README.md").read_text(encoding="utf-8")
    assert "no page or command adds" in (GUIDES / "one-practice.md").read_text(encoding="utf-8")


def test_what_watches_is_asked_at_addresses_that_there_are() -> None:
    named = {
        path
        for guide in GUIDES.glob("*.md")
        for path in re.findall(r"/[a-z]+z\b", guide.read_text(encoding="utf-8"))
    }
    assert named == {f"/{route}" for route in FOR_MACHINES}


def test_no_guide_gives_a_command_settings_of_its_own() -> None:
    commands = re.compile(r"^ {4,}(?:sudo|env|STEADYHAND_\w+=\S+ ).*steadyhand .*$", flags=re.MULTILINE)
    given = [
        found for path in GUIDES.glob("*.md") for found in commands.findall(path.read_text(encoding="utf-8"))
    ]
    assert given == []


def test_what_services_read_is_what_the_command_reads() -> None:
    named = {
        file
        for path in GUIDES.glob("*.md")
        for file in re.findall(r"EnvironmentFile=(\S+)", path.read_text(encoding="utf-8"))
    }
    assert named == set(re.findall(r"EnvironmentFile=(\S+)", block("one-practice.md", "#!/bin/sh")))
