"""Refusing an act with a reason a person can read; `may_…` is the same question asked without raising."""

from datetime import datetime

from steadyhand.contexts.cases.permissions.parts import may_put_right, may_record
from steadyhand.contexts.cases.permissions.table import Part, Right
from steadyhand.contexts.cases.permissions.visibility import Tie
from steadyhand.contexts.organisations.permissions import Permission, Standing, may
from steadyhand.foundations.access.refusals import NotHereOrNotYours


class MayNot(Exception):
    """Somebody who may see the child tried what only somebody else may do; the message says who."""


def check_part(tie: Tie | None, part: Part, right: Right, *, verb: str, subject_id: str) -> Tie:
    """Raise NotHereOrNotYours unless this tie grants this; the same for a child who does not exist."""
    if tie is None or not tie.may(part, right):
        raise NotHereOrNotYours(
            verb=verb,
            subject_type="child",
            subject_id=str(tie.child_id) if tie else subject_id,
            because="no such child" if tie is None else f"{right.name.lower()} {part.name.lower()}",
        )
    return tie


def check_record(tie: Tie, kind: str, *, verb: str) -> None:
    """Raise NotHereOrNotYours unless by this tie such a happening may be put on record."""
    if not may_record(tie, kind):
        raise _no_writing(tie, kind, verb)


def check_put_right(tie: Tie, kind: str, *, of: datetime, now: datetime, verb: str) -> None:
    """Raise NotHereOrNotYours unless by this tie such a happening, of that moment, may be put right now."""
    if not may_put_right(tie, kind, at=of, now=now):
        raise _no_writing(tie, kind, verb)


def _no_writing(tie: Tie, kind: str, verb: str) -> NotHereOrNotYours:
    return NotHereOrNotYours(
        verb=verb, subject_type="child", subject_id=str(tie.child_id), because=f"write {kind}"
    )


def check_role(standing: Standing, permission: Permission) -> None:
    """Raise MayNot unless a role held on the day carries this permission."""
    if not may(standing, permission):
        raise MayNot(
            f"Your role does not let you do this: {permission.value.lower()}. Ask your lead or the council."
        )
