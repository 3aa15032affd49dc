"""When the record allows an act: the impossible is refused, with the field it concerns and what to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from django.utils import timezone

from steadyhand.contexts.cases.states import AllocationRole, DaysKind, EventKind, NotAlone, WindowKind
from steadyhand.contexts.organisations.permissions import Permission
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.engines.timescales import DERIVED, ENGLAND, EVENTS, RULES, day_of
from steadyhand.engines.timescales.calendar import anniversary
from steadyhand.engines.timescales.duties import CARRIED_OUT

LONGEST_EMERGENCY = timedelta(hours=12)
LONGEST_TERM = timedelta(days=400)
DRAFT_LASTS = timedelta(days=14)
FURTHEST_AHEAD = 20  # years; no order, booking or work with a child is for longer, so a later year is a slip
MOST_HALF_WRITTEN = 20  # pages of one person about one child
# Which role at work lets somebody work with a child in which role.
ROLES_FOR = {
    AllocationRole.SOCIAL_WORKER: (RoleKind.SOCIAL_WORKER, RoleKind.NEWLY_QUALIFIED),
    AllocationRole.SECOND_WORKER: (RoleKind.SOCIAL_WORKER, RoleKind.NEWLY_QUALIFIED),
    AllocationRole.PERSONAL_ADVISER: (RoleKind.PERSONAL_ADVISER,),
    AllocationRole.REVIEWING_OFFICER: (RoleKind.REVIEWING_OFFICER,),
    AllocationRole.ADVOCATE: (RoleKind.ADVOCATE,),
    AllocationRole.INDEPENDENT_VISITOR: (RoleKind.INDEPENDENT_VISITOR,),
}
# Given by the body that holds the child; the others stand apart from it.
OF_THE_BODY = (AllocationRole.SOCIAL_WORKER, AllocationRole.SECOND_WORKER, AllocationRole.PERSONAL_ADVISER)
# The rows of the timetable that a visit meets, as a visit.
MET_BY_A_VISIT = frozenset(
    code for code, rule in RULES.items() if rule.met_by in {"visit", "visit (after the trigger)"}
)
# Of these, what the personal adviser's visits meet; the others are met by a social worker's.
MET_BY_THE_ADVISER = frozenset(code for code in MET_BY_A_VISIT if RULES[code].falls_on == "personal adviser")
OF_VISITS_AND_REVIEWS = frozenset(code for code in RULES if code.partition("-")[0] in {"V", "REV"})
# What may not be at all: it has no last day, and stands against the law from the day it begins.
MAY_NEVER_BE = frozenset(code for code, rule in RULES.items() if rule.due_rule == "never")
# What goes on up to its day, and is not to end before it: nobody is asked to end it.
KEPT = frozenset(code for code, duty in CARRIED_OUT.items() if duty.kept)
# What belongs to one occasion, and cannot be done once that is over: with a reason on record nobody is asked for it any
# more, and without one it is asked why. V-12: to be seen alone at a visit that was made. REV-6: to be spoken with before
# a review that was held.
OF_ONE_OCCASION = frozenset({"V-12", "REV-6"})
WITH_ITS_REASON = frozenset({"V-12"})  # of these: no occasion goes on record without it
# Happenings that are put on record of their own: told of in spans and on pages with more to say.
_ELSEWHERE = frozenset({"visit", "review_held"})
# What is booked may lie ahead.
BOOKED = frozenset({"review_due", "immunisation_due", "dol_order_end"})
HAPPENINGS = frozenset(EVENTS - set(DERIVED) - _ELSEWHERE)
TAKEN_OFF = "Somebody took these days off the list already."
VISIT_FORM = "visit"
WORRY_TOLD, REACHED_NOBODY = "worry.told", "worry.reached_nobody"  # on record of a visit
LONGEST_TEXT = 100_000  # letters in one answer
LONGEST_DRAFT, MOST_ANSWERS = (
    25 * LONGEST_TEXT,
    100,
)  # of all that is kept of one page: every box of it may be full
# What one person says of a visit to one child; the texts among it can stand one after the other, the rest cannot.
VISIT_TEXTS = ("said", "narrative", "own_part")
VISIT_SAYS = (
    "started_at", "ended_at", "place", "child_seen", "seen_alone", "not_alone_because", "carers_seen", "worried",
    *VISIT_TEXTS,
)  # fmt: skip


def correction_form(occasion: str) -> str:
    """The page on which one visit is put right, as drafts name it."""
    return f"{VISIT_FORM}:{occasion}"


@dataclass(frozen=True, slots=True)
class WindowRule:
    """Who opens access of a kind for somebody else, and for how long at most (none: no limit)."""

    who: Permission
    longest: timedelta | None
    through: frozenset[RoleKind]  # for whom: it is used through one of these roles, and ends with it


COLLEAGUES = frozenset(
    {RoleKind.SOCIAL_WORKER, RoleKind.NEWLY_QUALIFIED, RoleKind.PERSONAL_ADVISER, RoleKind.LEAD}
)
# An emergency is not here: only the person who needs the record opens it, for at most LONGEST_EMERGENCY.
WINDOWS: dict[WindowKind, WindowRule] = {
    WindowKind.COVER: WindowRule(Permission.GIVE_ACCESS, timedelta(days=31), COLLEAGUES),
    WindowKind.ON_CALL: WindowRule(Permission.GIVE_ACCESS, timedelta(days=7), COLLEAGUES),
    WindowKind.INSPECTION: WindowRule(Permission.CHOOSE_BODY, None, frozenset({RoleKind.INSPECTOR})),
}


class NotPossible(Exception):
    """A fact that cannot be so. `field` names what to change; the message says what and why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class Clash(Exception):
    """Somebody else changed the same thing first. Nothing of theirs was touched and nothing of yours kept."""


