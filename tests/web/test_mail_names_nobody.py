"""E-mails name no child, no address and no detail: everything is planted, every e-mail is sent and searched."""

from __future__ import annotations

import re

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from steadyhand.commands import mail
from steadyhand.contexts.cases.models import Identity
from steadyhand.contexts.organisations.models import Organisation, Person
from steadyhand.foundations.access import accounts, tenancy, two_step
from steadyhand.foundations.access.links import RESET
from steadyhand.foundations.access.models import Account
from steadyhand.foundations.mail import post
from steadyhand.foundations.mail.models import Letter
from steadyhand.foundations.mail.sending import send_waiting
from steadyhand.foundations.notices.models import Notice
from web.visits import visit_data
from web.world import PLANTED, World

TYPED = "Ottoline Featherstonehaugh of 9 Pennywhistle Crescent cried about the moving van"
LINK = re.compile(
    r"https://s\.example/(?:sign-in|(?:invitation|new-password)/[0-9A-Za-z:_-]+)$", re.MULTILINE
)


@pytest.fixture
def letters(world: World, mailoutbox: list[EmailMessage], settings: object) -> list[EmailMessage]:
    """One of every kind at least, after everything that puts one: told in a visit and an emergency, asked for, changed."""
    Letter.objects.all().delete()
    worker = world.client("social worker")
    data = visit_data(world.child_ref, as_of=str(world.newest_visit), narrative=TYPED, worried="yes")
    assert worker.post(reverse("record_visit", args=[world.child_ref]), data).status_code == 302
    with tenancy.within([world.council_id]):
        child = Identity.objects.standing().get(child__ref=world.child_ref)
    for name in (f"{child.given_name} {child.family_name}", "Ottoline Featherstonehaugh"):
        born = {
            f"date_of_birth-{part}": getattr(child.date_of_birth, part) for part in ("day", "month", "year")
        }
        answer = worker.post(reverse("emergency"), {"name": name, "because": TYPED, **born})
        assert answer.status_code == 302
    account = Account.objects.get(pk=world.actors["lead"].account_id)
    Client().post(reverse("forgotten_password"), {"email": account.email})
    Client().post(
        reverse("new_password", args=[RESET.make(account)]), {"password": "rowing past the staithe"}
    )
    two_step._changed(account.pk, "account.second_step_set_up", by=account.pk)
    post.put(post.Kind.INVITATION, [account.pk])
    kinds = set(Letter.objects.values_list("kind", flat=True))
    assert kinds == set(Letter.Kind.values), "every kind there is"
    with override_settings(ADDRESS="https://s.example"):
        sent = send_waiting(mail._recipient, EmailBackend(), now=timezone.now())
    assert sent == len(mailoutbox) >= len(Letter.Kind)
    return mailoutbox


def test_no_email_holds_a_word_of_what_is_on_record(letters: list[EmailMessage], world: World) -> None:
    told = {"because", "council_id"}
    with tenancy.within([world.council_id]):
        assert set(Notice.objects.exclude(because="").values_list("because", flat=True)) & {TYPED}, told
        names = {
            str(name) for row in Identity.objects.values_list("given_name", "family_name") for name in row
        }
    words = {*PLANTED.values(), *names, *TYPED.split(), *Person.objects.values_list("name", flat=True)}
    words |= set(Organisation.objects.values_list("name", flat=True)) | {world.child_ref, world.sibling_ref}
    words = {word.lower() for word in words if len(word) > 3 and word not in {"about"}}
    assert len(words) > 30
    for letter in letters:
        message = letter.message()
        del message["To"]  # their own work email, which is how it reaches them
        assert not {part for part in message.as_string().lower().split() if part.strip(".,:;()") in words}
        whole = " ".join([*map(str, message.values()), letter.body]).lower()
        whole = LINK.sub("", whole)
        assert [word for word in words if re.search(rf"\b{re.escape(word)}\b", whole)] == []


def test_an_email_is_plain_text_to_one_person_with_one_link(
    letters: list[EmailMessage], world: World
) -> None:
    for letter in letters:
        assert letter.content_subtype == "plain"
        assert not letter.attachments
        assert not getattr(letter, "alternatives", [])
        assert len(letter.recipients()) == 1
        assert len(LINK.findall(letter.body)) == letter.body.count("://") == 1
        assert letter.message()["Auto-Submitted"] == "auto-generated"
        assert set(letter.message().keys()) == {
            "Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Date",
            "Message-ID", "Auto-Submitted",
        }  # fmt: skip
        assert letter.recipients()[0] not in letter.body


def test_what_waits_to_be_sent_holds_ids_alone(letters: list[EmailMessage]) -> None:
    held = {field.name for field in Letter._meta.fields}
    assert held == {"id", "ref", "kind", "to_account_id", "at", "tries", "not_before"}


def test_a_closed_account_gets_none_of_what_was_waiting(world: World, mailoutbox: list[EmailMessage]) -> None:
    Letter.objects.all().delete()
    account = Account.objects.get(pk=world.actors["lead"].account_id)
    post.put(post.Kind.INVITATION, [account.pk])
    accounts.close(account, by=None)
    assert send_waiting(mail._recipient, EmailBackend(), now=timezone.now()) == 0
    assert not mailoutbox
