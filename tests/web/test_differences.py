"""Where two texts of a visit differ, and both made into one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from steadyhand.contexts.cases.policies import VISIT_SAYS
from steadyhand.web.child.differences import MOST_WORDS, Writer, both, differences, lines, marked

TODAY = date(2026, 11, 16)
AT = datetime(2026, 11, 16, 16, 5, tzinfo=UTC)
ME, THEM = Writer("Maeve Tolland", AT), Writer("Dev Rassoul", AT + timedelta(minutes=6))
BASE: dict[str, Any] = {
    "started_at": AT,
    "ended_at": None,
    "place": "home",
    "child_seen": True,
    "seen_alone": True,
    "not_alone_because": "",
    "carers_seen": False,
    "worried": False,
    "said": "",
    "narrative": "We walked.",
    "own_part": "",
}


def in_one(
    mine: dict[str, Any], theirs: dict[str, Any], *, base: dict[str, Any] | None = BASE
) -> dict[str, Any]:
    return both(BASE | mine, BASE | theirs, base=base, me=ME, them=THEM, today=TODAY)


@pytest.mark.parametrize(
    ("own", "other", "new"),
    [
        ("We walked. He sang.", "We walked. Sue rang.", ["He sang."]),
        ("He was worried about football.", "Sue rang about Sundays.", ["He was worried about football."]),
        ("One two three four five six", "One 2 three four five 6", ["two", "six"]),
        ("The same", "The same", []),
        ("All of it", "", ["All of it"]),
        ("a\n\nb", "a b", ["\n\n"]),
        ("x " * MOST_WORDS, "y", []),
    ],
)
def test_what_the_other_text_lacks_is_marked(own: str, other: str, new: list[str]) -> None:
    pieces = marked(own, other)
    assert "".join(words for words, _ in pieces) == own
    assert [words for words, is_new in pieces if is_new] == new


def test_a_text_that_is_empty_says_so() -> None:
    assert marked("", "x") == [("Nothing written", False)]


def test_both_texts_stand_under_their_writers_names() -> None:
    assert in_one({"narrative": "We walked. He sang."}, {"narrative": "We walked. Sue rang."})[
        "narrative"
    ] == (
        "Maeve Tolland, Monday 16 November, 4:05pm:\nWe walked. He sang.\n\n"
        "Dev Rassoul, Monday 16 November, 4:11pm:\nWe walked. Sue rang."
    )


def test_a_childs_own_words_stand_with_no_name_between() -> None:
    assert in_one({"said": "I like it."}, {"said": "Can I stay?"})["said"] == "I like it.\n\nCan I stay?"


@pytest.mark.parametrize(
    ("mine", "theirs", "stands"),
    [
        ({"narrative": "Mine."}, {}, {"narrative": "Mine."}),
        ({}, {"narrative": "Theirs."}, {"narrative": "Theirs."}),
        ({"narrative": ""}, {"narrative": "We walked. More."}, {"narrative": "We walked. More."}),
        ({"place": "school"}, {}, {"place": "school"}),
        ({}, {"place": "school"}, {"place": "school"}),
        ({"place": "school"}, {"place": "elsewhere"}, {"place": "school"}),
        (
            {},
            {"child_seen": False, "seen_alone": None},
            {"child_seen": False, "seen_alone": None, "not_alone_because": ""},
        ),
        ({}, {"worried": True}, {"worried": True}),
        ({"worried": True}, {}, {"worried": True}),
    ],
)
def test_what_only_one_of_them_changed_stands(
    mine: dict[str, Any], theirs: dict[str, Any], stands: dict[str, Any]
) -> None:
    assert in_one(mine, theirs) == BASE | stands


def test_where_they_began_from_nothing_both_texts_and_my_facts_stand() -> None:
    found = in_one({"narrative": "Mine."}, {"narrative": "Theirs.", "place": "school"}, base=None)
    assert found["place"] == "home"
    assert "Mine." in found["narrative"]
    assert "Theirs." in found["narrative"]


def test_every_thing_that_a_visit_says_shows_where_it_differs() -> None:
    other: dict[str, Any] = {
        "started_at": AT - timedelta(days=1), "ended_at": AT, "place": "school", "child_seen": False,
        "seen_alone": False, "not_alone_because": "not_able", "carers_seen": True, "worried": True, "said": "x",
        "narrative": "x", "own_part": "x",
    }  # fmt: skip
    assert set(BASE) == set(other) == set(VISIT_SAYS)
    for name, value in other.items():
        changed = BASE | {name: value}
        if name == "not_alone_because":
            changed |= {"seen_alone": False}
        changed |= {"not_alone_because": "not_able"} if name == "seen_alone" else {}
        assert lines(changed, name="Tayo", today=TODAY) != lines(BASE, name="Tayo", today=TODAY), name


def test_what_differs_alike_for_brother_and_sister_is_shown_once() -> None:
    changed = BASE | {"narrative": "Theirs."}
    names = {1: "Tayo", 2: "Ife"}
    (one,) = differences({1: BASE, 2: BASE}, {1: changed, 2: changed}, names=names, today=TODAY)
    assert one.label == "What happened"
    found = differences({1: BASE, 2: BASE}, {1: changed, 2: BASE | {"said": "Hi"}}, names=names, today=TODAY)
    assert [each.label for each in found] == ["What happened (Tayo)", "What Ife said"]


@pytest.mark.parametrize(
    "own", ["She sat with Ada.", "Ada", "She sat with Ada. And more.", "Nothing like it."]
)
def test_a_text_kept_from_me_is_never_compared_with_mine(own: str) -> None:
    """Else what stands in the end would tell whether I guessed it: mine always stands before theirs, whole."""
    theirs = "She sat with Ada."
    found = both(
        BASE | {"narrative": own}, BASE | {"narrative": theirs}, base=None, me=ME, them=THEM, today=TODAY,
        kept_from_me={"narrative"},
    )  # fmt: skip
    assert found["narrative"] == f"{ME.signed(own, TODAY)}\n\n{THEM.signed(theirs, TODAY)}"


def test_where_i_wrote_nothing_a_text_kept_from_me_stands_alone() -> None:
    found = both(
        BASE | {"narrative": ""}, BASE | {"narrative": "She sat."}, base=None, me=ME, them=THEM, today=TODAY,
        kept_from_me={"narrative"},
    )  # fmt: skip
    assert found["narrative"] == "She sat."
