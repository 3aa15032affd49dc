"""`steadyhand check-installation`: look over this installation and say what is not right."""

from __future__ import annotations

import argparse
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from steadyhand.commands import installation
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
        yield f"Triggers are missing, so records could be changed: {names}. Run `steadyhand migrate`."
    if missing := cases.missing_guarantees():
        names = ", ".join(missing)
        yield f"Guarantees are missing, so dates could overlap: {names}. Run `steadyhand migrate`."


def role() -> Iterator[str]:
    """On PostgreSQL the pages' role cannot pass the wall between councils."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        name, is_superuser, passes_walls = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user"
        )
        (owned,) = cursor.fetchone()
    if is_superuser:
        yield (
            f"Role {name} is a superuser, whom no wall holds. Put an ordinary one in STEADYHAND_DATABASE_URL."
        )
    if passes_walls:
        yield f"Role {name} may bypass row-level security. Take it away: ALTER ROLE {name} NOBYPASSRLS."
    if owned:
        yield (
            f"Role {name} owns {owned} tables and could take their walls down. "
            "Let another role own them and name it in STEADYHAND_DATABASE_OWNER_URL."
        )


def walls() -> Iterator[str]:
    """On PostgreSQL every table that belongs to councils has its wall, in force for its owner too."""
    from django.db import connection

    from steadyhand.foundations.access import tenancy

    for table in tenancy.missing(connection):
        yield f"Table {table} has no wall between councils. Run `steadyhand migrate`."


def secret_key() -> Iterator[str]:
    """The key that signs people's cookies is readable by its owner alone."""
    from django.conf import settings

    path = Path(settings.DATA) / "secret-key"
    if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield f"Others on this machine can read {path}. Run: chmod 600 {path}"


def seals() -> Iterator[str]:
    """The seals can be written outside the database."""
    from django.conf import settings

    path = Path(settings.SEAL_FILE)
    place = path if path.exists() else path.parent
    if not os.access(place, os.W_OK):
        yield f"{place} cannot be written to, so no seal is kept outside the database."


def settings_for_others() -> Iterator[str]:
    """Nothing meant for a developer's own machine is switched on for real children."""
    from django.conf import settings

    from steadyhand.foundations.access.models import Installation

    if settings.DEBUG and Installation.objects.filter(kind=Installation.Kind.LIVE).exists():
        yield "STEADYHAND_DEBUG is on in a live installation and would show records in errors. Unset it."


LOOKS: tuple[tuple[str, Callable[[], Iterator[str]]], ...] = (
    ("database", database),
    ("guards of the record", guards),
    ("database role", role),
    ("walls between councils", walls),
    ("secret key", secret_key),
    ("seals outside the database", seals),
    ("settings", settings_for_others),
)
