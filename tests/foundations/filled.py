"""A house with at least one row in every table that is guarded or walled."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from contexts.builders import House, at, days
from steadyhand.contexts.cases import operations as cases
from steadyhand.contexts.cases import states
from steadyhand.contexts.cases.models import CalendarDays, Child, Circumstances, Explanation, RuleSetting
from steadyhand.foundations.access.models import Installation
from steadyhand.foundations.audit.models import Entry, Seal, SealedEntry


def fill(house: House) -> Child:
    """At least one row in every table that is guarded or walled."""
    on = house.day
    child = house.placed(since=on - days(9))
    house.visit(child, on, worried=True)  # and a notice of it
    who: dict[str, Any] = {"child": child, "by": house.worker, "on": on}
    cases.relate(kind=states.RelationKind.FRIEND, name="Kit", **who)
    cases.note_to_know(kind=states.NoteKind.KNOW, text="x", **who)
    cases.record_event(kind=states.EventKind.STORY, at=at(on, 0), **who)
    cases.record_contact(kind=states.ContactKind.CALL, at=at(on, 0), with_whom="x", text="x", **who)
    cases.write_note(at=at(on, 0), text="x", **who)
    cases.record_review(held_on=on, childs_part=states.ChildsPart.PN1, **who)
    cases.keep_draft(form="visit", opening=cases.Opening("a" * 32), typed={"narrative": ["x"]}, **who)
    cases.open_window(
        person=house.second,
        council=house.council,
        kind=states.WindowKind.COVER,
        start=timezone.now(),
        end=timezone.now() + days(1),
        because="x",
        child=child,
        by=house.lead,
        on=on,
    )
    said: dict[str, Any] = {"council": house.council, "recorded_by": house.lead}
    Circumstances.objects.create(child=child, **said)
    Explanation.objects.create(
        child=child, code="V-1", due_on=on, reason="risk", decided_by=house.lead, decided_on=on, **said
    )
    RuleSetting.objects.create(code="V-1", because="x", **said)
    CalendarDays.objects.create(kind="holiday", name="x", start=on, end=on, **said)
    Installation.objects.create(kind=Installation.Kind.DEMONSTRATION, made_on=on)
    seal = Seal.objects.create(number=1, at=timezone.now(), previous="0" * 64, digest="f" * 64, count=1)
    SealedEntry.objects.create(entry_id=Entry.objects.first().pk, seal=seal)  # type: ignore[union-attr]
    return child
