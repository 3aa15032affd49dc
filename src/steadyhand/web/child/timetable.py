"""One child's timetable: everything the law asks, why it is due, and why something is late."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases.loaders import ChildFile
from steadyhand.contexts.cases.loaders import timetable as loaders
from steadyhand.contexts.cases.loaders.happenings import saved_happening
from steadyhand.contexts.cases.loaders.timetable import ToExplain
from steadyhand.contexts.cases.policies import LONGEST_TEXT, Clash, NotPossible
from steadyhand.contexts.cases.states import LateBecause
from steadyhand.web.child import timetable_rows as told
from steadyhand.web.child.happenings import refused_as_somebody_elses
from steadyhand.web.child.pages import identity_lines, sub_pages
from steadyhand.web.components.fields import PARTS, DateField, PlainChoiceField, PlainTextField
from steadyhand.web.dates import clock_time, count, day_alone, day_in_full
from steadyhand.web.duty_rows import late_because, why_url
from steadyhand.web.duty_words import within, words_of
from steadyhand.web.entry.doors import VisitorRequest, signed_in
from steadyhand.web.happened import happened

_GROUPS = (
    (told.LATE, "Late"),
    (told.SOON_GROUP, "As soon as possible"),
    (told.NEXT, "Due in the next 4 weeks"),
    (told.LATER, "Later"),
    (told.CANNOT_TELL, "Cannot be told yet"),
    (told.DONE, "Done lately"),
)


class OnForm(forms.Form):
    """A day of the past on which to see the timetable."""

    on = DateField(label="Day", noun="Day")
    looks = {"on": {"size": "s"}}

    def __init__(self, *args: Any, first: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first, self.today = first, today

    def clean_on(self) -> date:
        """Between the day the child was born and today."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError("The day must be today or in the past", params={"parts": PARTS})
        if on < self.first:
            raise forms.ValidationError(
                "The day must be on or after their date of birth", params={"parts": PARTS}
            )
        return on


@require_safe
@signed_in
def timetable(request: VisitorRequest, ref: str) -> HttpResponse:
    """Everything the law asks for this child on a day."""
    visitor, today = request.visitor, request.visitor.today
    file = loaders.opened(visitor.standing, ref)
    context: dict[str, object] = {
        "file": file,
        "name_only": file.name_only,
        "identity_lines": identity_lines(file, today, None),
        "sub_items": sub_pages(file, "timetable"),
        "page_title": f"Timetable: {file.identity.name}",
    }
    if file.name_only:
        return render(request, "child/timetable.html", context)
    form = _asked_for(request, first=file.identity.date_of_birth, today=today)
    on = form.cleaned_data["on"] if form.is_bound and form.is_valid() else today
    if form.is_bound and not form.errors and "on" not in request.GET:
        return redirect(f"{request.path}?on={on}" if on != today else request.path)
    found = loaders.timetable_of(file, on=on)
    on = found.on  # no day further back than the reader may look
    groups, past = told.groups(found, today), told.past(found, today)
    shown = [(name, title, groups[name]) for name, title in _GROUPS if groups[name]]
    context |= {
        "form": form,
        "on_words": "" if on == today else day_in_full(on, today),
        "groups": shown,
        "recorded": _recorded(request, file),
        "open_row": request.GET.get("why", ""),
        "saved": _saved(request, [*groups[told.LATE], *groups[told.OVER]], file.identity.first_name),
        "over": groups[told.OVER],
        "over_title": f"Explained, and nothing left to do: {count(len(groups[told.OVER]), 'thing')}",
        "unconfirmed": groups[told.UNCONFIRMED],
        "unconfirmed_title": f"Not confirmed as law: {count(len(groups[told.UNCONFIRMED]), 'thing')}",
        "past": past,
        "past_title": f"Past: {count(sum(each.all for each in past.counted.values()), 'thing')} done or late",
    }
    return render(request, "child/timetable.html", context, status=422 if form.errors else 200)


def _asked_for(request: VisitorRequest, *, first: date, today: date) -> OnForm:
    """The day asked for: in the address as one date, or as the three boxes of the form send it."""
    boxes = {name: request.GET[name] for name in (f"on-{part}" for part in PARTS) if name in request.GET}
    if "on" in request.GET:
        parts = [*request.GET["on"].split("-", 2), "", ""][:3]
        boxes = {f"on-{part}": text for part, text in zip(reversed(PARTS), parts, strict=True)}
    return OnForm(boxes or None, first=first, today=today)


def _recorded(request: VisitorRequest, file: ChildFile) -> dict[str, object]:
    """That something was put on record from here, and what follows from it."""
    saved = saved_happening(request.visitor.standing, request.GET.get("happened", ""))
    return happened(saved, {file.child.pk: file.identity}, today=request.visitor.today)


def _saved(request: VisitorRequest, late: list[told.Row], name: str) -> str:
    """That an explanation was saved, as the record has it: never more than stands there."""
    row = next((row for row in late if row.code == request.GET.get("explained") and row.explained), None)
    return f"Saved. {row.what} for {name}: {within(row.explained)}" if row else ""


