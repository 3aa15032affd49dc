"""Reviews, REV-1 to REV-3: what each row answers."""

from spec.tables import Case

TITLE = "Reviews"

CARE = """
care 2024-03-04
placement A 2024-03-04
"""

CASES = (
    Case(
        "The first review is due 20 working days after care starts; Easter takes two of the days out.",
        CARE,
        """
        2024-03-03 | REV-1 | not applicable
        2024-03-04 | REV-1 | due  | 2024-04-03
        2024-04-03 | REV-1 | due  | 2024-04-03
        2024-04-04 | REV-1 | late | 2024-04-03
        """,
    ),
    Case(
        "Christmas, Boxing Day and New Year's Day are not working days.",
        "care 2024-12-09 \n placement A 2024-12-09",
        "2024-12-09 | REV-1 | due | 2025-01-09",
    ),
    Case(
        "Held by the last day it is on time.",
        CARE + "review_held 2024-04-03",
        """
        2024-04-02 | REV-1 | due            | 2024-04-03
        2024-04-03 | REV-1 | done on time   | 2024-04-03 | 2024-04-03
        2024-04-02 | REV-2 | not applicable |
        2024-04-03 | REV-2 | due            | 2024-07-03
        2024-07-04 | REV-2 | late           | 2024-07-03
        2024-07-04 | REV-3 | not applicable |
        """,
    ),
    Case(
        "Held a day after, it is done late, and stays so when explained.",
        CARE
        + """
        review_held 2024-04-04
        explained REV-1 2024-04-03 2024-04-04 reason_code=chair_ill decided_by=manager
        """,
        "2024-04-04 | REV-1 | done late | 2024-04-03 | 2024-04-04",
    ),
    Case(
        "Late and explained, until it is held.",
        CARE + "explained REV-1 2024-04-03 2024-04-08 reason_code=chair_ill decided_by=manager",
        """
        2024-04-05 | REV-1 | late               | 2024-04-03
        2024-04-08 | REV-1 | late and explained | 2024-04-03
        """,
    ),
    Case(
        "The second review counts three months from the day the first was held.",
        CARE + "review_held 2024-03-25 \n review_held 2024-06-25",
        """
        2024-06-24 | REV-2 | due          | 2024-06-25
        2024-06-25 | REV-2 | done on time | 2024-06-25 | 2024-06-25
        2024-06-25 | REV-3 | due          | 2024-12-25
        2024-12-26 | REV-3 | late         | 2024-12-25
        """,
    ),
    Case(
        "The second can be late, explained, and done late.",
        CARE
        + """
        review_held 2024-03-25
        explained REV-2 2024-06-25 2024-07-01 reason_code=chair_ill decided_by=manager
        review_held 2024-07-10
        """,
        """
        2024-06-30 | REV-2 | late               | 2024-06-25
        2024-07-01 | REV-2 | late and explained | 2024-06-25
        2024-07-10 | REV-2 | done late          | 2024-06-25 | 2024-07-10
        """,
    ),
    Case(
        "Later reviews are no more than six months apart, on the month's last day where it is shorter.",
        CARE
        + """
        review_held 2024-03-25
        review_held 2024-05-31
        review_held 2024-08-31
        explained REV-3 2025-02-28 2025-03-03 reason_code=chair_ill decided_by=manager
        """,
        """
        2024-08-30 | REV-3 | due                | 2024-11-30
        2024-08-31 | REV-3 | due                | 2025-02-28
        2025-03-01 | REV-3 | late               | 2025-02-28
        2025-03-03 | REV-3 | late and explained | 2025-02-28
        """,
    ),
    Case(
        "Reviews count within the period of care: a return to care starts again at the first.",
        """
        care 2024-03-04 2024-06-03
        care 2024-09-02
        review_held 2024-03-25
        review_held 2024-06-03
        """,
        """
        2024-06-02 | REV-2 | due            | 2024-06-25
        2024-06-03 | REV-1 | not applicable |
        2024-06-03 | REV-2 | not applicable |
        2024-06-03 | REV-3 | not applicable |
        2024-09-02 | REV-1 | due            | 2024-09-30
        2024-09-02 | REV-2 | not applicable |
        """,
    ),
    Case(
        "A move does not start the reviews again.",
        """
        care 2024-03-04
        placement A 2024-03-04 2024-05-01
        placement B 2024-05-01
        review_held 2024-03-25
        """,
        "2024-05-02 | REV-2 | due | 2024-06-25",
    ),
    Case(
        "Two reviews written down for one day are one review.",
        CARE + "review_held 2024-03-25 number=1 \n review_held 2024-03-25 number=2",
        "2024-03-25 | REV-2 | due | 2024-06-25",
    ),
    Case(
        "Short breaks (reg 48) have reviews of their own.",
        CARE + "review_held 2024-03-25 \n review_held 2024-05-01 \n short_breaks_reg48 yes",
        """
        2024-05-02 | REV-1 | not applicable
        2024-05-02 | REV-2 | not applicable
        2024-05-02 | REV-3 | not applicable
        """,
    ),
    Case(
        "Not known whether short breaks: cannot tell, except for a link that has not begun.",
        CARE + "review_held 2024-03-25 \n short_breaks_reg48 unknown",
        """
        2024-03-24 | REV-1 | cannot tell    | | | short_breaks_reg48
        2024-03-25 | REV-1 | cannot tell    | | | short_breaks_reg48
        2024-03-25 | REV-2 | cannot tell    | | | short_breaks_reg48
        2024-03-25 | REV-3 | not applicable |
        """,
    ),
    Case(
        "A child placed for adoption has adoption reviews; the first review stays as it was.",
        """
        care 2024-03-04
        placement A 2024-03-04 2024-06-01
        placement B 2024-06-01 type=A5 adoptive=yes
        review_held 2024-03-25
        review_held 2024-05-01
        """,
        """
        2024-05-31 | REV-3 | due            | 2024-11-01
        2024-06-01 | REV-1 | done on time   | 2024-04-03 | 2024-03-25
        2024-06-01 | REV-2 | not applicable |
        2024-06-01 | REV-3 | not applicable |
        """,
    ),
    Case(
        "Not known whether it is for adoption: the later reviews cannot be told.",
        """
        care 2024-03-04
        placement A 2024-03-04 adoptive=unknown
        review_held 2024-03-25
        review_held 2024-05-01
        """,
        """
        2024-05-31 | REV-2 | cannot tell | | | placements.A.adoptive
        2024-05-31 | REV-3 | cannot tell | | | placements.A.adoptive
        """,
    ),
    Case(
        "The rows are the law from 1 April 2011: REV-1 and REV-2 by the day they count from.",
        "care 2011-02-28 \n review_held 2011-03-21 \n review_held 2011-04-11",
        """
        2011-04-01 | REV-1 | not applicable |
        2011-04-01 | REV-2 | not applicable |
        2011-04-11 | REV-3 | due            | 2011-10-11
        """,
    ),
    Case(
        "A review on that day itself; before it neither the first nor the second is in the row.",
        """
        care 2011-03-01 2011-04-01
        care 2011-04-01
        review_held 2011-03-31
        review_held 2011-04-01
        """,
        """
        2011-03-31 | REV-1 REV-2 | not applicable |
        2011-04-01 | REV-1       | done on time   | 2011-05-05 | 2011-04-01
        2011-04-01 | REV-2       | due            | 2011-07-01
        """,
    ),
    Case(
        "REV-3 by the day asked.",
        """
        care 2010-06-01
        review_held 2010-06-21
        review_held 2010-09-10
        review_held 2010-12-10
        """,
        "2011-03-31 | REV-3 | not applicable | \n 2011-04-01 | REV-3 | due | 2011-06-10",
    ),
    Case(
        "Whether the second was held may not be known.",
        CARE + "review_held 2024-03-25 \n review_held 2024-05-31 outcome=unknown",
        """
        2024-05-30 | REV-2       | due         | 2024-06-25
        2024-05-31 | REV-2 REV-3 | cannot tell | | | events.review_held.2024-05-31.outcome
        2024-12-02 | REV-2 REV-3 | cannot tell | | | events.review_held.2024-05-31.outcome
        """,
    ),
    Case(
        "Nor whether the first was, and so which is the second.",
        CARE + "review_held 2024-03-08 outcome=unknown \n review_held 2024-03-25",
        """
        2024-03-25 | REV-1       | done on time | 2024-04-03 | 2024-03-25
        2024-03-25 | REV-2 REV-3 | cannot tell  | | | events.review_held.2024-03-08.outcome
        """,
    ),
)
