"""Whoever is named on a page is among those whose record the page says was read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from steadyhand.contexts.cases import loaders
from steadyhand.contexts.cases.models import AccessWindow, Child
from steadyhand.contexts.cases.states import WindowKind
from steadyhand.contexts.organisations.models import Person
from steadyhand.foundations.access import tenancy
from steadyhand.foundations.audit.models import Entry
from steadyhand.foundations.notices import post as notices
from steadyhand.foundations.notices.models import Notice
from web.visits import visit_data
from web.world import World

HOUR = timedelta(hours=1)


def linked_and_on_record(client: Client, url: str) -> tuple[set[int], set[int]]:
    """The children whom this page links, and those who are on record for it."""
    newest = Entry.objects.latest("pk").pk
    answer = client.get(url)
    assert answer.status_code == 200
    refs = set(re.findall(r"/children/([0-9a-f]{20})", answer.content.decode()))
    linked = set(Child.objects.filter(ref__in=refs).values_list("pk", flat=True))
    read = Entry.objects.filter(pk__gt=newest, kind=Entry.Kind.READ)
    return linked, {pk for entry in read for pk in entry.detail.get("children", [])}


def opened_lately(world: World, actor: str) -> None:
    world.client(actor).get(reverse("child", args=[world.child_ref]))


def half_written(world: World, actor: str) -> None:
    sent = visit_data(world.child_ref)
    assert world.client(actor).post(reverse("draft_visit", args=[world.child_ref]), sent).status_code == 200


def told_of(world: World, actor: str) -> None:
    """By a notice, with a look at the record for an hour so that they are named in it."""
    reader = Person.objects.get(ref=world.people[actor])
    example = AccessWindow.objects.filter(kind=WindowKind.EMERGENCY, child=world.child_id)[0]
    AccessWindow.objects.create(
        person=reader, through=reader.roles.get(), council_id=world.council_id, kind=WindowKind.EMERGENCY,
        because="A reason", opened_by=example.opened_by, child_id=world.child_id,
        start=timezone.now() - HOUR, end=timezone.now() + HOUR,
    )  # fmt: skip
    assert reader.account_id is not None
    notices.tell(
        [reader.account_id], Notice.Kind.WORRY, about_account_id=reader.account_id, council_id=world.council_id,
        child_id=world.child_id,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("path", "actor", "named"),
    [
        ("/today", "in an emergency", opened_lately),
        ("/today", "in an emergency", half_written),
        ("/children?page=1", "covering the body", told_of),
        ("/children?page=2", "covering the body", told_of),
        ("/practice", "lead of another practice", told_of),
    ],
)
def test_whoever_is_linked_is_on_record(
    path: str,
    actor: str,
    named: Callable[[World, str], None],
    world: World,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(loaders, "A_PAGE", 1)  # so that one of the two pages does not list the child
    with tenancy.within([world.council_id]):
        named(world, actor)
        linked, on_record = linked_and_on_record(world.client(actor), path)
    assert world.child_id in linked
    assert linked <= on_record
