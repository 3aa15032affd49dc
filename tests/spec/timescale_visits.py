"""Visits, V-1 to V-5: what each row answers."""

from spec.tables import Case

TITLE = "Visits"

HOME = """
care 2024-03-04
placement A 2024-03-04
"""
LASTING = """
care 2023-03-04
placement A 2023-03-04 lasts_to_18=yes
visit 2024-03-01
"""
LONG_TERM = """
care 2023-03-04
placement A 2023-03-04 lasts_to_18=yes long_term_foster_reg22B=yes
visit 2024-03-01
"""

CASES = (
    Case(
        "The first visit is due one week after the placement starts, all of that day.",
        HOME,
        """
        2024-03-03 | V-1 | not applicable
        2024-03-04 | V-1 | due  | 2024-03-11
        2024-03-11 | V-1 | due  | 2024-03-11
        2024-03-12 | V-1 | late | 2024-03-11
        """,
    ),
    Case(
        "A visit on the last day is on time; what happened later is not known yet on an earlier day.",
        HOME + "visit 2024-03-11",
        """
        2024-03-10 | V-1 | due          | 2024-03-11
        2024-03-11 | V-1 | done on time | 2024-03-11 | 2024-03-11
        2024-06-01 | V-1 | done on time | 2024-03-11 | 2024-03-11
        """,
    ),
    Case(
        "A visit on the day the placement starts counts.",
        HOME + "visit 2024-03-04",
        "2024-03-04 | V-1 | done on time | 2024-03-11 | 2024-03-04",
    ),
    Case(
        "Done late stays done late, explained or not.",
        HOME + "visit 2024-03-12 \n explained V-1 2024-03-11 2024-03-12 reason_code=ill decided_by=manager",
        """
        2024-03-11 | V-1 | due       | 2024-03-11
        2024-03-12 | V-1 | done late | 2024-03-11 | 2024-03-12
        """,
    ),
    Case(
        "Late is explained from the day a reason and the person who decided are recorded.",
        HOME + "explained V-1 2024-03-11 2024-03-14 reason_code=ill decided_by=manager",
        """
        2024-03-13 | V-1 | late               | 2024-03-11
        2024-03-14 | V-1 | late and explained | 2024-03-11
        """,
    ),
    Case(
        "An explanation counts only with a reason and the person who decided, and for that duty and date.",
        HOME
        + """
        explained V-1 2024-03-11 2024-03-14 reason_code=ill
        explained V-1 2024-03-11 2024-03-14 decided_by=manager
        explained V-1 2024-03-12 2024-03-14 reason_code=ill decided_by=manager
        explained V-2 2024-03-11 2024-03-14 reason_code=ill decided_by=manager
        """,
        "2024-03-14 | V-1 | late | 2024-03-11",
    ),
    Case(
        "A call where the child was not seen is not a visit, nor is one by the personal adviser.",
        HOME + "visit 2024-03-06 child_seen=no \n visit 2024-03-07 by=personal_adviser",
        """
        2024-03-11 | V-1 | due            | 2024-03-11
        2024-03-11 | V-2 | not applicable |
        """,
    ),
    Case(
        "When it is not known whether the child was seen, the answer is not known either.",
        HOME + "visit 2024-03-06 child_seen=unknown",
        """
        2024-03-05 | V-1 | due         | 2024-03-11
        2024-03-06 | V-1 | cannot tell | | | events.visit.2024-03-06.child_seen
        2024-03-12 | V-1 | cannot tell | | | events.visit.2024-03-06.child_seen
        2024-03-12 | V-2 | cannot tell | | | events.visit.2024-03-06.child_seen
        """,
    ),
    Case(
        "A fact that cannot change the answer is not missed: a second visit settles it.",
        HOME + "visit 2024-03-06 child_seen=unknown \n visit 2024-03-08",
        """
        2024-03-08 | V-1 | done on time | 2024-03-11 | 2024-03-08
        2024-03-08 | V-2 | due          | 2024-04-19
        """,
    ),
    Case(
        "A doubtful visit leaves the six weeks in doubt only once they count differently.",
        HOME + "visit 2024-03-08 \n visit 2024-03-20 child_seen=unknown",
        """
        2024-04-19 | V-2 | due         | 2024-04-19
        2024-04-20 | V-2 | cannot tell | | | events.visit.2024-03-20.child_seen
        2024-05-01 | V-2 | cannot tell | | | events.visit.2024-03-20.child_seen
        2024-05-02 | V-2 | late        | 2024-04-19
        """,
    ),
    Case(
        "Each placement has a clock of its own; a visit to one is not a visit to the next.",
        """
        care 2024-03-04
        placement A 2024-03-04 2024-05-01
        placement B 2024-05-01
        visit 2024-03-08
        visit 2024-05-01 placement=A
        """,
        """
        2024-05-01 | V-1 | due            | 2024-05-08
        2024-05-01 | V-2 | not applicable |
        """,
    ),
    Case(
        "In the first year visits are no more than six weeks apart, counted from the visit made.",
        HOME + "visit 2024-03-06 \n visit 2024-04-20",
        """
        2024-03-06 | V-2 | due  | 2024-04-17
        2024-04-17 | V-2 | due  | 2024-04-17
        2024-04-18 | V-2 | late | 2024-04-17
        2024-04-20 | V-2 | due  | 2024-06-01
        """,
    ),
    Case(
        "A late visit of the chain can be explained.",
        HOME
        + """
        visit 2024-03-06
        explained V-2 2024-04-17 2024-04-18 reason_code=child_away decided_by=manager
        """,
        "2024-04-18 | V-2 | late and explained | 2024-04-17",
    ),
    Case(
        "The anniversary belongs to the second year: V-2 ends, V-3 goes on from the same visit.",
        "care 2023-03-04 \n placement A 2023-03-04 \n visit 2024-02-20",
        """
        2024-03-03 | V-2 | due            | 2024-04-02
        2024-03-03 | V-3 | not applicable |
        2024-03-04 | V-2 | not applicable |
        2024-03-04 | V-3 | due            | 2024-04-02
        2024-03-04 | V-4 | not applicable |
        2024-04-03 | V-3 | late           | 2024-04-02
        """,
    ),
    Case(
        "A placement that began on 29 February has its anniversary on 28 February.",
        "care 2024-02-29 \n placement A 2024-02-29 \n visit 2025-02-20",
        """
        2025-02-27 | V-2 | due | 2025-04-03
        2025-02-28 | V-3 | due | 2025-04-03
        """,
    ),
    Case(
        "After a year without any visit the first is still what is late.",
        "care 2023-03-04 \n placement A 2023-03-04",
        """
        2024-03-04 | V-1 | late           | 2023-03-11
        2024-03-04 | V-3 | not applicable |
        """,
    ),
    Case(
        "V-3 can be late and explained.",
        """
        care 2023-03-04
        placement A 2023-03-04
        visit 2024-02-20
        explained V-3 2024-04-02 2024-04-03 reason_code=child_away decided_by=manager
        """,
        "2024-04-03 | V-3 | late and explained | 2024-04-02",
    ),
    Case(
        "A placement meant to last to 18 has visits no more than three months apart after the first year.",
        LASTING,
        """
        2024-03-03 | V-4 | not applicable |
        2024-03-04 | V-3 | not applicable |
        2024-03-04 | V-4 | due            | 2024-06-01
        2024-06-02 | V-4 | late           | 2024-06-01
        """,
    ),
    Case(
        "Three months end on the month's last day where the date does not exist.",
        "care 2022-03-04 \n placement A 2022-03-04 lasts_to_18=yes \n visit 2023-11-30",
        "2024-01-15 | V-4 | due | 2024-02-29",
    ),
    Case(
        "V-4 can be late and explained.",
        LASTING + "explained V-4 2024-06-01 2024-06-10 reason_code=child_away decided_by=manager",
        "2024-06-10 | V-4 | late and explained | 2024-06-01",
    ),
    Case(
        "Not known whether the placement is meant to last: it matters only after the first year.",
        "care 2023-03-04 \n placement A 2023-03-04 lasts_to_18=unknown \n visit 2024-03-01",
        """
        2024-03-03 | V-2 | due            | 2024-04-12
        2024-03-03 | V-3 | not applicable |
        2024-03-04 | V-3 | cannot tell    | | | placements.A.lasts_to_18
        2024-03-04 | V-4 | cannot tell    | | | placements.A.lasts_to_18
        """,
    ),
    Case(
        "In designated long-term fostering V-5 replaces V-4 once the child agrees to fewer visits.",
        LONG_TERM + "fewer_visits_agreed 2024-05-01",
        """
        2024-04-30 | V-4 | cannot tell    | | | events.fewer_visits_agreed
        2024-04-30 | V-5 | cannot tell    | | | events.fewer_visits_agreed
        2024-05-01 | V-4 | not applicable |
        2024-05-01 | V-5 | due            | 2024-09-01
        2024-09-02 | V-5 | late           | 2024-09-01
        """,
    ),
    Case(
        "V-5 can be late and explained.",
        LONG_TERM
        + """
        fewer_visits_agreed 2024-03-01
        explained V-5 2024-09-01 2024-09-02 reason_code=child_away decided_by=manager
        """,
        "2024-09-02 | V-5 | late and explained | 2024-09-01",
    ),
    Case(
        "Where the child does not agree, or no longer does, V-4 stands.",
        LONG_TERM + "fewer_visits_agreed 2024-03-01 \n fewer_visits_declined 2024-05-01",
        """
        2024-03-03 | V-5 | not applicable |
        2024-03-04 | V-5 | due            | 2024-09-01
        2024-05-01 | V-4 | due            | 2024-06-01
        2024-05-01 | V-5 | not applicable |
        """,
    ),
    Case(
        "An agreement in a placement that is not long-term fostering changes nothing.",
        LASTING + "fewer_visits_agreed 2024-03-01",
        """
        2024-03-04 | V-4 | due            | 2024-06-01
        2024-03-04 | V-5 | not applicable |
        """,
    ),
    Case(
        "Whether the fostering is long-term matters only while the child may agree.",
        "care 2023-03-04 \n placement A 2023-03-04 lasts_to_18=yes long_term_foster_reg22B=unknown \n"
        "visit 2024-03-01 \n fewer_visits_agreed 2024-03-02 \n fewer_visits_declined 2024-05-01",
        """
        2024-03-04 | V-4 | cannot tell    | | | placements.A.long_term_foster_reg22B
        2024-03-04 | V-5 | cannot tell    | | | placements.A.long_term_foster_reg22B
        2024-05-01 | V-4 | due            | 2024-06-01
        2024-05-01 | V-5 | not applicable |
        """,
    ),
    Case(
        "V-5 is the law from 1 April 2015; an agreement made earlier stands.",
        """
        care 2013-03-04
        placement A 2013-03-04 lasts_to_18=yes long_term_foster_reg22B=yes
        visit 2015-01-15
        fewer_visits_agreed 2015-02-01
        """,
        """
        2015-03-31 | V-4 | due            | 2015-04-15
        2015-03-31 | V-5 | not applicable |
        2015-04-01 | V-4 | not applicable |
        2015-04-01 | V-5 | due            | 2015-07-15
        """,
    ),
    Case(
        "V-1 is the law from 1 April 2011, tested on the day the placement starts; V-2 on the day asked.",
        "care 2011-03-31 \n placement A 2011-03-31 2011-06-01 \n placement B 2011-06-01 \n visit 2011-03-31",
        """
        2011-03-31 | V-1 | not applicable |
        2011-03-31 | V-2 | not applicable |
        2011-04-01 | V-1 | not applicable |
        2011-04-01 | V-2 | due            | 2011-05-12
        2011-06-01 | V-1 | due            | 2011-06-08
        """,
    ),
    Case(
        "V-1 for a placement of that day.",
        "care 2011-03-31 \n placement A 2011-04-01",
        "2011-04-01 | V-1 | due | 2011-04-08",
    ),
    Case(
        "So is V-3, by the day asked, in a placement that is older than that.",
        "care 2009-12-01 \n placement A 2010-01-04 \n visit 2011-03-01",
        "2011-03-31 | V-3 | not applicable | \n 2011-04-01 | V-3 | due | 2011-04-12",
    ),
    Case(
        "And V-4, where it is meant to last.",
        "care 2009-12-01 \n placement A 2010-01-04 lasts_to_18=yes \n visit 2011-03-01",
        "2011-03-31 | V-4 | not applicable | \n 2011-04-01 | V-4 | due | 2011-06-01",
    ),
    Case(
        "An urgent placement with a parent (reg 19) has weekly visits of its own, V-6.",
        "care 2024-03-04 \n placement A 2024-03-04 urgent_reg19=yes with_parent=yes \n visit 2024-03-06",
        """
        2024-03-06 | V-1 | not applicable
        2024-03-06 | V-2 | not applicable
        2025-03-04 | V-3 | not applicable
        """,
    ),
    Case(
        "A carer with temporary approval (reg 24) has visits of its own, V-7, until full approval.",
        HOME.replace("A 2024-03-04", "A 2024-03-04 temporary_approval_reg24=yes")
        + "visit 2024-03-06 \n full_approval 2024-05-01 placement=A",
        """
        2024-04-30 | V-2 | not applicable |
        2024-05-01 | V-2 | late           | 2024-04-17
        """,
    ),
    Case(
        "At home with a parent, an interim care order brings V-7 and a care order V-8; no order, neither.",
        """
        care 2024-03-04
        placement A 2024-03-04 with_parent=yes
        status C1 2024-03-20 2024-04-01
        status C2 2024-04-01 2024-05-01
        visit 2024-03-06
        """,
        """
        2024-03-19 | V-2 | due            | 2024-04-17
        2024-03-20 | V-2 | not applicable |
        2024-04-01 | V-1 | not applicable |
        2024-05-01 | V-2 | late           | 2024-04-17
        """,
    ),
    Case(
        "Whether the child is with a parent matters only under an order.",
        "care 2024-03-04 \n placement A 2024-03-04 with_parent=unknown \n status C2 2024-03-06",
        """
        2024-03-05 | V-1 | due         | 2024-03-11
        2024-03-06 | V-1 | cannot tell | | | placements.A.with_parent
        """,
    ),
    Case(
        "From the day somebody else arranges where the child lives, V-9 applies.",
        HOME + "living_arrangements_start 2024-03-07",
        """
        2024-03-06 | V-1 | due            | 2024-03-11
        2024-03-07 | V-1 | not applicable |
        """,
    ),
    Case(
        "Supported accommodation is one of the other arrangements and keeps the ordinary visits.",
        "care 2024-03-04 \n placement A 2024-03-04 type=K3 other_arrangements=yes registered_supported=yes",
        "2024-03-05 | V-1 | due | 2024-03-11",
    ),
    Case(
        "A child placed for adoption has adoption visits instead.",
        "care 2023-03-04 \n placement A 2023-03-04 type=A5 adoptive=yes lasts_to_18=yes \n visit 2024-03-01",
        """
        2023-03-04 | V-1 | not applicable
        2024-03-03 | V-2 | not applicable
        2024-03-04 | V-3 | not applicable
        2024-03-04 | V-4 | not applicable
        """,
    ),
    Case(
        "The same in a placement that is not meant to last: V-3 drops as well.",
        "care 2023-03-04 \n placement A 2023-03-04 adoptive=yes \n visit 2024-03-01",
        "2024-03-04 | V-3 | not applicable",
    ),
    Case(
        "Not known whether it is for adoption: cannot tell.",
        HOME.replace("A 2024-03-04", "A 2024-03-04 adoptive=unknown"),
        "2024-03-04 | V-1 | cannot tell | | | placements.A.adoptive",
    ),
    Case(
        "Short breaks (reg 48) have visits of their own.",
        HOME + "short_breaks_reg48 yes \n visit 2024-03-06",
        """
        2024-03-05 | V-1 | not applicable
        2024-03-06 | V-2 | not applicable
        """,
    ),
    Case(
        "One placement may be a short break.",
        "care 2024-03-04 \n placement A 2024-03-04 2024-03-18 short_break=yes \n placement B 2024-03-18",
        """
        2024-03-17 | V-1 | not applicable |
        2024-03-18 | V-1 | due            | 2024-03-25
        """,
    ),
    Case(
        "The duties about a child drop on the day care ends, even where a placement is left open.",
        "care 2024-03-04 2025-06-01 \n placement A 2024-03-04 \n visit 2024-03-06 \n visit 2025-04-01",
        """
        2025-05-31 | V-3 | late           | 2025-05-13
        2025-06-01 | V-1 | not applicable |
        2025-06-01 | V-2 | not applicable |
        2025-06-01 | V-3 | not applicable |
        2025-06-01 | V-4 | not applicable |
        2025-06-01 | V-5 | not applicable |
        """,
    ),
    Case(
        "They drop for V-4 and V-5 too.",
        "care 2023-03-04 2024-06-01 \n visit 2024-03-01 \n fewer_visits_agreed 2024-05-01 \n"
        "placement A 2023-03-04 lasts_to_18=yes long_term_foster_reg22B=yes",
        """
        2024-05-31 | V-5 | due            | 2024-09-01
        2024-06-01 | V-4 | not applicable |
        2024-06-01 | V-5 | not applicable |
        """,
    ),
)
