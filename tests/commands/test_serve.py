"""The server as a process: it answers, it stops when asked, and nothing of it is left behind."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from databases.servers import LiveServer
from databases.stores import Database

ENDS_WITHIN = 10.0  # seconds

linux_only = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="reads the process table of Linux"
)


def children(pid: int) -> set[int]:
    """The processes that this one started, and what they started."""
    found: set[int] = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found |= {child, *children(child)}
    return found


def command(pid: int) -> bytes:
    """The words it was started with, a NUL after each; nothing when it has just ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def is_running(pid: int) -> bool:
    """Whether the process runs; one that only waits for its parent to notice its end does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until_ended(pids: set[int]) -> set[int]:
    """Those still running when patience ran out."""
    give_up_at = time.monotonic() + ENDS_WITHIN
    while (running := {pid for pid in pids if is_running(pid)}) and time.monotonic() < give_up_at:
        time.sleep(0.05)
    return running


def status(server: LiveServer) -> int:
    address = urlsplit(server.url)
    connection = http.client.HTTPConnection("127.0.0.1", address.port or 80, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status
    finally:
        connection.close()


@linux_only
@pytest.mark.parametrize("how", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.sqlite)])
def test_it_stops_when_asked_and_leaves_nothing_behind(
    how: signal.Signals, live_server: Callable[..., LiveServer]
) -> None:
    server = live_server(worker=True)
    started = children(server.pid)
    assert len(started) >= 2, "a process for pages and the background worker"
    assert status(server) < 500

    os.kill(server.pid, how)

    assert wait_until_ended({server.pid, *started}) == set()
    assert "Stopped." in server.output
    assert "Traceback" not in server.output
    assert "panicked" not in server.output


@linux_only
@pytest.mark.sqlite
def test_when_it_gives_up_on_its_processes_it_says_so(live_server: Callable[..., LiveServer]) -> None:
    server = live_server()
    give_up_at = time.monotonic() + 2 * ENDS_WITHIN
    while "Stopped." not in server.output and time.monotonic() < give_up_at:
        for child in children(server.pid):
            if b"spawn_main" in command(child):
                os.kill(child, signal.SIGKILL)
        if "so the server stops" in server.output:
            break
        time.sleep(0.2)
    assert "Processes for pages end as soon as they are started, so the server stops." in server.output
    assert "Traceback" not in server.output


@linux_only
def test_killed_outright_it_leaves_no_orphan(live_server: Callable[..., LiveServer]) -> None:
    server = live_server(worker=True)
    started = children(server.pid)

    os.kill(server.pid, signal.SIGKILL)  # it alone: its own processes must notice

    assert wait_until_ended(started) == set()


@linux_only
def test_a_worker_that_ends_is_started_again(live_server: Callable[..., LiveServer]) -> None:
    server = live_server(worker=True)

    def workers() -> set[int]:
        return {pid for pid in children(server.pid) if b"\0work\0" in command(pid)}

    (first,) = workers()
    os.kill(first, signal.SIGKILL)
    give_up_at = time.monotonic() + ENDS_WITHIN
    while workers() <= {first} and time.monotonic() < give_up_at:
        time.sleep(0.05)

    assert workers() - {first}
    assert "The background worker ended with -9" in server.output


def test_a_killed_server_starts_again_on_its_port(live_server: Callable[..., LiveServer]) -> None:
    server = live_server()
    before = server.url, server.pid
    server.kill()
    server.restart()
    assert server.url == before[0]
    assert server.pid != before[1]
    assert status(server) < 500


@pytest.mark.sqlite  # refused before a database is asked for anything
def test_a_port_in_use_is_refused_in_words(fresh_database: Database) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = _serve(fresh_database, PORT=str(taken.getsockname()[1]))
    assert result.returncode == 1
    assert "choose another port" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.sqlite
def test_a_port_that_is_none_is_refused_in_words(fresh_database: Database) -> None:
    result = _serve(fresh_database, PORT="eight thousand")
    assert result.returncode == 1
    assert "PORT is 'eight thousand', which is not a port" in result.stderr


@pytest.mark.sqlite  # of names and addresses: nothing in it is the database's
@pytest.mark.parametrize(("https", "address"), [("", "http://s.example:{port}"), ("1", "https://s.example")])
def test_under_a_name_of_its_own_it_starts_without_an_error_and_says_that_name(
    https: str, address: str, fresh_database: Database
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {
        "STEADYHAND_HOSTS": "s.example",
        "STEADYHAND_HTTPS": https,
        "STEADYHAND_ADDRESS": "",
        "PORT": str(port),
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "steadyhand.commands", "serve", "--without-worker"],
        env={**os.environ, **fresh_database.environment(), **own},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert server.stdout is not None
    said = []
    for line in server.stdout:
        said.append(line)
        if line.startswith("Steadyhand is ready"):
            break
    server.terminate()
    rest, _ = server.communicate(timeout=30)
    assert f"Open {address.format(port=port)} in a browser" in said[-1]
    assert "DisallowedHost" not in "".join(said) + rest
    assert '"level": "error"' not in "".join(said) + rest


@pytest.mark.sqlite
def test_without_a_database_it_says_how_to_begin(tmp_path: Path) -> None:
    database = Database("sqlite", tmp_path, f"sqlite:///{tmp_path / 'none.sqlite3'}", "")
    result = _serve(database, PORT="")
    assert result.returncode == 1
    assert "There is no database" in result.stderr
    assert "steadyhand demo" in result.stderr
    assert not (tmp_path / "none.sqlite3").exists()


def _serve(database: Database, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "steadyhand.commands", "serve"],
        env={**os.environ, **database.environment(), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
