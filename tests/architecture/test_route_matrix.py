"""The matrix: every route and method, asked by everybody who could ask, on the database of this pass.

What is right comes from two tables that the product does not run on: `who_sees_what.csv`, the document of who sees
and does what, cell by cell; and NEEDS below, what each route needs.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.urls import URLPattern, reverse
from django.utils import timezone

from architecture.needs import (
    ACCOUNT,
    ACTS_ONLY,
    ANSWERS,
    ANYBODY,
    DEMONSTRATION,
    FOR_SCRIPTS,
    HAVE_A_DAY,
    NEEDS,
    OF_A_CHILD,
)
from architecture.sent import encoded, extra_day, sent_by
from steadyhand.commands import routes
from steadyhand.config.urls import urlpatterns
from steadyhand.contexts.cases.permissions import table
from steadyhand.contexts.cases.permissions.table import Part, Relationship, Right
from steadyhand.contexts.cases.permissions.visibility import SOURCES
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.foundations.access import feeds, tenancy
from steadyhand.foundations.access.links import INVITATION, RESET
from steadyhand.foundations.access.models import Account
from steadyhand.foundations.audit.models import Entry
from steadyhand.foundations.notices.models import Notice
from web.fixtures import rolled_back
from web.world import PLANTED, Actor, World

NO_CHILD = "0" * 20
# Rows of the document that nobody can come in by yet, and why.
CANNOT_COME_IN = {
    "parent with parental responsibility": "no sign-in yet",
    "foster carer, home": "no sign-in yet",
    "complaints manager (council)": "there are no complaints on record yet that would name a child",
}
# Words that narrow a right to part of a part: nothing on the pages is marked as that part yet, so nothing shows.
NARROWED = {"in force", "own part", "if allowed", "what was written to them", "named files only"}

# Routes of which more is asked than what they answer.
OF_HAPPENINGS = (
    "record_happening", "correct_happening", "happenings", "child_facts", "change_circumstances", "change_home",
)  # fmt: skip
ON_RECORD = (
    *("child", "timetable", "explain_late", "child_calendar", "who_has_looked", "record_visit"),
    *OF_HAPPENINGS,
)
NOT_YOURS = (*ON_RECORD, "draft_visit", "put_away", "visit", "correct_visit")
OTHER_PAGES = (
    *("children", "today", "choose_visit", "practice", "record_visit", "who_has_looked", "visit"),
    "correct_visit",
)
LOOKED_AT = {*ON_RECORD, *NOT_YOURS, *OTHER_PAGES}


@pytest.fixture(autouse=True)
def passwords_hashed_quickly(settings: Any) -> None:
    """What is asked here is who may; that passwords are hashed slowly is asked elsewhere."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


class Document:
    """The document of who sees and does what, as it is written."""

    def __init__(self) -> None:
        with (Path(__file__).parent / "who_sees_what.csv").open(newline="") as file:
            rows = list(csv.reader(file))
        self.columns = rows[0][1:]
        self.rows = {row[0]: dict(zip(self.columns, row[1:], strict=True)) for row in rows[1:]}

    def cell(self, row: str, column: str, *, which: str = "") -> tuple[set[str], str]:
        """The letters of a cell and the words that narrow them. `which`: of two who share a row."""
        text = self.rows[row][column]
        for name in ("nurse", "head"):
            if text.startswith(f"{name} "):
                text = text.removeprefix(f"{name} ") if name in which else "-"
        found = re.match(r"(?:R|W|A)+(?:, ?(?:R|W|A)+)*(?= |$)", text)
        letters = found.group() if found else ""
        return set(letters) - set(", "), text[len(letters) :].strip()

    def gives(self, actor: Actor, letter: str, column: str) -> bool:
        """Whether the document gives this actor this right in this part, whole or narrowed."""
        if actor.row is None or actor.row in CANNOT_COME_IN:
            return False
        letters, words = self.cell(actor.row, column, which=actor.key)
        if column == "Address when withheld" and not actor.restricted:
            return False
        if words == "named files only" and not actor.named_file:
            return False
        return letter in letters


DOCUMENT = Document()


