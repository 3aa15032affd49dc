"""Visits, reviews, contacts, notes and events: what is kept, what is refused, who is told."""

from __future__ import annotations

from typing import Any

import pytest

from contexts.builders import BORN, PLACED, TODAY, House, at, days
from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases.models import Contact, Event, Note, Review, Visit
from steadyhand.contexts.cases.operations import AlreadyRecorded, Seen
from steadyhand.contexts.cases.policies import REACHED_NOBODY, Clash, NotPossible
from steadyhand.contexts.cases.states import (
    AllocationRole,
    ChildsPart,
    ContactKind,
    EventKind,
    NotAlone,
    RelationKind,
    VisitPlace,
)
from steadyhand.contexts.organisations import operations as organisations
from steadyhand.contexts.organisations.models import Person, Role
from steadyhand.foundations.access.models import Account, Installation
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.audit.models import Entry
from steadyhand.foundations.notices.models import Notice


def test_a_visit_is_recorded_as_it_was_told(house: House) -> None:
    child = house.placed()
    visit = house.visit(
        child,
        TODAY,
        ended_at=at(TODAY, 17),
        seen=[Seen(child, seen=True, alone=True, said="I like it here")],
        narrative="We baked.",
        carers_seen=True,
    )

    kept = Visit.objects.get(pk=visit.pk)
    assert (kept.child_seen, kept.seen_alone, kept.not_alone_because, kept.said) == (
        True,
        True,
        "",
        "I like it here",
    )
    assert (kept.visited_by, kept.recorded_by, kept.council) == (house.worker, house.worker, house.council)
    entry = Entry.objects.get(verb="visit.recorded")
    assert (entry.subject_id, entry.council_id) == (str(child.pk), house.council.pk)
    assert entry.detail == {"row": f"visit:{visit.pk}"}


def test_brothers_and_sisters_are_visited_once_with_a_row_each(house: House) -> None:
    home = house.home()
    first, second = house.placed(home=home), house.placed(home=home)
    operations.relate(child=first, kind=RelationKind.SISTER, other_child=second, by=house.worker, on=TODAY)
    house.visit(
        first,
        TODAY,
        occasion="a" * 32,
        seen=[
            Seen(first, seen=True, alone=False, not_alone_because=NotAlone.CHILD_SAID_NO),
            Seen(second, seen=False, alone=None),
        ],
    )
    rows = {row.child: row for row in Visit.objects.filter(occasion="a" * 32)}
    assert (rows[first].child_seen, rows[first].seen_alone, rows[first].not_alone_because) == (
        True,
        False,
        NotAlone.CHILD_SAID_NO,
    )
    assert (rows[second].child_seen, rows[second].seen_alone) == (False, None)


@pytest.mark.parametrize(
    ("known", "field"),
    [
        ({"started_at": at(TODAY + days(1))}, "started"),
        ({"started_at": at(TODAY), "ended_at": at(TODAY, 15)}, "ended"),
        ({"started_at": at(BORN - days(1))}, "day"),
        ({"seen": []}, "who"),
    ],
)
def test_a_visit_that_cannot_have_been_is_refused(house: House, known: dict[str, Any], field: str) -> None:
    child = house.placed()
    with pytest.raises(NotPossible) as refusal:
        house.visit(child, TODAY, **known)
    assert refusal.value.field == field
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("alone", "because", "field"),
    [(None, "", "alone"), (False, "", "because"), (False, "no reason I know", "because")],
)
def test_seen_alone_is_said_with_the_reason_if_not(
    house: House, alone: bool | None, because: str, field: str
) -> None:
    child = house.placed()
    with pytest.raises(NotPossible) as refusal:
        house.visit(child, TODAY, seen=[Seen(child, seen=True, alone=alone, not_alone_because=because)])
    assert refusal.value.field == field


