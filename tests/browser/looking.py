"""What is looked for on any page, whoever sees it: sentences about what is wrong, none where all is well."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

# Zooming to 400% on a screen 1280 wide leaves a page 320 wide: WCAG 2.2, success criterion 1.4.10.
NARROWEST = 320

# Whether somebody would see where the focus is. A radio button and a checkbox are drawn by their label. An
# outline without colour is there for forced colours, which give it one, and is otherwise not to be seen.
_UNSEEN_FOCUS = """() => {
  const clear = colour => colour === 'transparent' || / 0\\)$|\\/ 0\\)$/.test(colour);
  const drawn = each => getComputedStyle(each).opacity !== '0';
  const look = element => [element, ...(element.labels || [])].filter(drawn).flatMap(each =>
    ['', '::before', '::after'].map(part => {
      const style = getComputedStyle(each, part || null);
      const outlined = style.outlineStyle !== 'none' && !clear(style.outlineColor);
      return [outlined && style.outline, style.boxShadow, style.backgroundColor, style.color, style.border,
              style.textDecoration].join(' ');
    })).join('\\n');
  const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  return [...document.querySelectorAll(all)].filter(each => each.checkVisibility()).flatMap(each => {
    document.activeElement.blur();
    const without = look(each);
    each.focus();
    if (document.activeElement !== each) return ['takes no focus: ' + each.outerHTML.slice(0, 200)];
    return look(each) === without ? ['shows no focus: ' + each.outerHTML.slice(0, 200)] : [];
  });
}"""


def unseen_focus(page: Page) -> list[str]:
    """Links, buttons and fields that do not show that they have the focus."""
    found: list[str] = page.evaluate(_UNSEEN_FOCUS)
    return [f"{page.url}: {each}" for each in found]


def sideways(page: Page, *, width: int) -> list[str]:
    """What sticks out at this width, so that the page scrolls sideways."""
    page.set_viewport_size({"width": width, "height": 800})
    found: dict[str, Any] = page.evaluate(
        """width => ({
          scrolls: document.documentElement.scrollWidth,
          out: [...document.querySelectorAll('body *')].filter(
            each => each.getBoundingClientRect().right > width + 1).map(each => each.outerHTML.slice(0, 150)),
        })""",
        width,
    )
    if found["scrolls"] <= width:
        return []
    return [f"{page.url}: {found['scrolls']} wide at {width}: {each}" for each in found["out"][-3:] or ["?"]]


def without_heading_or_title(page: Page) -> list[str]:
    """A page says in its title and in one heading what it is; errors come first in the title and have the focus."""
    wrong = []
    if page.locator("h1:visible").count() != 1:
        wrong.append("has not one heading of the first level")
    has_errors = page.locator(".govuk-error-summary").count() > 0
    if page.title().startswith("Error: ") != has_errors:
        wrong.append(f"has the title {page.title()!r}, {'with' if has_errors else 'without'} errors")
    if has_errors and not page.evaluate("document.activeElement.matches('.govuk-error-summary')"):
        wrong.append("does not begin at its summary of errors")
    return [f"{page.url}: {each}" for each in wrong]


# A4 less margins of 1 cm, in CSS pixels.
PAPER = 718


# Links that lead to doing something, beside what a page tells; in a list to choose from they are what it tells.
_ACTS = ("Put this right", "Record a visit", "The whole list", "Read up on")

# Folds whose label can be seen and whose content cannot.
_CLOSED_FOLDS = """() => [...document.querySelectorAll('details')].filter(each =>
  each.querySelector('summary').checkVisibility() &&
  ![...each.children].every(inner => inner.checkVisibility() && inner.getBoundingClientRect().height > 0)
).map(each => each.outerHTML)"""


# A printer leaves grounds out: words that are light upon a dark one are hardly there.
_PALE = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .filter(e => getComputedStyle(e).color.match(/[\\d.]+/g).slice(0, 3).reduce((sum, each) => sum + +each, 0) > 3 * 130)
  .map(e => e.outerHTML)"""


def wrong_on_paper(page: Page) -> list[str]:
    """What a printed page should not have: what can only be pressed, folds nobody can open there, or words cut off."""
    page.emulate_media(media="print")
    wrong = sideways(page, width=PAPER)
    pressed = page.locator(
        "button:visible:not(.sh-pick__button), .govuk-button:visible, nav:visible, input[type=search]:visible"
    )
    wrong += [
        f"{page.url}: on paper: {each[:150]}"
        for each in pressed.evaluate_all("all => all.map(e => e.outerHTML)")
    ]
    acts = [page.get_by_role("main").get_by_role("link", name=words).filter(visible=True) for words in _ACTS]
    wrong += [f"{page.url}: on paper: {words}" for act in acts for words in act.all_text_contents()]
    wrong += [f"{page.url}: on paper a fold is closed: {each[:150]}" for each in page.evaluate(_CLOSED_FOLDS)]
    wrong += [f"{page.url}: too pale on paper: {each[:150]}" for each in page.evaluate(_PALE)]
    if not page.locator("h1:visible").count():
        wrong.append(f"{page.url}: on paper without its heading")
    if page.evaluate("matchMedia('print').matches") is not True:
        wrong.append("is not on paper")
    page.emulate_media(media="screen")
    return wrong


def take_pictures(page: Page, folder: Path, name: str) -> None:
    """The page as a phone, a desk, a narrow window, forced colours and paper show it, for a person to look at."""
    for width in (NARROWEST, 375, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
    page.emulate_media(forced_colors="active")
    page.screenshot(path=folder / f"{name}-forced-colours.png", full_page=True)
    page.emulate_media(forced_colors="none", media="print")
    page.set_viewport_size({"width": PAPER, "height": 1000})
    page.screenshot(path=folder / f"{name}-paper.png", full_page=True)
    page.emulate_media(media="screen")
