"""Which queries read a whole table, as the database itself plans them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import connection

from steadyhand.foundations.access import tenancy


def whole_tables(queries: Iterable[tuple[str, Any]], *, more_than: int) -> list[str]:
    """For each query that reads from end to end a table of more rows than this: the table and the query's start.

    Asked within every council, as the pages asked.
    """
    from steadyhand.contexts.organisations import queries as organisations

    found = []
    with tenancy.within(organisations.council_ids()):
        big = {table for table, rows in _sizes().items() if rows > more_than}
        for sql, params in queries:
            if sql.lstrip(" (").upper().startswith(("SELECT", "WITH")) and "set_config" not in sql:
                read = set(_read_whole(sql, params)) & big
                found += [f"{table} in {' '.join(sql.split())[:600]}" for table in sorted(read)]
    return found


def _sizes() -> dict[str, int]:
    tables = [model._meta.db_table for model in apps.get_models()]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT relname, reltuples::bigint FROM pg_class WHERE relname = ANY(%s)", [tables]
            )
            return dict(cursor.fetchall())
        sizes = {}
        for table in tables:
            cursor.execute(f"SELECT max(rowid) FROM {connection.ops.quote_name(table)}")
            sizes[table] = cursor.fetchone()[0] or 0
        return sizes


def _read_whole(sql: str, params: Any) -> Iterator[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
            plan = cursor.fetchone()[0]
            yield from _nodes((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])
            return
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        lines = [row[3] for row in cursor.fetchall()]
    # SQLite names a table by its alias in the query.
    named = dict(re.findall(r'(?:FROM|JOIN) "(\w+)" (?:AS )?"?(\w+)"?', sql))
    aliases = {alias: table for table, alias in named.items()}
    for line in lines:
        if scan := re.match(r"SCAN (\w+)", line):
            yield aliases.get(scan.group(1), scan.group(1))


def _nodes(plan: dict[str, Any]) -> Iterator[str]:
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for inner in plan.get("Plans", []):
        yield from _nodes(inner)
