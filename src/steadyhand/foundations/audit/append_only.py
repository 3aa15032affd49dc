"""Tables that only grow: the database itself refuses to change or remove a row.

A model joins by `append_only = True` (no row ever changes), or by `only_changes = ("superseded_at",)`:
these columns may be set once, from empty; nothing else changes and nothing is removed. Or by
`only_sooner = ("end",)`: this end may be set, and brought forward, but never taken away or put off.

The triggers are put back after every migrate, because a change of columns on SQLite rebuilds the table and
drops them without a word. `missing()` says which are gone.
"""

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

_FUNCTIONS = """
CREATE OR REPLACE FUNCTION steadyhand_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def guarded_models() -> list[type[models.Model]]:
    """Every model whose rows the database keeps as they are, in a stable order."""
    return [
        model for model in apps.get_models() if getattr(model, "append_only", False) or _changeable(model)
    ]


def install_after_migrate(*, using: str, **_: object) -> None:
    """Put every trigger back after a migrate."""
    install(connections[using])


def install(database: BaseDatabaseWrapper) -> None:
    """Create the triggers of every guarded model whose table exists. Safe to run again."""
    present = set(database.introspection.table_names())
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            cursor.execute(_FUNCTIONS)
        for model in guarded_models():
            if model._meta.db_table in present:
                for statement in _statements(database, model):
                    cursor.execute(statement)


def _changeable(model: type[models.Model]) -> dict[str, str]:
    """The columns of a guarded model that may change, and the condition under which a change is refused."""
    once = dict.fromkeys(getattr(model, "only_changes", ()), "OLD.{0} IS NOT NULL")
    sooner = "OLD.{0} IS NOT NULL AND (NEW.{0} IS NULL OR NEW.{0} > OLD.{0})"
    return once | dict.fromkeys(getattr(model, "only_sooner", ()), sooner)


def trigger_names(model: type[models.Model]) -> list[str]:
    """The triggers that guard this model, as the database names them."""
    table = model._meta.db_table
    names = [f"{table}_kept_delete", f"{table}_kept_update"]
    return names + [f"{table}_once_{column}" for column in _changeable(model)]


def missing(database: BaseDatabaseWrapper) -> list[str]:
    """Triggers that should guard this database and are not there."""
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        held = {row[0] for row in cursor.fetchall()}
    return [name for model in guarded_models() for name in trigger_names(model) if name not in held]


def _statements(database: BaseDatabaseWrapper, model: type[models.Model]) -> list[str]:
    quote = database.ops.quote_name
    table = quote(model._meta.db_table)
    changeable = _changeable(model)
    columns = [str(field.column) for field in model._meta.concrete_fields]
    fixed = ", ".join(quote(column) for column in columns if column not in changeable)
    names = [quote(name) for name in trigger_names(model)]
    postgresql = database.vendor == "postgresql"
    message = f"rows of {model._meta.db_table} are never changed or removed"
    refuse = (
        "FOR EACH ROW EXECUTE FUNCTION steadyhand_refuse_change()"
        if postgresql
        else f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )
    made = [f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if postgresql else "") for name in names]
    made.append(f"CREATE TRIGGER {names[0]} BEFORE DELETE ON {table} {refuse}")
    made.append(f"CREATE TRIGGER {names[1]} BEFORE UPDATE OF {fixed} ON {table} {refuse}")
    for name, (column, refused) in zip(names[2:], changeable.items(), strict=True):
        guard = f"WHEN ({refused.format(quote(column))})"
        each = "FOR EACH ROW " if postgresql else ""
        made.append(
            f"CREATE TRIGGER {name} BEFORE UPDATE OF {quote(column)} ON {table} {each}{guard} "
            + refuse.replace("FOR EACH ROW ", "")
        )
    return made
