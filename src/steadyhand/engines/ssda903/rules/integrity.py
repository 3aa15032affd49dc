"""Whether tables belong together: each child in the header, once in each table that holds one row a child, said alike."""

from __future__ import annotations

import polars as pl
from polars import col

from steadyhand.engines.ssda903.prepared import Return
from steadyhand.engines.ssda903.rule import Failing, Find, rule


def _not_in_header(table: str) -> Find:
    return lambda _: {table: ~col("in_Header").fill_null(False)}


def _another_birth(table: str) -> Find:
    return lambda _: {table: col("DOB") != col("child_DOB")}


def _more_than_once(table: str) -> Find:
    return lambda _: {table: col("CHILD").is_not_null() & (pl.len().over("CHILD") > 1)}


rule("INT01", "Header", "AD1")(_not_in_header("AD1"))
rule("INT02", "Header", "PlacedAdoption")(_not_in_header("PlacedAdoption"))
rule("INT03", "Header", "Episodes")(_not_in_header("Episodes"))
rule("INT04", "Header", "Missing")(_not_in_header("Missing"))
rule("INT05", "Header", "OC2")(_not_in_header("OC2"))
rule("INT06", "Header", "OC3")(_not_in_header("OC3"))
rule("INT07", "Header", "PrevPerm")(_not_in_header("PrevPerm"))
rule("INT08", "Header", "Reviews")(_not_in_header("Reviews"))
rule("INT09", "Header", "UASC")(_not_in_header("UASC"))

rule("INT11", "Header", "AD1")(_another_birth("AD1"))
rule("INT12", "Header", "PlacedAdoption")(_another_birth("PlacedAdoption"))
rule("INT13", "Header", "Missing")(_another_birth("Missing"))
rule("INT14", "Header", "OC2")(_another_birth("OC2"))
rule("INT15", "Header", "OC3")(_another_birth("OC3"))
rule("INT16", "Header", "PrevPerm")(_another_birth("PrevPerm"))
rule("INT17", "Header", "Reviews")(_another_birth("Reviews"))
rule("INT18", "Header", "UASC")(_another_birth("UASC"))

rule("INT31", "AD1")(_more_than_once("AD1"))
rule("INT32", "Header")(_more_than_once("Header"))
rule("INT33", "OC2")(_more_than_once("OC2"))
rule("INT34", "OC3")(_more_than_once("OC3"))
rule("INT35", "PrevPerm")(_more_than_once("PrevPerm"))
rule("INT36", "UASC")(_more_than_once("UASC"))


@rule("INT21", "Header", "UASC")
def another_sex(_: Return) -> Failing:
    return {"UASC": col("SEX") != col("child_SEX")}


@rule("EPI", "Header")
def neither_episodes_nor_leaver(_: Return) -> Failing:
    return {"Header": ~(col("in_Episodes") | col("in_OC3"))}


@rule("NoE", "Episodes", "Episodes_last")
def began_before_and_not_returned_then(at: Return) -> Failing:
    return {"Episodes": (col("DECOM") < at.year.start) & ~col("in_Episodes_last").fill_null(False)}


@rule("1012", "Episodes")
def data_without_episodes(_: Return) -> Failing:
    alone = ~col("in_Episodes").fill_null(False)
    return dict.fromkeys(("PlacedAdoption", "Missing", "Reviews", "AD1", "PrevPerm", "OC2"), alone)
