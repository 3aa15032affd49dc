"""What the statutory timetable asks about in a family's life, and when it was done: most of it in time, some late.

Which row asks about what, and until when, is the clock's to say (`engines.timescales`); here are the days on which
people do things.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from steadyhand.contexts.cases.states import WITH_PARENT, Area, LateBecause, LegalStatusCode, Outcome
from steadyhand.engines.timescales.calendar import ENGLAND, add_months, anniversary
from steadyhand.world.ages import Term, key_stage
from steadyhand.world.plans import Family, Living, a_working_day, day_of_turning, weekday
from steadyhand.world.rota import moment

if TYPE_CHECKING:
    from steadyhand.world.plans import Young

_LATE = 0.12  # of what is done
_FORGOTTEN = 0.015  # of what is done once: not done to this day
_NOT_CONFIRMED = 0.3  # of the families: what only rows that nobody has confirmed ask for is written down too
_OUTSIDE = (Area.ADJOINING, Area.DISTANT)
_ORDERS = (LegalStatusCode.C1, LegalStatusCode.C2)


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that a row asks about, of one child of the family. `told`: the first day on which it can be written.

    What is done by the reviewing officer is written by them, everything else by whoever works with the child.
    """

    which: int
    kind: str
    at: datetime
    told: date
    by_officer: bool
    says: dict[str, Any]


@dataclass(frozen=True, slots=True)
class WhyLate:
    """Why one child's row was late that was due on this day, and when the lead decided so."""

    which: int
    code: str
    due_on: date
    reason: LateBecause
    decided_on: date


