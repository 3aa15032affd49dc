"""Keys, what was typed, and how close the two are: by tables, and for any text at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.engines.naming import LONGEST_TYPED, How, Kind, Named, fold, keys, match, parts, typed
from steadyhand.engines.naming.diminutives import OTHER_FORMS
from steadyhand.engines.naming.sounds import sound

TAYO = Named("Tayo", "Aderinwale-Finch", said_as="TIE-oh", identifier="FH-00123")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Róisín", "roisin"),
        ("ŁUCJA", "lucja"),
        ("Yıldıray", "yildiray"),
        ("Straße", "strasse"),
        ("O'Shea", "oshea"),
        ("O’Shea", "oshea"),
        ("Ellie-Mae", "ellie mae"),
        ("  De la  Cruz ", "de la cruz"),
        ("Ngọc", "ngoc"),
        ("Søren Æsa", "soren aesa"),
        ("\x00\u200b%_*", ""),
        ("😀", ""),
        ("李 小龍", "李 小龍"),
    ],
)
def test_a_name_is_folded_into_one_spelling(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Ellie-Mae", {"ellie", "mae", "elliemae"}),
        ("O'Rahill", {"orahill", "rahill"}),
        ("O'Shea-Finch", {"oshea", "shea", "finch", "osheafinch"}),
        ("Ian", {"ian"}),
        ("J", set()),
        ("李", {"李"}),
        ("", set()),
    ],
)
def test_marks_between_parts_go_both_ways(name: str, found: set[str]) -> None:
    assert set(parts(name)) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("siobhan", "shavon"),
        ("niamh", "neeve"),
        ("caoimhe", "keeva"),
        ("roisin", "rosheen"),
        ("szymon", "shimon"),
        ("zofia", "sofia"),
        ("tayo", "tio"),
        ("theo", "teo"),
        ("thackray", "thackery"),
        ("wren", "ren"),
        ("imogen", "emogen"),
        ("kowalski", "kovalski"),
    ],
)
def test_what_is_heard_alike_has_one_sound(one: str, other: str) -> None:
    assert sound(one) == sound(other) != ""


@pytest.mark.parametrize(("one", "other"), [("tayo", "kola"), ("reuben", "robert"), ("mina", "daisy")])
def test_what_is_not_heard_alike_has_not(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_letters_of_another_script_have_no_sound() -> None:
    assert sound("李") == "" == sound("")


def test_the_keys_of_one_child() -> None:
    found = keys(Named("Max", "Sorrell", known_as="", identifier="A-1234"))
    by_kind = {kind: {key for each, key in found if each is kind} for kind in Kind}
    assert by_kind == {
        Kind.NAME: {"max", "sorrell"},
        Kind.NICKNAME: {"maximilian"},
        Kind.SOUND: {"MKS", "SRL", "MKSMLN"},
        Kind.SLIP: {"orrell", "srrell", "sorell", "sorrll", "sorrel"},
        Kind.START: {"ma", "so", "sor", "sorr", "sorre", "sorrel"},
        Kind.NUMBER: {"#a1234", "#1234"},
        Kind.NUMBER_START: {"#a123"},
    }


def test_every_name_and_how_it_is_said_has_a_key() -> None:
    found = keys(Named("Chidinma", "Okonjide", known_as="Didi", said_as="DEE-dee, twice"))
    assert {(Kind.NAME, "chidinma"), (Kind.NAME, "didi"), (Kind.NICKNAME, "deedee")} <= found


def test_a_child_without_a_name_is_found_by_the_number_alone() -> None:
    assert {kind for kind, _ in keys(Named(identifier="A-18"))} == {Kind.NUMBER}


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Tayo", How.NAME),
        ("finch, TAYO", How.NAME),
        ("aderinwalefinch", How.NAME),
        ("tio", How.SAID),
        ("tieoh", How.SAID),
        ("aderin", How.START),
        ("aderniwale", How.LOOKS),
        ("tayo finhc", How.LOOKS),
        ("FH-00123", How.NUMBER),
        ("fh 001", How.NUMBER),
        ("00123", How.NUMBER),
    ],
)
def test_why_somebody_is_found(text: str, how: How) -> None:
    found = match(typed(text), TAYO)
    assert found is not None
    assert found.how is how


@pytest.mark.parametrize(
    ("text", "named", "how"),
    [
        ("billy", Named("William", "Sorrell"), How.NICKNAME),
        ("William", Named("Billy", "Sorrell"), How.NICKNAME),
        ("chidinma", Named("Chidinma", "Okonjide", known_as="Didi"), How.GIVEN),
        ("chidnima", Named("Chidinma", "Okonjide", known_as="Didi"), How.GIVEN),
        ("didi", Named("Chidinma", "Okonjide", known_as="Didi"), How.NAME),
        ("neeve", Named("Niamh", "Sorrell"), How.SOUNDS),
    ],
)
def test_another_form_of_the_name_finds_them(text: str, named: Named, how: How) -> None:
    found = match(typed(text), named)
    assert found is not None
    assert found.how is how


@pytest.mark.parametrize(
    "text", ["CH-2026-000123", "000123", "123", "2026000123", "CH-2026-000123 Ann", "ann 123"]
)
@pytest.mark.parametrize("name", ["Ann", "Anneliese"])
def test_a_number_is_found_by_its_end_and_with_a_name_beside_it(text: str, name: str) -> None:
    named = Named(name, "Sorrell", identifier="CH-2026-000123")
    found = match(typed(text), named)
    assert found is not None
    assert found.how is How.NUMBER
    assert shares_a_key(text, named)


@pytest.mark.parametrize("text", ["CH-2026-000123 Reuben", "CH-2026-000124 Ann", "124", "26"])
def test_a_number_with_somebody_elses_name_or_another_number_is_not_theirs(text: str) -> None:
    assert match(typed(text), Named("Ann", "Sorrell", identifier="CH-2026-000123")) is None


@pytest.mark.parametrize(
    ("given", "family", "text"),
    [
        ("李", "王", "李王"),
        ("李", "王", "王李"),
        ("李", "王", "王 李"),
        ("小明", "王", "王小明"),
        ("小明", "王", "小明王"),
        ("さくら", "田中", "田中さくら"),
        ("민준", "김", "김민준"),
    ],
)
def test_names_in_a_script_without_spaces_are_found_typed_together_either_way(
    given: str, family: str, text: str
) -> None:
    named = Named(given, family)
    found = match(typed(text), named)
    assert found is not None
    assert found.how is How.NAME
    assert shares_a_key(text, named)


def test_names_in_other_scripts_are_not_run_together() -> None:
    assert (Kind.NAME, "annsorrell") not in keys(Named("Ann", "Sorrell"))
    assert (Kind.NAME, "аннасоколова") not in keys(Named("Анна", "Соколова"))


@pytest.mark.parametrize("text", ["Reuben", "zz", "99", "FH-9", "tayo thackwray-hackleby", ""])
def test_who_does_not_answer_is_not_found(text: str) -> None:
    assert match(typed(text), TAYO) is None


def test_the_closer_name_comes_first() -> None:
    closeness = [
        found.closeness if (found := match(typed("tayo finch"), named)) else 0
        for named in (TAYO, Named("Tayo", "Finchley"), Named("Taya", "Fitch"), Named("Kola", "Finch"))
    ]
    assert closeness == sorted(closeness, reverse=True)
    assert len(set(closeness)) == 4


def test_nobody_is_their_own_other_form() -> None:
    assert all(name not in others for name, others in OTHER_FORMS.items())
    assert all(name in OTHER_FORMS[other] for name, others in OTHER_FORMS.items() for other in others)
    assert all(fold(name) == name for name in OTHER_FORMS)


def shares_a_key(text: str, named: Named) -> bool:
    stored = keys(named)
    return any(
        (kind, key) in stored
        for lookup in typed(text).lookups()
        for kind, found in lookup.keys.items()
        for key in found
    )


names = st.text(LETTERS, min_size=4, max_size=14)


@given(name=names, data=st.data())
def test_one_slip_always_shares_a_key(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from(LETTERS))
    slip = data.draw(
        st.sampled_from(
            [
                name[:at] + name[at + 1 :],
                name[:at] + letter + name[at:],
                name[:at] + letter + name[at + 1 :],
                name[: max(at - 1, 0)] + name[at : at + 1] + name[max(at - 1, 0) : at] + name[at + 1 :],
            ]
        )
    )
    assert shares_a_key(slip, Named(given_name=name)) or len(slip) < 4


@given(name=st.text(LETTERS, min_size=8, max_size=14), data=st.data())
def test_a_letter_put_in_and_another_changed_share_a_key(name: str, data: st.DataObject) -> None:
    one, other = data.draw(st.integers(0, len(name) - 1)), data.draw(st.integers(0, len(name) - 1))
    changed = name[:one] + data.draw(st.sampled_from(LETTERS)) + name[one + 1 :]
    assert shares_a_key(
        changed[:other] + data.draw(st.sampled_from(LETTERS)) + changed[other:], Named(given_name=name)
    )


@given(st.text(max_size=200))
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=400), st.text(max_size=80), st.text(max_size=80), st.text(max_size=40))
def test_any_text_makes_few_short_keys_and_an_answer(
    text: str, given_name: str, said: str, number: str
) -> None:
    named = Named(given_name, text[:80], said_as=said, identifier=number)
    assert all(0 < len(key) <= 41 for _, key in keys(named))
    assert len(keys(named)) < 1_000
    wanted = typed(text)
    assert sum(len(lookup.every_key()) for lookup in wanted.lookups()) < 2_000
    found = match(wanted, named)
    assert found is None or 0 < found.closeness < 1.3


@given(st.text(min_size=1, max_size=LONGEST_TYPED))
def test_a_name_finds_whoever_bears_it(name: str) -> None:
    if parts(name) and len(typed(name).words) == len(fold(name).split()):
        assert shares_a_key(name, Named(given_name=name))
        assert match(typed(name), Named(given_name=name)) is not None
