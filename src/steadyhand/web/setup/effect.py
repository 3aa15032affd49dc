"""The page between saying and saving: what would change for whom, in numbers."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render

from steadyhand.contexts.cases.loaders.rules import Effect, takes_minutes
from steadyhand.web.dates import count
from steadyhand.web.entry.doors import VisitorRequest
from steadyhand.web.setup import words


def page(
    request: VisitorRequest,
    effect: Effect,
    *,
    title: str,
    wanted: Sequence[str],
    hidden: Sequence[tuple[str, str]],
    do: str,
    council_id: int,
    alone: str = "",
    meanwhile: Sequence[str] | None = None,
    back: bool = False,
) -> HttpResponse:
    """What would change, and the button that changes it.

    `hidden` is sent again with it. `meanwhile`: what others said since the writer looked, where they did: answered 409.
    `back`: what was typed can be typed over.
    """
    today = request.visitor.today
    looked_at = "1 child’s record was" if effect.asked == 1 else f"{effect.asked:,} children’s records were"
    counted = [line for line in effect.lines if line.counts]
    unconfirmed = [line for line in effect.lines if not line.counts]
    also = len(words.in_all(unconfirmed, today, alone=alone))
    context = {
        "stood_at": "",
        "page_title": f"What would change: {title}",
        "title": title,
        "wanted": wanted,
        "nothing": not effect.lines,
        "children": words.children_words(effect.counted, effect.counted)
        if counted
        else "Nothing that counts changes",
        "in_both": f"With rules that are not confirmed it is {words.children_words(effect.children, effect.children)}."
        if unconfirmed
        else "",
        "looked_at": f"{looked_at} looked at.",
        "in_all": words.in_all(counted, today, alone=alone),
        "bodies": words.by_body(counted, today, alone=alone),
        "unconfirmed": words.in_all(unconfirmed, today, alone=alone),
        "unconfirmed_bodies": words.by_body(unconfirmed, today, alone=alone),
        "unconfirmed_title": f"Of rules that are not confirmed: {count(also, 'change')}",
        "hidden": hidden,
        "do": do,
        "meanwhile": meanwhile,
        "clash": meanwhile is not None,
        "back": back,
        "takes_minutes": takes_minutes(council_id),
    }
    return render(request, "rules/effect.html", context, status=200 if meanwhile is None else 409)
