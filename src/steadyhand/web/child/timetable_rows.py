"""One child's timetable as a page reads it: rows in groups, each with how its answer was reached, and what was."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from steadyhand.contexts.cases.loaders.timetable import ChildsTimetable, Why
from steadyhand.contexts.cases.permissions.table import Part, Right
from steadyhand.contexts.cases.policies import MAY_NEVER_BE
from steadyhand.engines.timescales import Answer, Link, Outcome, Rule
from steadyhand.engines.timescales.duties import CARRIED_OUT
from steadyhand.kernel import Reason
from steadyhand.web.dates import clock_time, count, day_alone, day_in_full, day_short
from steadyhand.web.duty_rows import SOON, late_because, status_words, why_of
from steadyhand.web.duty_words import UNTIL, topic_of, within, words_of
from steadyhand.web.enter import missing_fact, what_meets

FOUR_WEEKS, LATELY = timedelta(weeks=4), timedelta(days=90)
LATE, SOON_GROUP, NEXT, LATER, CANNOT_TELL, DONE, UNCONFIRMED = (
    "late", "soon", "next", "later", "cannot-tell", "done", "not-confirmed",
)  # fmt: skip
_LATE = (Outcome.LATE, Outcome.LATE_EXPLAINED)
_DONE = (Outcome.DONE_ON_TIME, Outcome.DONE_LATE)
_OPEN = (Outcome.DUE, *_LATE)
# One interval between visits can stand under two of these rows.
_SAME_CHAIN = frozenset({"V-2", "V-3", "V-4", "V-5"})
_STEPS = {
    "rule": "What is asked",
    "applies": "Does it apply?",
    "missing": "What cannot be told",
    "due": "How the date was counted",
    "easing": "Take care",
    "note": "Take care",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the timetable, ready for the page."""

    code: str
    what: str
    when: str
    when_more: str = ""
    why: str = ""
    explained: str = ""
    told: str = ""  # more of why it is late, for those in the case
    decided: str = ""
    steps: tuple[tuple[str, str], ...] = ()
    facts: tuple[str, ...] = ()
    law: str = ""
    missing: tuple[tuple[str, str], ...] = ()
    do: str = ""
    do_url: str = ""
    explain: str = ""
    explain_url: str = ""
    order: tuple[date, str] = (date.max, "")


@dataclass(slots=True)
class Counted:
    """How many links of one topic were met in time, late, and late with a reason on record."""

    on_time: int = 0
    late: int = 0
    explained: int = 0

    @property
    def all(self) -> int:
        """All of them."""
        return self.on_time + self.late + self.explained


@dataclass(frozen=True, slots=True)
class Past:
    """What was: counted by topic, and each link of each row, the last one first."""

    counted: dict[str, Counted] = field(default_factory=dict)
    rows: list[tuple[str, str, list[str]]] = field(default_factory=list)

    @property
    def most(self) -> int:
        """The largest number of any topic: what every bar is drawn against."""
        return max((each.all for each in self.counted.values()), default=1)


@dataclass(frozen=True, slots=True)
class _Page:
    """What every row is told with."""

    found: ChildsTimetable
    today: date

    @property
    def on(self) -> date:
        return self.found.on

    @property
    def ref(self) -> str:
        return self.found.file.child.ref

    def rule(self, code: str) -> Rule:
        return (self.found.rules or {})[code]

    def why(self, code: str, due: date | None) -> Why | None:
        return (self.found.why or {}).get((code, due)) if due else None

    def may_write(self, part: Part) -> bool:
        return self.on == self.today and self.found.file.may(part, Right.WRITE)


def groups(found: ChildsTimetable, today: date) -> dict[str, list[Row]]:
    """Every row under its group, in order; what was done lately is a row for each time."""
    page = _Page(found, today)
    groups: dict[str, list[Row]] = {
        name: [] for name in (LATE, SOON_GROUP, NEXT, LATER, CANNOT_TELL, DONE, UNCONFIRMED)
    }
    for answer in found.answers:
        if answer.answer in (*_OPEN, Outcome.CANNOT_TELL):
            group = _group(answer, page)
            groups[UNCONFIRMED if answer.unconfirmed else group].append(_row(answer, group, page))
    for name, rows in groups.items():
        rows.sort(key=lambda row: (row.order, row.what, row.code))
        if name == DONE:
            rows += _done_lately(page)
    return groups


