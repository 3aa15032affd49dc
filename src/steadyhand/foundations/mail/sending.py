"""Sending what waits: each e-mail at least once, and twice only if a process ends between sending and saying so."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q

from steadyhand.foundations.mail.models import Letter
from steadyhand.foundations.mail.words import WORDS

# After this long it would say what is no longer so, or carry a link that is of no use.
GOOD_FOR: Final = timedelta(days=7)
RESET_GOOD_FOR: Final = timedelta(hours=1)
# Whoever takes one has this long; after that it is anybody's again. Longer than the server's time limits together.
TAKEN_FOR: Final = timedelta(minutes=5)
LONGEST_WAIT: Final = timedelta(hours=1)
# The same worker seals the record: a mail server that is slow or gone must not keep it from that.
LONGEST_RUN: Final = 15.0  # seconds, after which no further one is begun
AT_ONCE: Final = 100
log = logging.getLogger("steadyhand.mail")

# The address of an account that may be written to, and the link for this kind of e-mail; none: it is not sent.
Recipient = Callable[[Letter.Kind, int], tuple[str, str] | None]


def send_waiting(recipient: Recipient, transport: BaseEmailBackend | None, *, now: datetime) -> int:
    """Send what is due; how many went. Without a transport things wait until there is one, or they are too old."""
    too_old = Q(at__lt=now - GOOD_FOR) | Q(kind=Letter.Kind.RESET, at__lt=now - RESET_GOOD_FOR)
    Letter.objects.filter(too_old | Q(to_account_id=None)).delete()
    if transport is None:
        return 0
    began, sent = time.monotonic(), 0
    for letter in Letter.objects.filter(not_before__lte=now).order_by("not_before", "pk")[:AT_ONCE]:
        mine = Letter.objects.filter(pk=letter.pk, not_before=letter.not_before)
        if not mine.update(not_before=now + TAKEN_FOR, tries=letter.tries + 1):
            continue  # another worker took it
        to = recipient(Letter.Kind(letter.kind), letter.to_account_id or 0)
        if to is None:
            Letter.objects.filter(pk=letter.pk).delete()
        elif _send(letter, *to, transport, now):
            sent += 1
        else:
            break  # the others would wait for the same server; their turn comes with the next run
        if time.monotonic() - began > LONGEST_RUN:
            break
    return sent


def _send(letter: Letter, address: str, link: str, transport: BaseEmailBackend, now: datetime) -> bool:
    """Send one; whether it went."""
    facts = {"kind": letter.kind, "account": letter.to_account_id, "tries": letter.tries + 1}
    try:
        transport.send_messages([_message(letter, address, link)])
    except Exception as trouble:  # whatever it was, it waits and is tried again
        wait = min(timedelta(minutes=2 ** min(letter.tries, 10)), LONGEST_WAIT)
        Letter.objects.filter(pk=letter.pk).update(not_before=now + wait)
        log.warning("an e-mail could not be sent", exc_info=trouble, extra={"facts": facts})
        return False
    Letter.objects.filter(pk=letter.pk).delete()
    log.info("an e-mail was sent", extra={"facts": facts})
    return True


def _message(letter: Letter, address: str, link: str) -> EmailMessage:
    words = WORDS[Letter.Kind(letter.kind)]
    host = urlsplit(settings.ADDRESS).hostname or "localhost"
    return EmailMessage(
        subject=words.subject,
        body=words.text.format(link=link) + "\n",
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[address],
        # The same name each time it is tried, so that a second copy can be told from a second e-mail.
        headers={"Message-ID": f"<{letter.ref}@{host}>", "Auto-Submitted": "auto-generated"},
    )
