"""Where children live, as far as a reader may know it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from steadyhand.contexts.cases.models import Placement
from steadyhand.contexts.cases.permissions.table import Part
from steadyhand.contexts.cases.permissions.visibility import Tie


@dataclass(frozen=True, slots=True)
class HomeShown:
    """Where a child lives or lived, as far as the reader may know it.

    `hidden`: the address is withheld and the reader has no right to it; then nothing that leads there is handed
    out: no carer, no number, no address. A child knows who they live with.
    """

    start: date
    end: date | None
    withheld: bool
    hidden: bool
    carers: str = ""
    phone: str = ""
    address: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the child lives there on the day."""
        return self.start <= day and (self.end is None or day < self.end)


def home_shown(row: Placement, *, may_see_withheld: bool, own: bool = False) -> HomeShown:
    """One home as far as a reader may know it; `own`: the reader is the child."""
    hidden = row.withheld_here and not may_see_withheld
    return HomeShown(
        start=row.start,
        end=row.end,
        withheld=row.withheld_here,
        hidden=hidden,
        carers=row.home.carers if own or not hidden else "",
        phone="" if hidden else row.home.phone,
        address="" if hidden else f"{row.home.address}\n{row.home.postcode}",
    )


def homes_shown(placements: Mapping[int, Placement], ties: Mapping[int, Tie]) -> dict[int, HomeShown]:
    """Homes of those of these children to whom the reader is tied, each as far as the reader may know it."""
    return {
        pk: home_shown(row, may_see_withheld=ties[pk].may(Part.ADDRESS))
        for pk, row in placements.items()
        if pk in ties
    }
