"""What happens around every page: nothing kept by caches, and refusals on record."""

import logging
import secrets
import traceback
from collections.abc import Callable

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.audit.record import Kind, Request, current_request, record

Answer = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("steadyhand.pages")


class NeverCached:
    """A page about a child is never kept by a browser or a proxy after signing out."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class RefusalsOnRecord:
    """Gives each page a reference, and writes a refusal down after its transaction has rolled back."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.reference = secrets.token_hex(4)  # type: ignore[attr-defined]
        token = current_request.set(Request(route=_route(request), reference=request.reference))  # type: ignore[attr-defined]
        try:
            return self.get_response(request)
        finally:
            current_request.reset(token)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Runs outside the page's transaction, which the refusal has undone."""
        if isinstance(exception, NotHereOrNotYours):
            record(
                Kind.REFUSAL,
                verb=exception.verb,
                subject_type=exception.subject_type,
                subject_id=exception.subject_id,
                actor_id=request.user.pk if request.user.is_authenticated else None,
                because=exception.because,
            )
        elif not isinstance(exception, (Http404, PermissionDenied, SuspiciousOperation)):
            # The kind of error and the lines it came through, never its words: a database puts whole rows there.
            log.error(
                "%s on %s, reference %s\n%s",
                type(exception).__name__,
                _route(request),
                request.reference,  # type: ignore[attr-defined]
                "".join(traceback.format_tb(exception.__traceback__)),
            )


def _route(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""
