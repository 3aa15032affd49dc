"""`steadyhand serve`: the pages, and the background worker beside them.

Three kinds of process: this one, granian's, and the worker. None outlives this one, even when it is killed
outright: granian's end with their parent (`application`), the worker when its standard input closes.
"""

from __future__ import annotations

import argparse
import atexit
import copy
import http.client
import importlib
import logging
import multiprocessing
import os
import resource
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from steadyhand.commands import installation, production
from steadyhand.commands.refusal import Refusal
from steadyhand.commands.whole_requests import WholeRequests
from steadyhand.foundations import logs

APPLICATION = "steadyhand.config.wsgi:application"
WORKER = (sys.executable, "-m", "steadyhand.commands", "work", "--until-input-closes")
# Pages answered at once by one process; each thread keeps a connection to the database.
THREADS = min(8, 2 * (os.cpu_count() or 1) + 1)
# Lines that strangers and others may hold open at once, in all processes; more wait to be let in. Each takes about
# 16 kB, and at worst a form that is not whole yet (`whole_requests.ORDINARY`).
LINES = 4096
LINE_WAITS = 10_000  # milliseconds for the head of a request; so long may a line lie idle too
OTHER_FILES = 256  # that a process has open beside its lines
WORKER_STOPS_WITHIN = 10.0  # seconds
LONGEST_PAUSE = 60.0  # seconds between attempts to start a worker that keeps ending

log = logging.getLogger("steadyhand.serve")


def run(options: argparse.Namespace) -> int:
    """Serve until told to stop (SIGINT or SIGTERM). Raises `Refusal` when it cannot start."""
    port = options.port or _port_from_environment()
    _port_must_be_free(options.host, port)
    os.environ["PORT"] = str(port)  # links lead back here, from the worker's e-mails too
    if not os.environ.get("STEADYHAND_HOSTS"):  # on one's own machine
        shown = f"[{options.host}]" if ":" in options.host else options.host
        os.environ.setdefault("STEADYHAND_ADDRESS", f"http://{shown}:{port}")
    installation.start_django()
    installation.must_be_migrated()
    production.must_be_safe(processes=options.processes)
    logs.take_over()
    # Server processes begin anew rather than as copies of this one, which holds threads and a connection.
    multiprocessing.set_start_method("spawn", force=True)
    threading.Thread(target=_say_when_ready, args=(options.host, port), daemon=True).start()
    with _worker() if not options.without_worker else _nothing():
        _serve(options.host, port, options.processes)
    print("Stopped.", flush=True)
    return 0


def application() -> WholeRequests:
    """The pages, loaded inside a server process, which from here on ends with its parent."""
    from django.conf import settings

    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    module, _, name = APPLICATION.partition(":")
    pages = getattr(importlib.import_module(module), name)
    atexit.register(_leave)
    return WholeRequests(pages, threads=THREADS, largest=settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def _serve(host: str, port: int, processes: int) -> None:
    from django.conf import settings
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import Server

    _allow_files(LINES // processes + OTHER_FILES)
    server = Server(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,  # what proxies speak; one connection is one request at a time
        websockets=False,
        workers=processes,
        backlog=LINES,
        backpressure=_lines_of_each(processes),
        http1_settings=HTTP1Settings(header_read_timeout=LINE_WAITS),
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
        log_dictconfig=copy.deepcopy(settings.LOGGING),
    )
    try:
        server.serve(target_loader=application, wrap_loader=False)
    except SystemExit as ended:
        if ended.code:
            log.error(
                "Processes for pages end as soon as they are started, so the server stops. Why is said above."
            )
        raise


def _allow_files(number: int) -> None:
    """Let each process have so many files open, where the machine allows it: many are told 1,024 at first."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = number if most == resource.RLIM_INFINITY else min(number, most)
    if now != resource.RLIM_INFINITY and now < wanted:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def _lines_of_each(processes: int) -> int:
    """How many lines a process takes: its part of LINES, or as many as it may have files open."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    part = LINES // processes
    return part if files == resource.RLIM_INFINITY else max(1, min(part, files - OTHER_FILES))


def _end_with(sentinel: int) -> None:
    from multiprocessing.connection import wait

    wait([sentinel])
    os._exit(1)


def _leave() -> None:
    """End a server process that has answered what it took, without Python's own ending.

    That breaks off granian's threads where they stand when they next ask for the interpreter; Rust answers by
    aborting the process, which may write a core file with children's data in it.
    """
    logging.shutdown()
    sys.stdout.flush()
    os._exit(0)


@contextmanager
def _nothing() -> Iterator[None]:
    yield


@contextmanager
def _worker() -> Iterator[None]:
    """Keep a background worker running meanwhile: started again, with growing pauses, whenever it ends."""
    stopping = threading.Event()
    keeper = threading.Thread(target=_keep_a_worker, args=(stopping,))
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        keeper.join()


def _keep_a_worker(stopping: threading.Event) -> None:
    pause = 1.0
    while not stopping.is_set():
        started = time.monotonic()
        # A session of its own, so that Ctrl-C in the terminal stops the pages first and then the worker.
        worker = subprocess.Popen(WORKER, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603
        while worker.poll() is None and not stopping.wait(0.2):
            pass
        if stopping.is_set():
            _stop(worker)
            return
        log.error(
            "The background worker ended with %s and is started again in %d s.", worker.returncode, pause
        )
        stopping.wait(pause)
        pause = min(pause * 2, LONGEST_PAUSE) if time.monotonic() - started < LONGEST_PAUSE else 1.0


def _stop(worker: subprocess.Popen[bytes]) -> None:
    assert worker.stdin is not None
    worker.stdin.close()
    try:
        worker.wait(timeout=WORKER_STOPS_WITHIN)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


def _port_from_environment() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise Refusal(
            f"PORT is '{text}', which is not a port. Give a number from 1 to 65535, such as PORT=8001."
        )
    return int(text)


def _port_must_be_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as reason:
            raise Refusal(
                f"Steadyhand cannot listen on {host}, port {port}: {reason.strerror}.\n"
                "Perhaps it is running already, or another program has the port. "
                "Stop that one, or choose another port with PORT=8001."
            ) from reason


def _say_when_ready(host: str, port: int) -> None:
    """One line once a page can really be had: the port alone opens before anything can answer."""
    from django.conf import settings

    # asked for by a name that is served: by its own address alone it would refuse itself, and log that
    name = settings.ALLOWED_HOSTS[0].lstrip("*.") or "localhost"
    while True:
        connection = http.client.HTTPConnection(host, port, timeout=5)
        try:
            connection.request("HEAD", "/", headers={"Host": name})
            connection.getresponse()
            break
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        finally:
            connection.close()
    print(f"Steadyhand is ready. Open {settings.ADDRESS} in a browser. Press Ctrl-C to stop.", flush=True)
