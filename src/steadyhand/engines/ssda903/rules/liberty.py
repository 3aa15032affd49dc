"""Deprivation of liberty orders, returned from 2026/27 on."""

from __future__ import annotations

import polars as pl
from polars import col

from steadyhand.engines.ssda903.cells import malformed
from steadyhand.engines.ssda903.prepared import Return
from steadyhand.engines.ssda903.rule import Failing, rule
from steadyhand.engines.ssda903.spells import outside_every_period

_START, _END = col("DOLO_START"), col("DOLO_END")


@rule("700", "DoLO")
def start_is_no_date(_: Return) -> Failing:
    return {"DoLO": _START.is_null()}


@rule("701", "DoLO")
def end_is_no_date(_: Return) -> Failing:
    return {"DoLO": malformed("DOLO_END")}


@rule("702", "DoLO")
def ends_by_its_start(_: Return) -> Failing:
    return {"DoLO": _END <= _START}


@rule("703", "DoLO")
def starts_after_the_year(at: Return) -> Failing:
    return {"DoLO": at.year.end < _START}


@rule("704", "DoLO")
def ends_outside_the_year(at: Return) -> Failing:
    return {"DoLO": (at.year.end < _END) | (at.year.start > _END)}


@rule("705", "DoLO")
def overlaps_the_one_before(_: Return) -> Failing:
    before = ~col("is_first") & col("CHILD").is_not_null()
    return {
        "DoLO": before
        & (col("before_DOLO_END").is_null() | (col("before_DOLO_END") > _START).fill_null(False))
    }


@rule("706", "DoLO", "DoLO_last")
def open_then_and_not_here_now(at: Return) -> Failing:
    """The rows that fail are last year's: this year has none. Without a start there is nothing to find again."""
    now = at.bare["DoLO"].select("CHILD", "DOLO_START")
    then = at.bare["DoLO_last"].filter(col("DOLO_END_given").is_null() & _START.is_not_null())
    return {"DoLO_last": then.join(now, on=["CHILD", "DOLO_START"], how="anti").select("row")}


@rule("707", "DoLO", "Episodes")
def care_over_and_order_open(at: Return) -> Failing:
    began, ended = col("began"), col("ended")
    out = (
        (_END.is_null() & (ended.is_not_null() | (began > _START).fill_null(False)))
        | (ended < _END).fill_null(False)
        | (began > _END).fill_null(False)
    )
    orders = at.bare["DoLO"].filter(_START.is_not_null())
    return {"DoLO": outside_every_period(orders, at.bare["Episodes"], out)}


@rule("708", "DoLO")
def starts_by_birth(_: Return) -> Failing:
    return {"DoLO": col("DOB") >= _START}


def _placed_during_an_order(at: Return, wrong: pl.Expr) -> Failing:
    """Orders with a start and an end, and the episodes that share a day with one, where the placement is wrong."""
    orders = at.bare["DoLO"].filter(_START.is_not_null() & _END.is_not_null())
    episodes = at.bare["Episodes"].filter(wrong)
    beside = orders.select("CHILD", "DOLO_START", "DOLO_END", order="row").join(
        episodes.select("CHILD", "DECOM", "DEC", episode="row"), on="CHILD", how="inner"
    )
    both = beside.filter(((col("DEC") >= _START) | col("DEC").is_null()) & (col("DECOM") <= _END))
    return {"DoLO": both.select(row="order"), "Episodes": both.select(row="episode")}


@rule("709", "DoLO", "Episodes")
def unexpected_placement(at: Return) -> Failing:
    return _placed_during_an_order(at, ~col("PLACE").is_in(["K2", "Z12", "Z13"]))


@rule("710", "DoLO", "Episodes")
def placement_that_may_not_be(at: Return) -> Failing:
    return _placed_during_an_order(at, col("PLACE").is_in(["K1", "P1", "R5", "K3"]))
