"""The accessibility statement and the privacy notice: one text, in the guide and on the page."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from architecture.source import REPOSITORY

NAMES = ["accessibility-statement", "privacy-notice"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_the_page_says_what_the_guide_says(name: str) -> None:
    page = Client().get(reverse(name.replace("-", "_"))).content.decode()
    main = page.split('<main class="govuk-main-wrapper" id="main">')[1].split("</main>")[0]
    shown = html.unescape(re.sub(r"<[^>]+>", " ", main)).split()
    guide = (REPOSITORY / "docs" / "guide" / f"{name}.md").read_text(encoding="utf-8")
    written = re.sub(r"^(#+|-) ", "", guide, flags=re.MULTILINE).replace("'", "’").split()

    assert " ".join(shown).replace(" .", ".") == " ".join(written)


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_every_page_leads_to_it(name: str) -> None:
    page = Client().get(reverse("account_login")).content.decode()
    footer = page.split("<footer")[1]
    assert f'href="{reverse(name.replace("-", "_"))}"' in footer
