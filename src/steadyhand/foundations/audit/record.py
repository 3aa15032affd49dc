"""Writing to the record: one function. A change is written in the transaction that makes it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from steadyhand.foundations.audit.models import Entry

Kind = Entry.Kind


@dataclass(frozen=True, slots=True)
class Request:
    """The page in hand: its route by name and the reference shown to the person."""

    route: str = ""
    reference: str = ""


current_request: ContextVar[Request] = ContextVar("current_request", default=Request())  # noqa: B039


_together: ContextVar[list[Entry] | None] = ContextVar("entries_together", default=None)


@contextmanager
def together() -> Iterator[list[Entry]]:
    """Entries recorded inside are stored in one go as the block ends, in the transaction that is open then.

    Nothing is stored when the block raises: what it tells of is undone too. Gives the entries kept so far, so
    that whoever undoes a part of the transaction can take out what told of it.
    """
    entries: list[Entry] = []
    token = _together.set(entries)
    try:
        yield entries
    finally:
        _together.reset(token)
    Entry.objects.bulk_create(entries)


def record(
    kind: Entry.Kind,
    *,
    verb: str,
    subject_type: str,
    subject_id: int | str,
    actor_id: int | None,
    council_id: int | None = None,
    because: str = "",
    detail: Mapping[str, object] | None = None,
) -> Entry:
    """Write one entry. `detail` holds ids, counts and field names, never content."""
    request = current_request.get()
    entry = Entry(
        kind=kind,
        verb=verb,
        subject_type=subject_type,
        subject_id=str(subject_id)[:40],
        actor_id=actor_id,
        council_id=council_id,
        because=because[:80],
        route=request.route[:80],
        reference=request.reference,
        detail=dict(detail or {}),
    )
    entries = _together.get()
    if entries is None:
        entry.save(force_insert=True)
    else:
        entries.append(entry)
    return entry
