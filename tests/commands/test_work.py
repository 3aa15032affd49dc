"""The background worker: every job on its beat, trouble logged and tried again with growing pauses."""

from __future__ import annotations

import logging
import threading

import pytest

from steadyhand.commands.work import LONGEST_PAUSE, Job, work


def test_a_job_that_raises_is_logged_and_does_not_hold_up_the_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    stopping = threading.Event()
    done: list[str] = []

    def raises() -> None:
        done.append("raises")
        raise RuntimeError("the disk is full")

    def works() -> None:
        done.append("works")
        if done.count("works") == 5:
            stopping.set()

    with caplog.at_level(logging.ERROR, logger="steadyhand.work"):
        work([Job("seal the record", 0.01, raises), Job("count", 0.01, works)], stopping)

    assert done.count("raises") >= 2, "it is tried again"
    assert "Could not seal the record" in caplog.text
    assert "RuntimeError: the disk is full" in caplog.text


def test_pauses_double_up_to_a_limit() -> None:
    job = Job("seal the record", 3.0, lambda: None)
    assert [job.pause_after(troubles) for troubles in range(4)] == [3.0, 6.0, 12.0, 24.0]
    assert job.pause_after(2000) == LONGEST_PAUSE


def test_a_job_slower_than_the_limit_keeps_its_beat() -> None:
    assert Job("count the year", 3600.0, lambda: None).pause_after(3) == 3600.0
