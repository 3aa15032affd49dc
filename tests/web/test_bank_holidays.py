"""A last day on which nobody is at work is said to be one, in good time."""

from datetime import date

import pytest

from steadyhand.contexts.cases.models import Child, Duty, Identity
from steadyhand.web.duty_rows import by_when, rows

TODAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("due", "when", "more"),
    [
        (date(2026, 12, 28), "Monday 28 December", "a bank holiday"),
        (date(2026, 12, 29), "Tuesday 29 December", ""),
        (date(2026, 11, 16), "Today", ""),
        (date(2026, 11, 14), "2 days late", "was due 14 Nov"),
    ],
)
def test_a_bank_holiday_is_warned_of(due: date, when: str, more: str) -> None:
    child = Child(pk=1, ref="a" * 20)
    identity = Identity(child=child, given_name="Robin", family_name="Fairweather")
    duty = Duty(pk=1, child=child, code="V-2", due_at=due, started_on=date(2026, 10, 5), number=2)
    (row,) = rows([duty], identities={1: identity}, today=TODAY)
    assert (row.when, row.when_more) == (when, more)


def test_it_is_warned_of_as_soon_as_the_visit_before_is_saved() -> None:
    assert by_when(date(2026, 12, 28), TODAY) == "Monday 28 December, a bank holiday"
    assert by_when(date(2026, 12, 29), TODAY) == "Tuesday 29 December"