def expected(name: str, method: str, actor: Actor) -> int:
    """What a route should answer to this actor for the child they stand to."""
    method = "GET" if method == "HEAD" else method
    answer = ANSWERS.get(method, {}).get(name)
    if answer is None or (method == "GET" and name in ACTS_ONLY):
        return 405
    needs = NEEDS[name]
    signed_in = actor.account_id is not None
    if needs == DEMONSTRATION:
        return 404
    if needs == ANYBODY:
        return 302 if name == "account_login" and signed_in else answer
    if not signed_in:
        if name in FOR_SCRIPTS:
            return 401
        return 403 if method == "POST" and needs != ACCOUNT else 302  # what was typed stays on the page
    if needs == ACCOUNT:
        return answer
    if not actor.on_record:
        return 404
    if isinstance(needs, frozenset):
        return answer if actor.role in needs else 404
    if isinstance(needs, tuple):
        return answer if DOCUMENT.gives(actor, *needs) else 404
    if name == "today" and actor.role not in HAVE_A_DAY:
        return 302
    return answer


def named_routes() -> dict[str, URLPattern]:
    return {pattern.name: pattern for pattern in urlpatterns}


def test_every_route_is_in_the_matrix_and_nothing_else() -> None:
    there, listed = set(named_routes()), {route.name for route in routes.ROUTES}
    for name in sorted(there - listed):
        pytest.fail(
            f"The route {name!r} is in no matrix. Say what it needs: a Route in steadyhand/commands/routes.py, a line"
            " in NEEDS and its methods in ANSWERS here; then `make docs`."
        )
    assert listed <= there, (
        f"no longer routes, take them out of steadyhand/commands/routes.py: {listed - there}"
    )
    assert set(NEEDS) == there, f"NEEDS here lacks or keeps too long: {set(NEEDS) ^ there}"
    assert len(named_routes()) == len(urlpatterns), "two routes share a name"
    for route in routes.ROUTES:
        assert str(named_routes()[route.name].pattern) == route.address


def test_the_table_the_product_runs_on_is_the_document() -> None:
    """Right for right. Where they differ it is listed, with why."""
    differences = set()
    for relationship, row in ROWS.items():
        for part in Part:
            letters, words = DOCUMENT.cell(row, part.value, which=relationship.name.lower())
            if letters != {right.value for right in table.grants(relationship, part)}:
                differences.add((relationship, part, "".join(sorted(letters)), words))
    known = {(relationship, part) for relationship, part, _, _ in differences} - KNOWN_DIFFERENCES.keys()
    assert not known, f"the table differs from the document: {sorted(known)}"
    assert set(KNOWN_DIFFERENCES) == {(relationship, part) for relationship, part, _, _ in differences}


R = Relationship
ROWS = {
    relationship: next(row for row in DOCUMENT.rows if row.split(" (nominated")[0] == relationship.value)
    for relationship in Relationship
    if relationship not in {R.EMERGENCY, R.VIRTUAL_SCHOOL_HEAD, R.DESIGNATED_NURSE}
} | dict.fromkeys((R.VIRTUAL_SCHOOL_HEAD, R.DESIGNATED_NURSE), "virtual school head / designated nurse")
ROWS[R.EMERGENCY] = ROWS[R.COVER]
KNOWN_DIFFERENCES = {
    (R.EMERGENCY, Part.ADDRESS): "break-glass is as covering, but never opens a restricted item",
    (R.COMMISSIONER, Part.DECISIONS): "decisions about contracts, not about a child",
    (R.COMMISSIONER, Part.MONEY): "opens with the invoice in hand, and none is kept yet",
    (R.CARER, Part.IDENTITY): "no sign-in yet",
    (R.CARER, Part.NOTES): "no sign-in yet",
    (R.CARER, Part.PLANS): "no sign-in yet",
    (R.CARER, Part.HEALTH): "no sign-in yet",
    (R.CARER, Part.EDUCATION): "no sign-in yet",
    (R.CARER, Part.DECISIONS): "no sign-in yet",
    (R.CARER, Part.DOCUMENTS): "no sign-in yet",
    (R.VIRTUAL_SCHOOL_HEAD, Part.DOCUMENTS): "the document says only 'own part'",
    (R.DESIGNATED_NURSE, Part.DOCUMENTS): "the document says only 'own part'",
    (R.COMPLAINTS_MANAGER, Part.DOCUMENTS): "the document says only 'complaint's'",
}


def test_every_relationship_that_may_know_a_child_can_be_one_or_says_why_not() -> None:
    read = {
        relationship
        for relationship in Relationship
        if Right.READ in table.grants(relationship, Part.IDENTITY)
    }
    assert set(SOURCES) == read - table.WAITING
    assert not {kind for kind in RoleKind if kind.value in {"parent", "carer", "foster_carer"}}


