"""What somebody has half-written: its writer's alone, and only as long as they may write in that child's record."""

from django.utils import timezone

from steadyhand.contexts.cases.loaders import ChildFile
from steadyhand.contexts.cases.loaders.visits import VisitOnRecord, may_read, versions_of
from steadyhand.contexts.cases.models import Child, Draft, Visit
from steadyhand.contexts.cases.permissions.checks import check_part
from steadyhand.contexts.cases.permissions.table import Part, Right
from steadyhand.contexts.cases.permissions.visibility import tie, ties, visible_to
from steadyhand.contexts.cases.policies import VISIT_FORM, correction_form
from steadyhand.contexts.organisations.permissions import Standing


def child_to_write_in(standing: Standing, ref: str, *, verb: str) -> Child:
    """The child of this address, for a writer who has their page open already. Raises NotHereOrNotYours.

    Opening the page was put on record; every few seconds of typing on it is not.
    """
    found = check_part(tie(standing, ref), Part.NOTES, Right.WRITE, verb=verb, subject_id=ref)
    return Child.objects.get(pk=found.child_id)


def drafts_of(file: ChildFile, form: str) -> list[Draft]:
    """What this reader has half-written about this child on this form, newest first, a row for each page of it.

    They may still write, or it stays shut. So does a correction of a visit of which words of any version are kept from
    the reader now: it may hold them, as they stood there when it was begun.
    """
    found = _unfinished(file, form)
    return [] if found and _stays_shut(file, form) else found


def corrections_of(record: VisitOnRecord) -> tuple[list[Draft], bool]:
    """As `drafts_of`, of what would put this visit right; and whether there is something that stays shut."""
    found = _unfinished(record.file, correction_form(record.stands.occasion))
    return ([], bool(found)) if record.ever_withheld else (found, False)


def _unfinished(file: ChildFile, form: str) -> list[Draft]:
    if not file.may(Part.NOTES, Right.WRITE):
        return []
    drafts = Draft.objects.filter(person_id=file.standing.person_id, form=form, expires_at__gt=timezone.now())
    return list(drafts.filter(child=file.child).order_by("-saved_at", "-pk"))


def _stays_shut(file: ChildFile, form: str) -> bool:
    occasion = _occasion(form)
    record = versions_of([file], occasion).get(file.child.pk) if occasion else None
    return record is not None and record.ever_withheld


def half_written_by(standing: Standing) -> list[Draft]:
    """Everything this reader has half-written about children they may still write about, newest first.

    Not what would put right a visit that they may not read any more: its page stays shut.
    """
    rows = Draft.objects.filter(person_id=standing.person_id, expires_at__gt=timezone.now())
    drafts = list(rows.select_related("child").order_by("-saved_at"))
    if not drafts:
        return []  # as on most days: then nobody's right to write need be asked about
    allowed = visible_to(standing, part=Part.NOTES, right=Right.WRITE)
    may_write = set(allowed.filter(pk__in=[row.child_id for row in drafts]).values_list("pk", flat=True))
    drafts = [row for row in drafts if row.child_id in may_write]
    shut = _of_visits_out_of_sight(standing, [row for row in drafts if row.form != VISIT_FORM])
    return [row for row in drafts if row.pk not in shut]


def _of_visits_out_of_sight(standing: Standing, corrections: list[Draft]) -> set[int]:
    """Of these, by id, those of visits that the reader may not read. Two queries more, where there are any."""
    if not corrections:
        return set()
    reached = ties(standing, Child.objects.filter(pk__in={row.child_id for row in corrections}))
    versions: dict[str, list[Visit]] = {}
    of_them = Visit.objects.filter(child__in=reached)
    for row in of_them.filter(occasion__in=[_occasion(row.form) for row in corrections]).order_by("pk"):
        versions.setdefault(f"{row.child_id}:{row.occasion}", []).append(row)
    return {
        row.pk
        for row in corrections
        if not (found := versions.get(f"{row.child_id}:{_occasion(row.form)}"))
        or not may_read(reached[row.child_id], found, reader=standing.person_id)
    }


def _occasion(form: str) -> str:
    """The visit that a page would put right; empty for a page of a new one."""
    return form.removeprefix(VISIT_FORM).removeprefix(":")
