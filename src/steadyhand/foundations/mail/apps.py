from django.apps import AppConfig


class MailConfig(AppConfig):
    """E-mail that is to go out."""

    name = "steadyhand.foundations.mail"
    label = "mail"
