"""From facts and a day to answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from steadyhand.engines.timescales import history as past
from steadyhand.engines.timescales import trail
from steadyhand.engines.timescales.calendar import ENGLAND, Calendar, OutsideCalendar
from steadyhand.engines.timescales.conditions import Finding, Findings
from steadyhand.engines.timescales.duties import CARRIED_OUT
from steadyhand.engines.timescales.facts import ChildFacts
from steadyhand.engines.timescales.life import Life
from steadyhand.engines.timescales.outcome import Answer, Link, Outcome
from steadyhand.engines.timescales.question import Question
from steadyhand.engines.timescales.row import row_of
from steadyhand.engines.timescales.rules import RULES, Rule
from steadyhand.engines.timescales.standing import Standing


def answers(
    facts: ChildFacts,
    *,
    on: date,
    codes: Iterable[str] | None = None,
    calendar: Calendar = ENGLAND,
    rules: Mapping[str, Rule] = RULES,
) -> tuple[Answer, ...]:
    """The answer to each duty on the day, knowing what had happened by the end of it.

    Without `codes`, every row of `rules`, in the table's order; with them, those rows in the order given.
    Pure: the same arguments give the same answers, in whatever order facts are listed.

    Raises KeyError for a code that is not in the table, ValueError for a row whose `due_rule` does not fit
    its duty. Where working days leave the bank holiday table, that row cannot be told, and names the year.
    """
    asked = _Asked(facts, rules, calendar, on)
    found = tuple([asked.answer(code) for code in (rules if codes is None else codes)])
    asked.life.let_go()
    return found


def begun(
    facts: ChildFacts,
    *,
    on: date,
    calendar: Calendar = ENGLAND,
    rules: Mapping[str, Rule] = RULES,
    history: bool | Collection[str] = True,
    without: Collection[str] = (),
    ahead: bool = True,
) -> tuple[Answer, ...]:
    """As `answers`, of those rows alone whose clock something in the facts has started, or will start.

    The links of rows without `history` hold the present one alone: for a sweep that asks what time has changed.
    `without`: rows that are not asked, though others may count by their figures. Not `ahead`: it is not worked out when
    time alone changes an answer, and `next_change` is none.
    """
    asked = _Asked(facts, rules, calendar, on)
    found = tuple(
        [
            asked.answer(code, history=history if isinstance(history, bool) else code in history, ahead=ahead)
            for code in rules
            if code not in without and asked.life.courses(CARRIED_OUT[code].courses)
        ]
    )
    asked.life.let_go()
    return found


class _Asked:
    """One child asked about on one day."""

    def __init__(self, facts: ChildFacts, rules: Mapping[str, Rule], calendar: Calendar, on: date) -> None:
        self.life = Life(facts, rules, calendar)
        self._findings = Findings(self.life)
        self._on = on

    def answer(self, code: str, *, history: bool = True, ahead: bool = True) -> Answer:
        """The answer; where working days leave the bank holiday table, that it cannot be told."""
        rule = self.life.rules.get(code)
        if rule is None:
            raise KeyError(f"{code} is not a row of the rules table. Use a code from it.")
        row, on = row_of(rule), self._on
        links: tuple[Link, ...] = ()
        next_change = None
        try:
            question = Question(row, self.life, self._findings)
            standing = question.standing(on)
            links = past.links(question, on, standing) if history else past.present_link(standing)
            next_change = _next_change(question, on, standing) if ahead else None
        except OutsideCalendar as outside:
            standing, links = _without_calendar(outside), ()
        return Answer(
            code=code,
            answer=standing.outcome,
            due=standing.due,
            done=standing.done,
            missing=standing.missing,
            unconfirmed=row.unconfirmed,
            trail=trail.Steps(rule, row.duty, standing, on, self.life.calendar.version),
            links=links,
            next_change=next_change,
        )


def _without_calendar(outside: OutsideCalendar) -> Standing:
    finding = Finding(None, str(outside))
    return Standing(Outcome.CANNOT_TELL, finding, missing=(f"bank_holidays.{outside.year}",))


def _next_change(question: Question, on: date, standing: Standing) -> date | None:
    """The first later day with another answer, becoming late aside; tried only where it can change."""
    if not question.courses:
        return None
    ahead = question.changes_after(on)
    if standing.edges:
        ahead.update(day for day in standing.edges if day > on)
    while ahead:
        tried = min(ahead)
        later = question.standing(tried)
        if not later.same_but_for_lateness(standing):
            return tried
        ahead.discard(tried)
        ahead.update(day for day in later.edges if day > tried)
    return None
