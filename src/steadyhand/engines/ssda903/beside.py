"""Rows of two tables that belong to one child, side by side: what is wrong between them is wrong with both."""

from __future__ import annotations

from typing import Final

import polars as pl

from steadyhand.engines.ssda903.rule import Failing

OTHER: Final = "_other"  # ends the name of a column that both tables have, where it is the second's


def earliest(episodes: pl.LazyFrame) -> pl.LazyFrame:
    """Of these episodes, which are in order, each child's first that has a day to begin on."""
    return _dated(episodes).filter(pl.col("CHILD").ne_missing(pl.col("CHILD").shift(1)))


def latest(episodes: pl.LazyFrame) -> pl.LazyFrame:
    """Of these episodes, which are in order, each child's last that has a day to begin on."""
    return _dated(episodes).filter(pl.col("CHILD").ne_missing(pl.col("CHILD").shift(-1)))


def _dated(episodes: pl.LazyFrame) -> pl.LazyFrame:
    return episodes.filter(pl.col("CHILD").is_not_null() & pl.col("DECOM").is_not_null())


def beside(rows: pl.LazyFrame, others: pl.LazyFrame, *, or_alone: bool = False) -> pl.LazyFrame:
    """Every row beside every other of the same child; `or_alone`: also those whose child has no other."""
    return rows.join(others, on="CHILD", how="left" if or_alone else "inner", suffix=OTHER)


def both(table: str, other: str, pairs: pl.LazyFrame) -> Failing:
    """Both rows of each pair fail."""
    others = pairs.select(pl.col("row" + OTHER).alias("row")).drop_nulls()
    return {table: pairs.select("row"), other: others}
