"""One child's timetable as a page reads it: rows in groups, each with how its answer was reached, and what was."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.urls import reverse

from steadyhand.contexts.cases.loaders.timetable import ChildsTimetable, Why
from steadyhand.contexts.cases.permissions.table import Part, Right
from steadyhand.contexts.cases.policies import MAY_NEVER_BE, OF_ONE_OCCASION, WITH_ITS_REASON, moment_of
from steadyhand.engines.timescales import Answer, Link, Outcome, Rule, day_of
from steadyhand.engines.timescales.duties import CARRIED_OUT
from steadyhand.kernel import Reason
from steadyhand.web.dates import clock_time, count, day_alone, day_short
from steadyhand.web.duty_rows import SOON, explained_before, late_because, status_words, when_due, why_of
from steadyhand.web.duty_words import NOT_SAID, UNTIL, topic_of, within, words_of, words_on
from steadyhand.web.enter import missing_fact, what_meets

FOUR_WEEKS, LATELY = timedelta(weeks=4), timedelta(days=90)
LATE, SOON_GROUP, NEXT, LATER, CANNOT_TELL, DONE, OVER, UNCONFIRMED = (
    "late", "soon", "next", "later", "cannot-tell", "done", "explained-and-over", "not-confirmed",
)  # fmt: skip
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
        name: [] for name in (LATE, SOON_GROUP, NEXT, LATER, CANNOT_TELL, DONE, OVER, UNCONFIRMED)
    }
    for answer in found.answers:
        if answer.answer.is_open or answer.answer is Outcome.CANNOT_TELL:
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
    due = day_of(answer.due)
    # the reason that is on record with a visit counts from the day after on
    of_today = answer.code in WITH_ITS_REASON and answer.answer is Outcome.DUE and due == page.on
    if answer.code in OF_ONE_OCCASION and (answer.answer is Outcome.LATE_EXPLAINED or of_today):
        return OVER
    if answer.answer.is_late and (due is None or due < page.on or not _hour_of_today(answer, page)):
        return LATE
    if page.rule(answer.code).as_soon_as_possible:
        return SOON_GROUP
    return NEXT if due and due <= page.on + FOUR_WEEKS else LATER


def _hour_of_today(answer: Answer, page: _Page) -> datetime | None:
    """When its hours end, where that is later today: the engine speaks of the end of the day."""
    due = answer.due
    if isinstance(due, datetime) and page.on == page.today and due >= moment_of(page.on):
        return due
    return None


def _row(answer: Answer, group: str, page: _Page) -> Row:
    code, rule, due = answer.code, page.rule(answer.code), day_of(answer.due)
    started = answer.links[-1].started if answer.links and answer.answer.is_open else None
    when, more = _when(answer, group, due, started, page)
    why, explained = page.why(code, due), ""
    if answer.answer is Outcome.LATE_EXPLAINED and group in (LATE, OVER):
        explained = late_because(why.reason if why else None, code)
    is_own = why is not None and bool(explained)
    if not explained and (moved := _before_it_moved(answer, page)):
        moved_from, why = moved
        explained = explained_before(why.reason, moved_from, page.on)
    steps, facts = _trail(answer, page)
    do, do_url = _act(code, group, page)
    explain_url = ""
    may_explain = group == LATE or (group == OVER and is_own)
    if may_explain and due and due <= page.on and not answer.unconfirmed and page.may_write(Part.NOTES):
        explain_url = reverse("explain_late", args=[page.ref, code, due])
    return Row(
        code=code,
        what=words_on(code, due, page.on) if group == LATE else words_of(code),
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
        explain="Put the reason right" if is_own else "Explain",
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
    if answer.code in UNTIL:
        return ("Ended too early", f"to last until {day_short(due, on)}") if group == LATE else (
            f"Until {day_alone(due, on)}", ""
        )  # fmt: skip
    if group == OVER:
        return "Explained", f"on {day_short(due, on)}"
    by = answer.due if isinstance(answer.due, datetime) else None
    said = when_due(answer.code, due, by, on, late=group == LATE)
    if said.words == "Today" and on != page.today:
        return "On this day", said.more
    return said.words, said.more


def _before_it_moved(answer: Answer, page: _Page) -> tuple[date, Why] | None:
    """Why it was late, given for a last day that is the last day of none any more; with that day, the newest first."""
    if not answer.answer.is_open or not answer.links:
        return None
    days = {day_of(link.due) for link in answer.links}
    told = [
        (due, why)
        for (code, due), why in (page.found.why or {}).items()
        if code == answer.code and due not in days and due >= answer.links[-1].started
    ]
    return max(told, key=lambda each: each[0], default=None)


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
    hour = _hour_of_today(answer, page) if answer.answer.is_late else None
    for reason in answer.trail:
        if hour and reason.code == answer.answer.value:  # the engine speaks of the end of the day
            steps.append(("Where it stands", f"Not done yet: its time ends today at {clock_time(hour)}."))
            continue
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
        done = day_of(link.done)
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
        links = answer.links[:-1] if answer.answer.is_open else answer.links
        for link in links:
            if not (link.outcome.is_done or link.outcome.is_late):
                continue
            if answer.code in _SAME_CHAIN:
                if (link.anchor, link.started) in told:
                    continue
                told.add((link.anchor, link.started))
            yield answer, link


def _became(code: str, link: Link, page: _Page) -> str:
    """What became of a link, in a sentence."""
    due, done = day_of(link.due), day_of(link.done)
    was_due = f"Due {day_alone(due, page.on)}" if due else f"From {day_alone(link.started, page.on)}"
    if code in MAY_NEVER_BE:
        return f"Not allowed, from {day_alone(link.started, page.on)}."
    if code in NOT_SAID and due:
        if done:
            return f"At the visit on {day_alone(due, page.on)}: seen alone."
        why = page.why(code, due)
        because = late_because(why.reason if why else None, code) if _is_explained(code, link, page) else ""
        return f"At the visit on {day_alone(due, page.on)}: not alone. {because or 'Not said why not.'}"
    if done is None:
        return f"{was_due}: not done. {_lateness(code, link, page)}"
    if code in UNTIL:
        return f"{was_due}: kept."
    return f"{was_due}: done {day_alone(done, page.on)}, {_lateness(code, link, page)}"


def _lateness(code: str, link: Link, page: _Page) -> str:
    if link.outcome is Outcome.DONE_ON_TIME:
        return "on time."
    why = page.why(code, day_of(link.due))
    explained = (
        late_because(why.reason if why else None, code) if _is_explained(code, link, page) else "Late."
    )
    return within(explained) if link.done else explained


def _is_explained(code: str, link: Link, page: _Page) -> bool:
    return link.outcome is Outcome.LATE_EXPLAINED or page.why(code, day_of(link.due)) is not None


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
            # of what is over with its day, a lawful reason leaves nothing late
            topic.explained += answer.code not in OF_ONE_OCCASION
        else:
            topic.late += 1
    told.rows.extend(_histories(by_code, page))
    return told


def _histories(by_code: Mapping[str, Iterable[Link]], page: _Page) -> Iterator[tuple[str, str, list[str]]]:
    for code, found in by_code.items():
        links = sorted(found, key=lambda link: (day_of(link.due) or link.started, link.number), reverse=True)
        late = sum(link.outcome is not Outcome.DONE_ON_TIME for link in links)
        became = "not alone" if code in NOT_SAID else "late"
        how = f"{count(len(links), 'time')}, {late} {became}" if late else count(len(links), "time")
        yield code, f"{words_of(code)} ({code}): {how}", [_became(code, link, page) for link in links]
