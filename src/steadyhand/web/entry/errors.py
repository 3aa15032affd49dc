"""Pages for what went wrong: what happened, whether words are safe, what to do, and a reference to give.

All but "not here" and the stale form ask nothing of the database, since it may be what is gone.
"""

import logging
import sys
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from steadyhand.foundations.access.stay import Over
from steadyhand.foundations.audit.record import current_request
from steadyhand.web.entry.kept import kept

log = logging.getLogger("steadyhand.errors")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a page says when it cannot do what was asked. Nothing in it comes from the request."""

    status: int
    title: str
    happened: str
    words: str
    do: str
    again_after: int = 0  # seconds
    typed: bool = False  # it comes of sending something, which is in the browser then; else nothing was lost


NOT_UNDERSTOOD: Final = Trouble(
    400,
    "This could not be read",
    "What was sent is not in a form that any page here takes.",
    "Nothing was saved.",
    "Go back with your browser and send the page again.",
    typed=True,
)
CUT_OFF: Final = Trouble(
    400,
    "Not all of it arrived",
    "The connection broke before all that you sent was here. A part of it could be read as something else than you wrote.",
    "Nothing was saved. Your words are still in your browser.",
    "Go back with your browser and send the page again.",
)
TOO_LARGE: Final = Trouble(
    413,
    "This is too large",
    "What was sent is larger than 40 million characters, which is more than any page here takes.",
    "Nothing was saved.",
    "Go back with your browser, make it shorter, and send it again.",
    typed=True,
)
AT_ONCE: Final = Trouble(
    409,
    "Somebody saved at the same moment",
    "What you sent and what somebody else has just saved cannot both stand.",
    "Theirs is on record and yours is not.",
    "Go back with your browser and copy your words. Then open the page anew, look at what was saved, and add yours.",
    typed=True,
)
TOO_MANY_TRIES: Final = Trouble(
    429,
    "Wait 5 minutes, then try again",
    "There were too many tries to sign in with this email and a wrong password. Signing in to it rests for 5 minutes.",
    "Nothing was lost and the account has not been closed.",
    "Wait 5 minutes. If it was not you who tried, tell whoever runs Steadyhand where you work.",
    again_after=300,
)
TOO_MANY_CODES: Final = Trouble(
    429,
    "Wait 5 minutes, then try again",
    "There were too many tries with a code or a password that is not right. Trying again rests for 5 minutes.",
    "Nothing was lost and the account has not been closed.",
    "Wait 5 minutes. If it was not you who tried, tell whoever runs Steadyhand where you work: somebody may know your"
    " password.",
    again_after=300,
)
TOO_MANY_LINKS: Final = Trouble(
    429,
    "Wait an hour, then try again",
    "A new password was asked for with this email 3 times within an hour. That is as often as we send a link.",
    "Nothing was lost and no password was changed.",
    "Look in your email, also among what was sorted out. If nothing is there after an hour, ask whoever runs"
    " Steadyhand where you work.",
    again_after=3600,
)
TOO_OFTEN: Final = Trouble(
    429,
    "This calendar is asked for too often",
    "This calendar was fetched more than 60 times within an hour, which is more than any phone needs.",
    "Nothing was lost.",
    "Let your calendar ask every hour or less often. If only your own phone has the address, make another one under"
    " “Calendar on your phone”: somebody else may have it.",
    again_after=3600,
)
NOT_OURS: Final = Trouble(
    403,
    "This was not sent from here",
    "A page of another site tried to send something in your name.",
    "Nothing was saved.",
    "If you meant to do it, open the page in Steadyhand and do it there.",
)
WRONG: Final = Trouble(
    500,
    "Something went wrong here",
    "It is our fault, not yours.",
    "Nothing was half saved: either all of it is on record or none of it.",
    "Go back with your browser and try again.",
    typed=True,
)
OUT_OF_REACH: Final = Trouble(
    503,
    "Steadyhand cannot reach its records",
    "The records are there, and cannot be reached just now.",
    "Nothing was half saved: either all of it is on record or none of it.",
    "Wait a minute, go back with your browser and try again. If a child is at risk now, do not wait: ring the"
    " council’s duty desk or 999.",
    again_after=60,
    typed=True,
)
_CLASHES = {  # as PostgreSQL and SQLite name them: a row that may be there once is there already
    "23505", "23P01", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY",
}  # fmt: skip


def page(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """The page that says so."""
    context = {
        "trouble": trouble,
        "asked_only": request.method in {"GET", "HEAD"},
        "page_title": trouble.title,
        "reference": _reference(request),
        "footer_items": [("Who can see what", reverse("who_can_see_what"))],
    }
    response = HttpResponse(render_to_string("entry/trouble.html", context), status=trouble.status)
    if trouble.again_after:
        response.headers["Retry-After"] = str(trouble.again_after)
    return response


def not_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """One page for what does not exist and for what belongs to somebody else.

    Who wrote for somebody they worked with until just now has their words on it: they were not saved.
    """
    # An address that leads nowhere was not checked for who sent to it.
    written = request.method == "POST" and request.resolver_match and not _from_elsewhere(request)
    context = {"reference": _reference(request), "kept": kept(request) if written else None}
    return render(request, "entry/not-found.html", context, status=404)


def wrong(request: HttpRequest) -> HttpResponse:
    """Something of ours went wrong, the records cannot be reached, or two people saved at once."""
    exception = sys.exc_info()[1]
    trouble = _trouble(exception)
    if exception is not None:
        facts = {
            "route": current_request.get().route,
            "reference": _reference(request),
            "status": trouble.status,
        }
        log.error("a page could not be made", exc_info=exception, extra={"facts": facts})
    return page(request, trouble)


def _trouble(exception: BaseException | None) -> Trouble:
    if isinstance(exception, (OperationalError, InterfaceError)):
        return OUT_OF_REACH
    if isinstance(exception, IntegrityError) and _kind(exception) in _CLASHES:
        return AT_ONCE
    return WRONG


def _kind(exception: DatabaseError) -> str:
    drivers = exception.__cause__
    return getattr(drivers, "sqlstate", None) or getattr(drivers, "sqlite_errorname", None) or ""


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request made no sense, or was larger than any page takes."""
    return page(request, TOO_LARGE if isinstance(exception, RequestDataTooBig) else NOT_UNDERSTOOD)


