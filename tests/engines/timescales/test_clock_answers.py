"""What an answer carries besides its word: history, trail, what is missing, what comes next."""

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from engines.timescales.lives_of_all_rows import days_of, life_of, with_doubts
from spec.tables import life
from steadyhand.engines.timescales import (
    ENGLAND,
    RULES,
    Answer,
    ChildFacts,
    Event,
    Link,
    Outcome,
    PeriodOfCare,
    Placement,
    answers,
    begun,
)
from steadyhand.engines.timescales.duties import CARRIED_OUT
from steadyhand.engines.timescales.grammar import parse
from steadyhand.engines.timescales.trail import BEGINS, words

TWO_HOMES = life("""
    care 2023-01-02
    placement A 2023-01-02 2023-03-01
    placement B 2023-03-01
    visit 2023-01-09
    visit 2023-02-27
    visit 2023-03-09
    visit 2023-04-03
""")


def ask(facts: ChildFacts, code: str, on: str, **more: object) -> Answer:
    (answer,) = answers(facts, on=date.fromisoformat(on), codes=[code], **more)  # type: ignore[arg-type]
    return answer


def link(number: int, started: str, due: str, done: str, outcome: Outcome, home: str) -> Link:
    days = [date.fromisoformat(day) if day else None for day in (started, due, done)]
    return Link(number, days[0], days[1], days[2], outcome, f"placement:{home}")  # type: ignore[arg-type]


def test_history_runs_over_placements_with_the_present_link_last() -> None:
    assert ask(TWO_HOMES, "V-1", "2023-05-01").links == (
        link(1, "2023-01-02", "2023-01-09", "2023-01-09", Outcome.DONE_ON_TIME, "A"),
        link(1, "2023-03-01", "2023-03-08", "2023-03-09", Outcome.DONE_LATE, "B"),
    )
    assert ask(TWO_HOMES, "V-2", "2023-05-01").links == (
        link(2, "2023-01-09", "2023-02-20", "2023-02-27", Outcome.DONE_LATE, "A"),
        link(2, "2023-03-09", "2023-04-20", "2023-04-03", Outcome.DONE_ON_TIME, "B"),
        link(3, "2023-04-03", "2023-05-15", "", Outcome.DUE, "B"),
    )


def test_a_link_late_when_its_condition_turned_stays_in_the_history() -> None:
    facts = life(
        "care 2023-01-02 \n placement A 2023-01-02 lasts_to_18=yes \n visit 2023-11-01 \n visit 2024-01-20"
    )
    late = link(2, "2023-11-01", "2023-12-13", "", Outcome.LATE, "A")
    assert ask(facts, "V-2", "2024-01-01").links[-1] == late
    turned = ask(facts, "V-2", "2024-06-01")
    assert turned.answer is Outcome.NOT_APPLICABLE
    assert turned.links[-1] == late
    on_time = link(2, "2023-11-01", "2024-02-01", "2024-01-20", Outcome.DONE_ON_TIME, "A")
    assert ask(facts, "V-4", "2024-02-01").links[0] == on_time


def test_a_link_open_when_the_placement_ended_is_late_only_if_it_was_late_by_then() -> None:
    facts = life("care 2023-01-02 \n placement A 2023-01-02 2023-01-10 \n placement B 2023-01-10")
    assert ask(facts, "V-1", "2023-01-12").links[0].outcome is Outcome.DUE  # seven days allowed, eight not
    facts = life("care 2023-01-02 \n placement A 2023-01-02 2023-01-11 \n placement B 2023-01-11")
    assert ask(facts, "V-1", "2023-01-12").links[0] == link(
        1, "2023-01-02", "2023-01-09", "", Outcome.LATE, "A"
    )


def test_doubt_does_not_wipe_out_lateness() -> None:
    facts = life("care 2023-01-02 \n placement A 2023-01-02 \n visit 2023-01-20 child_seen=unknown")
    answer = ask(facts, "V-1", "2023-02-01")
    assert answer.answer is Outcome.CANNOT_TELL
    assert answer.links == (link(1, "2023-01-02", "2023-01-09", "", Outcome.LATE, "A"),)


