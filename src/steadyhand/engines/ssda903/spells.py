"""Spells of one kind in the order they were lived, each beside the one before it: missing, liberty, social workers."""

from __future__ import annotations

from typing import Final

import polars as pl

from steadyhand.engines.ssda903.cells import says
from steadyhand.engines.ssda903.episodes import BEFORE

# The columns with which a spell begins and ends, by table.
SPELLS: Final = {
    "Missing": ("MIS_START", "MIS_END"),
    "DoLO": ("DOLO_START", "DOLO_END"),
    "SWEpisodes": ("SW_DECOM", "SW_DEC"),
}


def in_turn(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Spells by child, in order; beside their days those of the one before (`before_`).

    Worker episodes stand by the day they begin, then the day they end, open ones last; of those alike in both a first
    contact stands first. Spells missing and orders stand by the day they end, an open one by the day it began, as
    their rules compare them. What is alike in that too stands in the order of all it says, so that the order of the
    file decides nothing. `is_first`: none stands before it. `is_final`, of worker episodes: none with a known start
    stands after it, and it has one itself or stands alone.
    """
    start, end = SPELLS[table]
    frame = frame.with_columns(says(frame).alias("_says"))
    order: list[str | pl.Expr] = [pl.coalesce(end, start), start, end]
    if table == "SWEpisodes":
        order = [start, end, pl.col("SW_REASON").ne_missing("FCONTA")]
    frame = frame.sort("CHILD", *order, "_says", nulls_last=True).drop("_says")
    child = pl.col("CHILD")
    same_before = (child == child.shift(1)).fill_null(False)
    same_after = (child == child.shift(-1)).fill_null(False)
    frame = frame.with_columns(
        *(pl.when(same_before).then(pl.col(name).shift(1)).alias(BEFORE + name) for name in (start, end)),
        (~same_before).alias("is_first"),
    )
    if table != "SWEpisodes":
        return frame
    dated = pl.col(start).is_not_null()
    followed = same_after & dated.shift(-1, fill_value=False)
    return frame.with_columns(((dated & ~followed) | (~same_before & ~same_after)).alias("is_final"))


def periods(episodes: pl.LazyFrame) -> pl.LazyFrame:
    """Stretches in care without a gap between episodes, by `CHILD`: `began`, and `ended` as the last of them says."""
    dated = episodes.filter(pl.col("DECOM").is_not_null() & pl.col("CHILD").is_not_null())
    opens = pl.col("is_first") | (pl.col("DECOM") > pl.col("before_DEC"))
    return (
        dated.select("CHILD", "DECOM", "DEC", opens.fill_null(False).cum_sum().alias("_period"))
        .group_by("CHILD", "_period")
        .agg(pl.col("DECOM").min().alias("began"), pl.col("DEC").last().alias("ended"))
        .select("CHILD", "began", "ended")
    )


def outside_every_period(spells: pl.LazyFrame, episodes: pl.LazyFrame, out: pl.Expr) -> pl.LazyFrame:
    """Rows of spells for which `out` holds against each stretch in care of the child; none of a child without one.

    `out`: over the spell's columns and `began` and `ended` of a stretch.
    """
    beside = spells.join(periods(episodes), on="CHILD", how="inner")
    return (
        beside.group_by("row")
        .agg(out.fill_null(False).all().alias("_out"))
        .filter(pl.col("_out"))
        .select("row")
    )
