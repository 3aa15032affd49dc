"""The return's XML form: a block for each child, with its header, what stands in it, and its episodes."""

from __future__ import annotations

import io
from typing import Final
from xml.etree.ElementTree import Element, ParseError

import polars as pl
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from steadyhand.engines.ssda903.tables import TABLES, columns

_RENAMED: Final = {"CHILDID": "CHILD", "PL": "PLACE"}
_SHARED: Final = ("CHILD", "DOB", "SEX")
# Tables that have a row for each element of their own; the others are told by what stands in the header.
_ELEMENTS: Final = {
    "EPISODE": "Episodes",
    "AREVIEW": "Reviews",
    "AMISSING": "Missing",
    "OC2": "OC2",
    "PERMANENCE": "PrevPerm",
    "AD_PLACED": "PlacedAdoption",
}
_IN_HEADER: Final = ("UASC", "OC3", "AD1")
_Rows = dict[str, list[dict[str, str]]]


class NotTheForm(ValueError):
    """Why something is not the return's XML form, and what to do."""


def read_xml(content: bytes) -> dict[str, pl.DataFrame]:
    """Tables of the XML form; one that it never tells of is empty. Raises NotTheForm.

    The header keeps the flag UASC, which files do not have.
    """
    rows: _Rows = {table: [] for table in TABLES}
    try:
        for _, element in iterparse(io.BytesIO(content), events=("end",), forbid_dtd=True):
            if _tag(element) == "CHILD" and len(element):
                _child(element, rows)
                element.clear()
    except DefusedXmlException as wrong:
        raise NotTheForm(
            "It declares a document type, which the return’s form never does. Export it anew."
        ) from wrong
    except (ParseError, LookupError, ValueError) as wrong:
        raise NotTheForm(f"It is not well-formed: {wrong}. Export it anew.") from wrong
    if not rows["Header"]:
        raise NotTheForm("There is no CHILD in it. Choose the XML that is sent to the department.")
    # a table that this form of the return has no place for is not there, which is not the same as empty
    told = {*_ELEMENTS.values(), *_IN_HEADER, "Header"}
    return {table: _frame(table, found) for table, found in rows.items() if table in told or found}


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2].upper()


def _leaves(element: Element) -> dict[str, str]:
    found = {}
    for each in element:
        if len(each) == 0:
            name = _tag(each)
            found[_RENAMED.get(name, name)] = (each.text or "").strip()
    return found


def _child(element: Element, rows: _Rows) -> None:
    headers = [each for each in element if _tag(each) == "HEADER"]
    said = _leaves(element)
    for header in headers:
        said |= _leaves(header)
    who = {name: said.get(name, "") for name in _SHARED}
    rows["Header"].append(said)
    if said.get("UASC") == "1" or said.get("DUC"):  # a day without the flag is for rules 205C and 303
        rows["UASC"].append(said)
    for table in ("OC3", "AD1"):
        if any(said.get(name) for name in columns(table) if name not in _SHARED):
            rows[table].append(said)
    for part in (*headers, element):
        for each in part:
            if len(each) and _tag(each) != "HEADER":
                told = _leaves(each)
                table = _ELEMENTS.get(_tag(each)) or _by_columns(told)
                if table:
                    rows[table].append({**who, **told})


def _by_columns(told: dict[str, str]) -> str:
    """The table that an element tells of which the form of earlier years did not have; empty where it is none."""
    best = max(TABLES, key=lambda table: len(set(columns(table)).difference(_SHARED) & told.keys()))
    return best if set(columns(best)).difference(_SHARED) & told.keys() else ""


def _frame(table: str, rows: list[dict[str, str]]) -> pl.DataFrame:
    names = (*columns(table), *(("UASC",) if table == "Header" else ()))
    return pl.DataFrame(
        {name: [row.get(name, "") for row in rows] for name in names},
        schema=dict.fromkeys(names, pl.String),
    )
