"""What falls due, in a word or two: the kinds into which a calendar puts the rows of the timetable."""

from collections.abc import Mapping
from typing import Final

from steadyhand.contexts.cases.policies import MET_BY_A_VISIT
from steadyhand.web.dates import and_join, count
from steadyhand.web.duty_words import NOT_SAID

REVIEWS: Final = frozenset(
    {"REV-1", "REV-2", "REV-3", "REV-4", "REV-12", "LC-4", "LC-5", "SB-4", "AD-4", "V-15"}
)
HEALTH_ASSESSMENTS: Final = frozenset({"H-1", "H-2", "H-3"})
VISIT, REVIEW, ASSESSMENT, OTHER = "Visit", "Review", "Health assessment", "Other"
ALONE: Final = "Time alone"  # at a visit that was made: no visit is due for it
# By the letters of the row's code; what is not here is OTHER.
_BY_LETTERS: Final = {
    "V": VISIT,
    "REV": "For a review",
    "H": "Health",
    "E": "Education",
    "CP": "Care plan",
    "PP": "Placement",
    "LC": "Leaving care",
    "M": "After missing",
    "IV": "Independent visitor",
    "ADV": "Advocacy",
    "CO": "Complaint",
    "SB": "Short break",
    "AD": "Adoption",
    "FC": "Foster carer",
    "SEC": "Secure place",
    "DOL": "Loss of liberty",
    "UA": "Arriving alone",
    "EX": "Court or emergency",
}
# What can be counted as such; of any other kind it is so many "for" it.
_MANY: Final = {
    VISIT: "visits",
    REVIEW: "reviews",
    ASSESSMENT: "health assessments",
    "Complaint": "complaints",
}
_SAID_OTHERWISE: Final = {
    "For a review": "for a review",
    "After missing": "after missing",
    "Care plan": "for a care plan",
    "Court or emergency": "for a court or emergency",
    "Secure place": "for a secure place",
    ALONE: "for time alone at a visit",
}
# What a phone tells, where others may see it: work that every child in care has. The rest is a number alone.
_TOLD_TO_A_PHONE: Final = frozenset({VISIT, REVIEW, ASSESSMENT})


def kind_of(code: str) -> str:
    """Visit, Review, Health assessment, Education … of one row of the timetable."""
    if code in REVIEWS:
        return REVIEW
    if code in HEALTH_ASSESSMENTS:
        return ASSESSMENT
    if code in NOT_SAID:
        return ALONE
    return VISIT if code in MET_BY_A_VISIT else _BY_LETTERS.get(code.partition("-")[0], OTHER)


def kinds_of(codes: Mapping[str, int]) -> dict[str, int]:
    """The same numbers by kind, the largest first."""
    found: dict[str, int] = {}
    for code, many in codes.items():
        found[kind_of(code)] = found.get(kind_of(code), 0) + many
    return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def in_words(kinds: Mapping[str, int], *, most: int = 3) -> list[str]:
    """2 visits, 1 review, 4 others: so many kinds, and the rest in one."""
    first = list(kinds.items())[:most]
    rest = sum(kinds.values()) - sum(many for _, many in first)
    words = [_counted(kind, many) for kind, many in first]
    return [*words, count(rest, "other")] if rest else words


def _counted(kind: str, many: int) -> str:
    if kind == OTHER:
        return count(many, "other")
    if kind in _MANY:
        return count(many, kind.lower(), _MANY[kind])
    return f"{many} {_SAID_OTHERWISE.get(kind, f'for {kind.lower()}')}"


def on_a_phone(code: str) -> str:
    """The kind of it that a phone may tell to whoever looks at it."""
    kind = kind_of(code)
    return kind if kind in _TOLD_TO_A_PHONE else OTHER


def due_words(kind: str, many: int) -> str:
    """ "Visit due", "2 visits due", "1 other thing due"."""
    if kind == OTHER:
        return f"{count(many, 'other thing')} due"
    return f"{kind} due" if many == 1 else f"{count(many, kind, _MANY[kind])} due"


def said(kinds: Mapping[str, int]) -> str:
    """The same as a sentence part: "2 visits and 1 review"."""
    return and_join(in_words(kinds))
