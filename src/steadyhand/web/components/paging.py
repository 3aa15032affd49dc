"""A long list in pages: the GOV.UK part, held against its fixtures, and the row of pages of one list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django import template
from django.core.paginator import Page

from steadyhand.web.components.markup import attributes as flat
from steadyhand.web.components.markup import joined

register = template.Library()

Item = Mapping[str, Any]


@register.inclusion_tag("components/govuk/pagination.html")
def pagination(
    *,
    previous: Item | None = None,
    next: Item | None = None,
    items: Iterable[Item | None] | None = None,
    label: str = "Pagination",
    classes: str = "",
    attributes: Item | None = None,
) -> dict[str, Any]:
    """Links to the pages of a list.

    `previous`, `next`: `href`, and where the words should be others `text`; `label` says what is there.
    `items`: each `number`, `href`, `current`, `said` (for those who listen), or `ellipsis`.
    """
    block = items is None and bool(previous or next)
    return {
        "previous": previous if previous and previous.get("href") else None,
        "next": next if next and next.get("href") else None,
        "items": None if items is None else [item for item in items if item],
        "label": label,
        "block": block,
        "classes": joined("govuk-pagination", block and "govuk-pagination--block", classes),
        "attributes": flat(attributes),
    }


def pages_of(page: Page[Any], *, name: str = "page", also: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What `pagination` needs for one page of a list; nothing where there is only one.

    `name`: of the number in the query. `also`: what else the query says, on every page.
    """
    paginator = page.paginator
    if paginator.num_pages < 2:
        return {}

    def to(number: int) -> dict[str, str]:
        return {"href": "?" + urlencode({name: number, **(also or {})})}

    return {
        "previous": to(page.previous_page_number()) if page.has_previous() else None,
        "next": to(page.next_page_number()) if page.has_next() else None,
        "items": [
            {"number": number, "current": number == page.number, **to(int(number))}
            if isinstance(number, int)
            else {"ellipsis": True}
            for number in paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
        ],
    }
