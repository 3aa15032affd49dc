"""The real server as a process of its own: its death is a real death."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from databases.stores import Database

STARTS_WITHIN = 30.0  # seconds
STOPS_WITHIN = 15.0  # seconds


class LiveServer:
    """`steadyhand serve` on one database, on a free port of its own that it keeps when restarted."""

    def __init__(self, database: Database, log: Path, worker: bool) -> None:
        self.database = database
        self._log = log
        self._worker = worker
        self._port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address, without a slash at the end. By name: a browser treats localhost as a safe place."""
        return f"http://localhost:{self._port}"

    @property
    def pid(self) -> int:
        """The process id of `steadyhand serve`, which also leads the process group of its own processes."""
        assert self._process is not None, "the server has not been started"
        return self._process.pid

    @property
    def output(self) -> str:
        """What the server has printed and logged since it was first started."""
        return self._log.read_text() if self._log.exists() else ""

    def start(self) -> None:
        """Start and wait until a page can be had. Raises `AssertionError` with the log when none can."""
        command = [sys.executable, "-m", "steadyhand.commands", "serve", "--port", str(self._port)]
        if not self._worker:
            command.append("--without-worker")
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command,
                # The key of this process too, so that a session begun with Django's test client holds there.
                env={
                    **os.environ,
                    **self.database.environment(),
                    "STEADYHAND_SECRET_KEY": settings.SECRET_KEY,
                },
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        give_up_at = time.monotonic() + STARTS_WITHIN
        while not self._answers():
            ended = self._process.poll()
            if ended is not None or time.monotonic() > give_up_at:
                self.kill()
                raise AssertionError(f"the server did not start (exit code {ended}):\n{self.output}")
            time.sleep(0.05)

    def kill(self) -> None:
        """SIGKILL to the server and all its processes at once: nothing is flushed or closed."""
        assert self._process is not None, "the server has not been started"
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def restart(self) -> None:
        """Start again on the same port and database, after `kill` or in place of a running server."""
        self.stop()
        self.start()

    def stop(self) -> None:
        """Ask it to stop, and insist when it does not."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(timeout=STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"the server did not stop when asked to:\n{self.output}") from None

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=10)
        try:
            connection.request("HEAD", "/")
            connection.getresponse()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
