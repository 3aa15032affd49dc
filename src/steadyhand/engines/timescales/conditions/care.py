"""Conditions about the child: in care, under which law, how old, short breaks, adoption, schooling, leaving care."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from steadyhand.engines.timescales.calendar import add_months
from steadyhand.engines.timescales.conditions.base import (
    CARE_ORDER,
    CARE_ORDERS,
    HOLDS,
    About,
    Condition,
    Finding,
    Situation,
    any_of,
    birthdays,
    care_turns,
    happenings,
    holds_if,
    leaving_turns,
    legal_turns,
    no,
    placement_turns,
    unknown,
)
from steadyhand.engines.timescales.life import BECOMES_ELIGIBLE, BECOMES_RELEVANT, Life
from steadyhand.engines.timescales.life import SHORT_BREAKS as BREAKS

_ONE_DAY = timedelta(days=1)
_NO_AGE = "The date of birth is not known, so the age cannot be told."
_TO_DIRECTOR = 20  # working days looked after from which a decision to stop is an officer's (reg 39)


def _looked_after(at: Situation) -> Finding:
    return HOLDS if at.life.looked_after(at.day) else no("The child is not looked after on this day.")


def _ever_looked_after(at: Situation) -> Finding:
    if any(period.start <= at.day for period in at.life.periods):
        return HOLDS
    return no("The child has not been looked after.")


def _on_short_breaks(at: Situation) -> tuple[bool | None, tuple[str, ...]]:
    placement = at.placement
    child_level = at.life.facts.short_breaks_reg48
    this_one = placement.short_break if placement else False
    if child_level or this_one or any(at.life.has_status(code, at.day) for code in BREAKS):
        return True, ()
    missing = []
    if child_level is None:
        missing.append("short_breaks_reg48")
    if placement and this_one is None:
        missing.append(f"placements.{placement.id}.short_break")
    return (None, tuple(missing)) if missing else (False, ())


def _not_short_breaks(at: Situation) -> Finding:
    breaks, missing = _on_short_breaks(at)
    if breaks:
        return no("The child is on short breaks under reg 48, which has duties of its own.")
    if breaks is None:
        return unknown("It is not known whether reg 48 on short breaks applies.", *missing)
    return HOLDS


def _short_breaks(at: Situation) -> Finding:
    breaks, missing = _on_short_breaks(at)
    if breaks is None:
        return unknown("It is not known whether reg 48 on short breaks applies.", *missing)
    return HOLDS if breaks else no("The child is not on short breaks under reg 48.")


def _known_as_a_break(at: Situation) -> Finding:
    doubt = at.course.doubt(at.course.start)
    if doubt.endswith(".short_break"):
        return unknown("It is not known whether the placement was a short break.", doubt)
    return HOLDS


def _not_placed_for_adoption(at: Situation) -> Finding:
    placed = _placed_for_adoption(at)
    if placed.value:
        return no("The child is placed for adoption, which has duties of its own (reg 3).")
    return HOLDS if placed.value is False else placed


def _placed_for_adoption(at: Situation) -> Finding:
    placement = at.placement
    if placement is None:
        return no("The child is not placed for adoption.")
    told = at.life.happened("adoptive_placement_start", placement, at.day)
    return holds_if(
        told or placement.adoptive,
        "The child is not placed for adoption.",
        "It is not known whether the child is placed for adoption.",
        f"placements.{placement.id}.adoptive",
    )


# Orders


def _not_under_a_care_order(at: Situation) -> Finding:
    """A full care order is made on a section 31A plan, so there is one; an interim order is not (s.31A(5))."""
    if at.life.has_status(CARE_ORDER, at.day):
        return no("The child is under a care order, which was made on a section 31A plan.")
    return HOLDS


def _under_an_order(at: Situation) -> Finding:
    if any(at.life.has_status(code, at.day) for code in CARE_ORDERS):
        return HOLDS
    return no("The child is not in care under a care order or an interim one.")


def _at_the_end(at: Situation) -> date:
    """The day asked, or the last day in care where the period in question has ended by then."""
    ended = at.course.target
    return at.day if ended is None or at.day < ended else ended - _ONE_DAY


def _directors_decision(at: Situation) -> bool | None:
    day = _at_the_end(at)
    sixteen, eighteen = at.life.birthday(16), at.life.birthday(18)
    if any(at.life.has_status(code, day) for code in CARE_ORDERS):
        return False
    if sixteen is None or eighteen is None:
        return None
    return sixteen <= day < eighteen


def _for_the_director(at: Situation) -> Finding:
    return holds_if(
        _directors_decision(at),
        "The young person is not 16 or 17, or is under a care order.",
        _NO_AGE,
        "date_of_birth",
    )


def _for_an_officer(at: Situation) -> Finding:
    directors = _directors_decision(at)
    if directors:
        return no("LC-12 applies instead: the director decides about a young person of 16 or 17.")
    day = _at_the_end(at)
    period = at.life.care_on(day)
    if period is None:
        return no("The child is not looked after on this day.")
    if day < at.life.calendar.add_working_days(period.start, _TO_DIRECTOR):
        return no("The child has been looked after for less than 20 working days.")
    if directors is None:
        return unknown(_NO_AGE, "date_of_birth")
    return HOLDS


# Age


def aged(name: str, meaning: str, *, since: int = 0, until: int | None = None) -> Condition:
    """The child has reached one age, and not yet another."""

    def test(at: Situation) -> Finding:
        first = at.life.birthday(since)
        after = None if until is None else at.life.birthday(until)
        if first is None:
            return unknown(_NO_AGE, "date_of_birth")
        if at.day < first or (after is not None and at.day >= after):
            return no(f"Not so on this day: {meaning[0].lower()}{meaning[1:]}")
        return HOLDS

    ages = tuple(age for age in (since, until) if age)
    return Condition(name, meaning, test, birthdays(*ages), about=About.CHILD)


def _age_known(at: Situation) -> Finding:
    return HOLDS if at.life.facts.date_of_birth is not None else unknown(_NO_AGE, "date_of_birth")


def _a_year_in_care(at: Situation) -> Finding:
    period = at.life.care_on(at.day)
    if period is None:
        return no("The child is not looked after on this day.")
    if add_months(period.start, 12) <= _next_31_march(at.day):
        return HOLDS
    return no("By 31 March the child will not have been looked after for 12 months without a break.")


def _next_31_march(day: date) -> date:
    this_year = date(day.year, 3, 31)
    return this_year if day <= this_year else date(day.year + 1, 3, 31)


def _each_april(life: Life) -> Iterable[date]:
    """The day after each 31 March that can decide; a year in care is reached by the second of them."""
    return (
        date(year, 4, 1)
        for period in life.periods
        for year in range(period.start.year, period.start.year + 3)
    )


def _in_education(at: Situation) -> Finding:
    facts = at.life.facts
    eighteen, five = at.life.birthday(18), at.life.birthday(5)
    if eighteen is not None and at.day >= eighteen:
        return no("The young person is 18 or over.")
    if facts.key_stage or facts.in_early_years_education:
        return HOLDS
    if five is None:
        return unknown(_NO_AGE, "date_of_birth")
    if at.day >= five:
        return HOLDS
    return holds_if(
        facts.in_early_years_education,
        "The child is under five and not in early years education.",
        "It is not known whether the child is in early years education.",
        "in_early_years_education",
    )


def _able_to_take_part(at: Situation) -> Finding:
    unable = at.life.facts.unable_to_take_part
    return holds_if(
        None if unable is None else not unable,
        "The child is not able to take part.",
        "It is not known whether the child is able to take part.",
        "unable_to_take_part",
    )


def _unaccompanied(at: Situation) -> Finding:
    return holds_if(
        at.life.facts.uasc,
        "The child is not an unaccompanied asylum-seeking child.",
        "It is not known whether the child is an unaccompanied asylum-seeking child.",
        "uasc",
    )


# Leaving care


def _leaver(
    at: Situation,
    *holds: bool,
    otherwise: str,
    told: tuple[str, ...] = (*BECOMES_ELIGIBLE, BECOMES_RELEVANT),
    in_care: bool = False,
) -> Finding:
    """Only who is in care can be an eligible child (`in_care`), only who is not anything else."""
    if any(holds):
        recorded = any(day <= at.day for day in at.life.days_of(*told))
        if at.life.facts.short_breaks_reg48 is None and not recorded:
            return unknown(
                "It is not known whether it was short breaks alone, which make no eligible child (reg 40(2)).",
                "short_breaks_reg48",
            )
        return HOLDS
    needs_age = at.life.facts.date_of_birth is None and at.life.periods
    if needs_age and at.life.looked_after(at.day) is in_care:
        return unknown(_NO_AGE, "date_of_birth")
    return no(otherwise)


def _eligible(at: Situation) -> Finding:
    return _leaver(
        at,
        at.life.is_eligible(at.day),
        otherwise="The child is not an eligible child: 16 or 17, looked after, 13 weeks since 14.",
        told=BECOMES_ELIGIBLE,
        in_care=True,
    )


def _relevant(at: Situation) -> Finding:
    return _leaver(
        at,
        at.life.is_relevant(at.day),
        otherwise="The young person is not a relevant child: 16 or 17, was eligible, looked after no more.",
    )


def _relevant_or_former(at: Situation) -> Finding:
    """Former relevant to 21, and to 25 where support was asked for (s.23CZB)."""
    asked = any(day <= at.day for day in at.life.days_of("support_to_25_requested"))
    return _leaver(
        at,
        at.life.is_relevant(at.day),
        at.life.is_former_relevant(at.day, until=25 if asked else 21),
        otherwise="The young person is neither a relevant nor a former relevant child on this day.",
    )


def _leaver_of_any_kind(at: Situation) -> Finding:
    eligible = _eligible(at)
    return _relevant_or_former(at) if eligible.value is False else eligible


def _relevant_or_former_to_21(at: Situation) -> Finding:
    return _leaver(
        at,
        at.life.is_relevant(at.day),
        at.life.is_former_relevant(at.day),
        otherwise="The young person is neither a relevant child nor a former relevant one under 21.",
    )


def _former_relevant(at: Situation) -> Finding:
    """Tested on the day asked, or on the eve of 21 once that has come: the duty runs to it."""
    last = at.life.birthday(21)
    day = at.day if last is None or at.day < last else last - _ONE_DAY
    return _leaver(
        at,
        at.life.is_former_relevant(day),
        otherwise="The young person is not a former relevant child: 18 to 20, eligible or relevant before.",
    )


def _no_pathway_plan(at: Situation) -> Finding:
    if any(day <= at.course.start for day in at.life.days_of("pathway_plan_made")):
        return no("There was a pathway plan when the young person became relevant.")
    return HOLDS


def _detained_and_not_relevant(at: Situation) -> Finding:
    """Stopped being looked after because of detention (SSDA903 reason E9), and is no relevant child (s.23ZA)."""
    life = at.life
    if life.looked_after(at.day):
        return no("The child is looked after, and other rows set the visits.")
    if not any(period.end is not None and period.end <= at.day for period in life.periods):
        return no("The child was not looked after before.")
    if life.is_relevant(at.day):
        return no("The young person is a relevant child, whose personal adviser visits.")
    reason = life.facts.reason_care_ended
    return holds_if(
        None if reason is None else reason == "E9",
        "Care did not end because of detention.",
        "It is not known why care ended.",
        "reason_care_ended",
    )


_breaks_turn = any_of(placement_turns, legal_turns)

LOOKED_AFTER: Final = Condition(
    "looked_after", "The child is looked after.", _looked_after, care_turns, about=About.CHILD
)
EVER_LOOKED_AFTER: Final = Condition(
    "ever_looked_after",
    "The child is or was looked after.",
    _ever_looked_after,
    care_turns,
    about=About.CHILD,
)
NOT_SHORT_BREAKS: Final = Condition(
    "not_short_breaks",
    "The child is not on short breaks under reg 48.",
    _not_short_breaks,
    _breaks_turn,
    about=About.PLACEMENT,
)
SHORT_BREAKS: Final = Condition(
    "short_breaks",
    "The child is on short breaks under reg 48 (V3 or V4).",
    _short_breaks,
    _breaks_turn,
    about=About.PLACEMENT,
)
NOT_PLACED_FOR_ADOPTION: Final = Condition(
    "not_placed_for_adoption",
    "The child is not placed for adoption.",
    _not_placed_for_adoption,
    any_of(placement_turns, happenings("adoptive_placement_start")),
    about=About.PLACEMENT,
)
KNOWN_AS_A_BREAK: Final = Condition(
    "known_as_a_break",
    "The placement that the clock counts from was a short break.",
    _known_as_a_break,
    certain=True,
)
PLACED_FOR_ADOPTION: Final = Condition(
    "placed_for_adoption",
    "The child is placed for adoption.",
    _placed_for_adoption,
    any_of(placement_turns, happenings("adoptive_placement_start")),
    about=About.PLACEMENT,
)
NOT_UNDER_A_CARE_ORDER: Final = Condition(
    "not_under_a_care_order",
    "The child is not under a care order, which is made on a section 31A plan.",
    _not_under_a_care_order,
    legal_turns,
    about=About.CHILD,
)
UNDER_AN_ORDER: Final = Condition(
    "under_an_order",
    "The child is in care under a care order or an interim one.",
    _under_an_order,
    legal_turns,
    about=About.CHILD,
)
FOR_THE_DIRECTOR: Final = Condition(
    "for_the_director",
    "The young person is 16 or 17 and not under a care order.",
    _for_the_director,
    any_of(legal_turns, birthdays(16, 18)),
)


def _twenty_working_days(life: Life) -> Iterable[date]:
    return (life.calendar.add_working_days(period.start, _TO_DIRECTOR) for period in life.periods)


FOR_AN_OFFICER: Final = Condition(
    "for_an_officer",
    "The child has been looked after for 20 working days or more, and it is not the director who decides.",
    _for_an_officer,
    any_of(legal_turns, care_turns, birthdays(16, 18), _twenty_working_days),
)
UNDER_5: Final = aged("under_5", "The child is under five.", until=5)
FIVE_AND_OVER: Final = aged("five_and_over", "The child is five or over.", since=5)
AGED_4_TO_16: Final = aged("aged_4_to_16", "The child is 4 to 16.", since=4, until=17)
UNDER_13: Final = aged("under_13", "The child is under 13.", until=13)
UNDER_16: Final = aged("under_16", "The child is under 16.", until=16)
AGED_16_OR_17: Final = aged("aged_16_or_17", "The young person is 16 or 17.", since=16, until=18)
UNDER_18: Final = aged("under_18", "The child is under 18.", until=18)
AGE_KNOWN: Final = Condition(
    "age_known", "The date of birth is known.", _age_known, certain=True, about=About.CHILD
)
A_YEAR_IN_CARE: Final = Condition(
    "a_year_in_care",
    "The child will have been looked after for 12 months without a break at the coming 31 March.",
    _a_year_in_care,
    any_of(care_turns, _each_april),
    about=About.CHILD,
)
IN_EDUCATION: Final = Condition(
    "in_education",
    "The child is of school age, or in early years education, and under 18.",
    _in_education,
    birthdays(5, 18),
    about=About.CHILD,
)
ABLE_TO_TAKE_PART: Final = Condition(
    "able_to_take_part", "The child is able to take part.", _able_to_take_part, about=About.CHILD
)
UNACCOMPANIED: Final = Condition(
    "unaccompanied", "The child is an unaccompanied asylum-seeking child.", _unaccompanied, about=About.CHILD
)
ELIGIBLE: Final = Condition(
    "eligible",
    "The child is an eligible child: 16 or 17, looked after, and so for 13 weeks since 14.",
    _eligible,
    leaving_turns,
    about=About.CHILD,
)
RELEVANT: Final = Condition(
    "relevant",
    "The young person is a relevant child: 16 or 17, was eligible, and is looked after no more.",
    _relevant,
    leaving_turns,
    about=About.CHILD,
)
_support = any_of(leaving_turns, happenings("support_to_25_requested"))
RELEVANT_OR_FORMER: Final = Condition(
    "relevant_or_former",
    "The young person is a relevant child, or a former relevant one to 21, or to 25 on request.",
    _relevant_or_former,
    _support,
    about=About.CHILD,
)
LEAVER: Final = Condition(
    "leaver",
    "The young person is an eligible or relevant child, or a former relevant one to 21, or 25 on request.",
    _leaver_of_any_kind,
    _support,
    about=About.CHILD,
)
RELEVANT_OR_FORMER_TO_21: Final = Condition(
    "relevant_or_former_to_21",
    "The young person is a relevant child, or a former relevant one under 21.",
    _relevant_or_former_to_21,
    leaving_turns,
    about=About.CHILD,
)
FORMER_RELEVANT: Final = Condition(
    "former_relevant",
    "The young person is a former relevant child: 18 to 20, and eligible or relevant before.",
    _former_relevant,
    leaving_turns,
    about=About.CHILD,
)
NO_PATHWAY_PLAN: Final = Condition(
    "no_pathway_plan",
    "There was no pathway plan when the young person became relevant.",
    _no_pathway_plan,
)
DETAINED_AND_NOT_RELEVANT: Final = Condition(
    "detained_and_not_relevant",
    "Care ended because of detention, and the young person is not a relevant child.",
    _detained_and_not_relevant,
    leaving_turns,
    about=About.CHILD,
)
