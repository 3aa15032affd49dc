"""Bank holidays, a council's own extra ones and its school terms: what working days and terms are counted by."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases.loaders import rules as loaders
from steadyhand.contexts.cases.policies import TAKEN_OFF, Clash, NotPossible
from steadyhand.engines.timescales import ENGLAND
from steadyhand.web.dates import day_alone
from steadyhand.web.entry.doors import VisitorRequest, signed_in
from steadyhand.web.setup import effect, words
from steadyhand.web.setup.forms import DaysForm
from steadyhand.web.setup.rules import NOT_ABOUT_CHILDREN, own_councils, typed

_NEAR = (-1, 0, 1, 2)  # years from this one that lie open on the page


@require_safe
@signed_in
def days(request: VisitorRequest) -> HttpResponse:
    """The bank holidays of the table by year, and what each of the reader's councils added."""
    return _list(request)


def _list(request: VisitorRequest, *, said: str = "", status: int = 200) -> HttpResponse:
    visitor = request.visitor
    years: dict[int, list[str]] = {}
    for day in sorted(ENGLAND.holidays):
        years.setdefault(day.year, []).append(f"{day.day} {day:%b}")
    listed = [(str(year), ", ".join(found)) for year, found in years.items()]
    near = {str(visitor.today.year + each) for each in _NEAR}
    councils = [
        {
            "name": kept.council.name,
            "may_change": kept.may_change,
            "days": [
                {
                    "pk": each.pk,
                    "what": each.name,
                    "kind": each.get_kind_display(),
                    "when": words.days_words(each, visitor.today).removeprefix(f"{each.name}, "),
                    "by": words.by_whom(each, visitor.today),
                }
                for each in kept.days
            ],
        }
        for kept in loaders.kept_by(visitor.standing)
    ]
    context = {
        **NOT_ABOUT_CHILDREN,
        "page_title": "Bank holidays and school terms",
        "version": ENGLAND.version,
        "first_year": ENGLAND.first_year,
        "last_year": ENGLAND.last_year,
        "near": [row for row in listed if row[0] in near],
        "others": [row for row in listed if row[0] not in near],
        "councils": councils,
        "may_change": any(each["may_change"] for each in councils),
        "said": said,
    }
    return render(request, "rules/days.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def add_days(request: VisitorRequest) -> HttpResponse:
    """Add a bank holiday or a term: first what would change for whom, then the change."""
    visitor = request.visitor
    councils = own_councils(visitor, verb="days.add", subject_id="")
    form = DaysForm(
        request.POST if request.method == "POST" and "back" not in request.POST else None, councils=councils
    )
    if "back" in request.POST:
        form.initial = typed(form, request)
    if form.is_bound and form.is_valid():
        try:
            return _answer(request, form, form.says())
        except NotPossible as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = {
        **NOT_ABOUT_CHILDREN,
        "page_title": "Add a bank holiday or a school term",
        "form": form,
        "takes_minutes": any(loaders.takes_minutes(each.council.pk) for each in councils),
    }
    return render(request, "rules/add-days.html", context, status=422 if form.errors else 200)


def _answer(request: VisitorRequest, form: DaysForm, says: dict[str, Any]) -> HttpResponse:
    visitor, kept = request.visitor, form.kept
    seen, meanwhile = form.cleaned_data["seen"] or "", None
    if "go" in request.POST and seen:
        try:
            operations.add_days(council=kept.council, by=visitor.person, on=visitor.today, seen=seen, **says)
            return redirect("rule_days")
        except Clash:
            since = loaders.changed_since(visitor.standing, kept.council.pk, seen)
            meanwhile = words.said_since(since, visitor.today)
    result = loaders.if_added(visitor.standing, council_id=kept.council.pk, on=visitor.today, **says)
    first, last = day_alone(says["start"], visitor.today), day_alone(says["end"], visitor.today)
    return effect.page(
        request,
        result,
        title=f"Add {says['name']}",
        wanted=[
            f"{kept.council.name}: {says['kind'].label.lower()}, {first if first == last else f'{first} to {last}'}"
        ],
        hidden=[*form.hidden(), ("seen", kept.version)],
        do="Add these days",
        meanwhile=meanwhile,
        council_id=kept.council.pk,
        back=True,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def take_off_days(request: VisitorRequest, days: str) -> HttpResponse:
    """Take days off a council's calendar again: what would change for whom, and the change."""
    visitor = request.visitor
    found = loaders.days_to_take_off(visitor.standing, int(days))
    if found.superseded_at:
        return _list(request, said=TAKEN_OFF, status=409)
    (kept,) = [each for each in loaders.kept_by(visitor.standing) if each.council.pk == found.council_id]
    seen, meanwhile = request.POST.get("seen", ""), None
    if request.method == "POST" and seen:
        try:
            operations.withdraw_days(days=found, by=visitor.person, on=visitor.today, seen=seen)
            return redirect("rule_days")
        except NotPossible as refusal:  # sent twice at once
            return _list(request, said=str(refusal), status=409)
        except Clash:
            since = loaders.changed_since(visitor.standing, kept.council.pk, seen)
            meanwhile = words.said_since(since, visitor.today)
    return effect.page(
        request,
        loaders.if_withdrawn(visitor.standing, days=found, on=visitor.today),
        title=f"Take off {found.name}",
        wanted=[f"{kept.council.name}: take off {words.days_words(found, visitor.today)}"],
        hidden=[("seen", kept.version)],
        do="Take these days off",
        meanwhile=meanwhile,
        council_id=found.council_id,
    )
