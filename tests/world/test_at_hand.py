"""The check of rows at hand and the filter by person answer alike, for everybody, on every child, on many days."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from steadyhand.contexts.cases.models import AccessWindow, Allocation, Child, HeldBy
from steadyhand.contexts.cases.permissions.at_hand import DECIDES, AtHand, tie_at_hand
from steadyhand.contexts.cases.permissions.visibility import SOURCES, ties
from steadyhand.contexts.cases.states import WindowKind
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.contexts.organisations.models import Organisation, Person

from .conftest import Made


def test_each_relationship_is_decided() -> None:
    assert DECIDES.keys() == SOURCES.keys()


def test_both_answer_alike(world: Made) -> None:
    _open_windows_of_every_kind(world)
    children = list(Child.objects.order_by("pk"))
    allocations = Allocation.objects.standing()
    held = HeldBy.objects.standing()
    by_child = {
        child.pk: (
            tuple(row for row in allocations if row.child_id == child.pk),
            tuple(row for row in held if row.child_id == child.pk),
        )
        for child in children
    }
    compared = set()
    for person in Person.objects.all():
        windows = tuple(AccessWindow.objects.filter(person=person))
        for days in (0, 100, 500):
            day = world.day - timedelta(days=days)
            at = timezone.make_aware(datetime.combine(day, time(12)))
            standing = organisations.standing(person, day)
            asked = ties(standing, Child.objects.all(), at=at)
            for child in children:
                told = tie_at_hand(standing, AtHand(child, *by_child[child.pk], windows), at=at)
                assert told == asked[child.pk], (person.name, child.pk, day)
                compared |= told.relationships
    assert len(compared) >= 9, "too few relationships were met for this to say much"


def _open_windows_of_every_kind(world: Made) -> None:
    """Onto a child, a practice and the council, by several people, on the world's day."""
    noon = timezone.make_aware(datetime.combine(world.day, time(12)))
    people = list(Person.objects.order_by("-pk"))
    council, practice = (Organisation.objects.filter(kind=kind).first() for kind in ("council", "practice"))
    child = Child.objects.first()
    ontos = ({"child": child}, {"body": practice}, {"body": council})
    for number, person in enumerate(people[:20]):
        kind = [*WindowKind][number % len(WindowKind)]
        AccessWindow.objects.create(
            person=person, through=person.roles.last(), council=council, kind=kind, start=noon - timedelta(hours=1),
            end=noon + timedelta(hours=1), because="To compare", opened_by=person, **ontos[number % 3],
        )  # fmt: skip
