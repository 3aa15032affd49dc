"""One child: now, who has looked, and writing down a visit."""

from datetime import date, time, timedelta
from functools import partial

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.contexts.cases import loaders, operations
from steadyhand.contexts.cases.loaders.drafts import child_to_write_in, drafts_of, half_written_by
from steadyhand.contexts.cases.loaders.happenings import saved_happening
from steadyhand.contexts.cases.loaders.visits import visits_as_of
from steadyhand.contexts.cases.permissions.table import Part, Right
from steadyhand.contexts.cases.policies import VISIT_FORM, NotPossible
from steadyhand.contexts.cases.states import VisitPlace
from steadyhand.web.child import half_written
from steadyhand.web.child.correcting import Kept, finish, keep_unfinished, saved_line, somebody_elses
from steadyhand.web.child.forms import MOST_TOGETHER, VisitForm, kept_fields
from steadyhand.web.child.pages import identity_lines, looks, now_page, sub_pages
from steadyhand.web.dates import and_join, clock_time, day_in_full
from steadyhand.web.duty_rows import rows
from steadyhand.web.entry.doors import VisitorRequest, signed_in, signed_in_for_script
from steadyhand.web.happened import happened

YEAR = timedelta(days=365)
AHEAD = timedelta(days=92)  # three months, of what is due


@require_safe
@signed_in
def now(request: VisitorRequest, ref: str) -> HttpResponse:
    """The child's page: who this is, what is due, what they say."""
    visitor = request.visitor
    file = loaders.child_file(visitor.standing, ref)
    found = loaders.child_now(
        file, on=visitor.today, story_since=visitor.today - YEAR, until=visitor.today + AHEAD
    )
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
        if row.is_visit
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
    draft, drafts, kept, begun = None, [], Kept(), _known(visits_as_of(page.files))
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
        drafts = drafts_of(page.files[0], VISIT_FORM)
        draft = half_written.opened(drafts, request.GET.get("page", ""))
        begun = half_written.went_on(draft) if draft else begun
        form = new_form(initial=begun)
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
            "saved": kept.saved or saved_line(draft, visitor.today),
            "words_are": kept.words_are,
            "going_on": half_written.going_on(draft, begun, request.path, today=visitor.today)
            if draft
            else None,
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
        try:
            kept = half_written.keep(
                child=child,
                form=half_written.key_of(request.POST),
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
        answer["saved"] = clock_time(kept) if kept else ""
    return JsonResponse(answer)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def put_away(request: VisitorRequest, ref: str) -> HttpResponse:
    """Ask whether a half-written page is to go, and let it go. One that was typed on since is asked about again."""
    visitor = request.visitor
    file = loaders.child_file(
        visitor.standing, ref, verb="draft.put_away", part=Part.NOTES, right=Right.WRITE
    )
    child = file.child
    sent = request.POST if request.method == "POST" else request.GET
    form, opening = half_written.key_of(sent), half_written.opening(sent)
    names = {opening.page, opening.went_on_with[0]} if opening.went_on_with else {opening.page}
    theirs = [draft for draft in half_written_by(visitor.standing) if draft.child_id == child.pk]
    draft = next((each for each in theirs if each.form == form and each.page in names), None)
    if occasion := half_written.puts_right(form):
        leads_on = reverse("correct_visit", args=[ref, occasion])
    else:
        leads_on = reverse("record_visit", args=[ref])
    if draft is None:
        return redirect(leads_on)
    if request.method == "POST" and sent.get("as_kept") == half_written.as_kept(draft):
        operations.let_draft_go(
            child_ids=[child.pk],
            form=form,
            opening=operations.Opening(half_written.new_page(), (draft.page, draft.saved_at)),
            by=visitor.person,
            on=visitor.today,
        )
        return redirect(leads_on)
    context = {
        "draft": draft,
        "as_kept": half_written.as_kept(draft),
        "puts_right": occasion,
        "what": f"{'A correction of a visit to' if occasion else 'A visit to'} {file.identity.first_name}",
        "told_apart": half_written.told_apart(draft, visitor.today),
        "saved": half_written.saved_words(draft, visitor.today),
        "typed_on_since": request.method == "POST",
        "carry_on": half_written.carry_on(leads_on, draft.page),
        "page_title": "Put this half-written page away?",
    }
    return render(request, "child/put-away.html", context, status=409 if request.method == "POST" else 200)


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
