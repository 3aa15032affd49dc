"""Telling people, inside the transaction of what happened: nobody is told of what was rolled back."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, QuerySet
from django.utils import timezone

from steadyhand.foundations.mail import post as mail
from steadyhand.foundations.notices.models import Notice


def tell(
    account_ids: Iterable[int],
    kind: Notice.Kind,
    *,
    about_account_id: int,
    council_id: int | None = None,
    child_id: int | None = None,
    because: str = "",
    at: datetime | None = None,
) -> None:
    """Tell each of these accounts, once, and let an e-mail say that something waits. `at`: now, unless given."""
    told = sorted(set(account_ids))
    Notice.objects.bulk_create(
        Notice(
            to_account_id=account_id,
            kind=kind,
            about_account_id=about_account_id,
            council_id=council_id,
            child_id=child_id,
            because=because,
            at=at or timezone.now(),
        )
        for account_id in told
    )
    mail.put(mail.Kind.NOTICE, told)


def waiting_for(account_id: int) -> QuerySet[Notice]:
    """What this account has been told and has not marked as seen, newest first."""
    return Notice.objects.filter(to_account_id=account_id, seen_at=None)


def mark_seen(ref: str, *, account_id: int) -> bool:
    """Put a notice away for the one it was written to; whether there was such a notice."""
    found = Notice.objects.filter(ref=ref, to_account_id=account_id)
    return bool(found.update(seen_at=timezone.now()))


def put_away_before(moment: datetime, kind: Notice.Kind) -> None:
    """Take it that everybody has seen what they were told of this kind before a moment: for invented histories."""
    Notice.objects.filter(kind=kind, seen_at=None, at__lt=moment).update(seen_at=F("at"))
