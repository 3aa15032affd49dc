"""What the statutory clock asks about a child beside the dated spans: their circumstances, and why something was late."""

from django.db import models
from django.db.models import Q

from steadyhand.contexts.cases.models.facts import STANDS, Fact
from steadyhand.contexts.cases.states import LateBecause


class Circumstances(Fact):
    """What is so of a child and turns rules on: one standing row a child. Empty: nobody has said."""

    unaccompanied = models.BooleanField(default=False, help_text="An unaccompanied asylum-seeking child")
    key_stage = models.PositiveSmallIntegerField(null=True, help_text="1 to 5; 0 for none")
    early_years_education = models.BooleanField(null=True, help_text="In education before school age")
    unable_to_take_part = models.BooleanField(default=False, help_text="Not able to take part in reviews")
    died_on = models.DateField(null=True)

    class Meta(Fact.Meta):
        verbose_name_plural = "circumstances"
        constraints = [
            models.UniqueConstraint(name="one_standing_circumstances", fields=["child"], condition=STANDS),
            models.CheckConstraint(
                name="key_stage_is_one", condition=Q(key_stage__isnull=True) | Q(key_stage__lte=5)
            ),
        ]


class Explanation(Fact):
    """Why something was late and who decided: the duty stays late, and is explained.

    The reason is widely seen; the text may hold a child's refusal or a parent's risk, and is for those in the case.
    """

    code = models.CharField(max_length=10, help_text="The rule's code in the statutory timetable")
    due_on = models.DateField(help_text="The last day that is explained")
    reason = models.CharField(max_length=20, choices=LateBecause.choices)
    text = models.TextField(blank=True)
    decided_by = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField()

    class Meta(Fact.Meta):
        constraints = [
            models.UniqueConstraint(
                name="one_explanation_a_day", fields=["child", "code", "due_on"], condition=STANDS
            )
        ]
