"""What a change of the timetable would change is listed beforehand, and is then exactly what changes.

What is right is counted here from the stored duties before and after each change, in words of this file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest

from contexts.builders import TODAY, House, at, days, person
from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases.loaders import rules
from steadyhand.contexts.cases.loaders.rules import Effect
from steadyhand.contexts.cases.models import Child, Duty, RuleSetting
from steadyhand.contexts.cases.operations import MayNot
from steadyhand.contexts.cases.policies import Clash, NotPossible
from steadyhand.contexts.cases.states import AllocationRole, DaysKind, LateBecause
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.audit.models import Entry

CHILDREN = 24
ROWS = ("started_on", "due_at", "met_at", "is_open", "no_last_day", "explained", "unconfirmed", "missing")


def filled(house: House) -> dict[int, tuple[str, str]]:
    """A few dozen children, each further on than the one before; who holds each and who works with them."""
    where = {}
    for number in range(CHILDREN):
        since = TODAY - days(5 + number * 23)
        child = house.placed(since=since, date_of_birth=date(2008 + number % 14, 1 + number % 12, 5))
        for weeks in range(1, number % 5):
            if since + days(8 * weeks) <= TODAY:
                house.visit(child, since + days(8 * weeks))
        worker = house.worker
        if number % 3 == 1:
            operations.end_allocation(allocation=child_allocation(child), end=TODAY, by=house.lead, on=TODAY)
            house.allocate(child, house.second, start=TODAY)
            worker = house.second
        elif number % 3 == 2:
            operations.end_allocation(allocation=child_allocation(child), end=TODAY, by=house.lead, on=TODAY)
            worker = None
        by = house.worker if worker is house.worker else house.lead
        for kind, day, more in (
            ("missing_start", TODAY - days(3), {}),
            ("health_assessment", since + days(9 + 2 * number), {}),
            ("fewer_visits_agreed", since + days(3), {}),
        ):
            if day <= TODAY and (number + len(kind)) % 2:
                operations.record_event(
                    child=child, kind=kind, at=at(day), timed=False, by=by, on=TODAY, **more
                )
        where[child.pk] = ("Lantern", worker.name if worker else "")
    return where


def child_allocation(child: Child) -> Any:
    from steadyhand.contexts.cases.models import Allocation

    return Allocation.objects.standing().get(child=child, role=AllocationRole.SOCIAL_WORKER)


def stored(council_id: int) -> dict[tuple[Any, ...], dict[str, Any]]:
    found = Duty.objects.filter(council_id=council_id)
    return {
        (row["child_id"], row["code"], row["anchor"], row["number"]): row
        for row in found.values("child_id", "code", "anchor", "number", *ROWS)
    }


def words(row: dict[str, Any] | None, *, last_day: bool) -> tuple[Any, ...]:
    if row is None:
        return ("not asked for", False, None)
    due, met = row["due_at"], row["met_at"]
    if met:
        said = "done late" if due and met > due else "done on time"
    elif not row["is_open"]:
        said = "late when it ended"
    elif row["missing"]:
        said = "cannot be told"
    elif row["no_last_day"]:
        said = "due as soon as possible"
    elif not due:
        said = "asked for, with no last day yet"
    elif due < TODAY:
        said = "late, and explained" if row["explained"] else "late"
    else:
        said = "due"
    return (said, row["unconfirmed"], due if last_day else None)


Counted = dict[tuple[Any, ...], tuple[int, int]]


def counted(before: Any, after: Any, where: dict[int, tuple[str, str]]) -> Counted:
    """By body, worker, rule, and answers before and after: children, duties."""
    found: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for link in before.keys() | after.keys():
        was, now = before.get(link), after.get(link)
        if was == now:
            continue
        moved = bool(was and now and was["is_open"] and now["is_open"] and was["due_at"] != now["due_at"])
        key = (*where[link[0]], link[1], words(was, last_day=moved), words(now, last_day=moved))
        found[key].append(link[0])
    return {key: (len(set(pks)), len(pks)) for key, pks in found.items()}


def listed(effect: Effect) -> Counted:
    found = {}
    for line in effect.lines:
        said = ((str(each.stands), each.unconfirmed, each.day) for each in (line.before, line.after))
        found[(line.body, line.worker, line.code, *said)] = (line.children, line.times)
    assert len(found) == len(effect.lines)
    return found


def test_what_is_listed_beforehand_is_exactly_what_changes(house: House) -> None:
    where = filled(house)
    theirs = house.neighbours_child()
    council, by = house.council, house.administrator
    standing = house.standing(by)
    for child_id in where:
        duty = Duty.objects.filter(child_id=child_id, code="H-1", is_open=True, due_at__lt=TODAY).first()
        if duty is not None and where[child_id][1] == house.worker.name:
            operations.explain(
                child=duty.child, code="H-1", due_on=duty.due_at, reason=LateBecause.CHILD_SAID_NO, text="Not yet",
                decided_by=house.worker, decided_on=TODAY, by=house.worker, on=TODAY,
            )  # fmt: skip
    neighbours = stored(house.neighbour.pk)
    assert neighbours
    assert theirs.council_id == house.neighbour.pk

    def check(
        name: str, preview: Callable[[], Effect], change: Callable[[], Any], *, nothing: bool = False
    ) -> Any:
        before = stored(council.pk)
        effect = preview()
        assert stored(council.pk) == before, f"{name}: looking changed something"
        made = change()
        after = stored(council.pk)
        assert listed(effect) == counted(before, after, where), name
        assert bool(effect.lines) != nothing, name
        changed = {link[0] for link in before.keys() | after.keys() if before.get(link) != after.get(link)}
        assert (effect.asked, effect.children) == (CHILDREN, len(changed)), name
        assert stored(house.neighbour.pk) == neighbours, f"{name}: another council's duties changed"
        return made

    def rule(code: str, *, nothing: bool = False, **known: Any) -> None:
        says: dict[str, Any] = {"code": code, "because": "As agreed", **known}
        check(
            f"{code} {known}",
            partial(rules.if_kept_so, standing, council_id=council.pk, on=TODAY, **says),
            partial(operations.set_rule, council=council, by=by, on=TODAY, **says),
            nothing=nothing,
        )

    for code in ("H-1", "V-2"):
        rule(code, is_on=False)
        rule(code)
    rule("REV-1", is_on=False)
    rule("H-1", valid_from=TODAY - days(40))
    rule("H-1", valid_to=TODAY - days(100))
    rule("H-1")
    rule("V-5", valid_to=TODAY - days(10))
    rule("V-5")
    rule("M-1", source="Guidance of 2014, page 12")
    rule("M-1")
    rule("SEC-1", is_on=False, nothing=True)

    def added(kind: DaysKind, name: str, start: date, end: date) -> Any:
        says: dict[str, Any] = {"kind": kind, "name": name, "start": start, "end": end}
        made = check(
            name,
            partial(rules.if_added, standing, council_id=council.pk, on=TODAY, **says),
            partial(operations.add_days, council=council, by=by, on=TODAY, **says),
        )
        check(
            f"{name} off",
            partial(rules.if_withdrawn, standing, days=made, on=TODAY),
            partial(operations.withdraw_days, days=made, by=by, on=TODAY),
        )

    added(DaysKind.HOLIDAY, "An extra day", TODAY + days(1), TODAY + days(1))
    added(DaysKind.TERM, "Summer 2026", date(2026, 4, 13), date(2026, 7, 17))


def test_looking_is_the_councils_own_administrators_and_is_on_record(house: House) -> None:
    asked: dict[str, Any] = {"code": "H-1", "because": "x", "on": TODAY}
    for by in (house.worker, house.lead, house.manager):
        with pytest.raises(MayNot):
            rules.if_kept_so(house.standing(by), council_id=house.council.pk, **asked)
    ours = house.standing(house.administrator)
    with pytest.raises(NotHereOrNotYours):
        rules.if_kept_so(ours, council_id=house.neighbour.pk, **asked)
    assert not Entry.objects.filter(verb="timetable.previewed").exists()
    rules.if_kept_so(ours, council_id=house.council.pk, **asked)
    (entry,) = Entry.objects.filter(verb="timetable.previewed")
    assert (entry.kind, entry.council_id, entry.detail) == ("read", house.council.pk, {"what": "H-1"})


def test_a_practices_administrator_keeps_no_councils_rules(house: House) -> None:
    theirs = person("Pia Practice", RoleKind.ADMINISTRATOR, house.lantern)
    known: dict[str, Any] = {"code": "H-1", "because": "x", "is_on": False, "on": TODAY}
    with pytest.raises(NotHereOrNotYours):
        operations.set_rule(council=house.council, by=theirs, **known)
    with pytest.raises(NotHereOrNotYours):
        rules.if_kept_so(house.standing(theirs), council_id=house.council.pk, **known)
    assert not any(kept.may_change for kept in rules.kept_by(house.standing(theirs)))


def test_looking_refuses_what_changing_refuses(house: House) -> None:
    standing = house.standing(house.administrator)
    with pytest.raises(NotPossible):
        rules.if_kept_so(standing, council_id=house.council.pk, code="H-1", because=" ", on=TODAY)
    says: dict[str, Any] = {"kind": DaysKind.HOLIDAY, "name": "x", "start": TODAY, "end": TODAY, "on": TODAY}
    operations.add_days(council=house.council, by=house.administrator, **says)
    with pytest.raises(NotPossible):
        rules.if_added(standing, council_id=house.council.pk, **says)


def test_whoever_saw_another_timetable_changes_nothing(house: House) -> None:
    other = person("Abe Second", RoleKind.ADMINISTRATOR, house.council)
    (seen,) = rules.kept_by(house.standing(house.administrator))
    known: dict[str, Any] = {"council": house.council, "code": "H-1", "on": TODAY}
    operations.set_rule(because="First", is_on=False, by=other, **known)
    with pytest.raises(Clash):
        operations.set_rule(because="Second", by=house.administrator, seen=seen.version, **known)
    assert RuleSetting.objects.get(superseded_at=None).because == "First"
    (theirs,) = rules.changed_since(house.standing(house.administrator), house.council.pk, seen.version)
    assert (theirs.recorded_by, theirs.because) == (other, "First")
    (now,) = rules.kept_by(house.standing(house.administrator))
    operations.set_rule(because="Second", by=house.administrator, seen=now.version, **known)
    says: dict[str, Any] = {"kind": DaysKind.HOLIDAY, "name": "x", "start": TODAY, "end": TODAY, "on": TODAY}
    with pytest.raises(Clash):
        operations.add_days(council=house.council, by=other, seen=now.version, **says)
    days_off = operations.add_days(council=house.council, by=other, **says)
    (now,) = rules.kept_by(house.standing(other))
    operations.withdraw_days(days=days_off, by=other, on=TODAY, seen=now.version)
    with pytest.raises(Clash):
        operations.add_days(council=house.council, by=other, seen=now.version, **says)


def test_each_reader_is_told_how_their_own_councils_keep_it(house: House) -> None:
    operations.set_rule(
        council=house.council, code="H-1", is_on=False, because="x", by=house.administrator, on=TODAY
    )
    for by in (house.worker, house.administrator, house.reviewer):
        (kept,) = rules.kept_by(house.standing(by))
        assert (kept.council, list(kept.settings)) == (house.council, ["H-1"])
        assert kept.may_change == (by == house.administrator)
        assert [row.because for row in rules.history_of(house.standing(by), "H-1")] == ["x"]
    (theirs,) = rules.kept_by(house.standing(house.quayside_worker))
    assert (theirs.council, theirs.settings) == (house.neighbour, {})
    assert rules.history_of(house.standing(house.quayside_worker), "H-1") == []
