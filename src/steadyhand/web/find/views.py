"""The children a person may open, and finding one of them by any name they use."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from steadyhand.contexts.cases import loaders
from steadyhand.contexts.cases.loaders.saved import saved_visit
from steadyhand.contexts.organisations.permissions import Permission, may
from steadyhand.engines.naming import LONGEST_TYPED, How
from steadyhand.web.child.pages import lives_with
from steadyhand.web.components.paging import pages_of
from steadyhand.web.dates import age_on, count
from steadyhand.web.entry.doors import Visitor, VisitorRequest, signed_in
from steadyhand.web.saved import recorded
from steadyhand.web.told import told


@require_safe
@signed_in
def children(request: VisitorRequest) -> HttpResponse:
    """Every child this person may open, by name; their own first."""
    visitor = request.visitor
    saved = saved_visit(visitor.standing, request.GET.get("recorded", ""))
    waiting = told(visitor)
    found = loaders.children_of(
        visitor.standing,
        on=visitor.today,
        page=request.GET.get("page", ""),
        also=[*(each.child_id for each in saved), *(each.child_id for each in waiting if each.child_id)],
    )
    own: list[dict[str, str]] = []
    others: list[dict[str, str]] = []
    for pk, identity in found.identities.items():
        pick = {"text": identity.name, "url": reverse("child", args=[identity.child.ref])}
        if pk not in found.name_only:
            workers, home = found.workers.get(pk, []), found.homes.get(pk)
            who = (
                "Yours"
                if pk in found.own
                else f"{workers[0].person.name}’s"
                if workers
                else "No social worker yet"
            )
            pick["after"] = f", {age_on(visitor.today, identity.date_of_birth)}"
            pick["more"] = f"{who}. {lives_with(home)}" if home else who
        (own if pk in found.own else others).append(pick)
    pages = pages_of(found.page)
    total = count(found.page.paginator.count, "child", "children")
    context = {
        "told": waiting,
        "told_on": "children",
        "recorded": recorded(saved, found.also, today=visitor.today, whole_names=True),
        "own": own,
        "others": others,
        "own_title": "Yours" if pages else f"Yours: {count(len(own), 'child', 'children')}",
        "others_title": "Others you may open"
        if pages
        else f"Others you may open: {count(len(others), 'child', 'children')}",
        "pages": pages,
        "place": f"{total}, {loaders.A_PAGE} to a page. This is page {found.page.number} of"
        f" {found.page.paginator.num_pages}."
        if pages
        else "",
        "page_title": f"Children, page {found.page.number}" if pages else "Children",
    }
    return render(request, "find/children.html", context)


@require_safe
@signed_in
def find(request: VisitorRequest) -> HttpResponse:
    """Children who answer to what was typed, each with why; only those whom this person may open."""
    visitor = request.visitor
    # what cannot be shown cannot be part of a name: line ends, NUL, half a character
    text = "".join(letter if letter.isprintable() else " " for letter in request.GET.get("q", "")).strip()
    search = loaders.find_children(visitor.standing, text, on=visitor.today)
    context = {
        "page_title": "Find a child",
        "text": text[:LONGEST_TYPED],
        "state": _state(text, search),
        "longest": LONGEST_TYPED,
        "heading": _heading(search),
        "more": search.more,
        "may_open_in_emergency": may(visitor.standing, Permission.OPEN_IN_EMERGENCY),
        "found": [_pick(each, text, visitor) for each in search.found],
    }
    return render(request, "find/find.html", context)


def _state(text: str, search: loaders.Search) -> str:
    if not text:
        return "empty"
    if not search.asked:
        return "too long" if len(text) > LONGEST_TYPED else "no name"
    if search.found:
        return "found"
    return "too short" if sum(letter.isalnum() for letter in text) == 1 else "none"


def _heading(search: loaders.Search) -> str:
    shown = count(len(search.found), "child", "children")
    return f"The {shown} who come closest" if search.more and len(search.found) > 1 else shown


def _pick(found: loaders.Found, text: str, visitor: Visitor) -> dict[str, str]:
    identity = found.identity
    pick = {"text": identity.name, "url": reverse("child", args=[identity.child.ref])}
    if found.name_only:
        return pick
    whose = (
        "Yours"
        if found.own
        else f"{found.workers[0].person.name}’s"
        if found.workers
        else "No social worker yet"
    )
    lines = [_why(found, text), whose, lives_with(found.home) if found.home else ""]
    return pick | {
        "after": f", {age_on(visitor.today, identity.date_of_birth)}",
        "more": ". ".join(line for line in lines if line),
    }


def _why(found: loaders.Found, text: str) -> str:
    """Why a child stands in the list, where the name itself does not say it."""
    identity = found.identity
    return {
        How.NAME: "",
        How.GIVEN: f"{identity.given_name} is known as {identity.known_as}",
        How.NICKNAME: f"“{text}” can be a form of {identity.given_name or identity.known_as}",
        How.SAID: f"Said {identity.said_as}",
        How.START: f"Begins with “{text}”",
        How.LOOKS: f"Looks like “{text}”",
        How.SOUNDS: f"Sounds like “{text}”",
        How.NUMBER: f"Number {identity.child.identifier}",
    }[found.how]
