"""Two texts of one visit: whichever stands, each stays on record as a version."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from contexts.builders import BORN, TODAY, House, at, days
from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases.loaders.visits import says
from steadyhand.contexts.cases.models import Child, Draft, Visit
from steadyhand.contexts.cases.operations import Opening, Seen, Settled
from steadyhand.contexts.cases.permissions.checks import MayNot
from steadyhand.contexts.cases.policies import VISIT_FORM, Clash, NotPossible, correction_form
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.audit.models import Entry
from steadyhand.foundations.notices.models import Notice

OCCASION = "d" * 32
PAGE = "a" * 32


@pytest.fixture
def child(house: House) -> Child:
    return house.placed()


@pytest.fixture
def visit(house: House, child: Child) -> Visit:
    return house.visit(child, TODAY - days(1), narrative="Theirs.", occasion=OCCASION)


def settle(house: House, *settled: Settled, by: Any = None, **more: Any) -> list[Visit]:
    return operations.settle_visit(occasion=OCCASION, settled=settled, by=by or house.lead, on=TODAY, **more)


def mine(visit: Visit, **changes: Any) -> dict[str, Any]:
    return {**says(visit), "narrative": "Mine.", **changes}


def test_of_theirs_mine_is_the_version_between(house: House, visit: Visit, child: Child) -> None:
    (stands,) = settle(house, Settled(child, visit, mine(visit), says(visit), holds_both=False))
    rows = list(Visit.objects.order_by("pk"))
    assert [row.narrative for row in rows] == ["Theirs.", "Mine.", "Theirs."]
    assert rows[-1] == stands
    assert [row.corrects for row in rows] == [None, *rows[:2]]
    assert Entry.objects.filter(verb="visit.corrected").count() == 2


def test_what_holds_both_is_one_version(house: House, visit: Visit, child: Child) -> None:
    text = mine(visit, narrative="Mine. Theirs.")
    settle(house, Settled(child, visit, mine(visit), text, holds_both=True))
    assert [row.narrative for row in Visit.objects.order_by("pk")] == ["Theirs.", "Mine. Theirs."]


def test_a_child_whom_only_one_of_them_saw_keeps_that(house: House, visit: Visit, child: Child) -> None:
    other = house.placed()
    text = mine(visit, said="I was there too")
    kept = settle(
        house,
        Settled(child, visit, mine(visit), mine(visit), holds_both=True),
        Settled(other, None, text, text, holds_both=True),
    )
    assert [row.said for row in kept] == ["", "I was there too"]
    assert [row.visited_by for row in kept] == [house.worker, house.lead]
    assert {row.occasion for row in kept} == {OCCASION}


def test_what_was_changed_meanwhile_is_told_and_nothing_is_kept(
    house: House, visit: Visit, child: Child
) -> None:
    operations.correct_visit(visit=visit, narrative="Third.", by=house.worker, on=TODAY)
    other = house.placed()
    text = mine(visit)
    with pytest.raises(Clash):
        settle(
            house,
            Settled(other, None, text, text, holds_both=True),
            Settled(child, visit, text, text, holds_both=True),
        )
    assert not Visit.objects.filter(narrative="Mine.").exists()


def test_a_child_recorded_meanwhile_is_a_clash_too(house: House, visit: Visit, child: Child) -> None:
    with pytest.raises(Clash):
        settle(house, Settled(child, None, mine(visit), mine(visit), holds_both=True))
    assert Visit.objects.get() == visit


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"started_at": at(TODAY + days(1))}, "started"),
        ({"started_at": at(TODAY, 16, 1)}, "started"),
        ({"seen_alone": False}, "because"),
    ],
)
def test_what_cannot_have_been_is_refused(
    house: House, visit: Visit, child: Child, changes: dict[str, Any], field: str
) -> None:
    text = mine(visit, **changes)
    with pytest.raises(NotPossible) as refusal:
        settle(house, Settled(child, visit, text, text, holds_both=True), now=at(TODAY, 16))
    assert refusal.value.field == field
    with pytest.raises(NotPossible):
        operations.correct_visit(visit=visit, by=house.lead, on=TODAY, now=at(TODAY, 16), **text)
    assert Visit.objects.get() == visit


def test_a_visit_begins_by_the_moment_it_is_written_down(house: House, child: Child) -> None:
    with pytest.raises(NotPossible) as refusal:
        house.visit(child, TODAY, now=at(TODAY, 15, 59))
    assert refusal.value.field == "started"
    assert house.visit(child, TODAY, now=at(TODAY)).started_at == at(TODAY)


def test_whoever_may_not_write_settles_nothing(house: House, visit: Visit, child: Child) -> None:
    for someone in (house.oakfield_worker, house.manager):
        for old in (visit, None):
            with pytest.raises(NotHereOrNotYours):
                settle(house, Settled(child, old, mine(visit), mine(visit), holds_both=True), by=someone)


def test_a_worry_of_either_is_told_once(house: House, visit: Visit, child: Child) -> None:
    worried = mine(visit, worried=True)
    (stands,) = settle(house, Settled(child, visit, worried, says(visit), holds_both=False), by=house.worker)
    assert not stands.worried
    assert Notice.objects.filter(kind=Notice.Kind.WORRY).count() == 1
    worried = mine(stands, worried=True, narrative="More.")
    settle(house, Settled(child, stands, worried, worried, holds_both=True), by=house.worker)
    assert Notice.objects.filter(kind=Notice.Kind.WORRY).count() == 2


def test_what_was_half_written_is_gone_once_it_is_settled(house: House, visit: Visit, child: Child) -> None:
    for form in (VISIT_FORM, correction_form(OCCASION)):
        operations.keep_draft(
            child=child, form=form, opening=Opening(PAGE), typed={}, by=house.worker, on=TODAY
        )
    operations.keep_draft(
        child=child, form=VISIT_FORM, opening=Opening("c" * 32), typed={}, by=house.worker, on=TODAY
    )
    settle(
        house,
        Settled(child, visit, mine(visit), mine(visit), holds_both=True),
        by=house.worker,
        opening=Opening(PAGE),
    )
    assert [draft.page for draft in Draft.objects.all()] == ["c" * 32], (
        "another open page is still half-written"
    )


def test_what_is_written_of_one_child_alone_is_in_no_other_record(house: House) -> None:
    home = house.home()
    first, second = house.placed(home=home), house.placed(home=home)
    seen = [
        Seen(first, seen=True, alone=True, own_part="Of the first."),
        Seen(second, seen=True, alone=True, said="Hello"),
    ]
    house.visit(first, TODAY, seen=seen, narrative="Of both.")
    rows = {row.child: row for row in Visit.objects.all()}
    assert (rows[first].own_part, rows[first].said) == ("Of the first.", "")
    assert (rows[second].own_part, rows[second].said) == ("", "Hello")
    operations.correct_visit(visit=rows[first], narrative="Of one.", by=house.worker, on=TODAY)
    assert Visit.objects.get(child=second).narrative == "Of both."


def test_words_kept_from_the_writer_are_written_over_by_no_choice(house_today: House) -> None:
    """A colleague without a right to a withheld address: not even words that were guessed right are taken for them."""
    house = house_today
    home = house.home(carers="Marva Withern")
    child = house.allocated(since=house.day)
    operations.start_care(child=child, start=house.day, by=house.worker, on=house.day)
    house.move(child, house.day, home=home, address_withheld=True)
    other = house.oakfield_worker
    operations.open_in_emergency(
        name="Robin Fairweather", date_of_birth=BORN, because="The police rang", by=other, on=house.day
    )
    visit = house.visit(
        child, house.day, started_at=timezone.now(), narrative="Marva made tea.", occasion=OCCASION
    )
    for narrative in ("Coffee.", "Marva made tea.", "Marva made tea. And more."):
        with pytest.raises(MayNot):
            operations.correct_visit(visit=visit, by=other, on=house.day, narrative=narrative)
    with pytest.raises(MayNot):
        settle(house, Settled(child, visit, mine(visit), mine(visit), holds_both=True), by=other)
    assert Visit.objects.get() == visit
    corrected = operations.correct_visit(visit=visit, by=other, on=house.day, said="A word of mine")
    in_one = mine(corrected, narrative="Mine. Marva made tea.")
    operations.settle_visit(
        occasion=OCCASION,
        settled=[Settled(child, corrected, in_one, in_one, holds_both=True)],
        by=other,
        on=house.day,
    )
    stands = Visit.objects.get(superseded_at=None)
    assert stands.narrative == "Mine. Marva made tea."
    operations.correct_visit(
        visit=stands, by=house.worker, on=house.day, narrative="Whoever may know it puts it right."
    )
