"""What the tests need from the machine beyond Python: PostgreSQL, Chromium, Node.

As root on Debian what is missing is installed; anywhere else the reader is told exactly what to install.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Missing(Exception):
    """Something the tests need is not on this machine and cannot be installed from here."""


def postgresql_binaries() -> Path | None:
    """The folder with `initdb` and `postgres`: Debian keeps it out of PATH; the newest version wins."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def chromium() -> str | None:
    """The system's Chromium or Chrome."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if (path := shutil.which(name))), None)


def npm() -> str | None:
    """npm, which comes with Node."""
    return shutil.which("npm") if shutil.which("node") else None


# What is needed, how to tell that it is there, and Debian's packages that bring it.
NEEDS = (
    ("PostgreSQL", postgresql_binaries, ["postgresql"]),
    ("Chromium", chromium, ["chromium"]),
    ("Node and npm", npm, ["nodejs", "npm"]),
)


def install_what_is_missing() -> None:
    """Install the missing pieces, as root on Debian.

    Raises `Missing` with the exact words to type when this is not root on Debian, or when Debian's own
    installer did not bring what it should.
    """
    missing = [(name, packages) for name, present, packages in NEEDS if present() is None]
    if not missing:
        return
    names = ", ".join(name for name, _ in missing)
    packages = [package for _, some in missing for package in some]
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise Missing(
            f"The tests need {names}, which this machine does not have.\n"
            f"On Debian or Ubuntu: sudo apt-get install --no-install-recommends {' '.join(packages)}\n"
            "Elsewhere install PostgreSQL 15 or newer, Chromium and Node 18 or newer, "
            "with initdb, chromium and npm in PATH. Then run this again."
        )
    print(f"Installing {names} ...", flush=True)
    quietly = {"DEBIAN_FRONTEND": "noninteractive", **os.environ}
    _apt(["update", "-qq"], quietly)
    _apt(["install", "-y", "-qq", "--no-install-recommends", *packages], quietly)
    still = [name for name, present, _ in NEEDS if present() is None]
    if still:
        raise Missing(f"apt-get installed {' '.join(packages)}, yet {', '.join(still)} cannot be found.")


def install_frontend_fixtures() -> None:
    """axe-core and the component fixtures from npm, when absent or older than the lock file."""
    folder = ROOT / "frontend"
    lock = folder / "package-lock.json"
    installed = folder / "node_modules" / ".package-lock.json"
    if not lock.exists():
        return
    if installed.exists() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return
    print("Fetching axe-core and the component fixtures from npm ...", flush=True)
    command = ["npm", "ci", "--prefix", str(folder), "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    installed.touch()


def _apt(arguments: list[str], environment: dict[str, str]) -> None:
    result = subprocess.run(
        ["apt-get", *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if result.returncode:
        sys.stderr.write(result.stdout)
        raise Missing(
            f"apt-get {' '.join(arguments)} ended with {result.returncode}; its own words are above."
        )
