from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    """The record of reads, changes and refusals; its triggers are put back after every migrate."""

    name = "steadyhand.foundations.audit"
    label = "audit"

    def ready(self) -> None:
        from steadyhand.foundations.audit.append_only import install_after_migrate

        post_migrate.connect(install_after_migrate, sender=self, dispatch_uid="audit.append_only")
