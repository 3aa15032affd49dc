"""Episodes in the order they were lived, each beside the one before and the one after, in its period of care."""

from __future__ import annotations

from typing import Final

import polars as pl

from steadyhand.engines.ssda903.cells import GIVEN, malformed, says
from steadyhand.engines.ssda903.year import CollectionYear

BEFORE: Final = "before_"  # begins the name of a column of the same child's previous episode
AFTER: Final = "after_"  # of its next one
BREAKS: Final = ("V3", "V4")
_NEIGHBOURS: Final = (
    "DECOM", "DEC", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "REC", "REASON_PLACE_CHANGE", "HOME_POST",
    "PL_POST", "URN", "PL_LA", "PL_LOCATION", "PL_DISTANCE",
)  # fmt: skip


def in_order(frame: pl.DataFrame) -> pl.DataFrame:
    """Episodes by child, from the earliest; where two begin on one day, the one that ended first.

    The order of the file decides nothing: episodes that begin and end alike stand in the order of all they say. Beside
    each column stand those of the previous and the next episode of the child (`before_`, `after_`); empty where there
    is none. `nth` counts from 0; `period` counts periods of care from 0: one begins with a child's first episode and
    with each that carries RNE S. `status_since` and `status_until` are the days between which the legal status is
    known to have held without a break, over episodes that follow each other on one day; `status_open`: it has no end.
    """
    frame = frame.with_columns(says(frame).alias("_says"))
    frame = frame.sort("CHILD", "DECOM", "DEC", "_says", nulls_last=True).drop("_says")
    child, opens = pl.col("CHILD"), pl.col("RNE") == "S"
    same_before, same_after = child == child.shift(1), child == child.shift(-1)
    # a row without a child stands alone
    first = ~same_before.fill_null(False)
    frame = frame.with_columns(
        *(pl.when(same_before).then(pl.col(name).shift(1)).alias(BEFORE + name) for name in _NEIGHBOURS),
        *(pl.when(same_after).then(pl.col(name).shift(-1)).alias(AFTER + name) for name in _NEIGHBOURS),
        first.alias("is_first"),
        (~same_after.fill_null(False)).alias("is_final"),
        pl.col("LS").is_in(BREAKS).fill_null(False).alias("is_break"),
        (first | opens.fill_null(False)).cum_sum().alias("_period"),
    )
    held = (pl.col("LS") == pl.col("before_LS")) & (pl.col("DECOM") == pl.col("before_DEC"))
    frame = frame.with_columns(held.fill_null(False).alias("_held"))
    begins, ends = ~pl.col("_held"), ~pl.col("_held").shift(-1, fill_value=False)
    known = pl.max_horizontal("DECOM", "DEC")
    frame = frame.with_columns(
        pl.when(pl.col("DECOM").is_not_null())
        .then(pl.when(begins).then(pl.col("DECOM")).forward_fill())
        .alias("status_since"),
        pl.when(ends).then(known).backward_fill().alias("status_until"),
        pl.when(ends).then(pl.col("DEC" + GIVEN).is_null()).backward_fill().alias("status_open"),
    )
    firsts = pl.when(pl.col("is_first")).then(pl.col("_period")).forward_fill()
    counted = pl.int_range(pl.len(), dtype=pl.Int64)
    return frame.with_columns(
        (pl.col("_period").cast(pl.Int64) - firsts.cast(pl.Int64)).alias("period"),
        (counted - pl.when(pl.col("is_first")).then(counted).forward_fill()).alias("nth"),
    ).drop("_period", "_held")


def days_within(year: CollectionYear) -> pl.Expr:
    """Days of an episode that lie in the year, below 0 where none does; empty where a day of it cannot be read."""
    ended = pl.when(~malformed("DEC")).then(pl.col("DEC").fill_null(year.end))
    return (ended.clip(upper_bound=year.end) - pl.col("DECOM").clip(lower_bound=year.start)).dt.total_days()
