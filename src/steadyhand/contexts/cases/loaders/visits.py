"""One visit in all its versions, and what was recorded while somebody was writing.

Every list of versions is of one child alone: what is on record of a brother or sister stays in their record.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from steadyhand.contexts.cases.loaders import ChildFile, as_read, child_file, hidden_from
from steadyhand.contexts.cases.models import Visit
from steadyhand.contexts.cases.permissions.parts import ON_CALL_NOTES
from steadyhand.contexts.cases.permissions.table import Part, Right
from steadyhand.contexts.cases.permissions.visibility import Known, Tie
from steadyhand.contexts.cases.policies import VISIT_SAYS, VISIT_TEXTS
from steadyhand.contexts.organisations.permissions import Standing
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.audit.record import together


@dataclass(frozen=True, slots=True)
class VisitOnRecord:
    """One visit to one child: each version, the one that stands last.

    `versions` are the rows, for acts alone; `shown` are the same as this reader may have them.
    """

    file: ChildFile
    versions: tuple[Visit, ...]
    shown: tuple[Visit, ...]

    @property
    def stands(self) -> Visit:
        """The version that stands."""
        return self.versions[-1]

    @property
    def partly_withheld(self) -> bool:
        """Whether words of what stands are kept from this reader, who can then not write it anew."""
        return bool(self.withheld_texts)

    @property
    def ever_withheld(self) -> bool:
        """Whether words of any version are kept from this reader: what was begun from one may hold them."""
        return any(
            getattr(shown, name) != getattr(row, name)
            for shown, row in zip(self.shown, self.versions, strict=True)
            for name in VISIT_TEXTS
        )

    @property
    def withheld_texts(self) -> frozenset[str]:
        """The texts of what stands, by field, of which words are kept from this reader."""
        return frozenset(
            name for name in VISIT_TEXTS if getattr(self.shown[-1], name) != getattr(self.stands, name)
        )


def visit_on_record(
    standing: Standing, ref: str, occasion: str, *, right: Right = Right.READ, verb: str = "visit.opened"
) -> VisitOnRecord:
    """Open one visit in one child's record; the read goes on record. Raises NotHereOrNotYours.

    A child reads the words of their own that stand, and nothing that was put right: words of somebody else may have
    been the reason.
    """
    with together():  # a refusal is no read
        file = child_file(standing, ref, verb=verb, part=Part.NOTES, right=right)
        found = versions_of([file], occasion).get(file.child.pk)
        if found is not None and not file.tie.reads_whole(Part.NOTES):
            found = VisitOnRecord(file, found.versions[-1:], found.shown[-1:]) if found.stands.said else None
        if found is None:
            raise NotHereOrNotYours(verb=verb, subject_type="child", subject_id=str(file.child.pk))
    return found


def versions_of(files: Sequence[ChildFile], occasion: str) -> dict[int, VisitOnRecord]:
    """One visit as each of these children's records has it, by child id, as far as the reader may read it."""
    rows: dict[int, list[Visit]] = {}
    of_them = Visit.objects.filter(child__in=[file.child.pk for file in files], occasion=occasion)
    for row in of_them.select_related("visited_by", "recorded_by", "child").order_by("pk"):
        rows.setdefault(row.child_id, []).append(row)
    return {
        file.child.pk: VisitOnRecord(file, tuple(rows[file.child.pk]), _shown(file, rows[file.child.pk]))
        for file in files
        if file.child.pk in rows and _may_read(file, rows[file.child.pk])
    }


def _may_read(file: ChildFile, versions: Sequence[Visit]) -> bool:
    return may_read(file.tie, versions, reader=file.standing.person_id)


def may_read(tie: Tie, versions: Sequence[Visit], *, reader: int | None) -> bool:
    """Whether who stands so to the child may read this visit of theirs, in all its versions.

    On call, a visit of the last 30 days; and one before that nobody else wrote a word of, if they wrote it in them.
    """
    if tie.reads_notes_of_30_days_only():
        since = timezone.now() - ON_CALL_NOTES
        own = all(row.recorded_by_id == reader and row.recorded_at >= since for row in versions)
        return bool(versions[-1].started_at >= since or own)
    return tie.may(Part.NOTES)


