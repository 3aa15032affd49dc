import secrets

from django.db import models
from django.db.models import Q
from django.utils import timezone


def new_ref() -> str:
    """A name that tells nothing and cannot be guessed: 80 random bits."""
    return secrets.token_hex(10)


class Letter(models.Model):
    """An e-mail that is still to go out; kept until it has gone, so that none is lost when a process ends.

    Holds a kind and the id of an account alone. Address, words and link are put together as it is sent, so that
    neither a link nor anything of a child is ever stored here.
    """

    class Kind(models.TextChoices):
        INVITATION = "invitation", "An account was made, and its password is to be chosen"
        RESET = "reset", "The password is forgotten, and another is to be chosen"
        PASSWORD_CHANGED = "password_changed", "The password was changed"
        TWO_STEP_CHANGED = "two_step_changed", "The second step of signing in was changed"
        NOTICE = "notice", "Something waits inside"

    ref = models.CharField(max_length=20, unique=True, default=new_ref, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    to_account_id = models.BigIntegerField(
        null=True, help_text="None: asked for with an address that has no account, and never sent"
    )
    at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [
            # Ten things that wait are one e-mail.
            models.UniqueConstraint(
                name="one_notice_waiting_an_account", fields=["to_account_id"], condition=Q(kind="notice")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
