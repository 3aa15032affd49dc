"""A child's rows as a page reads them: sentences, lanes, the story."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from steadyhand.contexts.cases.loaders import ChildFile, ChildNow, HomeShown, Look
from steadyhand.contexts.cases.permissions.table import Part, Relationship, Right
from steadyhand.contexts.cases.states import SIBLINGS, AllocationRole, LegalStatusCode, NoteKind, RelationKind
from steadyhand.web.dates import age_on, clock_time, count, day_alone, day_in_full, how_long
from steadyhand.web.duty_rows import rows, untold
from steadyhand.web.entry.doors import Visitor

if TYPE_CHECKING:
    from steadyhand.contexts.cases.models import Visit

_BECAUSE = {
    "allocated": "works with the child",
    "lead": "leads the practice or team",
    "cover": "covering for a colleague",
    "emergency": "opened for a reason in an emergency",
    "on_call": "on call",
    "council_officer": "council officer",
    "reviewing_officer": "reviewing officer",
    "child": "their own record",
    "advocate": "advocate",
    "independent_visitor": "independent visitor",
    "virtual_school_head": "virtual school head",
    "designated_nurse": "designated nurse",
    "inspector": "inspection",
}
STORY_FIRST = 6  # happenings shown before the rest is folded away
# What a change that opened access says, by the kind of window.
_OPENED = {
    "emergency": "opened the record in an emergency",
    "cover": "let a colleague cover",
    "on_call": "opened the record to whoever is on call",
    "inspection": "opened the record to an inspection",
}
_KINDS = {"read": "looked", "change": "wrote or changed something", "refusal": "was refused"}


def sub_pages(file: ChildFile, current: str) -> list[tuple[str, str, bool]]:
    """The pages inside one child's record that this reader may open."""
    if file.name_only:
        return []  # one page alone needs no row of pages
    own = Relationship.CHILD in file.tie.relationships  # for whom one page says it all
    happened = [] if own else [("What happened", "happenings"), ("Facts", "child_facts")]
    looked = [("Who has looked", "who_has_looked")] if file.may(Part.WHO_LOOKED) else []
    items = [("Now", "child"), ("Timetable", "timetable"), ("Calendar", "child_calendar"), *happened, *looked]
    return [(text, reverse(name, args=[file.child.ref]), name == current) for text, name in items]


def identity_lines(file: ChildFile, today: date, now: ChildNow | None) -> list[str]:
    """How to say the name, age, home: a line each."""
    identity = file.identity
    if file.name_only:
        return []
    said = f"Said {identity.said_as}. " if identity.said_as else ""
    pronouns = (
        f"{identity.pronouns[:1].upper()}{identity.pronouns[1:].rstrip('.')}. " if identity.pronouns else ""
    )
    born = identity.date_of_birth
    lines = [f"{said}{pronouns}{age_on(today, born)}, born {born.day} {born:%B %Y}."]
    if now and now.home:
        lines.append(lives_with(now.home) + ".")
    return lines


def _with(home: HomeShown) -> str:
    return f"With {home.carers}" if home.carers else "At a home that is withheld"


def lives_with(home: HomeShown) -> str:
    """Where a child lives, in the words the reader may have."""
    return f"Lives with {home.carers}" if home.carers else "Lives at a home that is withheld"


