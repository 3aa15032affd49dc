"""What leaves the engine: files that read back equal, findings for programs, spreadsheets and people."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factories import return_903
from steadyhand.engines import ssda903
from steadyhand.engines.ssda903 import report, writing
from steadyhand.engines.ssda903.cells import read_table
from steadyhand.engines.ssda903.engine import Checked
from steadyhand.engines.ssda903.reading import Read, Source, read
from steadyhand.engines.ssda903.tables import LAST, TABLES, columns
from steadyhand.engines.ssda903.year import CollectionYear

TEXT = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8),
    st.text("=+-@,;\"\t\n\r\ufeff\x85\u2028\x1a 'a1", max_size=8),
    st.sampled_from(["31/02/2026", "=1+1", "01/04/2026", "1.0", "\ufeffCHILD", "sep=;"]),
)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(list(TABLES)), st.data())
def test_whatever_its_cells_hold_a_table_reads_back_equal(table: str, data: st.DataObject) -> None:
    names = columns(table)
    rows = data.draw(st.lists(st.lists(TEXT, min_size=len(names), max_size=len(names)), max_size=4))
    frame = pl.DataFrame(
        [[row[place] for row in rows] for place in range(len(names))], schema=dict.fromkeys(names, pl.String)
    )
    frame = pl.concat([frame, pl.DataFrame({names[0]: ["last"]})], how="diagonal")  # no blank row is the last
    back = read({"a.csv": writing.table_as_csv(table, frame)})
    assert list(back.tables) == [table]
    assert read_table(table, back.tables[table])[0].equals(read_table(table, frame)[0])
    assert back.notes == []


def test_typed_cells_are_written_as_the_return_has_them() -> None:
    frame = pl.DataFrame({"REVIEW": [date(2026, 4, 1)], "CHILD": [12], "more": ["x"]})
    assert writing.table_as_csv("Reviews", frame) == b"CHILD,DOB,REVIEW,REVIEW_CODE\n12,,01/04/2026,\n"


def test_a_whole_return_reads_back_equal_and_is_found_the_same_of() -> None:
    made = return_903.as_frames(return_903.made(60, errors=0.05).tables)
    frames = {name: frame for name, frame in made.items() if frame.height}
    this, last = {}, {}
    for name, frame in frames.items():
        kept = last if name.endswith(LAST) else this
        kept[f"{name}.csv"] = writing.table_as_csv(name.removesuffix(LAST), frame)
    back = read(this, last).tables
    for name, frame in frames.items():
        assert read_table(name, back[name])[0].equals(read_table(name, frame)[0]), name
    asked = {"year": "2026/27", "authority": return_903.AUTHORITY}
    found = ssda903.check(frames, **asked)
    again = ssda903.check(back, **asked)
    assert json.loads(writing.as_json(found)) == json.loads(writing.as_json(again))
    assert any(found.failed.values())


CHECKED = Checked(
    CollectionYear("2026/27"),
    {
        "101": {"Header": [0, 2]},
        "102": {},
        "1012": {"Reviews": [0, 1, 2, 3, 4, 5, 6], "PlacedAdoption": [0, 1]},
        "502": {"Episodes": [3], "Episodes_last": [0]},
    },
    {
        "503A": "It needs last year’s Header, which is not there.",
        "NoE": "It needs last year’s Header, which is not there.",
        "1015": "It needs Ofsted’s list of providers, which was not handed over.",
    },
    {"Header": 3, "Episodes": 4, "Reviews": 1_234_567, "PlacedAdoption": 2, "Episodes_last": 1},
)
CHILDREN = {
    "Header": ["A1", "A2", None],
    "Episodes": ["A1", "A1", "A2", "=A3+" + "9" * 40],
    "Reviews": ["A1", "A2", "A3", "A4", "A5", "A6", "A7"],
    "PlacedAdoption": ["-A1", "@A2"],
    "Episodes_last": ["A1"],
}
SOURCES = {
    "Header": [Source("header.csv", 3, 2)],
    "Episodes": [Source("return of this year/" + "episodes " * 12 + ".csv", 4, 2)],
    "Reviews": [Source("return.xml", 1_234_567, 0)],
    "PlacedAdoption": [Source("placed.csv", 1, 2), Source("placed too.csv", 1, 4)],
    "Episodes_last": [Source("episodes.csv", 1, 2)],
}


place = Read(sources=SOURCES).place


def test_json_is_exactly_what_programs_are_promised() -> None:
    told = json.loads(writing.as_json(CHECKED))
    assert told == {
        "rules": {
            "101": {"Header": [0, 2]},
            "102": {},
            "1012": {"Reviews": [0, 1, 2, 3, 4, 5, 6], "PlacedAdoption": [0, 1]},
            "502": {"Episodes": [3], "Episodes_last": [0]},
        },
        "not_run": dict(CHECKED.not_run),
        "rows": dict(CHECKED.rows),
    }


def test_csv_has_a_line_for_each_row_and_no_formula() -> None:
    made = writing.as_csv(CHECKED, CHILDREN, place)
    lines = list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"))))
    assert len(lines) == 13
    assert made.startswith(b"\xef\xbb\xbf")  # or a spreadsheet reads it as Windows-1252
    assert [(line["File"], line["Line in the file"], line["Row"]) for line in lines if line["Table"] == "PlacedAdoption"] == [
        ("placed.csv", "2", "0"), ("placed too.csv", "4", "1")
    ]  # fmt: skip
    assert [line["Child"] for line in lines if line["Table"] in ("PlacedAdoption", "Header")] == [
        "A1", "", "'-A1", "'@A2"
    ]  # fmt: skip
    assert all(not cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line.values())
    assert {line["Line in the file"] for line in lines if line["Table"] == "Reviews"} == {""}
    assert b"Header,2,,4,," in writing.as_csv(CHECKED, CHILDREN)  # of a file of which no more is known


def sheets(content: bytes) -> dict[str, list[dict[str, object]]]:
    found = pl.read_excel(io.BytesIO(content), sheet_id=0)
    return {name: frame.to_dicts() for name, frame in found.items()}


def test_a_workbook_tells_by_rule_and_by_row_and_holds_no_formula() -> None:
    odd = {**CHILDREN, "Header": ["=1+1", "", "x" * 40_000]}
    found = sheets(writing.as_workbook(CHECKED, odd, place))
    assert list(found) == ["By rule", "Rows", "Not asked", "Read"]
    assert [(row["Rule"], row["Rows"]) for row in found["By rule"]] == [
        ("1012", 9), ("101", 2), ("502", 2), ("102", 0)
    ]  # fmt: skip
    assert len(found["Rows"]) == 13
    assert [row["Child"] for row in found["Rows"][:2]] == ["=1+1", "x" * 999 + "…"]
    assert {row["Rule"]: row["Why not"] for row in found["Not asked"]} == CHECKED.not_run
    assert {row["Table"]: row["Rows"] for row in found["Read"]} == CHECKED.rows
    with zipfile.ZipFile(io.BytesIO(writing.as_workbook(CHECKED, odd, place))) as inside:
        assert not any(b"<f>" in inside.read(name) for name in inside.namelist())


def test_a_sheet_that_is_full_says_what_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_LINES", 4)
    rows = sheets(writing.as_workbook(CHECKED, CHILDREN))["Rows"]
    assert len(rows) == 5
    assert rows[-1]["Rule"] == "And 9 rows more: take them as CSV."


NOTES = [
    "homes.xlsx: workbooks are left out here. Save a table of the return as CSV; Ofsted’s lists are handed over on their own."
]


def test_the_report_as_a_data_officer_reads_it() -> None:
    """To change it, look at what it says now: `python tests/engines/ssda903/test_writing.py`."""
    golden = Path(__file__).with_name("report.txt").read_text(encoding="utf-8")
    assert "\n".join([*report.lines(CHECKED, CHILDREN, NOTES, SOURCES, place), ""]) == golden


def test_a_report_of_nothing_to_say() -> None:
    clean = Checked(CollectionYear("2024/25"), {"101": {}}, {}, {"Header": 1})
    assert list(report.lines(clean, {"Header": ["A"]})) == [
        "Return on looked-after children, 2024/25",
        "",
        "  Header                              1 row",
        "",
        "    1 rule found nothing",
        "    0 rules found something",
        "    0 rules could not be asked",
    ]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=120), min_size=1, max_size=8), st.text(max_size=150))
@example(["x" * 500], "y" * 500)
def test_no_line_of_a_report_is_wider_than_a_terminal(children: list[str], name: str) -> None:
    checked = Checked(
        CollectionYear("2026/27"),
        {"101": {"Header": list(range(len(children)))}},
        {"502": name},
        {"Header": len(children)},
    )
    two = {"Header": [Source(name, 1, 2), Source(name + name, 10**6, 2)]}
    made = list(report.lines(checked, {"Header": children}, [name], two, Read(sources=two).place))
    assert all(len(line) <= report.WIDTH and line.isprintable() for line in made)


if __name__ == "__main__":
    print("\n".join(report.lines(CHECKED, CHILDREN, NOTES, SOURCES, place)))
