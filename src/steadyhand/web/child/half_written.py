"""Going on with a page of a visit that was begun: on a page of its own, so that of two open ones neither is lost."""

import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils import timezone

from steadyhand.contexts.cases.operations import Opening
from steadyhand.contexts.cases.policies import VISIT_FORM
from steadyhand.web.child.forms import as_typed
from steadyhand.web.dates import clock_time, day_in_full

if TYPE_CHECKING:
    from steadyhand.contexts.cases.models import Draft

TOKEN = re.compile("[0-9a-f]{32}")


def new_page() -> str:
    """The name of one opening of a page."""
    return secrets.token_hex(16)


def opening(typed: Mapping[str, Any]) -> Opening:
    """Which opening of a page sent this; without a name where that cannot be told."""
    names = (str(typed.get(name) or "") for name in ("page", "occasion"))
    number = str(typed.get("number") or "")
    return Opening(
        next(filter(TOKEN.fullmatch, names), ""),
        _gone_on_with(str(typed.get("continues") or "")),
        int(number) if re.fullmatch("[0-9]{1,15}", number) else 0,
    )


def _gone_on_with(sent: str) -> tuple[str, datetime] | None:
    page, _, at = sent.partition("@")
    try:
        kept_at = datetime.fromisoformat(at)
        known = (not page or TOKEN.fullmatch(page)) and timezone.is_aware(kept_at)
        return (page, kept_at.astimezone(UTC)) if known else None
    except (ValueError, OverflowError):  # no moment, or none that a calendar holds
        return None


def opened(drafts: Sequence["Draft"], asked: str) -> "Draft | None":
    """The half-written page to go on with: the one that was asked for, else the newest."""
    return next((draft for draft in drafts if draft.page == asked), drafts[0] if drafts else None)


def went_on(draft: "Draft") -> dict[str, Any]:
    """What was half-written, for a page of its own that goes on with it."""
    name = "occasion" if draft.form == VISIT_FORM else "page"
    return as_typed(draft.typed) | {
        name: new_page(),
        "continues": f"{draft.page}@{draft.saved_at.isoformat()}",
    }


def others(
    drafts: Sequence["Draft"], shown: "Draft | None", address: str, *, today: date
) -> list[dict[str, str]]:
    """The other half-written pages, each with when it was kept and where it is gone on with."""
    return [
        {
            "url": carry_on(address, draft.page),
            "saved": f"{day_in_full(timezone.localdate(draft.saved_at), today)}, {clock_time(draft.saved_at)}",
        }
        for draft in drafts
        if draft is not shown
    ]


def carry_on(address: str, page: str) -> str:
    """Where one half-written page is gone on with."""
    return f"{address}?{urlencode({'page': page})}" if page else address
