"""Where a placement lies: postcodes, the authority in which it is, and how far it is from home."""

from __future__ import annotations

from typing import Final

from polars import col

from steadyhand.engines.ssda903.places import plain
from steadyhand.engines.ssda903.prepared import Return
from steadyhand.engines.ssda903.rule import Failing, Find, rule

_SOUGHT_ASYLUM: Final = col("is_uasc") | col("was_uasc")
_UNKNOWN: Final = 999.9  # stands for a distance that nobody knows
_FAR: Final = 350


def _blank(column: str) -> Find:
    return lambda _: {"Episodes": col(column).is_null() & ~col("is_break")}


rule("169", "Episodes")(_blank("PL_LA"))
rule("179", "Episodes")(_blank("PL_LOCATION"))


@rule("164", "Episodes")
def distance_out_of_range(_: Return) -> Failing:
    return {"Episodes": ~_SOUGHT_ASYLUM & ~col("PL_DISTANCE").is_between(0, _UNKNOWN)}


@rule("392a", "Episodes")
def no_distance(_: Return) -> Failing:
    return {"Episodes": ~_SOUGHT_ASYLUM & ~col("is_break") & col("PL_DISTANCE").is_null()}


@rule("392b", "Episodes")
def no_postcode(_: Return) -> Failing:
    missing = col("HOME_POST").is_null() | col("PL_POST").is_null()
    return {"Episodes": ~_SOUGHT_ASYLUM & ~col("is_break") & missing}


@rule("392c", "Episodes")
def no_such_postcode(_: Return) -> Failing:
    unknown = [~col(name + "_exists").fill_null(True) for name in ("HOME_POST", "PL_POST")]
    return {"Episodes": unknown[0] | unknown[1]}


@rule("392d", "Episodes")
def placed_at_home(_: Return) -> Failing:
    same = plain(col("HOME_POST")) == plain(col("PL_POST"))
    return {"Episodes": same & (col("PLACE") != "P1").fill_null(True)}


@rule("398", "Episodes")
def postcode_of_a_short_break(_: Return) -> Failing:
    return {"Episodes": col("is_break") & (col("HOME_POST").is_not_null() | col("PL_POST").is_not_null())}


@rule("406", "Episodes")
def distance_of_who_sought_asylum(_: Return) -> Failing:
    return {"Episodes": _SOUGHT_ASYLUM & col("PL_DISTANCE").is_not_null()}


@rule("411", "Episodes")
def inside_and_in_another_authority(at: Return) -> Failing:
    return {"Episodes": (col("PL_LOCATION") == "IN") & (col("PL_LA") != at.authority)}


@rule("420", "Episodes")
def authority_of_a_short_break(_: Return) -> Failing:
    return {"Episodes": col("is_break") & col("PL_LA").is_not_null()}


@rule("454", "Episodes")
def too_far_to_be_true(_: Return) -> Failing:
    return {"Episodes": (col("PL_DISTANCE") > _FAR) & (col("PL_DISTANCE") != _UNKNOWN)}
