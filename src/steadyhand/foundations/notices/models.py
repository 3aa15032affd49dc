import secrets

from django.db import models
from django.utils import timezone


def new_ref() -> str:
    """A name for addresses that tells nothing and cannot be guessed: 80 random bits."""
    return secrets.token_hex(10)


class Notice(models.Model):
    """Something that happened which a person must know; kept to show that they were told.

    Holds ids and a kind, never a child's name: the page that shows it loads the child as that person may.
    """

    class Kind(models.TextChoices):
        OPENED_IN_EMERGENCY = "opened_in_emergency", "A record was opened for a reason in an emergency"
        ASKED_IN_EMERGENCY = "asked_in_emergency", "Somebody asked for a record that is not held here"
        WORRY = "worry", "A worker is worried about someone's safety"

    ref = models.CharField(max_length=20, unique=True, default=new_ref, editable=False)
    to_account_id = models.BigIntegerField(db_index=True)
    kind = models.CharField(max_length=30, choices=Kind.choices)
    about_account_id = models.BigIntegerField(null=True, help_text="Whose act it was")
    council_id = models.BigIntegerField(null=True)
    child_id = models.BigIntegerField(null=True)
    because = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)

    tenant_column = "council_id"
    tenant_optional = True

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.kind
