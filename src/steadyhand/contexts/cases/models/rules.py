"""What a council's administrator says of the statutory timetable: which rules are asked, since when, which days are no
working days, when school terms are."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from steadyhand.contexts.cases.models.facts import STANDS
from steadyhand.contexts.cases.states import DaysKind


class Said(models.Model):
    """Something an administrator said for one council. Nothing is edited: what puts it right is a new row."""

    council = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True)

    tenant_column = "council_id"
    only_changes = ("superseded_at",)

    class Meta:
        abstract = True


class RuleSetting(Said):
    """How one council keeps one row of the timetable; a row without a setting is kept as the table says.

    Empty dates are those of the table. A source that a person checked makes an unconfirmed row count.
    """

    code = models.CharField(max_length=10, help_text="The rule's code in the statutory timetable")
    is_on = models.BooleanField(default=True, help_text="Whether the row is asked at all")
    valid_from = models.DateField(null=True, help_text="The first day; empty: as the table says")
    valid_to = models.DateField(
        null=True, help_text="The day it ends, itself outside; empty: as the table says"
    )
    source = models.CharField(max_length=400, blank=True, help_text="What was read to confirm it, and where")
    because = models.CharField(max_length=400)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_setting_a_rule", fields=["council", "code"], condition=STANDS),
            models.CheckConstraint(
                name="rule_setting_in_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(name="rule_setting_has_a_reason", condition=~Q(because="")),
        ]

    def __str__(self) -> str:
        return f"{self.code} at {self.council_id}"


class CalendarDays(Said):
    """Days of one council's calendar: a bank holiday beside those of the table, or a school term.

    `end` is the last day, itself part of it.
    """

    kind = models.CharField(max_length=20, choices=DaysKind.choices)
    name = models.CharField(max_length=80)
    start = models.DateField()
    end = models.DateField()

    class Meta:
        verbose_name_plural = "calendar days"
        constraints = [
            models.CheckConstraint(name="calendar_days_in_order", condition=Q(end__gte=F("start"))),
            models.CheckConstraint(
                name="holiday_is_one_day", condition=Q(kind=DaysKind.TERM) | Q(end=F("start"))
            ),
            models.UniqueConstraint(
                name="one_holiday_a_day",
                fields=["council", "start"],
                condition=STANDS & Q(kind=DaysKind.HOLIDAY),
            ),
        ]

    def __str__(self) -> str:
        return self.name
