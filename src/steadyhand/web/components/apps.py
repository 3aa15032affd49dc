"""The Django app that carries the page parts' templates and tags."""

from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    name = "steadyhand.web.components"
    label = "components"
    verbose_name = "Page parts"
