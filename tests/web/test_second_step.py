"""The second step of signing in: set up, asked for, taken once, counted, required where real children are."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from steadyhand.foundations.access import accounts, kept_secret, two_step
from steadyhand.foundations.access.links import RESET
from steadyhand.foundations.access.models import Account, Installation
from steadyhand.foundations.audit.models import Entry
from steadyhand.foundations.mail.models import Letter
from web.pages import assert_wired
from web.visits import visit_data
from web.world import PASSWORD, World

SIGN_IN = reverse("account_login")
CODE = reverse("mfa_authenticate")


class Phone:
    """An authenticator app: shows the code of any moment for the secret that it was given."""

    def __init__(self, page: str) -> None:
        (key,) = re.findall(r'class="sh-key">([A-Z2-7 ]+)<', page)
        self.secret = key.replace(" ", "")

    def code(self, steps: int = 0) -> str:
        return format_hotp_value(hotp_value(self.secret, int(time.time()) // 30 + steps))


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The middle of 30 seconds, in which no code runs out during a test."""
    now = int(time.time()) // 30 * 30 + 15.0
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda: now)


@pytest.fixture
def account(world: World, noon: None, settings: Any) -> Account:
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # a quick one: many sign in here
    found = Account.objects.get(pk=world.actors["social worker"].account_id)
    found.set_password(PASSWORD)
    found.save()
    return found


def password(account: Account, client: Client | None = None, **more: str) -> tuple[Client, HttpResponse]:
    """Somebody's browser after the password, and what it was answered."""
    client = client or Client()
    return client, client.post(SIGN_IN, {"login": account.email, "password": PASSWORD, **more})


def with_second_step(account: Account) -> tuple[Client, Phone, list[str]]:
    """Somebody signed in who has just set it up, their phone, and their recovery codes."""
    client, _ = password(account)
    phone = Phone(client.get(reverse("two_step_set_up")).content.decode())
    answer = client.post(reverse("two_step_set_up"), {"code": phone.code(-1)})
    assert answer.headers["Location"] == reverse("recovery_codes")
    codes = re.findall(r"<li>(\d{4} \d{4})</li>", client.get(reverse("recovery_codes")).content.decode())
    assert len(set(codes)) == 10
    return client, phone, codes


def test_it_is_set_up_with_a_code_and_then_asked_for_after_the_password(account: Account) -> None:
    _, phone, _ = with_second_step(account)
    client, answer = password(account, next="/children")
    assert answer.headers["Location"] == CODE
    assert client.get("/children").status_code == 302, "the password alone opens nothing"
    assert_wired(client.get(CODE).content.decode())
    answer = client.post(CODE, {"code": phone.code()})
    assert answer.headers["Location"] == "/children"
    assert client.get("/children").status_code == 200


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_the_code_before_and_after_do_too_since_clocks_differ(steps: int, account: Account) -> None:
    client, _ = password(account)
    phone = Phone(client.get(reverse("two_step_set_up")).content.decode())
    assert client.post(reverse("two_step_set_up"), {"code": phone.code(-2)}).status_code == 422
    assert client.post(reverse("two_step_set_up"), {"code": phone.code(steps)}).status_code == 302


def test_a_code_is_taken_once_also_written_differently(account: Account) -> None:
    _, phone, codes = with_second_step(account)
    first, _ = password(account)
    assert first.post(CODE, {"code": phone.code()}).status_code == 302
    second, _ = password(account)
    for again in (phone.code(), f" {phone.code()[:3]} {phone.code()[3:]}", phone.code(-1)):
        answer = second.post(CODE, {"code": again})
        assert answer.status_code == 422, "used to sign in, or to set it up"
        assert "was used already" in answer.content.decode()
    assert second.post(CODE, {"code": phone.code(1)}).status_code == 302
    third, _ = password(account)
    assert third.post(CODE, {"code": codes[3]}).status_code == 302
    fourth, _ = password(account)
    assert fourth.post(CODE, {"code": codes[3]}).status_code == 422
    assert "9 recovery codes left" in third.get(reverse("two_step")).content.decode()


@pytest.mark.parametrize("code", ["", "123456", "x" * 10_000, "\0", "١٢٣٤٥٦", "12345678"])
def test_a_code_that_is_not_right_is_said_beside_its_field(code: str, account: Account) -> None:
    with_second_step(account)
    client, _ = password(account)
    answer = client.post(CODE, {"code": code})
    assert answer.status_code == 422
    page = assert_wired(answer.content.decode())
    assert page.by_id()["id_code"].attributes["aria-describedby"]
    assert client.get("/children").status_code == 302


def test_guessing_stops_after_five_tries_for_this_account_from_every_browser(account: Account) -> None:
    _, phone, _ = with_second_step(account)
    statuses = []
    for _ in range(6):
        client, _ = password(account)
        statuses.append(client.post(CODE, {"code": "000000"}).status_code)
    assert statuses == [422] * 5 + [429]
    client, _ = password(account)
    answer = client.post(CODE, {"code": phone.code()})
    assert answer.status_code == 429, "the right code rests too"
    assert answer.headers["Retry-After"] == "300"
    assert Entry.objects.filter(verb="account.second_step", subject_id=str(account.pk)).count() == 5


