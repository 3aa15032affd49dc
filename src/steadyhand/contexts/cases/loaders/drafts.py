"""What somebody has half-written: its writer's alone, and only as long as they may write in that child's record."""

from django.utils import timezone

from steadyhand.contexts.cases import queries
from steadyhand.contexts.cases.loaders import ChildFile, hidden_from
from steadyhand.contexts.cases.models import Child, Draft
from steadyhand.contexts.cases.permissions.checks import check_part
from steadyhand.contexts.cases.permissions.table import Part, Right
from steadyhand.contexts.cases.permissions.visibility import tie, visible_to
from steadyhand.contexts.cases.policies import VISIT_FORM
from steadyhand.contexts.organisations.permissions import Standing


def child_to_write_in(standing: Standing, ref: str, *, verb: str) -> Child:
    """The child of this address, for a writer who has their page open already. Raises NotHereOrNotYours.

    Opening the page was put on record; every few seconds of typing on it is not.
    """
    found = check_part(tie(standing, ref), Part.NOTES, Right.WRITE, verb=verb, subject_id=ref)
    return Child.objects.get(pk=found.child_id)


def drafts_of(file: ChildFile, form: str) -> list[Draft]:
    """What this reader has half-written about this child on this form, newest first, a row for each page of it.

    They may still write, or it stays shut. So does a correction of what others wrote, where a home is withheld from the
    reader now: it may lead there, in words that stood there when it was begun.
    """
    if not file.may(Part.NOTES, Right.WRITE):
        return []
    now = timezone.now()
    drafts = Draft.objects.filter(person_id=file.standing.person_id, form=form, expires_at__gt=now)
    found = list(drafts.filter(child=file.child).order_by("-saved_at", "-pk"))
    occasion = form.removeprefix(VISIT_FORM).removeprefix(":")
    if found and occasion and hidden_from(file):
        authors = queries.authors_of_visits(file.child, {occasion})[occasion]
        return found if authors == {file.standing.person_id} else []
    return found


def half_written_by(standing: Standing) -> list[Draft]:
    """Everything this reader has half-written about children they may still write about, newest first."""
    rows = Draft.objects.filter(person_id=standing.person_id, expires_at__gt=timezone.now())
    drafts = list(rows.select_related("child").order_by("-saved_at"))
    if not drafts:
        return []  # as on most days: then nobody's right to write need be asked about
    allowed = visible_to(standing, part=Part.NOTES, right=Right.WRITE)
    may_write = set(allowed.filter(pk__in=[row.child_id for row in drafts]).values_list("pk", flat=True))
    return [row for row in drafts if row.child_id in may_write]
