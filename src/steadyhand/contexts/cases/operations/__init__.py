"""Writes to the record: keyword-only verbs with `by=` the person and `on=` the day, each one transaction."""

from steadyhand.contexts.cases.operations.care import (
    add_home,
    correct_placement,
    end_care,
    record_legal_status,
    start_care,
    start_placement,
)
from steadyhand.contexts.cases.operations.children import (
    add_child,
    correct_identity,
    give_own_space,
    note_to_know,
    relate,
)
from steadyhand.contexts.cases.operations.clock import work_out_again
from steadyhand.contexts.cases.operations.drafts import Opening, keep_draft, let_draft_go
from steadyhand.contexts.cases.operations.importing import Import
from steadyhand.contexts.cases.operations.rules import add_days, set_rule, withdraw_days
from steadyhand.contexts.cases.operations.storing import Batch, NotADemonstration, Under
from steadyhand.contexts.cases.operations.timetable import (
    correct_event,
    explain,
    record_circumstances,
    record_event,
)
from steadyhand.contexts.cases.operations.unit import one_act
from steadyhand.contexts.cases.operations.workers import (
    allocate,
    close_window,
    end_allocation,
    end_hold,
    hold,
    open_in_emergency,
    open_window,
)
from steadyhand.contexts.cases.operations.writing import (
    Seen,
    Settled,
    correct_visit,
    record_contact,
    record_review,
    record_visit,
    settle_visit,
    write_note,
)
from steadyhand.contexts.cases.permissions.checks import MayNot
from steadyhand.contexts.cases.policies import AlreadyRecorded, NewerKept

__all__ = [
    "AlreadyRecorded",
    "Batch",
    "Import",
    "MayNot",
    "NewerKept",
    "NotADemonstration",
    "Opening",
    "Seen",
    "Settled",
    "Under",
    "add_child",
    "add_days",
    "add_home",
    "allocate",
    "close_window",
    "correct_event",
    "correct_identity",
    "correct_placement",
    "correct_visit",
    "end_allocation",
    "end_care",
    "end_hold",
    "explain",
    "give_own_space",
    "hold",
    "keep_draft",
    "let_draft_go",
    "note_to_know",
    "one_act",
    "open_in_emergency",
    "open_window",
    "record_circumstances",
    "record_contact",
    "record_event",
    "record_legal_status",
    "record_review",
    "record_visit",
    "relate",
    "set_rule",
    "settle_visit",
    "start_care",
    "start_placement",
    "withdraw_days",
    "work_out_again",
    "write_note",
]
