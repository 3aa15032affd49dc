"""The ordinary entry into care, worked out by hand for every day of 2024: Easter, Christmas and a leap day are in it.

Nothing of the engine's own counting is used here. Each day of the year is the day on which a child comes
into care and is placed, and everything is then done on the last day that is allowed.
"""

from calendar import monthrange
from datetime import date, timedelta

import pytest

from steadyhand.engines.timescales import (
    ChildFacts,
    Event,
    Outcome,
    PeriodOfCare,
    Placement,
    SchoolTerm,
    answers,
)

# As the government published them, for England.
BANK_HOLIDAYS = frozenset(
    date(year, month, day)
    for year, days in {
        2024: ((1, 1), (3, 29), (4, 1), (5, 6), (5, 27), (8, 26), (12, 25), (12, 26)),
        2025: ((1, 1), (4, 18), (4, 21), (5, 5), (5, 26), (8, 25), (12, 25), (12, 26)),
    }.items()
    for month, day in days
)
TERMS = (
    SchoolTerm("Spring", date(2024, 1, 8), date(2024, 3, 22)),
    SchoolTerm("Summer", date(2024, 4, 15), date(2024, 7, 19)),
    SchoolTerm("Autumn", date(2024, 9, 3), date(2024, 12, 20)),
)
DAYS = tuple(date(2024, 1, 1) + timedelta(days=n) for n in range(366))
WEEK = timedelta(days=7)
ONE_DAY = timedelta(days=1)


def working_days(start: date, n: int) -> date:
    """The nth working day after the day."""
    days = [start + timedelta(days=k) for k in range(1, 60)]
    return [day for day in days if day.weekday() < 5 and day not in BANK_HOLIDAYS][n - 1]


def months(start: date, n: int) -> date:
    """The same date n months on, or the last of a shorter month."""
    year, month = start.year + (start.month - 1 + n) // 12, (start.month - 1 + n) % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def years(start: date, n: int) -> date:
    return months(start, 12 * n)


def child(entry: date, *events: Event, born: date | None = None) -> ChildFacts:
    home = Placement("A", entry, None, "U6", False, False, area="adjoining", emergency=True)
    return ChildFacts(
        date_of_birth=born or date(2014, 5, 1),
        periods_of_care=(PeriodOfCare(entry),),
        placements=(home,),
        events=events,
        school_terms=TERMS,
    )


def due(facts: ChildFacts, on: date, *codes: str) -> dict[str, date]:
    """The day each row is due, all of them being due and not late on the day."""
    found = answers(facts, on=on, codes=codes)
    assert {answer.answer for answer in found} == {Outcome.DUE}, (on, found)
    return {answer.code: answer.due for answer in found if type(answer.due) is date}


@pytest.mark.parametrize("entry", DAYS[::7])
def test_the_last_day_is_in_time_and_the_next_is_late(entry: date) -> None:
    facts = child(entry)
    for code, last in due(facts, entry, "PP-1", "REV-0", "V-1", "CP-1", "E-1", "REV-1", "H-1").items():
        assert due(facts, last, code) == {code: last}
        (answer,) = answers(facts, on=last + ONE_DAY, codes=[code])
        assert (answer.answer, answer.due) == (Outcome.LATE, last)


def test_what_is_due_from_the_day_of_entry() -> None:
    for entry in DAYS:
        five, ten, twenty = (working_days(entry, n) for n in (5, 10, 20))
        expected = {
            "PP-1": five,  # placement plan
            "PP-2": five,  # those listed told
            "PP-3": five,  # the area's authority told
            "PP-6": five,  # checks after an emergency
            "H-7": five,  # health bodies told
            "REV-0": five,  # reviewing officer named
            "V-1": entry + WEEK,  # first visit
            "CP-1": ten,  # care plan
            "E-1": ten,  # personal education plan started
            "E-2": twenty,  # and ready
            "H-1": twenty,  # health assessment
            "REV-1": twenty,  # first review
        }
        assert due(child(entry), entry, *expected) == expected, entry


def test_visits_go_on_every_six_weeks_through_the_first_year() -> None:
    for entry in DAYS:
        visits = [entry + WEEK]
        while visits[-1] + 6 * WEEK < years(entry, 1):
            visits.append(visits[-1] + 6 * WEEK)
        assert len(visits) == 9
        facts = child(entry, *(Event("visit", day, child_seen=True) for day in visits))
        for made in visits[:: len(visits) - 1]:
            assert due(facts, made, "V-2") == {"V-2": made + 6 * WEEK}, entry
        assert due(facts, years(entry, 1), "V-3") == {"V-3": visits[-1] + 6 * WEEK}, entry
        (first,) = answers(facts, on=visits[-1], codes=["V-1"])
        assert (first.answer, first.done) == (Outcome.DONE_ON_TIME, entry + WEEK), entry


