"""Reviews: the day of each, and how the child took part in it."""

from __future__ import annotations

from polars import col

from steadyhand.engines.ssda903.children import birthday
from steadyhand.engines.ssda903.prepared import Return
from steadyhand.engines.ssda903.rule import Failing, rule

TOO_YOUNG = "PN0"  # to take part: under 4


@rule("166", "Reviews")
def no_day(_: Return) -> Failing:
    return {"Reviews": col("REVIEW").is_null()}


@rule("167", "Reviews")
def participation_not_said_or_without_a_day(at: Return) -> Failing:
    given = col("REVIEW_given").is_not_null()
    known = col("REVIEW_CODE").is_in(at.codes("REVIEW_CODE")).fill_null(False)
    return {"Reviews": (given & ~known) | (~given & col("REVIEW_CODE").is_not_null())}


@rule("440", "Reviews")
def too_young_to_take_part_at_four(_: Return) -> Failing:
    """After the 4th birthday; the day itself passes."""
    return {"Reviews": (col("REVIEW_CODE") == TOO_YOUNG) & (col("REVIEW") > birthday(4))}


@rule("441", "Reviews")
def took_part_under_four(at: Return) -> Failing:
    others = [code for code in at.codes("REVIEW_CODE") if code != TOO_YOUNG]
    return {"Reviews": col("REVIEW_CODE").is_in(others) & (col("REVIEW") < birthday(4))}
