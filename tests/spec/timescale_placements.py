"""Placements: the plan, who is told and who approves, PP-1 to PP-10 and PP-15: what each row answers."""

from spec.tables import WHY, Case

TITLE = "Placements: plans, notices and approvals"

EASTER = """
care 2024-03-28
placement A 2024-03-28 area=adjoining emergency=yes urgent_reg19=yes
"""
MOVE = """
care 2024-03-04
placement A 2024-03-04 2024-04-22 area=inside
"""

CASES = (
    Case(
        "Five working days from the start of a placement; Easter takes two of the days out.",
        EASTER
        + f"""
        explained PP-1,PP-2,PP-3,PP-6 2024-04-08 2024-04-10 {WHY}
        placement_plan_signed 2024-04-11
        placement_notified 2024-04-11
        area_authority_notified 2024-04-11
        out_of_area_checks_done 2024-04-11
        """,
        """
        2024-03-27 | PP-1 PP-2 PP-3 PP-6 | not applicable     |
        2024-03-28 | PP-1 PP-2 PP-3 PP-6 | due                | 2024-04-08
        2024-04-08 | PP-1 PP-2 PP-3 PP-6 | due                | 2024-04-08
        2024-04-09 | PP-1 PP-2 PP-3 PP-6 | late               | 2024-04-08
        2024-04-10 | PP-1 PP-2 PP-3 PP-6 | late and explained | 2024-04-08
        2024-04-11 | PP-1 PP-2 PP-3 PP-6 | done late          | 2024-04-08 | 2024-04-11
        """,
    ),
    Case(
        "On the last day it is on time.",
        EASTER
        + """
        placement_plan_signed 2024-04-08
        placement_notified 2024-04-08
        area_authority_notified 2024-04-08
        out_of_area_checks_done 2024-04-08
        """,
        "2024-04-08 | PP-1 PP-2 PP-3 PP-6 | done on time | 2024-04-08 | 2024-04-08",
    ),
    Case(
        "What is meant to come before the placement counts where it came before.",
        EASTER
        + "placement_plan_signed 2024-03-26 \n placement_notified 2024-03-26 \n area_authority_notified 2024-03-26",
        "2024-03-28 | PP-1 PP-2 PP-3 | done on time | 2024-04-08 | 2024-03-26",
    ),
    Case(
        "Each placement has its own; what does not name one is about the placement running that day.",
        MOVE
        + """
        placement B 2024-04-22 area=distant
        placement_plan_signed 2024-04-18 placement=B
        placement_notified 2024-04-18
        """,
        """
        2024-04-21 | PP-2 | done late      | 2024-03-11 | 2024-04-18
        2024-04-21 | PP-3 | not applicable |
        2024-04-22 | PP-1 | done on time   | 2024-04-29 | 2024-04-18
        2024-04-22 | PP-2 | due            | 2024-04-29
        2024-04-22 | PP-3 | due            | 2024-04-29
        """,
    ),
    Case(
        "Whether something was signed, told, checked or assessed may not be known.",
        EASTER
        + """
        placement_plan_signed 2024-04-02 outcome=unknown
        placement_notified 2024-04-02 outcome=unknown
        area_authority_notified 2024-04-02 outcome=unknown
        out_of_area_checks_done 2024-04-02 outcome=unknown
        parent_assessment_complete 2024-04-02 outcome=unknown
        """,
        """
        2024-04-02 | PP-1  | cannot tell | | | events.placement_plan_signed.2024-04-02.outcome
        2024-04-02 | PP-2  | cannot tell | | | events.placement_notified.2024-04-02.outcome
        2024-04-02 | PP-3  | cannot tell | | | events.area_authority_notified.2024-04-02.outcome
        2024-04-02 | PP-6  | cannot tell | | | events.out_of_area_checks_done.2024-04-02.outcome
        2024-04-02 | PP-10 | cannot tell | | | events.parent_assessment_complete.2024-04-02.outcome
        """,
    ),
    Case(
        "In the authority's own area nobody else is told of it, and there are no checks to finish.",
        "care 2024-03-04 \n placement A 2024-03-04 area=inside emergency=yes",
        """
        2024-03-04 | PP-1 PP-2 | due            | 2024-03-11
        2024-03-04 | PP-3 PP-6 | not applicable |
        """,
    ),
    Case(
        "Not known where it is, or whether it was made in an emergency: cannot tell.",
        "care 2024-03-04 \n placement A 2024-03-04 emergency=unknown",
        """
        2024-03-04 | PP-3 | cannot tell | | | placements.A.area
        2024-03-04 | PP-6 | cannot tell | | | placements.A.emergency placements.A.area
        """,
    ),
    Case(
        "No emergency: the checks come before the placement, and PP-6 is silent, wherever it is.",
        "care 2024-03-04 \n placement A 2024-03-04",
        "2024-03-04 | PP-6 | not applicable |",
    ),
    Case(
        "Short breaks (reg 48) need no placement plan and no notices.",
        "care 2024-03-04 \n placement A 2024-03-04 area=adjoining \n status V4 2024-03-04",
        "2024-03-04 | PP-1 PP-2 PP-3 | not applicable |",
    ),
    Case(
        "A child placed for adoption has the plan of the adoption regulations; the notices stand.",
        "care 2024-03-04 \n placement A 2024-03-04 area=adjoining adoptive=yes",
        """
        2024-03-04 | PP-1      | not applicable |
        2024-03-04 | PP-2 PP-3 | due            | 2024-03-11
        """,
    ),
    Case(
        "The duties about a placement drop on the day care ends, and when it is over.",
        """
        care 2024-03-28 2024-04-03
        placement A 2024-03-28 area=adjoining emergency=yes urgent_reg19=yes
        """,
        """
        2024-04-02 | PP-1 PP-2 PP-3 PP-6 | due            | 2024-04-08
        2024-04-02 | PP-10               | due            | 2024-04-15
        2024-04-03 | PP-1 PP-2 PP-3 PP-6 PP-10 | not applicable |
        """,
    ),
    Case(
        "A placement out of the area is approved before it starts: no last day until then, then the day before.",
        MOVE
        + """
        placement B 2024-04-22 2024-06-10 area=adjoining
        placement C 2024-06-10 area=distant
        out_of_area_proposed 2024-04-10
        out_of_area_approved 2024-04-18
        distant_placement_proposed 2024-06-03
        distant_placement_approved 2024-06-07
        """,
        """
        2024-04-09 | PP-4 PP-5 | not applicable |
        2024-04-10 | PP-4      | due            |
        2024-04-18 | PP-4      | done on time   |            | 2024-04-18
        2024-04-22 | PP-4      | done on time   | 2024-04-21 | 2024-04-18
        2024-04-22 | PP-5      | not applicable |
        2024-06-03 | PP-5      | due            |
        2024-06-07 | PP-5      | done on time   |            | 2024-06-07
        2024-06-10 | PP-4      | not applicable |
        2024-06-10 | PP-5      | done on time   | 2024-06-09 | 2024-06-07
        """,
    ),
    Case(
        "The same day is not before.",
        MOVE
        + """
        placement B 2024-04-22 2024-06-10 area=adjoining
        placement C 2024-06-10 2024-09-02 area=distant
        placement D 2024-09-02 with_parent=yes
        status C2 2024-03-04
        out_of_area_approved 2024-04-22 placement=B
        distant_placement_approved 2024-06-10 placement=C
        placement_with_parent_approved 2024-09-02
        """,
        """
        2024-04-22 | PP-4 | done late | 2024-04-21 | 2024-04-22
        2024-06-10 | PP-5 | done late | 2024-06-09 | 2024-06-10
        2024-09-02 | PP-9 | done late | 2024-09-01 | 2024-09-02
        """,
    ),
    Case(
        "Not approved they are late from the day the placement starts.",
        MOVE
        + f"""
        placement B 2024-04-22 2024-06-10 area=adjoining
        placement C 2024-06-10 2024-09-02 area=distant
        placement D 2024-09-02 with_parent=yes
        status C2 2024-03-04
        explained PP-4 2024-04-21 2024-04-24 {WHY}
        explained PP-5 2024-06-09 2024-06-12 {WHY}
        explained PP-9 2024-09-01 2024-09-04 {WHY}
        """,
        """
        2024-04-22 | PP-4 | late               | 2024-04-21
        2024-04-24 | PP-4 | late and explained | 2024-04-21
        2024-06-10 | PP-5 | late               | 2024-06-09
        2024-06-12 | PP-5 | late and explained | 2024-06-09
        2024-09-02 | PP-9 | late               | 2024-09-01
        2024-09-04 | PP-9 | late and explained | 2024-09-01
        """,
    ),
    Case(
        "What is proposed while no new placement is recorded is about the next one, not the present one.",
        """
        care 2024-03-04
        placement A 2024-03-04 area=inside
        status C2 2024-03-04
        out_of_area_proposed 2024-04-10
        out_of_area_approved 2024-04-18
        distant_placement_proposed 2024-04-10
        distant_placement_approved 2024-04-18 outcome=unknown
        placement_with_parent_proposed 2024-04-10
        """,
        """
        2024-04-09 | PP-4 PP-5 PP-9 | not applicable |
        2024-04-10 | PP-4 PP-5 PP-9 | due            |
        2024-04-18 | PP-4           | done on time   | | 2024-04-18
        2024-04-18 | PP-5           | cannot tell    | | | events.distant_placement_approved.2024-04-18.outcome
        2024-04-18 | PP-9           | due            |
        """,
    ),
    Case(
        "Each such proposal has its own clock.",
        """
        care 2024-03-04
        placement A 2024-03-04 area=inside
        out_of_area_proposed 2024-04-10
        out_of_area_approved 2024-04-18
        out_of_area_proposed 2024-06-03
        """,
        """
        2024-06-02 | PP-4 | done on time | | 2024-04-18
        2024-06-03 | PP-4 | due          |
        """,
    ),
    Case(
        "A distant placement that was proposed before care, too.",
        "care 2024-03-04 \n placement A 2024-03-04 area=distant \n distant_placement_proposed 2024-03-01",
        """
        2024-03-03 | PP-5 | not applicable |
        2024-03-04 | PP-5 | late           | 2024-03-03
        """,
    ),
    Case(
        "Whether they were approved may not be known.",
        """
        care 2024-03-04
        placement A 2024-03-04
        status C2 2024-03-04
        out_of_area_proposed 2024-04-10
        out_of_area_approved 2024-04-18 outcome=unknown
        placement_with_parent_proposed 2024-04-10
        placement_with_parent_approved 2024-04-18 outcome=unknown
        """,
        """
        2024-04-18 | PP-4 | cannot tell | | | events.out_of_area_approved.2024-04-18.outcome
        2024-04-18 | PP-9 | cannot tell | | | events.placement_with_parent_approved.2024-04-18.outcome
        """,
    ),
    Case(
        "Not known where the placement is, or whether the child is with a parent: cannot tell.",
        "care 2024-03-04 \n placement A 2024-03-04 with_parent=unknown \n status C2 2024-03-04",
        """
        2024-03-04 | PP-4 PP-5 | cannot tell | | | placements.A.area
        2024-03-04 | PP-9      | cannot tell | | | placements.A.with_parent
        """,
    ),
    Case(
        "Proposed before care starts, they are asked about from the day it does.",
        """
        care 2024-03-04
        placement A 2024-03-04 2024-03-18 area=adjoining with_parent=yes
        placement B 2024-03-18 area=distant
        status C1 2024-03-01
        out_of_area_proposed 2024-03-01
        placement_with_parent_proposed 2024-03-01
        distant_placement_proposed 2024-03-05
        """,
        """
        2024-03-03 | PP-4 PP-5 PP-9 | not applicable |
        2024-03-04 | PP-4 PP-9      | late           | 2024-03-03
        2024-03-04 | PP-5           | not applicable |
        2024-03-05 | PP-5           | due            |
        """,
    ),
    Case(
        "A child in care is placed with a parent only once that is approved.",
        """
        care 2024-03-04
        placement A 2024-03-04 2024-04-22
        placement B 2024-04-22 with_parent=yes
        status C2 2024-03-04 2024-06-03
        placement_with_parent_proposed 2024-04-10
        placement_with_parent_approved 2024-04-19
        """,
        """
        2024-04-09 | PP-9 | not applicable |
        2024-04-10 | PP-9 | due            |
        2024-04-19 | PP-9 | done on time   |            | 2024-04-19
        2024-04-22 | PP-9 | done on time   | 2024-04-21 | 2024-04-19
        2024-06-03 | PP-9 | not applicable |
        """,
    ),
    Case(
        "A pupil in key stage 4 moves only once that is approved.",
        MOVE
        + f"""
        key_stage 4
        placement B 2024-04-22 2024-06-10
        placement C 2024-06-10 2024-09-02
        placement D 2024-09-02
        placement_change_proposed 2024-04-10
        key_stage_4_move_approved 2024-04-18
        placement_change_proposed 2024-06-03
        key_stage_4_move_approved 2024-06-10
        placement_change_proposed 2024-08-20
        explained PP-7 2024-09-01 2024-09-04 {WHY}
        """,
        """
        2024-04-09 | PP-7 | not applicable     |
        2024-04-10 | PP-7 | due                |
        2024-04-18 | PP-7 | done on time       |            | 2024-04-18
        2024-04-22 | PP-7 | done on time       | 2024-04-21 | 2024-04-18
        2024-06-10 | PP-7 | done late          | 2024-06-09 | 2024-06-10
        2024-09-01 | PP-7 | due                |
        2024-09-02 | PP-7 | late               | 2024-09-01
        2024-09-04 | PP-7 | late and explained | 2024-09-01
        """,
    ),
    Case(
        "In another key stage, in an emergency, or where schooling goes on, it is not asked.",
        "care 2024-03-04 \n placement A 2024-03-04 \n key_stage 3 \n placement_change_proposed 2024-04-10",
        "2024-04-10 | PP-7 | not applicable |",
    ),
    Case(
        "So in key stage 4; only a move that disrupts schooling, with time to ask, is one.",
        """
        care 2024-03-04
        placement A 2024-03-04
        key_stage 4
        placement_change_proposed 2024-04-10 reason=emergency
        placement_change_proposed 2024-05-08 outcome=schooling_goes_on
        placement_change_proposed 2024-06-05
        key_stage_4_move_approved 2024-06-10 outcome=unknown
        """,
        """
        2024-04-10 | PP-7 | not applicable |
        2024-05-08 | PP-7 | not applicable |
        2024-06-05 | PP-7 | due            |
        2024-06-10 | PP-7 | cannot tell    | | | events.key_stage_4_move_approved.2024-06-10.outcome
        """,
    ),
    Case(
        "The key stage may not be known.",
        """
        care 2024-03-04
        placement A 2024-03-04
        key_stage unknown
        placement_change_proposed 2024-04-10
        """,
        "2024-04-10 | PP-7 | cannot tell | | | key_stage",
    ),
    Case(
        "Before the authority ends a placement there is a review.",
        MOVE
        + f"""
        placement B 2024-04-22 2024-06-10
        placement C 2024-06-10 2024-09-02
        placement D 2024-09-02
        placement_end_proposed 2024-04-10 by=authority
        review_held 2024-04-18
        placement_end_proposed 2024-06-03
        review_held 2024-06-10
        placement_end_proposed 2024-08-20
        explained PP-8 2024-09-01 2024-09-04 {WHY}
        """,
        """
        2024-04-09 | PP-8 | not applicable     |
        2024-04-10 | PP-8 | due                |
        2024-04-18 | PP-8 | done on time       |            | 2024-04-18
        2024-04-22 | PP-8 | done on time       | 2024-04-21 | 2024-04-18
        2024-06-10 | PP-8 | done late          | 2024-06-09 | 2024-06-10
        2024-09-01 | PP-8 | due                |
        2024-09-02 | PP-8 | late               | 2024-09-01
        2024-09-04 | PP-8 | late and explained | 2024-09-01
        """,
    ),
    Case(
        "Not where somebody else ends it, or at an immediate risk; whether a review was held may not be known.",
        """
        care 2024-03-04
        placement A 2024-03-04
        placement_end_proposed 2024-04-10 by=carer
        placement_end_proposed 2024-05-08 reason=immediate_risk
        placement_end_proposed 2024-06-05 by=authority reason=long_planned
        review_held 2024-06-10 outcome=unknown
        """,
        """
        2024-04-10 | PP-8 | not applicable |
        2024-05-08 | PP-8 | not applicable |
        2024-06-05 | PP-8 | due            |
        2024-06-10 | PP-8 | cannot tell    | | | events.review_held.2024-06-10.outcome
        """,
    ),
    Case(
        "Both are about a child in care.",
        """
        care 2024-03-04
        placement A 2024-03-04
        key_stage 4
        placement_change_proposed 2024-03-01
        placement_end_proposed 2024-03-01
        """,
        """
        2024-03-03 | PP-7 PP-8 | not applicable |
        2024-03-04 | PP-7 PP-8 | due            |
        """,
    ),
    Case(
        "After an urgent placement with a parent (reg 19) the assessment is finished in 10 working days.",
        EASTER + f"explained PP-10 2024-04-15 2024-04-17 {WHY} \n parent_assessment_complete 2024-04-18",
        """
        2024-03-27 | PP-10 | not applicable     |
        2024-03-28 | PP-10 | due                | 2024-04-15
        2024-04-15 | PP-10 | due                | 2024-04-15
        2024-04-16 | PP-10 | late               | 2024-04-15
        2024-04-17 | PP-10 | late and explained | 2024-04-15
        2024-04-18 | PP-10 | done late          | 2024-04-15 | 2024-04-18
        """,
    ),
    Case(
        "On the last day it is on time; a placement that was not urgent, or not with a parent, has none.",
        """
        care 2024-03-04
        placement A 2024-03-04 2024-03-28
        placement B 2024-03-28 urgent_reg19=yes
        parent_assessment_complete 2024-04-15
        """,
        """
        2024-03-27 | PP-10 | not applicable |
        2024-04-15 | PP-10 | done on time   | 2024-04-15 | 2024-04-15
        """,
    ),
    Case(
        "Who was not told before a placement ended is told in writing within 10 working days, in care or not.",
        f"""
        care 2024-03-04 2024-03-28
        placement A 2024-03-04 2024-03-28
        explained PP-15 2024-04-15 2024-04-17 {WHY}
        written_end_notice 2024-04-18
        """,
        """
        2024-03-27 | PP-15 | not applicable     |
        2024-03-28 | PP-15 | due                | 2024-04-15
        2024-04-15 | PP-15 | due                | 2024-04-15
        2024-04-16 | PP-15 | late               | 2024-04-15
        2024-04-17 | PP-15 | late and explained | 2024-04-15
        2024-04-18 | PP-15 | done late          | 2024-04-15 | 2024-04-18
        """,
    ),
    Case(
        "Told on the last day it is on time; where everybody was told beforehand there is none.",
        """
        care 2024-03-04
        placement A 2024-03-04 2024-03-28
        placement B 2024-03-28 2024-06-03
        placement C 2024-06-03 2024-07-01
        written_end_notice 2024-04-15 placement=A
        placement_end 2024-06-03 placement=B told_beforehand=yes
        placement_end 2024-07-01 placement=C told_beforehand=unknown
        """,
        """
        2024-04-15 | PP-15 | done on time   | 2024-04-15 | 2024-04-15
        2024-06-03 | PP-15 | not applicable |
        2024-07-01 | PP-15 | cannot tell    | | | events.placement_end.C.told_beforehand
        """,
    ),
    Case(
        "The rows are the law from 1 April 2011, by the day the placement starts, ends or is proposed.",
        """
        care 2011-03-01
        key_stage 4
        status C2 2011-03-01
        placement A 2011-03-31 2011-04-01 emergency=yes area=adjoining urgent_reg19=yes with_parent=yes
        placement B 2011-04-01 emergency=yes area=adjoining urgent_reg19=yes with_parent=yes
        placement_change_proposed 2011-03-31
        placement_change_proposed 2011-04-01
        placement_end_proposed 2011-03-31
        placement_end_proposed 2011-04-01
        """,
        """
        2011-03-31 | PP-1 PP-2 PP-4 PP-6 PP-7 PP-8 PP-9 PP-10 | not applicable |
        2011-04-01 | PP-1 PP-2 PP-6 | due  | 2011-04-08
        2011-04-01 | PP-10          | due  | 2011-04-15
        2011-04-01 | PP-15          | due  | 2011-04-15
        2011-04-01 | PP-4 PP-9      | late | 2011-03-31
        2011-04-01 | PP-7 PP-8      | due  |
        """,
    ),
    Case(
        "So is PP-5, and PP-15 for a placement that ended the day before.",
        """
        care 2011-03-01
        placement A 2011-03-01 2011-03-31 area=distant
        placement B 2011-03-31 2011-04-01 area=distant
        placement C 2011-04-01 area=distant
        """,
        """
        2011-03-31 | PP-5 PP-15 | not applicable |
        2011-04-01 | PP-5       | late           | 2011-03-31
        2011-04-01 | PP-15      | due            | 2011-04-15
        """,
    ),
    Case(
        "PP-3 is the law from 27 January 2014.",
        """
        care 2014-01-06
        placement A 2014-01-26 2014-01-27 area=adjoining
        placement B 2014-01-27 area=adjoining
        """,
        """
        2014-01-26 | PP-3 | not applicable |
        2014-01-27 | PP-3 | due            | 2014-02-03
        """,
    ),
)
