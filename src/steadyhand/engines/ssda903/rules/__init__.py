"""Every rule of the return, one unit each: a module for each part of the return, in the order of their numbers."""

from __future__ import annotations

from collections.abc import Mapping

from steadyhand.engines.ssda903.rule import Rule, made
from steadyhand.engines.ssda903.rules import (
    adoption,
    asylum,
    carried_over,
    episodes,
    header,
    health,
    integrity,
    leavers,
    liberty,
    missing,
    periods_of_care,
    placed_for_adoption,
    placements,
    places,
    previous_permanence,
    providers,
    reviews,
    workers,
)
from steadyhand.engines.ssda903.year import CollectionYear

MODULES = (
    adoption,
    asylum,
    carried_over,
    episodes,
    header,
    health,
    integrity,
    leavers,
    liberty,
    missing,
    periods_of_care,
    placed_for_adoption,
    placements,
    places,
    previous_permanence,
    providers,
    reviews,
    workers,
)  # fmt: skip


def of_year(year: CollectionYear) -> Mapping[str, Rule]:
    """The rules of one collection year, by code, in the order of rules.csv."""
    return {code: rule for code, rule in made().items() if year.label in rule.years}
