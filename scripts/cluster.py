"""A PostgreSQL cluster of our own, thrown away afterwards.

It lives in a temporary folder, listens on loopback on a free port, and has two roles, as in production: one
that owns the tables and runs migrations, and the application's, which is neither owner nor superuser and
cannot pass row-level security. Tests that ran as a superuser would pass with no wall at all.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

OWNER = "steadyhand_owner"
APPLICATION = "steadyhand_app"
DATABASE = "steadyhand"
START_WITHIN = 30.0  # seconds


@dataclass(frozen=True)
class Cluster:
    """The addresses of a running cluster, one for each role."""

    owner_url: str
    application_url: str


@contextmanager
def throw_away_cluster(binaries: Path) -> Iterator[Cluster]:
    """Start a cluster with the PostgreSQL in `binaries`; stop it by its own process id, remove its folder.

    Raises `RuntimeError` with the server's own log when it does not start.
    """
    folder = Path(tempfile.mkdtemp(prefix="steadyhand-postgresql-"))
    try:
        as_user = _unprivileged(folder)
        password = secrets.token_hex(16)
        port = _free_port()
        _make(binaries, folder, password, as_user)
        with _running(binaries, folder, port, as_user) as server:
            superuser = f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres"
            _wait_until_ready(superuser, server, folder / "log")
            _make_roles(superuser, password)
            yield Cluster(
                owner_url=f"postgresql://{OWNER}:{password}@127.0.0.1:{port}/{DATABASE}",
                application_url=f"postgresql://{APPLICATION}:{password}@127.0.0.1:{port}/{DATABASE}",
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged(folder: Path) -> dict[str, object]:
    """How to run PostgreSQL's programs: it refuses to run as root, so root uses the `postgres` account."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("postgres")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _make(binaries: Path, folder: Path, password: str, as_user: dict[str, object]) -> None:
    password_file = folder / "password"
    password_file.touch(mode=0o600)
    password_file.write_text(password)
    if as_user:
        os.chown(password_file, as_user["user"], as_user["group"])  # type: ignore[arg-type]
    command = [
        *(binaries / "initdb", "--pgdata", folder / "data", "--username", "postgres"),
        *("--pwfile", password_file, "--auth", "scram-sha-256", "--encoding", "UTF8"),
        *("--locale", "C.UTF-8", "--no-sync", "--no-instructions"),
    ]
    result = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False, **as_user
    )
    if result.returncode:
        raise RuntimeError(f"initdb did not make a cluster:\n{result.stdout}{result.stderr}")


@contextmanager
def _running(
    binaries: Path, folder: Path, port: int, as_user: dict[str, object]
) -> Iterator[subprocess.Popen]:
    settings = {
        "port": port,
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": folder,
        "timezone": "UTC",
        "max_connections": 120,
        # The machine is not unplugged while the tests run, and the cluster does not outlive them.
        "fsync": "off",
        "full_page_writes": "off",
        "synchronous_commit": "off",
    }
    command = [binaries / "postgres", "-D", folder / "data"]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    with (folder / "log").open("wb") as log:
        # A session of its own: Ctrl-C in the terminal reaches pytest, and the server is stopped after it.
        server = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            **as_user,
        )
    try:
        yield server
    finally:
        server.send_signal(signal.SIGINT)  # PostgreSQL's "fast" shutdown
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_until_ready(url: str, server: subprocess.Popen, log: Path) -> None:
    give_up_at = time.monotonic() + START_WITHIN
    while True:
        try:
            psycopg.connect(url, connect_timeout=5).close()
            return
        except psycopg.OperationalError as reason:
            if server.poll() is not None or time.monotonic() > give_up_at:
                raise RuntimeError(f"PostgreSQL did not start. Its log:\n{log.read_text()}") from reason
            time.sleep(0.05)


def _make_roles(superuser: str, password: str) -> None:
    with psycopg.connect(superuser, autocommit=True) as connection:
        for role, powers in (
            (OWNER, "LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS"),
            (APPLICATION, "LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS"),
        ):
            connection.execute(
                sql.SQL("CREATE ROLE {} WITH {} PASSWORD {}").format(
                    sql.Identifier(role), sql.SQL(powers), sql.Literal(password)
                )
            )
        # Removing a test's database ends what the application's role has left connected to it.
        connection.execute(sql.SQL("GRANT pg_signal_backend TO {}").format(sql.Identifier(OWNER)))
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
