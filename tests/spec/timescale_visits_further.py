"""Visits of other kinds, V-6 to V-15: what each row answers."""

from spec.tables import WHY, Case

TITLE = "Visits: with parents, connected persons, when asked, and what a visit finds"

URGENT = """
care 2024-03-04
placement A 2024-03-04 urgent_reg19=yes with_parent=yes
"""
CONNECTED = """
care 2024-03-04
placement A 2024-03-04 temporary_approval_reg24=yes
"""
PARENT = """
care 2024-03-04
placement A 2024-03-04 with_parent=yes
"""
HOME = """
care 2024-03-04
placement A 2024-03-04
"""
DETAINED = """
born 2010-05-01
care 2024-01-08 2024-03-28
custody_start 2024-03-28
"""

CASES = (
    Case(
        "Urgently placed with a parent: weekly to the first review, then no more than six weeks apart.",
        URGENT + "visit 2024-03-08 \n visit 2024-03-15 \n review_held 2024-03-20",
        """
        2024-03-03 | V-6 | not applicable |
        2024-03-04 | V-6 | due            | 2024-03-11
        2024-03-08 | V-6 | due            | 2024-03-15
        2024-03-19 | V-6 | due            | 2024-03-22
        2024-03-20 | V-6 | due            | 2024-04-26
        2024-04-26 | V-6 | due            | 2024-04-26
        2024-04-27 | V-6 | late           | 2024-04-26
        """,
    ),
    Case(
        "A week missed before the first review stays what is late after it, until a visit is made.",
        URGENT
        + f"visit 2024-03-08 \n review_held 2024-03-20 \n explained V-6 2024-03-15 2024-03-21 {WHY} \n visit 2024-03-25",
        """
        2024-03-15 | V-6 | due                | 2024-03-15
        2024-03-16 | V-6 | late               | 2024-03-15
        2024-03-20 | V-6 | late               | 2024-03-15
        2024-03-21 | V-6 | late and explained | 2024-03-15
        2024-03-25 | V-6 | due                | 2024-05-06
        """,
    ),
    Case(
        "Not known whether the placement was urgent, or whether the child was seen: cannot tell.",
        """
        care 2024-03-04
        placement A 2024-03-04 2024-04-02 urgent_reg19=unknown
        placement B 2024-04-02 urgent_reg19=yes
        visit 2024-04-05 child_seen=unknown
        """,
        """
        2024-03-04 | V-6 | cannot tell | | | placements.A.urgent_reg19
        2024-04-09 | V-6 | due         | 2024-04-09
        2024-04-10 | V-6 | cannot tell | | | events.visit.2024-04-05.child_seen
        """,
    ),
    Case(
        "A carer with temporary approval: weekly to the first review, then no more than four weeks apart.",
        CONNECTED
        + f"visit 2024-03-08 \n visit 2024-03-15 \n review_held 2024-03-20 \n explained V-7 2024-04-12 2024-04-16 {WHY}",
        """
        2024-03-03 | V-7 | not applicable     |
        2024-03-04 | V-7 | due                | 2024-03-11
        2024-03-08 | V-7 | due                | 2024-03-15
        2024-03-19 | V-7 | due                | 2024-03-22
        2024-03-20 | V-7 | due                | 2024-04-12
        2024-04-12 | V-7 | due                | 2024-04-12
        2024-04-13 | V-7 | late               | 2024-04-12
        2024-04-16 | V-7 | late and explained | 2024-04-12
        """,
    ),
    Case(
        "Full approval ends it.",
        CONNECTED + "full_approval 2024-03-07",
        """
        2024-03-06 | V-7 | due            | 2024-03-11
        2024-03-07 | V-7 | not applicable |
        """,
    ),
    Case(
        "So is a child at home under an interim care order, from the day it is made until it ends.",
        PARENT + "status C1 2024-03-07 2024-05-01 \n visit 2024-03-08",
        """
        2024-03-06 | V-7 | not applicable |
        2024-03-07 | V-7 | due            | 2024-03-11
        2024-03-08 | V-7 | due            | 2024-03-15
        2024-05-01 | V-7 | not applicable |
        """,
    ),
    Case(
        "Not known whether the approval is temporary, or the child at home: cannot tell.",
        """
        care 2024-03-04
        placement A 2024-03-04 temporary_approval_reg24=unknown with_parent=unknown
        status C1 2024-03-07
        """,
        """
        2024-03-06 | V-7 | cannot tell | | | placements.A.temporary_approval_reg24
        2024-03-07 | V-7 | cannot tell | | | placements.A.temporary_approval_reg24 placements.A.with_parent
        """,
    ),
    Case(
        "A care order at home: within a week of the order, then no more than six weeks apart.",
        PARENT
        + f"""
        visit 2024-03-29
        status C2 2024-04-02 2024-06-03
        visit 2024-04-05
        explained V-8 2024-05-17 2024-05-20 {WHY}
        """,
        """
        2024-04-01 | V-8 | not applicable     |
        2024-04-02 | V-8 | due                | 2024-04-09
        2024-04-04 | V-8 | due                | 2024-04-09
        2024-04-05 | V-8 | due                | 2024-05-17
        2024-05-17 | V-8 | due                | 2024-05-17
        2024-05-18 | V-8 | late               | 2024-05-17
        2024-05-20 | V-8 | late and explained | 2024-05-17
        2024-06-03 | V-8 | not applicable     |
        """,
    ),
    Case(
        "Placed at home under an order made before, the week counts from the move.",
        """
        care 2024-03-04
        placement A 2024-03-04 2024-06-03
        placement B 2024-06-03 with_parent=yes
        status C2 2024-04-02
        """,
        """
        2024-06-02 | V-8 | not applicable |
        2024-06-03 | V-8 | due            | 2024-06-10
        2024-06-11 | V-8 | late           | 2024-06-10
        """,
    ),
    Case(
        "Not known whether the child is with a parent: cannot tell.",
        "care 2024-03-04 \n placement A 2024-03-04 with_parent=unknown \n status C2 2024-03-04",
        "2024-03-04 | V-8 | cannot tell | | | placements.A.with_parent",
    ),
    Case(
        "Somebody else arranges where a child in care lives: a week, then six weeks apart for a year, then three months.",
        f"""
        care 2024-03-04
        placement A 2024-03-04
        living_arrangements_start 2024-03-07
        visit 2024-03-12
        explained V-9 2024-04-23 2024-04-25 {WHY}
        visit 2025-02-20
        """,
        """
        2024-03-06 | V-9 | not applicable     |
        2024-03-07 | V-9 | due                | 2024-03-14
        2024-03-12 | V-9 | due                | 2024-04-23
        2024-04-23 | V-9 | due                | 2024-04-23
        2024-04-24 | V-9 | late               | 2024-04-23
        2024-04-25 | V-9 | late and explained | 2024-04-23
        2025-03-06 | V-9 | due                | 2025-04-03
        2025-03-07 | V-9 | due                | 2025-05-20
        2025-05-21 | V-9 | late               | 2025-05-20
        """,
    ),
    Case(
        "A change of the arrangements starts the week again; the placement's end stops it.",
        """
        care 2024-03-04
        placement A 2024-03-04 2024-06-03
        placement B 2024-06-03
        living_arrangements_start 2024-03-07
        visit 2024-03-12
        living_arrangements_start 2024-04-10
        visit 2024-04-15 child_seen=unknown
        """,
        """
        2024-04-09 | V-9 | due            | 2024-04-23
        2024-04-10 | V-9 | due            | 2024-04-17
        2024-04-18 | V-9 | cannot tell    | | | events.visit.2024-04-15.child_seen
        2024-06-02 | V-9 | late           | 2024-04-17
        2024-06-03 | V-1 | due            | 2024-06-10
        2024-06-03 | V-9 | not applicable |
        """,
    ),
    Case(
        "They drop when care ends.",
        """
        care 2024-03-04 2024-03-06
        placement A 2024-03-04 urgent_reg19=yes temporary_approval_reg24=yes with_parent=yes
        status C2 2024-03-04
        living_arrangements_start 2024-03-04
        remand_start 2024-03-04
        """,
        """
        2024-03-05 | V-6 V-7 V-8 V-9 V-13 | due            | 2024-03-11
        2024-03-06 | V-6 V-7 V-8 V-9 V-13 | not applicable |
        """,
    ),
    Case(
        "A visit that is asked for is due without a last day; a call where the child was not seen is not one.",
        HOME
        + """
        visit_requested 2024-03-20
        visit 2024-03-21 child_seen=no
        visit 2024-03-22
        visit_requested 2024-04-10
        visit 2024-04-11 child_seen=unknown
        """,
        """
        2024-03-19 | V-10 | not applicable |
        2024-03-20 | V-10 | due            |
        2024-03-21 | V-10 | due            |
        2024-03-22 | V-10 | done on time   | | 2024-03-22
        2024-04-10 | V-10 | due            |
        2024-04-11 | V-10 | cannot tell    | | | events.visit.2024-04-11.child_seen
        """,
    ),
    Case(
        "After a notice about the home, within one week.",
        HOME
        + f"""
        regulator_notice_received 2024-03-28
        explained V-11 2024-04-04 2024-04-08 {WHY}
        visit 2024-04-09
        regulator_notice_received 2024-06-03
        visit 2024-06-10
        regulator_notice_received 2024-09-02
        visit 2024-09-04 child_seen=unknown
        """,
        """
        2024-03-27 | V-11 | not applicable     |
        2024-03-28 | V-11 | due                | 2024-04-04
        2024-04-04 | V-11 | due                | 2024-04-04
        2024-04-05 | V-11 | late               | 2024-04-04
        2024-04-08 | V-11 | late and explained | 2024-04-04
        2024-04-09 | V-11 | done late          | 2024-04-04 | 2024-04-09
        2024-06-10 | V-11 | done on time       | 2024-06-10 | 2024-06-10
        2024-09-04 | V-11 | cannot tell        | | | events.visit.2024-09-04.child_seen
        """,
    ),
    Case(
        "Both are about a child in care.",
        "care 2024-03-04 2024-04-02 \n visit_requested 2024-03-01 \n regulator_notice_received 2024-03-01",
        """
        2024-03-03 | V-10 V-11 | not applicable |
        2024-03-04 | V-10      | due            |
        2024-03-04 | V-11      | due            | 2024-03-08
        2024-04-02 | V-10 V-11 | not applicable |
        """,
    ),
    Case(
        "At each visit the child is seen alone.",
        HOME + "visit 2024-03-06 seen_alone=yes \n visit 2024-04-10 seen_alone=no",
        """
        2024-03-05 | V-12 | not applicable |
        2024-03-06 | V-12 | done on time   | 2024-03-06 | 2024-03-06
        2024-04-10 | V-12 | due            | 2024-04-10
        2024-04-11 | V-12 | late           | 2024-04-10
        """,
    ),
    Case(
        "The exception that was used explains it; so does an explanation.",
        HOME
        + f"""
        visit 2024-03-06 seen_alone=no reason=child_refused
        visit 2024-04-10 seen_alone=no
        explained V-12 2024-04-10 2024-04-12 {WHY}
        """,
        """
        2024-03-07 | V-12 | late and explained | 2024-03-06
        2024-04-11 | V-12 | late               | 2024-04-10
        2024-04-12 | V-12 | late and explained | 2024-04-10
        """,
    ),
    Case(
        "Not known whether the child was seen alone, or seen at all: cannot tell.",
        HOME + "visit 2024-03-06 \n visit 2024-04-10 child_seen=unknown seen_alone=no",
        """
        2024-03-06 | V-12 | cannot tell | | | events.visit.2024-03-06.seen_alone
        2024-04-10 | V-12 | cannot tell | | | events.visit.2024-04-10.child_seen
        """,
    ),
    Case(
        "Where the child was not seen there was no visit; one by the personal adviser is another matter.",
        HOME + "visit 2024-03-06 child_seen=no \n visit 2024-03-07 by=personal_adviser",
        "2024-03-07 | V-12 | not applicable |",
    ),
    Case(
        "Held on remand: within a week, then no more than six weeks apart, until it ends.",
        HOME
        + f"remand_start 2024-03-28 \n visit 2024-04-03 \n explained V-13 2024-05-15 2024-05-17 {WHY} \n remand_end 2024-06-03",
        """
        2024-03-27 | V-13 | not applicable     |
        2024-03-28 | V-13 | due                | 2024-04-04
        2024-04-03 | V-13 | due                | 2024-05-15
        2024-05-15 | V-13 | due                | 2024-05-15
        2024-05-16 | V-13 | late               | 2024-05-15
        2024-05-17 | V-13 | late and explained | 2024-05-15
        2024-06-03 | V-13 | not applicable     |
        """,
    ),
    Case(
        "Whether the child was seen there may not be known; nor is it asked out of care.",
        "care 2024-03-04 \n remand_start 2024-03-01 \n visit 2024-03-05 child_seen=unknown",
        """
        2024-03-03 | V-13 | not applicable |
        2024-03-04 | V-13 | due            | 2024-03-08
        2024-03-09 | V-13 | cannot tell    | | | events.visit.2024-03-05.child_seen
        """,
    ),
    Case(
        "Care ended because of detention: visited within 10 working days; Easter takes two of them out.",
        DETAINED + f"reason_care_ended E9 \n explained V-14 2024-04-15 2024-04-17 {WHY} \n visit 2024-04-18",
        """
        2024-03-27 | V-14 | not applicable     |
        2024-03-28 | V-14 | due                | 2024-04-15
        2024-04-15 | V-14 | due                | 2024-04-15
        2024-04-16 | V-14 | late               | 2024-04-15
        2024-04-17 | V-14 | late and explained | 2024-04-15
        2024-04-18 | V-14 | done late          | 2024-04-15 | 2024-04-18
        """,
    ),
    Case(
        "On the last day it is on time.",
        DETAINED + "reason_care_ended E9 \n visit 2024-04-15",
        "2024-04-15 | V-14 | done on time | 2024-04-15 | 2024-04-15",
    ),
    Case(
        "Whether the child was seen, or why care ended, may not be known.",
        DETAINED + "reason_care_ended E9 \n visit 2024-04-10 child_seen=unknown",
        "2024-04-10 | V-14 | cannot tell | | | events.visit.2024-04-10.child_seen",
    ),
    Case(
        "Without the reason why care ended it cannot be told.",
        DETAINED,
        "2024-03-28 | V-14 | cannot tell | | | reason_care_ended",
    ),
    Case(
        "Care ended for another reason: it does not apply.",
        DETAINED + "reason_care_ended E4A",
        "2024-03-28 | V-14 | not applicable |",
    ),
    Case(
        "Still looked after, or a relevant child: other rows set the visits.",
        """
        born 2007-05-01
        care 2023-01-09 2024-03-28
        reason_care_ended E9
        custody_start 2024-03-26
        """,
        "2024-03-26 | V-14 | not applicable | \n 2024-03-28 | V-14 | not applicable |",
    ),
    Case(
        "A visit that finds welfare not safeguarded calls for a review, as soon as possible.",
        HOME
        + """
        visit 2024-03-06
        visit 2024-04-10 outcome=welfare_not_safeguarded
        review_held 2024-04-16
        visit 2024-06-05 outcome=welfare_not_safeguarded
        review_held 2024-06-12 outcome=unknown
        """,
        """
        2024-04-09 | V-15 | not applicable |
        2024-04-10 | V-15 | due            |
        2024-04-16 | V-15 | done on time   | | 2024-04-16
        2024-06-05 | V-15 | due            |
        2024-06-12 | V-15 | cannot tell    | | | events.review_held.2024-06-12.outcome
        """,
    ),
    Case(
        "Not known what the visit found, or whether the child was seen: cannot tell.",
        HOME
        + "visit 2024-03-06 outcome=unknown \n visit 2024-04-10 child_seen=unknown outcome=welfare_not_safeguarded",
        """
        2024-03-06 | V-15 | cannot tell | | | events.visit.2024-03-06.outcome
        2024-04-10 | V-15 | cannot tell | | | events.visit.2024-04-10.child_seen
        """,
    ),
    Case(
        "Both turn on a visit to a child in care.",
        "care 2024-03-04 \n visit 2024-03-01 seen_alone=no outcome=welfare_not_safeguarded",
        """
        2024-03-03 | V-12 V-15 | not applicable |
        2024-03-04 | V-12      | late           | 2024-03-01
        2024-03-04 | V-15      | due            |
        """,
    ),
    Case(
        "The intervals are the law from 1 April 2011 on, for what runs then.",
        """
        care 2011-03-01
        placement A 2011-03-29 urgent_reg19=yes temporary_approval_reg24=yes with_parent=yes
        status C2 2011-03-29
        living_arrangements_start 2011-03-29
        remand_start 2011-03-29
        """,
        """
        2011-03-31 | V-6 V-7 V-8 V-9 V-13 | not applicable |
        2011-04-01 | V-6 V-7 V-8 V-9 V-13 | due            | 2011-04-05
        """,
    ),
    Case(
        "What is done once, by the day it counts from.",
        """
        born 2000-05-01
        care 2011-03-01
        placement A 2011-03-01
        visit_requested 2011-03-31
        visit_requested 2011-04-01
        regulator_notice_received 2011-03-31
        regulator_notice_received 2011-04-01
        visit 2011-03-31 seen_alone=no outcome=welfare_not_safeguarded
        visit 2011-04-01 seen_alone=no outcome=welfare_not_safeguarded
        """,
        """
        2011-03-31 | V-10 V-11 V-12 V-15 | not applicable |
        2011-04-01 | V-10      | done on time | | 2011-04-01
        2011-04-01 | V-11      | done on time | 2011-04-08 | 2011-04-01
        2011-04-01 | V-12      | due          | 2011-04-01
        2011-04-01 | V-15      | due          |
        """,
    ),
    Case(
        "V-14 by the day custody starts.",
        """
        born 2000-05-01
        care 2010-03-01 2011-03-31
        reason_care_ended E9
        custody_start 2011-03-31
        custody_start 2011-04-01
        """,
        """
        2011-03-31 | V-14 | not applicable |
        2011-04-01 | V-14 | due            | 2011-04-15
        """,
    ),
)
