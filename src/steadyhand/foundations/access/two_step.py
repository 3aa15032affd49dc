"""The second step of signing in: a code from an app on one's phone, or one of ten recovery codes.

Kept by django-allauth (`mfa_authenticator`), with its secrets encrypted. Whether the step was done is kept in the
session, so that no page asks the database for it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare

from steadyhand.foundations.access import kept_secret
from steadyhand.foundations.access.models import Account, Installation
from steadyhand.foundations.audit.record import Kind, record
from steadyhand.foundations.mail import post

_STATE, _SECRET, _SHOWN = "second_step", "second_step_secret", "recovery_codes_shown"
_ASKED_UNDER = "second_step_asked_under"
# A code is taken for its own 30 seconds and the 30 before and after, so it is remembered as used for longer.
_USED_FOR: Final = 120  # seconds


class State(StrEnum):
    """What a session knows of the second step."""

    DONE = "done"
    MISSING = "missing"  # it is required here, and this account has none yet
    FREE = "free"  # it is not required here, and this account has none


@dataclass(frozen=True, slots=True)
class SetUp:
    """An account's second step as it stands."""

    since: datetime
    recovery_codes: int  # left; nought too where they cannot be read any more


def is_required() -> bool:
    """Whether everybody here must have a second step: where real children are on record, unless a setting says not."""
    if settings.TWO_STEP in {"required", "optional"}:
        return bool(settings.TWO_STEP == "required")
    return bool(settings.PRODUCTION) or Installation.is_live()


def of(account_id: int) -> SetUp | None:
    """This account's second step; none where it has none."""
    totp = Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.TOTP).first()
    if totp is None:
        return None
    codes = Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.RECOVERY_CODES).first()
    try:
        left = len(codes.wrap().get_unused_codes()) if codes else 0
    except kept_secret.Unreadable:
        left = 0
    return SetUp(totp.created_at, left)


def can_be_read() -> bool:
    """Whether the newest second step was set up under the installation's key as it is; true too where there is none."""
    newest = Authenticator.objects.filter(type=Authenticator.Type.TOTP).order_by("pk").last()
    try:
        return newest is None or bool(kept_secret.decrypt(newest.data["secret"]))
    except kept_secret.Unreadable:
        return False


def ask(session: SessionBase, account: Account) -> None:
    """The first step is done. What may wait for the second is signed with the password that it began under."""
    session[_ASKED_UNDER] = account.get_session_auth_hash()


def may_go_on(session: SessionBase, account: Account) -> bool:
    """Whether the first step still counts: not once another password was chosen."""
    return constant_time_compare(session.get(_ASKED_UNDER, ""), account.get_session_auth_hash())


def begin(session: SessionBase, account_id: int) -> None:
    """Somebody has just signed in. One who has a second step was asked for it on the way, whichever way they took."""
    has_one = Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.TOTP).exists()
    session[_STATE] = State.DONE if has_one else State.MISSING if is_required() else State.FREE


def is_missing(session: SessionBase) -> bool:
    """Whether this session may open nothing until a second step is set up. No query."""
    return session.get(_STATE) not in (State.DONE, State.FREE)


def new_secret(session: SessionBase) -> str:
    """The secret to put into the app: one a session until it is set up, so that a page asked for twice shows the same."""
    try:
        return kept_secret.decrypt(session[_SECRET])
    except (KeyError, kept_secret.Unreadable):
        secret: str = generate_totp_secret()
        session[_SECRET] = kept_secret.encrypt(secret)
        return secret


def set_up(account: Account, session: SessionBase, code: str) -> bool:
    """Turn the second step on if the code shows that the app has the secret. Every other session of theirs ends."""
    secret = new_secret(session)
    if not validate_totp_code(secret, code) or not _first_use(account.pk, code):
        return False
    try:
        with transaction.atomic():
            TOTP.activate(account, secret)
            RecoveryCodes.activate(account)
            _changed(account.pk, "account.second_step_set_up", by=account.pk)
    except IntegrityError:
        return False  # set up in another window meanwhile
    del session[_SECRET]
    session[_STATE] = State.DONE
    session[_SHOWN] = True
    return True


def accepted(account: Account, code: str) -> Authenticator | None:
    """Which of the account's means this code is right for; each code once. Raises Unreadable."""
    for means in Authenticator.objects.filter(user=account):
        if means.type == Authenticator.Type.TOTP:
            secret = kept_secret.decrypt(means.data["secret"])
            right = validate_totp_code(secret, code) and _first_use(account.pk, code)
        else:
            right = means.type == Authenticator.Type.RECOVERY_CODES and means.wrap().validate_code(code)
        if right:
            means.user = account
            return means
    return None


def recovery_codes_to_show(session: SessionBase, account_id: int) -> list[str]:
    """The recovery codes, in the session that made them and until it says that they are kept; else none."""
    if not session.get(_SHOWN):
        return []
    means = Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.RECOVERY_CODES).first()
    return list(means.wrap().get_unused_codes()) if means else []


def recovery_codes_are_kept(session: SessionBase) -> None:
    """They were written down or printed, and are not shown again."""
    session.pop(_SHOWN, None)


@transaction.atomic
def make_new_recovery_codes(account: Account, session: SessionBase) -> None:
    """Ten new recovery codes in the place of the old ones, to be shown in this session."""
    Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(account)
    _changed(account.pk, "account.recovery_codes_made", by=account.pk)
    session[_SHOWN] = True


@transaction.atomic
def turn_off(account_id: int, *, by: int | None) -> bool:
    """Take the second step and its recovery codes away; whether there was one. `by`: none at the machine's terminal."""
    gone, _ = Authenticator.objects.filter(user_id=account_id).delete()
    if gone:
        _changed(account_id, "account.second_step_taken_away", by=by)
    return bool(gone)


def _changed(account_id: int, verb: str, *, by: int | None) -> None:
    record(Kind.CHANGE, verb=verb, subject_type="account", subject_id=account_id, actor_id=by)
    post.put(post.Kind.TWO_STEP_CHANGED, [account_id])


def _first_use(account_id: int, code: str) -> bool:
    """Whether this code was not used before by this account, from now on remembered as used."""
    key = sha256(f"{account_id}:{normalize_user_code(code)}".encode()).hexdigest()
    return cache.add(f"second-step-used:{key}", 1, timeout=_USED_FOR)
