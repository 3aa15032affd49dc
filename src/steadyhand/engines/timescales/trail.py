"""How an answer was reached, in plain sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from steadyhand.engines.timescales.conditions import Finding
from steadyhand.engines.timescales.duties import Duty
from steadyhand.engines.timescales.grammar import Period, Unit
from steadyhand.engines.timescales.life import Spell
from steadyhand.engines.timescales.outcome import Outcome
from steadyhand.engines.timescales.rules import Rule
from steadyhand.engines.timescales.standing import Standing
from steadyhand.kernel import Citation, CitationStatus, Reason

NO_SPELL: Final[Mapping[Spell, Finding]] = MappingProxyType(
    {
        Spell.PLACEMENT: Finding(False, "No placement is running on this day.", condition="placed"),
        Spell.CARE: Finding(False, "The child is not looked after on this day.", condition="looked_after"),
    }
)

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


def of(
    rule: Rule, duty: Duty, period: Period, standing: Standing, on: date, calendar_version: str
) -> tuple[Reason, ...]:
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
    if standing.started is not None and standing.due is not None:
        steps.append(_counted(duty, period, standing.started, standing.due, calendar_version))
    steps.append(_became(standing))
    steps.extend(_easings(standing, on))
    if rule.note:
        steps.append(Reason("note", rule.note))
    return tuple(steps)


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


def doubt(days: Sequence[date]) -> str:
    """Which calls may or may not have been visits."""
    return f"It is not known whether the child was seen on {', '.join(words(day) for day in days)}."


def words(day: date) -> str:
    """A date as people write it."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _counted(duty: Duty, period: Period, started: date, due: date, calendar_version: str) -> Reason:
    text = f"Due on {words(due)}: {period} after {duty.from_words} on {words(started)}."
    facts: tuple[tuple[str, str], ...] = ((duty.counts_from, started.isoformat()), ("due", due.isoformat()))
    if period.unit is Unit.WORKING_DAYS:
        text += f" Bank holidays are those of table {calendar_version}."
        facts += (("calendar", calendar_version),)
    return Reason("due", text, facts=facts)


def _became(standing: Standing) -> Reason:
    outcome = standing.outcome
    if standing.done is not None:
        text = f"Done on {words(standing.done)}."
        return Reason(outcome.value, text, facts=(("done", standing.done.isoformat()),))
    if outcome is Outcome.DUE:
        return Reason(outcome.value, "Not done yet, and the date due has not passed.")
    if outcome is Outcome.LATE:
        return Reason(outcome.value, "Not done by the date due.")
    return Reason(outcome.value, "Not done by the date due; a reason and who decided are recorded.")


def _easings(standing: Standing, on: date) -> list[Reason]:
    days = [day for day in (standing.started, standing.due, standing.done, on) if day is not None]
    return [
        Reason("easing", text, source)
        for first, last, text, source in _EASINGS
        if any(first <= day <= last for day in days)
    ]
