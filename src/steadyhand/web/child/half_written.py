"""Going on with a page of a visit that was begun: on a page of its own, so that of two open ones neither is lost."""

import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases.operations import Opening
from steadyhand.contexts.cases.policies import VISIT_FORM, correction_form
from steadyhand.web.child.forms import as_typed, day_typed, says_anything
from steadyhand.web.dates import clock_time, day_alone, day_in_full

if TYPE_CHECKING:
    from steadyhand.contexts.cases.models import Child, Draft
    from steadyhand.contexts.organisations.models import Person

TOKEN = re.compile("[0-9a-f]{32}")
NEW = "new"  # asked for instead of a half-written page: one with nothing on it
FIRST_WORDS = 80  # letters


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


def keep(
    *,
    child: "Child",
    form: str,
    opening: Opening,
    typed: Mapping[str, Sequence[str]],
    by: "Person",
    on: date,
) -> datetime | None:
    """Keep what was typed, and say when. None for a page of a new visit that is empty again: what was kept of it goes.

    Raises as `operations.keep_draft`.
    """
    empty = form == VISIT_FORM and not says_anything(typed)
    return operations.keep_draft(
        child=child, form=form, opening=opening, typed=typed, by=by, on=on, empty=empty
    )


def opened(drafts: Sequence["Draft"], asked: str) -> "Draft | None":
    """The half-written page to go on with: the one that was asked for, else the newest; none for a new page."""
    if asked == NEW:
        return None
    return next((draft for draft in drafts if draft.page == asked), drafts[0] if drafts else None)


def went_on(draft: "Draft") -> dict[str, Any]:
    """What was half-written, for a page of its own that goes on with it."""
    name = "occasion" if draft.form == VISIT_FORM else "page"
    return as_typed(draft.typed) | {
        name: new_page(),
        "continues": as_kept(draft),
    }


def as_kept(draft: "Draft") -> str:
    """Which half-written page, as it was kept last: typed on since, it is another."""
    return f"{draft.page}@{draft.saved_at.isoformat()}"


def puts_right(form: str) -> str:
    """The visit that a half-written page puts right; empty for a page of a new visit."""
    return form.removeprefix(correction_form("")) if form.startswith(correction_form("")) else ""


def key_of(typed: Mapping[str, Any]) -> str:
    """The form that a page says it is of."""
    occasion = str(typed.get("puts_right") or "")
    return correction_form(occasion) if TOKEN.fullmatch(occasion) else VISIT_FORM


def going_on(draft: "Draft", form: Mapping[str, Any], address: str, *, today: date) -> dict[str, str]:
    """What is said on a page that goes on with what was half-written: since when, until when, of which day; and ways out.

    `form`: what it shows, as `went_on` gave it. Typed on, it is kept under its own name: it is put away under both.
    """
    occasion, day = puts_right(draft.form), day_typed(draft.typed)
    names = {"page": form["page" if occasion else "occasion"], "continues": form["continues"]}
    away = urlencode(names | ({"puts_right": occasion} if occasion else {}))
    return {
        "saved": saved_words(draft, today),
        "until": day_alone(timezone.localdate(draft.expires_at), today),
        "other_day": "" if occasion or day in (None, today) else day_in_full(day or today, today),
        "new": carry_on(address, NEW),
        "away": f"{reverse('put_away', args=[draft.child.ref])}?{away}",
    }


def saved_words(draft: "Draft", today: date) -> str:
    """When it was kept last: the time alone where that was today."""
    day = timezone.localdate(draft.saved_at)
    at = clock_time(draft.saved_at)
    return at if day == today else f"{day_in_full(day, today)}, {at}"


def first_words(draft: "Draft") -> str:
    """How a page of a new visit begins: of two about one child, it says which is which.

    Of a correction nothing: it may hold words of others, which may be withheld from its writer by now.
    """
    if draft.form != VISIT_FORM:
        return ""
    typed = draft.typed
    boxes = ["narrative", *sorted(name for name in typed if name.startswith(("said_", "own_")))]
    texts = (" ".join(text.split()) for name in boxes for text in typed.get(name, ()))
    return Truncator(next(filter(None, texts), "")).chars(FIRST_WORDS)


def told_apart(draft: "Draft", today: date) -> str:
    """The day that a half-written page is about, unless it is today, and how it begins."""
    day, words = day_typed(draft.typed), first_words(draft)
    of = f"Of {day_in_full(day, today)}." if day and day != today else ""
    return " ".join(filter(None, (of, f"“{words}”" if words else "")))


def others(
    drafts: Sequence["Draft"], shown: "Draft | None", address: str, *, today: date
) -> list[dict[str, str]]:
    """The other half-written pages, each with when it was kept and where it is gone on with."""
    return [
        {
            "url": carry_on(address, draft.page),
            "saved": f"{day_in_full(timezone.localdate(draft.saved_at), today)}, {clock_time(draft.saved_at)}",
            "begins": first_words(draft),
        }
        for draft in drafts
        if draft is not shown
    ]


def carry_on(address: str, page: str) -> str:
    """Where one half-written page is gone on with."""
    return f"{address}?{urlencode({'page': page})}" if page else address
