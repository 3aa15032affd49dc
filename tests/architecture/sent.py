"""What a browser sends with each form, filled in, for those who ask every route."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from steadyhand.contexts.cases.models import CalendarDays
from steadyhand.contexts.cases.queries import timetable_version
from steadyhand.contexts.cases.states import DaysKind
from steadyhand.contexts.organisations.models import Person
from steadyhand.foundations.access import tenancy
from web.visits import visit_data
from web.world import PASSWORD, Actor, World


def sent_by(name: str, world: World, actor: Actor) -> dict[str, Any]:
    """What a complete form holds."""
    if name == "account_login":
        return {"login": "nobody@example.org", "password": PASSWORD}
    if name in {"invitation", "new_password"}:
        return {"password": "another long invented password"}
    if name == "forgotten_password":
        return {"email": "nobody@example.org"}
    if name in {"two_step_set_up", "mfa_authenticate"}:
        return {"code": "123456"}
    if name == "emergency":
        born = {"date_of_birth-day": "1", "date_of_birth-month": "2", "date_of_birth-year": "2015"}
        return {"name": "Nobody here", "because": "A child is at risk", **born}
    if name in {"record_happening", "correct_happening"}:
        born = {f"day-{part}": str(getattr(world.today, part)) for part in ("day", "month", "year")}
        return {"what": "missing_start", **born}
    if name == "change_circumstances":
        return {"group": "reviews", "unable_to_take_part": "yes"}
    if name == "change_home":
        return {"group": "lasting", "lasts_to_18": "yes", "long_term_foster": "unsaid"}
    if name == "check_return":
        header = SimpleUploadedFile(
            "header.csv", b"CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nA1,F,01/05/2016,WBRI,,,\n"
        )
        return {"this": header, "year": "2026/27", "authority": "E08000035"}
    if name == "return_findings":
        told = {
            "year": "2026/27",
            "rules": {},
            "not_run": {},
            "rows": {"Header": 1},
            "children": {},
            "sources": {},
        }
        return {"as": "csv", "findings": json.dumps(told)}
    if name == "calendar_settings":
        return {"act": "make"}
    if name == "explain_late":
        on = {"decided_on-day": world.today.day, "decided_on-month": world.today.month}
        by = world.people.get(actor.key, "")
        return {"reason": "nobody", "decided_by": by, "decided_on-year": world.today.year, **on}
    if name == "change_rule":
        return {"asked": "off", "because": "As agreed", "seen": "0.0.0", "go": "1"}
    if name == "add_days":
        named = {"kind": "holiday", "name": "An extra day", "seen": "0.0.0", "go": "1"}
        return named | {"start-day": "5", "start-month": "6", "start-year": "2034"}
    if name == "take_off_days":
        council = world.council_id
        with tenancy.within([council]):
            return {"seen": timetable_version(council), "go": "1"}
    return visit_data(actor.child_ref, as_of=str(world.newest_visit), version="1") if "visit" in name else {}


def extra_day(world: World) -> CalendarDays:
    """A bank holiday that the council has added itself."""
    said = {"council_id": world.council_id, "kind": DaysKind.HOLIDAY, "name": "An extra day"}
    by = Person.objects.order_by("pk").values_list("pk", flat=True)[0]
    day = date(2034, 6, 5)
    return CalendarDays.objects.create(start=day, end=day, recorded_by_id=by, **said)


def encoded(sent: dict[str, Any]) -> tuple[str | bytes, str]:
    """As the body of a request, and what kind of body it is: in parts, where a file is among it."""
    if any(isinstance(value, SimpleUploadedFile) for value in sent.values()):
        return encode_multipart(BOUNDARY, sent), MULTIPART_CONTENT
    return urlencode(sent, doseq=True), "application/x-www-form-urlencoded"
