"""
Our own page parts, as template tags: look and wording as the prototype pages set them. All text is escaped.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.utils.safestring import SafeString

from steadyhand.web.components.markup import render

register = template.Library()

MARKS = ("tick", "half", "cross", "unknown", "lock", "ring", "clock")


def drawn(mark: str) -> str:
    """The template of a drawn mark. ValueError for one that is not drawn."""
    if mark not in MARKS:
        raise ValueError(f"There is no mark {mark!r}. Use one of {', '.join(MARKS)}.")
    return f"components/marks/{mark}.html"


@register.simple_block_tag
def next_block(
    content: str, title: str, *, kicker: str = "Next", id: str = "next", level: int = 2
) -> SafeString:
    """
    The one thing to do first: at most one on a page, with one green button. Block tag, closed by
    `endnext_block`.
    """
    return render(
        "parts/next", {"content": content, "title": title, "kicker": kicker, "id": id, "level": level}
    )


@register.simple_block_tag
def duties(content: str, *, id: str = "") -> SafeString:
    """A list of `duty` rows, in the order they fall due. Block tag, closed by `endduties`."""
    return render("parts/duties", {"content": content, "id": id})


@register.inclusion_tag("components/parts/duty.html")
def duty(
    what: str,
    *,
    when: str,
    when_more: str = "",
    url: str = "",
    why: str = "",
    law: str = "",
    why_url: str = "",
    do: str = "",
    do_url: str = "",
    do_about: str = "",
) -> dict[str, Any]:
    """
    When, what (a link), why in one sentence with its `law` one tap away, one act.

    `when`: "Thursday 19 Nov", "2 days late". `when_more`: "was due 14 Nov". `do_about`: what the act is
    about, for those who listen; `what` unless said. `why_url`: where it is told at length why it is due.
    """
    return {
        "what": what,
        "when": when,
        "when_more": when_more,
        "url": url,
        "why": why,
        "law": law,
        "why_url": why_url,
        "do": do,
        "do_url": do_url,
        "do_about": do_about or what,
    }


@register.inclusion_tag("components/parts/state.html")
def state(mark: str, word: str) -> dict[str, Any]:
    """A mark and a word. Marks: tick, half, cross, unknown, lock, ring, clock."""
    return {"mark_template": drawn(mark), "word": word}


@register.inclusion_tag("components/parts/words.html")
def words(said: str, *, by: str) -> dict[str, Any]:
    """
    A child's exact words, then who, how, when and what came of it. Only for words a child or young person
    chose.
    """
    return {"said": said, "by": by}


@register.simple_block_tag
def people(content: str) -> SafeString:
    """A list of `person` rows. Block tag, closed by `endpeople`."""
    return render("parts/people", {"content": content})


@register.inclusion_tag("components/parts/person.html")
def person(
    name: str, *, role: str, more: str = "", phone: str = "", url: str = "", own: bool = False
) -> dict[str, Any]:
    """
    Who somebody is to the child. `own`: the child's own worker, whose mark is dark. `phone`: shown as a
    link to ring.
    """
    initials = [part[0].upper() for part in name.split() if part[0].isalpha()]
    return {
        "name": name,
        "role": role,
        "more": more,
        "phone": phone,
        "dial": "".join(sign for sign in phone if sign.isdigit() or sign == "+"),
        "url": url,
        "own": own,
        "initials": "".join(initials[:1] + initials[1:][-1:]),
    }


@register.inclusion_tag("components/parts/answers.html")
def answers_line(done_by: str, answers: str, *, done_label: str = "Work done by") -> dict[str, Any]:
    """Both names, always: who acted and who answers for it."""
    return {"done_by": done_by, "answers": answers, "done_label": done_label}


WIDTH, BAR_GAP, BAR_LEAST = 1000, 4, 6


@register.inclusion_tag("components/parts/lanes.html")
def lanes(
    rows: Iterable[Mapping[str, Any]], *, since: dt.date, until: dt.date, caption: str
) -> dict[str, Any]:
    """
    Spans as bars under words, and the same as a table.

    Rows: name ("Home"), now (the sentence above the bar) and spans: mappings of text, start and end (the
    day after the last, as stored; None while open). `since`, `until`: the days at the two ends. `caption`:
    of the table.
    """
    shown = []
    for row in rows:
        spans = sorted(row["spans"], key=lambda span: span["start"])
        bars = [bar(span["start"], span["end"], since=since, until=until) for span in spans]
        listed = [{**span, "last": last_day(span["start"], span["end"])} for span in spans]
        shown.append({**row, "spans": listed, "bars": [found for found in bars if found]})
    return {"rows": shown, "since": since, "until": until, "caption": caption, "width": WIDTH}


def last_day(start: dt.date, end: dt.date | None) -> dt.date | None:
    """
    The last day of a span [start, end); the day itself for one that began and ended on it; None while open.
    """
    return end and max(start, end - dt.timedelta(days=1))


def bar(start: dt.date, end: dt.date | None, *, since: dt.date, until: dt.date) -> dict[str, Any] | None:
    """
    Where a span's bar stands in a lane WIDTH wide. None where the span lies wholly outside the lane's days.
    """
    if start > until or (end is not None and end < since):
        return None
    days = max((until - since).days, 1)
    left = (max(start, since) - since).days * WIDTH // days
    right = (min(end or until, until) - since).days * WIDTH // days
    left = min(left, WIDTH - BAR_LEAST)
    # A small gap keeps bars that touch apart; a span too short to draw still shows.
    return {"x": left, "width": max(right - left - BAR_GAP, BAR_LEAST), "now": end is None or end > until}


@register.simple_block_tag
def stacked_table(content: str, *, caption: str, show_caption: bool = False) -> SafeString:
    """
    A table whose rows become blocks on a phone. Holds `table_heads` and `table_rows`. Closed by
    `endstacked_table`.
    """
    return render("parts/table", {"content": content, "caption": caption, "show_caption": show_caption})


@register.simple_block_tag
def table_heads(content: str) -> SafeString:
    """The row of column heads, of `table_head` tags. Block tag, closed by `endtable_heads`."""
    return render("parts/table_heads", {"content": content})


@register.inclusion_tag("components/parts/table_head.html")
def table_head(text: str, *, right: bool = False, hidden: bool = False) -> dict[str, Any]:
    """One column head. `right`: the column holds numbers. `hidden`: for those who listen only."""
    return {"text": text, "right": right, "hidden": hidden}


@register.simple_block_tag
def table_rows(content: str) -> SafeString:
    """The rows, of `table_row` tags. Block tag, closed by `endtable_rows`."""
    return render("parts/table_rows", {"content": content})


@register.simple_block_tag
def table_row(content: str, head: str, *, url: str = "", total: bool = False) -> SafeString:
    """
    One row: its head (a link with `url`) and its `table_cell` tags. Block tag, closed by `endtable_row`.
    """
    return render("parts/table_row", {"content": content, "head": head, "url": url, "total": total})


@register.simple_block_tag
def table_cell(content: str, label: str = "", *, right: bool = False) -> SafeString:
    """One cell. `label` stands before it on a phone. Block tag, closed by `endtable_cell`."""
    label = label if content.strip() else ""
    return render("parts/table_cell", {"content": content, "label": label, "right": right})


@register.inclusion_tag("components/parts/load.html")
def load_bar(
    weight: Decimal | int, limit: Decimal | int | None = None, *, top: Decimal | int
) -> dict[str, Any]:
    """
    A caseload against its limit, where it has one, drawn beside the words that say both.

    `weight`, `limit` in points; `top`: the points at the right end, the same for every row of a table so
    that the bars compare, and at least the largest weight and limit.
    """
    highest = weight if limit is None else limit
    scale = Decimal(190) / max(Decimal(top), Decimal(weight), Decimal(highest), Decimal(1))
    within, over = min(weight, highest), max(weight - highest, 0)
    at = {"within": within * scale, "over": over * scale} | (
        {} if limit is None else {"limit": limit * scale}
    )
    return {name: f"{max(width, 0):.1f}" for name, width in at.items()} | {"is_over": over > 0}


@register.inclusion_tag("components/parts/shares.html")
def shares_bar(on_time: int, explained: int, late: int, *, top: int) -> dict[str, Any]:
    """How many were on time, late and explained, and late: one bar beside the words that say so. `top` as `load_bar`."""
    bars, at = [], Decimal(0)
    for number, kind in ((on_time, "sh-bar-now"), (explained, "sh-bar-past"), (late, "sh-load__over")):
        width = Decimal(190) * number / max(top, on_time + explained + late, 1)
        if number:
            bars.append({"kind": kind, "x": f"{at:.1f}", "width": f"{width:.1f}"})
        at += width
    return {"bars": bars}


@register.inclusion_tag("components/parts/save_line.html")
def save_line(text: str, *, mark: str = "tick") -> dict[str, Any]:
    """The thin line, last in a form and always in view, that says what is saved."""
    return {"text": text, "mark_template": drawn(mark)}


@register.inclusion_tag("components/parts/saved_note.html")
def saved_note(text: str, *, mark: str = "tick") -> dict[str, Any]:
    """One quiet line with a mark, under a page's title."""
    return {"text": text, "mark_template": drawn(mark)}


