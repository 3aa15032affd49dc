"""What the database guarantees in its own words: no overlapping spans, and a fact's council is its child's.

PostgreSQL: an exclusion constraint and a foreign key on (child, council). SQLite: triggers that say the same.
Put back after every migrate, because SQLite drops triggers when a table is rebuilt; `missing()` says which
are gone.
"""

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

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
    make = _postgresql if database.vendor == "postgresql" else _sqlite
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            cursor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        held = set(_held(database, cursor))
        for name, statements in make(database, present):
            if database.vendor != "postgresql" or name not in held:
                for statement in statements:
                    cursor.execute(statement)


def expected_names() -> list[str]:
    """Every guarantee by its name in the database; on SQLite each stands for an insert and an update trigger."""
    return [f"{model._meta.db_table}_no_overlap" for model in span_models()] + [
        f"{model._meta.db_table}_council" for model in child_scoped_models()
    ]


def missing(database: BaseDatabaseWrapper) -> list[str]:
    """Guarantees that should hold in this database and are not there."""
    with database.cursor() as cursor:
        held = set(_held(database, cursor))
    if database.vendor == "postgresql":
        return [name for name in expected_names() if name not in held]
    return [name for name in expected_names() if not {f"{name}_insert", f"{name}_update"} <= held]


def _held(database: BaseDatabaseWrapper, cursor: object) -> list[str]:
    sql = (
        "SELECT conname FROM pg_constraint"
        if database.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    cursor.execute(sql)  # type: ignore[attr-defined]
    return [row[0] for row in cursor.fetchall()]  # type: ignore[attr-defined]


def _postgresql(database: BaseDatabaseWrapper, present: set[str]) -> list[tuple[str, list[str]]]:
    made = []
    for model in span_models():
        table = model._meta.db_table
        if table in present:
            alike = ", ".join(f"{column} WITH =" for column in model.one_at_a_time)
            made.append(
                (
                    f"{table}_no_overlap",
                    [
                        f"ALTER TABLE {table} ADD CONSTRAINT {table}_no_overlap EXCLUDE USING gist "
                        f'({alike}, daterange(start, "end") WITH &&) WHERE (superseded_at IS NULL)'
                    ],
                )
            )
    for scoped in child_scoped_models():
        table = scoped._meta.db_table
        if table in present:
            made.append(
                (
                    f"{table}_council",
                    [
                        f"ALTER TABLE {table} ADD CONSTRAINT {table}_council FOREIGN KEY (child_id, council_id) "
                        "REFERENCES cases_child (id, council_id)"
                    ],
                )
            )
    return made


def _sqlite(database: BaseDatabaseWrapper, present: set[str]) -> list[tuple[str, list[str]]]:
    made = []
    for model in span_models():
        table = model._meta.db_table
        if table in present:
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
            made.append(_trigger(f"{table}_no_overlap", table, columns, clash, _OVERLAP))
    for scoped in child_scoped_models():
        table = scoped._meta.db_table
        if table in present:
            differs = (
                "NEW.child_id IS NOT NULL AND NEW.council_id IS NOT "
                "(SELECT council_id FROM cases_child WHERE id = NEW.child_id)"
            )
            made.append(_trigger(f"{table}_council", table, ("child_id", "council_id"), differs, _COUNCIL))
    return made


def _trigger(
    name: str, table: str, columns: tuple[str, ...], wrong: str, message: str
) -> tuple[str, list[str]]:
    # AFTER, so that the new row's id is known; the statement is undone all the same.
    of = ", ".join(f'"{column}"' for column in columns)
    then = f"ON {table} WHEN {wrong} BEGIN SELECT RAISE(ABORT, '{message}'); END"
    return name, [
        f"DROP TRIGGER IF EXISTS {name}_insert",
        f"DROP TRIGGER IF EXISTS {name}_update",
        f"CREATE TRIGGER {name}_insert AFTER INSERT {then}",
        f"CREATE TRIGGER {name}_update AFTER UPDATE OF {of} {then}",
    ]
