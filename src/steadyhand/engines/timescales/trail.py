"""How an answer was reached, in plain sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Final, overload

from steadyhand.engines.timescales.calendar import day_of
from steadyhand.engines.timescales.conditions import Finding
from steadyhand.engines.timescales.course import Course, Moment
from steadyhand.engines.timescales.duty import Duty
from steadyhand.engines.timescales.grammar import Never, Unit, Way, Within
from steadyhand.engines.timescales.outcome import Outcome
from steadyhand.engines.timescales.rules import Rule
from steadyhand.engines.timescales.standing import Standing
from steadyhand.kernel import Citation, CitationStatus, Reason

# The rows are the law as it stood apart from these; a date among them says so.
_EASINGS: Final = (
    (
        date(2020, 4, 24),
        date(2020, 9, 25),
        "The easings of 24 April to 25 September 2020 are not in this row, and a date here falls among them.",
        Citation("SI 2020/445", "", CitationStatus.UNCONFIRMED),
    ),
    (
        date(2020, 9, 26),
        date(2021, 3, 31),
        "Visits could be made from a distance until 31 March 2021; that is not in this row, and a date here "
        "falls in that time.",
        Citation("SI 2020/909", "", CitationStatus.UNCONFIRMED),
    ),
)
_MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


# What the first link of a chain counts from; those that follow count from what was done last.
BEGINS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "V-6": "the start of the placement",
        "V-7": "the start of the placement",
        "V-8": "the care order at home",
        "V-9": "the start of the arrangement",
        "V-13": "the start of the remand",
        "REV-12": "the start of the placement for adoption",
        "LC-5": "the move into the accommodation",
        "LC-7": "the move into the accommodation",
        "SEC-5": "the child being kept secure",
        "SB-3": "the first break",
        "SB-4": "the first break",
        "AD-1": "the start of the placement for adoption",
        "AD-4": "the authority to place",
        "FC-1": "the approval",
    }
)
# What is counted from the child's own life, and not from the day on which the clock began.
_OF_A_LIFE: Final = {"date_of_birth": "birth", "date_of_death": "the death"}


class Steps(Sequence[Reason]):
    """The steps of one answer, put into words when somebody reads them: a sweep never does."""

    __slots__ = ("_asked", "_said")

    def __init__(self, rule: Rule, duty: Duty, standing: Standing, on: date, calendar_version: str) -> None:
        self._asked = (rule, duty, standing, on, calendar_version)
        self._said: tuple[Reason, ...] = ()

    def _all(self) -> tuple[Reason, ...]:
        if not self._said:
            self._said = of(*self._asked)
        return self._said

    @overload
    def __getitem__(self, place: int) -> Reason: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Reason]: ...
    def __getitem__(self, place: int | slice) -> Reason | Sequence[Reason]:
        return self._all()[place]

    def __len__(self) -> int:
        return len(self._all())

    def __bool__(self) -> bool:
        return True  # an answer always says how it was reached

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Steps) and self._all() == other._all()

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())


def of(rule: Rule, duty: Duty, standing: Standing, on: date, calendar_version: str) -> tuple[Reason, ...]:
    """The steps of one answer: the rule with its law, whether it applies, the date counted, what became."""
    steps = [Reason("rule", f"{rule.duty}: {rule.due_in_words}.", rule.citation)]
    if standing.outcome is Outcome.NOT_APPLICABLE:
        facts = ((standing.finding.condition, "no"),)
        steps.append(Reason("not-applicable", standing.finding.text, facts=facts))
        return tuple(steps)
    if standing.outcome is Outcome.CANNOT_TELL:
        unknown = tuple((name, "not known") for name in standing.missing)
        steps.append(Reason("missing", standing.finding.text, facts=unknown))
        return tuple(steps)
    steps.append(
        Reason(
            "applies",
            f"It applies: {rule.applies_when}.",
            facts=tuple((condition.name, "yes") for condition in duty.conditions),
        )
    )
    steps.append(_counted(duty, standing, calendar_version))
    steps.append(_became(standing))
    steps.extend(_easings(standing, on))
    if rule.note:
        steps.append(Reason("note", rule.note))
    return tuple(steps)


def no_clock(duty: Duty) -> Finding:
    """Why a row is silent where nothing has started it, or what started it has ended."""
    text = f"There is nothing to count from on this day: {duty.from_words}."
    return Finding(False, text, condition="begun")


def chain_over(rule: Rule) -> Finding:
    """Why a row is silent once its last step has given way."""
    return Finding(False, f"The steps of this row are over: {rule.due_in_words}.", condition="goes_on")


def not_in_force(rule: Rule) -> Finding:
    """Why a row is silent about a day before or after it is the law."""
    since = f" from {words(rule.valid_from)}" if rule.valid_from else ""
    until = f" until {words(rule.valid_to)}" if rule.valid_to else ""
    text = f"This row is the law{since}{until}, and the day it turns on is outside that."
    return Finding(False, text, condition="in_force")


def not_begun(duty: Duty) -> Finding:
    """Why a later link has nothing to count from yet."""
    text = f"There is nothing to count from yet: {duty.from_words} has not happened."
    return Finding(False, text, condition="begun")


def doubt(course: Course, days: Sequence[date]) -> str:
    """Which happenings may or may not count."""
    if not days:
        return "Without the time of day it cannot be told whether it was done within the hours allowed."
    listed = ", ".join(words(day) for day in days)
    if any(course.doubt(day).endswith(".child_seen") for day in days):
        return f"It is not known whether the child was seen on {listed}."
    return f"It is not known what came of it on {listed}."


def moment(at: Moment) -> str:
    """A day, or a day and a time in UTC, as people write it."""
    if isinstance(at, datetime):
        return f"{words(day_of(at))} at {at:%H:%M} UTC"
    return words(at)


def words(day: date) -> str:
    """A date as people write it."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _counted(duty: Duty, standing: Standing, calendar_version: str) -> Reason:
    """The last day, and how it was counted."""
    due, started, step = standing.due, standing.started, standing.limit.step if standing.limit else None
    counted_from = duty.from_words
    if standing.number == 1:  # nothing of its kind was done yet
        counted_from = BEGINS.get(duty.code, counted_from)
    if isinstance(step, Within) and step.event in _OF_A_LIFE:
        counted_from, started = _OF_A_LIFE[step.event], None
    since = "" if started is None else f" on {words(started)}"
    facts: tuple[tuple[str, str], ...] = ()
    if started is not None:
        facts += (("counted_from", started.isoformat()),)
    if isinstance(step, Never):
        return Reason(
            "due", f"It may not be at all. It has been so since {words(started or date.min)}.", facts=facts
        )
    if due is None:
        text = f"There is no last day yet. It counts from {counted_from}{since}."
        if standing.limit is not None and standing.limit.no_day:
            text = f"Due as soon as possible after {counted_from}{since}; there is no last day, and it is never late."
        return Reason("due", text, facts=facts)
    facts += (("due", due.isoformat()),)
    if not isinstance(step, Within):
        return Reason("due", f"Due on {moment(due)}.", facts=facts)
    if isinstance(due, date) and step.event not in _OF_A_LIFE and _was_moved(standing, due):
        return Reason("due", f"Due on {moment(due)}: the day to which it was moved.", facts=facts)
    way = {Way.AFTER: "after", Way.BEFORE: "before", Way.FROM: "from, and counting,"}[step.way]
    text = f"Due on {moment(due)}: {step.period} {way} {counted_from}"
    text += "." if step.way is Way.BEFORE else f"{since}."
    if step.period.unit in (Unit.WORKING_DAYS, Unit.SCHOOL_DAYS):
        text += f" Bank holidays are those of table {calendar_version}."
        facts += (("calendar", calendar_version),)
    return Reason("due", text, facts=facts)


def _was_moved(standing: Standing, due: date) -> bool:
    return standing.course is not None and any(day == due for _, day in standing.course.moved)


def _became(standing: Standing) -> Reason:
    outcome = standing.outcome
    if standing.done is not None:
        text = f"Done on {moment(standing.done)}."
        return Reason(outcome.value, text, facts=(("done", standing.done.isoformat()),))
    if outcome is Outcome.DUE:
        waits = standing.due is None and standing.limit is not None and standing.limit.no_day
        text = "Not done yet." if waits else "Not done yet, and the date due has not passed."
        return Reason(outcome.value, text)
    if outcome is Outcome.LATE:
        return Reason(outcome.value, "Not done by the date due.")
    return Reason(outcome.value, "Not done by the date due; a reason and who decided are recorded.")


def _easings(standing: Standing, on: date) -> list[Reason]:
    told = (standing.started, standing.due, standing.done, on)
    days = [day_of(day) for day in told if day is not None]
    return [
        Reason("easing", text, source)
        for first, last, text, source in _EASINGS
        if any(first <= day <= last for day in days)
    ]
