"""What the commands share: Django started, the database made, brought up to date and looked at."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from steadyhand.commands.refusal import Refusal

SETTINGS = "steadyhand.config.settings"
_HOW_TO_BEGIN = (
    "Run `steadyhand demo` for one with invented people, or `steadyhand migrate` for one with nobody in it."
)
# What differs between two roles on one PostgreSQL database.
_ADDRESS = ("NAME", "USER", "PASSWORD", "HOST", "PORT")


def start_django() -> None:
    """Read the settings and the models. Takes about half a second, so only commands that need it call it.

    Raises `Refusal` when a setting cannot be understood.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as reason:
        raise Refusal(str(reason)) from reason
    # What was just read stays for as long as the command runs. Looked through again and again for what could be
    # thrown away, it cost a seventh of the time of a sweep.
    gc.freeze()
    gc.set_threshold(50_000)


def where() -> str:
    """The database in words that may be shown: its file, or its host and name, never its password."""
    from django.db import connection

    address = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(address["NAME"])
    return f"PostgreSQL database {address['NAME']} on {address['HOST'] or 'this machine'}"


@contextmanager
def as_owner() -> Iterator[None]:
    """Work meanwhile as the role that owns the tables (PostgreSQL); on SQLite there is only one role."""
    import dj_database_url
    from django.conf import settings
    from django.db import connection

    address: dict[str, Any] = connection.settings_dict
    if connection.vendor == "sqlite":
        yield
        return
    owner = dict(dj_database_url.parse(settings.DATABASE_OWNER_URL))
    kept = {name: address[name] for name in _ADDRESS}
    connection.close()
    address.update({name: owner[name] for name in _ADDRESS})
    try:
        yield
    finally:
        connection.close()
        address.update(kept)


def migrate() -> int:
    """Make the database or bring it up to date, as the owner; the number of migrations that were applied.

    Triggers, the tenant wall and the application role's rights are put back afterwards by the foundations,
    which listen for the end of a migrate. Raises `Refusal` when the database cannot be reached.
    """
    from django.core.management import call_command
    from django.db import connection
    from django.db.utils import OperationalError

    try:
        if connection.vendor == "sqlite":
            Path(connection.settings_dict["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        with as_owner():
            waiting = len(migrations_waiting())
            call_command("migrate", interactive=False, verbosity=0)
    except (OSError, OperationalError) as reason:
        raise _unreachable(reason) from reason
    return waiting


def analyse() -> None:
    """Tell PostgreSQL how much is where after very many rows came at once; SQLite plans the same either way."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with as_owner(), connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def count_waiting() -> int:
    """How many migrations the database lacks. Raises `Refusal` when it cannot be reached or is not there."""
    from django.db.utils import OperationalError

    try:
        if not tables():
            raise Refusal(f"There is no database yet at {where()}.\n{_HOW_TO_BEGIN}")
        return len(migrations_waiting())
    except OperationalError as reason:
        raise _unreachable(reason) from reason


def tables() -> set[str]:
    """The tables there are; none when there is no database yet. Never makes an SQLite file by looking.

    Raises `Refusal` when the database cannot be reached.
    """
    from django.db import connection
    from django.db.utils import OperationalError

    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return set()
    try:
        return set(connection.introspection.table_names())
    except OperationalError as reason:
        raise _unreachable(reason) from reason


def must_be_migrated() -> None:
    """Raises `Refusal` unless the database is there and as this version of Steadyhand expects it."""
    if waiting := count_waiting():
        raise Refusal(
            f"{where()} was made by an older version of Steadyhand: "
            f"{waiting} changes to its tables are waiting.\n"
            "Run `steadyhand upgrade FILE`, which makes a backup first."
        )


def _unreachable(reason: Exception) -> Refusal:
    return Refusal(
        f"{where()} cannot be opened: {reason}\n"
        "Nothing was changed. Check STEADYHAND_DATA, STEADYHAND_DATABASE_URL "
        "and STEADYHAND_DATABASE_OWNER_URL."
    )


def migrations_waiting() -> list[str]:
    """Changes to the tables that this version knows and the database has not had, by app and name."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
