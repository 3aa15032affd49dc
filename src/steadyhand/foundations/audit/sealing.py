"""How a seal is worked out: the same few lines for whoever makes one and whoever checks it."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime

from steadyhand.foundations.audit.models import Entry

GENESIS = "0" * 64


def entry_digest(entry: Entry) -> bytes:
    """The hash of one entry over every column it has."""
    columns = {field.attname: getattr(entry, field.attname) for field in Entry._meta.concrete_fields}
    columns["at"] = entry.at.astimezone(UTC).isoformat()
    text = json.dumps(columns, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).digest()


def seal_digest(*, number: int, at: datetime, previous: str, entries: Iterable[Entry]) -> str:
    """The hash of a batch in the order of its ids, chained to the seal before it."""
    whole = hashlib.sha256(f"{number}|{at.astimezone(UTC).isoformat()}|{previous}".encode())
    for entry in entries:
        whole.update(entry_digest(entry))
    return whole.hexdigest()
