"""A forgotten password: a link by e-mail, once and for an hour, from which nobody learns who has an account."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from steadyhand.foundations.access.links import INVITATION, RESET
from steadyhand.foundations.access.models import Account
from steadyhand.foundations.audit.models import Entry
from steadyhand.foundations.mail.models import Letter
from web.pages import assert_wired
from web.world import PASSWORD, World

FORGOTTEN, SENT = reverse("forgotten_password"), reverse("forgotten_password_sent")
EMAIL = "nobody@example.org"
GOOD = "rowing past the staithe"


@pytest.fixture
def account(world: World, settings: Any) -> Account:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a quick one
    found = Account.objects.get(email=EMAIL)
    found.set_password(PASSWORD)
    found.save()
    return found


def page(token: str) -> str:
    return reverse("new_password", args=[token])


def alike(email: str) -> tuple[object, ...]:
    """All that can be told from asking: the answer, the page it leads to, and what was asked of the database."""
    client = Client()
    with CaptureQueriesContext(connection) as found:
        answer = client.post(FORGOTTEN, {"email": email})
    shapes = [
        re.sub(r"'[^']*'|\bs\d+_x\d+|\b\d+\b|NULL", "?", each["sql"]) for each in found.captured_queries
    ]
    shown = client.get(answer.headers["Location"]).content
    del answer.headers["Steadyhand-Reference"]
    return (
        answer.status_code,
        sorted(answer.headers.items()),
        sorted(answer.cookies),
        answer.content,
        shown,
        shapes,
    )


def test_the_answer_and_the_work_are_the_same_whether_or_not_there_is_an_account(account: Account) -> None:
    Account.objects.create_user("closed@example.org", PASSWORD)
    Account.objects.filter(email="closed@example.org").update(is_active=False)
    with_one, without, closed = alike(EMAIL), alike("nemo@example.org"), alike("closed@example.org")
    assert with_one == without == closed
    assert with_one[0] == 302
    letters = Letter.objects.filter(kind=Letter.Kind.RESET).order_by("pk")
    assert [letter.to_account_id for letter in letters] == [account.pk, None, None]
    asked = Entry.objects.filter(verb="account.password_forgotten")
    assert [(entry.actor_id, entry.detail) for entry in asked] == [(None, {})] * 3


@pytest.mark.parametrize("email", [EMAIL, "nemo@example.org"])
def test_a_fourth_link_within_an_hour_is_refused_whoevers_it_is(email: str, world: World) -> None:
    asked = [
        Client().post(FORGOTTEN, {"email": each}) for each in (email, email.upper(), f" {email} ", email)
    ]
    assert [answer.status_code for answer in asked] == [302, 302, 302, 429]
    assert asked[3].headers["Retry-After"] == "3600"
    assert Letter.objects.filter(kind=Letter.Kind.RESET).count() == 3


@pytest.mark.parametrize("email", ["", "x" * 300, "a\0b@example.org", "two\nlines@example.org"])
def test_what_is_no_address_is_said_beside_its_field(email: str, db: None) -> None:
    answer = Client().post(FORGOTTEN, {"email": email})
    assert answer.status_code == 422
    assert assert_wired(answer.content.decode()).by_id()["id_email"].attributes["aria-describedby"]
    assert not Letter.objects.exists()


@pytest.mark.parametrize(("minutes", "answers"), [(59, 200), (61, 404)])
def test_the_link_is_good_for_an_hour(
    minutes: int, answers: int, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = RESET.make(account)
    now = time.time() + timedelta(minutes=minutes).total_seconds()
    monkeypatch.setattr(signing.time, "time", lambda: now)
    assert Client().get(page(token)).status_code == answers


def test_a_new_password_ends_every_session_and_the_link_and_is_told(account: Account) -> None:
    signed_in = Client()
    signed_in.post(reverse("account_login"), {"login": EMAIL, "password": PASSWORD})
    assert signed_in.get(reverse("account_logout")).status_code == 200
    first, second, invitation = RESET.make(account), RESET.make(account), INVITATION.make(account)
    client = Client()
    short = client.post(page(first), {"password": "short"})
    assert short.status_code == 422
    assert "12 characters or more" in short.content.decode()
    assert client.post(page(first), {"password": GOOD}).headers["Location"] == reverse("account_login")
    assert signed_in.get(reverse("account_logout")).status_code == 302
    assert [Client().get(page(token)).status_code for token in (first, second)] == [404, 404]
    assert INVITATION.whose(invitation) is None
    assert Letter.objects.get(kind=Letter.Kind.PASSWORD_CHANGED).to_account_id == account.pk
    assert Entry.objects.filter(verb="account.password_chosen", subject_id=str(account.pk)).count() == 1
    account.refresh_from_db()
    assert account.check_password(GOOD)
    assert client.get(reverse("account_logout")).status_code == 302, "it signs nobody in"


def test_one_kind_of_link_is_of_no_use_in_the_place_of_another(account: Account) -> None:
    assert Client().get(page(INVITATION.make(account))).status_code == 404
    assert Client().get(reverse("invitation", args=[RESET.make(account)])).status_code == 404


@pytest.mark.parametrize("token", ["x" * 30, "x:y:z" * 10])
def test_one_that_was_made_up_is_nobodys(token: str, db: None) -> None:
    for method in ("get", "post"):
        assert getattr(Client(), method)(page(token)).status_code == 404


def test_the_sign_in_page_leads_there(db: None) -> None:
    assert f'href="{FORGOTTEN}"' in Client().get(reverse("account_login")).content.decode()
    assert_wired(Client().get(FORGOTTEN).content.decode())
    assert Client().get(SENT).status_code == 200
