from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Words from the system to a person."""

    name = "steadyhand.foundations.notices"
    label = "notices"
