"""Leaving care, LC-1 to LC-12: what each row answers. Who is not said to be born otherwise is 16 on 29 February 2024."""

from spec.tables import WHY, Case

TITLE = "Leaving care"

LONG = "care 2022-06-01 \n"
LEFT = "care 2022-06-01 2024-06-03 \n"
YOUNGER = "born 2012-05-01 \n"

CASES = (
    Case(
        "Needs are assessed within three months of becoming an eligible child: here on the 16th birthday.",
        LONG + f"explained LC-1 2024-05-29 2024-06-03 {WHY} \n needs_assessment_complete 2024-06-05",
        """
        2024-02-28 | LC-1 | not applicable     |
        2024-02-29 | LC-1 | due                | 2024-05-29
        2024-05-29 | LC-1 | due                | 2024-05-29
        2024-05-30 | LC-1 | late               | 2024-05-29
        2024-06-03 | LC-1 | late and explained | 2024-05-29
        2024-06-05 | LC-1 | done late          | 2024-05-29 | 2024-06-05
        """,
    ),
    Case(
        "Who comes into care later is eligible after 13 weeks: 91 days after the first.",
        "care 2024-03-04 \n needs_assessment_complete 2024-09-03",
        """
        2024-06-02 | LC-1 | not applicable |
        2024-06-03 | LC-1 | due            | 2024-09-03
        2024-09-03 | LC-1 | done on time   | 2024-09-03 | 2024-09-03
        """,
    ),
    Case(
        "The 13 weeks are added up over periods of care.",
        "born 2008-05-01 \n care 2022-06-03 2022-08-02 \n care 2024-03-04",
        """
        2024-04-30 | LC-1 | not applicable |
        2024-05-01 | LC-1 | due            | 2024-08-01
        """,
    ),
    Case(
        "From the 14th birthday on: time before it does not count.",
        "born 2008-05-01 \n care 2021-01-04 2022-05-01 \n care 2024-03-04",
        """
        2024-06-02 | LC-1 | not applicable |
        2024-06-03 | LC-1 | due            | 2024-09-03
        """,
    ),
    Case(
        "Days of short breaks are not among the 13 weeks.",
        "care 2024-03-04 \n status V4 2024-03-04 2024-04-03 \n status V2 2024-04-03",
        """
        2024-07-02 | LC-1 | not applicable |
        2024-07-03 | LC-1 | due            | 2024-10-03
        """,
    ),
    Case(
        "Short breaks alone: not an eligible child.",
        LONG + "short_breaks_reg48 yes",
        "2024-02-29 | LC-1 LC-6 | not applicable |",
    ),
    Case(
        "On short breaks alone from some day on: an eligible child no more, and late no more.",
        LONG + "status V2 2022-06-01 2024-05-30 \n status V3 2024-05-30",
        """
        2024-05-29 | LC-1      | due            | 2024-05-29
        2024-05-30 | LC-1 LC-6 | not applicable |
        """,
    ),
    Case(
        "It may not be known whether the assessment was made, the adviser named, or the plan.",
        LONG
        + """
        needs_assessment_complete 2024-03-06 outcome=unknown
        adviser_named 2024-03-06 outcome=unknown
        """,
        """
        2024-03-06 | LC-1 | cannot tell | | | events.needs_assessment_complete.2024-03-06.outcome
        2024-03-06 | LC-6 | cannot tell | | | events.adviser_named.2024-03-06.outcome
        """,
    ),
    Case(
        "Nor how old the young person is: in care perhaps eligible, afterwards perhaps relevant or former relevant.",
        "born unknown \n care 2022-06-01 2024-06-03 \n pathway_review 2024-05-01 \n contact 2024-05-01",
        """
        2022-08-30 | LC-1 LC-6      | not applicable |
        2022-08-31 | LC-1 LC-6      | cannot tell    | | | date_of_birth
        2024-05-31 | LC-3           | not applicable |
        2024-06-03 | LC-1           | not applicable |
        2024-06-03 | LC-3 LC-4 LC-6 LC-8 | cannot tell | | | date_of_birth
        """,
    ),
    Case(
        "The duties to an eligible child end with care, or at 18.",
        "born 2006-06-03 \n care 2022-06-01 \n needs_assessment_complete 2024-03-06",
        """
        2024-06-02 | LC-1      | done late      | 2022-11-30 | 2024-03-06
        2024-06-02 | LC-2      | due            |
        2024-06-03 | LC-1 LC-2 | not applicable |
        """,
    ),
    Case(
        "The pathway plan follows as soon as possible: due without a last day, never late.",
        LONG + "needs_assessment_complete 2024-05-20 \n pathway_plan_made 2024-06-10",
        """
        2024-05-19 | LC-2 | not applicable |
        2024-05-20 | LC-2 | due            |
        2024-06-10 | LC-2 | done on time   | | 2024-06-10
        """,
    ),
    Case(
        "An assessment made before 16 asks for the plan from the day the child is eligible.",
        LONG + "needs_assessment_complete 2024-01-10 \n pathway_plan_made 2024-03-06 outcome=unknown",
        """
        2024-02-28 | LC-2 | not applicable |
        2024-02-29 | LC-2 | due            |
        2024-03-06 | LC-2 | cannot tell    | | | events.pathway_plan_made.2024-03-06.outcome
        """,
    ),
    Case(
        "A relevant child without a pathway plan is assessed within three months of leaving care.",
        LEFT + f"explained LC-3 2024-09-03 2024-09-06 {WHY} \n needs_assessment_complete 2024-09-10",
        """
        2024-06-02 | LC-3 | not applicable     |
        2024-06-03 | LC-3 | due                | 2024-09-03
        2024-09-03 | LC-3 | due                | 2024-09-03
        2024-09-04 | LC-3 | late               | 2024-09-03
        2024-09-06 | LC-3 | late and explained | 2024-09-03
        2024-09-10 | LC-3 | done late          | 2024-09-03 | 2024-09-10
        2026-02-27 | LC-3 | done late          | 2024-09-03 | 2024-09-10
        2026-02-28 | LC-3 | not applicable     |
        """,
    ),
    Case(
        "On the last day it is on time.",
        LEFT + "needs_assessment_complete 2024-09-03",
        "2024-09-03 | LC-3 | done on time | 2024-09-03 | 2024-09-03",
    ),
    Case(
        "With a pathway plan made in care there is nothing to assess again.",
        LEFT + "pathway_plan_made 2024-06-03",
        "2024-06-03 | LC-3 | not applicable |",
    ),
    Case(
        "The pathway plan of a relevant child is reviewed no more than six months apart.",
        LEFT + f"pathway_review 2024-06-10 \n explained LC-4 2024-12-10 2024-12-12 {WHY}",
        """
        2024-06-09 | LC-4 | not applicable     |
        2024-06-10 | LC-4 | due                | 2024-12-10
        2024-12-10 | LC-4 | due                | 2024-12-10
        2024-12-11 | LC-4 | late               | 2024-12-10
        2024-12-12 | LC-4 | late and explained | 2024-12-10
        """,
    ),
    Case(
        "In care it is another review; it goes on to 21, or to 25 from when that is asked for.",
        """
        care 2022-06-01 2026-02-28
        pathway_review 2026-01-12
        pathway_review 2028-12-04
        support_to_25_requested 2029-06-04
        pathway_review 2032-12-06
        """,
        """
        2026-02-27 | LC-4 | not applicable |
        2026-02-28 | LC-4 | due            | 2026-07-12
        2029-02-27 | LC-4 | due            | 2029-06-04
        2029-02-28 | LC-4 | not applicable |
        2029-06-04 | LC-4 | due            | 2029-06-04
        2033-02-27 | LC-4 | due            | 2033-06-06
        2033-02-28 | LC-4 | not applicable |
        """,
    ),
    Case(
        "Whether a review was held, a contact made, may not be known.",
        LEFT
        + """
        pathway_review 2024-06-10
        pathway_review 2024-12-02 outcome=unknown
        contact 2024-06-10
        contact 2024-08-01 outcome=unknown
        """,
        """
        2024-12-10 | LC-4 | due         | 2024-12-10
        2024-12-11 | LC-4 | cannot tell | | | events.pathway_review.2024-12-02.outcome
        2024-08-05 | LC-8 | due         | 2024-08-05
        2024-08-06 | LC-8 | cannot tell | | | events.contact.2024-08-01.outcome
        """,
    ),
    Case(
        "In new accommodation the plan is reviewed by 28 days, then no more than three months apart.",
        LEFT
        + f"""
        accommodation_start 2024-06-03
        pathway_review 2024-06-28
        explained LC-5 2024-09-28 2024-10-01 {WHY}
        accommodation_end 2024-11-04
        """,
        """
        2024-06-02 | LC-5 | not applicable     |
        2024-06-03 | LC-5 | due                | 2024-07-01
        2024-06-28 | LC-5 | due                | 2024-09-28
        2024-09-28 | LC-5 | due                | 2024-09-28
        2024-09-29 | LC-5 | late               | 2024-09-28
        2024-10-01 | LC-5 | late and explained | 2024-09-28
        2024-11-04 | LC-5 | not applicable     |
        """,
    ),
    Case(
        "A move to other accommodation starts it again; whether a review was held may not be known.",
        LEFT
        + "accommodation_start 2024-06-03 \n accommodation_start 2024-06-17 \n pathway_review 2024-07-10 outcome=unknown",
        """
        2024-06-17 | LC-5 | due         | 2024-07-15
        2024-07-15 | LC-5 | due         | 2024-07-15
        2024-07-16 | LC-5 | cannot tell | | | events.pathway_review.2024-07-10.outcome
        """,
    ),
    Case(
        "A personal adviser is named on becoming eligible: due without a last day.",
        LONG + "adviser_named 2024-03-11",
        """
        2024-02-28 | LC-6 | not applicable |
        2024-02-29 | LC-6 | due            |
        2024-03-11 | LC-6 | done on time   | | 2024-03-11
        2029-02-27 | LC-6 | done on time   | | 2024-03-11
        2029-02-28 | LC-6 | not applicable |
        """,
    ),
    Case(
        "The adviser visits new accommodation within 7 days, again before the early review, then every 2 months.",
        LEFT
        + f"""
        accommodation_start 2024-06-03
        visit 2024-06-05 by=social_worker
        visit 2024-06-07 by=personal_adviser
        visit 2024-06-20 by=personal_adviser
        explained LC-7 2024-08-20 2024-08-23 {WHY}
        accommodation_end 2024-11-04
        """,
        """
        2024-06-02 | LC-7 | not applicable     |
        2024-06-03 | LC-7 | due                | 2024-06-10
        2024-06-05 | LC-7 | due                | 2024-06-10
        2024-06-07 | LC-7 | due                | 2024-06-30
        2024-06-20 | LC-7 | due                | 2024-08-20
        2024-08-20 | LC-7 | due                | 2024-08-20
        2024-08-21 | LC-7 | late               | 2024-08-20
        2024-08-23 | LC-7 | late and explained | 2024-08-20
        2024-11-04 | LC-7 | not applicable     |
        """,
    ),
    Case(
        "An early review held before the second visit leaves that late.",
        LEFT
        + "accommodation_start 2024-06-03 \n visit 2024-06-07 by=personal_adviser \n pathway_review 2024-06-25",
        """
        2024-06-24 | LC-7 | due  | 2024-06-30
        2024-06-25 | LC-7 | late | 2024-06-24
        """,
    ),
    Case(
        "Whether the young person was seen may not be known.",
        LEFT + "accommodation_start 2024-06-03 \n visit 2024-06-07 by=personal_adviser child_seen=unknown",
        """
        2024-06-10 | LC-7 | due         | 2024-06-10
        2024-06-11 | LC-7 | cannot tell | | | events.visit.2024-06-07.child_seen
        """,
    ),
    Case(
        "The adviser keeps in touch, here by local custom at least every eight weeks, to the 21st birthday.",
        LEFT + f"contact 2024-05-20 \n contact 2024-06-10 \n explained LC-8 2024-08-05 2024-08-08 {WHY}",
        """
        2024-05-31 | LC-8 | not applicable     |
        2024-06-03 | LC-8 | due                | 2024-07-15
        2024-06-10 | LC-8 | due                | 2024-08-05
        2024-08-05 | LC-8 | due                | 2024-08-05
        2024-08-06 | LC-8 | late               | 2024-08-05
        2024-08-08 | LC-8 | late and explained | 2024-08-05
        2029-02-27 | LC-8 | late and explained | 2024-08-05
        2029-02-28 | LC-8 | not applicable     |
        """,
    ),
    Case(
        "Contact that was lost is made again without delay: due without a last day, while a relevant child.",
        LEFT
        + """
        contact_lost 2024-05-20
        contact_lost 2024-07-01
        contact 2024-07-10
        contact_lost 2024-09-02
        contact 2024-09-10 outcome=unknown
        contact_lost 2026-02-02
        """,
        """
        2024-05-31 | LC-9 | not applicable |
        2024-06-30 | LC-9 | due            |
        2024-07-10 | LC-9 | done on time   | | 2024-07-10
        2024-09-10 | LC-9 | cannot tell    | | | events.contact.2024-09-10.outcome
        2026-02-27 | LC-9 | due            |
        2026-02-28 | LC-9 | not applicable |
        """,
    ),
    Case(
        "Staying put is watched over until the 21st birthday.",
        "care 2022-06-01 2026-02-28 \n staying_put_start 2026-02-28",
        """
        2026-02-27 | LC-10 | not applicable |
        2026-02-28 | LC-10 | due            | 2029-02-28
        2029-02-27 | LC-10 | due            | 2029-02-28
        2029-02-28 | LC-10 | done on time   | 2029-02-28 | 2029-02-28
        """,
    ),
    Case(
        "It may end before; whether it did may not be known.",
        """
        care 2022-06-01 2026-02-28
        staying_put_start 2026-02-28
        staying_put_end 2027-05-10 outcome=unknown
        staying_put_end 2027-09-06
        """,
        """
        2027-05-10 | LC-10 | cannot tell  | | | events.staying_put_end.2027-05-10.outcome
        2027-09-06 | LC-10 | done on time | 2029-02-28 | 2027-09-06
        """,
    ),
    Case(
        "Who was never eligible is not a former relevant child.",
        "care 2025-12-29 2026-02-28 \n staying_put_start 2026-02-28",
        "2026-02-28 | LC-10 | not applicable |",
    ),
    Case(
        "The director decides that a young person of 16 or 17 stops being looked after, before it takes effect.",
        """
        care 2024-03-04 2024-06-03
        cease_proposed 2024-05-20
        cease_approved 2024-05-28 by=director
        """,
        """
        2024-05-19 | LC-12 | not applicable |
        2024-05-20 | LC-12 | due            |
        2024-05-28 | LC-12 | done on time   |            | 2024-05-28
        2024-05-28 | LC-11 | not applicable |
        2024-06-03 | LC-12 | done on time   | 2024-06-02 | 2024-05-28
        """,
    ),
    Case(
        "On the day it takes effect is not before; an officer cannot decide for the director.",
        f"""
        care 2024-03-04 2024-06-03
        cease_proposed 2024-05-20
        cease_approved 2024-05-28 by=nominated_officer
        explained LC-12 2024-06-02 2024-06-04 {WHY}
        cease_approved 2024-06-05 by=director
        """,
        """
        2024-05-28 | LC-12 | due                |
        2024-06-02 | LC-12 | due                |
        2024-06-03 | LC-12 | late               | 2024-06-02
        2024-06-04 | LC-12 | late and explained | 2024-06-02
        2024-06-05 | LC-12 | done late          | 2024-06-02 | 2024-06-05
        """,
    ),
    Case(
        "A nominated officer decides about a younger child who was looked after for 20 working days or more.",
        YOUNGER
        + "care 2024-03-04 2024-06-03 \n cease_proposed 2024-03-20 \n cease_approved 2024-05-28 by=nominated_officer",
        """
        2024-04-02 | LC-11 | not applicable |
        2024-04-03 | LC-11 | due            |
        2024-05-28 | LC-11 | done on time   |            | 2024-05-28
        2024-05-28 | LC-12 | not applicable |
        2024-06-03 | LC-11 | done on time   | 2024-06-02 | 2024-05-28
        """,
    ),
    Case(
        "Late from the day it takes effect.",
        YOUNGER
        + f"""
        care 2024-03-04 2024-06-03
        cease_proposed 2024-05-20
        explained LC-11 2024-06-02 2024-06-04 {WHY}
        cease_approved 2024-06-05 by=nominated_officer
        """,
        """
        2024-06-02 | LC-11 | due                |
        2024-06-03 | LC-11 | late               | 2024-06-02
        2024-06-04 | LC-11 | late and explained | 2024-06-02
        2024-06-05 | LC-11 | done late          | 2024-06-02 | 2024-06-05
        """,
    ),
    Case(
        "Under a care order, at 16 or 17 too, it is the officer.",
        """
        care 2024-03-04
        status C2 2024-03-04
        cease_proposed 2024-05-20
        cease_approved 2024-05-28 by=nominated_officer outcome=unknown
        """,
        """
        2024-05-20 | LC-11 | due            |
        2024-05-20 | LC-12 | not applicable |
        2024-05-28 | LC-11 | cannot tell    | | | events.cease_approved.2024-05-28.outcome
        """,
    ),
    Case(
        "Not told who decided: it cannot be told whether it was the one who may.",
        "care 2024-03-04 \n cease_proposed 2024-05-20 \n cease_approved 2024-05-28",
        "2024-05-28 | LC-12 | cannot tell | | | events.cease_approved.2024-05-28.by",
    ),
    Case(
        "Without a date of birth it cannot be told who decides.",
        "born unknown \n care 2024-03-04 \n cease_proposed 2024-05-20",
        "2024-05-20 | LC-11 LC-12 | cannot tell | | | date_of_birth",
    ),
    Case(
        "LC-1 is the law from 1 April 2011, by the day the child became eligible.",
        "born 1995-04-01 \n care 2009-04-06",
        "2011-03-31 | LC-1 | not applicable | \n 2011-04-01 | LC-1 | due | 2011-07-01",
    ),
    Case(
        "Eligible the day before: not by this row.",
        """
        born 1995-03-31
        care 2009-04-06
        needs_assessment_complete 2011-03-31
        needs_assessment_complete 2011-04-01
        """,
        """
        2011-03-31 | LC-1 LC-2 | not applicable |
        2011-04-01 | LC-1      | not applicable |
        2011-04-01 | LC-2      | due            |
        """,
    ),
    Case(
        "LC-3, LC-11 and LC-12 likewise, by the day care ended or its end was proposed.",
        """
        born 1994-05-01
        care 2009-04-06 2011-04-01
        cease_proposed 2011-03-31
        cease_proposed 2011-04-01
        """,
        """
        2011-03-31 | LC-3 LC-12 | not applicable |
        2011-04-01 | LC-3       | due            | 2011-07-01
        """,
    ),
    Case(
        "A proposal of 31 March 2011 falls under neither, one of 1 April under its row.",
        "born 1994-05-01 \n care 2009-04-06 \n cease_proposed 2011-03-31 \n cease_proposed 2011-04-01",
        "2011-03-31 | LC-12 | not applicable | \n 2011-04-01 | LC-12 | due |",
    ),
    Case(
        "The same for a younger child.",
        "born 2000-05-01 \n care 2009-04-06 \n cease_proposed 2011-03-31 \n cease_proposed 2011-04-01",
        "2011-03-31 | LC-11 | not applicable | \n 2011-04-01 | LC-11 | due |",
    ),
    Case(
        "Who left care on 31 March 2011 became relevant before LC-3; LC-4, LC-5 and LC-7 go by the day asked.",
        """
        born 1994-05-01
        care 2009-04-06 2011-03-31
        pathway_review 2011-03-31
        accommodation_start 2011-03-31
        """,
        """
        2011-03-31 | LC-3 LC-4 LC-5 LC-7 | not applicable |
        2011-04-01 | LC-3 | not applicable |
        2011-04-01 | LC-4 | due            | 2011-09-30
        2011-04-01 | LC-5 | due            | 2011-06-30
        2011-04-01 | LC-7 | due            | 2011-04-07
        """,
    ),
    Case(
        "LC-6 from 1 October 2001, by the day the child became eligible.",
        "born 1985-10-01 \n care 1999-10-04",
        "2001-09-30 | LC-6 | not applicable | \n 2001-10-01 | LC-6 | due |",
    ),
    Case(
        "The day before: not by LC-6 either.",
        "born 1985-09-30 \n care 1999-10-04",
        "2001-09-30 | LC-6 | not applicable | \n 2001-10-01 | LC-6 | not applicable |",
    ),
    Case(
        "LC-8 by the day asked, LC-9 by the day contact was lost.",
        """
        born 1984-05-01
        care 1998-05-04 2001-09-03
        contact 2001-09-10
        contact_lost 2001-09-30
        contact_lost 2001-10-01
        """,
        """
        2001-09-30 | LC-8 LC-9 | not applicable |
        2001-10-01 | LC-8      | due            | 2001-11-05
        2001-10-01 | LC-9      | due            |
        """,
    ),
    Case(
        "LC-10 is the law from 13 May 2014, for who was staying put then.",
        "born 1995-06-01 \n care 2009-06-01 2013-06-01 \n staying_put_start 2013-06-01",
        """
        2014-05-12 | LC-10 | not applicable |
        2014-05-13 | LC-10 | due            | 2016-06-01
        """,
    ),
    Case(
        "Not for who had left by then.",
        """
        born 1995-06-01
        care 2009-06-01 2013-06-01
        staying_put_start 2013-06-01
        staying_put_end 2014-05-13
        """,
        "2014-05-13 | LC-10 | not applicable |",
    ),
)
