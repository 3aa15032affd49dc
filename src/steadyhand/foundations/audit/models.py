from django.db import models
from django.utils import timezone


class Entry(models.Model):
    """One read, change or refusal: who, what, when, why they could; kept for as long as the record itself.

    Names accounts and subjects by id, without foreign keys, so that nothing it tells of can be removed
    from under it. Never holds a name, an address or a written word.
    """

    class Kind(models.TextChoices):
        READ = "read", "Looked at"
        CHANGE = "change", "Changed"
        REFUSAL = "refusal", "Refused"
        SIGN_IN = "sign_in", "Signed in or out"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor_id = models.BigIntegerField(null=True, help_text="The account; empty for a job or a stranger")
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    council_id = models.BigIntegerField(null=True)
    because = models.CharField(max_length=80, blank=True)
    route = models.CharField(max_length=80, blank=True)
    reference = models.CharField(max_length=20, blank=True)
    detail = models.JSONField(default=dict)

    append_only = True
    tenant_column = "council_id"
    tenant_optional = True

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "at"], name="audit_by_subject"),
            models.Index(fields=["actor_id", "at"], name="audit_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.verb}"


class Seal(models.Model):
    """A link of the chain: a hash over a batch of committed entries and the seal before it."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    count = models.IntegerField()

    append_only = True

    def __str__(self) -> str:
        return f"seal {self.number}"


class SealedEntry(models.Model):
    """Which seal covers an entry; listed by id because entries do not commit in the order of their ids."""

    entry_id = models.BigIntegerField(primary_key=True)
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT)

    append_only = True

    def __str__(self) -> str:
        return f"entry {self.entry_id}"
