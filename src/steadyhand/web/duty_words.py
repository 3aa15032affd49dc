"""What each row of the statutory timetable asks for, in a few plain words; and where it belongs in a child's life.

The law's own words stand beside these wherever they are shown.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from steadyhand.contexts.cases.policies import KEPT
from steadyhand.web.dates import day_short

WORDS: Final[Mapping[str, str]] = {
    # care plan
    "CP-1": "Care plan written",
    "CP-2": "Care proceedings finished",
    "CP-3": "Care plan agreed",
    "CP-4": "Copies of the care plan given",
    "CP-5": "Review before a big change of plan",
    "CP-6": "Permanence plan ready",
    # home
    "PP-1": "Placement plan signed",
    "PP-2": "Everybody told of the move",
    "PP-3": "Council of the area told",
    "PP-4": "Home outside the area approved",
    "PP-5": "Home far away approved by the director",
    "PP-6": "Checks for a home outside the area",
    "PP-7": "Move in key stage 4 approved",
    "PP-8": "Review before the placement ends",
    "PP-9": "Home with a parent approved",
    "PP-10": "Assessment of the parent complete",
    "PP-11": "Emergency foster home: move on, or approve",
    "PP-12": "Temporary approval of the carer ends",
    "PP-13": "Longer temporary approval of the carer ends",
    "PP-14": "Not allowed: other arrangements under 16",
    "PP-15": "Written notice that the placement ended",
    "PP-16": "Not allowed: a place that is not registered",
    # visits
    "V-1": "First visit",
    "V-2": "Visit",
    "V-3": "Visit",
    "V-4": "Visit",
    "V-5": "Visit",
    "V-6": "Visit at the parent’s home",
    "V-7": "Visit",
    "V-8": "Visit at the parent’s home",
    "V-9": "Visit where they live now",
    "V-10": "Visit that was asked for",
    "V-11": "Visit after a notice about the home",
    "V-12": "Time alone with them at the visit",
    "V-13": "Visit on remand",
    "V-14": "Visit in custody or hospital",
    "V-15": "Review after a visit found a worry",
    # reviews
    "REV-0": "Reviewing officer named",
    "REV-1": "First review",
    "REV-2": "Second review",
    "REV-3": "Review",
    "REV-4": "Early review",
    "REV-5": "Social work report for the review",
    "REV-6": "Reviewing officer speaks with them",
    "REV-7": "Decisions of the review sent",
    "REV-8": "Decisions of the review answered",
    "REV-9": "Record of the review written",
    "REV-10": "Record of the review sent",
    "REV-11": "Reviewing officer’s dispute closed",
    "REV-12": "Review of the adoptive placement",
    # health
    "H-1": "First health assessment",
    "H-2": "Health assessment",
    "H-3": "Health assessment",
    "H-4": "Dental check",
    "H-5": "Immunisation",
    "H-6": "Strengths and difficulties questionnaire",
    "H-7": "Health bodies told of the move",
    # education
    "E-1": "Personal education plan started",
    "E-2": "Personal education plan ready",
    "E-3": "Personal education plan reviewed",
    "E-4": "School place found",
    # leaving care
    "LC-1": "Assessment of needs for leaving care",
    "LC-2": "Pathway plan made",
    "LC-3": "Assessment of needs as a care leaver",
    "LC-4": "Pathway plan reviewed",
    "LC-5": "Early review of the pathway plan",
    "LC-6": "Personal adviser named",
    "LC-7": "Personal adviser’s visit to the new home",
    "LC-8": "Contact to keep in touch",
    "LC-9": "Contact found again",
    "LC-10": "Support for staying put goes on",
    "LC-11": "Ending care approved by the nominated officer",
    "LC-12": "Ending care approved by the director",
    # missing
    "M-1": "Police told that they are missing",
    "M-2": "Parents and reviewing officer told",
    "M-3": "Safe and well check",
    "M-4": "Return interview",
    "M-5": "Early review after going missing again",
    # people on their side, and complaints
    "IV-1": "Independent visitor appointed",
    "ADV-1": "Advocate offered",
    "CO-1": "Complaint made in time",
    "CO-2": "Stage 1 answer to the complaint",
    "CO-3": "Stage 1 answer, at the latest",
    "CO-4": "Stage 2 answer to the complaint",
    "CO-5": "Stage 2 answer, at the latest",
    "CO-6": "Stage 3 asked for in time",
    "CO-7": "Review panel meets",
    "CO-8": "Panel’s report sent",
    "CO-9": "Answer to the panel sent",
    # secure places and loss of liberty
    "SEC-1": "Kept secure without a court: ends, or order made",
    "SEC-2": "First secure order ends",
    "SEC-3": "Further secure order ends",
    "SEC-4": "Secure place under 13 approved",
    "SEC-5": "Review of the secure placement",
    "DOL-1": "Court order before loss of liberty",
    "DOL-2": "Order for loss of liberty ends",
    # arriving alone
    "UA-1": "Transfer under the national scheme",
    "UA-2": "Referral about trafficking",
    "UA-3": "Counting as unaccompanied ends",
    # short breaks
    "SB-1": "Short break ends",
    "SB-2": "Days of short breaks in a year",
    "SB-3": "Visit during short breaks",
    "SB-4": "Review of short breaks",
    # adoption and foster carers
    "AD-1": "Visit after placing for adoption",
    "AD-2": "Decision after the adoption panel",
    "AD-4": "Review before placing for adoption",
    "FC-1": "Foster carer’s approval reviewed",
    # courts and emergencies
    "EX-1": "Refusing contact ends",
    "EX-2": "Police protection ends",
    "EX-3": "Emergency protection order ends",
    "EX-4": "Serious incident notified",
    "EX-5": "Notice of the refused contact sent",
    "REC-1": "Record kept",
}
_TOPICS: Final[Mapping[str, str]] = {
    "CP": "Care plan",
    "PP": "Where they live",
    "V": "Visits",
    "REV": "Reviews",
    "H": "Health",
    "E": "Education",
    "LC": "Leaving care",
    "M": "Missing",
    "IV": "Complaints and advocacy",
    "ADV": "Complaints and advocacy",
    "CO": "Complaints and advocacy",
    "SEC": "Secure places and loss of liberty",
    "DOL": "Secure places and loss of liberty",
    "UA": "Arriving alone",
    "SB": "Short breaks",
    "AD": "Adoption",
    "FC": "Foster carers",
    "EX": "Courts and emergencies",
    "REC": "Records",
}
# What is so or may go on until its day, and may not after it: nothing is done on that day, it ends.
UNTIL: Final = KEPT
# What cannot be late, only not told of: whether a child was seen alone at a visit, on its day.
NOT_SAID: Final = frozenset({"V-12"})


def words_of(code: str) -> str:
    """What a row asks for, in a few words."""
    return WORDS[code]


def words_on(code: str, day: date | None, today: date) -> str:
    """The same of one such thing: of what belongs to a day that is over, with the day, and what is asked about it."""
    if code in NOT_SAID and day:
        return f"Seen alone on {day_short(day, today)}: not said why not"
    return words_of(code)


def within(words: str) -> str:
    """The same inside a sentence: "Tayo: health assessment"."""
    return words[:1].lower() + words[1:]


def topic_of(code: str) -> str:
    """Where in a child's life a row belongs."""
    return _TOPICS[code.partition("-")[0]]
