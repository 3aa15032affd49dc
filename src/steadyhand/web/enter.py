"""Where something is entered: the fact that is missing, or what a row of the timetable asks for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from steadyhand.contexts.cases.permissions.parts import part_of_event
from steadyhand.contexts.cases.permissions.table import Part
from steadyhand.contexts.cases.policies import HAPPENINGS, MET_BY_A_VISIT
from steadyhand.contexts.cases.states.happenings import words_of_event
from steadyhand.engines.timescales import RULES
from steadyhand.web.dates import day_alone
from steadyhand.web.duty_words import UNTIL, within

_OF_THE_HOME = {
    "area": "whether the home is in the council’s area, next to it or further away",
    "emergency": "whether they moved in an emergency",
    "emergency_reg23": "whether an approved foster carer took them in an emergency, outside their terms",
    "urgent_reg19": "whether they went to a parent before the assessment was complete",
    "temporary_approval_reg24": "whether the carer has temporary approval only",
    "with_parent": "whether they live with a parent",
    "adoptive": "whether they are placed for adoption",
    "lasts_to_18": "whether this home is meant to last until 18",
    "long_term_foster_reg22B": "whether this is a designated long-term foster home",
    "other_arrangements": "whether this is a place of another kind than the usual ones",
    "listed_reg27A": "whether the place is of a kind that the law lists",
    "registered_supported": "whether the place is registered supported accommodation",
    "excepted": "whether the place is excepted by law",
    "short_break": "whether this was a short break",
    "told_beforehand": "whether everybody was told before the placement ended",
    "time": "at what time they moved",
}
_OF_THE_CHILD = {
    "date_of_birth": "their date of birth",
    "key_stage": "which key stage they are in",
    "in_early_years_education": "whether they are in education before school age",
    "unable_to_take_part": "whether they are able to take part in reviews",
    "uasc": "whether they are an unaccompanied asylum-seeking child",
    "short_breaks_reg48": "whether they are in care for short breaks alone",
    "reason_care_ended": "why care ended",
}
_OF_A_HAPPENING = {
    "child_seen": "whether they were seen at the visit",
    "seen_alone": "whether they were seen alone at the visit",
    "outcome": "what came of it",
    "time": "at what time it was",
    "until": "until when it holds",
    "by": "who did it",
    "kind": "of what kind it was",
    "reason": "why",
    "told_beforehand": "whether everybody was told before",
}
_OF_THE_COUNCIL = {"school_terms": "when the school terms are"}
# Happenings whose words are a thing, and can stand after "the next".
THINGS = frozenset({"health_assessment", "dental_check", "safe_and_well_check", "return_interview", "sdq"})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Entered:
    """One thing in words, and the page on which it is entered: its name as a route, and what its address asks for.

    `happening`: what would be put on record there. `part`: whose writers put it on record. Without a route, nobody
    enters it in the child's record.
    """

    words: str
    route: str = ""
    happening: str = ""
    part: Part = Part.IDENTITY

    def url(self, ref: str, back: str = "") -> str:
        """The address in the record of a child; empty where it is entered elsewhere. `back`: the page one comes from."""
        if not self.route:
            return ""
        address = reverse(self.route, args=[ref])
        asked = {"what": self.happening, "from": back} if self.happening else {}
        return f"{address}?{urlencode(asked)}" if asked else address


def missing_fact(name: str, today: date) -> Entered:
    """A fact that the clock misses, by the name the engine gives it."""
    first, _, rest = name.partition(".")
    last = name.rpartition(".")[2]
    if first in {"placements", "legal_status"} or last == "told_beforehand":
        words = _OF_THE_HOME.get(last, last.replace("_", " "))
        return Entered(f"{words}{_on(rest, today, of_home=True)}", "child_facts")
    if first in _OF_THE_COUNCIL:
        return Entered(_OF_THE_COUNCIL[first])
    if first == "bank_holidays":
        return Entered(f"which days were bank holidays in {rest}")
    if first == "events":
        return _of_a_happening(rest, today)
    return Entered(_OF_THE_CHILD.get(name, name.replace("_", " ")), "child_facts")


def _of_a_happening(rest: str, today: date) -> Entered:
    """`visit.2026-05-01.child_seen`, `dental_check`, or a day alone."""
    kind, _, more = rest.partition(".")
    field = more.rpartition(".")[2]
    if kind in {"fewer_visits_agreed", "fewer_visits_declined"} and not more:
        return _happening("whether the child agreed to fewer visits", "fewer_visits_agreed")
    if kind in HAPPENINGS and not more:
        words = within(words_of_event(kind))
        return _happening(
            f"when the last {words} was" if kind in THINGS else f"when this was last: {words}", kind
        )
    what = _OF_A_HAPPENING.get(field, "what happened")
    of_it = f": {within(words_of_event(kind))}" if kind in HAPPENINGS else ""
    return Entered(f"{what}{of_it}{_on(rest, today)}")


def _happening(words: str, kind: str) -> Entered:
    return Entered(words, "record_happening", kind, part_of_event(kind))


def _on(text: str, today: date, *, of_home: bool = False) -> str:
    """Of which happening, or of which home: named by its day."""
    found = _DAY.search(text)
    day = day_alone(date.fromisoformat(found[0]), today) if found else ""
    return f"{' (home from ' if of_home else ' ('}{day})" if day else ""


def what_meets(code: str) -> Entered | None:
    """What a row asks for, where putting one happening on record meets it; none where it takes more than that."""
    rule = RULES[code]
    if code in UNTIL:
        return None  # it goes on by itself, and is not to end before its day
    if code in MET_BY_A_VISIT:
        return Entered("Record visit", "record_visit", part=Part.NOTES)
    names = _named(rule.met_by)
    kind = next((name for name in names if name in HAPPENINGS), "")
    return _happening("Record it", kind) if kind else None


def _named(met_by: str) -> Iterable[str]:
    return met_by.replace(",", " ").split()
