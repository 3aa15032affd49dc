"""Care plan and court, CP-1 to CP-6: what each row answers."""

from spec.tables import WHY, Case

TITLE = "Care plan and court"

HOME = """
care 2024-03-04
placement A 2024-03-04
"""

CASES = (
    Case(
        "The care plan is written before the first placement, or within 10 working days of its start.",
        HOME + "care_plan_written 2024-03-01",
        """
        2024-03-03 | CP-1 | not applicable |
        2024-03-04 | CP-1 | done on time   | 2024-03-18 | 2024-03-01
        """,
    ),
    Case(
        "The ten working days count from the placement, not from care; Easter takes two of them out.",
        f"""
        care 2024-03-25
        placement A 2024-03-28
        explained CP-1 2024-04-15 2024-04-17 {WHY}
        care_plan_written 2024-04-18
        """,
        """
        2024-03-27 | CP-1 | not applicable     |
        2024-03-28 | CP-1 | due                | 2024-04-15
        2024-04-15 | CP-1 | due                | 2024-04-15
        2024-04-16 | CP-1 | late               | 2024-04-15
        2024-04-17 | CP-1 | late and explained | 2024-04-15
        2024-04-18 | CP-1 | done late          | 2024-04-15 | 2024-04-18
        """,
    ),
    Case(
        "Written on the last day it is on time; a second placement asks for no second plan.",
        """
        care 2024-03-25
        placement A 2024-03-28 2024-04-16
        placement B 2024-04-16
        care_plan_written 2024-04-15
        """,
        """
        2024-04-15 | CP-1 | done on time | 2024-04-15 | 2024-04-15
        2024-04-16 | CP-1 | done on time | 2024-04-15 | 2024-04-15
        """,
    ),
    Case(
        "The start of the first placement may be told by itself, where no placement is recorded.",
        "care 2024-03-04 \n first_placement_start 2024-03-05",
        """
        2024-03-04 | CP-1 | not applicable |
        2024-03-05 | CP-1 | due            | 2024-03-19
        """,
    ),
    Case(
        "A full care order was made on a section 31A plan, so there is one; an interim order was not.",
        HOME + "status C1 2024-03-06 2024-03-10 \n status C2 2024-03-10",
        """
        2024-03-09 | CP-1 | due            | 2024-03-18
        2024-03-10 | CP-1 | not applicable |
        """,
    ),
    Case(
        "Whether something was written, agreed or sent may not be known.",
        HOME
        + """
        care_plan_written 2024-03-06 outcome=unknown
        care_plan_drafted 2024-03-06
        care_plan_agreed 2024-03-08 outcome=unknown
        care_plan_revised 2024-03-06
        care_plan_copies_sent 2024-03-08 outcome=unknown
        """,
        """
        2024-03-05 | CP-1 | due         | 2024-03-18
        2024-03-06 | CP-1 | cannot tell | | | events.care_plan_written.2024-03-06.outcome
        2024-03-07 | CP-3 | due         |
        2024-03-08 | CP-3 | cannot tell | | | events.care_plan_agreed.2024-03-08.outcome
        2024-03-07 | CP-4 | due         |
        2024-03-08 | CP-4 | cannot tell | | | events.care_plan_copies_sent.2024-03-08.outcome
        """,
    ),
    Case(
        "What is about a child in care drops on the day care ends.",
        """
        care 2024-03-04 2024-03-12
        placement A 2024-03-04
        care_plan_drafted 2024-03-06
        care_plan_revised 2024-03-06
        change_proposed 2024-03-06
        """,
        """
        2024-03-11 | CP-1           | due            | 2024-03-18
        2024-03-11 | CP-3 CP-4 CP-5 | due            |
        2024-03-11 | CP-6           | due            |
        2024-03-12 | CP-1 CP-3 CP-4 CP-5 CP-6 | not applicable |
        """,
    ),
    Case(
        "Before care starts too: a draft, a change or a proposal made then counts once it has.",
        """
        care 2024-03-04
        care_plan_drafted 2024-02-28
        change_proposed 2024-02-28
        care_plan_revised 2024-02-28
        """,
        """
        2024-03-03 | CP-1 CP-3 CP-4 CP-5 CP-6 | not applicable |
        2024-03-04 | CP-3 CP-4 CP-5           | due            |
        """,
    ),
    Case(
        "Care proceedings end within 26 weeks; the day of issue is day one.",
        f"""
        care_proceedings_issued 2024-03-04
        explained CP-2 2024-09-01 2024-09-05 {WHY}
        care_proceedings_ended 2024-09-10
        """,
        """
        2024-03-03 | CP-2 | not applicable     |
        2024-03-04 | CP-2 | due                | 2024-09-01
        2024-09-01 | CP-2 | due                | 2024-09-01
        2024-09-02 | CP-2 | late               | 2024-09-01
        2024-09-05 | CP-2 | late and explained | 2024-09-01
        2024-09-10 | CP-2 | done late          | 2024-09-01 | 2024-09-10
        """,
    ),
    Case(
        "From the day the court extends them its later date stands.",
        """
        care_proceedings_issued 2024-03-04
        care_proceedings_extended 2024-08-20 until=2024-10-25
        care_proceedings_ended 2024-10-25
        """,
        """
        2024-08-19 | CP-2 | due          | 2024-09-01
        2024-08-20 | CP-2 | due          | 2024-10-25
        2024-10-25 | CP-2 | done on time | 2024-10-25 | 2024-10-25
        """,
    ),
    Case(
        "What ends on the day on which others are issued are those before.",
        """
        care_proceedings_issued 2024-03-04
        care_proceedings_ended 2024-06-10
        care_proceedings_issued 2024-06-10
        """,
        """
        2024-06-09 | CP-2 | due  | 2024-09-01
        2024-06-10 | CP-2 | due  | 2024-12-08
        2024-12-09 | CP-2 | late | 2024-12-08
        """,
    ),
    Case(
        "What has ended is extended no more: late it stays.",
        """
        care_proceedings_issued 2024-03-04
        care_proceedings_ended 2024-09-10
        care_proceedings_extended 2024-09-11 until=2024-10-25
        """,
        """
        2024-09-10 | CP-2 | done late | 2024-09-01 | 2024-09-10
        2024-09-11 | CP-2 | done late | 2024-09-01 | 2024-09-10
        """,
    ),
    Case(
        "Whether they ended may not be known.",
        "care_proceedings_issued 2024-03-04 \n care_proceedings_ended 2024-06-03 outcome=unknown",
        "2024-06-03 | CP-2 | cannot tell | | | events.care_proceedings_ended.2024-06-03.outcome",
    ),
    Case(
        "The 26 weeks are the law from 22 April 2014, for what was issued from then.",
        "care_proceedings_issued 2014-04-21 number=1 \n care_proceedings_issued 2014-04-22 number=2",
        """
        2014-04-21 | CP-2 | not applicable |
        2014-04-22 | CP-2 | due            | 2014-10-20
        """,
    ),
    Case(
        "The plan is agreed before it takes effect: there is no last day until it did, then the day before.",
        HOME
        + "care_plan_drafted 2024-03-06 \n care_plan_agreed 2024-03-11 \n care_plan_effective 2024-03-12",
        """
        2024-03-05 | CP-3 | not applicable |
        2024-03-06 | CP-3 | due            |
        2024-03-11 | CP-3 | done on time   |            | 2024-03-11
        2024-03-12 | CP-3 | done on time   | 2024-03-11 | 2024-03-11
        """,
    ),
    Case(
        "Agreed on the day itself is not before.",
        HOME
        + "care_plan_drafted 2024-03-06 \n care_plan_agreed 2024-03-12 \n care_plan_effective 2024-03-12",
        "2024-03-12 | CP-3 | done late | 2024-03-11 | 2024-03-12",
    ),
    Case(
        "Not agreed it is late from the day it took effect; a refusal explains it.",
        HOME
        + f"""
        care_plan_drafted 2024-03-06
        care_plan_effective 2024-03-12
        explained CP-3 2024-03-11 2024-03-13 {WHY}
        care_plan_drafted 2024-06-03
        care_plan_agreed 2024-06-05 outcome=refused
        care_plan_effective 2024-06-10
        """,
        """
        2024-03-12 | CP-3 | late               | 2024-03-11
        2024-03-13 | CP-3 | late and explained | 2024-03-11
        2024-06-09 | CP-3 | due                |
        2024-06-10 | CP-3 | late and explained | 2024-06-09
        """,
    ),
    Case(
        "Copies go out promptly after each change: due without a last day, and never late.",
        HOME
        + """
        care_plan_revised 2024-03-06
        care_plan_copies_sent 2024-03-11
        care_plan_revised 2024-04-02
        """,
        """
        2024-03-05 | CP-4 | not applicable |
        2024-03-06 | CP-4 | due            |
        2024-03-11 | CP-4 | done on time   | | 2024-03-11
        2024-04-01 | CP-4 | done on time   | | 2024-03-11
        2024-04-02 | CP-4 | due            |
        2025-04-02 | CP-4 | due            |
        """,
    ),
    Case(
        "A significant change has its review first.",
        HOME
        + f"""
        change_proposed 2024-03-06
        review_held 2024-03-20
        change_effective 2024-03-22
        change_proposed 2024-06-03
        change_effective 2024-06-10
        explained CP-5 2024-06-09 2024-06-12 {WHY}
        review_held 2024-06-14
        """,
        """
        2024-03-05 | CP-5 | not applicable     |
        2024-03-19 | CP-5 | due                |
        2024-03-20 | CP-5 | done on time       |            | 2024-03-20
        2024-03-22 | CP-5 | done on time       | 2024-03-21 | 2024-03-20
        2024-06-03 | CP-5 | due                |
        2024-06-10 | CP-5 | late               | 2024-06-09
        2024-06-12 | CP-5 | late and explained | 2024-06-09
        2024-06-14 | CP-5 | done late          | 2024-06-09 | 2024-06-14
        """,
    ),
    Case(
        "A review on the day of the change is not before it; whether one was held may not be known.",
        """
        care 2024-03-04
        change_proposed 2024-03-06
        review_held 2024-03-22
        change_effective 2024-03-22
        change_proposed 2024-06-03
        review_held 2024-06-05 outcome=unknown
        """,
        """
        2024-03-22 | CP-5 | done late   | 2024-03-21 | 2024-03-22
        2024-06-05 | CP-5 | cannot tell | | | events.review_held.2024-06-05.outcome
        """,
    ),
    Case(
        "The permanence plan is ready by the day the second review is due, known once the first was held.",
        HOME
        + f"review_held 2024-03-25 \n explained CP-6 2024-06-25 2024-06-28 {WHY} \n permanence_plan_ready 2024-07-01",
        """
        2024-03-03 | CP-6 | not applicable     |
        2024-03-24 | CP-6 | due                |
        2024-03-25 | CP-6 | due                | 2024-06-25
        2024-06-25 | CP-6 | due                | 2024-06-25
        2024-06-26 | CP-6 | late               | 2024-06-25
        2024-06-28 | CP-6 | late and explained | 2024-06-25
        2024-07-01 | CP-6 | done late          | 2024-06-25 | 2024-07-01
        """,
    ),
    Case(
        "A second review that is booked sets the day.",
        HOME + "review_due 2024-06-11 number=2 \n review_held 2024-03-25 \n permanence_plan_ready 2024-06-11",
        """
        2024-06-10 | CP-6 | due          | 2024-06-11
        2024-06-11 | CP-6 | done on time | 2024-06-11 | 2024-06-11
        """,
    ),
    Case(
        "Whether the plan is ready may not be known.",
        HOME + "permanence_plan_ready 2024-03-20 outcome=unknown",
        "2024-03-20 | CP-6 | cannot tell | | | events.permanence_plan_ready.2024-03-20.outcome",
    ),
    Case(
        "The rows are the law from 1 April 2011, by the day they count from.",
        """
        care 2011-03-31 2011-04-01
        care 2011-04-01
        placement A 2011-03-31 2011-04-01
        placement B 2011-04-01
        care_plan_drafted 2011-03-31
        care_plan_drafted 2011-04-01
        care_plan_revised 2011-03-31
        care_plan_revised 2011-04-01
        change_proposed 2011-03-31
        change_proposed 2011-04-01
        """,
        """
        2011-03-31 | CP-1 CP-3 CP-4 CP-5 CP-6 | not applicable |
        2011-04-01 | CP-1                     | due            | 2011-04-15
        2011-04-01 | CP-3 CP-4 CP-5 CP-6      | due            |
        """,
    ),
)
