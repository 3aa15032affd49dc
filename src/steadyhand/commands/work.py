"""`steadyhand work`: the background worker.

A few jobs, each on its own beat. A job that raises is logged with its traceback and tried again after a pause
that doubles; the others go on meanwhile.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from steadyhand.commands import installation
from steadyhand.foundations import logs

LONGEST_PAUSE = 300.0  # seconds: however often a job has raised, it is tried again after this long

log = logging.getLogger("steadyhand.work")


@dataclass(frozen=True)
class Job:
    """Something done over and over: `call` every `every` seconds."""

    name: str
    every: float
    call: Callable[[], object]

    def pause_after(self, troubles: int) -> float:
        """Seconds until the next attempt, after so many attempts in a row that raised."""
        doublings = min(troubles, 20)  # beyond any limit, and short of what a float can hold
        return max(self.every, min(self.every * 2.0**doublings, LONGEST_PAUSE))


def run(options: argparse.Namespace) -> int:
    """Work until SIGINT, SIGTERM or, if asked, until standard input closes."""
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    if options.until_input_closes:
        threading.Thread(target=_stop_at_end_of_input, args=(stopping,), daemon=True).start()
    installation.start_django()
    installation.must_be_migrated()
    logs.take_over()
    work(jobs(), stopping)
    return 0


def jobs() -> Sequence[Job]:
    """The jobs there are."""
    return (
        Job("seal the record", 3.0, _seal),
        Job("send e-mail that waits", 5.0, _send_mail),
        Job("recompute changed duties", 60.0, _recompute_duties),
        Job("clear sessions that are over", 3600.0, _clear_sessions),
    )


def work(jobs: Sequence[Job], stopping: threading.Event) -> None:
    """Do each job when it is due, one at a time, until `stopping` is set."""
    from django.db import close_old_connections

    due = dict.fromkeys(range(len(jobs)), time.monotonic())
    troubles = dict.fromkeys(range(len(jobs)), 0)
    while not stopping.wait(max(0.0, min(due.values()) - time.monotonic())):
        number = min(due, key=lambda one: due[one])
        job = jobs[number]
        close_old_connections()
        try:
            job.call()
            troubles[number] = 0
        except Exception:
            troubles[number] += 1
            pause = job.pause_after(troubles[number])
            log.exception("Could not %s; trying again in %d s.", job.name, pause)
        due[number] = time.monotonic() + job.pause_after(troubles[number])


def _seal() -> None:
    from steadyhand.foundations.audit.sealer import seal_once

    seal_once()


def _send_mail() -> None:
    from steadyhand.commands.mail import send

    send()


def _recompute_duties() -> None:
    from django.utils import timezone

    from steadyhand.contexts.cases.tasks import recompute_changed

    recompute_changed(on=timezone.localdate())


def _clear_sessions() -> None:
    from django.contrib.sessions.backends.db import SessionStore

    SessionStore.clear_expired()


def _stop_at_end_of_input(stopping: threading.Event) -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    stopping.set()
