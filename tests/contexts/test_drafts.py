"""What is half-written: its writer's alone, as long as they may write, and gone when it is saved."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone

from contexts.builders import House, days
from steadyhand.contexts.cases import loaders, operations
from steadyhand.contexts.cases.models import Draft
from steadyhand.contexts.cases.policies import VISIT_FORM
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.audit.models import Entry

TYPED = {"narrative": ["He laughed at the"], "who": ["a", "b"]}


def keep(house: House, child: Any, *, by: Any, typed: dict[str, list[str]] = TYPED) -> None:
    operations.keep_draft(child=child, form=VISIT_FORM, typed=typed, by=by, on=house.day)


def test_a_draft_is_one_row_written_over_and_on_record_once(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day - days(3))
    keep(house, child, by=house.worker)
    keep(house, child, by=house.worker, typed={"narrative": ["He laughed at the dog."]})
    file = loaders.child_file(house.standing(house.worker), child.ref)
    draft = loaders.draft_of(file, VISIT_FORM)
    assert draft is not None
    assert draft.typed == {"narrative": ["He laughed at the dog."]}
    begun = Entry.objects.get(verb="draft.begun")
    assert "laughed" not in str(begun.detail)


def test_a_draft_is_its_writers_alone(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day - days(3))
    keep(house, child, by=house.worker)
    for other in (house.lead, house.manager):
        file = loaders.child_file(house.standing(other), child.ref)
        assert loaders.draft_of(file, VISIT_FORM) is None
        assert loaders.half_written(house.standing(other)) == []
    assert [each.child for each in loaders.half_written(house.standing(house.worker))] == [child]


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
    assert loaders.half_written(house.standing(house.worker)) == []


def test_a_draft_is_gone_when_the_visit_is_saved_and_after_its_time(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day - days(3))
    keep(house, child, by=house.worker)
    house.visit(child, house.day)
    assert not Draft.objects.exists()
    keep(house, child, by=house.worker)
    Draft.objects.update(expires_at=timezone.now(), saved_at=F("saved_at"))
    assert loaders.half_written(house.standing(house.worker)) == []
