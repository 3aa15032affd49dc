"""The pages of a child's timetable in every state in which somebody may find them, beside `states`."""

from __future__ import annotations

from browser.site import WORKER, Site
from browser.states import ADVOCATE, YOUNG_PERSON, State
from browser.states import _allocated_to as allocated_to
from browser.states import _of as of
from browser.states import _open_every_fold as open_every_fold
from browser.states import _press as press


def _late(site: Site) -> str:
    late = site.something_late()
    return site.address("explain_late", late.child.ref, late.code, late.due_at)


TIMETABLE = (
    # a child's timetable
    State("timetable", "timetable", "Timetable: Tayo Aderinwale-Finch", of("timetable", "Tayo"), WORKER, says="The law"),
    State(
        "timetable, everything open", "timetable", "Timetable: Tayo Aderinwale-Finch", of("timetable", "Tayo"), WORKER,
        act=open_every_fold, says="How the date was counted",
    ),
    State(
        "timetable, another day", "timetable", "Timetable: Tayo Aderinwale-Finch",
        lambda site: of("timetable", "Tayo")(site) + "?on=2026-03-04", WORKER, says="As it stood on",
    ),
    State(
        "timetable, no such day", "timetable", "Error: Timetable: Tayo Aderinwale-Finch",
        lambda site: of("timetable", "Tayo")(site) + "?on=2026-02-31", WORKER, 422, says="real date",
    ),
    State(
        "timetable, themself", "timetable", "Timetable: Tayo Aderinwale-Finch", of("timetable", "Tayo"), YOUNG_PERSON
    ),
    State("timetable, a name alone", "timetable", "", allocated_to(ADVOCATE, "timetable"), ADVOCATE, says="You may know who"),
    State("explain", "explain_late", "", _late, WORKER, says="It stays late, and is explained"),
    State("explain, nothing entered", "explain_late", "", _late, WORKER, act=press("Save"), says="Say why it is late"),
)  # fmt: skip
