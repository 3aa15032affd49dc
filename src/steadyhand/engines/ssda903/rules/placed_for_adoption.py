"""Decisions that a child should be placed for adoption, and their reversal."""

from __future__ import annotations

from typing import Final

import polars as pl
from polars import col

from steadyhand.engines.ssda903.beside import beside, both, earliest, latest
from steadyhand.engines.ssda903.prepared import Return
from steadyhand.engines.ssda903.rule import Failing, rule
from steadyhand.engines.ssda903.rules.adoption import ADOPTED, ADOPTIVE, SAID, adopted, not_a_code, not_a_day

_IS_ADOPTIVE: Final = col("PLACE").is_in(ADOPTIVE)
_IS_ORDERED: Final = col("LS") == "E1"  # a placement order
_DATED: Final = col("DATE_PLACED_CEASED_given").is_not_null()
_REASONED: Final = col("REASON_PLACED_CEASED").is_not_null()
_REVERSED: Final = _DATED | _REASONED

rule("115", "PlacedAdoption")(not_a_day("PlacedAdoption", "DATE_PLACED"))
rule("116", "PlacedAdoption")(not_a_day("PlacedAdoption", "DATE_PLACED_CEASED"))


@rule("117", "Episodes", "PlacedAdoption")
def decided_after_the_year_or_after_care(at: Return) -> Failing:
    """Days after the year fail with or without an episode to end care."""
    ended = latest(at.bare["Episodes"].filter(col("REC").ne_missing("X1")))
    pairs = beside(at.bare["PlacedAdoption"], ended, or_alone=True)
    decided = pl.max_horizontal("DATE_PLACED", "DATE_PLACED_CEASED")
    return both("PlacedAdoption", "Episodes", pairs.filter((decided > at.year.end) | (decided > col("DEC"))))


@rule("118", "Episodes", "PlacedAdoption")
def reversed_before_the_year_or_before_care(at: Return) -> Failing:
    """Days before the year fail with or without an episode to begin care."""
    began = earliest(at.bare["Episodes"].filter(~col("is_break")))
    pairs = beside(at.bare["PlacedAdoption"], began, or_alone=True)
    ceased = col("DATE_PLACED_CEASED")
    return both(
        "PlacedAdoption", "Episodes", pairs.filter((ceased < at.year.start) | (ceased < col("DECOM")))
    )


@rule("119", "PlacedAdoption")
def reversed_in_part(_: Return) -> Failing:
    return {"PlacedAdoption": _DATED != _REASONED}


rule("120", "PlacedAdoption")(not_a_code("PlacedAdoption", "REASON_PLACED_CEASED"))


@rule("184", "Header", "PlacedAdoption")
def decided_before_birth(_: Return) -> Failing:
    return {"PlacedAdoption": col("DATE_PLACED") < col("child_DOB")}


@rule("522", "PlacedAdoption")
def reversed_before_decided(_: Return) -> Failing:
    return {"PlacedAdoption": col("DATE_PLACED_CEASED") < col("DATE_PLACED")}


@rule("523", "PlacedAdoption", "AD1")
def decided_on_two_days(at: Return) -> Failing:
    pairs = beside(at.bare["PlacedAdoption"], at.bare["AD1"])
    return both("PlacedAdoption", "AD1", pairs.filter(col("DATE_PLACED") != col("DATE_INT")))


@rule("525", "PlacedAdoption", "AD1")
def reversed_and_adopted(at: Return) -> Failing:
    said = at.bare["AD1"].filter(pl.any_horizontal(col(name).is_not_null() for name in SAID))
    return both("PlacedAdoption", "AD1", beside(at.bare["PlacedAdoption"].filter(_DATED), said))


@rule("551", "Episodes", "PlacedAdoption")
def placed_without_decision(at: Return) -> Failing:
    decided = at.bare["PlacedAdoption"].filter(col("DATE_PLACED_given").is_not_null())
    return {"Episodes": at.bare["Episodes"].filter(_IS_ADOPTIVE).join(decided, on="CHILD", how="anti")}


@rule("552", "Episodes", "PlacedAdoption")
def decided_after_placement_began(at: Return) -> Failing:
    placed = earliest(at.bare["Episodes"].filter(_IS_ADOPTIVE))
    pairs = beside(_latest_decisions(at), placed).filter(col("DATE_PLACED") > col("DECOM"))
    return both("PlacedAdoption", "Episodes", pairs)


def _latest_decisions(at: Return) -> pl.LazyFrame:
    """Each child's latest decision; more than one where they were made on one day."""
    return at.bare["PlacedAdoption"].filter(col("DATE_PLACED") == col("DATE_PLACED").max().over("CHILD"))


@rule("553", "Episodes", "PlacedAdoption")
def ordered_without_decision(at: Return) -> Failing:
    ordered = at.bare["Episodes"].filter(_IS_ORDERED & col("DEC_given").is_null())
    return {
        "Episodes": _IS_ORDERED & ~col("in_PlacedAdoption").fill_null(False),
        "PlacedAdoption": at.bare["PlacedAdoption"].filter(_REVERSED).join(ordered, on="CHILD", how="semi"),
    }


