"""What every page knows: who is signed in, the row of links, and whether this is a demonstration."""

from django.http import HttpRequest
from django.urls import reverse

from steadyhand.contexts.organisations.permissions import Permission, Standing, bodies_where
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.foundations.access.models import Installation
from steadyhand.web.entry.doors import Visitor

WORKERS = (RoleKind.SOCIAL_WORKER, RoleKind.NEWLY_QUALIFIED, RoleKind.PERSONAL_ADVISER)


def page(request: HttpRequest) -> dict[str, object]:
    """Context of the base layout."""
    visitor: Visitor | None = getattr(request, "visitor", None)
    found: dict[str, object] = {"demonstration": Installation.is_demonstration()}
    if visitor is not None:
        found |= {
            "person_name": visitor.person.name,
            "organisation_name": visitor.standing.roles[0].organisation_name
            if visitor.standing.roles
            else "",
            "nav_items": nav_items(visitor.standing, request.path),
        }
    return found


def nav_items(standing: Standing, path: str) -> list[tuple[str, str, bool]]:
    """At most five words, by role: text, address, whether it is this page."""
    links = []
    if bodies_where(standing, Permission.SEE_PRACTICE_LIST):
        links.append(("Practice", reverse("practice")))
    if standing.holds(*WORKERS):
        links.append(("Today", reverse("today")))
    links.append(("Children", reverse("children")))
    if standing.holds(*WORKERS):
        links.append(("Record a visit", reverse("choose_visit")))
    return [(text, url, path == url or (url != "/" and path.startswith(url + "/"))) for text, url in links]
