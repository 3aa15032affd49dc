"""One child: now, who has looked, and writing down a visit."""

import re
from datetime import date, time, timedelta
from functools import partial

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.contexts.cases import loaders, operations
from steadyhand.contexts.cases.loaders.drafts import child_to_write_in, drafts_of
from steadyhand.contexts.cases.loaders.happenings import saved_happening
from steadyhand.contexts.cases.loaders.visits import visits_as_of
from steadyhand.contexts.cases.permissions.table import Part, Right
from steadyhand.contexts.cases.policies import VISIT_FORM, NotPossible, correction_form
from steadyhand.contexts.cases.states import VisitPlace
from steadyhand.web.child import half_written
from steadyhand.web.child.correcting import COME_BACK, Kept, finish, keep_unfinished, somebody_elses
from steadyhand.web.child.forms import MOST_TOGETHER, VisitForm, kept_fields
from steadyhand.web.child.pages import identity_lines, looks, now_page, sub_pages
from steadyhand.web.dates import and_join, clock_time, day_in_full
from steadyhand.web.duty_rows import rows
from steadyhand.web.entry.doors import VisitorRequest, signed_in, signed_in_for_script
from steadyhand.web.happened import happened

YEAR = timedelta(days=365)


@require_safe
@signed_in
def now(request: VisitorRequest, ref: str) -> HttpResponse:
    """The child's page: who this is, what is due, what they say."""
    visitor = request.visitor
    file = loaders.child_file(visitor.standing, ref)
    found = loaders.child_now(file, on=visitor.today, story_since=visitor.today - YEAR)
    context = now_page(file, found, visitor)
    saved = saved_happening(visitor.standing, request.GET.get("happened", ""))
    context["recorded"] = happened(saved, {file.child.pk: file.identity}, today=visitor.today)
    if file.may(Part.WHO_LOOKED):
        since = timezone.now() - timedelta(days=30)
        context["looks"] = looks(loaders.who_looked(file, since=since, hidden=found.hidden), visitor.today)
    return render(request, "child/now.html", context)


@require_safe
@signed_in
def who_has_looked(request: VisitorRequest, ref: str) -> HttpResponse:
    """Everybody who opened, changed or was refused this record, and why they could."""
    visitor = request.visitor
    file = loaders.child_file(
        visitor.standing, ref, verb="who_looked.opened", part=Part.WHO_LOOKED, right=Right.READ
    )
    context = {
        "file": file,
        "identity_lines": identity_lines(file, visitor.today, None),
        "sub_items": sub_pages(file, "who_has_looked"),
        "looks": looks(loaders.who_looked(file), visitor.today),
        "page_title": f"Who has looked: {file.identity.name}",
    }
    return render(request, "child/who-has-looked.html", context)


@require_safe
@signed_in
def choose_visit(request: VisitorRequest) -> HttpResponse:
    """Whose visit is to be written down."""
    visitor = request.visitor
    found = loaders.working_day(visitor.standing, on=visitor.today, until=visitor.today + timedelta(days=400))
    own = sorted(
        (found.identities[pk] for pk in found.own), key=lambda identity: (identity.name, identity.pk)
    )
    due = {
        row.children[0]: row
        for row in reversed(rows(found.duties, identities=found.identities, today=visitor.today))
        if row.do_url
    }
    picks = [
        {
            "text": identity.name,
            "url": reverse("record_visit", args=[identity.child.ref]),
            "more": _due_words(due.get(identity.child_id)),
        }
        for identity in own
    ]
    return render(request, "child/choose-visit.html", {"picks": picks, "page_title": "Record a visit"})


