"""One visit that is on record: read in all its versions, and put right; and finishing a page of a new visit."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases.loaders import ChildFile
from steadyhand.contexts.cases.loaders import visits as loaders
from steadyhand.contexts.cases.loaders.drafts import corrections_of
from steadyhand.contexts.cases.loaders.saved import WorryTold, worries_told
from steadyhand.contexts.cases.loaders.visits import VisitOnRecord, says
from steadyhand.contexts.cases.permissions.table import Part, Right
from steadyhand.contexts.cases.policies import VISIT_FORM, NotPossible, correction_form
from steadyhand.contexts.cases.policies import Clash as Beaten
from steadyhand.contexts.cases.states import VisitPlace
from steadyhand.web.child import clash as clashes
from steadyhand.web.child import half_written
from steadyhand.web.child.clash import APART, BOTH, MINE, THEIRS, Clash
from steadyhand.web.child.differences import differences, lines
from steadyhand.web.child.forms import VisitForm, as_written
from steadyhand.web.child.pages import identity_lines, sub_pages
from steadyhand.web.dates import clock_time, day_in_full
from steadyhand.web.entry.doors import Visitor, VisitorRequest, signed_in
from steadyhand.web.saved import told_whom

if TYPE_CHECKING:
    from steadyhand.contexts.cases.models import Draft

CARERS = "Their carers"  # of the day of the visit, whoever they were
COME_BACK = "You can close this and come back."
TOGETHER = (BOTH, MINE, THEIRS)


@require_safe
@signed_in
def visit(request: VisitorRequest, ref: str, occasion: str) -> HttpResponse:
    """One visit as it stands in this child's record, and each version before."""
    visitor = request.visitor
    record = loaders.visit_on_record(visitor.standing, ref, occasion)
    file, stands = record.file, record.shown[-1]
    title = f"Visit on {_day(record, visitor)}"
    whole = file.tie.reads_whole(Part.NOTES)
    worry = worries_told(occasion).get(file.child.pk) if whole and stands.worried else None
    return render(
        request,
        "child/visit.html",
        {
            "file": file,
            "identity_lines": identity_lines(file, visitor.today, None),
            "sub_items": sub_pages(file, "visit"),
            "page_title": f"{title}: {file.identity.name}",
            "title": title,
            "visit": stands,
            "whole": whole,
            "said_by": f"{file.identity.first_name}, to {stands.visited_by.first_name}",
            "facts": _facts(record, visitor, worry) if whole else [],
            "put_right": _written(stands, visitor) if stands.corrects_id else "",
            "earlier": _earlier(record, visitor),
            "may_put_right": file.may(Part.NOTES, Right.WRITE) and not record.partly_withheld,
            "withheld_from_writer": file.may(Part.NOTES, Right.WRITE) and record.partly_withheld,
            "held_back": corrections_of(record)[1] if record.ever_withheld else False,
            "occasion": occasion,
            "told_nobody": worry is not None and not worry.body,
        },
    )


def _day(record: VisitOnRecord, visitor: Visitor) -> str:
    start = timezone.localtime(record.stands.started_at)
    return day_in_full(start.date(), visitor.today)


def _facts(record: VisitOnRecord, visitor: Visitor, worry: WorryTold | None) -> list[tuple[str, str]]:
    name, stands = record.file.identity.first_name, record.shown[-1]
    known = lines(says(stands), name=name, today=visitor.today)
    long = {f"What {name} said", "What happened", f"Only in {name}’s record"}
    facts = [("Visited by", stands.visited_by.name), *((k, v) for k, v in known.items() if k not in long)]
    if worry and worry.body:
        day = day_in_full(timezone.localdate(worry.at), visitor.today)
        facts.append(("Told of the worry", f"{told_whom(worry)}, {day}, {clock_time(worry.at)}"))
    return facts


def _written(row: Any, visitor: Visitor) -> str:
    at = timezone.localtime(row.recorded_at)
    return f"{row.recorded_by.name}, {day_in_full(at.date(), visitor.today)}, {clock_time(at)}"


