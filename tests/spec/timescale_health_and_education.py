"""Health and education, H-1 to H-7 and E-1 to E-4: what each row answers."""

from spec.tables import WHY, Case

TITLE = "Health and education"

BABY = "born 2021-06-15 \n care 2024-03-04 \n placement A 2024-03-04 \n"
PUPIL = "born 2014-05-01 \n care 2024-03-04 \n placement A 2024-03-04 \n"
TERMS = """
term Spring 2024-01-08 2024-03-22
term Summer 2024-04-15 2024-07-19
"""

CASES = (
    Case(
        "The first health assessment within 20 working days of coming into care; Easter takes two of them out.",
        f"care 2024-03-28 \n explained H-1 2024-04-29 2024-05-01 {WHY} \n health_assessment 2024-05-02",
        """
        2024-03-27 | H-1 | not applicable     |
        2024-03-28 | H-1 | due                | 2024-04-29
        2024-04-29 | H-1 | due                | 2024-04-29
        2024-04-30 | H-1 | late               | 2024-04-29
        2024-05-01 | H-1 | late and explained | 2024-04-29
        2024-05-02 | H-1 | done late          | 2024-04-29 | 2024-05-02
        """,
    ),
    Case(
        "On the last day it is on time; one that was cancelled or refused was not done.",
        """
        care 2024-03-28
        health_assessment 2024-04-10 outcome=cancelled
        health_assessment 2024-04-29
        """,
        """
        2024-04-10 | H-1 | due          | 2024-04-29
        2024-04-29 | H-1 | done on time | 2024-04-29 | 2024-04-29
        """,
    ),
    Case(
        "A refusal is an explanation, once it is late.",
        PUPIL
        + "health_assessment 2024-03-20 outcome=refused \n dental_check 2023-01-10 \n dental_check 2024-04-10 outcome=refused",
        """
        2024-04-03 | H-1 | due                | 2024-04-03
        2024-04-04 | H-1 | late and explained | 2024-04-03
        2024-04-09 | H-4 | late               | 2024-01-10
        2024-04-10 | H-4 | late and explained | 2024-01-10
        """,
    ),
    Case(
        "Whether something was done may not be known.",
        PUPIL
        + """
        health_assessment 2024-03-06 outcome=unknown
        health_bodies_notified 2024-03-06 outcome=unknown
        pep_started 2024-03-06 outcome=unknown
        pep_ready 2024-03-06 outcome=unknown
        """,
        """
        2024-03-06 | H-1 | cannot tell | | | events.health_assessment.2024-03-06.outcome
        2024-03-06 | H-7 | cannot tell | | | events.health_bodies_notified.2024-03-06.outcome
        2024-03-06 | E-1 | cannot tell | | | events.pep_started.2024-03-06.outcome
        2024-03-06 | E-2 | cannot tell | | | events.pep_ready.2024-03-06.outcome
        """,
    ),
    Case(
        "Under five the next is no more than six months after the last, from five no more than twelve.",
        BABY
        + f"""
        health_assessment 2024-03-20
        explained H-2 2024-09-20 2024-09-24 {WHY}
        health_assessment 2026-03-01
        """,
        """
        2024-03-19 | H-2 H-3 | not applicable     |
        2024-03-20 | H-2     | due                | 2024-09-20
        2024-03-20 | H-3     | not applicable     |
        2024-09-20 | H-2     | due                | 2024-09-20
        2024-09-21 | H-2     | late               | 2024-09-20
        2024-09-24 | H-2     | late and explained | 2024-09-20
        2026-06-14 | H-2     | due                | 2026-09-01
        2026-06-14 | H-3     | not applicable     |
        2026-06-15 | H-2     | not applicable     |
        2026-06-15 | H-3     | due                | 2027-03-01
        """,
    ),
    Case(
        "From five: no more than twelve months.",
        PUPIL + f"health_assessment 2024-03-20 \n explained H-3 2025-03-20 2025-03-24 {WHY}",
        """
        2024-03-20 | H-3 | due                | 2025-03-20
        2025-03-20 | H-3 | due                | 2025-03-20
        2025-03-21 | H-3 | late               | 2025-03-20
        2025-03-24 | H-3 | late and explained | 2025-03-20
        """,
    ),
    Case(
        "Without a date of birth neither can be told, nor the SDQ.",
        "born unknown \n care 2023-03-06 \n health_assessment 2024-03-20 \n sdq 2024-03-20",
        "2024-03-20 | H-2 H-3 H-6 | cannot tell | | | date_of_birth",
    ),
    Case(
        "Short breaks (reg 48) have health duties elsewhere; a child placed for adoption has the agency's.",
        """
        born 2021-06-15
        care 2024-03-04
        placement A 2024-03-04 2024-04-02 short_break=yes
        placement B 2024-04-02 adoptive=yes
        health_assessment 2024-03-20
        """,
        """
        2024-03-20 | H-1 H-2 H-7 | not applicable |
        2024-04-02 | H-1 H-2     | not applicable |
        2024-04-02 | H-7         | due            | 2024-04-09
        """,
    ),
    Case(
        "So from five.",
        """
        born 2014-05-01
        care 2024-03-04
        placement A 2024-03-04 2024-04-02 short_break=yes
        placement B 2024-04-02 adoptive=yes
        health_assessment 2024-03-20
        """,
        """
        2024-03-20 | H-3 E-1 E-2 | not applicable |
        2024-04-02 | H-3         | not applicable |
        2024-04-02 | E-1         | late           | 2024-03-18
        2024-04-02 | E-2         | due            | 2024-04-03
        """,
    ),
    Case(
        "A dental check at least yearly, from the last, in care or before; without any it cannot be told.",
        PUPIL + f"dental_check 2024-04-10 \n explained H-4 2025-04-10 2025-04-14 {WHY}",
        """
        2024-03-03 | H-4 | not applicable     |
        2024-04-09 | H-4 | cannot tell        | | | events.dental_check
        2024-04-10 | H-4 | due                | 2025-04-10
        2025-04-10 | H-4 | due                | 2025-04-10
        2025-04-11 | H-4 | late               | 2025-04-10
        2025-04-14 | H-4 | late and explained | 2025-04-10
        """,
    ),
    Case(
        "An immunisation is due on its day; given before or on it, it is on time.",
        PUPIL
        + """
        immunisation_due 2024-05-01 kind=first
        immunised 2024-05-01 kind=first
        immunisation_due 2024-09-02 kind=second
        """,
        """
        2024-03-03 | H-5 | not applicable     |
        2024-03-04 | H-5 | due                | 2024-05-01
        2024-05-01 | H-5 | done on time       | 2024-05-01 | 2024-05-01
        2024-05-02 | H-5 | due                | 2024-09-02
        2024-09-02 | H-5 | due                | 2024-09-02
        """,
    ),
    Case(
        "Not given it is late the day after; it stays the present one until the next is due.",
        PUPIL
        + f"immunisation_due 2024-05-01 \n explained H-5 2024-05-01 2024-05-07 {WHY} \n immunised 2024-05-10",
        """
        2024-05-01 | H-5 | due                | 2024-05-01
        2024-05-02 | H-5 | late               | 2024-05-01
        2024-05-07 | H-5 | late and explained | 2024-05-01
        2024-05-10 | H-5 | done late          | 2024-05-01 | 2024-05-10
        """,
    ),
    Case(
        "Whether it was given may not be known.",
        PUPIL + "immunisation_due 2024-05-01 \n immunised 2024-04-24 outcome=unknown",
        "2024-04-24 | H-5 | cannot tell | | | events.immunised.2024-04-24.outcome",
    ),
    Case(
        "A strengths and difficulties questionnaire each year, once a year in care is reached by 31 March.",
        PUPIL + f"sdq 2024-03-20 \n explained H-6 2025-03-20 2025-03-24 {WHY}",
        """
        2024-03-31 | H-6 | not applicable     |
        2024-04-01 | H-6 | due                | 2025-03-20
        2025-03-20 | H-6 | due                | 2025-03-20
        2025-03-21 | H-6 | late               | 2025-03-20
        2025-03-24 | H-6 | late and explained | 2025-03-20
        """,
    ),
    Case(
        "From the fourth birthday to the day before the seventeenth.",
        """
        born 2020-06-15
        care 2023-01-09
        sdq 2024-03-20
        """,
        """
        2024-06-14 | H-6 | not applicable |
        2024-06-15 | H-6 | due            | 2025-03-20
        2037-06-14 | H-6 | late           | 2025-03-20
        2037-06-15 | H-6 | not applicable |
        """,
    ),
    Case(
        "None yet: nothing to count from. Not in short breaks.",
        """
        born 2014-05-01
        care 2023-01-09
        placement A 2023-01-09 2024-05-01
        placement B 2024-05-01 short_break=yes
        sdq 2024-03-20
        """,
        """
        2024-03-19 | H-6 | not applicable |
        2024-04-30 | H-6 | due            | 2025-03-20
        2024-05-01 | H-6 | not applicable |
        """,
    ),
    Case(
        "Health bodies are told of each placement before it, or within five working days.",
        f"""
        care 2024-03-04
        placement A 2024-03-04 2024-03-28
        placement B 2024-03-28
        health_bodies_notified 2024-03-01
        explained H-7 2024-04-08 2024-04-10 {WHY}
        health_bodies_notified 2024-04-11
        """,
        """
        2024-03-03 | H-7 | not applicable     |
        2024-03-04 | H-7 | done on time       | 2024-03-11 | 2024-03-01
        2024-03-28 | H-7 | due                | 2024-04-08
        2024-04-08 | H-7 | due                | 2024-04-08
        2024-04-09 | H-7 | late               | 2024-04-08
        2024-04-10 | H-7 | late and explained | 2024-04-08
        2024-04-11 | H-7 | done late          | 2024-04-08 | 2024-04-11
        """,
    ),
    Case(
        "The personal education plan is started in 10 working days and ready in 20; Easter takes two of them out.",
        f"""
        born 2014-05-01
        care 2024-03-28
        explained E-1 2024-04-15 2024-04-17 {WHY}
        pep_started 2024-04-18
        explained E-2 2024-04-29 2024-05-01 {WHY}
        pep_ready 2024-05-02
        """,
        """
        2024-03-27 | E-1 E-2 | not applicable     |
        2024-03-28 | E-1     | due                | 2024-04-15
        2024-04-15 | E-1     | due                | 2024-04-15
        2024-04-16 | E-1     | late               | 2024-04-15
        2024-04-17 | E-1     | late and explained | 2024-04-15
        2024-04-18 | E-1     | done late          | 2024-04-15 | 2024-04-18
        2024-04-29 | E-2     | due                | 2024-04-29
        2024-04-30 | E-2     | late               | 2024-04-29
        2024-05-01 | E-2     | late and explained | 2024-04-29
        2024-05-02 | E-2     | done late          | 2024-04-29 | 2024-05-02
        """,
    ),
    Case(
        "Started before care, and ready on the last day, both are on time.",
        "born 2014-05-01 \n care 2024-03-28 \n pep_started 2024-03-20 \n pep_ready 2024-04-29",
        """
        2024-04-29 | E-1 | done on time | 2024-04-15 | 2024-03-20
        2024-04-29 | E-2 | done on time | 2024-04-29 | 2024-04-29
        """,
    ),
    Case(
        "A child under five has one when in early years education.",
        BABY + TERMS,
        "2024-03-04 | E-1 E-2 E-3 | not applicable |",
    ),
    Case(
        "So this one has.",
        BABY + "in_early_years_education yes",
        "2024-03-04 | E-1 | due | 2024-03-18 \n 2024-03-04 | E-2 | due | 2024-04-03",
    ),
    Case(
        "Not known whether the child is in it, or how old: cannot tell.",
        BABY + TERMS + "in_early_years_education unknown",
        "2024-03-04 | E-1 E-2 E-3 | cannot tell | | | in_early_years_education",
    ),
    Case(
        "Without a date of birth it cannot be told, unless a key stage shows the child is at school.",
        "born unknown \n care 2024-03-04",
        "2024-03-04 | E-1 E-2 | cannot tell | | | date_of_birth",
    ),
    Case(
        "A key stage shows it.",
        "born unknown \n care 2024-03-04 \n key_stage 2",
        "2024-03-04 | E-1 | due | 2024-03-18",
    ),
    Case(
        "They end with the 18th birthday.",
        "born 2006-03-12 \n care 2024-03-04",
        "2024-03-11 | E-1 | due | 2024-03-18 \n 2024-03-12 | E-1 E-2 E-3 | not applicable |",
    ),
    Case(
        "The plan is reviewed once each school term, by its last day.",
        PUPIL
        + TERMS
        + f"""
        term Autumn 2024-09-03 2024-12-20
        term Spring-2025 2025-01-06 2025-04-04
        pep_reviewed 2024-03-22
        explained E-3 2024-07-19 2024-07-23 {WHY}
        pep_reviewed 2024-07-24
        pep_reviewed 2024-10-02 outcome=unknown
        """,
        """
        2024-03-03 | E-3 | not applicable     |
        2024-03-04 | E-3 | due                | 2024-03-22
        2024-03-22 | E-3 | done on time       | 2024-03-22 | 2024-03-22
        2024-04-14 | E-3 | done on time       | 2024-03-22 | 2024-03-22
        2024-04-15 | E-3 | due                | 2024-07-19
        2024-07-19 | E-3 | due                | 2024-07-19
        2024-07-20 | E-3 | late               | 2024-07-19
        2024-07-23 | E-3 | late and explained | 2024-07-19
        2024-09-02 | E-3 | late and explained | 2024-07-19
        2024-10-02 | E-3 | cannot tell        | | | events.pep_reviewed.2024-10-02.outcome
        2025-01-06 | E-3 | due                | 2025-04-04
        """,
    ),
    Case(
        "Where the school's terms are not known it cannot be told.",
        PUPIL,
        "2024-03-03 | E-3 | not applicable | \n 2024-03-04 | E-3 | cannot tell | | | school_terms",
    ),
    Case(
        "A school place that is lost is made good within 20 school days: working days in the school's terms.",
        PUPIL
        + TERMS
        + f"school_place_lost 2024-03-18 \n explained E-4 2024-05-07 2024-05-09 {WHY} \n school_place_found 2024-05-10",
        """
        2024-03-17 | E-4 | not applicable     |
        2024-03-18 | E-4 | due                | 2024-05-07
        2024-05-07 | E-4 | due                | 2024-05-07
        2024-05-08 | E-4 | late               | 2024-05-07
        2024-05-09 | E-4 | late and explained | 2024-05-07
        2024-05-10 | E-4 | done late          | 2024-05-07 | 2024-05-10
        """,
    ),
    Case(
        "Without known terms working days stand in.",
        PUPIL
        + """
        school_place_lost 2024-03-28
        school_place_found 2024-04-29
        school_place_lost 2024-06-03
        school_place_found 2024-06-05 outcome=unknown
        """,
        """
        2024-03-28 | E-4 | due          | 2024-04-29
        2024-04-29 | E-4 | done on time | 2024-04-29 | 2024-04-29
        2024-06-05 | E-4 | cannot tell  | | | events.school_place_found.2024-06-05.outcome
        """,
    ),
    Case(
        "All of them drop when care ends.",
        """
        born 2014-05-01
        care 2023-01-09 2024-04-02
        placement A 2024-04-01
        term Spring 2024-01-08 2024-04-05
        health_assessment 2024-03-04
        dental_check 2024-03-04
        sdq 2024-03-04
        immunisation_due 2024-05-01
        school_place_lost 2024-03-28
        """,
        """
        2024-04-01 | H-3 | due | 2025-03-04
        2024-04-01 | H-4 | due | 2025-03-04
        2024-04-01 | H-5 | due | 2024-05-01
        2024-04-01 | H-6 | due | 2025-03-04
        2024-04-01 | H-7 | due | 2024-04-08
        2024-04-01 | E-3 | due | 2024-04-05
        2024-04-01 | E-4 | due | 2024-04-29
        2024-04-02 | H-1 H-2 H-3 H-4 H-5 H-6 H-7 E-1 E-2 E-3 E-4 | not applicable |
        """,
    ),
    Case(
        "H-1 and E-2 are the law from 1 April 2011 by the day care starts, H-7 by the placement's.",
        """
        born 2004-05-01
        care 2011-03-31 2011-04-01
        care 2011-04-01
        placement A 2011-03-31 2011-04-01
        placement B 2011-04-01
        """,
        """
        2011-03-31 | H-1 H-7 E-2 | not applicable |
        2011-04-01 | H-1 E-2     | due            | 2011-05-05
        2011-04-01 | H-7         | due            | 2011-04-08
        """,
    ),
    Case(
        "H-2 by the day asked.",
        "born 2009-05-01 \n care 2011-01-04 \n health_assessment 2011-01-20",
        "2011-03-31 | H-2 | not applicable | \n 2011-04-01 | H-2 | due | 2011-07-20",
    ),
    Case(
        "So H-3.",
        "born 2004-05-01 \n care 2011-01-04 \n health_assessment 2011-01-20",
        "2011-03-31 | H-3 | not applicable | \n 2011-04-01 | H-3 | due | 2012-01-20",
    ),
    Case(
        "Dental checks, immunisations and the SDQ are in the guidance from March 2015; whenever care began.",
        """
        born 2004-05-01
        care 2013-01-07
        dental_check 2014-06-02
        sdq 2014-06-02
        immunisation_due 2015-02-28
        immunisation_due 2015-03-01
        """,
        """
        2015-02-28 | H-4 H-5 H-6 | not applicable |
        2015-03-01 | H-4 H-6     | due            | 2015-06-02
        2015-03-01 | H-5         | due            | 2015-03-01
        """,
    ),
    Case(
        "Whenever care began: it is the day the immunisation is due that counts.",
        "born 2010-05-01 \n care 2013-01-07 \n immunisation_due 2024-05-01",
        "2024-04-30 | H-5 | due | 2024-05-01 \n 2024-05-02 | H-5 | late | 2024-05-01",
    ),
    Case(
        "E-1, E-3 and E-4 are in that of 1 February 2018.",
        """
        born 2010-05-01
        care 2018-01-31 2018-02-01
        care 2018-02-01
        term Early 2018-01-31 2018-01-31
        term Spring 2018-02-01 2018-03-29
        school_place_lost 2018-01-31
        school_place_lost 2018-02-01
        """,
        """
        2018-01-31 | E-1 E-3 E-4 | not applicable |
        2018-02-01 | E-1         | due            | 2018-02-15
        2018-02-01 | E-3         | due            | 2018-03-29
        2018-02-01 | E-4         | due            | 2018-03-01
        """,
    ),
)
