"""The slow clock for every row: all 113 answers of an evening, and every way a life may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import product

from engines.timescales import (
    slow_rows_care,
    slow_rows_later,
    slow_rows_rest,
    slow_rows_reviews,
    slow_rows_visits,
)
from engines.timescales.slow_clock import months_later
from engines.timescales.slow_rows import ROWS, Evening
from steadyhand.engines.timescales import ChildFacts

PARTS = (slow_rows_care, slow_rows_visits, slow_rows_reviews, slow_rows_later, slow_rows_rest)
AREAS = ("inside", "adjoining", "distant")
YES_OR_NO = (False, True)
# What may be unknown of each kind of fact, and what it may turn out to be.
OF_A_PLACEMENT = {
    "lasts_to_18": YES_OR_NO,
    "long_term_foster_reg22B": YES_OR_NO,
    "area": AREAS,
    "emergency": YES_OR_NO,
    "with_parent": YES_OR_NO,
    "urgent_reg19": YES_OR_NO,
    "temporary_approval_reg24": YES_OR_NO,
    "emergency_reg23": YES_OR_NO,
    "adoptive": YES_OR_NO,
    "other_arrangements": YES_OR_NO,
    "listed_reg27A": YES_OR_NO,
    "registered_supported": YES_OR_NO,
    "excepted": YES_OR_NO,
    "short_break": YES_OR_NO,
}
OF_AN_EVENT = {
    "visit": {"child_seen": YES_OR_NO, "seen_alone": YES_OR_NO},
    "placement_end": {"told_beforehand": YES_OR_NO},
    "cease_approved": {"by": ("director", "nominated_officer", "team_manager")},
}
OF_THE_CHILD = {
    "short_breaks_reg48": YES_OR_NO,
    "uasc": YES_OR_NO,
    "in_early_years_education": YES_OR_NO,
    "unable_to_take_part": YES_OR_NO,
}


def that_evening(facts: ChildFacts, on: date, codes: Iterable[str] = ROWS, agrees: dict | None = None):
    """(answer, due, done) of rows by their code, in a life in which nothing is unknown."""
    evening = Evening(facts, on, agrees or {})
    return {code: ROWS[code](evening) for code in codes}


def every_way(facts: ChildFacts, on: date) -> Iterator[tuple[ChildFacts, dict[str, bool]]]:
    """Every way the life may be, given what is not known, with what each child says about fewer visits."""
    # A child under five is in no key stage.
    under_five = facts.date_of_birth is not None and on < months_later(facts.date_of_birth, 60)
    of_the_child = {**OF_THE_CHILD, "key_stage": (0,) if under_five else (0, 2, 4)}
    unsaid = [home.id for home in facts.placements if not _said(facts, home.id)]
    for homes in product(*(_ways(home, OF_A_PLACEMENT) for home in facts.placements)):
        for events in product(*(_ways(event, _of_an_event(event)) for event in facts.events)):
            for child in _ways(replace(facts, placements=homes, events=events), of_the_child):
                for said in product(YES_OR_NO, repeat=len(unsaid)):
                    yield child, dict(zip(unsaid, said, strict=True))


def _of_an_event(event):
    # A reason is why the child was not seen alone.
    alone = {"seen_alone": (False,)} if event.reason else {}
    return {**OF_AN_EVENT.get(event.event, {}), **alone}


def _ways(fact, fields):
    """The fact with every choice of what is not known of it."""
    unknown = {name: values for name, values in fields.items() if getattr(fact, name) is None}
    for chosen in product(*unknown.values()):
        yield replace(fact, **dict(zip(unknown, chosen, strict=True))) if unknown else fact


def _said(facts: ChildFacts, home: str) -> bool:
    return any(event.event.startswith("fewer_visits") and event.placement == home for event in facts.events)


def answers_that_evening(facts: ChildFacts, on: date, codes: Iterable[str] = ROWS):
    """For each row the set of (answer, due, done) over every way the life may be."""
    found: dict[str, set] = {code: set() for code in codes}
    for life, agrees in every_way(facts, on):
        for code, answer in that_evening(life, on, codes, agrees).items():
            found[code].add(answer)
    return found
