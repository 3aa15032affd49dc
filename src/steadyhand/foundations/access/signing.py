"""Coming in and going out goes on record; so does a sign-in that was refused, without what was typed."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest
from django.utils import timezone

from steadyhand.foundations.access import stay, two_step
from steadyhand.foundations.audit.record import Kind, record


def listen() -> None:
    """Write an entry for every sign-in, sign-out and refused sign-in."""
    user_logged_in.connect(_signed_in, dispatch_uid="access.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="access.signed_out")
    user_login_failed.connect(_refused, dispatch_uid="access.sign_in_refused")


def _signed_in(*, user: Any, request: HttpRequest | None = None, **_: object) -> None:
    if request is not None:
        stay.begin(request.session, timezone.now())
        two_step.begin(request.session, user.pk)
    record(
        Kind.SIGN_IN, verb="account.signed_in", subject_type="account", subject_id=user.pk, actor_id=user.pk
    )


def _signed_out(*, user: Any, request: HttpRequest | None = None, **_: object) -> None:
    if user is not None:
        record(
            Kind.SIGN_IN,
            verb="account.signed_out",
            subject_type="account",
            subject_id=user.pk,
            actor_id=user.pk,
            because=getattr(request, "stay_over", ""),
        )


def _refused(**_: object) -> None:
    record(
        Kind.REFUSAL, verb="account.sign_in", subject_type="account", subject_id="", actor_id=None,
        because="email or password",
    )  # fmt: skip
