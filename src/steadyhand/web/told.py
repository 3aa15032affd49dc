"""What somebody was told: shown on their first page until they put it away."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from steadyhand.contexts.cases.loaders.hidden import told_of
from steadyhand.contexts.cases.loaders.visits import worried_visits
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.foundations.notices import post as notices
from steadyhand.web.dates import clock_time, day_in_full
from steadyhand.web.entry.doors import Visitor

if TYPE_CHECKING:
    from steadyhand.foundations.notices.models import Notice


@dataclass(frozen=True, slots=True)
class Told:
    """One notice as a sentence; `child_id` of the child whom it names, for the record of who looked."""

    ref: str
    what: str
    why: str
    when: str
    url: str
    child_id: int | None


def told(visitor: Visitor) -> list[Told]:
    """Each notice; a child is named only as far as the reader may know of them.

    Whoever shows them names those children to the loader of their page (`also`), which puts the read on record.
    """
    notices_now = notices.waiting_for(visitor.person.account_id)
    waiting = list(organisations.with_names(notices_now, account="about_account_id"))
    # the reasons are free words, which may say who it is and where: as the child's own record shows them, or not at all
    children, masks = told_of(
        visitor.standing,
        {n.child_id for n in waiting if n.child_id},
        in_words=[n.child_id for n in waiting if n.child_id and n.because],
    )
    occasions = worried_visits(
        visitor.standing,
        children,
        {
            n.ref: (n.child_id, n.about_account_id, n.at)
            for n in waiting
            if n.child_id and n.kind == n.Kind.WORRY
        },
    )
    found = []
    for notice in waiting:
        who = notice.who or "Somebody"
        known = children.get(notice.child_id or 0)
        child = known.identity.name if known else "a child whose record you do not hold"
        what = {
            notice.Kind.OPENED_IN_EMERGENCY: f"{who} opened the record of {child} in an emergency",
            notice.Kind.ASKED_IN_EMERGENCY: f"{who} asked for a record in an emergency. No such record is held",
            notice.Kind.WORRY: f"{who} is worried about someone’s safety after visiting {child}",
        }[notice.Kind(notice.kind)]
        found.append(
            Told(
                ref=notice.ref,
                what=what,
                why=_why(notice, masks, visitor),
                when=f"{day_in_full(timezone.localtime(notice.at).date(), visitor.today)}, {clock_time(notice.at)}",
                url=_where(known.identity.child.ref, occasions.get(notice.ref, "")) if known else "",
                child_id=notice.child_id if known else None,
            )
        )
    return found


def _where(ref: str, occasion: str) -> str:
    """The visit itself, for whoever may open it; else the child's page."""
    return reverse("visit", args=[ref, occasion]) if occasion else reverse("child", args=[ref])


def _why(notice: "Notice", masks: Mapping[int, Callable[[str], str]], visitor: Visitor) -> str:
    """The reason in the words of whoever gave it, as far as this reader may have them."""
    if not notice.child_id:
        return notice.because
    mask = masks.get(notice.child_id)
    if mask is None:
        return ""
    own = notice.about_account_id == visitor.person.account_id
    return notice.because if own else mask(notice.because)  # one's own words are never masked: `own_words`
