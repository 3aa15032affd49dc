from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from steadyhand.contexts.cases.models.facts import STANDS, SpanFact
from steadyhand.contexts.cases.states import AllocationRole, Area, LegalStatusCode, PlacementType


class PeriodOfCare(SpanFact):
    """Unbroken time looked after; kept because every clock starts with it."""

    reason_ended = models.CharField(
        max_length=4, blank=True, help_text="The return's code for why care ended"
    )

    class Meta(SpanFact.Meta):
        verbose_name_plural = "periods of care"


class LegalStatus(SpanFact):
    """Under which law a child is looked after."""

    code = models.CharField(max_length=2, choices=LegalStatusCode.choices)

    class Meta(SpanFact.Meta):
        verbose_name_plural = "legal statuses"


class Home(models.Model):
    """A place where children live and who looks after them; one row for brothers and sisters who share it.

    Never changed: a new address or carer is a new home, and placements name the one they are at.
    """

    council = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    carers = models.CharField(max_length=160, help_text="As the children say it: Sue and Delroy Hartwick")
    phone = models.CharField(max_length=30, blank=True)
    address = models.TextField()
    postcode = models.CharField(max_length=8)
    recorded_at = models.DateTimeField(default=timezone.now)

    tenant_column = "council_id"
    append_only = True

    def __str__(self) -> str:
        return f"home {self.pk}"


class Placement(SpanFact):
    """Where a child lives. A move that starts and ends on one day keeps its times."""

    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="+")
    type = models.CharField(max_length=2, choices=PlacementType.choices)
    starts_at = models.TimeField(null=True)
    ends_at = models.TimeField(null=True)
    lasts_to_18 = models.BooleanField(null=True, help_text="Whether it is meant to last; empty: not known")
    long_term_foster = models.BooleanField(null=True, help_text="Designated under SI 2010/959 reg 22B")
    urgent_with_parent = models.BooleanField(default=False, help_text="SI 2010/959 reg 19")
    temporary_approval = models.BooleanField(default=False, help_text="SI 2010/959 reg 24")
    address_withheld = models.BooleanField(default=False)
    area = models.CharField(
        max_length=10,
        choices=Area.choices,
        blank=True,
        default="",
        db_default="",
        help_text="Empty: not said",
    )
    emergency = models.BooleanField(default=False, db_default=False, help_text="Made in an emergency")
    emergency_foster = models.BooleanField(default=False, db_default=False, help_text="SI 2010/959 reg 23")
    other_arrangements = models.BooleanField(
        default=False, db_default=False, help_text="Children Act 1989 s.22C(6)(d)"
    )
    listed = models.BooleanField(default=False, db_default=False, help_text="SI 2010/959 reg 27A lists it")
    registered_supported = models.BooleanField(
        default=False, db_default=False, help_text="Registered supported accommodation"
    )
    excepted = models.BooleanField(default=False, db_default=False, help_text="SI 2010/959 reg 27B or 27C")
    told_beforehand = models.BooleanField(
        null=True,
        help_text="Once it ended: whether everybody due notice was told before. Empty: nobody has said",
    )
    short_break = models.BooleanField(default=False, db_default=False, help_text="SI 2010/959 reg 48")

    withheld_here: (
        bool  # told by the queries that read homes: whether it is withheld from this child's readers
    )

    class Meta(SpanFact.Meta):
        indexes = [
            *SpanFact.Meta.indexes,
            models.Index(fields=["home"], name="placement_by_home", condition=STANDS & Q(end__isnull=True)),
        ]


class HeldBy(SpanFact):
    """Which practice or council team does the social work with a child."""

    body = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")

    class Meta(SpanFact.Meta):
        verbose_name_plural = "held by"
        indexes = [
            *SpanFact.Meta.indexes,
            models.Index(fields=["body", "child"], name="held_by_body", condition=STANDS),
        ]


class Allocation(SpanFact):
    """Who works with a child, in which role."""

    person = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=AllocationRole.choices)
    because = models.CharField(max_length=400, blank=True)

    one_at_a_time = ("child_id", "role")

    class Meta(SpanFact.Meta):
        constraints = [
            models.CheckConstraint(
                name="allocation_in_order", condition=Q(end__isnull=True) | Q(end__gte=F("start"))
            ),
            models.UniqueConstraint(
                name="one_open_allocation_a_role",
                fields=["child", "role"],
                condition=STANDS & Q(end__isnull=True),
            ),
        ]
        indexes = [
            *SpanFact.Meta.indexes,
            models.Index(fields=["person", "role", "child"], name="allocation_by_person", condition=STANDS),
        ]
