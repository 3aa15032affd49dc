"""Generated lives for the property tests: small, full of moves, gaps and things not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from steadyhand.engines.timescales import (
    ChildFacts,
    Event,
    Explanation,
    LegalStatus,
    PeriodOfCare,
    Placement,
    answers,
)

FIRST_DAYS = st.dates(date(2010, 6, 1), date(2023, 12, 31)) | st.dates(date(2013, 6, 1), date(2014, 12, 31))
STEPS = st.integers(0, 500)
MOSTLY_NO = st.sampled_from((False, False, False, False, False, True, None))
MOSTLY_YES = st.sampled_from((True, True, True, True, True, False, None))


@st.composite
def spans(draw: st.DrawFn, first: date, most: int) -> list[tuple[date, date | None]]:
    """Spells that follow one another, some with a gap, some within one day, the last perhaps open."""
    found: list[tuple[date, date | None]] = []
    start = first
    for _ in range(draw(st.integers(1, most))):
        end = start + timedelta(days=draw(st.sampled_from((0, 3, 30, 200, 366, 700))))
        found.append((start, end))
        start = end + timedelta(days=draw(st.sampled_from((0, 0, 0, 1, 40))))
    if draw(st.booleans()):
        found[-1] = (found[-1][0], None)
    return found


@st.composite
def placements(draw: st.DrawFn, first: date) -> tuple[Placement, ...]:
    return tuple(
        Placement(
            id=f"P{place}",
            start=start,
            end=end,
            type="U4",
            lasts_to_18=draw(st.sampled_from((True, False, True, False, None))),
            long_term_foster_reg22B=draw(st.sampled_from((True, False, False, None))),
            with_parent=draw(MOSTLY_NO),
            urgent_reg19=draw(MOSTLY_NO),
            temporary_approval_reg24=draw(MOSTLY_NO),
            adoptive=draw(MOSTLY_NO),
            short_break=draw(MOSTLY_NO),
        )
        for place, (start, end) in enumerate(draw(spans(first, 3)))
    )


@st.composite
def happenings(draw: st.DrawFn, first: date, homes: tuple[Placement, ...]) -> list[Event]:
    found: list[Event] = []
    day = first
    for _ in range(draw(st.integers(0, 12))):
        day += timedelta(days=draw(st.sampled_from((0, 5, 7, 8, 30, 42, 43, 90, 184))))
        seen = draw(MOSTLY_YES if sum(event.child_seen is None for event in found) < 2 else st.booleans())
        named = draw(st.sampled_from((None, None, None, *(home.id for home in homes))))
        by = draw(st.sampled_from((None, None, None, "personal_adviser")))
        found.append(Event("visit", day, placement=named, child_seen=seen, by=by))
    day = first
    for _ in range(draw(st.integers(0, 5))):
        day += timedelta(days=draw(st.sampled_from((0, 20, 28, 29, 60, 92, 150, 184, 185))))
        found.append(Event("review_held", day, child_seen=False))
    for name in draw(
        st.lists(
            st.sampled_from(
                (
                    "fewer_visits_agreed",
                    "fewer_visits_agreed",
                    "fewer_visits_declined",
                    "full_approval",
                    "living_arrangements_start",
                )
            ),
            max_size=3,
        )
    ):
        found.append(Event(name, first + timedelta(days=draw(STEPS)), child_seen=False))
    return found


@st.composite
def lives(draw: st.DrawFn) -> ChildFacts:
    first = draw(FIRST_DAYS)
    homes = draw(placements(first))
    statuses = [
        LegalStatus(draw(st.sampled_from(("C1", "C2", "V2"))), start, end)
        for start, end in draw(spans(first, 2))
    ]
    facts = ChildFacts(
        date_of_birth=date(2005, 5, 5),
        periods_of_care=tuple(PeriodOfCare(*span) for span in draw(spans(first, 2))),
        legal_status=tuple(statuses),
        placements=homes,
        events=tuple(draw(happenings(first, homes))),
        short_breaks_reg48=draw(MOSTLY_NO),
    )
    return draw(with_explanations(facts, first))


@st.composite
def with_explanations(draw: st.DrawFn, facts: ChildFacts, first: date) -> ChildFacts:
    """The same life, with some of the dates due explained, not all of them properly."""
    told = []
    for answer in answers(facts, on=first + timedelta(days=draw(st.integers(30, 900)))):
        if answer.due is not None and draw(st.booleans()):
            told.append(
                Explanation(
                    answer.code,
                    answer.due,
                    draw(st.sampled_from(("ill", "ill", None))),
                    draw(st.sampled_from(("manager", "manager", ""))),
                    answer.due + timedelta(days=draw(st.integers(0, 20))),
                )
            )
    return ChildFacts(
        date_of_birth=facts.date_of_birth,
        periods_of_care=facts.periods_of_care,
        legal_status=facts.legal_status,
        placements=facts.placements,
        events=facts.events,
        explanations=tuple(told),
        short_breaks_reg48=facts.short_breaks_reg48,
    )


def nothing_unknown(facts: ChildFacts) -> ChildFacts:
    """The same life with nothing unknown: it is no instead, and the child has said no to fewer visits."""
    homes = tuple(
        replace(home, **{name: getattr(home, name) or False for name in UNKNOWN}) for home in facts.placements
    )
    agreements = ("fewer_visits_agreed", "fewer_visits_declined")
    starts = [home.start for home in homes]
    said = {event.at: event for event in facts.events if event.event in agreements and event.at not in starts}
    events = [
        replace(event, child_seen=bool(event.child_seen))
        for event in facts.events
        if event.event not in agreements
    ]
    refused = [Event("fewer_visits_declined", home.start, placement=home.id) for home in homes]
    return replace(
        facts,
        placements=homes,
        events=(*events, *said.values(), *refused),
        short_breaks_reg48=bool(facts.short_breaks_reg48),
    )


UNKNOWN = (
    "lasts_to_18",
    "long_term_foster_reg22B",
    "with_parent",
    "urgent_reg19",
    "temporary_approval_reg24",
    "adoptive",
    "short_break",
)


def days_in(facts: ChildFacts) -> st.SearchStrategy[date]:
    """Days from a little before the life's first fact to well after it."""
    first = min(span.start for span in facts.periods_of_care)
    return st.integers(-20, 1500).map(lambda number: first + timedelta(days=number))
