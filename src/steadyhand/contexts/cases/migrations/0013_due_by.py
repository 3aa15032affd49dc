"""The last moment of what is due within hours; whoever waits for such a thing is worked out anew by the job."""

from datetime import date

from django.db import migrations, models, transaction

from steadyhand.foundations.access import tenancy

NOT_YET = date(2000, 1, 1)
IN_HOURS = ("M-4", "SEC-1", "EX-2")  # the rows whose limit counted hours when this was written


def ask_again(apps, schema_editor):
    """One council at a time: the wall stands for the owner too."""
    ClockReading, Duty = apps.get_model("cases", "ClockReading"), apps.get_model("cases", "Duty")
    organisations = ClockReading._meta.get_field("council").related_model
    for council_id in organisations.objects.filter(kind="council").order_by("pk").values_list("pk", flat=True):
        with transaction.atomic(), tenancy.within([council_id]):
            waiting = Duty.objects.filter(council_id=council_id, code__in=IN_HOURS, is_open=True)
            readings = ClockReading.objects.filter(council_id=council_id, pk__in=waiting.values("child_id"))
            readings.update(worked_out_on=NOT_YET, next_change_at=NOT_YET)


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_calendar")]
    operations = [
        migrations.RemoveIndex(model_name="duty", name="duty_falls_due"),
        migrations.AddField(
            model_name="duty",
            name="due_by",
            field=models.DateTimeField(null=True, help_text="The last moment, where the limit counts hours"),
        ),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(
                condition=models.Q(("is_open", True), ("unconfirmed", False)),
                fields=["council", "due_at", "code", "child", "no_last_day", "explained", "due_by"],
                name="duty_falls_due",
            ),
        ),
        migrations.RunPython(ask_again, migrations.RunPython.noop, elidable=True),
    ]
