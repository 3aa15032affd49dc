"""Periods of care: what a legal status allows and for how long, and at which age care begins and ends."""

from __future__ import annotations

import polars as pl
from polars import col

from steadyhand.engines.ssda903.cells import malformed
from steadyhand.engines.ssda903.children import GUARDIANSHIPS, REMANDS
from steadyhand.engines.ssda903.episodes import days_within
from steadyhand.engines.ssda903.prepared import Return
from steadyhand.engines.ssda903.rule import Failing, Find, rule


def _birthday(age: int, born: str = "child_DOB") -> pl.Expr:
    """The day on which a child becomes so old; of those born on 29 February the 28th where there is no 29th."""
    return col(born).dt.offset_by(f"{age}y")


def _ended_before(age: int, *reasons: str) -> Find:
    return lambda _: {"Episodes": col("REC").is_in(reasons) & (col("DEC") < _birthday(age))}


def _held_for_more_than(days: int, status: str) -> Find:
    """Over all episodes that follow each other; one that is open is counted to the year's end."""

    def find(at: Return) -> Failing:
        until = col("status_until")
        until = pl.when("status_open").then(until.clip(lower_bound=at.year.end)).otherwise(until)
        return {"Episodes": (col("LS") == status) & (until - col("status_since") > pl.duration(days=days))}

    return find


rule("361", "Episodes")(_held_for_more_than(3, "L1"))
rule("362", "Episodes")(_held_for_more_than(21, "L2"))
rule("363", "Episodes")(_held_for_more_than(7, "L3"))
rule("364", "Episodes")(_held_for_more_than(21, "J2"))
rule("387", "Header", "Episodes")(_ended_before(14, "E5", "E6"))
rule("389", "Header", "Episodes")(_ended_before(16, "E7"))
rule("460", "Header", "Episodes")(_ended_before(18, "E17"))


@rule("302", "Header", "Episodes")
def began_before_birth(_: Return) -> Failing:
    return {
        "Episodes": col("is_first") & (col("DECOM") < col("child_DOB")),
        "Header": col("first_DECOM") < col("DOB"),
    }


@rule("352", "Header", "Episodes")
def care_begins_as_an_adult(_: Return) -> Failing:
    return {"Episodes": (col("RNE") == "S") & (col("DECOM") >= _birthday(18))}


@rule("358", "Header", "Episodes")
def remanded_under_10(_: Return) -> Failing:
    return {
        "Episodes": col("LS").is_in(REMANDS) & (col("DECOM") < _birthday(10)),
        "Header": col("first_remand") < _birthday(10, "DOB"),
    }


@rule("359", "Header", "Episodes")
def adult_still_in_care(at: Return) -> Failing:
    allowed = (col("LS") == "V2") & (col("PLACE") == "K2")
    return {
        "Episodes": col("DEC_given").is_null() & (_birthday(18) < at.year.end) & ~allowed.fill_null(False),
    }


@rule("365", "Episodes")
def short_break_too_long(at: Return) -> Failing:
    ended = pl.when(~malformed("DEC")).then(col("DEC").fill_null(at.year.end))
    return {"Episodes": (col("LS") == "V3") & (ended - col("DECOM") > pl.duration(days=17))}


@rule("366", "Episodes")
def short_break_goes_on_from_another(_: Return) -> Failing:
    return {"Episodes": (col("LS") == "V3") & col("RNE").ne_missing("S")}


@rule("367", "Episodes")
def too_many_short_breaks(at: Return) -> Failing:
    return {"Episodes": (col("LS") == "V3") & (col("break_days") > 75) & (days_within(at.year) > 0)}


@rule("386", "Header", "Episodes")
def adopted_as_an_adult(_: Return) -> Failing:
    return {"Episodes": col("REC").is_in(["E11", "E12"]) & (col("DEC") >= _birthday(18))}


@rule("407", "Episodes", "Header")
def guardian_of_an_adult(_: Return) -> Failing:
    """After the 18th birthday; the day itself passes."""
    return {
        "Episodes": col("REC").is_in(GUARDIANSHIPS) & (col("DEC") > _birthday(18)),
        "Header": col("last_guardianship") > _birthday(18, "DOB"),
    }


@rule("426", "Episodes")
def short_breaks_of_both_kinds(_: Return) -> Failing:
    return {"Episodes": col("is_break") & col("mixed_breaks")}
