"""Conditions about a placement, or about what happened: where it is, how it was made, what was decided."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from steadyhand.engines.timescales.conditions.base import (
    CARE_ORDER,
    HOLDS,
    INTERIM_CARE_ORDER,
    About,
    Condition,
    Finding,
    Situation,
    Turns,
    any_of,
    happenings,
    holds_if,
    legal_turns,
    never,
    no,
    placement_turns,
    unknown,
)
from steadyhand.engines.timescales.courses import counts
from steadyhand.engines.timescales.facts import SCHOOLING_GOES_ON

_AREA = {
    "outside": ("adjoining", "distant"),
    "adjoining": ("adjoining",),
    "distant": ("distant",),
}
# Endings of a placement to which PP-8 does not apply: reg 14(3) and the regulations it names.
ENDS_AT_ONCE: Final = frozenset({"immediate_risk", "reg_19_c", "reg_23_2", "reg_25_6", "section_22D_1"})
AUTHORITY: Final = "authority"
EMERGENCY_REASON: Final = "emergency"
ABUSE_OR_DEATH: Final = frozenset({"death", "serious_harm"})


def placed(name: str, field: str, meaning: str, *, wanted: bool = True) -> Condition:
    """A condition about one field of the placement; where there is no placement it does not hold."""

    def test(at: Situation) -> Finding:
        placement = at.placement
        if placement is None:
            return no("No placement is running on this day.")
        value = getattr(placement, field)
        return holds_if(
            None if value is None else value is wanted,
            f"Not so: {meaning[0].lower()}{meaning[1:]}",
            f"It cannot be told whether this is so: {meaning[0].lower()}{meaning[1:]}",
            f"placements.{placement.id}.{field}",
        )

    return Condition(name, meaning, test, placement_turns, about=About.PLACEMENT)


def _in_area(which: str, meaning: str) -> Condition:
    def test(at: Situation) -> Finding:
        placement = at.course.placement
        if placement is None:
            return HOLDS  # proposed, and not started: the proposal says what kind it is
        if placement.area is None:
            return unknown(
                "It is not known whether the placement is in the authority's area.",
                f"placements.{placement.id}.area",
            )
        if placement.area in _AREA[which]:
            return HOLDS
        return no(f"The placement is {_WHERE[placement.area]}.")

    return Condition(f"{which}_area", meaning, test, placement_turns, about=About.PLACEMENT)


_WHERE = {
    "inside": "in the authority's own area",
    "adjoining": "in the area of an adjoining authority",
    "distant": "outside the area and every adjoining one",
}


def _with_parent_under_an_order(at: Situation) -> Finding:
    return _at_home(at, (INTERIM_CARE_ORDER, CARE_ORDER), "a care order or an interim one")


def _care_order_at_home(at: Situation) -> Finding:
    return _at_home(at, (CARE_ORDER,), "a care order")


def _at_home(at: Situation, codes: tuple[str, ...], order: str) -> Finding:
    if not any(at.life.has_status(code, at.day) for code in codes):
        return no(f"The child is not under {order}.")
    placement = at.course.placement
    if placement is None:
        return HOLDS  # proposed, and not started
    return holds_if(
        placement.with_parent,
        "The child does not live with a parent.",
        "It is not known whether the child lives with a parent.",
        f"placements.{placement.id}.with_parent",
    )


def _temporary(at: Situation) -> Finding:
    placement = at.course.placement
    if placement is None:
        return no("No placement is running on this day.")
    if placement.temporary_approval_reg24 is not False and at.life.happened(
        "full_approval", placement, at.day
    ):
        return no("The carer has full approval.")
    return holds_if(
        placement.temporary_approval_reg24,
        "The carer does not have temporary approval under reg 24.",
        "It is not known whether the carer has temporary approval under reg 24.",
        f"placements.{placement.id}.temporary_approval_reg24",
    )


def _weekly_at_first(at: Situation) -> Finding:
    """Reg 28(4): a carer with temporary approval, or an interim care order and living with a parent."""
    temporary = _temporary(at)
    if temporary.value:
        return HOLDS
    at_home = _at_home(at, (INTERIM_CARE_ORDER,), "an interim care order")
    if at_home.value:
        return HOLDS
    if temporary.value is None or at_home.value is None:
        texts = [found.text for found in (temporary, at_home) if found.value is None]
        return unknown(" ".join(texts), *temporary.missing, *at_home.missing)
    return no("The carer has no temporary approval, and there is no interim care order at home.")


def extended(name: str, event: str, meaning: str) -> Condition:
    """Whether an extension of the clock was recorded by the day asked."""

    def test(at: Situation) -> Finding:
        if _was_extended(at, event):
            return HOLDS
        return no("There is no extension.")

    return Condition(name, meaning, test, happenings(event))


def not_extended(name: str, event: str, instead: str) -> Condition:
    """Whether no extension was recorded by the day asked: an extension has a row of its own."""

    def test(at: Situation) -> Finding:
        if _was_extended(at, event):
            return no(f"{instead} applies instead: it was extended.")
        return HOLDS

    return Condition(
        name, f"It was not extended, so {instead} does not apply instead.", test, happenings(event)
    )


def _was_extended(at: Situation, event: str) -> bool:
    placement = at.course.placement
    return any(
        at.course.start <= told.day <= at.day
        and not (at.course.at and isinstance(told.at, datetime) and told.at < at.course.at)
        and (placement is None or at.life.placement_of(told) is placement)
        and (told.number is None or at.course.event is None or told.number == at.course.event.number)
        for told in at.life.took_place(event)
    )


def without(name: str, event: str, meaning: str) -> Condition:
    """Whether something that would end the matter has not happened since it began."""

    def test(at: Situation) -> Finding:
        if any(at.course.start <= day <= at.day for day in at.life.days_of(event)):
            return no(f"Not so: {meaning[0].lower()}{meaning[1:]}")
        return HOLDS

    return Condition(name, meaning, test, happenings(event))


def _not_told_beforehand(at: Situation) -> Finding:
    told = at.course.event.told_beforehand if at.course.event else False
    name = at.course.placement.id if at.course.placement else ""
    return holds_if(
        None if told is None else not told,
        "Everybody due notice was told before the placement ended.",
        "It is not known whether everybody was told before the placement ended.",
        f"events.placement_end.{name}.told_beforehand",
    )


def _schooling_disrupted(at: Situation) -> Finding:
    event = at.course.event
    if event is not None and EMERGENCY_REASON in (event.kind, event.reason):
        return no("It is an emergency.")
    if event is not None and event.outcome == SCHOOLING_GOES_ON:
        return no("The move would not disrupt schooling.")
    stage, five = at.life.facts.key_stage, at.life.birthday(5)
    if stage is None and five is not None and at.day < five:
        return no("The child is under five, and in no key stage.")
    return holds_if(
        None if stage is None else stage == 4,
        "The child is not in key stage 4.",
        "The key stage is not known.",
        "key_stage",
    )


def _authority_ends_it(at: Situation) -> Finding:
    event = at.course.event
    if event is not None and event.reason in ENDS_AT_ONCE:
        return no("The ending is one to which reg 14(1) does not apply.")
    if event is not None and event.by not in (None, AUTHORITY):
        return no("It is not the authority that ends the placement.")
    return HOLDS


def _found_welfare_not_safeguarded(at: Situation) -> Finding:
    event = at.course.event
    if event is None:
        return no("There was no such visit.")
    if event.outcome == "unknown":
        return unknown("It is not known what the visit found.", f"events.visit.{event.day}.outcome")
    return HOLDS


def _was_a_visit(at: Situation) -> Finding:
    event = at.course.event
    seen = counts(event) if event else False
    return holds_if(
        seen,
        "The child was not seen.",
        "It is not known whether the child was seen.",
        f"events.visit.{at.course.start}.child_seen",
    )


def _notifiable(at: Situation) -> Finding:
    kind = at.course.event.kind if at.course.event else None
    if kind is None or kind in ABUSE_OR_DEATH:
        return HOLDS
    return no("It is neither a death nor serious harm.")


def _under(code: str, words: str) -> Condition:
    def test(at: Situation) -> Finding:
        return HOLDS if at.course.start <= at.day else no(f"There is no {words}.")

    meaning = f"There is {words} (legal status {code})."
    return Condition(f"under_{code.lower()}", meaning, test, legal_turns, certain=True)


def happened(name: str, meaning: str, turns: Turns = never) -> Condition:
    """A condition that the start of the clock is itself: it has begun, so it holds."""

    def test(_: Situation) -> Finding:
        return HOLDS

    return Condition(name, meaning, test, turns, certain=True, about=About.CHILD)


OUTSIDE_AREA: Final = _in_area("outside", "The placement is outside the responsible authority's area.")
ADJOINING_AREA: Final = _in_area("adjoining", "The placement is outside the area, and not at a distance.")
DISTANT_AREA: Final = _in_area(
    "distant", "The placement is outside the area and outside every adjoining one."
)
EMERGENCY: Final = placed("emergency", "emergency", "The placement was made in an emergency.")
URGENT_WITH_PARENT: Final = placed(
    "urgent_with_parent", "urgent_reg19", "The child was placed with a parent before the assessment (reg 19)."
)
EMERGENCY_FOSTER: Final = placed(
    "emergency_foster",
    "emergency_reg23",
    "It is an emergency placement with an approved foster carer (reg 23).",
)
TEMPORARILY_APPROVED: Final = placed(
    "temporarily_approved",
    "temporary_approval_reg24",
    "The child was placed with a connected person with temporary approval (reg 24).",
)
OTHER_ARRANGEMENTS: Final = placed(
    "other_arrangements", "other_arrangements", "The child is placed in other arrangements."
)
NOT_LISTED: Final = placed(
    "not_listed", "listed_reg27A", "The place is not of a kind listed in reg 27A.", wanted=False
)
NOT_SUPPORTED: Final = placed(
    "not_supported",
    "registered_supported",
    "The place is not registered supported accommodation.",
    wanted=False,
)
NOT_EXCEPTED: Final = placed("not_excepted", "excepted", "The place is not excepted.", wanted=False)
WITH_PARENT_UNDER_AN_ORDER: Final = Condition(
    "with_parent_under_an_order",
    "The child is in care under an order, and placed with a parent.",
    _with_parent_under_an_order,
    any_of(legal_turns, placement_turns),
    about=About.PLACEMENT,
)
CARE_ORDER_AT_HOME: Final = Condition(
    "care_order_at_home",
    "The child is under a care order and lives with a parent.",
    _care_order_at_home,
    any_of(legal_turns, placement_turns),
    about=About.PLACEMENT,
)
WEEKLY_AT_FIRST: Final = Condition(
    "weekly_at_first",
    "The carer has temporary approval (reg 24), or the child lives with a parent under an interim care order.",
    _weekly_at_first,
    any_of(legal_turns, placement_turns, happenings("full_approval")),
    about=About.PLACEMENT,
)
APPROVAL_EXTENDED: Final = happened("approval_extended", "The temporary approval was extended.")
APPROVAL_NOT_EXTENDED: Final = not_extended("approval_not_extended", "temporary_approval_end", "PP-13")
STAGE_1_EXTENDED: Final = extended("stage_1_extended", "stage1_extended", "Stage 1 was extended.")
STAGE_1_NOT_EXTENDED: Final = not_extended("stage_1_not_extended", "stage1_extended", "CO-3")
STAGE_2_EXTENDED: Final = extended("stage_2_extended", "stage2_extended", "Stage 2 was extended.")
STAGE_2_NOT_EXTENDED: Final = not_extended("stage_2_not_extended", "stage2_extended", "CO-5")
NOT_RESOLVED: Final = without("not_resolved", "complaint_resolved", "The complaint is not resolved.")
NOT_TOLD_BEFOREHAND: Final = Condition(
    "not_told_beforehand",
    "Somebody due notice was not told before the placement ended.",
    _not_told_beforehand,
)
SCHOOLING_DISRUPTED: Final = Condition(
    "schooling_disrupted",
    "The child is in key stage 4, the move would disrupt schooling, and it is no emergency.",
    _schooling_disrupted,
)
AUTHORITY_ENDS_IT: Final = Condition(
    "authority_ends_it",
    "The authority ends the placement, and not because of an immediate risk.",
    _authority_ends_it,
)
WELFARE_NOT_SAFEGUARDED: Final = Condition(
    "welfare_not_safeguarded",
    "The visitor reports that welfare is not adequately safeguarded.",
    _found_welfare_not_safeguarded,
)
CHILD_SEEN: Final = Condition("child_seen", "The child was seen.", _was_a_visit)
NOTIFIABLE: Final = Condition(
    "notifiable",
    "It is a death, or serious harm where abuse or neglect is known or suspected.",
    _notifiable,
)
POLICE_PROTECTION: Final = _under("L1", "police protection")
EMERGENCY_PROTECTION: Final = _under("L2", "an emergency protection order")