class ExplainForm(forms.Form):
    """Why something is late, and who decided."""

    version = forms.Field(required=False, widget=forms.HiddenInput)
    reason = PlainChoiceField(
        label="Why is it late?",
        choices=LateBecause.choices,
        error_messages={"required": "Say why it is late"},
    )
    text = PlainTextField(
        label="What happened (optional)",
        help_text="Only those who may read notes about the child can read this. The reason above is for everybody"
        " who sees what is due.",
        required=False,
        max_length=LONGEST_TEXT,
        rows=5,
    )
    decided_by = PlainChoiceField(
        label="Who decided?",
        widget=forms.Select,
        error_messages={"required": "Say who decided"},
    )
    decided_on = DateField(label="When was it decided?", noun="Day of the decision")
    looks = {
        "reason": {"size": "m"},
        "text": {"size": "s"},
        "decided_by": {"size": "s"},
        "decided_on": {"size": "s"},
    }

    def __init__(self, *args: Any, page: ToExplain, reader_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        you = {person.pk: " (you)" for person in page.deciders if person.pk == reader_id}
        self.fields["decided_by"].choices = [  # type: ignore[attr-defined]  # of a choice field
            ("", "Choose"),
            *((person.ref, f"{person.name}{you.get(person.pk, '')}") for person in page.deciders),
        ]
        if page.partly_withheld:
            self.fields["text"].help_text = (
                f"{self.fields['text'].help_text} Words written here before are withheld from you. What you write"
                " stands in their place, and they stay as an earlier version."
            )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def explain(request: VisitorRequest, ref: str, code: str, due: date) -> HttpResponse:
    """Say why something is late and who decided. It stays late, and is explained."""
    visitor = request.visitor
    page = loaders.to_explain(visitor.standing, ref, code, due)
    if page.late is None and request.method != "POST":
        return HttpResponseRedirect(
            why_url(ref, code)
        )  # done meanwhile, or its day has moved: there it is said
    version = str(page.stands.pk) if page.stands else ""
    form = ExplainForm(
        request.POST if request.method == "POST" else None,
        initial=_as_it_stands(page, version, visitor.person.ref, visitor.today),
        page=page,
        reader_id=visitor.person.pk,
    )
    status = 200
    if request.method == "POST":
        beaten = request.POST.get("version", "") != version
        if beaten:
            _say_so(form, version)
        elif (
            not refused_as_somebody_elses(request, form)
            and form.is_valid()
            and (answer := _save(form, page, due, request))
        ):
            return answer
        status = 409 if beaten else 422
    name, what = page.file.identity.first_name, words_of(code)
    return render(
        request,
        "child/explain.html",
        {
            "form": form,
            "person_ref": request.POST.get("person", visitor.person.ref),
            "file": page.file,
            "heading": f"Explain: {within(what)}",
            "page_title": f"Explain: {what}, {page.file.identity.name}",
            "late": _how_late(page, name, visitor.today),
            "stands": _stands(page, visitor.today),
            "back": why_url(ref, code),
        },
        status=status,
    )


def _how_late(page: ToExplain, name: str, today: date) -> str:
    if page.late is None:
        return ""
    due, by = page.late.due_at, page.late.due_by
    assert due is not None  # late
    hour = f" at {clock_time(by)}" if by else ""
    if due == today:
        return f"For {name} it is late: it was due today{hour}. It stays late, and is explained."
    days = count((today - due).days, "day")
    return f"For {name} it is {days} late: it was due {day_in_full(due, today)}{hour}. It stays late, and is explained."


def _as_it_stands(page: ToExplain, version: str, reader: str, today: date) -> dict[str, object]:
    if page.shown is None:
        return {"version": version}
    chosen = next((each.ref for each in page.deciders if each.pk == page.shown.decided_by_id), "")
    text = "" if page.partly_withheld else page.shown.text
    return {
        "version": version,
        "reason": page.shown.reason,
        "text": text,
        "decided_by": chosen,
        "decided_on": page.shown.decided_on,
    }


def _say_so(form: ExplainForm, version: str) -> None:
    """Somebody explained it since the page was opened: theirs is shown above, and what was typed stays."""
    form.add_error(
        None,
        "Somebody explained this since you opened the page. Theirs is shown below. Save again to let yours stand"
        " instead; theirs stays as an earlier version",
    )
    typed = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
    typed["version"] = version
    form.data = typed


def _save(form: ExplainForm, page: ToExplain, due: date, request: VisitorRequest) -> HttpResponse | None:
    """Saved, and back to the timetable; none where the record does not allow it, which the form then says."""
    visitor, data = request.visitor, form.cleaned_data
    try:
        operations.explain(
            child=page.file.child,
            code=page.code,
            due_on=due,
            reason=LateBecause(data["reason"]),
            text=data["text"],
            decided_by=next(each for each in page.deciders if each.ref == data["decided_by"]),
            decided_on=data["decided_on"],
            by=visitor.person,
            on=visitor.today,
        )
    except NotPossible as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return None
    except Clash as clash:
        form.add_error(None, str(clash))
        return None
    address = reverse("timetable", args=[page.file.child.ref])
    return HttpResponseRedirect(f"{address}?explained={page.code}#{page.code}")


def _stands(page: ToExplain, today: date) -> dict[str, str]:
    """What stands on record of why, as this reader may have it."""
    if page.stands is None or page.shown is None:
        return {}
    told_by = page.stands.decided_by.name
    return {
        "reason": late_because(page.shown.reason, page.code),
        "text": page.shown.text,
        "decided": f"{told_by} decided so on {day_alone(page.stands.decided_on, today)}.",
    }
