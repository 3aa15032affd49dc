"""Secret addresses of calendars: fetched without signing in, made anew or ended at any time.

An address ends by itself with whatever ends somebody's way in: their account is closed, another password is chosen, a
role of theirs ends, the phone that it may be on is lost.
"""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Final

from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from steadyhand.foundations.access.models import CalendarFeed
from steadyhand.foundations.audit.record import Kind, record

_OFTEN: Final = timedelta(hours=1)  # a phone asks every few minutes: one fetching an hour goes on record
MOST: Final = 60  # fetchings within an hour by the clock


def of(account_id: int) -> CalendarFeed | None:
    """The calendar address of this account as it stands; none where it has none."""
    return CalendarFeed.objects.filter(pk=account_id).first()


@transaction.atomic
def make(account_id: int) -> str:
    """A new secret to put into the address, shown once: 256 random bits. The address before it ends."""
    token = secrets.token_urlsafe(32)
    values = {"token_hash": _hash(token), "made_at": timezone.now(), "fetched_at": None}
    CalendarFeed.objects.update_or_create(pk=account_id, defaults=values)
    _changed(account_id, "calendar.address_made", by=account_id)
    return token


@transaction.atomic
def end(account_id: int, *, by: int | None) -> bool:
    """End the address, whether there was one. `by`: the account of whoever does it, none at the machine's terminal."""
    gone, _ = CalendarFeed.objects.filter(pk=account_id).delete()
    if gone:
        _changed(account_id, "calendar.address_ended", by=by)
    return bool(gone)


def whose(token: str) -> int | None:
    """The account whose calendar this is; none for a token that was made up or has ended, or a closed account. One query.

    Found by the hash alone, so that how long it takes tells nothing of any token.
    """
    hashed = _hash(token)
    feed = CalendarFeed.objects.filter(token_hash=hashed, account__is_active=True).first()
    return feed.pk if feed and constant_time_compare(feed.token_hash, hashed) else None


def may_be_fetched(account_id: int) -> bool:
    """Whether it was not fetched too often within this hour, this time counted."""
    key = f"calendar-fetched:{_hash(f'{account_id}:{timezone.now():%Y%m%d%H}')}"
    times = cache.get(key, 0) + 1
    cache.set(key, times, timeout=int(_OFTEN.total_seconds()))
    return bool(times <= MOST)


@transaction.atomic
def fetched(account_id: int) -> None:
    """The calendar was fetched: at most once an hour that goes on record, and is shown to whose it is."""
    now = timezone.now()
    long_ago = Q(fetched_at=None) | Q(fetched_at__lte=now - _OFTEN)
    if CalendarFeed.objects.filter(long_ago, pk=account_id).update(fetched_at=now):
        record(
            Kind.READ, verb="calendar.fetched", subject_type="account", subject_id=account_id, actor_id=account_id
        )  # fmt: skip


def _changed(account_id: int, verb: str, *, by: int | None) -> None:
    record(Kind.CHANGE, verb=verb, subject_type="account", subject_id=account_id, actor_id=by)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
