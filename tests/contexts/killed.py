"""The server killed outright under a stream of saves, again and again: what was acknowledged is there."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable

from django.db import connections

from browser.logged import Sought, found_in, on_record
from contexts.builders import House, days, person
from contexts.stream import Sender
from databases.servers import LiveServer
from databases.stores import Database
from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases.models import Visit
from steadyhand.contexts.cases.states import AllocationRole
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.foundations.audit.models import Entry


def kill_again_and_again(
    *, times: int, people: int, house: House, database: Database, live_server: Callable[..., LiveServer]
) -> None:
    """Kill with SIGKILL so many times, at moments drawn from a seed, while people record visits."""
    with house.within():
        workers = [person(f"Worker {each}", RoleKind.SOCIAL_WORKER, house.lantern) for each in range(people)]
        children = [house.placed(since=house.day - days(3)) for _ in workers]
        for worker, child in zip(workers, children, strict=True):
            house.allocate(child, worker, AllocationRole.SECOND_WORKER, start=house.day)
    server = live_server(database=database, worker=True)
    senders = [Sender(server.url, *pair) for pair in zip(workers, children, strict=True)]
    connections.close_all()
    moments = random.Random(20)
    for sender in senders:
        sender.start()
    for _ in range(times):
        _wait_for_a_save(senders)
        time.sleep(moments.uniform(0.0, 0.3))  # and then in the middle of whatever is under way
        server.kill()
        server.start()
    for sender in senders:
        sender.stop()
    server.stop()

    assert [sender.troubles for sender in senders] == [[] for _ in senders]
    acknowledged = [occasion for sender in senders for occasion in sender.acknowledged]
    assert len(acknowledged) >= times
    assert sum(sender.interrupted for sender in senders) >= times
    with house.within():
        held = Counter(Visit.objects.values_list("occasion", flat=True))
        assert {occasion: held[occasion] for occasion in acknowledged} == dict.fromkeys(acknowledged, 1)
        # each page was sent until it was answered, so nothing else is there either
        assert set(held) == set(acknowledged)
        told = Entry.objects.filter(verb="visit.recorded").values_list("detail", flat=True)
        rows = Visit.objects.values_list("pk", flat=True)
        assert Counter(each["row"] for each in told) == Counter(f"visit:{pk}" for pk in rows)
        again = operations.work_out_again(child_ids=[c.pk for c in children], by=None, on=house.day)
        assert again == 0, "duties no longer follow the visits"
        # names are those of roles here ("Worker 1"), and words of any log
        assert found_in(server.output, Sought(texts=on_record().texts)) == []
    verified = subprocess.run(
        [sys.executable, "-m", "steadyhand.commands", "audit", "verify"],
        env={**os.environ, **database.environment()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert verified.returncode == 0, verified.stdout + verified.stderr


def _wait_for_a_save(senders: list[Sender]) -> None:
    """However slow the machine is, something is saved between one kill and the next."""
    before = sum(len(sender.acknowledged) for sender in senders)
    give_up_at = time.monotonic() + 60
    while sum(len(sender.acknowledged) for sender in senders) == before:
        assert time.monotonic() < give_up_at, [sender.troubles for sender in senders]
        time.sleep(0.01)
