"""The pages of a long list of children: where one is, and on to the next until each was shown once."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from steadyhand.contexts.cases import loaders
from web.pages import Page
from web.world import World


def test_the_page_says_where_one_is_and_leads_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loaders, "A_PAGE", 1)
    client = world.client("director")
    seen: list[str] = []
    address = reverse("children")
    for number in range(1, 20):
        page = Page(client.get(address).content.decode())
        seen += [
            link.attributes["href"]
            for link in page.all("a")
            if "/children/" in link.attributes.get("href", "")
        ]
        assert f"This is page {number} of" in " ".join(each.text for each in page.all("p"))
        onward = [link.attributes["href"] for link in page.all("a") if link.attributes.get("rel") == "next"]
        if not onward:
            break
        address = reverse("children") + onward[0]
    assert len(seen) == len(set(seen)) == number > 1


def test_few_children_need_no_pages(world: World) -> None:
    page = world.client("social worker").get(reverse("children")).content.decode()
    assert "govuk-pagination" not in page
    assert re.search(r"Yours: \d+ child", page)
