"""The table's words hold the engine: what meets a row is what its clock looks at, and no word changes unseen."""

from __future__ import annotations

import csv
from collections import defaultdict
from hashlib import sha256
from pathlib import Path

import pytest

import steadyhand.engines.timescales as package
from spec.tables import life
from spec.timescale_pages import CASES
from steadyhand.engines.timescales import RULES
from steadyhand.engines.timescales.duties import CARRIED_OUT
from steadyhand.engines.timescales.event_names import EVENTS
from steadyhand.engines.timescales.facts import Event
from steadyhand.engines.timescales.life import Life

TABLE = Path(package.__file__).parent / "statutory_timescales.csv"
READ = Path(__file__).parent / "timescale_words.csv"
# Worked out from spans, where the engine looks at them instead.
OF_SPANS = {"placement_end", "looked_after_end"}


class Watched(Life):
    """A life that keeps the names it was asked for."""

    asked: set[str]

    def events(self, *names: str) -> tuple[Event, ...]:
        self.asked |= set(names)
        return super().events(*names)

    def took_place(self, *names: str) -> tuple[Event, ...]:
        self.asked |= set(names)
        return super().took_place(*names)


def looked_at() -> dict[str, set[str]]:
    """Of each row, the happenings that its clocks look at, over all the lives of the manual."""
    found: dict[str, set[str]] = defaultdict(set)
    for facts in {case.life: life(case.life) for case in CASES}.values():
        for code, duty in CARRIED_OUT.items():
            watched = Watched(facts)
            watched.asked = found[code]
            list(duty.courses(watched))
    return found


def test_what_meets_a_row_in_words_is_what_its_clock_looks_at() -> None:
    asked = looked_at()
    lacking = {
        code: names - asked[code]
        for code, rule in RULES.items()
        if (names := set(rule.met_by.replace(",", " ").split()) & EVENTS - OF_SPANS) - asked[code]
    }
    assert not lacking


def rows() -> dict[str, dict[str, str]]:
    with TABLE.open(newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def digest(row: dict[str, str]) -> str:
    return sha256("|".join(row.values()).encode()).hexdigest()[:12]


def test_every_row_was_read_as_it_stands() -> None:
    """Its cases, conditions and courses were made from these words. Another word wants them looked at again."""
    with READ.open(newline="") as file:
        read = {row["code"]: row["words"] for row in csv.DictReader(file)}
    changed = {code: digest(row) for code, row in rows().items() if read.get(code) != digest(row)}
    if changed or set(read) != set(rows()):
        pytest.fail(
            f"These rows are not as they were when their cases were written: {changed or set(read) ^ set(rows())}. "
            "Look at the cases of each in tests/spec, its line in duties.py, then write its new words' digest in "
            f"{READ.name}."
        )
