from django.db import models

from steadyhand.engines.naming import Kind


class NameKey(models.Model):
    """One key under which a child is found by name, sound, slip or number; kept so that search asks an index.

    Made again from the standing identity in the transaction that changes it (`operations.children`), so a name that
    was put right leaves no key. Nothing else is told by it.
    """

    child = models.ForeignKey("cases.Child", on_delete=models.CASCADE, related_name="name_keys")
    council = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=1, choices=[(kind.value, kind.name.lower()) for kind in Kind])
    key = models.CharField(max_length=41)

    tenant_column = "council_id"

    class Meta:
        constraints = [
            # in the order in which search asks, with all that it reads: the table itself is never looked at
            models.UniqueConstraint(name="one_key_of_a_kind", fields=["council", "key", "kind", "child"]),
        ]

    def __str__(self) -> str:
        return f"key {self.pk}"
