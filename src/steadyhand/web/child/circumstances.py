"""What is so of a child and of their homes, as far as the timetable turns on it: shown, and said or put right."""

from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases.loaders import ChildFile
from steadyhand.contexts.cases.loaders import circumstances as loaders
from steadyhand.contexts.cases.loaders.circumstances import HomeFacts
from steadyhand.contexts.cases.permissions.table import Right
from steadyhand.contexts.cases.policies import Clash, NotPossible
from steadyhand.web.child.fact_forms import (
    OF_A_HOME,
    OF_THE_CHILD,
    FactsForm,
    Group,
    as_on_record,
    group_of,
    lines,
    says_of,
)
from steadyhand.web.child.happenings import changed_meanwhile, refuse, refused_as_somebody_elses
from steadyhand.web.child.pages import identity_lines, sub_pages
from steadyhand.web.dates import clock_time, day_alone, day_in_full
from steadyhand.web.entry.doors import VisitorRequest, signed_in
from steadyhand.web.happened import back_to, come_from

DEATH = "death"


@require_safe
@signed_in
def child_facts(request: VisitorRequest, ref: str) -> HttpResponse:
    """What is so of a child, and of where they live and lived."""
    visitor = request.visitor
    found = loaders.child_facts(visitor.standing, ref)
    file, today = found.file, visitor.today
    child_url = reverse("change_circumstances", args=[ref]) if found.may_change else ""
    return render(
        request,
        "child/facts.html",
        {
            "file": file,
            "name_only": file.name_only,
            "identity_lines": identity_lines(file, today, None),
            "sub_items": sub_pages(file, "child_facts"),
            "page_title": f"Facts that rules turn on: {file.identity.name}",
            "changed": "changed" in request.GET,
            "child_groups": [
                _shown(group, found.stands, child_url, "", today)
                for group in OF_THE_CHILD
                # nobody reads of a death that is not so, and a child least of all
                if group.name != DEATH or found.stands.died_on
            ],
            "death_url": f"{child_url}?group={DEATH}" if child_url and not found.stands.died_on else "",
            "homes": [_home(each, ref, today, may_change=found.may_change) for each in found.homes],
        },
    )


def _shown(group: Group, row: Any, url: str, about: str, today: date) -> dict[str, Any]:
    return {
        "title": group.title,
        "facts": list(lines(group, says_of(group, row), today).items()),
        "why": group.why,
        "url": f"{url}?group={group.name}" if url else "",
        "about": f"{group.title}{about}",
    }


def _home(each: HomeFacts, ref: str, today: date, *, may_change: bool) -> dict[str, Any]:
    shown = each.shown
    until = f" to {day_alone(shown.end, today)}" if shown.end else ""
    title = f"{_with(shown.carers)}, from {day_alone(shown.start, today)}{until}"
    url = reverse("change_home", args=[ref, each.name]) if may_change and each.row else ""
    return {
        "title": title,
        "hidden": each.row is None,
        "before": shown.end is not None and shown.end <= today,
        "groups": [
            _shown(group, each.row, url, f": {title}", today)
            for group in OF_A_HOME
            if each.row is not None and (each.row.end is not None or not group.ended)
        ],
    }


