"""What happened to a child: writing it down, what is on record, and putting it right."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases.loaders import ChildFile
from steadyhand.contexts.cases.loaders import happenings as loaders
from steadyhand.contexts.cases.loaders.happenings import Happening, HappeningPage, HomeNear
from steadyhand.contexts.cases.policies import BOOKED, Clash, NotPossible
from steadyhand.contexts.cases.states.happenings import Topic, words_of_event
from steadyhand.web.child.happening_forms import HappeningForm, as_on_record, lines, says_of
from steadyhand.web.child.pages import identity_lines, sub_pages
from steadyhand.web.components.paging import pages_of
from steadyhand.web.dates import clock_time, count, day_in_full
from steadyhand.web.entry.doors import Visitor, VisitorRequest, signed_in
from steadyhand.web.happened import back_to, come_from, happened

SHOWN = 5  # happenings that lie open before the rest is folded away by year
ASKED_FIRST = 8  # things asked for now before the rest is folded away
_ANCHORS = {topic: f"topic-{number}" for number, topic in enumerate(Topic, 1)}
_OF_THE_PAGE = frozenset({"csrfmiddlewaretoken", "person", "opened"})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def record_happening(request: VisitorRequest, ref: str) -> HttpResponse:
    """Choose what happened; or, where that is chosen (`what`), write it down."""
    visitor = request.visitor
    sent = request.POST if request.method == "POST" else request.GET
    kind, back = sent.get("what", ""), come_from(sent.get("from", ""))
    if not loaders.is_happening(kind):
        return _choose(request, ref, back)
    page = loaders.happening_to_write(visitor.standing, ref, kind)
    new_form = partial(HappeningForm, kind=kind, homes=page.homes, now=timezone.now())
    if request.method == "POST":
        form = new_form(request.POST)
        if not refused_as_somebody_elses(request, form) and form.is_valid():
            try:
                row = loaders.same_on_record(page.file, kind, form.says()) or operations.record_event(
                    child=page.file.child, kind=kind, by=visitor.person, on=visitor.today, **form.says()
                )
            except NotPossible as refusal:
                refuse(form, refusal)
            else:
                return HttpResponseRedirect(back_to(back, ref, happened=f"{ref}{loaders.name_of(row)}"))
    else:
        form = new_form(initial={} if kind in BOOKED else {"day": visitor.today})
    return _form_page(request, form, page.file, kind=kind, back=back)


def _form_page(
    request: VisitorRequest, form: Form, file: ChildFile, *, kind: str, back: str, **more: Any
) -> HttpResponse:
    words = words_of_event(kind)
    return render(
        request,
        "child/record-happening.html",
        {
            "form": form,
            "file": file,
            "heading": words,
            "page_title": f"{words}: {file.identity.name}",
            "kind": kind,
            "back": back,
            "back_url": back_to(back, file.child.ref),
            "person_ref": request.POST.get("person", request.visitor.person.ref),
            "address": request.path,
            **more,
        },
        status=422 if form.errors else 200,
    )


def _choose(request: VisitorRequest, ref: str, back: str) -> HttpResponse:
    visitor = request.visitor
    page = loaders.choose_happening(visitor.standing, ref)
    asked_for = [_choice(page, kind, back) for kind in page.asked_for]
    looked_for = request.GET.get("q", "").strip()[:100]
    topics = [
        {"title": topic.value, "id": _ANCHORS[topic], "kinds": [_choice(page, kind, back) for kind in found]}
        for topic, kinds in page.kinds.items()
        if (found := [kind for kind in kinds if _answers(looked_for, topic, kind)])
    ]
    return render(
        request,
        "child/choose-happening.html",
        {
            "file": page.file,
            "page_title": f"Record something that happened: {page.file.identity.name}",
            "asked_for": [] if looked_for else asked_for[:ASKED_FIRST],
            "asked_for_too": asked_for[ASKED_FIRST:],
            "asked_for_too_title": f"{count(len(asked_for[ASKED_FIRST:]), 'more thing')} asked for now",
            "topics": topics,
            "looked_for": looked_for,
            "back": back,
            "back_url": back_to(back, ref),
            # a page that was sent without saying what: nothing was lost, and nothing is saved
            "unsaid": request.method == "POST",
            "page_has_errors": request.method == "POST",
            "problems": [{"text": "Choose what happened from the list", "href": "#looked-for"}],
        },
        status=422 if request.method == "POST" else 200,
    )


def _choice(page: HappeningPage, kind: str, back: str) -> dict[str, str]:
    address = reverse("record_happening", args=[page.file.child.ref])
    more = f"&from={back}" if back else ""
    return {"text": words_of_event(kind), "url": f"{address}?what={kind}{more}"}


def _answers(looked_for: str, topic: Topic, kind: str) -> bool:
    """Whether each word that was typed begins or stands in the words of this happening or its topic."""
    words = f"{topic.value} {words_of_event(kind)}".lower().replace("’", "'")
    return all(each in words for each in looked_for.lower().replace("’", "'").split())


def refused_as_somebody_elses(request: VisitorRequest, form: Form) -> bool:
    """Refuse a page that somebody else opened: whoever signed in over it must not be the one who wrote it."""
    person = request.visitor.person
    if request.POST.get("person", person.ref) == person.ref:
        return False
    form.add_error(
        None,
        f"Somebody else opened this page, and {person.name} is signed in now. Whoever wrote it signs in and saves it",
    )
    return True


def refuse(form: Form, refusal: NotPossible) -> None:
    """Put the reason beside the field it is about."""
    field = {"at": "day", "placed_on": "home"}.get(refusal.field, refusal.field)
    form.add_error(field if field in form.fields else None, str(refusal))


@require_safe
@signed_in
def happenings(request: VisitorRequest, ref: str) -> HttpResponse:
    """What is on record, newest first; of one topic, where one is chosen."""
    visitor = request.visitor
    saved = loaders.saved_happening(visitor.standing, request.GET.get("happened", ""))
    topic = request.GET.get("topic", "")
    found = loaders.happenings(visitor.standing, ref, topic=topic, page=request.GET.get("page", ""))
    file = found.file
    address = reverse("happenings", args=[ref])
    topic = topic if topic in found.topics else ""
    return render(
        request,
        "child/happenings.html",
        {
            "file": file,
            "identity_lines": identity_lines(file, visitor.today, None),
            "sub_items": sub_pages(file, "happenings"),
            "page_title": f"What happened: {file.identity.name}",
            "recorded": happened(saved, {file.child.pk: file.identity}, today=visitor.today),
            "items": [_item(each, file, visitor) for each in found.told[:SHOWN]],
            "earlier": _by_year(found.told, file, visitor),
            "topics": [
                {
                    "text": f"{each.value} ({number})",
                    "url": f"{address}?{urlencode({'topic': each.value})}",
                    "here": each == topic,
                }
                for each, number in found.topics.items()
            ],
            "topic": topic,
            "all_url": address,
            "may_record": found.may_record,
            "pages": pages_of(found.page, also={"topic": topic} if topic else None),
        },
    )


def _by_year(told: Sequence[Happening], file: ChildFile, visitor: Visitor) -> list[dict[str, object]]:
    """What is folded away after the first few: by year, the last one first."""
    years: dict[int, list[Happening]] = {}
    for each in told[SHOWN:]:
        years.setdefault(timezone.localtime(each.row.at).year, []).append(each)
    shown = {timezone.localtime(each.row.at).year for each in told[:SHOWN]}
    return [
        {
            "title": f"{'Earlier in ' if year in shown else ''}{year}: {count(len(found), 'thing')}",
            "items": [_item(each, file, visitor) for each in found],
        }
        for year, found in years.items()
    ]


def _item(each: Happening, file: ChildFile, visitor: Visitor) -> dict[str, object]:
    homes = {each.home.start: each.home} if each.home else {}
    told = partial(lines, each.row.kind, homes=homes, today=visitor.today)
    now = told(says_of(each.shown))
    at = timezone.localtime(each.row.recorded_at)
    written = f"{each.row.recorded_by.name}, {day_in_full(at.date(), visitor.today)}, {clock_time(at)}"
    return {
        "title": words_of_event(each.row.kind),
        "when": now.pop("When"),
        "facts": list(now.items()),
        "text": each.text,
        "written": f"Put right by {written}" if each.earlier else f"Written by {written}",
        "earlier": [", ".join(told(says_of(row)).values()) for row in reversed(each.earlier)],
        "url": reverse("correct_happening", args=[file.child.ref, each.name]) if each.may_put_right else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def correct_happening(request: VisitorRequest, ref: str, happening: str) -> HttpResponse:
    """Put right one happening that is on record, or say that it was entered by mistake. The version before stays."""
    visitor = request.visitor
    page, opened, stands = loaders.happening_to_put_right(visitor.standing, ref, happening)
    back = come_from((request.POST if request.method == "POST" else request.GET).get("from", ""))
    new_form = partial(HappeningForm, kind=stands.kind, homes=page.homes, now=timezone.now(), puts_right=True)
    if request.method == "POST":
        form = new_form(request.POST)
        if not refused_as_somebody_elses(request, form) and form.is_valid():
            try:
                mine = form.says()
                same = says_of(stands).items() >= mine.items()
                if same:
                    return HttpResponseRedirect(reverse("happenings", args=[ref]))
                if opened.pk != stands.pk:
                    raise Clash
                row = operations.correct_event(event=stands, by=visitor.person, on=visitor.today, **mine)
            except NotPossible as refusal:
                refuse(form, refusal)
            except Clash:
                page, _, stands = loaders.happening_to_put_right(visitor.standing, ref, happening)
                return _changed_meanwhile(request, form, page, stands)
            else:
                return HttpResponseRedirect(
                    back_to(back, ref, otherwise="happenings", happened=f"{ref}{loaders.name_of(row)}")
                )
    elif opened.pk != stands.pk:
        return HttpResponseRedirect(reverse("correct_happening", args=[ref, loaders.name_of(stands)]))
    else:
        form = new_form(initial=as_on_record(stands))
    return _form_page(request, form, page.file, kind=stands.kind, back=back or "happenings", puts_right=True)


def _changed_meanwhile(
    request: VisitorRequest, form: HappeningForm, page: HappeningPage, stands: Any
) -> HttpResponse:
    """Both versions side by side: what was typed, and what somebody else has put on record since."""
    homes: Mapping[date, HomeNear] = {home.start: home for home in page.homes}
    told = partial(lines, stands.kind, homes=homes, today=request.visitor.today)
    theirs = says_of(stands)
    at = timezone.localtime(stands.recorded_at)
    return changed_meanwhile(
        request,
        page.file,
        words_of_event(stands.kind),
        mine=told(theirs | form.says()),
        theirs=told(theirs),
        who=stands.recorded_by.name,
        when=f"{day_in_full(at.date(), request.visitor.today)}, {clock_time(at)}",
        address=reverse("correct_happening", args=[page.file.child.ref, loaders.name_of(stands)]),
        back_url=reverse("happenings", args=[page.file.child.ref]),
    )


def changed_meanwhile(
    request: VisitorRequest,
    file: ChildFile,
    what: str,
    *,
    mine: Mapping[str, str],
    theirs: Mapping[str, str],
    who: str,
    when: str,
    address: str,
    back_url: str,
    opened: str = "",
) -> HttpResponse:
    """The page that says so. What was typed goes to `address` where it is to stand after all.

    `opened`: the version that is shown, where the address does not name it.
    """
    labels = [*mine, *(label for label in theirs if label not in mine)]
    title = (
        f"{who} changed this too"
        if who != request.visitor.person.name
        else "You changed this too, on another page"
    )
    return render(
        request,
        "child/changed-meanwhile.html",
        {
            "file": file,
            "title": title,
            "page_title": title,
            "what": what,
            "differ": [
                {
                    "label": label,
                    "mine": [(mine.get(label, "Nothing said"), True)],
                    "theirs": [(theirs.get(label, "Nothing said"), True)],
                }
                for label in labels
                if mine.get(label) != theirs.get(label)
            ],
            "mine_when": "Typed just now, not on record",
            "whose": f"{who}’s",
            "theirs_when": f"On record since {when}",
            "hidden": [
                (name, text)
                for name, texts in request.POST.lists()
                if name not in _OF_THE_PAGE
                for text in texts
            ]
            + [("opened", opened)],
            "person_ref": request.visitor.person.ref,
            "address": address,
            "back_url": back_url,
        },
        status=409,
    )
