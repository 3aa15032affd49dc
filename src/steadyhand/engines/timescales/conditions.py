"""The named conditions behind `applies_when`: what each one means, and whether it holds on a day.

Three-valued: a condition holds, does not, or cannot be told because a fact is not known. A fact that is
not known but could not change the answer does not count as missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from steadyhand.engines.timescales.calendar import anniversary
from steadyhand.engines.timescales.life import Course, Life
from steadyhand.engines.timescales.rules import Rule

INTERIM_CARE_ORDER: Final = "C1"
CARE_ORDER: Final = "C2"


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether a condition holds; why not, in words; the facts that would tell; the condition's name."""

    value: bool | None
    text: str = ""
    missing: tuple[str, ...] = ()
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """One spell of a child's life on one day, with the rules that are being asked about."""

    life: Life
    course: Course
    day: date
    rules: Mapping[str, Rule]


@dataclass(frozen=True, slots=True)
class Condition:
    """A named condition: `meaning` is a whole sentence, true of a child to whom it applies."""

    name: str
    meaning: str
    test: Callable[[Situation], Finding]


HOLDS: Final = Finding(True)


def all_of(conditions: Iterable[Condition], at: Situation) -> Finding:
    """Whether all conditions hold: one that does not decides; else one that cannot be told does."""
    unknown: list[Finding] = []
    for condition in conditions:
        found = condition.test(at)
        if found.value is False:
            return Finding(False, found.text, condition=condition.name)
        if found.value is None:
            unknown.append(found)
    if not unknown:
        return HOLDS
    missing = dict.fromkeys(name for found in unknown for name in found.missing)
    return Finding(None, " ".join(found.text for found in unknown), tuple(missing))


def _looked_after(at: Situation) -> Finding:
    if at.life.looked_after(at.day):
        return HOLDS
    return Finding(False, "The child is not looked after on this day.")


def _not_short_breaks(at: Situation) -> Finding:
    placement = at.course.placement or at.life.placement_on(at.day)
    child_level = at.life.facts.short_breaks_reg48
    this_one = placement.short_break if placement else False
    if child_level or this_one:
        return Finding(False, "The child is on short breaks under reg 48, which has duties of its own.")
    missing = []
    if child_level is None:
        missing.append("short_breaks_reg48")
    if placement and this_one is None:
        missing.append(f"placements.{placement.id}.short_break")
    if missing:
        return Finding(None, "It is not known whether reg 48 on short breaks applies.", tuple(missing))
    return HOLDS


def _not_placed_for_adoption(at: Situation) -> Finding:
    placement = at.course.placement or at.life.placement_on(at.day)
    if placement is None or placement.adoptive is False:
        return HOLDS
    if placement.adoptive:
        return Finding(False, "The child is placed for adoption, which has duties of its own (reg 3).")
    return Finding(
        None,
        "It is not known whether the child is placed for adoption.",
        (f"placements.{placement.id}.adoptive",),
    )


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


LOOKED_AFTER: Final = Condition("looked_after", "The child is looked after.", _looked_after)
NOT_SHORT_BREAKS: Final = Condition(
    "not_short_breaks", "The child is not on short breaks under reg 48.", _not_short_breaks
)
NOT_PLACED_FOR_ADOPTION: Final = Condition(
    "not_placed_for_adoption", "The child is not placed for adoption.", _not_placed_for_adoption
)
ORDINARY_VISITS: Final = Condition(
    "ordinary_visits", "None of V-6 to V-9 applies instead (reg 28(3) to (6)).", _ordinary_visits
)
FIRST_YEAR: Final = Condition(
    "first_year",
    "The placement is in its first year, which ends the day before the anniversary.",
    _first_year,
)
AFTER_FIRST_YEAR: Final = Condition(
    "after_first_year", "The placement has reached its first anniversary.", _after_first_year
)
LASTS_TO_18: Final = Condition("lasts_to_18", "The placement is meant to last to 18.", _lasts_to_18)
NOT_LASTING_TO_18: Final = Condition(
    "not_lasting_to_18", "The placement is not meant to last to 18.", _not_lasting_to_18
)
FEWER_VISITS: Final = Condition(
    "fewer_visits",
    "It is a designated long-term foster placement (reg 22B) and the child agrees to fewer visits.",
    _fewer_visits,
)
NOT_FEWER_VISITS: Final = Condition("not_fewer_visits", "V-5 does not apply instead.", _not_fewer_visits)

CONDITIONS: Final[Mapping[str, Condition]] = MappingProxyType(
    {
        condition.name: condition
        for condition in (
            LOOKED_AFTER,
            NOT_SHORT_BREAKS,
            NOT_PLACED_FOR_ADOPTION,
            ORDINARY_VISITS,
            FIRST_YEAR,
            AFTER_FIRST_YEAR,
            LASTS_TO_18,
            NOT_LASTING_TO_18,
            FEWER_VISITS,
            NOT_FEWER_VISITS,
        )
    }
)
