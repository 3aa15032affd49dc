"""Forms for coming in: signing in, choosing a password, the second step, and opening a record in an emergency."""

from datetime import date
from typing import Any, cast

from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.forms import LoginForm
from allauth.core import context, ratelimit
from allauth.mfa.adapter import get_adapter as second_step_adapter
from allauth.mfa.base.forms import AuthenticateForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.backends.base import SessionBase
from django.core.validators import EmailValidator, ProhibitNullCharactersValidator
from django.utils import timezone

from steadyhand.contexts.organisations import queries as organisations
from steadyhand.foundations.access import kept_secret, two_step
from steadyhand.foundations.access.models import Account
from steadyhand.foundations.access.passwords import what_is_wrong
from steadyhand.foundations.audit.record import Kind, record
from steadyhand.web.components.fields import PARTS, DateField, PlainCharField, PlainTextField


class SignInForm(LoginForm):  # type: ignore[misc]
    """Work email and password. What is said when they do not fit is the adapter's."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label = "Work email", "Password"
        password.help_text = ""
        for field, what in ((login, "your work email"), (password, "your password")):
            field.widget.attrs.pop("placeholder", None)
            field.error_messages["required"] = f"Enter {what}"
        # one each, in our words: the first holds too long an email and a null character to be wrong, too
        login.validators = [EmailValidator("Enter your work email, like name@example.org")]
        password.validators = [ProhibitNullCharactersValidator("Enter your password")]


class EmergencyForm(forms.Form):
    """Who the child is and why their record is needed now."""

    name = PlainCharField(
        label="Child’s name", max_length=160, error_messages={"required": "Enter the child’s name"}
    )
    date_of_birth = DateField(label="Date of birth", noun="Date of birth")
    because = PlainTextField(
        label="Why you need the record now",
        help_text="Your lead and the council are told. The child can read this.",
        max_length=400,
        rows=3,
        error_messages={"required": "Say why you need the record now"},
    )

    def clean_date_of_birth(self) -> date:
        """A child is born: opening a record before that is a slip of typing."""
        born: date = self.cleaned_data["date_of_birth"]
        if born > timezone.localdate():
            field = cast(DateField, self.fields["date_of_birth"])
            raise field.refusal("ahead", PARTS, "Date of birth must be today or in the past")
        return born


class ChoosePasswordForm(forms.Form):
    """A new password, typed once: whoever cannot see what they typed tends to choose a short one."""

    password = forms.CharField(
        label="Choose a password",
        help_text="12 characters or more. Three or four words do well.",
        strip=False,
        max_length=1_000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={
            "required": "Choose a password",
            "max_length": "Password must be 1,000 characters or fewer",
            "null_characters_not_allowed": "Choose a password that can be typed on a keyboard",
        },
    )

    def __init__(self, account: Account, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.account = account

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        try:
            validate_password(password, self.account)
        except forms.ValidationError as all_of_it:
            raise all_of_it.error_list[0] from None  # one thing at a time: a short one is common as well
        theirs = (self.account.email, *organisations.known_of(self.account.pk))
        if wrong := what_is_wrong(password, theirs):
            raise forms.ValidationError(wrong, code="password_theirs")
        return password


class ForgottenPasswordForm(forms.Form):
    """Where to send a link for a new password."""

    email = PlainCharField(
        label="Work email",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
        error_messages={"required": "Enter your work email"},
    )


class _CodeField(PlainCharField):
    """A code of six figures from an app, or a recovery code of eight; spaces between them do no harm."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            max_length=40,
            widget=forms.TextInput(
                attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
            ),
            error_messages={"required": "Enter the code"},
            **more,
        )


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in. Tries are counted by account, and a code is taken once."""

    code = _CodeField(
        label="Code",
        help_text="6 figures from the app on your phone. If you do not have your phone, one of your recovery codes.",
    )

    looks = {"code": {"width": "10"}}

    def clean_code(self) -> str:
        counted = _count_a_try(f"mfa-auth-user-{self.user.pk}")
        code: str = self.cleaned_data["code"]
        try:
            self.authenticator = two_step.accepted(self.user, code)
        except kept_secret.Unreadable:
            raise forms.ValidationError(
                "Codes of this account cannot be checked since Steadyhand was moved to another machine. Ask whoever runs"
                " it where you work to reset your two-step sign-in.",
                code="unreadable",
            ) from None
        if self.authenticator is None:
            record(
                Kind.REFUSAL, verb="account.second_step", subject_type="account", subject_id=self.user.pk,
                actor_id=None, because="code",
            )  # fmt: skip
            raise second_step_adapter().validation_error("incorrect_code")
        _forget_tries(counted)
        return code


class SetUpForm(forms.Form):
    """Whether the app on the phone has the secret: a code that it shows."""

    code = _CodeField(
        label="Code from the app", help_text="6 figures. The app shows a new code every 30 seconds."
    )

    looks = {"code": {"width": "10"}}

    def __init__(self, account: Account, session: SessionBase, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.account, self.session = account, session

    def clean_code(self) -> str:
        counted = _count_a_try(f"set-up-{self.account.pk}")
        code: str = self.cleaned_data["code"]
        if not two_step.set_up(self.account, self.session, code):
            raise forms.ValidationError(
                "This code is not right. Check that the clock of your phone sets itself, wait for the next code and"
                " enter that.",
                code="incorrect_code",
            )
        _forget_tries(counted)
        return code


class PasswordAgainForm(forms.Form):
    """That it is really them, before something of their sign-in is changed. Who has no password is not asked for one."""

    password = forms.CharField(
        label="Your password",
        strip=False,
        max_length=1_000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter your password", "max_length": "Password is not right"},
    )

    def __init__(self, account: Account, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.account = account
        if not account.has_usable_password():
            del self.fields["password"]

    def clean_password(self) -> str:
        counted = _count_a_try(f"password-again-{self.account.pk}")
        password: str = self.cleaned_data["password"]
        if not self.account.check_password(password):
            raise forms.ValidationError("Password is not right", code="incorrect_password")
        _forget_tries(counted)
        return password


def _count_a_try(key: str) -> str:
    """Count a try, all processes together. Raises ValidationError with code too_many_login_attempts."""
    if not ratelimit.consume(context.request, action="login_failed", key=key):
        raise account_adapter().validation_error("too_many_login_attempts")
    return key


def _forget_tries(key: str) -> None:
    ratelimit.clear(context.request, action="login_failed", key=key)
