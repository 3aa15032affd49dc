import secrets
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from steadyhand.contexts.organisations.states import BodyKind, LegalForm, RoleKind


def new_ref() -> str:
    """A name for addresses that tells nothing and cannot be guessed: 80 random bits."""
    return secrets.token_hex(10)


def on_day(day: date) -> Q:
    """Rows with half-open dates [start, end) that hold on this day."""
    return Q(start__lte=day) & (Q(end__isnull=True) | Q(end__gt=day))


class Organisation(models.Model):
    """A council, one of its teams, a practice or another body; kept because every act has a body behind it."""

    kind = models.CharField(max_length=20, choices=BodyKind.choices)
    name = models.CharField(max_length=120)
    legal_form = models.CharField(max_length=20, choices=LegalForm.choices, blank=True)
    authority_code = models.CharField(max_length=9, blank=True, help_text="The council's nine-character code")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="teams")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="team_has_a_council",
                condition=Q(kind=BodyKind.TEAM) & Q(parent__isnull=False)
                | ~Q(kind=BodyKind.TEAM) & Q(parent__isnull=True),
            ),
            models.CheckConstraint(
                name="council_has_a_code",
                condition=Q(kind=BodyKind.COUNCIL) & ~Q(authority_code="")
                | ~Q(kind=BodyKind.COUNCIL) & Q(authority_code=""),
            ),
            models.CheckConstraint(
                name="practice_has_a_legal_form", condition=~Q(kind=BodyKind.PRACTICE) | ~Q(legal_form="")
            ),
            models.UniqueConstraint(
                name="one_council_a_code", fields=["authority_code"], condition=~Q(authority_code="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Premises(models.Model):
    """A place a body works from; kept because travel and registration hang on it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="premises")
    name = models.CharField(max_length=120)
    address = models.TextField()
    postcode = models.CharField(max_length=8)
    start = models.DateField()
    end = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "premises"
        constraints = [
            models.CheckConstraint(
                name="premises_in_order", condition=Q(end__isnull=True) | Q(end__gt=F("start"))
            )
        ]

    def __str__(self) -> str:
        return self.name


class Engagement(models.Model):
    """A body works for a council between dates; kept because only then may council's children be reached.

    One that ends on the day it began never held: what was begun by mistake ends at once.
    """

    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="engagements")
    council = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="engaged")
    start = models.DateField()
    end = models.DateField(null=True)

    only_sooner = ("end",)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="engagement_in_order", condition=Q(end__isnull=True) | Q(end__gte=F("start"))
            ),
            models.UniqueConstraint(
                name="one_open_engagement", fields=["body", "council"], condition=Q(end__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} for {self.council_id}"


class Person(models.Model):
    """Somebody who acts in the record; kept because who acted is never forgotten."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="person")
    ref = models.CharField(max_length=20, unique=True, default=new_ref, editable=False)
    name = models.CharField(max_length=120)
    known_as = models.CharField(max_length=60, blank=True, help_text="The name used to children")
    phone = models.CharField(max_length=30, blank=True)
    registration_number = models.CharField(max_length=20, blank=True, help_text="Social Work England")
    registration_renewed = models.DateField(null=True, help_text="The renewal is yearly")

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                name="one_registration_a_person",
                fields=["registration_number"],
                condition=~Q(registration_number=""),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """The name a child uses for them."""
        return self.known_as or self.name.split(" ")[0]


class Role(models.Model):
    """A role held at a body between dates; kept because an approver must have held theirs on that day.

    One that ends on the day it began never held: what was given by mistake ends at once.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="roles")
    kind = models.CharField(max_length=30, choices=RoleKind.choices)
    start = models.DateField()
    end = models.DateField(null=True)

    only_sooner = ("end",)

    class Meta:
        indexes = [models.Index(fields=["organisation", "kind"], name="role_by_body")]
        constraints = [
            models.CheckConstraint(
                name="role_in_order", condition=Q(end__isnull=True) | Q(end__gte=F("start"))
            ),
            models.UniqueConstraint(
                name="one_open_role",
                fields=["person", "organisation", "kind"],
                condition=Q(end__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.organisation_id}"
