from datetime import date

from django.db import models
from django.db.models import Q


class Duty(models.Model):
    """One thing the law asks for one child, as the clock works it out; never says "late": that is for the reader.

    Not a fact: it is worked out again whenever a fact changes, in the same transaction. Of each chain the present link
    alone is kept; its history is worked out from the facts when somebody asks for it.
    """

    child = models.ForeignKey("cases.Child", on_delete=models.PROTECT, related_name="+")
    council = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=10, help_text="The rule's code in the statutory timetable")
    anchor = models.CharField(max_length=60, help_text="What started it, such as one placement")
    number = models.IntegerField(help_text="Its place in the chain that started there")
    started_on = models.DateField(null=True)
    due_at = models.DateField(null=True, help_text="The last day; empty where a fact is missing")
    due_by = models.DateTimeField(null=True, help_text="The last moment, where the limit counts hours")
    met_at = models.DateField(null=True)
    is_open = models.BooleanField(help_text="Still asked for: the present link of its chain, not met yet")
    no_last_day = models.BooleanField(
        default=False, db_default=False, help_text="As soon as possible: due on its day, and never late"
    )
    explained = models.BooleanField(default=False, db_default=False, help_text="Late for a reason on record")
    unconfirmed = models.BooleanField(
        default=False,
        db_default=False,
        help_text="The rule's source is not confirmed: shown, and counted nowhere",
    )
    missing = models.JSONField(default=list, help_text="Facts without which the clock cannot tell")
    arranged_for = models.DateField(null=True)
    waiting_on = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    waiting_since = models.DateField(null=True)

    # Where `queries.open_duties` asks: the reason on record, of one that is late and explained; or, with its day, the
    # reason that was given before the last day moved.
    late_because: str | None
    moved_from: date | None = None
    moved_because: str | None = None

    tenant_column = "council_id"

    class Meta:
        verbose_name_plural = "duties"
        constraints = [
            models.UniqueConstraint(name="one_duty_a_link", fields=["child", "code", "anchor", "number"]),
            models.CheckConstraint(
                name="open_is_not_met", condition=Q(is_open=False) | Q(met_at__isnull=True)
            ),
            models.CheckConstraint(
                name="waiting_on_somebody_since_some_day",
                condition=Q(waiting_on__isnull=True, waiting_since__isnull=True)
                | Q(waiting_on__isnull=False, waiting_since__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["child", "due_at"], name="duty_still_open", condition=Q(is_open=True)),
            # what falls due in a whole council is counted from this alone
            models.Index(
                fields=["council", "due_at", "code", "child", "no_last_day", "explained", "due_by"],
                name="duty_falls_due",
                condition=Q(is_open=True, unconfirmed=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.anchor}"


class ClockReading(models.Model):
    """When a child's duties were last worked out, and the next day on which time alone changes them."""

    child = models.OneToOneField("cases.Child", on_delete=models.PROTECT, related_name="+", primary_key=True)
    council = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    worked_out_on = models.DateField()
    next_change_at = models.DateField(null=True, db_index=True)

    tenant_column = "council_id"

    def __str__(self) -> str:
        return f"clock of {self.child_id}"
