"""Every row of the timetable is told in plain words: what it asks for, what is missing, when it is due."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from steadyhand.contexts.cases.models import Child, Duty, Identity
from steadyhand.contexts.cases.permissions.table import Part
from steadyhand.contexts.cases.policies import MAY_NEVER_BE
from steadyhand.contexts.cases.states import LateBecause
from steadyhand.engines.timescales import RULES, ChildFacts, Event, PeriodOfCare, Placement, begun
from steadyhand.web.duty_rows import DutyRow, folded, late_because, law_of, rows, untold, why_of
from steadyhand.web.duty_words import NOT_SAID, UNTIL, WORDS, topic_of, within, words_of
from steadyhand.web.enter import missing_fact, what_meets

TODAY = date(2026, 11, 16)
UNSAYABLE = ("lac", "overdue", "failed", "breach", "compliance", "user", "submit", "pep", "iro", "sdq")


def row_of(code: str, **known: Any) -> DutyRow:
    child = Child(pk=1, ref="a" * 20)
    identity = Identity(child=child, given_name="Robin", family_name="Fairweather")
    because = known.pop("late_because", None)
    values = {"due_at": TODAY - timedelta(days=2), "started_on": date(2026, 10, 5), "number": 1} | known
    duty = Duty(pk=1, child=child, code=code, **values)
    duty.late_because = because
    (row,) = rows([duty], identities={1: identity}, today=TODAY)
    return row


def test_every_row_has_words_of_its_own_and_no_other_row_has() -> None:
    assert set(WORDS) == set(RULES)
    for code, words in WORDS.items():
        assert words[0].isupper(), code
        assert 4 < len(words) < 50, code
        assert not set(words.lower().replace("’", " ").split()) & set(UNSAYABLE), code
        assert topic_of(code)
        assert law_of(code)
        assert 5 < len(why_of(code)) < 330, code
        assert not why_of(code).endswith("."), code
    assert set(UNTIL) < set(RULES)


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_row_is_told_when_it_is_late(code: str) -> None:
    row = row_of(code)
    if code in MAY_NEVER_BE:
        assert (row.when, row.when_more) == ("Not allowed", "since 5 Oct")
    elif code in NOT_SAID:
        assert (row.when, row.when_more, row.is_late) == ("Not said", "since 14 Nov", True)
    else:
        assert (row.when, row.when_more, row.late_days) == ("2 days late", "was due 14 Nov", 2)
    assert "Robin" in row.what
    assert row.why_url.endswith(f"/timetable?why={code}#{code}")


def test_visits_and_reviews_are_said_as_before() -> None:
    assert row_of("V-2").what == "Visit Robin"
    assert row_of("REV-3").what == "Robin’s review"
    assert row_of("H-1").what == "Robin: first health assessment"


def test_as_soon_as_possible_is_never_late() -> None:
    row = row_of("LC-2", no_last_day=True)
    assert (row.when, row.when_more, row.late_days, row.due) == ("As soon as possible", "", 0, TODAY)


def test_what_is_explained_says_so_with_its_reason() -> None:
    row = row_of("H-1", explained=True, late_because=LateBecause.CHILD_SAID_NO)
    assert row.when == "2 days late"
    assert row.why.startswith("Late, and explained: the child said no. ")
    assert late_because(None, "H-1") == "Late, and explained: they said no.", (
        "it was refused when it was tried"
    )
    assert "with the visit" in late_because(None, "V-12"), "whoever visited was not able to, perhaps"


def test_only_what_may_be_written_is_offered() -> None:
    child = Child(pk=1, ref="a" * 20)
    identity = Identity(child=child, given_name="Robin", family_name="Fairweather")
    duty = Duty(pk=1, child=child, code="V-2", due_at=TODAY, started_on=TODAY, number=2)
    for may, url in ((lambda part: part is Part.NOTES, True), (lambda part: part is Part.HEALTH, False)):
        (row,) = rows([duty], identities={1: identity}, today=TODAY, may_write=may)
        assert bool(row.do_url) is url
        assert row.is_visit


def test_brothers_and_sisters_share_the_round_of_visits_alone() -> None:
    children = [Child(pk=pk, ref=str(pk) * 20) for pk in (1, 2)]
    identities = {each.pk: Identity(child=each, given_name=f"C{each.pk}") for each in children}
    duties = [
        Duty(pk=pk, child=child, code=code, due_at=TODAY, started_on=TODAY, number=2)
        for pk, (child, code) in enumerate(
            [(children[0], "V-2"), (children[1], "V-4"), (children[0], "V-11")]
        )
    ]
    found = rows(duties, identities=identities, today=TODAY, together={1: [2], 2: [1]})
    assert sorted(row.what for row in found) == ["C1: visit after a notice about the home", "Visit C1 and C2"]


def test_of_brothers_and_sisters_only_whose_visit_is_explained_is_said_to_be() -> None:
    children = [1, 2]
    identities = {pk: Identity(child=Child(pk=pk, ref=str(pk) * 20), given_name=f"C{pk}") for pk in children}
    duties = [
        Duty(
            pk=pk,
            child_id=pk,
            code="V-2",
            due_at=TODAY - timedelta(days=3),
            started_on=TODAY,
            explained=pk == 1,
            number=2,
        )
        for pk in children
    ]
    for duty in duties:
        duty.late_because = "child_said_no" if duty.explained else ""
    for order in (duties, duties[::-1]):
        found = rows(order, identities=identities, today=TODAY, together={1: [2], 2: [1]})
        assert {row.what: "explained" in row.why for row in found} == {"Visit C1": True, "Visit C2": False}


def test_a_long_list_folds_all_but_visits_and_reviews() -> None:
    found = [row_of(code) for code in ("H-1", "V-2", "E-1", "PP-1", "REV-3")]
    shown, more = folded(found, 1)
    assert [row.what for row in shown] == ["Robin: first health assessment", "Visit Robin", "Robin’s review"]
    assert [row.what for row in more] == [
        "Robin: personal education plan started",
        "Robin: placement plan signed",
    ]
    assert folded(found, 3) == (found, [])


def test_one_line_a_child_says_how_much_else_cannot_be_told() -> None:
    child = Child(pk=1, ref="a" * 20)
    identities = {1: Identity(child=child, given_name="Robin")}
    assert untold({1: 3}, identities) == [
        ("Robin: 3 more things cannot be told yet", f"/children/{'a' * 20}/timetable#cannot-tell")
    ]


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (
            "placements.2026-05-27.area",
            "whether the home is in the council’s area, next to it or further away (home from 27 May)",
        ),
        (
            "placements.2026-05-27.2.lasts_to_18",
            "whether this home is meant to last until 18 (home from 27 May)",
        ),
        ("events.visit.2026-05-27.child_seen", "whether they were seen at the visit (27 May)"),
        ("events.dental_check", "when the last dental check was"),
        ("events.fewer_visits_agreed", "whether the child agreed to fewer visits"),
        ("events.missing_end.2026-05-27.time", "at what time it was: they came back (27 May)"),
        (
            "events.placement_end.2026-05-27.told_beforehand",
            "whether everybody was told before the placement ended (home from 27 May)",
        ),
        ("school_terms", "when the school terms are"),
        ("key_stage", "which key stage they are in"),
        ("bank_holidays.2040", "which days were bank holidays in 2040"),
    ],
)
def test_a_missing_fact_is_named_in_words(fact: str, words: str) -> None:
    assert missing_fact(fact, TODAY).words == words


def test_no_fact_that_a_thin_record_lacks_is_named_as_the_engine_names_it() -> None:
    """Lives of which next to nothing is known, at every age: whatever is missing has words."""
    told = set()
    for born in range(2001, 2026, 2):
        start = date(max(born + 1, 2020), 3, 4)
        facts = ChildFacts(
            date_of_birth=date(born, 5, 1),
            periods_of_care=(PeriodOfCare(start),),
            placements=(Placement("2020-03-04", start, None, "U6", None, None),),
            events=tuple(
                Event(name, start)
                for name in ("visit", "missing_end", "incident_known", "placement_proposed")
            ),
        )
        for answer in begun(facts, on=TODAY):
            told.update(answer.missing)
    assert len(told) > 8
    for name in told:
        words = missing_fact(name, TODAY).words
        assert "_" not in words, name
        assert "." not in words, name
        assert "reg" not in words.split(), name


def test_what_meets_a_row_is_a_visit_or_one_happening_that_can_be_recorded() -> None:
    assert what_meets("V-2") is not None
    health = what_meets("H-1")
    assert health is not None
    assert (health.happening, health.part) == ("health_assessment", Part.HEALTH)
    assert what_meets("REV-1") is None, "a review has a page of its own"
    assert what_meets("REC-1") is None, "nobody is asked to destroy a record"
    assert within(words_of("REV-1")) == "first review"
