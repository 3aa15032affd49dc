from django.db import models
from django.db.models import F, Q

from steadyhand.contexts.cases.models.facts import STANDS, Fact
from steadyhand.contexts.cases.states import ChildsPart, ContactKind, NotAlone, Outcome, VisitPlace


class Event(Fact):
    """A dated happening with no page of its own; of those that a rule asks about, what else the rule needs to know."""

    kind = models.CharField(max_length=40, help_text="Its name in the timetable, or something for the story")
    at = models.DateTimeField()
    timed = models.BooleanField(default=True, db_default=True, help_text="Whether the time of day is known")
    title = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    placed_on = models.DateField(null=True, help_text="The first day of the placement that it is about")
    number = models.PositiveSmallIntegerField(null=True, help_text="Which one of a series, such as a review")
    by_whom = models.CharField(max_length=30, blank=True, default="", db_default="")
    sort = models.CharField(
        max_length=30, blank=True, default="", db_default="", help_text="Which kind of it"
    )
    outcome = models.CharField(max_length=20, blank=True, default="", db_default="", choices=Outcome.choices)
    until = models.DateField(null=True, help_text="The day to which it was extended, or an order runs")


class Visit(Fact):
    """A worker went to see a child; whether seen and seen alone is evidence and never assumed."""

    occasion = models.CharField(max_length=32, help_text="Shared by children seen together; one page, once")
    visited_by = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=10, choices=VisitPlace.choices)
    child_seen = models.BooleanField()
    seen_alone = models.BooleanField(null=True, help_text="Empty where the child was not seen")
    not_alone_because = models.CharField(max_length=20, choices=NotAlone.choices, blank=True)
    carers_seen = models.BooleanField()
    said = models.TextField(blank=True, help_text="The child's own words")
    narrative = models.TextField(blank=True)
    own_part = models.TextField(
        blank=True, default="", db_default="", help_text="Written of this child alone, and in no other record"
    )
    worried = models.BooleanField(default=False)

    class Meta(Fact.Meta):
        constraints = [
            models.CheckConstraint(
                name="visit_in_order", condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at"))
            ),
            models.CheckConstraint(
                name="seen_alone_only_when_seen",
                condition=Q(child_seen=True, seen_alone__isnull=False)
                | Q(child_seen=False, seen_alone__isnull=True),
            ),
            models.CheckConstraint(
                name="not_alone_has_a_reason",
                condition=Q(seen_alone=False, seen_alone__isnull=False) & ~Q(not_alone_because="")
                | (Q(seen_alone=True) | Q(seen_alone__isnull=True)) & Q(not_alone_because=""),
            ),
            models.UniqueConstraint(
                name="one_visit_an_occasion", fields=["child", "occasion"], condition=STANDS
            ),
        ]
        indexes = [models.Index(fields=["child", "-started_at"], name="visit_by_child", condition=STANDS)]


class Review(Fact):
    """A review that was held: when, who chaired it, and the child's part in it."""

    held_on = models.DateField()
    chaired_by = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")
    childs_part = models.CharField(max_length=3, choices=ChildsPart.choices)
    said = models.TextField(blank=True, help_text="The child's own words")
    summary = models.TextField(blank=True)

    class Meta(Fact.Meta):
        constraints = [
            models.UniqueConstraint(name="one_review_a_day", fields=["child", "held_on"], condition=STANDS)
        ]


class Contact(Fact):
    """A call, meeting or message about a child."""

    kind = models.CharField(max_length=10, choices=ContactKind.choices)
    at = models.DateTimeField()
    with_whom = models.CharField(max_length=160)
    text = models.TextField()


class Note(Fact):
    """Something a worker wrote down about a child."""

    at = models.DateTimeField()
    text = models.TextField()
