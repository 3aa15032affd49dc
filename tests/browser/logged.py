"""What a server logged while people worked in its pages, searched for everything that is anybody's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, quote_plus

from browser.site import Site
from steadyhand.contexts.cases.models import Contact, Draft, Home, Identity, Note, Review, StandingNote, Visit
from steadyhand.contexts.organisations.models import Person
from steadyhand.foundations.access.models import Account

SHORTEST = 4  # letters of a name that is looked for on its own


def told_of_anybody(log: str, site: Site) -> list[str]:
    """What stands in the log and in the records as well: names, addresses, numbers, e-mails, words."""
    with site.inside():
        names, texts = set(_names()), set(_texts())
    return found_in(log, names=names, texts=texts)


def found_in(log: str, *, names: Iterable[str], texts: Iterable[str]) -> list[str]:
    """Which of these the log holds: a name as a whole word, a text anywhere; also as an address spells them."""
    log = log.lower()
    words = set(re.findall(r"[^\W_]+", log))
    told = {name for name in names if len(name) >= SHORTEST and name.lower() in words}
    for text in texts:
        # the beginning is enough: a line of a log may be cut
        start = text.strip()[:40].lower()
        if len(start) > SHORTEST and any(way(start).lower() in log for way in (str, quote, quote_plus)):
            told.add(text)
    return sorted(told)


def _names() -> Iterable[str]:
    for who in Identity.objects.all():
        yield from re.findall(r"\w+", f"{who.given_name} {who.family_name} {who.known_as}")
    for home in Home.objects.all():
        yield from re.findall(r"\w+", home.carers)
    for person in Person.objects.all():
        yield from re.findall(r"\w+", person.name)


def _texts() -> Iterable[str]:
    for home in Home.objects.all():
        yield from (home.carers, home.phone, home.postcode, *home.address.splitlines())
    for person in Person.objects.all():
        yield from (person.name, person.phone)
    yield from Account.objects.values_list("email", flat=True)
    for visit in Visit.objects.all():
        yield from (visit.narrative, visit.said, visit.own_part)
    for note in StandingNote.objects.all():
        yield from (note.text, note.because)
    yield from Note.objects.values_list("text", flat=True)
    yield from Review.objects.values_list("summary", flat=True)
    for contact in Contact.objects.all():
        yield from (contact.with_whom, contact.text)
    for draft in Draft.objects.all():
        yield from (text for texts in draft.typed.values() for text in texts if " " in text)
