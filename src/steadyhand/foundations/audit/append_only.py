"""Tables that only grow: the database itself refuses to change or remove a row.

A model joins by `append_only = True` (no row ever changes), or by `only_changes = ("superseded_at",)`:
these columns may be set once, from empty; nothing else changes and nothing is removed. Or by
`only_sooner = ("end",)`: this end may be set, and brought forward, but never taken away or put off.

The triggers are put back after every migrate, because a change of columns on SQLite rebuilds the table and
drops them without a word. `missing()` says which are gone, or are not as they were made.
"""

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

_FUNCTION = "steadyhand_refuse_change"
_REFUSES = """
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END """
# A trigger that is switched off, or fires only where changes of another server are replayed, guards nothing.
_IN_FORCE = ("O", "A")


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
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $${_REFUSES}$$"
            )
        for model in guarded_models():
            if model._meta.db_table in present:
                on = f" ON {model._meta.db_table}" if database.vendor == "postgresql" else ""
                for name, trigger in triggers(database, model).items():
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
                    cursor.execute(trigger)


def missing(database: BaseDatabaseWrapper) -> list[str]:
    """Triggers that should guard this database and are not there as `install` makes them, in force."""
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname, pg_get_triggerdef(oid, true) FROM pg_trigger"
                " WHERE NOT tgisinternal AND tgenabled::text = ANY (%s)",
                [list(_IN_FORCE)],
            )
            held = cursor.fetchall()
            cursor.execute(
                "SELECT prosrc FROM pg_proc JOIN pg_language ON pg_language.oid = prolang"
                " WHERE pg_proc.oid = to_regproc(%s) AND lanname = 'plpgsql'",
                [_FUNCTION],
            )
            altered = [] if cursor.fetchall() == [(_REFUSES,)] else [_FUNCTION]
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            held, altered = cursor.fetchall(), []
    standing = {(name, _bare(trigger)) for name, trigger in held}
    guards = [guard for model in guarded_models() for guard in triggers(database, model).items()]
    return altered + [name for name, trigger in guards if (name, _bare(trigger)) not in standing]


def triggers(database: BaseDatabaseWrapper, model: type[models.Model]) -> dict[str, str]:
    """By name, the triggers that guard this model: each as the database writes it back, quotes apart."""
    table, quote = model._meta.db_table, database.ops.quote_name
    assert model._meta.pk is not None
    key, changeable = quote(str(model._meta.pk.column)), _changeable(model)
    fixed = [
        quote(str(field.column)) for field in model._meta.concrete_fields if field.column not in changeable
    ]
    of_fixed = f" OF {', '.join(fixed)}" if changeable else ""
    # name, when it fires, and the condition under which it refuses
    guards = [("kept_delete", "DELETE", ""), ("kept_update", f"UPDATE{of_fixed}", "")]
    guards += [
        (f"once_{column}", f"UPDATE OF {quote(column)}", refused.format(quote(column)))
        for column, refused in changeable.items()
    ]
    if database.vendor == "sqlite":
        # Its rows have a second name for their key, `rowid`; and a tool that has not asked for triggers of triggers
        # replaces a row without removing it first.
        there = f"EXISTS (SELECT 1 FROM {table} WHERE {key} = new.{key})"  # noqa: S608 - names of models
        guards += [("kept_key", "UPDATE", f"old.{key} IS NOT new.{key}"), ("kept_insert", "INSERT", there)]
    each, then = "", f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or removed'); END"
    if database.vendor == "postgresql":
        each, then = "FOR EACH ROW ", f"EXECUTE FUNCTION {_FUNCTION}()"
    return {
        f"{table}_{name}": f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} "
        f"{each}{f'WHEN ({refused}) ' if refused else ''}{then}"
        for name, event, refused in guards
    }


def _changeable(model: type[models.Model]) -> dict[str, str]:
    """The columns of a guarded model that may change, and the condition under which a change is refused."""
    once = dict.fromkeys(getattr(model, "only_changes", ()), "old.{0} IS NOT NULL")
    sooner = "old.{0} IS NOT NULL AND (new.{0} IS NULL OR new.{0} > old.{0})"
    return once | dict.fromkeys(getattr(model, "only_sooner", ()), sooner)


def _bare(trigger: str) -> str:
    """Without quotes: PostgreSQL writes them back only around a word of its own."""
    return trigger.replace('"', "")