def test_nothing_is_said_of_being_alone_where_the_child_was_not_seen(house: House) -> None:
    child = house.placed()
    visit = house.visit(
        child, TODAY, seen=[Seen(child, seen=False, alone=True, not_alone_because=NotAlone.NOT_ABLE)]
    )
    assert (visit.seen_alone, visit.not_alone_because) == (None, "")


def test_a_page_sent_twice_is_saved_once(house: House) -> None:
    child = house.placed()
    house.visit(child, TODAY, occasion="b" * 32)
    with pytest.raises(AlreadyRecorded):
        house.visit(child, TODAY, occasion="b" * 32, narrative="again")
    assert Visit.objects.get().narrative == ""


def test_a_visit_to_two_of_whom_one_is_a_strangers_leaves_nothing(house: House) -> None:
    child, theirs = house.placed(), house.held(body=house.oakfield)
    with pytest.raises(NotHereOrNotYours):
        house.visit(
            child,
            TODAY,
            seen=[Seen(child, seen=True, alone=True), Seen(theirs, seen=True, alone=True)],
        )
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    "who",
    ["oakfield_worker", "second", "officer", "reviewer", "advocate", "head", "manager", "quayside_lead"],
)
def test_nobody_writes_who_does_not_work_with_the_child(house: House, who: str) -> None:
    child, by = house.placed(), getattr(house, who)
    acts = [
        lambda: house.visit(child, TODAY, by=by),
        lambda: operations.write_note(child=child, at=at(TODAY), text="x", by=by, on=TODAY),
        lambda: operations.record_contact(
            child=child, kind=ContactKind.CALL, at=at(TODAY), with_whom="x", text="x", by=by, on=TODAY
        ),
        lambda: operations.record_event(child=child, kind=EventKind.STORY, at=at(TODAY), by=by, on=TODAY),
    ]
    for act in acts:
        with pytest.raises(NotHereOrNotYours):
            act()
    assert not Visit.objects.exists()


def test_a_worry_is_told_to_the_lead_of_the_body_that_holds_the_child(house: House) -> None:
    child = house.placed()
    house.visit(child, TODAY, worried=True, narrative="There is a bruise on his arm")
    notice = Notice.objects.get()
    assert (notice.to_account_id, notice.kind, notice.child_id) == (
        house.lead.account_id,
        Notice.Kind.WORRY,
        child.pk,
    )
    assert notice.because == ""


def end_roles(house: House, *people: Person) -> None:
    for role in Role.objects.filter(person__in=people, end=None):
        organisations.end_role(role=role, by=None, on=house.day)


def told_of_a_worry() -> set[int]:
    return set(Notice.objects.filter(kind=Notice.Kind.WORRY).values_list("to_account_id", flat=True))


@pytest.mark.parametrize(
    "because",
    [
        "the lead left",
        "the lead writes it",
        "the account is closed",
        "the lead was only invited",
        "nobody holds",
    ],
)
def test_where_no_lead_can_be_told_the_council_is(because: str, house_today: House) -> None:
    house = house_today
    child, by = house.placed(), house.worker
    officers = {house.manager, house.officer, house.director}
    if because == "the lead left":
        end_roles(house, house.lead)
    elif because == "the lead writes it":
        by = house.lead
    elif because == "the account is closed":
        Account.objects.filter(pk=house.lead.account_id).update(is_active=False)
    elif because == "the lead was only invited":
        house.lead.account.set_unusable_password()
        house.lead.account.save()
    else:
        operations.open_in_emergency(
            name="Robin", date_of_birth=BORN, because="He rang", by=house.officer, on=house.day
        )
        operations.end_hold(child=child, end=house.day, by=house.manager, on=house.day)
        by = house.officer
    house.visit(child, house.day, worried=True, by=by)
    assert told_of_a_worry() == {person.account_id for person in officers - {by}}
    assert not Entry.objects.filter(verb=REACHED_NOBODY).exists()


