"""The rules of the timetable in words: where they belong, how a council keeps them, what would change."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from steadyhand.contexts.cases.loaders.rules import Kept, Line, Said, Stands
from steadyhand.contexts.cases.states.happenings import HAPPENINGS, Topic, words_of_event
from steadyhand.engines.timescales import RULES, Rule
from steadyhand.kernel import CitationStatus
from steadyhand.web.dates import day_alone

if TYPE_CHECKING:
    from steadyhand.contexts.cases.models import CalendarDays, RuleSetting

# By the letters of a code, in the order in which they are read.
AREAS = {
    "CP": Topic.PLANS, "PP": Topic.HOME, "V": Topic.VISITS, "REV": Topic.REVIEWS, "H": Topic.HEALTH,
    "E": Topic.EDUCATION, "LC": Topic.LEAVING, "M": Topic.MISSING, "IV": Topic.COMPLAINTS, "ADV": Topic.COMPLAINTS,
    "CO": Topic.COMPLAINTS, "SEC": Topic.SECURE, "DOL": Topic.SECURE, "EX": Topic.COURT, "UA": Topic.ARRIVING,
    "SB": Topic.BREAKS, "AD": Topic.ADOPTION, "FC": Topic.CARERS, "REC": Topic.RECORDS,
}  # fmt: skip
STATUS = {
    CitationStatus.READ: "The text of the law was read",
    CitationStatus.SECONDARY: "From sources that give the law; its own text was not read",
    CitationStatus.UNCONFIRMED: "Not confirmed: shown, and counted nowhere",
}
_ON_RECORD = {name for named in HAPPENINGS.values() for name in named}
_WITH_DAY = {
    Stands.DUE: "due {}",
    Stands.LATE: "late, was due {}",
    Stands.EXPLAINED: "late and explained, was due {}",
}


def area_of(code: str) -> Topic:
    """Where in a child's life a rule belongs."""
    return AREAS[code.partition("-")[0]]


def in_force(rule: Rule, today: date) -> str:
    """Since when and until when it is the law, as far as the table or the council says."""
    since = f"since {day_alone(rule.valid_from, today)}" if rule.valid_from else "no first day shown"
    if rule.valid_from and rule.valid_from > today:
        since = f"from {day_alone(rule.valid_from, today)}"
    return since + (f", until {day_alone(rule.valid_to, today)}" if rule.valid_to else "")


def differs(setting: "RuleSetting | None") -> bool:
    """Whether a council keeps a row otherwise than the table says."""
    return setting is not None and bool(
        not setting.is_on or setting.valid_from or setting.valid_to or setting.source
    )


def kept_words(setting: "RuleSetting", today: date) -> str:
    """How a council keeps a row, in a sentence."""
    said = ["Asked here" if setting.is_on else "Switched off here"]
    if setting.valid_from:
        said.append(f"from {day_alone(setting.valid_from, today)}")
    if setting.valid_to:
        said.append(f"until {day_alone(setting.valid_to, today)}")
    if setting.source:
        said.append(f"confirmed with “{setting.source}”")
    return ", ".join(said) if differs(setting) else "As the table says"


def wanted(says: dict[str, Any], today: date) -> str:
    """How a council would keep a row: what an administrator is about to say."""
    said = ["ask it" if says["is_on"] else "switch it off"]
    if says["valid_from"]:
        said.append(f"from {day_alone(says['valid_from'], today)}")
    if says["valid_to"]:
        said.append(f"until {day_alone(says['valid_to'], today)}")
    if says["source"]:
        said.append(f"confirmed with “{says['source']}”")
    words = ", ".join(said)
    return words if len(said) > 1 or not says["is_on"] else f"{words} as the table says"


def by_whom(row: "RuleSetting | CalendarDays", today: date) -> str:
    """Who said it, and when."""
    return f"{row.recorded_by.name}, {day_alone(timezone.localtime(row.recorded_at).date(), today)}"


def happening(names: str) -> str:
    """What meets a rule in the words of the happenings that are put on record."""

    def words(found: re.Match[str]) -> str:
        name = found.group()
        return words_of_event(name) if name in _ON_RECORD else name.replace("_", " ")

    text = re.sub(r"[a-z0-9]+(?:_[a-z0-9]+)+", words, names)
    return text[:1].upper() + text[1:]


