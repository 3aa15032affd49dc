"""What must be so of every invented life, whichever world it is told in: each check is given the world's day."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, time, timedelta
from itertools import pairwise

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.utils import timezone

from steadyhand.contexts.cases import gather, queries
from steadyhand.contexts.cases.models import (
    Allocation,
    CalendarDays,
    Child,
    Circumstances,
    Contact,
    Duty,
    Event,
    Explanation,
    HeldBy,
    Identity,
    LegalStatus,
    Note,
    PeriodOfCare,
    Placement,
    Relationship,
    Review,
    Visit,
)
from steadyhand.contexts.cases.permissions.visibility import OFFICERS
from steadyhand.contexts.cases.states import (
    AllocationRole,
    ChildsPart,
    DaysKind,
    EventKind,
    LegalStatusCode,
    VisitPlace,
)
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.engines.timescales import Outcome, answers
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
        together = visits.filter(occasion=visit.occasion).values_list("child_id", flat=True)
        if max(months_old(born[child], day) for child in together) < 132:
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


def most_is_done_in_time_and_some_is_late(today: date) -> None:
    """Of what counts: about one in ten was done late, few things are late now, and of almost all the clock can tell."""
    counted = Duty.objects.filter(unconfirmed=False)
    still = counted.filter(is_open=True)
    late = _late(still, today).count()
    assert 0.01 * still.count() < late < 0.1 * still.count()
    assert still.exclude(missing=[]).count() < 0.04 * still.count()
    done = counted.filter(met_at__isnull=False, no_last_day=False)
    assert 0.02 * done.count() < done.filter(met_at__gt=F("due_at")).count() < 0.12 * done.count()
    once = _became(today, ("CP-1", "PP-1", "PP-2", "H-1", "H-7", "E-1", "E-2"))
    assert once[Outcome.DONE_ON_TIME] > 100
    assert 0.03 < once[Outcome.DONE_LATE] / once.total() < 0.16
    assert once[Outcome.LATE] < once.total() * 0.05
    chains = _became(today, ("H-2", "H-3", "H-6", "E-3"))
    assert 0.02 < (chains[Outcome.DONE_LATE] + chains[Outcome.LATE]) / chains.total() < 0.2
    children = Counter(_late(still, today).values_list("child_id", flat=True))
    assert max(children.values()) <= 4
    asked = Counter(still.values_list("child_id", flat=True))
    assert sorted(asked.values())[len(asked) // 2] <= 7, "a handful is asked for at a time"


def _became(today: date, codes: tuple[str, ...]) -> Counter[Outcome]:
    """What became of everything that these rows asked for, of some children in care."""
    some = sorted(PeriodOfCare.objects.on(today).values_list("child_id", flat=True))[::3]
    council = Child.objects.get(pk=some[0]).council_id
    kept = gather.timetables([council])[council]
    told = gather.facts(some, terms=dict.fromkeys(some, kept.terms))
    found = Counter[Outcome]()
    for facts in told.values():
        for answer in answers(facts, on=today, codes=codes, rules=kept.rules, calendar=kept.calendar):
            found.update(link.outcome for link in answer.links)
    return found


def _late(still: QuerySet[Duty], today: date) -> QuerySet[Duty]:
    """Late, and not explained; what is to be done as soon as possible has no last day."""
    return still.filter(due_at__lt=today, explained=False, no_last_day=False)


def nobodys_day_begins_with_a_wall(today: date) -> None:
    """What is due within a fortnight, or late, for one worker fits on a page."""
    working = (AllocationRole.SOCIAL_WORKER, AllocationRole.PERSONAL_ADVISER)
    people = set(Allocation.objects.on(today).filter(role__in=working).values_list("person_id", flat=True))
    rows = []
    for person in people:
        mine = queries.caseload(person, today).values_list("child_id", flat=True)
        due = queries.open_duties(mine, until=today + timedelta(days=14)).filter(due_at__isnull=False)
        rows.append(due.filter(unconfirmed=False, explained=False).count())
    assert max(rows) <= 20, sorted(rows)
    assert sorted(rows)[len(rows) // 2] <= 9


# What is done of a child only once they are looked after, and by which age at the youngest, in months.
_IN_CARE = {
    "care_plan_written": 0, "health_assessment": 0, "dental_check": 12, "sdq": 48, "pep_started": 0, "pep_ready": 0,
    "pep_reviewed": 24, "placement_plan_signed": 0, "placement_notified": 0, "health_bodies_notified": 0,
    "area_authority_notified": 0, "iro_named": 0, "iro_spoke_with_child": 0, "review_decisions_sent": 0,
    "needs_assessment_complete": 192, "pathway_plan_made": 192, "missing_start": 144, "cease_proposed": 0,
}  # fmt: skip
_ALSO = {
    "permanence_plan_ready", "social_work_report_ready", "review_decisions_accepted", "review_record_written",
    "review_record_sent", "missing_reported_to_police", "parents_and_iro_told", "missing_end", "safe_and_well_check",
    "return_interview", "out_of_area_approved", "distant_placement_approved", "out_of_area_checks_done",
    "placement_with_parent_approved", "written_end_notice", "cease_approved", "pathway_review", "contact",
    "uasc_status_end", "fewer_visits_agreed", "fewer_visits_declined",
}  # fmt: skip


def nothing_is_done_for_a_child_before_they_are_in_care(today: date) -> None:
    born = _born()
    care = {row.child_id: row for row in PeriodOfCare.objects.standing()}
    kinds = Counter[str]()
    for event in Event.objects.standing().exclude(kind=EventKind.STORY):
        day, period = timezone.localdate(event.at), care[event.child_id]
        kinds[event.kind] += 1
        assert born[event.child_id] <= day <= today
        assert day.weekday() < 5 or event.kind in {
            "missing_start",
            "missing_reported_to_police",
            "parents_and_iro_told",
            "missing_end",
            "safe_and_well_check",
            "uasc_status_end",
        }, (event.kind, day)
        if (least := _IN_CARE.get(event.kind)) is not None:
            assert period.start <= day, event.kind
            assert period.end is None or day < period.end, event.kind
            assert months_old(born[event.child_id], day) >= least, event.kind
        if event.placed_on:
            assert Placement.objects.standing().filter(child=event.child_id, start=event.placed_on).exists()
    assert set(kinds) <= _IN_CARE.keys() | _ALSO
    often = _IN_CARE.keys() - {"area_authority_notified", "cease_proposed"}
    assert min(kinds[kind] for kind in often) >= 3, kinds


def terms_are_those_of_schools_and_plans_for_school_are_looked_at_in_them(today: date) -> None:
    terms = list(CalendarDays.objects.filter(kind=DaysKind.TERM, superseded_at=None).order_by("start"))
    assert len(terms) >= 6
    assert terms[-1].end >= today
    for one, other in pairwise(terms):
        assert one.end < other.start
    for term in terms:
        assert 45 < (term.end - term.start).days < 115, term.name
    for at in Event.objects.standing().filter(kind="pep_reviewed").values_list("at", flat=True):
        day = timezone.localdate(at)
        assert any(term.start < day < term.end for term in terms), day


def who_was_missing_came_back_and_was_talked_with(today: date) -> None:
    told = Event.objects.standing().filter(kind__in=("missing_start", "missing_end", "return_interview"))
    by_child = defaultdict(list)
    for child, kind, at, timed in told.order_by("at").values_list("child_id", "kind", "at", "timed"):
        assert timed
        by_child[child].append((kind, at))
    assert by_child
    in_time = spells = 0
    for happened in by_child.values():
        gone = [at for kind, at in happened if kind == "missing_start"]
        back = [at for kind, at in happened if kind == "missing_end"]
        talked = [at for kind, at in happened if kind == "return_interview"]
        assert len(gone) == len(back)
        assert all(start < end for start, end in zip(gone, back, strict=True))
        for end in back:
            spells += 1
            in_time += any(timedelta(0) < at - end <= timedelta(hours=72) for at in talked)
    assert in_time >= 0.6 * spells


def circumstances_fit_the_child(today: date) -> None:
    born = _born()
    care = dict(PeriodOfCare.objects.standing().values_list("child_id", "start"))
    stages = set()
    for row in Circumstances.objects.standing():
        years = months_old(born[row.child_id], today) // 12
        if row.early_years_education is not None:
            assert years < 5
        if row.key_stage is not None:
            stages.add(row.key_stage)
            first, last = {1: (5, 7), 2: (7, 11), 3: (11, 14), 4: (14, 16), 5: (16, 18)}[row.key_stage]
            assert first <= years <= last
        if row.unaccompanied:
            assert months_old(born[row.child_id], care[row.child_id]) >= 14 * 12
            codes = set(
                LegalStatus.objects.standing().filter(child=row.child_id).values_list("code", flat=True)
            )
            assert codes == {LegalStatusCode.V2}
    assert stages >= {1, 2, 3, 4}


def advisers_are_for_those_who_leave_care_and_each_of_them_has_one(today: date) -> None:
    born = _born()
    advised = set()
    for row in Allocation.objects.standing().filter(role=AllocationRole.PERSONAL_ADVISER):
        assert months_old(born[row.child_id], row.start) >= 16 * 12
        if row.end is None:
            advised.add(row.child_id)
    unnamed = Duty.objects.filter(code="LC-6", is_open=True).count()
    assert advised
    assert unnamed <= max(3, len(advised) // 10)


def what_is_explained_was_late(today: date) -> None:
    for told in Explanation.objects.standing():
        assert told.due_on <= told.decided_on <= today
        duty = Duty.objects.get(child=told.child_id, code=told.code, due_at=told.due_on)
        assert duty.is_open
        assert duty.explained
    assert Duty.objects.filter(is_open=True, explained=True).exclude(code="V-12").exists()


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
    most_is_done_in_time_and_some_is_late,
    nobodys_day_begins_with_a_wall,
    nothing_is_done_for_a_child_before_they_are_in_care,
    terms_are_those_of_schools_and_plans_for_school_are_looked_at_in_them,
    who_was_missing_came_back_and_was_talked_with,
    circumstances_fit_the_child,
    advisers_are_for_those_who_leave_care_and_each_of_them_has_one,
    what_is_explained_was_late,
)
