"""`steadyhand account`: an invitation, a lost phone, and a leaver whose open pages end at once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.sessions.models import Session
from django.test import Client, override_settings
from django.urls import reverse

from steadyhand.commands.main import main
from steadyhand.contexts.organisations.models import Person, Role
from steadyhand.foundations.access.links import INVITATION, RESET
from steadyhand.foundations.access.models import Account
from steadyhand.foundations.audit.models import Entry
from steadyhand.foundations.mail.models import Letter
from web.world import World

EMAIL = "social-worker@example.org"


@pytest.fixture
def account(world: World) -> Account:
    return Account.objects.get(email=EMAIL)


@pytest.mark.parametrize("act", ["invite", "close", "reset-two-step"])
def test_an_email_that_is_nobodys_changes_nothing(act: str, world: World, capsys: Any) -> None:
    before = Entry.objects.count()
    assert main(["account", act, "nemo@example.org"]) == 1
    assert "No open account has the email nemo@example.org. Nothing was changed." in capsys.readouterr().err
    assert Entry.objects.count() == before


def test_an_invitation_goes_by_email_where_there_is_a_mail_server(account: Account, capsys: Any) -> None:
    with override_settings(EMAIL_HOST="smtp.example"):
        assert main(["account", "invite", EMAIL.upper()]) == 0
    letter = Letter.objects.get(kind=Letter.Kind.INVITATION)
    assert letter.to_account_id == account.pk
    assert "://" not in capsys.readouterr().out


def test_without_one_the_link_is_shown_to_be_given(account: Account, capsys: Any) -> None:
    assert main(["account", "invite", EMAIL]) == 0
    found = re.search(r"http://\S+(/invitation/\S+)", capsys.readouterr().out)
    assert found
    assert Client().get(found[1]).status_code == 200
    assert not Letter.objects.filter(kind=Letter.Kind.INVITATION).exists()


def test_whoever_leaves_is_out_on_the_next_page_with_everything(world: World, account: Account) -> None:
    client = world.client("social worker")
    child = reverse("child", args=[world.child_ref])
    assert client.get(child).status_code == 200
    links = [(kind, kind.make(account)) for kind in (INVITATION, RESET)]
    TOTP.activate(account, generate_totp_secret())
    key = client.cookies["sessionid"].value
    others = world.client("lead")

    assert main(["account", "close", EMAIL]) == 0

    assert client.get(child).status_code == 302
    assert not Session.objects.filter(pk=key).exists()
    assert [kind.whose(token) for kind, token in links] == [None, None]
    assert not Authenticator.objects.filter(user=account).exists()
    assert others.get(child).status_code == 200, "nobody else's session ended"
    person = Person.objects.get(account=account)
    assert not Role.objects.filter(person=person, end=None).exists()
    Account.objects.filter(pk=account.pk).update(is_active=True)
    assert [kind.whose(token) for kind, token in links] == [None, None], "opened again they stay dead"
    assert client.get(child).status_code == 302
    entry = Entry.objects.get(verb="account.closed", subject_id=str(account.pk))
    assert entry.actor_id is None
    assert entry.detail == {"sessions": 1}


def test_an_account_of_nobody_on_record_can_be_closed_too(world: World) -> None:
    assert main(["account", "close", "nobody@example.org"]) == 0
    assert not Account.objects.get(email="nobody@example.org").is_active


def test_a_lost_phone_is_forgotten_and_said(account: Account, world: World, capsys: Any) -> None:
    client = world.client("social worker")
    assert main(["account", "reset-two-step", EMAIL]) == 0
    assert "has no two-step sign-in" in capsys.readouterr().out
    TOTP.activate(account, generate_totp_secret())
    assert main(["account", "reset-two-step", EMAIL]) == 0
    assert "is taken away" in capsys.readouterr().out
    assert client.get(reverse("children")).status_code == 302
    assert Entry.objects.filter(verb="account.second_step_taken_away", actor_id=None).count() == 1
