"""Every row of the table, held against the slow clock on generated lives."""

from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from engines.timescales.lives_of_all_rows import days_of_interest, lives_of_all_rows
from engines.timescales.slow_rows_all import that_evening
from soak.lengths import examples
from steadyhand.engines.timescales import RULES, ChildFacts, answers

steady = settings(deadline=None, derandomize=True)


@settings(steady, max_examples=examples(20))
@given(data=st.data(), facts=lives_of_all_rows())
def test_the_slow_clock_agrees_on_every_row(data: st.DataObject, facts: ChildFacts) -> None:
    for on in data.draw(st.lists(days_of_interest(facts), min_size=3, max_size=3)):
        slow = that_evening(facts, on)
        for answer in answers(facts, on=on):
            assert (answer.answer, answer.due, answer.done) == slow[answer.code], (answer.code, on)