def cut_off(request: HttpRequest) -> HttpResponse:
    """Less came than was announced. A page's script keeps what is typed and tries again, as after any 5xx."""
    asked_by_script = current_request.get().route == "draft_visit" or "X-Requested-With" in request.headers
    return page(request, replace(CUT_OFF, status=503) if asked_by_script else CUT_OFF)


def too_many_tries(request: HttpRequest) -> HttpResponse:
    """Somebody tried too often; how long to wait is said in words."""
    return page(request, TOO_MANY_TRIES)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open so long that its form is no longer trusted; what was typed is shown and can be sent again."""
    if _from_elsewhere(request):
        return page(request, NOT_OURS)
    context = {"kept": kept(request), "path": request.path, "reference": _reference(request)}
    return render(request, "entry/stale-form.html", context, status=403)


def _from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that a page of another site sent this: then it is not offered to be sent again."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    sent_from = request.headers.get("Origin") or _origin(request.headers.get("Referer", ""))
    here = f"{request.scheme}://{request.get_host()}"
    return site not in ("same-origin", "none") or sent_from not in ("", here)


def _origin(address: str) -> str:
    """Where an older browser, which names no origin, says that it came from; nothing if it says nothing."""
    if not address:
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "nowhere that can be read"
    return f"{parts.scheme}://{parts.netloc}"


def signed_out_over_a_form(request: HttpRequest, because: Over | None = None) -> HttpResponse:
    """Somebody was signed out before they sent a form: their words stay on the page until they have signed in again."""
    if _from_elsewhere(request):
        return page(request, NOT_OURS)
    context = {
        "kept": kept(request), "path": request.path, "after": because,
        "signed_out_after": how_long(because) if because else "",
        "reference": _reference(request),
    }  # fmt: skip
    return render(request, "entry/signed-out-over-a-form.html", context, status=403)


def how_long(because: Over) -> str:
    """The time after which somebody was signed out, in words."""
    if because is Over.IDLE:
        return f"{settings.SIGN_OUT_AFTER_IDLE // timedelta(minutes=1)} minutes"
    return f"{settings.SIGN_OUT_AFTER // timedelta(hours=1)} hours"


def _reference(request: HttpRequest) -> str:
    return getattr(request, "reference", "")
