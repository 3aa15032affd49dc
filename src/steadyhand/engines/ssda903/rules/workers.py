"""Who the child's social worker was: worker episodes, over two years."""

from __future__ import annotations

from datetime import date

import polars as pl
from polars import col

from steadyhand.engines.ssda903.cells import malformed
from steadyhand.engines.ssda903.prepared import Return
from steadyhand.engines.ssda903.rule import Failing, rule

_START, _END = col("SW_DECOM"), col("SW_DEC")
_REASONS_SINCE = date(2023, 4, 1)  # from then on a change has a reason
_A_WEEK = pl.duration(days=7)


@rule("SW01aSTG1", "SWEpisodes")
def before_2023_without_start_or_worker(_: Return) -> Failing:
    return {"SWEpisodes": _START.is_null() | ((_START < _REASONS_SINCE) & col("SW_ID").is_null())}


@rule("SW01bSTG1", "SWEpisodes")
def since_2023_without_start_worker_or_reason(_: Return) -> Failing:
    lacks = col("SW_ID").is_null() | col("SW_REASON").is_null()
    return {"SWEpisodes": _START.is_null() | ((_START >= _REASONS_SINCE) & lacks)}


@rule("SW02STG1", "SWEpisodes")
def number_is_none_of_a_worker(at: Return) -> Failing:
    begins = col("SW_ID").str.slice(0, 2).is_in(["SW", "XX"]).fill_null(False)
    if at.year.reaches(since="2025/26"):
        begins &= col("SW_ID").str.len_chars() >= 4
    return {"SWEpisodes": ~begins}


@rule("SW04STG1", "SWEpisodes")
def start_is_no_date(_: Return) -> Failing:
    return {"SWEpisodes": malformed("SW_DECOM")}


@rule("SW05STG1", "SWEpisodes")
def end_is_no_date(_: Return) -> Failing:
    return {"SWEpisodes": malformed("SW_DEC")}


@rule("SW06STG2", "SWEpisodes")
def starts_after_the_year(at: Return) -> Failing:
    return {"SWEpisodes": at.year.end < _START}


@rule("SW07STG2", "SWEpisodes")
def ends_outside_two_years(at: Return) -> Failing:
    return {"SWEpisodes": (at.year.start.replace(year=at.year.start.year - 1) > _END) | (at.year.end < _END)}


@rule("SW08STG2", "SWEpisodes")
def open_though_another_follows(_: Return) -> Failing:
    return {
        "SWEpisodes": ~col("is_final") & _END.is_null() & _START.is_not_null() & col("CHILD").is_not_null()
    }


@rule("SW09STG2", "SWEpisodes")
def of_one_day(_: Return) -> Failing:
    return {"SWEpisodes": _START == _END}


def _next_to_the_one_before() -> pl.Expr:
    before = col("before_SW_DEC")
    return ((before - _A_WEEK <= _START) & (before + _A_WEEK >= _START)).fill_null(False)


def _far_from_the_one_before(_: Return) -> Failing:
    """One that is still open is next to none."""
    follows = ~col("is_first") & col("CHILD").is_not_null() & col("SW_REASON").ne_missing("FCONTA")
    return {"SWEpisodes": follows & ~_next_to_the_one_before()}


rule("SW10STG2", "SWEpisodes")(_far_from_the_one_before)
rule("SW10aSTG2", "SWEpisodes")(_far_from_the_one_before)


@rule("SW10bSTG2", "SWEpisodes")
def first_contact_before_the_last_ended(_: Return) -> Failing:
    return {"SWEpisodes": (col("SW_REASON") == "FCONTA") & (col("before_SW_DEC") >= _START)}


@rule("SW11bSTG2", "SWEpisodes")
def ended_at_the_years_end_with_no_successor(at: Return) -> Failing:
    return {"SWEpisodes": col("is_final") & _END.is_between(at.year.end.replace(day=26), at.year.end)}


@rule("SW12STG2", "SWEpisodes", "Episodes")
def care_began_or_ended_without_a_worker(at: Return) -> Failing:
    """In the two years to the year's end. Where care began there must be a worker then or later, where it ended one then or
    before. One that is enough is enough.
    """
    since = at.year.start.replace(year=at.year.start.year - 1)
    began = (col("RNE") == "S") & col("DECOM").is_between(since, at.year.end)
    ended = (col("REC") != "X1") & col("DEC").is_between(since, at.year.end)
    asked = (
        at.bare["Episodes"]
        .filter(~col("is_break") & (began | ended))
        .select(
            "CHILD",
            "DECOM",
            "DEC",
            "row",
            began.fill_null(False).alias("began"),
            ended.fill_null(False).alias("ended"),
        )
    )
    workers = at.bare["SWEpisodes"].filter(_START.is_not_null()).select("CHILD", "SW_DECOM", "SW_DEC")
    then = (_END.is_null() & _START.is_not_null()) | (col("DECOM") <= _END)
    by_then = col("DEC") >= _START
    found = (
        asked.join(workers, on="CHILD", how="left")
        .group_by("row")
        .agg(
            (col("began").first() & ~then.fill_null(False).any()).alias("_none_then"),
            (col("ended").first() & ~by_then.fill_null(False).any()).alias("_none_by_then"),
        )
    )
    return {"Episodes": found.filter(col("_none_then") | col("_none_by_then")).select("row")}


@rule("SW13STG1", "SWEpisodes")
def reason_is_no_code(at: Return) -> Failing:
    lacking = col("SW_REASON").is_null() & (_START >= _REASONS_SINCE)
    return {"SWEpisodes": lacking | ~col("SW_REASON").is_in(at.codes("SW_REASON")).fill_null(True)}


@rule("SW17STG2", "SWEpisodes", "Episodes")
def still_in_care_and_the_last_worker_gone(_: Return) -> Failing:
    return {
        "SWEpisodes": col("is_final") & _END.is_not_null() & col("in_Episodes") & col("final_DEC").is_null()
    }


@rule("SW18STG2", "SWEpisodes")
def ends_by_its_start(_: Return) -> Failing:
    return {"SWEpisodes": _END <= _START}


@rule("SW19STG2", "SWEpisodes")
def another_starts_the_same_day(_: Return) -> Failing:
    """Of those that start on one day the one that ends first stands, and the others fail."""
    return {"SWEpisodes": col("before_SW_DECOM") == _START}
