"""Out of a return, the lives it tells: spans of care, legal status and placement, reviews, spells missing, workers.

The return holds an episode for each stretch with one legal status and one placement; a record holds the spans of each
apart. Every row of the tables read here is applied or refused with a reason, and what is applied can all stand in one
record: nothing overlaps, nothing comes before birth, nothing lies ahead of the day asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import polars as pl

from steadyhand.engines.ssda903.cells import GIVEN, read_table
from steadyhand.engines.ssda903.tables import CODES, LAST

READ: Final = ("Header", "Episodes", "Reviews", "Missing", "SWEpisodes")
LONGEST_IDENTIFIER: Final = 20
_SEXES: Final = {"1": "M", "2": "F", "M": "M", "F": "F", "U": "U"}
_GOES_ON: Final = "X1"
_BREAKS: Final = ("V3", "V4")


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot stand in a record, and why. `row` counts from 0 in its table; `table` as the return names it."""

    table: str
    row: int
    child: str
    reason: str


@dataclass(slots=True)
class Stretch:
    """From one day up to, not including, another; open where `end` is empty. `code`: of what, or why it ended."""

    start: date
    end: date | None
    code: str


@dataclass(slots=True)
class Stay(Stretch):
    """A placement: its type in `code`, the postcode and registration number of the home, the provider's code."""

    post: str
    urn: str
    provider: str
    is_break: bool


@dataclass(slots=True)
class Allocated(Stretch):
    """A social worker's time with the child: why it began in `code`, the worker's registration number."""

    worker: str


@dataclass(slots=True)
class Life:
    """One child, as far as the return tells. `reviews`: days, with the code of the child's part."""

    child: str
    born: date
    sex: str
    care: list[Stretch] = field(default_factory=list)
    statuses: list[Stretch] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    reviews: dict[date, str] = field(default_factory=dict)
    missing: list[Stretch] = field(default_factory=list)
    workers: list[Allocated] = field(default_factory=list)


@dataclass(slots=True)
class Lives:
    """What came of a return. `rows` of each table that was read are `applied` and refused, none left over."""

    lives: list[Life]
    refused: list[Refused]
    rows: dict[str, int]
    applied: dict[str, int]


_Row = dict[str, Any]


def lives(tables: Mapping[str, pl.DataFrame], *, on: date) -> Lives:
    """The lives that a return tells, as of a day; children in the order of their identifiers.

    `tables`: by name, last year's with `_last`; where both years tell of the same, this year's stands.
    """
    return _Reader(tables, on).read()


