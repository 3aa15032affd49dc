"""What is remembered of invented lives, each on a day on which it can have been."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from steadyhand.world.ages import first_september, is_school_day, school_begins
from steadyhand.world.plans import day_of_turning

_A_YEAR, _A_MONTH = 365.25, 30.4375
_YEAR_2, _YEAR_7, _END_OF_YEAR_11 = 2, 7, 12  # Septembers after the first at school; the last a June


@dataclass(frozen=True, slots=True)
class Milestone:
    """A title and a line, the day of it in a life that began on a day, and in how many lives of 100 it is written down."""

    title: str
    text: str
    day: Callable[[Random, date], date]
    of_100: int = 45


def _between(first_month: int, last_month: int) -> Callable[[Random, date], date]:
    """Any day from so many months old to so many."""

    def day(rng: Random, born: date) -> date:
        return born + timedelta(
            days=rng.randint(round(first_month * _A_MONTH), round(last_month * _A_MONTH) - 1)
        )

    return day


def _on_a_school_day(
    of_year: tuple[int, int], month: int, first: int, last: int
) -> Callable[[Random, date], date]:
    """A school day between two days of a month, in one of these years at school; 0 is the first."""

    def day(rng: Random, born: date) -> date:
        year = first_september(born) + rng.randint(*of_year) + (month < 9)
        days = [date(year, month, each) for each in range(first, last + 1)]
        return rng.choice([each for each in days if is_school_day(each)])

    return day


def _first_birthday(rng: Random, born: date) -> date:
    return day_of_turning(1, born)


def _starts_school(rng: Random, born: date) -> date:
    return school_begins(first_september(born))


def _starts_secondary(rng: Random, born: date) -> date:
    return school_begins(first_september(born) + _YEAR_7)


def _last_paper(rng: Random, born: date) -> date:
    """A Thursday in the second half of June, at the end of the last year of school."""
    day = date(first_september(born) + _END_OF_YEAR_11, 6, 15)
    return day + timedelta(days=(3 - day.weekday()) % 7)


def _results(rng: Random, born: date) -> date:
    """The Thursday in the last full week of August but one, two months after the last paper."""
    day = date(first_september(born) + _END_OF_YEAR_11, 8, 19)
    return day + timedelta(days=(3 - day.weekday()) % 7)


MILESTONES = (
    Milestone("First tooth", "Found with a spoon: it clicked.", _between(5, 10), 50),
    Milestone("First birthday", "A cake, a balloon, and a long sleep after.", _first_birthday, 90),
    Milestone("First steps", "Across the kitchen to {c}, twice.", _between(10, 18), 80),
    Milestone("First night in a big bed", "Fell out once, onto the cushion that {c} had put there.", _between(26, 40)),
    Milestone("Started school", "Went in without looking back. {c} cried instead.", _starts_school, 90),
    Milestone("The school play", "A very good sheep.", _on_a_school_day((0, 2), 12, 5, 17), 60),
    Milestone("Lost the first tooth", "It is in an envelope, with a letter to the fairy.", _between(64, 90)),
    Milestone("Learned to ride a bike", "No stabilisers, the length of the lane.", _between(57, 96), 60),
    Milestone("Scored for the team", "The picture is on the wall at home.", _between(90, 144)),
    Milestone("Swam fifty metres", "The badge is sewn on.", _between(90, 140)),
    Milestone(
        "A certificate for reading", "For the whole year’s work.", _on_a_school_day((_YEAR_2, 5), 7, 6, 18)
    ),
    Milestone(
        "A night away with the class", "The first one. Rang home once, to say it was raining.",
        _on_a_school_day((4, 6), 6, 8, 26),
    ),
    Milestone("Started secondary school", "The tie took four goes.", _starts_secondary, 80),
    Milestone("Swapped rooms at home", "The quiet one at the back. Sleeping better since.", _between(144, 190)),
    Milestone("Cut and dyed the hair", "Green. It suits.", _between(150, 205)),
    Milestone("Ran the ten kilometres", "Last but two, and a medal like everybody’s.", _between(156, 214)),
    Milestone("Cooked for eight", "Grandmother’s rice. Nobody left any.", _between(144, 214)),
    Milestone(
        "Examinations done", "The last paper was on a Thursday. Slept until Saturday.", _last_paper, 70
    ),
    Milestone("A place at college", "The course that was first choice.", _results, 60),
    Milestone("First pay packet", "Saturdays at the bakery. Half of it saved.", _between(193, 214), 50),
    Milestone(
        "First night out in town", "Home at the time that was said, with chips for everybody.", _between(198, 214)
    ),
)  # fmt: skip


def of_a_life(rng: Random, born: date) -> Iterator[tuple[date, Milestone]]:
    """What will be remembered of a life that began on this day, each once."""
    for milestone in MILESTONES:
        day = milestone.day(rng, born)
        if rng.randrange(100) < milestone.of_100:
            yield day, milestone
