"""Generated lives in which every row of the table has something to say.

A life is thrown with dice from one number: hypothesis chooses the number, and the lives of two numbers have
nothing in common. That makes much of few examples; `least` then takes away what a difference does not need.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from hypothesis import strategies as st

from engines.timescales.slow_clock import months_later
from steadyhand.engines.timescales import (
    ChildFacts,
    Event,
    Explanation,
    LegalStatus,
    PeriodOfCare,
    Placement,
    SchoolTerm,
)

# What happens in a life, in families: mostly a trigger first, then what may follow it.
STORIES = """
care_plan_written first_placement_start care_plan_drafted care_plan_agreed care_plan_effective
care_plan_revised care_plan_copies_sent
care_proceedings_issued care_proceedings_extended care_proceedings_ended
change_proposed review_held change_effective
review_held review_due permanence_plan_ready review_held
placement_plan_signed placement_notified area_authority_notified health_bodies_notified
out_of_area_proposed out_of_area_approved out_of_area_checks_done
distant_placement_proposed distant_placement_approved
placement_change_proposed key_stage_4_move_approved placement_end
placement_end_proposed review_held placement_end
placement_with_parent_proposed placement_with_parent_approved parent_assessment_complete
temporary_approval_start temporary_approval_end full_approval
placement_end written_end_notice
visit visit review_held visit
care_order_made visit visit
living_arrangements_start visit visit visit
visit_requested visit regulator_notice_received visit
remand_start visit visit remand_end
custody_start visit
iro_named review_held review_decisions_sent objection_raised review_decisions_accepted
review_held review_record_written review_record_sent review_decisions_sent
early_review_trigger review_held iro_dispute_raised iro_dispute_closed
review_due social_work_report_ready iro_spoke_with_child review_held
adoptive_placement_start visit visit adoptive_review_held adoptive_review_held
authority_to_place adoptive_review_held adoptive_placement_start
adoption_order_made returned_to_agency
health_assessment health_assessment dental_check sdq
immunisation_due immunised immunisation_due immunised
pep_started pep_ready pep_reviewed pep_reviewed school_place_lost school_place_found
becomes_eligible needs_assessment_complete pathway_plan_made pathway_review
turns_16_or_becomes_eligible adviser_named becomes_relevant needs_assessment_complete
accommodation_start visit pathway_review visit visit accommodation_end
contact contact contact_lost contact support_to_25_requested
staying_put_start staying_put_end
cease_proposed cease_approved
missing_start missing_reported_to_police parents_and_iro_told
missing_end safe_and_well_check return_interview missing_repeat review_considered
iv_criteria_met iv_appointed complaint_intended advocacy_offered
grounds_arose complaint_made complaint_accepted stage1_extended stage1_reply_sent
stage2_requested stage2_extended stage2_reply_sent complaint_resolved
stage2_reply_sent stage3_requested panel_met panel_report_sent
panel_report_received panel_answer_sent
secure_proposed secure_under13_approved secure_start secure_review
secure_start secure_order_made secure_order_end secure_order_made secure_end
dol_proposed dol_order_made dol_start dol_order_end
nts_referral nts_transfer_complete trafficking_suspected nrm_referral_made uasc_status_end
break_series_start break_start break_end break_start break_end
break_start visit break_end review_held
panel_recommendation decision_made approval_start approval_review approval_end
contact_refused contact_refusal_end refusal_notice_sent
police_protection_start police_protection_end epo_made epo_extended epo_ended
incident_known incident_notified record_destroyed
"""


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FAMILIES = tuple(words(line) for line in STORIES.split("\n") if line)
# Around the limits of the rows: days, weeks, working days with and without a holiday, months.
GAPS = (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16, 17, 18, 20, 21, 26, 27, 28, 29, 30, 31, 35, 36, 42)
GAPS += (43, 56, 57, 60, 75, 76, 89, 90, 91, 92, 112, 113, 150, 181, 182, 184, 185, 365, 366, 367)
# The day a rule began to hold, or a birthday's neighbourhood: a life starts near one of these.
FIRST_DAYS = [
    date.fromisoformat(day)
    for day in words(
        "2011-03-20 2011-04-01 2013-12-24 2014-01-20 2014-04-10 2014-05-01 2015-02-20 2015-03-25 2015-10-20 "
        "2016-02-26 2017-12-20 2018-02-01 2018-06-20 2019-12-18 2020-02-29 2021-04-01 2021-09-01 2022-05-27 "
        "2023-05-01 2023-10-20 2024-02-29 2024-12-20 2025-04-14 2025-06-01 2025-12-24"
    )
]
AGES = (0, 3, 4, 4, 5, 8, 12, 13, 14, 15, 15, 16, 16, 17, 17, 18, 20)
OUTCOMES = (None,) * 9 + ("refused", "cancelled", "offered", "missed", "not_done")
FLAGS = {
    "lasts_to_18": 2,
    "long_term_foster_reg22B": 3,
    "emergency": 3,
    "with_parent": 3,
    "urgent_reg19": 5,
    "temporary_approval_reg24": 4,
    "emergency_reg23": 4,
    "adoptive": 5,
    "other_arrangements": 4,
    "listed_reg27A": 4,
    "registered_supported": 4,
    "excepted": 5,
    "short_break": 6,
}
BY = {
    "visit": (None, None, None, "social_worker", "personal_adviser"),
    "cease_approved": ("director", "dcs", "nominated_officer", "team_manager"),
    "placement_end_proposed": (None, None, "authority", "carer"),
}
REASONS = {
    "visit": (None, None, "refused_by_child"),
    "placement_end_proposed": (None, None, "immediate_risk", "reg_23_2"),
    "placement_change_proposed": (None, None, "emergency"),
}
KINDS = {
    "immunised": (None, "mmr", "flu"),
    "immunisation_due": (None, "mmr", "flu"),
    "incident_known": (None, "death", "serious_harm", "other"),
}
# Names whose outcome is a word of its own.
FOUND = {
    "visit": (None,) * 5 + ("welfare_not_safeguarded", "missed", "refused"),
    "placement_change_proposed": (None, None, "schooling_goes_on"),
    "record_destroyed": (None,),
}
ABOUT_A_PLACEMENT = words(
    "placement_plan_signed placement_notified area_authority_notified health_bodies_notified visit "
    "out_of_area_proposed out_of_area_approved out_of_area_checks_done distant_placement_proposed "
    "distant_placement_approved placement_change_proposed placement_end_proposed placement_end "
    "placement_with_parent_proposed placement_with_parent_approved parent_assessment_complete "
    "temporary_approval_start temporary_approval_end full_approval written_end_notice secure_start "
    "living_arrangements_start adoptive_placement_start"
)
# What is done for a placement before it starts may name it; the rest names what has begun.
NAMES_WHAT_IS_TO_COME = words(
    "placement_plan_signed placement_notified area_authority_notified health_bodies_notified "
    "out_of_area_proposed out_of_area_approved distant_placement_proposed distant_placement_approved "
    "placement_with_parent_proposed placement_with_parent_approved"
)
NUMBERED = words(
    "review_due review_held social_work_report_ready iro_spoke_with_child missing_end return_interview "
    "missing_start complaint_accepted stage1_reply_sent stage2_requested stage2_reply_sent"
)


class Dice(Random):
    """Chance that comes out the same for the same number."""

    def one_in(self, number: int) -> bool:
        return self.randrange(number) == 0

    def spans(self, first: date, most: int) -> list[tuple[date, date | None]]:
        """Spells that follow one another, some with a gap, some within one day, the last perhaps open."""
        found: list[tuple[date, date | None]] = []
        start = first
        for _ in range(self.randint(1, most)):
            end = start + timedelta(days=self.choice((0, 1, 6, 9, 17, 18, 45, 91, 112, 200, 366, 700)))
            found.append((start, end))
            start = end + timedelta(days=self.choice((0, 0, 0, 1, 40)))
        if not self.one_in(3):
            found[-1] = (found[-1][0], None)
        return found

    def placement(self, place: int, start: date, end: date | None) -> Placement:
        flags = {name: self.one_in(odds) for name, odds in FLAGS.items()}
        area = self.choice(("inside", "adjoining", "distant"))
        return Placement(id=f"P{place}", start=start, end=end, type="U4", area=area, **flags)

    def event(self, name: str, day: date, homes: Sequence[Placement]) -> Event:
        """One event with what matters to it: a time, a number, a placement, how it ended, who and why."""
        at: date | datetime = day
        if self.one_in(4):
            at = datetime.combine(day, time(self.choice((0, 9, 15, 23)), 30), UTC)
        begun = [
            home
            for home in homes
            if name in NAMES_WHAT_IS_TO_COME or (home.start <= day and (not home.end or day <= home.end))
        ]
        named = self.choice((None, None, *begun)) if name in ABOUT_A_PLACEMENT else None
        dated = name in ("care_proceedings_extended", "dol_order_made")
        return Event(
            name,
            at,
            placement=named.id if named else None,
            number=self.choice((None, None, None, 1, 2)) if name in NUMBERED else None,
            by=self.choice(BY.get(name, (None,))),
            child_seen=not self.one_in(5),
            seen_alone=name == "visit" and not self.one_in(3),
            reason=self.choice(REASONS.get(name, (None,))),
            told_beforehand=self.one_in(2),
            outcome=self.choice(FOUND.get(name, OUTCOMES)),
            kind=self.choice(KINDS.get(name, (None,))),
            until=day + timedelta(days=self.choice((30, 100, 200))) if dated and not self.one_in(4) else None,
        )

    def events(self, first: date, homes: Sequence[Placement]) -> list[Event]:
        """Some families, each mostly in its order; events left out, told twice or before their time."""
        found: list[Event] = []
        for family in self.sample(FAMILIES, self.randint(4, 26)):
            names = list(family * self.choice((1, 1, 2)))
            if self.one_in(5):
                self.shuffle(names)
            day = first + timedelta(days=self.choice((-10, -1, 0, 0, 0, 1, 5, 20, 40, 100, 300, 700)))
            for name in names:
                day += timedelta(days=self.choice(GAPS))
                if not self.one_in(7):
                    found.append(self.event(name, day, homes))
        return found

    def born(self, first: date) -> date:
        """A birthday in the life's first months; now and then the 29th of February."""
        born = months_later(first + timedelta(days=self.choice((0, 1, 7, 60, 200))), -12 * self.choice(AGES))
        if self.one_in(6):
            born = date((born.year - 1) // 4 * 4, 2, 29)
        return min(born, first)

    def terms(self, first: date) -> list[SchoolTerm]:
        return [
            SchoolTerm(f"{year}.{month}", date(year, month, start), date(year, last, end))
            for year in range(first.year, first.year + 3)
            for month, start, last, end in ((1, 6, 4, 2), (4, 19, 7, 20), (9, 4, 12, 19))
        ]


def life_of(number: int) -> ChildFacts:
    """The life of that number, in which nothing is unknown."""
    dice = Dice(number)
    first = dice.choice(FIRST_DAYS) + timedelta(days=dice.randrange(10))
    homes = [dice.placement(place, *span) for place, span in enumerate(dice.spans(first, 3))]
    codes = [
        dice.choice(("C1", "C2", "V2", "V2", "V3", "V4", "E1", "L1", "L2")) for _ in range(dice.randrange(4))
    ]
    agrees = dice.choice(("agreed", "declined"))  # said at the start of each placement, so that it is known
    return ChildFacts(
        date_of_birth=dice.born(first),
        periods_of_care=tuple(PeriodOfCare(*span) for span in dice.spans(first, 3)),
        legal_status=tuple(LegalStatus(code, *dice.spans(first, 1)[0]) for code in codes),
        placements=tuple(homes),
        events=(
            *dice.events(first, homes),
            *(Event(f"fewer_visits_{agrees}", home.start, placement=home.id) for home in homes),
        ),
        short_breaks_reg48=dice.one_in(6),
        uasc=dice.one_in(3),
        key_stage=dice.choice((0, 0, 2, 4, 4)),
        in_early_years_education=dice.one_in(2),
        reason_care_ended=dice.choice(("E8", "E9", "E9")),
        school_terms=tuple(dice.terms(first)) if not dice.one_in(4) else (),
        date_of_death=first + timedelta(days=dice.randrange(800)) if dice.one_in(10) else None,
        unable_to_take_part=dice.one_in(6),
    )


def days_of(facts: ChildFacts, number: int, many: int) -> list[date]:
    """Days on and around those on which something happens, and days long after."""
    dice = Dice(number)
    days = {event.day for event in facts.events}
    for span in (*facts.periods_of_care, *facts.placements, *facts.legal_status):
        days |= {span.start} | ({span.end} if span.end else set())
    if facts.date_of_birth is not None:
        days |= {months_later(facts.date_of_birth, 12 * years) for years in (4, 5, 13, 16, 17, 18, 21, 25)}
    first = min(care.start for care in facts.periods_of_care)
    near = sorted(day for day in days if first - timedelta(days=30) <= day <= date(2031, 1, 1))
    gaps = (-1, 0, 0, 1, 3, 7, 8, 15, 29, 43, 92, 185, 400)
    return [dice.choice(near) + timedelta(days=dice.choice(gaps)) for _ in range(many)]


def with_explanations(facts: ChildFacts, number: int, due: Sequence[tuple[str, date]]) -> ChildFacts:
    """The same life with some of the dates due explained, not all of them properly."""
    dice = Dice(number)
    told = (
        Explanation(
            code, day, dice.choice(("ill", "ill", None)), dice.choice(("manager", "manager", "")), day
        )
        for code, day in due
        if dice.one_in(3)
    )
    return replace(facts, explanations=tuple(told))


def with_doubts(facts: ChildFacts, number: int) -> ChildFacts:
    """The same life with a few things unknown: not so many that every way it may be cannot be tried."""
    dice = Dice(number)
    homes, events = list(facts.placements), list(facts.events)
    child: dict[str, None] = {}
    for _ in range(dice.randint(1, 3)):
        place = dice.randrange(len(homes))
        match dice.choice(("placement", "placement", "placement", "event", "event", "agreement", "child")):
            case "placement":
                homes[place] = replace(homes[place], **{dice.choice((*FLAGS, "area")): None})
            case "event":
                some = [place for place, event in enumerate(events) if event.event in MAY_BE_UNKNOWN]
                if some:
                    place = dice.choice(some)
                    field = dice.choice(MAY_BE_UNKNOWN[events[place].event])
                    events[place] = replace(events[place], **{field: None})
            case "agreement":
                events = [
                    event for event in events if event.placement != homes[place].id or not _agrees(event)
                ]
            case "child":
                child[dice.choice(CHILD)] = None
    return replace(facts, placements=tuple(homes), events=tuple(events), **child)


def _agrees(event: Event) -> bool:
    return event.event.startswith("fewer_visits")


MAY_BE_UNKNOWN = {
    "visit": ("child_seen", "child_seen", "seen_alone"),
    "placement_end": ("told_beforehand",),
    "cease_approved": ("by",),
}
CHILD = ("short_breaks_reg48", "uasc", "key_stage", "in_early_years_education", "unable_to_take_part")
LISTS = ("events", "explanations", "legal_status", "placements", "periods_of_care", "school_terms")


def least(facts: ChildFacts, wrong: Callable[[ChildFacts], bool]) -> ChildFacts:
    """The life without all that can be taken from it while it stays wrong."""
    shrinking = True
    while shrinking:
        shrinking = False
        for fewer in _with_less(facts):
            if wrong(fewer):
                facts, shrinking = fewer, True
                break
    return facts


def _with_less(facts: ChildFacts):
    for name in LISTS:
        found = getattr(facts, name)
        for place in range(len(found)):
            try:
                yield replace(facts, **{name: (*found[:place], *found[place + 1 :])})
            except ValueError:
                continue  # something is about that placement
    for place, home in enumerate(facts.placements):
        for name in FLAGS:
            if getattr(home, name) is not False:
                homes = (
                    *facts.placements[:place],
                    replace(home, **{name: False}),
                    *facts.placements[place + 1 :],
                )
                yield replace(facts, placements=homes)
    for place, event in enumerate(facts.events):
        for name in ("placement", "number", "by", "reason", "outcome", "kind", "until"):
            if getattr(event, name) is not None:
                events = (*facts.events[:place], replace(event, **{name: None}), *facts.events[place + 1 :])
                yield replace(facts, events=events)


NUMBERS = st.integers(0, 2**32)
