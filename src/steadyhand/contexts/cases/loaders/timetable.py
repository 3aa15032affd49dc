"""Everything the law asks for one child on a day, and why something is late, as far as the reader may know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from steadyhand.contexts.cases import queries
from steadyhand.contexts.cases.gather import facts, timetables
from steadyhand.contexts.cases.loaders import ChildFile, as_read, child_file, hidden_from
from steadyhand.contexts.cases.models import Allocation, Duty, Explanation, HeldBy
from steadyhand.contexts.cases.permissions.parts import ON_CALL_NOTES, part_of_rule
from steadyhand.contexts.cases.permissions.table import Part, Right
from steadyhand.contexts.cases.policies import OF_ONE_OCCASION, OF_THE_BODY
from steadyhand.contexts.cases.states import AllocationRole, LateBecause
from steadyhand.contexts.organisations import queries as organisations
from steadyhand.contexts.organisations.permissions import Standing
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.engines.timescales import RULES, Answer, Outcome, Rule, begun, day_of
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.audit.record import together

if TYPE_CHECKING:
    from steadyhand.contexts.organisations.models import Person

# Who may have decided that something be late: with the reader and whoever leads the holding body.
_DECIDE = (*OF_THE_BODY, AllocationRole.REVIEWING_OFFICER)
# What an answer may say where every link of it is older than its reader may know of.
_SAYS_SOMETHING_WITHOUT_A_LINK = (Outcome.DUE, Outcome.LATE, Outcome.CANNOT_TELL)


@dataclass(frozen=True, slots=True)
class Why:
    """Why something is late. The reason is for everybody who sees the row; the rest for readers of notes alone."""

    reason: LateBecause
    text: str = ""
    decided_by: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class ChildsTimetable:
    """What the law asks for one child, as it stood on a day by the facts on record now.

    `answers`: of each row with something to say to this reader; `rules`: the rows as the council keeps them;
    `why`: by row and the day it was due.
    """

    file: ChildFile
    on: date
    answers: tuple[Answer, ...] = ()
    rules: Mapping[str, Rule] | None = None
    why: Mapping[tuple[str, date], Why] | None = None


def opened(standing: Standing, ref: str) -> ChildFile:
    """Open the timetable of one child; the read goes on record. Raises NotHereOrNotYours."""
    return child_file(standing, ref, verb="timetable.opened")


def timetable_of(file: ChildFile, *, on: date) -> ChildsTimetable:
    """Every row whose clock has begun, or is known to begin, with its history, under the council's own timetable."""
    if file.name_only:
        return ChildsTimetable(file, on)
    child = file.child
    homes = queries.homes_near(child)
    versions = list(Explanation.objects.filter(child=child).select_related("decided_by").order_by("pk"))
    stands = [row for row in versions if row.superseded_at is None]
    kept = timetables([child.council_id])[child.council_id]
    told = facts(
        [child.pk],
        terms={child.pk: kept.terms},
        births={child.pk: file.identity.date_of_birth},
        homes=[row for row in homes if row.child_id == child.pk and row.superseded_at is None],
        explanations=stands,
    )[child.pk]
    since = _on_call_since(file)
    on = max(on, since or on)
    found = begun(told, on=on, rules=kept.rules, calendar=kept.calendar, without=kept.off)
    if since is not None:
        found = tuple(_without_what_is_over(answer, since) for answer in found)
    shown = [row for row in stands if file.may(part_of_rule(row.code))]
    texts = any(row.text and _may_read(file, row) for row in shown)
    hidden = hidden_from(file, homes) if texts else None
    return ChildsTimetable(
        file=file,
        on=on,
        answers=tuple(
            answer
            for answer in found
            if (answer.links or answer.answer in _SAYS_SOMETHING_WITHOUT_A_LINK)
            and file.may(part_of_rule(answer.code))
        ),
        rules=kept.rules,
        why={
            (row.code, row.due_on): _why(
                as_read(row, ("text",), file, hidden, _authors(row, versions)) if hidden else row, file
            )
            for row in shown
        },
    )


def _on_call_since(file: ChildFile) -> date | None:
    """The day from which somebody on call, and nothing more, reads of notes and visits; none for others."""
    if not file.tie.reads_notes_of_30_days_only():
        return None
    return file.standing.on - ON_CALL_NOTES


