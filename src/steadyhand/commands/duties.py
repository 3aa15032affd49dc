"""`steadyhand duties`: every duty of the statutory timetable for one child, from a file of facts alone."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from steadyhand.commands.refusal import Refusal
from steadyhand.engines.timescales import Answer, Outcome, answers
from steadyhand.engines.timescales.facts_file import FactsError, read
from steadyhand.engines.timescales.rules import RULES

LONGEST_NUMBER = 20  # digits
_ORDER = (
    Outcome.LATE,
    Outcome.LATE_EXPLAINED,
    Outcome.CANNOT_TELL,
    Outcome.DUE,
    Outcome.DONE_LATE,
    Outcome.DONE_ON_TIME,
)


def run(options: argparse.Namespace) -> int:
    """Print the answers, in words or as JSON. Raises `Refusal` where the facts cannot be read."""
    try:
        facts = read(_parsed(options.facts))
    except FactsError as wrong:
        raise Refusal(f"{_named(options.facts)} cannot be used. {wrong}") from wrong
    found = answers(facts, on=options.on)
    if options.json:
        json.dump([_as_json(answer) for answer in found], sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        print("\n".join(_in_words(found, options.on)))
    return 0


def _parsed(file: str) -> object:
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as wrong:
        raise Refusal(
            f"{file} cannot be read: {wrong.strerror}. Name a file of facts, or - for standard input."
        ) from wrong
    try:
        return json.loads(
            raw.decode("utf-8-sig"),
            object_pairs_hook=_told_once,
            parse_constant=_no_number,
            parse_int=_number,
        )
    except UnicodeDecodeError as wrong:
        raise Refusal(
            f"{_named(file)} is not text in UTF-8, at byte {wrong.start}. Save it as UTF-8."
        ) from wrong
    except json.JSONDecodeError as wrong:
        raise Refusal(
            f"{_named(file)} is not JSON: line {wrong.lineno}, column {wrong.colno}: {wrong.msg}. Mend it there."
        ) from wrong
    except RecursionError as wrong:
        raise Refusal(f"{_named(file)} is nested too deeply to be one child's facts.") from wrong
    except ValueError as wrong:
        raise Refusal(f"{_named(file)} cannot be used. {wrong}") from wrong


def _told_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, value in pairs:
        if name in told:
            raise ValueError(f"{name} is there twice in one object. Keep one of them.")
        told[name] = value
    return told


def _no_number(text: str) -> object:
    raise ValueError(f"{text} is not a value of this format. Write null where something is not known.")


def _number(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise ValueError(f"{text[:LONGEST_NUMBER]}… is too long a number. Write the one that is meant.")
    return int(text)


def _named(file: str) -> str:
    return "Standard input" if file == "-" else file


def _as_json(answer: Answer) -> dict[str, Any]:
    return {
        "code": answer.code,
        "answer": answer.answer.value,
        "due": _iso(answer.due),
        "done": _iso(answer.done),
        "missing": list(answer.missing),
        "unconfirmed": answer.unconfirmed,
        "trail": [
            {
                "code": step.code,
                "text": step.text,
                "law": None
                if step.citation is None
                else {"source": str(step.citation), "status": step.citation.status.value},
                "facts": dict(step.facts),
            }
            for step in answer.trail
        ],
    }


def _iso(at: date | datetime | None) -> str | None:
    return at.isoformat() if at is not None else None


def _in_words(found: Iterable[Answer], on: date) -> list[str]:
    """The duties that apply, the late ones first, each with its date; then those that do not apply, by code."""
    by_answer: dict[Outcome, list[Answer]] = {}
    for answer in found:
        by_answer.setdefault(answer.answer, []).append(answer)
    lines = [f"On {on.isoformat()}"]
    for outcome in _ORDER:
        if outcome in by_answer:
            lines += ["", f"{outcome.words[0].upper()}{outcome.words[1:]}"]
            lines += [_line(answer) for answer in by_answer[outcome]]
    silent = [answer.code for answer in by_answer.get(Outcome.NOT_APPLICABLE, ())]
    if silent:
        lines += ["", f"Not applicable: {', '.join(silent)}"]
    if any(answer.unconfirmed for answer in found if answer.answer is not Outcome.NOT_APPLICABLE):
        lines += ["", "* The source of this duty is not confirmed: check it before you rely on it."]
    return lines


def _line(answer: Answer) -> str:
    mark = "*" if answer.unconfirmed else " "
    when = "; ".join(
        part
        for part in (
            f"due {_iso(answer.due)}" if answer.due else "",
            f"done {_iso(answer.done)}" if answer.done else "",
            f"not known: {', '.join(answer.missing)}" if answer.missing else "",
        )
        if part
    )
    return f"  {answer.code:<6}{mark} {RULES[answer.code].duty}" + (f"  ({when})" if when else "")
