"""A forgotten password: asking for a link and choosing another. Nobody learns from it who has an account."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.foundations.access import links
from steadyhand.foundations.access.models import Account
from steadyhand.foundations.audit.record import Kind, record
from steadyhand.foundations.mail import post
from steadyhand.web.entry import errors
from steadyhand.web.entry.forms import ChoosePasswordForm, ForgottenPasswordForm


@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link by e-mail. The answer and the work are the same whether or not the address has an account."""
    form = ForgottenPasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].lower()
        if not ratelimit.consume(request, action="password_forgotten", key=email):
            return errors.page(request, errors.TOO_MANY_LINKS)
        account = Account.objects.filter(email=email, is_active=True).first()
        post.put(post.Kind.RESET, [account.pk if account else None])
        record(
            Kind.SIGN_IN, verb="account.password_forgotten", subject_type="account",
            subject_id=account.pk if account else "", actor_id=None,
        )  # fmt: skip
        return redirect("forgotten_password_sent")
    context = {"form": form, "page_title": "Forgotten your password?"}
    return render(request, "entry/forgotten-password.html", context, status=422 if form.errors else 200)


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """What happens now, alike for every address."""
    return render(request, "entry/forgotten-password-sent.html", {"page_title": "Look in your email"})


@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest, token: str) -> HttpResponse:
    """Choose another password. The link is of use once, for 1 hour; whoever was signed in is signed out everywhere."""
    account = links.RESET.whose(token)
    if account is None:
        return _over(request)
    form = ChoosePasswordForm(account, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not links.RESET.choose(token, form.cleaned_data["password"]):
            return _over(request)
        post.put(post.Kind.PASSWORD_CHANGED, [account.pk])
        return redirect("account_login")
    context = {"form": form, "page_title": "Choose a new password"}
    return render(request, "entry/new-password.html", context, status=422 if form.errors else 200)


def _over(request: HttpRequest) -> HttpResponse:
    context = {"page_title": "This link is of no use any more"}
    return render(request, "entry/new-password-over.html", context, status=404)