def _earlier(record: VisitOnRecord, visitor: Visitor) -> list[dict[str, object]]:
    """Each version before, the last of them first: who wrote it, and what it said that the next one does not."""
    pk, names = record.file.child.pk, {record.file.child.pk: record.file.identity.first_name}
    pairs = list(zip(record.shown, record.shown[1:], strict=False))
    return [
        {
            "written": _written(old, visitor),
            "changed_by": _written(new, visitor),
            "differ": differences({pk: says(old)}, {pk: says(new)}, names=names, today=visitor.today),
        }
        for old, new in reversed(pairs)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def correct_visit(request: VisitorRequest, ref: str, occasion: str) -> HttpResponse:
    """Put right what is on record of one visit to one child. The version before stays."""
    visitor = request.visitor
    record = loaders.visit_on_record(
        visitor.standing, ref, occasion, right=Right.WRITE, verb="visit.page_opened"
    )
    file = record.file
    drafts: list[Draft] = []
    draft, held_back, kept, begun = None, False, Kept(), dict[str, Any]()
    if request.method == "POST":
        form = _form(record, request.POST)
        theirs = somebody_elses(request)
        if theirs:
            kept = theirs.refuse(form)
        elif form.is_valid() and (answer := _put_right(request, form, record)):
            return answer
        else:
            kept = keep_unfinished(request, form, file, key=correction_form(occasion))
    elif record.partly_withheld:
        return HttpResponseRedirect(reverse("visit", args=[ref, occasion]))  # which says why
    else:
        drafts, held_back = corrections_of(record)
        draft = half_written.opened(drafts, request.GET.get("page", ""))
        begun = half_written.went_on(draft) if draft else _as_it_stands(record)
        form = _form(record, initial=begun)
    name = file.identity.first_name
    heading = f"Put right: visit to {name}, {_day(record, visitor)}"
    return render(
        request,
        "child/record-visit.html",
        {
            "form": form,
            "file": file,
            "heading": heading,
            "page_title": heading,
            "known": f"Visited by {record.stands.visited_by.name}. Only {name}’s record changes, and what it says now"
            " stays as an earlier version.",
            "saved": kept.saved or saved_line(draft, visitor.today),
            "words_are": kept.words_are,
            "going_on": half_written.going_on(draft, begun, request.path, today=visitor.today) if draft else None,
            "unsaved": "Nothing is changed until you save.",
            "others": half_written.others(drafts, draft, request.path, today=visitor.today),
            "held_back": held_back,
            "person_ref": request.POST.get("person", visitor.person.ref),
            "change_open": bool({"day", "started", "ended", "place"} & set(form.errors)),
            "puts_right": occasion,
        },
        status=422 if form.errors else 200,
    )  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """What became of the words on a page that has an error: what its save line says, and its summary of errors."""

    saved: str = ""
    words_are: str = "Your words are on this page. Nothing needs typing again."


def saved_line(draft: "Draft | None", today: date) -> str:
    """What the save line says of a page that is gone on with."""
    return f"Saved {half_written.saved_words(draft, today)}. {COME_BACK}" if draft else ""


@dataclass(frozen=True)
class SomebodyElses:
    """A page that somebody else opened: whoever signed in over it must not be the one who wrote it."""

    signed_in: str

    def refuse(self, form: VisitForm) -> Kept:
        """Say so on the form. Nothing is kept: these words are not for the drafts of whoever is signed in."""
        form.add_error(
            None,
            f"Somebody else opened this page, and {self.signed_in} is signed in now. It cannot be saved as a visit of"
            " theirs. Whoever wrote it signs in and finishes it",
        )
        return Kept("Not saved: this page is somebody else’s. Copy the words before you leave.")


def somebody_elses(request: VisitorRequest) -> SomebodyElses | None:
    """Whether this page was opened by somebody else than who is signed in."""
    person = request.visitor.person
    theirs = request.POST.get("person", person.ref) != person.ref
    return SomebodyElses(person.name) if theirs else None


def keep_unfinished(request: VisitorRequest, form: VisitForm, file: ChildFile, *, key: str) -> Kept:
    """Keep what was typed on a page that has an error."""
    opening, kept, refused = clashes.keep_typed(
        request, form, file, key=key, opening=half_written.opening(form.cleaned_data)
    )
    if key == VISIT_FORM:  # sent again after it was saved, it is a visit of its own
        typed = request.POST.copy()
        typed["occasion"] = opening.page
        form.data = typed
    if refused:
        return Kept(saved=f"Not saved. {refused} Your words are still here.")
    if not kept:
        return Kept()  # nothing is on it yet
    return Kept(f"Saved {kept}. {COME_BACK}", "Your words are safe. Nothing needs typing again.")


def _as_it_stands(record: VisitOnRecord) -> dict[str, Any]:
    version = str(len(record.versions))
    return as_written(record.stands, version=version) | {"page": half_written.new_page()}


def _form(record: VisitOnRecord, *args: Any, **kwargs: Any) -> VisitForm:
    apart = any(row.own_part for row in record.versions)
    return VisitForm(*args, children=[record.file], carers=CARERS, now=timezone.now(), apart=apart, **kwargs)


def _put_right(request: VisitorRequest, form: VisitForm, record: VisitOnRecord) -> HttpResponse | None:
    """Save what was put right, or show both texts; None where the form has an error."""
    visitor, pk = request.visitor, record.file.child.pk
    occasion = record.stands.occasion
    began = _version(record, request.POST.get("base") or form.cleaned_data["version"])
    mine = clashes.to_the_minute(form.says()[pk], began or record.stands)
    # Who may not read every word is not told whether they guessed them, and writes over none: without what both began
    # from, both texts are kept whole.
    whole = not record.partly_withheld
    read_whole = began is not None and says(began) == says(record.shown[record.versions.index(began)])
    base = {pk: says(began)} if began and whole and read_whole else {}
    clash = Clash([record.file], {pk: mine}, {pk: record}, base, visitor, is_new=False)
    done = HttpResponseRedirect(reverse("visit", args=[record.file.child.ref, occasion]))
    if whole and mine == says(record.stands):
        operations.let_draft_go(
            child_ids=[pk],
            form=correction_form(occasion),
            opening=half_written.opening(form.cleaned_data),
            by=visitor.person,
            on=visitor.today,
        )
        return done
    asked = "of" in request.POST  # sent from the page with both texts
    choice = request.POST.get("choice", "")
    known = form.cleaned_data["version"] == clash.version
    if choice in TOGETHER and asked and (settled := _settle(request, form, clash, choice)) is not None:
        return _after(record, done) if settled else None
    if known and whole and not asked:
        try:
            operations.correct_visit(
                visit=record.stands,
                by=visitor.person,
                on=visitor.today,
                now=timezone.now(),
                opening=half_written.opening(form.cleaned_data),
                **mine,
            )
        except (NotPossible, operations.MayNot) as refusal:
            _refused(form, refusal)
            return None
        except Beaten:
            pass
        else:
            return _after(record, done)
    clash = replace(clash, found=loaders.versions_of([record.file], occasion) or clash.found)
    return clashes.page(
        request,
        clash,
        form,
        key=correction_form(occasion),
        unanswered=asked and known and choice not in TOGETHER,
    )


def _after(record: VisitOnRecord, done: HttpResponse) -> HttpResponse:
    """The visit that was put right; where its writer may no longer read it as it stands, that it was saved."""
    occasion = record.stands.occasion
    out_of_sight = record.file.tie.reads_notes_of_30_days_only() and not loaders.versions_of(
        [record.file], occasion
    )
    return _recorded(occasion) if out_of_sight else done


def _version(record: VisitOnRecord, number: str) -> Any:
    """The version of this number, or None."""
    count = int(number) if re.fullmatch("[0-9]{1,6}", number) else 0
    return record.versions[count - 1] if 0 < count <= len(record.versions) else None


def _settle(request: VisitorRequest, form: VisitForm, clash: Clash, choice: str) -> bool | None:
    """Do what was chosen: whether it is done, False where the form has an error, None where it is not as was shown."""
    shown, visitor = form.cleaned_data["version"], request.visitor
    if shown != clash.version:
        return True if _is_done(clash, choice, shown) else None
    try:
        operations.settle_visit(
            occasion=clash.occasion,
            settled=clash.settled(choice),
            by=visitor.person,
            on=visitor.today,
            now=timezone.now(),
            opening=half_written.opening(form.cleaned_data),
        )
    except (NotPossible, operations.MayNot) as refusal:
        _refused(form, refusal)
        return False
    except Beaten:  # by oneself, where the button was pressed twice at once
        found = loaders.versions_of(clash.files, clash.occasion) or clash.found
        return True if _is_done(replace(clash, found=found), choice, shown) else None
    return True


def _is_done(clash: Clash, choice: str, shown: str) -> bool:
    """Whether this very choice was sent before: what stands is what it asks for, written by this person."""
    counts = [int(each) for each in shown.split(".") if each]
    if len(counts) != len(clash.files) or clash.partly_withheld:
        return False  # nobody is told whether they guessed words that are withheld from them
    then = {
        file.child.pk: replace(record, versions=record.versions[:count], shown=record.shown[:count])
        for file, count in zip(clash.files, counts, strict=True)
        if (record := clash.found.get(file.child.pk)) and 0 < count <= len(record.versions)
    }
    if not then:
        return False
    # written down within a minute of being chosen
    written = clash.newest.recorded_at
    moments = (written, written - timedelta(minutes=1))
    return any(_stands(clash, replace(clash, found=then, chosen_at=at), choice) for at in moments)


def _stands(clash: Clash, then: Clash, choice: str) -> bool:
    """Whether what stands is what this choice asked for of what stood then, and this person wrote it."""
    for each in then.settled(choice):
        now = clash.found.get(each.child.pk)
        mine = now is not None and now.stands.recorded_by_id == clash.visitor.person.pk
        if now is None or not mine or says(now.stands) != dict(each.stands):
            return False
    return True


def _refused(form: VisitForm, refusal: NotPossible | operations.MayNot) -> None:
    field = getattr(refusal, "field", None)
    form.add_error(field if field in form.fields else None, str(refusal))


def finish(request: VisitorRequest, form: VisitForm, files: list[ChildFile]) -> HttpResponse | None:
    """Save a page of a new visit, or show beside it what is on record already; None where the form has an error."""
    visitor, typed = request.visitor, form.cleaned_data
    of, choice = _of(request), request.POST.get("choice", "")
    found = loaders.versions_of(files, of) if of else {}
    clash = Clash(files, form.says(), found, {}, visitor, is_new=True) if found else None
    unanswered = clash is not None and choice not in (*TOGETHER, APART)
    if clash and choice in TOGETHER:
        settled = _settle(request, form, clash, choice)
        if settled is not None:
            return _recorded(of) if settled else None
        clash = replace(clash, found=loaders.versions_of(files, of) or found)
    elif not unanswered:
        try:
            clash = _saved_or_beside(request, form, files, apart_from=of if choice == APART else "")
        except NotPossible as refusal:
            _refused(form, refusal)
            return None
        if clash is None:
            return _recorded(typed["occasion"])
    assert clash is not None
    as_of = loaders.visits_as_of(files)
    return clashes.page(request, clash, form, key=VISIT_FORM, as_of=as_of, unanswered=unanswered)


def _saved_or_beside(
    request: VisitorRequest, form: VisitForm, files: list[ChildFile], *, apart_from: str
) -> Clash | None:
    """Save a page of a new visit; where something is on record that it did not know of, that instead."""

    def ask() -> None:
        """Asked while nobody else can save: of two who finish at the same moment, one is shown the other's."""
        if clash := clashes.of_new_visit(form, files, request.visitor, apart_from=apart_from):
            raise _Beside(clash)

    try:
        _save(form, request, ask)
    except _Beside as beside:
        return beside.clash
    except operations.AlreadyRecorded:
        pass  # sent again just as it was
    return None


class _Beside(Exception):
    """There is something on record that the page did not know of."""

    def __init__(self, clash: Clash) -> None:
        super().__init__()
        self.clash = clash


def _of(request: HttpRequest) -> str:
    """The visit on record that the page with both texts was about."""
    of = request.POST.get("of", "")
    return of if re.fullmatch("[0-9a-f]{32}", of) else ""


def _recorded(occasion: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("today") + "?" + urlencode({"recorded": occasion}))


def _save(form: VisitForm, request: VisitorRequest, ask: Callable[[], None]) -> None:
    visitor, data = request.visitor, form.cleaned_data
    operations.record_visit(
        seen=[operations.Seen(**each) for each in form.evidence()],
        started_at=form.moment(data["started"]),
        ended_at=form.moment(data["ended"]) if data["ended"] else None,
        place=VisitPlace(data["place"]),
        occasion=data["occasion"],
        opening=half_written.opening(data),
        carers_seen="carers" in data["who"],
        narrative=data["narrative"],
        worried=data["worried"],
        by=visitor.person,
        on=visitor.today,
        now=timezone.now(),
        ask=ask,
    )
