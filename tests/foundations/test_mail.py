"""E-mail that waits: sent at least once whatever ends meanwhile, tried again with pauses, and dropped when of no use."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_string
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.locmem import EmailBackend
from django.db import connections, transaction
from django.test import override_settings
from django.utils import timezone

from databases.fixtures import connected_to
from databases.stores import Database
from steadyhand.commands import mail as commands
from steadyhand.foundations.access.links import INVITATION, RESET
from steadyhand.foundations.access.models import Account, Installation
from steadyhand.foundations.mail import post, sending
from steadyhand.foundations.mail.models import Letter
from steadyhand.foundations.mail.words import WORDS
from steadyhand.foundations.notices import post as notices
from steadyhand.foundations.notices.models import Notice

Kind = Letter.Kind
NOW = timezone.now()


class Refuses(BaseEmailBackend):
    """A mail server that refuses the first so many."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times, self.sent = times, []

    def send_messages(self, messages: Any) -> int:
        if self.times > 0:
            self.times -= 1
            raise ConnectionRefusedError("somebody@example.org could not be reached")
        self.sent += messages
        return len(messages)


def to_anybody(kind: Letter.Kind, account_id: int) -> tuple[str, str]:
    return f"account{account_id}@example.org", "https://s.example/sign-in"


def run(transport: BaseEmailBackend | None, now: datetime = NOW) -> int:
    return sending.send_waiting(to_anybody, transport, now=now)


def put(kind: Letter.Kind, account_ids: list[int | None], *, age: timedelta = timedelta(0)) -> None:
    """Put e-mails that have waited this long at NOW, so that no test depends on how quick it is."""
    post.put(kind, account_ids)
    Letter.objects.filter(tries=0).update(at=NOW - age, not_before=NOW - age)


def test_it_goes_once_and_is_gone(db: None, mailoutbox: list[EmailMessage]) -> None:
    put(Kind.INVITATION, [1, 2])
    assert run(EmailBackend()) == 2
    assert run(EmailBackend()) == 0
    assert [message.to for message in mailoutbox] == [["account1@example.org"], ["account2@example.org"]]
    assert not Letter.objects.exists()


def test_what_was_rolled_back_is_never_sent(db: None) -> None:
    with transaction.atomic():
        put(Kind.RESET, [1])
        transaction.set_rollback(True)
    assert not Letter.objects.exists()


def test_of_many_things_told_one_email_goes_and_the_next_again(db: None) -> None:
    transport = Refuses(0)
    for _ in range(3):
        notices.tell([5, 6, 5], Notice.Kind.WORRY, about_account_id=9)
    assert run(transport, timezone.now()) == 2
    notices.tell([5], Notice.Kind.WORRY, about_account_id=9)
    assert run(transport, timezone.now()) == 1
    assert Notice.objects.filter(to_account_id=5).count() == 4


def test_trouble_waits_longer_each_time_and_holds_nobody_else_up(db: None) -> None:
    put(Kind.INVITATION, [1])
    transport, now, waits = Refuses(1), NOW, []
    assert run(transport) == 0
    put(Kind.INVITATION, [2])
    assert run(transport) == 1, "the other goes meanwhile"
    for _ in range(3):
        due = Letter.objects.get(to_account_id=1).not_before
        waits.append(due - now)
        assert run(transport, due - timedelta(seconds=1)) == 0
        now, transport.times = due, 1
        assert run(transport, now) == 0
    assert waits == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert run(transport, Letter.objects.get().not_before) == 1
    assert [message.to for message in transport.sent] == [["account2@example.org"], ["account1@example.org"]]


def test_a_copy_sent_again_bears_the_same_name(db: None) -> None:
    put(Kind.INVITATION, [1])
    (letter,) = Letter.objects.all()
    first, second = (sending._message(letter, "a@example.org", "link") for _ in range(2))
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    put(Kind.INVITATION, [1])
    other = Letter.objects.exclude(pk=letter.pk).get()
    assert sending._message(other, "a@example.org", "link").extra_headers != first.extra_headers


@pytest.mark.parametrize(
    ("kind", "age", "goes"),
    [
        (Kind.RESET, timedelta(minutes=59), True), (Kind.RESET, timedelta(minutes=61), False),
        (Kind.NOTICE, timedelta(days=6), True), (Kind.NOTICE, timedelta(days=8), False),
        (Kind.INVITATION, timedelta(hours=2), True),
    ],
)  # fmt: skip
def test_what_is_too_old_to_be_of_use_is_dropped(
    kind: Letter.Kind, age: timedelta, goes: bool, db: None
) -> None:
    put(kind, [1], age=age)
    assert run(Refuses(0)) == goes
    assert not Letter.objects.exists()


def test_without_a_mail_server_it_waits_and_nobodys_is_dropped(db: None) -> None:
    put(Kind.INVITATION, [1])
    put(Kind.RESET, [None])
    assert run(None) == 0
    assert [letter.to_account_id for letter in Letter.objects.all()] == [1]


