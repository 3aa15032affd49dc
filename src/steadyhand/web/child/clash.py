"""Two texts of one visit: both are shown side by side, and the writer says what is to stand. No word of either goes.

The page answers 409 and posts back to the address it came from, with everything that was typed and a `choice`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases.loaders import ChildFile
from steadyhand.contexts.cases.loaders.visits import (
    VisitOnRecord,
    is_recorded,
    own_at,
    recorded_since,
    says,
    versions_of,
)
from steadyhand.contexts.cases.policies import NotPossible
from steadyhand.web.child import half_written
from steadyhand.web.child.differences import Difference, Says, Writer, both, differences
from steadyhand.web.child.forms import VisitForm, kept_fields
from steadyhand.web.dates import and_join, clock_time, day_in_full
from steadyhand.web.entry.doors import Visitor, VisitorRequest

if TYPE_CHECKING:
    from steadyhand.contexts.cases.models import Visit

BOTH, MINE, THEIRS, APART = "both", "mine", "theirs", "apart"
NOT_TYPED = frozenset({"occasion", "as_of", "version"})  # the page's own fields
_READ_NO_MORE = (
    "This page was finished before, and you may no longer read that visit. What is written here now is not in it."
    " Copy it, and write it on a new page."
)
_SAME_TO_THE_MINUTE = ("started_at", "ended_at")


@dataclass(frozen=True)
class Clash:
    """What somebody wrote of a visit, beside what is on record of it; both by child id."""

    files: Sequence[ChildFile]
    mine: Mapping[int, dict[str, Any]]
    found: Mapping[int, VisitOnRecord]
    base: Mapping[int, Says]  # what both began from; empty where mine was written from nothing
    visitor: Visitor
    is_new: bool  # mine was written as a visit of its own
    chosen_at: datetime | None = None  # what stands says so to the minute; now, unless it was chosen before

    @property
    def version(self) -> str:
        """How many versions there are of each child's record; one more, and somebody has changed it since."""
        return version_of(self.files, self.found)

    @property
    def occasion(self) -> str:
        """The visit on record."""
        return next(iter(self.found.values())).stands.occasion

    @property
    def newest(self) -> "Visit":
        """The row that was written last."""
        return max((each.stands for each in self.found.values()), key=lambda row: row.recorded_at)

    @property
    def names(self) -> dict[int, str]:
        """What each child is called."""
        return {file.child.pk: file.identity.first_name for file in self.files}

    @property
    def partly_withheld(self) -> bool:
        """Whether words of what is on record are kept from this writer."""
        return any(each.partly_withheld for each in self.found.values())

    def differences(self) -> list[Difference]:
        """Where the two differ, as far as this reader may read both."""
        theirs = {pk: says(each.shown[-1]) for pk, each in self.found.items()}
        return differences(self.mine, theirs, names=self.names, today=self.visitor.today)

    def in_one(self) -> dict[int, dict[str, Any]]:
        """Both in one, by child id."""
        me = Writer(self.visitor.person.name, self.chosen_at or timezone.now())
        return {
            pk: both(
                self.mine[pk], says(each.stands), base=self.base.get(pk), me=me,
                them=Writer(each.stands.recorded_by.name, each.stands.recorded_at), today=self.visitor.today,
                kept_from_me=each.withheld_texts,
            )
            for pk, each in self.found.items()
            if pk in self.mine
        }  # fmt: skip

    def settled(self, choice: str) -> list[operations.Settled]:
        """What is to be written where this is chosen; of a child whom only mine speaks of, mine.

        Nobody writes over words that are kept from them: mine alone is then both.
        """
        if choice == MINE and self.partly_withheld:
            choice = BOTH
        in_one = self.in_one() if choice == BOTH else {}
        children = {file.child.pk: file.child for file in self.files}
        rows = []
        for pk, mine in self.mine.items():
            theirs = self.found.get(pk)
            stands = mine if theirs is None or choice == MINE else in_one.get(pk) or says(theirs.stands)
            rows.append(
                operations.Settled(
                    children[pk], theirs.stands if theirs else None, mine, stands, holds_both=choice != THEIRS
                )
            )
        return rows


def version_of(files: Sequence[ChildFile], found: Mapping[int, VisitOnRecord]) -> str:
    """How many versions of a visit each child's record holds, in the order of the page."""
    return ".".join(
        str(len(found[file.child.pk].versions) if file.child.pk in found else 0) for file in files
    )


