"""What stays as it is about one row of the table, worked out once and not for every child: its form and set phrases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from steadyhand.engines.timescales import trail
from steadyhand.engines.timescales.conditions import Finding
from steadyhand.engines.timescales.duties import CARRIED_OUT
from steadyhand.engines.timescales.duty import Duty
from steadyhand.engines.timescales.grammar import By, Never, Within, form
from steadyhand.engines.timescales.limits import asks_on_the_day
from steadyhand.engines.timescales.rules import RULES, Rule


@dataclass(frozen=True, slots=True)
class Row:
    """One rule, and how it is carried out.

    `on_the_day`: it is a state or an interval, tested on the day asked. `may_not`: it is what may not be at all.
    `counts_to`: the day it turns on is that of what it comes before. `dated` are the days on which it starts or
    stops being the law. The rest is what is found of every child of whom it is so.
    """

    rule: Rule
    duty: Duty
    unconfirmed: bool
    on_the_day: bool
    may_not: bool
    counts_to: bool
    dated: tuple[date, ...]
    no_clock: Finding
    not_in_force: Finding
    not_begun: Finding
    chain_over: Finding


@lru_cache(maxsize=1024)
def row_of(rule: Rule) -> Row:
    """The row of a rule. Raises ValueError where its `due_rule` has a form that its duty does not carry out."""
    _check_form(rule)
    duty, parsed = CARRIED_OUT[rule.code], rule.parsed
    return Row(
        rule=rule,
        duty=duty,
        unconfirmed=rule.unconfirmed,
        on_the_day=asks_on_the_day(parsed),
        may_not=isinstance(parsed, Never),
        counts_to=isinstance(parsed, By | Within) and parsed.event == rule.trigger_event,
        dated=rule.turns,
        no_clock=trail.no_clock(duty),
        not_in_force=trail.not_in_force(rule),
        not_begun=trail.not_begun(duty),
        chain_over=trail.chain_over(rule),
    )


def _check_form(rule: Rule) -> None:
    """A row may change its figures in the table; a new form of rule needs the engine."""
    known = RULES.get(rule.code)
    if known is not None and known is not rule and form(known.parsed) != form(rule.parsed):
        raise ValueError(
            f"Row {rule.code} says {rule.due_rule!r}; the engine carries out only the form of "
            f"{known.due_rule!r}. Change the row back, or teach the engine the new form."
        )