def test_nothing_but_a_code_is_a_second_step(account: Account) -> None:
    with_second_step(account)
    client, _ = password(account)
    for sent in ({}, {"credential": "{}"}, {"next": "/children"}):
        assert client.post(CODE, sent).status_code == 422
    assert Client().get(CODE).headers["Location"] == SIGN_IN, "before the password there is no such page"


def test_recovery_codes_are_shown_until_they_are_kept_and_only_where_they_were_made(account: Account) -> None:
    client, phone, _ = with_second_step(account)
    url = reverse("recovery_codes")
    assert client.get(url).status_code == 200, "asked for again, they are still there"
    other, _ = password(account)
    other.post(CODE, {"code": phone.code()})
    assert other.get(url).headers["Location"] == reverse("two_step")
    assert client.post(url).status_code == 302
    assert client.get(url).headers["Location"] == reverse("two_step")


def test_new_recovery_codes_ask_for_the_password_and_end_the_old_ones(account: Account) -> None:
    client, _, old = with_second_step(account)
    url = reverse("new_recovery_codes")
    for wrong in ("", "not the password", "x" * 2_000):
        answer = client.post(url, {"password": wrong})
        assert answer.status_code == 422
        assert not wrong or wrong not in answer.content.decode()
    assert client.post(url, {"password": PASSWORD}).headers["Location"] == reverse("recovery_codes")
    new = re.findall(r"<li>(\d{4} \d{4})</li>", client.get(reverse("recovery_codes")).content.decode())
    assert not set(new) & set(old)
    coming, _ = password(account)
    assert coming.post(CODE, {"code": old[0]}).status_code == 422
    assert coming.post(CODE, {"code": new[0]}).status_code == 302


def test_turning_it_off_asks_for_the_password_and_stops_guessing(account: Account) -> None:
    client, _, _ = with_second_step(account)
    url = reverse("two_step_turn_off")
    assert [client.post(url, {"password": "wrong"}).status_code for _ in range(6)] == [422] * 5 + [429]
    assert Authenticator.objects.filter(user=account).count() == 2


def test_it_can_be_turned_off_where_it_is_not_required(account: Account) -> None:
    client, _, _ = with_second_step(account)
    answer = client.post(reverse("two_step_turn_off"), {"password": PASSWORD})
    assert answer.headers["Location"] == reverse("two_step")
    assert not Authenticator.objects.filter(user=account).exists()
    assert client.get("/children").status_code == 200
    _, answer = password(account)
    assert answer.headers["Location"] == "/today"


def test_every_change_ends_other_sessions_is_on_record_and_told(account: Account) -> None:
    before, _ = password(account)
    client, _, _ = with_second_step(account)
    assert before.get("/children").status_code == 302
    assert client.get("/children").status_code == 200
    client.post(reverse("new_recovery_codes"), {"password": PASSWORD})
    client.post(reverse("two_step_turn_off"), {"password": PASSWORD})
    entries = Entry.objects.filter(subject_type="account", subject_id=str(account.pk), kind=Entry.Kind.CHANGE)
    assert list(entries.order_by("pk").values_list("verb", flat=True)) == [
        "account.second_step_set_up", "account.recovery_codes_made", "account.second_step_taken_away",
    ]  # fmt: skip
    assert Letter.objects.filter(kind=Letter.Kind.TWO_STEP_CHANGED, to_account_id=account.pk).count() == 3


def test_no_secret_stands_in_the_database_as_it_is(account: Account) -> None:
    client, _ = password(account)
    phone = Phone(client.get(reverse("two_step_set_up")).content.decode())
    assert phone.secret not in str(Session.objects.get(pk=client.session.session_key).get_decoded())
    client.post(reverse("two_step_set_up"), {"code": phone.code()})
    kept = str(list(Authenticator.objects.values()))
    codes = two_step.recovery_codes_to_show(client.session, account.pk)
    assert len(codes) == 10
    assert not [secret for secret in (phone.secret, *codes) if secret in kept]
    totp = Authenticator.objects.get(user=account, type="totp")
    assert kept_secret.decrypt(totp.data["secret"]) == phone.secret


def test_without_the_old_installations_key_it_is_said_what_to_do(account: Account) -> None:
    _, phone, _ = with_second_step(account)
    assert two_step.can_be_read()
    with override_settings(SECRET_KEY="another installation's key " * 3):
        assert not two_step.can_be_read()
        client, answer = password(account)
        assert answer.headers["Location"] == CODE
        answer = client.post(CODE, {"code": phone.code()})
        assert answer.status_code == 422
        assert "moved to another machine" in answer.content.decode()


def live() -> None:
    Installation.objects.create(kind=Installation.Kind.LIVE, made_on=timezone.localdate())


