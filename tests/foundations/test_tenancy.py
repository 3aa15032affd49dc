"""The wall between councils on PostgreSQL, as the role that the application runs as."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, ProgrammingError, connection, models, transaction

from contexts.builders import House
from databases.stores import Database
from foundations.filled import fill
from steadyhand.commands import installation
from steadyhand.contexts.cases.models import Child, Duty
from steadyhand.foundations.access import tenancy
from steadyhand.foundations.audit import sealer
from steadyhand.foundations.audit.models import Entry
from steadyhand.foundations.audit.verifier import verify

pytestmark = pytest.mark.postgresql

WALLED = tenancy.walled_models()
each_model = pytest.mark.parametrize("model", WALLED, ids=lambda model: model._meta.label)


def of(model: type[models.Model], council: Any) -> models.QuerySet[Any]:
    return model._default_manager.filter(**{model.tenant_column: council.pk})  # type: ignore[attr-defined]


def test_every_model_that_names_a_council_of_its_own_is_walled() -> None:
    from django.apps import apps

    with_council = {
        model
        for model in apps.get_models()
        if any(field.attname == "council_id" for field in model._meta.concrete_fields)
    }
    outside = {model._meta.label for model in with_council - set(WALLED)}
    assert outside == {"organisations.Engagement"}, "an engagement is between a body and a council"


@each_model
def test_no_row_of_another_council_can_be_read(model: type[models.Model], filled: House) -> None:
    assert of(model, filled.council).exists(), f"fill() makes no {model.__name__}"
    with tenancy.within([filled.neighbour.pk]):
        assert not of(model, filled.council).exists()
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT count(*) FROM {model._meta.db_table} WHERE council_id = %s", [filled.council.pk]
            )
            assert cursor.fetchone() == (0,)
    with tenancy.within([filled.council.pk]):
        assert of(model, filled.council).exists()


@each_model
def test_nothing_is_seen_where_no_council_is_named(model: type[models.Model], filled: House) -> None:
    with tenancy.within([]):
        assert not of(model, filled.council).exists()


# Where a row may be of no council (an entry, a notice) any may be added, and is shown to its own council alone.
OF_A_COUNCIL = [model for model in WALLED if not getattr(model, "tenant_optional", False)]


@pytest.mark.parametrize("model", OF_A_COUNCIL, ids=lambda model: model._meta.label)
def test_no_row_can_be_put_into_another_council(model: type[models.Model], filled: House) -> None:
    row = of(model, filled.council).order_by("pk")[0]
    with tenancy.within([filled.neighbour.pk]):
        row._state.adding = True
        if not model._meta.pk.is_relation:
            row.pk = None
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            row.save(force_insert=True)


@each_model
def test_no_row_can_be_moved_or_changed_from_another_council(
    model: type[models.Model], filled: House
) -> None:
    with tenancy.within([filled.neighbour.pk]), connection.cursor() as cursor:
        for statement in (
            f"UPDATE {model._meta.db_table} SET council_id = %s WHERE council_id = %s",
            f"UPDATE {model._meta.db_table} SET council_id = %s WHERE council_id <> %s",
        ):
            try:
                with transaction.atomic():
                    cursor.execute(statement, [filled.neighbour.pk, filled.council.pk])
            except DatabaseError:
                continue  # the role has no right to update at all
            assert cursor.rowcount == 0
    assert of(model, filled.council).exists()


@pytest.mark.parametrize("model", [Duty], ids=lambda model: model.__name__)
def test_no_row_can_be_moved_out_to_another_council(model: type[models.Model], filled: House) -> None:
    with (
        tenancy.within([filled.council.pk]),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        of(model, filled.council).update(council_id=filled.neighbour.pk)


def test_the_setting_ends_with_the_block_and_comes_back_to_what_it_was(filled: House) -> None:
    with tenancy.within([filled.neighbour.pk]):
        with tenancy.within([filled.council.pk]):
            assert Child.objects.count() == 1
        assert Child.objects.count() == 0
    assert Child.objects.count() == 1


def test_the_setting_ends_when_the_block_is_left_by_an_error(filled: House) -> None:
    class Left(Exception):
        pass

    with tenancy.within([filled.neighbour.pk]):
        with pytest.raises(Left), tenancy.within([filled.council.pk]):
            raise Left
        assert Child.objects.count() == 0


def test_the_setting_does_not_outlive_its_transaction(committed_house: House) -> None:
    with committed_house.within():
        committed_house.held()
        assert Child.objects.count() == 1
    assert Child.objects.count() == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [tenancy.SETTING])
        assert cursor.fetchone()[0] in ("", None)


def test_nothing_is_seen_where_the_setting_was_never_made(committed_house: House) -> None:
    """On a connection of its own, on which no page has been answered and no job done."""
    with committed_house.within():
        fill(committed_house)
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [tenancy.SETTING])
        assert cursor.fetchone()[0] is None
    seen = [model.__name__ for model in WALLED if of(model, committed_house.council).exists()]
    assert seen == []
    with committed_house.within():
        empty = [model.__name__ for model in WALLED if not of(model, committed_house.council).exists()]
    assert empty == [], "there was something to see"


def test_the_setting_is_gone_after_a_commit_though_nobody_took_it_back(committed_house: House) -> None:
    """A connection goes back to the pool with nothing left on it, whatever was left out on the way."""
    with committed_house.within():
        committed_house.held()
    with transaction.atomic():
        tenancy._set(str(committed_house.council.pk))
        assert Child.objects.count() == 1
    assert Child.objects.count() == 0


def test_what_the_sealer_may_read_is_closed_again_after_it(committed_house: House) -> None:
    with committed_house.within():
        committed_house.held()
    assert sealer.seal_once() > 0
    assert not of(Entry, committed_house.council).exists()
    assert sealer.waiting_since() is None
    assert not of(Entry, committed_house.council).exists()
    assert verify().ok
    assert not of(Entry, committed_house.council).exists()


def test_every_wall_stands_and_is_forced_upon_the_owner(filled: House) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        standing = {row[0] for row in cursor.fetchall()}
    assert standing == {model._meta.db_table for model in WALLED}


def test_the_role_is_nobody_for_whom_a_wall_opens(filled: House) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False)
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND pg_has_role(current_user, relowner, 'member')"
        )
        assert cursor.fetchone() == (0,)


ALTERED = {
    "no longer forced": "ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
    "no longer enabled": "ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    "gone": "DROP POLICY council_wall ON {table}",
    "renamed": "ALTER POLICY council_wall ON {table} RENAME TO garden_wall",
    "reads all": "ALTER POLICY council_wall ON {table} USING (true)",
    "reads more": "ALTER POLICY council_wall ON {table} USING (council_id IS NOT NULL)",
    "writes otherwise": "ALTER POLICY council_wall ON {table} WITH CHECK (council_id > 0)",
    "for some": "ALTER POLICY council_wall ON {table} TO CURRENT_USER",
    "a second beside it": "CREATE POLICY opened ON {table} USING (true)",
    "a narrower one beside it": "CREATE POLICY closed ON {table} AS RESTRICTIVE USING (false)",
    "for reading alone": (
        "DROP POLICY council_wall ON {table}; CREATE POLICY council_wall ON {table} FOR SELECT USING (true)"
    ),
    "made for another setting": (
        "ALTER POLICY council_wall ON {table} USING"
        " (council_id = ANY (string_to_array(current_setting('other.councils', true), ',')::bigint[]))"
    ),
}


@pytest.mark.parametrize("table", ["cases_visit", "audit_entry"])
def test_a_wall_that_is_not_as_it_was_made_is_named_and_put_back(
    table: str, fresh_database: Database
) -> None:
    assert tenancy.missing(connection) == []
    for how, statements in ALTERED.items():
        with fresh_database.owner() as cursor:
            cursor.execute(statements.format(table=table))
        assert tenancy.missing(connection) == [table], how
        with installation.as_owner():
            tenancy.install(connection)
        assert tenancy.missing(connection) == [], how


def test_a_migrate_takes_away_a_policy_beside_the_wall(fresh_database: Database) -> None:
    with fresh_database.owner() as cursor:
        cursor.execute("CREATE POLICY opened ON cases_visit USING (true)")
    with installation.as_owner():
        call_command("migrate", verbosity=0)
    assert tenancy.missing(connection) == []
