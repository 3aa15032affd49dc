"""What holds of every return, whatever is in it: no order decides, what is missing is told, and nothing ends a check."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import return_903
from soak.lengths import examples
from steadyhand.engines import ssda903
from steadyhand.engines.ssda903 import Checked
from steadyhand.engines.ssda903.cells import as_text
from steadyhand.engines.ssda903.providers import SCHEMA
from steadyhand.engines.ssda903.rules import of_year
from steadyhand.engines.ssda903.tables import DERIVED_FIELDS, LAST, TABLES, Kind, columns
from steadyhand.engines.ssda903.year import YEARS, CollectionYear

Tables = Mapping[str, pl.DataFrame]
WORKED_OUT = {field.column for field in DERIVED_FIELDS} | {"UASC"}  # what a return need not carry
OF_SEVERAL_CHILDREN = {"444"}  # the rule that compares children with each other
OF_ONE_ROW = (
    "101",
    "102",
    "567",
    "1004",
    "1005",
    "1006",
    "SW02STG1",
    "SW13STG1",
)  # rules that read nothing else
steady = settings(deadline=None, derandomize=True)
seeds = st.integers(1, 6)
years = st.sampled_from(YEARS)
cells = st.sampled_from(
    [(table + ends, column) for table in TABLES for ends in ("", LAST) for column in columns(table)]
)


@cache
def tables(seed: int, year: str) -> Tables:
    """A return of 60 children with many errors."""
    return return_903.as_frames(return_903.made(60, seed=seed, year=year, errors=0.08).tables)


@cache
def crowded(seed: int, year: str) -> Tables:
    """The same as if it were of five children, and all that happens happened on two days of the year."""
    number, early, late = pl.col("CHILD").str.extract(r"X(\d+)").cast(pl.Int64), r"^\d\d/0\d/", r"^\d\d/1\d/"
    return {
        name: frame.with_columns(
            pl.all().str.replace(early, "01/04/").str.replace(late, "01/10/")
        ).with_columns(CHILD=pl.format("C{}", number % 5))
        for name, frame in tables(seed, year).items()
    }


@cache
def listed(seed: int, year: str) -> pl.DataFrame:
    """Ofsted's list, as the engine reads it."""
    found = return_903.made(1, seed=seed, year=year).providers
    named = {"Leeds": "E08000035", "Bradford": "E08000032"}
    return pl.DataFrame(
        [
            (one["urn"], one["place"], one["provider"], one["closed"], one["postcode"].replace(" ", ""),
             named.get(one["authority"]), return_903.AUTHORITY)
            for one in found
        ],
        schema=SCHEMA, orient="row",
    )  # fmt: skip


def check(asked: Tables, seed: int, year: str) -> Checked:
    return ssda903.check(asked, year=year, authority=return_903.AUTHORITY, providers=listed(seed, year))


def findings(
    checked: Checked, rows: Mapping[str, list[int]] | None = None
) -> Iterator[tuple[str, str, list[int]]]:
    """What fails, by rule and table; row numbers are those of `rows` where it is given."""
    for code, by_table in checked.failed.items():
        for table, found in sorted(by_table.items()):
            yield code, table, sorted(found if rows is None else [rows[table][row] for row in found])


def contents(asked: Tables, found: Iterator[tuple[str, str, list[int]]]) -> dict[tuple[str, str], list[str]]:
    """What the rows that fail say: two that say the same are one another's double, whichever of them is named."""
    return {
        (code, table): sorted(repr(asked[table].row(row)) for row in rows)
        for code, table, rows in found
        if rows
    }


@settings(steady, max_examples=examples(10))
@given(seed=seeds, year=years, make=st.sampled_from([tables, crowded]), order=st.integers(0, 10**6))
def test_no_order_decides(seed: int, year: str, make: Callable[[int, str], Tables], order: int) -> None:
    """Of rows, of columns and of tables."""
    asked, chance = make(seed, year), random.Random(order)
    rows = {name: chance.sample(range(frame.height), frame.height) for name, frame in asked.items()}
    shuffled = {
        name: asked[name][rows[name]].select(chance.sample(asked[name].columns, asked[name].width))
        for name in chance.sample(list(asked), len(asked))
    }
    here, there = check(asked, seed, year), check(shuffled, seed, year)
    assert contents(asked, findings(there, rows)) == contents(asked, findings(here))
    assert here.not_run == there.not_run