def _with(carers: str) -> str:
    return f"With {carers}" if carers else "At a home that is withheld"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change_circumstances(request: VisitorRequest, ref: str) -> HttpResponse:
    """Say or put right one group of what is so of the child; the version before stays."""
    visitor = request.visitor
    found = loaders.child_facts(visitor.standing, ref, right=Right.WRITE)
    group = group_of(OF_THE_CHILD, _sent(request, "group"))
    opened = _sent(request, "opened") if request.method == "POST" else found.version
    form = _form(request, group, found.stands)
    if request.method == "POST" and not refused_as_somebody_elses(request, form) and form.is_valid():
        before = loaders.circumstances_opened(found.file, opened)
        try:
            if _beaten(group, before, found.stands, form):
                raise Clash
            operations.record_circumstances(
                child=found.file.child, by=visitor.person, on=visitor.today, **form.says()
            )
        except NotPossible as refusal:
            refuse(form, refusal)
        except Clash:
            found = loaders.child_facts(visitor.standing, ref, right=Right.WRITE)
            return _both(
                request, found.file, group, form, found.stands, opened=found.version, address=request.path
            )
        else:
            return _saved(request, ref)
    return _page(request, form, found.file, group, heading=group.title, opened=opened)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change_home(request: VisitorRequest, ref: str, home: str) -> HttpResponse:
    """Say or put right one group of what is so of a home; the version before stays."""
    visitor = request.visitor
    found = loaders.home_to_change(visitor.standing, ref, home)
    groups = tuple(group for group in OF_A_HOME if found.stands.end is not None or not group.ended)
    group = group_of(groups, _sent(request, "group"))
    form = _form(request, group, found.stands)
    if request.method == "POST" and not refused_as_somebody_elses(request, form) and form.is_valid():
        try:
            if _beaten(group, found.opened, found.stands, form):
                raise Clash
            operations.correct_placement(
                placement=found.stands, by=visitor.person, on=visitor.today, **form.says()
            )
        except NotPossible as refusal:
            refuse(form, refusal)
        except Clash:
            found = loaders.home_to_change(visitor.standing, ref, home)
            address = reverse("change_home", args=[ref, loaders.name_of(found.stands)])
            return _both(request, found.file, group, form, found.stands, address=address)
        else:
            return _saved(request, ref)
    heading = f"{group.title}: {_with(found.shown.carers)[:1].lower()}{_with(found.shown.carers)[1:]}"
    return _page(request, form, found.file, group, heading=heading)


def _sent(request: VisitorRequest, name: str) -> str:
    return (request.POST if request.method == "POST" else request.GET).get(name, "")


def _form(request: VisitorRequest, group: Group, row: Any) -> FactsForm:
    if request.method == "POST":
        return FactsForm(request.POST, group=group)
    return FactsForm(initial=as_on_record(group, row), group=group)


def _beaten(group: Group, opened: Any, stands: Any, form: FactsForm) -> bool:
    """Whether somebody has changed what this page asks since it was opened, to something else than it says."""
    now = says_of(group, stands)
    return says_of(group, opened) != now and form.says() != now


def _saved(request: VisitorRequest, ref: str) -> HttpResponse:
    back = come_from(_sent(request, "from"))
    return HttpResponseRedirect(back_to(back, ref, otherwise="child_facts", changed="1"))


def _page(
    request: VisitorRequest, form: FactsForm, file: ChildFile, group: Group, *, heading: str, opened: str = ""
) -> HttpResponse:
    back = come_from(_sent(request, "from"))
    return render(
        request,
        "child/change-facts.html",
        {
            "form": form,
            "file": file,
            "heading": heading,
            "page_title": f"{heading}: {file.identity.name}",
            "why": group.why,
            "group": group.name,
            "opened": opened,
            "back": back,
            "back_url": back_to(back, file.child.ref, otherwise="child_facts"),
            "person_ref": request.POST.get("person", request.visitor.person.ref),
            "address": request.path,
        },
        status=422 if form.errors else 200,
    )


def _both(
    request: VisitorRequest,
    file: ChildFile,
    group: Group,
    form: FactsForm,
    stands: Any,
    *,
    address: str,
    opened: str = "",
) -> HttpResponse:
    today, at = request.visitor.today, timezone.localtime(stands.recorded_at)
    return changed_meanwhile(
        request,
        file,
        group.title,
        mine=lines(group, form.says(), today),
        theirs=lines(group, says_of(group, stands), today),
        who=stands.recorded_by.name,
        when=f"{day_in_full(at.date(), today)}, {clock_time(at)}",
        address=address,
        back_url=reverse("child_facts", args=[file.child.ref]),
        opened=opened,
    )
