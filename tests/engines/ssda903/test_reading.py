"""Files of a return: what people and programs leave in them is read as it is meant, or named with what to do."""

from __future__ import annotations

import csv
import io
import random
import string
import zipfile
from collections.abc import Mapping

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from steadyhand.engines.ssda903 import csv_form, zips
from steadyhand.engines.ssda903.cells import read_table
from steadyhand.engines.ssda903.reading import MOST_BYTES, ReadingError, read
from steadyhand.engines.ssda903.tables import LAST, TABLES, columns

NAMES = columns("Reviews")  # CHILD, DOB, REVIEW, REVIEW_CODE
ROWS = [
    ["Zoë1", "01/02/2010", "03/04/2026", "PN1"],
    ["B2", "", "05/06/2026", "PN2"],
    ["C3", "07/08/2012", "", ""],
]
PLAIN = "\n".join(",".join(row) for row in [list(NAMES), *ROWS]) + "\n"
HEAD, _, BODY = PLAIN.partition("\n")


def cells(content: bytes, name: str = "file.csv", table: str = "Reviews") -> list[list[str]]:
    """The cells of the return in a file, as its rules are asked of them; empty is empty."""
    found = read({name: content})
    assert list(found.tables) == [table]
    frame, _ = read_table(table, found.tables[table])
    names = [f"{field.column}_given" if field.kind == "date" else field.column for field in TABLES[table]]
    return [["" if cell is None else cell for cell in row] for row in frame.select(names).rows()]


MEANT = [[cell.upper() for cell in row] for row in ROWS]


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        b"\xfe\xff" + PLAIN.encode("utf-16-be"),
        PLAIN.encode("utf-16-le"),
        PLAIN.encode("cp1252"),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode(),
        ("sep=;\n" + PLAIN.replace(",", ";")).encode(),
        ("\ufeffsep=|\r\n" + PLAIN.replace(",", "|")).encode(),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.replace("\n", "\r\r\n").encode(),
        PLAIN.rstrip("\n").encode(),
        ("\n \n,,,\n" + PLAIN).encode(),
        (PLAIN + "\n\n , ,,\n,,,\n\n").encode(),
        PLAIN.replace("\n", ",,,\n").encode(),
        (HEAD + "\n" + BODY.replace("\n", ",,\n")).encode(),
        ('"' + PLAIN[:-1].replace(",", '","').replace("\n", '"\n"') + '"\n').encode(),
        ('"' + PLAIN[:-1].replace(",", '", "').replace("\n", '"\n"') + '"\n').encode(),
        PLAIN.replace(HEAD, " child , dob,Review,review_code ").encode(),
        PLAIN.replace("Zoë1", "  Zoë1 ").encode(),
        "\n".join(f"{line},x" for line in PLAIN.split("\n")[:-1]).replace("CODE,x", "CODE,NOTES", 1).encode(),
        "\n".join(",".join(reversed(line.split(","))) for line in PLAIN.split("\n")[:-1]).encode(),
        PLAIN.replace(HEAD, HEAD + ',"Seen\nby"').replace("PN1\n", 'PN1,"Anna, ""A""\nB"\n').encode(),
    ],
)  # fmt: skip
def test_dirt_changes_no_cell_and_no_row(content: bytes) -> None:
    assert cells(content) == MEANT


def test_an_ordinary_file_is_not_read_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """That takes ten times as long."""
    monkeypatch.setattr(csv_form, "_row_by_row", None)
    assert cells(PLAIN.encode()) == MEANT
    quoted = PLAIN[:-1].replace(",", '","').replace("\n", '"\r\n"')
    assert cells(f'"{quoted}"\r\n\r\n'.encode()) == MEANT


def test_blank_rows_between_others_count_and_those_at_the_end_do_not() -> None:
    lines = [HEAD, "A,,,", "", ",,,", "B,,,", "", ",,,"]
    assert [row[0] for row in cells("\n".join(lines).encode())] == ["A", "", "", "B"]
    assert cells(HEAD.encode()) == []
    assert cells(f"{HEAD}\n,,,\n\n".encode()) == []


