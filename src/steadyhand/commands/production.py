"""What must hold before real children are on record: `serve` refuses to start without it, `check-installation` says it.

Production is a live installation, or one that is told so by STEADYHAND_MODE=production.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from steadyhand.commands.refusal import Refusal

SHORTEST_KEY = 50  # characters
LONGEST_IDLE = timedelta(minutes=30)
LONGEST_STAY = timedelta(hours=12)  # a day's work
_DEFAULTS = ("django-insecure-", "changeme", "change-me", "secret", "steadyhand")
_THIS_MACHINE = {"127.0.0.1", "localhost", "[::1]", "::1", ""}


def is_production() -> bool:
    """Whether real children may be on record here."""
    from django.conf import settings

    from steadyhand.foundations.access.models import Installation

    return bool(settings.PRODUCTION) or Installation.is_live()


def must_be_safe(*, processes: int) -> None:
    """Raises `Refusal` when this is production and anything is not as it must be; elsewhere all is allowed."""
    if not is_production():
        return
    wrong = [*of_settings(), *of_processes(processes), *role()]
    if wrong:
        raise Refusal(
            "Steadyhand does not start: real children may be on record here, and they would not be safe.\n"
            + "\n".join(f"- {each}" for each in wrong)
        )


def of_settings() -> Iterator[str]:
    """What is wrong with the settings of a production installation."""
    from django.conf import settings

    from steadyhand.foundations.access.models import Installation

    if settings.DEBUG:
        yield "STEADYHAND_DEBUG is on and would show records in errors. Unset it."
    key = settings.SECRET_KEY
    if len(key) < SHORTEST_KEY or len(set(key)) < 10 or key.lower().startswith(_DEFAULTS):
        yield (
            f"STEADYHAND_SECRET_KEY can be guessed, and with it anybody's session be made: it needs {SHORTEST_KEY} "
            "characters by chance. Unset it, and one is made and kept in the data folder."
        )
    if Installation.is_demonstration():
        yield (
            "This database is a demonstration, in which anybody may sign in as anybody. "
            "Name another in STEADYHAND_DATABASE_URL or STEADYHAND_DATA."
        )
    if not settings.HTTPS:
        here = (
            " They are names of this machine alone, too."
            if set(settings.ALLOWED_HOSTS) <= _THIS_MACHINE
            else ""
        )
        yield (
            "Pages and passwords would travel in the open. Put HTTPS in front, set STEADYHAND_HTTPS=1, "
            f"and name your hosts in STEADYHAND_HOSTS.{here}"
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield "STEADYHAND_HOSTS lets every name in, so a link in an e-mail could lead elsewhere. Name your hosts."
    if settings.SIGN_OUT_AFTER_IDLE > LONGEST_IDLE:
        yield (
            "STEADYHAND_IDLE_MINUTES would leave a page that nobody is at open to whoever comes by. "
            f"Set it to {LONGEST_IDLE // timedelta(minutes=1)} or less, or unset it."
        )
    if settings.SIGN_OUT_AFTER > LONGEST_STAY:
        yield (
            "STEADYHAND_SIGNED_IN_HOURS would keep people signed in beyond a day's work, on whatever machine they used. "
            f"Set it to {LONGEST_STAY // timedelta(hours=1)} or less, or unset it."
        )


def of_processes(processes: int) -> Iterator[str]:
    """What is wrong with so many server processes."""
    from django.db import connection

    if connection.vendor == "sqlite" and processes > 1:
        yield (
            f"{processes} server processes would wait for each other on one SQLite file. "
            "Serve with --processes 1, or name a PostgreSQL database in STEADYHAND_DATABASE_URL."
        )


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
