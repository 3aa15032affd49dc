"""Going missing, somebody of one's own, and complaints: M, IV, ADV and CO rows."""

from spec.tables import WHY, Case

TITLE = "Missing, visitors and advocates, complaints"

CARE = "care 2024-03-04 \n"

CASES = (
    Case(
        "Going missing is reported, parents and reviewing officer are told, the child's return checked: at once, never late.",
        CARE
        + """
        missing_start 2024-04-10T22:15Z
        missing_reported_to_police 2024-04-10T22:40Z
        parents_and_iro_told 2024-04-11
        missing_end 2024-04-12T06:00Z
        safe_and_well_check 2024-04-13
        missing_start 2024-05-08
        missing_end 2024-05-09
        """,
        """
        2024-04-09 | M-1 M-2     | not applicable |
        2024-04-10 | M-1         | done on time   | | 2024-04-10
        2024-04-10 | M-2         | due            |
        2024-04-11 | M-2         | done on time   | | 2024-04-11
        2024-04-11 | M-3         | not applicable |
        2024-04-12 | M-3         | due            |
        2024-04-13 | M-3         | done on time   | | 2024-04-13
        2024-05-08 | M-1 M-2     | due            |
        2024-05-09 | M-1 M-2 M-3 | due            |
        2025-05-09 | M-1 M-2 M-3 | due            |
        """,
    ),
    Case(
        "The independent return interview is held within 72 hours, to the minute where the time is known.",
        CARE
        + f"""
        missing_end 2024-03-28T21:30Z
        return_interview 2024-03-31T21:00Z
        missing_end 2024-05-08T21:30Z
        explained M-4 2024-05-11 2024-05-13 {WHY}
        return_interview 2024-05-14T09:00Z
        """,
        """
        2024-03-27 | M-4 | not applicable     |
        2024-03-28 | M-4 | due                | 2024-03-31 21:30
        2024-03-30 | M-4 | due                | 2024-03-31 21:30
        2024-03-31 | M-4 | done on time       | 2024-03-31 21:30 | 2024-03-31 21:00
        2024-05-10 | M-4 | due                | 2024-05-11 21:30
        2024-05-11 | M-4 | late               | 2024-05-11 21:30
        2024-05-12 | M-4 | late               | 2024-05-11 21:30
        2024-05-13 | M-4 | late and explained | 2024-05-11 21:30
        2024-05-14 | M-4 | done late          | 2024-05-11 21:30 | 2024-05-14 09:00
        """,
    ),
    Case(
        "A minute after is late; nights, weekends and Easter count, and the clocks going forward change nothing.",
        CARE + "missing_end 2024-03-28T21:30Z \n return_interview 2024-03-31T21:31Z",
        "2024-03-31 | M-4 | done late | 2024-03-31 21:30 | 2024-03-31 21:31",
    ),
    Case(
        "An interview that was only offered was not held; a refusal explains it.",
        CARE
        + """
        missing_end 2024-06-03T10:00Z
        return_interview 2024-06-04T10:00Z outcome=offered
        missing_end 2024-07-01T10:00Z
        return_interview 2024-07-02T10:00Z outcome=refused
        """,
        """
        2024-06-05 | M-4 | due                | 2024-06-06 10:00
        2024-06-06 | M-4 | late               | 2024-06-06 10:00
        2024-07-04 | M-4 | late and explained | 2024-07-04 10:00
        """,
    ),
    Case(
        "Without the times, three days on: on the last of them only the times would tell.",
        CARE
        + """
        missing_end 2024-06-03
        return_interview 2024-06-05
        missing_end 2024-07-01
        return_interview 2024-07-04
        missing_end 2024-08-05
        return_interview 2024-08-08T10:00Z
        missing_end 2024-09-02T10:00Z
        return_interview 2024-09-05
        missing_end 2024-10-07
        return_interview 2024-10-11
        """,
        """
        2024-06-03 | M-4 | due          | 2024-06-06
        2024-06-05 | M-4 | done on time | 2024-06-06 | 2024-06-05
        2024-07-04 | M-4 | cannot tell  | | | events.missing_end.2024-07-01.time events.return_interview.2024-07-04.time
        2024-08-08 | M-4 | cannot tell  | | | events.missing_end.2024-08-05.time
        2024-09-05 | M-4 | cannot tell  | | | events.return_interview.2024-09-05.time
        2024-10-10 | M-4 | late         | 2024-10-10
        2024-10-11 | M-4 | done late    | 2024-10-10 | 2024-10-11
        """,
    ),
    Case(
        "Each spell has its own clock; an interview belongs to the spell it numbers, else to the last.",
        CARE
        + """
        missing_end 2024-06-03T10:00Z number=1
        missing_end 2024-06-04T10:00Z number=2
        return_interview 2024-06-05T10:00Z number=1
        """,
        "2024-06-05 | M-4 | due | 2024-06-07 10:00",
    ),
    Case(
        "A child who keeps going missing: an early review is considered; a visitor and an advocate are found.",
        CARE
        + """
        missing_repeat 2024-04-10
        review_considered 2024-04-12
        iv_criteria_met 2024-04-10
        iv_appointed 2024-05-20
        complaint_intended 2024-04-10
        advocacy_offered 2024-04-10
        missing_repeat 2024-09-02
        iv_criteria_met 2024-09-02
        complaint_intended 2024-09-02
        """,
        """
        2024-04-09 | M-5 IV-1 ADV-1 | not applicable |
        2024-04-10 | M-5 IV-1       | due            |
        2024-04-10 | ADV-1          | done on time   | | 2024-04-10
        2024-04-12 | M-5            | done on time   | | 2024-04-12
        2024-05-20 | IV-1           | done on time   | | 2024-05-20
        2024-09-02 | M-5 IV-1 ADV-1 | due            |
        """,
    ),
    Case(
        "Whether it was done may not be known.",
        CARE
        + """
        missing_start 2024-04-10
        missing_reported_to_police 2024-04-11 outcome=unknown
        parents_and_iro_told 2024-04-11 outcome=unknown
        missing_end 2024-04-12
        safe_and_well_check 2024-04-13 outcome=unknown
        return_interview 2024-04-13 outcome=unknown
        missing_repeat 2024-04-10
        review_considered 2024-04-11 outcome=unknown
        iv_criteria_met 2024-04-10
        iv_appointed 2024-04-11 outcome=unknown
        complaint_intended 2024-04-10
        advocacy_offered 2024-04-11 outcome=unknown
        """,
        """
        2024-04-13 | M-1   | cannot tell | | | events.missing_reported_to_police.2024-04-11.outcome
        2024-04-13 | M-2   | cannot tell | | | events.parents_and_iro_told.2024-04-11.outcome
        2024-04-13 | M-3   | cannot tell | | | events.safe_and_well_check.2024-04-13.outcome
        2024-04-13 | M-4   | cannot tell | | | events.return_interview.2024-04-13.outcome
        2024-04-13 | M-5   | cannot tell | | | events.review_considered.2024-04-11.outcome
        2024-04-13 | IV-1  | cannot tell | | | events.iv_appointed.2024-04-11.outcome
        2024-04-13 | ADV-1 | cannot tell | | | events.advocacy_offered.2024-04-11.outcome
        """,
    ),
    Case(
        "All but the advocate, whom those who left care have too, are for a child in care.",
        """
        care 2024-03-04 2024-05-01
        missing_start 2024-04-10
        missing_end 2024-04-30
        missing_repeat 2024-04-30
        iv_criteria_met 2024-04-30
        complaint_intended 2024-04-30
        """,
        """
        2024-04-30 | M-1 M-2 M-3 M-5 IV-1     | due            |
        2024-05-01 | M-1 M-2 M-3 M-4 M-5 IV-1 | not applicable |
        2024-05-01 | ADV-1                    | due            |
        """,
    ),
    Case(
        "The M rows are in the guidance of January 2014, by the day they count from.",
        """
        born 2004-05-01
        care 2013-01-07
        missing_start 2013-12-31
        missing_end 2013-12-31
        missing_repeat 2013-12-31
        missing_start 2014-01-01
        missing_end 2014-01-01
        missing_repeat 2014-01-01
        """,
        """
        2013-12-31 | M-1 M-2 M-3 M-4 M-5 | not applicable |
        2014-01-01 | M-1 M-2 M-3 M-5     | due            |
        2014-01-01 | M-4                 | due            | 2014-01-04
        """,
    ),
    Case(
        "Visitors are the law from 1 April 2011, advocates from 1 April 2004.",
        """
        born 1996-05-01
        care 2003-01-06
        iv_criteria_met 2011-03-31
        iv_criteria_met 2011-04-01
        complaint_intended 2004-03-31
        complaint_intended 2004-04-01
        """,
        """
        2004-03-31 | ADV-1 | not applicable |
        2004-04-01 | ADV-1 | due            |
        2011-03-31 | IV-1  | not applicable |
        2011-04-01 | IV-1  | due            |
        """,
    ),
    Case(
        "A complaint is made within a year of its grounds, in care or not; from 29 February to 28 February.",
        f"""
        grounds_arose 2024-02-29
        explained CO-1 2025-02-28 2025-03-05 {WHY}
        complaint_made 2025-03-10
        """,
        """
        2024-02-28 | CO-1 | not applicable     |
        2024-02-29 | CO-1 | due                | 2025-02-28
        2025-02-28 | CO-1 | due                | 2025-02-28
        2025-03-01 | CO-1 | late               | 2025-02-28
        2025-03-05 | CO-1 | late and explained | 2025-02-28
        2025-03-10 | CO-1 | done late          | 2025-02-28 | 2025-03-10
        """,
    ),
    Case(
        "On the last day it is on time; it may not be known.",
        """
        grounds_arose 2024-02-29
        complaint_made 2025-02-28
        grounds_arose 2025-03-03
        complaint_made 2025-03-05 outcome=unknown
        """,
        """
        2025-02-28 | CO-1 | done on time | 2025-02-28 | 2025-02-28
        2025-03-05 | CO-1 | cannot tell  | | | events.complaint_made.2025-03-05.outcome
        """,
    ),
    Case(
        "Stage 1 is answered within 10 working days of the complaint's being accepted, Easter taken out.",
        f"""
        complaint_accepted 2024-03-28
        explained CO-2 2024-04-15 2024-04-17 {WHY}
        stage1_reply_sent 2024-04-18
        complaint_accepted 2024-06-03
        stage1_reply_sent 2024-06-17
        complaint_accepted 2024-09-02
        stage1_reply_sent 2024-09-04 outcome=unknown
        """,
        """
        2024-03-27 | CO-2 CO-3 | not applicable     |
        2024-03-28 | CO-2      | due                | 2024-04-15
        2024-03-28 | CO-3      | not applicable     |
        2024-04-15 | CO-2      | due                | 2024-04-15
        2024-04-16 | CO-2      | late               | 2024-04-15
        2024-04-17 | CO-2      | late and explained | 2024-04-15
        2024-04-18 | CO-2      | done late          | 2024-04-15 | 2024-04-18
        2024-06-17 | CO-2      | done on time       | 2024-06-17 | 2024-06-17
        2024-09-04 | CO-2      | cannot tell        | | | events.stage1_reply_sent.2024-09-04.outcome
        """,
    ),
    Case(
        "An extension of stage 1 puts CO-3 in its place: 20 working days at most.",
        f"""
        complaint_accepted 2024-03-28
        stage1_extended 2024-04-10
        explained CO-3 2024-04-29 2024-05-01 {WHY}
        stage1_reply_sent 2024-05-02
        complaint_accepted 2024-06-03
        stage1_extended 2024-06-10
        stage1_reply_sent 2024-07-01
        complaint_accepted 2024-09-02
        stage1_extended 2024-09-03
        stage1_reply_sent 2024-09-04 outcome=unknown
        """,
        """
        2024-04-09 | CO-2 | due                | 2024-04-15
        2024-04-09 | CO-3 | not applicable     |
        2024-04-10 | CO-2 | not applicable     |
        2024-04-10 | CO-3 | due                | 2024-04-29
        2024-04-29 | CO-3 | due                | 2024-04-29
        2024-04-30 | CO-3 | late               | 2024-04-29
        2024-05-01 | CO-3 | late and explained | 2024-04-29
        2024-05-02 | CO-3 | done late          | 2024-04-29 | 2024-05-02
        2024-07-01 | CO-3 | done on time       | 2024-07-01 | 2024-07-01
        2024-09-04 | CO-3 | cannot tell        | | | events.stage1_reply_sent.2024-09-04.outcome
        """,
    ),
    Case(
        "Stage 2 is answered within 25 working days of the request.",
        f"""
        stage2_requested 2024-03-28
        explained CO-4 2024-05-07 2024-05-09 {WHY}
        stage2_reply_sent 2024-05-10
        stage2_requested 2024-06-03
        stage2_reply_sent 2024-07-08
        stage2_requested 2024-09-02
        stage2_reply_sent 2024-09-04 outcome=unknown
        """,
        """
        2024-03-27 | CO-4 CO-5 | not applicable     |
        2024-03-28 | CO-4      | due                | 2024-05-07
        2024-03-28 | CO-5      | not applicable     |
        2024-05-07 | CO-4      | due                | 2024-05-07
        2024-05-08 | CO-4      | late               | 2024-05-07
        2024-05-09 | CO-4      | late and explained | 2024-05-07
        2024-05-10 | CO-4      | done late          | 2024-05-07 | 2024-05-10
        2024-07-08 | CO-4      | done on time       | 2024-07-08 | 2024-07-08
        2024-09-04 | CO-4      | cannot tell        | | | events.stage2_reply_sent.2024-09-04.outcome
        """,
    ),
    Case(
        "An extension of stage 2 puts CO-5 in its place: 65 working days at most.",
        f"""
        stage2_requested 2024-03-28
        stage2_extended 2024-05-01
        explained CO-5 2024-07-03 2024-07-05 {WHY}
        stage2_reply_sent 2024-07-08
        stage2_requested 2024-09-02
        stage2_extended 2024-09-03
        stage2_reply_sent 2024-12-02
        """,
        """
        2024-04-30 | CO-4 | due                | 2024-05-07
        2024-04-30 | CO-5 | not applicable     |
        2024-05-01 | CO-4 | not applicable     |
        2024-05-01 | CO-5 | due                | 2024-07-03
        2024-07-03 | CO-5 | due                | 2024-07-03
        2024-07-04 | CO-5 | late               | 2024-07-03
        2024-07-05 | CO-5 | late and explained | 2024-07-03
        2024-07-08 | CO-5 | done late          | 2024-07-03 | 2024-07-08
        2024-12-02 | CO-5 | done on time       | 2024-12-02 | 2024-12-02
        """,
    ),
    Case(
        "Whether it was answered may not be known; a complaint that is resolved goes no further.",
        """
        stage2_requested 2024-09-02
        stage2_extended 2024-09-03
        stage2_reply_sent 2024-09-04 outcome=unknown
        complaint_resolved 2024-09-09
        """,
        """
        2024-09-04 | CO-5 CO-6 | cannot tell    | | | events.stage2_reply_sent.2024-09-04.outcome
        2024-09-09 | CO-5 CO-6 | not applicable |
        """,
    ),
    Case(
        "So at stage 2 before any extension.",
        "stage2_requested 2024-09-02 \n complaint_resolved 2024-09-09",
        "2024-09-08 | CO-4 | due | 2024-10-07 \n 2024-09-09 | CO-4 | not applicable |",
    ),
    Case(
        "Stage 3: asked for in 20 working days, the panel meets in 30.",
        f"""
        stage2_reply_sent 2024-03-28
        explained CO-6 2024-04-29 2024-05-01 {WHY}
        stage3_requested 2024-05-02
        stage2_reply_sent 2024-06-03
        stage3_requested 2024-07-01
        stage2_reply_sent 2024-09-02
        stage3_requested 2024-09-04 outcome=unknown
        """,
        """
        2024-03-27 | CO-6 | not applicable     |
        2024-03-28 | CO-6 | due                | 2024-04-29
        2024-04-29 | CO-6 | due                | 2024-04-29
        2024-04-30 | CO-6 | late               | 2024-04-29
        2024-05-01 | CO-6 | late and explained | 2024-04-29
        2024-05-02 | CO-6 | done late          | 2024-04-29 | 2024-05-02
        2024-07-01 | CO-6 | done on time       | 2024-07-01 | 2024-07-01
        2024-09-04 | CO-6 | cannot tell        | | | events.stage3_requested.2024-09-04.outcome
        """,
    ),
    Case(
        "The panel meets within 30 working days, reports within 5 and is answered within 15.",
        f"""
        stage3_requested 2024-03-28
        explained CO-7 2024-05-14 2024-05-16 {WHY}
        panel_met 2024-05-17
        panel_report_sent 2024-05-24
        panel_report_received 2024-05-28
        panel_answer_sent 2024-06-18
        """,
        """
        2024-03-27 | CO-7      | not applicable     |
        2024-03-28 | CO-7      | due                | 2024-05-14
        2024-05-14 | CO-7      | due                | 2024-05-14
        2024-05-15 | CO-7      | late               | 2024-05-14
        2024-05-16 | CO-7 | late and explained | 2024-05-14
        2024-05-16 | CO-8 CO-9 | not applicable     |
        2024-05-17 | CO-7 | done late    | 2024-05-14 | 2024-05-17
        2024-05-17 | CO-8 | due          | 2024-05-24
        2024-05-24 | CO-8 | done on time | 2024-05-24 | 2024-05-24
        2024-05-28 | CO-9 | due          | 2024-06-18
        2024-06-18 | CO-9 | done on time | 2024-06-18 | 2024-06-18
        """,
    ),
    Case(
        "The report and the answer may be late.",
        f"""
        stage3_requested 2024-03-01
        panel_met 2024-03-28
        explained CO-8 2024-04-08 2024-04-10 {WHY}
        panel_report_sent 2024-04-11
        panel_report_received 2024-03-28
        explained CO-9 2024-04-22 2024-04-24 {WHY}
        panel_answer_sent 2024-04-25
        """,
        """
        2024-03-28 | CO-7 | done on time       | 2024-04-16 | 2024-03-28
        2024-04-08 | CO-8 | due                | 2024-04-08
        2024-04-09 | CO-8 | late               | 2024-04-08
        2024-04-10 | CO-8 | late and explained | 2024-04-08
        2024-04-11 | CO-8 | done late          | 2024-04-08 | 2024-04-11
        2024-04-22 | CO-9 | due                | 2024-04-22
        2024-04-23 | CO-9 | late               | 2024-04-22
        2024-04-24 | CO-9 | late and explained | 2024-04-22
        2024-04-25 | CO-9 | done late          | 2024-04-22 | 2024-04-25
        """,
    ),
    Case(
        "Whether any of it happened may not be known.",
        """
        stage3_requested 2024-09-02
        panel_met 2024-09-16 outcome=unknown
        panel_met 2024-09-23
        panel_report_sent 2024-09-24 outcome=unknown
        panel_report_received 2024-09-26
        panel_answer_sent 2024-09-27 outcome=unknown
        """,
        """
        2024-09-16 | CO-7 | cannot tell | | | events.panel_met.2024-09-16.outcome
        2024-09-24 | CO-8 | cannot tell | | | events.panel_report_sent.2024-09-24.outcome
        2024-09-27 | CO-9 | cannot tell | | | events.panel_answer_sent.2024-09-27.outcome
        """,
    ),
    Case(
        "The complaints rows are the law from 1 September 2006, by the day they count from.",
        """
        born 1996-05-01
        grounds_arose 2006-08-31
        complaint_accepted 2006-08-31
        stage2_requested 2006-08-31
        stage2_reply_sent 2006-08-31
        stage3_requested 2006-08-31
        panel_met 2006-08-31
        panel_report_received 2006-08-31
        grounds_arose 2006-09-01
        complaint_accepted 2006-09-01 number=1
        stage2_requested 2006-09-01 number=1
        stage2_reply_sent 2006-09-01 number=2
        stage3_requested 2006-09-01 number=2
        panel_met 2006-09-01 number=3
        panel_report_received 2006-09-01 number=3
        """,
        """
        2006-08-31 | CO-1 CO-2 CO-4 CO-6 CO-7 CO-8 CO-9 | not applicable |
        2006-09-01 | CO-1 | due          | 2007-09-01
        2006-09-01 | CO-2 | due          | 2006-09-15
        2006-09-01 | CO-4 | done on time | 2006-10-06 | 2006-09-01
        2006-09-01 | CO-6 | done on time | 2006-09-29 | 2006-09-01
        2006-09-01 | CO-7 | done on time | 2006-10-13 | 2006-09-01
        2006-09-01 | CO-8 | due          | 2006-09-08
        2006-09-01 | CO-9 | due          | 2006-09-22
        """,
    ),
    Case(
        "The longest times, of what runs then.",
        """
        born 1996-05-01
        complaint_accepted 2006-08-21
        stage1_extended 2006-08-25
        stage2_requested 2006-08-21
        stage2_extended 2006-08-25
        """,
        """
        2006-08-31 | CO-3 CO-5 | not applicable |
        2006-09-01 | CO-3      | due            | 2006-09-19
        2006-09-01 | CO-5      | due            | 2006-11-21
        """,
    ),
)
