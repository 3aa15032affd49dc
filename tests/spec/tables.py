"""Small tables in, small tables out: how the spec tests are written, and how they become the manual.

A life is told one fact a line, `kind` first and named facts last:

    born 2010-05-01                        else 29 February 2008; `unknown` where nobody knows
    care 2024-03-04                        open; a second date ends it
    placement A 2024-03-04 lasts_to_18=no
    status C2 2024-03-04
    term Spring 2024-01-08 2024-03-22      its first and last day
    visit 2024-03-09                       the child was seen, unless it says otherwise
    missing_end 2024-03-28T21:30Z          a time, in UTC
    explained V-1 2024-03-11 2024-03-12 reason_code=ill decided_by=manager
    short_breaks_reg48 unknown             so also every other fact about the child, by its name

Any other first word is an event of that name. What is expected is a table: day asked, row (or rows that
answer alike), answer, date due, date done, facts missing. Times in it are UTC too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from steadyhand.engines.timescales import (
    Answer,
    ChildFacts,
    Event,
    Explanation,
    LegalStatus,
    PeriodOfCare,
    Placement,
    SchoolTerm,
)

WHY = "reason_code=ill decided_by=manager"
VALUES = {"yes": True, "no": False, "unknown": None}
HEADINGS = ("on", "row", "answer", "due", "done", "missing")
ABOUT_THE_CHILD = {field.name for field in fields(ChildFacts)}


@dataclass(frozen=True)
class Case:
    """One example: a sentence of the manual, a life, and the answers expected."""

    says: str
    life: str
    expected: str

    def table(self) -> list[tuple[str, ...]]:
        """The lines of the table expected."""
        cells = (tuple(cell.strip() for cell in line.split("|")) for line in lines(self.expected))
        return [(*row, *[""] * (len(HEADINGS) - len(row))) for row in cells]

    def rows(self) -> list[tuple[str, ...]]:
        """The same, with a line for each row of the law."""
        return [(on, code, *rest) for on, codes, *rest in self.table() for code in codes.split()]


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines() if line.strip()]


def life(text: str) -> ChildFacts:
    """The facts a table tells."""
    facts: dict[str, Any] = {"date_of_birth": date(2008, 2, 29)}
    lists: dict[str, list[Any]] = {
        name: []
        for name in (
            "periods_of_care",
            "legal_status",
            "placements",
            "events",
            "explanations",
            "school_terms",
        )
    }
    for line in lines(text):
        kind, *words = line.split()
        named = {
            name: value_of(name, value)
            for name, _, value in (word.partition("=") for word in words if "=" in word)
        }
        plain = [word for word in words if "=" not in word]
        match kind:
            case "born":
                facts["date_of_birth"] = value_of(kind, plain[0])
            case "care":
                lists["periods_of_care"].append(PeriodOfCare(*days(plain)))
            case "status":
                lists["legal_status"].append(LegalStatus(plain[0], *days(plain[1:])))
            case "placement":
                start, end = (*days(plain[1:]), None)[:2]
                told = {"type": "U6", "lasts_to_18": False, "long_term_foster_reg22B": False, **named}
                lists["placements"].append(Placement(plain[0], start, end, **told))
            case "term":
                lists["school_terms"].append(SchoolTerm(plain[0], *days(plain[1:])))
            case "explained":
                due, at = days(plain[1:])
                told = {"reason_code": None, "decided_by": None, **named}
                lists["explanations"] += (
                    Explanation(code, due, at=at, **told) for code in plain[0].split(",")
                )
            case _ if kind in ABOUT_THE_CHILD:
                facts[kind] = value_of(kind, plain[0])
            case _:
                told = {"child_seen": True, **named} if kind == "visit" else named
                (at,) = plain
                lists["events"].append(Event(kind, moment(at), **told))
    return ChildFacts(**facts, **{name: tuple(found) for name, found in lists.items()})


def value_of(name: str, text: str) -> Any:
    if name == "outcome":
        return text
    if text in VALUES:
        return VALUES[text]
    if name in ("born", "until", "date_of_death"):
        return date.fromisoformat(text)
    return int(text) if name in ("number", "key_stage") else text


def moment(word: str) -> date | datetime:
    return datetime.fromisoformat(word) if "T" in word else date.fromisoformat(word)


def days(words: Sequence[str]) -> list[date]:
    return [date.fromisoformat(word) for word in words]


def row(on: str, answer: Answer) -> tuple[str, ...]:
    """One answer as a row of an expected table."""
    return on, answer.code, answer.answer.words, told(answer.due), told(answer.done), " ".join(answer.missing)


def told(at: date | datetime | None) -> str:
    if isinstance(at, datetime):
        return f"{at:%Y-%m-%d %H:%M}"
    return str(at) if at else ""


def as_markdown(title: str, cases: Sequence[Case]) -> str:
    """The cases as a page of the manual."""
    parts = [f"# {title}"]
    for case in cases:
        table = [HEADINGS, ["---"] * len(HEADINGS), *case.table()]
        parts.append(f"**{case.says}**")
        parts.append("\n".join(f"    {line}" for line in lines(case.life)))
        parts.append("\n".join("| " + " | ".join(cells) + " |" for cells in table))
    return "\n\n".join(parts) + "\n"