def _group(answer: Answer, page: _Page) -> str:
    if answer.answer is Outcome.CANNOT_TELL:
        return CANNOT_TELL
    due = day(answer.due)
    if answer.answer in _LATE and (due is None or due < page.on or not _still_today(answer, page)):
        return LATE
    if page.rule(answer.code).as_soon_as_possible:
        return SOON_GROUP
    return NEXT if due and due <= page.on + FOUR_WEEKS else LATER


def _still_today(answer: Answer, page: _Page) -> bool:
    """Whether its hours end today and have not ended yet: the engine speaks of the end of the day."""
    return isinstance(answer.due, datetime) and page.on == page.today and answer.due > timezone.now()


def day(at: date | datetime | None) -> date | None:
    """The day, in England, of a day or an instant."""
    return timezone.localtime(at).date() if isinstance(at, datetime) else at


def _row(answer: Answer, group: str, page: _Page) -> Row:
    code, rule, due = answer.code, page.rule(answer.code), day(answer.due)
    started = answer.links[-1].started if answer.links and answer.answer in _OPEN else None
    when, more = _when(answer, group, due, started, page)
    why = page.why(code, due)
    explained = ""
    if answer.answer is Outcome.LATE_EXPLAINED:
        explained = late_because(why.reason if why else None, code)
    steps, facts = _trail(answer, page)
    do, do_url = _act(code, group, page)
    explain_url = ""
    if group == LATE and due and due < page.on and not answer.unconfirmed and page.may_write(Part.NOTES):
        explain_url = reverse("explain_late", args=[page.ref, code, due])
    return Row(
        code=code,
        what=words_of(code),
        when=when,
        when_more=more,
        why="" if group == CANNOT_TELL else f"{why_of(code)}.",
        explained=explained,
        told=why.text if why and explained else "",
        decided=f"{why.decided_by} decided so on {day_alone(why.decided_on, page.on)}."
        if why and explained and why.decided_on
        else "",
        steps=steps,
        facts=facts,
        law=f"{rule.citation}. {status_words(rule.citation.status)}",
        missing=tuple(_missing(answer, page)),
        do=do,
        do_url=do_url,
        explain="Put the reason right" if why and explained else "Explain",
        explain_url=explain_url,
        order=(due or (started if code in MAY_NEVER_BE else None) or date.max, when),
    )


def _when(answer: Answer, group: str, due: date | None, started: date | None, page: _Page) -> tuple[str, str]:
    on = page.on
    if answer.unconfirmed:
        words = "" if due is None else f"would be due {day_short(due, on)}"
        return "Not confirmed", words
    if group == CANNOT_TELL:
        return "Cannot be told", ""
    if group == SOON_GROUP:
        return SOON, f"since {day_short(started, on)}" if started else ""
    if answer.code in MAY_NEVER_BE and started:
        return "Not allowed", f"since {day_short(started, on)}"
    if due is None:
        return "No day yet", ""
    hour = f", {clock_time(answer.due)}" if isinstance(answer.due, datetime) else ""
    if group == LATE:
        if due == on:
            return "Late", f"was due at {clock_time(answer.due)}" if isinstance(answer.due, datetime) else ""
        return f"{count((on - due).days, 'day')} late", f"was due {day_short(due, on)}{hour}"
    if due == on:
        return ("Today" if on == page.today else "On this day"), hour.removeprefix(", ")
    if answer.code in UNTIL:
        return f"Until {day_alone(due, on)}", ""
    return day_in_full(due, on), hour.removeprefix(", ")


def _act(code: str, group: str, page: _Page) -> tuple[str, str]:
    """What to do about it, where it is put on record and the reader may."""
    meets = what_meets(code)
    if meets is None or group == CANNOT_TELL or not page.may_write(meets.part):
        return "", ""
    url = meets.url(page.ref, "timetable")
    return (meets.words, url) if url else ("", "")


def _missing(answer: Answer, page: _Page) -> Iterator[tuple[str, str]]:
    """Each fact that is missing, in words, with where it is entered by those who may."""
    told = set()
    for name in answer.missing:
        fact = missing_fact(name, page.on)
        if fact.words not in told:
            told.add(fact.words)
            yield fact.words, fact.url(page.ref, "timetable") if page.may_write(fact.part) else ""


