"""Placements: their types, what each allows, how one follows another, ages and lengths, and why one ended."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl
from polars import col

from steadyhand.engines.ssda903.children import birthday
from steadyhand.engines.ssda903.prepared import Return
from steadyhand.engines.ssda903.rule import Failing, Find, rule

TEMPORARY: Final = ("T0", "T1", "T2", "T3", "T4")
_IS_TEMPORARY: Final = col("PLACE").is_in(TEMPORARY)
_WITH_CURRENT_CARERS_SINCE: Final = date(2015, 4, 1)


def unregistered(at: Return) -> list[str]:
    """The placements that the year's codes have for what is none of the others: Z1, later Z11 to Z14."""
    return [code for code in at.codes("PLACE") if code.startswith("Z")]


def _not_a_code(column: str) -> Find:
    return lambda at: {"Episodes": ~col(column).is_in(at.codes(column))}


def _too_young(place: str, age: int) -> Find:
    return lambda _: {"Episodes": (col("PLACE") == place) & (col("DECOM") < birthday(age, "child_DOB"))}


def _too_long(place: str, days: int) -> Find:
    """One that goes on has no length yet."""
    return lambda _: {
        "Episodes": (col("PLACE") == place) & (col("DEC") - col("DECOM") > pl.duration(days=days))
    }


rule("146", "Episodes")(_not_a_code("PLACE"))
rule("1009", "Episodes")(_not_a_code("REASON_PLACE_CHANGE"))
rule("371", "Episodes", "Header")(_too_young("K3", 16))
rule("372", "Episodes", "Header")(_too_young("R5", 10))
rule("373", "Episodes", "Header")(_too_young("S1", 4))
rule("374", "Episodes", "Header")(_too_young("P3", 14))
rule("375", "Episodes")(_too_long("T1", 42))
rule("376", "Episodes")(_too_long("T3", 21))
rule("379", "Episodes")(_too_long("T4", 7))


@rule("217", "Episodes")
def placed_for_adoption_with_carers_begins_otherwise(_: Return) -> Failing:
    asked = col("PLACE").is_in(["A3", "A5"]) & (col("DECOM") >= _WITH_CURRENT_CARERS_SINCE)
    return {"Episodes": asked & ~col("RNE").is_in(["S", "T", "U"]).fill_null(False)}


@rule("225", "Episodes")
def placement_changed_without_a_reason(_: Return) -> Failing:
    goes_on = (col("REC") == "X1") & col("after_RNE").is_in(["P", "B", "T", "U"])
    temporary = _IS_TEMPORARY.fill_null(False) | col("after_PLACE").is_in(TEMPORARY).fill_null(False)
    return {"Episodes": goes_on & ~temporary & col("REASON_PLACE_CHANGE").is_null()}


@rule("226", "Episodes")
def reason_for_a_temporary_change(_: Return) -> Failing:
    """The row of the temporary placement fails, wherever the reason stands."""
    given = col("REASON_PLACE_CHANGE").is_not_null() | col("before_REASON_PLACE_CHANGE").is_not_null()
    return {"Episodes": _IS_TEMPORARY & given}


@rule("233", "Episodes")
def reason_before_the_end(_: Return) -> Failing:
    return {"Episodes": col("DEC_given").is_null() & col("REASON_PLACE_CHANGE").is_not_null()}


@rule("234", "Episodes", "Header")
def custody_under_10(_: Return) -> Failing:
    """The age is that at the start of the next episode; the row that carries the reason fails."""
    custody = col("REASON_PLACE_CHANGE") == "CUSTOD"
    return {
        "Episodes": custody & (col("after_DECOM") < birthday(10, "child_DOB")),
        "Header": col("first_custody") < birthday(10),
    }


@rule("377", "Episodes")
def more_than_two_holidays_of_the_carer(_: Return) -> Failing:
    """In any 12 months, counted from the day each began; an episode that goes on in it is not another."""
    return {"Episodes": (col("PLACE") == "T3") & col("three_holidays")}


@rule("378", "Episodes")
def with_parents_while_accommodated(_: Return) -> Failing:
    return {"Episodes": (col("PLACE") == "P1") & (col("LS") == "V2")}


@rule("380", "Episodes")
def care_begins_with_a_temporary_placement(_: Return) -> Failing:
    return {"Episodes": _IS_TEMPORARY & ~col("RNE").is_in(["P", "B"]).fill_null(False)}


@rule("381", "Episodes")
def care_ends_with_a_temporary_placement(_: Return) -> Failing:
    return {"Episodes": _IS_TEMPORARY & (col("REC") != "X1")}


@rule("382", "Episodes")
def temporary_placement_in_a_short_break(_: Return) -> Failing:
    return {"Episodes": _IS_TEMPORARY & col("is_break")}


@rule("383", "Episodes")
def does_not_return_to_the_same_placement(at: Return) -> Failing:
    same = ["PLACE"]
    if at.year.reaches(since="2025/26"):
        same = ["PLACE", "PL_POST"]
    # episodes stand in order, and the third of a child has two of its own before it
    returns = pl.all_horizontal(
        col("RNE").eq_missing(pl.lit("P")), *(col(name).eq_missing(col(name).shift(2)) for name in same)
    )
    return {"Episodes": (col("nth") >= 2) & col("before_PLACE").is_in(TEMPORARY) & ~returns}


@rule("384", "Episodes")
def long_term_fostering_in_a_short_break(_: Return) -> Failing:
    return {"Episodes": col("PLACE").is_in(["U1", "U4"]) & col("is_break")}


@rule("408", "Episodes")
def placed_for_adoption_without_an_order(_: Return) -> Failing:
    return {"Episodes": col("PLACE").is_in(["A5", "A6"]) & col("LS").ne_missing(pl.lit("E1"))}
