"""What the header says of a child: sex, birth, ethnicity, pupil number, and whether she is a mother."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import polars as pl
from polars import col

from steadyhand.engines.ssda903.cells import malformed
from steadyhand.engines.ssda903.children import aged
from steadyhand.engines.ssda903.prepared import Return
from steadyhand.engines.ssda903.rule import Failing, Find, rule

_UPN: Final = r"^(?:[A-HJ-NP-RT-Z](?:[0-9]{12}|[0-9]{11}[A-Z])|UN[1-5])$"
_MALE: Final = col("SEX") == "M"
_FEMALE: Final = col("SEX") == "F"
_MOTHER_SAID: Final = col("MOTHER").is_not_null()
_MC_DOB_SAID: Final = col("MC_DOB_given").is_not_null()
_MORE_THAN_BREAKS: Final = col("in_Episodes") & ~col("only_breaks")


def _changed(column: str) -> Find:
    """Left out in one year of the two is another answer than the other year's."""
    return lambda _: {"Header": col("in_Header_last") & col(column).ne_missing(col("last_" + column))}


@rule("101", "Header")
def no_code_of_sex(at: Return) -> Failing:
    return {"Header": ~col("SEX").is_in(at.codes("SEX")).fill_null(False)}


@rule("102", "Header")
def no_day_of_birth(_: Return) -> Failing:
    return {"Header": col("DOB").is_null()}


@rule("103", "Header")
def no_code_of_ethnicity(at: Return) -> Failing:
    return {"Header": ~col("ETHNIC").is_in(at.codes("ETHNIC")).fill_null(False)}


@rule("165", "Header", "Episodes", "OC3")
def mother_flag_wrong(at: Return) -> Failing:
    """Leaver data is no excuse for whoever was looked after in the year; where only the flag is too much, 628 says so."""

    def wrong(mother: pl.Expr, sex: pl.Expr) -> pl.Expr:
        invalid = ~mother.is_in(at.codes("MOTHER"))
        of_a_male = mother.is_not_null() & (sex == "M")
        left_out = mother.is_null() & (sex == "F") & col("cared_for")
        return invalid.fill_null(False) | of_a_male.fill_null(False) | left_out

    return {
        "Header": wrong(col("MOTHER"), col("SEX")),
        "OC3": col("in_Header") & wrong(col("child_MOTHER"), col("child_SEX")),
    }


@rule("168", "Header")
def pupil_number_malformed(_: Return) -> Failing:
    return {"Header": ~col("UPN").str.contains(_UPN)}


@rule("171", "Header")
def no_day_of_birth_of_her_child(_: Return) -> Failing:
    return {"Header": malformed("MC_DOB")}


@rule("174", "Header")
def male_with_birth_of_her_child(_: Return) -> Failing:
    return {"Header": _MALE & _MC_DOB_SAID}


rule("202", "Header", "Header_last")(_changed("SEX"))
rule("203", "Header", "Header_last")(_changed("DOB"))
rule("204", "Header", "Header_last")(_changed("ETHNIC"))


@rule("207", "Episodes", "Header", "Header_last")
def mother_no_more(_: Return) -> Failing:
    return {"Header": col("in_Episodes") & (col("last_MOTHER") == "1") & col("MOTHER").ne_missing("1")}


@rule("208", "Header", "Header_last")
def pupil_number_changed(at: Return) -> Failing:
    """Between unknown codes: from UN1, or from nothing said, to UN2 to UN5. A number that is lost has changed."""
    now, before = col("UPN"), col("last_UPN")
    unknown = at.codes("UPN_UNKNOWN")
    now_unknown = now.is_null() | now.is_in(unknown)
    another_unknown = now.is_in([code for code in unknown if code != "UN1"])
    learnt = (before.is_null() | before.is_in(unknown)) & ~now_unknown
    told = (before.is_null() | (before == "UN1")) & another_unknown.fill_null(False)
    return {"Header": col("in_Header_last") & now.ne_missing(before) & ~learnt & ~told}


@rule("209", "Header")
def below_school_age_at_4(at: Return) -> Failing:
    return {"Header": (col("UPN") == "UN1") & aged(4, date(at.year.start.year - 1, 8, 31))}


@rule("210", "Header", "Episodes")
def newly_looked_after_for_more_than_a_week(at: Return) -> Failing:
    """Of a child still in care at the year's end, in a period of care that began earlier than a week before."""
    since = at.year.end - timedelta(days=7)
    still = col("final_DEC").is_null() | (col("final_DEC") >= at.year.end)
    long = still & (col("care_began") < since)
    begins_it = (col("DECOM") >= col("care_began")) & (col("DECOM") < since)
    return {
        "Header": (col("UPN") == "UN4") & long,
        "Episodes": (col("child_UPN") == "UN4") & long & begins_it,
    }


