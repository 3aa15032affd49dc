"""Episodes that were open at the end of last year: they come back in this year's return as they were."""

from __future__ import annotations

from typing import Final

import polars as pl
from polars import col

from steadyhand.engines.ssda903.prepared import Return
from steadyhand.engines.ssda903.rule import Failing, Find, rule

_BOTH: Final = ("Episodes", "Episodes_last")
_CARRIED_OVER: Final = col("is_first") & col("last_open")
_SAME_RNE: Final = (col("RNE") == col("last_final_RNE")).fill_null(False)
_ANOTHER_AUTHORITY: Final = col("PL_LA").ne_missing(col("last_final_PL_LA"))
_ANOTHER_DISTANCE: Final = (
    (col("PL_DISTANCE") - col("last_final_PL_DISTANCE")).abs().round(1) >= 0.2
).fill_null(False) | (col("last_final_PL_DISTANCE").is_null() & col("PL_DISTANCE").is_not_null())


def _another(column: str) -> Find:
    return lambda _: {"Episodes": _CARRIED_OVER & col(column).ne_missing(col("last_final_" + column))}


rule("503A", *_BOTH)(_another("RNE"))
rule("503B", *_BOTH)(_another("LS"))
rule("503C", *_BOTH)(_another("CIN"))
rule("503E", *_BOTH)(_another("PLACE_PROVIDER"))
rule("503F", *_BOTH)(_another("URN"))
rule("503H", *_BOTH)(_another("PL_LA"))
rule("503J", *_BOTH)(_another("PL_LOCATION"))


@rule("452", *_BOTH)
def same_placement_in_another_authority(_: Return) -> Failing:
    return {"Episodes": _CARRIED_OVER & _SAME_RNE & _ANOTHER_AUTHORITY}


@rule("453", *_BOTH)
def same_placement_at_another_distance(_: Return) -> Failing:
    return {"Episodes": _CARRIED_OVER & _SAME_RNE & _ANOTHER_DISTANCE}


@rule("502", *_BOTH)
def began_on_another_day(_: Return) -> Failing:
    """Of every episode that last year's return left open; those whose start cannot be read are not compared."""
    another = (col("DECOM") != col("open_earliest")) | (col("DECOM") != col("open_latest"))
    return {"Episodes": col("is_first") & another}


@rule("503D", *_BOTH)
def another_placement_type(at: Return) -> Failing:
    before = col("last_final_PLACE")
    renamed = pl.lit(False)
    if at.year.reaches(until="2024/25"):
        renamed = (before == "H5") & (col("PLACE") == "K3")
    elif at.year.reaches(until="2025/26"):
        renamed = (before == "Z1") & col("PLACE").is_in(["Z11", "Z12", "Z13", "Z14"])
    return {"Episodes": _CARRIED_OVER & col("PLACE").ne_missing(before) & ~renamed.fill_null(False)}


@rule("503G", *_BOTH)
def another_distance(_: Return) -> Failing:
    return {"Episodes": _CARRIED_OVER & _ANOTHER_DISTANCE}


@rule("562", *_BOTH)
def began_before_and_not_returned_then(at: Return) -> Failing:
    """Last year's latest episode, the one that could go on, began on another day, or there was none."""
    returned = col("DECOM").eq_missing(col("last_final_DECOM"))
    first = col("CHILD").is_not_null() & col("is_first")
    return {"Episodes": first & (col("DECOM") < at.year.start) & ~returned}
