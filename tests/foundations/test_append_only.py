"""Tables that only grow: every guarded model, generated, on both databases."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.db.models import F
from django.utils import timezone

from contexts.builders import House, days
from databases.stores import Database
from foundations.filled import fill
from steadyhand.commands import installation
from steadyhand.contexts.organisations.models import Person
from steadyhand.foundations.access import tenancy
from steadyhand.foundations.audit import append_only
from steadyhand.foundations.audit.models import Entry
from steadyhand.foundations.audit.verifier import verify

GUARDED = append_only.guarded_models()
each_model = pytest.mark.parametrize("model", GUARDED, ids=lambda model: model._meta.label)


def frozen_columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    may_change = (*getattr(model, "only_changes", ()), *getattr(model, "only_sooner", ()))
    return [field for field in model._meta.concrete_fields if field.attname not in may_change]


def test_what_must_be_kept_is_guarded() -> None:
    names = {model.__name__ for model in GUARDED}
    assert {"Entry", "Seal", "SealedEntry", "Installation", "Child", "Visit", "Placement", "Home"} <= names
    assert {"Role", "Engagement"} <= names, "rights follow from them"


@each_model
def test_no_row_is_removed(model: type[models.Model], filled: House) -> None:
    row = model._default_manager.order_by("pk").first()
    assert row is not None, f"fill() makes no {model.__name__}"
    with pytest.raises(DatabaseError), transaction.atomic():
        model._default_manager.filter(pk=row.pk)._raw_delete(using="default")  # type: ignore[attr-defined]
    assert model._default_manager.filter(pk=row.pk).exists()


@each_model
def test_no_column_is_changed(model: type[models.Model], filled: House) -> None:
    row = model._default_manager.order_by("pk").first()
    assert row is not None
    for field in frozen_columns(model):
        if field.primary_key:
            continue
        with pytest.raises(DatabaseError), transaction.atomic():
            model._default_manager.filter(pk=row.pk).update(**{field.attname: F(field.attname)})


@each_model
def test_what_may_be_set_is_set_once(model: type[models.Model], filled: House) -> None:
    row = model._default_manager.order_by("pk").first()
    assert row is not None
    for column in getattr(model, "only_changes", ()):
        field = next(each for each in model._meta.concrete_fields if each.attname == column)
        value: Any = Person.objects.order_by("pk")[0].pk if field.is_relation else timezone.now()
        mine = model._default_manager.filter(pk=row.pk)
        if getattr(row, column) is None:
            assert mine.update(**{column: value}) == 1
        for again in (value, None):
            with pytest.raises(DatabaseError), transaction.atomic():
                mine.update(**{column: again})


@pytest.mark.parametrize("model", [each for each in GUARDED if hasattr(each, "only_sooner")])
def test_an_end_comes_nearer_or_stays(model: type[models.Model], filled: House) -> None:
    mine = model._default_manager.filter(pk=model._default_manager.order_by("pk")[0].pk)
    planned = timezone.localdate() + days(30)
    assert mine.update(end=planned) == 1
    assert mine.update(end=planned - days(10)) == 1
    for later in (planned - days(9), None):
        with pytest.raises(DatabaseError), transaction.atomic():
            mine.update(end=later)


@pytest.mark.sqlite
@each_model
def test_no_row_is_replaced(model: type[models.Model], filled: House) -> None:
    table = model._meta.db_table
    with (
        pytest.raises(DatabaseError, match="never changed or removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


def test_even_the_owner_meets_the_guards(committed_house: House, fresh_database: Database) -> None:
    """Rights alone are no guard: the role that owns the tables is refused by the triggers."""
    with committed_house.within(), transaction.atomic():
        fill(committed_house)
    said = {}
    with fresh_database.owner() as cursor:
        if fresh_database.vendor == "postgresql":
            councils = f"{committed_house.council.pk},{committed_house.neighbour.pk}"
            cursor.execute("SELECT set_config(%s, %s, false)", [tenancy.SETTING, councils])
        for model in GUARDED:
            table = model._meta.db_table
            column = next(field.column for field in frozen_columns(model) if not field.primary_key)
            for statement in (f'UPDATE {table} SET "{column}" = "{column}"', f"DELETE FROM {table}"):
                try:
                    cursor.execute(statement)
                    said[statement] = "done"
                except Exception as refusal:
                    said[statement] = str(refusal)
    assert {key: words for key, words in said.items() if "never changed or removed" not in words} == {}
    assert len(said) == 2 * len(GUARDED)


def test_a_guard_that_is_gone_is_named_and_put_back(fresh_database: Database) -> None:
    with fresh_database.owner() as cursor:
        on = " ON cases_visit" if fresh_database.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER cases_visit_kept_delete{on}")
    assert append_only.missing(connection) == ["cases_visit_kept_delete"]

    with installation.as_owner():
        call_command("migrate", verbosity=0)

    assert append_only.missing(connection) == []


GUTTED = {
    "sqlite": {
        "another of its name": (
            "cases_visit_kept_update",
            "DROP TRIGGER cases_visit_kept_update",
            "CREATE TRIGGER cases_visit_kept_update BEFORE UPDATE ON cases_visit WHEN 0 BEGIN SELECT 1; END",
        ),
        "one that forgets a column": (
            "audit_entry_kept_update",
            "DROP TRIGGER audit_entry_kept_update",
            "CREATE TRIGGER audit_entry_kept_update BEFORE UPDATE OF verb ON audit_entry"
            " BEGIN SELECT RAISE(ABORT, 'rows of audit_entry are never changed or removed'); END",
        ),
    },
    "postgresql": {
        "switched off": (
            "audit_entry_kept_update",
            "ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_kept_update",
        ),
        "only for a copy": (
            "audit_entry_kept_update",
            "ALTER TABLE audit_entry ENABLE REPLICA TRIGGER audit_entry_kept_update",
        ),
        "never when": (
            "cases_visit_kept_delete",
            "DROP TRIGGER cases_visit_kept_delete ON cases_visit",
            "CREATE TRIGGER cases_visit_kept_delete BEFORE DELETE ON cases_visit FOR EACH ROW WHEN (false)"
            " EXECUTE FUNCTION steadyhand_refuse_change()",
        ),
        "on another table": (
            "cases_visit_kept_delete",
            "DROP TRIGGER cases_visit_kept_delete ON cases_visit",
            "CREATE TRIGGER cases_visit_kept_delete BEFORE DELETE ON cases_draft FOR EACH ROW"
            " EXECUTE FUNCTION steadyhand_refuse_change()",
        ),
        "a function that refuses nothing": (
            "steadyhand_refuse_change",
            "CREATE OR REPLACE FUNCTION steadyhand_refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
            " $$BEGIN RETURN NEW; END$$",
        ),
    },
}


@pytest.mark.parametrize("how", GUTTED[connection.vendor])
def test_a_guard_that_is_there_in_name_alone_is_named(how: str, fresh_database: Database) -> None:
    name, *deeds = GUTTED[fresh_database.vendor][how]
    assert append_only.missing(connection) == []
    with fresh_database.owner() as cursor:
        for deed in deeds:
            cursor.execute(deed)
    assert append_only.missing(connection) == [name]
    assert verify().problems
    with installation.as_owner():
        append_only.install(connection)
    assert append_only.missing(connection) == []


@pytest.mark.sqlite
@each_model
def test_no_row_gets_another_key(model: type[models.Model], filled: House) -> None:
    """By whatever name: `rowid` and its like stand for the key, and are no column."""
    table = model._meta.db_table
    names = ["rowid", "oid", "_rowid_"] if isinstance(model._meta.pk, models.AutoField) else []
    assert model._meta.pk is not None
    for name in (*names, model._meta.pk.column):
        for how in ("UPDATE", "UPDATE OR REPLACE"):
            with (
                pytest.raises(DatabaseError, match="never changed or removed"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(f"{how} {table} SET {name} = {name} + 1000")


@pytest.mark.sqlite
def test_another_tool_replaces_no_row(committed_house: House, fresh_database: Database) -> None:
    """One that has not asked for triggers to fire when a row is replaced."""
    with committed_house.within(), transaction.atomic():
        fill(committed_house)
    said = {}
    with fresh_database.owner() as cursor:
        for model in GUARDED:
            table = model._meta.db_table
            try:
                cursor.execute(f"REPLACE INTO {table} SELECT * FROM {table}")
                said[table] = "done"
            except Exception as refusal:
                said[table] = str(refusal)
    assert {key: words for key, words in said.items() if "never changed or removed" not in words} == {}


@pytest.mark.sqlite
def test_a_table_that_is_rebuilt_loses_its_guards_and_a_migrate_puts_them_back(
    fresh_database: Database,
) -> None:
    """The reason why they are put back: on SQLite a change of a column makes the table anew, without a word."""
    before = Entry._meta.get_field("verb")
    after = models.CharField(max_length=61)
    after.set_attributes_from_name("verb")
    after.model = Entry
    with connection.schema_editor() as editor:
        editor.alter_field(Entry, before, after)  # type: ignore[arg-type]
    assert set(append_only.missing(connection)) == set(append_only.triggers(connection, Entry))

    call_command("migrate", verbosity=0)

    assert append_only.missing(connection) == []
