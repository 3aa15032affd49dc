"""Care leavers: what the table OC3 says of them, and whether what they lived in care makes them care leavers."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import polars as pl
from polars import col

from steadyhand.engines.ssda903.cells import GIVEN
from steadyhand.engines.ssda903.children import aged, birthday, turns
from steadyhand.engines.ssda903.episodes import BREAKS
from steadyhand.engines.ssda903.prepared import Return
from steadyhand.engines.ssda903.rule import Failing, rule
from steadyhand.engines.ssda903.rules.health import ITEMS

ADOPTED: Final = ("E11", "E12")
SAID: Final = ("IN_TOUCH", "ACTIV", "ACCOM")
OF_ADOPTION: Final = (
    "DATE_INT_given",
    "DATE_MATCH_given",
    "FOSTER_CARE",
    "NB_ADOPTR",
    "SEX_ADOPTR",
    "LS_ADOPTR",
)
NEVER_SUITABLE: Final = ("S", "X")  # no fixed abode, custody
_NONE: Final = "0"
_THIRTEEN_WEEKS: Final = timedelta(weeks=13)


def _filled(columns: tuple[str, ...]) -> pl.Expr:
    return pl.any_horizontal(col(name).is_not_null() for name in columns)


_FILLED: Final = _filled(SAID)


def _accommodation(at: Return) -> list[str]:
    pairs = [
        letter + suited
        for letter in at.codes("ACCOM")
        if letter != _NONE
        for suited in at.codes("ACCOM_SUIT")
        if suited != "1" or letter not in NEVER_SUITABLE
    ]
    return [_NONE, *pairs]


@rule("131", "OC3")
def contact_is_none(at: Return) -> Failing:
    return {"OC3": ~col("IN_TOUCH").is_in(at.codes("IN_TOUCH")).fill_null(False)}


@rule("132", "OC3")
def activity_is_none(at: Return) -> Failing:
    return {"OC3": ~col("ACTIV").is_in(at.codes("ACTIV")).fill_null(False)}


@rule("133", "OC3")
def accommodation_is_none(at: Return) -> Failing:
    return {"OC3": ~col("ACCOM").is_in(_accommodation(at)).fill_null(False)}


@rule("134", "OC3", "AD1")
def leaver_and_adopted(_: Return) -> Failing:
    return {"AD1": col("leaver_filled") & _filled(OF_ADOPTION)}


@rule("153", "OC3")
def said_in_part(_: Return) -> Failing:
    return {"OC3": _FILLED & pl.any_horizontal(col(name).is_null() for name in SAID)}


@rule("187", "OC3", "AD1", "Episodes")
def leaver_or_adopted_while_looked_after(_: Return) -> Failing:
    return {"AD1": col("is_cla") & _filled(OF_ADOPTION), "OC3": col("is_cla") & _FILLED}


@rule("215", "OC2", "OC3")
def leaver_with_health_items(at: Return) -> Failing:
    leavers = at.tables["OC3"].filter(_FILLED & col("health_filled"))
    looked_after = at.tables["OC2"].filter(_filled(ITEMS) & col("leaver_filled"))
    return {
        "OC3": leavers.join(looked_after, on="CHILD", how="semi"),
        "OC2": looked_after,
    }


@rule("344", "OC3")
def activity_of_who_died_or_went_home(_: Return) -> Failing:
    said = col("ACTIV").ne_missing(_NONE) | col("ACCOM").ne_missing(_NONE)
    return {"OC3": col("IN_TOUCH").is_in(["DIED", "RHOM"]) & said}


@rule("345", "OC3")
def in_touch_without_activity(_: Return) -> Failing:
    return {"OC3": (col("IN_TOUCH") == "YES") & ((col("ACTIV") == _NONE) | (col("ACCOM") == _NONE))}


@rule("347", "OC3")
def foyer_under_eighteen(at: Return) -> Failing:
    """Not yet 18 on the first day of the year; the letter alone counts too."""
    return {"OC3": col("ACCOM").is_in(["T", "T1", "T2"]) & ~aged(18, at.year.start)}


@rule("348", "OC3", "OC3_last")
def alive_after_death(at: Return) -> Failing:
    died = at.tables["OC3_last"].filter(col("IN_TOUCH") == "DIED")
    return {
        "OC3": at.tables["OC3"].filter(col("IN_TOUCH").ne_missing("DIED")).join(died, on="CHILD", how="semi")
    }


@rule("391", "OC3")
def leaver_under_seventeen(at: Return) -> Failing:
    return {"OC3": ~aged(17, at.year.end) & _FILLED}


@rule("1000", "Episodes", "OC3")
def died_in_care(_: Return) -> Failing:
    return {"OC3": col("died_in_care")}


@rule("1001", "Episodes", "OC3", "Header", "Episodes_last")
def too_short_in_care(at: Return) -> Failing:
    """People of 20 or more are asked only whether they were adopted: their years in care are further back than these two.

    An episode that both years have, by its first day, ends when it ended first; the latest, still open, with the year.
    """
    if not all(at.heights[name] for name in ("Episodes", "OC3", "Header", "Episodes_last")):
        return {}
    says = ("CHILD", "DECOM", "DEC", "LS", "REC", "child_DOB")
    leavers = col("in_OC3") & col("DECOM").is_not_null()
    both = pl.concat([at.tables[name].filter(leavers).select(says) for name in ("Episodes", "Episodes_last")])
    lived = both.sort("CHILD", "DECOM", "DEC", "LS", "REC", nulls_last=True).unique(
        ["CHILD", "DECOM"], keep="first", maintain_order=True
    )
    latest = col("CHILD").ne_missing(col("CHILD").shift(-1))
    ended = pl.when(latest).then(col("DEC").fill_null(at.year.end)).otherwise(col("DEC"))
    counts = ~col("LS").is_in(BREAKS).fill_null(False)

    def stayed(age: int) -> pl.Expr:
        reached = birthday(age, "child_DOB")
        began = pl.when(reached.is_not_null()).then(pl.max_horizontal("DECOM", reached))
        return (col("ended") - began).filter(counts & (col("ended") > began)).sum()

    care = (
        lived.with_columns(latest.alias("latest"), ended.alias("ended"))
        .group_by("CHILD")
        .agg(
            ((stayed(14) >= _THIRTEEN_WEEKS) & (stayed(16) >= timedelta(days=1))).alias("enough"),
            (col("latest") & col("REC").is_in(ADOPTED)).any().alias("adopted"),
        )
    )
    older = aged(20, at.year.end, "child_DOB").fill_null(False)
    enough = older | col("enough").fill_null(False)
    found = at.tables["OC3"].join(care, on="CHILD", how="left")
    return {"OC3": found.filter(col("adopted").fill_null(False) | ~enough)}


@rule("1002", "Episodes", "OC3", "Episodes_last")
def never_in_care(_: Return) -> Failing:
    return {"OC3": ~(col("in_Episodes") | col("in_Episodes_last")).fill_null(False)}


def _birthday_of_the_year(at: Return) -> pl.Expr:
    """The 17th or 18th, whichever was the latest by the end of the year; empty for anybody younger or older."""
    younger, older = (~aged(age, at.year.end) for age in (18, 19))
    return pl.when(aged(17, at.year.end) & older).then(
        pl.when(younger).then(birthday(17)).otherwise(birthday(18))
    )


def _beside_their_episodes(at: Return) -> pl.LazyFrame:
    """Leavers of 17 or 18, one row with each of their episodes."""
    leavers = (
        at.tables["OC3"].filter(_FILLED).select("row", "CHILD", _birthday_of_the_year(at).alias("birthday"))
    )
    episodes = at.tables["Episodes"].filter(col("in_OC3")).select("CHILD", "DECOM", "DEC", "DEC_given", "REC")
    return leavers.filter(col("birthday").is_not_null()).join(episodes, on="CHILD")


@rule("1007", "Episodes", "OC3")
def looked_after_on_their_birthday(at: Return) -> Failing:
    still = (col("DEC") > col("birthday")) | col("DEC" + GIVEN).is_null()
    return {"OC3": _beside_their_episodes(at).filter((col("DECOM") <= col("birthday")) & still)}


@rule("1010", "Episodes", "Episodes_last", "OC3")
def open_last_year_and_not_returned(_: Return) -> Failing:
    return {"OC3": ~col("in_Episodes") & col("last_open")}


@rule("1011", "Episodes", "OC3")
def handed_to_another_authority(_: Return) -> Failing:
    return {"OC3": (col("final_REC") == "E3") & _FILLED}


@rule("1014", "Episodes", "UASC", "OC3")
def leaver_said_to_be_seeking_asylum(_: Return) -> Failing:
    outside = ~col("in_care")
    return {"UASC": outside & col("leaver_filled"), "OC3": outside & col("in_UASC") & _FILLED}


@rule("1016", "Episodes", "OC3")
def left_care_after_their_birthday(at: Return) -> Failing:
    left = (col("DEC") >= col("birthday")) & col("REC").ne_missing("X1")
    return {"OC3": _beside_their_episodes(at).filter(left)}


@rule("3001", "Header", "OC3")
def with_former_carers_at_seventeen(at: Return) -> Failing:
    return {"OC3": col("ACCOM").is_in(["Z1", "Z2"]) & turns(17, at.year, "child_DOB")}
