from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CasesConfig(AppConfig):
    """The record. What only vendor SQL can say is put back after every migrate."""

    name = "steadyhand.contexts.cases"
    label = "cases"

    def ready(self) -> None:
        from steadyhand.contexts.cases.models.walls import install_after_migrate

        post_migrate.connect(install_after_migrate, sender=self, dispatch_uid="cases.walls")
