"""When the record allows an act concerning bodies and people."""

from datetime import date

from steadyhand.contexts.organisations.models import Person
from steadyhand.contexts.organisations.states import REGISTERED_KINDS, RoleKind


class NotRegistered(Exception):
    """Social work was to be given to somebody who is not on Social Work England's register."""


class AlreadyOnRecord(Exception):
    """What there can be once was to be put on record a second time; the message says what and what to do."""


class MayNot(Exception):
    """Somebody tried what only somebody else may do; the message says who."""


class NotPossible(Exception):
    """The record does not allow this on this day; the message says why."""


def check_end(start: date, end: date | None, *, on: date) -> None:
    """Refuse to end what has ended, or to end it before it begins. An end still to come may be brought forward.

    Raises NotPossible.
    """
    if end is not None and end <= on:
        raise NotPossible(f"This ended on {end.day} {end:%B %Y} already.")
    if on < start:
        raise NotPossible(f"This begins on {start.day} {start:%B %Y} and cannot end before that.")


def check_registered(person: Person, kind: RoleKind) -> None:
    """Refuse a role that only a registered social worker may hold.

    Source: Children and Young Persons Act 2008 s.2; Social Workers Regulations 2018 (SI 2018/893).
    Raises NotRegistered.
    """
    if kind in REGISTERED_KINDS and not person.registration_number:
        raise NotRegistered(
            f"{person.name} has no Social Work England number on record. Only a registered social worker may"
            f" be {kind.label.lower()}. Record the number first."
        )
