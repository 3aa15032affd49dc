"""Collection years: 1 April to 31 March, named by both years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

YEARS: Final = ("2024/25", "2025/26", "2026/27")


@dataclass(frozen=True, slots=True)
class CollectionYear:
    """One year of the return. `label` as "2026/27", both ends inclusive.

    Raises ValueError for a year whose rules are not here, or that is written otherwise.
    """

    label: str

    def __post_init__(self) -> None:
        if self.label not in YEARS:
            raise ValueError(
                f"{self.label!r} is not a collection year whose rules are here. Name {', '.join(YEARS[:-1])}"
                f" or {YEARS[-1]}."
            )

    @property
    def start(self) -> date:
        """Its first day, 1 April."""
        return date(int(self.label[:4]), 4, 1)

    @property
    def end(self) -> date:
        """Its last day, 31 March."""
        return date(int(self.label[:4]) + 1, 3, 31)

    def reaches(self, since: str = "", until: str = "") -> bool:
        """Whether it lies between these two years, both named as it is and both included; empty: open."""
        return (not since or since <= self.label) and (not until or self.label <= until)


def is_year(text: str) -> bool:
    """Whether it is written as collection years are: two years in a row."""
    found = re.fullmatch(r"(\d{4})/(\d{2})", text)
    return found is not None and (int(found[1]) + 1) % 100 == int(found[2])
