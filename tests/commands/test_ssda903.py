"""`steadyhand ssda903`: a return's files in, findings out in four forms; what is not understood or cannot be read, in words."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from factories import return_903
from steadyhand.commands.main import YEARS, main, parser
from steadyhand.engines.ssda903 import year
from steadyhand.engines.ssda903.rules import of_year
from steadyhand.engines.ssda903.tables import LAST, columns

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
OF = ["--year", "2026/27", "--authority", "E08000035"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """This year's files, with a row whose sex and ethnicity are wrong, and one whose ethnicity is."""
    this = tmp_path / "this"
    this.mkdir()
    (this / "Header.csv").write_text(
        f"{HEADER}A1,M,01/02/2010,WBRI,UN1,,\nA2,3,01/02/2011,NONE,UN1,,\nA3,F,01/02/2012,X,UN1,0,\n"
    )
    (this / "reviews.csv").write_text("CHILD,DOB,REVIEW,REVIEW_CODE\nA1,01/02/2010,01/05/2026,PN1\n")
    return this


def test_the_years_are_those_of_the_engine() -> None:
    assert YEARS == year.YEARS


@pytest.mark.parametrize("form", ["folder", "zip", "file"])
def test_this_may_be_a_folder_a_zip_or_one_file(
    form: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    this = {"folder": folder, "file": folder / "Header.csv", "zip": folder.parent / "return.zip"}[form]
    with zipfile.ZipFile(folder.parent / "return.zip", "w") as kept:
        for file in folder.iterdir():
            kept.write(file, f"return/{file.name}")
    assert main(["ssda903", "check", str(this), *OF, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rules"]["101"] == {"Header": [1]}
    assert told["rules"]["103"] == {"Header": [1, 2]}
    assert told["rules"]["102"] == {}
    assert told["rows"] == ({"Header": 3} if form == "file" else {"Header": 3, "Reviews": 1})
    assert "501" in told["not_run"]
    assert told["rules"].keys() | told["not_run"].keys() == of_year(year.CollectionYear("2026/27")).keys()


def test_the_xml_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "return.xml"
    file.write_text("<R><CHILD><HEADER><CHILDID>A</CHILDID><SEX>9</SEX></HEADER></CHILD></R>")
    assert main(["ssda903", "check", str(file), *OF, "--format", "json", "--rules", "101"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rules"] == {"101": {"Header": [0]}}


def test_text_for_a_data_officer(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ssda903", "check", str(folder), *OF, "--rules", "101, 103 ,501"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.splitlines() == [
        "Return on looked-after children, 2026/27",
        "",
        "  Header                             3 rows  Header.csv",
        "  Reviews                             1 row  reviews.csv",
        "",
        "    0 rules found nothing",
        "    2 rules found something: 3 rows of 2 children",
        "    1 rule could not be asked",
        "",
        "103               2 rows  ████████████████████████",
        "          Ethnicity is missing or not in the list.",
        "          Look at ETHNIC.",
        "          Header: A2 (line 3), A3 (line 4)",
        "101                1 row  ████████████",
        "          Sex is not M, F or U.",
        "          Look at SEX.",
        "          Header: A2 (line 3)",
        "",
        "Could not be asked; these have not passed",
        "  It needs Episodes, which is not there.",
        "    501",
    ]


def test_csv_and_workbook(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["ssda903", "check", str(folder), *OF, "--rules", "103"]
    assert main([*asked, "--format", "csv"]) == 0
    lines = list(csv.DictReader(io.StringIO(capsys.readouterr().out.lstrip("\ufeff"))))
    assert [(line["Rule"], line["File"], line["Line in the file"], line["Child"]) for line in lines] == [
        ("103", "Header.csv", "3", "A2"), ("103", "Header.csv", "4", "A3")
    ]  # fmt: skip
    out = tmp_path / "found.xlsx"
    assert main([*asked, "--format", "xlsx", "--out", str(out)]) == 0
    assert capsys.readouterr().out == ""
    assert pl.read_excel(out, sheet_name="Rows")["Child"].to_list() == ["A2", "A3"]


def test_last_year_and_ofsteds_list(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    last = tmp_path / "last.csv"
    last.write_text(f"{HEADER}A1,F,01/02/2010,WBRI,UN1,0,\n")
    homes = folder / "homes.xlsx"  # beside the return, which is not told of it then
    book = xlsxwriter.Workbook(homes)
    sheet = book.add_worksheet()
    sheet.write_row(
        0, 0, ["URN", "Placement code", "Placement provider code", "Setting postcode", "Local authority"]
    )
    sheet.write_row(1, 0, ["SC1", "K1", "PR4", "LS1 1AA", "Leeds"])
    book.close()
    asked = ["ssda903", "check", str(folder), *OF, "--last", str(last), "--rules", "202"]
    assert main([*asked, "--providers", str(homes), "--providers", str(homes), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rows"] == {"Header": 3, "Reviews": 1, "Header_last": 1}
    assert main([*asked, "--providers", str(homes)]) == 0
    assert "homes.xlsx" not in capsys.readouterr().out
    assert main(asked) == 0
    assert "homes.xlsx: workbooks are left out" in capsys.readouterr().out


def test_a_whole_return_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, rows in return_903.made(40, errors=0.05).tables.items():
        base = name.removesuffix(LAST)
        place = tmp_path / ("last" if name.endswith(LAST) else "this")
        place.mkdir(exist_ok=True)
        (place / f"{base}.csv").write_text(return_903.as_csv(rows, columns(base)))
    asked = ["ssda903", "check", str(tmp_path / "this"), "--last", str(tmp_path / "last"), *OF]
    assert main(asked) == 0
    said = capsys.readouterr().out
    assert all(len(line) <= 100 for line in said.splitlines())
    assert "rules found something" in said
    assert "which is not there" not in said


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--rules", "999"], "There is no rule '999' in 2026/27. `steadyhand ssda903 explain --year 2026/27` lists them all."),
        (["--rules", "101,,103"], "There is no rule ''"),
        (["--authority", "Leeds"], "'Leeds' is not the code of a council that answers for children"),
        (["--authority", "E07000163"], "is not the code of a council that answers for children"),
        (["--format", "xlsx"], "A workbook needs a file to go into. Name one: --out FILE.xlsx."),
    ],
)  # fmt: skip
def test_what_is_not_understood_ends_with_2_before_anything_is_read(
    more: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ssda903", "check", "/nowhere", *OF, *more]) == 2
    said = capsys.readouterr()
    assert says in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    "more", [["--year", "2023/24"], ["--year", "2026"], ["--format", "pdf"], ["--colour", "red"]]
)
def test_options_that_do_not_exist_end_with_2(more: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["ssda903", "check", "/nowhere", *OF, *more])
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_what_cannot_be_read_ends_with_1(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(*asked: str) -> str:
        assert main(["ssda903", "check", *asked, *OF]) == 1
        said = capsys.readouterr()
        assert said.out == ""
        return said.err

    empty = tmp_path / "empty"
    empty.mkdir()
    notes = tmp_path / "notes.csv"
    notes.write_text("a,b\n1,2\n")
    book = tmp_path / "book.xlsx"
    book.write_bytes(b"not a workbook")
    assert (
        "none cannot be read: No such file or directory. Name a folder, a zip, an XML or a CSV."
        in refused("none")
    )
    assert f"There is no CSV, XML or zip in {empty}. Name the folder" in refused(str(empty))
    assert "notes.csv has no column CHILD" in refused(str(notes))
    assert "Last year’s notes.csv has no column CHILD" in refused(str(folder), "--last", str(notes))
    assert "book.xlsx cannot be read." in refused(str(folder), "--providers", str(book))
    assert "none.xlsx cannot be read: No such file" in refused(str(folder), "--providers", "none.xlsx")
    assert "cannot be written: Is a directory. Name another file." in refused(
        str(folder), "--out", str(empty)
    )
    for number in range(201):
        (empty / f"{number}.csv").touch()
    assert "There are 201 files in" in refused(str(empty))


def test_findings_are_never_written_over_the_files_they_are_of(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / "Header.csv").read_text()
    for this in (folder, folder / "Header.csv"):
        out = folder / "." / "Header.csv"
        assert main(["ssda903", "check", str(this), *OF, "--format", "csv", "--out", str(out)]) == 2
        assert "is one of the files that are checked. Name another." in capsys.readouterr().err
    assert (folder / "Header.csv").read_text() == before


def test_findings_written_into_the_folder_do_not_stand_in_the_way_of_the_next_check(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(folder / "found.csv")
    asked = ["ssda903", "check", str(folder), *OF, "--rules", "101", "--format", "csv", "--out", out]
    assert main(asked) == 0
    assert main(asked) == 0
    assert main([*asked[:-4]]) == 0
    assert "found.csv holds findings of a check and was left out." in capsys.readouterr().out


def test_explain_one_rule_and_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ssda903", "explain", "noe"]) == 0  # in capitals or not
    assert capsys.readouterr().out.startswith("NoE: a row fails when")
    assert main(["ssda903", "explain", "1012"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("1012: a row fails when\n    Any other module")
    assert "Needs:    Episodes" in said
    for label in YEARS:
        assert main(["ssda903", "explain", "--year", label]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert [line.split()[0] for line in lines] == list(of_year(year.CollectionYear(label)))
        assert all(len(line) <= 100 for line in lines)
    assert main(["ssda903", "explain", "700", "--year", "2025/26"]) == 2
    assert "There is no rule '700' in 2025/26." in capsys.readouterr().err


def run(*asked: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    code = (
        "import sys; from steadyhand.commands.main import main; code = main(sys.argv[1:]);"
        "told = [name for name in ('django', 'polars') if name in sys.modules];"
        "print(*told, file=sys.stderr); sys.exit(code)"
    )
    return subprocess.run([sys.executable, "-c", code, *asked], capture_output=True, check=False, **more)


def test_it_needs_no_database_and_no_django_and_other_commands_no_polars(
    folder: Path, tmp_path: Path
) -> None:
    """Nothing is stored. A terminal that shows ASCII alone gets what it can show, and a program gets UTF-8."""
    place = {"cwd": tmp_path, "env": {"PATH": "/usr/bin", "PYTHONIOENCODING": "ascii"}}
    done = run("ssda903", "check", str(folder), *OF, "--rules", "103,501", **place)
    assert (done.returncode, done.stderr.decode().strip()) == (0, "polars")
    assert b"103               2 rows  ????" in done.stdout
    (folder / "Header.csv").write_text(f"{HEADER}Zoë,M,01/02/2010,NONE,UN1,,\n", encoding="utf-8")
    done = run("ssda903", "check", str(folder), *OF, "--rules", "103", "--format", "csv", **place)
    assert "ZOË" in done.stdout.decode("utf-8-sig")
    assert run("duties", "none.json", "--on", "2026-01-01", **place).stderr.split()[-1:] != [b"polars"]
    assert {file.name for file in tmp_path.iterdir()} == {"this"}


def test_on_a_terminal_it_says_how_far_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    terminal.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr("sys.stderr", terminal)
    assert (
        main(["ssda903", "check", str(folder), *OF, "--rules", "101", "--out", str(folder.parent / "found")])
        == 0
    )
    said = terminal.getvalue().split("\r\033[K")[1:]
    assert said[:3] == [
        "Reading the files", "Looking up postcodes, putting episodes in order", "Asking 1 rule of 4 rows"
    ]  # fmt: skip
    assert said[-1].startswith("Done in ")
    monkeypatch.setattr("sys.stderr", terminal := io.StringIO())
    terminal.isatty = lambda: True  # type: ignore[method-assign]
    assert main(["ssda903", "check", "none", *OF]) == 1
    assert terminal.getvalue().endswith(
        "\r\033[Knone cannot be read: No such file or directory. Name a folder, a zip, an XML or a CSV.\n"
    )


def test_every_option_is_in_the_guide() -> None:
    guide = (Path(__file__).parents[2] / "docs/guide/the-yearly-return.md").read_text(encoding="utf-8")
    (commands,) = (action for action in parser()._actions if hasattr(action, "choices") and action.choices)
    (acts,) = (action for action in commands.choices["ssda903"]._actions if action.choices)
    for one in acts.choices.values():
        for action in one._actions:
            for option in action.option_strings:
                assert option in ("-h", "--help") or f"`{option}" in guide, option
