"""Who provides a placement: provider codes, registration numbers, and what Ofsted's list says of each number.

A number that stands in several rows of the list is right where any of them is. What the list does not say is not
compared; only 219 and 224 ask that it says something.
"""

from __future__ import annotations

from typing import Final

import polars as pl
from polars import col

from steadyhand.engines.ssda903.places import plain
from steadyhand.engines.ssda903.prepared import Return
from steadyhand.engines.ssda903.rule import Failing, Find, rule
from steadyhand.engines.ssda903.rules.placements import TEMPORARY, unregistered

_NO_NUMBER: Final = "XXXXXXX"  # written where a regional adoption agency has none
_NUMBERED: Final = col("URN") != _NO_NUMBER
_NOT_INSPECTED: Final = ("P1", "P3", "R1", "R2", "R5", *TEMPORARY)
_ABROAD: Final = ("CON", "NIR", "SCO", "WAL", "NUK")
_ADOPTION: Final = ("A3", "A4", "A5", "A6")
_FOSTERING: Final = ("U1", "U2", "U3", "U4", "U5", "U6")


def _provided_by(provider: str, *places: str) -> Find:
    return lambda _: {"Episodes": (col("PLACE_PROVIDER") == provider) & col("PLACE").is_in(places)}


def _not_listed(column: str, fact: str) -> Find:
    return lambda _: {"Episodes": _NUMBERED & ~col(fact).list.contains(col(column)).fill_null(False)}


rule("219", "Episodes", providers=True)(_not_listed("PLACE", "urn_places"))
rule("224", "Episodes", providers=True)(_not_listed("PLACE_PROVIDER", "urn_providers"))
rule("527", "Episodes")(_provided_by("PR1", "P1", "R2", "R5"))
rule("528", "Episodes")(_provided_by("PR2", "P1", "R2", "R5"))
rule("529", "Episodes")(_provided_by("PR3", *_ADOPTION, "K1", "K2", "P1", *_FOSTERING))
rule("530", "Episodes")(_provided_by("PR4", "P1"))
rule("531", "Episodes")(_provided_by("PR5", "P1"))


@rule("178", "Episodes")
def no_provider_code_or_none_is_taken(at: Return) -> Failing:
    takes_none = [*TEMPORARY, *unregistered(at)]
    if at.year.reaches(since="2025/26"):
        takes_none.remove("T4")
    known = col("PLACE_PROVIDER").is_in(at.codes("PLACE_PROVIDER"))
    given = col("PLACE_PROVIDER").is_not_null()
    return {"Episodes": given & (~known | col("PLACE").is_in(takes_none).fill_null(False))}


@rule("213", "Episodes")
def provider_where_none_is_asked(at: Return) -> Failing:
    takes_none = [*TEMPORARY]
    if at.year.reaches(since="2025/26"):
        takes_none += unregistered(at)
    return {"Episodes": col("PLACE").is_in(takes_none) & col("PLACE_PROVIDER").is_not_null()}


@rule("214", "Episodes")
def place_of_a_short_break(_: Return) -> Failing:
    return {"Episodes": col("is_break") & (col("PL_POST").is_not_null() | col("URN").is_not_null())}


@rule("218", "Episodes")
def no_number(at: Return) -> Failing:
    """Only what is known to lie abroad needs none; short breaks may have none (214)."""
    not_inspected = col("PLACE").is_in([*_NOT_INSPECTED, *unregistered(at)])
    exempt = not_inspected.fill_null(False) | col("is_break") | col("PL_LA").is_in(_ABROAD).fill_null(False)
    during = (col("DEC") >= at.year.start) | col("DEC_given").is_null()
    return {"Episodes": during & col("URN").is_null() & ~exempt}


