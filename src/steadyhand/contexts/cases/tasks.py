"""Jobs of the record: one call each."""

from datetime import date

from steadyhand.contexts.cases.operations import work_out_again
from steadyhand.contexts.cases.queries import children_whose_duties_change
from steadyhand.contexts.organisations.queries import council_ids
from steadyhand.foundations.access import tenancy

BATCH = 500


def recompute_changed(*, on: date) -> int:
    """Work out again the duties of children for whom time alone has changed something; how many children.

    One council at a time: a job names its council, since the wall stands for jobs too.
    """
    done = 0
    for council_id in council_ids():
        with tenancy.within([council_id]):
            child_ids = children_whose_duties_change(council_id, on)
            for first in range(0, len(child_ids), BATCH):
                work_out_again(child_ids=child_ids[first : first + BATCH], by=None, on=on)
            done += len(child_ids)
    return done
