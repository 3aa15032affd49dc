"""Who sees whom: each relationship of the table, while it holds and after it has ended."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contexts.builders import OPENED, House, at, days, person
from soak.lengths import examples
from steadyhand.contexts.cases import loaders, operations
from steadyhand.contexts.cases.models import (
    AccessWindow,
    Allocation,
    Child,
    HeldBy,
    Identity,
    Placement,
)
from steadyhand.contexts.cases.permissions.at_hand import AtHand, tie_at_hand
from steadyhand.contexts.cases.permissions.table import TABLE, Part, Relationship, Right
from steadyhand.contexts.cases.permissions.visibility import (
    SOURCES,
    Tie,
    known,
    one_page,
    rows_visible_to,
    tie,
    ties,
    visible_to,
)
from steadyhand.contexts.cases.states import AllocationRole, WindowKind
from steadyhand.contexts.organisations import operations as organisations
from steadyhand.contexts.organisations.models import Organisation, Person, Role
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.foundations.access.refusals import NotHereOrNotYours

R = Relationship
MINUTE = timedelta(minutes=1)


def relationships(house: House, of: Person, child: Child, **when: Any) -> frozenset[Relationship]:
    found = tie(house.standing(of), child.ref, **when)
    assert found is not None
    return found.relationships


def sees(house: House, of: Person, child: Child, part: Part = Part.IDENTITY, **when: Any) -> bool:
    """Whether the filter shows this child; the tie must say the same."""
    standing = house.standing(of)
    shown = visible_to(standing, part=part, **when).filter(pk=child.pk).exists()
    found = tie(standing, child.ref, **when)
    assert found is not None
    assert found.may(part) == shown
    return shown


def window(
    house: House,
    kind: WindowKind,
    *,
    of: Person | None = None,
    child: Child | None = None,
    body: Organisation | None = None,
    council: Organisation | None = None,
    start: datetime | None = None,
    end: datetime | None = None,
) -> AccessWindow:
    now = timezone.now()
    person = of or house.second
    return AccessWindow.objects.create(
        person=person,
        through=person.roles.order_by("pk").last(),
        council=council or house.council,
        kind=kind,
        child=child,
        body=body,
        start=start or now - timedelta(hours=1),
        end=end or now + timedelta(hours=1),
        because="Needed today",
        opened_by=house.lead,
    )


def test_every_relationship_is_read_somewhere_or_opens_nothing() -> None:
    """A row of the table without a source must grant nothing about a child, or have no way in yet."""
    without = set(TABLE) - set(SOURCES)
    assert without == {
        R.COMMISSIONER,
        R.LEAD_MEMBER,
        R.PARENT,
        R.CARER,
        R.COMPLAINTS_MANAGER,
        R.EVALUATOR,
        R.ADMINISTRATOR,
        R.NONE,
    }


# Each relationship while it holds


@pytest.mark.parametrize(
    ("who", "relationship"),
    [
        ("worker", R.ALLOCATED),
        ("second", R.ALLOCATED),
        ("adviser", R.ALLOCATED),
        ("lead", R.LEAD),
        ("officer", R.COUNCIL_OFFICER),
        ("manager", R.COUNCIL_OFFICER),
        ("director", R.COUNCIL_OFFICER),
        ("reviewer", R.REVIEWING_OFFICER),
        ("advocate", R.ADVOCATE),
        ("befriender", R.INDEPENDENT_VISITOR),
        ("head", R.VIRTUAL_SCHOOL_HEAD),
        ("nurse", R.DESIGNATED_NURSE),
    ],
)
def test_who_stands_how_to_a_child(who: str, relationship: Relationship, house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day - days(9))
    for role, each in (
        (AllocationRole.SECOND_WORKER, house.second),
        (AllocationRole.PERSONAL_ADVISER, house.adviser),
        (AllocationRole.REVIEWING_OFFICER, house.reviewer),
        (AllocationRole.ADVOCATE, house.advocate),
        (AllocationRole.INDEPENDENT_VISITOR, house.befriender),
    ):
        house.allocate(child, each, role)
    someone = getattr(house, who)
    assert relationships(house, someone, child) == {relationship}
    for part in Part:
        assert sees(house, someone, child, part) == (Right.READ in TABLE[relationship][part].rights)


@pytest.mark.parametrize(
    "who",
    [
        "oakfield_worker",
        "oakfield_lead",
        "team_worker",
        "second",
        "reviewer",
        "advocate",
        "befriender",
        "inspector",
        "commissioner",
        "member",
        "complaints",
        "administrator",
        "neighbour_manager",
        "neighbour_officer",
        "quayside_lead",
        "quayside_worker",
    ],
)
def test_everybody_else_sees_nothing(who: str, house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day - days(9))
    someone = getattr(house, who)
    assert relationships(house, someone, child) == frozenset()
    assert not any(sees(house, someone, child, part) for part in Part)
    assert list(visible_to(house.standing(someone))) == []


def test_a_child_reads_their_own_record(house_today: House) -> None:
    house = house_today
    child, other = house.placed(since=house.day), house.placed(since=house.day)
    young = person("Robin Fairweather", RoleKind.YOUNG_PERSON, house.council)
    operations.give_own_space(child=child, person=young, by=house.worker, on=house.day)
    assert relationships(house, young, child) == {R.CHILD}
    assert relationships(house, young, other) == frozenset()
    assert sees(house, young, child, Part.WHO_LOOKED)
    assert not sees(house, young, child, Part.ADDRESS)


# Dates end


@pytest.mark.parametrize(("end", "still"), [(1, True), (0, False), (-1, False)])
def test_an_allocation_that_ended_shows_nothing(end: int, still: bool, house_today: House) -> None:
    house = house_today
    child = house.allocated(since=house.day - days(9))
    operations.end_allocation(
        allocation=Allocation.objects.get(child=child), end=house.day + days(end), by=house.lead, on=house.day
    )
    assert sees(house, house.worker, child) is still


def test_an_allocation_that_is_to_begin_shows_nothing_yet(house_today: House) -> None:
    house = house_today
    child = house.held()
    house.allocate(child, house.worker, start=house.day + days(1))
    assert not sees(house, house.worker, child)


def test_an_allocation_that_was_put_right_away_shows_nothing(house_today: House) -> None:
    house = house_today
    child = house.allocated(since=house.day - days(9))
    house.allocate(
        child, house.second, start=house.day - days(9), instead_of=Allocation.objects.get(child=child)
    )
    assert not sees(house, house.worker, child)
    assert sees(house, house.second, child)


def test_the_practice_before_sees_nothing_from_the_day_of_the_hand_over(house_today: House) -> None:
    house = house_today
    child = house.allocated(since=house.day - days(9))
    operations.hold(child=child, body=house.oakfield, start=house.day, by=house.manager, on=house.day)
    assert not sees(house, house.lead, child)
    assert not sees(house, house.worker, child)
    assert sees(house, house.oakfield_lead, child)


@pytest.mark.parametrize("who", ["worker", "lead", "officer", "reviewer", "head", "advocate"])
def test_somebody_who_left_sees_nothing(who: str, house_today: House) -> None:
    house = house_today
    child = house.allocated(since=house.day - days(9))
    house.allocate(child, house.reviewer, AllocationRole.REVIEWING_OFFICER)
    house.allocate(child, house.advocate, AllocationRole.ADVOCATE)
    window(house, WindowKind.COVER, of=getattr(house, who), child=child)
    someone = getattr(house, who)
    assert sees(house, someone, child)

    organisations.end_role(role=Role.objects.get(person=someone), by=None, on=house.day)

    assert relationships(house, someone, child) == frozenset()
    assert list(visible_to(house.standing(someone))) == []


@pytest.mark.parametrize(
    ("who", "kind", "at_body"),
    [
        ("worker", RoleKind.SOCIAL_WORKER, "oakfield"),
        ("worker", RoleKind.COMMISSIONER, "council"),
        ("reviewer", RoleKind.REVIEWING_OFFICER, "neighbour"),
        ("reviewer", RoleKind.COMMISSIONER, "council"),
        ("advocate", RoleKind.COMMISSIONER, "council"),
        ("befriender", RoleKind.ADMINISTRATOR, "council"),
    ],
)
def test_a_post_elsewhere_does_not_keep_an_allocation_alive(
    who: str, kind: RoleKind, at_body: str, house_today: House
) -> None:
    house = house_today
    child = house.allocated(since=house.day - days(9))
    house.allocate(child, house.reviewer, AllocationRole.REVIEWING_OFFICER)
    house.allocate(child, house.advocate, AllocationRole.ADVOCATE)
    house.allocate(child, house.befriender, AllocationRole.INDEPENDENT_VISITOR)
    someone = getattr(house, who)
    assert sees(house, someone, child)

    organisations.end_role(role=Role.objects.get(person=someone), by=None, on=house.day)
    organisations.give_role(person=someone, kind=kind, at=getattr(house, at_body), by=None, on=house.day)

    assert relationships(house, someone, child) == frozenset()


# Windows, to the minute


@pytest.mark.parametrize("kind", list(WindowKind))
def test_a_window_opens_and_closes_to_the_minute(kind: WindowKind, house_today: House) -> None:
    house = house_today
    child = house.held()
    now = timezone.now()
    window(house, kind, child=child, start=now - 60 * MINUTE, end=now - MINUTE)
    window(house, kind, child=child, start=now + MINUTE, end=now + 60 * MINUTE)
    seen = {
        ahead: sees(house, house.second, child, at=now + ahead * MINUTE)
        for ahead in (-61, -60, -2, -1, 0, 1, 59, 60)
    }
    assert seen == {-61: False, -60: True, -2: True, -1: False, 0: False, 1: True, 59: True, 60: False}


def test_a_window_that_was_ended_shows_nothing(house_today: House) -> None:
    house = house_today
    child = house.held()
    opened = window(house, WindowKind.COVER, child=child)
    assert sees(house, house.second, child)
    operations.close_window(window=opened, by=house.lead, on=house.day)
    assert not sees(house, house.second, child)


def test_a_window_is_for_one_person_and_one_child(house_today: House) -> None:
    house = house_today
    child, other = house.held(), house.held()
    window(house, WindowKind.COVER, child=child)
    assert not sees(house, house.second, other)
    assert not sees(house, house.oakfield_lead, child)


def test_a_window_onto_a_practice_shows_what_it_holds_today(house_today: House) -> None:
    house = house_today
    mine, gone = house.held(), house.held()
    theirs = house.held(body=house.oakfield)
    operations.hold(child=gone, body=house.oakfield, start=house.day, by=house.manager, on=house.day)
    window(house, WindowKind.ON_CALL, of=house.second, body=house.lantern)
    assert set(visible_to(house.standing(house.second))) == {mine}
    assert not sees(house, house.second, theirs)


# What each window never opens


def test_an_emergency_never_opens_a_withheld_address(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day - days(3))
    operations.correct_placement(
        placement=Placement.objects.get(child=child), address_withheld=True, by=house.worker, on=house.day
    )

    def address(of: Person) -> tuple[str, bool]:
        file = loaders.child_file(house.standing(of), child.ref)
        home = loaders.child_now(file, on=house.day, story_since=house.day).home
        assert home is not None
        assert home.hidden == (not home.carers + home.phone), "what leads there is hidden with it"
        return home.address, home.hidden

    operations.open_in_emergency(
        name="Robin Fairweather",
        date_of_birth=Identity.objects.get(child=child).date_of_birth,
        because="Police called",
        by=house.second,
        on=house.day,
    )
    assert address(house.second) == ("", True)
    assert address(house.worker) == ("4 Mill Lane, Ashdale\nZZ1 4AB", False)
    window(house, WindowKind.COVER, child=child)
    assert address(house.second) == ("4 Mill Lane, Ashdale\nZZ1 4AB", False), "cover opens it"


def test_an_inspector_opens_the_notes_of_named_files_alone(house_today: House) -> None:
    house = house_today
    named, other = house.placed(since=house.day - days(9)), house.placed(since=house.day - days(9))
    window(house, WindowKind.INSPECTION, of=house.inspector, body=house.council)
    window(house, WindowKind.INSPECTION, of=house.inspector, child=named)
    for part in Part:
        assert sees(house, house.inspector, named, part)
        assert sees(house, house.inspector, other, part) == (
            part not in {Part.NOTES, Part.ADDRESS, Part.DOCUMENTS}
        )
    for child in (named, other):
        house.visit(child, house.day)
    visits = loaders.recent_visits(
        house.standing(house.inspector), child_ids=[named.pk, other.pk], since=at(house.day, 0)
    )
    assert [visit.child_id for visit in visits] == [named.pk]


@pytest.mark.parametrize("who", ["advocate", "befriender"])
def test_an_advocate_and_an_independent_visitor_read_the_name_and_no_more(
    who: str, house_today: House
) -> None:
    house = house_today
    child = house.placed(since=house.day - days(9))
    role = AllocationRole.ADVOCATE if who == "advocate" else AllocationRole.INDEPENDENT_VISITOR
    someone = getattr(house, who)
    house.allocate(child, someone, role)
    house.visit(child, house.day, narrative="Private")

    file = loaders.child_file(house.standing(someone), child.ref)

    assert file.name_only
    assert loaders.child_now(file, on=house.day, story_since=OPENED) == loaders.ChildNow()
    with pytest.raises(NotHereOrNotYours):
        loaders.who_looked(file)
    with pytest.raises(NotHereOrNotYours):
        loaders.visit_page(house.standing(someone), child.ref, on=house.day)


# A tie itself


def test_a_child_who_does_not_exist_has_no_tie(house_today: House) -> None:
    assert tie(house_today.standing(house_today.worker), "0" * 20) is None


@given(
    held=st.frozensets(st.sampled_from(list(Relationship)), max_size=4),
    named=st.booleans(),
    part=st.sampled_from(list(Part)),
    right=st.sampled_from(list(Right)),
)
def test_more_relationships_never_take_a_right_away(
    held: frozenset[Relationship], named: bool, part: Part, right: Right
) -> None:
    whole = Tie(1, 1, held, named_file=named)
    for relationship in held:
        if Tie(1, 1, frozenset({relationship}), named_file=named).may(part, right):
            assert whole.may(part, right)
    if not held:
        assert not whole.may(part, right)


# The filter and the tie agree


@pytest.fixture
def crowded(house_today: House) -> tuple[House, list[Child], Person]:
    """Children held, unheld, a neighbour's; people with a part of every relationship drawn at random below."""
    house = house_today
    children = [
        house.placed(since=house.day - days(20)),
        house.held(),
        house.held(body=house.oakfield),
        house.opened(),
        house.neighbours_child(),
    ]
    return house, children, person("Several Hats", RoleKind.COMMISSIONER, house.council)


