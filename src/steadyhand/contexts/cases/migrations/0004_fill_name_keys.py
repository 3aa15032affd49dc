"""Keys of search for children who were on record before there was search."""

from django.db import migrations, transaction

from steadyhand.engines.naming import Named, keys
from steadyhand.foundations.access import tenancy

CHILDREN_AT_ONCE = 500


def fill(apps, schema_editor):
    """Some hundred children a transaction, one council at a time: the wall stands for the owner too.

    Begun again after an interruption, it goes on: a key that is there already stays.
    """
    organisations = apps.get_model("cases", "Child")._meta.get_field("council").related_model
    councils = organisations.objects.filter(kind="council")
    for council_id in councils.order_by("pk").values_list("pk", flat=True):
        last = 0
        while last is not None:
            with transaction.atomic(), tenancy.within([council_id]):
                last = _fill_some(apps, council_id, last)


def _fill_some(apps, council_id, after):
    """Fill in the next children of a council; the last one's id, or None when there are no more."""
    identities = apps.get_model("cases", "Identity").objects.filter(superseded_at=None, council_id=council_id)
    rows = list(identities.filter(child_id__gt=after).select_related("child").order_by("child_id")[:CHILDREN_AT_ONCE])
    NameKey = apps.get_model("cases", "NameKey")
    found = []
    for row in rows:
        names = Named(row.given_name, row.family_name, row.known_as, row.said_as, row.child.identifier)
        found += [
            NameKey(child_id=row.child_id, council_id=council_id, kind=kind.value, key=key)
            for kind, key in sorted(keys(names))
        ]
    NameKey.objects.bulk_create(found, batch_size=5_000, ignore_conflicts=True)
    return rows[-1].child_id if rows else None


class Migration(migrations.Migration):
    atomic = False  # each batch is a transaction of its own
    dependencies = [("cases", "0003_name_keys")]
    # backwards, 0003 takes the table away with all that is in it
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
