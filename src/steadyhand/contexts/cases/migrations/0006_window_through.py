import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0005_visit_own_part'),
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='accesswindow',
            name='through',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.role'),
        ),
    ]
