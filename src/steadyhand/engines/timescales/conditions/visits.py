"""Conditions of visits: which regulation sets them, the first year, how long the placement is meant to last."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from steadyhand.engines.timescales.calendar import anniversary
from steadyhand.engines.timescales.conditions.base import (
    CARE_ORDER,
    HOLDS,
    INTERIM_CARE_ORDER,
    About,
    Condition,
    Finding,
    Situation,
    any_of,
    happenings,
    legal_turns,
)
from steadyhand.engines.timescales.life import Life


def _anniversaries(life: Life) -> Iterable[date]:
    return (anniversary(placement.start, 1) for placement in life.placements)


def _ordinary_visits(at: Situation) -> Finding:
    """Reg 28(2) is subject to (3) to (6): where one of those applies, its own row sets the visits."""
    placement = at.course.placement
    if placement is None:
        return HOLDS
    missing: list[str] = []
    for code, why, value, fact in _special_visits(at):
        if value:
            return Finding(False, f"{code} applies instead: {why}.")
        if value is None:
            missing.append(f"placements.{placement.id}.{fact}")
    if missing:
        return Finding(
            None,
            "It is not known whether visits of another kind apply instead.",
            tuple(dict.fromkeys(missing)),
        )
    return HOLDS


def _special_visits(at: Situation) -> Iterable[tuple[str, str, bool | None, str]]:
    """(row, why it applies, whether it does, the fact it turns on) for V-6 to V-9."""
    placement, life, day = at.course.placement, at.life, at.day
    if placement is None:
        return
    yield (
        "V-6",
        "the child was placed with a parent urgently (reg 19)",
        placement.urgent_reg19,
        "urgent_reg19",
    )
    temporary = placement.temporary_approval_reg24
    if temporary is not False and life.happened("full_approval", placement, day):
        temporary = False
    yield "V-7", "the carer has temporary approval (reg 24)", temporary, "temporary_approval_reg24"
    if placement.with_parent is not False:
        if life.has_status(INTERIM_CARE_ORDER, day):
            yield "V-7", "an interim care order, living with a parent", placement.with_parent, "with_parent"
        if life.has_status(CARE_ORDER, day):
            yield "V-8", "a care order, living with a parent", placement.with_parent, "with_parent"
    if life.happened("living_arrangements_start", placement, day):
        yield "V-9", "somebody else arranges where the child in care lives", True, "living_arrangements_start"


def _first_year(at: Situation) -> Finding:
    turns = anniversary(at.course.start, 1)
    return HOLDS if at.day < turns else Finding(False, "The placement is in its second year or later.")


def _after_first_year(at: Situation) -> Finding:
    turns = anniversary(at.course.start, 1)
    return HOLDS if at.day >= turns else Finding(False, "The placement is in its first year.")


def _lasts_to_18(at: Situation) -> Finding:
    return _lasting(at, wanted=True, otherwise="The placement is not meant to last to 18.")


def _not_lasting_to_18(at: Situation) -> Finding:
    return _lasting(at, wanted=False, otherwise="The placement is meant to last to 18.")


def _lasting(at: Situation, *, wanted: bool, otherwise: str) -> Finding:
    placement = at.course.placement
    if placement is None or placement.lasts_to_18 is None:
        name = placement.id if placement else ""
        return Finding(
            None,
            "It is not known whether the placement is meant to last to 18.",
            (f"placements.{name}.lasts_to_18",),
        )
    return HOLDS if placement.lasts_to_18 is wanted else Finding(False, otherwise)


def _fewer_visits(at: Situation) -> Finding:
    """Whether the child is in a designated long-term foster placement and agrees to be visited less often."""
    placement = at.course.placement
    if placement is None or placement.long_term_foster_reg22B is False:
        return Finding(False, "The placement is not a designated long-term foster placement (reg 22B).")
    agrees = at.life.agrees_to_fewer_visits(placement, at.day)
    if agrees is False:
        return Finding(False, "The child does not agree to fewer visits.")
    if placement.long_term_foster_reg22B and agrees:
        return HOLDS
    missing = []
    if placement.long_term_foster_reg22B is None:
        missing.append(f"placements.{placement.id}.long_term_foster_reg22B")
    if agrees is None:
        missing.append("events.fewer_visits_agreed")
    return Finding(
        None,
        "It is not known whether the child, in long-term fostering, agrees to fewer visits.",
        tuple(missing),
    )


def _not_fewer_visits(at: Situation) -> Finding:
    """Where V-5 is in force and applies it replaces V-4; whether it does is as unknown here as there."""
    fewer = at.rules.get("V-5")
    if fewer is None or not fewer.in_force(at.day):
        return HOLDS
    found = _fewer_visits(at)
    if found.value is None:
        return found
    if found.value:
        return Finding(
            False, "V-5 applies instead: long-term fostering, and the child agrees to fewer visits."
        )
    return HOLDS


_AGREEMENTS = happenings("fewer_visits_agreed", "fewer_visits_declined")

ORDINARY_VISITS: Final = Condition(
    "ordinary_visits",
    "None of V-6 to V-9 applies instead (reg 28(3) to (6)).",
    _ordinary_visits,
    any_of(legal_turns, happenings("full_approval", "living_arrangements_start")),
    about=About.PLACEMENT,
)
FIRST_YEAR: Final = Condition(
    "first_year",
    "The placement is in its first year, which ends the day before the anniversary.",
    _first_year,
    _anniversaries,
)
AFTER_FIRST_YEAR: Final = Condition(
    "after_first_year", "The placement has reached its first anniversary.", _after_first_year, _anniversaries
)
LASTS_TO_18: Final = Condition(
    "lasts_to_18", "The placement is meant to last to 18.", _lasts_to_18, about=About.PLACEMENT
)
NOT_LASTING_TO_18: Final = Condition(
    "not_lasting_to_18",
    "The placement is not meant to last to 18.",
    _not_lasting_to_18,
    about=About.PLACEMENT,
)
FEWER_VISITS: Final = Condition(
    "fewer_visits",
    "It is a designated long-term foster placement (reg 22B) and the child agrees to fewer visits.",
    _fewer_visits,
    _AGREEMENTS,
    about=About.PLACEMENT,
)
NOT_FEWER_VISITS: Final = Condition(
    "not_fewer_visits", "V-5 does not apply instead.", _not_fewer_visits, _AGREEMENTS, about=About.PLACEMENT
)
