"""What simulated people do on a working day, for locust; `load.py` starts it and says who they are.

Nine in ten are social workers with a caseload, the rest leads and council officers. Between two acts somebody
reads or thinks, some 10 seconds and now and then much longer. Whoever writes a visit down takes a while: the page
saves what is typed meanwhile, as its script does, and then all of it is saved at once.
"""

from __future__ import annotations

import json
import os
import random
import re
import statistics
import time
from collections import Counter, defaultdict
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from locust import FastHttpUser, events, task
from page_forms import Hidden, when

TOLD = json.loads(Path(os.environ["LOAD_PEOPLE"]).read_text())
THINKING = 10.0  # seconds between two acts, on average
WORDS = "We played cards and talked about school and what to do in the summer holidays. "
READ, SAVE, DRAFT = "read", "save", "draft"
_people = {kind: cycle(people) for kind, people in TOLD["people"].items()}


class Somebody(FastHttpUser):
    """Somebody signed in."""

    abstract = True
    kind = ""

    def wait_time(self) -> float:
        """Seconds until the next act; most of them sooner than the average."""
        return min(random.expovariate(1 / THINKING), 12 * THINKING)

    def on_start(self) -> None:
        """Take somebody's place, who signed in before."""
        person = next(_people[self.kind])
        self.children, self.names = person["children"], person["names"]
        self.headers = {"Cookie": f"sessionid={person['session']}"}

    def page(self, name: str, address: str) -> str:
        """Read a page."""
        with self.client.get(
            address, name=f"{READ} {name}", headers=self.headers, allow_redirects=False, catch_response=True
        ) as answer:
            if answer.status_code != 200:
                answer.failure(f"answered {answer.status_code}")
            return answer.text or ""

    def send(self, kind: str, address: str, fields: dict[str, Any], token: str, *, expected: int) -> bool:
        """Send a form of a visit; whether it was saved."""
        with self.client.post(
            address,
            data=urlencode(fields, doseq=True),
            name=f"{kind} of a visit",
            headers={
                "Cookie": f"{self.headers['Cookie']}; csrftoken={token}",
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": self.host,
            },
            allow_redirects=False,
            catch_response=True,
        ) as answer:
            if answer.status_code != expected:
                problem = re.search(r'href="#[^"]*">([^<]*)</a>', answer.text or "")
                answer.failure(f"answered {answer.status_code}: {problem[1] if problem else 'no reason'}")
            return bool(answer.status_code == expected)

    def child(self) -> str:
        """The address of one of the children whom they know."""
        return f"/children/{random.choice(self.children)}"

    def slip(self) -> str:
        """A name as somebody types it in a hurry."""
        name = random.choice(self.names)
        at = random.randrange(1, max(2, len(name) - 1))
        return name[:at] + name[at + 1 :] if random.random() < 0.5 else name


class SocialWorker(Somebody):
    """Reads their day and their children, looks for others, writes visits down."""

    weight = 90
    kind = "social_worker"

    @task(30)
    def today(self) -> None:
        self.page("today", "/today")

    @task(35)
    def open_a_child(self) -> None:
        self.page("child", self.child())

    @task(8)
    def find(self) -> None:
        self.page("find", "/find?" + urlencode({"q": self.slip()}))

    @task(4)
    def who_has_looked(self) -> None:
        self.page("who has looked", f"{self.child()}/who-has-looked")

    @task(3)
    def see_all_children(self) -> None:
        self.page("children", "/children")

    @task(12)
    def write_a_visit_down(self) -> None:
        address = self.child()
        ref = address.rpartition("/")[2]
        page = self.page("record a visit", f"{address}/visits/record")
        fields: dict[str, Any] = Hidden(page).fields
        token = fields.get("csrfmiddlewaretoken", "")
        fields |= when(date.today()) | {
            "ended": "", "place": "home", "who": [ref], "alone": "all", "because": "", f"said_{ref}": "I like the dog.",
        }  # fmt: skip
        for words in (3, 8, 14):
            self.wait()
            fields["narrative"] = WORDS * words
            self.send(DRAFT, f"{address}/visits/draft", fields, token, expected=200)
        self.wait()
        fields["narrative"] = WORDS * 14
        # a colleague may have been quicker: then the page says so, and they look at it
        if self.send(SAVE, f"{address}/visits/record", fields, token, expected=302):
            self.page("today, recorded", "/today?" + urlencode({"recorded": fields["occasion"]}))


class Lead(Somebody):
    """Reads the practice's list and opens children of it."""

    weight = 8
    kind = "lead"

    @task(40)
    def practice(self) -> None:
        self.page("practice", "/practice")

    @task(40)
    def open_a_child(self) -> None:
        self.page("child", self.child())

    @task(20)
    def find(self) -> None:
        self.page("find", "/find?" + urlencode({"q": self.slip()}))


class Officer(Somebody):
    """Looks for any child of the council."""

    weight = 2
    kind = "service_manager"

    @task(50)
    def find(self) -> None:
        self.page("find", "/find?" + urlencode({"q": self.slip()}))

    @task(50)
    def open_a_child(self) -> None:
        self.page("child", self.child())


_taken: defaultdict[str, list[float]] = defaultdict(list)  # milliseconds, by kind and page
_errors: Counter[str] = Counter()
_counting_from = time.monotonic()


@events.spawning_complete.add_listener
def _all_are_there(**_: object) -> None:
    """Figures begin when everybody is there."""
    global _counting_from
    _taken.clear()
    _errors.clear()
    _counting_from = time.monotonic()


@events.request.add_listener
def _asked(*, name: str, response_time: float, exception: object, **_: object) -> None:
    _taken[name].append(response_time)
    if exception:
        _errors[f"{name}: {exception}"] += 1


@events.quitting.add_listener
def _write_figures(**_: object) -> None:
    seconds = time.monotonic() - _counting_from
    figures: dict[str, object] = {"seconds": round(seconds, 1), "errors": dict(_errors)}
    for kind in (READ, SAVE, DRAFT):
        of_kind = {name: taken for name, taken in _taken.items() if name.split(" ", 1)[0] == kind}
        figures[kind] = _figures([each for taken in of_kind.values() for each in taken], seconds)
    figures["pages"] = {name: _figures(taken, seconds) for name, taken in sorted(_taken.items())}
    Path(os.environ["LOAD_FIGURES"]).write_text(json.dumps(figures))


def _figures(taken: list[float], seconds: float) -> dict[str, float]:
    parts = statistics.quantiles(taken, n=100) if len(taken) > 1 else [0.0] * 99
    return {
        "requests": len(taken), "a_second": round(len(taken) / seconds, 1),
        "p50_ms": round(parts[49]), "p95_ms": round(parts[94]), "p99_ms": round(parts[98]),
        "longest_ms": round(max(taken, default=0.0)),
    }  # fmt: skip