def test_in_a_demonstration_nobody_needs_a_password_to_be_told(house_today: House) -> None:
    house = house_today
    house.lead.account.set_unusable_password()
    house.lead.account.save()
    Installation.objects.create(kind=Installation.Kind.DEMONSTRATION, made_on=house.day)
    house.visit(house.placed(), house.day, worried=True)
    assert told_of_a_worry() == {house.lead.account_id}


def test_of_a_worry_that_reaches_nobody_so_much_is_on_record(house_today: House) -> None:
    house = house_today
    child = house.placed()
    end_roles(house, house.lead, house.manager, house.officer, house.director)
    visit = house.visit(child, house.day, worried=True)
    assert told_of_a_worry() == set()
    entry = Entry.objects.get(verb=REACHED_NOBODY)
    assert (entry.kind, entry.subject_id, entry.actor_id, entry.council_id, entry.detail) == (
        Entry.Kind.CHANGE, visit.occasion, house.worker.account_id, house.council.pk, {"child": child.pk}
    )  # fmt: skip


def test_without_a_worry_nobody_is_told(house: House) -> None:
    house.visit(house.placed(), TODAY)
    assert not Notice.objects.exists()


def test_a_visit_is_put_right_and_the_first_writing_stays(house: House) -> None:
    child = house.placed()
    first = house.visit(child, TODAY, narrative="We baked scones")
    second = operations.correct_visit(visit=first, narrative="We baked bread", by=house.worker, on=TODAY)

    first.refresh_from_db()
    assert (first.narrative, first.superseded_at is not None) == ("We baked scones", True)
    assert (second.corrects, second.narrative, second.occasion) == (first, "We baked bread", first.occasion)
    with pytest.raises(Clash):
        operations.correct_visit(visit=first, narrative="Mine", by=house.lead, on=TODAY)
    third = operations.correct_visit(visit=second, narrative="We baked both", by=house.lead, on=TODAY)
    assert list(Visit.objects.standing()) == [third]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"started_at": at(TODAY + days(1))}, "started"),
        ({"started_at": at(BORN - days(1))}, "day"),
        ({"ended_at": at(TODAY, 10)}, "ended"),
        ({"seen_alone": None}, "alone"),
        ({"seen_alone": False}, "because"),
    ],
)
def test_a_visit_is_not_put_wrong(house: House, changes: dict[str, Any], field: str) -> None:
    first = house.visit(house.placed(), TODAY)
    with pytest.raises(NotPossible) as refusal:
        operations.correct_visit(visit=first, by=house.worker, on=TODAY, **changes)
    assert refusal.value.field == field
    assert list(Visit.objects.standing()) == [first]


def test_a_visit_put_right_to_not_seen_says_nothing_of_being_alone(house: House) -> None:
    first = house.visit(house.placed(), TODAY)
    second = operations.correct_visit(visit=first, child_seen=False, by=house.worker, on=TODAY)
    assert (second.child_seen, second.seen_alone) == (False, None)


def test_a_stranger_puts_no_visit_right(house: House) -> None:
    first = house.visit(house.placed(), TODAY)
    with pytest.raises(NotHereOrNotYours):
        operations.correct_visit(visit=first, narrative="x", by=house.oakfield_worker, on=TODAY)


def review(house: House, child: Any, **known: Any) -> Review:
    values = {
        "held_on": TODAY,
        "childs_part": ChildsPart.PN1,
        "by": house.reviewer,
        "on": TODAY,
        "said": "I want to stay at my school",
        **known,
    }
    return operations.record_review(child=child, **values)


def test_a_review_is_recorded_with_the_childs_part(house: House) -> None:
    child = house.placed()
    house.allocate(child, house.reviewer, AllocationRole.REVIEWING_OFFICER)
    row = review(house, child)
    assert (row.chaired_by, row.childs_part, row.said) == (
        house.reviewer,
        ChildsPart.PN1,
        "I want to stay at my school",
    )


