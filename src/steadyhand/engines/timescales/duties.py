"""How each row is carried out: what starts its clock, what meets it, and under which conditions it applies.

The form of a row (a period, a ceiling, before something, as soon as possible …) is in its `due_rule`;
what is here is what the row says in words only. `tests/spec` holds every line against the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from steadyhand.engines.timescales import courses as clocks
from steadyhand.engines.timescales import courses_special as special
from steadyhand.engines.timescales import courses_states as states
from steadyhand.engines.timescales.conditions import Condition, care, events, visits
from steadyhand.engines.timescales.conditions.care import LOOKED_AFTER, NOT_SHORT_BREAKS
from steadyhand.engines.timescales.conditions.events import happened
from steadyhand.engines.timescales.courses import Courses, each
from steadyhand.engines.timescales.duty import Duty, Kept
from steadyhand.engines.timescales.facts import VISIT

_VISIT: Final = "the last visit"
_DIRECTOR: Final = ("director", "dcs", "director_of_childrens_services")
_PLACED: Final = "the start of the placement"
_CARE: Final = "the start of care"
_ELIGIBLE: Final = "becoming an eligible child"
_ORDINARY: Final = (LOOKED_AFTER, NOT_SHORT_BREAKS, care.NOT_PLACED_FOR_ADOPTION)
_BREAKS: Final = (LOOKED_AFTER, care.SHORT_BREAKS, care.KNOWN_AS_A_BREAK)
_TERMS: Final = (LOOKED_AFTER, care.IN_EDUCATION)


def _placement(code: str, met: str, *conditions: Condition, early: bool = False) -> Duty:
    """Once a placement."""
    return Duty(code, clocks.placements(met, early=early), (LOOKED_AFTER, *conditions), _PLACED)


def _decided(code: str, proposed: str, met: str, *conditions: Condition) -> Duty:
    """To be decided before a placement starts."""
    courses = clocks.decided_before_placement(proposed, met=met)
    return Duty(code, courses, (LOOKED_AFTER, *conditions), "the proposal")


def _care_start(code: str, met: str, *conditions: Condition, early: bool = False) -> Duty:
    """Once a period of care."""
    return Duty(code, clocks.care(met, early=early), (LOOKED_AFTER, *conditions), _CARE)


def _each(
    code: str,
    trigger: str,
    *met: str,
    words: str,
    conditions: tuple[Condition, ...] = (),
    in_care: bool = True,
) -> Duty:
    """Once each time something happens; `in_care`: while the child is looked after."""
    courses = each(trigger, met=met, in_care=in_care)
    always = (LOOKED_AFTER,) if in_care else (happened(f"told_{trigger}", f"There was {words}."),)
    return Duty(code, courses, (*always, *conditions), words)


def _chain(
    code: str, courses: Courses, *conditions: Condition, words: str, first: int = 1, missing: str = ""
) -> Duty:
    return Duty(code, courses, conditions, words, first=first, once=False, first_missing=missing)


def _care_plan() -> tuple[Duty, ...]:
    return (
        Duty(
            "CP-1",
            clocks.first_placements("care_plan_written"),
            (LOOKED_AFTER, care.NOT_UNDER_A_CARE_ORDER),
            "the start of the first placement",
        ),
        Duty(
            "CP-2",
            special.extended_by_the_court,
            (happened("proceedings", "An application for an order under Part 4 of the Act was issued."),),
            "the day the proceedings were issued",
        ),
        Duty(
            "CP-3",
            clocks.each_before("care_plan_drafted", target="care_plan_effective", met="care_plan_agreed"),
            (LOOKED_AFTER,),
            "the draft of the plan",
        ),
        _each("CP-4", "care_plan_revised", "care_plan_copies_sent", words="the change of the plan"),
        Duty(
            "CP-5",
            clocks.each_before("change_proposed", target="change_effective", met="review_held"),
            (LOOKED_AFTER,),
            "the proposal",
        ),
        Duty("CP-6", special.plan_for_the_second_review, (LOOKED_AFTER,), _CARE),
    )


def _placements() -> tuple[Duty, ...]:
    return (
        _placement(
            "PP-1",
            "placement_plan_signed",
            NOT_SHORT_BREAKS,
            care.NOT_PLACED_FOR_ADOPTION,
            early=True,
        ),
        _placement("PP-2", "placement_notified", NOT_SHORT_BREAKS, early=True),
        _placement("PP-3", "area_authority_notified", NOT_SHORT_BREAKS, events.OUTSIDE_AREA, early=True),
        _decided("PP-4", "out_of_area_proposed", "out_of_area_approved", events.ADJOINING_AREA),
        _decided("PP-5", "distant_placement_proposed", "distant_placement_approved", events.DISTANT_AREA),
        _placement("PP-6", "out_of_area_checks_done", events.EMERGENCY, events.OUTSIDE_AREA),
        Duty(
            "PP-7",
            clocks.each_before_a_move("placement_change_proposed", met="key_stage_4_move_approved"),
            (LOOKED_AFTER, events.SCHOOLING_DISRUPTED),
            "the proposal",
        ),
        Duty(
            "PP-8",
            clocks.each_before_a_move("placement_end_proposed", met="review_held"),
            (LOOKED_AFTER, events.AUTHORITY_ENDS_IT),
            "the proposal",
        ),
        _decided(
            "PP-9",
            "placement_with_parent_proposed",
            "placement_with_parent_approved",
            events.WITH_PARENT_UNDER_AN_ORDER,
        ),
        _placement("PP-10", "parent_assessment_complete", events.URGENT_WITH_PARENT),
        Duty(
            "PP-11",
            states.ceiling(flag="emergency_reg23", ends=("full_approval",)),
            (LOOKED_AFTER, events.EMERGENCY_FOSTER),
            _PLACED,
        ),
        Duty(
            "PP-12",
            states.ceiling(
                flag="temporary_approval_reg24",
                ends=("full_approval",),
                count_from="temporary_approval_start",
            ),
            (LOOKED_AFTER, events.TEMPORARILY_APPROVED, events.APPROVAL_NOT_EXTENDED),
            "the start of the temporary approval",
        ),
        Duty(
            "PP-13",
            states.extended_approvals,
            (LOOKED_AFTER, events.TEMPORARILY_APPROVED, events.APPROVAL_EXTENDED),
            "the end of the first approval",
        ),
        Duty(
            "PP-14",
            states.ceiling(flag="other_arrangements"),
            (
                LOOKED_AFTER,
                care.UNDER_16,
                events.OTHER_ARRANGEMENTS,
                events.NOT_LISTED,
                events.NOT_EXCEPTED,
            ),
            _PLACED,
        ),
        Duty(
            "PP-15",
            special.ended_placements,
            (events.NOT_TOLD_BEFOREHAND,),
            "the end of the placement",
        ),
        Duty(
            "PP-16",
            states.ceiling(flag="other_arrangements"),
            (
                LOOKED_AFTER,
                care.AGED_16_OR_17,
                events.OTHER_ARRANGEMENTS,
                events.NOT_SUPPORTED,
                events.NOT_EXCEPTED,
            ),
            _PLACED,
        ),
    )


def _visits() -> tuple[Duty, ...]:
    placed = clocks.VISITED_PLACEMENTS
    return (
        Duty("V-1", placed, (*_ORDINARY, visits.ORDINARY_VISITS), _PLACED),
        _chain(
            "V-2",
            placed,
            *_ORDINARY,
            visits.ORDINARY_VISITS,
            visits.FIRST_YEAR,
            words=_VISIT,
            first=2,
        ),
        _chain(
            "V-3",
            placed,
            LOOKED_AFTER,
            care.NOT_PLACED_FOR_ADOPTION,
            visits.ORDINARY_VISITS,
            visits.AFTER_FIRST_YEAR,
            visits.NOT_LASTING_TO_18,
            words=_VISIT,
            first=2,
        ),
        _chain(
            "V-4",
            placed,
            LOOKED_AFTER,
            care.NOT_PLACED_FOR_ADOPTION,
            visits.AFTER_FIRST_YEAR,
            visits.LASTS_TO_18,
            visits.NOT_FEWER_VISITS,
            words=_VISIT,
            first=2,
        ),
        _chain(
            "V-5",
            placed,
            LOOKED_AFTER,
            visits.AFTER_FIRST_YEAR,
            visits.FEWER_VISITS,
            words=_VISIT,
            first=2,
        ),
        _chain("V-6", clocks.urgent_placements, LOOKED_AFTER, events.URGENT_WITH_PARENT, words=_VISIT),
        _chain("V-7", clocks.urgent_placements, LOOKED_AFTER, events.WEEKLY_AT_FIRST, words=_VISIT),
        _chain(
            "V-8",
            clocks.placements_under_an_order,
            LOOKED_AFTER,
            events.CARE_ORDER_AT_HOME,
            words=_VISIT,
        ),
        _chain("V-9", clocks.arranged_by_others, LOOKED_AFTER, words=_VISIT),
        _each("V-10", "visit_requested", VISIT, words="the request"),
        _each("V-11", "regulator_notice_received", VISIT, words="the notice"),
        Duty("V-12", special.seen_alone, (LOOKED_AFTER, events.CHILD_SEEN), "the visit"),
        _chain("V-13", special.remands, LOOKED_AFTER, words=_VISIT),
        _each(
            "V-14",
            "custody_start",
            VISIT,
            words="the start of custody",
            conditions=(care.DETAINED_AND_NOT_RELEVANT,),
            in_care=False,
        ),
        Duty(
            "V-15",
            special.visits_that_worried,
            (LOOKED_AFTER, events.CHILD_SEEN, events.WELFARE_NOT_SAFEGUARDED),
            "the visit",
        ),
    )


def _reviews() -> tuple[Duty, ...]:
    reviewed = clocks.REVIEWED_CARE
    return (
        _care_start("REV-0", "iro_named", early=True),
        Duty("REV-1", reviewed, (LOOKED_AFTER, NOT_SHORT_BREAKS), _CARE),
        Duty("REV-2", reviewed, _ORDINARY, "the first review", first=2),
        _chain("REV-3", reviewed, *_ORDINARY, words="the last review", first=3),
        _each("REV-4", "early_review_trigger", "review_held", words="what called for an early review"),
        Duty(
            "REV-5",
            special.before_each_review("social_work_report_ready", held=False),
            (LOOKED_AFTER,),
            "the day the review is due",
        ),
        Duty(
            "REV-6",
            special.before_each_review("iro_spoke_with_child", held=True),
            (LOOKED_AFTER, care.ABLE_TO_TAKE_PART),
            "the review",
        ),
        _each("REV-7", "review_held", "review_decisions_sent", words="the review"),
        _each(
            "REV-8",
            "review_decisions_sent",
            "objection_raised",
            "review_decisions_accepted",
            words="the day the decisions were sent",
        ),
        _each("REV-9", "review_held", "review_record_written", words="the review"),
        _each("REV-10", "review_held", "review_record_sent", words="the review"),
        _each("REV-11", "iro_dispute_raised", "iro_dispute_closed", words="the formal dispute"),
        _chain(
            "REV-12",
            clocks.adoptive_placements("adoptive_review_held"),
            LOOKED_AFTER,
            care.PLACED_FOR_ADOPTION,
            words="the last review",
        ),
    )


def _health_and_education() -> tuple[Duty, ...]:
    assessed = clocks.care("health_assessment")
    return (
        Duty("H-1", assessed, _ORDINARY, _CARE),
        _chain("H-2", assessed, *_ORDINARY, care.UNDER_5, words="the last health assessment", first=2),
        _chain("H-3", assessed, *_ORDINARY, care.FIVE_AND_OVER, words="the last health assessment", first=2),
        _chain(
            "H-4",
            clocks.ever("dental_check"),
            LOOKED_AFTER,
            words="the last dental check",
            first=2,
            missing="events.dental_check",
        ),
        Duty("H-5", special.immunisations, (LOOKED_AFTER,), "the day the immunisation is due"),
        _chain(
            "H-6",
            clocks.ever("sdq"),
            LOOKED_AFTER,
            NOT_SHORT_BREAKS,
            care.AGED_4_TO_16,
            care.A_YEAR_IN_CARE,
            words="the last SDQ",
            first=2,
        ),
        _placement("H-7", "health_bodies_notified", NOT_SHORT_BREAKS, early=True),
        _care_start("E-1", "pep_started", NOT_SHORT_BREAKS, care.IN_EDUCATION, early=True),
        _care_start("E-2", "pep_ready", NOT_SHORT_BREAKS, care.IN_EDUCATION, early=True),
        Duty("E-3", special.terms, _TERMS, "the start of term", first_missing="school_terms"),
        _each("E-4", "school_place_lost", "school_place_found", words="the loss of the school place"),
    )


def _leaving_care() -> tuple[Duty, ...]:
    return (
        Duty("LC-1", special.becoming_eligible("needs_assessment_complete"), (care.ELIGIBLE,), _ELIGIBLE),
        _each(
            "LC-2",
            "needs_assessment_complete",
            "pathway_plan_made",
            words="the assessment",
            conditions=(care.ELIGIBLE,),
            in_care=False,
        ),
        Duty(
            "LC-3",
            special.becoming_relevant("needs_assessment_complete"),
            (care.RELEVANT, care.NO_PATHWAY_PLAN),
            "becoming a relevant child",
        ),
        _chain(
            "LC-4",
            clocks.ever("pathway_review"),
            care.RELEVANT_OR_FORMER,
            words="the last pathway review",
            first=2,
        ),
        _chain(
            "LC-5",
            special.accommodation("pathway_review"),
            _ACCOMMODATED,
            words="the last pathway review",
        ),
        Duty("LC-6", special.becoming_eligible("adviser_named"), (care.LEAVER,), _ELIGIBLE),
        _chain(
            "LC-7",
            special.accommodation(VISIT, by_the_adviser=True),
            _ACCOMMODATED,
            words=_VISIT,
        ),
        _chain(
            "LC-8",
            clocks.ever("contact", counted=clocks.counts_for_the_adviser),
            care.RELEVANT_OR_FORMER_TO_21,
            words="the last contact",
            first=2,
        ),
        _each(
            "LC-9",
            "contact_lost",
            "contact",
            words="the loss of contact",
            conditions=(care.RELEVANT,),
            in_care=False,
        ),
        Duty(
            "LC-10",
            special.staying_put,
            (care.FORMER_RELEVANT,),
            "the start of staying put",
            kept=Kept.WHILE_IT_SUITS,
        ),
        Duty(
            "LC-11",
            special.decided_before_care_ends("nominated_officer", *_DIRECTOR),
            (care.FOR_AN_OFFICER,),
            "the proposal",
        ),
        Duty(
            "LC-12",
            special.decided_before_care_ends(*_DIRECTOR),
            (care.FOR_THE_DIRECTOR,),
            "the proposal",
        ),
    )


_ACCOMMODATED: Final = happened(
    "accommodated", "The authority provides accommodation under section 23B or 24B of the Act."
)


def _missing_and_complaints() -> tuple[Duty, ...]:
    return (
        _each("M-1", "missing_start", "missing_reported_to_police", words="the start of the missing spell"),
        _each("M-2", "missing_start", "parents_and_iro_told", words="the start of the missing spell"),
        _each("M-3", "missing_end", "safe_and_well_check", words="the child's return"),
        _each("M-4", "missing_end", "return_interview", words="the child's return"),
        _each("M-5", "missing_repeat", "review_considered", words="going missing again"),
        _each("IV-1", "iv_criteria_met", "iv_appointed", words="the day the child fitted"),
        _each("ADV-1", "complaint_intended", "advocacy_offered", words="the complaint", in_care=False),
        _each("CO-1", "grounds_arose", "complaint_made", words="the day the grounds arose", in_care=False),
        _complaint(
            "CO-2", "complaint_accepted", "stage1_reply_sent", "its acceptance", events.STAGE_1_NOT_EXTENDED
        ),
        _complaint(
            "CO-3", "complaint_accepted", "stage1_reply_sent", "its acceptance", events.STAGE_1_EXTENDED
        ),
        _complaint(
            "CO-4",
            "stage2_requested",
            "stage2_reply_sent",
            "the request for stage 2",
            events.STAGE_2_NOT_EXTENDED,
            events.NOT_RESOLVED,
        ),
        _complaint(
            "CO-5",
            "stage2_requested",
            "stage2_reply_sent",
            "the request for stage 2",
            events.STAGE_2_EXTENDED,
            events.NOT_RESOLVED,
        ),
        _complaint("CO-6", "stage2_reply_sent", "stage3_requested", "the stage 2 reply", events.NOT_RESOLVED),
        _complaint("CO-7", "stage3_requested", "panel_met", "the request for stage 3"),
        _complaint("CO-8", "panel_met", "panel_report_sent", "the panel's meeting"),
        _complaint("CO-9", "panel_report_received", "panel_answer_sent", "the panel's report"),
    )


def _complaint(code: str, trigger: str, met: str, words: str, *conditions: Condition) -> Duty:
    return _each(code, trigger, met, words=words, conditions=conditions, in_care=False)


def _liberty() -> tuple[Duty, ...]:
    secure = "the child being kept secure"
    return (
        Duty("SEC-1", states.secure_without_court, (LOOKED_AFTER,), secure),
        Duty("SEC-2", states.secure_orders(first=True), (LOOKED_AFTER,), "the order"),
        Duty("SEC-3", states.secure_orders(first=False), (LOOKED_AFTER,), "the order"),
        Duty(
            "SEC-4",
            clocks.each_before("secure_proposed", target="secure_start", met="secure_under13_approved"),
            (LOOKED_AFTER, care.UNDER_13),
            "the proposal",
        ),
        _chain("SEC-5", states.secure_reviews, LOOKED_AFTER, words="the last review of it"),
        Duty(
            "DOL-1",
            clocks.each_before("dol_proposed", target="dol_start", met="dol_order_made"),
            (LOOKED_AFTER,),
            "the proposal",
        ),
        Duty("DOL-2", special.orders_with_an_end, (LOOKED_AFTER,), "the order"),
    )


def _unaccompanied_and_breaks() -> tuple[Duty, ...]:
    return (
        _each(
            "UA-1",
            "nts_referral",
            "nts_transfer_complete",
            words="the referral",
            conditions=(care.UNACCOMPANIED,),
            in_care=False,
        ),
        _each(
            "UA-2",
            "trafficking_suspected",
            "nrm_referral_made",
            words="the suspicion",
            conditions=(care.UNDER_18,),
            in_care=False,
        ),
        Duty("UA-3", special.status_of_unaccompanied, (care.UNACCOMPANIED, care.AGE_KNOWN), _CARE),
        Duty("SB-1", states.breaks, _BREAKS, "the start of the break"),
        Duty("SB-2", states.breaks_in_a_year, _BREAKS, "the start of the break"),
        _chain("SB-3", states.visits_on_breaks, *_BREAKS, words=_VISIT),
        _chain("SB-4", states.reviews_of_breaks, *_BREAKS, words="the last review"),
    )


def _adoption_and_the_rest() -> tuple[Duty, ...]:
    return (
        _chain(
            "AD-1",
            clocks.adoptive_placements(VISIT),
            LOOKED_AFTER,
            care.PLACED_FOR_ADOPTION,
            words=_VISIT,
        ),
        _each("AD-2", "panel_recommendation", "decision_made", words="the recommendation", in_care=False),
        _chain(
            "AD-4",
            special.authorised_to_place,
            LOOKED_AFTER,
            care.NOT_PLACED_FOR_ADOPTION,
            words="the last review",
        ),
        _chain(
            "FC-1",
            special.approvals,
            happened("approved_carer", "The carer is approved."),
            words="the last review of approval",
        ),
        _each(
            "EX-1",
            "contact_refused",
            "contact_refusal_end",
            words="the refusal",
            conditions=(care.UNDER_AN_ORDER,),
        ),
        Duty(
            "EX-2",
            states.legal_state("L1", "police_protection_start", ends=("police_protection_end",)),
            (events.POLICE_PROTECTION,),
            "the start of police protection",
        ),
        Duty(
            "EX-3",
            states.legal_state("L2", "epo_made", ends=("epo_ended",), longer="epo_extended"),
            (events.EMERGENCY_PROTECTION,),
            "the order",
        ),
        _each(
            "EX-4",
            "incident_known",
            "incident_notified",
            words="the day the incident was known",
            conditions=(events.NOTIFIABLE,),
            in_care=False,
        ),
        _each("EX-5", "contact_refused", "refusal_notice_sent", words="the refusal"),
        Duty(
            "REC-1",
            special.case_record,
            (care.EVER_LOOKED_AFTER, care.AGE_KNOWN),
            "birth",
            kept=Kept.WHATEVER_COMES,
        ),
    )


CARRIED_OUT: Final[Mapping[str, Duty]] = MappingProxyType(
    {
        duty.code: duty
        for family in (
            _care_plan,
            _placements,
            _visits,
            _reviews,
            _health_and_education,
            _leaving_care,
            _missing_and_complaints,
            _liberty,
            _unaccompanied_and_breaks,
            _adoption_and_the_rest,
        )
        for duty in family()
    }
)


def carried_out() -> frozenset[str]:
    """The codes of the rows the engine can answer for: all of them."""
    return frozenset(CARRIED_OUT)
