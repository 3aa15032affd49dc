"""What must be so of every invented life, whichever world it is told in: each check is given the world's day."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, time, timedelta
from itertools import pairwise

from django.db.models import TextField, Value
from django.db.models.functions import Concat
from django.utils import timezone

from steadyhand.contexts.cases.models import (
    Contact,
    Event,
    HeldBy,
    Identity,
    Note,
    Relationship,
    Review,
    Visit,
)
from steadyhand.contexts.cases.permissions.visibility import OFFICERS
from steadyhand.contexts.cases.states import ChildsPart, EventKind, VisitPlace
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.foundations.mail.models import Letter
from steadyhand.foundations.notices.models import Notice
from steadyhand.world.ages import Age, age_band, months_old

Check = Callable[[date], None]


def _born() -> dict[int, date]:
    return dict(Identity.objects.standing().values_list("child_id", "date_of_birth"))


def nobody_works_at_christmas_or_on_a_sunday(today: date) -> None:
    days = {timezone.localdate(start) for start in Visit.objects.values_list("started_at", flat=True)}
    assert not [
        day for day in days if (day.month, day.day) in {(12, 25), (12, 26), (1, 1)} or day.weekday() > 4
    ]


def each_worker_is_in_one_place_at_a_time(today: date) -> None:
    """Brothers and sisters who are seen together share an occasion: that is one visit."""
    occasions = set(Visit.objects.values_list("visited_by_id", "started_at", "ended_at", "occasion"))
    by_worker = defaultdict(list)
    for worker, start, end, _ in occasions:
        by_worker[worker].append((start, end))
    assert len(occasions) > 2_000
    for visits in by_worker.values():
        for (start, end), (next_start, _) in pairwise(sorted(visits)):
            assert start < end <= next_start, (start, next_start)
    days = Counter((worker, timezone.localdate(start)) for worker, start, *_ in occasions)
    assert max(days.values()) <= 5


def brothers_and_sisters_are_born_as_a_mother_can(today: date) -> None:
    born = _born()
    gaps = {
        abs((born[one] - born[other]).days)
        for one, other in Relationship.objects.standing()
        .exclude(other_child=None)
        .values_list("child_id", "other_child_id")
    }
    assert len(gaps) > 5
    assert all(gap == 0 or gap >= 270 for gap in gaps), sorted(gaps)[:5]


def no_relative_bears_a_childs_name(today: date) -> None:
    called = {
        row["child_id"]: f"{row['given_name']} {row['family_name']}"
        for row in Identity.objects.standing().values("child_id", "given_name", "family_name")
    }
    related = Relationship.objects.standing().exclude(name="").values_list("child_id", "name")
    assert len(related) >= 200
    assert not [name for child, name in related if called[child].split()[0] == name.split()[0]]
    assert not [name for name in called.values() if re.search(r"(\b\w+)-\1$", name)]


def what_is_said_and_written_fits_the_child(today: date) -> None:
    for said in (
        *Visit.objects.values_list("said", flat=True),
        *Review.objects.values_list("said", flat=True),
    ):
        assert not re.search(r"\b(second|third|fourth) worker|my (brother|sister)", said), said
    born = _born()
    companions = Counter(Visit.objects.standing().values_list("occasion", flat=True))
    looked_at = 0
    rows = [
        *(row[1:] for row in Visit.objects.standing().values_list(
            "occasion", "child_id", "started_at", "narrative") if companions[row[0]] == 1),
        *Contact.objects.standing().annotate(all=Concat("with_whom", Value(": "), "text", output_field=TextField())).values_list(
            "child_id", "at", "all"),
        *Note.objects.standing().values_list("child_id", "at", "text"),
    ]  # fmt: skip
    for child, at, text in rows:
        months = months_old(born[child], timezone.localdate(at))
        if age_band(months) <= Age.SMALL:
            looked_at += 1
            assert not re.search(
                "test went|next review|half-term|club|coach|tutor|seating|in the room", text
            ), text
        if months < 9:
            assert not re.search("high chair|brick|tooth|teeth|gets about|shoe", text), (months, text)
    assert looked_at > 100
    assert not [part.label for part in ChildsPart if re.search(r"\b(them|their|themself)\b", part.label)]


# What cannot be seen or done in a place.
_INDOORS_AT_HOME = (
    "back step|in the yard|pasta|fridge|bedroom|sofa cushions|flapjacks|high chair|the cot|posters|did the buttering|"
    "photo box|wardrobe|the table|the door to show|seconds|play(s|ed) me a track|feels safe here|This is a home"
)
_OUT_OF_DOORS = (
    "chip shop|sea front|lifeboat|swings|ducks|round the field|on the rec\\b|top deck|sit in the car|above the harbour|"
    "hot chocolate|into town|long way back"
)
_IN_A_SCHOOL = "form time|school office|art room|book corner|library corner|the hall|head of year|the peg with|planner|classroom"
_WRONG = {
    VisitPlace.SCHOOL: re.compile(f"{_INDOORS_AT_HOME}|{_OUT_OF_DOORS}|\\bdog\\b"),
    VisitPlace.HOME: re.compile(f"{_OUT_OF_DOORS}|{_IN_A_SCHOOL}"),
    VisitPlace.OUT: re.compile(f"{_INDOORS_AT_HOME}|{_IN_A_SCHOOL}"),
}


def a_visit_tells_of_the_place_it_was_in(today: date) -> None:
    seen = Counter[str]()
    for place, narrative in Visit.objects.standing().values_list("place", "narrative"):
        seen[place] += 1
        assert not _WRONG[VisitPlace(place)].search(narrative), (place, narrative)
    assert min(seen[place] for place in VisitPlace) > 100
    elsewhere = Visit.objects.standing().exclude(place=VisitPlace.HOME)
    assert not elsewhere.filter(carers_seen=True).exists()


# Month and day from which and until which schools in England have lessons whatever the year: not all of a term.
_A_FUNERAL = date(2022, 9, 19)  # a bank holiday of that one year
_IN_TERM = (((1, 8), (2, 8)), ((3, 1), (3, 18)), ((6, 8), (7, 15)), ((9, 8), (10, 20)), ((11, 10), (12, 15)))


def children_of_school_age_are_met_at_school_or_after_it(today: date) -> None:
    born = _born()
    rows = Visit.objects.standing().exclude(narrative__startswith="Brought over")
    after_school = 0
    for child, place, start, end in rows.values_list("child_id", "place", "started_at", "ended_at"):
        begins, ends = timezone.localtime(start), timezone.localtime(end)
        day = (begins.month, begins.day)
        years = months_old(born[child], begins.date()) // 12
        if place == VisitPlace.SCHOOL:
            assert 4 <= years <= 16, (begins, years)
            assert begins.weekday() < 5
            assert begins.month != 8, begins
            assert (1, 2) <= day < (12, 21), begins
            assert time(8, 30) <= begins.time() < ends.time() <= time(15, 30), begins
        elif (
            5 <= years <= 16
            and begins.date() != _A_FUNERAL
            and any(first <= day <= last for first, last in _IN_TERM)
        ):
            after_school += 1
            assert begins.time() >= time(15, 30), (place, begins, years)
        assert time(8, 30) <= begins.time()
        assert ends.time() <= time(19, 0)
    assert after_school > 300


def what_school_tells_is_told_on_school_days(today: date) -> None:
    told = Contact.objects.standing().filter(with_whom__in=("School", "College")).values_list("at", flat=True)
    assert len(told) > 10
    for at in map(timezone.localdate, told):
        assert at.month != 8, at
        assert (1, 2) <= (at.month, at.day) < (12, 21), at
    said = Visit.objects.standing().filter(
        narrative__regex="at break this week|School rang|half-term|maths book"
    )
    assert said.exists()
    assert not said.filter(started_at__month=8).exists()


# Between which ages, in months, something can have been for the first time.
_CAN_BE: dict[str, tuple[int, int]] = {
    "First tooth": (4, 12),
    "First steps": (10, 18),
    "First birthday": (12, 12),
    "First night in a big bed": (20, 48),
    "Started school": (48, 60),
    "The school play": (48, 96),
    "Lost the first tooth": (60, 96),
    "Learned to ride a bike": (48, 96),
    "Swam fifty metres": (84, 144),
    "Scored for the team": (84, 144),
    "A certificate for reading": (72, 132),
    "A night away with the class": (96, 144),
    "Started secondary school": (132, 144),
    "Swapped rooms at home": (144, 192),
    "Cut and dyed the hair": (144, 216),
    "Ran the ten kilometres": (144, 216),
    "Cooked for eight": (144, 216),
    "Examinations done": (189, 202),
    "A place at college": (191, 204),
    "First pay packet": (192, 216),
    "First night out in town": (192, 216),
}
_MONTH = {
    "Started school": 9, "Started secondary school": 9, "The school play": 12, "A certificate for reading": 7,
    "Examinations done": 6, "A place at college": 8,
}  # fmt: skip


def what_is_remembered_was_at_an_age_at_which_it_can_be(today: date) -> None:
    born = _born()
    stories = Event.objects.filter(kind=EventKind.STORY).values_list("child_id", "title", "at")
    assert len(stories) > 50
    assert max(Counter((child, title) for child, title, _ in stories).values()) == 1
    for child, title, at in stories:
        day = timezone.localdate(at)
        least, most = _CAN_BE[title]
        assert least <= months_old(born[child], day) <= most, (title, born[child], day)
        assert _MONTH.get(title, day.month) == day.month, (title, day)
        assert day < today
        if title == "First birthday":
            assert (day.month, day.day) in {(born[child].month, born[child].day), (3, 1)}
        if title == "Examinations done":
            assert day.weekday() == 3, "the last paper was on a Thursday"
    assert {title for _, title, _ in stories} >= {"First steps", "Started school", "Examinations done"}


def some_visits_end_in_a_worry_and_something_follows(today: date) -> None:
    visits = Visit.objects.standing()
    worried = list(visits.filter(worried=True))
    assert visits.count() / 300 < len(worried) < visits.count() / 75
    born, after = _born(), 0
    for visit in worried:
        day = timezone.localdate(visit.started_at)
        assert visit.child_seen
        assert not re.search("[Nn]othing (here )?worries|feels safe", visit.narrative)
        assert len(visit.narrative) > 100
        if months_old(born[visit.child_id], day) < 132:
            assert not re.search("a man of thirty|at the wheel|debt", visit.narrative), visit.narrative
    occasions = {visit.occasion: visit for visit in worried}
    children = defaultdict(set)
    for visit in worried:
        children[visit.occasion].add(visit.child_id)
    for occasion, visit in occasions.items():
        day = timezone.localdate(visit.started_at)
        told = Contact.objects.standing().filter(child_id__in=children[occasion], with_whom="The lead")
        assert told.filter(at__gte=visit.ended_at, at__date=day).count() == 1, "the lead is told the same day"
        near = (day + timedelta(days=1), day + timedelta(days=8))
        after += (
            Note.objects.standing().filter(child_id__in=children[occasion], at__date__range=near).exists()
        )
    assert after >= len(occasions) * 0.8


def leads_were_told_of_each_worry_when_it_was(today: date) -> None:
    worried = Visit.objects.standing().filter(worried=True)
    held = HeldBy.objects.standing()
    told = Counter(
        Notice.objects.filter(kind=Notice.Kind.WORRY).values_list("to_account_id", "child_id", "at")
    )
    expected = Counter[tuple[int, int, object]]()
    for visit in worried:
        day = timezone.localdate(visit.started_at)
        body = held.on(day).get(child_id=visit.child_id).body_id
        leads = set(organisations.holders((RoleKind.LEAD,), [body], day)) - {visit.visited_by}
        for person in leads or organisations.holders(OFFICERS, [visit.council_id], day):
            expected[person.account_id, visit.child_id, visit.ended_at] += 1
    assert expected
    assert told == expected
    unread = Notice.objects.filter(kind=Notice.Kind.WORRY, seen_at=None)
    assert all(timezone.localdate(notice.at) >= today - timedelta(days=14) for notice in unread)
    per_lead = Counter(unread.values_list("to_account_id", flat=True))
    assert max(per_lead.values(), default=0) <= 4, "today is flooded"
    assert not Letter.objects.exists()


CHECKS: tuple[Check, ...] = (
    nobody_works_at_christmas_or_on_a_sunday,
    each_worker_is_in_one_place_at_a_time,
    brothers_and_sisters_are_born_as_a_mother_can,
    no_relative_bears_a_childs_name,
    what_is_said_and_written_fits_the_child,
    a_visit_tells_of_the_place_it_was_in,
    children_of_school_age_are_met_at_school_or_after_it,
    what_school_tells_is_told_on_school_days,
    what_is_remembered_was_at_an_age_at_which_it_can_be,
    some_visits_end_in_a_worry_and_something_follows,
    leads_were_told_of_each_worry_when_it_was,
)
