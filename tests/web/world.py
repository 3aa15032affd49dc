"""Everybody who could ask for one child's record, each standing to the child in one way, with words planted in it.

Made once through the operations, as pages would make it. Everybody is invented.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.utils import timezone

from contexts.builders import chose_a_password
from steadyhand.contexts.cases import operations as cases
from steadyhand.contexts.cases.loaders.happenings import name_of
from steadyhand.contexts.cases.models import AccessWindow, Child, Duty
from steadyhand.contexts.cases.states import (
    AllocationRole,
    ChildsPart,
    ContactKind,
    EventKind,
    LegalStatusCode,
    NoteKind,
    PlacementType,
    RelationKind,
    Sex,
    VisitPlace,
    WindowKind,
)
from steadyhand.contexts.organisations import operations as organisations
from steadyhand.contexts.organisations.models import Organisation, Person, Role
from steadyhand.contexts.organisations.states import REGISTERED_KINDS, BodyKind, LegalForm, RoleKind
from steadyhand.foundations.access import tenancy
from steadyhand.foundations.access.models import Account

_HANDLERS: dict[str, Any] = {}
PASSWORD = "a long invented password"

# What is planted in the child's record, by the part of the record it belongs to.
PLANTED = {
    "name": "Zephyrine",
    "family name": "Quillfeather",
    "carers": "Marjoram Thistlewood",
    "relative": "Auntie Periwinkle",
    "address": "Withheldstone Lane",
    "phone": "01632 960777",
    "said": "Saidword, I like the dog",
    "narrative": "Narrativeword",
    "contact": "Contactword",
    "note": "Noteword",
    "event": "Eventword",
    "happening": "Happeningword",
    "old narrative": "Longagoword",
    "review": "Reviewsummaryword",
    "to know": "Standingword",
}


@dataclass(frozen=True)
class Actor:
    """Somebody who asks: which row of the document is theirs (none: nothing), and how the record says why."""

    key: str
    row: str | None
    because: str = ""
    role: RoleKind | None = None
    account_id: int | None = None
    on_record: bool = True  # the account belongs to a person
    session: str = ""
    child_ref: str = ""  # the child they ask for
    child_id: int = 0
    restricted: bool = True  # reads restricted items where the row says so
    named_file: bool = True

    def client(self, **options: Any) -> Client:
        """A browser in which this person is signed in, if they can sign in at all."""
        client = Client(**options)
        # One chain of middleware for all: putting it together finds every static file anew.
        client.handler = _HANDLERS.setdefault(str(options.get("enforce_csrf_checks", False)), client.handler)
        if self.session:
            client.cookies["sessionid"] = self.session
        return client


@dataclass
class World:
    """One child and everybody around them, and the neighbours' child."""

    today: date
    child_ref: str = ""
    child_id: int = 0
    sibling_ref: str = ""
    neighbour_ref: str = ""
    neighbour_id: int = 0
    newest_visit: int = 0  # to the child
    occasion: str = ""  # of that visit
    happening: str = ""  # what addresses call something that happened, and the home
    home: str = ""
    late: date = date.min  # the day the placement plan was due, which is not signed
    plain_ref: str = ""
    council_id: int = 0
    actors: dict[str, Actor] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)  # key of an actor: ref of the person

    def client(self, key: str, **options: Any) -> Client:
        """A browser in which this actor is signed in."""
        return self.actors[key].client(**options)


def build(today: date) -> World:
    """Put the world into the database in use."""
    return _Builder(today).build()


