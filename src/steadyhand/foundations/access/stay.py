"""How long somebody stays signed in: until nothing has happened for a while, and never longer than a day's work.

Kept in the session on the server, in whole seconds, so that no browser can stretch it.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

_BEGAN, _SEEN = "signed_in_at", "seen_at"
# To write down each page would be a write for each page; a minute more or less matters to nobody.
_SEEN_AGAIN_AFTER: Final = timedelta(minutes=1)


class Over(StrEnum):
    """Why a stay is over."""

    IDLE = "idle"
    LONG = "long"


def begin(session: SessionBase, now: datetime) -> None:
    """Somebody has just signed in."""
    session[_BEGAN] = session[_SEEN] = int(now.timestamp())


def over(session: SessionBase, now: datetime) -> Over | None:
    """Why the stay is over at this moment; none while it lasts. A session that never began is over."""
    began, seen = session.get(_BEGAN, 0), session.get(_SEEN, 0)
    if now.timestamp() - began >= settings.SIGN_OUT_AFTER.total_seconds():
        return Over.LONG
    if now.timestamp() - seen >= settings.SIGN_OUT_AFTER_IDLE.total_seconds():
        return Over.IDLE
    return None


def go_on(session: SessionBase, now: datetime) -> None:
    """Somebody has just asked for a page."""
    if now.timestamp() - session.get(_SEEN, 0) >= _SEEN_AGAIN_AFTER.total_seconds():
        session[_SEEN] = int(now.timestamp())