def _trail(answer: Answer, page: _Page) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    steps: list[tuple[str, str]] = []
    facts: list[str] = []
    meanings = {each.name: each.meaning for each in CARRIED_OUT[answer.code].conditions}
    for reason in answer.trail:
        steps.append((_STEPS.get(reason.code, "Where it stands"), _in_our_time(reason.text, answer)))
        facts += _facts(reason, meanings, page)
    return tuple(steps), tuple(facts)


def _facts(reason: Reason, meanings: Mapping[str, str], page: _Page) -> Iterator[str]:
    for name, value in reason.facts:
        if name in meanings and value == "yes":
            yield meanings[name]
        elif name == "counted_from":
            yield f"Counted from {day_alone(date.fromisoformat(value), page.on)}."


def _in_our_time(text: str, answer: Answer) -> str:
    """The engine tells times of day in UTC; people read them as clocks in England show them."""
    for at in (answer.due, answer.done):
        if isinstance(at, datetime):
            text = text.replace(f"{at:%H:%M} UTC", clock_time(at))
    return text


def _done_lately(page: _Page) -> list[Row]:
    since = page.on - LATELY
    rows = []
    for answer, link in _closed(page):
        done = day(link.done)
        if done and done >= since:
            rows.append((done, Row(code=answer.code, what=words_of(answer.code), when=day_short(done, page.on),
                                   why=_became(answer.code, link, page))))  # fmt: skip
    rows.sort(key=lambda each: each[0], reverse=True)
    return [row for _, row in rows]


def _closed(page: _Page) -> Iterator[tuple[Answer, Link]]:
    """Every link that is over of rows that count, each once."""
    told: set[tuple[str, date]] = set()
    for answer in page.found.answers:
        if answer.unconfirmed:
            continue
        links = answer.links[:-1] if answer.answer in _OPEN else answer.links
        for link in links:
            if link.outcome not in (*_DONE, *_LATE):
                continue
            if answer.code in _SAME_CHAIN:
                if (link.anchor, link.started) in told:
                    continue
                told.add((link.anchor, link.started))
            yield answer, link


def _became(code: str, link: Link, page: _Page) -> str:
    """What became of a link, in a sentence."""
    due, done = day(link.due), day(link.done)
    was_due = f"Due {day_alone(due, page.on)}" if due else f"From {day_alone(link.started, page.on)}"
    if code in MAY_NEVER_BE:
        return f"Not allowed, from {day_alone(link.started, page.on)}."
    if done is None:
        return f"{was_due}: not done. {_lateness(code, link, page)}"
    if code in UNTIL:
        return f"{was_due}: kept."
    return f"{was_due}: done {day_alone(done, page.on)}, {_lateness(code, link, page)}"


def _lateness(code: str, link: Link, page: _Page) -> str:
    if link.outcome is Outcome.DONE_ON_TIME:
        return "on time."
    why = page.why(code, day(link.due))
    explained = (
        late_because(why.reason if why else None, code) if _is_explained(code, link, page) else "Late."
    )
    return within(explained) if link.done else explained


def _is_explained(code: str, link: Link, page: _Page) -> bool:
    return link.outcome is Outcome.LATE_EXPLAINED or page.why(code, day(link.due)) is not None


def past(found: ChildsTimetable, today: date) -> Past:
    """The history of each row that counts, and how many were in time, by topic."""
    page = _Page(found, today)
    told = Past()
    by_code: dict[str, list[Link]] = {}
    for answer, link in _closed(page):
        by_code.setdefault(answer.code, []).append(link)
        topic = told.counted.setdefault(topic_of(answer.code), Counted())
        if link.outcome is Outcome.DONE_ON_TIME:
            topic.on_time += 1
        elif _is_explained(answer.code, link, page):
            topic.explained += 1
        else:
            topic.late += 1
    told.rows.extend(_histories(by_code, page))
    return told


def _histories(by_code: Mapping[str, Iterable[Link]], page: _Page) -> Iterator[tuple[str, str, list[str]]]:
    for code, found in by_code.items():
        links = sorted(found, key=lambda link: (day(link.due) or link.started, link.number), reverse=True)
        late = sum(link.outcome is not Outcome.DONE_ON_TIME for link in links)
        how = f"{count(len(links), 'time')}, {late} late" if late else count(len(links), "time")
        yield code, f"{words_of(code)} ({code}): {how}", [_became(code, link, page) for link in links]
