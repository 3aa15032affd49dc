"""Episodes by themselves: their codes and dates, and whether one follows from the other."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl
from polars import col

from steadyhand.engines.ssda903.cells import malformed
from steadyhand.engines.ssda903.prepared import Return
from steadyhand.engines.ssda903.rule import Failing, Find, rule

_ACT_IN_FORCE: Final = date(1991, 10, 14)
_PLACEMENT_ORDERS_BEGIN: Final = date(2005, 12, 1)
_PLACEMENT: Final = ("PLACE", "PL_POST", "URN", "PLACE_PROVIDER")
_SAME_PLACEMENT: Final = pl.all_horizontal(col(name).eq_missing(col("before_" + name)) for name in _PLACEMENT)


def _not_a_code(column: str) -> Find:
    return lambda at: {"Episodes": ~col(column).is_in(at.codes(column))}


def _not_a_day(column: str) -> Find:
    return lambda _: {"Episodes": malformed(column)}


rule("141", "Episodes")(_not_a_day("DECOM"))
rule("143", "Episodes")(_not_a_code("RNE"))
rule("144", "Episodes")(_not_a_code("LS"))
rule("145", "Episodes")(_not_a_code("CIN"))
rule("147", "Episodes")(_not_a_day("DEC"))
rule("149", "Episodes")(_not_a_code("REC"))


@rule("142", "Episodes")
def another_began_and_this_has_not_ended(_: Return) -> Failing:
    ended = col("DEC").is_not_null() & col("REC").is_not_null()
    return {"Episodes": ~col("is_final") & col("DECOM").is_not_null() & ~ended}


@rule("148", "Episodes")
def end_without_reason_or_reason_without_end(_: Return) -> Failing:
    return {"Episodes": col("DEC_given").is_null() != col("REC").is_null()}


@rule("353", "Episodes")
def began_before_the_act(_: Return) -> Failing:
    return {"Episodes": col("DECOM") < _ACT_IN_FORCE}


@rule("354", "Episodes")
def began_after_the_year(at: Return) -> Failing:
    """Of the episode's dates the start, as its column says; 385 asks of the end."""
    return {"Episodes": col("DECOM") > at.year.end}


@rule("355", "Episodes")
def ended_on_the_day_it_began(_: Return) -> Failing:
    return {"Episodes": col("DECOM") == col("DEC")}


@rule("356", "Episodes")
def ended_before_it_began(_: Return) -> Failing:
    return {"Episodes": col("DEC") < col("DECOM")}


@rule("357", "Episodes")
def first_in_the_year_does_not_begin_care(at: Return) -> Failing:
    """Of children whose earliest episode began in the year or after it: others were in care before."""
    earliest = col("CHILD").is_not_null() & col("is_first") & (col("DECOM") >= at.year.start)
    return {"Episodes": earliest & col("RNE").ne_missing("S")}


@rule("385", "Episodes")
def ended_after_the_year(at: Return) -> Failing:
    return {"Episodes": col("DEC") > at.year.end}


@rule("388", "Episodes")
def reason_for_the_end_against_what_follows(_: Return) -> Failing:
    """What follows an episode is known where its child, its start and its end are."""
    known = pl.all_horizontal(col("CHILD", "DECOM", "DEC").is_not_null())
    follows = col("DEC").eq_missing(col("after_DECOM"))
    return {"Episodes": known & ((col("REC") == "X1") != follows)}


@rule("431", "Episodes")
def care_begins_before_the_last_episode_is_over(_: Return) -> Failing:
    return {"Episodes": (col("RNE") == "S") & (col("DECOM") <= col("before_DEC"))}


@rule("432", "Episodes")
def care_had_ended_and_does_not_begin(at: Return) -> Failing:
    leaves = [code for code in at.codes("REC") if code != "X1"]
    return {"Episodes": col("before_REC").is_in(leaves) & col("RNE").ne_missing("S")}


@rule("433", "Episodes")
def goes_on_from_another_day(at: Return) -> Failing:
    goes_on = col("RNE").is_in([code for code in at.codes("RNE") if code != "S"])
    next_day = (col("DECOM") == col("before_DEC")).fill_null(False)
    return {"Episodes": goes_on & ~col("is_first") & ~next_day}


@rule("434", "Episodes")
def not_only_the_status_changed(_: Return) -> Failing:
    asked = (col("RNE") == "L") & ~col("is_first")
    return {"Episodes": asked & ((col("LS") == col("before_LS")).fill_null(False) | ~_SAME_PLACEMENT)}


@rule("435", "Episodes")
def not_only_the_placement_changed(_: Return) -> Failing:
    asked = col("RNE").is_in(["P", "T"]) & ~col("is_first")
    return {"Episodes": asked & (col("LS").ne_missing(col("before_LS")) | _SAME_PLACEMENT)}


@rule("436", "Episodes")
def not_both_status_and_placement_changed(_: Return) -> Failing:
    asked = col("RNE").is_in(["B", "U"]) & ~col("is_first")
    return {"Episodes": asked & (col("LS").eq_missing(col("before_LS")) | _SAME_PLACEMENT)}


@rule("437", "Episodes")
def goes_on_after_death_or_as_an_adult(_: Return) -> Failing:
    over = col("REC").is_in(["E2", "E15"]) & col("DECOM").is_not_null()
    return {"Episodes": over & ~col("is_final")}


@rule("446", "Episodes")
def placement_order_before_there_were_any(_: Return) -> Failing:
    return {"Episodes": (col("LS") == "E1") & (col("DECOM") < _PLACEMENT_ORDERS_BEGIN)}


@rule("501", "Episodes")
def began_before_the_last_was_over(_: Return) -> Failing:
    return {"Episodes": col("DECOM") < col("before_DEC")}


@rule("504", "Episodes")
def need_changes_within_a_period_of_care(_: Return) -> Failing:
    goes_on = (col("before_REC") == "X1") & (col("before_DEC") == col("DECOM"))
    return {"Episodes": goes_on & col("CIN").ne_missing(col("before_CIN"))}