@pytest.mark.parametrize(
    ("setting", "kind", "required"),
    [
        ("", None, False), ("", "live", True), ("", "demonstration", False),
        ("optional", "live", False), ("required", None, True), ("nonsense", "live", True),
    ],
)  # fmt: skip
def test_where_it_is_required(setting: str, kind: str | None, required: bool, db: None) -> None:
    if kind:
        Installation.objects.create(kind=kind, made_on=timezone.localdate())
    with override_settings(TWO_STEP=setting):
        assert two_step.is_required() is required


def test_where_real_children_are_nothing_opens_before_it_is_set_up(account: Account, world: World) -> None:
    live()
    client, _ = password(account)
    setting_up = reverse("two_step_set_up")
    child = reverse("child", args=[world.child_ref])
    for url in ("/today", "/children", child, reverse("record_visit", args=[world.child_ref]), "/practice"):
        assert client.get(url).headers["Location"] == setting_up, url
    words = visit_data(world.child_ref, as_of=str(world.newest_visit), narrative="Down by the weir.")
    answer = client.post(reverse("record_visit", args=[world.child_ref]), words)
    assert answer.status_code == 403
    assert "Down by the weir." in answer.content.decode()
    assert client.get(reverse("draft_visit", args=[world.child_ref])).status_code == 401
    phone = Phone(client.get(setting_up).content.decode())
    assert client.post(setting_up, {"code": phone.code()}).status_code == 302
    assert client.get(child).status_code == 200
    assert client.post(reverse("two_step_turn_off"), {"password": PASSWORD}).headers["Location"] == setting_up
    assert client.get(child).headers["Location"] == setting_up, "changing phones leaves no gap"


def test_a_session_that_knows_nothing_of_it_opens_nothing(account: Account) -> None:
    client, _ = password(account)
    session = client.session
    del session["second_step"]
    session.save()
    assert client.get("/children").headers["Location"] == reverse("two_step_set_up")


def test_no_page_asks_the_database_for_it(account: Account) -> None:
    client, _, _ = with_second_step(account)
    with CaptureQueriesContext(connection) as found:
        assert client.get("/today").status_code == 200
    assert not [each["sql"] for each in found.captured_queries if "mfa_authenticator" in each["sql"]]


def test_a_new_password_does_not_go_round_it(account: Account) -> None:
    _, phone, _ = with_second_step(account)
    url = reverse("new_password", args=[RESET.make(account)])
    assert Client().post(url, {"password": "rowing past the staithe"}).status_code == 302
    client = Client()
    answer = client.post(SIGN_IN, {"login": account.email, "password": "rowing past the staithe"})
    assert answer.headers["Location"] == CODE
    assert client.get("/children").status_code == 302
    assert client.post(CODE, {"code": phone.code()}).headers["Location"] == "/today"


@pytest.mark.parametrize("asks_first", [False, True])
def test_a_sign_in_that_waits_for_its_code_ends_when_another_password_is_chosen(
    asks_first: bool, account: Account
) -> None:
    _, phone, _ = with_second_step(account)
    client, answer = password(account)
    assert answer.headers["Location"] == CODE
    assert RESET.choose(RESET.make(account), "rowing past the staithe")
    if asks_first:
        assert client.get(CODE).headers["Location"] == SIGN_IN
    assert client.post(CODE, {"code": phone.code(1)}).headers["Location"] == SIGN_IN
    assert client.get("/today").status_code == 302
    _, answer = password(account, client)
    assert answer.status_code == 200, "the old password is none"
    client.post(SIGN_IN, {"login": account.email, "password": "rowing past the staithe"})
    assert client.post(CODE, {"code": phone.code(1)}).headers["Location"] == "/today", (
        "and no code was used up"
    )


def test_a_lost_phone_can_be_forgotten_and_every_session_ends(account: Account) -> None:
    client, _, _ = with_second_step(account)
    assert accounts.forget_device(account, by=None)
    assert client.get("/children").status_code == 302
    assert not Authenticator.objects.filter(user=account).exists()
    entry = Entry.objects.get(verb="account.second_step_taken_away", subject_id=str(account.pk))
    assert entry.actor_id is None
    assert not accounts.forget_device(account, by=None), "there is none left"


def test_in_a_demonstration_a_click_is_asked_for_the_code_of_whoever_set_it_up(
    account: Account, world: World
) -> None:
    Installation.objects.create(kind=Installation.Kind.DEMONSTRATION, made_on=timezone.localdate())
    account.set_unusable_password()  # as everybody's there
    account.save()
    url = reverse("sign_in_as", args=[world.people["social worker"]])
    client = Client()
    assert client.post(url).headers["Location"] == "/today"
    phone = Phone(client.get(reverse("two_step_set_up")).content.decode())
    client.post(reverse("two_step_set_up"), {"code": phone.code()})
    again = Client()
    assert again.post(url).headers["Location"] == CODE
    assert again.post(CODE, {"code": phone.code(1)}).headers["Location"] == "/today"
    assert again.post(reverse("two_step_turn_off")).headers["Location"] == reverse("two_step")
    assert not Authenticator.objects.exists()
