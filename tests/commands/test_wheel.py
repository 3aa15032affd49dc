"""A built wheel is all there is to Steadyhand: no checkout, no node, and yet the pages are dressed."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ANSWERS_WITHIN = 30.0  # seconds


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands in a throw-away environment that holds the wheel and what it depends on."""
    folder = tmp_path_factory.mktemp("wheel")
    uv = shutil.which("uv", path=f"{ROOT / '.tools/uv/bin'}{os.pathsep}{os.environ['PATH']}")
    assert uv, "uv is in .tools/uv once `make test` has made the environment"

    def run(*arguments: str | Path) -> None:
        result = subprocess.run(
            [uv, *arguments], cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
        )
        assert result.returncode == 0, f"uv {arguments[0]}:\n{result.stdout}{result.stderr}"

    run("build", "--wheel", "--quiet", "--out-dir", folder)
    lock = folder / "lock.txt"
    run("export", "--quiet", "--frozen", "--no-dev", "--no-emit-project", "--output-file", lock)
    run("venv", "--quiet", folder / "environment")
    (wheel,) = folder.glob("*.whl")
    python = folder / "environment" / "bin" / "python"
    run("pip", "install", "--quiet", "--python", python, "--requirement", lock)
    run("pip", "install", "--quiet", "--python", python, "--no-deps", wheel)
    return python.parent


@pytest.fixture
def serving(installed: Path, tmp_path: Path) -> Iterator[str]:
    """The address of `steadyhand serve` on a demonstration made by `steadyhand demo`, both from the wheel."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # Nothing but the environment's own commands can be found: no node, no checkout.
    own = {"PATH": str(installed), "PORT": str(port), "STEADYHAND_DATA": str(tmp_path / "data")}
    command = installed / "steadyhand"
    made = subprocess.run(
        [command, "demo", "--children", "20"],
        cwd=tmp_path,
        env=own,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(
            [command, "serve"], cwd=tmp_path, env=own, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
    try:
        address = f"http://127.0.0.1:{port}"
        give_up_at = time.monotonic() + ANSWERS_WITHIN
        while "Steadyhand is ready" not in (tmp_path / "log").read_text():
            assert server.poll() is None, (tmp_path / "log").read_text()
            assert time.monotonic() < give_up_at, (tmp_path / "log").read_text()
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.mark.sqlite
def test_the_wheel_makes_a_demonstration_and_serves_it(serving: str) -> None:
    with urllib.request.urlopen(f"{serving}/sign-in", timeout=20) as response:
        page = response.read().decode()
        assert response.status == 200
    assert "Sign in" in page

    sheets = re.findall(r'<link[^>]+href="([^"]+\.css)"', page)
    assert sheets
    for sheet in sheets:
        with urllib.request.urlopen(f"{serving}{sheet}", timeout=20) as response:
            assert response.status == 200
            assert len(response.read()) > 1_000
