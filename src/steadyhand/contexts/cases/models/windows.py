from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from steadyhand.contexts.cases.states import WindowKind


class AccessWindow(models.Model):
    """Access for a while, to the minute, with its reason: cover, on call, an emergency, an inspection.

    Opened for one child or for every child of one body; kept so that the child can see why somebody looked. It is
    used `through` the role for which it was opened, and ends with it whatever its own end says.
    """

    person = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")
    # none: a window from before roles were kept with it; it opens nothing any more
    through = models.ForeignKey("organisations.Role", on_delete=models.PROTECT, null=True, related_name="+")
    council = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=WindowKind.choices)
    child = models.ForeignKey("cases.Child", on_delete=models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    start = models.DateTimeField()
    end = models.DateTimeField()
    because = models.CharField(max_length=400)
    opened_by = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)

    tenant_column = "council_id"
    only_changes = ("closed_at",)

    class Meta:
        constraints = [
            models.CheckConstraint(name="window_in_order", condition=Q(end__gt=F("start"))),
            models.CheckConstraint(
                name="window_onto_a_child_or_a_body",
                condition=Q(child__isnull=False, body__isnull=True)
                | Q(child__isnull=True, body__isnull=False),
            ),
            models.CheckConstraint(name="window_has_a_reason", condition=~Q(because="")),
        ]
        indexes = [models.Index(fields=["person", "end"], name="window_by_person")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"