class _Reader:
    def __init__(self, tables: Mapping[str, pl.DataFrame], on: date) -> None:
        self._on = on
        self._rows: dict[str, list[_Row]] = {}
        for name in (*READ, *(table + LAST for table in READ)):
            if name in tables:
                self._rows[name] = read_table(name, tables[name])[0].to_dicts()
        self._refused: list[Refused] = []
        self._lives: dict[str, Life] = {}

    def read(self) -> Lives:
        """Read every table, headers first."""
        for name in ("Header", "Header" + LAST):
            for row in self._rows.get(name, ()):
                self._header(name, row)
        self._each("Episodes", self._episodes)
        self._each("Reviews", self._reviews)
        self._each("Missing", self._missing)
        self._each("SWEpisodes", self._workers)
        rows = {name: len(found) for name, found in self._rows.items()}
        refused: dict[str, int] = defaultdict(int)
        for one in self._refused:
            refused[one.table] += 1
        self._refused.sort(key=lambda one: (one.table, one.row))
        return Lives(
            lives=[self._lives[child] for child in sorted(self._lives)],
            refused=self._refused,
            rows=rows,
            applied={name: number - refused[name] for name, number in rows.items()},
        )

    def _refuse(self, table: str, row: _Row, reason: str) -> None:
        self._refused.append(Refused(table, row["row"], row["CHILD"] or "", reason))

    # Who

    def _header(self, table: str, row: _Row) -> None:
        child, born, sex = row["CHILD"], row["DOB"], _SEXES.get(row["SEX"] or "")
        if child is None:
            return self._refuse(table, row, "It has no child identifier.")
        if len(child) > LONGEST_IDENTIFIER:
            return self._refuse(table, row, f"The identifier is longer than {LONGEST_IDENTIFIER} characters.")
        if born is None:
            return self._refuse(table, row, "The date of birth is missing or not a date.")
        if born > self._on:
            return self._refuse(table, row, "The date of birth lies ahead.")
        known = self._lives.get(child)
        if known is None:
            self._lives[child] = Life(child, born, sex or "U")
        elif known.born != born:
            return self._refuse(table, row, "Another row gives this child another date of birth.")
        return None

    def _each(self, table: str, take: Any) -> None:
        """Hand on the rows of both years of each child who has a life; refuse the others."""
        mine: dict[str, list[tuple[str, _Row]]] = defaultdict(list)
        for name in (table, table + LAST):
            for row in self._rows.get(name, ()):
                if row["CHILD"] in self._lives:
                    mine[row["CHILD"]].append((name, row))
                else:
                    self._refuse(name, row, "No row of the header that could be taken tells of this child.")
        for child, rows in mine.items():
            take(self._lives[child], rows)

    def _span(self, life: Life, table: str, row: _Row, begins: str, ends: str, what: str) -> bool:
        """Whether its days can stand in the child's record; refused otherwise."""
        start, end = row[begins], row[ends]
        reason = ""
        if start is None:
            reason = f"The day {what} began is missing or not a date."
        elif end is None and row[ends + GIVEN] is not None:
            reason = f"The day {what} ended is not a date."
        elif start < life.born:
            reason = f"The day {what} began is before the child was born."
        elif start > self._on:
            reason = f"The day {what} began lies ahead."
        elif end is not None and end > self._on:
            reason = f"The day {what} ended lies ahead."
        elif end is not None and end < start:
            reason = f"The day {what} ended is before the day it began."
        if reason:
            self._refuse(table, row, reason)
        return not reason

    # Care

    def _episodes(self, life: Life, rows: Sequence[tuple[str, _Row]]) -> None:
        held = [one for one in rows if self._span(life, *one, "DECOM", "DEC", "it") and self._known(*one)]
        lived = list(self._apart(self._once(held)))
        for before, (_, row) in zip([None, *(row for _, row in lived)], lived, strict=False):
            self._live(life, before, row)
        if life.care and lived[-1][1]["DEC"] is not None:
            life.care[-1].code = _reason(lived[-1][1])

    def _known(self, table: str, row: _Row) -> bool:
        reason = ""
        if row["LS"] not in _CODES_OF["LS"]:
            reason = "The legal status is missing or not in the return’s list."
        elif row["PLACE"] not in _CODES_OF["PLACE"]:
            reason = "The placement type is missing or not in the return’s list."
        elif row["DEC"] is not None and row["DEC"] == row["DECOM"]:
            reason = "It begins and ends on one day: the return leaves such episodes out."
        if reason:
            self._refuse(table, row, reason)
        return not reason

    def _once(self, rows: Sequence[tuple[str, _Row]]) -> list[tuple[str, _Row]]:
        """Of an episode that both years tell of, this year's; last year's adds nothing where it was open then."""
        told: dict[date, _Row] = {}
        kept = []
        for table, row in sorted(rows, key=_by_days):
            known = told.get(row["DECOM"])
            if known is None:
                told[row["DECOM"]] = row
                kept.append((table, row))
            elif not table.endswith(LAST):
                same = all(known[name] == row[name] for name in _SAYS)
                self._refuse(
                    table, row, _TWICE if same else "Another episode of this child begins the same day."
                )
            elif row["DEC"] is not None and row["DEC"] != known["DEC"]:
                self._refuse(table, row, "This year’s return gives the episode another end.")
        return kept

    def _apart(self, rows: Sequence[tuple[str, _Row]]) -> Iterator[tuple[str, _Row]]:
        """Episodes that do not overlap, in their order: of two that do, the one that began first stands."""
        ordered = sorted(rows, key=lambda one: one[1]["DECOM"])
        until: date | None = None
        for place, (table, row) in enumerate(ordered):
            if until is not None and row["DECOM"] < until:
                self._refuse(table, row, "It begins before the child’s previous episode ended.")
                continue
            if row["DEC"] is None and place < len(ordered) - 1:
                self._refuse(table, row, "It has no end, though a later episode follows.")
                continue
            until = row["DEC"]
            yield table, row

    @staticmethod
    def _live(life: Life, before: _Row | None, row: _Row) -> None:
        start, end = row["DECOM"], row["DEC"]
        goes_on = (
            before is not None and before["DEC"] == start and before["REC"] == _GOES_ON and row["RNE"] != "S"
        )
        if goes_on:
            life.care[-1].end = end
        else:
            if before is not None:
                life.care[-1].code = _reason(before)
            life.care.append(Stretch(start, end, ""))
        if goes_on and life.statuses[-1].code == row["LS"]:
            life.statuses[-1].end = end
        else:
            life.statuses.append(Stretch(start, end, row["LS"]))
        here = (row["PLACE"], row["PL_POST"] or "", row["URN"] or "", row["PLACE_PROVIDER"] or "")
        is_break = row["LS"] in _BREAKS
        last = life.stays[-1] if life.stays else None
        same = last is not None and (last.code, last.post, last.urn, last.provider, last.is_break) == (
            *here,
            is_break,
        )
        if goes_on and same and row["RNE"] in ("L", None):
            life.stays[-1].end = end
        else:
            life.stays.append(Stay(start, end, *here, is_break))

    # What happened

    def _reviews(self, life: Life, rows: Sequence[tuple[str, _Row]]) -> None:
        for table, row in rows:
            day, part = row["REVIEW"], row["REVIEW_CODE"]
            if day is None:
                self._refuse(table, row, "The day of the review is missing or not a date.")
            elif not life.born <= day <= self._on:
                self._refuse(table, row, "The day of the review is before birth or lies ahead.")
            elif part not in _CODES_OF["REVIEW_CODE"]:
                self._refuse(table, row, "How the child took part is missing or not in the return’s list.")
            elif day in life.reviews and (life.reviews[day] != part or not table.endswith(LAST)):
                self._refuse(
                    table, row, _TWICE if life.reviews[day] == part else "Another review is told of that day."
                )
            else:
                life.reviews[day] = part

    def _missing(self, life: Life, rows: Sequence[tuple[str, _Row]]) -> None:
        held = []
        for table, row in rows:
            if not self._span(life, table, row, "MIS_START", "MIS_END", "it"):
                continue
            if row["MISSING"] not in _CODES_OF["MISSING"]:
                self._refuse(table, row, "Whether the child was missing or away is not told.")
            else:
                held.append((table, row))
        life.missing = [
            Stretch(row["MIS_START"], row["MIS_END"], row["MISSING"])
            for row in self._in_turn(held, "MIS_START", "MIS_END")
        ]

    def _workers(self, life: Life, rows: Sequence[tuple[str, _Row]]) -> None:
        held = []
        for table, row in rows:
            if not self._span(life, table, row, "SW_DECOM", "SW_DEC", "it"):
                continue
            if row["SW_ID"] is None:
                self._refuse(table, row, "It names no worker.")
            elif len(row["SW_ID"]) > LONGEST_IDENTIFIER:
                self._refuse(
                    table, row, f"The worker’s number is longer than {LONGEST_IDENTIFIER} characters."
                )
            else:
                held.append((table, row))
        life.workers = [
            Allocated(row["SW_DECOM"], row["SW_DEC"], row["SW_REASON"] or "", row["SW_ID"])
            for row in self._in_turn(held, "SW_DECOM", "SW_DEC")
        ]

    def _in_turn(self, rows: Sequence[tuple[str, _Row]], begins: str, ends: str) -> list[_Row]:
        """Spells that do not overlap, in order. One that was open last year is this year's where it began then."""
        kept: list[tuple[str, _Row]] = []
        for table, row in sorted(
            rows, key=lambda one: (one[1][begins], one[0].endswith(LAST), one[1][ends] or date.max)
        ):
            last = kept[-1][1] if kept else None
            if last is None or (
                last[ends] is not None and last[ends] <= row[begins] and last[begins] != row[begins]
            ):
                kept.append((table, row))
            elif table.endswith(LAST) and last[begins] == row[begins] and row[ends] in (None, last[ends]):
                continue  # this year's tells it whole
            else:
                self._refuse(table, row, "It begins before the one before it ended.")
        return [row for _, row in kept]


_TWICE: Final = "It is there twice."
_SAYS: Final = ("DEC", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "REC", "HOME_POST", "PL_POST", "URN")
_CODES_OF: Final = {
    name: frozenset(code.code for code in CODES[name]) for name in ("LS", "PLACE", "REVIEW_CODE", "MISSING")
}


def _by_days(one: tuple[str, _Row]) -> tuple[date, bool, date, int]:
    table, row = one
    return row["DECOM"], table.endswith(LAST), row["DEC"] or date.max, row["row"]


def _reason(row: _Row) -> str:
    """Why care ended with this episode; empty where it says that care went on, and no episode shows it."""
    return "" if row["REC"] in (None, _GOES_ON) else str(row["REC"])
