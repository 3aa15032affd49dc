"""Real children on record: what is not safe is refused in words, by `serve` and by `check-installation`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings
from django.urls import reverse

from databases.stores import Database, Store
from steadyhand.commands import production
from steadyhand.commands.refusal import Refusal
from steadyhand.config import settings as configured
from steadyhand.contexts.organisations.models import Organisation, Person, Role
from steadyhand.contexts.organisations.states import RoleKind
from steadyhand.foundations.access.models import Account, Installation
from steadyhand.foundations.audit.models import Entry

KEY = "k3Yp-0aQ7x" * 6
SAFE = {"DEBUG": False, "SECRET_KEY": KEY, "HTTPS": True, "ALLOWED_HOSTS": ["steadyhand.northmere.example"]}


def run(database: Database, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """One command on this database, in a process of its own, with these settings and no others."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("STEADYHAND_")}
    return subprocess.run(
        [sys.executable, "-m", "steadyhand.commands", *arguments],
        env={**own, **database.environment(), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def live() -> None:
    Installation.objects.create(kind=Installation.Kind.LIVE, made_on="2026-06-10")


def test_what_is_safe_may_start(db: None) -> None:
    live()
    with override_settings(**SAFE):
        production.must_be_safe(processes=1)


@pytest.mark.parametrize(
    ("unsafe", "says"),
    [
        ({"DEBUG": True}, "STEADYHAND_DEBUG is on"),
        ({"SECRET_KEY": "short"}, "can be guessed"),
        ({"SECRET_KEY": "a" * 60}, "can be guessed"),
        ({"SECRET_KEY": "django-insecure-" + KEY}, "can be guessed"),
        ({"HTTPS": False}, "would travel in the open"),
        ({"HTTPS": False, "ALLOWED_HOSTS": ["localhost"]}, "this machine alone"),
        ({"ALLOWED_HOSTS": ["*"]}, "lets every name in"),
        (
            {"SIGN_OUT_AFTER_IDLE": timedelta(minutes=31)},
            "STEADYHAND_IDLE_MINUTES would .* Set it to 30 or less",
        ),
        ({"SIGN_OUT_AFTER": timedelta(hours=13)}, "STEADYHAND_SIGNED_IN_HOURS would .* Set it to 12 or less"),
    ],
)
def test_a_setting_that_is_not_safe_is_refused(unsafe: dict[str, object], says: str, db: None) -> None:
    with override_settings(**{**SAFE, **unsafe}):
        production.must_be_safe(processes=1)  # a developer's own machine
        live()
        with pytest.raises(Refusal, match=says):
            production.must_be_safe(processes=1)


@pytest.mark.parametrize("text", ["abc", "0", "-5", "1.5", "100000", "9" * 5_000])
def test_a_limit_that_is_no_number_is_refused_in_words(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEADYHAND_IDLE_MINUTES", text)
    with pytest.raises(ImproperlyConfigured, match="such as STEADYHAND_IDLE_MINUTES=30"):
        configured._stay("STEADYHAND_IDLE_MINUTES", "minutes", 30)


@pytest.mark.parametrize(
    "text",
    ["nonsense", "mail.example:587", "https://mail.example", "smtp://", "smtp://mail.example:many",
     "smtp://mail.example:0", "smtp://us:owl/42@mail.example", "smtp://us:owl#42@mail.example", "smtp://[owl"],
)  # fmt: skip
def test_what_is_no_mail_server_is_refused_in_words_without_its_password(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="Write smtp://name:password@mail") as refused:
        configured._mail_server(text)
    assert "owl" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("STEADYHAND_IDLE_MINUTES", "abc"),
        ("STEADYHAND_SIGNED_IN_HOURS", "abc"),
        ("STEADYHAND_EMAIL_URL", "nonsense"),
    ],
)
def test_no_command_begins_with_a_setting_that_cannot_be_understood(
    name: str, text: str, fresh_database: Database
) -> None:
    served = run(fresh_database, "serve", PORT="", **{name: text})
    assert served.returncode == 1
    assert served.stderr.startswith(f"{name} is ")
    assert "Traceback" not in served.stderr


def test_a_demonstration_is_refused_where_production_is_meant(db: None) -> None:
    Installation.objects.create(kind=Installation.Kind.DEMONSTRATION, made_on="2026-06-10")
    with override_settings(**SAFE):
        production.must_be_safe(processes=1)
        with override_settings(PRODUCTION=True), pytest.raises(Refusal, match="sign in as anybody"):
            production.must_be_safe(processes=1)


@pytest.mark.sqlite
def test_several_processes_on_one_file_are_refused(db: None) -> None:
    live()
    with override_settings(**SAFE), pytest.raises(Refusal, match="2 server processes"):
        production.must_be_safe(processes=2)


@pytest.mark.postgresql
def test_several_processes_on_a_server_are_not(db: None) -> None:
    live()
    with override_settings(**SAFE):
        production.must_be_safe(processes=4)


@pytest.mark.postgresql
def test_serving_as_the_owner_is_refused(fresh_database: Database) -> None:
    live()
    as_owner = Database(
        "postgresql", fresh_database.folder, fresh_database.owner_url, fresh_database.owner_url
    )
    result = run(as_owner, "serve", STEADYHAND_HTTPS="1", STEADYHAND_HOSTS="s.example", PORT="")
    assert result.returncode == 1
    assert "could take their walls down" in result.stderr


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({}, "False False 0"),
        ({"STEADYHAND_MODE": "production"}, "True True 0"),
        ({"STEADYHAND_HTTPS": "1"}, "True True 31536000"),
    ],
)
def test_cookies_and_pages_travel_by_https_alone(
    environment: dict[str, str], says: str, fresh_database: Database
) -> None:
    told = "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS"
    own = {name: value for name, value in os.environ.items() if not name.startswith("STEADYHAND_")}
    result = subprocess.run(
        [sys.executable, "-c", f"from steadyhand.config import settings as s; print({told})"],
        env={**own, **fresh_database.environment(), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.strip() == says


def test_serve_and_the_look_over_say_all_that_is_wrong(fresh_database: Database) -> None:
    live()
    unsafe = {"STEADYHAND_DEBUG": "1", "STEADYHAND_SECRET_KEY": "changeme"}
    served = run(fresh_database, "serve", PORT="", **unsafe)
    looked = run(fresh_database, "check-installation", **unsafe)
    assert (served.returncode, looked.returncode) == (1, 1)
    for said in (served.stderr, looked.stdout):
        assert "STEADYHAND_DEBUG is on" in said
        assert "can be guessed" in said
        assert "would travel in the open" in said
    assert "Traceback" not in served.stderr


def test_a_live_installation_begins_with_its_administrator_invited(empty: Database) -> None:
    words = [
        "--council",
        "Northmere",
        "--code",
        "E99000001",
        "--name",
        "Ada Quill",
        "--email",
        "Ada@northmere.example",
    ]
    made = run(empty, "start-live", *words, STEADYHAND_HTTPS="1", STEADYHAND_HOSTS="s.northmere.example",
               STEADYHAND_SECRET_KEY=KEY)  # fmt: skip
    assert made.returncode == 0, made.stderr
    found = re.search(r"https://s\.northmere\.example(/invitation/\S+)", made.stdout)
    assert found

    again = run(empty, "start-live", *words)
    assert again.returncode == 1
    assert "in use already" in again.stderr
    assert run(empty, "demo").returncode == 1

    from databases.fixtures import connected_to

    with connected_to(empty), override_settings(SECRET_KEY=KEY):
        assert Installation.objects.get().kind == Installation.Kind.LIVE
        role = Role.objects.get()
        assert (role.kind, role.organisation) == (RoleKind.ADMINISTRATOR, Organisation.objects.get())
        assert Person.objects.get().name == "Ada Quill"
        client = Client()
        assert client.post(found[1], {"password": "rowing past the staithe"}).status_code == 302
        answer = client.post(
            reverse("account_login"),
            {"login": "ada@northmere.example", "password": "rowing past the staithe"},
        )
        assert answer.headers["Location"] == "/today"
        assert (
            Entry.objects.filter(verb="account.password_chosen", actor_id=role.person.account_id).count() == 1
        )
        assert client.get(found[1]).status_code == 404, "of use once"


@pytest.mark.parametrize("email", ["nobody", "a b@example.org"])
def test_an_email_that_is_none_is_refused_and_nothing_is_made(email: str, fresh_database: Database) -> None:
    made = run(
        fresh_database,
        "start-live",
        "--council",
        "Northmere",
        "--code",
        "E99000001",
        "--name",
        "Ada",
        "--email",
        email,
    )
    assert made.returncode == 1
    assert "is not an email address" in made.stderr
    assert not Account.objects.exists()
    assert not Installation.objects.exists()


@pytest.fixture
def empty(database_store: Store, django_db_blocker: object) -> object:
    """A database with no tables at all."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield database_store.create()
