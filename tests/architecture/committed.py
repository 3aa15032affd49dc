"""Nothing committed depends on the machine it was written on."""

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from architecture.source import Finding

# Written apart, so that this file does not find itself.
REGISTRY_HOSTS = (
    "pypi" + ".org",
    "python" + "hosted.org",
    "registry." + "npmjs",
    "registry." + "yarnpkg",
    "npm" + ".pkg",
)
SHARED = re.compile(r"\.\./" + r"shared\b|(?<![\w.-])/" + r"work/")
MACHINE = re.compile(r"(?<![\w.\-/])/(?:home|Users|root)/(?=\w)|\b[A-Z]:\\\\?Users\b|file:///(?=\w)")
LOCKS = {  # where a lock file says what it fetches, and the public hosts it may name there
    "uv.lock": (
        re.compile(r'(?:url|registry) = "([^"]+)"'),
        {"pypi" + ".org", "files.python" + "hosted.org"},
    ),
    "package-lock.json": (re.compile(r'"resolved": "([^"]+)"'), {"registry." + "npmjs.org"}),
}


def machine_names(files: Iterable[Path], *, root: Path) -> list[Finding]:
    """Committed lines that name a path of one machine, a package registry or the folder shared at writing."""
    found = []
    for path in files:
        text = _text(path)
        if text is None:
            continue
        relative = path.relative_to(root).as_posix()
        for number, line in enumerate(text.splitlines(), start=1):
            if SHARED.search(line):
                found.append(
                    Finding(
                        relative, number, "names a folder that no other machine has: copy in what is needed"
                    )
                )
            if MACHINE.search(line) or _names(line, root):
                found.append(
                    Finding(
                        relative, number, "names a path of one machine: make it relative or ask the system"
                    )
                )
            if path.name not in LOCKS and any(host in line for host in REGISTRY_HOSTS):
                found.append(
                    Finding(relative, number, "names a package registry: leave it to the tool's own setting")
                )
    return found


def private_registries(files: Iterable[Path], *, root: Path) -> list[Finding]:
    """Places that a lock file fetches from other than the public default, which others could not reach."""
    found = []
    for path in files:
        if path.name not in LOCKS:
            continue
        fetched, hosts = LOCKS[path.name]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            for address in fetched.findall(line):
                host = urlsplit(address).hostname
                if host not in hosts:
                    relative = path.relative_to(root).as_posix()
                    found.append(
                        Finding(relative, number, f"fetches from {host}: lock without a registry of your own")
                    )
    return found


def _names(line: str, root: Path) -> bool:
    return len(root.parts) > 2 and str(root) in line


def _text(path: Path) -> str | None:
    """The file's text, or None for a picture, a font or another binary file."""
    content = path.read_bytes()
    if b"\0" in content[:8000]:
        return None
    return content.decode("utf-8", errors="replace")
