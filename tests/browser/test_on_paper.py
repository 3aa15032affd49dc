"""A printed page uses the whole sheet, and what warns on the screen warns on it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browser.looking import PAPER
from browser.site import WORKER, Site
from steadyhand.web.components.parts import band

pytestmark = pytest.mark.browser


@pytest.fixture
def on_paper(shared_site: Site, phone: Page) -> Page:
    """A child's page as it is printed."""
    shared_site.let_in(phone, WORKER)
    phone.goto(shared_site.address("child", shared_site.child("Tayo").ref))
    phone.set_viewport_size({"width": PAPER, "height": 1000})
    phone.emulate_media(media="print")
    return phone


def test_a_childs_page_is_one_column_as_wide_as_the_sheet(on_paper: Page) -> None:
    whole = on_paper.locator(".sh-beside").bounding_box()
    assert whole is not None
    for part in ("#due", "#people", "#story"):
        box = on_paper.locator(f"section[aria-labelledby={part[1:]}]").bounding_box()
        assert box is not None
        assert (box["x"], box["width"]) == (whole["x"], whole["width"]), part


@pytest.mark.parametrize("media", ["print", "forced colours"])
def test_a_warning_is_dark_and_framed(media: str, on_paper: Page) -> None:
    if media == "forced colours":
        on_paper.emulate_media(media="screen", forced_colors="active")
    on_paper.evaluate(
        "html => document.querySelector('main').insertAdjacentHTML('afterbegin', html)", band("Warning")
    )
    style = on_paper.locator(".sh-band").first.evaluate(
        "e => { const s = getComputedStyle(e); return [s.color, s.borderTopWidth, s.borderTopStyle, s.borderTopColor] }"
    )
    assert style == ["rgb(0, 0, 0)", "2px", "solid", "rgb(0, 0, 0)"]