def test_a_closed_account_gets_nothing(db: None, mailoutbox: list[EmailMessage]) -> None:
    account = Account.objects.create_user("leaver@example.org")
    Account.objects.update(is_active=False)
    post.put(Kind.NOTICE, [account.pk])
    assert sending.send_waiting(commands._recipient, EmailBackend(), now=timezone.now()) == 0
    assert not mailoutbox
    assert not Letter.objects.exists()


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_words_and_a_link_of_its_own(kind: Letter.Kind, db: None) -> None:
    account = Account.objects.create_user("somebody@example.org")
    assert WORDS[kind].text.count("{link}") == 1
    with override_settings(ADDRESS="https://s.example"):
        link = commands.link_for(kind, account)
    token = link.rpartition("/")[2]
    whose = {Kind.INVITATION: INVITATION, Kind.RESET: RESET}.get(kind)
    assert (whose.whose(token) == account) if whose else (link == "https://s.example/sign-in")


def test_a_demonstrations_email_ends_in_a_folder_whatever_the_settings_say(db: None, tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    Installation.objects.create(kind=Installation.Kind.DEMONSTRATION, made_on="2026-06-10")
    account = Account.objects.create_user("somebody@example.org")
    post.put(Kind.NOTICE, [account.pk])
    with override_settings(EMAIL_HOST="smtp.example", EMAIL_FOLDER=folder):
        assert commands.send() == 1
    (file,) = folder.iterdir()
    assert message_from_string(file.read_text())["To"] == "somebody@example.org"


def test_a_live_installations_goes_to_its_mail_server_or_waits(db: None) -> None:
    Installation.objects.create(kind=Installation.Kind.LIVE, made_on="2026-06-10")
    assert commands.transport() is None
    with override_settings(EMAIL_HOST="smtp.example"):
        assert type(commands.transport()).__module__ == "django.core.mail.backends.smtp"


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("", "'' 587 '' '' False False"),
        ("smtp://steady:p%40ss@mail.example", "'mail.example' 587 'steady' 'p@ss' True False"),
        ("smtps://mail.example:4465", "'mail.example' 4465 '' '' False True"),
        ("smtp://localhost:25", "'localhost' 25 '' '' False False"),
    ],
)
@pytest.mark.sqlite
def test_the_mail_server_is_one_setting_and_passwords_travel_encrypted(
    url: str, says: str, tmp_path: Path
) -> None:
    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")
    told = ", ".join(f"repr(s.EMAIL_{name})" for name in names)
    result = subprocess.run(
        [sys.executable, "-c", f"from steadyhand.config import settings as s; print({told})"],
        env={**os.environ, "STEADYHAND_EMAIL_URL": url, "STEADYHAND_DATA": str(tmp_path)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert result.stdout.strip() == says


def test_two_workers_at_once_send_each_once(fresh_database: Database) -> None:
    post.put(Kind.INVITATION, range(1, 9))
    transports = [Refuses(0), Refuses(0)]
    together = threading.Barrier(2)

    def work(transport: Refuses) -> None:
        together.wait()
        run(transport, timezone.now())
        connections.close_all()

    workers = [threading.Thread(target=work, args=(each,)) for each in transports]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    sent = sorted(message.to[0] for transport in transports for message in transport.sent)
    assert sent == sorted(f"account{number}@example.org" for number in range(1, 9))


KILLED = """
import os, signal
from steadyhand.commands import installation
installation.start_django()
from django.core.mail.backends.filebased import EmailBackend
from django.utils import timezone
from steadyhand.commands import mail
from steadyhand.foundations.mail import sending
class Killed(EmailBackend):
    def send_messages(self, messages):
        if {before}: os.kill(os.getpid(), signal.SIGKILL)
        super().send_messages(messages)
        os.kill(os.getpid(), signal.SIGKILL)
sending.send_waiting(mail._recipient, Killed(file_path={folder!r}), now=timezone.now())
"""


@pytest.fixture
def waiting(fresh_database: Database) -> Iterator[Database]:
    account = Account.objects.create_user("somebody@example.org")
    post.put(Kind.NOTICE, [account.pk])
    return fresh_database


@pytest.mark.parametrize(("before", "copies"), [(True, 1), (False, 2)])
def test_a_worker_that_is_killed_loses_none(
    before: bool, copies: int, waiting: Database, tmp_path: Path
) -> None:
    """Killed before the server had it, it goes once; killed after that, before it could say so, twice."""
    folder = tmp_path / "mail"
    script = KILLED.format(before=before, folder=str(folder))
    own = {name: value for name, value in os.environ.items() if not name.startswith("STEADYHAND_")}
    ended = subprocess.run([sys.executable, "-c", script], env={**own, **waiting.environment()}, check=False)
    assert ended.returncode == -signal.SIGKILL
    with connected_to(waiting):
        assert run_again(folder, timezone.now()) == 0, "another worker may still be at it"
        assert run_again(folder, timezone.now() + sending.TAKEN_FOR) == 1
        assert not Letter.objects.exists()
    files = [message_from_string(each.read_text()) for each in folder.iterdir()]
    assert len(files) == copies
    assert len({message["Message-ID"] for message in files}) == 1


def run_again(folder: Path, now: datetime) -> int:
    from django.core.mail.backends.filebased import EmailBackend as Files

    return sending.send_waiting(commands._recipient, Files(file_path=str(folder)), now=now)