@register.simple_block_tag
def band(content: str, *, kind: str = "") -> SafeString:
    """
    A message across the page. `kind`: "" (dark) or "ok" (something was just done). Block tag, closed by
    `endband`.
    """
    return render(
        "parts/band",
        {"content": content, "kind": kind, "mark_template": drawn("tick") if kind == "ok" else ""},
    )


@register.simple_block_tag
def timeline(content: str) -> SafeString:
    """What happened, newest first, of `timeline_item` tags. Block tag, closed by `endtimeline`."""
    return render("parts/timeline", {"content": content})


@register.simple_block_tag
def timeline_item(content: str, title: str, *, date: str, by: str = "", level: int = 3) -> SafeString:
    """One happening. `date`: as it should read. Block tag, closed by `endtimeline_item`."""
    return render(
        "parts/timeline_item", {"content": content, "title": title, "date": date, "by": by, "level": level}
    )


@register.simple_block_tag
def pick_list(content: str) -> SafeString:
    """A list to pick one from, of `pick` tags. Block tag, closed by `endpick_list`."""
    return render("parts/pick_list", {"content": content})


@register.inclusion_tag("components/parts/pick.html")
def pick(text: str, *, url: str, after: str = "", more: str = "", post: bool = False) -> dict[str, Any]:
    """
    One to pick: a link, what follows it, and a line of more. `post`: picking changes something, so a button
    posts.
    """
    return {"text": text, "url": url, "after": after, "more": more, "post": post}


@register.simple_block_tag
def two_texts(content: str) -> SafeString:
    """Two texts side by side, of two `one_text` tags. Block tag, closed by `endtwo_texts`."""
    return render("parts/two_texts", {"content": content})


@register.inclusion_tag("components/parts/one_text.html")
def one_text(text: str, *, title: str, more: str = "") -> dict[str, Any]:
    """One of two texts: whose, when and where it was written, and the text with its lines kept."""
    return {"text": text, "title": title, "more": more}


@register.inclusion_tag("components/parts/find_box.html")
def find_box(
    url: str,
    *,
    label: str = "Find a child",
    name: str = "q",
    value: str = "",
    hint: str = "Any name they use, a nickname, a rough spelling or their number",
    label_hidden: bool = False,
) -> dict[str, Any]:
    """One box to search by name, nickname, rough spelling or number. `hint` is for those who listen.

    `label_hidden`: the page's title says it already.
    """
    return {
        "url": url,
        "label": label,
        "name": name,
        "value": value,
        "hint": hint,
        "label_hidden": label_hidden,
    }
