"""Spells missing or away without authorisation."""

from __future__ import annotations

import polars as pl
from polars import col

from steadyhand.engines.ssda903.cells import malformed
from steadyhand.engines.ssda903.children import birthday
from steadyhand.engines.ssda903.prepared import Return
from steadyhand.engines.ssda903.rule import Failing, rule
from steadyhand.engines.ssda903.spells import outside_every_period

_START, _END = col("MIS_START"), col("MIS_END")


@rule("564", "Missing")
def of_a_kind_without_start(_: Return) -> Failing:
    return {"Missing": col("MISSING").is_in(["M", "A"]) & col("MIS_START_given").is_null()}


@rule("565", "Missing")
def start_of_no_kind(_: Return) -> Failing:
    return {"Missing": col("MIS_START_given").is_not_null() & col("MISSING").is_null()}


@rule("566", "Missing")
def end_of_no_kind(_: Return) -> Failing:
    return {"Missing": col("MIS_END_given").is_not_null() & col("MISSING").is_null()}


@rule("567", "Missing")
def ends_before_it_starts(_: Return) -> Failing:
    return {"Missing": _START > _END}


@rule("570", "Missing")
def starts_after_the_year(at: Return) -> Failing:
    return {"Missing": at.year.end < _START}


@rule("571", "Missing")
def ends_outside_the_year(at: Return) -> Failing:
    return {"Missing": (at.year.start > _END) | (at.year.end < _END)}


@rule("574", "Missing")
def overlaps_the_one_before(_: Return) -> Failing:
    before = ~col("is_first") & col("CHILD").is_not_null()
    return {
        "Missing": before
        & (col("before_MIS_END").is_null() | (col("before_MIS_END") > _START).fill_null(False))
    }


@rule("575", "Episodes", "Missing")
def placement_over_and_still_missing(at: Return) -> Failing:
    """From the episode in which the child went missing."""
    open_still = at.bare["Missing"].filter(col("MIS_END_given").is_null()).select("CHILD", "MIS_START", "row")
    episodes = at.bare["Episodes"].select("CHILD", "DECOM", "DEC")
    beside = open_still.join(episodes, on="CHILD", how="inner")
    return {"Missing": beside.filter((col("DECOM") <= _START) & (col("DEC") >= _START)).select("row")}


@rule("576", "Missing", "Missing_last")
def another_spell_than_the_open_one(at: Return) -> Failing:
    """The first spell is the one that starts first, or each of those that do; one whose start is not known comes last."""
    first = _START.fill_null(pl.date(2261, 12, 31))
    least = at.bare["Missing"].filter(first == first.min().over("CHILD"))
    open_then = at.bare["Missing_last"].filter(col("MIS_END_given").is_null() & _START.is_not_null())
    beside = least.select("CHILD", "row", "MIS_START").join(
        open_then.select("CHILD", _START.alias("then")), on="CHILD", how="inner"
    )
    return {"Missing": beside.filter(_START.ne_missing(col("then"))).select("row")}


@rule("577", "Episodes", "Missing")
def care_over_and_still_missing(at: Return) -> Failing:
    began, ended = col("began"), col("ended")
    out = (
        (_END.is_null() & (ended.is_not_null() | (began > _START).fill_null(False)))
        | (ended < _END).fill_null(False)
        | (began > _END).fill_null(False)
    )
    spells = at.bare["Missing"].filter(_START.is_not_null())
    return {"Missing": outside_every_period(spells, at.bare["Episodes"], out)}


@rule("578", "Episodes", "Missing")
def starts_out_of_care(at: Return) -> Failing:
    out = (col("began") > _START).fill_null(False) | (col("ended") < _START).fill_null(False)
    return {"Missing": outside_every_period(at.bare["Missing"], at.bare["Episodes"], out)}


@rule("580", "Episodes", "Missing")
def missing_until_the_18th_birthday(at: Return) -> Failing:
    adult = at.bare["Missing"].filter(birthday(18) == _END).select("CHILD", DEC="MIS_END")
    ended = at.bare["Episodes"].filter(col("REC").ne_missing("E8")).select("CHILD", "DEC", "row")
    return {"Episodes": ended.join(adult, on=["CHILD", "DEC"], how="semi").select("row")}


@rule("581", "Episodes", "Missing")
def starts_in_no_episode(at: Return) -> Failing:
    episodes = at.bare["Episodes"].select("CHILD", "DECOM", "DEC")
    beside = at.bare["Missing"].select("CHILD", "MIS_START", "row").join(episodes, on="CHILD", how="inner")
    within = (col("DECOM") <= _START) & ((col("DEC") >= _START) | col("DEC").is_null())
    found = beside.group_by("row").agg(within.fill_null(False).any().alias("_in"))
    return {"Missing": found.filter(~col("_in")).select("row")}


@rule("586", "Missing")
def starts_by_birth(_: Return) -> Failing:
    return {"Missing": col("DOB") >= _START}


@rule("1004", "Missing")
def start_is_no_date(_: Return) -> Failing:
    return {"Missing": _START.is_null()}


@rule("1005", "Missing")
def end_is_no_date(_: Return) -> Failing:
    return {"Missing": malformed("MIS_END")}


@rule("1006", "Missing")
def kind_is_no_code(at: Return) -> Failing:
    return {"Missing": ~col("MISSING").is_in(at.codes("MISSING"))}
