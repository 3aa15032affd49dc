"""A visit as its form sends it."""

from __future__ import annotations

import secrets
from typing import Any

from django.utils import timezone


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
