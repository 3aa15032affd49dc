"""Where e-mails go, whom they reach, and the links in them: for the background worker and for `steadyhand account`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.core.mail.backends.base import BaseEmailBackend

    from steadyhand.foundations.access.models import Account
    from steadyhand.foundations.mail.models import Letter


def send() -> int:
    """Send what waits; how many went."""
    from django.utils import timezone

    from steadyhand.foundations.mail.sending import send_waiting

    return send_waiting(_recipient, transport(), now=timezone.now())


def transport() -> BaseEmailBackend | None:
    """How e-mail leaves: a demonstration's only into a folder, whatever the settings say; none without a mail server."""
    from django.conf import settings
    from django.core.mail import get_connection

    from steadyhand.foundations.access.models import Installation

    if Installation.is_demonstration():
        folder = str(settings.EMAIL_FOLDER)
        return get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=folder)
    if settings.EMAIL_HOST:
        return get_connection("django.core.mail.backends.smtp.EmailBackend")
    return None


def link_for(kind: Letter.Kind, account: Account) -> str:
    """The whole address for this kind of e-mail: a link of use once, or the page to sign in."""
    from django.conf import settings
    from django.urls import reverse

    from steadyhand.foundations.access import links
    from steadyhand.foundations.mail.models import Letter

    if kind == Letter.Kind.INVITATION:
        path = reverse("invitation", args=[links.INVITATION.make(account)])
    elif kind == Letter.Kind.RESET:
        path = reverse("new_password", args=[links.RESET.make(account)])
    else:
        path = reverse("account_login")
    return f"{settings.ADDRESS}{path}"


def _recipient(kind: Letter.Kind, account_id: int) -> tuple[str, str] | None:
    """The address of an account that is open, and the link for it."""
    from steadyhand.foundations.access.models import Account

    account = Account.objects.filter(pk=account_id, is_active=True).first()
    return (account.email, link_for(kind, account)) if account else None
