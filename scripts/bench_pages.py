"""One process of the benchmark: asks the pages of one database, round by round, as the other process tells it.

Each line read is a word, each line written an answer in JSON. `round`: [[page, milliseconds], ...]. `queries`: how
many queries each page asks at most. `scans`: queries that read a big table from end to end. Pages are asked through
the whole WSGI application, as the server asks them, in this process: no network and no other visitor is timed.
"""

from __future__ import annotations

import io
import json
import os
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from typing import Any
from urllib.parse import urlencode, urlsplit

from page_forms import Hidden, when

from steadyhand.commands import installation

WORKERS, SEARCHES, A_ROUND = 40, 200, 4
ONE_QUERY = "bench/one-query"
TRANSACTION = re.compile(r"^(?:BEGIN|SAVEPOINT|RELEASE|ROLLBACK|COMMIT)")


class Browser:
    """Somebody signed in, asking the WSGI application for pages."""

    def __init__(self, application: Callable[..., Any], account: Any) -> None:
        from django.test import Client

        client = Client()
        client.force_login(account)
        self._application = application
        self._cookies = {"sessionid": client.cookies["sessionid"].value}

    def get(self, address: str) -> str:
        """A page. Raises AssertionError unless it is there."""
        return self._ask("GET", address, b"", 200)

    def post(self, address: str, fields: dict[str, Any]) -> None:
        """Send a form. Raises AssertionError unless it was saved, which answers with another address."""
        self._ask("POST", address, urlencode(fields, doseq=True).encode(), 302)

    def _ask(self, method: str, address: str, body: bytes, expected: int) -> str:
        parts = urlsplit(address)
        answered: list[str] = []

        def start(status: str, headers: list[tuple[str, str]], _: object = None) -> None:
            answered.append(status)
            for name, value in headers:
                if name.lower() == "set-cookie":
                    cookie, _, rest = value.partition(";")[0].partition("=")
                    self._cookies[cookie] = rest

        answer = self._application(
            {
                "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": parts.path, "QUERY_STRING": parts.query,
                "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "HTTP_HOST": "127.0.0.1",
                "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
                "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
                "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body)),
                "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body),
                "wsgi.errors": sys.stderr, "wsgi.multithread": True, "wsgi.multiprocess": True,
                "wsgi.run_once": False,
            },
            start,
        )  # fmt: skip
        text = b"".join(answer).decode()
        answer.close()
        assert answered[0].startswith(str(expected)), f"{method} {parts.path}: {answered[0]}\n{text[:2000]}"
        return text


