"""Whether this process answers, and whether it can be given work: for whatever watches over the machines.

A stranger may ask, so neither says why not; the log does.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from steadyhand.commands import installation
from steadyhand.contexts.cases import queries as cases
from steadyhand.foundations.access import tenancy
from steadyhand.foundations.audit import append_only, sealer

# The worker seals every 3 seconds and, after trouble, at the latest after 5 minutes; a minute is no beat missed by chance.
SEALED_WITHIN: Final = timedelta(minutes=1)
log = logging.getLogger("steadyhand.health")


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """This process answers. Asks nothing of the database."""
    return _plain("answers", 200)


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """This process can be given work: its database is there and whole, and the record is being sealed."""
    try:
        wrong = list(not_ready(timezone.now()))
    except (DatabaseError, InterfaceError):
        wrong = ["database cannot be reached"]
    if not wrong:
        return _plain("ready", 200)
    log.warning("not ready: %s", "; ".join(wrong))
    return _plain("not ready", 503)


def not_ready(now: datetime) -> Iterator[str]:
    """Why work should go elsewhere for now. Raises DatabaseError when the database cannot be reached."""
    if installation.migrations_waiting():
        yield "changes to the tables are waiting"
        return  # what else should be there cannot be told
    if append_only.missing(connection):
        yield "triggers of the record are missing or altered"
    if cases.missing_guarantees():
        yield "guarantees of spans are missing or altered"
    if tenancy.missing(connection):
        yield "walls between councils are missing or altered"
    oldest = sealer.waiting_since()
    if oldest is not None and now - oldest > SEALED_WITHIN:
        yield "the record is not being sealed"


def _plain(words: str, status: int) -> HttpResponse:
    return HttpResponse(f"{words}\n", content_type="text/plain; charset=utf-8", status=status)
