"""Health of children looked after for twelve months: what the table OC2 says of them, and of whom it must say it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import polars as pl
from polars import col

from steadyhand.engines.ssda903.children import aged, turns
from steadyhand.engines.ssda903.prepared import Return
from steadyhand.engines.ssda903.rule import Failing, rule

OF_EVERY_CHILD: Final = ("IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE")
OF_SOME: Final = ("CONVICTED", "HEALTH_CHECK", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED")
ITEMS: Final = (*OF_EVERY_CHILD, *OF_SOME)
_SCORE, _WHY_NONE = col("SDQ_SCORE"), col("SDQ_REASON")
_MISUSE, _RECEIVED, _OFFERED = (
    col("SUBSTANCE_MISUSE"),
    col("INTERVENTION_RECEIVED"),
    col("INTERVENTION_OFFERED"),
)
_NEITHER: Final = _SCORE.is_null() & _WHY_NONE.is_null()
_LONG_ENOUGH: Final = col("is_cla").fill_null(False)
_SOME_ITEM: Final = pl.any_horizontal(col(name).is_not_null() for name in ITEMS)
_INCOMPLETE: Final = pl.any_horizontal(col(name).is_null() for name in OF_EVERY_CHILD)


@rule("157", "OC2", "Episodes")
def said_to_be_out_of_age_for_a_score(at: Return) -> Failing:
    within = aged(4, at.year.start) & ~aged(17, at.year.end)
    return {"OC2": _LONG_ENOUGH & within & _SCORE.is_null() & (_WHY_NONE == "SDQ1")}


@rule("158", "OC2")
def offered_what_was_received(_: Return) -> Failing:
    return {"OC2": (_RECEIVED == "1") & _OFFERED.is_not_null()}


@rule("159", "OC2")
def not_received_and_offer_not_said(_: Return) -> Failing:
    return {"OC2": (_MISUSE == "1") & (_RECEIVED == "0") & _OFFERED.is_null()}


@rule("180", "OC2")
def score_is_none(_: Return) -> Failing:
    within = _SCORE.cast(pl.Int64, strict=False).is_between(0, 40)
    return {"OC2": _SCORE.is_not_null() & ~within.fill_null(False)}


@rule("181", "OC2")
def item_neither_yes_nor_no(at: Return) -> Failing:
    return {"OC2": pl.any_horizontal(~col(name).is_in(at.codes("YES_NO")) for name in ITEMS)}


@rule("182", "OC2")
def further_items_without_those_of_every_child(_: Return) -> Failing:
    """The four alone, in part, are left to rule 191."""
    return {"OC2": _INCOMPLETE & pl.any_horizontal(col(name).is_not_null() for name in OF_SOME)}


@rule("185", "Episodes", "OC2")
def score_of_a_shorter_stay(_: Return) -> Failing:
    return {"OC2": _SCORE.is_not_null() & ~_LONG_ENOUGH}


@rule("186", "Episodes", "OC2")
def neither_score_nor_reason(at: Return) -> Failing:
    return {"OC2": _LONG_ENOUGH & aged(4, at.year.start) & ~aged(17, at.year.end) & _NEITHER}


@rule("188", "OC2")
def score_or_reason_under_four(at: Return) -> Failing:
    return {"OC2": ~aged(4, at.year.end) & ~_NEITHER}


@rule("189", "OC2")
def score_or_reason_over_seventeen(at: Return) -> Failing:
    """Whose 17th birthday is the first day of the year passes."""
    return {"OC2": aged(17, at.year.start - timedelta(days=1)) & ~_NEITHER}


@rule("190", "OC2", "Episodes")
def items_of_a_shorter_stay(_: Return) -> Failing:
    return {"OC2": ~_LONG_ENOUGH & _SOME_ITEM}


@rule("191", "OC2", "Episodes")
def items_of_every_child_lacking(_: Return) -> Failing:
    """A child who is not in OC2 at all fails with the earliest episode."""
    return {
        "OC2": _LONG_ENOUGH & _INCOMPLETE,
        "Episodes": _LONG_ENOUGH & ~col("in_OC2") & col("is_first"),
    }


@rule("192", "OC2")
def misuse_without_saying_what_was_received(_: Return) -> Failing:
    return {"OC2": (_MISUSE == "1") & _RECEIVED.is_null()}


@rule("193", "OC2")
def help_without_misuse(_: Return) -> Failing:
    none = _MISUSE.is_null() | (_MISUSE == "0")
    return {"OC2": none & (_RECEIVED.is_not_null() | _OFFERED.is_not_null())}


@rule("196", "OC2")
def reason_is_none(at: Return) -> Failing:
    return {"OC2": ~_WHY_NONE.is_in(at.codes("SDQ_REASON"))}


@rule("197B", "OC2", "Episodes")
def neither_score_nor_reason_at_four_or_seventeen(at: Return) -> Failing:
    return {"OC2": _LONG_ENOUGH & (turns(4, at.year) | turns(17, at.year)) & _NEITHER}


@rule("197a", "OC2")
def both_score_and_reason(_: Return) -> Failing:
    return {"OC2": _SCORE.is_not_null() & _WHY_NONE.is_not_null()}


@rule("198", "Episodes", "OC2")
def reason_of_a_shorter_stay(_: Return) -> Failing:
    return {"OC2": _WHY_NONE.is_not_null() & ~_LONG_ENOUGH}


@rule("542", "OC2")
def conviction_under_ten(at: Return) -> Failing:
    return {"OC2": ~aged(10, at.year.end) & col("CONVICTED").is_not_null()}


@rule("543", "Episodes", "OC2")
def conviction_not_said_from_ten(at: Return) -> Failing:
    return {"OC2": _LONG_ENOUGH & aged(10, at.year.end) & col("CONVICTED").is_null()}


@rule("544", "OC2")
def conviction_without_items_of_every_child(_: Return) -> Failing:
    return {"OC2": col("CONVICTED").is_not_null() & _INCOMPLETE}


@rule("545", "OC2", "Episodes")
def surveillance_not_said_under_five(at: Return) -> Failing:
    return {"OC2": _LONG_ENOUGH & ~aged(5, at.year.end) & col("HEALTH_CHECK").is_null()}


@rule("546", "Episodes", "OC2")
def surveillance_from_five(at: Return) -> Failing:
    return {"OC2": _LONG_ENOUGH & aged(5, at.year.end) & col("HEALTH_CHECK").is_not_null()}


@rule("547", "OC2")
def surveillance_without_items_of_every_child(_: Return) -> Failing:
    return {"OC2": col("HEALTH_CHECK").is_not_null() & _INCOMPLETE}
