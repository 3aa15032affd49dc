"""One child's facts, laid out so that a duty can be worked out quickly: what ran when, what happened, who they were."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import chain
from typing import Protocol

from steadyhand.engines.timescales.calendar import (
    ENGLAND,
    Calendar,
    OutsideCalendar,
    anniversary,
    day_of,
)
from steadyhand.engines.timescales.counting import count
from steadyhand.engines.timescales.course import Course
from steadyhand.engines.timescales.facts import (
    UNDONE,
    ChildFacts,
    Event,
    Explanation,
    LegalStatus,
    PeriodOfCare,
    Placement,
)
from steadyhand.engines.timescales.grammar import Chain, Within
from steadyhand.engines.timescales.rules import RULES, Rule

_Spanned = PeriodOfCare | Placement | LegalStatus
_AGREEMENT = {"fewer_visits_agreed": True, "fewer_visits_declined": False}
BECOMES_ELIGIBLE = ("becomes_eligible", "turns_16_or_becomes_eligible")
BECOMES_RELEVANT = "becomes_relevant"
SHORT_BREAKS = ("V3", "V4")  # legal statuses of them
_THIRTEEN_WEEKS = 91
_FIRST = datetime.min.replace(tzinfo=UTC)


class Turning(Protocol):
    """A condition, as far as a life needs to know: the days on which it can turn."""

    @property
    def turns(self) -> Callable[[Life], Iterable[date]]: ...


class Life:
    """The facts of one child, indexed once for every duty that is asked about."""

    def __init__(
        self, facts: ChildFacts, rules: Mapping[str, Rule] = RULES, calendar: Calendar = ENGLAND
    ) -> None:
        self.facts = facts
        self.rules = rules
        self.calendar = calendar
        self.placements = sorted(facts.placements, key=lambda home: (*_by_start(home), home.id))
        self._starts = [placement.start for placement in self.placements]
        self._by_id = {placement.id: placement for placement in self.placements}
        self.periods = sorted(facts.periods_of_care, key=_by_start)
        self._courses: dict[Callable[[Life], Sequence[Course]], Sequence[Course]] = {}
        self._turns: dict[Turning, tuple[date, ...]] = {}
        self._turning: dict[tuple[Turning, ...], tuple[date, ...]] = {}
        self._reviews_held: dict[tuple[date, date | None], list[date]] = {}
        events: dict[str, list[Event]] = defaultdict(list)
        for event in facts.events:
            events[event.event].append(event)
        self._events = {name: in_order_of_time(named) for name, named in events.items()}
        self._took_place = {
            name: tuple([event for event in told if event.outcome not in UNDONE])
            for name, told in self._events.items()
        }

    def events(self, *names: str) -> tuple[Event, ...]:
        """What happened under these names, earliest first."""
        if len(names) == 1:
            return self._events.get(names[0], ())
        told = [found for name in names if (found := self._events.get(name))]
        if not told:
            return ()
        return told[0] if len(told) == 1 else in_order_of_time(chain.from_iterable(told))

    def took_place(self, *names: str) -> tuple[Event, ...]:
        """The same without what was cancelled, missed or refused: that starts, moves and ends nothing."""
        took_place = self._took_place
        if len(names) == 1:
            return took_place.get(names[0], ())
        told = [found for name in names if (found := took_place.get(name))]
        if not told:
            return ()
        return told[0] if len(told) == 1 else in_order_of_time(chain.from_iterable(told))

    def days_of(self, *names: str) -> list[date]:
        """The days on which something took place under these names."""
        return [event.day for event in self.took_place(*names)]

    def courses(self, of: Callable[[Life], Sequence[Course]]) -> Sequence[Course]:
        """The clocks of one kind, earliest first; worked out once."""
        found = self._courses.get(of)
        if found is None:
            found = self._courses[of] = of(self)
        return found

    def let_go(self) -> None:
        """Forget the clocks: they hold this life as it holds them, and its memory would stay until it is searched for."""
        self._courses.clear()

    def turning(self, conditions: tuple[Turning, ...]) -> tuple[date, ...]:
        """The days on which one of the conditions can become another, in order; worked out once."""
        found = self._turning.get(conditions)
        if found is None:
            days = {day for condition in conditions for day in self.turns(condition)}
            found = self._turning[conditions] = tuple(sorted(days))
        return found

    def turns(self, condition: Turning) -> tuple[date, ...]:
        """The days on which the condition can become another, in order; worked out once."""
        found = self._turns.get(condition)
        if found is None:
            found = self._turns[condition] = tuple(sorted(condition.turns(self)))
        return found

    @cached_property
    def dated_fewer_visits(self) -> tuple[date, ...]:
        """The days on which V-5, that may replace another row, starts or stops being the law."""
        rule = self.rules.get("V-5")
        return rule.turns if rule else ()

    # Care and places

    def care_on(self, day: date) -> PeriodOfCare | None:
        """The period of care that is running on the day."""
        for period in self.periods:
            if within(period, day):
                return period
        return None

    def looked_after(self, day: date) -> bool:
        """Whether the child is looked after on the day."""
        return self.care_on(day) is not None

    def placement_on(self, day: date) -> Placement | None:
        """The placement running on the day."""
        for place in range(bisect_right(self._starts, day) - 1, -1, -1):
            if within(self.placements[place], day):
                return self.placements[place]
        return None

    def placement_of(self, event: Event) -> Placement | None:
        """The placement an event is about: the one it names, else the one running that day."""
        return self.placement_on(event.day) if event.placement is None else self._by_id[event.placement]

    def next_placement(self, event: Event) -> Placement | None:
        """The placement an event comes before or falls into: the one it names, else the running or next one."""
        found = self.placement_of(event)
        if found is not None:
            return found
        return next((home for home in self.placements if home.start > event.day), None)

    def happened(self, name: str, placement: Placement, day: date) -> bool:
        """Whether an event of that name about the placement happened in it, on the day or before."""
        return any(
            placement.start <= event.day <= day and self.placement_of(event) is placement
            for event in self._took_place.get(name, ())
        )

    def has_status(self, code: str, day: date) -> bool:
        """Whether the child has that legal status on the day."""
        return any(status.code == code and within(status, day) for status in self.facts.legal_status)

    def agrees_to_fewer_visits(self, placement: Placement, day: date) -> bool | None:
        """What the child last said about fewer visits in this placement; None when nothing is recorded.

        Also None when two opposite answers are recorded for one day without times to tell which came last.
        """
        said = [
            (event, answer)
            for name, answer in _AGREEMENT.items()
            for event in self.took_place(name)
            if event.day <= day and self.placement_of(event) is placement
        ]
        if not said:
            return None
        last_day = max(event.day for event, _ in said)
        latest = [(event.at, answer) for event, answer in said if event.day == last_day]
        if len({answer for _, answer in latest}) == 1:
            return latest[0][1]
        timed = [(at, answer) for at, answer in latest if isinstance(at, datetime)]
        if len(timed) < len(latest):
            return None
        last = max(at for at, _ in timed)
        answers = {answer for at, answer in timed if at == last}
        return answers.pop() if len(answers) == 1 else None

    # Age, and leaving care

    def birthday(self, years: int) -> date | None:
        """The day the child reaches an age; None where the date of birth is not known."""
        born = self.facts.date_of_birth
        if born is None:
            return None
        return anniversary(born, years)

    @cached_property
    def eligible_from(self) -> date | None:
        """The day the child became eligible: told, or 16 and 13 weeks looked after since 14, if that is earlier.

        None where it never happened or the age is not known. Source: regs 40, 42; Sch 2 para 19B.
        """
        told = self.days_of(*BECOMES_ELIGIBLE)
        counted = self._thirteen_weeks()
        return min((*told, *((counted,) if counted else ())), default=None)

    @property
    def thirteen_weeks_at_any_age(self) -> date | None:
        """The first day in care on or after the 91st after the first: before it nobody is eligible, however old."""
        return self._ninety_first_day(date.min, date.min, date.max)

    def _thirteen_weeks(self) -> date | None:
        """The first day, of 16 or 17 and in care, on or after the 91st after the first looked after since 14."""
        fourteen, sixteen, eighteen = (self.birthday(age) for age in (14, 16, 18))
        if fourteen is None or sixteen is None or eighteen is None:
            return None
        return self._ninety_first_day(fourteen, sixteen, eighteen)

    def _ninety_first_day(self, fourteen: date, sixteen: date, eighteen: date) -> date | None:
        if self.facts.short_breaks_reg48:
            return None
        left = _THIRTEEN_WEEKS
        for first, last in self._care_apart_from_breaks:
            start, end = max(first, fourteen), min(last, eighteen)
            if start >= end:
                continue
            becomes = max(start + timedelta(days=max(0, left)), sixteen)
            if becomes < end:
                return becomes
            left -= (end - start).days
        return None

    @cached_property
    def _care_apart_from_breaks(self) -> tuple[tuple[date, date], ...]:
        return tuple(self._apart_from_breaks())

    def _apart_from_breaks(self) -> Iterator[tuple[date, date]]:
        """The spells in care without short breaks, which make nobody eligible: each from its first day up to its end."""
        breaks = sorted(
            (status.start, status.end or date.max)
            for status in self.facts.legal_status
            if status.code in SHORT_BREAKS
        )
        for period in self.periods:
            start, end = period.start, period.end or date.max
            for first, last in breaks:
                if last > start and first < end:
                    if start < first:
                        yield start, first
                    start = last
            if start < end:
                yield start, end

    @cached_property
    def became_relevant(self) -> tuple[date, ...]:
        """The days on which an eligible child of 16 or 17 stopped being looked after (s.23A), or was told to."""
        days = set(self.days_of(BECOMES_RELEVANT))
        eighteen = self.birthday(18)
        if self.eligible_from is not None and eighteen is not None:
            days.update(
                period.end
                for period in self.periods
                if period.end is not None and self.eligible_from < period.end < eighteen
            )
        return tuple(sorted(days))

    @property
    def relevant_from(self) -> date | None:
        """The first of those days; None where there is none."""
        return self.became_relevant[0] if self.became_relevant else None

    def is_eligible(self, day: date) -> bool:
        """Whether the child is an eligible child: 16 or 17, looked after and not on short breaks alone, 13 weeks since 14."""
        return (
            self.eligible_from is not None
            and self.eligible_from <= day
            and any(first <= day < last for first, last in self._care_apart_from_breaks)
            and _before(day, self.birthday(18))
        )

    def is_relevant(self, day: date) -> bool:
        """Whether the young person is a relevant child: 16 or 17, was eligible, looked after no more."""
        return (
            self.relevant_from is not None
            and self.relevant_from <= day
            and not self.looked_after(day)
            and _before(day, self.birthday(18))
        )

    def is_former_relevant(self, day: date, *, until: int = 21) -> bool:
        """Whether the young person is a former relevant child: 18 and over, eligible or relevant before."""
        eighteen = self.birthday(18)
        was = min((since for since in (self.eligible_from, self.relevant_from) if since), default=None)
        return (
            was is not None
            and eighteen is not None
            and was < eighteen <= day
            and _before(day, self.birthday(until))
        )

    @cached_property
    def leaving_days(self) -> tuple[date, ...]:
        """The days on which somebody's standing as a care leaver can change."""
        days = (self.eligible_from, *self.became_relevant, *(self.birthday(age) for age in (16, 18, 21, 25)))
        ends = (day for period in self.periods for day in (period.start, period.end))
        breaks = (day for spell in self._care_apart_from_breaks for day in spell if day != date.max)
        return tuple(day for day in (*days, *ends, *breaks) if day is not None)

    # Reviews

    def reviews_held(self, period: PeriodOfCare) -> list[date]:
        """The days of the reviews in a period of care. Reviews recorded for one day are one review."""
        found = self._reviews_held.get((period.start, period.end))
        if found is None:
            found = sorted({day for day in self.days_of("review_held") if within(period, day)})
            self._reviews_held[period.start, period.end] = found
        return found

    def review_due(self, period: PeriodOfCare, number: int, after: date) -> date | None:
        """The day the review of that number is due: as booked, else the last day the law allows.

        A booking in the period of that number counts, or the first without one on or after the day counted from.
        None for the first review of care that started before the bank holiday table does.
        """
        booked = [
            event
            for event in self.took_place("review_due")
            if self.belongs(event, period)
            and (event.number == number if event.number is not None else event.day >= after)
        ]
        if booked:
            return min(event.day for event in booked)
        try:
            return self.counted_by(f"REV-{min(number, 3)}", period.start if number == 1 else after)
        except OutsideCalendar:
            return None

    def counted_by(self, code: str, day: date) -> date:
        """The last day of the first period that another row counts, from the day: its figures stand in that row alone."""
        parsed = self.rules[code].parsed
        step = parsed.steps[0] if isinstance(parsed, Chain) else parsed
        if not isinstance(step, Within):
            raise ValueError(
                f"Row {code} counts no period. Change the row back, or teach the engine its form."
            )
        return count(step.period, step.way, day, self.calendar)

    def belongs(self, booking: Event, period: PeriodOfCare) -> bool:
        """Whether a booking is one of this period of care: from its start on, until another period starts."""
        following = (other.start for other in self.periods if other.start > period.start)
        return period.start <= booking.day < min(following, default=date.max)

    def explained(self, code: str, due: date | datetime, on: date) -> bool:
        """Whether a counting explanation for that duty and date was recorded by the day."""
        return any(
            day_of(told.due) == day_of(due) and told.counts and day_of(told.at) <= on
            for told in self.explanations(code)
        )

    def explanations(self, code: str) -> list[Explanation]:
        """The explanations recorded for that duty."""
        return self._explanations.get(code, [])

    @cached_property
    def _explanations(self) -> Mapping[str, list[Explanation]]:
        found: dict[str, list[Explanation]] = defaultdict(list)
        for told in self.facts.explanations:
            found[told.duty].append(told)
        return found


def within(span: _Spanned, day: date) -> bool:
    """Whether the span is running on the day."""
    return span.start <= day and (span.end is None or day < span.end)


def in_order_of_time(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events, earliest first."""
    return tuple(sorted(events, key=in_order))


def in_order(event: Event) -> tuple[date, datetime, bool, int]:
    """By day, and by time within it, a happening without a time first; then by number, one without it last."""
    instant = event.at.astimezone(UTC) if isinstance(event.at, datetime) else _FIRST
    return event.day, instant, event.number is None, event.number or 0


def _before(day: date, limit: date | None) -> bool:
    return limit is not None and day < limit


def _by_start(span: _Spanned) -> tuple[date, date]:
    return span.start, span.end or date.max
