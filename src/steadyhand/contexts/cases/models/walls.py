"""What the database guarantees in its own words: no overlapping spans, and a fact's council is its child's.

PostgreSQL: an exclusion constraint and a foreign key on (child, council). SQLite: triggers that say the same.
Put back after every migrate, because SQLite drops triggers when a table is rebuilt; `missing()` says which
are gone, or are not as they were made.
"""

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from steadyhand.contexts.cases.models.child import Child
from steadyhand.contexts.cases.models.facts import SpanFact

_OVERLAP = "these dates overlap others of the same kind for this child"
_COUNCIL = "the council of a row must be the council that answers for the child"


def span_models() -> list[type[SpanFact]]:
    """Every kind of span, in a stable order."""
    return [model for model in apps.get_models() if issubclass(model, SpanFact)]


def child_scoped_models() -> list[type[models.Model]]:
    """Every model with a child and that child's answering council."""
    names = ({field.name for field in model._meta.concrete_fields} for model in apps.get_models())
    return [
        model
        for model, fields in zip(apps.get_models(), names, strict=True)
        if {"child", "council"} <= fields and model._meta.get_field("child").related_model is Child
    ]


def install_after_migrate(*, using: str, **_: object) -> None:
    """Put every guarantee back after a migrate."""
    install(connections[using])


def install(database: BaseDatabaseWrapper) -> None:
    """Create each guarantee whose table exists. Safe to run again."""
    present = set(database.introspection.table_names())
    postgresql = database.vendor == "postgresql"
    with database.cursor() as cursor:
        if postgresql:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        held = _held(database, cursor)
        for name, (table, made) in _guarantees(database).items():
            if table not in present or made <= held:
                continue
            if postgresql:
                cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}")
                cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {dict(made)[name]}")
                continue
            for trigger, statement in made:
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger}")
                cursor.execute(statement)


def missing(database: BaseDatabaseWrapper) -> list[str]:
    """Guarantees that should hold in this database and are not there as `install` makes them, in force."""
    with database.cursor() as cursor:
        held = _held(database, cursor)
    return [name for name, (_, made) in _guarantees(database).items() if not made <= held]


def _guarantees(database: BaseDatabaseWrapper) -> dict[str, tuple[str, frozenset[tuple[str, str]]]]:
    """By name: its table, and what holds it, each as the database writes it back.

    That is one constraint on PostgreSQL, and a trigger each for insert and update on SQLite.
    """
    return _postgresql() if database.vendor == "postgresql" else _sqlite()


def _held(database: BaseDatabaseWrapper, cursor: CursorWrapper) -> set[tuple[str, str]]:
    """What the database has by name and definition; but a constraint whose own triggers do not fire."""
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid, true) FROM pg_constraint WHERE NOT EXISTS"
        " (SELECT 1 FROM pg_trigger WHERE tgconstraint = pg_constraint.oid AND tgenabled NOT IN ('O', 'A'))"
        if database.vendor == "postgresql"
        else "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    )
    return set(cursor.fetchall())


def _postgresql() -> dict[str, tuple[str, frozenset[tuple[str, str]]]]:
    made = {}
    for model in span_models():
        table = model._meta.db_table
        alike = ", ".join(f"{column} WITH =" for column in model.one_at_a_time)
        made[f"{table}_no_overlap"] = (
            table,
            f'EXCLUDE USING gist ({alike}, daterange(start, "end") WITH &&) WHERE (superseded_at IS NULL)',
        )
    for scoped in child_scoped_models():
        table = scoped._meta.db_table
        made[f"{table}_council"] = (
            table,
            "FOREIGN KEY (child_id, council_id) REFERENCES cases_child(id, council_id)",
        )
    return {name: (table, frozenset({(name, held)})) for name, (table, held) in made.items()}


def _sqlite() -> dict[str, tuple[str, frozenset[tuple[str, str]]]]:
    made = {}
    for model in span_models():
        table = model._meta.db_table
        alike = " AND ".join(f"other.{column} = NEW.{column}" for column in model.one_at_a_time)
        # A span of one moment, [day, day), is empty and overlaps nothing, as in PostgreSQL's ranges.
        clash = (
            f'NEW.superseded_at IS NULL AND (NEW."end" IS NULL OR NEW."end" > NEW.start) AND EXISTS ('
            f"SELECT 1 FROM {table} AS other WHERE {alike} AND other.id <> NEW.id "
            f'AND other.superseded_at IS NULL AND (other."end" IS NULL OR other."end" > other.start) '
            f"AND NEW.start < coalesce(other.\"end\", '9999-12-31') "
            f"AND other.start < coalesce(NEW.\"end\", '9999-12-31'))"
        )
        columns = ("start", "end", "superseded_at", *model.one_at_a_time)
        made[f"{table}_no_overlap"] = table, columns, clash, _OVERLAP
    for scoped in child_scoped_models():
        table = scoped._meta.db_table
        differs = (
            "NEW.child_id IS NOT NULL AND NEW.council_id IS NOT "
            "(SELECT council_id FROM cases_child WHERE id = NEW.child_id)"
        )
        made[f"{table}_council"] = table, ("child_id", "council_id"), differs, _COUNCIL
    return {name: (guard[0], _triggers(name, *guard)) for name, guard in made.items()}


def _triggers(
    name: str, table: str, columns: tuple[str, ...], wrong: str, message: str
) -> frozenset[tuple[str, str]]:
    # AFTER, so that the new row's id is known; the statement is undone all the same.
    of = ", ".join(f'"{column}"' for column in columns)
    then = f"ON {table} WHEN {wrong} BEGIN SELECT RAISE(ABORT, '{message}'); END"
    return frozenset(
        {
            (f"{name}_insert", f"CREATE TRIGGER {name}_insert AFTER INSERT {then}"),
            (f"{name}_update", f"CREATE TRIGGER {name}_update AFTER UPDATE OF {of} {then}"),
        }
    )
