"""Ofsted's lists in every layout they come in: one row for each number, whatever the order of rows and sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, TypeAlias

import pytest
import xlsxwriter

from steadyhand.engines.ssda903 import providers
from steadyhand.engines.ssda903.places import AUTHORITIES

Rows: TypeAlias = Sequence[Sequence[Any]]
LEEDS, BRADFORD, KIRKLEES = "E08000035", "E08000032", "E08000034"
COMBINED = (
    "Provider type", "URN", "Local authority", "Placement code", "Placement provider code", "Deregistration date",
    "Setting address postcode",
)  # fmt: skip


def workbook(sheets: dict[str, Rows]) -> bytes:
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(number, place, datetime.combine(cell, time()), day)
                    else:
                        sheet.write(number, place, cell)
    return content.getvalue()


def read(*books: dict[str, Rows]) -> dict[str, dict[str, Any]]:
    found = providers.read(*(workbook(sheets) for sheets in books))
    assert found.schema == providers.SCHEMA
    return {row.pop("urn"): row for row in found.to_dicts()}


def test_one_sheet_of_everybody() -> None:
    home = ["Children's Home", "SC000001", "Leeds", "K2,R3", "PR4", None, "LS1 1UR"]
    agency = [
        "Independent Fostering Agency",
        "SC000002",
        "Bradford",
        "U1/U4",
        "PR4 / PR5",
        date(2026, 5, 1),
        "",
    ]
    assert read({"Providers": [COMBINED, home, agency]}) == {
        "SC000001": {
            "places": "K2,R3", "providers": "PR4", "closed": None, "post": "LS11UR", "named": LEEDS, "lies_in": LEEDS,
        },
        "SC000002": {
            "places": "U1,U4", "providers": "PR4,PR5", "closed": date(2026, 5, 1), "post": None, "named": BRADFORD,
            "lies_in": None,
        },
    }  # fmt: skip


def test_supported_accommodation_is_on_a_sheet_of_its_own_and_names_no_placement_code() -> None:
    heads = (
        "Provider local authority", "Setting Local Authority", "URN", "Closed date", "Setting address postcode",
    )  # fmt: skip
    settings = [
        ["Kirklees", "Leeds", 2700001, "-", "LS1 1UR"],
        ["Kirklees", "Bradford", 2700001, "-", "BD1 1HX"],
    ]
    home = ["Children's Home", "SC000001", "Leeds", "K2", "PR4", None, "LS1 1UR"]
    found = read({"Providers": [COMBINED, home], "SA Providers": [heads, *settings]})
    assert found["2700001"] == {
        "places": "H5,K3", "providers": "PR4", "closed": None, "post": "BD11HX,LS11UR",
        "named": f"{BRADFORD},{LEEDS}", "lies_in": f"{BRADFORD},{LEEDS}",
    }  # fmt: skip
    assert found["SC000001"]["places"] == "K2"


def test_who_provides_supported_accommodation_is_read_where_its_sheet_says() -> None:
    heads = ("Provider local authority", "URN", "Placement provider code")
    found = read({"SA providers": [heads, ["Kirklees", 2700001, "PR1"]]})
    assert found["2700001"]["providers"] == "PR1"
    assert found["2700001"]["named"] == KIRKLEES


def test_childrens_homes_and_other_providers_in_two_workbooks() -> None:
    homes = [
        (
            "Local Authority",
            "URN",
            "Closed Date",
            "Provider Code",
            "Provider Placement Code",
            "Setting Postcode",
        ),
        ("Leeds", "SC000001", "-", "PR4", "K1/K2", "LS1 1UR"),
    ]
    conditions = [("URN", "Conditions"), ("SC000001", "Three children")]
    current = [
        ("URN", "Local authority", "Placement code", "Placement provider code", "Setting postcode"),
        ("SC000002", "Leeds City Council", "U4", "PR1", "LS1 1UR"),
    ]
    closed = [
        (*current[0], "Deregistration date"),
        ("SC000003", "City of Bradford", "U4", "PR4", "BD1 1HX", "31/05/2026"),
    ]
    found = read(
        {"Provider information": homes, "Registration Conditions": conditions},
        {"Current providers": current, "Providers closed in 2026-27": closed},
    )
    assert {urn: (row["places"], row["closed"], row["named"]) for urn, row in found.items()} == {
        "SC000001": ("K1,K2", None, LEEDS),
        "SC000002": ("U4", None, LEEDS),
        "SC000003": ("U4", date(2026, 5, 31), BRADFORD),
    }


def test_postcodes_stand_on_a_sheet_beside_the_one_with_the_codes() -> None:
    settings = [
        ("URN", "Local Authority", "Provider Code", "Provider Placement Code", "Closed Date"),
        ("SC000001", "Leeds", "PR4", "K2", date(2026, 4, 30)),
    ]
    addresses = [("URN", "Setting Address Postcode"), ("SC000001", "LS1 1UR"), ("SC000009", "BD1 1HX")]
    for sheets in (
        {"Settings and Inspection Info": settings, "Address Details": addresses},
        {"Address Details": addresses, "Settings and Inspection Info": settings},
    ):
        found = read(sheets)
        assert list(found) == ["SC000001"]
        assert (found["SC000001"]["post"], found["SC000001"]["closed"]) == ("LS11UR", date(2026, 4, 30))


@pytest.mark.parametrize("number", [1234567, 1234567.0, "1234567.0", " 1234567 "])
def test_a_number_is_text_however_it_was_kept(number: object) -> None:
    assert list(read({"Providers": [("URN", "PLACEMENT  CODE"), (number, "K2")]})) == ["1234567"]


def test_several_rows_of_a_number_are_one_and_their_order_decides_nothing() -> None:
    rows = [
        ["", "SC1", "Leeds", "K2", "PR4", date(2026, 4, 1), "LS1 1UR"],
        ["", "SC1", "Bradford", "K1,K2", "PR1", date(2026, 9, 1), "BD1 1HX"],
        ["", "SC2", "Leeds", "K2", "PR4", date(2026, 4, 1), None],
        ["", "SC2", "Leeds", "K2", "PR4", "-", None],
    ]
    found = read({"Providers": [COMBINED, *rows]})
    assert found == read({"Providers": [COMBINED, *reversed(rows)]})
    assert found["SC1"] == {
        "places": "K1,K2", "providers": "PR1,PR4", "closed": date(2026, 9, 1), "post": "BD11HX,LS11UR",
        "named": f"{BRADFORD},{LEEDS}", "lies_in": f"{BRADFORD},{LEEDS}",
    }  # fmt: skip
    assert found["SC2"]["closed"] is None


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "cannot be read as a workbook"),
        (b"CHILD,SEX\n1,M\n", "cannot be read as a workbook"),
        (b"PK\x03\x04 cut off", "cannot be read as a workbook"),
        (workbook({"Providers": []}), "no sheet with registration numbers"),
        (workbook({"Children": [("CHILD", "SEX"), ("1", "M")]}), "no sheet with registration numbers"),
        (
            workbook({"Providers": [("URN", "Name"), ("SC1", "The Elms")]}),
            "no sheet with registration numbers",
        ),
        (workbook({"Providers": [COMBINED]}), "no sheet with registration numbers"),
    ],
)
def test_what_is_no_such_list_is_told_and_what_to_do(content: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=rf"^Ofsted’s list .*{why}.*(Save|Choose)"):
        providers.read(content)


def test_the_list_that_is_wrong_is_named() -> None:
    right = workbook({"Providers": [("URN", "Placement code"), ("SC1", "K2")]})
    with pytest.raises(providers.ListError, match=r"^List 2 of Ofsted’s"):
        providers.read(right, b"")


def test_every_council_is_found_by_its_name_and_by_no_other() -> None:
    councils = [one for one in AUTHORITIES.values() if one.upper == one.code == one.now]
    assert {providers.authority_named(one.name) for one in councils} == {one.code for one in councils}
    said = Counter(providers.authority_named(one.name) for one in councils)
    assert set(said.values()) == {1}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Leeds City Council", LEEDS),
        ("LEEDS", LEEDS),
        ("Bristol City Council", "E06000023"),
        ("London Borough of Camden", "E09000007"),
        ("City of London", "E09000001"),
        ("Bournemouth, Christchurch & Poole", "E06000058"),
        ("St Helens", "E08000013"),
        ("-", None),
        ("County Council", None),
        ("Middle Earth", None),
    ],
)
def test_councils_as_lists_write_them(name: str, code: str | None) -> None:
    assert providers.authority_named(name) == code
