"""A person with a keyboard and no mouse."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

MOST_TABS = 150
ROUND_IT = 8  # pixels around an element within which its focus must show


class Keyboard:
    """
    Goes through a page with Tab, Enter, Space and the arrow keys, and counts what it sets off.

    `activations`: links followed, buttons pressed, boxes ticked and answers chosen since `count_from_here`.
    Moving and typing are not counted. Nothing here clicks, taps or focuses by script.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.activations = 0

    def count_from_here(self) -> None:
        """Begin to count again."""
        self.activations = 0

    def reach(self, wanted: Locator) -> None:
        """Tab until `wanted` has the focus, and see that the focus shows. AssertionError where it cannot be reached."""
        wanted.wait_for()
        for _ in range(MOST_TABS):
            if _has_focus(wanted):
                self._focus_shows(wanted)
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{wanted} cannot be reached with {MOST_TABS} presses of Tab")

    def activate(self, wanted: Locator) -> None:
        """Reach a link, a button, a checkbox or the first radio button of its question, and set it off."""
        self.reach(wanted)
        kind = wanted.evaluate("element => element.type || element.localName")
        if kind in ("checkbox", "radio"):
            self.page.keyboard.press("Space")
            assert wanted.is_checked(), f"Space did not choose {wanted}"
        else:
            self.page.keyboard.press("Enter")
        self.activations += 1

    def follow(self, wanted: Locator) -> None:
        """Activate what leads to another page, and wait until that page is there."""
        with self.page.expect_navigation():
            self.activate(wanted)

    def type(self, wanted: Locator, text: str) -> None:
        """Reach a field and write in it, after what is there already."""
        self.reach(wanted)
        self.page.keyboard.press("Control+End")
        self.page.keyboard.insert_text(text)

    def _focus_shows(self, wanted: Locator) -> None:
        """What is on the screen differs with and without the focus: not hidden, not beneath anything."""
        # A radio button or checkbox is drawn by its label's ground, so the place is what counts, not the style.
        box, screen = wanted.bounding_box(), self.page.viewport_size
        if box is None or screen is None:
            raise AssertionError(f"{wanted} has the focus and no place on the screen")
        left, top = max(box["x"] - ROUND_IT, 0), max(box["y"] - ROUND_IT, 0)
        right = min(box["x"] + box["width"] + ROUND_IT, screen["width"])
        bottom = min(box["y"] + box["height"] + ROUND_IT, screen["height"])
        if right <= left or bottom <= top:
            raise AssertionError(f"{wanted} has the focus outside the screen, at {box}")
        place = {"x": left, "y": top, "width": right - left, "height": bottom - top}
        with_focus = self.page.screenshot(clip=place, caret="hide")
        wanted.evaluate("element => element.blur()")
        without = self.page.screenshot(clip=place, caret="hide")
        wanted.evaluate("element => element.focus({preventScroll: true})")
        assert with_focus != without, f"{wanted} has the focus and it cannot be seen"


def _has_focus(wanted: Locator) -> bool:
    return bool(wanted.evaluate("element => element === document.activeElement"))