@pytest.mark.parametrize(
    ("code", "on", "change"),
    [
        ("V-1", "2023-01-02", None),
        ("V-2", "2023-12-01", "2024-01-02"),
        ("V-4", "2023-12-01", "2024-01-02"),
        ("V-4", "2024-01-02", None),
        ("V-3", "2023-12-01", None),
        ("REV-1", "2023-01-02", None),
    ],
)
def test_next_change_is_the_anniversary_and_not_becoming_late(code: str, on: str, change: str | None) -> None:
    facts = life("care 2023-01-02 \n placement A 2023-01-02 lasts_to_18=yes \n visit 2023-11-20")
    known = replace(facts, events=tuple(event for event in facts.events if str(event.at) <= on))
    assert ask(known, code, on).next_change == (date.fromisoformat(change) if change else None)


def test_next_change_sees_an_end_already_known() -> None:
    facts = life("care 2023-01-02 2023-03-01 \n placement A 2023-01-02")
    assert ask(facts, "V-1", "2023-01-05").next_change == date(2023, 3, 1)


def test_the_trail_says_the_law_the_counting_and_the_table_of_holidays() -> None:
    answer = ask(life("care 2024-03-04"), "REV-1", "2024-03-10")
    assert [reason.code for reason in answer.trail] == ["rule", "applies", "due", "due"]
    assert answer.trail[0].citation == RULES["REV-1"].citation
    assert answer.trail[2].text == (
        "Due on 3 April 2024: 20 working days after the start of care on 4 March 2024. "
        "Bank holidays are those of table england-2005-2035.1."
    )
    assert ("calendar", ENGLAND.version) in answer.trail[2].facts


def test_the_trail_says_why_not() -> None:
    facts = life("care 2024-03-04 \n placement A 2024-03-04 with_parent=yes \n status C2 2024-03-04")
    assert ask(facts, "V-1", "2024-03-10").trail[-1].text == (
        "V-8 applies instead: a care order, living with a parent."
    )


def test_the_first_link_of_a_chain_counts_from_what_began_it() -> None:
    facts = "care 2024-03-04 \n placement A 2024-03-04 with_parent=yes urgent_reg19=yes"
    first = ask(life(facts), "V-6", "2024-03-05")
    assert (
        first.trail[2].text
        == "Due on 11 March 2024: 1 week after the start of the placement on 4 March 2024."
    )
    later = ask(life(f"{facts} \n visit 2024-03-08"), "V-6", "2024-03-09")
    assert later.trail[2].text == "Due on 15 March 2024: 1 week after the last visit on 8 March 2024."


def test_a_chain_that_counts_from_its_beginning_says_what_that_is() -> None:
    chains = {code for code, duty in CARRIED_OUT.items() if duty.first == 1 and not duty.once}
    assert set(BEGINS) == chains


def test_a_day_that_was_moved_was_not_counted() -> None:
    issued = "care 2024-03-04 \n care_proceedings_issued 2024-03-04"
    assert "26 weeks from" in ask(life(issued), "CP-2", "2024-04-01").trail[2].text
    moved = ask(
        life(f"{issued} \n care_proceedings_extended 2024-05-01 until=2024-11-29"), "CP-2", "2024-05-02"
    )
    assert moved.trail[2].text == "Due on 29 November 2024: the day to which it was moved."


def test_a_record_is_kept_from_birth_or_from_death() -> None:
    facts = life("care 2024-03-04")
    kept = replace(facts, date_of_birth=date(2013, 5, 2))
    assert ask(kept, "REC-1", "2024-04-01").trail[2].text == "Due on 2 May 2088: 75 years after birth."
    died = replace(kept, date_of_death=date(2024, 5, 1))
    assert ask(died, "REC-1", "2024-06-01").trail[2].text == "Due on 1 May 2039: 15 years after the death."


def test_what_a_trail_says_was_done_last_was_done_that_day() -> None:
    told = re.compile(
        r"the last (visit|contact|dental check|health assessment|pathway review) on (\d+ \w+ \d{4})"
    )
    names = {"dental check": "dental_check", "health assessment": "health_assessment"}
    found = 0
    for number in range(60):
        facts = life_of(number)
        happened = {(event.event, words(event.day)) for event in facts.events}
        for on in days_of(facts, number, 3):
            for answer in begun(facts, on=on):
                for what, day in told.findall(" ".join(reason.text for reason in answer.trail)):
                    found += 1
                    assert (names.get(what, what.replace(" ", "_")), day) in happened, answer.code
    assert found > 100


