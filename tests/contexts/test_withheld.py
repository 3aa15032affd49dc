"""What leads to a withheld home is taken out of what others wrote, however they wrote it."""

from __future__ import annotations

from datetime import timedelta
from time import process_time

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contexts import builders
from contexts.builders import BORN, House
from steadyhand.contexts.cases import loaders
from steadyhand.contexts.cases import operations as cases
from steadyhand.contexts.cases.loaders.drafts import corrections_of, drafts_of
from steadyhand.contexts.cases.loaders.visits import versions_of
from steadyhand.contexts.cases.models import Child, Home, Identity, Note, Placement, Visit
from steadyhand.contexts.cases.operations import Seen
from steadyhand.contexts.cases.permissions.withheld import MASK, Withheld
from steadyhand.contexts.cases.policies import NotPossible, correction_form
from steadyhand.contexts.cases.states import AllocationRole, RelationKind, WindowKind
from steadyhand.contexts.organisations.models import Person
from steadyhand.contexts.organisations.states import RoleKind


def lives_at(**home: str) -> Home:
    facts = {
        "carers": "Marva and Delroy Quill-Feather",
        "phone": "0161 496 0234",
        "address": "14 Withern Road\nSalford",
        "postcode": "M6 5QX",
    }
    return Home(**(facts | home))


