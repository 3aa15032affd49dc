"""Small tables in, small tables out: how the spec tests are written, and how they become the manual.

A life is told one fact a line, `kind` first and named facts last:

    care 2024-03-04                        open; a second date ends it
    placement A 2024-03-04 lasts_to_18=no
    status C2 2024-03-04
    visit 2024-03-09                       the child was seen, unless it says otherwise
    explained V-1 2024-03-11 2024-03-12 reason_code=ill decided_by=manager
    short_breaks_reg48 unknown

Any other first word is an event of that name. What is expected is a table: day asked, row, answer,
date due, date done, facts missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from steadyhand.engines.timescales import (
    Answer,
    ChildFacts,
    Event,
    Explanation,
    LegalStatus,
    PeriodOfCare,
    Placement,
)

VALUES = {"yes": True, "no": False, "unknown": None}
HEADINGS = ("on", "row", "answer", "due", "done", "missing")


@dataclass(frozen=True)
class Case:
    """One example: a sentence of the manual, a life, and the answers expected."""

    says: str
    life: str
    expected: str

    def rows(self) -> list[tuple[str, ...]]:
        cells = (tuple(cell.strip() for cell in line.split("|")) for line in lines(self.expected))
        return [(*row, *[""] * (len(HEADINGS) - len(row))) for row in cells]


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines() if line.strip()]


def life(text: str) -> ChildFacts:
    """The facts a table tells."""
    facts: dict[str, Any] = {"date_of_birth": date(2008, 2, 29)}
    lists: dict[str, list[Any]] = {
        name: [] for name in ("periods_of_care", "legal_status", "placements", "events", "explanations")
    }
    for line in lines(text):
        kind, *words = line.split()
        named = {
            name: VALUES.get(value, value)
            for name, _, value in (word.partition("=") for word in words if "=" in word)
        }
        plain = [word for word in words if "=" not in word]
        match kind:
            case "care":
                lists["periods_of_care"].append(PeriodOfCare(*days(plain)))
            case "status":
                lists["legal_status"].append(LegalStatus(plain[0], *days(plain[1:])))
            case "placement":
                start, end = (*days(plain[1:]), None)[:2]
                told = {"type": "U6", "lasts_to_18": False, "long_term_foster_reg22B": False, **named}
                lists["placements"].append(Placement(plain[0], start, end, **told))
            case "explained":
                due, at = days(plain[1:])
                told = {"reason_code": None, "decided_by": None, **named}
                lists["explanations"].append(Explanation(plain[0], due, at=at, **told))
            case "short_breaks_reg48":
                facts[kind] = VALUES[plain[0]]
            case _:
                told = {"child_seen": True, **named} if kind == "visit" else named
                lists["events"].append(Event(kind, *days(plain), **told))
    return ChildFacts(**facts, **{name: tuple(found) for name, found in lists.items()})


def days(words: Sequence[str]) -> list[date]:
    return [date.fromisoformat(word) for word in words]


def row(on: str, answer: Answer) -> tuple[str, ...]:
    """One answer as a row of an expected table."""
    due, done = (str(day) if day else "" for day in (answer.due, answer.done))
    return on, answer.code, answer.answer.words, due, done, " ".join(answer.missing)


def as_markdown(title: str, cases: Sequence[Case]) -> str:
    """The cases as a page of the manual."""
    parts = [f"# {title}"]
    for case in cases:
        table = [HEADINGS, ["---"] * len(HEADINGS), *case.rows()]
        parts.append(f"**{case.says}**")
        parts.append("\n".join(f"    {line}" for line in lines(case.life)))
        parts.append("\n".join("| " + " | ".join(cells) + " |" for cells in table))
    return "\n\n".join(parts) + "\n"