def _without_what_is_over(answer: Answer, since: date) -> Answer:
    """An answer about notes and visits without the links that were done, or could be, before the day."""
    if part_of_rule(answer.code) is not Part.NOTES:
        return answer
    over = [link for link in answer.links[:-1] if day_of(link.done or link.due or link.started) < since]
    last = answer.links[-1:]
    ended = last and (last[0].outcome.is_done or answer.code in OF_ONE_OCCASION)
    if ended and day_of(last[0].done or last[0].started) < since:
        over += last
    return answer._replace(links=tuple(link for link in answer.links if link not in over))


def _may_read(file: ChildFile, row: Explanation) -> bool:
    """Whether the reader may have more of it than its reason; on call, of what was written in the last 30 days."""
    if file.tie.reads_notes_of_30_days_only():
        return bool(row.recorded_at >= timezone.now() - ON_CALL_NOTES)
    return file.tie.reads_whole(Part.NOTES)


def _authors(row: Explanation, versions: Iterable[Explanation]) -> set[int]:
    """Whoever wrote it, or any version before it."""
    return {each.recorded_by_id for each in versions if (each.code, each.due_on) == (row.code, row.due_on)}


def _why(row: Explanation, file: ChildFile) -> Why:
    reason = LateBecause(row.reason)
    return Why(reason, row.text, row.decided_by.name, row.decided_on) if _may_read(file, row) else Why(reason)


@dataclass(frozen=True, slots=True)
class ToExplain:
    """One thing that is late, or was: what stands of why, as the reader may have it, and who can have decided."""

    file: ChildFile
    code: str
    late: Duty | None  # none where it is not late any more
    stands: Explanation | None
    shown: Explanation | None
    deciders: "tuple[Person, ...]"

    @property
    def partly_withheld(self) -> bool:
        """Whether words of what stands are kept from this reader."""
        return bool(self.stands and self.shown and self.stands.text != self.shown.text)


def to_explain(standing: Standing, ref: str, code: str, due_on: date) -> ToExplain:
    """Open the page on which it is said why something is late; the read goes on record.

    What was late when somebody saw it may be done by now: then nothing is. Raises NotHereOrNotYours.
    """
    with together():  # a refusal is no read
        verb = "explanation.page_opened"
        file = child_file(standing, ref, verb=verb, part=Part.NOTES, right=Right.WRITE)
        child = file.child
        duty = Duty.objects.filter(child=child, code=code, due_at=due_on, is_open=True)
        late = duty.filter(queries.late_on(standing.on)).first()
        if code not in RULES or not file.may(part_of_rule(code)):
            raise NotHereOrNotYours(verb=verb, subject_type="child", subject_id=str(child.pk))
    of_it = Explanation.objects.filter(child=child, code=code, due_on=due_on).select_related("decided_by")
    versions = list(of_it.order_by("pk"))
    stands = next((row for row in versions if row.superseded_at is None), None)
    return ToExplain(
        file,
        code,
        late,
        stands,
        _as_shown(file, stands, versions),
        _deciders(file, standing, since=due_on),
    )


def _as_shown(
    file: ChildFile, stands: Explanation | None, versions: Iterable[Explanation]
) -> Explanation | None:
    if stands is None or not stands.text:
        return stands
    hidden = hidden_from(file)
    if not _may_read(file, stands):
        return hidden.without(stands, "text")
    return as_read(stands, ("text",), file, hidden, _authors(stands, versions))


def _deciders(file: ChildFile, standing: Standing, *, since: date) -> "tuple[Person, ...]":
    """The reader, whoever has worked with the child since a day, and whoever leads the body that holds them."""
    child, on = file.child, standing.on
    roles = Allocation.objects.standing().filter(child=child, role__in=_DECIDE, start__lte=on)
    worked = [
        row.person
        for row in roles.select_related("person").order_by("start")
        if row.end is None or row.end > since
    ]
    holding = HeldBy.objects.on(on).filter(child=child).values_list("body_id", flat=True)
    leads = organisations.holders((RoleKind.LEAD,), list(holding), on)
    reader = organisations.people([standing.person_id])
    everybody = {person.pk: person for person in [*reader.values(), *worked, *leads]}
    return tuple(everybody.values())