def test_a_review_is_held_once_a_day_and_not_ahead(house: House) -> None:
    child = house.placed()
    house.allocate(child, house.reviewer, AllocationRole.REVIEWING_OFFICER)
    review(house, child)
    for again in (TODAY, TODAY + days(1)):
        with pytest.raises(NotPossible) as refusal:
            review(house, child, held_on=again)
        assert refusal.value.field == "held_on"
    assert Review.objects.count() == 1


def test_a_reviewing_officer_of_another_child_records_no_review(house: House) -> None:
    house.allocate(house.placed(), house.reviewer, AllocationRole.REVIEWING_OFFICER)
    with pytest.raises(NotHereOrNotYours):
        review(house, house.placed())


def test_contacts_notes_and_events_are_recorded(house: House) -> None:
    child = house.placed()
    operations.record_contact(
        child=child,
        kind=ContactKind.CALL,
        at=at(TODAY),
        with_whom="School",
        text="All well",
        by=house.worker,
        on=TODAY,
    )
    operations.write_note(child=child, at=at(PLACED), text="Settling in", by=house.lead, on=TODAY)
    operations.record_event(
        child=child, kind=EventKind.STORY, at=at(TODAY), title="Learned to swim", by=house.worker, on=TODAY
    )
    assert Contact.objects.get().with_whom == "School"
    assert Note.objects.get().recorded_by == house.lead
    assert Event.objects.get().title == "Learned to swim"


def test_nothing_is_written_of_tomorrow(house: House) -> None:
    child, tomorrow = house.placed(), at(TODAY + days(1), 0)
    acts = [
        lambda: operations.record_contact(
            child=child,
            kind=ContactKind.CALL,
            at=tomorrow,
            with_whom="x",
            text="x",
            by=house.worker,
            on=TODAY,
        ),
        lambda: operations.write_note(child=child, at=tomorrow, text="x", by=house.worker, on=TODAY),
        lambda: operations.record_event(
            child=child, kind=EventKind.STORY, at=tomorrow, by=house.worker, on=TODAY
        ),
    ]
    for act in acts:
        with pytest.raises(NotPossible) as refusal:
            act()
        assert refusal.value.field == "at"


def test_the_last_minute_of_a_summer_day_belongs_to_that_day_in_england(house: House) -> None:
    """23:59 in England in June is 22:59 in UTC; 00:30 is the day before in UTC."""
    child = house.placed()
    operations.write_note(child=child, at=at(TODAY, 23, 59), text="x", by=house.worker, on=TODAY)
    with pytest.raises(NotPossible):
        operations.write_note(child=child, at=at(TODAY + days(1), 0, 30), text="x", by=house.worker, on=TODAY)


def test_a_visit_at_school_counts_as_one(house: House) -> None:
    child = house.placed()
    assert house.visit(child, TODAY, place=VisitPlace.SCHOOL).place == VisitPlace.SCHOOL


def test_an_act_that_goes_on_after_a_part_was_refused_keeps_nothing_of_that_part(house: House) -> None:
    """What was undone is not on record as done, nor are those entries of the act that stand lost."""
    child = house.allocated()
    before = set(Entry.objects.values_list("pk", flat=True))

    def note(text: str) -> None:
        operations.write_note(child=child, at=at(TODAY), text=text, by=house.worker, on=TODAY)

    def refused() -> None:
        with operations.one_act(by=house.worker, on=TODAY):
            note("undone")
            operations.start_care(child=child, start=TODAY + days(1), by=house.worker, on=TODAY)

    with operations.one_act(by=house.worker, on=TODAY):
        note("before")
        with pytest.raises(NotPossible):
            refused()
        note("after")

    kept = list(Note.objects.filter(child=child).order_by("pk"))
    assert [each.text for each in kept] == ["before", "after"]
    told = Entry.objects.exclude(pk__in=before).filter(kind=Entry.Kind.CHANGE, subject_id=str(child.pk))
    assert [entry.detail["row"] for entry in told.order_by("pk")] == [f"note:{each.pk}" for each in kept]
