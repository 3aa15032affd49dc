"""What the statutory clock asks about: happenings, circumstances, and why something was late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError

from steadyhand.contexts.cases.gather import facts
from steadyhand.contexts.cases.models import Child, Circumstances, Duty, Event, Explanation, Placement
from steadyhand.contexts.cases.operations.unit import Act, one_act
from steadyhand.contexts.cases.permissions.table import Part
from steadyhand.contexts.cases.policies import (
    BOOKED,
    NotPossible,
    check_born,
    check_destroyed,
    check_happening,
    check_not_ahead,
    check_within_reach,
)
from steadyhand.contexts.cases.queries import late_on
from steadyhand.contexts.cases.states import LateBecause
from steadyhand.engines import timescales
from steadyhand.engines.timescales.facts import UNDONE

DESTROYED = "record_destroyed"

if TYPE_CHECKING:
    from steadyhand.contexts.organisations.models import Person


def record_event(
    *,
    child: Child,
    kind: str,
    at: datetime,
    by: Person,
    on: date,
    title: str = "",
    text: str = "",
    timed: bool = True,
    placed_on: date | None = None,
    number: int | None = None,
    by_whom: str = "",
    sort: str = "",
    outcome: str = "",
    until: date | None = None,
) -> Event:
    """Record a happening with no page of its own: one that a rule asks about, or something for the story.

    `timed`: whether the time of day is known. `placed_on`: the first day of the placement that it is about.
    Raises NotPossible, NotHereOrNotYours.
    """
    row = Event(
        kind=kind, at=at, title=title, text=text, timed=timed, placed_on=placed_on, number=number,
        by_whom=by_whom, sort=sort, outcome=outcome, until=until,
    )  # fmt: skip
    with one_act(by=by, on=on) as act:
        act.check_record(by, child, kind, verb="event.record", on=on)
        _check(act, child, row, on=on)
        return act.save(row, verb="event.recorded", child=child, by=by, kind=str(kind))


def correct_event(*, event: Event, by: Person, on: date, **changes: Any) -> Event:
    """Put a happening right; the earlier version stays. One entered by mistake becomes one that was not done.

    Raises Clash, NotPossible, NotHereOrNotYours.
    """
    with one_act(by=by, on=on) as act:
        child = event.child
        for kind in {event.kind, changes.get("kind", event.kind)}:
            act.check_put_right(by, child, kind, of=event.at, verb="event.correct", on=on)
        with act.attempt():
            new = act.replace(event, verb="event.corrected", child=child, by=by, **changes)
            _check(act, child, new, on=on)
        return new


def _check(act: Act, child: Child, row: Event, *, on: date) -> None:
    check_happening(row.kind)
    day = timescales.day_of(row.at)
    if row.kind not in BOOKED:
        check_not_ahead(day, on=on, field="at", what="What happened")
    check_within_reach(day, on=on, field="at", what="The day")
    check_born(day, date_of_birth=act.born(child), field="at", what="What happened")
    if row.until is not None and row.until < day:
        raise NotPossible("until", "It must not run to a day before it began")
    check_within_reach(row.until, on=on, field="until", what="The day it runs to")
    if row.kind == DESTROYED and row.outcome not in UNDONE:
        _check_destroyed(child, day, on=on)
    if row.placed_on is not None:
        starts = Placement.objects.standing().filter(child=child, start=row.placed_on)
        if not starts.exists():
            raise NotPossible("placed_on", "No home of theirs began on that day. Choose one from the list.")


def _check_destroyed(child: Child, day: date, *, on: date) -> None:
    """However a council keeps the timetable: what was destroyed cannot be brought back."""
    told = facts([child.pk])[child.pk]
    stands = replace(told, events=tuple(event for event in told.events if event.event != DESTROYED))
    (answer,) = timescales.answers(stands, on=on, codes=["REC-1"])
    until = timescales.day_of(answer.due) if isinstance(answer.due, datetime) else answer.due
    check_destroyed(day, kept_until=until, is_known=answer.answer is not timescales.Outcome.CANNOT_TELL)


def record_circumstances(*, child: Child, by: Person, on: date, **changes: Any) -> Circumstances:
    """Say what is so of a child and turns rules on; what is not named stays as it was.

    Raises Clash, NotPossible, NotHereOrNotYours.
    """
    with one_act(by=by, on=on) as act:
        act.check_write(by, child, Part.IDENTITY, verb="circumstances.record", on=on)
        died = changes.get("died_on")
        if died is not None:
            check_not_ahead(died, on=on, field="died_on", what="The day they died")
            check_born(died, date_of_birth=act.born(child), field="died_on", what="The day they died")
        stage = changes.get("key_stage")
        if stage is not None and not 0 <= stage <= 5:
            raise NotPossible("key_stage", "A key stage is from 1 to 5, or 0 for none")
        stands: Circumstances | None = Circumstances.objects.standing().filter(child=child).first()
        verb = "circumstances.recorded"
        if stands is None:
            return act.save(Circumstances(**changes), verb=verb, child=child, by=by, changed=sorted(changes))
        return act.replace(stands, verb=verb, child=child, by=by, **changes)


def explain(
    *,
    child: Child,
    code: str,
    due_on: date,
    reason: LateBecause,
    decided_by: Person,
    decided_on: date,
    by: Person,
    on: date,
    text: str = "",
) -> Explanation:
    """Say why something is late and who decided: it stays late, and is explained. A new one puts an earlier one right.

    Raises NotPossible where nothing of that row is late since that day, or for somebody who could not have decided;
    NotHereOrNotYours.
    """
    with one_act(by=by, on=on) as act:
        act.check_write(by, child, Part.NOTES, verb="explanation.record", on=on)
        open_then = Duty.objects.filter(child=child, code=code, due_at=due_on, is_open=True)
        if not open_then.filter(late_on(on)).exists():
            raise NotPossible(
                "due_on", "Nothing of this kind is late since that day. It may have been done meanwhile."
            )
        check_not_ahead(decided_on, on=on, field="decided_on", what="The decision")
        if not act.may_read(decided_by, child, Part.IDENTITY, on=decided_on):
            raise NotPossible(
                "decided_by", "Choose somebody who worked with the child, or answered for them, on that day"
            )
        says = {"reason": reason, "text": text, "decided_by": decided_by, "decided_on": decided_on}
        stands: Explanation | None = (
            Explanation.objects.standing().filter(child=child, code=code, due_on=due_on).first()
        )
        if stands is not None:
            return act.replace(stands, verb="explanation.corrected", child=child, by=by, **says)
        row = Explanation(code=code, due_on=due_on, **says)
        try:
            with act.attempt():
                return act.save(row, verb="explanation.recorded", child=child, by=by, code=code)
        except IntegrityError as twice:
            raise NotPossible("due_on", "Somebody explained this meanwhile. Look at it again.") from twice