def test_a_column_named_twice_counts_once() -> None:
    found = read({"r.csv": b"CHILD,REVIEW,child ,REVIEW_CODE\nA,01/01/2026,B,PN1\n"})
    assert found.tables["Reviews"].columns == ["CHILD", "REVIEW", "REVIEW_CODE"]
    assert found.tables["Reviews"]["CHILD"].to_list() == ["A"]
    assert found.notes == ["r.csv: CHILD names two of its columns; the first counts."]


def test_rows_with_cells_missing_are_named_and_kept() -> None:
    found = read({"r.csv": f"{HEAD}\nA,,,PN1\nB,01/01/2010\n\nC\nD,,,\n".encode()})
    assert found.tables["Reviews"].rows()[1:] == [
        ("B", "01/01/2010", "", ""), ("", "", "", ""), ("C", "", "", ""), ("D", "", "", "")
    ]  # fmt: skip
    assert found.notes == [
        "r.csv: Fewer cells than columns stand in lines 3, 5: those that are missing count as empty."
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (f"{HEAD}\nA,,,PN1\nB,,,PN1,x\n".encode(), "More cells than columns stand in line 3. Put a cell that has a comma"),
        (f"{HEAD}\n".encode() + b"B,,,PN1,x\n" * 7, "in lines 2, 3, 4, 5, 6 and 2 more."),
        (f"{HEAD}\nA,,,PN1\n\"B,,,PN1\nC,,,PN1\n".encode(), "From line 3 on its cells cannot be told apart: a quotation mark"),
        (f"{HEAD}\nA,,,PN1\n\"B\"x,,,PN1\nC,,,PN1\n".encode(), "From line 3 on"),
        (f"{HEAD}\nA,\"1\n,2\nB\"C,,,PN1\n".encode(), "From line 2 on"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "It is no text, or damaged. Save it as CSV"),
        (PLAIN.encode() + b"\0" * 20, "It is no text, or damaged. Save it as CSV"),
        (b"\xff\xfeC\0H", "cut short in the middle of a character"),
        (b",,,\n;;\n", "nothing in it but blanks"),
        (b"1,2,3\n4,5,6\n", "has no column CHILD, so it is no table of the return. Take it out"),
        (b"CHILD,NAME\nA,B\n", "has the columns CHILD, NAME, by which no table can be told. Name the file after"),
        (b"%PDF-1.7 and so on", "has no column CHILD"),
        (b"CHILD" + b"x" * 200_000, "Its first line is too long to name columns"),
        (b"<html><body>Sign in</body></html>", "There is no CHILD in it. Choose the XML"),
        (b"<a><CHILD>", "It is not well-formed"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a><CHILD><UPN>&b;</UPN></CHILD></a>', "declares a document type"),
        (b'<?xml version="1.0" encoding="nonsense"?><a/>', "It is not well-formed"),
        (b"PK\x03\x04 and so on", "It is a zip that cannot be opened. Make it anew."),
        (b"", "There is no return in these files. odd.csv is empty and was left out. Choose its CSV files"),
        (b" \r\n\t ", "odd.csv is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", "odd.csv: workbooks are left out here. Save a table of the return as CSV"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_what_to_do(content: bytes, says: str) -> None:
    with pytest.raises(ReadingError) as this:
        read({"odd.csv": content})
    assert says in str(this.value)
    assert "odd.csv" in str(this.value)
    with pytest.raises(ReadingError, match=r"(?i)last year’s") as last:
        read({"r.csv": PLAIN.encode()}, {"odd.csv": content})
    assert says.replace("these", "last year’s").replace("odd.csv is", "Last year’s odd.csv is") in str(last.value).replace(
        "Last year’s odd.csv: work", "odd.csv: work"
    )  # fmt: skip


def test_no_files_are_no_return() -> None:
    with pytest.raises(ReadingError, match=r"There is no return in these files. Choose"):
        read({})
    assert read({"r.csv": PLAIN.encode()}, {}).tables.keys() == {"Reviews"}


# Which table it is


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_known_by_its_columns_in_any_order(table: str) -> None:
    names = list(columns(table))
    random.Random(1).shuffle(names)
    found = read(
        {"export (3).csv": ",".join(names).encode()}, {"missing header.csv": ",".join(names).encode()}
    )
    assert found.tables.keys() == {table, table + LAST}
    assert set(found.tables[table].columns) == set(names)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_known_with_any_one_of_its_own_columns(table: str) -> None:
    shared = {"CHILD", "DOB", "SEX"}
    for name in set(columns(table)) - shared:
        if sum(name in columns(other) for other in TABLES) == 1:
            assert read({"a.csv": f"CHILD,{name}".encode()}).tables.keys() == {table}


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("Header.csv", "Header"), ("2026/uasc_2026.csv", "UASC"), ("Social workers.csv", "SWEpisodes"),
        ("placed for adoption.csv", "PlacedAdoption"), ("previous_permanence.csv", "PrevPerm"), ("DoLo.csv", "DoLO"),
    ],
)  # fmt: skip
def test_where_columns_leave_it_open_the_name_tells(name: str, table: str) -> None:
    assert read({name: b"CHILD,SEX,DOB\nA,M,01/01/2010\n"}).tables.keys() == {table}


def test_files_for_one_table_follow_each_other_and_each_row_is_found_again() -> None:
    other = f"\n{HEAD}\nX,,,\nY,,,\n"
    found = read({"b.csv": other.encode(), "a.csv": PLAIN.encode(), "c.csv": PLAIN.encode()})
    assert found.tables["Reviews"]["CHILD"].to_list() == ["Zoë1", "B2", "C3", "X", "Y"]
    assert [found.place("Reviews", row) for row in (0, 2, 3, 4)] == [
        ("a.csv", 2), ("a.csv", 4), ("b.csv", 3), ("b.csv", 4)
    ]  # fmt: skip
    assert found.notes == [
        "c.csv is the same as a.csv and was left out.",
        "Reviews is in more than one file: row 0 of b.csv is row 3 of the table.",
    ]
    with pytest.raises(IndexError):
        found.place("Reviews", 5)


# Zips


def zipped(files: Mapping[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in files.items():
            folder.writestr(name, content)
    return kept.getvalue()


HEADER = b"CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nA,F,01/01/2010,WBRI,UN1,0,\n"


def test_a_zip_is_unfolded_without_what_computers_leave_in_it() -> None:
    folder = zipped(
        {
            "return/": b"", "return/2026/reviews.csv": PLAIN.encode(), "return/2026/Header.CSV": HEADER,
            "__MACOSX/return/._reviews.csv": b"\0\5\x16\7", "return/.DS_Store": b"\0", "return/._x.csv": b"\0",
            "return/read me.docx": b"PK\x03\x04", "return/homes.xlsx": zipped({"[Content_Types].xml": b""}),
        }
    )  # fmt: skip
    found = read({"return.zip": folder})
    assert found.tables.keys() == {"Reviews", "Header"}
    assert found.sources["Reviews"][0].name == "return.zip/return/2026/reviews.csv"
    (note,) = found.notes
    assert note.startswith("return.zip/return/homes.xlsx: workbooks are left out here.")


def test_a_zip_unfolds_to_so_much_and_no_more() -> None:
    bomb = zipped({"a.csv": PLAIN.encode(), "b.csv": b"0" * 3_000_000})
    assert len(bomb) < 5_000
    with pytest.raises(ReadingError, match=r"^bomb.zip cannot be read. It unfolds to more than 2 megabytes."):
        read({"bomb.zip": bomb}, most_bytes=2_000_000)
    halves = {f"{half}.zip": zipped({"a.csv": b"CHILD" + b" " * 1_500_000}) for half in "ab"}
    with pytest.raises(ReadingError, match=r"^b.zip cannot be read"):
        read(halves, most_bytes=2_000_000)
    with pytest.raises(ReadingError, match="more than 200 files"):
        read({"many.zip": zipped({f"{number}.csv": b"" for number in range(zips.MOST_FILES + 1)})})
    assert MOST_BYTES <= 2**30


def test_a_zip_that_says_less_than_it_holds_is_damaged() -> None:
    content = bytearray(zipped({"a.csv": b"CHILD,REVIEW\n" + b"0,0\n" * 100_000}))
    held = len(b"CHILD,REVIEW\n" + b"0,0\n" * 100_000).to_bytes(4, "little")
    while (at := content.find(held)) >= 0:
        content[at : at + 4] = (20).to_bytes(4, "little")
    with pytest.raises(ReadingError, match=r"a\.csv in it is damaged"):
        read({"a.zip": bytes(content)})


def test_zips_that_are_damaged_locked_or_empty() -> None:
    content = bytearray(zipped({"a.csv": PLAIN.encode() * 50}))
    content[60] ^= 0xFF
    with pytest.raises(ReadingError, match=r"a.zip cannot be read. a\.csv in it is damaged, or locked"):
        read({"a.zip": bytes(content)})
    locked = bytearray(zipped({"a.csv": PLAIN.encode()}))
    locked[6] |= 1
    locked[locked.find(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(ReadingError, match="locked with a password"):
        read({"a.zip": bytes(locked)})
    with pytest.raises(ReadingError, match=r"There is no return in these files. Choose"):
        read({"a.zip": zipped({})})
    with pytest.raises(ReadingError, match="that cannot be opened"):
        read({"a.zip": zipped({"a.csv": b"CHILD"})[:-10]})


# XML

FORM = """<?xml version='1.0' encoding='{encoding}'?>
<EXPSSDA903>
  <CHILD><HEADER><CHILDID>A1</CHILDID><UPN>UN1</UPN><SEX>F</SEX><DOB>01/02/2009</DOB><ETHNIC>OOTH</ETHNIC><UASC>1</UASC>
    <AREVIEW><REVIEW>03/04/2026</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
    <AREVIEW><REVIEW>05/06/2026</REVIEW><REVIEW_CODE>PN2</REVIEW_CODE></AREVIEW>
    <AMISSING><MISSING>M</MISSING><MIS_START>01/07/2026</MIS_START><MIS_END/></AMISSING>
    <OC2><SDQ_SCORE>7</SDQ_SCORE></OC2><PERMANENCE><PREV_PERM>Z1</PREV_PERM></PERMANENCE>
    <AD_PLACED><DATE_PLACED>08/08/2026</DATE_PLACED></AD_PLACED><DUC>01/02/2027</DUC>
    <IN_TOUCH>YES</IN_TOUCH><ACTIV>F2</ACTIV><ACCOM>B1</ACCOM></HEADER>
    <EPISODE><DECOM>01/04/2026</DECOM><RNE>S</RNE><LS>C2</LS><PL>U1</PL><URN> SC1 </URN><DEC/></EPISODE></CHILD>
  <CHILD><HEADER><CHILDID>Zoë</CHILDID><UASC>0</UASC><DATE_INT>01/01/2027</DATE_INT></HEADER>
    <EPISODE><PL>H5</PL></EPISODE><EPISODE><PL>K1</PL></EPISODE>
    <SOCIALWORKER><SW_ID>SW1</SW_ID><SW_DECOM>01/04/2026</SW_DECOM></SOCIALWORKER></CHILD>
  <CHILD><EPISODE><PL>K2</PL></EPISODE></CHILD>
</EXPSSDA903>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252"])
def test_the_xml_form(encoding: str) -> None:
    found = read({"return.xml": FORM.format(encoding=encoding).encode(encoding)})
    told = {name: frame.height for name, frame in found.tables.items()}
    assert told == {
        "Header": 3, "Episodes": 4, "Reviews": 2, "UASC": 1, "OC2": 1, "OC3": 1, "AD1": 1, "PlacedAdoption": 1,
        "PrevPerm": 1, "Missing": 1, "SWEpisodes": 1,
    }  # fmt: skip
    for name, frame in found.tables.items():
        assert frame.columns == [*columns(name), *(["UASC"] if name == "Header" else [])]
    header, episodes = found.tables["Header"], found.tables["Episodes"]
    assert header.select("CHILD", "SEX", "UASC").rows() == [("A1", "F", "1"), ("Zoë", "", "0"), ("", "", "")]
    assert episodes.select("CHILD", "PLACE", "URN").rows() == [
        ("A1", "U1", "SC1"), ("Zoë", "H5", ""), ("Zoë", "K1", ""), ("", "K2", "")
    ]  # fmt: skip
    assert found.tables["Reviews"].rows()[1] == ("A1", "01/02/2009", "05/06/2026", "PN2")
    assert found.tables["UASC"].rows() == [("A1", "F", "01/02/2009", "01/02/2027")]
    assert found.tables["OC3"].rows() == [("A1", "01/02/2009", "YES", "F2", "B1")]
    assert found.tables["SWEpisodes"].row(0)[:4] == ("Zoë", "", "SW1", "01/04/2026")
    assert found.place("Reviews", 1) == ("return.xml", 0)


def test_one_xml_in_a_zip_two_of_them_and_one_beside_files() -> None:
    form = FORM.format(encoding="utf-8").encode()
    assert "Episodes" in read({"a.zip": zipped({"x/return.xml": form})}).tables
    with pytest.raises(ReadingError, match=r"a.xml and b.xml are both a whole return. Choose one"):
        read({"a.xml": form, "b.xml": form + b"\n"})
    beside = read({"a.xml": form, "r.csv": PLAIN.encode()})
    assert beside.tables.keys() == {"Reviews"}
    assert beside.notes == ["a.xml was left out: the CSV files beside it tell the same year."]


# Whatever comes

MARKS = st.lists(st.sampled_from([*',;"\n\r\t a1é', '""', '","', '"\n', ',"', "\r\n"]), max_size=25).map(
    "".join
)


@settings(max_examples=1000, deadline=None)
@example('"," "')
@example('"";"; a\t", ')
@given(MARKS)
def test_the_quick_way_says_what_the_slow_one_does_or_nothing(body: str) -> None:
    quick = csv_form._quickly(body.rstrip("\r\n"), 3, ",")
    if quick is not None:
        slow, notes = csv_form._row_by_row(body.rstrip("\r\n"), 3, ",", 2)
        stripped = pl.all().str.strip_chars()
        assert (
            csv_form._without_empty_end(quick)
            .select(stripped)
            .equals(csv_form._without_empty_end(slow).select(stripped))
        )
        assert notes == []


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=200),
    st.sampled_from(["", HEAD, "CHILD,SEX", "<EXPSSDA903><CHILD>", "PK\x03\x04", "\ufeff"]),
    st.randoms(),
)
def test_whatever_bytes_come_they_are_read_or_refused_in_words(
    tail: bytes, head: str, chance: random.Random
) -> None:
    content = head.encode(chance.choice(["utf-8", "utf-16", "utf-16-le"])) + tail
    try:
        found = read({"a.csv": content}, {"b.csv": PLAIN.encode()})
    except ReadingError:
        return
    for name, frame in found.tables.items():
        assert frame.height == sum(source.rows for source in found.sources[name])
        assert all(kind == pl.String for kind in frame.schema.values())
        read_table(name, frame)


LETTERS = string.ascii_letters + string.digits + " '’é/-"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.text(LETTERS, max_size=6), min_size=4, max_size=4), min_size=1, max_size=6),
    st.randoms(),
)
def test_however_a_file_is_saved_its_cells_are_the_same(rows: list[list[str]], chance: random.Random) -> None:
    rows[-1][0] = "last"
    text = io.StringIO()
    quoting = chance.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
    lines = csv.writer(
        text, delimiter=chance.choice(",;\t"), quoting=quoting, lineterminator=chance.choice(["\n", "\r\n"])
    )
    order = chance.sample(range(4), 4)
    for row in [list(NAMES), *rows]:
        lines.writerow([row[place] for place in order])
    content = text.getvalue().encode(chance.choice(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
    assert cells(content) == [[cell.strip().upper() for cell in row] for row in rows]
