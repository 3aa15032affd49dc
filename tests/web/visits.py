"""A visit as its form sends it."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from web.pages import assert_wired


def visit_data(ref: str, **changes: Any) -> dict[str, Any]:
    """A complete form about one child, seen alone today; `changes` replace what is typed, None leaves it out."""
    today = timezone.localdate()
    data = {
        "occasion": secrets.token_hex(16),
        "as_of": "",
        "day-day": str(today.day),
        "day-month": str(today.month),
        "day-year": str(today.year),
        "started": "00:01",
        "ended": "",
        "place": "home",
        "who": [ref],
        "alone": "all",
        "because": "",
        "narrative": "We played cards.",
        f"said_{ref}": "",
    } | changes
    return {name: value for name, value in data.items() if value is not None}


def chosen(answer: HttpResponse, choice: str | None) -> dict[str, list[str]]:
    """What the page with both texts sends back where this is chosen; None where nothing is."""
    assert answer.status_code == 409
    sent: dict[str, list[str]] = {} if choice is None else {"choice": [choice]}
    page = assert_wired(answer.content.decode())
    if choice is not None:
        assert choice in {each.attributes["value"] for each in page.all("input", name="choice")}
    for each in page.all("input", type="hidden"):
        sent.setdefault(str(each.attributes["name"]), []).append(each.attributes.get("value") or "")
    sent.pop("csrfmiddlewaretoken", None)
    return sent