def said_words(said: Said, today: date, *, then: bool = False) -> str:
    """How a duty stands: "late, was due 4 June"."""
    if said.stands is Stands.NOT_ASKED and then:
        return "no longer asked for"
    words = _WITH_DAY[said.stands].format(day_alone(said.day, today)) if said.day else str(said.stands)
    return f"{words} (not confirmed)" if said.unconfirmed else words


def line_words(line: Line, today: date, *, alone: str = "") -> str:
    """One kind of change: "late becomes no longer asked for"; of another rule than `alone`, with its name."""
    before, after = said_words(line.before, today), said_words(line.after, today, then=True)
    what = f"{before} becomes {after}"
    if before == after:
        missing = line.before.stands is Stands.CANNOT_TELL
        what = f"{before}, {'for want of another fact' if missing else 'counted from another day'}"
    return what if line.code == alone else f"{line.code} {RULES[line.code].duty}: {what}"


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of change and how many children it is of, ready for the page."""

    what: str
    children: str


@dataclass(frozen=True, slots=True)
class Worker:
    """What would change for the children of one worker."""

    name: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """What would change for the children whom one body holds."""

    name: str
    workers: tuple[Worker, ...]


def children_words(children: int, times: int) -> str:
    """9 children; with how many duties of theirs, where these are more."""
    words = "1 child" if children == 1 else f"{children:,} children"
    return f"{words}, {times:,} times" if times != children else words


def in_all(lines: Iterable[Line], today: date, *, alone: str = "") -> list[Change]:
    """Each kind of change over all bodies. A child has one worker, so children add up."""
    sums: dict[tuple[str, Said, Said], list[Line]] = {}
    for line in lines:
        sums.setdefault((line.code, line.before, line.after), []).append(line)
    rows = sorted(sums.values(), key=lambda lines: (list(RULES).index(lines[0].code), _days(lines[0])))
    return [
        Change(
            line_words(lines[0], today, alone=alone),
            children_words(sum(line.children for line in lines), sum(line.times for line in lines)),
        )
        for lines in rows
    ]


def _days(line: Line) -> tuple[object, ...]:
    return line.before.stands, line.after.stands, line.before.day or date.min, line.after.day or date.min


def by_body(lines: Iterable[Line], today: date, *, alone: str = "") -> list[Body]:
    """The same for each body and worker."""
    bodies: dict[str, dict[tuple[int, str], list[Line]]] = {}
    for line in lines:
        worker = (line.worker_id, line.worker or "No worker")
        bodies.setdefault(line.body or "Held by nobody", {}).setdefault(worker, []).append(line)
    return [
        Body(
            name,
            tuple(Worker(who, tuple(_changes(lines, today, alone))) for (_, who), lines in workers.items()),
        )
        for name, workers in bodies.items()
    ]


def _changes(lines: Iterable[Line], today: date, alone: str) -> Iterable[Change]:
    for line in lines:
        yield Change(line_words(line, today, alone=alone), children_words(line.children, line.times))


def said_since(rows: "Iterable[RuleSetting | CalendarDays]", today: date) -> list[str]:
    """What others said of the timetable meanwhile."""
    found = []
    for row in rows:
        code = getattr(row, "code", "")
        what = f"{code} {RULES[code].duty}: {kept_words(row, today)}" if code else days_words(row, today)  # type: ignore[arg-type]
        found.append(f"{what}. {by_whom(row, today)}.")
    return found


def days_words(days: "CalendarDays", today: date) -> str:
    """An extra bank holiday or a term, with its days."""
    first, last = day_alone(days.start, today), day_alone(days.end, today)
    return f"{days.name}, {first}" if first == last else f"{days.name}, {first} to {last}"


def kept_in(council: Kept, code: str, today: date) -> str:
    """How one council keeps a row, as a line of the list; empty where it does as the table says."""
    setting = council.settings.get(code)
    if setting is None or not differs(setting):
        return ""
    return f"{kept_words(setting, today)}. {by_whom(setting, today)}: {setting.because}"
