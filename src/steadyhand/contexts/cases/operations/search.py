"""Keeping the keys of search in step with who a child is."""

from __future__ import annotations

from collections.abc import Iterable

from steadyhand.contexts.cases.models import Child, Identity, NameKey
from steadyhand.contexts.cases.queries import named
from steadyhand.engines.naming import keys


def name_keys(child: Child, identity: Identity) -> Iterable[NameKey]:
    """The keys under which this child is found, not stored yet: for acts that write many children at once."""
    for kind, key in sorted(keys(named(child, identity))):
        yield NameKey(child_id=child.pk, council_id=child.council_id, kind=kind.value, key=key)


def keep_name_keys(child: Child, identity: Identity) -> None:
    """Store the keys of the identity that stands now and drop those of the one before, in the open transaction."""
    NameKey.objects.filter(child_id=child.pk).delete()
    NameKey.objects.bulk_create(name_keys(child, identity))
