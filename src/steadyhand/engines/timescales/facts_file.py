"""One child's facts as JSON: what each name may hold, read with errors that say where and what to do.

The table of fields is the one place that says it: the reader, the JSON Schema and the page about the
format are all made from it. A field that is left out has its ordinary value; null means not known.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final

from steadyhand.engines.timescales.event_names import DERIVED, EVENTS
from steadyhand.engines.timescales.facts import (
    SCHOOLING_GOES_ON,
    UNDONE,
    UNKNOWN,
    WELFARE_NOT_SAFEGUARDED,
    ChildFacts,
    Event,
    Explanation,
    LegalStatus,
    PeriodOfCare,
    Placement,
    SchoolTerm,
)
from steadyhand.engines.timescales.rules import RULES


class FactsError(ValueError):
    """What is wrong with a facts file: where in it, what was found, and what to write instead."""

    def __init__(self, path: str, text: str) -> None:
        said = f"{path or 'The file'}: {text}"
        super().__init__(said.encode("utf-8", "backslashreplace").decode())
        self.path = path


@dataclass(frozen=True, slots=True)
class Field:
    """One name: its kind, what it means, and its value where it is left out.

    `required` has none. `unknown` says that null is allowed and means not known; `open` that null is
    allowed and means that there is none yet.
    """

    name: str
    kind: str
    means: str
    ordinary: object = None
    required: bool = False
    unknown: bool = False
    open: bool = False


def _flag(name: str, means: str, ordinary: bool = False) -> Field:
    return Field(name, "flag", means, ordinary, unknown=True)


_START: Final = Field("start", "day", "the first day", required=True)
_END: Final = Field(
    "end", "day", "the day it ended, itself no longer part of it; none while it lasts", open=True
)

PERIOD_OF_CARE: Final = (_START, _END)
LEGAL_STATUS: Final = (
    Field("code", "ssda903", "the SSDA903 code, such as C1, C2, V2, L1", required=True),
    Field("from", "day", "the first day", required=True),
    Field("to", "day", "the day it ended, itself no longer part of it; none while it lasts", open=True),
)
PLACEMENT: Final = (
    Field("id", "text", "any name, by which events can say which placement they are about", required=True),
    _START,
    _END,
    Field("type", "text", "the SSDA903 code of the placement type", ""),
    _flag("lasts_to_18", "meant to last until the child is 18"),
    _flag("long_term_foster_reg22B", "designated long-term foster placement"),
    Field(
        "area", "area", "inside, adjoining or distant, from the responsible authority", "inside", unknown=True
    ),
    _flag("emergency", "made in an emergency"),
    _flag("with_parent", "with a parent, or somebody with parental responsibility"),
    _flag("urgent_reg19", "with a parent before the assessment is complete (reg 19)"),
    _flag("temporary_approval_reg24", "with a connected person with temporary approval (reg 24)"),
    _flag("emergency_reg23", "outside a foster carer's terms of approval in an emergency (reg 23)"),
    _flag("adoptive", "placed for adoption"),
    _flag("other_arrangements", "in other arrangements (section 22C(6)(d))"),
    _flag("listed_reg27A", "a kind of place that reg 27A lists"),
    _flag("registered_supported", "registered supported accommodation"),
    _flag("excepted", "excepted by reg 27B or 27C"),
    _flag("short_break", "a break of a series under reg 48"),
)
SCHOOL_TERM: Final = (
    Field("name", "text", "the term's name", required=True),
    _START,
    Field("end", "day", "the last day of term", required=True),
)
EVENT: Final = (
    Field("event", "event", "a name from the list of events", required=True),
    Field("at", "moment", "the day, or the day and time (UTC where no zone is given)", required=True),
    Field("time", "time", "the time of day in UTC, beside a day", open=True),
    Field("placement", "text", "the id of the placement it is about", open=True),
    Field("number", "number", "which one of a series it is, or is about", open=True),
    Field("by", "name", "who did it: personal_adviser, nominated_officer, director, authority …", open=True),
    Field("reason", "text", "why, such as why a child was not seen alone", open=True),
    _flag("child_seen", "whether the child was seen, on a visit", ordinary=True),
    _flag("seen_alone", "whether the child was seen alone, on a visit"),
    _flag("told_beforehand", "whether everybody due notice was told before a placement ended"),
    Field(
        "outcome",
        "outcome",
        f"how it ended; it was not done where this is one of {', '.join(sorted(UNDONE))}",
        open=True,
    ),
    Field("kind", "text", "which kind of its name it is", open=True),
    Field("until", "day", "the day to which a court or body extended it, or an order runs", open=True),
)
EXPLANATION: Final = (
    Field("duty", "code", "the code of the duty", required=True),
    Field("due", "moment", "the day it was due", required=True),
    Field("reason_code", "text", "why; it counts only with one", open=True),
    Field("decided_by", "text", "who decided; it counts only with one", open=True),
    Field("at", "moment", "when it was recorded", required=True),
)
CHILD: Final = (
    Field("date_of_birth", "day", "the day of birth", unknown=True),
    Field("date_of_death", "day", "the day of death", open=True),
    _flag("uasc", "an unaccompanied asylum-seeking child"),
    Field("key_stage", "stage", "1 to 5, or 0 for none", 0, unknown=True),
    _flag("in_early_years_education", "in early years education"),
    _flag("short_breaks_reg48", "on short breaks under reg 48 only"),
    _flag("unable_to_take_part", "not able to take part in reviews"),
    Field("reason_care_ended", "ssda903", "the SSDA903 code of why care ended, such as E9", "", unknown=True),
    Field("periods_of_care", "list", "each unbroken time looked after", PERIOD_OF_CARE),
    Field("legal_status", "list", "each legal status", LEGAL_STATUS),
    Field("placements", "list", "each place the child lived in", PLACEMENT),
    Field("school_terms", "list", "the terms of the child's school", SCHOOL_TERM),
    Field("events", "list", "what happened, and what is booked", EVENT),
    Field("explanations", "list", "why something was late", EXPLANATION),
)


def read(told: object) -> ChildFacts:
    """The facts that a parsed JSON document tells. Raises FactsError, naming the path and the mend."""
    child = _fields(told, CHILD, "")
    built: dict[str, Any] = {
        "periods_of_care": _each(child, "periods_of_care", PERIOD_OF_CARE, lambda row: PeriodOfCare(**row)),
        "legal_status": _each(
            child,
            "legal_status",
            LEGAL_STATUS,
            lambda row: LegalStatus(row["code"], row["from"], row["to"]),
        ),
        "placements": _each(child, "placements", PLACEMENT, lambda row: Placement(**row)),
        "school_terms": _each(child, "school_terms", SCHOOL_TERM, lambda row: SchoolTerm(**row)),
        "explanations": _each(child, "explanations", EXPLANATION, lambda row: Explanation(**row)),
    }
    built["events"] = _each(child, "events", EVENT, _event)
    plain = {field.name: child[field.name] for field in CHILD if field.kind != "list"}
    _check_derived(built)
    _check_places(built)
    for name in ("periods_of_care", "placements"):
        try:
            ChildFacts(plain["date_of_birth"], **{name: built[name]})
        except ValueError as wrong:
            raise FactsError(name, str(wrong)) from wrong
    born, died = plain["date_of_birth"], plain["date_of_death"]
    if born is not None and died is not None and died < born:
        raise FactsError("date_of_death", f"{died} is before birth on {born}. Correct one.")
    return ChildFacts(**plain, **built)


def _event(row: dict[str, Any]) -> Event:
    at, clock = row["at"], row.pop("time")
    if clock is not None:
        if isinstance(at, datetime):
            raise ValueError("says the time twice, in `at` and in `time`. Leave one of them out.")
        row["at"] = datetime.combine(at, clock, UTC)
    if row["outcome"] is None and row.pop("outcome is null"):
        row["outcome"] = UNKNOWN
    row.pop("outcome is null", None)
    return Event(**row)


def _check_derived(built: Mapping[str, Any]) -> None:
    """Starts and ends are worked out from spans; told again as events, they must be the same day."""
    for place, event in enumerate(built["events"]):
        spans, side = DERIVED.get(event.event, ("", ""))
        if spans and event.day not in {getattr(span, side) for span in built[spans]}:
            raise FactsError(
                f"events[{place}].event",
                f"{event.event} is worked out from {spans}, and none there has {event.day} as its {side}. "
                f"List it in {spans}.",
            )


def _check_places(built: Mapping[str, Any]) -> None:
    known = {placement.id for placement in built["placements"]}
    for place, event in enumerate(built["events"]):
        if event.placement is not None and event.placement not in known:
            raise FactsError(
                f"events[{place}].placement",
                f"{_said(event.placement)} is not the id of a placement. List it in placements, or leave this out.",
            )


def _each(
    child: Mapping[str, Any], name: str, fields: tuple[Field, ...], build: Callable[[dict[str, Any]], Any]
) -> tuple[Any, ...]:
    listed = child[name]
    if not isinstance(listed, list):
        raise FactsError(name, f"is {_said(listed)}. Write a list: [ … ].")
    found = []
    for place, told in enumerate(listed):
        path = f"{name}[{place}]"
        row = _fields(told, fields, path)
        if name == "events":
            row["outcome is null"] = "outcome" in told and told["outcome"] is None
        try:
            found.append(build(row))
        except FactsError:
            raise
        except ValueError as wrong:
            raise FactsError(path, str(wrong)) from wrong
    return tuple(found)


def _fields(told: object, fields: tuple[Field, ...], path: str) -> dict[str, Any]:
    """The values of one object, those left out with their ordinary ones."""
    if not isinstance(told, dict):
        raise FactsError(path, f"is {_said(told)}. Write an object: {{ … }}.")
    known = {field.name: field for field in fields}
    for name in told:
        if name not in known:
            raise FactsError(_joined(path, name), f"is not a name of this format.{_nearest(name, known)}")
    values = {}
    for field in fields:
        where = _joined(path, field.name)
        if field.name in told:
            values[field.name] = _value(told[field.name], field, where)
        elif field.required:
            raise FactsError(where, f"is not there. Write {field.means}.")
        else:
            values[field.name] = [] if field.kind == "list" else field.ordinary
    return values


def _value(told: object, field: Field, path: str) -> Any:
    if told is None:
        if field.unknown or field.open:
            return None
        instead = "Write a list, empty where there is none." if field.kind == "list" else "Give it a value."
        raise FactsError(path, f"is null, and cannot be. {instead}")
    return _KINDS[field.kind](told, path)


def _day(told: object, path: str) -> date:
    try:
        if isinstance(told, str) and re.fullmatch(DAY, told):
            return date.fromisoformat(told)
    except ValueError:
        pass
    raise FactsError(path, f"is {_said(told)}. Write a day that exists, from 1900 to 2199, as YYYY-MM-DD.")


def _moment(told: object, path: str) -> date | datetime:
    try:
        if isinstance(told, str) and re.fullmatch(DAY, told):
            return date.fromisoformat(told)
        if isinstance(told, str) and re.fullmatch(MOMENT, told):
            at = datetime.fromisoformat(told)
            return at if at.tzinfo else at.replace(tzinfo=UTC)
    except ValueError:
        pass
    raise FactsError(
        path,
        f"is {_said(told)}. Write a day that exists, from 1900 to 2199, or a day and time such as 2026-03-04T16:30Z.",
    )


def _time(told: object, path: str) -> time:
    if isinstance(told, str) and re.fullmatch(TIME, told):
        return time.fromisoformat(told.removesuffix("Z"))
    raise FactsError(
        path, f"is {_said(told)}. Write a time of day in UTC as HH:MM; in another zone, write it in `at`."
    )


def _name(told: object, path: str) -> str:
    if isinstance(told, str) and re.fullmatch(NAME, told):
        return told
    raise FactsError(path, f"is {_said(told)}. Write a name in small letters, such as nominated_officer.")


def _outcome(told: object, path: str) -> str:
    if isinstance(told, str) and told in OUTCOMES:
        return told
    raise FactsError(
        path, f"is {_said(told)}. Write one of {', '.join(OUTCOMES)}, or null where nobody knows."
    )


def _text(told: object, path: str) -> str:
    if isinstance(told, str) and told.strip() and not _LONE.search(told):
        return told
    raise FactsError(path, f"is {_said(told)}. Write some text, or leave it out.")


def _flagged(told: object, path: str) -> bool:
    if isinstance(told, bool):
        return told
    raise FactsError(path, f"is {_said(told)}. Write true, false, or null where it is not known.")


def _number(told: object, path: str) -> int:
    if (
        isinstance(told, int | float)
        and not isinstance(told, bool)
        and 0 <= told < 10_000
        and told == int(told)
    ):
        return int(told)
    raise FactsError(path, f"is {_said(told)}. Write a whole number.")


def _stage(told: object, path: str) -> int:
    try:
        stage = _number(told, path)
    except FactsError:
        stage = -1
    if 0 <= stage <= LAST_STAGE:
        return stage
    raise FactsError(path, f"is {_said(told)}. Write 1 to 5, 0 for none, or null where it is not known.")


def _ssda903(told: object, path: str) -> str:
    if isinstance(told, str) and re.fullmatch(SSDA903, told):
        return told
    raise FactsError(path, f"is {_said(told)}. Write a code of the SSDA903 return, such as C2 or E11.")


def _area(told: object, path: str) -> str:
    if isinstance(told, str) and told in AREAS:
        return str(told)
    raise FactsError(
        path, f"is {_said(told)}. Write one of {', '.join(AREAS)}, or null where it is not known."
    )


def _name_of_event(told: object, path: str) -> str:
    if isinstance(told, str) and told in EVENTS:
        return str(told)
    raise FactsError(path, f"{_said(told)} is not an event of this format.{_nearest(told, EVENTS)}")


def _code(told: object, path: str) -> str:
    if isinstance(told, str) and told in RULES:
        return str(told)
    raise FactsError(path, f"{_said(told)} is not a duty of the table.{_nearest(told, RULES)}")


def _list(told: object, _path: str) -> object:
    return told


_LONE: Final = re.compile("[\ud800-\udfff]")  # half of a character, which no file can hold
# What a text must be to be a day, a moment, a time or a name: here and in the schema.
DAY: Final = r"(19|20|21)\d\d-\d\d-\d\d"
_CLOCK: Final = r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?"
TIME: Final = f"{_CLOCK}Z?"
MOMENT: Final = f"{DAY}[T ]{_CLOCK}(Z|[+-]([01]\\d|2[0-3]):[0-5]\\d)?"
NAME: Final = r"[a-z0-9_]+"
SSDA903: Final = "[A-Z][0-9]{1,2}[A-Z]?"
LAST_STAGE: Final = 5
OUTCOMES: Final = ("done", *sorted(UNDONE), UNKNOWN, WELFARE_NOT_SAFEGUARDED, SCHOOLING_GOES_ON)
AREAS: Final = ("inside", "adjoining", "distant")
_KINDS: Final[Mapping[str, Callable[[object, str], Any]]] = {
    "day": _day,
    "moment": _moment,
    "time": _time,
    "name": _name,
    "outcome": _outcome,
    "text": _text,
    "flag": _flagged,
    "number": _number,
    "stage": _stage,
    "ssda903": _ssda903,
    "area": _area,
    "event": _name_of_event,
    "code": _code,
    "list": _list,
}


def _said(told: object) -> str:
    match told:
        case None:
            return "null"
        case bool():
            return "true" if told else "false"
        case str():
            return f"“{told[:60]}”" if told else "empty"
        case dict():
            return "an object"
        case list():
            return "a list"
    return str(told)[:60]


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _nearest(name: object, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(str(name), list(known), 1)
    return f" Did you mean {near[0]}?" if near else " See the list in the documentation."
