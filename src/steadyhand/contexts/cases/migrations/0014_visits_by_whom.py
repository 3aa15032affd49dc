"""Duties anew for every child: the clock knows since then who visited, and days of short breaks for what they are."""

from datetime import date

from django.db import migrations, transaction

from steadyhand.foundations.access import tenancy

NOT_YET = date(2000, 1, 1)


def ask_again(apps, schema_editor):
    """Leave it to the job to work out every child anew, one council at a time: the wall stands for the owner too."""
    ClockReading = apps.get_model("cases", "ClockReading")
    organisations = ClockReading._meta.get_field("council").related_model
    for council_id in organisations.objects.filter(kind="council").order_by("pk").values_list("pk", flat=True):
        with transaction.atomic(), tenancy.within([council_id]):
            readings = ClockReading.objects.filter(council_id=council_id)
            readings.update(worked_out_on=NOT_YET, next_change_at=NOT_YET)


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_due_by")]
    operations = [migrations.RunPython(ask_again, migrations.RunPython.noop, elidable=True)]