@settings(steady, max_examples=examples(4))
@given(seed=seeds, year=years, some=st.integers(2, 5))
def test_no_child_changes_what_is_found_of_another(seed: int, year: str, some: int) -> None:
    """Every second child alone, or every fifth, has the findings that it has among all."""
    asked = tables(seed, year)
    number = pl.col("CHILD").str.extract(r"X(\d+)").cast(pl.Int64)
    chosen = {name: frame.with_row_index("row").filter(number % some == 0) for name, frame in asked.items()}
    rows = {name: frame["row"].to_list() for name, frame in chosen.items()}
    alone = check({name: frame.drop("row") for name, frame in chosen.items()}, seed, year)
    among = [
        (code, table, [row for row in found if row in set(rows[table])])
        for code, table, found in findings(check(asked, seed, year))
    ]
    assert [one for one in findings(alone, rows) if one[0] not in OF_SEVERAL_CHILDREN] == [
        one for one in among if one[2] and one[0] not in OF_SEVERAL_CHILDREN
    ]


@settings(steady, max_examples=examples(12))
@given(
    seed=seeds,
    year=years,
    left_out=st.sets(st.sampled_from([table + ends for table in TABLES for ends in ("", LAST)]), max_size=9),
    without=st.sets(cells, max_size=12),
    with_list=st.booleans(),
)
def test_what_is_not_there_is_told(
    seed: int, year: str, left_out: set[str], without: set[tuple[str, str]], with_list: bool
) -> None:
    asked = {
        name: frame.drop([column for column in frame.columns if (name, column) in without])
        for name, frame in tables(seed, year).items()
        if name not in left_out
    }
    found = ssda903.check(
        asked,
        year=year,
        authority=return_903.AUTHORITY,
        providers=listed(seed, year) if with_list else None,
    )
    known = of_year(CollectionYear(year))
    assert sorted([*found.failed, *found.not_run]) == sorted(known)
    for code, one in known.items():
        why = found.not_run.get(code, "")
        gone = [name for name in one.needs if name not in asked]
        lacking = [
            column
            for name in one.needs
            for column in one.columns
            if name in asked and column in columns(name) and (name, column) in without
        ]
        expected = [name.removesuffix(LAST) for name in gone]
        if not gone and one.providers and not with_list:
            expected = ["Ofsted’s list"]
        expected = expected or [column for column in lacking if column not in WORKED_OUT]
        assert all(name in why for name in expected), (code, why, expected)
        assert bool(why) == bool(expected or set(one.given) & WORKED_OUT), (code, why)


ODD_TEXT = (
    "\x00", "A\x00", "\ufeff", "\u202e", "😀", "ß", "İ", "é", "٣", "１２", "١/٤/٢٠٢٦", "9" * 400, "0" * 400, "-1", "1e999", "nan",
    "inf", "1.5", "1_0", "=1+1", "'", '"', "\\", "\r\n", "\u00a0", "00/00/0000", "31/12/9999", "01/01/0001", "01/04/99999",
    "29/02/2025", "29/02/2024", "31/02/2026", "2026-04-01", "1/1/26", "-1/04/2026", "ZZ/ZZ/ZZZZ", "zz/02/0000", "L", "É1 1AA",
)  # fmt: skip
ODD_CELLS = (
    None, 1.5, float("nan"), float("inf"), 10**40, -1, True, Decimal("1.00"), Decimal("NaN"), date(2026, 4, 1), date.min,
    date.max, datetime(2026, 4, 1, 12), time(1), timedelta(5), b"\xff", [], ["a", None], {}, {"a": 1}, ("a",), {1},
)  # fmt: skip
ODD_COLUMNS = (
    pl.Series([1.0, float("nan"), float("-inf"), 1e300]),
    pl.Series([0, -1, 2**62, None]),
    pl.Series([date.min, date(2026, 4, 1), date.max]),
    pl.Series([2**31 - 1, -(2**31), 0], dtype=pl.Int32).cast(pl.Date),
    *(pl.Series([2**63 - 1, 1 - 2**63, 0]).cast(pl.Datetime(unit)) for unit in ("ms", "us", "ns")),
    pl.Series([datetime(2026, 7, 1, 0, 30)]).dt.replace_time_zone("Europe/London"),
    pl.Series([time(1), None]),
    pl.Series([timedelta(3), None]),
    pl.Series([Decimal("1.00"), Decimal("2.5")]),
    pl.Series([True, False, None]),
    pl.Series([None], dtype=pl.Null),
    pl.Series([b"\xff", b"a"]),
    pl.Series([["a"], [], None]),
    pl.Series([{"a": 1}, None]),
    pl.Series([["a", "b"]], dtype=pl.Array(pl.String, 2)),
    pl.Series(["M", "31/02/2026"], dtype=pl.Categorical),
)


