"""A read that every save asks again of another row, put together once.

Django works out the text of a query each time it is asked, which takes longer than the answer where a save asks ten of
them. Here the text is kept, for each thread and database; only the key that is asked for changes.
"""

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

_KEY: Final = -(2**62)  # stands for the key in the text that is kept: no row has it


@dataclass(frozen=True, slots=True)
class _Text:
    """A query in the words of one database."""

    database: BaseDatabaseWrapper
    compiler: SQLCompiler
    sql: str
    values: tuple[Any, ...]


class AskedOften(threading.local):
    """One query, of columns, by the keys of rows: those of children, say.

    `asking` gives the query for some keys, with `values_list`: but for the keys always the same one. For one key it is
    called once a thread, for several each time.
    """

    def __init__(self, asking: Callable[[Collection[int]], QuerySet[Any, Any]]) -> None:
        self._asking = asking
        self._text: _Text | None = None

    def of(self, keys: Collection[int]) -> list[tuple[Any, ...]]:
        """The rows for these keys. One query."""
        if len(keys) != 1:
            return list(self._asking(keys))
        database = connections[DEFAULT_DB_ALIAS]
        text = self._text
        if text is None or text.database is not database:
            text = self._text = _put_together(self._asking([_KEY]), database)
        (key,) = keys
        with database.cursor() as cursor:
            cursor.execute(text.sql, [key if value == _KEY else value for value in text.values])
            return [*map(tuple, text.compiler.results_iter([cursor.fetchall()]))]


def _put_together(query: QuerySet[Any, Any], database: BaseDatabaseWrapper) -> _Text:
    compiler = query.query.get_compiler(connection=database)
    sql, values = compiler.as_sql()
    if _KEY not in values:
        raise ValueError("The query does not ask by the keys that it is given. Filter it by them.")
    return _Text(database, compiler, sql, tuple(values))