class AlreadyAllocated(Clash):
    """The role is taken: somebody was allocated first."""


class NewerKept(Exception):
    """What was sent late was typed before what is kept already; `number`: of what is kept."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class AlreadyRecorded(Clash):
    """This very visit was saved before: the page was sent twice. Nothing was saved again."""


def check_not_ahead(day: date, *, on: date, field: str, what: str) -> None:
    """A happening is written down on or after its day."""
    if day > on:
        raise NotPossible(field, f"{what} must be today or in the past")


def check_within_reach(day: date | None, *, on: date, field: str, what: str) -> None:
    """What lies ahead lies within FURTHEST_AHEAD, so that whatever is counted on from it is a day as well."""
    furthest = anniversary(on, FURTHEST_AHEAD)
    if day is not None and day > furthest:
        raise NotPossible(
            field, f"{what} must be no later than {furthest.day} {furthest:%B %Y}. Check the year."
        )


class Timed(Protocol):
    """What has a last day and, where its limit counts hours, a last moment."""

    @property
    def due_at(self) -> date | None: ...
    @property
    def due_by(self) -> datetime | None: ...
    @property
    def no_last_day(self) -> bool: ...


def is_late(duty: Timed, *, on: date) -> bool:
    """Whether its last day is over or, where its limit counts hours, its last moment.

    What is to be done as soon as possible is never late.
    """
    if duty.due_at is None or duty.no_last_day:
        return False
    return duty.due_at < on or (duty.due_by is not None and duty.due_by < moment_of(on))


def check_begun(at: datetime, *, now: datetime | None, field: str, what: str) -> None:
    """What is written down has begun; `now` is None where no moment is known, only the day."""
    if now is not None and at > now:
        raise NotPossible(field, f"{what} must have started by now. Check the time and the day.")


def check_born(day: date, *, date_of_birth: date, field: str, what: str) -> None:
    """Nothing happens to a child before they are born."""
    if day < date_of_birth:
        raise NotPossible(field, f"{what} must be on or after the child’s date of birth")


def check_in_order(start: date | datetime, end: date | datetime | None, *, field: str, what: str) -> None:
    """An end does not come before its start."""
    if end is not None and end < start:
        raise NotPossible(field, f"{what} must not end before it starts")


def check_happening(kind: str) -> None:
    """A happening is one that the timetable knows, or something for the story."""
    if kind != EventKind.STORY and kind not in HAPPENINGS:
        raise NotPossible("kind", "Choose what happened from the list")


def check_destroyed(day: date, *, kept_until: date | None, is_known: bool) -> None:
    """A record is not destroyed before its day. `kept_until`: none where no law keeps it. Source: SI 2010/959 reg 50."""
    if not is_known:
        raise NotPossible(
            "at",
            "It cannot be told until when the law asks that this record be kept. Say first what is missing on"
            " the timetable.",
        )
    if kept_until is not None and day < kept_until:
        raise NotPossible(
            "at",
            f"The law asks that this record be kept until {kept_until.day} {kept_until:%B %Y}. It must not be"
            " destroyed before that day.",
        )


def check_setting(
    code: str, because: str, *, valid_from: date | None, valid_to: date | None, on: date
) -> None:
    """A row of the timetable is set with a reason, and holds for at least a day."""
    if code not in RULES:
        raise NotPossible("code", "Choose a rule from the list")
    if not because:
        raise NotPossible("because", "Say why, for whoever asks later")
    check_within_reach(valid_from, on=on, field="valid_from", what="The first day")
    check_within_reach(valid_to, on=on, field="valid_to", what="The day it ends")
    starts, ends = valid_from or RULES[code].valid_from, valid_to or RULES[code].valid_to
    if starts and ends and ends <= starts:
        raise NotPossible("valid_to", "The day it ends must come after the day it begins")


def check_days(kind: DaysKind, name: str, start: date, end: date, *, listed: bool) -> None:
    """A holiday is one day, a term ends on or after its first; both lie in the years of the table of bank holidays.

    A term is no longer than a school year. `listed`: some of these days are on the council's list already.
    """
    if not name:
        raise NotPossible("name", "Say what it is called")
    check_in_order(start, end, field="end", what="The term")
    for field, day in (("start", start), ("end", end)):
        if not ENGLAND.first_year <= day.year <= ENGLAND.last_year:
            raise NotPossible(
                field,
                f"Bank holidays are known from {ENGLAND.first_year} to {ENGLAND.last_year}. Choose a day in those years.",
            )
    if kind == DaysKind.TERM and end - start > LONGEST_TERM:
        raise NotPossible(
            "end",
            f"A school term is {LONGEST_TERM.days} days long at most, a whole school year. Check the year, and add"
            " each term on its own.",
        )
    if kind == DaysKind.HOLIDAY:
        if start != end:
            raise NotPossible("end", "A bank holiday is one day. Add each day on its own.")
        if start in ENGLAND.holidays:
            raise NotPossible("start", "This is a bank holiday already")
    if listed:
        raise NotPossible("start", "These days are on the list already. Take the earlier entry off first.")


def check_draft(typed: Mapping[str, Sequence[str]]) -> None:
    """What is half-written is kept whole or not at all: cut short, its end would be lost without a word."""
    texts = [text for each in typed.values() for text in each]
    if any(len(text) > LONGEST_TEXT for text in texts):
        raise NotPossible(
            "typed", f"One answer is longer than {LONGEST_TEXT:,} characters, too long to keep. Shorten it."
        )
    if len(texts) > MOST_ANSWERS or sum(map(len, texts)) > LONGEST_DRAFT:
        raise NotPossible(
            "typed", f"This page is longer than {LONGEST_DRAFT:,} characters in all. Shorten it."
        )


def check_seen_alone(*, seen: bool, alone: bool | None, because: str, field: str = "alone") -> None:
    """Whether a child was seen alone is said at each visit, with the reason if not.

    Source: SI 2010/959 reg 29.
    """
    if seen and alone is None:
        raise NotPossible(
            field, "Say who you saw alone. The law asks for it at each visit, unless the child says no."
        )
    if seen and alone is False and because not in NotAlone.values:
        raise NotPossible("because", "Say why they were not seen alone")


def check_window(rule: WindowRule, kind: WindowKind, start: datetime, end: datetime, *, at: datetime) -> None:
    """Access ends after it begins, not before now, and no later than its kind allows."""
    check_in_order(start, end, field="end", what="Access")
    check_within_reach(day_of(end), on=day_of(at), field="end", what="The end of access")
    if end < at:
        raise NotPossible("end", "Access must not end in the past. Choose a later time.")
    if rule.longest is not None and end - start > rule.longest:
        raise NotPossible(
            "end", f"{kind.label}: access is for {rule.longest.days} days at most. Choose an earlier end."
        )


def window_end(start: datetime, *, hours: int) -> datetime:
    """When an emergency window closes: never more than 12 hours after it opens."""
    return min(start + timedelta(hours=hours), start + LONGEST_EMERGENCY)


def moment_of(on: date) -> datetime:
    """The moment at which a right is looked at: now for today, noon for an earlier day."""
    if on == timezone.localdate():
        return timezone.now()
    return timezone.make_aware(datetime.combine(on, time(12)))
