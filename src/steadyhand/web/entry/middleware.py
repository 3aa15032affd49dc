"""What happens around every page: a reference for each, nothing kept by caches, and refusals on record."""

import logging
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, UnreadablePostError
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.http import urlencode

from steadyhand.foundations.access import stay
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.audit.record import Kind, Request, current_request, record
from steadyhand.web.entry import errors
from steadyhand.web.entry.doors import Visitor

Answer = Callable[[HttpRequest], HttpResponse]
REFERENCE = "Steadyhand-Reference"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})
FOR_MACHINES = frozenset({"healthz", "readyz"})
# Coming in, going out, and what a page's script asks: they answer a stranger in a way of their own.
SAY_IT_THEMSELVES = frozenset({"account_login", "account_logout", "draft_visit"})
log = logging.getLogger("steadyhand.pages")


class Logged:
    """Gives each request a reference and a line in the log.

    The reference stands on its page if something goes wrong, in a header, on the record and in the log. The line
    has the route's name, never the address: an address can name a child or what somebody looked for.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        reference = secrets.token_hex(4)
        request.reference = reference  # type: ignore[attr-defined]
        route = _route(request)
        token = current_request.set(Request(route=route, reference=reference))
        try:
            response = self.get_response(request)
        finally:
            current_request.reset(token)
        response.headers[REFERENCE] = reference
        visitor: Visitor | None = getattr(request, "visitor", None)
        facts = {
            "route": route,
            "method": request.method if request.method in METHODS else "other",
            "status": response.status_code,
            "ms": round((time.perf_counter() - began) * 1000, 1),
            "reference": reference,
            "account": getattr(request, "account_id", None),
            "councils": sorted(visitor.standing.councils) if visitor else [],
        }
        log.info("request", extra={"facts": facts})
        return response


class ReadableForm:
    """Answers 400 to a form that did not arrive whole, or whose parts cannot be taken apart.

    A server may hand on what came before the line was cut as if it were all, and Django does not count: the last
    words of a text, or a worry ticked at its end, would be missing from what is saved. Django refuses most of what
    cannot be taken apart itself, and trips over some.

    Comes before the check of the form's token, which is the first to read it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """Read the form where the check of its token is about to, inside everything that an answer passes through."""
        try:
            if not _whole(request):
                return errors.cut_off(request)
            request.POST  # noqa: B018
        except TypeError as unreadable:  # headers of a part out of order (RFC 2231)
            return errors.not_understood(request, unreadable)
        except UnreadablePostError:
            return errors.cut_off(request)
        return None


def _whole(request: HttpRequest) -> bool:
    """Whether as many bytes came as were announced. Raises RequestDataTooBig, before any is read."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    return announced.isdecimal() and len(request.body) == int(announced)


class ForMachines:
    """Answers what watches over the machines, whatever host it asks for and without a session.

    A probe asks by the address of the machine, which is no name that people type. Its answer is one word, alike for
    everybody, so a false name has nothing to put into it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if current_request.get().route not in FOR_MACHINES:
            return self.get_response(request)
        found = resolve(request.path_info)
        answer: HttpResponse = found.func(request, *found.args, **found.kwargs)
        return answer


class WholeSession:
    """Takes a session's key only as this server makes them; PostgreSQL refuses to look up what is no text at all."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        if key and not (key.isascii() and key.isalnum()):
            del request.COOKIES[settings.SESSION_COOKIE_NAME]
        return self.get_response(request)


class NeverCached:
    """A page about a child is never kept by a browser or a proxy after signing out."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class SignedOutInTime:
    """Signs out whoever was away too long or has been here all day; they go back to their page once signed in again."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, *_: object) -> HttpResponse | None:
        """Outside the page's transaction, so that signing out stays done whatever the page does."""
        route = current_request.get().route
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if not request.user.is_authenticated:
            return None
        now = timezone.now()
        because = stay.over(request.session, now)
        if because is None:
            request.account_id = request.user.pk  # type: ignore[attr-defined]
            stay.go_on(request.session, now)
            return None
        request.stay_over = because.value  # type: ignore[attr-defined]
        logout(request)
        if route in SAY_IT_THEMSELVES:
            return None
        if request.method == "POST":
            return errors.signed_out_over_a_form(request, because)
        query = urlencode({"next": request.get_full_path(), "after": because.value})
        return HttpResponseRedirect(f"{reverse('account_login')}?{query}")


class RefusalsOnRecord:
    """Writes a refusal down after its transaction has rolled back."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

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


def _route(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""
