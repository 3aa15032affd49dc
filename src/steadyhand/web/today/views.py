"""The social worker's day."""

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from steadyhand.contexts.cases import loaders
from steadyhand.contexts.cases.loaders.drafts import half_written_by
from steadyhand.contexts.cases.loaders.happenings import saved_happening
from steadyhand.contexts.cases.loaders.saved import is_occasion, saved_visit
from steadyhand.contexts.cases.permissions.table import Relationship, Right, grants
from steadyhand.contexts.cases.policies import DRAFT_LASTS
from steadyhand.contexts.organisations.permissions import Permission, bodies_where, own_councils_where
from steadyhand.foundations.notices import post as notices
from steadyhand.web.child.half_written import carry_on, puts_right, told_apart
from steadyhand.web.dates import age_on, clock_time, count, day_in_full
from steadyhand.web.duty_rows import DutyRow, folded, rows, untold
from steadyhand.web.entry.context import WORKERS
from steadyhand.web.entry.doors import Visitor, VisitorRequest, signed_in
from steadyhand.web.happened import happened
from steadyhand.web.saved import recorded

if TYPE_CHECKING:
    from steadyhand.contexts.cases.models import Draft

AHEAD = timedelta(days=14)
SHOWN = 15  # things late or due today, beside visits and reviews, before the rest is folded away


@require_safe
@signed_in
def today(request: VisitorRequest) -> HttpResponse:
    """What is due, in what order, and why; the next thing first."""
    visitor = request.visitor
    if own := loaders.own_file_ref(visitor.standing):
        return redirect("child", ref=own)
    if not visitor.standing.holds(*WORKERS):
        leads = bodies_where(visitor.standing, Permission.SEE_PRACTICE_LIST)
        keeps_rules = own_councils_where(visitor.standing, Permission.SET_RULES)
        place = reverse("practice" if leads else "rules" if keeps_rules else "children")
        occasion = request.GET.get("recorded", "")
        return redirect(f"{place}?{urlencode({'recorded': occasion})}" if is_occasion(occasion) else place)
    saved = saved_visit(visitor.standing, request.GET.get("recorded", ""))
    drafts = half_written_by(visitor.standing)
    entered = saved_happening(visitor.standing, request.GET.get("happened", ""))
    found = loaders.working_day(
        visitor.standing,
        on=visitor.today,
        until=visitor.today + AHEAD,
        also=[
            *(each.child_id for each in saved),
            *(each.child_id for each in drafts),
            *([entered.child_id] if entered else []),
        ],
    )
    listed = rows(
        found.duties,
        identities=found.identities,
        today=visitor.today,
        together=found.together,
        may_write=lambda part: Right.WRITE in grants(Relationship.ALLOCATED, part),
    )
    week_end = visitor.today + timedelta(days=7)
    today_or_late = [row for row in listed if row.due and row.due <= visitor.today]
    week = [row for row in listed if row.due and visitor.today < row.due < week_end]
    later = [row for row in listed if row.due and row.due >= week_end]
    # a visit before other things that are late: it is what somebody sets out for
    visits = [row for row in today_or_late if row.is_visit and not row.soon]
    first = next(iter([*visits, *today_or_late, *week, *later]), None)
    also, more = folded([row for row in today_or_late if row is not first], SHOWN)
    context = {
        "heading": day_in_full(visitor.today, visitor.today),
        "page_title": "Today",
        "first": first,
        "first_home": _home_words(first, found),
        "also": also,
        "more": more,
        "more_title": f"{count(len(more), 'more thing')} late or due today",
        "week": [row for row in week if row is not first],
        "later": [row for row in later if row is not first],
        "later_title": f"Next week: {count(len([r for r in later if r is not first]), 'thing')}",
        "cannot_tell": [row for row in listed if row.due is None],
        "untold": untold(found.untold, found.identities),
        "caseload": len(found.own),
        "nobody_in_care": not found.in_care,
        "lately": [
            (found.identities[pk].name, reverse("child", args=[found.identities[pk].child.ref]),
             "" if pk in found.name_only else age_on(visitor.today, found.identities[pk].date_of_birth))
            for pk in found.lately
        ],
        "half_written": _half_written(drafts, found, visitor),
        "half_written_lasts": DRAFT_LASTS.days,
        "told_of": _told_elsewhere(visitor),
        "recorded": recorded(saved, found.also, today=visitor.today)
        or happened(entered, found.also, today=visitor.today),
    }  # fmt: skip
    return render(request, "today/today.html", context)


def _told_elsewhere(visitor: Visitor) -> str:
    """Where what somebody was told is read, if anything is: a lead who works with children too lands on this page."""
    if not notices.waiting_for(visitor.person.account_id).exists():
        return ""
    leads = bodies_where(visitor.standing, Permission.SEE_PRACTICE_LIST)
    return reverse("practice" if leads else "children")


def _half_written(drafts: "list[Draft]", found: loaders.Caseload, visitor: Visitor) -> list[dict[str, str]]:
    """Pages begun and not finished, each with where to carry on."""
    return [
        {
            "name": found.also[draft.child_id].first_name,
            "what": "Put right a visit to" if puts_right(draft.form) else "Visit to",
            "told_apart": told_apart(draft, visitor.today),
            "url": carry_on(
                reverse("correct_visit", args=[draft.child.ref, occasion])
                if (occasion := puts_right(draft.form))
                else reverse("record_visit", args=[draft.child.ref]),
                draft.page,
            ),
            "saved": f"{day_in_full(timezone.localdate(draft.saved_at), visitor.today)}, {clock_time(draft.saved_at)}",
        }
        for draft in drafts
        if draft.child_id in found.also
    ]


def _home_words(row: DutyRow | None, found: loaders.Caseload) -> str:
    if row is None:
        return ""
    home = found.homes.get(row.children[0])
    return f"At home with {home.carers}." if home and home.carers else ""