@settings(steady, max_examples=examples(14))
@given(
    seed=seeds,
    year=years,
    texts=st.lists(st.tuples(cells, st.sampled_from(ODD_TEXT), st.integers(0)), max_size=20),
    objects=st.lists(st.tuples(cells, st.sampled_from(ODD_CELLS), st.integers(0)), max_size=6),
    typed=st.lists(st.tuples(cells, st.sampled_from(ODD_COLUMNS)), max_size=6),
)
def test_no_cell_ends_a_check(
    seed: int,
    year: str,
    texts: list[tuple[tuple[str, str], str, int]],
    objects: list[tuple[tuple[str, str], object, int]],
    typed: list[tuple[tuple[str, str], pl.Series]],
) -> None:
    asked = dict(tables(seed, year))
    for kind, changes in ((pl.String, texts), (pl.Object, objects)):
        for (table, column), cell, place in changes:
            frame = asked.get(table)
            if frame is not None and frame.height:
                values = frame[column].to_list()
                values[place % frame.height] = cell
                as_kind = pl.Object if frame.schema[column] == pl.Object else kind
                asked[table] = frame.with_columns(pl.Series(column, values, dtype=as_kind))
    for (table, column), odd in typed:
        frame = asked.get(table)
        if frame is not None and frame.height:
            rows = pl.int_range(frame.height, eager=True) % odd.len()
            asked[table] = frame.with_columns(odd.gather(rows).alias(column))
    assert len(check(asked, seed, year).failed) > 200


@pytest.mark.parametrize("odd", ODD_COLUMNS, ids=lambda odd: str(odd.dtype))
def test_a_column_of_another_type_is_read(odd: pl.Series) -> None:
    """As text, with a row for each of its own; what no calendar has is no day, but it was given."""
    text = as_text(odd)
    assert text.dtype == pl.String
    assert text.len() == odd.len()
    if not odd.dtype.is_float():
        assert text.is_null().to_list() == odd.is_null().to_list()


@settings(steady, max_examples=examples(3))
@given(seed=seeds, year=years, times=st.integers(2, 3))
def test_children_who_are_there_again_end_no_check(seed: int, year: str, times: int) -> None:
    """And a rule that asks one row alone finds each double as it found the first."""
    asked = tables(seed, year)
    once = check(asked, seed, year)
    again = check({name: pl.concat([frame] * times) for name, frame in asked.items()}, seed, year)
    assert again.not_run == once.not_run
    assert again.failed["INT32"] == {"Header": list(range(asked["Header"].height * times))}
    for code in OF_ONE_ROW:
        expected = {
            table: [row + time * asked[table].height for time in range(times) for row in rows]
            for table, rows in once.failed[code].items()
        }
        assert again.failed[code] == expected, code


@settings(steady, max_examples=examples(4))
@given(seed=seeds, year=years, pick=st.integers(0, 10**6))
def test_typed_cells_say_what_text_says(seed: int, year: str, pick: int) -> None:
    """Days as dates and moments, codes as numbers, with decimals or without; and text written otherwise."""
    chance = random.Random(pick)
    asked = {name: _with_days_alone(name, frame) for name, frame in tables(seed, year).items()}
    expected = check(asked, seed, year)
    for change in (_typed, _written_otherwise):
        changed = {
            name: pl.DataFrame([change(column, chance) for column in frame]) for name, frame in asked.items()
        }
        found = check(changed, seed, year)
        assert found.failed == expected.failed, change
        assert found.not_run == expected.not_run


def _with_days_alone(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """What is no day has no type to stand in; it is a day that cannot be instead."""
    days = [field.column for field in TABLES[name.removesuffix(LAST)] if field.kind is Kind.DATE]
    is_day = pl.col(days).str.to_date("%d/%m/%Y", strict=False).is_not_null() | (pl.col(days) == "")
    return frame.with_columns(pl.when(is_day).then(pl.col(days)).otherwise(pl.lit("31/12/9999")))


def _typed(column: pl.Series, chance: random.Random) -> pl.Series:
    given = column.set(column == "", None)
    days = given.str.to_date("%d/%m/%Y", strict=False)
    if days.is_null().equals(given.is_null()):
        return chance.choice(
            (days, days.cast(pl.Datetime("ms")), pl.Series(days.name, days.to_list(), dtype=pl.Object))
        )
    if given.drop_nulls().str.contains(r"^(0|[1-9]\d{0,9})$").all():
        numbers = given.cast(pl.Int64)
        objects = pl.Series(given.name, numbers.to_list(), dtype=pl.Object)
        return chance.choice((numbers, numbers.cast(pl.Float64), numbers.cast(pl.Decimal(12, 2)), objects))
    return given.cast(chance.choice((pl.String, pl.Categorical)))


def _written_otherwise(column: pl.Series, chance: random.Random) -> pl.Series:
    ways: tuple[Callable[[str], str], ...] = (str, str.lower, " {}\t".format)
    text = [chance.choice(ways)(cell) for cell in column]
    cells = pl.Series(column.name, text, dtype=pl.String)
    return cells.str.replace(r"^( ?)0?(\d)/0?(\d)/(\d{4})", "$1$2/$3/$4")
