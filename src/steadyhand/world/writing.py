"""How lives come onto the record: act by act through the operations, or in bulk by an import."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from steadyhand.contexts.cases import operations
from steadyhand.world.diary import Verbs
from steadyhand.world.people import Cast

if TYPE_CHECKING:
    from steadyhand.contexts.cases.models import Child

_AT_ONCE = 250


class Writer:
    """Where a world is written to. In bulk, children are stored some hundred at a time."""

    def __init__(self, cast: Cast, on: date, *, in_bulk: bool) -> None:
        self._by = cast.manager
        self._import = operations.Import(on=on) if in_bulk else None
        self._waiting: list[Child] = []

    @property
    def verbs(self) -> Verbs:
        """What to write with."""
        return self._import or operations

    def written(self, children: Sequence[Child]) -> None:
        """All has been said of these children, in this order; they may be stored now."""
        self._waiting += children
        if len(self._waiting) >= _AT_ONCE:
            self.close()

    def close(self) -> None:
        """Store whoever still waits. From now each child has the id under which it is stored."""
        if self._import is not None and self._waiting:
            stored = operations.Batch(self._import.take()).store(by=self._by)
            for child, pk in zip(self._waiting, stored, strict=True):
                child.pk = pk
        self._waiting = []
