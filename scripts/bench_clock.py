"""How long the statutory clock takes in the record: `make bench-clock`.

scripts/bench_clock.py                                100,000 children, on SQLite and PostgreSQL
scripts/bench_clock.py sqlite --children 1000         one database, another size

Three figures of each database. One child worked out anew inside a save: the median of 300 must be under 10 ms. Time
passing: the job of the next day, for the children whose answers that day changes. A sweep: the facts of every child
read and all rows that have begun answered, by as many processes as there are processors: 100,000 children must take
under 60 seconds, both. The sweep that finds each one's next change too is told beside it. Nothing measured is kept.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from itertools import repeat

from machine import ROOT
from measuring import VENDORS, Made, databases

SAVES, BATCH = 300, 500
SAVE_MEDIAN, SWEEP = 10.0, 60.0


def main(arguments: list[str]) -> int:
    """Measure what was asked for; 1 when something is over its target."""
    if arguments == ["--in-database"]:
        return in_database()
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("vendors", nargs="*", metavar="sqlite|postgresql", help="both where none is named")
    parser.add_argument("--children", type=int, default=100_000)
    options = parser.parse_args(arguments)
    if unknown := set(options.vendors) - set(VENDORS):
        parser.error(f"no database to measure on: {', '.join(sorted(unknown))}")
    wrong = []
    for vendor in options.vendors or VENDORS:
        with databases(vendor, [options.children]) as (made,):
            found = _asked(made)
        print(
            f"{vendor}, {found['children']:,} children, {found['rows'] / found['children']:.0f} duties each\n"
            f"  one child in a save        median {found['save']:6.1f} ms   p95 {found['save_p95']:6.1f} ms\n"
            f"  the next day's job         {found['day']:6.1f} s for {found['due']:,} children\n"
            f"  a sweep of every child     {found['sweep']:6.1f} s with {found['processes']} processes\n"
            f"  with each one's next change{found['ahead']:6.1f} s",
            flush=True,
        )
        if found["save"] >= SAVE_MEDIAN:
            wrong.append(
                f"{vendor}: one child in a save takes {found['save']:.1f} ms, over {SAVE_MEDIAN:.0f}"
            )
        allowed = SWEEP * found["children"] / 100_000
        for what in ("day", "sweep"):
            if found[what] >= allowed:
                wrong.append(f"{vendor}: the {what} takes {found[what]:.1f} s, over {allowed:.1f}")
    print("\n".join(wrong) or "Everything is within its target.")
    return 1 if wrong else 0


def _asked(made: Made) -> dict[str, float]:
    command = [sys.executable, str(ROOT / "scripts" / "bench_clock.py"), "--in-database"]
    told = subprocess.run(command, env=made.environment, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    found: dict[str, float] = json.loads(told.stdout)
    return found


def in_database() -> int:
    """Measure the database that the environment names, and say the figures as JSON."""
    from steadyhand.commands import installation

    installation.start_django()
    from django.db import connection, transaction

    from steadyhand.contexts.cases import operations, tasks
    from steadyhand.contexts.cases.models import Child, ClockReading, Duty
    from steadyhand.contexts.organisations.queries import council_ids
    from steadyhand.foundations.access import tenancy

    taken: list[float] = []
    with transaction.atomic():
        with tenancy.within(council_ids()):
            children = list(Child.objects.order_by("pk").values_list("pk", flat=True))
            on = ClockReading.objects.order_by("-worked_out_on").values_list("worked_out_on", flat=True)[0]
            rows = Duty.objects.count()
            for pk in random.Random(1).sample(children, min(SAVES, len(children))):
                started = time.perf_counter()
                operations.work_out_again(child_ids=[pk], by=None, on=on)
                taken.append(1000 * (time.perf_counter() - started))
        transaction.set_rollback(True)
    tomorrow = on + timedelta(days=1)
    with transaction.atomic():
        started = time.perf_counter()
        due = tasks.recompute_changed(on=tomorrow)
        day = time.perf_counter() - started
        transaction.set_rollback(True)
    connection.close()
    batches = [children[first : first + BATCH] for first in range(0, len(children), BATCH)]
    processes = os.cpu_count() or 1
    sweeps = {}
    with ProcessPoolExecutor(processes, initializer=installation.start_django) as pool:
        for name, ahead in (("sweep", False), ("ahead", True)):
            started = time.perf_counter()
            answered = sum(pool.map(_swept, batches, repeat(on), repeat(ahead)))
            sweeps[name] = time.perf_counter() - started
            assert answered, "nothing was answered"
    found = {
        "children": len(children), "rows": rows, "save": statistics.median(taken),
        "save_p95": statistics.quantiles(taken, n=20)[-1], "due": due, "day": day,
        "processes": processes, **sweeps,
    }  # fmt: skip
    print(json.dumps(found))
    return 0


def _swept(child_ids: list[int], on: date, ahead: bool) -> int:
    """How many rows were answered of these children."""
    from django.db import transaction

    from steadyhand.contexts.cases import gather
    from steadyhand.contexts.organisations.queries import council_ids
    from steadyhand.engines import timescales
    from steadyhand.foundations.access import tenancy

    with transaction.atomic(), tenancy.within(council_ids()):
        told = gather.facts(child_ids)
    return sum(len(timescales.begun(facts, on=on, history=False, ahead=ahead)) for facts in told.values())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
