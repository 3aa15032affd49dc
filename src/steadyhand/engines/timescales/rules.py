"""The rules table: every row of statutory_timescales.csv as a frozen `Rule`, read once at import."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from types import MappingProxyType
from typing import Final

from steadyhand.engines.timescales.grammar import AsSoonAsPossible, Parsed, parse
from steadyhand.kernel import Citation, CitationStatus


@dataclass(frozen=True, slots=True)
class Rule:
    """One duty of the table, in the table's words, with its `due_rule` parsed.

    `valid_from` None is an open start; `valid_from_status` says whether the date was read. `note` says
    where the row is known to be thin in law. The rule holds on its `valid_from` and up to, not
    including, its `valid_to`.
    """

    code: str
    duty: str
    falls_on: str
    trigger_event: str
    due_in_words: str
    due_rule: str
    parsed: Parsed
    met_by: str
    applies_when: str
    citation: Citation
    valid_from: date | None
    valid_from_status: str
    valid_to: date | None
    note: str = ""

    def __hash__(self) -> int:
        return hash(self.code)  # of all its fields it would take as long as an answer

    def in_force(self, day: date) -> bool:
        """Whether the rule is the law on the day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day < self.valid_to
        )

    @property
    def turns(self) -> tuple[date, ...]:
        """The days on which it starts or stops being the law."""
        if self.valid_from is None and self.valid_to is None:
            return ()
        return tuple(day for day in (self.valid_from, self.valid_to) if day is not None)

    @property
    def unconfirmed(self) -> bool:
        """Whether nobody has confirmed the source, so that the answer counts nowhere."""
        return self.citation.status is CitationStatus.UNCONFIRMED

    @property
    def as_soon_as_possible(self) -> bool:
        """Whether it has no last day: due on its day, and never late."""
        return isinstance(self.parsed, AsSoonAsPossible)


# What the readings record as still thin in law; shown beside the row, never papered over.
_HOURS = "Leaves out hours added up over spells, Sundays and holidays, and the cap for remands."
NOTES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "CP-1": "Placements before April 2011 (reg 4(6)) are not in the row.",
        "EX-3": (
            "Police protection starts the eight days, and a limit that ends on a holiday moves to the next "
            "noon: neither is in the row."
        ),
        "EX-4": "Holds three duties with one date.",
        "H-1": "A check in the three months before placement excuses it: not in the row.",
        "LC-8": "The eight weeks are local custom. Offers to 25 (s.23CZB) have no row.",
        "PP-8": "The second period is in words only.",
        "PP-10": "The second period is in words only.",
        "SEC-1": _HOURS,
        "SEC-2": _HOURS,
        "SEC-3": _HOURS,
        "V-14": "There is no visiting row for a section 20 young person sentenced who becomes relevant.",
    }
)

_REGULATIONS: Final = re.compile(r"(SI \d{4}/\d+ \((?:[^()]|\([^()]*\))*\)) (.+)", re.DOTALL)
_ACT: Final = re.compile(r"([A-Z][A-Za-z ]* Act \d{4}) ((?:ss?\.|Sch ).+)", re.DOTALL)


def citation(legal_source: str, status: str) -> Citation:
    """A row's source as instrument and provision; written out, it reads as the row does.

    A source that does not open with one set of regulations or one Act stays whole, as the instrument.
    """
    found = _REGULATIONS.fullmatch(legal_source) or _ACT.fullmatch(legal_source)
    instrument, provision = found.groups() if found else (legal_source, "")
    return Citation(instrument, provision, CitationStatus(status))


def read_rules(lines: Iterable[str]) -> Mapping[str, Rule]:
    """The rules of a table in the form of statutory_timescales.csv, by code, in the table's order.

    Raises ValueError (RuleTextError for a `due_rule`) naming the row that cannot be read.
    """
    rules: dict[str, Rule] = {}
    for row in csv.DictReader(lines, strict=True):
        code = row["code"]
        if code in rules:
            raise ValueError(f"Row {code} is there twice. A code is never reused: give one of them another.")
        try:
            rules[code] = _rule(row)
        except ValueError as wrong:
            raise wrong if code in str(wrong) else ValueError(f"Row {code}: {wrong}") from wrong
    return MappingProxyType(rules)


def _rule(row: Mapping[str, str]) -> Rule:
    code = row["code"]
    return Rule(
        code=code,
        duty=row["duty"],
        falls_on=row["falls_on"],
        trigger_event=row["trigger_event"],
        due_in_words=row["due_in_words"],
        due_rule=row["due_rule"],
        parsed=parse(row["due_rule"], row=code),
        met_by=row["met_by"],
        applies_when=row["applies_when"],
        citation=citation(row["legal_source"], row["status"]),
        valid_from=_day(row["valid_from"]),
        valid_from_status=row["valid_from_status"],
        valid_to=_day(row["valid_to"]),
        note=NOTES.get(code, ""),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


RULES: Final[Mapping[str, Rule]] = read_rules(
    resources.files("steadyhand.engines.timescales")
    .joinpath("statutory_timescales.csv")
    .read_text(encoding="utf-8")
    .splitlines(keepends=True)
)
