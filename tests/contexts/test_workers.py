"""Who holds a child, who works with them, and access for a while."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from contexts.builders import BORN, OPENED, PLACED, TODAY, House, at, days
from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases.models import AccessWindow, Allocation, HeldBy, Identity
from steadyhand.contexts.cases.permissions.checks import MayNot
from steadyhand.contexts.cases.policies import WINDOWS, AlreadyAllocated, Clash, NotPossible
from steadyhand.contexts.cases.states import AllocationRole, WindowKind
from steadyhand.contexts.organisations import operations as organisations
from steadyhand.contexts.organisations.models import Person
from steadyhand.contexts.organisations.policies import NotRegistered
from steadyhand.contexts.organisations.states import BodyKind, LegalForm, RoleKind
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.audit.models import Entry
from steadyhand.foundations.notices.models import Notice

R = AllocationRole


def held(child: Any) -> list[tuple[int, date, date | None]]:
    rows = HeldBy.objects.standing().filter(child=child).order_by("start", "pk")
    return list(rows.values_list("body_id", "start", "end"))


def working(child: Any) -> list[tuple[str, int, date, date | None]]:
    rows = Allocation.objects.standing().filter(child=child).order_by("start", "pk")
    return list(rows.values_list("role", "person_id", "start", "end"))


# Held by


def test_the_council_chooses_who_holds_a_child(house: House) -> None:
    child = house.opened()
    operations.hold(child=child, body=house.lantern, start=PLACED, by=house.manager, on=TODAY)
    assert held(child) == [(house.lantern.pk, PLACED, None)]


def test_a_council_team_may_hold_a_child(house: House) -> None:
    child = house.opened()
    operations.hold(child=child, body=house.team, start=PLACED, by=house.director, on=TODAY)
    house.allocate(child, house.team_worker, by=house.manager)
    assert working(child) == [(R.SOCIAL_WORKER, house.team_worker.pk, PLACED, None)]


def test_workers_of_the_body_before_end_with_it_and_others_stay(house: House) -> None:
    child = house.allocated()
    house.allocate(child, house.reviewer, R.REVIEWING_OFFICER)

    operations.hold(child=child, body=house.oakfield, start=TODAY, by=house.manager, on=TODAY)

    assert held(child) == [(house.lantern.pk, OPENED, TODAY), (house.oakfield.pk, TODAY, None)]
    assert working(child) == [
        (R.REVIEWING_OFFICER, house.reviewer.pk, PLACED, None),
        (R.SOCIAL_WORKER, house.worker.pk, PLACED, TODAY),
    ]


@pytest.mark.parametrize("who", ["lead", "worker", "officer", "oakfield_lead"])
def test_nobody_else_chooses_who_holds_a_child(house: House, who: str) -> None:
    child = house.opened()
    with pytest.raises(MayNot):
        operations.hold(child=child, body=house.lantern, start=PLACED, by=getattr(house, who), on=TODAY)
    assert held(child) == []


def test_another_councils_manager_has_no_such_child(house: House) -> None:
    child = house.opened()
    with pytest.raises(NotHereOrNotYours):
        operations.hold(child=child, body=house.quayside, start=PLACED, by=house.neighbour_manager, on=TODAY)


def test_a_power_at_one_council_is_no_power_at_another(house: House) -> None:
    """A service manager who also works for a practice of the neighbour chooses nothing there."""
    child = house.opened(neighbours=True)
    organisations.give_role(
        person=house.manager, kind=RoleKind.PERSONAL_ADVISER, at=house.quayside, by=None, on=OPENED
    )
    assert house.neighbour.pk in house.standing(house.manager).councils

    with pytest.raises(MayNot):
        operations.hold(child=child, body=house.quayside, start=PLACED, by=house.manager, on=TODAY)


@pytest.mark.parametrize("body", ["council", "neighbour"])
def test_only_a_practice_or_a_team_holds(house: House, body: str) -> None:
    child = house.opened()
    with pytest.raises(NotPossible) as refusal:
        operations.hold(child=child, body=getattr(house, body), start=PLACED, by=house.manager, on=TODAY)
    assert refusal.value.field == "body"


@pytest.mark.parametrize("body", ["quayside", "their team", "a body engaged by nobody"])
def test_only_a_body_that_works_for_the_council_holds(house: House, body: str) -> None:
    bodies = {
        "quayside": lambda: house.quayside,
        "their team": lambda: organisations.establish(
            kind=BodyKind.TEAM, name="Brackwater South", parent=house.neighbour, by=None, on=OPENED
        ),
        "a body engaged by nobody": lambda: organisations.establish(
            kind=BodyKind.PRACTICE, name="Elsewhere", legal_form=LegalForm.CHARITY, by=None, on=OPENED
        ),
    }
    child = house.opened()
    with pytest.raises(NotPossible, match="does not work for") as refusal:
        operations.hold(child=child, body=bodies[body](), start=PLACED, by=house.manager, on=TODAY)
    assert refusal.value.field == "body"
    assert held(child) == []


def test_a_practice_holds_from_the_day_of_its_engagement(house: House) -> None:
    organisations.engage(body=house.quayside, council=house.council, by=None, on=PLACED)
    child = house.opened()
    with pytest.raises(NotPossible):
        operations.hold(child=child, body=house.quayside, start=PLACED - days(1), by=house.manager, on=TODAY)
    operations.hold(child=child, body=house.quayside, start=PLACED, by=house.manager, on=TODAY)
    assert held(child) == [(house.quayside.pk, PLACED, None)]


def test_a_body_does_not_take_over_before_the_one_before_began(house: House) -> None:
    child = house.held(since=PLACED)
    with pytest.raises(NotPossible) as refusal:
        operations.hold(child=child, body=house.oakfield, start=PLACED - days(1), by=house.manager, on=TODAY)
    assert refusal.value.field == "start"
    assert held(child) == [(house.lantern.pk, PLACED, None)]


# Allocation


@pytest.mark.parametrize(
    ("role", "who"),
    [
        (R.SOCIAL_WORKER, "worker"),
        (R.SECOND_WORKER, "second"),
        (R.PERSONAL_ADVISER, "adviser"),
        (R.REVIEWING_OFFICER, "reviewer"),
        (R.ADVOCATE, "advocate"),
        (R.INDEPENDENT_VISITOR, "befriender"),
    ],
)
def test_each_role_has_its_people(house: House, role: AllocationRole, who: str) -> None:
    child = house.held()
    house.allocate(child, getattr(house, who), role)
    assert working(child) == [(role, getattr(house, who).pk, PLACED, None)]
    entry = Entry.objects.get(verb="allocation.made")
    assert entry.detail["person"] == getattr(house, who).pk


@pytest.mark.parametrize(
    ("role", "who"),
    [
        (R.SOCIAL_WORKER, "lead"),  # leads, is not a social worker
        (R.SOCIAL_WORKER, "oakfield_worker"),  # of another practice
        (R.SOCIAL_WORKER, "team_worker"),  # of the council's own team
        (R.SOCIAL_WORKER, "adviser"),
        (R.SECOND_WORKER, "quayside_worker"),
        (R.PERSONAL_ADVISER, "worker"),
        (R.REVIEWING_OFFICER, "worker"),  # never of the practice
        (R.REVIEWING_OFFICER, "officer"),
        (R.ADVOCATE, "befriender"),
        (R.INDEPENDENT_VISITOR, "advocate"),
    ],
)
def test_nobody_is_allocated_without_the_role_at_the_body(
    house: House, role: AllocationRole, who: str
) -> None:
    child = house.held()
    with pytest.raises(NotPossible) as refusal:
        house.allocate(child, getattr(house, who), role, by=house.manager)
    assert refusal.value.field == "person"
    assert working(child) == []


def test_somebody_who_left_is_allocated_to_nobody(house: House) -> None:
    child = house.held()
    organisations.end_role(role=house.worker.roles.get(), by=None, on=TODAY)
    with pytest.raises(NotPossible):
        house.allocate(child, house.worker, start=TODAY)


def test_somebody_who_came_off_the_register_is_allocated_to_nobody(house: House) -> None:
    child = house.held()
    Person.objects.filter(pk=house.worker.pk).update(registration_number="")
    house.worker.refresh_from_db()
    with pytest.raises(NotRegistered):
        house.allocate(child, house.worker)


def test_a_child_whom_nobody_holds_gets_no_worker(house: House) -> None:
    child = house.opened()
    with pytest.raises(MayNot, match="The council chooses one first"):
        house.allocate(child, house.worker)


@pytest.mark.parametrize("who", ["worker", "oakfield_lead", "officer", "quayside_lead", "neighbour_manager"])
def test_only_the_lead_or_the_council_allocates(house: House, who: str) -> None:
    child = house.held()
    with pytest.raises(NotHereOrNotYours):
        house.allocate(child, house.worker, by=getattr(house, who))
    assert working(child) == []


def test_a_role_that_is_taken_is_taken(house: House) -> None:
    child = house.allocated()
    with pytest.raises(AlreadyAllocated, match="social worker"):
        house.allocate(child, house.second)
    assert working(child) == [(R.SOCIAL_WORKER, house.worker.pk, PLACED, None)]


def test_a_role_is_handed_over_by_naming_whom_it_is_taken_from(house: House) -> None:
    child = house.allocated()
    before = Allocation.objects.get(child=child)

    house.allocate(child, house.second, start=TODAY, instead_of=before)

    assert working(child) == [
        (R.SOCIAL_WORKER, house.worker.pk, PLACED, TODAY),
        (R.SOCIAL_WORKER, house.second.pk, TODAY, None),
    ]
    with pytest.raises(Clash):
        house.allocate(child, house.worker, start=TODAY, instead_of=before)


def test_a_role_is_handed_over_on_the_day_it_was_given(house: House) -> None:
    child = house.held()
    before = house.allocate(child, house.worker, start=TODAY)
    house.allocate(child, house.second, start=TODAY, instead_of=before)
    assert working(child) == [
        (R.SOCIAL_WORKER, house.worker.pk, TODAY, TODAY),
        (R.SOCIAL_WORKER, house.second.pk, TODAY, None),
    ]


def test_a_role_is_not_handed_over_before_it_was_given(house: House) -> None:
    child = house.allocated()
    with pytest.raises(NotPossible):
        house.allocate(
            child, house.second, start=PLACED - days(1), instead_of=Allocation.objects.get(child=child)
        )
    assert working(child) == [(R.SOCIAL_WORKER, house.worker.pk, PLACED, None)]


def test_nobody_elses_allocation_is_ended_by_naming_it(house: House) -> None:
    theirs = house.held(body=house.oakfield)
    house.allocate(theirs, house.oakfield_worker, by=house.oakfield_lead)
    mine = house.held()
    with pytest.raises(NotPossible):
        house.allocate(mine, house.worker, instead_of=Allocation.objects.get(child=theirs))
    assert working(theirs) == [(R.SOCIAL_WORKER, house.oakfield_worker.pk, PLACED, None)]
    assert working(mine) == []


def test_an_allocation_ends(house: House) -> None:
    child = house.allocated()
    operations.end_allocation(
        allocation=Allocation.objects.get(child=child), end=TODAY, by=house.lead, on=TODAY
    )
    assert working(child) == [(R.SOCIAL_WORKER, house.worker.pk, PLACED, TODAY)]


def test_an_allocation_ends_once_in_order_and_by_the_lead(house: House) -> None:
    child = house.allocated()
    row = Allocation.objects.get(child=child)
    with pytest.raises(NotPossible):
        operations.end_allocation(allocation=row, end=PLACED - days(1), by=house.lead, on=TODAY)
    with pytest.raises(NotHereOrNotYours):
        operations.end_allocation(allocation=row, end=TODAY, by=house.worker, on=TODAY)
    operations.end_allocation(allocation=row, end=TODAY, by=house.lead, on=TODAY)
    with pytest.raises(Clash):
        operations.end_allocation(allocation=row, end=TODAY, by=house.lead, on=TODAY)


@pytest.mark.parametrize(
    ("role", "who"),
    [
        (R.REVIEWING_OFFICER, "reviewer"),
        (R.ADVOCATE, "advocate"),
        (R.INDEPENDENT_VISITOR, "befriender"),
    ],
)
def test_a_lead_neither_appoints_nor_ends_whoever_is_independent_of_the_practice(
    house: House, role: AllocationRole, who: str
) -> None:
    child = house.held()
    with pytest.raises(MayNot, match=role.label.lower()):
        house.allocate(child, getattr(house, who), role, by=house.lead)
    row = house.allocate(child, getattr(house, who), role)
    with pytest.raises(MayNot, match=role.label.lower()):
        operations.end_allocation(allocation=row, end=TODAY, by=house.lead, on=TODAY)
    with pytest.raises(MayNot):
        house.allocate(child, getattr(house, who), role, start=TODAY, instead_of=row, by=house.lead)
    assert working(child) == [(role, getattr(house, who).pk, PLACED, None)]

    operations.end_allocation(allocation=row, end=TODAY, by=house.manager, on=TODAY)

    assert working(child) == [(role, getattr(house, who).pk, PLACED, TODAY)]


# Access for a while


def opened_window(house: House, **known: Any) -> AccessWindow:
    values = {
        "person": house.second,
        "council": house.council,
        "kind": WindowKind.COVER,
        "start": at(TODAY, 9),
        "end": at(TODAY, 17),
        "because": "Amina is away today",
        "by": house.lead,
        "on": TODAY,
        **known,
    }
    return operations.open_window(**values)


def test_a_lead_opens_cover_for_a_child_of_the_practice(house: House) -> None:
    child = house.held()
    window = opened_window(house, child=child)
    assert (window.child, window.opened_by, window.because) == (child, house.lead, "Amina is away today")
    entry = Entry.objects.get(verb="window.opened")
    assert (entry.subject_type, entry.subject_id) == ("child", str(child.pk))
    assert "Amina" not in str(entry.__dict__)


def test_a_lead_opens_a_shift_onto_all_of_the_practice(house: House) -> None:
    window = opened_window(house, kind=WindowKind.ON_CALL, body=house.lantern)
    assert window.body == house.lantern


@pytest.mark.parametrize("because", ["", "   "])
def test_access_has_a_reason(house: House, because: str) -> None:
    with pytest.raises(NotPossible) as refusal:
        opened_window(house, child=house.held(), because=because)
    assert refusal.value.field == "because"


def test_access_does_not_end_before_it_begins(house: House) -> None:
    with pytest.raises(NotPossible) as refusal:
        opened_window(house, child=house.held(), end=at(TODAY, 8))
    assert refusal.value.field == "end"


def test_a_worker_opens_nothing_for_anybody(house: House) -> None:
    with pytest.raises(MayNot):
        opened_window(house, child=house.allocated(), by=house.worker)
    assert not AccessWindow.objects.exists()


def test_a_lead_opens_only_what_the_practice_holds(house: House) -> None:
    theirs = house.held(body=house.oakfield)
    nobodys = house.opened()
    neighbours = house.neighbours_child()
    asked: list[dict[str, Any]] = [
        {"child": theirs},
        {"child": nobodys},
        {"child": neighbours},
        {"child": neighbours, "council": house.neighbour},
        {"body": house.oakfield},
        {"body": house.council},
        {"body": house.quayside, "council": house.neighbour},
        {},
    ]
    for wanted in asked:
        with pytest.raises(NotHereOrNotYours):
            opened_window(house, **wanted)
    assert not AccessWindow.objects.exists()


def test_nobody_opens_an_emergency_for_another(house: House) -> None:
    for by in (house.lead, house.manager):
        with pytest.raises(NotPossible) as refusal:
            opened_window(house, child=house.held(), kind=WindowKind.EMERGENCY, by=by)
        assert refusal.value.field == "kind"
    assert not AccessWindow.objects.exists()


def test_every_other_kind_of_window_has_a_rule() -> None:
    assert set(WINDOWS) == set(WindowKind) - {WindowKind.EMERGENCY}


@pytest.mark.parametrize("kind", [WindowKind.COVER, WindowKind.ON_CALL])
@pytest.mark.parametrize("who", ["oakfield_worker", "team_worker", "manager", "inspector", "quayside_worker"])
def test_only_a_colleague_covers(house: House, kind: WindowKind, who: str) -> None:
    with pytest.raises(NotPossible) as refusal:
        opened_window(house, child=house.held(), kind=kind, person=getattr(house, who))
    assert refusal.value.field == "person"
    assert not AccessWindow.objects.exists()


def test_a_colleague_who_left_covers_nothing(house: House) -> None:
    organisations.end_role(role=house.second.roles.get(), by=None, on=TODAY)
    with pytest.raises(NotPossible):
        opened_window(house, child=house.held())


@pytest.mark.parametrize(("kind", "longest"), [(WindowKind.COVER, 31), (WindowKind.ON_CALL, 7)])
def test_access_is_for_a_while(house: House, kind: WindowKind, longest: int) -> None:
    child, start = house.held(), at(TODAY, 9)
    with pytest.raises(NotPossible, match=f"{longest} days at most") as refusal:
        opened_window(house, child=child, kind=kind, end=start + timedelta(days=longest, minutes=1))
    assert refusal.value.field == "end"
    opened_window(house, child=child, kind=kind, end=start + timedelta(days=longest))


@pytest.mark.parametrize("kind", list(WINDOWS))
def test_access_does_not_end_in_the_past(house_today: House, kind: WindowKind) -> None:
    house, now = house_today, timezone.now()
    with pytest.raises(NotPossible, match="in the past") as refusal:
        opened_window(
            house,
            child=house.held(),
            kind=kind,
            person=house.inspector if kind == WindowKind.INSPECTION else house.second,
            by=house.manager if kind == WindowKind.INSPECTION else house.lead,
            on=house.day,
            start=now - timedelta(hours=2),
            end=now - timedelta(minutes=1),
        )
    assert refusal.value.field == "end"


def inspection(house: House, **known: Any) -> AccessWindow:
    values = {"kind": WindowKind.INSPECTION, "person": house.inspector, "by": house.manager, **known}
    return opened_window(house, end=at(TODAY + days(60)), **values)


def test_the_council_opens_an_inspection_of_a_child_or_of_itself(house: House) -> None:
    child = house.held()
    assert inspection(house, child=child).child == child
    assert inspection(house, body=house.council, by=house.director).body == house.council


@pytest.mark.parametrize("who", ["lead", "worker", "inspector", "reviewer"])
def test_nobody_but_the_council_opens_or_ends_an_inspection(house: House, who: str) -> None:
    child = house.held()
    window = inspection(house, child=child)
    with pytest.raises(MayNot):
        inspection(house, child=child, by=getattr(house, who))
    with pytest.raises(MayNot):
        operations.close_window(window=window, by=getattr(house, who), on=TODAY)
    assert AccessWindow.objects.filter(closed_at=None).count() == 1


def test_a_council_opens_inspections_of_its_own_alone(house: House) -> None:
    neighbours = house.neighbours_child()
    asked: list[dict[str, Any]] = [
        {"child": neighbours},
        {"child": neighbours, "council": house.neighbour},
        {"child": house.held(), "council": house.neighbour},
        {"body": house.neighbour, "council": house.neighbour},
        {"body": house.council, "council": house.neighbour},
        {"body": house.lantern},
        {},
    ]
    for wanted in asked:
        with pytest.raises(NotHereOrNotYours):
            inspection(house, **wanted)
    assert not AccessWindow.objects.exists()


def test_an_inspection_of_a_council_is_ended_by_the_council(house: House) -> None:
    window = inspection(house, body=house.council)
    with pytest.raises(NotHereOrNotYours):
        operations.close_window(window=window, by=house.neighbour_manager, on=TODAY)
    operations.close_window(window=window, by=house.manager, on=TODAY)
    window.refresh_from_db()
    assert window.closed_at is not None


def test_access_is_ended_before_its_time_once(house: House) -> None:
    window = opened_window(house, child=house.held())
    with pytest.raises(MayNot):
        operations.close_window(window=window, by=house.worker, on=TODAY)
    with pytest.raises(NotHereOrNotYours):
        operations.close_window(window=window, by=house.oakfield_lead, on=TODAY)
    operations.close_window(window=window, by=house.lead, on=TODAY)
    window.refresh_from_db()
    assert window.closed_at is not None
    with pytest.raises(Clash):
        operations.close_window(window=window, by=house.lead, on=TODAY)


# Opening for a reason in an emergency


def ask(house: House, name: str, **known: Any) -> None:
    values = {
        "date_of_birth": BORN,
        "because": "Police called, he is at the station",
        "by": house.oakfield_worker,
        "on": house.day,
        **known,
    }
    operations.open_in_emergency(name=name, **values)


@pytest.mark.parametrize(
    "typed", ["Robin Fairweather", "  robin   FAIRWEATHER ", "Robin", "Bobbin Fairweather"]
)
def test_a_record_is_opened_for_a_reason(house_today: House, typed: str) -> None:
    house = house_today
    child = house.held(known_as="Bobbin")
    before = timezone.now()

    ask(house, typed)

    window = AccessWindow.objects.get()
    assert (window.child, window.person, window.kind) == (child, house.oakfield_worker, WindowKind.EMERGENCY)
    assert before + timedelta(hours=12) <= window.end <= timezone.now() + timedelta(hours=12)
    told = set(Notice.objects.values_list("to_account_id", flat=True))
    assert told == {house.lead.account_id, house.oakfield_lead.account_id, house.manager.account_id}
    assert set(Notice.objects.values_list("kind", flat=True)) == {Notice.Kind.OPENED_IN_EMERGENCY}


def test_it_is_never_open_for_more_than_12_hours(house_today: House) -> None:
    house_today.held()
    ask(house_today, "Robin Fairweather", hours=48)
    window = AccessWindow.objects.get()
    assert window.end - window.start == timedelta(hours=12)


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("Robin Fairweather", {"date_of_birth": BORN + days(1)}),
        ("Robin Fairwether", {}),
        ("Fairweather", {}),
        ("", {}),
    ],
)
def test_nothing_is_opened_for_a_child_not_held_and_the_same_people_hear(
    house_today: House, typed: str, known: dict[str, Any]
) -> None:
    house = house_today
    house.held()
    assert ask(house, typed, **known) is None  # type: ignore[func-returns-value]

    assert not AccessWindow.objects.exists()
    told = set(Notice.objects.values_list("to_account_id", "kind"))
    assert told == {
        (house.oakfield_lead.account_id, Notice.Kind.ASKED_IN_EMERGENCY),
        (house.manager.account_id, Notice.Kind.ASKED_IN_EMERGENCY),
    }
    entry = Entry.objects.get(kind=Entry.Kind.REFUSAL)
    assert (entry.verb, entry.actor_id) == ("window.open_in_emergency", house.oakfield_worker.account_id)


def test_a_neighbours_child_is_not_opened(house_today: House) -> None:
    house_today.neighbours_child()
    ask(house_today, "Robin Fairweather")
    assert not AccessWindow.objects.exists()


def test_a_child_of_a_former_name_is_not_opened(house_today: House) -> None:
    house = house_today
    child = house.allocated()
    operations.correct_identity(
        identity=Identity.objects.get(child=child), given_name="Rowan", by=house.worker, on=house.day
    )
    ask(house, "Robin Fairweather")
    assert not AccessWindow.objects.exists()
    ask(house, "Rowan Fairweather")
    assert AccessWindow.objects.count() == 1


def test_an_emergency_has_a_reason_and_a_role(house_today: House) -> None:
    house_today.held()
    with pytest.raises(NotPossible):
        ask(house_today, "Robin Fairweather", because=" ")
    for stranger in (house_today.commissioner, house_today.administrator, house_today.advocate):
        with pytest.raises(MayNot):
            ask(house_today, "Robin Fairweather", by=stranger)
    assert not AccessWindow.objects.exists()
    assert not Notice.objects.exists()
