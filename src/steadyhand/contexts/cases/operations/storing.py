"""Stores imported children by the thousand: each table in one go, once as they are or again and again renamed.

A copy has ids, people, bodies and names of its own and is otherwise, row for row, what was imported: that is how a
hundred thousand children are made out of a thousand lives.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import Field, ForeignKey, JSONField, Model

from steadyhand.contexts.cases import gather
from steadyhand.contexts.cases.models import (
    Allocation,
    Child,
    Circumstances,
    ClockReading,
    Contact,
    Duty,
    Event,
    Explanation,
    HeldBy,
    Home,
    Identity,
    LegalStatus,
    NameKey,
    Note,
    PeriodOfCare,
    Placement,
    Relationship,
    Review,
    StandingNote,
    Visit,
)
from steadyhand.contexts.cases.models.child import new_ref
from steadyhand.contexts.cases.operations.importing import Rows
from steadyhand.contexts.cases.operations.writing import tell_of_worry
from steadyhand.engines.timescales import day_of
from steadyhand.foundations.access.models import Installation
from steadyhand.foundations.audit.record import Kind, record, together

if TYPE_CHECKING:
    from steadyhand.contexts.organisations.models import Person

# What others refer to comes first. Name keys are made from the names under which a child is stored.
_ORDER: tuple[type[Model], ...] = (
    Home, Child, Identity, PeriodOfCare, LegalStatus, Placement, HeldBy, Allocation, Relationship, StandingNote,
    Visit, Review, Contact, Note, Event, Circumstances, Explanation, Duty, ClockReading,
)  # fmt: skip
# Nothing refers to these, so the database numbers them itself.
_UNNUMBERED = frozenset({Duty, NameKey})
# Every field but JSON hands these to the database unchanged.
_AS_IT_IS = frozenset({str, int, bool, type(None)})
# Characters that stand for a name in a pattern: Unicode keeps them for private use, so no text has them otherwise.
PRIVATE = re.compile("[\ue000-\uf8ff]")


class NotADemonstration(Exception):
    """Invented children were to be stored among real ones."""


@dataclass(frozen=True, slots=True)
class Under:
    """Whose a copy is: the ids of the people and bodies that stand for the import's, the words that stand for private
    characters, and other words for the same characters where it is said who a child is. Whatever is not named stays.

    `stamp` is 8 characters of its own for each copy, so that no two copies share the occasion of a visit.
    """

    people: Mapping[int, int] = field(default_factory=dict)
    bodies: Mapping[int, int] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    identity: Mapping[str, str] = field(default_factory=dict)
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    """One row as the database takes it; what differs in a copy is at these places."""

    values: list[Any]
    references: tuple[tuple[int, type[Model]], ...]
    texts: tuple[tuple[int, tuple[str, ...]], ...]


class Batch:
    """Imported rows, ready to be stored."""

    def __init__(self, rows: Rows) -> None:
        self._children: list[Child] = rows[Child]
        self._columns = {model: _columns(model) for model in _ORDER}
        self._lines = {model: [self._line(row) for row in rows[model]] for model in _ORDER}
        self._ids = {
            model: [row.pk for row in rows[model]]
            for model in _ORDER
            if model not in _UNNUMBERED and model is not ClockReading
        }
        self._counts = _rows_a_child(rows)

    def _line(self, row: Model) -> _Line:
        values, references, texts = [], [], []
        for place, column in enumerate(self._columns[type(row)]):
            value = getattr(row, column.attname)
            if type(value) not in _AS_IT_IS or isinstance(column, JSONField):
                value = column.get_db_prep_save(value, connection)
            values.append(str(value) if isinstance(value, Enum) else value)
            if value is None:
                continue
            if column.primary_key and not column.remote_field:
                references.append((place, type(row)))
            elif isinstance(column, ForeignKey):
                references.append((place, column.related_model))
            elif isinstance(value, str) and (found := PRIVATE.findall(value)):
                texts.append((place, tuple(dict.fromkeys(found))))
        return _Line(values, tuple(references), tuple(texts))

    @transaction.atomic
    def store(self, *, by: Person, under: Under | None = None) -> list[int]:
        """Store every row; the ids of the children, in the order in which they were imported.

        Leads are told of each worry as of when it was written; in a copy under other people nobody is.
        Raises NotADemonstration anywhere but in a demonstration.
        """
        if not Installation.is_demonstration():
            raise NotADemonstration("Children are stored in bulk in a demonstration only: they are invented.")
        is_copy, under = under is not None, under or Under()
        told: dict[str, Mapping[int, int]] = {"Person": under.people, "Organisation": under.bodies}
        for model, ids in self._ids.items():
            told[model.__name__] = dict(zip(ids, _reserve(model, len(ids)), strict=True))
        stored = {}
        for model in _ORDER:
            stored[model] = self._copies(model, told, under)
            _insert(model, self._columns[model], stored[model])
        columns = _columns(NameKey)
        _insert(NameKey, columns, self._keys(columns, stored[Child], stored[Identity]))
        children = [told["Child"][child.pk] for child in self._children]
        with together():
            for child, pk in zip(self._children, children, strict=True):
                record(
                    Kind.CHANGE,
                    verb="child.imported",
                    subject_type="child",
                    subject_id=pk,
                    actor_id=by.account_id,
                    council_id=under.bodies.get(child.council_id, child.council_id),
                    detail={"rows": self._counts[child.pk]},
                )
        if not is_copy:
            _tell_of_worries(children)
        return children

    def _copies(
        self, model: type[Model], told: Mapping[str, Mapping[int, int]], under: Under
    ) -> list[list[Any]]:
        texts = {**under.texts, **under.identity} if model is Identity else under.texts
        place = {column.attname: place for place, column in enumerate(self._columns[model])}
        stamped = place.get("occasion") if under.stamp else None
        ref = place.get("ref") if under.stamp else None
        copies = []
        for line in self._lines[model]:
            row = line.values.copy()
            for at, to in line.references:
                row[at] = told[to.__name__].get(row[at], row[at])
            for at, characters in line.texts:
                text = row[at]
                for character in characters:
                    text = text.replace(character, texts.get(character, character))
                row[at] = text
            if stamped is not None:
                row[stamped] = under.stamp + row[stamped][len(under.stamp) :]
            if ref is not None:
                row[ref] = new_ref()
            copies.append(row)
        return copies

    def _keys(
        self, columns: Sequence[Field[Any, Any]], children: list[list[Any]], identities: list[list[Any]]
    ) -> list[list[Any]]:
        """The keys of the names as they were stored, as `gather.name_keys` makes them."""
        names = [column.attname for column in columns]
        known = {child.pk: child for child in map(partial(_model_of, Child, self._columns[Child]), children)}
        rows = []
        for identity in map(partial(_model_of, Identity, self._columns[Identity]), identities):
            if identity.superseded_at is None:
                for key in gather.name_keys(known[identity.child_id], identity):
                    rows.append([getattr(key, name) for name in names])
        return rows


def _tell_of_worries(children: Sequence[int]) -> None:
    worried = Visit.objects.standing().filter(child_id__in=children, worried=True).order_by("pk")
    for visit in worried.select_related("visited_by"):
        on = day_of(visit.started_at)
        tell_of_worry(visits=[visit], by=visit.visited_by, on=on, now=visit.ended_at)


def _model_of(model: type[Model], columns: Sequence[Field[Any, Any]], row: list[Any]) -> Any:
    return model(**{column.attname: value for column, value in zip(columns, row, strict=True)})


def _columns(model: type[Model]) -> list[Field[Any, Any]]:
    return [
        column for column in model._meta.concrete_fields if not (column.primary_key and model in _UNNUMBERED)
    ]


def _rows_a_child(rows: Rows) -> Counter[int]:
    return Counter(row.child_id for model, some in rows.items() if model not in (Home, Child) for row in some)


def _reserve(model: type[Model], count: int) -> list[int]:
    """Ids that nothing else will be given."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()[0]
    return list(range(last + 1, last + 1 + count))


def _insert(model: type[Model], columns: Sequence[Field[Any, Any]], rows: Sequence[Sequence[Any]]) -> None:
    """Put these rows into their table past the many small statements that models would make of them.

    PostgreSQL copies no rows straight into a table behind the wall between councils, so they pass through a
    temporary one; every constraint, trigger and the wall itself look at them on both databases.
    """
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(quote(str(column.column)) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608 - names of models
            return
        between = quote(f"arriving_{model._meta.db_table}")
        cursor.execute(
            f"CREATE TEMPORARY TABLE IF NOT EXISTS {between} ON COMMIT DELETE ROWS AS "  # noqa: S608
            f"SELECT {names} FROM {table} WITH NO DATA"
        )
        with cursor.copy(f"COPY {between} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM {between}")  # noqa: S608
        cursor.execute(f"TRUNCATE {between}")
