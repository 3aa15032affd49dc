"""The table and its grammar: every row parses, and what does not is named."""

import csv
from collections import Counter
from datetime import date
from importlib import resources

import pytest

from steadyhand.engines.timescales import RULES, RuleTextError, carried_out
from steadyhand.engines.timescales.grammar import (
    AsSoonAsPossible,
    Before,
    By,
    Chain,
    EachTerm,
    Either,
    Never,
    Otherwise,
    Period,
    Rolling,
    Unit,
    Until,
    Way,
    Within,
    parse,
)
from steadyhand.engines.timescales.manual import as_markdown
from steadyhand.engines.timescales.rules import NOTES, read_rules

TEXT = (
    resources.files("steadyhand.engines.timescales").joinpath("statutory_timescales.csv").read_text("utf-8")
)
ROWS = list(csv.DictReader(TEXT.splitlines()))


def within(n: int, unit: Unit, event: str, way: Way = Way.AFTER, **more: object) -> Within:
    return Within(Period(n, unit), way, event, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("P1W after placement_start", within(1, Unit.WEEKS, "placement_start")),
        ("P26W from care_proceedings_issued", within(26, Unit.WEEKS, "care_proceedings_issued", Way.FROM)),
        ("P3WD before review_due", within(3, Unit.WORKING_DAYS, "review_due", Way.BEFORE)),
        ("max P72H after epo", within(72, Unit.HOURS, "epo", ceiling=True)),
        ("P20SD after lost until found", within(20, Unit.SCHOOL_DAYS, "lost", until="found")),
        ("max P75D in P12M", Rolling(Period(75, Unit.DAYS), Period(12, Unit.MONTHS))),
        ("max P72H in P28D after s", Rolling(Period(72, Unit.HOURS), Period(28, Unit.DAYS), "s")),
        ("before placement_start", Before("placement_start")),
        ("until birthday_21", Until("birthday_21")),
        ("by dol_order_end", By("dol_order_end")),
        ("ASAP after visit", AsSoonAsPossible("visit")),
        ("R/term", EachTerm()),
        ("never", Never()),
        ("before a else P5WD after a", Otherwise(Before("a"), within(5, Unit.WORKING_DAYS, "a"))),
        ("P75Y after a or P15Y after b", Either(within(75, Unit.YEARS, "a"), within(15, Unit.YEARS, "b"))),
        (
            "P1W after a until b then before c then P2M after d",
            Chain((within(1, Unit.WEEKS, "a", until="b"), Before("c"), within(2, Unit.MONTHS, "d"))),
        ),
    ],
)
def test_the_grammar(text: str, parsed: object) -> None:
    assert parse(text, row="X-1") == parsed


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("", 1, "the end"),
        ("P6W", 2, "the end"),
        ("P6W aftr last_visit", 2, "aftr"),
        ("6W after last_visit", 1, "6W"),
        ("P0W after last_visit", 1, "P0W"),
        ("P6w after last_visit", 1, "P6w"),
        ("P6W after Last_Visit", 3, "Last_Visit"),
        ("P6W after then", 3, "then"),
        ("P6W after last_visit until", 5, "the end"),
        ("P6W after last_visit and more", 4, "and"),
        ("P6W after a then", 5, "the end"),
        ("before a else P5WD after a else before b", 7, "else"),
        ("before a or before b or before c", 6, "or"),
        ("P1W after a then P2W after b else before c", 8, "else"),
        ("never then before a", 2, "then"),
        ("before a then never", 4, "never"),
        ("P75D in P12M", 2, "in"),
        ("max P75D in a", 4, "a"),
        ("ASAP before a", 2, "before"),
        ("by", 2, "the end"),
    ],
)
def test_what_the_grammar_refuses_it_names(text: str, word: int, found: str) -> None:
    with pytest.raises(RuleTextError) as refused:
        parse(text, row="X-1")
    assert f"Row X-1, word {word} of {text!r}" in str(refused.value)
    assert f"found {found!r}" in str(refused.value)


def test_every_row_is_loaded_as_it_stands() -> None:
    assert len(RULES) == len(ROWS) == 113
    assert list(RULES) == [row["code"] for row in ROWS]
    for row in ROWS:
        rule = RULES[row["code"]]
        same = ("duty", "falls_on", "trigger_event", "due_in_words", "due_rule", "met_by", "applies_when")
        assert [getattr(rule, name) for name in same] == [row[name] for name in same]
        assert str(rule.citation) == row["legal_source"]
        assert rule.citation.status == row["status"]
        assert str(rule.valid_from or "") == row["valid_from"]
        assert str(rule.valid_to or "") == row["valid_to"]
        assert rule.valid_from_status == row["valid_from_status"]
        assert written(rule.parsed) == rule.due_rule


def written(parsed: object) -> str:
    """A parsed rule back in the words of the grammar."""
    match parsed:
        case Never():
            return "never"
        case Chain(steps):
            return " then ".join(map(written, steps))
        case Otherwise(first, second):
            return f"{written(first)} else {written(second)}"
        case Either(first, second):
            return f"{written(first)} or {written(second)}"
        case Within(period, way, event, ceiling, until):
            text = f"{'max ' if ceiling else ''}{short(period)} {way} {event}"
            return text + (f" until {until}" if until else "")
        case Rolling(most, window, event):
            return f"max {short(most)} in {short(window)}" + (f" after {event}" if event else "")
        case AsSoonAsPossible(event):
            return f"ASAP after {event}"
        case EachTerm():
            return "R/term"
        case Before(event) | Until(event) | By(event):
            return f"{type(parsed).__name__.lower()} {event}"
    raise AssertionError(parsed)


def short(period: Period) -> str:
    return f"P{period.n}{period.unit}"


def test_sources_are_split_where_they_name_one_instrument() -> None:
    assert RULES["V-1"].citation.provision == "reg 28(2)(a)"
    assert RULES["CO-2"].citation.provision == "reg 14"
    assert RULES["CP-2"].citation.instrument == "Children Act 1989"
    assert RULES["REV-7"].citation.provision == ""


def test_status_is_carried() -> None:
    counted = Counter(rule.citation.status.value for rule in RULES.values())
    assert counted == {"read": 45, "secondary": 37, "unconfirmed": 31}
    assert RULES["REV-7"].unconfirmed
    assert not RULES["V-5"].unconfirmed


def test_rules_hold_between_their_dates() -> None:
    fewer = RULES["V-5"]
    assert not fewer.in_force(date(2015, 3, 31))
    assert fewer.in_force(date(2015, 4, 1))
    assert RULES["DOL-1"].valid_from is None
    assert RULES["DOL-1"].in_force(date(1990, 1, 1))


def test_notes_are_about_rows_that_exist() -> None:
    assert set(NOTES) <= set(RULES)
    assert RULES["LC-8"].note


def test_a_bad_table_is_refused_by_row() -> None:
    head, first = TEXT.splitlines(keepends=True)[:2]
    with pytest.raises(ValueError, match="Row CP-1 is there twice"):
        read_rules([head, first, first])
    with pytest.raises(RuleTextError, match="Row CP-1"):
        read_rules([head, first.replace("else", "els")])
    with pytest.raises(ValueError, match=r"Row CP-1: .*perhaps"):
        read_rules([head, first.replace(",read,", ",perhaps,")])


def test_every_row_is_carried_out() -> None:
    assert carried_out() == set(RULES)


def test_the_manual_holds_every_row() -> None:
    page = as_markdown()
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    assert len(rows) == 2 + len(RULES)
    assert all(row.replace("\\|", "").count("|") == 9 for row in rows)
