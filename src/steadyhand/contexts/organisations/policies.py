"""When the record allows an act concerning bodies and people."""

from steadyhand.contexts.organisations.models import Person
from steadyhand.contexts.organisations.states import REGISTERED_KINDS, RoleKind


class NotRegistered(Exception):
    """Social work was to be given to somebody who is not on Social Work England's register."""


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
