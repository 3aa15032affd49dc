"""What can happen that the statutory timetable asks about, in words, by where in a child's life it belongs.

The names are those of the timetable; a test holds this list against them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from steadyhand.contexts.cases.states import EventKind


class Topic(StrEnum):
    """Where in a child's life a happening belongs, as people look for it."""

    PLANS = "Care plan"
    HOME = "Where they live"
    VISITS = "Visits"
    REVIEWS = "Reviews"
    HEALTH = "Health"
    EDUCATION = "Education"
    LEAVING = "Leaving care"
    MISSING = "Missing"
    SAFETY = "Safety and serious incidents"
    COURT = "Courts and emergencies"
    SECURE = "Secure places and loss of liberty"
    ADOPTION = "Adoption"
    ARRIVING = "Arriving alone"
    BREAKS = "Short breaks"
    CARERS = "Foster carers"
    COMPLAINTS = "Complaints and advocacy"
    RECORDS = "Records"


HAPPENINGS: Final[dict[Topic, dict[str, str]]] = {
    Topic.PLANS: {
        "care_plan_written": "The care plan was written",
        "care_plan_drafted": "A care plan was drafted",
        "care_plan_agreed": "The care plan was agreed",
        "care_plan_effective": "A care plan took effect",
        "care_plan_revised": "The care plan was changed",
        "care_plan_copies_sent": "Copies of the care plan were sent",
        "change_proposed": "A significant change of plan was proposed",
        "change_effective": "A change of plan took effect",
        "permanence_plan_ready": "The plan for permanence was ready",
    },
    Topic.HOME: {
        "placement_plan_signed": "The placement plan was signed",
        "placement_notified": "Everybody due notice was told of the placement",
        "health_bodies_notified": "Health bodies were told of the placement",
        "area_authority_notified": "The council of the area was told of the placement",
        "placement_proposed": "A placement was proposed",
        "placement_change_proposed": "A move was proposed that would change schooling",
        "placement_end_proposed": "Ending the placement was proposed",
        "written_end_notice": "Written notice that the placement ended was sent",
        "key_stage_4_move_approved": "A move in key stage 4 was approved",
        "out_of_area_proposed": "A placement outside the area was proposed",
        "out_of_area_approved": "A placement outside the area was approved",
        "out_of_area_checks_done": "Checks for a placement outside the area were done",
        "distant_placement_proposed": "A placement far away was proposed",
        "distant_placement_approved": "A placement far away was approved",
        "placement_with_parent_proposed": "A placement with a parent was proposed",
        "placement_with_parent_approved": "A placement with a parent was approved",
        "parent_assessment_complete": "The assessment of the parent was complete",
        "temporary_approval_start": "Temporary approval of a carer began",
        "temporary_approval_end": "Temporary approval of a carer was extended from this day",
        "full_approval": "A carer was fully approved",
        "living_arrangements_start": "They went to live somewhere other than a placement",
    },
    Topic.VISITS: {
        "visit_requested": "Somebody asked for a visit",
        "regulator_notice_received": "Notice about the home came from the regulator",
        "fewer_visits_agreed": EventKind.FEWER_VISITS_AGREED.label,
        "fewer_visits_declined": EventKind.FEWER_VISITS_DECLINED.label,
        "iv_criteria_met": "They should have an independent visitor",
        "iv_appointed": "An independent visitor was appointed",
    },
    Topic.REVIEWS: {
        "review_due": "A review was booked for this day",
        "iro_named": "A reviewing officer was named",
        "iro_spoke_with_child": "The reviewing officer spoke with them before the review",
        "social_work_report_ready": "The social work report was ready",
        "review_decisions_sent": "Decisions of the review were sent",
        "review_decisions_accepted": "Decisions of the review were accepted",
        "objection_raised": "Somebody objected to a decision of the review",
        "review_record_written": "The record of the review was written",
        "review_record_sent": "The record of the review was sent",
        "review_considered": "Whether to bring the review forward was considered",
        "early_review_trigger": "Something calls for an early review",
        "iro_dispute_raised": "The reviewing officer raised a dispute",
        "iro_dispute_closed": "The reviewing officer’s dispute was closed",
    },
    Topic.HEALTH: {
        "health_assessment": "Health assessment",
        "dental_check": "Dental check",
        "immunisation_due": "An immunisation is due on this day",
        "immunised": "Immunisation",
        "sdq": "Strengths and difficulties questionnaire",
    },
    Topic.EDUCATION: {
        "pep_started": "The personal education plan was started",
        "pep_ready": "The personal education plan was ready",
        "pep_reviewed": "The personal education plan was reviewed",
        "school_place_lost": "They lost their school place",
        "school_place_found": "They have a school place again",
    },
    Topic.LEAVING: {
        "becomes_eligible": "They became an eligible child",
        "turns_16_or_becomes_eligible": "They turned 16, or became eligible",
        "becomes_relevant": "They became a relevant child",
        "needs_assessment_complete": "The assessment of needs was complete",
        "pathway_plan_made": "The pathway plan was made",
        "pathway_review": "The pathway plan was reviewed",
        "adviser_named": "A personal adviser was named",
        "accommodation_start": "The council began to accommodate them as a care leaver",
        "accommodation_end": "The council’s accommodation ended",
        "contact": "Contact with a care leaver",
        "contact_lost": "Contact was lost",
        "support_to_25_requested": "They asked for support up to 25",
        "staying_put_start": "They stayed on with their foster carers",
        "staying_put_end": "Staying on with their foster carers ended",
        "cease_proposed": "Ending care was proposed",
        "cease_approved": "Ending care was approved",
        "custody_start": "They were detained and stopped being looked after",
    },
    Topic.MISSING: {
        "missing_start": "They went missing",
        "missing_reported_to_police": "The police were told that they are missing",
        "parents_and_iro_told": "Parents and the reviewing officer were told that they are missing",
        "missing_end": "They came back",
        "safe_and_well_check": "Safe and well check",
        "return_interview": "Return interview",
        "missing_repeat": "They went missing again within a short time",
    },
    Topic.SAFETY: {
        "incident_known": "A serious incident became known",
        "incident_notified": "The serious incident was notified",
        "trafficking_suspected": "Trafficking is suspected",
        "nrm_referral_made": "Referral about trafficking was made",
    },
    Topic.COURT: {
        "care_proceedings_issued": "Care proceedings were issued",
        "care_proceedings_extended": "The court extended the proceedings",
        "care_proceedings_ended": "Care proceedings ended",
        "care_order_made": "A care order was made",
        "contact_refused": "Contact with a parent was refused in an emergency",
        "contact_refusal_end": "Refusing contact ended",
        "refusal_notice_sent": "Notice of the refused contact was sent",
        "police_protection_start": "Police protection began",
        "police_protection_end": "Police protection ended",
        "epo_made": "An emergency protection order was made",
        "epo_extended": "The emergency protection order was extended",
        "epo_ended": "The emergency protection order ended",
        "remand_start": "Remand to youth detention began",
        "remand_end": "Remand to youth detention ended",
    },
    Topic.SECURE: {
        "secure_proposed": "A secure place was proposed",
        "secure_under13_approved": "A secure place under 13 was approved",
        "secure_start": "They were placed in secure accommodation",
        "secure_order_made": "A secure accommodation order was made",
        "secure_order_end": "A secure accommodation order ended",
        "secure_review": "The secure placement was reviewed",
        "secure_end": "They are no longer kept secure",
        "dol_proposed": "Depriving them of liberty was proposed",
        "dol_order_made": "An order depriving them of liberty was made",
        "dol_start": "They began to be deprived of liberty",
        "dol_order_end": "The order depriving them of liberty ends on this day",
    },
    Topic.ADOPTION: {
        "authority_to_place": "Authority to place for adoption was given",
        "panel_recommendation": "The adoption panel recommended",
        "decision_made": "The decision after the panel was made",
        "adoptive_placement_start": "They were placed for adoption",
        "adoptive_review_held": "The adoptive placement was reviewed",
        "returned_to_agency": "They returned from an adoptive placement",
        "adoption_order_made": "An adoption order was made",
    },
    Topic.ARRIVING: {
        "nts_referral": "Referral to the National Transfer Scheme",
        "nts_transfer_complete": "The transfer was complete",
        "uasc_status_end": "They stopped counting as unaccompanied",
    },
    Topic.BREAKS: {
        "break_series_start": "A series of short breaks began",
        "break_start": "A short break began",
        "break_end": "A short break ended",
    },
    Topic.CARERS: {
        "approval_start": "The foster carer was approved",
        "approval_review": "The foster carer’s approval was reviewed",
        "approval_end": "The foster carer’s approval ended",
    },
    Topic.COMPLAINTS: {
        "complaint_intended": "They want to complain",
        "advocacy_offered": "An advocate was offered",
        "grounds_arose": "What is complained of happened",
        "complaint_made": "A complaint was made",
        "complaint_accepted": "The complaint was accepted",
        "stage1_extended": "Stage 1 was extended",
        "stage1_reply_sent": "The stage 1 answer was sent",
        "stage2_requested": "Stage 2 was asked for",
        "stage2_extended": "Stage 2 was extended",
        "stage2_reply_sent": "The stage 2 answer was sent",
        "stage3_requested": "Stage 3 was asked for",
        "panel_met": "The review panel met",
        "panel_report_sent": "The panel’s report was sent",
        "panel_report_received": "The panel’s report arrived",
        "panel_answer_sent": "The answer to the panel was sent",
        "complaint_resolved": "The complaint was resolved",
    },
    Topic.RECORDS: {
        "record_destroyed": "The record was destroyed",
    },
}
_WORDS: Final = {name: words for named in HAPPENINGS.values() for name, words in named.items()}
_TOPIC: Final = {name: topic for topic, named in HAPPENINGS.items() for name in named}


def words_of_event(kind: str) -> str:
    """A happening as people read it."""
    return _WORDS.get(kind) or EventKind.STORY.label


def topic_of(kind: str) -> Topic:
    """Where in a child's life a happening belongs. Raises KeyError for what is not in the list."""
    return _TOPIC[kind]