@rule("232", "Header")
def sex_unknown(_: Return) -> Failing:
    return {"Header": col("SEX") == "U"}


@rule("301", "Header")
def born_after_the_year(at: Return) -> Failing:
    return {"Header": col("DOB") > at.year.end}


@rule("351", "Header")
def past_the_25th_birthday(at: Return) -> Failing:
    return {"Header": aged(25, at.year.start - timedelta(days=1))}


@rule("393", "Header", "Episodes")
def looked_after_without_mother_flag(_: Return) -> Failing:
    return {"Header": _FEMALE & ~_MOTHER_SAID & _MORE_THAN_BREAKS}


@rule("399", "Episodes", "Header", "Reviews")
def short_breaks_with_mother_or_review(_: Return) -> Failing:
    breaks = col("in_Episodes") & col("only_breaks")
    said = col("child_MOTHER").is_not_null()
    reviewed = col("REVIEW_given").is_not_null() | col("REVIEW_CODE").is_not_null()
    return {
        "Episodes": breaks & (said | col("review_filled")),
        "Header": breaks & (_MOTHER_SAID | col("review_filled")),
        "Reviews": breaks & (said | reviewed),
    }


@rule("442", "Episodes", "Header")
def no_pupil_number(_: Return) -> Failing:
    return {"Header": col("UPN").is_null() & _MORE_THAN_BREAKS}


@rule("444", "Header")
def pupil_number_of_two_children(at: Return) -> Failing:
    """Two rows of one child are one; rows that name no child are each another."""
    given = col("UPN").is_duplicated() & ~col("UPN").is_in(at.codes("UPN_UNKNOWN"))
    child = pl.coalesce("CHILD", pl.format(" {}", "row"))
    shared = at.bare["Header"].select("row", "CHILD", "UPN").filter(given)
    return {"Header": shared.filter(child.min().over("UPN") != child.max().over("UPN"))}


@rule("607", "Episodes", "Header")
def left_care_without_mother_flag(at: Return) -> Failing:
    leaves = col("DEC").is_between(at.year.start, at.year.end) & (col("REC") != "X1") & ~col("is_break")
    return {
        "Episodes": leaves & (col("child_SEX") == "F") & col("child_MOTHER").is_null(),
        "Header": col("left_care") & _FEMALE & ~_MOTHER_SAID,
    }


@rule("611", "Header")
def mother_without_birth_of_her_child(_: Return) -> Failing:
    return {"Header": (col("MOTHER") == "1") & ~_MC_DOB_SAID}


@rule("612", "Header")
def no_mother_with_birth_of_her_child(_: Return) -> Failing:
    return {"Header": (col("MOTHER").is_null() | (col("MOTHER") == "0")) & _FEMALE & _MC_DOB_SAID}


@rule("620", "Header")
def mother_under_11(at: Return) -> Failing:
    return {"Header": (col("MOTHER") == "1") & ~aged(11, at.year.start)}


@rule("621", "Header")
def no_older_than_her_child(_: Return) -> Failing:
    return {"Header": col("MC_DOB") <= col("DOB")}


@rule("624", "Header", "Header_last")
def birth_of_her_child_changed(_: Return) -> Failing:
    """A day that was known and is now left out has changed."""
    return {"Header": col("last_MC_DOB").is_not_null() & col("MC_DOB").ne_missing(col("last_MC_DOB"))}


@rule("625", "Episodes", "Header")
def her_child_born_after_the_year_or_after_care(at: Return) -> Failing:
    """Care has ended where the latest episode has."""
    born = col("child_MC_DOB")
    return {
        "Header": (col("MC_DOB") > at.year.end) | (col("MC_DOB") > col("final_DEC")),
        "Episodes": col("is_final") & ((born > at.year.end) | (born > col("DEC"))),
    }


@rule("626", "Header", "Header_last")
def mother_before_the_year_but_not_last_year(at: Return) -> Failing:
    return {"Header": (col("MOTHER") == "1") & (col("last_MOTHER") == "0") & (col("MC_DOB") < at.year.start)}


@rule("628", "Episodes", "Header", "OC3")
def mother_flag_of_a_leaver(_: Return) -> Failing:
    return {"Header": _MOTHER_SAID & ~col("in_Episodes") & col("leaver_filled")}
