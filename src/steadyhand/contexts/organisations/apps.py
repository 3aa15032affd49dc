from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Councils, practices, premises, people at work."""

    name = "steadyhand.contexts.organisations"
    label = "organisations"
