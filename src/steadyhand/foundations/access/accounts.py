"""Ending somebody's way in at once: their sessions, their links, their second step, their calendar's address."""

from typing import Final

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from steadyhand.foundations.access import feeds, two_step
from steadyhand.foundations.access.models import Account
from steadyhand.foundations.audit.record import Kind, record

_AT_ONCE: Final = 500


@transaction.atomic
def close(account: Account, *, by: int | None) -> None:
    """Close an account. The very next page that anybody asks for with it is refused; what it did stays on record.

    `by`: the account of whoever does it, none at the machine's terminal. Links to choose a password die with the
    password, and stay dead if the account is opened again.
    """
    account.is_active = False
    account.set_unusable_password()
    account.save(update_fields=["is_active", "password"])
    two_step.turn_off(account.pk, by=by)
    feeds.end(account.pk, by=by)
    record(
        Kind.CHANGE, verb="account.closed", subject_type="account", subject_id=account.pk, actor_id=by,
        detail={"sessions": end_sessions(account.pk)},
    )  # fmt: skip


@transaction.atomic
def forget_device(account: Account, *, by: int | None) -> bool:
    """Take away a second step whose phone is lost, and end every session and calendar that may be on it."""
    had_one = two_step.turn_off(account.pk, by=by)
    feeds.end(account.pk, by=by)
    end_sessions(account.pk)
    return had_one


def end_sessions(account_id: int, *, but: str | None = None) -> int:
    """End all sessions of an account, but for the one with this key; how many there were.

    A session names its account only inside what it holds, so each is read: seldom done, some 50 µs each.
    """
    ended = []
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator(_AT_ONCE):
        if session.get_decoded().get(SESSION_KEY) == str(account_id) and session.session_key != but:
            ended.append(session.session_key)
    for start in range(0, len(ended), _AT_ONCE):
        Session.objects.filter(session_key__in=ended[start : start + _AT_ONCE]).delete()
    return len(ended)
