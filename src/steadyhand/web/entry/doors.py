"""The door of every page about people: who is here, where they stand, and the wall around their councils."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils import timezone

from steadyhand.contexts.cases.loaders import one_page
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.contexts.organisations.permissions import Standing
from steadyhand.foundations.access import tenancy, two_step
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.web.entry.errors import signed_out_over_a_form

if TYPE_CHECKING:
    from steadyhand.contexts.organisations.models import Person

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is signed in, where they stand, and the day it is for them."""

    person: "Person"
    standing: Standing
    today: date
    demonstration: bool = False  # everybody in this database is invented


class VisitorRequest(HttpRequest):
    """A request of somebody who is signed in."""

    visitor: Visitor


def signed_in(view: View) -> View:
    """Let in whoever is signed in and is a person on record; everything inside is within their councils."""

    @wraps(view)
    def door(request: VisitorRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            # what somebody typed stays on the page until they have signed in again
            return (
                signed_out_over_a_form(request)
                if request.method == "POST"
                else redirect_to_login(request.get_full_path())
            )
        if two_step.is_missing(request.session):
            return (
                signed_out_over_a_form(request) if request.method == "POST" else redirect("two_step_set_up")
            )
        visitor = _visitor(request)
        if visitor is None:
            raise NotHereOrNotYours(verb="page.open", subject_type="account", subject_id=str(request.user.pk))
        request.visitor = visitor
        with tenancy.within(visitor.standing.councils), one_page():
            return view(request, *args, **kwargs)

    return door


def signed_in_for_script(view: View) -> View:
    """As `signed_in`, for what a page's script asks: 401 instead of the page to sign in."""
    inner = signed_in(view)

    @wraps(view)
    def door(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated or two_step.is_missing(request.session):
            return JsonResponse(
                {"token": get_token(request)}, status=401
            )  # to sign in with, on this very page
        return inner(request, *args, **kwargs)

    return door


def with_an_account(view: View) -> View:
    """Let in whoever is signed in, with a second step or still without: for pages about signing in itself."""

    @wraps(view)
    def door(request: VisitorRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return anybody(view)(request, *args, **kwargs)

    return door


def anybody(view: View) -> View:
    """Let everybody in to a page about nobody; whoever is signed in keeps their row of links."""

    @wraps(view)
    def door(request: VisitorRequest, *args: object, **kwargs: object) -> HttpResponse:
        visitor = _visitor(request) if request.user.is_authenticated else None
        if visitor is not None:
            request.visitor = visitor
        return view(request, *args, **kwargs)

    return door


def _visitor(request: HttpRequest) -> Visitor | None:
    """What the account was read with (`adapter.WithCareer`), or else read now: one query for all of it."""
    found: organisations.SignedIn | None = getattr(request.user, "signed_in", None)
    return _as_found(found or organisations.signed_in(int(request.user.pk)))  # type: ignore[arg-type]  # there is one


def of_account(account_id: int) -> Visitor | None:
    """Where the person of an account stands today, for what is asked for without signing in. One query."""
    return _as_found(organisations.signed_in(account_id))


def _as_found(found: organisations.SignedIn | None) -> Visitor | None:
    if found is None or found.career is None:
        return None
    today = timezone.localdate()
    return Visitor(found.career.person, found.career.on(today), today, found.demonstration)