class _Builder:
    def __init__(self, today: date) -> None:
        self.world = World(today)
        self.start = today - timedelta(days=200)
        self.yesterday = today - timedelta(days=1)

    def build(self) -> World:
        self._bodies()
        with tenancy.within([self.council.pk, self.neighbour.pk]):
            self._children()
            self._everybody()
            self._words()
            due = Duty.objects.get(child=self.child, code="PP-1").due_at
            assert due is not None
            self.world.late = due
            self._ends()
        return self.world

    def _bodies(self) -> None:
        def body(kind: BodyKind, name: str, *engaged_by: Organisation, **more: Any) -> Organisation:
            form = {"legal_form": LegalForm.CHARITY} if kind == BodyKind.PRACTICE else {}
            made = organisations.establish(kind=kind, name=name, by=None, on=self.start, **form, **more)
            for council in engaged_by:
                organisations.engage(body=made, council=council, by=None, on=self.start)
            return made

        self.council = body(BodyKind.COUNCIL, "Northmere", authority_code="E99000001")
        self.neighbour = body(BodyKind.COUNCIL, "Southmere", authority_code="E99000002")
        self.practice = body(BodyKind.PRACTICE, "Lantern", self.council)
        self.other_practice = body(BodyKind.PRACTICE, "Oakfield", self.council)
        self.neighbour_practice = body(BodyKind.PRACTICE, "Quayside", self.neighbour)
        self.advocacy = body(BodyKind.ADVOCACY, "Speak Up", self.council)
        self.inspectorate = body(BodyKind.INSPECTORATE, "The Inspectorate", self.council)
        self.research = body(BodyKind.RESEARCH, "A university", self.council)
        self.world.council_id = self.council.pk

    def _person(self, key: str, kind: RoleKind, body: Organisation) -> Person:
        person = organisations.welcome(
            email=f"{key.replace(' ', '-')}@example.org",
            name=f"{key.title()} Person",
            by=None,
            on=self.start,
            password=None,
            registration_number=f"SW{secrets.randbelow(10**9):09}" if kind in REGISTERED_KINDS else "",
        )
        chose_a_password(person)
        organisations.give_role(person=person, kind=kind, at=body, by=None, on=self.start)
        return person

    def _actor(
        self, key: str, row: str | None, kind: RoleKind, body: Organisation, because: str = "", **more: Any
    ) -> Person:
        person = self._person(key, kind, body)
        child = getattr(self, "child", None)
        asks_for = {"child_ref": child.ref, "child_id": child.pk} if child else {}
        self.world.actors[key] = Actor(
            key,
            row,
            because,
            kind,
            person.account_id,
            session=_session(person.account),
            **{**asks_for, **more},
        )
        self.world.people[key] = person.ref
        return person

    def _child(self, council: Organisation, body: Organisation, name: str, manager: Person) -> Child:
        child = cases.add_child(
            council=council, identifier=f"N-{secrets.token_hex(4)}", given_name=name,
            family_name=PLANTED["family name"] if name == PLANTED["name"] else "Otherfamily",
            date_of_birth=date(2014, 3, 3), sex=Sex.FEMALE, by=manager,
            on=self.start,
        )  # fmt: skip
        cases.hold(child=child, body=body, start=self.start, by=manager, on=self.start)
        return child

    def _children(self) -> None:
        person, world = self._actor, self.world
        officer = "council officer with case responsibility (nominated officer, service manager, director)"
        self.manager = person(
            "service manager", officer, RoleKind.SERVICE_MANAGER, self.council, "council_officer"
        )
        person("nominated officer", officer, RoleKind.NOMINATED_OFFICER, self.council, "council_officer")
        person("director", officer, RoleKind.DIRECTOR, self.council, "council_officer")
        self.lead = person("lead", "lead of the holding body", RoleKind.LEAD, self.practice, "lead")
        self.child = self._child(self.council, self.practice, PLANTED["name"], self.manager)
        for key, actor in self.world.actors.items():
            self.world.actors[key] = replace(actor, child_ref=self.child.ref, child_id=self.child.pk)
        neighbour_manager = person("neighbour's officer", None, RoleKind.SERVICE_MANAGER, self.neighbour)
        neighbour_lead = person("neighbour's lead", None, RoleKind.LEAD, self.neighbour_practice)
        neighbour_worker = person("neighbour's worker", None, RoleKind.SOCIAL_WORKER, self.neighbour_practice)
        person("neighbour's director", None, RoleKind.DIRECTOR, self.neighbour)
        self.sibling = self._child(self.council, self.practice, "Siblingname", self.manager)
        self.plain = self._child(self.council, self.other_practice, "Plainname", self.manager)
        theirs = self._child(self.neighbour, self.neighbour_practice, "Neighbourname", neighbour_manager)
        cases.allocate(
            child=theirs, person=neighbour_worker, role=AllocationRole.SOCIAL_WORKER, start=self.start,
            by=neighbour_lead, on=self.start,
        )  # fmt: skip
        world.child_ref, world.child_id, world.neighbour_id = self.child.ref, self.child.pk, theirs.pk
        world.sibling_ref, world.plain_ref, world.neighbour_ref = (
            self.sibling.ref, self.plain.ref, theirs.ref
        )  # fmt: skip

    def _allocate(self, person: Person, role: AllocationRole, child: Child | None = None) -> Any:
        return cases.allocate(
            child=child or self.child,
            person=person,
            role=role,
            start=self.start,
            by=self.manager,
            on=self.start,
        )

    def _window(self, person: Person, kind: WindowKind, **more: Any) -> AccessWindow:
        now = timezone.now()
        dates = {"start": now - timedelta(hours=2), "end": now + timedelta(hours=10)} | more
        onto = {} if "body" in more else {"child": self.child}
        inspection = kind == WindowKind.INSPECTION
        by = self.manager if inspection else self.lead
        if kind == WindowKind.EMERGENCY or dates["end"] < now:
            # Nobody opens an emergency for another, or access that is over already: as it stands on record later.
            return AccessWindow.objects.create(
                person=person,
                through=person.roles.first(),
                council=self.council,
                kind=kind,
                because="A reason",
                opened_by=by,
                **onto,
                **dates,
            )
        return cases.open_window(
            person=person, council=self.council, kind=kind, because="A reason", by=by, on=self.world.today,
            **onto, **dates,
        )  # fmt: skip

    def _everybody(self) -> None:
        person = self._actor
        working = "allocated worker, second worker, personal adviser"
        for key, kind, role in (
            ("social worker", RoleKind.SOCIAL_WORKER, AllocationRole.SOCIAL_WORKER),
            ("second worker", RoleKind.NEWLY_QUALIFIED, AllocationRole.SECOND_WORKER),
            ("personal adviser", RoleKind.PERSONAL_ADVISER, AllocationRole.PERSONAL_ADVISER),
        ):
            someone = person(key, working, kind, self.practice, "allocated")
            self._allocate(someone, role)
            if key == "social worker":
                self.worker = someone
                self._allocate(someone, role, self.sibling)
        cover, on_call = "colleague covering (window, reason kept)", "on call (window of the shift)"
        worker = RoleKind.SOCIAL_WORKER
        self._window(person("covering", cover, worker, self.practice, "cover"), WindowKind.COVER)
        self._window(
            person("covering the body", cover, worker, self.practice, "cover"), WindowKind.COVER,
            body=self.practice,
        )  # fmt: skip
        self._window(
            person("in an emergency", cover, worker, self.other_practice, "emergency", restricted=False),
            WindowKind.EMERGENCY,
        )
        self._window(
            person("on call", on_call, worker, self.practice, "on_call"), WindowKind.ON_CALL,
            body=self.practice,
        )  # fmt: skip
        council = self.council
        person("commissioner", "commissioner or contract manager", RoleKind.COMMISSIONER, council)
        person("lead member", "lead member, scrutiny", RoleKind.LEAD_MEMBER, council)
        row = "reviewing officer appointed to the child"
        self.reviewing = person(
            "reviewing officer", row, RoleKind.REVIEWING_OFFICER, council, "reviewing_officer"
        )
        self._allocate(self.reviewing, AllocationRole.REVIEWING_OFFICER)
        own = person("the child", "the child or young person", RoleKind.YOUNG_PERSON, council, "child")
        cases.give_own_space(child=self.child, person=own, by=self.lead, on=self.world.today)
        self._allocate(
            person(
                "advocate", "advocate (what the child allows)", RoleKind.ADVOCATE, self.advocacy, "advocate"
            ),
            AllocationRole.ADVOCATE,
        )
        visitor = RoleKind.INDEPENDENT_VISITOR
        self._allocate(
            person(
                "independent visitor", "independent visitor", visitor, self.advocacy, "independent_visitor"
            ),
            AllocationRole.INDEPENDENT_VISITOR,
        )
        both = "virtual school head / designated nurse"
        head, nurse = RoleKind.VIRTUAL_SCHOOL_HEAD, RoleKind.DESIGNATED_NURSE
        person("virtual school head", both, head, council, "virtual_school_head")
        person("designated nurse", both, nurse, council, "designated_nurse")
        person("complaints manager", "complaints manager (council)", RoleKind.COMPLAINTS_MANAGER, council)
        inspection = "inspector (window of the inspection)"
        self._window(
            person("inspector", inspection, RoleKind.INSPECTOR, self.inspectorate, "inspector"),
            WindowKind.INSPECTION,
        )
        self._window(
            person(
                "inspector of the council", inspection, RoleKind.INSPECTOR, self.inspectorate, "inspector",
                named_file=False,
            ),
            WindowKind.INSPECTION, body=council,
        )  # fmt: skip
        person("evaluator", "evaluator", RoleKind.EVALUATOR, self.research)
        person("administrator", "administrator", RoleKind.ADMINISTRATOR, council)
        for key, row in (
            ("parent", "parent with parental responsibility"),
            ("carer", "foster carer, home"),
        ):
            self.world.actors[key] = Actor(
                key, row, on_record=False, child_ref=self.child.ref, child_id=self.child.pk
            )

    def _words(self) -> None:
        today, worker, child = self.world.today, self.worker, self.child
        home = cases.add_home(
            council=self.council, carers=PLANTED["carers"], phone=PLANTED["phone"], address=f"1 {PLANTED['address']}",
            postcode="NM1 1AA", by=self.lead, on=self.start,
        )  # fmt: skip
        for each in (child, self.sibling):
            cases.start_care(child=each, start=self.start, by=worker, on=self.start)
            cases.record_legal_status(
                child=each, code=LegalStatusCode.C2, start=self.start, by=worker, on=self.start
            )
            placed = cases.start_placement(
                child=each, home=home, type=PlacementType.U6, start=self.start, by=worker, on=self.start,
                lasts_to_18=False, address_withheld=True,
            )  # fmt: skip
            self.world.home = self.world.home or name_of(placed)
        cases.relate(child=child, kind=RelationKind.BROTHER, other_child=self.sibling, by=worker, on=today)
        cases.relate(child=self.sibling, kind=RelationKind.SISTER, other_child=child, by=worker, on=today)
        cases.relate(
            child=child, kind=RelationKind.AUNT_OR_UNCLE, name=PLANTED["relative"], by=worker, on=today
        )
        cases.note_to_know(child=child, kind=NoteKind.KNOW, text=PLANTED["to know"], by=worker, on=today)
        lately, long_ago = today - timedelta(days=5), today - timedelta(days=40)
        for day, narrative, said in (
            (long_ago, PLANTED["old narrative"], ""),
            (lately, PLANTED["narrative"], PLANTED["said"]),
        ):
            visit, = cases.record_visit(
                seen=[cases.Seen(child, True, True, said=said)], started_at=_at(day), place=VisitPlace.HOME,
                occasion=secrets.token_hex(16), by=worker, on=day, narrative=narrative,
            )  # fmt: skip
            self.world.newest_visit, self.world.occasion = visit.pk, visit.occasion
        cases.record_contact(
            child=child, kind=ContactKind.CALL, at=_at(lately), with_whom="School", text=PLANTED["contact"],
            by=worker, on=today,
        )  # fmt: skip
        cases.write_note(child=child, at=_at(lately), text=PLANTED["note"], by=worker, on=today)
        cases.record_event(
            child=child, kind=EventKind.STORY, at=_at(lately), title="A day out", text=PLANTED["event"],
            by=worker, on=today,
        )  # fmt: skip
        missing = cases.record_event(
            child=child, kind="missing_start", at=_at(lately), text=PLANTED["happening"], by=worker, on=today
        )
        self.world.happening = name_of(missing)
        cases.record_review(
            child=child, held_on=lately, childs_part=ChildsPart.PN1, by=self.reviewing, on=today,
            summary=PLANTED["review"],
        )  # fmt: skip

    def _ends(self) -> None:
        """People who stood somehow to the child and do not any more, and people who never did."""
        worker, today = RoleKind.SOCIAL_WORKER, self.world.today

        def person(key: str, kind: RoleKind = worker, body: Organisation | None = None) -> Person:
            return self._actor(key, None, kind, body or self.practice)

        person("colleague without a window")
        person("worker of another practice", body=self.other_practice)
        person("lead of another practice", RoleKind.LEAD, self.other_practice)
        person("reviewing officer of others", RoleKind.REVIEWING_OFFICER, self.council)
        person("another young person", RoleKind.YOUNG_PERSON, self.council)
        person("neighbour's young person", RoleKind.YOUNG_PERSON, self.neighbour)
        person("neighbour's virtual school head", RoleKind.VIRTUAL_SCHOOL_HEAD, self.neighbour)
        for key, role, kind, body in (
            ("former worker", AllocationRole.SOCIAL_WORKER, worker, self.practice),
            ("former reviewing officer", AllocationRole.REVIEWING_OFFICER, RoleKind.REVIEWING_OFFICER, self.council),
            ("former advocate", AllocationRole.ADVOCATE, RoleKind.ADVOCATE, self.advocacy),
        ):  # fmt: skip
            row = self._of_their_own(person(key, kind, body), key, role)
            cases.end_allocation(allocation=row, end=today, by=self.manager, on=today)
        hour = timedelta(hours=1)
        now = timezone.now()
        past, later = (
            {"start": now - 3 * hour, "end": now - hour},
            {"start": now + hour, "end": now + 2 * hour},
        )
        for kind in WindowKind:
            post = RoleKind.INSPECTOR if kind == WindowKind.INSPECTION else worker
            self._window(person(f"{kind} window ended", post), kind, **past)
            self._window(person(f"{kind} window to come", post), kind, **later)
            window = self._window(person(f"{kind} window closed", post), kind)
            by = self.manager if kind == WindowKind.INSPECTION else self.lead
            cases.close_window(window=window, by=by, on=today)
        for key, then in (
            ("worker whose role ended", None),
            ("worker who moved to another practice", self.other_practice),
            ("worker who moved to the neighbour", self.neighbour_practice),
        ):
            mover = person(key)
            self._of_their_own(mover, key, AllocationRole.SOCIAL_WORKER)  # and nobody ended it
            self._end_roles(mover)
            if then:
                self.world.actors[key] = replace(self.world.actors[key], role=worker)
                organisations.give_role(person=mover, kind=worker, at=then, by=None, on=self.yesterday)
        covered = person("cover, role ended")
        self._window(covered, WindowKind.COVER)
        self._end_roles(covered)
        self._end_roles(person("lead whose role ended", RoleKind.LEAD))
        self._end_roles(person("officer whose role ended", RoleKind.DIRECTOR, self.council))
        asks_for = {"child_ref": self.child.ref, "child_id": self.child.pk}
        self.world.actors["signed out"] = Actor("signed out", None, on_record=False, **asks_for)
        nobody = Account.objects.create_user("nobody@example.org", PASSWORD)
        self.world.actors["an account with no person"] = Actor(
            "an account with no person",
            None,
            account_id=nobody.pk,
            session=_session(nobody),
            on_record=False,
            **asks_for,
        )
        closed = person("closed account")
        Account.objects.filter(pk=closed.account_id).update(is_active=False)
        self.world.actors["closed account"] = Actor(
            "closed account",
            None,
            on_record=False,
            session=self.world.actors["closed account"].session,
            **asks_for,
        )

    def _of_their_own(self, person: Person, key: str, role: AllocationRole) -> Any:
        """A child given to this person alone, for whom they then ask: a role is held by one person at a time."""
        child = self._child(self.council, self.practice, "Formername", self.manager)
        self.world.actors[key] = replace(self.world.actors[key], child_ref=child.ref, child_id=child.pk)
        return self._allocate(person, role, child)

    def _end_roles(self, person: Person) -> None:
        for role in Role.objects.filter(person=person, end=None):
            organisations.end_role(role=role, by=None, on=self.yesterday)
        for key, actor in self.world.actors.items():
            if actor.account_id == person.account_id:
                self.world.actors[key] = replace(actor, role=None)


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(16)))


def _session(account: Account) -> str:
    """Of somebody in the middle of their work, who will have been seen just now for as long as the tests of a module take.

    Else every page asked a minute after the world was made would first write down that they are still here.
    """
    client = Client()
    client.force_login(account)
    key = client.cookies["sessionid"].value
    session = SessionStore(key)
    session["seen_at"] += 20 * 60
    session.save()
    return key
