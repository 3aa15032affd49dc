"""Reading the record of reads: who looked at something, newest first."""

from datetime import datetime

from django.db.models import QuerySet

from steadyhand.foundations.audit.models import Entry


def entries_about(
    subject_type: str, *subject_ids: int | str, since: datetime | None = None
) -> QuerySet[Entry]:
    """Every read, change and refusal about one subject, by each of its names, newest first."""
    names = [str(name) for name in subject_ids]
    rows = Entry.objects.filter(subject_type=subject_type, subject_id__in=names).order_by("-at", "-pk")
    return rows if since is None else rows.filter(at__gte=since)


def lately_opened_by(actor_id: int, subject_type: str, *, verb: str, count: int) -> list[str]:
    """Ids of the subjects this account opened last, newest first, each once."""
    rows = Entry.objects.filter(actor_id=actor_id, subject_type=subject_type, verb=verb, kind=Entry.Kind.READ)
    found: list[str] = []
    for subject_id in rows.order_by("-at").values_list("subject_id", flat=True)[: count * 20]:
        if subject_id not in found:
            found.append(subject_id)
    return found[:count]
