"""What a page that was asked for gives to be sent back."""

from html.parser import HTMLParser


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
