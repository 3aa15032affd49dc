"""The practice lead's list: what they were told, who needs a worker, who is seen, what is due."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from steadyhand.contexts.cases import loaders
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.notices import post as notices
from steadyhand.web.dates import clock_time, count, day_in_full
from steadyhand.web.duty_rows import rows
from steadyhand.web.entry.doors import Visitor, VisitorRequest, signed_in

if TYPE_CHECKING:
    from steadyhand.contexts.cases.models import Visit

WEEK = timedelta(days=7)


@require_safe
@signed_in
def practice(request: VisitorRequest) -> HttpResponse:
    """All the body's children: what waits for the lead, what is late, who visited whom this week."""
    visitor = request.visitor
    found = loaders.practice_list(visitor.standing, on=visitor.today, until=visitor.today + WEEK)
    visits = loaders.recent_visits(visitor.standing, child_ids=found.identities, since=timezone.now() - WEEK)
    listed = rows(found.duties, identities=found.identities, today=visitor.today, may_record=False)
    bodies = organisations.bodies(found.body_ids)
    workers: dict[str, list[int]] = {}
    for pk in found.identities:
        for row in found.workers.get(pk, []):
            workers.setdefault(row.person.name, []).append(pk)
    unallocated = [identity for pk, identity in found.identities.items() if pk not in found.workers]
    late = [row for row in listed if row.late_days > 0]
    context = {
        "page_title": "Practice",
        "heading": f"{', '.join(body.name for body in bodies.values())}, {day_in_full(visitor.today, visitor.today)}",
        "sizes": f"{count(len(found.identities), 'child', 'children')}, {count(len(workers), 'social worker')}.",
        "told": _told(visitor),
        "unallocated": sorted(unallocated, key=lambda identity: identity.name),
        "unallocated_title": count(len(unallocated), "child has", "children have") + " no social worker",
        "late": late,
        "week": [row for row in listed if row.late_days <= 0 and row.due is not None],
        "cannot_tell": [row for row in listed if row.due is None],
        "caseloads": _caseloads(workers),
        "visits": [_visit(visit, found, visitor) for visit in visits],
    }
    return render(request, "practice/practice.html", context)


def _caseloads(workers: dict[str, list[int]]) -> list[dict[str, object]]:
    most = max((len(children) for children in workers.values()), default=1)
    return [
        {
            "name": name,
            "children": len(children),
            "most": most,
        }
        for name, children in sorted(workers.items())
    ]


def _visit(visit: "Visit", found: loaders.Caseload, visitor: Visitor) -> dict[str, str]:
    identity = found.identities[visit.child_id]
    day = timezone.localtime(visit.started_at)
    seen = "Not seen" if not visit.child_seen else "Seen alone" if visit.seen_alone else "Seen, not alone"
    reason = f": {visit.get_not_alone_because_display().lower()}" if visit.not_alone_because else ""
    return {
        "when": f"{day_in_full(day.date(), visitor.today)}, {clock_time(day)}",
        "child": identity.name,
        "url": reverse("child", args=[identity.child.ref]),
        "by": visit.visited_by.name,
        "seen": f"{seen}{reason}",
    }


def _told(visitor: Visitor) -> list[dict[str, object]]:
    waiting = list(notices.waiting_for(visitor.person.account_id))
    children = loaders.children_told_of(visitor.standing, [n.child_id for n in waiting if n.child_id])
    named = organisations.names_of_accounts({n.about_account_id for n in waiting if n.about_account_id})
    found = []
    for notice in waiting:
        who = named.get(notice.about_account_id or 0, ("Somebody", ""))[0]
        identity = children.get(notice.child_id or 0)
        child = identity.name if identity else "a child whose record you do not hold"
        what = {
            notice.Kind.OPENED_IN_EMERGENCY: f"{who} opened the record of {child} in an emergency",
            notice.Kind.ASKED_IN_EMERGENCY: f"{who} asked for a record in an emergency. No such record is held",
            notice.Kind.WORRY: f"{who} is worried about someone’s safety after visiting {child}",
        }[notice.Kind(notice.kind)]
        found.append(
            {
                "pk": notice.pk,
                "what": what,
                "why": notice.because,
                "when": f"{day_in_full(timezone.localtime(notice.at).date(), visitor.today)}, {clock_time(notice.at)}",
                "url": reverse("child", args=[identity.child.ref]) if identity else "",
            }
        )
    return found


@require_POST
@signed_in
def notice_seen(request: VisitorRequest, pk: int) -> HttpResponse:
    """Put away something one was told. Only what was told to oneself can be."""
    if not notices.mark_seen(pk, account_id=request.visitor.person.account_id):
        raise NotHereOrNotYours(verb="notice.seen", subject_type="notice", subject_id=str(pk))
    return HttpResponseRedirect(reverse("practice"))
