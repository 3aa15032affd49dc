"""Adoption: what the table AD1 says of it, and the episodes that led to it."""

from __future__ import annotations

from typing import Final

import polars as pl
from polars import col

from steadyhand.engines.ssda903.beside import beside, both, latest
from steadyhand.engines.ssda903.cells import malformed
from steadyhand.engines.ssda903.prepared import Return
from steadyhand.engines.ssda903.rule import Failing, Find, rule

ADOPTIVE: Final = ("A3", "A4", "A5", "A6")
ADOPTED: Final = ("E11", "E12")
FOSTER: Final = ("U1", "U2", "U3", "U4", "U5", "U6")
SAID: Final = ("DATE_INT_given", "DATE_MATCH_given", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR")
_SINGLE: Final = ("M1", "F1")
_COUPLE: Final = ("MM", "FF", "MF")
_FILLED: Final = pl.any_horizontal(col(name).is_not_null() for name in SAID)
_COMPLETE: Final = pl.all_horizontal(col(name).is_not_null() for name in SAID)


def not_a_day(table: str, column: str) -> Find:
    """Rows of the table where something is given that is no day."""
    return lambda _: {table: malformed(column)}


def not_a_code(table: str, column: str) -> Find:
    """Rows of the table where something is given that is no code of the column's set."""
    return lambda at: {table: ~col(column).is_in(at.codes(column))}


def _adopters_of_another_sex(status: str, *sexes: str) -> Find:
    """Rows with this status of adopters and without one of these codes of sex, blank ones too."""
    without = ~col("SEX_ADOPTR").is_in(sexes).fill_null(False)
    return lambda _: {"AD1": (col("LS_ADOPTR") == status) & without}


def adopted(at: Return, table: str = "Episodes") -> pl.LazyFrame:
    """Episodes that ended in adoption."""
    return at.bare[table].filter(col("REC").is_in(ADOPTED))


def adopted_this_year(at: Return) -> pl.LazyFrame:
    """Episodes that ended in adoption in the year."""
    return adopted(at).filter(col("DEC").is_between(at.year.start, at.year.end))


rule("112", "AD1")(not_a_day("AD1", "DATE_INT"))
rule("113", "AD1")(not_a_day("AD1", "DATE_MATCH"))
rule("114", "AD1")(not_a_code("AD1", "FOSTER_CARE"))


@rule("151", "AD1")
def said_in_part(_: Return) -> Failing:
    return {"AD1": _FILLED & ~_COMPLETE}


rule("175", "AD1")(not_a_code("AD1", "NB_ADOPTR"))
rule("176", "AD1")(not_a_code("AD1", "SEX_ADOPTR"))
rule("177", "AD1")(not_a_code("AD1", "LS_ADOPTR"))


@rule("199", "Episodes")
def came_back_after_adoption(at: Return) -> Failing:
    """What began on one day with the episode that ended in adoption is no later one, in whichever year's return."""
    years = [adopted(at, name) for name in ("Episodes", "Episodes_last") if name in at.bare]
    first = pl.concat([episodes.select("CHILD", "DECOM") for episodes in years]).group_by("CHILD").min()
    after = beside(at.bare["Episodes"], first)
    return {"Episodes": after.filter(col("DECOM") > col("DECOM_other"))}


@rule("331", "AD1", "Episodes")
def matched_after_placement_began(at: Return) -> Failing:
    pairs = beside(adopted(at), at.bare["AD1"])
    return both("Episodes", "AD1", pairs.filter(col("DATE_MATCH") > col("DECOM")))


@rule("333", "AD1")
def matched_before_decision(_: Return) -> Failing:
    undecided = col("DATE_INT").is_null() | (col("DATE_INT") > col("DATE_MATCH"))
    return {"AD1": col("DATE_MATCH").is_not_null() & undecided}


@rule("334", "Episodes", "AD1")
def decided_before_care_began(at: Return) -> Failing:
    care = latest(at.bare["Episodes"].filter(col("RNE") == "S"))
    return both("Episodes", "AD1", beside(care, at.bare["AD1"]).filter(col("DATE_INT") < col("DECOM")))


@rule("335", "Episodes", "AD1")
def adopter_and_placement_disagree(at: Return) -> Failing:
    """The final placement is that of the episode that ended in adoption."""
    by_carer, by_others = col("PLACE").is_in(("A3", "A5")), col("PLACE").is_in(("A4", "A6"))
    disagree = (by_carer & (col("FOSTER_CARE") == "0")) | (by_others & (col("FOSTER_CARE") == "1"))
    return both("Episodes", "AD1", beside(adopted(at), at.bare["AD1"]).filter(disagree))


@rule("336", "Episodes")
def placed_with_carer_who_was_none(_: Return) -> Failing:
    known = col("before_PLACE").is_in(FOSTER + ADOPTIVE).fill_null(False)
    return {"Episodes": col("PLACE").is_in(("A3", "A5")) & ~known & ~col("is_first")}


@rule("390", "Episodes")
def adopted_from_another_placement(_: Return) -> Failing:
    return {"Episodes": col("REC").is_in(ADOPTED) & ~col("PLACE").is_in(ADOPTIVE).fill_null(False)}


@rule("511", "AD1")
def two_adopters_of_single_sex_code(_: Return) -> Failing:
    return {"AD1": (col("NB_ADOPTR") == "2") & col("SEX_ADOPTR").is_in(_SINGLE)}


@rule("514", "AD1")
def single_adopter_of_couple_sex_code(_: Return) -> Failing:
    return {"AD1": (col("LS_ADOPTR") == "L0") & col("SEX_ADOPTR").is_in(_COUPLE)}


@rule("516", "Episodes")
def guardian_was_no_foster_carer(_: Return) -> Failing:
    elsewhere = ~col("PLACE").is_in(FOSTER).fill_null(False)
    return {"Episodes": col("REC").is_in(("E45", "E46")) & elsewhere}


rule("517", "AD1")(_adopters_of_another_sex("L3", "MF"))
rule("518", "AD1")(_adopters_of_another_sex("L4", "MM", "FF"))
rule("519", "AD1")(_adopters_of_another_sex("L2", *_COUPLE))
rule("520", "AD1")(_adopters_of_another_sex("L11", "MF"))


@rule("521", "Episodes", "AD1")
def decided_after_placement_began(at: Return) -> Failing:
    placed = at.bare["Episodes"].filter(col("PLACE").is_in(ADOPTIVE))
    return both("Episodes", "AD1", beside(placed, at.bare["AD1"]).filter(col("DATE_INT") > col("DECOM")))


rule("524", "AD1")(_adopters_of_another_sex("L12", "MM", "FF"))


@rule("582", "Episodes", "AD1")
def adopted_on_the_day_of_matching(at: Return) -> Failing:
    pairs = beside(adopted(at), at.bare["AD1"])
    return {"Episodes": pairs.filter(col("DEC") == col("DATE_MATCH"))}


@rule("601", "Episodes", "AD1")
def adopted_and_not_all_said(at: Return) -> Failing:
    """A child without a row of AD1 has nothing said of the adoption, so the episode fails."""
    pairs = beside(adopted_this_year(at), at.bare["AD1"], or_alone=True)
    return both("Episodes", "AD1", pairs.filter(~_COMPLETE))


@rule("602", "Episodes", "AD1")
def said_of_nobody_adopted(at: Return) -> Failing:
    return {"AD1": at.bare["AD1"].filter(_FILLED).join(adopted_this_year(at), on="CHILD", how="anti")}
