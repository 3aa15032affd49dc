"""Links by which somebody comes in for the first time: of use once, for 7 days."""

from datetime import timedelta
from typing import Final

from django.core import signing
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from steadyhand.foundations.access.models import Account
from steadyhand.foundations.audit.record import Kind, record

GOOD_FOR: Final = timedelta(days=7)
_SALT: Final = "steadyhand.invitation"


def invite(account: Account) -> str:
    """What to put at the end of the link. Whoever has it can choose this account's password."""
    return signing.dumps([account.pk, _state(account)], salt=_SALT)


def invited(token: str) -> Account | None:
    """Whose link this is; none when it was used, is older than 7 days, was made up, or the account is closed."""
    try:
        pk, state = signing.loads(token, salt=_SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    account = Account.objects.filter(pk=pk, is_active=True).first()
    return account if account is not None and constant_time_compare(state, _state(account)) else None


@transaction.atomic
def accept(token: str, password: str) -> bool:
    """Choose the password. False when the link is of no use any more: of two at once, one wins."""
    account = invited(token)
    if account is None:
        return False
    before = account.password
    account.set_password(password)
    if not Account.objects.filter(pk=account.pk, password=before).update(password=account.password):
        return False
    record(
        Kind.CHANGE,
        verb="account.password_chosen",
        subject_type="account",
        subject_id=account.pk,
        actor_id=account.pk,
    )
    return True


def _state(account: Account) -> str:
    """Changes when a password is chosen, so that the link has been used."""
    return salted_hmac(_SALT, account.password).hexdigest()[:32]