def to_the_minute(mine: dict[str, Any], visit: "Visit") -> dict[str, Any]:
    """What was typed, with the moments on record where the page, which shows minutes, shows the same."""
    for name in _SAME_TO_THE_MINUTE:
        kept = getattr(visit, name)
        if kept and mine[name] == kept.replace(second=0, microsecond=0):
            mine[name] = kept
    return mine


def of_new_visit(
    form: VisitForm, files: Sequence[ChildFile], visitor: Visitor, *, apart_from: str = ""
) -> Clash | None:
    """What a page of a new visit did not know of: a visit recorded since it was opened, or its own, sent before.

    None where it knows of everything, and where its own was sent just like this. `form` is valid. `apart_from`: a visit
    of which the writer has said that this is another. Raises NotPossible where the page was finished before and what is
    on record may no longer be read: nobody is told that it is recorded.
    """
    occasion, mine = form.cleaned_data["occasion"], form.says()
    if is_recorded(files, occasion):
        found = versions_of(files, occasion)
        # One's own versions alone: nobody is told whether they guessed what somebody else wrote.
        sent_twice = mine.keys() == found.keys() and all(
            mine[pk] in [says(row) for row in each.shown if row.recorded_by_id == visitor.person.pk]
            for pk, each in found.items()
        )
        if not found:
            raise NotPossible("", _READ_NO_MORE)
        return None if sent_twice else Clash(files, mine, found, {}, visitor, is_new=True)
    start = form.moment(form.cleaned_data["started"])
    # what was recorded since; or the page was gone back to and is new to the browser alone
    since = recorded_since(files, form.cleaned_data["as_of"])
    own = [row for row in own_at(files, start) if row.occasion != apart_from]
    for rows in (since, own):
        for row in sorted(rows, key=lambda row: abs(row.started_at - start)):
            # what was put right since may be out of this writer's sight
            if found := versions_of(files, row.occasion):
                return Clash(files, mine, found, {}, visitor, is_new=True)
    return None


def page(
    request: VisitorRequest,
    clash: Clash,
    form: VisitForm,
    *,
    key: str,
    as_of: str = "",
    unanswered: bool = False,
) -> HttpResponse:
    """The two texts and the question which is to stand. What was typed is kept first, as half-written on `key`."""
    sent_before = clash.is_new and clash.occasion == form.cleaned_data["occasion"]
    # sent again, it is to be a visit of its own
    opening = half_written.opening(form.cleaned_data)
    if sent_before:
        opening = replace(opening, page=half_written.new_page())
    opening, kept, refused = keep_typed(request, form, clash.files[0], key=key, opening=opening)
    other, own = clash.newest.recorded_by, clash.newest.recorded_by_id == clash.visitor.person.pk
    own = own or sent_before
    first, whose = ("You", "The one on record") if own else (other.name, f"{other.name}’s")
    differ = clash.differences()
    names = and_join([clash.names[pk] for pk in clash.found])
    error = "Say whether it is the same visit" if clash.is_new else "Choose which text should stand"
    if clash.is_new:
        title = f"{first} recorded a visit to {names} too"
        if sent_before:
            title = "You finished this page before"
    else:
        title = "You changed this visit too, on another page" if own else f"{first} changed this visit too"
    return render(
        request,
        "child/clash.html",
        {
            "title": title,
            "page_title": title,
            "page_has_errors": unanswered,
            "is_new": clash.is_new,
            "differ": differ,
            "differ_words": _differ_words(differ),
            "only_mine": and_join([clash.names[pk] for pk in clash.mine if pk not in clash.found]),
            "only_theirs": and_join([clash.names[pk] for pk in clash.found if pk not in clash.mine]),
            "whose": whose,
            "mine_when": f"Written just now, {clock_time(timezone.now())}",
            "theirs_when": _saved_words(clash),
            "choices": list(_choices(clash, differ, own=own, whose=whose)),
            "chosen": "" if clash.is_new or not _can_be_one(clash, differ) else BOTH,
            "question": "Is it the same visit?" if clash.is_new else "Which text should stand?",
            "unanswered": error if unanswered else "",
            "problems": [{"text": error, "href": "#choice"}],
            "hidden": list(_hidden(request.POST, clash, form, as_of, opening.page)),
            "kept": f"Both texts saved {kept}." if kept else f"Yours is not saved. {refused} Choose before you leave.",
            "file": clash.files[0],
        },
        status=409,
    )  # fmt: skip


