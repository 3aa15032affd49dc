"""What a backup says of itself."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Amount:
    """How much of something there is, and the SHA-256 over it: rows of a table, bytes of a file."""

    count: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself, and is held to when it is restored."""

    product: str
    made_at: str
    made_on: str
    migrations: list[str]
    tables: Mapping[str, Amount]
    files: Mapping[str, Amount]

    @property
    def rows(self) -> int:
        """All rows of all tables."""
        return sum(amount.count for amount in self.tables.values())
