"""Putting an e-mail where the background worker finds it, inside the transaction of what happened."""

from collections.abc import Iterable

from steadyhand.foundations.mail.models import Letter

Kind = Letter.Kind


def put(kind: Letter.Kind, account_ids: Iterable[int | None]) -> None:
    """Let an e-mail of this kind go to each of these accounts once the transaction is committed.

    None stands for an address that has no account: as much work, and nothing is sent. A notice that waits for an
    account already is not put a second time.
    """
    Letter.objects.bulk_create(
        [Letter(kind=kind, to_account_id=account_id) for account_id in account_ids],
        ignore_conflicts=kind == Letter.Kind.NOTICE,
    )