def now_page(file: ChildFile, now: ChildNow, visitor: Visitor) -> dict[str, object]:
    """Context of the child's page."""
    identity, today = file.identity, visitor.today
    may_write = file.may(Part.NOTES, Right.WRITE)
    story = _story(now, today, ref=file.child.ref, may_write=may_write)
    due = rows(
        now.duties,
        identities={file.child.pk: identity},
        today=today,
        may_write=lambda part: file.may(part, Right.WRITE),
        name_child=False,
    )
    return {
        "file": file,
        "name_only": file.name_only,
        "is_child": Relationship.CHILD in file.tie.relationships,
        "identity_lines": identity_lines(file, today, now),
        "sub_items": sub_pages(file, "child"),
        "notes_to_know": [_note(note, today) for note in now.notes_to_know],
        "notes_ended": count(now.notes_ended, "older note has", "older notes have")
        if now.notes_ended
        else "",
        "due": due,
        "untold": untold(now.untold, {file.child.pk: identity}, name_child=False),
        "may_record": may_write and not any(row.is_visit for row in due),  # else the row says it
        "may_record_more": may_write
        or file.may(Part.HEALTH, Right.WRITE)
        or file.may(Part.EDUCATION, Right.WRITE),
        "people": _people(now, visitor),
        "body": now.held_by.name if now.held_by else "",
        "answers": file.child.council.name,
        "home": now.home,
        "said": [_said(visit, identity.first_name, today) for visit in now.said[:1]],
        "earlier_said": [_said(visit, identity.first_name, today) for visit in now.said[1:]],
        "lanes": lanes(now, today),
        "since": min([row.start for row in now.care], default=today),
        "today": today,
        "story": story[:STORY_FIRST],
        "earlier_story": story[STORY_FIRST:],
        "earlier_story_title": f"Earlier: {count(len(story[STORY_FIRST:]), 'thing')} that happened",
        "page_title": identity.name,
    }


def _note(note: object, today: date) -> dict[str, str]:
    ends = f" Ends {day_alone(note.ends_on, today)}." if note.ends_on else ""  # type: ignore[attr-defined]
    return {
        "text": note.text,  # type: ignore[attr-defined]
        "kind": "know" if note.kind == NoteKind.KNOW else "",  # type: ignore[attr-defined]
        "more": f"{note.because}{ends}".strip(),  # type: ignore[attr-defined]
    }


def _people(now: ChildNow, visitor: Visitor) -> list[dict[str, object]]:
    found = []
    # the social worker first: it is they whom the child and everybody else asks
    for row in sorted(now.allocations, key=lambda row: row.code != AllocationRole.SOCIAL_WORKER):
        own = row.person_id == visitor.person.pk
        since = how_long(row.start, visitor.today)
        found.append(
            {
                "name": row.name,
                "role": AllocationRole(row.code).label,
                "more": f"You, for {since}" if own else f"For {since}",
                "phone": "" if own else row.phone,
                "own": row.code == AllocationRole.SOCIAL_WORKER,
            }
        )
    roles = {row.code for row in now.allocations}
    # Who has left care and has a personal adviser needs no social worker.
    cared_for = any(row.end is None for row in now.care) or AllocationRole.PERSONAL_ADVISER not in roles
    if AllocationRole.SOCIAL_WORKER not in roles and cared_for and now.held_by:
        found.insert(
            0,
            {
                "name": "Nobody yet",
                "role": "Social worker",
                "more": f"Ask {now.held_by.name}",
                "phone": "",
                "own": False,
            },
        )
    if now.home and now.home.carers:
        home = now.home
        found.append({"name": home.carers, "role": "Home", "more": "", "phone": home.phone, "own": False})
    for other in now.relationships:
        if other.name and other.may_be_named and other.kind not in SIBLINGS:
            found.append(
                {
                    "name": other.name,
                    "role": RelationKind(other.kind).label,
                    "more": "",
                    "phone": "",
                    "own": False,
                }
            )
    return found


def _said(visit: object, name: str, today: date) -> dict[str, str]:
    day = day_alone(timezone.localtime(visit.started_at).date(), today)  # type: ignore[attr-defined]
    return {"said": visit.said, "by": f"{name}, to {visit.visited_by.first_name}, {day}"}  # type: ignore[attr-defined]


def lanes(now: ChildNow, today: date) -> list[dict[str, object]]:
    """The dated spans since care began, one lane a kind."""
    found = [
        ("In care", [(row.start, row.end, "In care") for row in now.care]),
        ("Legal status", [(row.start, row.end, LegalStatusCode(row.code).label) for row in now.legal]),
        ("Home", [(row.start, row.end, _with(row)) for row in now.homes]),
        ("Social worker", _of_role(now, AllocationRole.SOCIAL_WORKER)),
        ("Reviewing officer", _of_role(now, AllocationRole.REVIEWING_OFFICER)),
    ]
    return [
        {
            "name": name,
            "now": _now_words(spans, today),
            "spans": [{"text": text, "start": start, "end": end} for start, end, text in spans],
        }
        for name, spans in found
        if spans
    ]


