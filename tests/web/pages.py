"""Reading rendered pages in tests: a small tree with what the tests ask of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Element:
    """One element: its name, its attributes and the text directly or further inside it."""

    name: str
    attributes: dict[str, str | None]
    text: str = ""
    inside: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """
    Every element of a page, in order. `by_id` gives those with an id; a repeated id is an AssertionError.
    """

    EMPTY = frozenset({"input", "img", "link", "meta", "br", "rect", "path", "circle", "line"})

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs), inside=[parent.name for parent in self._open])
        self.elements.append(element)
        if tag not in self.EMPTY:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, dict(attrs), inside=[parent.name for parent in self._open]))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().name != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, element_name: str, /, **attributes: str) -> list[Element]:
        """The elements of this name that have these attributes."""
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        return [e for e in self.elements if e.name == element_name and wanted.items() <= e.attributes.items()]

    def by_id(self) -> dict[str, Element]:
        found: dict[str, Element] = {}
        for element in self.elements:
            name = element.attributes.get("id")
            if name:
                assert name not in found, f"The id {name} is given twice"
                found[name] = element
        return found


def assert_wired(html: str) -> Page:
    """
    Labels, descriptions and error links lead to what they name; links of the summary to something that can
    be typed in.
    """
    page = Page(html)
    ids = page.by_id()
    controls = {"input", "select", "textarea"}
    for element in page.elements:
        for target in (element.attributes.get("aria-describedby") or "").split():
            assert target in ids, f"aria-describedby names {target}, which is not in the page"
        if element.name == "label":
            assert ids[element.attributes["for"]].name in controls
        if element.name == "a" and element.attributes["href"].startswith("#id_"):
            assert ids[element.attributes["href"][1:]].name in controls
        if element.name in controls and element.attributes.get("type") != "hidden":
            labels = page.all("label", for_=element.attributes["id"])
            assert len(labels) == 1, f"{element.attributes} has {len(labels)} labels"
            assert labels[0].text.strip()
    return page
