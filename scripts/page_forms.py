"""What a page that was asked for gives to be sent back."""

import random
from datetime import date, timedelta
from html.parser import HTMLParser

LONGEST_AGO = 40  # days: no visit that is written down is older


class Hidden(HTMLParser):
    """What the form of a page sends back as it came."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        field = dict(attrs)
        if tag == "input" and field.get("type") == "hidden" and field.get("name"):
            self.fields[str(field["name"])] = field.get("value") or ""


def when(today: date) -> dict[str, str]:
    """A day of the last weeks and a time, of a visit that nobody has written down yet: a second of one minute is asked about.

    Never between one and two at night: one Sunday in autumn that hour comes twice, and the page asks which.
    """
    day = today - timedelta(days=random.randint(1, LONGEST_AGO))
    at = f"{random.randint(2, 23):02}:{random.randint(0, 59):02}"
    return {
        "day-day": str(day.day), "day-month": str(day.month), "day-year": str(day.year), "started": at,
    }  # fmt: skip