@settings(
    max_examples=examples(12),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_the_filter_and_the_tie_agree_however_somebody_stands(data: Any, crowded: Any) -> None:
    house, children, someone = crowded
    bodies = [house.council, house.neighbour, house.lantern, house.oakfield, house.quayside, house.team]
    day = st.integers(-3, 3).map(lambda ahead: house.day + days(ahead))
    minute = st.integers(-3, 3).map(lambda ahead: timezone.now() + ahead * 10 * MINUTE)
    with transaction.atomic():
        for kind in data.draw(st.sets(st.sampled_from(list(RoleKind)), max_size=3)):
            body = data.draw(st.sampled_from(bodies))
            start = data.draw(day)
            Role.objects.get_or_create(
                person=someone,
                organisation=body,
                kind=kind,
                end=data.draw(st.none() | st.just(start + days(2))),
                defaults={"start": start},
            )
        for child in children:
            for role in data.draw(st.sets(st.sampled_from(list(AllocationRole)), max_size=2)):
                start = data.draw(day)
                Allocation.objects.standing().filter(child=child, role=role).update(
                    superseded_at=timezone.now()
                )
                Allocation.objects.create(
                    child=child,
                    council_id=child.council_id,
                    recorded_by=house.lead,
                    person=someone,
                    role=role,
                    start=start,
                    end=data.draw(st.none() | st.just(start + days(2))),
                )
        for kind in data.draw(st.lists(st.sampled_from(list(WindowKind)), max_size=3)):
            child = data.draw(st.none() | st.sampled_from(children[:4]))
            start = data.draw(minute)
            window(
                house,
                kind,
                of=someone,
                child=child,
                body=None if child else data.draw(st.sampled_from(bodies)),
                start=start,
                end=start + 25 * MINUTE,
            )
        moment = timezone.now()
        standing = house.standing(someone)
        found = ties(standing, Child.objects.all(), at=moment)
        named = known(standing, Identity.objects.standing(), at=moment)
        assert {pk: each.tie for pk, each in named.items()} == found
        for part, right in itertools.product(Part, Right):
            shown = set(visible_to(standing, part=part, right=right, at=moment).values_list("pk", flat=True))
            assert shown == {pk for pk, each in found.items() if each.may(part, right)}, (part, right)
        about = rows_visible_to(standing, Identity.objects.standing(), at=moment)
        assert set(about.values_list("child_id", flat=True)) == set(
            visible_to(standing, at=moment).values_list("pk", flat=True)
        )
        for child in children:
            assert tie(standing, child.ref, at=moment) == found[child.pk]
            hand = AtHand(
                child=child,
                allocations=tuple(Allocation.objects.standing().filter(child=child)),
                held=tuple(HeldBy.objects.standing().filter(child=child)),
                windows=tuple(AccessWindow.objects.filter(person=someone)),
            )
            assert tie_at_hand(standing, hand, at=moment) == found[child.pk]
        transaction.set_rollback(True)


def test_each_question_is_two_queries(house_today: House, django_assert_num_queries: Any) -> None:
    house = house_today
    child = house.placed(since=house.day)
    several = person("Several Hats", RoleKind.SOCIAL_WORKER, house.lantern)
    for kind in (RoleKind.LEAD, RoleKind.NOMINATED_OFFICER, RoleKind.YOUNG_PERSON, RoleKind.INSPECTOR):
        organisations.give_role(person=several, kind=kind, at=house.council, by=None, on=OPENED)
    standing = house.standing(several)
    with django_assert_num_queries(2):  # the windows first, then the children
        list(visible_to(standing))
    with django_assert_num_queries(2):
        tie(standing, child.ref)
    with django_assert_num_queries(2):
        ties(standing, Child.objects.all())
    with django_assert_num_queries(2):
        known(standing, Identity.objects.standing())


def test_a_page_reads_windows_once_and_sees_those_it_opens_and_closes(
    house_today: House, django_assert_num_queries: Any
) -> None:
    house, someone = house_today, house_today.second
    child = house.placed(since=house.day)
    standing = house.standing(someone)

    def seen() -> bool:
        return visible_to(standing).filter(pk=child.pk).exists()

    with one_page():
        with django_assert_num_queries(3):  # the windows once, the children twice
            assert not seen()
            assert not seen()
        now = timezone.now()
        opened = operations.open_window(
            person=someone, council=house.council, kind=WindowKind.COVER, child=child, because="Covers",
            start=now, end=now + timedelta(days=1), by=house.lead, on=house.day,
        )  # fmt: skip
        assert seen()
        operations.close_window(window=opened, by=house.lead, on=house.day)
        assert not seen()


def test_what_was_read_for_one_page_is_not_kept_for_the_next(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day)
    opened = window(house, WindowKind.COVER, child=child)
    standing = house.standing(house.second)
    with one_page():
        assert visible_to(standing).filter(pk=child.pk).exists()
    AccessWindow.objects.filter(pk=opened.pk).update(closed_at=timezone.now())
    with one_page():
        assert not visible_to(standing).filter(pk=child.pk).exists()


def test_a_window_that_ends_while_a_page_is_made_is_shut(house_today: House) -> None:
    house = house_today
    child = house.placed(since=house.day)
    ends = window(house, WindowKind.COVER, child=child).end
    standing = house.standing(house.second)
    with one_page():
        assert visible_to(standing, at=ends - MINUTE).filter(pk=child.pk).exists()
        assert not visible_to(standing, at=ends).filter(pk=child.pk).exists()
