"""Liberty, contact, police and court protection, and incidents: SEC, DOL and EX rows."""

from spec.tables import WHY, Case

TITLE = "Liberty, protection, contact and incidents"

CARE = "care 2024-03-04 \n"
YOUNGER = "born 2012-05-01 \n"

CASES = (
    Case(
        "Without a court a child is kept secure for 72 hours at most.",
        CARE
        + f"""
        secure_start 2024-03-28T10:00Z
        explained SEC-1 2024-03-31 2024-04-02 {WHY}
        secure_order_made 2024-04-03T10:00Z
        secure_end 2024-06-03
        """,
        """
        2024-03-27 | SEC-1 | not applicable     |
        2024-03-28 | SEC-1 | due                | 2024-03-31 10:00
        2024-03-30 | SEC-1 | due                | 2024-03-31 10:00
        2024-03-31 | SEC-1 | late               | 2024-03-31 10:00
        2024-04-02 | SEC-1 | late and explained | 2024-03-31 10:00
        2024-04-03 | SEC-1 | done late          | 2024-03-31 10:00 | 2024-04-03 10:00
        """,
    ),
    Case(
        "It is over in time with an order, or with the placement; on the last day the times tell.",
        """
        care 2024-03-04
        placement A 2024-03-28 2024-03-30 type=K1
        placement B 2024-03-30 2024-06-06
        secure_start 2024-03-28T10:00Z
        secure_start 2024-05-08T10:00Z
        secure_order_made 2024-05-11T09:30Z
        secure_start 2024-06-03
        """,
        """
        2024-03-30 | SEC-1 | done on time | 2024-03-31 10:00 | 2024-03-30
        2024-05-11 | SEC-1 | done on time | 2024-05-11 10:00 | 2024-05-11 09:30
        2024-06-06 | SEC-1 | cannot tell  | | | events.secure_start.2024-06-03.time placements.B.2024-06-06.time
        """,
    ),
    Case(
        "The first order lasts three months at most, a further one six.",
        CARE
        + f"""
        secure_start 2024-03-28
        secure_order_made 2024-03-29
        explained SEC-2 2024-06-29 2024-07-02 {WHY}
        secure_order_end 2024-07-03
        secure_order_made 2024-07-03
        explained SEC-3 2025-01-03 2025-01-06 {WHY}
        secure_order_end 2025-01-07
        """,
        """
        2024-03-28 | SEC-2 SEC-3 | not applicable     |
        2024-03-29 | SEC-2       | due                | 2024-06-29
        2024-06-29 | SEC-2       | due                | 2024-06-29
        2024-06-30 | SEC-2       | late               | 2024-06-29
        2024-07-02 | SEC-2       | late and explained | 2024-06-29
        2024-07-02 | SEC-3       | not applicable     |
        2024-07-03 | SEC-2       | done late          | 2024-06-29 | 2024-07-03
        2024-07-03 | SEC-3       | due                | 2025-01-03
        2025-01-03 | SEC-3       | due                | 2025-01-03
        2025-01-04 | SEC-3       | late               | 2025-01-03
        2025-01-06 | SEC-3       | late and explained | 2025-01-03
        2025-01-07 | SEC-3       | done late          | 2025-01-03 | 2025-01-07
        """,
    ),
    Case(
        "Ended on the last day they are in time; a child kept secure again has a first order again.",
        CARE
        + """
        secure_start 2024-03-28
        secure_order_made 2024-03-29
        secure_order_made 2024-06-28
        secure_end 2024-12-28
        secure_start 2025-03-03
        secure_order_made 2025-03-05
        """,
        """
        2024-06-28 | SEC-2 | done on time | 2024-06-29 | 2024-06-28
        2024-12-28 | SEC-3 | done on time | 2024-12-28 | 2024-12-28
        2025-03-05 | SEC-2 | due          | 2025-06-05
        """,
    ),
    Case(
        "Whether an order was made may not be known.",
        CARE
        + """
        secure_start 2024-03-28
        secure_order_made 2024-03-29 outcome=unknown
        secure_order_made 2024-06-28 outcome=unknown
        """,
        """
        2024-03-29 | SEC-2 | cannot tell | | | events.secure_order_made.2024-03-29.outcome
        2024-06-28 | SEC-3 | cannot tell | | | events.secure_order_made.2024-06-28.outcome
        """,
    ),
    Case(
        "Under 13 nobody is kept secure before the Secretary of State approves.",
        CARE
        + YOUNGER
        + f"""
        secure_proposed 2024-04-10
        secure_under13_approved 2024-04-12
        secure_start 2024-04-15
        secure_proposed 2024-06-03
        secure_start 2024-06-05
        explained SEC-4 2024-06-04 2024-06-07 {WHY}
        secure_under13_approved 2024-06-10
        secure_proposed 2024-09-02
        secure_under13_approved 2024-09-04 outcome=unknown
        """,
        """
        2024-04-09 | SEC-4 | not applicable     |
        2024-04-10 | SEC-4 | due                |
        2024-04-12 | SEC-4 | done on time       |            | 2024-04-12
        2024-04-15 | SEC-4 | done on time       | 2024-04-14 | 2024-04-12
        2024-06-04 | SEC-4 | due                |
        2024-06-05 | SEC-4 | late               | 2024-06-04
        2024-06-07 | SEC-4 | late and explained | 2024-06-04
        2024-06-10 | SEC-4 | done late          | 2024-06-04 | 2024-06-10
        2024-09-04 | SEC-4 | cannot tell        | | | events.secure_under13_approved.2024-09-04.outcome
        2025-04-30 | SEC-4 | cannot tell        | | | events.secure_under13_approved.2024-09-04.outcome
        2025-05-01 | SEC-4 | not applicable     |
        """,
    ),
    Case(
        "Without a date of birth it cannot be told.",
        CARE + "born unknown \n secure_proposed 2024-04-10",
        "2024-04-10 | SEC-4 | cannot tell | | | date_of_birth",
    ),
    Case(
        "A panel reviews it within one month, then every three, until it ends.",
        CARE
        + f"""
        secure_start 2024-03-31
        secure_review 2024-04-25
        explained SEC-5 2024-07-25 2024-07-29 {WHY}
        secure_end 2024-09-02
        """,
        """
        2024-03-30 | SEC-5 | not applicable     |
        2024-03-31 | SEC-5 | due                | 2024-04-30
        2024-04-25 | SEC-5 | due                | 2024-07-25
        2024-07-25 | SEC-5 | due                | 2024-07-25
        2024-07-26 | SEC-5 | late               | 2024-07-25
        2024-07-29 | SEC-5 | late and explained | 2024-07-25
        2024-09-02 | SEC-5 | not applicable     |
        """,
    ),
    Case(
        "Whether the panel met may not be known.",
        CARE + "secure_start 2024-03-28 \n secure_review 2024-04-25 outcome=unknown",
        """
        2024-04-28 | SEC-5 | due         | 2024-04-28
        2024-04-29 | SEC-5 | cannot tell | | | events.secure_review.2024-04-25.outcome
        """,
    ),
    Case(
        "A court authorises any other deprivation of liberty first, and its order sets the end.",
        CARE
        + f"""
        dol_proposed 2024-04-10
        dol_order_made 2024-04-12 until=2024-07-12
        dol_start 2024-04-15
        dol_order_end 2024-07-12
        dol_proposed 2024-09-02
        dol_start 2024-09-04
        explained DOL-1 2024-09-03 2024-09-06 {WHY}
        dol_order_made 2024-09-09 until=2024-12-09
        explained DOL-2 2024-12-09 2024-12-12 {WHY}
        dol_order_end 2024-12-16
        """,
        """
        2024-04-09 | DOL-1 DOL-2 | not applicable     |
        2024-04-10 | DOL-1       | due                |
        2024-04-11 | DOL-2       | not applicable     |
        2024-04-12 | DOL-1       | done on time       |            | 2024-04-12
        2024-04-12 | DOL-2       | due                | 2024-07-12
        2024-04-15 | DOL-1       | done on time       | 2024-04-14 | 2024-04-12
        2024-07-12 | DOL-2       | done on time       | 2024-07-12 | 2024-07-12
        2024-09-03 | DOL-1       | due                |
        2024-09-04 | DOL-1       | late               | 2024-09-03
        2024-09-06 | DOL-1       | late and explained | 2024-09-03
        2024-09-09 | DOL-1       | done late          | 2024-09-03 | 2024-09-09
        2024-12-09 | DOL-2       | due                | 2024-12-09
        2024-12-10 | DOL-2       | late               | 2024-12-09
        2024-12-12 | DOL-2       | late and explained | 2024-12-09
        2024-12-16 | DOL-2       | done late          | 2024-12-09 | 2024-12-16
        """,
    ),
    Case(
        "An order whose end is not told has no last day yet; whether it was made, or ended, may not be known.",
        CARE
        + """
        dol_order_made 2024-04-12
        dol_order_end 2024-06-06 outcome=unknown
        dol_proposed 2024-09-02
        dol_order_made 2024-09-04 outcome=unknown
        """,
        """
        2024-04-12 | DOL-2       | due         |
        2024-06-06 | DOL-2       | cannot tell | | | events.dol_order_end.2024-06-06.outcome
        2024-09-04 | DOL-1 DOL-2 | cannot tell | | | events.dol_order_made.2024-09-04.outcome
        """,
    ),
    Case(
        "All of these are about a child in care.",
        """
        born 2012-05-01
        care 2024-03-04 2024-04-02
        secure_proposed 2024-03-01
        secure_start 2024-03-02T10:00Z
        secure_order_made 2024-03-03
        secure_order_made 2024-03-03T10:00Z
        dol_proposed 2024-03-01
        dol_order_made 2024-03-02 until=2024-06-03
        """,
        """
        2024-03-03 | SEC-1 SEC-2 SEC-3 SEC-4 SEC-5 DOL-1 DOL-2 | not applicable |
        2024-03-04 | SEC-1 | done on time   | 2024-03-05 10:00 | 2024-03-03 10:00
        2024-03-04 | SEC-4 | late           | 2024-03-01
        2024-03-04 | SEC-5 | due            | 2024-04-02
        2024-03-04 | DOL-1 | done on time   | | 2024-03-02
        2024-03-04 | DOL-2 | due            | 2024-06-03
        2024-04-02 | SEC-1 SEC-2 SEC-3 SEC-4 SEC-5 DOL-1 DOL-2 | not applicable |
        """,
    ),
    Case(
        "Contact with a child in care is refused for 7 days at most without the court; notice as soon as possible.",
        CARE
        + f"""
        status C1 2024-03-04
        contact_refused 2024-03-28
        refusal_notice_sent 2024-03-29
        explained EX-1 2024-04-04 2024-04-08 {WHY}
        contact_refusal_end 2024-04-09
        contact_refused 2024-06-03
        contact_refusal_end 2024-06-10
        contact_refused 2024-09-02
        contact_refusal_end 2024-09-04 outcome=unknown
        refusal_notice_sent 2024-09-04 outcome=unknown
        """,
        """
        2024-03-27 | EX-1 EX-5 | not applicable     |
        2024-03-28 | EX-1      | due                | 2024-04-04
        2024-03-28 | EX-5      | due                |
        2024-03-29 | EX-5      | done on time       | | 2024-03-29
        2024-04-04 | EX-1      | due                | 2024-04-04
        2024-04-05 | EX-1      | late               | 2024-04-04
        2024-04-08 | EX-1      | late and explained | 2024-04-04
        2024-04-09 | EX-1      | done late          | 2024-04-04 | 2024-04-09
        2024-06-10 | EX-1      | done on time       | 2024-06-10 | 2024-06-10
        2024-06-10 | EX-5      | due                |
        2024-09-04 | EX-1      | cannot tell        | | | events.contact_refusal_end.2024-09-04.outcome
        2024-09-04 | EX-5      | cannot tell        | | | events.refusal_notice_sent.2024-09-04.outcome
        """,
    ),
    Case(
        "The seven days are for a child under an order; the notice for any child in care.",
        "care 2024-03-04 2024-04-02 \n status C2 2024-03-04 2024-03-30 \n contact_refused 2024-03-28",
        """
        2024-03-29 | EX-1      | due            | 2024-04-04
        2024-03-30 | EX-1      | not applicable |
        2024-03-30 | EX-5      | due            |
        2024-04-02 | EX-1 EX-5 | not applicable |
        """,
    ),
    Case(
        "Contact refused before care starts counts once it has.",
        "care 2024-03-04 \n status C1 2024-03-01 \n contact_refused 2024-03-01",
        """
        2024-03-03 | EX-1 EX-5 | not applicable |
        2024-03-04 | EX-1      | due            | 2024-03-08
        2024-03-04 | EX-5      | due            |
        """,
    ),
    Case(
        "Police protection lasts 72 hours at most.",
        f"""
        status L1 2024-03-28 2024-04-03
        police_protection_start 2024-03-28T10:00Z
        explained EX-2 2024-03-31 2024-04-02 {WHY}
        """,
        """
        2024-03-27 | EX-2 | not applicable     |
        2024-03-28 | EX-2 | due                | 2024-03-31 10:00
        2024-03-30 | EX-2 | due                | 2024-03-31 10:00
        2024-03-31 | EX-2 | late               | 2024-03-31 10:00
        2024-04-02 | EX-2 | late and explained | 2024-03-31 10:00
        2024-04-03 | EX-2 | done late          | 2024-03-31 10:00 | 2024-04-03
        """,
    ),
    Case(
        "Ended before that it is in time; on the third day the times tell.",
        """
        status L1 2024-03-28 2024-03-30
        police_protection_start 2024-06-03T10:00Z
        police_protection_end 2024-06-06T09:59Z
        """,
        """
        2024-03-28 | EX-2 | due          | 2024-03-31
        2024-03-30 | EX-2 | done on time | 2024-03-31 | 2024-03-30
        2024-06-06 | EX-2 | done on time | 2024-06-06 10:00 | 2024-06-06 09:59
        """,
    ),
    Case(
        "Without the times of that day it cannot be told.",
        "status L1 2024-03-28 2024-03-31",
        """
        2024-03-30 | EX-2 | due         | 2024-03-31
        2024-03-31 | EX-2 | cannot tell | | | events.police_protection_start.2024-03-28.time legal_status.L1.2024-03-31.time
        """,
    ),
    Case(
        "An emergency protection order lasts eight days, or fifteen in all from when the court extends it.",
        f"""
        status L2 2024-03-04 2024-03-14
        status L2 2024-06-03 2024-06-20
        epo_extended 2024-06-10
        explained EX-3 2024-03-12 2024-03-13 {WHY}
        """,
        """
        2024-03-03 | EX-3 | not applicable     |
        2024-03-04 | EX-3 | due                | 2024-03-12
        2024-03-12 | EX-3 | due                | 2024-03-12
        2024-03-13 | EX-3 | late and explained | 2024-03-12
        2024-03-14 | EX-3 | done late          | 2024-03-12 | 2024-03-14
        2024-06-09 | EX-3 | due                | 2024-06-11
        2024-06-10 | EX-3 | due                | 2024-06-18
        2024-06-18 | EX-3 | due                | 2024-06-18
        2024-06-19 | EX-3 | late               | 2024-06-18
        2024-06-20 | EX-3 | done late          | 2024-06-18 | 2024-06-20
        """,
    ),
    Case(
        "Ended by its last day it is in time; told by the order alone it may not be known whether it ended.",
        """
        epo_made 2024-03-04
        epo_ended 2024-03-12
        epo_made 2024-06-03
        epo_ended 2024-06-10 outcome=unknown
        """,
        """
        2024-03-12 | EX-3 | done on time | 2024-03-12 | 2024-03-12
        2024-06-10 | EX-3 | cannot tell  | | | events.epo_ended.2024-06-10.outcome
        """,
    ),
    Case(
        "A death or serious harm is notified within five working days, in care or not; Easter takes two out.",
        f"""
        incident_known 2024-03-28 kind=serious_harm
        explained EX-4 2024-04-08 2024-04-10 {WHY}
        incident_notified 2024-04-11
        incident_known 2024-06-03 kind=death
        incident_notified 2024-06-10
        incident_known 2024-09-02
        incident_notified 2024-09-04 outcome=unknown
        incident_known 2024-10-07 kind=broken_window
        """,
        """
        2024-03-27 | EX-4 | not applicable     |
        2024-03-28 | EX-4 | due                | 2024-04-08
        2024-04-08 | EX-4 | due                | 2024-04-08
        2024-04-09 | EX-4 | late               | 2024-04-08
        2024-04-10 | EX-4 | late and explained | 2024-04-08
        2024-04-11 | EX-4 | done late          | 2024-04-08 | 2024-04-11
        2024-06-10 | EX-4 | done on time       | 2024-06-10 | 2024-06-10
        2024-09-04 | EX-4 | cannot tell        | | | events.incident_notified.2024-09-04.outcome
        2024-10-07 | EX-4 | not applicable     |
        """,
    ),
    Case(
        "The rows on secure homes are the law from 14 October 1991, the limits for what runs then.",
        """
        born 1985-05-01
        care 1991-06-03
        secure_proposed 1991-10-13
        secure_start 1991-10-12
        secure_order_made 1991-10-12
        secure_proposed 1991-10-14
        """,
        """
        1991-10-13 | SEC-1 SEC-2 SEC-4 SEC-5 | not applicable |
        1991-10-14 | SEC-2 | due | 1992-01-12
        1991-10-14 | SEC-4 | due |
        1991-10-14 | SEC-5 | due | 1991-11-12
        """,
    ),
    Case(
        "So are further orders, police protection, emergency protection and refused contact.",
        """
        born 1985-05-01
        care 1991-06-03
        status C1 1991-06-03
        status L1 1991-10-12
        status L2 1991-10-12
        secure_start 1991-06-03
        secure_order_made 1991-06-04
        secure_order_made 1991-09-02
        contact_refused 1991-10-12
        """,
        """
        1991-10-13 | SEC-3 EX-1 EX-2 EX-3 | not applicable |
        1991-10-14 | SEC-3 | due | 1992-03-02
        1991-10-14 | EX-1  | due | 1991-10-19
        1991-10-14 | EX-2  | due | 1991-10-15
        1991-10-14 | EX-3  | due | 1991-10-20
        """,
    ),
    Case(
        "And the 72 hours in a secure home.",
        "born 1985-05-01 \n care 1991-06-03 \n secure_start 1991-10-13",
        "1991-10-13 | SEC-1 | not applicable | \n 1991-10-14 | SEC-1 | due | 1991-10-16",
    ),
    Case(
        "Notices of refused contact are the law from 1 April 2011, those of incidents from 29 June 2018.",
        """
        care 2011-01-04
        contact_refused 2011-03-31
        contact_refused 2011-04-01
        incident_known 2018-06-28
        incident_known 2018-06-29
        """,
        """
        2011-03-31 | EX-5 | not applicable |
        2011-04-01 | EX-5 | due            |
        2018-06-28 | EX-4 | not applicable |
        2018-06-29 | EX-4 | due            | 2018-07-06
        """,
    ),
)