def _due_words(row: object) -> str:
    if row is None:
        return "No visit is due"
    return f"Visit: {', '.join(filter(None, (row.when, row.when_more)))}"  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def record_visit(request: VisitorRequest, ref: str) -> HttpResponse:
    """Write a visit down: one child or the brothers and sisters who live together."""
    visitor = request.visitor
    page = loaders.visit_page(visitor.standing, ref, on=visitor.today)
    carers = page.home.carers if page.home else ""
    new_form = partial(VisitForm, children=page.files, carers=_either(carers), now=timezone.now())
    draft, drafts, kept = None, [], Kept()
    if request.method == "POST":
        form = new_form(request.POST)
        theirs = somebody_elses(request)
        if theirs:
            kept = theirs.refuse(form)
        elif form.is_valid() and (answer := finish(request, form, page.files)):
            return answer
        else:
            kept = keep_unfinished(request, form, page.files[0], key=VISIT_FORM)
    else:
        as_of = visits_as_of(page.files)
        drafts = drafts_of(page.files[0], VISIT_FORM)
        draft = half_written.opened(drafts, request.GET.get("page", ""))
        form = new_form(initial=half_written.went_on(draft) if draft else _known(as_of))
    duty_rows = rows(
        [page.duty] if page.duty else [],
        identities={file.child.pk: file.identity for file in page.files},
        today=visitor.today,
    )
    names = and_join([file.identity.first_name for file in page.files])
    return render(
        request,
        "child/record-visit.html",
        {
            "form": form,
            "file": page.files[0],
            "heading": f"Visit to {names}",
            "page_title": f"Record a visit: {names}",
            "known": _known_words(form, carers, visitor.today),
            "duty": duty_rows[0] if duty_rows else None,
            "saved": kept.saved or (f"Saved {clock_time(draft.saved_at)}. {COME_BACK}" if draft else ""),
            "words_are": kept.words_are,
            "others": half_written.others(drafts, draft, request.path, today=visitor.today),
            "person_ref": request.POST.get("person", visitor.person.ref),
            "change_open": bool({"day", "started", "ended", "place"} & set(form.errors)),
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_for_script
def draft_visit(request: VisitorRequest, ref: str) -> HttpResponse:
    """Keep what is being typed on the page of a visit, whole or not; asked for, say who is signed in.

    For the page's script: answers in JSON, 401 to whoever is no longer signed in.
    """
    visitor = request.visitor
    child = child_to_write_in(visitor.standing, ref, verb="draft.keep")
    answer = {"person": visitor.person.ref, "name": visitor.person.name, "token": get_token(request)}
    if request.method == "POST":
        if somebody_elses(request):
            return JsonResponse(answer, status=409)
        typed = {name: texts for name, texts in request.POST.lists() if name in kept_fields(request.POST)}
        if any(sum(name.startswith(box) for name in typed) > MOST_TOGETHER for box in ("said_", "own_")):
            return _not_kept(answer, f"It speaks of more than {MOST_TOGETHER} children.")
        puts_right = request.POST.get("puts_right", "")
        key = correction_form(puts_right) if re.fullmatch("[0-9a-f]{32}", puts_right) else VISIT_FORM
        try:
            kept = operations.keep_draft(
                child=child,
                form=key,
                opening=half_written.opening(request.POST),
                typed=typed,
                by=visitor.person,
                on=visitor.today,
            )
        except NotPossible as refusal:
            return _not_kept(answer, str(refusal))
        except operations.NewerKept as newer:
            return JsonResponse({**answer, "newer": newer.number}, status=409)
        except operations.AlreadyRecorded:
            return _not_kept(
                answer, "This page was finished before. Finish it again to record what you changed."
            )
        answer["saved"] = clock_time(kept)
    return JsonResponse(answer)


def _not_kept(answer: dict[str, str], because: str) -> JsonResponse:
    return JsonResponse({**answer, "problem": because}, status=422)


def _either(carers: str) -> str:
    return carers.replace(" and ", " or ")


def _known_words(form: VisitForm, carers: str, today: date) -> str:
    """When and where, as the page's own fields have it: a page begun on Friday says Friday."""
    day, started, ended = (form.as_it_is(name) for name in ("day", "started", "ended"))
    place = form["place"].value()
    if not isinstance(day, date) or not isinstance(started, time) or place not in VisitPlace.values:
        return "When and where cannot be told from what is typed. Look at them under “Change time or place”."
    when = "Today" if day == today else day_in_full(day, today)
    until = f" to {clock_time(form.on_day(day, ended))}" if isinstance(ended, time) else ""
    where = _place_words(carers) if place == VisitPlace.HOME else f"{VisitPlace(place).label}."
    return f"{when}, {clock_time(form.on_day(day, started))}{until}. {where}"


def _place_words(carers: str) -> str:
    return f"At home with {carers}." if carers else "At home."


def _known(as_of: str) -> dict[str, object]:
    now = timezone.localtime()
    return {
        "occasion": half_written.new_page(),
        "as_of": as_of,
        "day": now.date(),
        "started": clock_time(now),
        "place": VisitPlace.HOME,
    }
