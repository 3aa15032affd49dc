"""The running site as tests speak of it: people, children and addresses by name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.cookies import SimpleCookie

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from databases.hashing import hashed_as_ever
from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases import queries as cases
from steadyhand.contexts.cases.loaders.happenings import name_of
from steadyhand.contexts.cases.models import Allocation, Child, Duty, Event, Identity, Placement, Visit
from steadyhand.contexts.cases.states import NotAlone, VisitPlace
from steadyhand.contexts.organisations import operations as organisations
from steadyhand.contexts.organisations import queries
from steadyhand.contexts.organisations.models import Organisation, Person
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.foundations.access import tenancy

WORKER = "Maeve Tolland"
LEAD = "Anneke Burbridge"
OTHER_WORKER = "Femi Ashdown"
NEWCOMER = "Rowan Ashdale"
TWO_STEPS = "Linnet Marsh"  # signs in by two steps
TWO_STEPS_EMAIL = "linnet.marsh@fernhallow.example"
NOBODY = "0" * 20  # a child's address that no child has
RECORDED = "5" * 32  # the page of the visit that `prepare` records
PASSWORD = "rowing-past-the-old-staithe"


class Site:
    """A server and the facts behind it. Every method works on the database that the server has."""

    def __init__(self, url: str) -> None:
        self.url = url

    def address(self, route: str, *arguments: str) -> str:
        """The whole address of a page, by the name of its route."""
        return self.url + reverse(route, args=arguments)

    def person(self, name: str) -> Person:
        """Somebody at work, by name."""
        return Person.objects.get(name=name, roles__end=None)

    def child(self, first_name: str) -> Child:
        """One of the children whom the worker of these tests visits."""
        with self.inside():
            own = Allocation.objects.on(timezone.localdate()).filter(person=self.person(WORKER))
            known = Identity.objects.standing().filter(child__in=own.values("child_id"))
            return known.select_related("child").get(given_name=first_name).child

    def child_of(self, person: str) -> Child:
        """The first of the children whom somebody works with."""
        with self.inside():
            rows = Allocation.objects.on(timezone.localdate()).filter(person=self.person(person))
            return rows.select_related("child").order_by("pk")[0].child

    def something_late(self) -> Duty:
        """What has been late for longest among the children whom the worker of these tests visits."""
        with self.inside():
            today = timezone.localdate()
            own = Allocation.objects.on(today).filter(person=self.person(WORKER))
            late = Duty.objects.filter(
                child__in=own.values("child_id"),
                is_open=True,
                no_last_day=False,
                unconfirmed=False,
                due_at__lt=today,
            )
            return late.select_related("child").order_by("due_at", "pk")[0]

    def visits(self, child: Child) -> list[Visit]:
        """All visits of a child that stand, oldest first."""
        with self.inside():
            return list(Visit.objects.standing().filter(child=child).order_by("started_at", "pk"))

    def dental_check(self, *, stands: bool = True) -> str:
        """What addresses call the dental check that `prepare` records: as it stands, or the version before."""
        with self.inside():
            rows = Event.objects.filter(child=self.child("Tayo"), kind="dental_check")
            return name_of(rows.filter(superseded_at__isnull=stands).latest("pk"))

    def home(self, child: Child) -> str:
        """What addresses call the home where a child lives."""
        with self.inside():
            return name_of(Placement.objects.standing().get(child=child, end=None))

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Within the rows of every council."""
        with tenancy.within(queries.council_ids()):
            yield

    def let_in(self, page: Page, name: str) -> None:
        """Give the page's browser a session of this person, for tests that are not about signing in."""
        client = Client()
        client.force_login(self.person(name).account)
        session: SimpleCookie = client.cookies
        value = session[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": self.url}])

    def welcome(self, name: str, *, at: str = "Fernhallow") -> Person:
        """A new social worker at a practice, with a password and no child yet."""
        today = timezone.localdate()
        body = Organisation.objects.get(name=at)
        with hashed_as_ever():
            person = organisations.welcome(
                email=f"{name.casefold().replace(' ', '.')}@{at.casefold()}.example",
                name=name,
                by=None,
                on=today,
                registration_number=f"SW9990{Person.objects.count():02}",
                password=PASSWORD,
            )
        organisations.give_role(person=person, kind=RoleKind.SOCIAL_WORKER, at=body, by=None, on=today)
        return person

    def prepare(self) -> None:
        """Add what the world has not on its first day: things told, a refusal, a visit today in two versions, a newcomer."""
        today = timezone.localdate()
        tayo, child = self.child("Tayo"), self.child_visited_alone()
        self.welcome(NEWCOMER)
        account = self.welcome(TWO_STEPS).account
        TOTP.activate(account, generate_totp_secret())
        RecoveryCodes.activate(account)
        stranger = Client()
        stranger.force_login(self.person(OTHER_WORKER).account)
        assert stranger.get(reverse("child", args=[tayo.ref])).status_code == 404
        with self.inside():
            known = Identity.objects.standing().get(child=tayo)
            operations.open_in_emergency(
                name=f"{known.given_name} {known.family_name}",
                date_of_birth=known.date_of_birth,
                because="He rang our night line from a call box and hung up.",
                by=self.person(OTHER_WORKER),
                on=today,
            )
            (visit,) = operations.record_visit(
                seen=[operations.Seen(child, True, False, NotAlone.CHILD_SAID_NO, "Not today.")],
                started_at=timezone.now(),
                place=VisitPlace.HOME,
                occasion=RECORDED,
                narrative="We sat on the step.",
                worried=True,
                by=self.person(WORKER),
                on=today,
            )
            operations.correct_visit(
                visit=visit, narrative="We sat on the wall.", by=self.person(LEAD), on=today
            )
            check = operations.record_event(
                child=tayo, kind="dental_check", at=timezone.now() - timedelta(days=3), timed=False,
                by=self.person(WORKER), on=today,
            )  # fmt: skip
            operations.correct_event(
                event=check, at=timezone.now() - timedelta(days=4), by=self.person(LEAD), on=today
            )

    def child_visited_alone(self) -> Child:
        """A child of the worker who shares a home with nobody else in care."""
        with self.inside():
            today = timezone.localdate()
            own = Allocation.objects.on(today).filter(person=self.person(WORKER))
            children = list(Child.objects.filter(pk__in=own.values("child_id")).order_by("pk"))
            homes = cases.current_homes([child.pk for child in children], today)
            shared = cases.living_together(cases.siblings_of([child.pk for child in children]), homes)
            return next(child for child in children if child.pk in homes and not shared.get(child.pk))