def _of_role(now: ChildNow, role: AllocationRole) -> list[tuple[date, date | None, str]]:
    return [(row.start, row.end, row.name) for row in now.past_allocations if row.code == role]


def _now_words(spans: list[tuple[date, date | None, str]], today: date) -> str:
    start, end, text = spans[-1]
    before = len(spans) - 1
    earlier = f". {count(before, 'other')} before" if before else ""
    if end is not None and end <= today:
        return f"ended {day_alone(end, today)}{earlier}"
    since = f"since {day_alone(start, today)}"
    return f"{since}{earlier}" if text == "In care" else f"{text}, {since}{earlier}"


def _story(now: ChildNow, today: date, *, ref: str, may_write: bool) -> list[dict[str, object]]:
    """What happened in the last year, newest first; of each visit, where to read it in all its versions."""
    since = today - timedelta(days=365)
    items: list[tuple[date, int, str, str, str]] = []
    more: dict[object, dict[str, object]] = {}
    for visit in now.visits:  # none for whoever may not read them whole
        day = timezone.localtime(visit.started_at).date()
        text = "\n\n".join(filter(None, (visit.narrative, visit.own_part)))
        items.append((day, visit.pk, _visit_title(visit), text, visit.visited_by.name))
        more[items[-1]] = _of_a_visit(visit, ref=ref, may_write=may_write)
    items += [(timezone.localtime(row.at).date(), row.pk, row.title, row.text, "") for row in now.written]
    items += [
        (row.start, 0, f"Moved: {_with(row)[0].lower()}{_with(row)[1:]}", "", "")
        for row in now.homes
        if row.start >= since
    ]
    items += [(row.start, 0, "Came into care", "", "") for row in now.care if row.start >= since]
    items.sort(key=lambda item: (item[0], item[1]), reverse=True)
    shown: list[dict[str, object]] = []
    for item in items:
        day, _, title, text, by = item
        shown.append(
            {
                "title": title,
                "text": text,
                "date": day_alone(day, today),
                "by": by,
            }
            | more.get(item, {})
        )
    return shown


def _of_a_visit(visit: "Visit", *, ref: str, may_write: bool) -> dict[str, object]:
    """Whether somebody was worried; where it is read whole, and put right; and where its earlier versions are, if any."""
    page = reverse("visit", args=[ref, visit.occasion])
    acts = [("The whole visit", page)]
    if may_write:
        acts.append(("Put this right", reverse("correct_visit", args=[ref, visit.occasion])))
    earlier = f"Put right by {visit.recorded_by.name}: earlier versions" if visit.corrects_id else ""
    return {"worried": visit.worried, "acts": acts, "earlier": earlier, "earlier_url": f"{page}#earlier"}


def _visit_title(visit: object) -> str:
    if not visit.child_seen:  # type: ignore[attr-defined]
        return "Visit, not seen"
    return "Visit, seen alone" if visit.seen_alone else "Visit, seen with others"  # type: ignore[attr-defined]


def looks(found: list[Look], today: date) -> list[dict[str, str]]:
    """Who looked, as sentences."""
    return [
        {
            "name": look.name,
            "body": look.body,
            "did": _OPENED.get(look.because, _KINDS[look.kind])
            if look.kind == "change"
            else _KINDS[look.kind],
            "because": "" if look.kind == "change" else _BECAUSE.get(look.because, ""),
            "when": _moment(look.at, today),
            "reason": look.reason,
            "times": count(look.times, "time") if look.times > 1 else "",
        }
        for look in found
    ]


def _moment(at: datetime, today: date) -> str:
    day = timezone.localtime(at).date()
    if day == today:
        return f"today, {clock_time(at)}"
    if day == today - timedelta(days=1):
        return f"yesterday, {clock_time(at)}"
    return f"{day_in_full(day, today)}, {clock_time(at)}"