@pytest.mark.parametrize(
    ("start", "told"), [("2020-01-15", 0), ("2020-04-20", 1), ("2020-12-01", 1), ("2021-04-12", 0)]
)
def test_dates_among_the_easings_say_so(start: str, told: int) -> None:
    answer = ask(life(f"care {start} \n placement A {start} \n visit {start}"), "V-1", start)
    assert [reason.code for reason in answer.trail].count("easing") == told


def test_another_calendar_moves_working_days() -> None:
    closed = ENGLAND.with_holidays([date(2024, 3, 12)], version="with one more")
    answer = ask(life("care 2024-03-04"), "REV-1", "2024-03-10", calendar=closed)
    assert answer.due == date(2024, 4, 4)
    assert "with one more" in answer.trail[2].text


def test_the_rules_are_data() -> None:
    weekly = replace(
        RULES["V-2"], due_rule="P5W after last_visit", parsed=parse("P5W after last_visit", row="V-2")
    )
    answer = ask(TWO_HOMES, "V-2", "2023-05-01", rules={**RULES, "V-2": weekly})
    assert answer.due == date(2023, 5, 8)
    odd = replace(RULES["V-2"], due_rule="never", parsed=parse("never", row="V-2"))
    with pytest.raises(ValueError, match="Row V-2 says 'never'"):
        ask(TWO_HOMES, "V-2", "2023-05-01", rules={**RULES, "V-2": odd})


def test_without_codes_every_row_in_the_order_of_the_table() -> None:
    codes = [answer.code for answer in answers(TWO_HOMES, on=date(2023, 5, 1))]
    assert codes == list(RULES)


def test_rows_that_cannot_be_answered_are_refused() -> None:
    with pytest.raises(KeyError, match="V-99"):
        ask(TWO_HOMES, "V-99", "2023-05-01")


def test_working_days_outside_the_table_cannot_be_told() -> None:
    answer = ask(life("care 2035-12-20"), "REV-1", "2035-12-21")
    assert (answer.answer, answer.missing) == (Outcome.CANNOT_TELL, ("bank_holidays.2036",))
    assert "Add that year to the table" in answer.trail[-1].text