@rule("221", "Episodes", providers=True)
def registered_at_another_postcode(_: Return) -> Failing:
    asked = _NUMBERED & ~col("is_break") & col("PLACE").is_in(["K1", "K2", "K3", "R3", "S1"])
    elsewhere = ~col("urn_post").list.contains(plain(col("PL_POST")))
    return {"Episodes": asked & col("PL_POST").is_not_null() & elsewhere}


@rule("222", "Episodes")
def number_where_none_is_inspected(at: Return) -> Failing:
    return {"Episodes": _NUMBERED & col("PLACE").is_in([*_NOT_INSPECTED, *unregistered(at)])}


@rule("227", "Episodes", providers=True)
def began_once_closed(_: Return) -> Failing:
    return {"Episodes": _NUMBERED & (col("DECOM") >= col("urn_closed"))}


@rule("228", "Episodes", providers=True)
def ended_after_it_closed(at: Return) -> Failing:
    until = pl.when(col("DEC_given").is_null()).then(pl.lit(at.year.end)).otherwise(col("DEC"))
    return {"Episodes": _NUMBERED & (until > col("urn_closed"))}


@rule("229", "Episodes", providers=True)
def own_provider_elsewhere_or_anothers_here(at: Return) -> Failing:
    asked = _NUMBERED
    if at.year.reaches(since="2025/26"):
        not_asked = ["K3", *_NOT_INSPECTED, *unregistered(at)]
        asked = _NUMBERED & ~col("PLACE").is_in(not_asked).fill_null(False)
    here = col("urn_lies_in").list.contains(at.authority)
    elsewhere = (col("PLACE_PROVIDER") == "PR1") & ~here
    only_here = (col("PLACE_PROVIDER") == "PR2") & here & (col("urn_lies_in").list.len() == 1)
    return {"Episodes": asked & (elsewhere | only_here)}


@rule("241", "Episodes", providers=True)
def provider_has_no_premises_in_the_authority(_: Return) -> Failing:
    """Those that the list names and those in which its postcodes lie."""
    asked = _NUMBERED & (col("PLACE") == "K3") & col("PL_LA").is_not_null()
    facts = [col("urn_named"), col("urn_lies_in")]
    known = pl.any_horizontal(fact.is_not_null() for fact in facts)
    listed = pl.any_horizontal(fact.list.contains(col("PL_LA")).fill_null(False) for fact in facts)
    return {"Episodes": asked & known & ~listed}


@rule("242", "Episodes")
def no_number_but_no_adoption_agency(_: Return) -> Failing:
    allowed = col("PLACE").is_in([*_ADOPTION, *_FOSTERING]).fill_null(False)
    return {"Episodes": (col("URN") == _NO_NUMBER) & ~allowed}


@rule("243", "Episodes")
def number_of_a_place_abroad(_: Return) -> Failing:
    return {"Episodes": col("URN").is_not_null() & col("PL_LA").is_in(_ABROAD)}


@rule("526", "Episodes")
def no_provider(at: Return) -> Failing:
    takes_none = col("PLACE").is_in([*TEMPORARY, *unregistered(at)]).fill_null(False)
    return {"Episodes": col("PLACE_PROVIDER").is_null() & ~takes_none}


@rule("550", "Episodes")
def parents_provide_something_else(_: Return) -> Failing:
    return {"Episodes": (col("PLACE_PROVIDER") == "PR0") & col("PLACE").ne_missing(pl.lit("P1"))}


@rule("1008", "Episodes", providers=True)
def number_is_not_in_the_list(_: Return) -> Failing:
    return {"Episodes": _NUMBERED & col("in_list").is_null()}


@rule("1015", "Episodes")
def own_provision_elsewhere(at: Return) -> Failing:
    exempt = [*_ADOPTION, *_FOSTERING]
    if at.year.reaches(since="2025/26"):
        exempt.append("K3")
    asked = (col("PLACE_PROVIDER") == "PR1") & ~col("PLACE").is_in(exempt)
    return {"Episodes": asked & col("LS").is_not_null() & ~col("is_break") & (col("PL_LA") != at.authority)}
