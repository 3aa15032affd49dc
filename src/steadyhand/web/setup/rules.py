"""The statutory timetable as councils keep it: read by everybody, changed by a council's administrator.

Before anything is saved the page lists what would change, in numbers by body and worker.
"""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases.loaders import rules as loaders
from steadyhand.contexts.cases.policies import Clash, NotPossible
from steadyhand.engines.timescales import RULES, Rule
from steadyhand.engines.timescales.duties import CARRIED_OUT
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.web.dates import count, day_alone
from steadyhand.web.entry.doors import Visitor, VisitorRequest, signed_in
from steadyhand.web.setup import effect, words
from steadyhand.web.setup.forms import OFF, ON, RuleForm

FILTERS = {
    "": "All", "on": "On", "off": "Switched off", "unconfirmed": "Not confirmed", "changed": "Changed here",
}  # fmt: skip
NOT_ABOUT_CHILDREN = {"stood_at": ""}  # a copy on paper tells of no child


@require_safe
@signed_in
def rules(request: VisitorRequest) -> HttpResponse:
    """Every row of the timetable, and how the reader's own councils keep it."""
    visitor = request.visitor
    kept = loaders.kept_by(visitor.standing)
    shown = request.GET.get("show", "")
    shown = shown if shown in FILTERS else ""
    looked_for = request.GET.get("q", "").strip()[:100]
    rows: dict[str, list[dict[str, Any]]] = {str(topic): [] for topic in dict.fromkeys(words.AREAS.values())}
    numbers = dict.fromkeys(FILTERS, 0)
    for code, rule in RULES.items():
        found = _kinds(code, rule, kept)
        for each in found:
            numbers[each] += 1
        if shown in found and _answers(looked_for, rule):
            rows[str(words.area_of(code))].append(_row(rule, kept, visitor))
    areas = [
        {"title": _title(title, listed), "id": f"area-{number}", "rows": listed}
        for number, (title, listed) in enumerate(rows.items())
        if listed
    ]
    context = {
        **NOT_ABOUT_CHILDREN,
        "page_title": "Rules",
        "filters": [
            (f"{text}, {numbers[each]}", reverse("rules") + (f"?show={each}" if each else ""), each == shown)
            for each, text in FILTERS.items()
        ],
        "filter_words": FILTERS[shown],
        "shown": shown,
        "looked_for": looked_for,
        "areas": areas,
        "councils": [each.council.name for each in kept],
        "may_change": any(each.may_change for each in kept),
    }
    return render(request, "rules/rules.html", context)


def _answers(looked_for: str, rule: Rule) -> bool:
    """Whether each word that was typed stands in what the list tells of this row, or in the name of its area."""
    told = (rule.code, rule.duty, rule.due_in_words, str(rule.citation), words.area_of(rule.code))
    plain = " ".join(told).lower().replace("’", "'")
    return all(each in plain for each in looked_for.lower().replace("’", "'").split())


def _title(area: str, listed: list[dict[str, Any]]) -> str:
    """Health: 9 rows, 1 switched off."""
    off = sum(row["off"] for row in listed)
    return f"{area}: {count(len(listed), 'row')}" + (f", {off} switched off" if off else "")


def _kinds(code: str, rule: Rule, kept: list[loaders.Kept]) -> set[str]:
    """Under which filters a row is listed."""
    settings = [each.settings.get(code) for each in kept]
    confirmed = bool(kept) and all(setting is not None and setting.source for setting in settings)
    off = [setting is not None and not setting.is_on for setting in settings]
    return {
        "",
        *(("off",) if any(off) else ()),
        *(("on",) if not all(off) or not off else ()),
        *(("unconfirmed",) if rule.unconfirmed and not confirmed else ()),
        *(("changed",) if any(map(words.differs, settings)) else ()),
    }


def _row(rule: Rule, kept: list[loaders.Kept], visitor: Visitor) -> dict[str, Any]:
    said = [(each.council.name, words.kept_in(each, rule.code, visitor.today)) for each in kept]
    return {
        "rule": rule,
        "url": reverse("rule", args=[rule.code]),
        "law": str(rule.citation),
        "status": words.STATUS[rule.citation.status],
        "in_force": words.in_force(rule, visitor.today),
        "kept": [(name if len(kept) > 1 else "", text) for name, text in said if text],
        "off": any(
            (setting := each.settings.get(rule.code)) is not None and not setting.is_on for each in kept
        ),
    }


