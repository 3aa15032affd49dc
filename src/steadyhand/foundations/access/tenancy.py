"""The tenant wall: on PostgreSQL a row of one council cannot be reached on another council's work.

Row-level security repeats, underneath the one filter by person, the boundary between answering councils.
The councils in question are a transaction-local setting, so a connection handed back to a pool carries
nothing over. A model joins the wall by naming its column: `tenant_column = "council_id"`.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

SETTING = "steadyhand.councils"
SEALING = "steadyhand.sealing"


def walled_models() -> list[type[models.Model]]:
    """Every model whose rows belong to one council, in a stable order."""
    return [model for model in apps.get_models() if getattr(model, "tenant_column", None)]


@contextmanager
def within(council_ids: Iterable[int]) -> Iterator[None]:
    """Work within these councils' rows; anything else does not exist until the block ends.

    Opens a transaction where there is none, since the setting lives and dies with one. On SQLite the
    filter by person stands alone and this does nothing.
    """
    if connection.vendor != "postgresql":
        yield
        return
    councils = ",".join(str(council) for council in sorted(set(council_ids)))
    if not connection.in_atomic_block:
        with transaction.atomic():
            _set(councils)
            yield  # the setting goes with the transaction
        return
    with transaction.atomic():
        before = _change(councils)
        yield
        _set(before)  # after an error the rollback itself takes the setting back


def _change(value: str) -> str:
    """Make the setting; what it was before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH earlier AS MATERIALIZED (SELECT coalesce(current_setting(%s, true), '') AS councils)"
            " SELECT councils, set_config(%s, %s, true) FROM earlier",
            [SETTING, SETTING, value],
        )
        before: str = cursor.fetchone()[0]
        return before


def _set(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, value])


def install_after_migrate(*, using: str, **_: object) -> None:
    """Put the wall and the application role's rights back after every migrate (PostgreSQL)."""
    from django.db import connections

    install(connections[using])


def install(database: BaseDatabaseWrapper) -> None:
    """Force row-level security on every walled table and grant the application role rows, not tables.

    Safe to run again. Does nothing on SQLite.
    """
    if database.vendor != "postgresql":
        return
    present = set(database.introspection.table_names())
    quote = database.ops.quote_name
    with database.cursor() as cursor:
        for model in walled_models():
            table = model._meta.db_table
            if table not in present:
                continue
            name = quote(table)
            column = quote(model.tenant_column)  # type: ignore[attr-defined]
            inside = f"{column} = ANY (string_to_array(current_setting('{SETTING}', true), ',')::bigint[])"
            writable = inside
            if getattr(model, "tenant_optional", False):
                # Rows of no council (a sign-in, a refusal) are everybody's; the sealer reads all of them.
                inside = f"{column} IS NULL OR current_setting('{SEALING}', true) = 'on' OR {inside}"
                writable = "true"
            cursor.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
            cursor.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
            cursor.execute(f"DROP POLICY IF EXISTS council_wall ON {name}")
            cursor.execute(f"CREATE POLICY council_wall ON {name} USING ({inside}) WITH CHECK ({writable})")
        _grant(cursor, database, present)


def missing(database: BaseDatabaseWrapper) -> list[str]:
    """Tables that should have their wall, in force for their owner too, and have not (PostgreSQL)."""
    if database.vendor != "postgresql":
        return []
    with database.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        walled = {row[0] for row in cursor.fetchall()}
    return [model._meta.db_table for model in walled_models() if model._meta.db_table not in walled]


def _grant(cursor: object, database: BaseDatabaseWrapper, present: set[str]) -> None:
    role = settings.DATABASE_APPLICATION_ROLE
    if not role or role == database.settings_dict.get("USER"):
        return  # one role for everything: a developer's own cluster
    quote = database.ops.quote_name
    execute = cursor.execute  # type: ignore[attr-defined]
    execute(f"GRANT USAGE ON SCHEMA public TO {quote(role)}")
    execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quote(role)}")
    execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quote(role)}")
    for model in apps.get_models():
        if getattr(model, "append_only", False) and model._meta.db_table in present:
            execute(f"REVOKE UPDATE, DELETE ON {quote(model._meta.db_table)} FROM {quote(role)}")
