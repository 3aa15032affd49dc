from django.db import models
from django.utils import timezone


class Draft(models.Model):
    """What somebody is typing and has not finished: kept so that no word is lost, and gone once it is saved.

    Not a fact: one row for each opening of a page, written over as they type, also while an answer is missing. Of a
    page that is open twice neither writes over the other. Only its writer reads it, and only as long as they may write
    in that child's record.
    """

    person = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey("cases.Child", on_delete=models.PROTECT, related_name="+")
    council = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=40, help_text="Which page it is typed on")
    page = models.CharField(
        max_length=32, blank=True, default="", db_default="", help_text="Which opening of that page"
    )
    typed = models.JSONField(help_text="Each field's name with the texts typed in it")
    saved_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)

    tenant_column = "council_id"

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_draft_a_page", fields=["person", "form", "child", "page"])
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"
