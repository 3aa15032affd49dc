"""What leads to a withheld home is taken out of what others wrote, however they wrote it."""

from __future__ import annotations

import pytest

from contexts.builders import House
from steadyhand.contexts.cases import operations as cases
from steadyhand.contexts.cases.models import Home, Note, Placement
from steadyhand.contexts.cases.permissions.withheld import MASK, Withheld
from steadyhand.contexts.cases.policies import NotPossible


def lives_at(*, withheld: bool = True, **home: str) -> Placement:
    facts = {
        "carers": "Marva and Delroy Quill-Feather",
        "phone": "0161 496 0234",
        "address": "14 Withern Road\nSalford",
        "postcode": "M6 5QX",
    }
    return Placement(home=Home(**(facts | home)), address_withheld=withheld)


@pytest.mark.parametrize(
    "words",
    [
        "Marva and Delroy Quill-Feather", "Marva & Delroy  Quill-Feather", "Marva", "Delroy", "DELROY", "delroy's",
        "Delroy’s", "the Quill-Feathers", "Quill-Feathers’", "Marva Quill-Feather", "Marva\nand  Delroy",
        "0161 496 0234", "01614960234", "0161-496-0234", "(0161) 496 0234", "+44 161 496 0234", "+44 (0)161 4960234",
        "00441614960234", "M6 5QX", "m65qx", "M6  5QX", "14 Withern Road", "14  withern rd", "14 Withern Rd.",
        "Withern Road", "Withern\nRoad", "14, Withern Road",
    ],
)  # fmt: skip
def test_every_way_of_writing_it_is_masked(words: str) -> None:
    shown = Withheld([lives_at()]).mask(f"She went to {words}, and came home.")
    for part in ("marva", "delroy", "quill", "4960234", "496", "5qx", "withern"):
        assert part not in shown.lower(), shown
    assert MASK in shown
    assert shown.startswith("She went to ")
    assert shown.endswith("and came home.")


@pytest.mark.parametrize(
    ("home", "text"),
    [
        ({"address": "Rose Cottage, 3 Withern Lane, Eccles"}, "We met at rose cottage on Withern Ln"),
        ({"address": "Flat 2, 9b Withern Street\nSalford"}, "Flat 2 and Withern St"),
        ({"carers": "Mr and Mrs O'Withern"}, "The O’Witherns and Mrs O’Withern"),
        ({"carers": "Delroy Withern, Rose Withern & Tam"}, "Tam, Rose and Delroy"),
    ],
)
def test_house_names_flats_titles_and_lists(home: dict[str, str], text: str) -> None:
    shown = Withheld([lives_at(**home)]).mask(text)
    for part in ("rose", "withern", "flat 2", "tam", "delroy"):
        assert part not in shown.lower(), shown
    assert "Mrs" not in text or "Mrs" in shown


@pytest.mark.parametrize(
    "text",
    [
        "Marvellous road trip to Salford", "Room 6 at 5 o'clock", "He rang 0161 496 0235", "Mr and Mrs Ahmed", "14 roads",
        "",
    ],
)  # fmt: skip
def test_what_leads_nowhere_stays_as_it_was_written(text: str) -> None:
    assert Withheld([lives_at()]).mask(text) == text


def test_a_home_that_is_not_withheld_masks_nothing() -> None:
    hidden = Withheld([lives_at(withheld=False)])
    assert not hidden
    assert hidden.mask("Marva, 0161 496 0234") == "Marva, 0161 496 0234"


def test_a_home_with_nothing_written_of_it_does_no_harm() -> None:
    blank = lives_at(carers="  ", phone="", address="\n", postcode="")
    assert Withheld([blank]).mask("Marva at home") == "Marva at home"
    assert MASK in Withheld([blank, lives_at()]).mask("Marva at home")


def test_the_row_itself_stays_as_it_was_written() -> None:
    note = Note(text="Marva rang")
    assert Withheld([lives_at()]).masked(note, "text").text == f"{MASK} rang"
    assert note.text == "Marva rang"


@pytest.mark.parametrize(("field", "facts"), [("carers", {"carers": " "}), ("address", {"address": "\n"})])
def test_a_home_needs_carers_and_an_address(field: str, facts: dict[str, str], house_today: House) -> None:
    whole = {"carers": "Marva Withern", "address": "14 Withern Road", "postcode": "M6 5QX"} | facts
    before = Home.objects.count()
    with pytest.raises(NotPossible) as refused:
        cases.add_home(council=house_today.council, by=house_today.officer, on=house_today.day, **whole)
    assert refused.value.field == field
    assert Home.objects.count() == before
