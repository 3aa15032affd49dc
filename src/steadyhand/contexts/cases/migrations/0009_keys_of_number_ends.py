"""Keys that search has got since: the end of a number, and names of one sign written together."""

from importlib import import_module

from django.db import migrations


class Migration(migrations.Migration):
    atomic = False  # each batch is a transaction of its own
    dependencies = [("cases", "0008_words_for_the_childs_part")]
    # keys that are there already stay
    operations = [
        migrations.RunPython(
            import_module("steadyhand.contexts.cases.migrations.0004_fill_name_keys").fill,
            migrations.RunPython.noop,
            elidable=True,
        )
    ]
