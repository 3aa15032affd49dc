"""The practice lead's list: what they were told, who needs a worker, who is seen, what is due."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from steadyhand.contexts.cases import loaders
from steadyhand.contexts.cases.loaders.saved import saved_visit
from steadyhand.web.dates import clock_time, count, day_in_full
from steadyhand.web.duty_rows import folded, rows, untold
from steadyhand.web.entry.doors import Visitor, VisitorRequest, signed_in
from steadyhand.web.saved import recorded
from steadyhand.web.told import told

if TYPE_CHECKING:
    from steadyhand.contexts.cases.models import Visit

WEEK = timedelta(days=7)
SHOWN = 5  # things late or due, beside visits and reviews, before the rest is folded away


@require_safe
@signed_in
def practice(request: VisitorRequest) -> HttpResponse:
    """All the body's children: what waits for the lead, what is late, who visited whom this week."""
    visitor = request.visitor
    saved = saved_visit(visitor.standing, request.GET.get("recorded", ""))
    waiting = told(visitor)
    found = loaders.practice_list(
        visitor.standing,
        on=visitor.today,
        until=visitor.today + WEEK,
        also=[*(each.child_id for each in saved), *(each.child_id for each in waiting if each.child_id)],
    )
    visits = loaders.recent_visits(visitor.standing, child_ids=found.identities, since=timezone.now() - WEEK)
    listed = rows(
        found.duties,
        identities=found.identities,
        today=visitor.today,
        may_write=lambda part: False,  # a lead reads here, and writes in the child's record
        whole_names=True,
    )
    led = {role.organisation_id: role.organisation_name for role in visitor.standing.roles}
    workers: dict[str, list[int]] = {}
    for pk in found.identities:
        for row in found.workers.get(pk, []):
            workers.setdefault(row.person.name, []).append(pk)
    unallocated = [
        identity
        for pk, identity in found.identities.items()
        if pk in found.in_care and pk not in found.workers
    ]
    visited = [_visit(visit, found, visitor) for visit in visits]
    week, more_week = folded([row for row in listed if not row.is_late and row.due is not None], SHOWN)
    late, more = folded([row for row in listed if row.is_late], SHOWN)
    context = {
        "page_title": "Practice",
        "heading": f"{', '.join(sorted(led[pk] for pk in found.body_ids))}, {day_in_full(visitor.today, visitor.today)}",
        "sizes": f"{count(len(found.in_care), 'child in care', 'children in care')},"
        f" {count(len(workers), 'social worker')}.",
        "told": waiting,
        "told_on": "practice",
        "recorded": recorded(saved, found.also, today=visitor.today, whole_names=True),
        "unallocated": sorted(unallocated, key=lambda identity: identity.name),
        "unallocated_title": count(len(unallocated), "child has", "children have") + " no social worker",
        "late": late,
        "more_late": more,
        "more_title": f"{count(len(more), 'more thing')} late",
        "week": week,
        "more_week": more_week,
        "more_week_title": f"{count(len(more_week), 'more thing')} this week",
        "cannot_tell": [row for row in listed if row.due is None],
        "untold": untold(found.untold, found.identities, whole_names=True),
        "caseloads": _caseloads(workers),
        "visits": visited[:SHOWN],
        "more_visits": visited[SHOWN:],
        "more_visits_title": f"{count(len(visited[SHOWN:]), 'more visit')}",
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
    reason = f": “{visit.get_not_alone_because_display()}”" if visit.not_alone_because else ""
    return {
        "when": f"{day_in_full(day.date(), visitor.today)}, {clock_time(day)}",
        "child": identity.name,
        "url": reverse("child", args=[identity.child.ref]),
        "by": visit.visited_by.name,
        "seen": f"{seen}{reason}",
    }
