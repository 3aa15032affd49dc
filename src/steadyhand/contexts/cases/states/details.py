"""What each happening is asked beside its day: only what the statutory timetable reads of it.

Tests hold this table against the list of happenings and against the timetable.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from steadyhand.contexts.cases.states.happenings import HAPPENINGS, Topic


class Needs(StrEnum):
    """Whether an answer can be left out."""

    NO = "not asked"
    MAY = "may be left empty"
    MUST = "needed"


@dataclass(frozen=True, slots=True)
class Details:
    """What one happening is asked.

    `time`: hours count, or two on one day must be told apart. `ended`: it can be refused, missed or cancelled.
    `home`: it is about one home. `number`: which review it is about. `by`, `sort`: who did it and which kind it was, as
    values and words. `free_sort`: which kind in one's own words. `until`: to which day it was extended, or runs.
    """

    time: bool = False
    ended: bool = False
    home: bool = False
    number: bool = False
    by: tuple[tuple[str, str], ...] = ()
    sort: tuple[tuple[str, str], ...] = ()
    free_sort: bool = False
    until: Needs = Needs.NO
    labels: dict[str, str] = field(
        default_factory=dict
    )  # of fields, where this happening says them differently


_OFFICERS = (
    ("nominated_officer", "A nominated officer"),
    ("director", "The director of children’s services"),
)
_ENDED_BY = (("authority", "The council"), ("other", "Somebody else, such as the carer or the home"))
# Source: SI 2010/959 reg 14(3), and the regulations and the section it names.
_ENDS_AT_ONCE = (
    ("planned", "None of these"),
    ("immediate_risk", "Somebody is at immediate risk of serious harm"),
    ("reg_19_c", "The assessment of the parent did not confirm an urgent placement (regulation 19)"),
    ("reg_23_2", "The 6 working days of an emergency foster placement are over (regulation 23)"),
    ("reg_25_6", "The temporary approval of the carer is over (regulation 25)"),
    ("section_22D_1", "They move to a place that is neither foster care nor a children’s home (section 22D)"),
)
_SCHOOLING = (
    ("planned", "It is planned, and would change their schooling"),
    ("emergency", "It is an emergency"),
    ("schooling_goes_on", "Their schooling goes on as it is"),
)
_INCIDENTS = (
    ("death", "The child died"),
    ("serious_harm", "The child was seriously harmed"),
    ("other", "Something else"),
)
_TIMED = frozenset({
    "missing_start", "missing_end", "return_interview",
    "secure_start", "secure_order_made", "secure_end",
    "police_protection_start", "police_protection_end",
    "fewer_visits_agreed", "fewer_visits_declined",
})  # fmt: skip
_CAN_BE_REFUSED = frozenset({
    "health_assessment", "dental_check", "immunised", "sdq",
    "needs_assessment_complete", "parent_assessment_complete",
    "safe_and_well_check", "return_interview", "iro_spoke_with_child", "contact",
})  # fmt: skip
_OF_A_HOME = frozenset({
    *HAPPENINGS[Topic.HOME], "health_bodies_notified", "adoptive_placement_start", "adoptive_review_held",
    "secure_start", "secure_order_made", "fewer_visits_agreed", "fewer_visits_declined",
})  # fmt: skip
_OF_A_REVIEW = frozenset({"review_due", "social_work_report_ready", "iro_spoke_with_child"})
_BY = {"cease_approved": _OFFICERS, "placement_end_proposed": _ENDED_BY}
_SORT = {
    "placement_change_proposed": _SCHOOLING,
    "placement_end_proposed": _ENDS_AT_ONCE,
    "incident_known": _INCIDENTS,
}
_FREE_SORT = frozenset({"immunisation_due", "immunised"})
_UNTIL = {
    "care_proceedings_extended": Needs.MUST,
    "epo_extended": Needs.MAY,
    "stage1_extended": Needs.MAY,
    "stage2_extended": Needs.MAY,
    "dol_order_made": Needs.MAY,
}
_LABELS = {
    "cease_approved": {"by_whom": "Who approved it?"},
    "placement_end_proposed": {
        "by_whom": "Who is ending it?",
        "sort": "Is it one of those that end without a review first?",
    },
    "placement_change_proposed": {"sort": "What kind of move is it?"},
    "incident_known": {"sort": "What happened?"},
    "immunisation_due": {"sort": "Which immunisation?"},
    "immunised": {"sort": "Which immunisation?"},
    "care_proceedings_extended": {"until": "To which day did the court extend them?"},
    "dol_order_made": {"until": "The day the order ends"},
}


def details_of(kind: str) -> Details:
    """What this happening is asked."""
    return DETAILS[kind]


DETAILS: Final = {
    kind: Details(
        time=kind in _TIMED,
        ended=kind in _CAN_BE_REFUSED,
        home=kind in _OF_A_HOME,
        number=kind in _OF_A_REVIEW,
        by=_BY.get(kind, ()),
        sort=_SORT.get(kind, ()),
        free_sort=kind in _FREE_SORT,
        until=_UNTIL.get(kind, Needs.NO),
        labels=_LABELS.get(kind, {}),
    )
    for named in HAPPENINGS.values()
    for kind in named
}