@require_safe
@signed_in
def rule(request: VisitorRequest, code: str) -> HttpResponse:
    """One row whole: the law, when it applies, what meets it, how it is kept and was kept before."""
    found, visitor = _rule(code), request.visitor
    kept = loaders.kept_by(visitor.standing)
    history = loaders.history_of(visitor.standing, code)
    duty = CARRIED_OUT[code]
    just_changed = next((each for each in history if str(each.pk) == request.GET.get("set")), None)
    context = {
        **NOT_ABOUT_CHILDREN,
        "page_title": f"{code} {found.duty}",
        "rule": found,
        "area": words.area_of(code),
        "status": words.STATUS[found.citation.status],
        "in_force": words.in_force(found, visitor.today),
        "conditions": [condition.meaning for condition in duty.conditions],
        "counts_from": duty.from_words,
        "met_by": words.happening(found.met_by),
        "kept": [
            {
                "council": each.council.name,
                "words": words.kept_in(each, code, visitor.today) or "As the table says.",
            }
            for each in kept
        ],
        "may_change": any(each.may_change for each in kept),
        "just_changed": just_changed is not None
        and just_changed.superseded_at is None
        and just_changed.recorded_by_id == visitor.person.pk,
        "takes_minutes": just_changed is not None and loaders.takes_minutes(just_changed.council_id),
        "history": [
            {
                "who": each.recorded_by.name,
                "when": words.by_whom(each, visitor.today).removeprefix(f"{each.recorded_by.name}, "),
                "council": each.council.name if len(kept) > 1 else "",
                "what": words.kept_words(each, visitor.today),
                "why": each.because,
            }
            for each in history
        ],
    }
    return render(request, "rules/rule.html", context)


def _rule(code: str) -> Rule:
    if code not in RULES:
        raise Http404
    return RULES[code]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change_rule(request: VisitorRequest, code: str) -> HttpResponse:
    """Switch, date or confirm a rule: first what would change for whom, then the change."""
    visitor, found = request.visitor, _rule(code)
    councils = own_councils(visitor, verb="rule.set", subject_id=code)
    form = RuleForm(
        request.POST if request.method == "POST" and "back" not in request.POST else None,
        initial=_initial(councils[0], code),
        councils=councils,
        code=code,
        as_it_is=f"as the table says, {words.in_force(found, visitor.today).partition(',')[0]}",
        ends=f"as the table says, {day_alone(found.valid_to, visitor.today)}" if found.valid_to else "no end",
    )
    if "back" in request.POST:
        form.initial = typed(form, request)
    if form.is_bound and form.is_valid():
        says = form.says()
        try:
            return _answer(request, form, found, says)
        except NotPossible as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = {
        **NOT_ABOUT_CHILDREN,
        "page_title": f"Change {code} {found.duty}",
        "form": form,
        "rule": found,
        "takes_minutes": any(loaders.takes_minutes(each.council.pk) for each in councils),
    }
    return render(request, "rules/change.html", context, status=422 if form.errors else 200)


def own_councils(visitor: Visitor, *, verb: str, subject_id: str) -> list[loaders.Kept]:
    """Those councils whose timetable is this person's to change. Raises NotHereOrNotYours where there is none."""
    found = [each for each in loaders.kept_by(visitor.standing) if each.may_change]
    if not found:
        raise NotHereOrNotYours(
            verb=verb, subject_type="person", subject_id=str(visitor.person.pk), because=subject_id
        )
    return found


def _as_kept(kept: loaders.Kept, code: str) -> dict[str, Any]:
    """The rule as it is kept now, as it would be said."""
    now = kept.settings.get(code)
    return {
        "is_on": now is None or now.is_on,
        "valid_from": now.valid_from if now else None,
        "valid_to": now.valid_to if now else None,
        "source": now.source if now else "",
    }


def _initial(kept: loaders.Kept, code: str) -> dict[str, Any]:
    """The same, as the form holds it."""
    now = _as_kept(kept, code)
    return {**now, "asked": ON if now["is_on"] else OFF}


def typed(form: forms.Form, request: VisitorRequest) -> dict[str, Any]:
    """What was typed, to be typed over."""
    return {
        name: field.widget.value_from_datadict(request.POST, request.FILES, name)
        for name, field in form.fields.items()
    }


def _answer(request: VisitorRequest, form: RuleForm, found: Rule, says: dict[str, Any]) -> HttpResponse:
    """What would change; or, where that was seen and is still so, the change. Raises NotPossible."""
    visitor, kept = request.visitor, form.kept
    now = _as_kept(kept, found.code)
    if {name: says[name] for name in now} == now:
        raise NotPossible("asked", "The rule is kept like this already. Change something first.")
    seen, meanwhile = form.cleaned_data["seen"] or "", None
    if "go" in request.POST and seen:
        try:
            made = operations.set_rule(
                council=kept.council, code=found.code, by=visitor.person, on=visitor.today, seen=seen, **says
            )
            return HttpResponseRedirect(f"{reverse('rule', args=[found.code])}?set={made.pk}")
        except Clash:
            since = loaders.changed_since(visitor.standing, kept.council.pk, seen)
            meanwhile = words.said_since(since, visitor.today)
    result = loaders.if_kept_so(
        visitor.standing, council_id=kept.council.pk, code=found.code, on=visitor.today, **says
    )
    return effect.page(
        request,
        result,
        title=f"{found.code} {found.duty}",
        wanted=[f"{kept.council.name}: {words.wanted(says, visitor.today)}", f"Why: {says['because']}"],
        alone=found.code,
        hidden=[*form.hidden(), ("seen", kept.version)],
        do="Change the rule",
        meanwhile=meanwhile,
        council_id=kept.council.pk,
        back=True,
    )
