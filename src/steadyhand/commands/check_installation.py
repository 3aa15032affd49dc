"""`steadyhand check-installation`: look over this installation and say what is not right."""

from __future__ import annotations

import argparse
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from steadyhand.commands import installation, production
from steadyhand.commands.refusal import Refusal


def run(_options: argparse.Namespace) -> int:
    """Print one line for each thing looked at; 1 when any of them is not right."""
    installation.start_django()
    right = True
    for name, look in LOOKS:
        problems = list(look())
        right = right and not problems
        print(f"{'not right' if problems else 'in order '}  {name}")
        for problem in problems:
            print(f"           {problem}")
    return 0 if right else 1


def database() -> Iterator[str]:
    """The database can be reached and is as this version expects it."""
    try:
        installation.must_be_migrated()
    except Refusal as refusal:
        yield str(refusal)


def guards() -> Iterator[str]:
    """Every trigger that keeps the record as it was written is in the database, and every guarantee of a span."""
    from django.db import connection

    from steadyhand.contexts.cases import queries as cases
    from steadyhand.foundations.audit import append_only

    if missing := append_only.missing(connection):
        names = ", ".join(missing)
        yield f"Triggers are missing or altered, so records could be changed: {names}. Run `steadyhand migrate`."
    if missing := cases.missing_guarantees():
        names = ", ".join(missing)
        yield f"Guarantees are missing or altered, so dates could overlap: {names}. Run `steadyhand migrate`."


def walls() -> Iterator[str]:
    """On PostgreSQL every table that belongs to councils has its wall as it was made, in force for its owner too."""
    from django.db import connection

    from steadyhand.foundations.access import tenancy

    for table in tenancy.missing(connection):
        yield (
            f"The wall between councils on table {table} is missing or altered, so one council could see rows of "
            "another. Run `steadyhand migrate`."
        )


def secret_key() -> Iterator[str]:
    """The key that signs people's cookies is readable by its owner alone, and is the one this database knows."""
    from django.conf import settings

    from steadyhand.foundations.access import two_step

    path = Path(settings.DATA) / "secret-key"
    if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield f"Others on this machine can read {path}. Run: chmod 600 {path}"
    if "mfa_authenticator" in installation.tables() and not two_step.can_be_read():
        yield (
            "Two-step sign-in was set up under another key, so nobody's codes can be checked. Put the old key back "
            "(STEADYHAND_SECRET_KEY, or the file in the data folder), or run `steadyhand account reset-two-step EMAIL` "
            "for everybody."
        )


def seals() -> Iterator[str]:
    """The seals can be written outside the database."""
    from django.conf import settings

    path = Path(settings.SEAL_FILE)
    place = path if path.exists() else path.parent
    if not os.access(place, os.W_OK):
        yield f"{place} cannot be written to, so no seal is kept outside the database."


def settings_for_others() -> Iterator[str]:
    """Nothing meant for a developer's own machine or for a demonstration is in use for real children."""
    if installation.tables() and production.is_production():
        yield from production.of_settings()


def email() -> Iterator[str]:
    """Where real children are, e-mails can go out, and their links lead to where people are."""
    from django.conf import settings

    if not installation.tables() or not production.is_production():
        return
    if not settings.EMAIL_HOST:
        yield (
            "No e-mail goes out, so nobody can choose another password by themselves or is told that something "
            "waits. Name a mail server in STEADYHAND_EMAIL_URL, such as smtp://name:password@mail.example:587."
        )
    if not settings.ADDRESS.startswith("https://"):
        yield f"Links in e-mails would begin with {settings.ADDRESS}. Set STEADYHAND_ADDRESS to what people type."


LOOKS: tuple[tuple[str, Callable[[], Iterator[str]]], ...] = (
    ("database", database),
    ("guards of the record", guards),
    ("database role", production.role),
    ("walls between councils", walls),
    ("secret key", secret_key),
    ("seals outside the database", seals),
    ("settings", settings_for_others),
    ("e-mail", email),
)
