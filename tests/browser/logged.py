"""What servers logged while people worked in their pages, searched for everything that is anybody's.

Every text field of every model is taken, and all that browsers sent: what was typed and searched for, half-written
pages that were finished or replaced since. A new field is searched by itself, or named in `HARMLESS` with the reason.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote_plus, urlsplit

from django.apps import apps
from django.db import models
from django.urls import get_resolver
from playwright.sync_api import Request

from browser.site import Site

WINDOW = 20  # characters of a text that give it away
_PIECE, _STEP = 13, 8  # whatever holds 20 characters of a text holds one of its pieces whole
_SHORTEST_NAME = 2  # letters

# Fields whose words are names: each word is looked for by itself, however short.
NAMES = frozenset({"name", "given_name", "family_name", "known_as", "said_as", "carers", "with_whom"})
NO_NAMES = frozenset({"and", "the", "of", "her", "his", "mr", "mrs", "ms", "dr"})  # words between names

# What a log may hold, and why it tells of nobody.
HARMLESS = {
    "auth.Permission": "Django's own words",
    "contenttypes.ContentType": "names of tables",
    "organisations.Organisation.name": "a council or a practice is no person",
    "organisations.Organisation.authority_code": "a council's public code",
    "organisations.Premises.name": "a body's office",
    "access.Count": "hashed keys, and how often",
    "access.CalendarFeed": "a hash of a secret",
    "audit.Entry.verb": "our own word for an act",
    "audit.Entry.subject_type": "the name of a table",
    "audit.Entry.subject_id": "a number that means nothing outside the database",
    "audit.Entry.because": "our own word for the rule that refused",
    "audit.Entry.route": "a route's name",
    "audit.Entry.reference": "the reference of a page, which is looked for in the log",
    "audit.Seal": "hashes of the record",
    "cases.Draft.form": "the name of a page",
    "cases.Duty": "codes of rules, and numbers of rows",
    "cases.PeriodOfCare.reason_ended": "a code of the national return",
    "cases.LegalStatus.code": "a code of the national return",
    "cases.NameKey.key": "how a name sounds or begins: two or three letters that many names share",
    "cases.Identity.pronouns": "he, she, they: words of any sentence",
}
_NO_NAME_IN = re.compile(r"[\w./-]+\.py:\d+|[\w-]+:\d+|[A-Za-z_]\w*(\.\w+)+")  # a line of code, a class


@dataclass
class Sought:
    """What must not be there: names (each word of them), and texts (any 20 characters of them, or the whole)."""

    names: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)

    def add_name(self, name: str) -> None:
        """A name, a few words long."""
        words = (word for word in _plain(name).split() if word not in NO_NAMES and not word.isdigit())
        self.names |= {word for word in words if len(word) >= _SHORTEST_NAME}

    def add_text(self, text: str) -> None:
        """A text of any length."""
        if len(plain := _plain(text)) > 3 and not (plain.isdigit() and len(plain) < 6):
            self.texts.add(plain)

    def add(self, other: Sought) -> None:
        """All of another."""
        self.names |= other.names
        self.texts |= other.texts


def told_of_anybody(log: str, site: Site, sent: Sought) -> list[str]:
    """What stands in the log and in the records, or was sent by a browser, as well."""
    with site.inside():
        sought = on_record()
    sought.add(sent)
    return found_in(log, sought)


def found_in(log: str, sought: Sought) -> list[str]:
    """Which of these the log holds, in whatever way a line spells them: as JSON, as an address, across lines."""
    values = _values(log)
    words = {word for value, may_name in values if may_name for word in value.split()}
    held = " \n ".join(f" {value} " for value, _ in values)
    pieces = {held[start : start + _PIECE] for start in range(len(held))}
    told = sought.names & words
    for text in sought.texts:
        if len(text) < WINDOW:
            found = f" {text} " in held
        else:
            last = len(text) - _PIECE
            found = any(text[start : start + _PIECE] in pieces for start in (*range(0, last, _STEP), last))
        if found:
            told.add(text)
    return sorted(told)


def on_record() -> Sought:
    """All names and texts of every table, within the councils that are looked at."""
    found = Sought()
    for model, fields in searched_fields():
        for row in model._base_manager.values_list(*(each.name for each in fields)).iterator():
            for each, value in zip(fields, row, strict=True):
                for text in _texts_of(value):
                    found.add_text(text)
                    if each.name in NAMES:
                        found.add_name(text)
    return found


def searched_fields() -> Iterator[tuple[type[models.Model], list[models.Field]]]:
    """Every model with its fields that may hold somebody's words: texts and JSON that are not one of a few codes."""
    for model in apps.get_models():
        fields = [
            each
            for each in model._meta.concrete_fields
            if isinstance(each, models.CharField | models.TextField | models.JSONField)
            and not each.choices
            and not {model._meta.label, f"{model._meta.label}.{each.name}"} & set(HARMLESS)
        ]
        if fields:
            yield model, fields


def sent_by(request: Request) -> Sought:
    """What a browser sent with one request: what was typed, searched for, kept half-written."""
    found = Sought()
    given = parse_qsl(urlsplit(request.url).query, keep_blank_values=True)
    body = (request.post_data_buffer or b"").decode(errors="replace")
    if body.startswith("{"):
        given += [("", text) for text in _texts_of(json.loads(body))]
    elif "form-data" in request.headers.get("content-type", ""):
        given += [("", part) for part in re.split(r"--+\w+|\r\n\r\n", body)]
    else:
        given += parse_qsl(body)
    for key, value in given:
        if key == "q":
            found.add_name(value)
        if " " in value or len(value) >= WINDOW:  # one word is a choice, a number, a part of a date
            found.add_text(value)
    return found


def _texts_of(value: object) -> Iterator[str]:
    """Every text in a value, however deep: keys are names of our own fields."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts_of(each)


def _values(log: str) -> set[tuple[str, bool]]:
    """Every value in the log's lines, bare, and whether a word of it could be a name. A route's own name is none."""
    routes = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    found = set()
    for line in log.splitlines():
        try:
            decoded = json.loads(line)
        except ValueError:
            decoded = None
        if not isinstance(decoded, dict):
            decoded = {"": line}
        decoded.pop("time", None)
        if decoded.get("route") in routes:
            del decoded["route"]
        for value in _texts_of(decoded):
            for way in (value, unquote_plus(value)):
                found.add((_plain(way), not _NO_NAME_IN.fullmatch(value)))
    return found


def _plain(text: str) -> str:
    """Words in small letters with one space between them: quotes, line ends and escapes of any writing are gone."""
    text = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), html.unescape(text))
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"\\[nrt]", " ", text).casefold()))
