"""What is so of a child and of the homes they live or lived in, as far as the timetable turns on it."""

from dataclasses import dataclass

from steadyhand.contexts.cases import queries
from steadyhand.contexts.cases.loaders import ChildFile, HomeShown, child_file
from steadyhand.contexts.cases.loaders.happenings import name_of as name_of
from steadyhand.contexts.cases.loaders.happenings import named_row
from steadyhand.contexts.cases.loaders.homes import home_shown
from steadyhand.contexts.cases.models import Circumstances, Placement
from steadyhand.contexts.cases.permissions.table import Part, Relationship, Right
from steadyhand.contexts.organisations.permissions import Standing
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.foundations.audit.record import together


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """One home and what is said of it; of a home that is kept from the reader, nothing is (`row` is None)."""

    name: str
    shown: HomeShown
    row: Placement | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said of a child. `stands`: an empty row where nobody has said anything; `version` is empty then."""

    file: ChildFile
    stands: Circumstances
    version: str
    homes: tuple[HomeFacts, ...] = ()  # the latest first
    may_change: bool = False


def child_facts(standing: Standing, ref: str, *, right: Right = Right.READ) -> Facts:
    """Open what is so of a child; the read goes on record. Raises NotHereOrNotYours."""
    file = child_file(standing, ref, verb="facts.opened", part=Part.IDENTITY, right=right)
    if file.name_only:
        return Facts(file, Circumstances(), "")
    stands = Circumstances.objects.standing().filter(child=file.child).select_related("recorded_by").first()
    return Facts(
        file,
        stands or Circumstances(),
        name_of(stands) if stands else "",
        tuple(_home(file, row) for row in reversed(_standing(file))),
        file.may(Part.IDENTITY, Right.WRITE),
    )


def _standing(file: ChildFile) -> list[Placement]:
    return [row for row in queries.homes_near(file.child, ()) if row.superseded_at is None]


def _home(file: ChildFile, row: Placement) -> HomeFacts:
    own = Relationship.CHILD in file.tie.relationships
    shown = home_shown(row, may_see_withheld=file.may(Part.ADDRESS), own=own)
    return HomeFacts(name_of(row), shown, None if shown.hidden else row)


@dataclass(frozen=True, slots=True)
class HomeToChange:
    """One home of a child, as its page named it (`opened`) and as it stands."""

    file: ChildFile
    shown: HomeShown
    opened: Placement
    stands: Placement


def home_to_change(standing: Standing, ref: str, name: str) -> HomeToChange:
    """Open a home of a child to say more of it. Raises NotHereOrNotYours, also for a home that is kept from them."""
    verb = "facts.opened"
    with together():  # a refusal is no read
        file = child_file(standing, ref, verb=verb, part=Part.IDENTITY, right=Right.WRITE)
        pk = named_row(Placement, file.child.pk, name)
        rows = {row.pk: row for row in queries.homes_near(file.child, ())}
        after = {row.corrects_id: row for row in rows.values() if row.corrects_id}
        opened = stands = rows.get(pk) if pk else None
        while stands is not None and stands.superseded_at is not None:
            stands = after.get(stands.pk)
        found = _home(file, stands) if stands else None
        if opened is None or stands is None or found is None or found.row is None:
            raise NotHereOrNotYours(verb=verb, subject_type="child", subject_id=str(file.child.pk))
    return HomeToChange(file, found.shown, opened, stands)


def circumstances_opened(file: ChildFile, name: str) -> Circumstances:
    """The version that a page named when it was opened; an empty row where there was none, or for what names none."""
    pk = named_row(Circumstances, file.child.pk, name) if name else None
    found: Circumstances | None = (
        Circumstances.objects.filter(pk=pk, child=file.child).first() if pk else None
    )
    return found or Circumstances()
