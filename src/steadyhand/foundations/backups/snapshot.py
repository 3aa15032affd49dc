"""The database as it is at one moment, whole: one transaction, with no wall between councils in the way."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, models, transaction

from steadyhand.foundations.access.tenancy import SEALING, SETTING, walled_models
from steadyhand.foundations.backups.problems import BackupProblem


@contextmanager
def reading() -> Iterator[None]:
    """Everything read inside is of one moment, however long it takes; nobody waits meanwhile.

    Raises `BackupProblem` when the role in use does not own the tables.
    """
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        before = connection.transaction_mode  # type: ignore[attr-defined]
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]  # take no lock that writers need
        try:
            with transaction.atomic(durable=True):
                yield
        finally:
            connection.transaction_mode = before  # type: ignore[attr-defined]
        return
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        must_own_the_tables()
        open_the_walls()
        yield


def must_own_the_tables() -> None:
    """Raises `BackupProblem` unless this role owns every table, as the application's role never does."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' "
            "AND NOT pg_has_role(current_user, tableowner, 'USAGE')"
        )
        if cursor.fetchone()[0]:
            raise BackupProblem(
                "This must be done as the role that owns the tables: the walls between councils hide rows from the "
                "application's role, and a backup of what is left would look whole. Nothing was done.\n"
                "Put the owner's address in STEADYHAND_DATABASE_OWNER_URL."
            )


def open_the_walls() -> None:
    """Every council's rows, until the transaction ends (PostgreSQL).

    The walls hold the owner too, so all councils are named. A walled row is of an organisation that there is (its
    column is a foreign key), or belongs to a table that the sealer reads whole.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        _set(cursor, SETTING, ",".join(str(pk) for pk in _every_tenant()))
        _set(cursor, SEALING, "on")


def _every_tenant() -> Iterable[int]:
    tenants = {
        model._meta.get_field(_field_name(model)).related_model
        for model in walled_models()
        if not getattr(model, "tenant_optional", False)
    }
    return sorted({pk for tenant in tenants for pk in tenant._base_manager.values_list("pk", flat=True)})  # type: ignore[union-attr]


def _field_name(model: type[models.Model]) -> str:
    column = model.tenant_column  # type: ignore[attr-defined]
    return next(str(field.name) for field in model._meta.concrete_fields if field.column == column)


def _set(cursor: object, name: str, value: str) -> None:
    cursor.execute("SELECT set_config(%s, %s, true)", [name, value])  # type: ignore[attr-defined]
