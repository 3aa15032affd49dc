"""A link by which somebody comes in for the first time: once, within 7 days, with a password that will do."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from steadyhand.foundations.access.links import INVITATION, RESET
from steadyhand.foundations.access.models import Account
from web.pages import Page
from web.world import World

GOOD = "rowing past the staithe"


@pytest.fixture
def account(db: None) -> Account:
    return Account.objects.create_user("newcomer@example.org")


def page(token: str) -> str:
    return reverse("invitation", args=[token])


def days_later(monkeypatch: pytest.MonkeyPatch, days: float) -> None:
    now = time.time() + timedelta(days=days).total_seconds()
    monkeypatch.setattr(signing.time, "time", lambda: now)


@pytest.mark.parametrize(("days", "answers"), [(6.9, 200), (7.1, 404)])
def test_it_is_good_for_seven_days(
    days: float, answers: int, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = INVITATION.make(account)
    days_later(monkeypatch, days)
    assert Client().get(page(token)).status_code == answers


def test_it_is_good_once_and_of_two_at_once_one_wins(account: Account) -> None:
    first, second = INVITATION.make(account), INVITATION.make(account)
    assert INVITATION.choose(first, GOOD)
    assert not INVITATION.choose(first, "another good password")
    assert INVITATION.whose(second) is None
    account.refresh_from_db()
    assert account.check_password(GOOD)


def test_a_closed_account_cannot_be_come_into(account: Account) -> None:
    token = INVITATION.make(account)
    Account.objects.update(is_active=False)
    assert Client().post(page(token), {"password": GOOD}).status_code == 404


@pytest.mark.parametrize("token", ["x" * 30, "x:y:z" * 10])
def test_one_that_was_made_up_is_nobodys(token: str, db: None) -> None:
    assert Client().get(page(token)).status_code == 404


def test_one_that_was_changed_is_nobodys(account: Account) -> None:
    token = INVITATION.make(account)
    assert INVITATION.whose(token) == account
    assert INVITATION.whose(("A" if token[0] != "A" else "B") + token[1:]) is None


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("", "Choose a password"),
        ("elevenchars", "12 characters or more"),
        ("123456789123", "many people use"),
        ("passwordpassword", "again and again"),
        ("!!Password2026!!", "many people use"),
        ("aaaaaaaaaaaaaaa", "again and again"),
        ("newcomer@example.org", "your name, your email or where you work"),
        ("x" * 1_001, "1,000 characters or fewer"),
    ],
)
def test_a_password_that_will_not_do_is_asked_again_and_never_shown(
    password: str, says: str, account: Account
) -> None:
    token = INVITATION.make(account)
    answer = Client().post(page(token), {"password": password})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not password or password not in answer.content.decode()
    assert INVITATION.whose(token) == account


@pytest.mark.parametrize("password", ["short", "password", "a"])
def test_one_thing_at_a_time_is_wrong_with_a_password(password: str, account: Account) -> None:
    """A short one is often one that many people use: that it is short is said first, and alone."""
    shown = Page(Client().post(page(INVITATION.make(account)), {"password": password}).content.decode())
    (said,) = shown.all("p", id="id_password-error")
    assert said.text == "Error: Password must be 12 characters or more. Three or four words do well"
    assert len(shown.all("a", href="#id_password")) == 1


def test_where_somebody_works_and_what_they_are_called_is_no_password(world: World) -> None:
    somebody = Account.objects.get(pk=world.actors["social worker"].account_id)
    body = somebody.person.roles.get().organisation
    council = body.parent or body
    for known in {somebody.person.name, body.name, council.name}:
        answer = Client().post(page(INVITATION.make(somebody)), {"password": f"{known} 2026"})
        assert answer.status_code == 422
        assert "your name, your email or where you work" in answer.content.decode()
        answer = Client().post(reverse("new_password", args=[RESET.make(somebody)]), {"password": known * 2})
        assert answer.status_code == 422


def test_the_page_names_nobody(world: World) -> None:
    somebody = Account.objects.get(pk=world.actors["social worker"].account_id)
    text = Client().get(page(INVITATION.make(somebody))).content.decode()
    assert somebody.email not in text
    assert "Social Worker Person" not in text
