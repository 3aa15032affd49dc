"""The pages of the timetable's rules, in every state in which somebody may find them."""

from __future__ import annotations

from playwright.sync_api import Page

from browser.site import WORKER
from browser.states import State
from browser.states import _open_every_fold as open_every_fold
from browser.states import _plain as plain
from browser.states import _press as press

ADMINISTRATOR = "Alasdair Peverell"


def _switch_off(page: Page) -> None:
    page.get_by_label("No, switch it off").check()
    page.get_by_label("Why").fill("The health trust keeps its own list")
    press("See what would change")(page)


def _extra_day(page: Page) -> None:
    page.get_by_label("Bank holiday", exact=True).check()
    page.get_by_label("What it is called").fill("An extra day")
    for part, text in (("day", "5"), ("month", "6"), ("year", "2034")):
        page.locator(f"[name=start-{part}]").fill(text)
    press("See what would change")(page)


def _extra_day_off(page: Page) -> None:
    _extra_day(page)
    press("Add these days")(page)
    page.get_by_role("link", name="Take off An extra day").first.click()


RULES_STATES = (
    State("rules", "rules", "Rules", plain("rules"), ADMINISTRATOR, says="Visits: 15 rows"),
    State(
        "rules, not confirmed",
        "rules",
        "Rules",
        lambda site: site.address("rules") + "?show=unconfirmed",
        WORKER,
    ),
    State(
        "rules, none switched off",
        "rules",
        "Rules",
        lambda site: site.address("rules") + "?show=off",
        WORKER,
        says="No rule is in this list",
    ),
    State(
        "rule",
        "rule",
        "V-5 Visits, designated long-term fostering",
        plain("rule", "V-5"),
        ADMINISTRATOR,
        says="Change this rule",
    ),
    State(
        "rule, only read",
        "rule",
        "H-1 First health assessment by a doctor",
        plain("rule", "H-1"),
        WORKER,
        says="As the table says",
    ),
    State(
        "rule to change",
        "change_rule",
        "Change M-1 Report missing to police and tell authority",
        plain("change_rule", "M-1"),
        ADMINISTRATOR,
        says="Confirms this rule",
    ),
    State(
        "rule to change, nothing said",
        "change_rule",
        "Error: Change M-1 Report missing to police and tell authority",
        plain("change_rule", "M-1"),
        ADMINISTRATOR,
        act=press("See what would change"),
        says="Say why",
    ),
    State(
        "rule to switch off, for whom",
        "change_rule",
        "What would change: REV-3 Later reviews",
        plain("change_rule", "REV-3"),
        ADMINISTRATOR,
        act=_switch_off,
        says="no longer asked for",
    ),
    State(
        "days",
        "rule_days",
        "Bank holidays and school terms",
        plain("rule_days"),
        ADMINISTRATOR,
        act=open_every_fold,
    ),
    State("days, only read", "rule_days", "Bank holidays and school terms", plain("rule_days"), WORKER),
    State("days to add", "add_days", "Add a bank holiday or a school term", plain("add_days"), ADMINISTRATOR),
    State(
        "days to add, nothing said",
        "add_days",
        "Error: Add a bank holiday or a school term",
        plain("add_days"),
        ADMINISTRATOR,
        act=press("See what would change"),
        says="Say what it is called",
    ),
    State(
        "days to add, for whom",
        "add_days",
        "What would change: Add An extra day",
        plain("add_days"),
        ADMINISTRATOR,
        act=_extra_day,
        says="Add these days",
    ),
    State(
        "days to take off",
        "take_off_days",
        "What would change: Take off An extra day",
        plain("add_days"),
        ADMINISTRATOR,
        act=_extra_day_off,
        says="Take these days off",
        comes_by="add_days",
    ),
)
