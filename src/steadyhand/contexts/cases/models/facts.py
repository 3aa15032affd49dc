"""What every row about a child has in common.

Nothing is edited in place. A correction, and the end of a span, is a new row that `corrects` the old one;
the old one is marked with `superseded_at` and stays. Constraints speak of rows that still stand.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

STANDS = Q(superseded_at__isnull=True)


class FactQuerySet(models.QuerySet[Any]):
    """Reads that every kind of fact shares."""

    def standing(self) -> Self:
        """Facts that have not been corrected."""
        return self.filter(STANDS)

    def of(self, child_ids: Iterable[int]) -> Self:
        """Facts about these children."""
        return self.filter(child_id__in=child_ids)


class SpanQuerySet(FactQuerySet):
    """Reads of dated spans, half-open: [start, end)."""

    def on(self, day: date) -> Self:
        """Spans that stand and hold on this day."""
        return self.standing().filter(Q(start__lte=day) & (Q(end__isnull=True) | Q(end__gt=day)))


class Fact(models.Model):
    """A row about one child: who wrote it, when, and which row it puts right."""

    child = models.ForeignKey("cases.Child", on_delete=models.PROTECT, related_name="+")
    council = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    superseded_at = models.DateTimeField(null=True)

    objects = FactQuerySet.as_manager()
    tenant_column = "council_id"
    only_changes = ("superseded_at",)

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["child"], name="%(class)s_standing", condition=STANDS)]

    def __str__(self) -> str:
        return f"{type(self).__name__.lower()} {self.pk}"


class SpanFact(Fact):
    """A fact that holds from one day up to, not including, another; still open while `end` is empty."""

    start = models.DateField()
    end = models.DateField(null=True)

    objects = SpanQuerySet.as_manager()  # type: ignore[misc]
    one_at_a_time: ClassVar[tuple[str, ...]] = ("child_id",)  # no two standing spans overlap with these alike

    class Meta(Fact.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_in_order", condition=Q(end__isnull=True) | Q(end__gte=F("start"))
            ),
            models.UniqueConstraint(
                name="%(class)s_one_open", fields=["child"], condition=STANDS & Q(end__isnull=True)
            ),
        ]

    def holds_on(self, day: date) -> bool:
        """Whether this span holds on the day."""
        return self.start <= day and (self.end is None or day < self.end)
