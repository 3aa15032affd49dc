"""Links by which somebody chooses a password: to come in for the first time, or because the old one is forgotten.

Nothing of a link is stored. It is signed with the installation's key and of use once: what it was signed with
changes as soon as a password is chosen or the account is closed.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.core import signing
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from steadyhand.foundations.access import feeds
from steadyhand.foundations.access.models import Account
from steadyhand.foundations.audit.record import Kind, record


@dataclass(frozen=True, slots=True)
class PasswordLink:
    """One kind of link: good for so long, and of no use in the place of another kind."""

    salt: str
    good_for: timedelta

    def make(self, account: Account) -> str:
        """What to put at the end of the link. Whoever has it can choose this account's password."""
        return signing.dumps([account.pk, self._state(account)], salt=self.salt)

    def whose(self, token: str) -> Account | None:
        """Whose link this is; none when it was used, is too old, was made up, or the account is closed."""
        try:
            pk, state = signing.loads(token, salt=self.salt, max_age=self.good_for)
        except signing.BadSignature:
            return None
        account = Account.objects.filter(pk=pk, is_active=True).first()
        return account if account and constant_time_compare(state, self._state(account)) else None

    @transaction.atomic
    def choose(self, token: str, password: str) -> Account | None:
        """Choose the password; none when the link is of no use any more: of two at once, one wins.

        Every session of the account ends with it, also one that waits for its second step, because each is signed
        with the password it began under. So does the address of its calendar: somebody else may have it.
        """
        account = self.whose(token)
        if account is None:
            return None
        before = account.password
        account.set_password(password)
        if not Account.objects.filter(pk=account.pk, password=before).update(password=account.password):
            return None
        feeds.end(account.pk, by=account.pk)
        record(
            Kind.CHANGE,
            verb="account.password_chosen",
            subject_type="account",
            subject_id=account.pk,
            actor_id=account.pk,
        )
        return account

    def _state(self, account: Account) -> str:
        """Changes when a password is chosen, so that the link has been used."""
        return salted_hmac(self.salt, account.password).hexdigest()[:32]


INVITATION: Final = PasswordLink("steadyhand.invitation", timedelta(days=7))
RESET: Final = PasswordLink("steadyhand.reset", timedelta(hours=1))
