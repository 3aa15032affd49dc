"""What is half-written: its writer's alone, as long as they may write, and gone when it is saved."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone

from contexts.builders import House, days
from steadyhand.contexts.cases import loaders, operations
from steadyhand.contexts.cases.loaders.drafts import drafts_of, half_written_by
from steadyhand.contexts.cases.models import Draft
from steadyhand.contexts.cases.operations import Opening
from steadyhand.contexts.cases.permissions.table import Part, Right
from steadyhand.contexts.cases.policies import (
    LONGEST_DRAFT,
    LONGEST_TEXT,
    MOST_HALF_WRITTEN,
    VISIT_FORM,
    NotPossible,
    correction_form,
)
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.audit.models import Entry

TYPED = {"narrative": ["He laughed at the"], "who": ["a", "b"]}


PAGE = "a" * 32


def keep(
    house: House,
    child: Any,
    *,
    by: Any,
    typed: dict[str, list[str]] = TYPED,
    page: str = PAGE,
    continues: Any = None,
    number: int = 0,
) -> datetime:
    return operations.keep_draft(
        child=child,
        form=VISIT_FORM,
        opening=Opening(page, continues, number),
        typed=typed,
        by=by,
        on=house.day,
    )


def test_what_comes_late_does_not_write_over_what_is_newer(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day - days(3))

    def words() -> str:
        (draft,) = drafts_of(loaders.child_file(house.standing(house.worker), child.ref), VISIT_FORM)
        return str(draft.typed["narrative"][0])

    keep(house, child, by=house.worker, typed={"narrative": ["Half and the new words"]}, number=7)
    with pytest.raises(operations.NewerKept) as newer:
        keep(house, child, by=house.worker, typed={"narrative": ["Half"]}, number=6)
    assert newer.value.number == 7
    assert words() == "Half and the new words"
    keep(house, child, by=house.worker, typed={"narrative": ["sent twice"]}, number=7)
    assert words() == "sent twice"
    keep(house, child, by=house.worker, typed={"narrative": ["by the button, without a script"]})
    assert words() == "by the button, without a script"
    with pytest.raises(operations.NewerKept):
        keep(house, child, by=house.worker, typed={"narrative": ["Half"]}, number=6)
    keep(house, child, by=house.worker, typed={"narrative": ["on another page"]}, page="b" * 32, number=1)


def test_a_draft_is_one_row_written_over_and_on_record_once(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day - days(3))
    keep(house, child, by=house.worker)
    keep(house, child, by=house.worker, typed={"narrative": ["He laughed at the dog."]})
    file = loaders.child_file(house.standing(house.worker), child.ref)
    (draft,) = drafts_of(file, VISIT_FORM)
    assert draft.typed == {"narrative": ["He laughed at the dog."]}
    begun = Entry.objects.get(verb="draft.begun")
    assert "laughed" not in str(begun.detail)


def test_a_draft_is_its_writers_alone(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day - days(3))
    keep(house, child, by=house.worker)
    for other in (house.lead, house.manager):
        file = loaders.child_file(house.standing(other), child.ref)
        assert drafts_of(file, VISIT_FORM) == []
        assert half_written_by(house.standing(other)) == []
    assert [each.child for each in half_written_by(house.standing(house.worker))] == [child]


def test_who_may_not_write_keeps_nothing(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day - days(3))
    for other in (house.oakfield_worker, house.manager):
        with pytest.raises(NotHereOrNotYours):
            keep(house, child, by=other)
    assert not Draft.objects.exists()


def test_when_the_right_to_write_ends_the_draft_is_shut(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day - days(3))
    keep(house, child, by=house.worker)
    operations.hold(child=child, body=house.oakfield, start=house.day, by=house.manager, on=house.day)
    assert half_written_by(house.standing(house.worker)) == []


def test_a_draft_is_gone_when_the_visit_is_saved_and_after_its_time(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day - days(3))
    keep(house, child, by=house.worker)
    house.visit(child, house.day, occasion=PAGE)
    assert not Draft.objects.exists()
    keep(house, child, by=house.worker, page="b" * 32)
    Draft.objects.update(expires_at=timezone.now(), saved_at=F("saved_at"))
    assert half_written_by(house.standing(house.worker)) == []


def kept(house: House) -> dict[str, list[str]]:
    (draft,) = half_written_by(house.standing(house.worker))
    return dict(draft.typed)


def test_what_the_database_cannot_hold_is_taken_out_and_no_word_with_it(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day - days(3))
    keep(
        house,
        child,
        by=house.worker,
        typed={"narrative": ["He \x00laughed \ud83dat\udfff it"], "who": ["a\x00"]},
    )
    assert kept(house) == {"narrative": ["He laughed at it"], "who": ["a"]}


@pytest.mark.parametrize(
    "typed",
    [
        {"narrative": ["x" * (LONGEST_TEXT + 1)]},
        {f"said_{number:020x}": ["x" * LONGEST_TEXT] for number in range(LONGEST_DRAFT // LONGEST_TEXT + 1)},
        {"who": ["x"] * 101},
    ],
)
def test_what_is_too_long_to_keep_is_refused_and_what_was_kept_stays(
    typed: dict[str, list[str]], house_today: House
) -> None:
    house = house_today
    child = house.placed(since=house.day - days(3))
    keep(house, child, by=house.worker, typed={"narrative": ["x" * LONGEST_TEXT]})
    with pytest.raises(NotPossible):
        keep(house, child, by=house.worker, typed=typed)
    assert kept(house) == {"narrative": ["x" * LONGEST_TEXT]}


def test_a_draft_that_comes_after_the_visit_was_saved_is_not_kept(house_today: House) -> None:
    """Sent late, or from a second page: today would say that a visit on record is half-written."""
    house = house_today
    child, other = house.placed(since=house.day - days(3)), house.placed(since=house.day - days(3))
    visit = house.visit(child, house.day)
    with pytest.raises(operations.AlreadyRecorded):
        keep(house, child, by=house.worker, page=visit.occasion)
    assert not Draft.objects.exists()
    keep(house, child, by=house.worker)
    keep(house, other, by=house.worker, page=visit.occasion)
    assert Draft.objects.count() == 2


def test_who_may_read_and_no_longer_write_is_not_shown_what_they_had_half_written(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day - days(3))
    keep(house, child, by=house.worker)
    file = loaders.child_file(house.standing(house.worker), child.ref)
    assert drafts_of(file, VISIT_FORM)
    Draft.objects.update(person=house.manager)  # as if they had written it in an earlier role
    read_only = loaders.child_file(house.standing(house.manager), child.ref)
    assert not read_only.may(Part.NOTES, Right.WRITE)
    assert drafts_of(read_only, VISIT_FORM) == []


def test_what_puts_a_visit_right_is_kept_of_a_visit_on_record_alone(house_today: House) -> None:
    """Else anybody could keep as many pages as they can think of names."""
    house = house_today
    child = house.placed(since=house.day - days(3))
    visit = house.visit(child, house.day)
    who: dict[str, Any] = {"child": child, "opening": Opening(PAGE), "by": house.worker, "on": house.day}
    typed = {"occasion": [visit.occasion], "narrative": ["Put right"]}
    operations.keep_draft(form=correction_form(visit.occasion), typed=typed, **who)
    with pytest.raises(NotPossible):
        operations.keep_draft(form=correction_form("0" * 32), typed=typed, **who)
    assert [draft.form for draft in Draft.objects.all()] == [correction_form(visit.occasion)]


def test_two_open_pages_of_one_visit_write_over_neither(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day - days(3))
    keep(house, child, by=house.worker, page="a" * 32, typed={"narrative": ["On the first"]})
    keep(house, child, by=house.worker, page="b" * 32, typed={"narrative": ["On the second"]})
    keep(house, child, by=house.worker, page="a" * 32, typed={"narrative": ["More on the first"]})
    file = loaders.child_file(house.standing(house.worker), child.ref)
    found = [draft.typed["narrative"] for draft in drafts_of(file, VISIT_FORM)]
    assert found == [["More on the first"], ["On the second"]], "newest first"
    house.visit(child, house.day, occasion="b" * 32)
    assert [draft.page for draft in Draft.objects.all()] == ["a" * 32], "the other is still half-written"


def test_a_page_that_goes_on_with_another_takes_its_place(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day - days(3))
    before = keep(house, child, by=house.worker, page="a" * 32)
    for words in ("He laughed at the dog", "He laughed at the dog again"):
        keep(
            house, child, by=house.worker, page="b" * 32, typed={"narrative": [words]},
            continues=("a" * 32, before),
        )  # fmt: skip
    draft = Draft.objects.get()
    assert (draft.page, draft.typed) == ("b" * 32, {"narrative": ["He laughed at the dog again"]})
    assert Entry.objects.filter(verb="draft.begun").count() == 1, "it was begun once"


def test_what_was_typed_on_since_stays_beside_the_page_that_goes_on_with_it(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day - days(3))
    before = keep(house, child, by=house.worker, page="a" * 32)
    keep(house, child, by=house.worker, page="a" * 32, typed={"narrative": ["Typed since"]})
    keep(house, child, by=house.worker, page="b" * 32, continues=("a" * 32, before))
    assert {draft.page for draft in Draft.objects.all()} == {"a" * 32, "b" * 32}
    keep(
        house,
        child,
        by=house.lead,
        page="c" * 32,
        continues=("b" * 32, Draft.objects.get(page="b" * 32).saved_at),
    )
    assert Draft.objects.count() == 3, "nobody takes away what somebody else has half-written"


def test_so_many_pages_and_no_more(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day - days(3))
    for number in range(MOST_HALF_WRITTEN):
        keep(house, child, by=house.worker, page=f"{number:032x}")
    with pytest.raises(NotPossible):
        keep(house, child, by=house.worker, page="f" * 32)
    keep(house, child, by=house.worker, page="0" * 32, typed={"narrative": ["Still kept"]})
    before = Draft.objects.get(page="0" * 32).saved_at
    keep(house, child, by=house.worker, page="f" * 32, continues=("0" * 32, before))
    assert Draft.objects.count() == MOST_HALF_WRITTEN


@pytest.mark.parametrize("typed_on", [False, True])
def test_what_was_gone_on_with_is_gone_when_the_visit_is_saved(typed_on: bool, house_today: House) -> None:
    """Also where nothing more was typed, so that the page itself was never kept."""
    house = house_today
    child = house.placed(since=house.day - days(3))
    before = keep(house, child, by=house.worker, page="a" * 32)
    if typed_on:
        keep(house, child, by=house.worker, page="a" * 32, typed={"narrative": ["Typed since"]})
    house.visit(child, house.day, occasion="b" * 32, opening=Opening("b" * 32, ("a" * 32, before)))
    assert Draft.objects.exists() == typed_on
