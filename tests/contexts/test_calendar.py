"""Who sees which calendar, and what stands in it: through relationships alone, each part for its own readers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contexts.builders import House, at, days
from steadyhand.contexts.cases import operations as cases
from steadyhand.contexts.cases.loaders import child_file
from steadyhand.contexts.cases.loaders.calendar import (
    Calendar,
    Of,
    calendar_asked_for,
    calendars,
    child_falling_due,
    counted,
    days_off,
    falling_due,
    fed,
    workers_of,
)
from steadyhand.contexts.cases.models import CalendarDays, Child, Duty
from steadyhand.contexts.cases.states import AllocationRole, WindowKind
from steadyhand.contexts.organisations import operations as organisations
from steadyhand.contexts.organisations.models import Person, Role
from steadyhand.contexts.organisations.permissions import Permission, Standing, may
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.audit.models import Entry

YEAR = days(366)


def oakfields(house: House) -> Child:
    """A child whom the other practice of the same council holds, with something open."""
    child = house.held(body=house.oakfield)
    house.allocate(child, house.oakfield_worker, by=house.oakfield_lead)
    cases.start_care(child=child, start=house.day, by=house.oakfield_worker, on=house.day)
    return child


def everything(house: House, by: Person, calendar: Calendar) -> set[int]:
    """The children of a calendar, as it tells of them at any time."""
    standing = house.standing(by)
    start, end = house.day - YEAR, house.day + YEAR
    if not calendar.of_many:
        found = falling_due(standing, calendar, start=start, end=end, late_too=True)
        return {duty.child_id for duty in found.duties}
    seen = counted(standing, calendar, counted_from=start, counted_to=end, listed_from=start, listed_to=end)
    assert seen.page.paginator.count == sum(sum(codes.values()) for codes in seen.days.values())
    return {duty.child_id for duty in seen.page}


def named(house: House, by: Person, name: str) -> Calendar:
    return next(each for each in calendars(house.standing(by)) if each.name == name)


def _refused(standing: Standing, **asked: str) -> tuple[Any, ...]:
    with pytest.raises(NotHereOrNotYours) as refusal:
        calendar_asked_for(standing, **asked)
    return (type(refusal.value), str(refusal.value), refusal.value.because)


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("worker", ["Your calendar"]),
        ("adviser", ["Your calendar"]),
        ("lead", ["Lantern"]),
        ("manager", ["Ashdale", "Ashdale North", "Lantern", "Oakfield"]),
        ("officer", ["Ashdale", "Ashdale North", "Lantern", "Oakfield"]),
        ("director", ["Ashdale", "Ashdale North", "Lantern", "Oakfield"]),
        ("neighbour_officer", ["Brackwater", "Quayside"]),
        ("reviewer", []),
        ("commissioner", []),
        ("member", []),
        ("head", []),
        ("nurse", []),
        ("administrator", []),
        ("advocate", []),
        ("inspector", []),
    ],
)
def test_which_calendars_somebody_may_ask_for(who: str, names: list[str], house: House) -> None:
    standing = house.standing(getattr(house, who))
    assert [each.name for each in calendars(standing)] == names
    assert may(standing, Permission.SEE_CALENDAR) == bool(names), "the role says so before anybody looks"
    assert all(
        calendar_asked_for(standing, body=each.key) == each for each in calendars(standing) if each.key
    )


def test_another_s_calendar_cannot_be_told_from_one_that_is_not_there(house: House) -> None:
    keys = {each.name: each.key for each in calendars(house.standing(house.neighbour_officer))}
    keys |= {each.name: each.key for each in calendars(house.standing(house.officer))}
    keys |= {each.name: each.key for each in calendars(house.standing(house.oakfield_lead))}
    lead = house.standing(house.lead)
    nobodys = _refused(lead, body="0" * 20)
    for key in (keys["Quayside"], keys["Brackwater"], keys["Ashdale"], keys["Oakfield"], "'; --", "\x00"):
        assert _refused(lead, body=key) == nobodys
    for who in (house.oakfield_worker.ref, house.manager.ref, "0" * 20, "\x00", "x"):
        assert _refused(lead, who=who) == nobodys
    for who in (house.worker.ref, house.second.ref):
        assert _refused(house.standing(house.worker), who=who) == nobodys, "a lead alone chooses a worker"
        assert _refused(house.standing(house.officer), who=who) == nobodys


def test_a_calendar_is_of_the_children_of_whoever_it_names(house: House) -> None:
    ours, seconds = house.placed().pk, house.held()
    house.allocate(seconds, house.second)
    cases.start_care(child=seconds, start=house.day, by=house.second, on=house.day)
    other = oakfields(house)
    theirs = house.neighbours_child().pk
    lantern = {ours, seconds.pk}

    assert everything(house, house.worker, named(house, house.worker, "Your calendar")) == {ours}
    assert everything(house, house.second, named(house, house.second, "Your calendar")) == {seconds.pk}
    assert everything(house, house.lead, named(house, house.lead, "Lantern")) == lantern
    assert everything(house, house.officer, named(house, house.officer, "Lantern")) == lantern
    assert everything(house, house.officer, named(house, house.officer, "Oakfield")) == {other.pk}
    assert everything(house, house.officer, named(house, house.officer, "Ashdale")) == {
        *lantern,
        other.pk,
    }
    assert everything(
        house, house.neighbour_officer, named(house, house.neighbour_officer, "Brackwater")
    ) == {theirs}
    of_worker = calendar_asked_for(house.standing(house.lead), who=house.worker.ref)
    assert (of_worker.of, everything(house, house.lead, of_worker)) == (Of.WORKER, {ours})
    assert {person.ref for person in workers_of(named(house, house.lead, "Lantern"), house.standing(house.lead))} == {
        house.worker.ref, house.second.ref, house.adviser.ref
    }  # fmt: skip


def test_a_worker_s_calendar_shows_their_lead_no_child_whom_another_body_holds(house: House) -> None:
    organisations.give_role(
        person=house.worker, kind=RoleKind.SOCIAL_WORKER, at=house.oakfield, by=None, on=house.day
    )
    ours, elsewhere = house.placed(), house.held(body=house.oakfield)
    cases.allocate(
        child=elsewhere, person=house.worker, role=AllocationRole.SOCIAL_WORKER, start=house.day,
        by=house.oakfield_lead, on=house.day,
    )  # fmt: skip
    cases.start_care(child=elsewhere, start=house.day, by=house.worker, on=house.day)
    for lead, child in ((house.lead, ours), (house.oakfield_lead, elsewhere)):
        calendar = calendar_asked_for(house.standing(lead), who=house.worker.ref)
        assert everything(house, lead, calendar) == {child.pk}
    assert everything(house, house.worker, calendar_asked_for(house.standing(house.worker))) == {
        ours.pk, elsewhere.pk
    }  # fmt: skip


def test_one_s_own_calendar_ends_with_the_allocation_and_with_the_post(house: House) -> None:
    house.placed()
    calendar = named(house, house.worker, "Your calendar")
    assert everything(house, house.worker, calendar)
    for role in Role.objects.filter(person=house.worker):
        organisations.end_role(role=role, by=None, on=house.day)
    assert not everything(house, house.worker, calendar)
    assert calendars(house.standing(house.worker)) == []
    assert fed(house.standing(house.worker)) == []


def test_a_child_seen_by_a_window_is_in_nobody_s_calendar_but_their_own(house: House) -> None:
    child = house.placed()
    house.allocate(house.placed(), house.second, AllocationRole.SECOND_WORKER)
    cases.open_window(
        person=house.second, council=house.council, kind=WindowKind.COVER, start=at(house.day, 0),
        end=at(house.day + days(3), 0), because="Away", child=child, by=house.lead, on=house.day,
    )  # fmt: skip
    assert child.pk not in everything(house, house.second, named(house, house.second, "Your calendar"))


def with_parts(house: House, child: Child) -> Child:
    """The child with something open of health, of education, of complaints, and of who they are."""
    Duty.objects.filter(child=child).delete()
    for code in ("H-1", "E-1", "V-2", "CO-1"):
        Duty.objects.create(
            child=child,
            council=house.council,
            code=code,
            anchor="x",
            number=1,
            due_at=house.day,
            is_open=True,
        )
    return child


@pytest.mark.parametrize(
    ("who", "codes"),
    [
        ("worker", {"H-1", "E-1", "V-2", "CO-1"}),
        ("reviewer", {"H-1", "E-1", "V-2", "CO-1"}),
        ("head", {"E-1"}),
        ("nurse", {"H-1"}),
        ("advocate", set()),
    ],
)
def test_a_child_s_calendar_has_the_parts_that_its_reader_may_read(
    who: str, codes: set[str], house: House
) -> None:
    person, child = getattr(house, who), house.placed()
    if who in {"reviewer", "advocate"}:
        role = AllocationRole.REVIEWING_OFFICER if who == "reviewer" else AllocationRole.ADVOCATE
        house.allocate(child, person, role)
    file = child_file(house.standing(person), with_parts(house, child).ref)
    found = child_falling_due(file, start=house.day, end=house.day, late_too=True)
    assert {duty.code for duty in found.duties} == codes


def test_what_a_relationship_does_not_open_is_not_counted_either(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_parts(house, house.placed())
    from steadyhand.contexts.cases.loaders import calendar as loading
    from steadyhand.contexts.cases.permissions.table import Part, Right, grants

    monkeypatch.setattr(
        loading, "grants", lambda by, part: frozenset[Right]() if part is Part.HEALTH else grants(by, part)
    )
    for who, name in ((house.worker, "Your calendar"), (house.lead, "Lantern"), (house.officer, "Ashdale")):
        calendar, day = named(house, who, name), house.day
        if calendar.of_many:
            found = counted(
                house.standing(who),
                calendar,
                counted_from=day,
                counted_to=day,
                listed_from=day,
                listed_to=day,
            )
            assert found.days[day] == {"E-1": 1, "V-2": 1, "CO-1": 1}
            assert {duty.code for duty in found.page} == {"E-1", "V-2", "CO-1"}
        else:
            listed = falling_due(house.standing(who), calendar, start=day, end=day, late_too=False)
            assert {duty.code for duty in listed.duties} == {"E-1", "V-2", "CO-1"}


def test_only_what_is_open_confirmed_and_has_a_day_is_in_it(house: House) -> None:
    child = house.placed()
    Duty.objects.filter(child=child).delete()
    ours: dict[str, Any] = {"child": child, "council": house.council, "anchor": "x"}
    for number, (code, due, more) in enumerate(
        [
            ("V-2", house.day - days(9), {}),
            ("REV-2", house.day - days(8), {"explained": True}),
            ("LC-1", house.day - days(7), {"no_last_day": True}),
            ("H-4", house.day - days(6), {"unconfirmed": True}),
            ("REV-1", house.day, {"is_open": False, "met_at": house.day}),
            ("V-3", None, {}),
            ("H-2", house.day, {}),
            ("H-6", house.day + days(40), {}),
        ]
    ):
        Duty.objects.create(code=code, due_at=due, number=number, **ours, **{"is_open": True, **more})
    month = {"start": house.day.replace(day=1), "end": house.day.replace(day=30)}
    own = falling_due(
        house.standing(house.worker), named(house, house.worker, "Your calendar"), **month, late_too=True
    )
    assert [duty.code for duty in own.duties] == ["V-2", "REV-2", "LC-1", "H-2"]
    found = counted(
        house.standing(house.lead),
        named(house, house.lead, "Lantern"),
        counted_from=month["start"], counted_to=month["end"], listed_from=None, listed_to=month["end"],
    )  # fmt: skip
    assert (found.late, found.explained) == (2, 1), "as soon as possible is never late"
    assert [duty.code for duty in found.page] == ["V-2", "REV-2"]
    assert found.days[house.day] == {"H-2": 1}


def test_what_was_late_before_is_there_whatever_month_it_was(house: House) -> None:
    child = house.placed()
    Duty.objects.filter(child=child).update(due_at=house.day - days(100))
    calendar, standing = named(house, house.worker, "Your calendar"), house.standing(house.worker)
    many = Duty.objects.filter(child=child, is_open=True, unconfirmed=False, no_last_day=False).count()
    assert many
    for late_too, expected in ((True, many), (False, 0)):
        found = falling_due(standing, calendar, start=house.day, end=house.day, late_too=late_too)
        assert len(found.duties) == expected


def test_the_read_is_on_record_with_the_children_who_were_shown(house: House) -> None:
    child = house.placed()
    for who, name, subject in (
        (house.worker, "Your calendar", ("person", str(house.worker.pk), "allocated")),
        (house.lead, "Lantern", ("organisation", str(house.lantern.pk), "lead")),
        (house.officer, "Ashdale", ("organisation", str(house.council.pk), "council_officer")),
    ):
        everything(house, who, named(house, who, name))
        entry = Entry.objects.filter(verb="calendar.opened").order_by("pk").last()
        assert entry is not None
        assert (entry.kind, entry.actor_id) == (Entry.Kind.READ, who.account_id)
        assert (entry.subject_type, entry.subject_id, entry.because) == subject
        assert entry.detail == {"children": [child.pk]}


def test_a_council_s_own_days_stand_beside_the_bank_holidays(house: House) -> None:
    said: dict[str, Any] = {"kind": "holiday", "recorded_by": house.lead}
    day = date(2026, 12, 24)
    CalendarDays.objects.create(council=house.council, name="Ashdale day", start=day, end=day, **said)
    CalendarDays.objects.create(council=house.neighbour, name="Brack day", start=day, end=day, **said)
    CalendarDays.objects.create(
        council=house.council, kind="term", name="Autumn", start=day, end=day, recorded_by=house.lead
    )
    december = {"start": date(2026, 12, 1), "end": date(2026, 12, 31)}
    assert days_off([house.council.pk], **december) == {
        day: "Ashdale day", date(2026, 12, 25): "Bank holiday", date(2026, 12, 28): "Bank holiday"
    }  # fmt: skip


def test_a_lead_of_two_bodies_has_both_together_and_each_alone(house: House) -> None:
    organisations.give_role(person=house.lead, kind=RoleKind.LEAD, at=house.oakfield, by=None, on=house.day)
    ours, theirs = house.placed().pk, oakfields(house)
    found = {each.name: everything(house, house.lead, each) for each in calendars(house.standing(house.lead))}
    assert found == {"Lantern, Oakfield": {ours, theirs.pk}, "Lantern": {ours}, "Oakfield": {theirs.pk}}
    assert {child for _, _, child in fed(house.standing(house.lead))} == {ours, theirs.pk}


def test_what_a_phone_is_told_is_one_s_own_caseload_or_the_bodies_one_leads(house: House) -> None:
    ours = house.placed().pk
    theirs = oakfields(house)
    told = {
        who: {child for _, _, child in fed(house.standing(getattr(house, who)))}
        for who in ("worker", "second", "lead", "oakfield_lead", "officer", "reviewer")
    }
    assert told == {
        "worker": {ours}, "second": set(), "lead": {ours}, "oakfield_lead": {theirs.pk}, "officer": set(),
        "reviewer": set(),
    }  # fmt: skip
