"""
Template tags for what stands around every page: header, navigation, footer, and the bar that says who a
child is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString

from steadyhand.web.components.markup import render

register = template.Library()

NavItem = tuple[str, str, bool]


@register.inclusion_tag("components/layout/header.html")
def page_header(
    *,
    organisation_name: str = "",
    person_name: str = "",
    person_url: str = "",
    sign_out_url: str = "",
    home_url: str = "/",
) -> dict[str, Any]:
    """The product's name, and who is signed in for whom. `sign_out_url` gets a button that posts to it."""
    return {
        "organisation_name": organisation_name,
        "person_name": person_name,
        "person_url": person_url,
        "sign_out_url": sign_out_url,
        "home_url": home_url,
    }


@register.inclusion_tag("components/layout/navigation.html")
def main_navigation(items: Iterable[NavItem] | None, *, label: str = "Main") -> dict[str, Any]:
    """One row of at most five words. Items: (text, url, current). Nothing where there are none."""
    return {"items": list(items or ()), "label": label}


@register.inclusion_tag("components/layout/sub_navigation.html")
def sub_navigation(items: Iterable[NavItem] | None, *, label: str) -> dict[str, Any]:
    """
    The pages inside one record. Items: (text, url, current). `label` says whose, for those who listen
    ("Tayo's record").
    """
    return {"items": list(items or ()), "label": label}


@register.inclusion_tag("components/layout/footer.html")
def page_footer(
    items: Iterable[tuple[str, str]] | None = None, *, demonstration: bool = False
) -> dict[str, Any]:
    """Help and about. Items: (text, url). `demonstration`: say that everybody here is invented."""
    return {"items": list(items or ()), "demonstration": demonstration}


@register.simple_block_tag
def identity_bar(
    content: str, name: str, *, lines: Iterable[str] = (), know_title: str = "Know before you talk"
) -> SafeString:
    """
    Who this child is, at the top of each of their pages. Block tag, closed by `endidentity_bar`.

    `name`: as the page's title. `lines`: how to say it, age, home. The content is what to know before
    talking, as `note` tags; leave it empty where there is nothing.
    """
    return render(
        "layout/identity_bar",
        {"name": name, "lines": list(lines), "notes": content.strip() and content, "know_title": know_title},
    )


@register.inclusion_tag("components/layout/note.html")
def note(
    text: str, *, more: str = "", kind: str = "", link_text: str = "", link_url: str = ""
) -> dict[str, Any]:
    """
    One thing to know, inside `identity_bar`. `kind`: "" for a warning, which stands in bold; "know" for the
    rest.
    """
    return {"text": text, "more": more, "kind": kind, "link_text": link_text, "link_url": link_url}
