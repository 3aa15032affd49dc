from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    """Accounts and the tenant wall; the wall is put back after every migrate."""

    name = "steadyhand.foundations.access"
    label = "access"

    def ready(self) -> None:
        from steadyhand.foundations.access import signing
        from steadyhand.foundations.access.tenancy import install_after_migrate

        signing.listen()
        post_migrate.connect(install_after_migrate, sender=self, dispatch_uid="access.tenant_wall")