class Asked:
    """One family's answers to the timetable.

    `reviews`: the days on which reviews are held. `terms`: those of the council's calendar. `in_brief`: only what rows
    that count ask for, without what a later happening has replaced, for worlds that are made by the ten thousand.
    """

    def __init__(
        self,
        rng: Random,
        family: Family,
        *,
        reviews: Sequence[date],
        terms: Sequence[Term],
        since: date,
        began: date,
        on: date,
        in_brief: bool = False,
    ) -> None:
        self._rng = rng
        self._family = family
        self._reviews = reviews
        self._terms = terms
        self._since = since
        self._began = began
        self._on = on
        self._end = family.left[0] if family.left else on
        self._in_brief = in_brief
        self._writes_all = not in_brief and rng.random() < _NOT_CONFIRMED
        self.why_late: list[WhyLate] = []
        self.circumstances = [self._circumstances(young) for young in family.children]

    def happenings(self) -> Iterator[Happening]:
        """Everything, child by child; of those who left care before there was a record, what came afterwards."""
        known_in_care = self._end > self._since
        for which in range(len(self._family.children)):
            if known_in_care:
                yield from self._plans(which)
                for living in self._family.living(which):
                    yield from self._home(which, living)
                yield from self._health(which)
                yield from self._school(which)
                yield from self._around_reviews(which)
                yield from self._becoming_eligible(which)
            if self._family.left:
                yield from self._leaving(which)

    def _circumstances(self, young: Young) -> dict[str, Any]:
        """What is so of one child on the last day; nothing where nobody has said, or nothing is to be said."""
        family, rng = self._family, self._rng
        told: dict[str, Any] = {"unaccompanied": True} if family.unaccompanied else {}
        years = young.years(self._end)
        if family.left or years >= 18:
            return told
        if stage := key_stage(young.born, self._on):
            return told if self._in_brief else {**told, "key_stage": stage}
        if years < 5 and (not years or rng.random() < 0.97):
            told["early_years_education"] = rng.random() < (0, 0, 0.35, 0.9, 1)[years]
        return told

    # When things are done

    def _day(self, after: date, first: int, last: int, late: int) -> date | None:
        """A working day from `first` to `last` days later, or of some things up to `late` days; none if that lies ahead."""
        if self._rng.random() < _LATE:
            first, last = last + 1, late
        day = a_working_day(self._rng, after, first, last)
        return day if day < self._end else None

    def _happened(
        self, which: int, kind: str, day: date | None, *, officer: bool = False, told: date | None = None, **says: Any
    ) -> Iterator[Happening]:  # fmt: skip
        if day is not None:
            at = moment(day, 12)
            yield Happening(which, kind, at, max(day, told or day), officer, {"timed": False, **says})

    def _perhaps(
        self, which: int, kind: str, day: date | None, *, officer: bool = False
    ) -> Iterator[Happening]:
        """What only rows that nobody has confirmed ask for is written down for part of the children."""
        if self._writes_all and self._rng.random() > _LATE and day and day < self._end:
            yield from self._happened(which, kind, day, officer=officer)

    # The plan, and homes

    def _plans(self, which: int) -> Iterator[Happening]:
        family, rng, start = self._family, self._rng, self._family.care_start
        yield from self._happened(which, "care_plan_written", self._day(start, 1, 12, 30))
        if start < self._began:  # later ones are named by being given to the child
            yield from self._happened(which, "iro_named", self._day(start, 0, 5, 12))
        if len(self._reviews) > 1:
            yield from self._perhaps(
                which, "permanence_plan_ready", a_working_day(rng, self._reviews[1], -12, -2)
            )
        decided = family.left and self._end < anniversary(family.children[which].born, 18)
        if decided and (self._end - start).days > 60:
            director = (
                family.children[which].years(self._end) >= 16 and family.under(self._end) not in _ORDERS
            )
            by = "director" if director else "nominated_officer"
            yield from self._happened(which, "cease_proposed", a_working_day(rng, self._end, -40, -25))
            yield from self._happened(
                which, "cease_approved", a_working_day(rng, self._end, -16, -4), by_whom=by
            )

    def _home(self, which: int, living: Living) -> Iterator[Happening]:
        """Before a child moves in, in the week after, and when they have moved out."""
        end = living.end or self._end
        if end == self._end or not self._in_brief:
            if living.stay.type in WITH_PARENT and self._family.under(living.start) in _ORDERS:
                yield from self._decided(which, "placement_with_parent_approved", living)
            if living.house.area in _OUTSIDE:
                near = living.house.area == Area.ADJOINING
                kind = "out_of_area_approved" if near else "distant_placement_approved"
                yield from self._decided(which, kind, living)
                if living.stay.emergency:
                    yield from self._perhaps(
                        which, "out_of_area_checks_done", a_working_day(self._rng, living.start, 0, 6)
                    )
            yield from self._told_of_home(which, living, end)
        if living.end and not self._told_before_end(living):
            yield from self._happened(which, "written_end_notice", self._day(living.end, 1, 12, 25))

    def _told_before_end(self, living: Living) -> bool:
        return next(stay.told_before for stay in self._family.stays if stay.start == living.end)

    def _decided(self, which: int, kind: str, living: Living) -> Iterator[Happening]:
        """Before the move; of some moves after it, when they were made in a hurry."""
        late = self._rng.random() < _LATE
        day = a_working_day(self._rng, living.start, *((1, 6) if late else (-9, -1)))
        if day < (living.end or self._end):
            yield from self._happened(which, kind, day, told=living.start, placed_on=living.start)

    def _told_of_home(self, which: int, living: Living, end: date) -> Iterator[Happening]:
        """The plan that is signed, and everybody who is told: on one day as a rule, some of them on another."""
        last_day = ENGLAND.add_working_days(living.start, 5)
        usual = self._day(living.start, 0, 6, 16)
        kinds = ["placement_plan_signed", "placement_notified", "health_bodies_notified"]
        if living.house.area in _OUTSIDE:
            kinds.append("area_authority_notified")
        for kind in kinds:
            if end == self._end and self._rng.random() < _FORGOTTEN:
                if kind == "placement_plan_signed":
                    self._explain(which, "PP-1", last_day, LateBecause.OTHERS)
                continue
            day = usual if self._rng.random() < 0.7 else self._day(living.start, 0, 6, 16)
            if day is not None:
                yield from self._happened(which, kind, day if day < end else living.start)

    def _explain(self, which: int, code: str, due_on: date, reason: LateBecause) -> None:
        """The lead says of most of what is late why it is."""
        if not self._family.left and due_on < self._on and self._rng.random() < 0.7:
            decided_on = max(weekday(self._on - timedelta(days=self._rng.randint(0, 20))), due_on)
            self.why_late.append(WhyLate(which, code, due_on, reason, decided_on))

    # Health

    def _health(self, which: int) -> Iterator[Happening]:
        young, rng = self._family.children[which], self._rng
        assessed = self._again(
            young, self._day(self._family.care_start, 8, 24, 55), (148, 174, 200), (325, 356, 400), steps_at=5
        )
        came_of_it = Outcome.DONE
        if len(assessed) > 1 and not self._family.left and young.years(self._on) >= 6:
            due = add_months(assessed[-2], 12)
            if young.years(self._on) >= 13 and rng.random() < 0.04:
                came_of_it = Outcome.REFUSED
            elif due < self._on < due + timedelta(days=90) and rng.random() < 0.3:
                assessed.pop()
                self._explain(which, "H-3", due, LateBecause.OTHERS)
        for day in assessed[:-1]:
            yield from self._happened(which, "health_assessment", day)
        if assessed:
            yield from self._happened(which, "health_assessment", assessed[-1], outcome=came_of_it)
        # of these two the clock counts from the first on record, so nothing from long before it is brought over
        since = max(self._family.care_start, self._since - timedelta(days=300))
        first = max(since, day_of_turning(1, young.born))
        for day in self._again(young, self._day(first, 20, 140, 200), (170, 350, 420), (170, 350, 420)):
            yield from self._perhaps(which, "dental_check", day)
        first = max(since, self._family.care_start + timedelta(days=170), day_of_turning(4, young.born))
        asked = self._again(young, self._day(first, 10, 110, 150), (318, 352, 390), (318, 352, 390))
        for day in asked:
            if young.years(day) <= 16:
                yield from self._happened(which, "sdq", day)

    def _again(
        self,
        young: Young,
        day: date | None,
        small: tuple[int, int, int],
        larger: tuple[int, int, int],
        *,
        steps_at: int = 0,
    ) -> list[date]:
        """This day and, again and again, one as many days later as fits the age; from an age on by the larger steps."""
        found = []
        while day is not None:
            found.append(day)
            day = self._day(day, *(small if young.years(day) < steps_at else larger))
        return found

    # School

    def _school(self, which: int) -> Iterator[Happening]:
        """The plan is begun as a child comes into care, whatever the age then: the row counts from that day."""
        young, start = self._family.children[which], self._family.care_start
        if young.years(self._end) < 5 and not self.circumstances[which].get("early_years_education"):
            return
        yield from self._happened(which, "pep_started", self._day(start, 1, 12, 30))
        yield from self._happened(which, "pep_ready", self._day(start, 8, 24, 45))
        second, eighteenth = day_of_turning(2, young.born), anniversary(young.born, 18)
        for term in self._terms:
            meetings = term.days[5 : len(term.days) * 9 // 10]
            day = self._rng.choice(meetings)
            kept = self._rng.random() > _LATE
            if max(second, start) < day < min(self._end, eighteenth) and kept:
                yield from self._happened(which, "pep_reviewed", day)

    # Reviews

    def _around_reviews(self, which: int) -> Iterator[Happening]:
        rng = self._rng
        reviews = self._reviews[-2:] if self._in_brief else self._reviews
        before = [self._family.care_start, *self._reviews][-len(reviews) - 1 :]
        for last, day in zip(before, reviews, strict=False):
            spoken = a_working_day(rng, day, -12, -1)
            if spoken > last and (day != self._reviews[-1] or rng.random() > _FORGOTTEN * 3):
                yield from self._happened(which, "iro_spoke_with_child", spoken, officer=True)
            if day == self._reviews[-1]:
                yield from self._perhaps(which, "social_work_report_ready", a_working_day(rng, day, -9, -5))
                for kind, first, until in (
                    ("review_decisions_sent", 1, 6),
                    ("review_decisions_accepted", 7, 12),
                    ("review_record_written", 8, 19),
                    ("review_record_sent", 20, 26),
                ):
                    yield from self._perhaps(
                        which, kind, a_working_day(rng, day, first, until), officer=kind != "review_decisions_accepted"
                    )  # fmt: skip

    # Leaving care

    def _becoming_eligible(self, which: int) -> Iterator[Happening]:
        eligible = self._family.eligible_from(which)
        if eligible is None or eligible >= self._end:
            return
        assessed = self._day(eligible, 30, 82, 130)
        if assessed is None and self._family.left:  # in time for when they leave
            assessed = a_working_day(self._rng, self._end, -6, -1)
        if assessed is None:
            return
        planned = self._day(assessed, 5, 25, 60)
        if planned is None and self._family.left:
            planned = max(assessed, weekday(self._end - timedelta(days=1)))
        yield from self._happened(which, "needs_assessment_complete", assessed)
        yield from self._happened(which, "pathway_plan_made", planned)

    def _leaving(self, which: int) -> Iterator[Happening]:
        """A care leaver’s plan is looked at every half a year, to 21."""
        young = self._family.children[which]
        until = min(self._on, anniversary(young.born, 21))
        if self._family.unaccompanied and (of_age := anniversary(young.born, 18)) < self._on:
            yield from self._happened(which, "uasc_status_end", of_age)
        if not self._family.advisers:
            return
        day = max(self._end, self._since - timedelta(days=170))
        while (day := self._after_care(day)) < until:
            yield from self._happened(which, "pathway_review", day, told=self._family.adviser_alone_from)

    def _after_care(self, day: date) -> date:
        late = self._rng.random() < _LATE
        return a_working_day(self._rng, day, *((183, 205) if late else (145, 175)))
