"""The named conditions behind `applies_when`: what each one means, and whether it holds on a day."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from steadyhand.engines.timescales.conditions import care, events, visits
from steadyhand.engines.timescales.conditions.base import (
    HOLDS,
    About,
    Condition,
    Finding,
    Findings,
    Situation,
)

CONDITIONS: Final[Mapping[str, Condition]] = MappingProxyType(
    {
        condition.name: condition
        for room in (care, events, visits)
        for condition in vars(room).values()
        if isinstance(condition, Condition)
    }
)

__all__ = [
    "CONDITIONS",
    "HOLDS",
    "About",
    "Condition",
    "Finding",
    "Findings",
    "Situation",
    "care",
    "events",
    "visits",
]
