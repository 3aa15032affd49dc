"""Children who are unaccompanied and seek asylum: whether they are flagged so, and when that ceased."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl
from polars import col

from steadyhand.engines.ssda903.cells import malformed
from steadyhand.engines.ssda903.children import birthday
from steadyhand.engines.ssda903.prepared import Return
from steadyhand.engines.ssda903.rule import Failing, rule

_BOTH_YEARS: Final = ("UASC", "UASC_last", "Header", "Header_last")
_NOW: Final = (col("child_UASC") == "1").fill_null(False)
_BEFORE: Final = (col("last_UASC") == "1").fill_null(False)
_IN_THE_HEADER: Final = (col("ceased_on"), col("ceased_given"))
_IN_ITS_TABLE: Final = (col("DUC"), col("DUC_given"))


@rule("104", "UASC")
def ceased_on_no_day_or_before_the_year(at: Return) -> Failing:
    return {"UASC": malformed("DUC") | (col("DUC") < at.year.start)}


@rule("105", "Header", given=("UASC",))
def flag_neither_0_nor_1(at: Return) -> Failing:
    return {"Header": ~col("UASC").is_in(at.codes("YES_NO")).fill_null(False)}


@rule("205A", *_BOTH_YEARS)
def flagged_last_year_alone(at: Return) -> Failing:
    """Whether or not the child has a row in this year's UASC."""
    start, end = (day.replace(year=day.year - 1) for day in (at.year.start, at.year.end))
    ceased_then = col("last_ceased_on").is_between(start, end).fill_null(False)

    def wrong(given: pl.Expr) -> pl.Expr:
        return _BEFORE & ~_NOW & (given.is_not_null() | ~ceased_then)

    return {"UASC": wrong(col("DUC_given")), "Header": wrong(col("ceased_given"))}


@rule("205B", *_BOTH_YEARS)
def flagged_in_both_years_with_other_days(at: Return) -> Failing:
    """A status that has ceased in neither year contradicts nothing. Last year a child may name the 18th birthday ahead."""
    before = col("last_ceased_on").is_not_null()

    def wrong(on: pl.Expr, given: pl.Expr) -> pl.Expr:
        fits = on.is_between(at.year.start, at.year.end).fill_null(False) | col("ceases_at_18")
        return ((before | given.is_not_null()) & ~fits) | (before & ~col("last_ceases_at_18"))

    both = _NOW & _BEFORE
    return {"UASC": both & wrong(*_IN_ITS_TABLE), "Header": both & wrong(*_IN_THE_HEADER)}


@rule("205C", *_BOTH_YEARS)
def ceased_and_flagged_in_neither_year(_: Return) -> Failing:
    never = [col(flag).is_null() | (col(flag) == "0") for flag in ("child_UASC", "last_UASC")]
    neither = pl.all_horizontal(never)
    before = col("last_ceased_on").is_not_null()
    return {
        "UASC": neither & (before | col("DUC").is_not_null()),
        "Header": neither & col("in_UASC") & (before | col("ceased_on").is_not_null()),
    }


@rule("205D", *_BOTH_YEARS)
def flagged_this_year_alone(_: Return) -> Failing:
    return {"Header": _NOW & col("in_Header_last") & ~_BEFORE}


@rule("231", "Header", "UASC")
def seeks_asylum_at_11_or_under(at: Return) -> Failing:
    """Whose 11th birthday is the year's last day, or later."""
    end = at.year.end
    return {"Header": _NOW & (col("DOB") >= date(end.year - 11, end.month, end.day))}


@rule("303", "UASC", "Header")
def ceased_and_not_flagged(_: Return) -> Failing:
    return {
        "UASC": col("in_Header") & ~_NOW & col("DUC_given").is_not_null(),
        "Header": ~_NOW & col("ceased_given").is_not_null(),
    }


@rule("304", "UASC")
def ceased_after_the_18th_birthday(_: Return) -> Failing:
    return {"UASC": col("DUC") > birthday(18)}
