"""The tenant wall: on PostgreSQL a row of one council cannot be reached on another council's work.

Row-level security repeats, underneath the one filter by person, the boundary between answering councils.
The councils in question are a transaction-local setting, so a connection handed back to a pool carries
nothing over. A model joins the wall by naming its column: `tenant_column = "council_id"`.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

SETTING = "steadyhand.councils"
SEALING = "steadyhand.sealing"
POLICY = "council_wall"


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

    The wall is the one policy of its table: another, which would open it, is taken away. Safe to run again. Does
    nothing on SQLite.
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
            readable, writable = _conditions(model)
            cursor.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
            cursor.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
            cursor.execute("SELECT polname FROM pg_policy WHERE polrelid = %s::regclass", [name])
            for (policy,) in cursor.fetchall():
                cursor.execute(f"DROP POLICY {quote(policy)} ON {name}")
            cursor.execute(f"CREATE POLICY {POLICY} ON {name} USING ({readable}) WITH CHECK ({writable})")
        _grant(cursor, database, present)


def _conditions(model: type[models.Model]) -> tuple[str, str]:
    """Which rows of a walled model may be read, and which written, in SQL."""
    column: str = model.tenant_column  # type: ignore[attr-defined]
    inside = f"{column} = ANY (string_to_array(current_setting('{SETTING}', true), ',')::bigint[])"
    if getattr(model, "tenant_optional", False):
        # Rows of no council (a sign-in, a refusal) are everybody's; the sealer reads all of them.
        return f"{column} IS NULL OR current_setting('{SEALING}', true) = 'on' OR {inside}", "true"
    return inside, inside


def missing(database: BaseDatabaseWrapper) -> list[str]:
    """Tables whose wall is not as `install` makes it, in force for their owner too (PostgreSQL).

    So also a table with a policy altered or beside the wall: of several that permit, any one opens the table.
    """
    if database.vendor != "postgresql":
        return []
    standing: dict[str, list[tuple[object, ...]]] = {}
    with database.cursor() as cursor:
        cursor.execute(
            "SELECT relname, relrowsecurity AND relforcerowsecurity, polname, polpermissive, polcmd::text,"
            " polroles = '{0}', pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)"
            " FROM pg_policy JOIN pg_class ON pg_class.oid = polrelid WHERE pg_table_is_visible(polrelid)"
        )
        for table, in_force, name, permissive, command, everybody, readable, writable in cursor.fetchall():
            wall = (in_force, name, permissive, command, everybody, _bare(readable), _bare(writable))
            standing.setdefault(table, []).append(wall)
    # of every command ("*"), for everybody
    return [
        model._meta.db_table
        for model in walled_models()
        if standing.get(model._meta.db_table)
        != [(True, POLICY, True, "*", True, *map(_bare, _conditions(model)))]
    ]


def _bare(condition: str | None) -> str:
    """A condition without what PostgreSQL adds when it writes one back: brackets, spaces, the type of a text."""
    return re.sub(r"::text\b|[\s()]", "", condition or "")


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