class Bench:
    """The people and children of one database, and a turn of every page."""

    def __init__(self) -> None:
        from django.core.wsgi import get_wsgi_application
        from django.utils import timezone

        from steadyhand.contexts.cases import queries as cases
        from steadyhand.contexts.cases.models import Child, Identity
        from steadyhand.contexts.organisations import queries as organisations
        from steadyhand.contexts.organisations.models import Person, Role
        from steadyhand.contexts.organisations.states import RoleKind
        from steadyhand.foundations.access import tenancy

        self.application = get_wsgi_application()
        self.today = timezone.localdate()
        chance = random.Random(1)
        council = organisations.council_ids()[0]
        held = Role.objects.filter(kind=RoleKind.SOCIAL_WORKER, end=None).order_by("pk")
        people = list(held.values_list("person_id", flat=True))
        chosen = Person.objects.in_bulk(people[:: max(1, len(people) // WORKERS)][:WORKERS])
        workers: list[tuple[Browser, list[str]]] = []
        with tenancy.within([council]):
            for person in chosen.values():
                own = cases.caseload(person.pk, self.today).values("child_id")
                refs = Child.objects.filter(pk__in=own).order_by("pk").values_list("ref", flat=True)
                workers.append((Browser(self.application, person.account), list(refs)))
            ids = list(Child.objects.order_by("pk").values_list("pk", flat=True))
            chance.shuffle(ids)
            called = Identity.objects.standing().of(ids[:SEARCHES]).order_by("pk")
            self.texts = cycle([_slip(row.name, chance) for row in called])
        self.children = round(sum(len(refs) for _, refs in workers) / len(workers), 1)
        # Pages are read by some and written on by others, so that a page read is as long at the end as at first.
        half = len(workers) // 2
        self.readers = cycle([(who, ref) for place in range(5) for who, ref in _nth(workers[:half], place)])
        self.writers = cycle([(who, ref) for place in range(5) for who, ref in _nth(workers[half:], place)])
        self.officer = Browser(self.application, _holder(RoleKind.SERVICE_MANAGER))
        self.lead = Browser(self.application, _holder(RoleKind.LEAD))

    def turn(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """Each page once, in the order in which they are asked: the page to compare with first."""
        who, ref = next(self.readers)
        text = urlencode({"q": next(self.texts)})
        yield "one query", lambda: who.get(f"/{ONE_QUERY}")
        yield "today", lambda: who.get("/today")
        yield "child", lambda: who.get(f"/children/{ref}")
        yield "search, worker", lambda: who.get(f"/find?{text}")
        yield "search, officer", lambda: self.officer.get(f"/find?{text}")
        yield "practice", lambda: self.lead.get("/practice")
        writer, ref = next(self.writers)
        pages: list[str] = []
        yield "visit page", lambda: pages.append(writer.get(f"/children/{ref}/visits/record"))
        fields = self._visit(pages[0], ref)
        yield "save a visit", lambda: writer.post(f"/children/{ref}/visits/record", fields)

    def _visit(self, page: str, ref: str) -> dict[str, Any]:
        """The form as somebody sends it: this child seen alone, 200 words."""
        return {
            **Hidden(page).fields, **when(self.today), "ended": "", "place": "home", "who": [ref], "alone": "all", "because": "",
            "narrative": " ".join(["We played cards and talked about school and the summer."] * 20),
            f"said_{ref}": "I like the dog.",
        }  # fmt: skip


def _nth(workers: list[tuple[Browser, list[str]]], place: int) -> Iterator[tuple[Browser, str]]:
    """One child of each worker: not the same place in each caseload."""
    for number, (who, refs) in enumerate(workers):
        if refs:
            yield who, refs[(place * 7 + number) % len(refs)]


def _holder(kind: str) -> Any:
    from steadyhand.contexts.organisations.models import Role

    return (
        Role.objects.filter(kind=kind, end=None)
        .select_related("person__account")
        .order_by("pk")[0]
        .person.account
    )


def _slip(name: str, chance: random.Random) -> str:
    """The name with one letter left out, doubled, or changed about with the next."""
    at = chance.randrange(1, max(2, len(name) - 1))
    return chance.choice(
        (
            name[:at] + name[at + 1 :],
            name[:at] + name[at : at + 1] * 2 + name[at + 1 :],
            name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :],
        )
    )


@contextmanager
def listening(told: list[tuple[str, Any]]) -> Iterator[None]:
    """Every query asked meanwhile, but for those that begin or end a transaction."""
    from django.db import connection

    def hear(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not TRANSACTION.match(sql):
            told.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(hear):
        yield


def timed(bench: Bench) -> list[tuple[str, float]]:
    """One round: each page several times, with other people and children."""
    taken = []
    for _ in range(A_ROUND):
        for page, ask in bench.turn():
            began = time.perf_counter()
            ask()
            taken.append((page, round((time.perf_counter() - began) * 1000, 3)))
    return taken


def heard(bench: Bench) -> dict[str, list[tuple[str, Any]]]:
    """What each page asks of the database, of several turns the one that asks most."""
    most: dict[str, list[tuple[str, Any]]] = {}
    for _ in range(A_ROUND):
        for page, ask in bench.turn():
            told: list[tuple[str, Any]] = []
            with listening(told):
                ask()
            if len(told) > len(most.get(page, ())):
                most[page] = told
    return most


def scans(bench: Bench) -> list[str]:
    """Each query of a page that reads a table of more than 5,000 rows from end to end."""
    from databases.scanning import tables_of_more_than, whole_tables

    big = tables_of_more_than(5_000)
    found = [f"{page}: {line}" for page, told in heard(bench).items() for line in whole_tables(told, big=big)]
    return sorted(set(found))


def main() -> None:
    """Answer each line until there is none."""
    # The log of pages goes to standard error with the rest; answers alone go to standard output.
    installation.start_django()
    from django.conf import settings

    settings.ROOT_URLCONF = "bench_urls"
    bench = Bench()
    answers = {
        "round": lambda: timed(bench),
        "queries": lambda: {page: len(told) for page, told in heard(bench).items()},
        "scans": lambda: scans(bench),
    }
    print(json.dumps({"caseload": bench.children, "pid": os.getpid()}), flush=True)
    for line in sys.stdin:
        print(json.dumps(answers[line.strip()]()), flush=True)


if __name__ == "__main__":
    main()
