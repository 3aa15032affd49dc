"""The reviewing officer, reports, records and adoption reviews, REV-0 and REV-4 to REV-12."""

from spec.tables import WHY, Case

TITLE = "Reviews: the reviewing officer, reports and records"

CARE = """
care 2024-03-04
placement A 2024-03-04
"""

CASES = (
    Case(
        "An independent reviewing officer is named within five working days; Easter takes two of them out.",
        f"care 2024-03-28 \n explained REV-0 2024-04-08 2024-04-10 {WHY} \n iro_named 2024-04-11",
        """
        2024-03-27 | REV-0 | not applicable     |
        2024-03-28 | REV-0 | due                | 2024-04-08
        2024-04-08 | REV-0 | due                | 2024-04-08
        2024-04-09 | REV-0 | late               | 2024-04-08
        2024-04-10 | REV-0 | late and explained | 2024-04-08
        2024-04-11 | REV-0 | done late          | 2024-04-08 | 2024-04-11
        """,
    ),
    Case(
        "On the last day, or before care starts, it is on time; a return to care asks again.",
        """
        care 2024-03-28 2024-06-03
        care 2024-09-02
        iro_named 2024-04-08
        iro_named 2024-08-29
        """,
        """
        2024-04-08 | REV-0 | done on time   | 2024-04-08 | 2024-04-08
        2024-06-03 | REV-0 | not applicable |
        2024-09-02 | REV-0 | done on time   | 2024-09-09 | 2024-08-29
        """,
    ),
    Case(
        "Whether it was done may not be known.",
        CARE
        + """
        iro_named 2024-03-06 outcome=unknown
        early_review_trigger 2024-03-06
        review_held 2024-03-08 outcome=unknown
        social_work_report_ready 2024-03-08 outcome=unknown
        iro_dispute_raised 2024-03-06
        iro_dispute_closed 2024-03-08 outcome=unknown
        """,
        """
        2024-03-06 | REV-0  | cannot tell | | | events.iro_named.2024-03-06.outcome
        2024-03-08 | REV-4  | cannot tell | | | events.review_held.2024-03-08.outcome
        2024-03-08 | REV-5  | cannot tell | | | events.social_work_report_ready.2024-03-08.outcome
        2024-03-08 | REV-11 | cannot tell | | | events.iro_dispute_closed.2024-03-08.outcome
        """,
    ),
    Case(
        "What calls for an early review: as soon as possible, and never late.",
        CARE + "early_review_trigger 2024-04-10 \n review_held 2024-04-18 \n early_review_trigger 2024-06-05",
        """
        2024-04-09 | REV-4 | not applicable |
        2024-04-10 | REV-4 | due            |
        2024-04-18 | REV-4 | done on time   | | 2024-04-18
        2024-06-05 | REV-4 | due            |
        2025-06-05 | REV-4 | due            |
        """,
    ),
    Case(
        "The social worker's report is ready three working days before the review is due.",
        CARE + f"explained REV-5 2024-03-27 2024-04-02 {WHY} \n social_work_report_ready 2024-04-03",
        """
        2024-03-03 | REV-5 | not applicable     |
        2024-03-04 | REV-5 | due                | 2024-03-27
        2024-03-27 | REV-5 | due                | 2024-03-27
        2024-03-28 | REV-5 | late               | 2024-03-27
        2024-04-02 | REV-5 | late and explained | 2024-03-27
        2024-04-03 | REV-5 | done late          | 2024-03-27 | 2024-04-03
        """,
    ),
    Case(
        "A booked review sets the day; from the day after one was held the next is asked about.",
        CARE
        + """
        review_due 2024-04-02 number=1
        social_work_report_ready 2024-03-26
        review_held 2024-04-02
        """,
        """
        2024-03-25 | REV-5 | due          | 2024-03-26
        2024-03-26 | REV-5 | done on time | 2024-03-26 | 2024-03-26
        2024-04-02 | REV-5 | done on time | 2024-03-26 | 2024-03-26
        2024-04-03 | REV-5 | due          | 2024-06-27
        """,
    ),
    Case(
        "Before each review the reviewing officer speaks with the child: no last day until it is held.",
        CARE
        + """
        iro_spoke_with_child 2024-03-20
        review_held 2024-03-25
        iro_spoke_with_child 2024-06-20
        review_held 2024-06-20
        """,
        """
        2024-03-03 | REV-6 | not applicable |
        2024-03-04 | REV-6 | due            |
        2024-03-20 | REV-6 | done on time   |            | 2024-03-20
        2024-03-25 | REV-6 | done on time   | 2024-03-24 | 2024-03-20
        2024-06-20 | REV-6 | done late      | 2024-06-19 | 2024-06-20
        """,
    ),
    Case(
        "A review held without it is late at once; a child who does not want to talk explains it.",
        CARE
        + f"""
        review_held 2024-03-25
        explained REV-6 2024-03-24 2024-03-27 {WHY}
        iro_spoke_with_child 2024-06-18 outcome=refused
        review_held 2024-06-20
        """,
        """
        2024-03-25 | REV-6 | late               | 2024-03-24
        2024-03-27 | REV-6 | late and explained | 2024-03-24
        2024-06-19 | REV-6 | due                |
        2024-06-20 | REV-6 | late and explained | 2024-06-19
        """,
    ),
    Case(
        "Whether they spoke may not be known; it drops when care ends.",
        "care 2024-03-04 2024-04-02 \n iro_spoke_with_child 2024-03-20 outcome=unknown",
        """
        2024-03-20 | REV-6       | cannot tell    | | | events.iro_spoke_with_child.2024-03-20.outcome
        2024-04-01 | REV-5       | late           | 2024-03-27
        2024-04-02 | REV-5 REV-6 | not applicable |
        """,
    ),
    Case(
        "A child who cannot take part is not asked.",
        CARE + "unable_to_take_part yes",
        "2024-03-04 | REV-6 | not applicable |",
    ),
    Case(
        "Not known whether the child can: cannot tell.",
        CARE + "unable_to_take_part unknown",
        "2024-03-04 | REV-6 | cannot tell | | | unable_to_take_part",
    ),
    Case(
        "After a review: decisions in 5 working days, the record written in 15 and sent in 20, Easter taken out.",
        CARE
        + f"""
        review_held 2024-03-28
        explained REV-7 2024-04-08 2024-04-10 {WHY}
        explained REV-9 2024-04-22 2024-04-24 {WHY}
        explained REV-10 2024-04-29 2024-05-01 {WHY}
        review_decisions_sent 2024-04-11
        review_record_written 2024-04-25
        review_record_sent 2024-05-02
        """,
        """
        2024-03-27 | REV-7 REV-9 REV-10 | not applicable     |
        2024-03-28 | REV-7              | due                | 2024-04-08
        2024-03-28 | REV-9              | due                | 2024-04-22
        2024-03-28 | REV-10             | due                | 2024-04-29
        2024-04-08 | REV-7              | due                | 2024-04-08
        2024-04-09 | REV-7              | late               | 2024-04-08
        2024-04-10 | REV-7              | late and explained | 2024-04-08
        2024-04-11 | REV-7              | done late          | 2024-04-08 | 2024-04-11
        2024-04-22 | REV-9              | due                | 2024-04-22
        2024-04-23 | REV-9              | late               | 2024-04-22
        2024-04-24 | REV-9              | late and explained | 2024-04-22
        2024-04-25 | REV-9              | done late          | 2024-04-22 | 2024-04-25
        2024-04-29 | REV-10             | due                | 2024-04-29
        2024-04-30 | REV-10             | late               | 2024-04-29
        2024-05-01 | REV-10             | late and explained | 2024-04-29
        2024-05-02 | REV-10             | done late          | 2024-04-29 | 2024-05-02
        """,
    ),
    Case(
        "On the last day each is on time, and the next review asks again.",
        CARE
        + """
        review_held 2024-03-28
        review_decisions_sent 2024-04-08
        review_record_written 2024-04-22
        review_record_sent 2024-04-29
        review_held 2024-06-03
        """,
        """
        2024-04-29 | REV-7  | done on time | 2024-04-08 | 2024-04-08
        2024-04-29 | REV-9  | done on time | 2024-04-22 | 2024-04-22
        2024-04-29 | REV-10 | done on time | 2024-04-29 | 2024-04-29
        2024-06-03 | REV-7  | due          | 2024-06-10
        2024-06-03 | REV-9  | due          | 2024-06-24
        2024-06-03 | REV-10 | due          | 2024-07-01
        """,
    ),
    Case(
        "What says the number of its review is about that one, however late it comes.",
        CARE
        + """
        review_held 2024-03-28 number=1
        review_held 2024-06-03 number=2
        review_record_sent 2024-06-05 number=1
        review_record_sent 2024-06-20 number=2
        """,
        """
        2024-06-05 | REV-10 | due          | 2024-07-01
        2024-06-20 | REV-10 | done on time | 2024-07-01 | 2024-06-20
        """,
    ),
    Case(
        "Whether decisions or records were sent or written may not be known.",
        CARE
        + """
        review_held 2024-03-28
        review_decisions_sent 2024-04-03 outcome=unknown
        review_record_written 2024-04-03 outcome=unknown
        review_record_sent 2024-04-03 outcome=unknown
        """,
        """
        2024-04-03 | REV-7  | cannot tell | | | events.review_decisions_sent.2024-04-03.outcome
        2024-04-03 | REV-9  | cannot tell | | | events.review_record_written.2024-04-03.outcome
        2024-04-03 | REV-10 | cannot tell | | | events.review_record_sent.2024-04-03.outcome
        """,
    ),
    Case(
        "The manager objects to the decisions, or accepts them, within five working days.",
        CARE
        + f"""
        review_decisions_sent 2024-03-28
        explained REV-8 2024-04-08 2024-04-10 {WHY}
        objection_raised 2024-04-11
        review_decisions_sent 2024-06-03
        review_decisions_accepted 2024-06-10
        review_decisions_sent 2024-09-02
        review_decisions_accepted 2024-09-04 outcome=unknown
        """,
        """
        2024-03-27 | REV-8 | not applicable     |
        2024-03-28 | REV-8 | due                | 2024-04-08
        2024-04-08 | REV-8 | due                | 2024-04-08
        2024-04-09 | REV-8 | late               | 2024-04-08
        2024-04-10 | REV-8 | late and explained | 2024-04-08
        2024-04-11 | REV-8 | done late          | 2024-04-08 | 2024-04-11
        2024-06-10 | REV-8 | done on time       | 2024-06-10 | 2024-06-10
        2024-09-04 | REV-8 | cannot tell        | | | events.review_decisions_accepted.2024-09-04.outcome
        """,
    ),
    Case(
        "A formal dispute goes through all its levels within 20 working days.",
        CARE
        + f"""
        iro_dispute_raised 2024-03-28
        explained REV-11 2024-04-29 2024-05-01 {WHY}
        iro_dispute_closed 2024-05-02
        iro_dispute_raised 2024-06-03
        iro_dispute_closed 2024-07-01
        """,
        """
        2024-03-27 | REV-11 | not applicable     |
        2024-03-28 | REV-11 | due                | 2024-04-29
        2024-04-29 | REV-11 | due                | 2024-04-29
        2024-04-30 | REV-11 | late               | 2024-04-29
        2024-05-01 | REV-11 | late and explained | 2024-04-29
        2024-05-02 | REV-11 | done late          | 2024-04-29 | 2024-05-02
        2024-07-01 | REV-11 | done on time       | 2024-07-01 | 2024-07-01
        """,
    ),
    Case(
        "Nor whether the review itself was held; what follows it is in doubt with it.",
        CARE + "review_held 2024-03-28 outcome=unknown",
        "2024-03-28 | REV-7 REV-9 REV-10 | cannot tell | | | events.review_held.2024-03-28.outcome",
    ),
    Case(
        "Which adoption review it is, the second or the third, may not be known either.",
        """
        care 2024-03-04
        placement A 2024-03-04 adoptive=yes
        adoptive_review_held 2024-03-15 outcome=unknown
        adoptive_review_held 2024-03-29
        """,
        """
        2024-06-29 | REV-12 | due         | 2024-06-29
        2024-06-30 | REV-12 | cannot tell | | | events.adoptive_review_held.2024-03-15.outcome
        2024-09-29 | REV-12 | cannot tell | | | events.adoptive_review_held.2024-03-15.outcome
        2024-09-30 | REV-12 | late        | 2024-06-29
        """,
    ),
    Case(
        "All of them are about a child in care.",
        """
        care 2024-03-04 2024-04-02
        review_held 2024-03-01
        review_decisions_sent 2024-03-01
        early_review_trigger 2024-03-02
        iro_dispute_raised 2024-03-01
        """,
        """
        2024-03-03 | REV-0 REV-4 REV-5 REV-6 REV-7 REV-8 REV-9 REV-10 REV-11 | not applicable |
        2024-03-04 | REV-4  | due            |
        2024-03-04 | REV-7  | done on time   | 2024-03-08 | 2024-03-01
        2024-03-04 | REV-8  | due            | 2024-03-08
        2024-03-04 | REV-9  | due            | 2024-03-22
        2024-03-04 | REV-10 | due            | 2024-04-02
        2024-03-04 | REV-11 | due            | 2024-04-02
        2024-04-02 | REV-4 REV-7 REV-8 REV-9 REV-10 REV-11 | not applicable |
        """,
    ),
    Case(
        "Placed for adoption: the first review in 4 weeks, the second 3 months after it, then every 6 months.",
        f"""
        care 2023-03-04
        placement A 2023-03-04 2024-03-04
        placement B 2024-03-04 type=A5 adoptive=yes
        adoptive_review_held 2024-03-29
        adoptive_review_held 2024-06-28
        explained REV-12 2024-12-28 2024-12-30 {WHY}
        """,
        """
        2024-03-03 | REV-12 | not applicable     |
        2024-03-04 | REV-12 | due                | 2024-04-01
        2024-03-29 | REV-12 | due                | 2024-06-29
        2024-06-28 | REV-12 | due                | 2024-12-28
        2024-12-28 | REV-12 | due                | 2024-12-28
        2024-12-29 | REV-12 | late               | 2024-12-28
        2024-12-30 | REV-12 | late and explained | 2024-12-28
        """,
    ),
    Case(
        "It stops when an adoption order is made, or the child returns to the agency.",
        """
        care 2024-03-04
        placement A 2024-03-04 2024-06-03 adoptive=yes
        placement B 2024-06-03 adoptive=yes
        returned_to_agency 2024-05-20
        adoption_order_made 2024-07-01
        """,
        """
        2024-05-19 | REV-12 | late           | 2024-04-01
        2024-05-20 | REV-12 | not applicable |
        2024-06-03 | REV-12 | due            | 2024-07-01
        2024-07-01 | REV-12 | not applicable |
        """,
    ),
    Case(
        "A placement that becomes one for adoption counts from its own start, once that is told.",
        "care 2024-03-04 \n placement A 2024-03-04 \n adoptive_placement_start 2024-03-11",
        """
        2024-03-10 | REV-12 | not applicable |
        2024-03-11 | REV-12 | due            | 2024-04-01
        """,
    ),
    Case(
        "Not known whether it is for adoption, or whether the review was held: cannot tell.",
        """
        care 2024-03-04
        placement A 2024-03-04 2024-04-02 adoptive=unknown
        placement B 2024-04-02 adoptive=yes
        adoptive_review_held 2024-04-24 outcome=unknown
        """,
        """
        2024-03-04 | REV-12 | cannot tell | | | placements.A.adoptive
        2024-04-30 | REV-12 | due         | 2024-04-30
        2024-05-01 | REV-12 | cannot tell | | | events.adoptive_review_held.2024-04-24.outcome
        """,
    ),
    Case(
        "It drops when care ends.",
        "care 2024-03-04 2024-04-02 \n placement A 2024-03-04 adoptive=yes",
        "2024-04-01 | REV-12 | due | 2024-04-01 \n 2024-04-02 | REV-12 | not applicable |",
    ),
    Case(
        "The rows are the law from 1 April 2011, by the day they count from.",
        """
        care 2011-03-31 2011-04-01
        care 2011-04-01
        early_review_trigger 2011-03-31
        early_review_trigger 2011-04-01
        iro_dispute_raised 2011-03-31
        iro_dispute_raised 2011-04-01
        review_decisions_sent 2011-03-31
        review_decisions_sent 2011-04-01
        """,
        """
        2011-03-31 | REV-0 REV-4 REV-6 REV-8 REV-11 | not applicable |
        2011-04-01 | REV-0 REV-8  | due | 2011-04-08
        2011-04-01 | REV-4 REV-6  | due |
        2011-04-01 | REV-5        | due | 2011-04-28
        2011-04-01 | REV-11       | due | 2011-05-05
        """,
    ),
    Case(
        "Those after a review by the day it was held.",
        "care 2011-03-01 \n review_held 2011-03-31 \n review_held 2011-04-01",
        """
        2011-03-31 | REV-7 REV-9 REV-10 | not applicable |
        2011-04-01 | REV-7  | due | 2011-04-08
        2011-04-01 | REV-9  | due | 2011-04-26
        2011-04-01 | REV-10 | due | 2011-05-05
        """,
    ),
    Case(
        "REV-5 by the day the review is due: the report for one due before then was not yet asked for.",
        """
        care 2011-02-01 2011-03-07
        care 2011-03-07
        review_due 2011-03-31 number=1
        review_due 2011-04-01 number=2
        review_held 2011-03-10
        """,
        """
        2011-03-10 | REV-5 | not applicable |
        2011-03-11 | REV-5 | due            | 2011-03-29
        2011-04-01 | REV-5 | late           | 2011-03-29
        """,
    ),
    Case(
        "That is, for a review due on 31 March 2011.",
        "care 2011-03-01 \n review_due 2011-03-31 number=1",
        "2011-03-31 | REV-5 | not applicable |",
    ),
    Case(
        "REV-12 is the law from 30 December 2005, for what runs then.",
        "born 2004-05-01 \n care 2005-12-05 \n placement A 2005-12-12 adoptive=yes",
        """
        2005-12-29 | REV-12 | not applicable |
        2005-12-30 | REV-12 | due            | 2006-01-09
        """,
    ),
)
