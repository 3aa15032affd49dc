"""`steadyhand account`: let somebody in, help whoever lost their phone, end the access of whoever leaves."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from steadyhand.commands import installation
from steadyhand.commands.refusal import Refusal

if TYPE_CHECKING:
    from steadyhand.foundations.access.models import Account


def run(options: argparse.Namespace) -> int:
    """Do it and say so. Raises `Refusal` when no open account has this email."""
    installation.start_django()
    installation.must_be_migrated()
    from steadyhand.foundations.access.models import Account

    account = Account.objects.filter(email=options.email.lower(), is_active=True).first()
    if account is None:
        raise Refusal(
            f"No open account has the email {options.email}. Nothing was changed.\n"
            "This command is for people who are on record; none adds somebody to a live installation yet."
        )
    print(_ACTS[options.act](account))
    return 0


def _invite(account: Account) -> str:
    from steadyhand.commands.mail import link_for, transport
    from steadyhand.foundations.mail import post

    if transport() is None:
        link = link_for(post.Kind.INVITATION, account)
        return f"Give {account.email} this link, to nobody else. It can be used once, within 7 days:\n{link}"
    post.put(post.Kind.INVITATION, [account.pk])
    return f"An e-mail with a link goes to {account.email}. It can be used once, within 7 days."


def _close(account: Account) -> str:
    from django.utils import timezone

    from steadyhand.contexts.organisations import operations, queries
    from steadyhand.foundations.access import accounts

    found = queries.signed_in(account.pk)
    if found is None or found.career is None:
        accounts.close(account, by=None)
    else:
        operations.close_account(person=found.career.person, by=None, on=timezone.localdate())
    return f"{account.email} is closed and signed out everywhere. What they did stays on record."


def _reset_two_step(account: Account) -> str:
    from steadyhand.foundations.access import accounts

    if not accounts.forget_device(account, by=None):
        return f"{account.email} has no two-step sign-in. They were signed out everywhere."
    return (
        f"Two-step sign-in of {account.email} is taken away, and they are signed out everywhere. "
        "Their password stays. Where it is required, they set it up again as they sign in."
    )


_ACTS = {"invite": _invite, "close": _close, "reset-two-step": _reset_two_step}
