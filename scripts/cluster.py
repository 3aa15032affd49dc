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
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import psycopg
from psycopg import sql

OWNER = "steadyhand_owner"
APPLICATION = "steadyhand_app"
DATABASE = "steadyhand"
START_WITHIN = 30.0  # seconds


# The machine is not unplugged while the tests run, and the cluster does not outlive them.
_UNTIL_TOMORROW = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
# Everything that keeps what was saved stays on; room for what a council's pages read.
_AS_IN_PRODUCTION = {
    "shared_buffers": "1GB",
    "effective_cache_size": "3GB",
    "max_wal_size": "4GB",
    "random_page_cost": "1.1",
}


@dataclass(frozen=True)
class Cluster:
    """The addresses of a running cluster, one for each role."""

    owner_url: str
    application_url: str


class RunAs(NamedTuple):
    """The account of the machine that runs PostgreSQL's programs; empty: the one that runs this."""

    user: int | None = None
    group: int | None = None

    @property
    def extra_groups(self) -> list[int] | None:
        """None of root's own groups go along."""
        return None if self.user is None else []


@contextmanager
def throw_away_cluster(binaries: Path) -> Iterator[Cluster]:
    """Start a cluster with the PostgreSQL in `binaries`; stop it by its own process id, remove its folder.

    Raises `RuntimeError` with the server's own log when it does not start.
    """
    folder = Path(tempfile.mkdtemp(prefix="steadyhand-postgresql-"))
    try:
        run_as = _unprivileged(folder)
        password = secrets.token_hex(16)
        port = _free_port()
        _make(binaries, folder, password, run_as)
        with _running(binaries, folder, port, run_as, _UNTIL_TOMORROW) as server:
            superuser = f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres"
            _wait_until_ready(superuser, server, folder / "log")
            _make_roles(superuser, password)
            yield Cluster(
                owner_url=f"postgresql://{OWNER}:{password}@127.0.0.1:{port}/{DATABASE}",
                application_url=f"postgresql://{APPLICATION}:{password}@127.0.0.1:{port}/{DATABASE}",
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def kept_cluster(binaries: Path, folder: Path) -> Iterator[Cluster]:
    """Start the cluster of this folder, made when it is not there yet; stopped and kept afterwards.

    As durable as in production: for measuring. Raises `RuntimeError` with the server's own log when it does not start.
    """
    folder.mkdir(parents=True, exist_ok=True)
    run_as = _unprivileged(folder)
    made = folder / "made"
    if not made.exists():
        shutil.rmtree(folder / "data", ignore_errors=True)
        _make(binaries, folder, secrets.token_hex(16), run_as)
    password = (folder / "password").read_text()
    port = _free_port()
    with _running(binaries, folder, port, run_as, _AS_IN_PRODUCTION) as server:
        superuser = f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres"
        _wait_until_ready(superuser, server, folder / "log")
        if not made.exists():
            _make_roles(superuser, password)
            made.touch()
        yield Cluster(
            owner_url=f"postgresql://{OWNER}:{password}@127.0.0.1:{port}/{DATABASE}",
            application_url=f"postgresql://{APPLICATION}:{password}@127.0.0.1:{port}/{DATABASE}",
        )


def _unprivileged(folder: Path) -> RunAs:
    """PostgreSQL refuses to run as root, so root hands the folder to the `postgres` account."""
    if os.geteuid() != 0:
        return RunAs()
    account = pwd.getpwnam("postgres")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return RunAs(account.pw_uid, account.pw_gid)


def _make(binaries: Path, folder: Path, password: str, run_as: RunAs) -> None:
    password_file = folder / "password"
    password_file.touch(mode=0o600)
    password_file.write_text(password)
    if run_as.user is not None and run_as.group is not None:
        os.chown(password_file, run_as.user, run_as.group)
    command: list[str | Path] = [
        *(binaries / "initdb", "--pgdata", folder / "data", "--username", "postgres"),
        *("--pwfile", password_file, "--auth", "scram-sha-256", "--encoding", "UTF8"),
        *("--locale", "C.UTF-8", "--no-sync", "--no-instructions"),
    ]
    result = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
        user=run_as.user,
        group=run_as.group,
        extra_groups=run_as.extra_groups,
    )
    if result.returncode:
        raise RuntimeError(f"initdb did not make a cluster:\n{result.stdout}{result.stderr}")


@contextmanager
def _running(
    binaries: Path, folder: Path, port: int, run_as: RunAs, more: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    settings = {
        "port": port,
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": folder,
        "timezone": "UTC",
        "max_connections": 120,
        **more,
    }
    command: list[str | Path] = [binaries / "postgres", "-D", folder / "data"]
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
            user=run_as.user,
            group=run_as.group,
            extra_groups=run_as.extra_groups,
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


def _wait_until_ready(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
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
