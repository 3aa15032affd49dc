"""Which queries read a whole table, as the database itself plans them."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import connection

from steadyhand.contexts.organisations import queries as organisations
from steadyhand.foundations.access import tenancy

# To go by the council alone is no better than reading all: most have but one. Nor is it to go by what nearly every row
# has not: rows that correct no other are nearly all.
NO_BETTER = {"council_id"}


def whole_tables(queries: Iterable[tuple[str, Any]], *, big: Collection[str]) -> list[str]:
    """For each query that reads one of these tables from end to end: the table and the query's start.

    Asked within every council, as the pages asked.
    """
    found = []
    with tenancy.within(organisations.council_ids()):
        for sql, params in queries:
            if sql.lstrip(" (").upper().startswith(("SELECT", "WITH")) and "set_config" not in sql:
                read = set(_read_whole(sql, params)) & set(big)
                found += [f"{table} in {' '.join(sql.split())[:600]}" for table in sorted(read)]
    return found


def tables_of_more_than(rows: int) -> set[str]:
    """Tables with more rows than this, as far as the database knows without counting."""
    tables = [model._meta.db_table for model in apps.get_models()]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND reltuples > %s", [tables, rows]
            )
            return {row[0] for row in cursor.fetchall()}
        found = set()
        for table in tables:
            cursor.execute(f"SELECT max(rowid) FROM {connection.ops.quote_name(table)}")
            if (cursor.fetchone()[0] or 0) > rows:
                found.add(table)
        return found


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
        elif built := re.match(r"SEARCH (\w+) USING AUTOMATIC", line):
            yield aliases.get(built.group(1), built.group(1))  # read whole, to make an index of its own
        elif search := re.match(r"SEARCH (\w+) USING .*INDEX \w+ \((.*)\)", line):
            by = {name for name in re.findall(r"(\w+)[=<>]", search[2]) if f'"{name}" IS NULL' not in sql}
            if by <= NO_BETTER:
                yield aliases.get(search.group(1), search.group(1))


def _nodes(plan: dict[str, Any], table: str = "") -> Iterator[str]:
    """Tables that a plan reads whole."""
    table = plan.get("Relation Name", table)  # a bitmap of an index stands inside the scan of its table
    by = set(re.findall(r"(\w+)\)*(?:::\w+)? (?:=|<|>|<=|>=) ", plan.get("Index Cond", "")))
    if plan["Node Type"] == "Seq Scan" or ("Index Name" in plan and by <= NO_BETTER):
        yield table
    for inner in plan.get("Plans", []):
        yield from _nodes(inner, table)
