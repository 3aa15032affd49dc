"""Permanence before care: whether a child who comes into care had left it for good, when, and by whose order."""

from __future__ import annotations

import csv
from datetime import date
from importlib import resources
from typing import Final

import polars as pl
from polars import col

from steadyhand.engines.ssda903.beside import beside, both, earliest
from steadyhand.engines.ssda903.prepared import Return
from steadyhand.engines.ssda903.rule import Failing, rule
from steadyhand.engines.ssda903.rules.adoption import not_a_code

_SINCE: Final = date(2016, 4, 1)  # from when periods of care have been asked about
_SAID: Final = ("PREV_PERM", "LA_PERM", "DATE_PERM")
_PARTS: Final = r"^(\d{1,2}|ZZ)/(\d{1,2}|ZZ)/(1[7-9]\d\d|2[0-2]\d\d|ZZZZ)$"


def _authorities() -> tuple[str, ...]:
    """Codes that an authority may have here. Source: the list of csc-validator-be-903 0.1.17 (MIT), its rule 633."""
    text = (
        resources.files("steadyhand.engines.ssda903")
        .joinpath("permanence_authorities.csv")
        .read_text(encoding="utf-8")
    )
    return tuple(row["code"] for row in csv.DictReader(text.splitlines(), strict=True))


_AUTHORITIES: Final = _authorities()


def _earliest_day() -> pl.Expr:
    """The first day that DATE_PERM may mean: ZZ stands for a part that is not known. Empty where it can be no day.

    A day of an unknown year is in 1804, a leap year before whatever it is compared with.
    """
    given = col("DATE_PERM").str.extract_groups(_PARTS).struct
    parts = [
        given.field("1").replace("ZZ", "01"),
        given.field("2").replace("ZZ", "01"),
        given.field("3").replace("ZZZZ", "1804"),
    ]
    return pl.concat_str(parts, separator="/").str.to_date("%d/%m/%Y", strict=False)


@rule("630", "Episodes", "PrevPerm")
def came_into_care_and_not_all_said(at: Return) -> Failing:
    began = at.bare["Episodes"].filter((col("RNE") == "S") & (col("DECOM") >= at.year.start))
    ordered = col("PREV_PERM").is_not_null() & col("LA_PERM").is_not_null() & col("DATE_PERM").is_not_null()
    complete = (col("PREV_PERM") == "Z1").fill_null(False) | ordered
    return {"Episodes": beside(began, at.bare["PrevPerm"], or_alone=True).filter(~complete)}


rule("631", "PrevPerm")(not_a_code("PrevPerm", "PREV_PERM"))


@rule("632", "Episodes", "PrevPerm")
def ordered_after_care_began_or_on_no_day(at: Return) -> Failing:
    """An order on a day that is not wholly known came before care where it can have come before."""
    told = (
        at.bare["PrevPerm"]
        .filter(col("DATE_PERM").is_not_null())
        .with_columns(_earliest_day().alias("ordered"))
    )
    pairs = beside(told, earliest(at.bare["Episodes"]), or_alone=True)
    return both(
        "PrevPerm", "Episodes", pairs.filter(col("ordered").is_null() | (col("ordered") >= col("DECOM")))
    )


@rule("633", "PrevPerm")
def ordered_by_an_unknown_authority(_: Return) -> Failing:
    return {"PrevPerm": ~col("LA_PERM").is_in(_AUTHORITIES)}


@rule("634", "Episodes", "PrevPerm")
def said_of_care_that_began_before_it_was_asked(at: Return) -> Failing:
    """Care that was going on when the first episode of the return began, began on its first day at the latest."""
    episodes = at.bare["Episodes"]
    since = episodes.filter((col("RNE") == "S") & (col("DECOM") >= _SINCE))
    told = at.tables["PrevPerm"].filter(pl.any_horizontal(col(name).is_not_null() for name in _SAID))
    before = told.filter(col("first_DECOM") < _SINCE).join(since, on="CHILD", how="anti")
    return both("PrevPerm", "Episodes", beside(before, episodes))


@rule("635", "PrevPerm")
def ordered_and_never_was(_: Return) -> Failing:
    said = col("LA_PERM").is_not_null() | col("DATE_PERM").is_not_null()
    return {"PrevPerm": (col("PREV_PERM") == "Z1") & said}
