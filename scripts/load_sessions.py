"""Who the simulated people are: signed in, with the children they open and names they look for; in JSON.

scripts/load_sessions.py 300    so many social workers, and a tenth as many leads
"""

from __future__ import annotations

import json
import random
import sys
from datetime import timedelta

from page_forms import LONGEST_AGO

from steadyhand.commands import installation


def main(people: int) -> None:
    """Sign each of them in once, as the demonstration's page does, and write all of it to standard output."""
    installation.start_django()
    from django.test import Client
    from django.utils import timezone

    from steadyhand.contexts.cases import queries as cases
    from steadyhand.contexts.cases.models import Child, HeldBy, Identity
    from steadyhand.contexts.organisations import queries as organisations
    from steadyhand.contexts.organisations.models import Role
    from steadyhand.contexts.organisations.states import RoleKind
    from steadyhand.foundations.access import tenancy

    today = timezone.localdate()
    chance = random.Random(1)
    wanted = {RoleKind.SOCIAL_WORKER: people, RoleKind.LEAD: people // 10 + 1, RoleKind.SERVICE_MANAGER: 1}
    found: dict[str, list[dict[str, object]]] = {}
    with tenancy.within(organisations.council_ids()):
        # Nobody writes a visit down that was before the child was born.
        old_enough = Identity.objects.standing().filter(date_of_birth__lte=today - timedelta(LONGEST_AGO))
        every = list(Child.objects.order_by("pk").values_list("pk", flat=True))
        for kind, most in wanted.items():
            held = Role.objects.filter(kind=kind, end=None).select_related("person__account").order_by("pk")
            for role in list(held)[:: max(1, held.count() // most)][:most]:
                if kind == RoleKind.SERVICE_MANAGER:
                    ids = chance.sample(every, min(200, len(every)))
                elif kind == RoleKind.LEAD:
                    held_there = HeldBy.objects.on(today).filter(body_id=role.organisation_id)
                    ids = list(held_there.values_list("child_id", flat=True))
                else:
                    own = cases.caseload(role.person_id, today).values_list("child_id", flat=True)
                    ids = list(old_enough.filter(child__in=own).values_list("child_id", flat=True))
                named = Identity.objects.standing().of([*ids[:20], *chance.sample(every, 20)])
                client = Client()
                client.force_login(role.person.account)
                found.setdefault(kind.value, []).append(
                    {
                        "session": client.cookies["sessionid"].value,
                        "children": list(Child.objects.filter(pk__in=ids).values_list("ref", flat=True)),
                        "names": [row.name for row in named.select_related("child")],
                    }
                )  # fmt: skip
    found = {kind: [each for each in some if each["children"]] for kind, some in found.items()}
    json.dump({"people": found}, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]))