def test_times_within_a_day_settle_what_was_said_last() -> None:
    home = Placement("A", date(2023, 1, 2), None, "U4", True, True)
    said = [
        Event("fewer_visits_agreed", datetime(2024, 2, 1, 9, tzinfo=UTC)),
        Event("fewer_visits_declined", datetime(2024, 2, 1, 15, tzinfo=UTC)),
    ]
    visit = Event("visit", datetime(2024, 1, 31, 23, 30, tzinfo=UTC), child_seen=True)
    care = (PeriodOfCare(date(2023, 1, 2)),)
    facts = ChildFacts(None, care, placements=(home,), events=(visit, *said))
    assert ask(facts, "V-4", "2024-02-02").due == date(2024, 4, 30)
    unclear = [replace(event, at=date(2024, 2, 1)) for event in said]
    facts = ChildFacts(None, care, placements=(home,), events=(visit, *unclear))
    assert ask(facts, "V-4", "2024-02-02").missing == ("events.fewer_visits_agreed",)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ("care 2024-03-04 \n care 2024-05-01", "Periods of care overlap"),
        ("placement A 2024-03-04 \n placement B 2024-05-01", "Placements overlap"),
        ("placement A 2024-03-04 2024-05-01 \n placement A 2024-05-01", "have the id A"),
        ("visit 2024-03-04 placement=Z", "which is not listed"),
        ("care 2007-03-04", "before birth"),
        ("care 2024-03-04 2024-03-01", "before it starts"),
        ("placement A 2024-03-04 area=abroad", "is not an area"),
    ],
)
def test_what_cannot_be_is_refused(told: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        life(told)


def test_facts_and_answers_are_frozen_and_whole() -> None:
    with pytest.raises(TypeError, match="is a tuple"):
        ChildFacts(None, periods_of_care=[PeriodOfCare(date(2024, 3, 4))])  # type: ignore[arg-type]
    answer = ask(TWO_HOMES, "V-1", "2023-05-01")
    with pytest.raises(AttributeError):
        answer.answer = Outcome.DUE  # type: ignore[misc]


def test_an_answer_says_what_is_missing_what_was_done_and_how_it_was_reached_and_no_more() -> None:
    done = (Outcome.DONE_ON_TIME, Outcome.DONE_LATE)
    found = Counter[Outcome]()
    for number in range(50):
        facts = with_doubts(life_of(number), number) if number % 2 else life_of(number)
        for on in days_of(facts, number, 3):
            for answer in answers(facts, on=on):
                found[answer.answer] += 1
                assert bool(answer.missing) == (answer.answer is Outcome.CANNOT_TELL)
                assert (answer.done is not None) == (answer.answer in done)
                assert answer.trail
                assert all((link.done is not None) == (link.outcome in done) for link in answer.links)
    assert set(found) == set(Outcome)


def test_next_change_is_also_when_doubt_begins_and_ends() -> None:
    facts = life("""
        care 2024-03-04
        placement A 2024-03-04
        visit 2024-03-08
        visit 2024-03-20 child_seen=unknown
    """)
    assert ask(facts, "V-2", "2024-04-01").next_change == date(2024, 4, 20)
    assert ask(facts, "V-2", "2024-04-20").next_change == date(2024, 5, 2)
    assert ask(facts, "V-2", "2024-05-02").next_change == date(2025, 3, 4)


def test_late_whichever_doubtful_visit_counts_stays_late() -> None:
    facts = life("""
        care 2024-03-04
        placement A 2024-03-04 2024-06-01
        placement B 2024-06-01
        visit 2024-03-04
        visit 2024-03-09 child_seen=unknown
    """)
    late = link(2, "2024-03-04", "2024-04-15", "", Outcome.LATE, "A")
    assert ask(facts, "V-2", "2024-04-21").links == (late,)
    assert ask(facts, "V-2", "2024-07-01").links == (late,)


def test_a_link_closed_while_another_row_applied_is_not_in_the_history() -> None:
    facts = life("""
        care 2024-03-04
        placement A 2024-03-04 with_parent=yes
        status C2 2024-03-10 2024-05-01
        visit 2024-03-06
        visit 2024-04-01
    """)
    assert ask(facts, "V-2", "2024-06-01").links == (
        link(3, "2024-04-01", "2024-05-13", "", Outcome.LATE, "A"),
    )


@pytest.mark.parametrize(
    ("doubtful", "outcome"),
    [
        ("2024-03-04", Outcome.CANNOT_TELL),  # the day counted from
        ("2024-03-11", Outcome.CANNOT_TELL),  # the day due
        ("2024-03-12", Outcome.DONE_LATE),  # late in any case
    ],
)
def test_a_doubtful_visit_in_time_leaves_an_old_link_in_doubt(doubtful: str, outcome: Outcome) -> None:
    facts = life(f"""
        care 2024-03-04
        placement A 2024-03-04 2024-06-01
        placement B 2024-06-01
        visit {doubtful} child_seen=unknown
        visit 2024-03-15
    """)
    first, _ = ask(facts, "V-1", "2024-06-02").links
    assert first.outcome is outcome


def test_a_figure_stands_in_one_row_and_those_that_lean_on_it_follow() -> None:
    """REV-5 counts back from the last day that REV-1 allows."""
    sooner = replace(
        RULES["REV-1"],
        due_rule="P10WD after looked_after_start",
        parsed=parse("P10WD after looked_after_start", row="REV-1"),
    )
    facts = life("care 2024-03-04")
    assert ask(facts, "REV-5", "2024-03-05").due == date(2024, 3, 27)
    assert ask(facts, "REV-5", "2024-03-05", rules={**RULES, "REV-1": sooner}).due == date(2024, 3, 13)


def test_without_looking_ahead_the_answers_are_the_same() -> None:
    facts = life_of(7)
    for on in days_of(facts, 7, 5):
        found = begun(facts, on=on)
        assert any(answer.next_change for answer in found)
        assert begun(facts, on=on, ahead=False) == tuple(each._replace(next_change=None) for each in found)
        few = tuple(each for each in found if each.code not in {"REV-1", "H-1"})
        assert begun(facts, on=on, without={"REV-1", "H-1"}) == few