def test_the_declared_table_says_what_the_document_says(standing_world: World) -> None:
    """The generated document, cell by cell, for everybody who stands to the child in one way."""
    named = {row: relationship for relationship, row in ROWS.items()}
    wrong = []
    for actor in standing_world.actors.values():
        if not actor.row:
            continue
        relationship = R[actor.because.upper()] if actor.because else named[actor.row]
        who = routes.caller(relationship)
        if actor.role is not None:
            who = routes.Caller(True, True, actor.role, relationship, actor.named_file)
        for route in routes.ROUTES:
            for method in routes.METHODS:
                if route.status(method, who) != expected(route.name, method, actor):
                    wrong.append(f"{actor.key}: {method} {route.name}")
    assert not wrong


def ask(name: str, method: str, world: World, actor: Actor, *, ref: str = "") -> HttpResponse:
    """One request by this actor, as the browser would send it."""
    arguments: list[object] = []
    if name in OF_A_CHILD:
        arguments = [ref or actor.child_ref]
    elif name == "correct_happening":
        arguments = [ref or actor.child_ref, world.happening]
    elif name == "change_home":
        arguments = [ref or actor.child_ref, world.home]
    elif name == "explain_late":
        arguments = [ref or actor.child_ref, "PP-1", world.late]
    elif name in {"visit", "correct_visit"}:
        arguments = [ref or actor.child_ref, world.occasion]
    elif name == "invitation":
        arguments = [INVITATION.make(Account.objects.get(email="nobody@example.org"))]
    elif name == "new_password":
        arguments = [RESET.make(Account.objects.get(email="nobody@example.org"))]
    elif name == "sign_in_as":
        arguments = [world.people["social worker"]]
    elif name == "calendar_feed":
        arguments = [feeds.make(world.actors["social worker"].account_id or 0)]
    elif name == "notice_seen":
        to = actor.account_id or 0
        arguments = [Notice.objects.create(to_account_id=to, kind=Notice.Kind.WORRY).ref]
    elif name in {"rule", "change_rule"}:
        arguments = ["H-1"]
    elif name == "take_off_days":
        with tenancy.within([world.council_id]):
            arguments = [extra_day(world).pk]
    sent = sent_by(name, world, actor) if method == "POST" else {}
    body, kind = encoded(sent)
    return actor.client().generic(
        method,
        reverse(name, args=arguments) + ("?what=missing_start" if name == "record_happening" else ""),
        body,
        content_type=kind,
    )


def methods() -> tuple[str, ...]:
    """Every way of asking; HEAD, which is GET without its body, on one database."""
    return ("GET", "HEAD", "POST") if connection.vendor == "sqlite" else ("GET", "POST")


def cells(world: World, method: str = "GET") -> list[Actor]:
    """Everybody who could ask by GET and POST; by another method, which lets nobody in, one of each kind of asker."""
    actors = list(world.actors.values())
    if method in {"GET", "POST"}:
        return actors
    kinds = {
        (
            actor.account_id is None,
            actor.on_record,
            DOCUMENT.gives(actor, "W", "Notes, visits, contacts"),
        ): actor
        for actor in actors
    }
    return list(kinds.values())


