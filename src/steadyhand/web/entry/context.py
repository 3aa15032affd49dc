"""What every page knows: who is signed in, the row of links, and whether this is a demonstration."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from steadyhand.contexts.organisations.permissions import (
    Permission,
    Standing,
    bodies_where,
    may,
    own_councils_where,
)
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.foundations.access.models import Installation
from steadyhand.web.dates import clock_time
from steadyhand.web.entry.doors import Visitor

WORKERS = (RoleKind.SOCIAL_WORKER, RoleKind.NEWLY_QUALIFIED, RoleKind.PERSONAL_ADVISER)


def page(request: HttpRequest) -> dict[str, object]:
    """Context of the base layout."""
    visitor: Visitor | None = getattr(request, "visitor", None)
    rules = [("Rules of the timetable", reverse("rules"))] if visitor else []
    found: dict[str, object] = {
        "demonstration": visitor.demonstration if visitor else Installation.is_demonstration(),
        "footer_items": [
            *rules,
            ("Who can see what", reverse("who_can_see_what")),
            ("Accessibility statement", reverse("accessibility_statement")),
            ("Privacy notice", reverse("privacy_notice")),
        ],
    }
    if visitor is not None:
        found |= {
            "person_name": visitor.person.name,
            "stood_at": f"{visitor.today.day} {visitor.today:%B %Y}, {clock_time(timezone.now())}",
            "person_url": reverse("two_step"),
            "organisation_name": visitor.standing.roles[0].organisation_name
            if visitor.standing.roles
            else "",
            "leads": visitor.standing.holds(RoleKind.LEAD),
            "nav_items": nav_items(visitor.standing, _section(request)),
        }
    return found


# Pages that stand inside one of the row's words.
_SECTIONS = {
    "find": "children",
    "child": "children",
    "child_calendar": "children",
    "who_has_looked": "children",
    "visit": "children",
    "correct_visit": "children",
    "timetable": "children",
    "explain_late": "children",
    "record_visit": "choose_visit",
    "put_away": "choose_visit",
    "record_happening": "children",
    "happenings": "children",
    "correct_happening": "children",
    "child_facts": "children",
    "change_circumstances": "children",
    "change_home": "children",
    **dict.fromkeys(("rule", "change_rule", "rule_days", "add_days", "take_off_days"), "rules"),
    "calendar_settings": "calendar",
    "return_findings": "check_return",
}


def _section(request: HttpRequest) -> str:
    name = request.resolver_match.url_name if request.resolver_match else ""
    return _SECTIONS.get(name or "", name or "")


MOST_WORDS = 5


def nav_items(standing: Standing, section: str) -> list[tuple[str, str, bool]]:
    """At most five words, by role: text, address, whether the page is in it."""
    if standing.holds(RoleKind.YOUNG_PERSON):
        return []  # a young person has one page of their own
    links = []
    if bodies_where(standing, Permission.SEE_PRACTICE_LIST):
        links.append(("Practice", "practice"))
    if standing.holds(*WORKERS):
        links.append(("Today", "today"))
    if own_councils_where(standing, Permission.SET_RULES):
        links.append(("Rules", "rules"))
    links.append(("Children", "children"))
    if standing.holds(*WORKERS):
        links.append(("Record a visit", "choose_visit"))
    if standing.holds(RoleKind.DATA_OFFICER, RoleKind.ADMINISTRATOR):
        links.append(("Check a return", "check_return"))
    if may(standing, Permission.SEE_CALENDAR) and len(links) < MOST_WORDS:
        links.append(("Calendar", "calendar"))
    return [(text, reverse(name), name == section) for text, name in links]
