"""The second step of signing in: its code on the way in, and the pages on which somebody sets it up or changes it."""

import base64
from typing import cast

from allauth.account.stages import LoginStageController
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.stages import AuthenticateStage
from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.foundations.access import accounts
from steadyhand.foundations.access import two_step as steps
from steadyhand.foundations.access.models import Account
from steadyhand.web.entry import errors
from steadyhand.web.entry.doors import with_an_account
from steadyhand.web.entry.forms import CodeForm, PasswordAgainForm, SetUpForm

_form_page = require_http_methods(["GET", "HEAD", "POST"])


class SecondStep(AuthenticateView):  # type: ignore[misc]
    """The code, asked for after the password; after too many tries, a page that says how long to wait."""

    template_name = "entry/second-step.html"

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        stage = LoginStageController.enter(request, AuthenticateStage.key)
        if stage is not None and not steps.may_go_on(request.session, cast(Account, stage.login.user)):
            over: HttpResponse = stage.abort()  # the password that began it was replaced: begin again
            return over
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def _build_forms(self) -> CodeForm | None:
        """Codes alone: there is no other kind of second step here."""
        sent = self.request.POST if self.request.method == "POST" else None
        self.auth_form, self.webauthn_form = CodeForm(user=self.stage.login.user, data=sent), None
        return self.auth_form if sent is not None else None

    def form_invalid(self, form: CodeForm) -> HttpResponse:
        if (trouble := _too_many(self.request, form)) is not None:
            return trouble
        answer: HttpResponse = super().form_invalid(form)
        answer.status_code = 422
        return answer


@require_safe
@with_an_account
def two_step(request: HttpRequest) -> HttpResponse:
    """Whether one has a second step, and what one can do about it."""
    context = {
        "set_up": steps.of(_account(request).pk),
        "required": steps.is_required(),
        "page_title": "Two-step sign-in",
    }
    return render(request, "entry/two-step.html", context)


@_form_page
@with_an_account
def set_up(request: HttpRequest) -> HttpResponse:
    """Put the secret into an app, and show by a code that it is there."""
    account = _account(request)
    if steps.of(account.pk) is not None:
        return redirect("two_step")
    form = SetUpForm(account, request.session, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        accounts.end_sessions(account.pk, but=request.session.session_key)
        return redirect("recovery_codes")
    if (trouble := _too_many(request, form)) is not None:
        return trouble
    secret = steps.new_secret(request.session)
    address = get_adapter().build_totp_url(account, secret)
    context = {
        "form": form,
        "picture": "data:image/svg+xml;base64,"
        + base64.b64encode(get_adapter().build_totp_svg(address).encode()).decode(),
        "address": address,
        "key": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        "required": steps.is_missing(request.session),
        "page_title": "Set up two-step sign-in",
    }
    return render(request, "entry/two-step-set-up.html", context, status=422 if form.errors else 200)


@_form_page
@with_an_account
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The recovery codes, until one has said that they are kept; then never again."""
    codes = steps.recovery_codes_to_show(request.session, _account(request).pk)
    if request.method == "POST":
        steps.recovery_codes_are_kept(request.session)
        return redirect("home")
    if not codes:
        return redirect("two_step")
    context = {
        "codes": [f"{code[:4]} {code[4:]}" for code in codes],
        "page_title": "Keep your recovery codes",
        "stood_at": "",  # paper that lets somebody in says no more of what it is than it must
    }
    return render(request, "entry/recovery-codes.html", context)


@_form_page
@with_an_account
def new_recovery_codes(request: HttpRequest) -> HttpResponse:
    """Ten new recovery codes in the place of the old ones."""
    account = _account(request)
    form = PasswordAgainForm(account, request.POST if request.method == "POST" else None)
    if steps.of(account.pk) is None:
        return redirect("two_step")
    if request.method == "POST" and form.is_valid():
        steps.make_new_recovery_codes(account, request.session)
        return redirect("recovery_codes")
    return _password_page(request, form, "entry/new-recovery-codes.html", "Make new recovery codes")


@_form_page
@with_an_account
def turn_off(request: HttpRequest) -> HttpResponse:
    """Take the second step away, or begin anew on another phone."""
    account = _account(request)
    form = PasswordAgainForm(account, request.POST if request.method == "POST" else None)
    if steps.of(account.pk) is None:
        return redirect("two_step")
    if request.method == "POST" and form.is_valid():
        steps.turn_off(account.pk, by=account.pk)
        steps.begin(request.session, account.pk)
        accounts.end_sessions(account.pk, but=request.session.session_key)
        return redirect("two_step_set_up" if steps.is_missing(request.session) else "two_step")
    return _password_page(request, form, "entry/two-step-turn-off.html", "Turn off or change phone")


def _password_page(
    request: HttpRequest, form: PasswordAgainForm, template: str, page_title: str
) -> HttpResponse:
    if (trouble := _too_many(request, form)) is not None:
        return trouble
    context = {"form": form, "page_title": page_title, "required": steps.is_required()}
    return render(request, template, context, status=422 if form.errors else 200)


def _too_many(request: HttpRequest, form: forms.Form) -> HttpResponse | None:
    """The page that says to wait, after too many tries at one of the form's answers."""
    if any(form.has_error(name, code="too_many_login_attempts") for name in form.fields):
        return errors.page(request, errors.TOO_MANY_CODES)
    return None


def _account(request: HttpRequest) -> Account:
    return cast(Account, request.user)
