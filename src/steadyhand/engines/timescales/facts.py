"""What the engine is told about one child.

Names are those of the facts in the readings (README.md). Two kinds of silence differ: an event or a span
that is not listed did not happen, while a field that is None is not known, and an answer that turns on
it is "cannot tell".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from itertools import pairwise

from steadyhand.engines.timescales.calendar import day_of
from steadyhand.kernel import Span

# An event with one of these outcomes was not done; a refusal is an explanation besides.
REFUSED = "refused"
UNDONE = frozenset({REFUSED, "cancelled", "offered", "missed", "not_done"})
UNKNOWN = "unknown"
WELFARE_NOT_SAFEGUARDED = "welfare_not_safeguarded"  # what a visit found
SCHOOLING_GOES_ON = "schooling_goes_on"  # how the proposal to move a pupil ended
VISIT = "visit"


@dataclass(frozen=True, slots=True)
class PeriodOfCare:
    """An unbroken time looked after: from `start` up to, not including, `end` (None while it lasts)."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class LegalStatus:
    """A legal status by its SSDA903 code (C1 interim care order, C2 care order, V2 section 20 …).

    Two may stand side by side: a placement order does not discharge the care order it suspends.
    """

    code: str
    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        Span(self.start, self.end)
        if not self.code:
            raise ValueError("A legal status has a code. Give the SSDA903 code, such as C2.")


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the child lives, from `start` up to, not including, `end`. `type` is the SSDA903 code.

    None means not known. `area` is inside, adjoining or distant. `short_break`: a break of a series
    under reg 48. The rest carry the number of the regulation of SI 2010/959 that they switch on.
    """

    id: str
    start: date
    end: date | None
    type: str
    lasts_to_18: bool | None
    long_term_foster_reg22B: bool | None
    area: str | None = None
    emergency: bool | None = False
    with_parent: bool | None = False
    urgent_reg19: bool | None = False
    temporary_approval_reg24: bool | None = False
    emergency_reg23: bool | None = False
    adoptive: bool | None = False
    other_arrangements: bool | None = False
    listed_reg27A: bool | None = False
    registered_supported: bool | None = False
    excepted: bool | None = False
    short_break: bool | None = False

    def __post_init__(self) -> None:
        Span(self.start, self.end)
        if not self.id:
            raise ValueError("A placement has an id, so that visits can name it. Give any stable text.")
        if self.area not in (None, "inside", "adjoining", "distant"):
            raise ValueError(
                f"Placement {self.id}: {self.area!r} is not an area. Use inside, adjoining or distant."
            )


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at a day, or at an instant (a datetime that says its zone).

    `event` is a name from the rules table; `placement` the id of the placement it is about, when said.
    For a `visit`, `child_seen` None means not known whether the child was seen; `reason` says why the child
    was not seen alone. `outcome` says how it ended where that matters (UNDONE, "unknown"); `until` the day to
    which a court or a body extended something.
    """

    event: str
    at: date | datetime
    placement: str | None = None
    number: int | None = None
    by: str | None = None
    child_seen: bool | None = None
    seen_alone: bool | None = None
    reason: str | None = None
    told_beforehand: bool | None = False
    outcome: str | None = None
    kind: str | None = None
    until: date | None = None
    day: date = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not self.event:
            raise ValueError("An event has a name. Use one from the rules table, such as visit.")
        object.__setattr__(self, "day", day_of(self.at))


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a duty was late: it counts only with a reason and the person who decided.

    `duty` is the rule's code and `due` the date the explanation is about.
    """

    duty: str
    due: date | datetime
    reason_code: str | None
    decided_by: str | None
    at: date | datetime

    @property
    def counts(self) -> bool:
        """Whether it says both why and who decided."""
        return bool(self.reason_code) and bool(self.decided_by)


@dataclass(frozen=True, slots=True)
class SchoolTerm:
    """A term of the child's school, from its first day to its last, which is `end`."""

    name: str
    start: date
    end: date

    def __post_init__(self) -> None:
        Span(self.start, self.end)

    def holds(self, day: date) -> bool:
        """Whether the day is in the term."""
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class ChildFacts:
    """Everything known about one child. The order of facts makes no difference.

    `key_stage` 0 is none; `reason_care_ended` is the SSDA903 code (E9: sentenced to custody).

    Raises ValueError for what cannot be: overlapping periods of care or placements, two placements
    with one id, an event about a placement that is not listed, anything before birth.
    """

    date_of_birth: date | None
    periods_of_care: tuple[PeriodOfCare, ...] = ()
    legal_status: tuple[LegalStatus, ...] = ()
    placements: tuple[Placement, ...] = ()
    events: tuple[Event, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    short_breaks_reg48: bool | None = False
    uasc: bool | None = False
    key_stage: int | None = 0
    in_early_years_education: bool | None = False
    reason_care_ended: str | None = None
    school_terms: tuple[SchoolTerm, ...] = ()
    date_of_death: date | None = None
    unable_to_take_part: bool | None = False

    def __post_init__(self) -> None:
        for name in _TUPLES:
            if not isinstance(getattr(self, name), tuple):
                raise TypeError(
                    f"{name} is a tuple, so that facts cannot change under an answer. Use tuple(...)."
                )
        _check_apart("Periods of care", self.periods_of_care)
        _check_apart("Placements", self.placements)
        ids = Counter(placement.id for placement in self.placements)
        for found, times in ids.items():
            if times > 1:
                raise ValueError(f"{times} placements have the id {found}. Give each its own.")
        for event in self.events:
            if event.placement is not None and event.placement not in ids:
                raise ValueError(
                    f"The {event.event} of {event.at} is about placement {event.placement}, "
                    "which is not listed. List the placement, or leave it out of the event."
                )
        self._check_after_birth()

    def _check_after_birth(self) -> None:
        born = self.date_of_birth
        if born is None:
            return
        starts = [*(care.start for care in self.periods_of_care), *(home.start for home in self.placements)]
        for start in starts:
            if start < born:
                raise ValueError(
                    f"Care or a placement starts on {start}, before birth on {born}. Correct one."
                )


_TUPLES = tuple(found.name for found in fields(ChildFacts) if str(found.type).startswith("tuple"))


def _check_apart(what: str, spans: Sequence[PeriodOfCare] | Sequence[Placement]) -> None:
    for earlier, later in pairwise(_in_order(spans)):
        if Span(earlier.start, earlier.end).overlaps(Span(later.start, later.end)):
            raise ValueError(
                f"{what} overlap: one starts on {earlier.start}, and before it ends another starts on "
                f"{later.start}. End the first before the second starts."
            )


def _in_order(spans: Iterable[PeriodOfCare | Placement]) -> list[PeriodOfCare | Placement]:
    return sorted((span for span in spans if span.start != span.end), key=lambda span: span.start)