def test_reviews_follow_in_three_months_and_then_every_six() -> None:
    for entry in DAYS:
        first = working_days(entry, 20)
        second = months(first, 3)
        third = months(second, 6)
        facts = child(entry, *(Event("review_held", day) for day in (first, second, third)))
        assert due(facts, first, "REV-2", "CP-6") == {"REV-2": second, "CP-6": second}, entry
        assert due(facts, second, "REV-3") == {"REV-3": third}, entry
        assert due(facts, third, "REV-3") == {"REV-3": months(third, 6)}, entry
        for code, held in (("REV-1", first), ("REV-2", second)):
            (answer,) = answers(facts, on=third, codes=[code])
            assert (answer.answer, answer.due, answer.done) == (Outcome.DONE_ON_TIME, held, held), entry


def test_after_each_review_decisions_and_records() -> None:
    for entry in DAYS:
        held = working_days(entry, 20)
        expected = {"REV-7": 5, "REV-9": 15, "REV-10": 20}
        assert due(child(entry, Event("review_held", held)), held, *expected) == {
            code: working_days(held, n) for code, n in expected.items()
        }, entry


def test_health_every_six_months_under_five_and_every_twelve_from_then() -> None:
    for entry in DAYS:
        seen = working_days(entry, 20)
        yearly = [Event(name, seen) for name in ("health_assessment", "dental_check")]
        baby = child(entry, *yearly, born=years(entry, -2))
        pupil = child(entry, *yearly, born=years(entry, -9))
        assert due(baby, seen, "H-2") == {"H-2": months(seen, 6)}, entry
        assert due(pupil, seen, "H-3", "H-4") == {"H-3": years(seen, 1), "H-4": years(seen, 1)}, entry


def test_the_questionnaire_every_year_and_the_education_plan_every_term() -> None:
    for entry in DAYS:
        asked = working_days(entry, 20)
        facts = child(entry, Event("sdq", asked))
        assert due(facts, years(entry, 1), "H-6") == {"H-6": years(asked, 1)}, entry
        now = [term.end for term in TERMS if term.start <= entry <= term.end]
        if now:
            assert due(facts, entry, "E-3") == {"E-3": now[0]}, entry
        else:
            (answer,) = answers(facts, on=entry, codes=["E-3"])
            assert answer.answer is Outcome.NOT_APPLICABLE, entry
        for term in TERMS:
            if entry < term.start:
                assert due(facts, term.start, "E-3") == {"E-3": term.end}, entry


def test_sixteen_and_three_months() -> None:
    for entry in DAYS:
        sixteen = entry + timedelta(days=200)
        if (sixteen.month, sixteen.day) == (2, 29):
            continue
        born = years(sixteen, -16)
        assert due(child(entry, born=born), sixteen, "LC-1") == {"LC-1": months(sixteen, 3)}, entry
        thirteen_weeks = entry + 13 * WEEK
        older = child(entry, born=years(entry, -16) - ONE_DAY)
        (before,) = answers(older, on=thirteen_weeks - ONE_DAY, codes=["LC-1"])
        assert before.answer is Outcome.NOT_APPLICABLE, entry
        assert due(older, thirteen_weeks, "LC-1") == {"LC-1": months(thirteen_weeks, 3)}, entry


def test_pathway_reviews_every_six_months_to_21_or_25_if_asked() -> None:
    for entry in DAYS:
        eighteen = entry + 2 * 26 * WEEK
        if (eighteen.month, eighteen.day) == (2, 29):
            continue
        born = years(eighteen, -18)
        held = eighteen + 4 * WEEK
        asked = Event("support_to_25_requested", held + WEEK)
        care = (PeriodOfCare(entry, eighteen),)
        for events, last in (((), 21), ((asked,), 25)):
            end = years(born, last)
            reviews = [Event("pathway_review", held), Event("pathway_review", end - ONE_DAY), *events]
            facts = ChildFacts(date_of_birth=born, periods_of_care=care, events=tuple(reviews))
            assert due(facts, held, "LC-4") == {"LC-4": months(held, 6)}, entry
            assert due(facts, end - ONE_DAY, "LC-4") == {"LC-4": months(end - ONE_DAY, 6)}, entry
            (over,) = answers(facts, on=end, codes=["LC-4"])
            assert over.answer is Outcome.NOT_APPLICABLE, entry
