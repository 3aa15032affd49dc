"""What must hold of every life: one answer whatever the order, nothing forgotten, no change unannounced."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from engines.timescales.lives import days_in, lives, nothing_unknown
from engines.timescales.slow_clock import OPEN, answers_that_evening, history_by_walking, ways
from soak.lengths import examples
from steadyhand.engines.timescales import Answer, ChildFacts, Link, Outcome, answers

CODES = ("V-1", "V-2", "V-3", "V-4", "V-5", "REV-1", "REV-2", "REV-3")  # those the slow clock knows
LISTS = ("periods_of_care", "legal_status", "placements", "events", "explanations")
DONE = (Outcome.DONE_ON_TIME, Outcome.DONE_LATE)
LATE = (Outcome.LATE, Outcome.LATE_EXPLAINED)
steady = settings(deadline=None, derandomize=True)


@settings(steady, max_examples=examples(200))
@given(data=st.data(), facts=lives())
def test_the_slow_clock_agrees(data: st.DataObject, facts: ChildFacts) -> None:
    for on in data.draw(st.lists(days_in(facts), min_size=3, max_size=3)):
        for code in CODES:
            (answer,) = answers(facts, on=on, codes=[code])
            ways = answers_that_evening(facts, code, on)
            if len({outcome for outcome, _, _ in ways}) > 1:
                assert answer.answer is Outcome.CANNOT_TELL, (code, on, ways)
            else:
                assert (answer.answer, answer.due, answer.done) in ways, (code, on, ways)


@settings(steady, max_examples=examples(40))
@given(data=st.data(), facts=lives().map(nothing_unknown))
def test_history_is_what_the_evenings_left_behind(data: st.DataObject, facts: ChildFacts) -> None:
    on = data.draw(days_in(facts))
    first = min(span.start for span in (*facts.periods_of_care, *facts.placements))
    (walked, *_) = ways(facts)
    for answer in answers(facts, on=on, codes=CODES):
        left = history_by_walking(walked, answer.code, first, on)
        spells = {f"placement:{home.id}": home.start for home in facts.placements}
        spells |= {f"care:{care.start}": care.start for care in facts.periods_of_care}
        told = {
            (spells[link.anchor], link.started): (late(link.outcome), link.due, link.done)
            for link in answer.links
            if link.outcome is not Outcome.DUE
        }
        # An explanation recorded later explains an old link too, so here late is late.
        assert told == {key: (late(outcome), due, done) for key, (outcome, due, done) in left.items()}


def late(outcome: Outcome) -> Outcome:
    return Outcome.LATE if outcome in LATE else outcome


@settings(steady, max_examples=examples(100))
@given(data=st.data(), facts=lives())
def test_the_order_of_facts_does_not_matter(data: st.DataObject, facts: ChildFacts) -> None:
    on = data.draw(days_in(facts))
    shuffled = {name: tuple(data.draw(st.permutations(getattr(facts, name)))) for name in LISTS}
    assert answers(replace(facts, **shuffled), on=on) == answers(facts, on=on)


@settings(steady, max_examples=examples(100))
@given(data=st.data(), facts=lives())
def test_what_happens_later_changes_no_earlier_answer(data: st.DataObject, facts: ChildFacts) -> None:
    on = data.draw(days_in(facts))
    known = replace(
        facts,
        events=tuple(event for event in facts.events if event.day <= on),
        explanations=tuple(told for told in facts.explanations if told.at <= on),
    )
    for told, untold in zip(answers(facts, on=on), answers(known, on=on), strict=True):
        assert told._replace(next_change=None) == untold._replace(next_change=None)


@settings(steady, max_examples=examples(100))
@given(data=st.data(), facts=lives())
def test_time_takes_nothing_back(data: st.DataObject, facts: ChildFacts) -> None:
    """A link once closed stays as it closed, and one that was late is never put right by waiting."""
    early, later = sorted(data.draw(st.tuples(days_in(facts), days_in(facts))))
    for before, after in zip(answers(facts, on=early), answers(facts, on=later), strict=True):
        kept = {(link.anchor, link.number, link.started): link for link in after.links}
        for link in before.links:
            assert _goes_on(link, kept.get((link.anchor, link.number, link.started)))


def _goes_on(link: Link, later: Link | None) -> bool:
    if link.outcome in DONE:
        return later == link
    if link.outcome in LATE:
        return later is not None and later.due == link.due and later.outcome in (*LATE, Outcome.DONE_LATE)
    return True


@settings(steady, max_examples=examples(60))
@given(data=st.data(), facts=lives())
def test_next_change_is_the_next_change(data: st.DataObject, facts: ChildFacts) -> None:
    on = data.draw(days_in(facts))
    for answer in answers(facts, on=on):
        until = min(answer.next_change or date.max, on + timedelta(days=800))
        # Every day up to the change would be slow: the day before it, and a sample of the others.
        between = data.draw(st.lists(st.dates(on, until - timedelta(days=1)), max_size=4))
        for day in {*between, until - timedelta(days=1)}:
            assert _kind(_asked(facts, answer.code, day)) == _kind(answer)
        if until == answer.next_change:
            assert _kind(_asked(facts, answer.code, until)) != _kind(answer)


def _asked(facts: ChildFacts, code: str, on: date) -> Answer:
    return answers(facts, on=on, codes=[code])[0]


def _kind(answer: Answer) -> tuple[object, ...]:
    outcome = Outcome.DUE if answer.answer in OPEN else answer.answer
    return outcome, answer.due, answer.done, answer.missing
