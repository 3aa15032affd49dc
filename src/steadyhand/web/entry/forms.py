"""Forms for coming in: signing in, and opening a record in an emergency."""

from allauth.account.forms import LoginForm
from django import forms

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
