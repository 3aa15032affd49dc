"""Keeping what is being typed, and letting it go: drafts follow the writer's right to write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from steadyhand.contexts.cases.models import Child, Draft
from steadyhand.contexts.cases.operations.unit import one_act
from steadyhand.contexts.cases.permissions.table import Part
from steadyhand.contexts.cases.policies import DRAFT_LASTS
from steadyhand.foundations.audit.record import Kind, record

if TYPE_CHECKING:
    from steadyhand.contexts.organisations.models import Person


def keep_draft(
    *, child: Child, form: str, typed: Mapping[str, Sequence[str]], by: Person, on: date
) -> datetime:
    """Keep what this person has typed so far, whatever is still missing in it; when it was kept.

    On record once, when it is begun: the words are not, and neither is every few seconds of typing.
    Raises NotHereOrNotYours.
    """
    with one_act(by=by, on=on) as act:
        act.check_write(by, child, Part.NOTES, verb="draft.keep", on=on)
        now = timezone.now()
        _, begun = Draft.objects.update_or_create(
            person=by,
            child=child,
            form=form,
            defaults={"typed": dict(typed), "saved_at": now, "expires_at": now + DRAFT_LASTS},
            create_defaults={
                "council_id": child.council_id,
                "typed": dict(typed),
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
