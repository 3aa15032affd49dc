"""How long somebody stays signed in, on the server's clock; and that whoever leaves is out at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from steadyhand.commands.work import jobs
from steadyhand.contexts.cases.models import Visit
from steadyhand.contexts.organisations import operations as organisations
from steadyhand.contexts.organisations.models import Person, Role
from steadyhand.foundations.access import stay, tenancy
from steadyhand.foundations.access.models import Account
from steadyhand.foundations.audit.models import Entry
from web.pages import Page
from web.visits import visit_data
from web.world import PASSWORD, World

NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)
SIGN_IN = {"login": "nobody@example.org", "password": PASSWORD}


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


@pytest.mark.parametrize(
    ("pages", "asked", "because"),
    [
        ([], 29.9, None),
        ([], 30, stay.Over.IDLE),
        ([29], 58, None),
        ([29], 59, stay.Over.IDLE),
        ([0.5], 30.2, stay.Over.IDLE),  # pages of the first minute are not written down
        (list(range(0, 720, 20)), 719, None),
        (list(range(0, 720, 20)), 720, stay.Over.LONG),
        ([], 100_000, stay.Over.LONG),
    ],
)
def test_a_stay_ends_after_30_idle_minutes_or_12_hours(
    pages: list[float], asked: float, because: stay.Over | None
) -> None:
    session = SessionStore()
    stay.begin(session, NOON)
    for each in pages:
        assert stay.over(session, NOON + minutes(each)) is None
        stay.go_on(session, NOON + minutes(each))
    assert stay.over(session, NOON + minutes(asked)) == because


def test_a_session_that_never_began_is_over() -> None:
    assert stay.over(SessionStore(), NOON) is stay.Over.LONG


def test_a_page_is_written_down_once_a_minute() -> None:
    session = SessionStore()
    stay.begin(session, NOON)
    for seconds, written in ((59, False), (61, True), (100, False), (121, True)):
        session.modified = False
        stay.go_on(session, NOON + timedelta(seconds=seconds))
        assert session.modified == written, seconds


def away(client: Client, time: timedelta, *, key: str = "seen_at") -> None:
    """Let this much time have passed since the browser was last heard of."""
    session = SessionStore(client.cookies["sessionid"].value)
    session[key] = timezone.now().timestamp() - time.total_seconds()
    session.save()


def signed_in() -> Client:
    client = Client()
    assert client.post(reverse("account_login"), SIGN_IN).status_code == 302
    return client


@pytest.mark.parametrize(
    ("key", "time", "says", "because"),
    [
        ("seen_at", timedelta(minutes=30), "Signed out after 30 minutes", "idle"),
        ("signed_in_at", timedelta(hours=12), "Signed out after 12 hours", "long"),
    ],
)
def test_whoever_is_signed_out_goes_back_to_their_page(
    key: str, time: timedelta, says: str, because: str, world: World
) -> None:
    client = signed_in()
    old = client.cookies["sessionid"].value
    away(client, time - minutes(1), key=key)
    assert client.get("/sign-out").status_code == 200
    away(client, time, key=key)

    sent_on = client.get("/who-can-see-what?a=1&b=2")
    assert sent_on.status_code == 302
    page = client.get(sent_on.headers["Location"])
    assert [each.text for each in Page(page.content.decode()).all("h1")] == [says]

    form = {e.attributes["name"]: e.attributes.get("value") for e in Page(page.content.decode()).all("input")}
    back = client.post(reverse("account_login"), form | SIGN_IN)
    assert back.headers["Location"] == "/who-can-see-what?a=1&b=2"
    assert not SessionStore().exists(old)
    entry = Entry.objects.filter(verb="account.signed_out").latest("pk")
    assert entry.because == because


@pytest.mark.parametrize(
    "where", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_elsewhere_from_there(where: str, world: World) -> None:
    answer = Client().post(reverse("account_login") + "?after=idle", SIGN_IN | {"next": where})
    assert answer.headers["Location"] == "/today"


def test_words_sent_too_late_stay_on_the_page_until_they_can_be_saved(world: World) -> None:
    client = world.client("social worker")
    away(client, timedelta(minutes=31))
    url = reverse("record_visit", args=[world.child_ref])
    words = "Forty words about a visit <b>that must not be lost</b> to a clock"
    sent = visit_data(world.child_ref, as_of=str(world.newest_visit), narrative=words)
    answer = client.post(url, sent)

    assert answer.status_code == 403
    assert visits(world) == 2
    page = Page(answer.content.decode())
    assert words in [each.text for each in page.all("pre")]
    assert page.all("a", href=reverse("account_login"), target="_blank")

    client.force_login(Account.objects.get(pk=world.actors["social worker"].account_id))
    assert client.post(url, kept(page)).status_code == 302
    assert visits(world) == 3


def test_a_page_that_is_open_is_told_so_and_keeps_its_words(world: World) -> None:
    """Its script asks to sign in over the page."""
    client = world.client("social worker")
    away(client, timedelta(minutes=31))
    url = reverse("draft_visit", args=[world.child_ref])
    assert client.post(url, {"narrative": "Kept in the page"}).status_code == 401
    assert client.get(url).status_code == 401


def test_a_password_sent_too_late_is_not_shown(world: World) -> None:
    client = signed_in()
    away(client, timedelta(minutes=31))
    answer = client.post("/who-can-see-what", {"password": PASSWORD, "password1": PASSWORD, "words": "kept"})
    assert b"kept" in answer.content
    assert PASSWORD.encode() not in answer.content


def kept(page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for box in page.all("input", type="hidden"):
        found.setdefault(box.attributes["name"] or "", []).append(box.attributes["value"] or "")
    return found


def visits(world: World) -> int:
    with tenancy.within([world.council_id]):
        return Visit.objects.count()


def test_signing_out_late_signs_out(world: World) -> None:
    client = signed_in()
    away(client, timedelta(minutes=31))
    assert client.post(reverse("account_logout")).headers["Location"] == reverse("account_login")
    assert "sessionid" not in client.cookies or not client.cookies["sessionid"].value


def closed(account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(is_active=False)


def ended(account: Account) -> None:
    for role in Role.objects.filter(person=Person.objects.get(account=account)):
        organisations.end_role(role=role, by=None, on=timezone.localdate())


@pytest.mark.parametrize(("leave", "answers"), [(closed, [302, 403, 302]), (ended, [404, 404, 404])])
def test_whoever_leaves_is_out_at_once_in_the_middle_of_their_day(
    leave: object, answers: list[int], world: World
) -> None:
    account = Account.objects.get(pk=world.actors["social worker"].account_id)
    account.set_password(PASSWORD)
    account.save()
    client = Client()
    client.post(reverse("account_login"), {"login": account.email, "password": PASSWORD})
    url = reverse("record_visit", args=[world.child_ref])
    assert client.get(url).status_code == 200

    leave(account)  # type: ignore[operator]

    def ask() -> list[HttpResponse]:
        sent = visit_data(world.child_ref, as_of=str(world.newest_visit))
        return [client.get(url), client.post(url, sent), client.get(reverse("child", args=[world.child_ref]))]

    assert [each.status_code for each in ask()] == answers
    assert visits(world) == 2


def test_sessions_that_are_over_are_cleared_away(world: World) -> None:
    (job,) = [job for job in jobs() if job.name == "clear sessions that are over"]
    client = signed_in()
    key = client.cookies["sessionid"].value
    assert settings.SESSION_COOKIE_AGE == 12 * 3600
    job.call()
    assert SessionStore().exists(key)
    SessionStore.get_model_class().objects.filter(pk=key).update(expire_date=timezone.now() - minutes(1))
    job.call()
    assert not SessionStore().exists(key)
