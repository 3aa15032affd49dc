"""The children a person may open. Search by name comes with its own issue."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from steadyhand.contexts.cases import loaders
from steadyhand.web.child.pages import lives_with
from steadyhand.web.dates import age_on, count
from steadyhand.web.entry.doors import VisitorRequest, signed_in
from steadyhand.web.told import told


@require_safe
@signed_in
def children(request: VisitorRequest) -> HttpResponse:
    """Every child this person may open, by name; their own first."""
    visitor = request.visitor
    found = loaders.children_of(visitor.standing, on=visitor.today)
    own: list[dict[str, str]] = []
    others: list[dict[str, str]] = []
    for identity in sorted(found.identities.values(), key=lambda each: (each.name, each.child_id)):
        if identity.child_id in found.name_only:
            others.append({"text": identity.name, "url": reverse("child", args=[identity.child.ref])})
            continue
        workers = found.workers.get(identity.child_id, [])
        home = found.homes.get(identity.child_id)
        mine = any(row.person_id == visitor.person.pk for row in workers)
        who = "Yours" if mine else f"{workers[0].person.name}’s" if workers else "No social worker yet"
        pick = {
            "text": identity.name,
            "url": reverse("child", args=[identity.child.ref]),
            "after": f", {age_on(visitor.today, identity.date_of_birth)}",
            "more": f"{who}. {lives_with(home)}" if home else who,
        }
        (own if mine else others).append(pick)
    context = {
        "told": told(visitor),
        "own": own,
        "others": others,
        "own_title": f"Yours: {count(len(own), 'child', 'children')}",
        "others_title": f"Others you may open: {count(len(others), 'child', 'children')}",
        "page_title": "Children",
    }
    return render(request, "find/children.html", context)
