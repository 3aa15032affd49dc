"""What is kept, in which order, and each value in a form that belongs to neither database."""

import base64
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from graphlib import TopologicalSorter
from typing import Any, Final
from uuid import UUID

from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

from steadyhand.foundations.backups.problems import BackupProblem

# Tables that stay behind, and why. Everything else is kept, so a table nobody thought of is not lost.
LEFT_OUT: Final = {
    "sessions.session": "everybody signs in again",
    "mail.letter": "waits for minutes; a restore tried out elsewhere must write to nobody",
    "access.calendarfeed": "secret addresses, some of them ended since: whoever wants one makes another",
    "access.count": "tries counted for a few minutes, of no meaning elsewhere",
    "contenttypes.contenttype": "Django's list of tables, written again by every migrate",
    "auth.permission": "Django's list, written again by every migrate; roles here are our own",
    "auth.group": "not used: roles are our own",
    "auth.group_permissions": "not used: roles are our own",
}
_ROWS_AT_ONCE: Final = 2_000


def _same(value: Any) -> Any:
    return value


def _utc(value: datetime) -> str:
    return value.astimezone(UTC).isoformat()


_Codec = tuple[Callable[[Any], Any], Callable[[Any], Any]]
_CODECS: Final[dict[str, _Codec]] = dict.fromkeys(
    (
        "AutoField", "BigAutoField", "SmallAutoField", "BigIntegerField", "IntegerField", "SmallIntegerField",
        "PositiveBigIntegerField", "PositiveIntegerField", "PositiveSmallIntegerField", "BooleanField", "CharField",
        "TextField", "SlugField", "GenericIPAddressField", "FloatField", "JSONField",
    ),
    (_same, _same),
) | {
    "DateTimeField": (_utc, datetime.fromisoformat),
    "DateField": (date.isoformat, date.fromisoformat),
    "TimeField": (time.isoformat, time.fromisoformat),
    "DecimalField": (str, Decimal),
    "UUIDField": (str, UUID),
    "BinaryField": (lambda value: base64.b64encode(value).decode(), base64.b64decode),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """One table, its columns in order, and how each column's values are written down and read."""

    model: type[models.Model]
    name: str
    columns: tuple[str, ...]
    codecs: tuple[_Codec, ...]

    def count(self) -> int:
        """The rows there are."""
        return self.model._base_manager.count()

    def rows(self) -> Iterator[list[Any]]:
        """Every row by its key, in the neutral form; a few thousand in memory at once."""
        key = self.model._meta.pk.attname
        at = [field.attname for field in self.model._meta.concrete_fields].index(key)
        names = [field.attname for field in self.model._meta.concrete_fields]
        found = self.model._base_manager.order_by("pk").values_list(*names)
        batch = list(found[:_ROWS_AT_ONCE])
        while batch:
            for row in batch:
                yield [
                    None if value is None else encode(value)
                    for value, (encode, _) in zip(row, self.codecs, strict=True)
                ]
            batch = list(found.filter(pk__gt=batch[-1][at])[:_ROWS_AT_ONCE])

    def insert(self, rows: Sequence[Sequence[Any]]) -> None:
        """Put rows in the neutral form into the table, with the keys they had."""
        fields = self.model._meta.concrete_fields
        quote = connection.ops.quote_name
        columns = ", ".join(quote(str(field.column)) for field in fields)
        places = ", ".join(["%s"] * len(fields))
        prepared = [
            [
                field.get_db_prep_save(None if value is None else decode(value), connection=connection)
                for field, value, (_, decode) in zip(fields, row, self.codecs, strict=True)
            ]
            for row in rows
        ]
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {quote(self.name)} ({columns}) VALUES ({places})", prepared)  # noqa: S608


def as_line(value: object) -> str:
    """One line of the backup; the same value always gives the same line, so that lines can be hashed."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def applied_migrations() -> list[str]:
    """The migrations of this database, as `app.name`, in order of their names."""
    return sorted(f"{app}.{name}" for app, name in MigrationLoader(connection).applied_migrations)


def kept_tables() -> list[Table]:
    """Every table that is kept, those that others refer to first.

    Read from the migrations that this database has, not from today's models: before an upgrade the tables are still
    those of the older version. Raises `BackupProblem` when the database knows migrations that this version does not.
    """
    loader = MigrationLoader(connection)
    unknown = sorted(
        f"{app}.{name}" for app, name in set(loader.applied_migrations) - set(loader.graph.nodes)
    )
    if unknown:
        raise BackupProblem(
            f"The database was made by a newer version of Steadyhand: it has {', '.join(unknown)}. "
            "Nothing was done. Use that version."
        )
    state = loader.project_state(list(loader.applied_migrations), at_end=True)
    found: dict[str, type[models.Model]] = {}
    for model in state.apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.managed and not meta.proxy and meta.label_lower not in LEFT_OUT:
            found[meta.db_table] = model
    order: TopologicalSorter[str] = TopologicalSorter()
    for name in sorted(found):
        order.add(name, *sorted(_refers_to(found[name]) & found.keys() - {name}))
    return [_table(found[name]) for name in order.static_order()]


def _refers_to(model: type[models.Model]) -> set[str]:
    return {
        field.remote_field.model._meta.db_table
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
    }


def _table(model: type[models.Model]) -> Table:
    fields = model._meta.concrete_fields
    return Table(
        model=model,
        name=model._meta.db_table,
        columns=tuple(str(field.column) for field in fields),
        codecs=tuple(_codec(field) for field in fields),
    )


def _codec(field: Any) -> _Codec:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    kind = field.get_internal_type()
    if kind not in _CODECS:
        raise BackupProblem(
            f"Backups do not know how to write a {kind} ({field}). Nothing was done. "
            "Tell whoever keeps Steadyhand: it needs a line in foundations/backups/tables.py."
        )
    return _CODECS[kind]
