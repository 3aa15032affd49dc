from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; a password may be absent where another way of signing in is used."""

    def create_user(self, email: str, password: str | None = None) -> "Account":
        account = self.model(email=email.lower())
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """Signing in and nothing else; kept so that every act on record has somebody who signed in."""

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = AccountManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return f"account {self.pk}"


class Installation(models.Model):
    """What this database was made for; kept because a demonstration may let people in without a password."""

    class Kind(models.TextChoices):
        DEMONSTRATION = "demonstration", "Demonstration: every person in it is invented"
        LIVE = "live", "Live: real children"

    only = models.BooleanField(primary_key=True, default=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    made_at = models.DateTimeField(default=timezone.now)
    made_on = models.DateField(help_text="The day on which an invented world stands still in time")
    seed = models.BigIntegerField(null=True)

    append_only = True

    class Meta:
        constraints = [
            models.CheckConstraint(name="one_installation", condition=models.Q(only=True)),
        ]

    def __str__(self) -> str:
        return self.kind

    @classmethod
    def demonstrations(cls) -> "models.QuerySet[Installation]":
        """This installation if it was made as a demonstration; else nothing."""
        return cls.objects.filter(kind=cls.Kind.DEMONSTRATION)

    @classmethod
    def is_demonstration(cls) -> bool:
        """Whether this database was made as a demonstration; a live one can never become one."""
        return cls.demonstrations().exists()

    @classmethod
    def is_live(cls) -> bool:
        """Whether real children may be on record in this database."""
        return cls.objects.filter(kind=cls.Kind.LIVE).exists()


class Count(models.Model):
    """What all server processes count together, such as tries to sign in; kept until each count expires.

    The table of Django's cache in the database, which reads and writes it: its columns are that cache's.
    Keys are hashes, so that no email stands in it.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "access_count"

    def __str__(self) -> str:
        return self.cache_key


class CalendarFeed(models.Model):
    """The secret address at which an account's calendar is fetched without signing in: one an account, kept to end it.

    Only a hash of its token is kept, so that nobody who reads the database can fetch a calendar.
    """

    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    fetched_at = models.DateTimeField(
        null=True, help_text="To the hour, so that its person sees that it is in use"
    )

    def __str__(self) -> str:
        return f"calendar of account {self.account_id}"
