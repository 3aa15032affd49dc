"""The duties the engine carries out: which links of which chain each row holds, and when it applies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from steadyhand.engines.timescales import conditions as when
from steadyhand.engines.timescales.conditions import Condition
from steadyhand.engines.timescales.life import Spell


@dataclass(frozen=True, slots=True)
class Duty:
    """How one row is carried out.

    The things done in a spell (visits in a placement, reviews in a period of care) cut it into links,
    numbered from 1. The row holds the link `first` alone when it is done `once`, else that one and all
    that follow. `counts_from` is the event its `due_rule` must count from, said in words by `from_words`.
    """

    code: str
    spell: Spell
    first: int
    once: bool
    counts_from: str
    from_words: str
    conditions: tuple[Condition, ...]


_VISIT = "the last visit"

CARRIED_OUT: Final[Mapping[str, Duty]] = MappingProxyType(
    {
        duty.code: duty
        for duty in (
            Duty(
                "V-1",
                Spell.PLACEMENT,
                1,
                True,
                "placement_start",
                "the start of the placement",
                (
                    when.LOOKED_AFTER,
                    when.NOT_SHORT_BREAKS,
                    when.NOT_PLACED_FOR_ADOPTION,
                    when.ORDINARY_VISITS,
                ),
            ),
            Duty(
                "V-2",
                Spell.PLACEMENT,
                2,
                False,
                "last_visit",
                _VISIT,
                (
                    when.LOOKED_AFTER,
                    when.NOT_SHORT_BREAKS,
                    when.NOT_PLACED_FOR_ADOPTION,
                    when.ORDINARY_VISITS,
                    when.FIRST_YEAR,
                ),
            ),
            Duty(
                "V-3",
                Spell.PLACEMENT,
                2,
                False,
                "last_visit",
                _VISIT,
                (
                    when.LOOKED_AFTER,
                    when.NOT_PLACED_FOR_ADOPTION,
                    when.ORDINARY_VISITS,
                    when.AFTER_FIRST_YEAR,
                    when.NOT_LASTING_TO_18,
                ),
            ),
            Duty(
                "V-4",
                Spell.PLACEMENT,
                2,
                False,
                "last_visit",
                _VISIT,
                (
                    when.LOOKED_AFTER,
                    when.NOT_PLACED_FOR_ADOPTION,
                    when.AFTER_FIRST_YEAR,
                    when.LASTS_TO_18,
                    when.NOT_FEWER_VISITS,
                ),
            ),
            Duty(
                "V-5",
                Spell.PLACEMENT,
                2,
                False,
                "last_visit",
                _VISIT,
                (when.LOOKED_AFTER, when.AFTER_FIRST_YEAR, when.FEWER_VISITS),
            ),
            Duty(
                "REV-1",
                Spell.CARE,
                1,
                True,
                "looked_after_start",
                "the start of care",
                (when.LOOKED_AFTER, when.NOT_SHORT_BREAKS),
            ),
            Duty(
                "REV-2",
                Spell.CARE,
                2,
                True,
                "review_1_held",
                "the first review",
                (when.LOOKED_AFTER, when.NOT_SHORT_BREAKS, when.NOT_PLACED_FOR_ADOPTION),
            ),
            Duty(
                "REV-3",
                Spell.CARE,
                3,
                False,
                "last_review_held",
                "the last review",
                (when.LOOKED_AFTER, when.NOT_SHORT_BREAKS, when.NOT_PLACED_FOR_ADOPTION),
            ),
        )
    }
)


def carried_out() -> frozenset[str]:
    """The codes of the rows the engine can answer for. The others are listed by `not_carried_out`."""
    return frozenset(CARRIED_OUT)
