"""Keeping what is being typed, and letting it go: drafts follow the writer's right to write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from steadyhand.contexts.cases.models import Child, Draft, Visit
from steadyhand.contexts.cases.operations.unit import one_act
from steadyhand.contexts.cases.permissions.table import Part
from steadyhand.contexts.cases.policies import (
    DRAFT_LASTS,
    VISIT_FORM,
    AlreadyRecorded,
    NotPossible,
    check_draft,
)
from steadyhand.foundations.audit.record import Kind, record

if TYPE_CHECKING:
    from steadyhand.contexts.organisations.models import Person

# What PostgreSQL cannot store in JSON; shown as nothing, so that taking it out loses no word.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def keep_draft(
    *, child: Child, form: str, typed: Mapping[str, Sequence[str]], by: Person, on: date
) -> datetime:
    """Keep what this person has typed so far, whatever is still missing in it; when it was kept.

    On record once, when it is begun: the words are not, and neither is every few seconds of typing.
    Raises NotHereOrNotYours; NotPossible where it is too long or puts right a visit that there is not;
    AlreadyRecorded for a visit that has been saved: sent late, or from a second page, it is not half-written.
    """
    check_draft(typed)
    kept = {name: [UNSTORABLE.sub("", text) for text in texts] for name, texts in typed.items()}
    with one_act(by=by, on=on) as act:
        act.check_write(by, child, Part.NOTES, verb="draft.keep", on=on)
        puts_right = form.removeprefix(VISIT_FORM).removeprefix(":")
        pages = [puts_right] if puts_right else kept.get("occasion", [])
        on_record = Visit.objects.of([child.pk]).filter(occasion__in=pages).exists()
        if on_record and not puts_right:
            raise AlreadyRecorded("This visit is on record already.")
        if puts_right and not on_record:
            raise NotPossible("typed", "There is no such visit on record to be put right.")
        now = timezone.now()
        _, begun = Draft.objects.update_or_create(
            person=by,
            child=child,
            form=form,
            defaults={"typed": kept, "saved_at": now, "expires_at": now + DRAFT_LASTS},
            create_defaults={
                "council_id": child.council_id,
                "typed": kept,
                "saved_at": now,
                "expires_at": now + DRAFT_LASTS,
            },
        )
        if begun:
            record(
                Kind.CHANGE,
                verb="draft.begun",
                subject_type="child",
                subject_id=child.pk,
                actor_id=by.account_id,
                council_id=child.council_id,
                detail={"form": form},
            )
    return now


def let_draft_go(*, child_ids: Iterable[int], form: str, by: Person, on: date) -> None:
    """Take away what this person had half-written on this page for these children: it is saved, or not wanted."""
    Draft.objects.filter(person=by, form=form, child_id__in=list(child_ids)).delete()
