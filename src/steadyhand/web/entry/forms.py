"""Forms for coming in: signing in, and opening a record in an emergency."""

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import validate_password

from steadyhand.web.components.fields import DateField, PlainCharField, PlainTextField


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
        },
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password
