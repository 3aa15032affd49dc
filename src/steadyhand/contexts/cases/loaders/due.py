"""What is due for children, as far as each reader may be told of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from steadyhand.contexts.cases import queries
from steadyhand.contexts.cases.models import Duty
from steadyhand.contexts.cases.permissions.parts import part_of_rule
from steadyhand.contexts.cases.permissions.table import Part
from steadyhand.contexts.cases.policies import MAY_NEVER_BE, OF_VISITS_AND_REVIEWS


@dataclass(frozen=True, slots=True)
class Due:
    """What is due, and of each child how many other things cannot be told."""

    duties: list[Duty] = field(default_factory=list)
    untold: dict[int, int] = field(default_factory=dict)


def due_for(readable: Mapping[int, Callable[[Part], bool]], *, until: date | None) -> Due:
    """What is late or due by a day for these children, what may not be, and the visits and reviews that cannot be told.

    `readable`: of each child, whether the reader may read a part of the record. One query.
    """
    found = Due()
    for duty in queries.open_duties(readable, until=until) if readable else ():
        if not readable[duty.child_id](part_of_rule(duty.code)):
            continue
        if duty.due_at is not None or duty.code in MAY_NEVER_BE or _of_visits(duty):
            found.duties.append(duty)
        elif duty.missing:
            found.untold[duty.child_id] = found.untold.get(duty.child_id, 0) + 1
    return found


def _of_visits(duty: Duty) -> bool:
    """Whether it is a visit or review of which it cannot be told when it is due."""
    return bool(duty.missing) and duty.code in OF_VISITS_AND_REVIEWS