def _saved_words(clash: Clash) -> str:
    at = timezone.localtime(clash.newest.recorded_at)
    today = clash.visitor.today
    day = {today: "today", today - timedelta(days=1): "yesterday"}.get(
        at.date(), day_in_full(at.date(), today)
    )
    return f"Saved {day}, {clock_time(at)}"


def _differ_words(differ: Sequence[Difference]) -> str:
    if not differ:
        return ""
    labels = [f"“{each.label}”" for each in differ]
    return f"Only {labels[0]} differs. The rest is the same." if len(labels) == 1 else (
        f"{and_join(labels)} differ. The rest is the same."
    )  # fmt: skip


def _can_be_one(clash: Clash, differ: Sequence[Difference]) -> bool:
    """Whether both can stand together: a text of each, or a fact that only one of them changed."""
    return any(each.long for each in differ) or any(
        in_one not in (clash.mine[pk], says(clash.found[pk].stands)) for pk, in_one in clash.in_one().items()
    )


def _choices(clash: Clash, differ: Sequence[Difference], *, own: bool, whose: str) -> list[dict[str, str]]:
    same = "The same visit: " if clash.is_new else ""
    names = ("both texts, one after the other", "mine should stand", f"{whose} should stand")
    if clash.is_new:
        both_words, mine, theirs = (
            names[0],
            names[1],
            names[2][:1].lower() + names[2][1:] if own else names[2],
        )
    else:
        both_words, mine, theirs = "Both, one after the other", "Mine", whose
    hint = f"Yours first, then {'the other' if own else whose}, each with name and time. You can tidy it afterwards."
    if any(not each.long for each in differ):
        hint += " Where only one can be true, what you wrote stands."
    found = [{"value": APART, "text": "A different visit: record mine too"}] if clash.is_new else []
    if _can_be_one(clash, differ):
        found.append({"value": BOTH, "text": same + both_words, "hint": hint})
    if not clash.partly_withheld:  # nobody writes over words that are kept from them
        found.append({"value": MINE, "text": same + mine})
    return [*found, {"value": THEIRS, "text": same + theirs}]


def _hidden(
    typed: QueryDict, clash: Clash, form: VisitForm, as_of: str, own_page: str
) -> list[tuple[str, str]]:
    """All that was typed, and what this page has shown: sent back with the choice."""
    own = kept_fields(typed) - NOT_TYPED
    pairs = [(name, text) for name, texts in typed.lists() if name in own for text in texts]
    base = typed.get("base", "")
    base = base if re.fullmatch("[0-9]{1,6}", base) else form.cleaned_data["version"]
    if typed.get("without_them"):
        pairs.append(("without_them", "on"))
    return [
        *pairs,
        ("person", clash.visitor.person.ref),
        ("occasion", own_page if clash.is_new else clash.occasion),
        ("page", "" if clash.is_new else own_page),
        ("as_of", as_of),
        ("version", clash.version),
        ("base", base),
        ("of", clash.occasion),
    ]


def keep_typed(
    request: VisitorRequest, form: VisitForm, file: ChildFile, *, key: str, opening: operations.Opening
) -> tuple[operations.Opening, str, str]:
    """Keep what was typed, so that it is safe whatever happens to the page: as which opening of it, when, or why not.

    Where it cannot be kept, it is on the page alone; of a page with nothing on it there is neither.
    """
    own = kept_fields(request.POST)
    typed = {name: texts for name, texts in request.POST.lists() if name in own}
    typed |= {name: [form.cleaned_data[name]] for name in NOT_TYPED if name in own}
    visitor = request.visitor
    keep = partial(
        half_written.keep, child=file.child, form=key, typed=typed, by=visitor.person, on=visitor.today
    )
    try:
        try:
            kept = keep(opening=opening)
        except operations.AlreadyRecorded:  # the same page: what it says now is a text of its own
            opening = replace(opening, page=half_written.new_page())
            kept = keep(opening=opening)
    except operations.NewerKept:  # an old page, sent anew
        return opening, "", "Something newer that you typed is kept half-written."
    except NotPossible as refusal:
        return opening, "", str(refusal)
    return opening, clock_time(kept) if kept else "", ""
