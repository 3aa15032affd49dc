"""The format of a facts file, as a JSON Schema and as a page: both made from the reader's own table of fields."""

from __future__ import annotations

import json
from typing import Any, Final

from steadyhand.engines.timescales.event_names import ADDED, DERIVED, EVENTS
from steadyhand.engines.timescales.facts_file import (
    AREAS,
    CHILD,
    DAY,
    LAST_STAGE,
    MOMENT,
    NAME,
    OUTCOMES,
    SSDA903,
    TIME,
    Field,
)
from steadyhand.engines.timescales.outcome import Outcome
from steadyhand.engines.timescales.rules import RULES

_KINDS: Final[dict[str, dict[str, Any]]] = {
    "day": {"type": "string", "format": "date", "pattern": f"^{DAY}$"},
    "moment": {"type": "string", "pattern": f"^({DAY}|{MOMENT})$"},
    "time": {"type": "string", "pattern": f"^{TIME}$"},
    "name": {"type": "string", "pattern": f"^{NAME}$"},
    "outcome": {"enum": list(OUTCOMES)},
    "text": {"type": "string", "pattern": "\\S"},
    "flag": {"type": "boolean"},
    "number": {"type": "integer", "minimum": 0, "maximum": 9999},
    "stage": {"type": "integer", "minimum": 0, "maximum": LAST_STAGE},
    "ssda903": {"type": "string", "pattern": f"^{SSDA903}$"},
    "area": {"enum": list(AREAS)},
    "event": {"enum": sorted(EVENTS)},
    "code": {"enum": list(RULES)},
}
_SAID: Final = {
    "day": "a day, YYYY-MM-DD",
    "moment": "a day, or a day and time",
    "time": "a time, HH:MM",
    "name": "a name in small letters",
    "outcome": "one of " + ", ".join(OUTCOMES),
    "text": "text",
    "flag": "true or false",
    "number": "a whole number",
    "stage": "0 to 5",
    "ssda903": "a code of the SSDA903 return",
    "area": "one of " + ", ".join(AREAS),
    "event": "the name of an event",
    "code": "a code of the table",
    "list": "a list",
}


def schema() -> str:
    """The format as a JSON Schema (2020-12), as text that ends with a line's end."""
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "One child's facts, for the statutory clock",
        **_object(CHILD),
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _object(fields: tuple[Field, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in fields if field.required],
        "properties": {field.name: _property(field) for field in fields},
    }


def _property(field: Field) -> dict[str, Any]:
    if field.kind == "list":
        assert isinstance(field.ordinary, tuple)
        return {"type": "array", "description": field.means, "items": _object(field.ordinary)}
    kind = dict(_KINDS[field.kind])
    if field.unknown or field.open:
        kind = {"anyOf": [kind, {"type": "null"}]}
    said = field.means + (" (null: not known)" if field.unknown else "")
    return {"description": said} | kind


def page() -> str:
    """The format as a page for people."""
    lines = [
        "# One child's facts as a file",
        "",
        "`steadyhand duties FACTS.json --on 2026-03-04` answers every duty of the statutory timetable for one child, "
        "from a file alone; nothing is stored. `--json` writes the answers for programs, and `-` reads the facts "
        "from standard input. The schema is `facts.schema.json`, and `docs/guide/examples` holds examples.",
        "",
        "- An event or a span that is not listed did not happen. A field that is left out has its ordinary value.",
        "- `null`, where a field may be not known, means that nobody knows. An answer that turns on it is "
        "`cannot_tell`, and names it.",
        "- Asked on a day, the clock knows what happened by the end of it. What is booked (`review_due`, "
        "`immunisation_due`, `dol_order_end`) it knows beforehand.",
        "- A time is in UTC where it names no zone.",
        "",
        "An answer is `{code, answer, due, done, missing, unconfirmed, trail}`, with `answer` one of "
        f"{', '.join(f'`{outcome.value}`' for outcome in Outcome)}; `--json` writes a list of them, in the order of "
        "the table.",
        "",
        "## The child",
        "",
        *_table(CHILD),
    ]
    for field in CHILD:
        if isinstance(field.ordinary, tuple):
            lines += ["", f"## {field.name}", "", f"{field.means[0].upper()}{field.means[1:]}.", ""]
            lines += _table(field.ordinary)
    lines += ["", "## Events", "", "Those that the table names:", ""]
    lines += [", ".join(f"`{name}`" for name in sorted(EVENTS - set(ADDED))) + ".", ""]
    lines += ["And those that its words need besides:", ""]
    lines += [f"- `{name}`: {means}" for name, means in ADDED.items()]
    lines += [
        "",
        f"{', '.join(f'`{name}`' for name in DERIVED)} are worked out from the spans; told as events as well, they "
        "must be on the same day.",
    ]
    return "\n".join(lines) + "\n"


def _table(fields: tuple[Field, ...]) -> list[str]:
    rows = ["| Name | Holds | Means | Left out |", "| --- | --- | --- | --- |"]
    return rows + [
        f"| `{field.name}` | {_holds(field)} | {field.means} | {_left_out(field)} |" for field in fields
    ]


def _holds(field: Field) -> str:
    if field.unknown:
        return f"{_SAID[field.kind]}; null where it is not known"
    return _SAID[field.kind] + ("; null where there is none" if field.open else "")


def _left_out(field: Field) -> str:
    if field.required:
        return "cannot be"
    match field.ordinary:
        case tuple():
            return "none"
        case bool():
            return "true" if field.ordinary else "false"
        case None:
            return "not known" if field.unknown else "none"
    return str(field.ordinary) or "none"
