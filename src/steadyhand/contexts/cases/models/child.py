import secrets

from django.db import models
from django.db.models import Q
from django.utils import timezone

from steadyhand.contexts.cases.models.facts import STANDS, Fact
from steadyhand.contexts.cases.states import NoteKind, RelationKind, Sex


def new_ref() -> str:
    """A name for addresses that tells nothing and cannot be guessed: 80 random bits."""
    return secrets.token_hex(10)


class Child(models.Model):
    """One child, and the council that answers for them; kept because everything else hangs on it."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref, editable=False)
    council = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    identifier = models.CharField(max_length=40, help_text="The council's own number for the child")
    person = models.OneToOneField(
        "organisations.Person",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Their own account, once their plan opens it",
    )
    recorded_at = models.DateTimeField(default=timezone.now)

    tenant_column = "council_id"
    only_changes = ("person_id",)

    class Meta:
        verbose_name_plural = "children"
        constraints = [
            models.UniqueConstraint(name="one_identifier_a_council", fields=["council", "identifier"]),
            # what a fact's (child, council) refers to, so that both always agree
            models.UniqueConstraint(name="child_and_council", fields=["id", "council"]),
        ]

    def __str__(self) -> str:
        return f"child {self.pk}"


class Identity(Fact):
    """Who a child is: names, how to say them, date of birth; kept in versions because names change."""

    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True)
    known_as = models.CharField(max_length=80, blank=True)
    said_as = models.CharField(max_length=80, blank=True, help_text="How to say it")
    pronouns = models.CharField(max_length=40, blank=True)
    date_of_birth = models.DateField()
    sex = models.CharField(max_length=1, choices=Sex.choices)

    class Meta(Fact.Meta):
        verbose_name_plural = "identities"
        constraints = [models.UniqueConstraint(name="one_identity", fields=["child"], condition=STANDS)]
        indexes = [models.Index(fields=["date_of_birth"], name="identity_by_birth", condition=STANDS)]

    @property
    def name(self) -> str:
        """The name the child uses, then the family name; the identifier where nobody has named them yet."""
        return f"{self.first_name} {self.family_name}".strip()

    @property
    def first_name(self) -> str:
        """The name the child uses."""
        return self.known_as or self.given_name or f"Child {self.child.identifier}"


class StandingNote(Fact):
    """What to know before talking with a child, or to be careful of; ends, so that old warnings do not stay."""

    kind = models.CharField(max_length=10, choices=NoteKind.choices)
    text = models.CharField(max_length=400)
    because = models.CharField(max_length=400, blank=True)
    ends_on = models.DateField(null=True)


class Relationship(Fact):
    """Somebody in a child's life: family or friend, another child in care or not."""

    kind = models.CharField(max_length=20, choices=RelationKind.choices)
    name = models.CharField(max_length=120, blank=True)
    other_child = models.ForeignKey(
        Child, on_delete=models.PROTECT, null=True, related_name="+", help_text="Where they are in care too"
    )
    may_be_named = models.BooleanField(default=True)

    class Meta(Fact.Meta):
        constraints = [
            models.CheckConstraint(
                name="relationship_names_somebody", condition=~Q(name="") | Q(other_child__isnull=False)
            ),
            models.UniqueConstraint(
                name="one_relationship_a_pair",
                fields=["child", "other_child"],
                condition=STANDS & Q(other_child__isnull=False),
            ),
        ]