def _shown(file: ChildFile, rows: Iterable[Visit]) -> tuple[Visit, ...]:
    hidden, authors, shown = hidden_from(file), set[int](), []
    for row in rows:
        authors.add(row.recorded_by_id)
        shown.append(as_read(row, VISIT_TEXTS, file, hidden, authors))
    return tuple(shown)


def worried_visits(
    standing: Standing, told: Mapping[int, Known], worries: Mapping[str, tuple[int, int | None, datetime]]
) -> dict[str, str]:
    """After which visit somebody was worried, for a reader who may open it whole. One query, where there is any.

    `told`: the children of whom the reader may know. `worries`: by name, the child, whose worry it is and when it was
    told: just as it was written down, or in an invented history as the visit ended.
    """
    whole = {pk for pk, each in told.items() if each.tie.reads_whole(Part.NOTES)} & {
        child_id for child_id, _, _ in worries.values()
    }
    if not whole:
        return {}
    worried = Visit.objects.filter(worried=True, child__in=whole)
    rows = Visit.objects.filter(child__in=whole, occasion__in=worried.values("occasion"))
    versions: dict[tuple[int, str], list[Visit]] = {}
    for row in rows.select_related("recorded_by").order_by("pk"):
        versions.setdefault((row.child_id, row.occasion), []).append(row)
    found = {}
    for name, (child_id, account_id, at) in worries.items():
        theirs = [
            row
            for (child, _), rows_of_it in versions.items()
            if child == child_id
            for row in rows_of_it
            if row.worried and row.recorded_by.account_id == account_id
        ]
        if theirs:
            found[name] = min(
                theirs, key=lambda row: min(abs(row.recorded_at - at), abs(row.started_at - at))
            )
    return {
        name: row.occasion
        for name, row in found.items()
        if may_read(told[row.child_id].tie, versions[row.child_id, row.occasion], reader=standing.person_id)
    }


def visits_as_of(files: Iterable[ChildFile]) -> str:
    """Which visit was the last to be recorded when a page was opened; the version of a page of a new visit."""
    return str(max(_first_versions(files), default=0))


def recorded_since(files: Sequence[ChildFile], as_of: str) -> list[Visit]:
    """Visits to these children that were recorded since, each as it was written first, the last recorded first.

    Where the page cannot tell since when (`as_of` is empty), the last one recorded.
    """
    first = sorted(_first_versions(files), reverse=True)
    since = [pk for pk in first if pk > int(as_of)] if as_of else first[:1]
    if not since:
        return []
    readable = {file.child.pk: file for file in files}
    rows = Visit.objects.filter(pk__in=since).order_by("-pk")
    return [row for row in rows if _may_read(readable[row.child_id], [row])]


def own_at(files: Sequence[ChildFile], start: datetime) -> list[Visit]:
    """Visits of the reader's own to these children, that began in this very minute: perhaps the same, sent again."""
    rows = Visit.objects.filter(child__in=[file.child.pk for file in files], started_at__gte=start)
    rows = rows.filter(started_at__lt=start + timedelta(minutes=1), visited_by=files[0].standing.person_id)
    readable = {file.child.pk: file for file in files}
    return [
        row
        for row in rows.order_by("-pk")
        if row.corrects_id is None and _may_read(readable[row.child_id], [row])
    ]


def _first_versions(files: Iterable[ChildFile]) -> list[int]:
    """Their ids, in no order.

    Picked out here: asked for rows that correct none, or for the newest, a database may go through every visit there is.
    """
    rows = Visit.objects.filter(child__in=[file.child.pk for file in files])
    return [pk for pk, corrects in rows.values_list("pk", "corrects_id") if corrects is None]


def is_recorded(files: Iterable[ChildFile], occasion: str) -> bool:
    """Whether the page of this occasion has been saved for any of these children."""
    return Visit.objects.filter(child__in=[file.child.pk for file in files], occasion=occasion).exists()


def says(visit: Visit) -> dict[str, object]:
    """What somebody said of the visit to this child: each field of VISIT_SAYS."""
    return {name: getattr(visit, name) for name in VISIT_SAYS}
