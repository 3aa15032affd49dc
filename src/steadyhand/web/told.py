"""What somebody was told: shown on their first page until they put it away."""

from django.urls import reverse
from django.utils import timezone

from steadyhand.contexts.cases import loaders
from steadyhand.contexts.cases.permissions.table import Part
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.foundations.notices import post as notices
from steadyhand.web.dates import clock_time, day_in_full
from steadyhand.web.entry.doors import Visitor


def told(visitor: Visitor) -> list[dict[str, str]]:
    """Each notice as a sentence; a child is named only as far as the reader may know of them."""
    waiting = list(notices.waiting_for(visitor.person.account_id))
    children = loaders.children_told_of(visitor.standing, [n.child_id for n in waiting if n.child_id])
    named = organisations.names_of_accounts({n.about_account_id for n in waiting if n.about_account_id})
    found = []
    for notice in waiting:
        who = named.get(notice.about_account_id or 0, ("Somebody", ""))[0]
        known = children.get(notice.child_id or 0)
        child = known.identity.name if known else "a child whose record you do not hold"
        # free words, which may say who it is and where: for whoever would read them in the child's record
        may_read_why = (
            known.tie.may(Part.WHO_LOOKED) and known.tie.may(Part.ADDRESS) if known else not notice.child_id
        )
        what = {
            notice.Kind.OPENED_IN_EMERGENCY: f"{who} opened the record of {child} in an emergency",
            notice.Kind.ASKED_IN_EMERGENCY: f"{who} asked for a record in an emergency. No such record is held",
            notice.Kind.WORRY: f"{who} is worried about someone’s safety after visiting {child}",
        }[notice.Kind(notice.kind)]
        found.append(
            {
                "ref": notice.ref,
                "what": what,
                "why": notice.because if may_read_why else "",
                "when": f"{day_in_full(timezone.localtime(notice.at).date(), visitor.today)}, {clock_time(notice.at)}",
                "url": reverse("child", args=[known.identity.child.ref]) if known else "",
            }
        )
    return found
