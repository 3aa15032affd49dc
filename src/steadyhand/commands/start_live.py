"""`steadyhand start-live`: a live installation with its first council and its first administrator."""

from __future__ import annotations

import argparse

from steadyhand.commands import installation
from steadyhand.commands.refusal import Refusal


def run(options: argparse.Namespace) -> int:
    """Make it, and print the link by which the administrator comes in.

    Raises `Refusal` when anything is on record already, or when the email or the council's code is none.
    """
    installation.start_django()
    installation.migrate()
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.db import transaction
    from django.utils import timezone

    from steadyhand.commands.mail import link_for
    from steadyhand.contexts.organisations import operations as organisations
    from steadyhand.contexts.organisations.states import BodyKind, RoleKind
    from steadyhand.foundations.access.models import Account, Installation
    from steadyhand.foundations.mail.models import Letter

    try:
        validate_email(options.email)
    except ValidationError:
        raise Refusal(f"'{options.email}' is not an email address. Nothing was changed.") from None
    if Installation.objects.exists() or Account.objects.exists():
        raise Refusal(
            f"{installation.where()} is in use already, and a live installation begins with nobody in it. "
            "Nothing was changed.\nGive it a place of its own with STEADYHAND_DATA or STEADYHAND_DATABASE_URL."
        )
    today = timezone.localdate()
    with transaction.atomic():
        Installation.objects.create(kind=Installation.Kind.LIVE, made_on=today)
        council = organisations.establish(
            kind=BodyKind.COUNCIL, name=options.council, authority_code=options.code, by=None, on=today
        )
        person = organisations.welcome(email=options.email, name=options.name, by=None, on=today)
        organisations.give_role(person=person, kind=RoleKind.ADMINISTRATOR, at=council, by=None, on=today)
    link = link_for(Letter.Kind.INVITATION, person.account)
    print(f"{installation.where()} is live, for {options.council}. It can never become a demonstration.")
    print(f"Give {options.name} this link, to nobody else. It can be used once, within 7 days:\n{link}")
    print("Before you serve it: `steadyhand check-installation`.")
    return 0
