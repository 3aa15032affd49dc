"""Unaccompanied children, short breaks, adoption, carers and the record: UA, SB, AD, FC and REC rows."""

from spec.tables import WHY, Case

TITLE = "Unaccompanied children, short breaks, adoption, carers, the record"

BREAKS = "care 2024-01-01 \n short_breaks_reg48 yes \n"
PLACED = (
    "care 2023-03-04 \n placement A 2023-03-04 2024-03-04 \n placement B 2024-03-04 type=A5 adoptive=yes \n"
)

CASES = (
    Case(
        "An unaccompanied child who is referred is transferred within 10 working days; Christmas takes three out.",
        f"""
        uasc yes
        nts_referral 2025-12-18
        explained UA-1 2026-01-06 2026-01-08 {WHY}
        nts_transfer_complete 2026-01-09
        nts_referral 2026-02-02
        nts_transfer_complete 2026-02-16
        nts_referral 2026-03-02
        nts_transfer_complete 2026-03-04 outcome=unknown
        """,
        """
        2025-12-17 | UA-1 | not applicable     |
        2025-12-18 | UA-1 | due                | 2026-01-06
        2026-01-06 | UA-1 | due                | 2026-01-06
        2026-01-07 | UA-1 | late               | 2026-01-06
        2026-01-08 | UA-1 | late and explained | 2026-01-06
        2026-01-09 | UA-1 | done late          | 2026-01-06 | 2026-01-09
        2026-02-16 | UA-1 | done on time       | 2026-02-16 | 2026-02-16
        2026-03-04 | UA-1 | cannot tell        | | | events.nts_transfer_complete.2026-03-04.outcome
        """,
    ),
    Case(
        "Not for another child.",
        "uasc no \n care 2025-12-01 \n nts_referral 2025-12-18",
        "2025-12-18 | UA-1 UA-3 | not applicable |",
    ),
    Case(
        "Not known whether the child is one: cannot tell.",
        "uasc unknown \n care 2025-12-01 \n nts_referral 2025-12-18",
        "2025-12-18 | UA-1 UA-3 | cannot tell | | | uasc",
    ),
    Case(
        "The protocol that UA-1 follows is of 9 June 2025.",
        "uasc yes \n nts_referral 2025-06-08 \n nts_referral 2025-06-09",
        """
        2025-06-08 | UA-1 | not applicable |
        2025-06-09 | UA-1 | due            | 2025-06-23
        """,
    ),
    Case(
        "Possible trafficking of a child is referred at once: due without a last day, never late.",
        """
        trafficking_suspected 2024-03-06
        nrm_referral_made 2024-03-07
        trafficking_suspected 2024-06-03
        nrm_referral_made 2024-06-05 outcome=unknown
        trafficking_suspected 2026-02-02
        """,
        """
        2024-03-05 | UA-2 | not applicable |
        2024-03-06 | UA-2 | due            |
        2024-03-07 | UA-2 | done on time   | | 2024-03-07
        2024-06-05 | UA-2 | cannot tell    | | | events.nrm_referral_made.2024-06-05.outcome
        2026-02-27 | UA-2 | due            |
        2026-02-28 | UA-2 | not applicable |
        """,
    ),
    Case(
        "The duty to notify is the law from 1 November 2015.",
        "trafficking_suspected 2015-10-31 \n trafficking_suspected 2015-11-01",
        "2015-10-31 | UA-2 | not applicable | \n 2015-11-01 | UA-2 | due |",
    ),
    Case(
        "The status of unaccompanied child ends by the 18th birthday, in care or not.",
        f"""
        uasc yes
        care 2024-03-04 2025-03-03
        explained UA-3 2026-02-28 2026-03-03 {WHY}
        uasc_status_end 2026-03-05
        """,
        """
        2024-03-03 | UA-3 | not applicable     |
        2024-03-04 | UA-3 | due                | 2026-02-28
        2026-02-28 | UA-3 | due                | 2026-02-28
        2026-03-01 | UA-3 | late               | 2026-02-28
        2026-03-03 | UA-3 | late and explained | 2026-02-28
        2026-03-05 | UA-3 | done late          | 2026-02-28 | 2026-03-05
        """,
    ),
    Case(
        "Ended by then it is in time.",
        "uasc yes \n care 2024-03-04 \n uasc_status_end 2026-02-28",
        "2026-02-28 | UA-3 | done on time | 2026-02-28 | 2026-02-28",
    ),
    Case(
        "Without a date of birth it cannot be told, nor how long the record is kept, nor whether a child is under 18.",
        "born unknown \n uasc yes \n care 2024-03-04 \n trafficking_suspected 2024-03-04",
        "2024-03-04 | UA-2 UA-3 REC-1 | cannot tell | | | date_of_birth",
    ),
    Case(
        "One short break lasts 17 days at most.",
        BREAKS
        + f"""
        placement A 2024-03-04 2024-03-25 short_break=yes
        placement B 2024-06-03 2024-06-20 short_break=yes
        explained SB-1 2024-03-21 2024-03-23 {WHY}
        """,
        """
        2024-03-03 | SB-1 | not applicable     |
        2024-03-04 | SB-1 | due                | 2024-03-21
        2024-03-21 | SB-1 | due                | 2024-03-21
        2024-03-22 | SB-1 | late               | 2024-03-21
        2024-03-23 | SB-1 | late and explained | 2024-03-21
        2024-03-25 | SB-1 | done late          | 2024-03-21 | 2024-03-25
        2024-06-20 | SB-1 | done on time       | 2024-06-20 | 2024-06-20
        """,
    ),
    Case(
        "Breaks may be told by their first day and the day they ended.",
        BREAKS + "break_start 2024-03-04 \n break_end 2024-03-21",
        "2024-03-20 | SB-1 | due | 2024-03-21 \n 2024-03-21 | SB-1 | done on time | 2024-03-21 | 2024-03-21",
    ),
    Case(
        "All breaks together: 75 days in any 12 months, counted in nights.",
        BREAKS
        + f"""
        break_start 2024-01-01
        break_end 2024-01-16
        break_start 2024-02-01
        break_end 2024-02-16
        break_start 2024-03-01
        break_end 2024-03-16
        break_start 2024-04-01
        break_end 2024-04-16
        break_start 2024-05-01
        break_end 2024-05-19
        explained SB-2 2024-05-16 2024-05-18 {WHY}
        """,
        """
        2023-12-31 | SB-2 | not applicable     |
        2024-01-01 | SB-2 | due                | 2024-03-16
        2024-04-16 | SB-2 | done on time       | 2024-05-01 | 2024-04-16
        2024-05-01 | SB-2 | due                | 2024-05-16
        2024-05-16 | SB-2 | due                | 2024-05-16
        2024-05-17 | SB-2 | late               | 2024-05-16
        2024-05-18 | SB-2 | late and explained | 2024-05-16
        2024-05-19 | SB-2 | done late          | 2024-05-16 | 2024-05-19
        """,
    ),
    Case(
        "The twelve months move on: nights older than that are counted no more.",
        BREAKS
        + """
        break_start 2024-03-01
        break_end 2024-03-16
        break_start 2024-04-01
        break_end 2024-04-16
        break_start 2024-05-01
        break_end 2024-05-16
        break_start 2025-02-16
        """,
        "2025-02-16 | SB-2 | due | 2025-04-17",
    ),
    Case(
        "Visits and reviews of short breaks: within three months, then no more than six months apart.",
        BREAKS
        + f"""
        break_series_start 2024-03-31
        visit 2024-06-10
        review_held 2024-06-10
        explained SB-3,SB-4 2024-12-10 2024-12-12 {WHY}
        """,
        """
        2024-03-30 | SB-3 SB-4 | not applicable     |
        2024-03-31 | SB-3 SB-4 | due                | 2024-06-30
        2024-06-10 | SB-3 SB-4 | due                | 2024-12-10
        2024-12-10 | SB-3 SB-4 | due                | 2024-12-10
        2024-12-11 | SB-3 SB-4 | late               | 2024-12-10
        2024-12-12 | SB-3 SB-4 | late and explained | 2024-12-10
        """,
    ),
    Case(
        "Not told when the series began, it began with its first break.",
        BREAKS
        + """
        break_start 2024-03-04
        break_end 2024-03-11
        visit 2024-03-06 child_seen=unknown
        review_held 2024-03-06 outcome=unknown
        """,
        """
        2024-06-04 | SB-3 | due         | 2024-06-04
        2024-06-05 | SB-3 | cannot tell | | | events.visit.2024-03-06.child_seen
        2024-06-05 | SB-4 | cannot tell | | | events.review_held.2024-03-06.outcome
        """,
    ),
    Case(
        "Only for a child on short breaks.",
        "care 2024-01-01 \n break_series_start 2024-03-04 \n break_start 2024-03-04",
        "2024-03-04 | SB-1 SB-2 SB-3 SB-4 | not applicable |",
    ),
    Case(
        "Not known whether reg 48 applies: cannot tell.",
        """
        care 2024-01-01
        short_breaks_reg48 unknown
        break_series_start 2024-03-04
        break_start 2024-03-04
        """,
        "2024-03-04 | SB-1 SB-2 SB-3 SB-4 | cannot tell | | | short_breaks_reg48",
    ),
    Case(
        "Nor whether a placement was one of the breaks.",
        BREAKS + "placement A 2024-03-04 2024-03-11 short_break=unknown",
        "2024-03-04 | SB-1 SB-2 SB-3 SB-4 | cannot tell | | | placements.A.short_break",
    ),
    Case(
        "And only while looked after.",
        """
        care 2024-01-01 2024-04-02
        short_breaks_reg48 yes
        break_series_start 2024-03-28
        break_start 2024-03-28
        """,
        """
        2024-04-01 | SB-1      | due            | 2024-04-14
        2024-04-01 | SB-2      | due            | 2024-06-11
        2024-04-01 | SB-3 SB-4 | due            | 2024-06-28
        2024-04-02 | SB-1 SB-2 SB-3 SB-4 | not applicable |
        """,
    ),
    Case(
        "The SB rows are the law from 1 April 2011, for what runs then.",
        "care 2011-01-04 \n short_breaks_reg48 yes \n break_series_start 2011-03-28 \n break_start 2011-03-28",
        """
        2011-03-31 | SB-1 SB-2 SB-3 SB-4 | not applicable |
        2011-04-01 | SB-1                | due            | 2011-04-14
        2011-04-01 | SB-2                | due            | 2011-06-11
        2011-04-01 | SB-3 SB-4           | due            | 2011-06-28
        """,
    ),
    Case(
        "Placed for adoption: seen within a week, then weekly to the first review; after it the reviews decide.",
        PLACED
        + f"""
        visit 2024-03-08
        explained AD-1 2024-03-15 2024-03-18 {WHY}
        visit 2024-03-19
        visit 2024-03-26
        adoptive_review_held 2024-03-29
        """,
        """
        2024-03-03 | AD-1 | not applicable     |
        2024-03-04 | AD-1 | due                | 2024-03-11
        2024-03-08 | AD-1 | due                | 2024-03-15
        2024-03-15 | AD-1 | due                | 2024-03-15
        2024-03-16 | AD-1 | late               | 2024-03-15
        2024-03-18 | AD-1 | late and explained | 2024-03-15
        2024-03-19 | AD-1 | due                | 2024-03-26
        2024-03-28 | AD-1 | due                | 2024-04-02
        2024-03-29 | AD-1 | not applicable     |
        """,
    ),
    Case(
        "Not known whether it is for adoption, or whether the child was seen: cannot tell.",
        """
        care 2024-03-04
        placement A 2024-03-04 2024-04-02 adoptive=unknown
        placement B 2024-04-02 adoptive=yes
        visit 2024-04-05 child_seen=unknown
        """,
        """
        2024-03-04 | AD-1 | cannot tell | | | placements.A.adoptive
        2024-04-09 | AD-1 | due         | 2024-04-09
        2024-04-10 | AD-1 | cannot tell | | | events.visit.2024-04-05.child_seen
        """,
    ),
    Case(
        "A placement becomes one for adoption on the day that is told; the duty drops with care.",
        """
        care 2024-03-04 2024-03-12
        placement A 2024-03-04
        adoptive_placement_start 2024-03-07
        authority_to_place 2024-03-05
        """,
        """
        2024-03-06 | AD-1      | not applicable |
        2024-03-06 | AD-4      | due            | 2024-06-05
        2024-03-07 | AD-1      | due            | 2024-03-11
        2024-03-07 | AD-4      | not applicable |
        2024-03-12 | AD-1 AD-4 | not applicable |
        """,
    ),
    Case(
        "After the panel the agency decides within seven working days, Easter taken out.",
        f"""
        panel_recommendation 2024-03-28
        explained AD-2 2024-04-10 2024-04-12 {WHY}
        decision_made 2024-04-15
        panel_recommendation 2024-06-03
        decision_made 2024-06-12
        panel_recommendation 2024-09-02
        decision_made 2024-09-04 outcome=unknown
        """,
        """
        2024-03-27 | AD-2 | not applicable     |
        2024-03-28 | AD-2 | due                | 2024-04-10
        2024-04-10 | AD-2 | due                | 2024-04-10
        2024-04-11 | AD-2 | late               | 2024-04-10
        2024-04-12 | AD-2 | late and explained | 2024-04-10
        2024-04-15 | AD-2 | done late          | 2024-04-10 | 2024-04-15
        2024-06-12 | AD-2 | done on time       | 2024-06-12 | 2024-06-12
        2024-09-04 | AD-2 | cannot tell        | | | events.decision_made.2024-09-04.outcome
        """,
    ),
    Case(
        "May be placed and is not yet: reviewed within three months, then every six, until the child is placed.",
        f"""
        care 2023-03-04
        placement A 2023-03-04 2025-03-03
        placement B 2025-03-03 type=A5 adoptive=yes
        authority_to_place 2024-03-31
        adoptive_review_held 2024-06-10
        explained AD-4 2024-12-10 2024-12-12 {WHY}
        adoptive_review_held 2024-12-16
        """,
        """
        2024-03-30 | AD-4 | not applicable     |
        2024-03-31 | AD-4 | due                | 2024-06-30
        2024-06-10 | AD-4 | due                | 2024-12-10
        2024-12-10 | AD-4 | due                | 2024-12-10
        2024-12-11 | AD-4 | late               | 2024-12-10
        2024-12-12 | AD-4 | late and explained | 2024-12-10
        2025-03-02 | AD-4 | due                | 2025-06-16
        2025-03-03 | AD-4 | not applicable     |
        """,
    ),
    Case(
        "Whether a review was held may not be known; before care starts it is not asked.",
        "care 2024-03-04 \n authority_to_place 2024-03-01 \n adoptive_review_held 2024-05-06 outcome=unknown",
        """
        2024-03-03 | AD-4 | not applicable |
        2024-06-01 | AD-4 | due            | 2024-06-01
        2024-06-02 | AD-4 | cannot tell    | | | events.adoptive_review_held.2024-05-06.outcome
        """,
    ),
    Case(
        "The AD rows are the law from 30 December 2005: AD-1 and AD-4 for what runs then, AD-2 by the recommendation.",
        """
        born 2004-05-01
        care 2005-11-07
        authority_to_place 2005-12-05
        panel_recommendation 2005-12-29
        panel_recommendation 2005-12-30
        """,
        """
        2005-12-29 | AD-2 AD-4 | not applicable |
        2005-12-30 | AD-2      | due            | 2006-01-11
        2005-12-30 | AD-4      | due            | 2006-03-05
        """,
    ),
    Case(
        "AD-1.",
        "born 2004-05-01 \n care 2005-11-07 \n placement A 2005-12-28 adoptive=yes",
        "2005-12-29 | AD-1 | not applicable | \n 2005-12-30 | AD-1 | due | 2006-01-04",
    ),
    Case(
        "A carer's approval is reviewed within a year of it, then no more than a year apart, until it ends.",
        f"""
        approval_start 2024-02-29
        approval_review 2025-02-10
        explained FC-1 2026-02-10 2026-02-12 {WHY}
        approval_end 2026-06-01
        """,
        """
        2024-02-28 | FC-1 | not applicable     |
        2024-02-29 | FC-1 | due                | 2025-02-28
        2025-02-10 | FC-1 | due                | 2026-02-10
        2026-02-10 | FC-1 | due                | 2026-02-10
        2026-02-11 | FC-1 | late               | 2026-02-10
        2026-02-12 | FC-1 | late and explained | 2026-02-10
        2026-06-01 | FC-1 | not applicable     |
        """,
    ),
    Case(
        "Whether a review was held may not be known.",
        "approval_start 2024-02-29 \n approval_review 2025-02-10 outcome=unknown",
        """
        2025-02-28 | FC-1 | due         | 2025-02-28
        2025-03-01 | FC-1 | cannot tell | | | events.approval_review.2025-02-10.outcome
        """,
    ),
    Case(
        "FC-1 is the law from 1 April 2011, for what runs then.",
        "approval_start 2010-06-01",
        "2011-03-31 | FC-1 | not applicable | \n 2011-04-01 | FC-1 | due | 2011-06-01",
    ),
    Case(
        "The case record is kept to the 75th birthday.",
        "care 2024-03-04 2025-03-03",
        """
        2024-03-03 | REC-1 | not applicable |
        2024-03-04 | REC-1 | due            | 2083-02-28
        2083-02-27 | REC-1 | due            | 2083-02-28
        2083-02-28 | REC-1 | done on time   | 2083-02-28 | 2083-02-28
        """,
    ),
    Case(
        "Or, of a child who died before 18, for 15 years.",
        "care 2024-03-04 \n date_of_death 2024-06-10",
        """
        2024-06-09 | REC-1 | due          | 2083-02-28
        2024-06-10 | REC-1 | due          | 2039-06-10
        2039-06-09 | REC-1 | due          | 2039-06-10
        2039-06-10 | REC-1 | done on time | 2039-06-10 | 2039-06-10
        """,
    ),
    Case(
        "Not of one who died later.",
        "care 2024-03-04 \n date_of_death 2026-02-28",
        "2026-02-28 | REC-1 | due | 2083-02-28",
    ),
    Case(
        "Destroyed before its day it is late, and stays so; after it nothing is asked any more.",
        f"care 2024-03-04 \n record_destroyed 2040-01-09 \n explained REC-1 2083-02-28 2040-02-01 {WHY}",
        """
        2040-01-08 | REC-1 | due                | 2083-02-28
        2040-01-09 | REC-1 | late               | 2083-02-28
        2040-02-01 | REC-1 | late and explained | 2083-02-28
        2083-02-28 | REC-1 | late and explained | 2083-02-28
        """,
    ),
    Case(
        "Destroyed on the day itself it was kept long enough; whether it was may not be known.",
        "care 2024-03-04 \n record_destroyed 2040-01-09 outcome=unknown \n record_destroyed 2083-02-28",
        """
        2040-01-09 | REC-1 | cannot tell | | | events.record_destroyed.2040-01-09.outcome
        """,
    ),
    Case(
        "On the day itself.",
        "care 2024-03-04 \n record_destroyed 2083-02-28",
        "2083-02-28 | REC-1 | done on time | 2083-02-28 | 2083-02-28",
    ),
    Case(
        "The row is the law from 1 April 2011, for every record kept then.",
        "care 2009-01-05 2010-02-01",
        "2011-03-31 | REC-1 | not applicable | \n 2011-04-01 | REC-1 | due | 2083-02-28",
    ),
    Case(
        "One that was destroyed the day before never fell under it.",
        "care 2009-01-05 2010-02-01 \n record_destroyed 2011-03-31",
        "2011-03-31 | REC-1 | not applicable | \n 2011-04-01 | REC-1 | not applicable |",
    ),
    Case(
        "One that was destroyed on that day did.",
        "care 2009-01-05 2010-02-01 \n record_destroyed 2011-04-01",
        "2011-04-01 | REC-1 | late | 2083-02-28",
    ),
)
