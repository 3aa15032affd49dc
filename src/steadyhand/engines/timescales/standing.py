"""Where the present link of a duty stands on a day, before it is put into words."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from steadyhand.engines.timescales.conditions import Finding
from steadyhand.engines.timescales.course import Course, Moment
from steadyhand.engines.timescales.limits import Limit
from steadyhand.engines.timescales.outcome import Outcome

_LATE = (Outcome.LATE, Outcome.LATE_EXPLAINED)


class Standing(NamedTuple):
    """Where the present link stands on a day; `edges` are the days on which doubt itself moves."""

    outcome: Outcome
    finding: Finding
    course: Course | None = None
    number: int = 0
    started: date | None = None
    due: Moment | None = None
    done: Moment | None = None
    missing: tuple[str, ...] = ()
    edges: tuple[date, ...] = ()
    limit: Limit | None = None

    def same_but_for_lateness(self, other: Standing) -> bool:
        """Whether the two are one answer, not counting that a date due has passed."""
        return self._kind() == other._kind()

    def _kind(self) -> tuple[object, ...]:
        outcome = Outcome.DUE if self.outcome in _LATE else self.outcome
        return outcome, self.due, self.done, self.missing