@pytest.mark.parametrize("name", sorted(NEEDS))
def test_a_route_answers_everybody_as_the_document_says(name: str, world: World) -> None:
    wrong = []
    for method in methods():
        for actor in cells(world, method):
            if name in LOOKED_AT:
                got = asked(name, method, world, actor).status
            else:
                with rolled_back():
                    got = ask(name, method, world, actor).status_code
            wanted = expected(name, method, actor)
            if got != wanted:
                wrong.append(f"{actor.key}: {method} {name} answers {got}, and the document says {wanted}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.sqlite
@pytest.mark.parametrize("name", sorted(NEEDS))
def test_a_route_takes_no_other_method_from_anybody(name: str, world: World) -> None:
    """On one database: a method is refused before anything of the record is asked for."""
    wrong = []
    for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
        for actor in cells(world, method):
            with rolled_back():
                got = ask(name, method, world, actor).status_code
            if got != 405:
                wrong.append(f"{actor.key}: {method} {name} answers {got}")
    assert not wrong, "\n".join(wrong)


@dataclass(frozen=True)
class Asked:
    """What a request came to: its status, its page, all that can be told from it, and what it left on record."""

    status: int
    page: str
    told: tuple[object, ...]
    entries: list[Entry]


def asked(name: str, method: str, world: World, actor: Actor, *, ref: str = "") -> Asked:
    """Ask once what several tests look at: the same request of the same world, which it leaves as it was."""
    key = (id(world), name, method, actor.key, ref)
    if key not in _ASKED:
        with rolled_back():
            with tenancy.within([world.council_id]):
                before = Entry.objects.order_by("pk").last().pk
            answer = ask(name, method, world, actor, ref=ref)
            page = answer.content.decode()
            entries = {entry.pk: entry for entry in Entry.objects.filter(pk__gt=before)}  # no council's
            with tenancy.within([world.council_id]):
                entries |= {entry.pk: entry for entry in Entry.objects.filter(pk__gt=before)}
        _ASKED[key] = Asked(answer.status_code, page, alike(answer), [*entries.values()])
    return _ASKED[key]


_ASKED: dict[tuple[object, ...], Asked] = {}


def alike(answer: HttpResponse) -> tuple[object, ...]:
    """All that can be told from an answer, but for each form's token, the answer's own reference and the time of day."""
    reference = answer.headers["Steadyhand-Reference"]
    for said in ("Steadyhand-Reference", "Content-Length"):  # the length of the whole, with its time of day
        del answer.headers[said]
    body = re.sub(rb'(name="csrfmiddlewaretoken" value=")[^"]+', rb"\1", answer.content)
    body = re.sub(rb"(as it stood on )[^.]+", rb"\1", body.replace(reference.encode(), b""))
    return answer.status_code, sorted(answer.headers.items()), sorted(answer.cookies), body


@pytest.mark.parametrize("name", NOT_YOURS)
def test_what_is_not_yours_cannot_be_told_from_what_is_not_there(name: str, world: World) -> None:
    """And the refusal is on record: who, what, about whom, from which page."""
    compared = 0
    for actor in cells(world):
        if actor.account_id is None or expected(name, "GET", actor) != 404:
            continue
        nobodys = {}
        ways = [method for method in methods() if actor in cells(world, method)]
        for method in ways:
            with rolled_back():
                nobodys[method] = alike(ask(name, method, world, actor, ref=NO_CHILD))
        requests = [(method, actor.child_ref) for method in ways]
        if actor.row:
            requests.append(("GET", world.neighbour_ref))
        for method, ref in requests:
            if expected(name, method, actor) != 404:
                continue
            refused = asked(name, method, world, actor, ref="" if ref == actor.child_ref else ref)
            (entry,) = refused.entries
            assert refused.told == nobodys[method], f"{actor.key} can tell by {method} {name}"
            compared += 1
            assert (entry.kind, entry.actor_id) == (Entry.Kind.REFUSAL, actor.account_id)
            assert entry.verb
            assert entry.route == name
            if actor.on_record:
                assert entry.subject_type == "child"
                assert entry.subject_id in {ref, str(actor.child_id), str(world.neighbour_id)}
    assert compared > 40


@pytest.mark.parametrize(
    "name",
    [
        "emergency",
        "practice",
        "calendar",
        "calendar_settings",
        "notice_seen",
        "change_rule",
        "add_days",
        "take_off_days",
    ],
)
def test_a_refusal_by_role_is_on_record(name: str, world: World) -> None:
    for actor in cells(world):
        method = "POST" if name == "notice_seen" else "GET"
        if actor.account_id is None or (expected(name, method, actor) != 404 and name != "notice_seen"):
            continue
        with rolled_back():
            before = Entry.objects.order_by("pk").last().pk
            if name == "notice_seen":
                somebody_elses = Notice.objects.create(to_account_id=0, kind=Notice.Kind.WORRY)
                answer = actor.client().post(reverse(name, args=[somebody_elses.ref]))
            else:
                answer = ask(name, method, world, actor)
            assert answer.status_code == 404
            (entry,) = Entry.objects.filter(pk__gt=before, kind=Entry.Kind.REFUSAL)
            assert (entry.actor_id, entry.route) == (actor.account_id, name)
            assert entry.subject_type in {"person", "account", "notice", "calendar_days"}


@pytest.mark.parametrize("name", ON_RECORD)
def test_a_page_that_was_shown_is_on_record_with_why(name: str, world: World) -> None:
    for actor in cells(world):
        if expected(name, "GET", actor) != 200:
            continue
        about = ("child", str(actor.child_id))
        left = asked(name, "GET", world, actor).entries
        (entry,) = [each for each in left if (each.subject_type, each.subject_id) == about]
        assert (entry.kind, entry.actor_id) == (Entry.Kind.READ, actor.account_id)
        assert (entry.because, entry.council_id) == (actor.because, world.council_id), actor.key
        assert entry.route == name


def shown(actor: Actor) -> set[str]:
    """Which planted words the document lets this actor find on the child's page."""
    if not DOCUMENT.gives(actor, "R", "Identity, spans, network"):
        return set()
    words = {"name", "family name"}
    _, narrowed = DOCUMENT.cell(actor.row or "", "Identity, spans, network")
    if narrowed.startswith("name"):
        return words
    words.add("relative")
    if actor.because != "child" and DOCUMENT.gives(actor, "R", "Notes, visits, contacts"):
        words.add("to know")  # written for those who work with the child, to know before they talk
    if DOCUMENT.gives(actor, "R", "Address when withheld"):
        words |= {"address", "phone", "carers"}  # who lives there tells where it is
    if actor.because == "child":
        words.add("carers")  # a child knows whom they live with
    if DOCUMENT.gives(actor, "R", "Notes, visits, contacts"):
        _, narrowed = DOCUMENT.cell(actor.row or "", "Notes, visits, contacts")
        words.add("said")
        if narrowed != "what was written to them":
            words |= {"narrative", "contact", "note", "event", "happening"}
            if narrowed != "last 30 days":
                words.add("old narrative")
    _, narrowed = DOCUMENT.cell(actor.row or "", "Plans, reviews", which=actor.key)
    if DOCUMENT.gives(actor, "R", "Plans, reviews") and narrowed not in NARROWED:
        words.add("review")
    return words


def test_inside_the_page_each_part_is_shown_to_its_readers_alone(world: World) -> None:
    wrong = []
    for actor in cells(world):
        page = asked("child", "GET", world, actor).page
        found = {part for part, word in PLANTED.items() if word in page}
        if actor.child_ref != world.child_ref:
            assert not found
            continue
        for part in sorted(found ^ shown(actor)):
            wrong.append(f"{actor.key}: {part} is {'' if part in found else 'not '}shown")
        if ('id="seen"' in page) != DOCUMENT.gives(actor, "R", "Who looked"):
            wrong.append(f"{actor.key}: who has looked")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", OTHER_PAGES)
def test_no_other_page_shows_a_word_that_is_not_the_readers(name: str, world: World) -> None:
    wrong = []
    for actor in cells(world):
        page = asked(name, "GET", world, actor).page
        found = {part for part, word in PLANTED.items() if word in page}
        for part in sorted(found - shown(actor)):
            wrong.append(f"{actor.key}: {part} is shown on {name}")
        if "Neighbourname" in page and not actor.key.startswith("neighbour's"):
            wrong.append(f"{actor.key}: the neighbour's child is on {name}")
    assert not wrong, "\n".join(wrong)


def test_search_finds_those_one_may_open_and_shows_no_word_that_is_not_the_readers(world: World) -> None:
    wrong = []
    for actor in cells(world):
        sees = DOCUMENT.gives(actor, "R", "Identity, spans, network")
        for typed in (PLANTED["name"], "zefyrin", PLANTED["family name"], "Formername", "Neighbourname"):
            with rolled_back():
                answer = actor.client().get(reverse("find"), {"q": typed})
            page = answer.content.decode()
            found = {part for part, word in PLANTED.items() if word in page.replace(typed, "", 1)}
            wrong += [f"{actor.key}: {part} is shown" for part in sorted(found - shown(actor))]
            asked_for = answer.status_code == 200 and actor.child_ref == world.child_ref
            if asked_for and typed in PLANTED.values() and (f"/children/{actor.child_ref}" in page) != sees:
                wrong.append(f"{actor.key}: {typed}")
            if not sees and "/children/" in page and not actor.key.startswith("neighbour's"):
                wrong.append(f"{actor.key}: somebody is found")
            if typed == "Neighbourname" and "/children/" in page and not actor.key.startswith("neighbour's"):
                wrong.append(f"{actor.key}: the neighbour's child is found")
    assert not wrong, "\n".join(wrong)


def test_the_list_of_children_is_those_one_may_open(world: World) -> None:
    for actor in cells(world):
        page = asked("children", "GET", world, actor).page
        sees = DOCUMENT.gives(actor, "R", "Identity, spans, network")
        assert (f"/children/{actor.child_ref}" in page) == sees, actor.key


def test_a_right_ends_to_the_minute(world: World) -> None:
    """A window that has just ended opens nothing, and the page that was open a moment ago cannot be sent."""
    from steadyhand.contexts.cases.models import AccessWindow

    actor = world.actors["covering"]
    assert ask("child", "GET", world, actor).status_code == 200
    with tenancy.within([world.council_id]):
        window = AccessWindow.objects.get(person__account_id=actor.account_id)
        assert window.end > timezone.now() + timedelta(hours=1)
        AccessWindow.objects.filter(pk=window.pk).update(closed_at=timezone.now())
    assert ask("child", "GET", world, actor).status_code == 404
    assert ask("record_visit", "POST", world, actor).status_code == 404