@pytest.mark.parametrize(
    "words",
    [
        "Marva and Delroy Quill-Feather", "Marva & Delroy  Quill-Feather", "Marva", "Delroy", "DELROY", "delroy's",
        "Delroy’s", "the Quill-Feathers", "Quill-Feathers’", "Marva Quill-Feather", "Marva\nand  Delroy",
        "0161 496 0234", "01614960234", "0161-496-0234", "(0161) 496 0234", "+44 161 496 0234", "+44 (0)161 4960234",
        "00441614960234", "M6 5QX", "m65qx", "M6  5QX", "14 Withern Road", "14  withern rd", "14 Withern Rd.",
        "Withern Road", "Withern\nRoad", "14, Withern Road", "Withern", "14withern road", "fourteen Withern",
        "Withern\u00a0Road", "Withern R\u200boad", "Withern\u200bRoad", "WithernRoad", "Marva\u200bDelroy",
        "M6-5QX", "M6 5 QX", "Witherns Road", "M6.5QX", "M6\u20105QX", "0161.496.0234", "0161/496/0234", "tel:01614960234",
        "_Marva_", "**Delroy**", "Marva_Q", "Mar\u00adva", "Del\u200broy", "Mar\u2060va", "Del\ufe0froy", "M\u00e1rva",
        "Delro\u0308y", "\uff2darva", "\u24c2arva", "Quill\u2011Feather", "Mrs Quill", "the Feathers",
        "marva@example.org", "marvaquillfeather@example.org", "m.quill-feather@example.org", "office@delroys.example",
        "@marvaqf", "<delroy.qf@example.org>",
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
        ({"carers": "Rose (Tam) Withern"}, "Tam and Rose"),
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
    ("address", "written"),
    [
        ("Flat 2\n14 Plover Way\nHull", ["Flat 2", "14 Plover Way", "Plover Way", "Plover"]),
        ("Rose Cottage\nWithern Lane\nHull", ["rose cottage", "Withern Ln", "Withern"]),
        ("Rose Cottage\nWithern Lane", ["Rose Cottage", "Withern Lane", "Withern"]),
        ("c/o Sunnyside\n3 Plover Way\nHull", ["Sunnyside", "3 Plover Way", "Plover"]),
        ("c/o Mrs Quill, The Lodge, Withern Park, Hull", ["Quill", "The Lodge", "Withern Park", "Withern"]),
        ("Flat 2 14 Withern Road", ["Withern Road", "14 Withern Road", "Withern"]),
        ("Flat C Withern Court\nSt James Street\nHull", ["Withern Ct", "St James", "Saint James St", "James Street"]),
        ("Top Floor Flat\n14 Withern Road\nHull", ["14 Withern Road", "Withern"]),
        ("1st Floor, 14 Withern Road, Hull", ["Withern Rd", "Withern"]),
        ("Block C, Withern Court, Hull", ["Block C", "Withern Court", "Withern"]),
        ("Apartment 4B, Mill House, Quay Street, Hull", ["Apartment 4B", "Mill House", "Quay St"]),
        ("Apartment 4B Mill House Quay Street Hull", ["Mill House", "Mill Hse", "Quay St"]),
        ("Unit 3, The Maltings, Withern Wharf, Hull", ["Unit 3", "The Maltings", "Withern Wharf", "Withern"]),
        ("Caravan 7, Withern Sands Holiday Park, Hull", ["Caravan 7", "Withern Sands Holiday Park", "Withern"]),
        ("12-14 Withern Road", ["Withern Road", "12\u201314 Withern Road", "Withern"]),
        ("14a & 16 Withern Road", ["16 Withern Road", "14a and 16 Withern Rd", "Withern"]),
        ("2/14 Withern Road", ["Withern Road", "2/14 Withern Road", "14 Withern Road"]),
        ("No. 14 Withern Road", ["Withern Road", "14 Withern Road", "no 14 Withern Road"]),
        ("14Withern Road", ["Withern Road", "14 Withern Road"]),
        ("14 Upper Withern Road", ["Withern Road", "Upper Withern Road", "Withern"]),
        ("14 Old Withern Road North, Hull", ["Withern Road", "Old Withern Rd North", "Withern"]),
        ("14 Withern & Dale Road", ["Withern and Dale", "Withern & Dale Road", "Dale Road", "Withern"]),
        ("14 Withern Plover Road", ["Withern Plover", "Plover Road", "Withern", "Plover"]),
        ("1 Plover-Withern Close, Hull", ["Plover Withern", "Plover-Withern Close", "Withern"]),
        ("3 High Mews, off Withern Road, nr Plover\nHull", ["High Mews", "Withern", "Plover"]),
        ("14 The Withern", ["the Withern", "Withern"]),
        ("40 The Avenue, Hull", ["The Avenue", "40 The Ave"]),
        ("14 Withern Boulevard", ["Withern", "Withern Blvd", "Withern Boulevard"]),
        ("14 Withern St", ["Withern Street", "Withern"]),
        ("14 St Withern's Close", ["St Withern\u2019s", "Saint Witherns Cl"]),
        ("14 King's Withern Lane", ["Kings Withern Lane", "King\u2019s Withern", "Withern"]),
        ("14 O'Withern Lane", ["O\u2019Withern", "OWithern Ln"]),
        ("14 Withern-on-the-Hill Road", ["Withern on the Hill", "Withern-on-the-Hill Rd", "Withern"]),
        ("14 Upper Street, Hull", ["Upper Street", "14 Upper St"]),
        ("First Avenue, Hull", ["First Avenue", "First Ave"]),
        ("14 Flat Lane, Hull", ["Flat Lane"]),
        ("The Old Barn, Withern Farm, Hull", ["the Old Barn", "Old Barn", "Withern Farm", "Withern"]),
        ("Withern Farm Cottage", ["Withern Farm", "Withern Farm Cottage", "Farm Cottage", "Withern"]),
        ("Withern House, Hull", ["Withern House", "Withern"]),
        ("14 Plover Way, Withern, Hull", ["Plover", "Withern"]),
        ("14 Withern Road Hull HU1 2AB", ["Withern Road", "HU1 2AB", "hu12ab"]),
        ("14 Withern Road\nHull\nHU1 2AB", ["Withern Road", "HU1 2AB"]),
    ],
)  # fmt: skip
def test_every_part_of_an_address_is_masked(address: str, written: list[str]) -> None:
    hidden = Withheld([lives_at(carers="", phone="", postcode="", address=address)])
    for words in written:
        assert hidden.mask(words).lstrip("14 ") == MASK, (
            words
        )  # the number of an unnamed street leads nowhere
    for town in (
        "We went to Hull by bus",
        "He was in the house, on the road",
        "James rang from the first floor flat",
    ):
        assert hidden.mask(town) == town


@pytest.mark.parametrize(
    ("phone", "written"),
    [
        ("0161 496 0234 or 07700 900123", ["07700 900123", "0161 496 0234", "+44 7700 900123", "496 0234", "900123"]),
        ("home: 0161 496 0234, mob 07700900123", ["07700 900123", "0161 496 0234"]),
        ("0161 496 0234/07700 900123", ["07700 900123", "0161 496 0234"]),
        ("0161 496 0234 07700 900123", ["07700 900123", "0161 496 0234"]),
        ("(0161) 496 0234; (07700) 900123", ["07700 900123", "(0161) 496 0234", "0161 496 0234"]),
        ("+44 161 496 0234 +44 (0)7700 900123", ["0161 496 0234", "0044 7700 900123", "447700900123", "07700900123"]),
        ("0800 111 222, 07700 900123", ["0800111222", "07700 900123"]),
        ("0161/496/0234", ["0161 496 0234", "0161/496/0234"]),
        ("0161 496 0234 ext 12", ["0161 496 0234"]),
        ("0161 496 0234x12", ["0161 496 0234"]),
        ("7700 900123", ["07700 900123", "+44 7700 900123"]),
        ("496 0234", ["496 0234"]),
        ("+353 1 234 5678", ["00353 1 234 5678", "353 12345678"]),
        ("\uff10161 496 0234", ["0161 496 0234"]),
    ],
)  # fmt: skip
def test_every_number_is_masked(phone: str, written: list[str]) -> None:
    hidden = Withheld([lives_at(carers="", address="", postcode="", phone=phone)])
    for number in written:
        assert hidden.mask(f"Ring {number}, then come") in (
            f"Ring {MASK}, then come",
            f"Ring ({MASK}, then come",
        )
    for other in ("Ring 0161 496 0235 or 07700 900124", "On 12 May 2026 at 16:14, room 12"):
        assert hidden.mask(other) == other


def test_an_address_as_long_as_a_story_makes_no_endless_pattern() -> None:
    begun = process_time()
    hidden = Withheld([lives_at(address="Withern Road " * 200)])
    assert hidden.mask("on Withern Road") == f"on {MASK}"
    assert process_time() - begun < 2


@pytest.mark.parametrize(
    "text",
    [
        "Marvellous road trip to Salford", "Room 6 at 5 o'clock", "He rang 0161 496 0235", "Mr and Mrs Ahmed", "14 roads",
        "", "Mail her at sam@example.org, or @sam", "14 0161 4960", "Caf\u00e9 Zo\u00eb \u200b\u00ad on time",
    ],
)  # fmt: skip
def test_what_leads_nowhere_stays_as_it_was_written(text: str) -> None:
    assert Withheld([lives_at()]).mask(text) == text


def test_without_a_withheld_home_nothing_is_masked() -> None:
    hidden = Withheld([])
    assert not hidden
    assert hidden.mask("Marva, 0161 496 0234") == "Marva, 0161 496 0234"


@pytest.mark.parametrize("carers", ["Zoe Withern", "Zo\u00eb Withern", "Zoe\u0308 Withern"])
def test_accents_count_in_neither(carers: str) -> None:
    hidden = Withheld([lives_at(carers=carers)])
    for written in ("Zoe", "Zo\u00eb", "Zoe\u0308", "ZO\u00cb"):
        assert hidden.mask(f"{written} rang") == f"{MASK} rang"


def test_common_words_are_masked_only_within_the_whole() -> None:
    hidden = Withheld([lives_at(carers="the team at Number Forty", address="3 School Lane")])
    plain = "At school the team met at two; number two is at the lane, and so is the house."
    assert hidden.mask(plain) == plain
    shown = hidden.mask("The Team at Number Forty rang. Number Forty is on School Lane, at 3 School Ln.")
    assert shown == f"{MASK} rang. {MASK} is on {MASK}, at {MASK}."


def test_a_name_of_a_childrens_home_is_masked_and_what_all_are_called_is_not() -> None:
    hidden = Withheld([lives_at(carers="Sunnybrae Children\u2019s Home")])
    shown = hidden.mask("The children of Sunnybrae and the home staff. Sunnybrae Childrens Home rang.")
    assert shown == f"The children of {MASK} and the home staff. {MASK} rang."


def test_short_and_common_names_of_people_are_masked() -> None:
    hidden = Withheld([lives_at(carers="Jo House and Mrs Team")])
    assert hidden.mask("Jo said so. Mrs House and Mrs Team: the house, the team.") == (
        f"{MASK} said so. {MASK} and {MASK}: the house, the team."
    )


def test_masking_a_long_text_takes_time_in_step_with_its_length() -> None:
    """Doubled in length, what was quadratic would take four times as long: 200,000 letters would take minutes."""
    hidden = Withheld([lives_at()])
    for unit in ("a", "a.", "@", "a@", "0", "M", "marva", "\u200b", "and "):
        text = unit * (100_000 // len(unit))
        begun = process_time()
        hidden.mask(text)
        assert process_time() - begun < 2, unit


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


def as_somebody_without_a_right_to_it(house: House, child: Child) -> loaders.ChildNow:
    """The page of a child as a worker of another practice has it, who opened the record in an emergency."""
    other = builders.person("Ola Other", RoleKind.SOCIAL_WORKER, house.oakfield)
    name = child_name(house, child)
    cases.open_in_emergency(
        name=name, date_of_birth=builders.BORN, because="A neighbour rang", by=other, on=house.day
    )
    file = loaders.child_file(house.standing(other), child.ref)
    return loaders.child_now(file, on=house.day, story_since=house.day - timedelta(days=365))


def child_name(house: House, child: Child) -> str:
    file = loaders.child_file(house.standing(house.worker), child.ref)
    return file.identity.name


def write(house: House, child: Child, text: str) -> None:
    cases.write_note(
        child=child, at=timezone.now() - timedelta(minutes=1), text=text, by=house.worker, on=house.day
    )


def test_a_home_put_right_stays_withheld(house_today: House) -> None:
    """The home named by mistake is somebody's home."""
    house = house_today
    with house.within():
        child = house.allocated(since=house.day)
        cases.start_care(child=child, start=house.day, by=house.worker, on=house.day)
        wrong = house.home(carers="Marva Withern", address="1 Witherby Road")
        right = house.home(carers="Delroy Brackenfold", address="2 Bracken Road")
        row = house.move(child, house.day, home=wrong, address_withheld=True)
        write(house, child, "Marva rang from Witherby Road, and Delroy from Bracken Road")
        cases.correct_placement(placement=row, home=right, by=house.worker, on=house.day)
        shown = as_somebody_without_a_right_to_it(house, child)
    assert [home.hidden for home in shown.homes] == [True]
    assert [row.text for row in shown.written] == [f"{MASK} rang from {MASK}, and {MASK} from {MASK}"]


def test_a_home_no_longer_withheld_is_masked_nowhere(house_today: House) -> None:
    house = house_today
    with house.within():
        child = house.allocated(since=house.day)
        cases.start_care(child=child, start=house.day, by=house.worker, on=house.day)
        home = house.home(carers="Marva Withern", address="1 Witherby Road")
        row = house.move(child, house.day, home=home, address_withheld=True)
        cases.correct_placement(placement=row, address_withheld=False, by=house.worker, on=house.day)
        write(house, child, "Marva rang")
        shown = as_somebody_without_a_right_to_it(house, child)
    assert [(home.carers, home.hidden) for home in shown.homes] == [("Marva Withern", False)]
    assert [row.text for row in shown.written] == ["Marva rang"]


def test_a_carer_who_is_a_relative_is_not_named_among_relatives(house_today: House) -> None:
    house = house_today
    with house.within():
        child = house.allocated(since=house.day)
        cases.start_care(child=child, start=house.day, by=house.worker, on=house.day)
        house.move(child, house.day, home=house.home(carers="Marva Withern"), address_withheld=True)
        for kind, name in (
            (RelationKind.GRANDPARENT, "Marva Withern"),
            (RelationKind.MOTHER, "Ann Fairweather"),
        ):
            cases.relate(child=child, kind=kind, name=name, may_be_named=True, by=house.worker, on=house.day)
        file = loaders.child_file(house.standing(house.worker), child.ref)
        known = loaders.child_now(file, on=house.day, story_since=house.day).relationships
        shown = as_somebody_without_a_right_to_it(house, child).relationships
    assert {(near.name, near.may_be_named) for near in known} == {
        ("Marva Withern", True),
        ("Ann Fairweather", True),
    }
    assert {(near.name, near.may_be_named) for near in shown} == {("", False), ("Ann Fairweather", True)}


def test_one_child_withholds_the_home_for_everybody_in_it(house_today: House) -> None:
    """Else the page of a brother gives away where his sister is kept safe."""
    house = house_today
    with house.within():
        home = house.home(carers="Marva Withern", address="1 Witherby Road")
        sister, brother = (house.allocated(since=house.day, given_name=name) for name in ("Ann", "Bob"))
        for child, withheld in ((sister, True), (brother, False)):
            cases.start_care(child=child, start=house.day, by=house.worker, on=house.day)
            house.move(child, house.day, home=home, address_withheld=withheld)
        write(house, brother, "Marva rang from Witherby Road")
        shown = as_somebody_without_a_right_to_it(house, brother)
        listed = loaders.find_children(house.standing(house.worker), "Bob", on=house.day).found
    assert [(each.withheld, each.hidden, each.address) for each in shown.homes] == [(True, True, "")]
    assert shown.home is not None
    assert (shown.home.carers, shown.home.phone) == ("", "")
    assert [row.text for row in shown.written] == [f"{MASK} rang from {MASK}"]
    assert [found.home.withheld for found in listed if found.home] == [True]


def test_a_sister_who_has_left_withholds_it_no_more(house_today: House) -> None:
    house = house_today
    with house.within():
        home = house.home(carers="Marva Withern", address="1 Witherby Road")
        sister, brother = (house.allocated(since=builders.PLACED, given_name=name) for name in ("Ann", "Bob"))
        for child, withheld in ((sister, True), (brother, False)):
            cases.start_care(child=child, start=builders.PLACED, by=house.worker, on=house.day)
            house.move(child, builders.PLACED, home=home, address_withheld=withheld)
        house.move(sister, house.day)
        shown = as_somebody_without_a_right_to_it(house, brother)
    assert [(each.carers, each.withheld) for each in shown.homes] == [("Marva Withern", False)]


def test_a_reason_that_names_a_withheld_home_is_masked_too(house_today: House) -> None:
    house = house_today
    home = house.home(carers="Marva Withern", address="14 Withern Road", postcode="M6 5QX")
    child = house.allocated(since=house.day)
    cases.start_care(child=child, start=house.day, by=house.worker, on=house.day)
    house.move(child, house.day, home=home, address_withheld=True)
    name = Identity.objects.standing().get(child=child).name
    cases.open_in_emergency(
        name=name, date_of_birth=BORN, because="He rang from Marva’s, 14 Withern Road", by=house.oakfield_worker,
        on=house.day,
    )  # fmt: skip
    now = timezone.now()
    cases.open_window(
        person=house.inspector, council=house.council, kind=WindowKind.INSPECTION, body=house.council,
        start=now - timedelta(minutes=1), end=now + timedelta(days=1), because="Inspection", by=house.manager,
        on=house.day,
    )  # fmt: skip
    for reader, kept in ((house.inspector, False), (house.lead, True)):
        file = loaders.child_file(house.standing(reader), child.ref)
        reasons = " ".join(look.reason for look in loaders.who_looked(file))
        assert ("He rang from" in reasons, "Withern" in reasons, "Marva" in reasons) == (True, kept, kept)


@pytest.mark.parametrize("opened", ["the one of the withheld home", "the other"])
def test_who_lives_with_whom_does_not_tell_where(opened: str, house_today: House) -> None:
    """Brother and sister in one withheld home: who knows it of one of them is not told that the other lives there."""
    house = house_today
    since = house.day - timedelta(days=9)
    home = house.home(carers="Marjoram Thistlewood", address="7 Plover Way\nHull")
    x, y = (house.placed(since=since, home=home, given_name=name) for name in ("Xavier", "Yolanda"))
    for child, other in ((x, y), (y, x)):
        cases.relate(child=child, kind=RelationKind.BROTHER, other_child=other, by=house.worker, on=house.day)
    placement = Placement.objects.standing().get(child=x)
    who = house.oakfield_worker
    assert [
        file.child for file in loaders.visit_page(house.standing(house.worker), y.ref, on=house.day).files
    ] == [
        y,
        x,
    ]
    cases.correct_placement(placement=placement, by=house.worker, on=house.day, address_withheld=True)
    cases.hold(child=y, body=house.oakfield, start=since + timedelta(days=2), by=house.manager, on=house.day)
    cases.allocate(
        child=y,
        person=who,
        role=AllocationRole.SOCIAL_WORKER,
        start=house.day,
        by=house.oakfield_lead,
        on=house.day,
    )
    cases.open_in_emergency(
        name="Xavier Fairweather", date_of_birth=BORN, because="The police rang", by=who, on=house.day
    )
    shown, other = (x, y) if opened == "the one of the withheld home" else (y, x)
    page = loaders.visit_page(house.standing(who), shown.ref, on=house.day)
    assert [file.child for file in page.files] == [shown]
    assert page.home is not None
    assert page.home.hidden == (shown == x)
    client = Client()
    client.force_login(who.account)
    words = client.get(reverse("record_visit", args=[shown.ref])).content.decode()
    assert Identity.objects.standing().get(child=other).given_name not in words


@pytest.mark.parametrize(
    ("home", "text", "leak"),
    [
        ({"address": "3 Withern Kings Court"}, "At King’s Court and King's Court", "king"),
        ({"address": "3 King's Court"}, "At Kings Court", "kings"),
        ({"carers": "Marva O'Dunn"}, "Mrs O Dunn, O' Dunn and ODunn", "dunn"),
        ({"address": "12 42nd Street, Salford"}, "By 42nd St", "42nd"),
        ({"address": "Unit A1 2nd Avenue\nSalford"}, "Off 2nd Avenue", "2nd"),
        ({"address": "9 St. Withern's Close\nSalford"}, "9 St Withern Close", "withern"),
        ({}, "M6\r\n\r\n   5QX and M6     5QX", "5qx"),
        ({}, "0161     496     0    2   3   4", "496"),
    ],
)
def test_however_it_is_parted_or_marked(home: dict[str, str], text: str, leak: str) -> None:
    shown = Withheld([lives_at(**home)]).mask(text)
    assert leak not in shown.lower(), shown


def test_a_day_of_the_month_is_no_street() -> None:
    shown = Withheld([lives_at(address="12 2nd Avenue\nSalford")]).mask("On the 2nd of May, at 2nd Avenue")
    assert shown.startswith("On the 2nd of May, at [")


def siblings(house: House, *, told_of_in: str = "both records") -> tuple[Child, Child, Placement]:
    """Brother and sister in an open home, of whom the first moves to a withheld one; the visit that tells where."""
    home = house.home(carers="Sue Open", address="1 Open Road\nAshdale")
    wren, robin = (house.placed(since=house.day, home=home, given_name=name) for name in ("Wren", "Robin"))
    pairs = [(wren, robin), (robin, wren)] if told_of_in == "both records" else [(wren, robin)]
    for child, other in pairs:
        cases.relate(child=child, kind=RelationKind.BROTHER, other_child=other, by=house.worker, on=house.day)
    house.visit(
        robin, house.day, seen=[Seen(child, seen=True, alone=True) for child in (wren, robin)],
        started_at=timezone.now(), narrative="Wren goes to Marva Withern at 7 Withern Lane. Robin stays at 1 Open Road.",
    )  # fmt: skip
    hidden = house.home(carers="Marva Withern", address="7 Withern Lane\nAshdale")
    placement = house.move(wren, house.day, home=hidden, address_withheld=True)
    return wren, robin, placement


def told(house: House, reader: Person, child: Child) -> str:
    file = loaders.child_file(house.standing(reader), child.ref)
    found = loaders.child_now(file, on=house.day, story_since=house.day - timedelta(days=30))
    return " ".join(visit.narrative for visit in found.visits)


@pytest.mark.parametrize("told_of_in", ["both records", "his alone"])
def test_a_brothers_withheld_home_is_withheld_in_his_sisters_record_too(
    told_of_in: str, house_today: House
) -> None:
    house = house_today
    wren, robin, _ = siblings(house, told_of_in=told_of_in)
    assert "Withern" in told(house, house.worker, robin), "who works with both may know both"
    cases.hold(child=wren, body=house.oakfield, start=house.day, by=house.manager, on=house.day)
    words = told(house, house.lead, robin)
    assert "Withern" not in words
    assert "Robin stays at 1 Open Road." in words, "where she lives herself is theirs to know"
    assert "Withern" in told(house, house.worker, robin), "their own words"
    assert "Withern" in told(house, house.manager, robin)
    visit = Visit.objects.standing().get(child=robin)
    with pytest.raises(cases.MayNot):
        cases.correct_visit(visit=visit, by=house.lead, on=house.day, narrative="Written over")


def test_a_home_stays_withheld_until_the_day_somebody_leaves_it(house_today: House) -> None:
    house = house_today
    _, _, placement = siblings(house)
    other = house.placed(since=house.day, home=placement.home)
    cases.open_in_emergency(
        name=Identity.objects.standing().get(child=other).name, date_of_birth=BORN, because="Police",
        by=house.oakfield_worker, on=house.day,
    )  # fmt: skip

    def hidden() -> bool:
        file = loaders.child_file(house.standing(house.oakfield_worker), other.ref)
        home = loaders.child_now(file, on=house.day, story_since=house.day).home
        return bool(home and home.hidden)

    assert hidden()
    placement = cases.correct_placement(
        placement=placement, by=house.worker, on=house.day, end=house.day + timedelta(days=7)
    )
    assert hidden(), "the other lives there for a week yet"


def test_a_half_written_page_is_shut_with_the_right_to_the_address(house_today: House) -> None:
    """It may hold the address in words of others, as they stood when it was begun."""
    house, now = house_today, timezone.now()
    wren, _, _ = siblings(house)
    visit = Visit.objects.standing().get(child=wren)
    cover = builders.person("Cara Cover", RoleKind.SOCIAL_WORKER, house.lantern)
    window = cases.open_window(
        person=cover, council=house.council, kind=WindowKind.COVER, child=wren, start=now - timedelta(minutes=1),
        end=now + timedelta(days=1), because="Away", by=house.lead, on=house.day,
    )  # fmt: skip
    form = correction_form(visit.occasion)
    cases.keep_draft(
        child=wren, form=form, opening=cases.Opening("a" * 32), typed={"narrative": [visit.narrative]}, by=cover,
        on=house.day,
    )  # fmt: skip
    assert drafts_of(loaders.child_file(house.standing(cover), wren.ref), form)
    cases.close_window(window=window, by=house.lead, on=house.day)
    cases.open_in_emergency(
        name="Wren Fairweather", date_of_birth=BORN, because="Police", by=cover, on=house.day
    )
    assert drafts_of(loaders.child_file(house.standing(cover), wren.ref), form) == []
    with pytest.raises(NotPossible, match="Finish it before you leave"):
        cases.keep_draft(
            child=wren, form=form, opening=cases.Opening("b" * 32), typed={"narrative": ["Mine"]}, by=cover,
            on=house.day,
        )  # fmt: skip


def test_a_half_written_page_is_shut_with_the_right_to_a_brothers_address(house_today: House) -> None:
    house = house_today
    wren, robin, _ = siblings(house)
    visit = Visit.objects.standing().get(child=robin)
    form = correction_form(visit.occasion)
    cases.keep_draft(
        child=robin, form=form, opening=cases.Opening("a" * 32), typed={"narrative": [visit.narrative]},
        by=house.lead, on=house.day,
    )  # fmt: skip
    assert drafts_of(loaders.child_file(house.standing(house.lead), robin.ref), form)
    cases.hold(child=wren, body=house.oakfield, start=house.day, by=house.manager, on=house.day)
    file = loaders.child_file(house.standing(house.lead), robin.ref)
    assert drafts_of(file, form) == []
    assert corrections_of(versions_of([file], visit.occasion)[robin.pk]) == ([], True), (
        "so that the page says so"
    )


def test_a_correction_of_words_that_lead_nowhere_is_kept_half_written(house_today: House) -> None:
    """Though a brother's home is withheld: nothing that ever stood on this page leads there."""
    house = house_today
    wren, robin, _ = siblings(house)
    cases.hold(child=wren, body=house.oakfield, start=house.day, by=house.manager, on=house.day)
    visit = house.visit(robin, house.day, by=house.worker, narrative="We played cards.")
    form = correction_form(visit.occasion)
    cases.keep_draft(
        child=robin, form=form, opening=cases.Opening("a" * 32), typed={"narrative": ["We played chess."]},
        by=house.lead, on=house.day,
    )  # fmt: skip
    file = loaders.child_file(house.standing(house.lead), robin.ref)
    assert [draft.typed for draft in drafts_of(file, form)] == [{"narrative": ["We played chess."]}]
    assert corrections_of(versions_of([file], visit.occasion)[robin.pk]) == (drafts_of(file, form), False)


def test_ones_own_words_are_kept_half_written_whatever_is_withheld(house_today: House) -> None:
    house = house_today
    wren, _, _ = siblings(house)
    other = house.oakfield_worker
    cases.open_in_emergency(
        name="Wren Fairweather", date_of_birth=BORN, because="Police", by=other, on=house.day
    )
    visit = house.visit(wren, house.day, by=other, started_at=timezone.now(), narrative="My own.")
    form = correction_form(visit.occasion)
    cases.keep_draft(
        child=wren, form=form, opening=cases.Opening("a" * 32), typed={"narrative": ["Mine"]}, by=other,
        on=house.day,
    )  # fmt: skip
    (own,) = drafts_of(loaders.child_file(house.standing(other), wren.ref), form)
    assert own.typed == {"narrative": ["Mine"]}


def test_who_may_know_of_everybody_there_is_shown_every_word(house_today: House) -> None:
    """One lived there and withheld it, another lives there and does not: a lead who holds both reads of both."""
    house = house_today
    wren, robin, placement = siblings(house)
    jay = house.placed(since=house.day, home=placement.home, given_name="Jay")
    cases.relate(child=robin, kind=RelationKind.BROTHER, other_child=jay, by=house.worker, on=house.day)
    assert "Marva Withern at 7 Withern Lane" in told(house, house.lead, robin)
    cases.hold(child=wren, body=house.oakfield, start=house.day, by=house.manager, on=house.day)
    assert "Withern" not in told(house, house.lead, robin)
