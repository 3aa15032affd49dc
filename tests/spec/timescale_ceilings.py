"""Placements that may last so long and no longer, or may not be at all, PP-11 to PP-14 and PP-16."""

from spec.tables import WHY, Case

TITLE = "Placements: how long, and where not"

YOUNGER = "born 2012-05-01"
OLDER = "born 2007-05-01"

CASES = (
    Case(
        "An emergency foster placement lasts six working days at most; Easter takes two days out.",
        f"""
        care 2024-03-04
        placement A 2024-03-04 2024-03-28
        placement B 2024-03-28 2024-04-12 emergency_reg23=yes
        explained PP-11 2024-04-09 2024-04-11 {WHY}
        """,
        """
        2024-03-27 | PP-11 | not applicable     |
        2024-03-28 | PP-11 | due                | 2024-04-09
        2024-04-09 | PP-11 | due                | 2024-04-09
        2024-04-10 | PP-11 | late               | 2024-04-09
        2024-04-11 | PP-11 | late and explained | 2024-04-09
        2024-04-12 | PP-11 | done late          | 2024-04-09 | 2024-04-12
        """,
    ),
    Case(
        "Ended on the last day, or fully approved by then, it is in time.",
        """
        care 2024-03-28
        placement A 2024-03-28 2024-04-09 emergency_reg23=yes
        placement B 2024-04-09 emergency_reg23=yes
        full_approval 2024-04-17
        """,
        """
        2024-04-08 | PP-11 | due          | 2024-04-09
        2024-04-09 | PP-11 | due          | 2024-04-17
        2024-04-17 | PP-11 | done on time | 2024-04-17 | 2024-04-17
        """,
    ),
    Case(
        "Ended on the last day, where nothing like it follows.",
        """
        care 2024-03-28
        placement A 2024-03-28 2024-04-09 emergency_reg23=yes
        placement B 2024-04-09
        """,
        "2024-04-09 | PP-11 | done on time | 2024-04-09 | 2024-04-09",
    ),
    Case(
        "Not known what kind of placement it is, or whether the carer was approved: cannot tell.",
        """
        care 2024-03-04
        placement A 2024-03-04 2024-03-28 emergency_reg23=unknown temporary_approval_reg24=unknown
        placement B 2024-03-28 emergency_reg23=yes temporary_approval_reg24=yes
        full_approval 2024-04-02 outcome=unknown
        """,
        """
        2024-03-04 | PP-11 | cannot tell | | | placements.A.emergency_reg23
        2024-03-04 | PP-12 | cannot tell | | | placements.A.temporary_approval_reg24
        2024-04-02 | PP-11 | cannot tell | | | events.full_approval.2024-04-02.outcome
        """,
    ),
    Case(
        "They drop when care ends.",
        """
        care 2024-03-04 2024-03-06
        placement A 2024-03-04 emergency_reg23=yes temporary_approval_reg24=yes
        """,
        """
        2024-03-05 | PP-11       | due            | 2024-03-12
        2024-03-05 | PP-12       | due            | 2024-06-24
        2024-03-06 | PP-11 PP-12 | not applicable |
        """,
    ),
    Case(
        "An ordinary placement has no such limit.",
        "care 2024-03-04 \n placement A 2024-03-04",
        "2024-03-04 | PP-11 PP-12 PP-13 PP-14 PP-16 | not applicable |",
    ),
    Case(
        "The temporary approval of a connected person lasts 16 weeks at most.",
        f"""
        care 2024-03-04
        placement A 2024-03-04 2024-07-01 temporary_approval_reg24=yes
        explained PP-12 2024-06-24 2024-06-27 {WHY}
        """,
        """
        2024-03-03 | PP-12 | not applicable     |
        2024-03-04 | PP-12 | due                | 2024-06-24
        2024-06-24 | PP-12 | due                | 2024-06-24
        2024-06-25 | PP-12 | late               | 2024-06-24
        2024-06-27 | PP-12 | late and explained | 2024-06-24
        2024-07-01 | PP-12 | done late          | 2024-06-24 | 2024-07-01
        """,
    ),
    Case(
        "It counts from the day the approval starts, where that is told; the placement may end in time.",
        """
        care 2024-03-04
        placement A 2024-03-04 2024-06-26 temporary_approval_reg24=yes
        temporary_approval_start 2024-03-06 placement=A
        """,
        """
        2024-03-06 | PP-12 | due          | 2024-06-26
        2024-06-25 | PP-12 | due          | 2024-06-26
        2024-06-26 | PP-12 | done on time | 2024-06-26 | 2024-06-26
        """,
    ),
    Case(
        "Once it is extended PP-13 replaces PP-12: eight weeks more.",
        f"""
        care 2024-03-04
        placement A 2024-03-04 2024-08-26 temporary_approval_reg24=yes
        temporary_approval_end 2024-06-24
        explained PP-13 2024-08-19 2024-08-21 {WHY}
        """,
        """
        2024-06-23 | PP-12 | due                | 2024-06-24
        2024-06-23 | PP-13 | not applicable     |
        2024-06-24 | PP-12 | not applicable     |
        2024-06-24 | PP-13 | due                | 2024-08-19
        2024-08-19 | PP-13 | due                | 2024-08-19
        2024-08-20 | PP-13 | late               | 2024-08-19
        2024-08-21 | PP-13 | late and explained | 2024-08-19
        2024-08-26 | PP-13 | done late          | 2024-08-19 | 2024-08-26
        """,
    ),
    Case(
        "Ended on its last day it is in time; when care ends it drops.",
        """
        care 2024-03-04 2024-09-02
        placement A 2024-03-04 2024-08-19 temporary_approval_reg24=yes
        temporary_approval_end 2024-06-24
        """,
        """
        2024-08-19 | PP-13 | done on time   | 2024-08-19 | 2024-08-19
        2024-09-02 | PP-13 | not applicable |
        """,
    ),
    Case(
        "Whether the approval is of that kind may not be known when it is extended, either.",
        """
        care 2024-03-04
        placement A 2024-03-04 temporary_approval_reg24=unknown
        temporary_approval_end 2024-06-24
        """,
        "2024-06-24 | PP-13 | cannot tell | | | placements.A.temporary_approval_reg24",
    ),
    Case(
        "PP-11 to PP-13 are the law from 1 April 2011, for what lasts then.",
        """
        care 2011-01-04
        placement A 2011-03-28 emergency_reg23=yes temporary_approval_reg24=yes
        """,
        """
        2011-03-31 | PP-11 PP-12 | not applicable |
        2011-04-01 | PP-11       | due            | 2011-04-05
        2011-04-01 | PP-12       | due            | 2011-07-18
        """,
    ),
    Case(
        "What ended before it was law never fell under it.",
        "care 2011-01-04 \n placement A 2011-01-04 2011-03-31 emergency_reg23=yes temporary_approval_reg24=yes",
        "2011-04-01 | PP-11 PP-12 | not applicable |",
    ),
    Case(
        "PP-13 likewise.",
        """
        care 2010-11-01
        placement A 2010-11-01 2011-04-11 temporary_approval_reg24=yes
        temporary_approval_end 2011-02-21
        """,
        """
        2011-03-31 | PP-13 | not applicable |
        2011-04-01 | PP-13 | due            | 2011-04-18
        """,
    ),
    Case(
        "A child under 16 in other arrangements: never allowed, so late from the first day, until it ends.",
        f"""
        {YOUNGER}
        care 2024-03-04
        placement A 2024-03-04 2024-03-11 type=K3 other_arrangements=yes
        placement B 2024-03-11
        explained PP-14 2024-03-04 2024-03-06 {WHY}
        """,
        """
        2024-03-03 | PP-14 | not applicable     |
        2024-03-04 | PP-14 | late               |
        2024-03-06 | PP-14 | late and explained |
        2024-03-10 | PP-14 | late and explained |
        2024-03-11 | PP-14 | done late          | | 2024-03-11
        2024-03-11 | PP-16 | not applicable     |
        """,
    ),
    Case(
        "Allowed where the place is of a kind that reg 27A lists, or is excepted.",
        f"""
        {YOUNGER}
        care 2024-03-04
        placement A 2024-03-04 2024-04-02 type=T0 other_arrangements=yes listed_reg27A=yes
        placement B 2024-04-02 type=T0 other_arrangements=yes excepted=yes
        """,
        """
        2024-03-04 | PP-14 | not applicable |
        2024-04-02 | PP-14 | not applicable |
        """,
    ),
    Case(
        "Not known whether it is such a place: cannot tell.",
        f"""
        {YOUNGER}
        care 2024-03-04
        placement A 2024-03-04 2024-04-02 other_arrangements=yes listed_reg27A=unknown
        placement B 2024-04-02 2024-05-01 other_arrangements=yes excepted=unknown
        placement C 2024-05-01 other_arrangements=unknown
        """,
        """
        2024-03-04 | PP-14 | cannot tell | | | placements.A.listed_reg27A
        2024-04-02 | PP-14 | cannot tell | | | placements.B.excepted
        2024-05-01 | PP-14 | cannot tell | | | placements.C.other_arrangements
        """,
    ),
    Case(
        "From the 16th birthday it is PP-16 that forbids it, save in registered supported accommodation.",
        """
        born 2008-03-20
        care 2024-03-04
        placement A 2024-03-04 2024-04-02 type=K3 other_arrangements=yes
        placement B 2024-04-02 type=K2 other_arrangements=yes registered_supported=yes
        """,
        """
        2024-03-19 | PP-14 | late           |
        2024-03-19 | PP-16 | not applicable |
        2024-03-20 | PP-14 | not applicable |
        2024-03-20 | PP-16 | late           |
        2024-04-02 | PP-14 | not applicable |
        2024-04-02 | PP-16 | not applicable |
        """,
    ),
    Case(
        "Late from the first day, explained, and done late when it ends.",
        f"""
        {OLDER}
        care 2024-03-04
        placement A 2024-03-04 2024-03-11 type=K3 other_arrangements=yes
        placement B 2024-03-11
        explained PP-16 2024-03-04 2024-03-06 {WHY}
        """,
        """
        2024-03-03 | PP-16 | not applicable     |
        2024-03-04 | PP-16 | late               |
        2024-03-06 | PP-16 | late and explained |
        2024-03-11 | PP-16 | done late          | | 2024-03-11
        """,
    ),
    Case(
        "Allowed where it is excepted; not known whether it is, or is registered: cannot tell.",
        f"""
        {OLDER}
        care 2024-03-04
        placement A 2024-03-04 2024-04-02 other_arrangements=yes excepted=yes
        placement B 2024-04-02 2024-05-01 other_arrangements=yes excepted=unknown
        placement C 2024-05-01 other_arrangements=yes registered_supported=unknown
        """,
        """
        2024-03-04 | PP-16 | not applicable |
        2024-04-02 | PP-16 | cannot tell    | | | placements.B.excepted
        2024-05-01 | PP-16 | cannot tell    | | | placements.C.registered_supported
        """,
    ),
    Case(
        "Without a date of birth neither can be told.",
        "born unknown \n care 2024-03-04 \n placement A 2024-03-04 other_arrangements=yes",
        "2024-03-04 | PP-14 PP-16 | cannot tell | | | date_of_birth",
    ),
    Case(
        "Both are about a child in care.",
        f"{YOUNGER} \n care 2024-03-04 2024-04-02 \n placement A 2024-03-04 other_arrangements=yes",
        """
        2024-04-01 | PP-14 | late           |
        2024-04-02 | PP-14 | not applicable |
        """,
    ),
    Case(
        "A young person's placement drops with care as well.",
        f"{OLDER} \n care 2024-03-04 2024-04-02 \n placement A 2024-03-04 other_arrangements=yes",
        """
        2024-04-01 | PP-16 | late           |
        2024-04-02 | PP-16 | not applicable |
        """,
    ),
    Case(
        "A home left before 16 is not one for PP-16 afterwards.",
        """
        born 2008-03-20
        care 2024-03-04
        placement A 2024-03-04 2024-03-11 other_arrangements=yes
        placement B 2024-03-11
        """,
        """
        2024-03-19 | PP-14 | done late      | | 2024-03-11
        2024-03-20 | PP-14 | not applicable |
        2024-03-20 | PP-16 | not applicable |
        """,
    ),
    Case(
        "PP-14 is the law from 9 September 2021, in a placement that began before it too.",
        """
        born 2010-05-01
        care 2021-06-01
        placement A 2021-06-01 other_arrangements=yes
        """,
        """
        2021-09-08 | PP-14 | not applicable |
        2021-09-09 | PP-14 | late           |
        """,
    ),
    Case(
        "PP-16 from 28 October 2023; until then those of 16 and 17 were in no row.",
        f"""
        {OLDER}
        care 2023-06-01
        placement A 2023-06-01 other_arrangements=yes
        """,
        """
        2023-10-27 | PP-14 PP-16 | not applicable |
        2023-10-28 | PP-16       | late           |
        """,
    ),
    Case(
        "A placement that ended on the very day the row became law, or before, never fell under it.",
        """
        born 2007-05-01
        care 2021-06-01
        placement A 2021-06-01 2021-09-09 other_arrangements=yes
        placement B 2021-09-09 2023-06-01
        placement C 2023-06-01 2023-10-27 other_arrangements=yes
        placement D 2023-10-27
        """,
        """
        2021-09-09 | PP-14 | not applicable |
        2023-10-28 | PP-16 | not applicable |
        """,
    ),
)