@rule("554", "Episodes", "PlacedAdoption")
def decided_after_order(at: Return) -> Failing:
    ordered = earliest(at.bare["Episodes"].filter(_IS_ORDERED))
    pairs = beside(at.bare["PlacedAdoption"], ordered).filter(col("DATE_PLACED") > col("DECOM"))
    return both("PlacedAdoption", "Episodes", pairs)


@rule("557", "Episodes", "PlacedAdoption")
def left_unadopted_and_not_reversed(at: Return) -> Failing:
    left = ~col("REC").is_in((*ADOPTED, "X1"))
    ended = at.bare["Episodes"].filter((_IS_ADOPTIVE | _IS_ORDERED) & left)
    pairs = beside(ended, at.bare["PlacedAdoption"], or_alone=True)
    return both("Episodes", "PlacedAdoption", pairs.filter(~(_DATED & _REASONED)))


@rule("558", "Episodes", "PlacedAdoption")
def adopted_though_reversed(at: Return) -> Failing:
    """Of decisions on one day, one that stands is the latest."""
    stands = _latest_decisions(at).group_by("CHILD").agg((~_DATED).any().alias("stands"))
    return {"Episodes": beside(adopted(at), stands.filter(~col("stands")))}


@rule("559", "PlacedAdoption", "PlacedAdoption_last")
def decided_before_and_not_returned_then(at: Return) -> Failing:
    """Of several decisions last year each is to have a day."""
    earlier = at.bare["PlacedAdoption"].filter(col("DATE_PLACED") < at.year.start)
    pairs = beside(earlier, at.bare["PlacedAdoption_last"], or_alone=True)
    return {"PlacedAdoption": pairs.filter(col("DATE_PLACED_other").is_null())}


@rule("560", "PlacedAdoption", "PlacedAdoption_last")
def decision_that_stood_has_another_day(at: Return) -> Failing:
    """A new decision beside the one that stood is no other day of it; no day at all is none either."""
    decided = at.bare["PlacedAdoption"].filter(col("DATE_PLACED").is_not_null())
    stood = at.bare["PlacedAdoption_last"].filter(col("DATE_PLACED").is_not_null() & ~_DATED)
    gone = stood.join(decided, on=["CHILD", "DATE_PLACED"], how="anti")
    return {"PlacedAdoption": decided.join(gone, on="CHILD", how="semi")}


@rule("561", "PlacedAdoption", "PlacedAdoption_last")
def reversed_decision_is_back(at: Return) -> Failing:
    undone = at.bare["PlacedAdoption_last"].filter(_REVERSED)
    return {"PlacedAdoption": at.bare["PlacedAdoption"].join(undone, on=["CHILD", "DATE_PLACED"], how="semi")}


@rule("563", "PlacedAdoption")
def reversed_and_never_decided(_: Return) -> Failing:
    return {"PlacedAdoption": _DATED & _REASONED & col("DATE_PLACED_given").is_null()}


@rule("579", "PlacedAdoption")
def decided_while_another_stood(at: Return) -> Failing:
    """Each decision beside the one before it; of two on one day, the one reversed first comes first."""
    decided = at.bare["PlacedAdoption"].filter(col("DATE_PLACED").is_not_null())
    inside = ("CHILD", "DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED", "DOB")
    in_order = decided.sort(*inside, "DATE_PLACED_CEASED_given", "DOB_given", nulls_last=True)
    before = col("DATE_PLACED_CEASED").shift(1)
    again = col("CHILD") == col("CHILD").shift(1)
    return {"PlacedAdoption": in_order.filter(again & (before.is_null() | (col("DATE_PLACED") < before)))}


@rule("583", "PlacedAdoption")
def earlier_decision_not_reversed(_: Return) -> Failing:
    earlier = col("DATE_PLACED") < col("DATE_PLACED").max().over("CHILD")
    return {"PlacedAdoption": earlier & ~_DATED & col("CHILD").is_not_null()}


@rule("584", "PlacedAdoption", "PlacedAdoption_last")
def decision_after_reversal_is_no_later(at: Return) -> Failing:
    """A decision without a day is no later one."""
    undone = at.bare["PlacedAdoption_last"].filter(_REVERSED).select("CHILD", "DATE_PLACED")
    pairs = beside(at.bare["PlacedAdoption"], undone)
    no_later = (col("DATE_PLACED") <= col("DATE_PLACED_other")) | col("DATE_PLACED_given").is_null()
    return {"PlacedAdoption": pairs.filter(no_later)}


@rule("1003", "Episodes", "PlacedAdoption")
def decided_before_care_began(at: Return) -> Failing:
    began = earliest(at.bare["Episodes"].filter(col("RNE") == "S"))
    pairs = beside(at.bare["PlacedAdoption"], began).filter(col("DATE_PLACED") < col("DECOM"))
    return both("PlacedAdoption", "Episodes", pairs)
