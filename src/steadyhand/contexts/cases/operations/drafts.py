"""Keeping what is being typed, and letting it go: drafts follow the writer's right to write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils import timezone

from steadyhand.contexts.cases import queries
from steadyhand.contexts.cases.models import Child, Draft, Visit
from steadyhand.contexts.cases.operations.unit import Act, one_act
from steadyhand.contexts.cases.permissions.own_words import Reads, reads
from steadyhand.contexts.cases.permissions.table import Part
from steadyhand.contexts.cases.permissions.withheld import Withheld
from steadyhand.contexts.cases.policies import (
    DRAFT_LASTS,
    MOST_HALF_WRITTEN,
    VISIT_FORM,
    VISIT_TEXTS,
    AlreadyRecorded,
    NewerKept,
    NotPossible,
    check_draft,
)
from steadyhand.foundations.audit.record import Kind, record

if TYPE_CHECKING:
    from steadyhand.contexts.organisations.models import Person

# What PostgreSQL cannot store in JSON; shown as nothing, so that taking it out loses no word.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
NUMBER = "number"  # kept beside what is typed; no field of any page is called so


@dataclass(frozen=True, slots=True)
class Opening:
    """One opening of a page on which somebody types; of a new visit, named like its occasion.

    `went_on_with`: the opening whose draft it showed, and when that had been kept. That draft goes once this one is
    kept or finished, unless something was typed there since.
    `number`: of this time that it sends what is typed, which rises; 0 where its page does not count.
    """

    page: str
    went_on_with: tuple[str, datetime] | None = None
    number: int = 0

    def takes_the_place_of(self, drafts: QuerySet[Draft]) -> bool:
        """Take away, of these drafts, the one that was gone on with; whether there was one."""
        if self.went_on_with is None:
            return False
        page, kept_at = self.went_on_with
        gone, _ = drafts.filter(page=page, saved_at=kept_at).delete()
        return bool(gone)


def keep_draft(
    *,
    child: Child,
    form: str,
    opening: Opening,
    typed: Mapping[str, Sequence[str]],
    by: Person,
    on: date,
    empty: bool = False,
) -> datetime | None:
    """Keep what this person has typed so far, whatever is still missing in it; when it was kept.

    `empty`: nothing is answered on the page (any more): then nothing of it stays kept.
    On record once, when it is begun: the words are not, and neither is every few seconds of typing.
    Raises NotHereOrNotYours; NotPossible where it is too long, puts right a visit that there is not, or may hold words of
    others that are kept from the writer;
    AlreadyRecorded for a visit that has been saved: sent late, it is not half-written. NewerKept for what was sent
    before what is kept, and came after it: a slow line may turn two requests round.
    """
    check_draft(typed)
    kept = {name: [UNSTORABLE.sub("", text) for text in texts] for name, texts in typed.items()}
    with one_act(by=by, on=on) as act:
        act.check_write(by, child, Part.NOTES, verb="draft.keep", on=on)
        puts_right = form.removeprefix(VISIT_FORM).removeprefix(":")
        on_record = Visit.objects.of([child.pk]).filter(occasion=puts_right or opening.page).exists()
        if on_record and not puts_right:
            raise AlreadyRecorded("This visit is on record already.")
        if puts_right and not on_record:
            raise NotPossible("typed", "There is no such visit on record to be put right.")
        if puts_right and _holds_words_kept_from(act, by, child, puts_right, on=on):
            raise NotPossible(
                "typed",
                "Words of this visit are withheld from you, so nothing of this page is kept half-written. "
                "Finish it before you leave.",
            )
        now = timezone.now()
        theirs = Draft.objects.filter(person=by, child=child, form=form)
        number = _number(theirs.select_for_update().filter(page=opening.page).first())
        if 0 < opening.number < number:
            raise NewerKept(number)
        if empty:
            let_draft_go(child_ids=[child.pk], form=form, opening=opening, by=by, on=on)
            return None
        if number := max(number, opening.number):
            kept[NUMBER] = [str(number)]
        values = {"typed": kept, "saved_at": now, "expires_at": now + DRAFT_LASTS}
        first: dict[str, Any] = {
            "person": by,
            "child": child,
            "form": form,
            "council_id": child.council_id,
        }
        _, begun = theirs.update_or_create(page=opening.page, defaults=values, create_defaults=first | values)
        if begun and not opening.takes_the_place_of(theirs):
            if theirs.filter(expires_at__gt=now).count() > MOST_HALF_WRITTEN:
                raise NotPossible(
                    "typed",
                    f"You have {MOST_HALF_WRITTEN} half-written pages about this child. Finish one of them first.",
                )
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


def _number(draft: Draft | None) -> int:
    """Which time it was that its page sent what is kept."""
    return int(draft.typed.get(NUMBER, ["0"])[0]) if draft else 0


def _holds_words_kept_from(act: Act, by: Person, child: Child, occasion: str, *, on: date) -> bool:
    """Whether a correction may hold words of others that the writer may not read now, from any version there was.

    Asked of what is on record alone: of what was typed, the answer would tell who guesses that they guessed right.
    """
    how = reads(by.pk, queries.authors_of_visits(child, {occasion})[occasion])
    hidden = Withheld(()) if how is Reads.AS_WRITTEN else act.hidden_from(by, child, on=on)
    if not hidden:
        return False
    versions = Visit.objects.of([child.pk]).filter(occasion=occasion)
    texts = [text for row in versions.values_list(*VISIT_TEXTS) for text in row if text]
    return any(how is Reads.NOTHING or hidden.leads_there(text) for text in texts)


def let_draft_go(*, child_ids: Iterable[int], form: str, opening: Opening, by: Person, on: date) -> None:
    """Take away what this person had half-written on this page for these children: it is saved, or not wanted."""
    theirs = Draft.objects.filter(person=by, form=form, child_id__in=list(child_ids))
    theirs.filter(page=opening.page).delete()
    opening.takes_the_place_of(theirs)
