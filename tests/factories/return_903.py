"""Returns of invented children, with errors planted: what the engine of the return is tested, compared and timed on.

`made(children)` gives the tables of two years as rows of text, and Ofsted's list. Lives are plausible, so that rules
pass; then cells are changed, moved and emptied here and there, so that they fail. The same seed makes the same return.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from steadyhand.engines.ssda903.tables import CODES, LAST, TABLES, codes, columns
from steadyhand.engines.ssda903.year import CollectionYear

Row = dict[str, str]
AUTHORITY = "E08000035"
FOSTER = ("U1", "U2", "U3", "U4", "U5", "U6")
ADOPTIVE = ("A3", "A4", "A5", "A6")
HOMES = ("K1", "K2", "K3", "R3", "S1")
TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
OTHERS = ("P1", "P3", "R1", "R2", "R5", "Z11", "Z12", "Z13", "Z14")
ENDS = ("E4A", "E4B", "E13", "E41", "E45", "E46", "E47", "E48", "E8", "E3", "E16", "E2")


@dataclass(slots=True)
class Made:
    """A return: rows of each table by name, last year's with `_last`, and the rows of Ofsted's list."""

    year: CollectionYear
    tables: dict[str, list[Row]]
    providers: list[dict[str, Any]] = field(default_factory=list)


def made(
    number: int,
    *,
    seed: int = 1,
    year: str = "2026/27",
    errors: float = 0.01,
    postcodes: tuple[str, ...] = (),
) -> Made:
    """A return of so many children in care. `errors`: which share of cells is changed. `postcodes`: homes are there."""
    maker = _Maker(random.Random(seed), CollectionYear(year), postcodes or ("LS1 1AA", "LS2 7EW", "BD1 1AA"))
    found = Made(maker.year, {name + ends: [] for ends in ("", LAST) for name in TABLES}, maker.providers)
    for child in range(number):
        maker.child(f"C{seed}X{child}", found.tables)
    _more(found.tables, random.Random(seed + 1), maker.year)
    if maker.year.label != "2026/27":
        del found.tables["DoLO"], found.tables["DoLO" + LAST]
    _plant(found.tables, maker.chance, maker.year, errors, postcodes or maker.postcodes)
    return found


def written(day: date | None) -> str:
    return "" if day is None else day.strftime("%d/%m/%Y")


@dataclass(slots=True)
class _Maker:
    chance: random.Random
    year: CollectionYear
    postcodes: tuple[str, ...]
    providers: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for number in range(60):
            home = number % 3 != 0
            self.providers.append(
                {
                    "urn": f"SC{number:05}",
                    "place": self.chance.choice(HOMES if home else FOSTER),
                    "provider": self.chance.choice(("PR1", "PR2", "PR3", "PR4", "PR5", "PR4,PR5")),
                    "closed": self.year.start + timedelta(self.chance.randrange(-400, 500))
                    if number % 5 == 0
                    else None,
                    "postcode": self.chance.choice(self.postcodes),
                    "authority": self.chance.choice(("Leeds", "Leeds", "Bradford", "Cheshire East")),
                }
            )

    def day(self, least: date, most: date) -> date:
        return least + timedelta(self.chance.randrange(max((most - least).days, 0) + 1))

    def child(self, name: str, tables: dict[str, list[Row]]) -> None:
        chance, year = self.chance, self.year
        age = chance.choice((0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 14, 15, 16, 16, 17, 17, 18, 19, 20))
        born = self.day(date(year.end.year - age - 1, 4, 1), date(year.end.year - age, 3, 31))
        eighteen = date(born.year + 18, born.month, 28 if (born.month, born.day) == (2, 29) else born.day)
        asylum = age >= 11 and chance.random() < 0.08
        sex = chance.choice("MF")
        mother = sex == "F" and age >= 15 and chance.random() < 0.1
        header = {
            "CHILD": name, "SEX": sex, "DOB": written(born),
            "ETHNIC": chance.choice(codes("ETHNIC", year)),
            "UPN": self.pupil(age), "MOTHER": ("1" if mother else "0") if sex == "F" else "",
            "MC_DOB": written(self.day(year.start, year.end)) if mother else "",
        }  # fmt: skip
        last_start = date(year.start.year - 1, 4, 1)
        episodes = list(self.episodes(name, born, eighteen, asylum))
        this = [row for row, _, end in episodes if end is None or end >= year.start]
        before = [
            self.as_of(row, start, end)
            for row, start, end in episodes
            if start < year.start and (end is None or end >= last_start)
        ]
        leaver = age in (17, 18, 19, 20) and not any(end is None for _, _, end in episodes)
        if this or leaver:
            tables["Header"].append(header)
            tables["Episodes"] += this
        if before:
            tables["Header" + LAST].append(header)
            tables["Episodes" + LAST] += before
        if asylum:
            row = {"CHILD": name, "SEX": sex, "DOB": written(born)}
            if this:
                tables["UASC"].append(
                    row | {"DUC": written(eighteen) if year.start <= eighteen <= year.end else ""}
                )
            if before:
                tables["UASC" + LAST].append(row | {"DUC": ""})
        if leaver:
            self.leaver(name, born, tables)
        if this:
            self.beside(name, born, age, episodes, tables)

    def pupil(self, age: int) -> str:
        if age < 4:
            return "UN1"
        if self.chance.random() < 0.05:
            return self.chance.choice(("UN2", "UN3", "UN4", "UN5"))
        digits = "".join(self.chance.choices("0123456789", k=12))
        return self.chance.choice("ABCDEFGHJKLMNPQRTUVWXYZ") + digits

    def episodes(
        self, name: str, born: date, eighteen: date, asylum: bool
    ) -> Iterator[tuple[Row, date, date | None]]:
        """Of one period of care or two, with their days."""
        chance, year = self.chance, self.year
        latest = min(eighteen - timedelta(1), year.end)
        first = max(born, date(year.start.year - 3, 4, 1))
        if first >= latest:
            return
        if chance.random() < 0.06:
            yield from self.breaks(name, self.day(max(first, year.start), latest), latest)
            return
        start = self.day(first, latest)
        while True:
            need, home_post = chance.choice(codes("CIN", year)), chance.choice(self.postcodes)
            legal, rne, place = (
                chance.choice(("C1", "C2", "V2", "V2", "E1", "L2", "J1")),
                "S",
                self.placement(start, born),
            )
            while True:
                end: date | None = start + timedelta(chance.choice((3, 14, 30, 60, 120, 300, 700)))
                over = end is not None and end > latest
                leaves = over or chance.random() < 0.25
                rec, reason = "X1", ""
                if over:
                    end = eighteen if eighteen <= year.end else None
                    rec = "" if end is None else chance.choice(("E17", "E5", "E6", "E7", "E8"))
                elif leaves:
                    adopted = place["PLACE"] in ADOPTIVE
                    rec = chance.choice(("E11", "E12")) if adopted else chance.choice(ENDS)
                new_place, new_legal, after = place, legal, "L"
                if rec == "X1":
                    after = chance.choice("LPPPTBU")
                    if after in "PTBU":
                        new_place = self.placement(end or start, born)
                        if after in "PB":
                            reason = chance.choice(codes("REASON_PLACE_CHANGE", year))
                    if after in "LBU":
                        new_legal = chance.choice(
                            [code for code in ("C1", "C2", "V2", "E1") if code != legal]
                        )
                row = {
                    "CHILD": name, "DECOM": written(start), "RNE": rne, "LS": legal, "CIN": need, **place,
                    "DEC": written(end), "REC": rec, "REASON_PLACE_CHANGE": reason,
                    "HOME_POST": "" if asylum else home_post,
                }  # fmt: skip
                yield row, start, end
                if end is None or leaves:
                    break
                start, rne, place, legal = end, after, new_place, new_legal
            if end is None or chance.random() < 0.8 or rec in ("E11", "E12", "E2", "E3"):
                return
            start = end + timedelta(chance.randrange(1, 200))
            if start >= latest:
                return

    def breaks(self, name: str, start: date, latest: date) -> Iterator[tuple[Row, date, date | None]]:
        legal = self.chance.choice(("V3", "V4"))
        for _ in range(self.chance.randrange(1, 4)):
            end = start + timedelta(self.chance.randrange(1, 20))
            if end > latest:
                return
            yield {
                "CHILD": name, "DECOM": written(start), "RNE": "S", "LS": legal, "CIN": "N2", "PLACE": "U6",
                "PLACE_PROVIDER": "PR1", "DEC": written(end), "REC": "E4A", "REASON_PLACE_CHANGE": "", "HOME_POST": "",
                "PL_POST": "", "URN": "",
            }, start, end  # fmt: skip
            start = end + timedelta(self.chance.randrange(3, 60))

    def placement(self, start: date, born: date) -> Row:
        chance = self.chance
        kind = chance.random()
        if kind < 0.55:
            place = chance.choice(FOSTER)
        elif kind < 0.75:
            place = chance.choice(HOMES)
        elif kind < 0.83:
            place = chance.choice(ADOPTIVE)
        elif kind < 0.9:
            place = chance.choice(TEMPORARY)
        else:
            place = chance.choice([code for code in OTHERS if code in codes("PLACE", self.year)])
        provider = chance.choice(("PR1", "PR2", "PR4", "PR5"))
        if place == "P1":
            provider = "PR0"
        elif place in TEMPORARY or place.startswith("Z"):
            provider = ""
        listed = [one for one in self.providers if one["place"] == place and one["closed"] is None]
        one = chance.choice(listed) if listed and chance.random() < 0.8 else None
        none = place in (*TEMPORARY, "P1", "P3", "R1", "R2", "R5") or place.startswith("Z")
        return {
            "PLACE": place,
            "PLACE_PROVIDER": one["provider"][:3] if one and provider else provider,
            "PL_POST": one["postcode"] if one and place in HOMES else chance.choice(self.postcodes),
            "URN": "" if none else (one["urn"] if one else "XXXXXXX"),
        }

    def as_of(self, row: Row, start: date, end: date | None) -> Row:
        """An episode as last year's return had it: open where it went on."""
        if end is not None and end < self.year.start:
            return row
        return row | {"DEC": "", "REC": "", "REASON_PLACE_CHANGE": ""}

    def leaver(self, name: str, born: date, tables: dict[str, list[Row]]) -> None:
        chance = self.chance
        touch = chance.choice(("YES", "YES", "YES", "NO", "REFU", "NREQ", "DIED", "RHOM"))
        lived = "0" if touch in ("DIED", "RHOM") else chance.choice("BCDEGHKRUVWYZ") + chance.choice("12")
        active = (
            "0" if touch in ("DIED", "RHOM") else chance.choice(("F1", "P2", "F4", "F5", "G4", "G5", "G6"))
        )
        row = {"CHILD": name, "DOB": written(born), "IN_TOUCH": touch, "ACTIV": active, "ACCOM": lived}
        tables["OC3"].append(row)
        if chance.random() < 0.5:
            tables["OC3" + LAST].append(row)
        if not any(one["CHILD"] == name for one in tables["Header"][-1:]):
            tables["Header"].append(
                {
                    "CHILD": name,
                    "SEX": "M",
                    "DOB": written(born),
                    "ETHNIC": "WBRI",
                    "UPN": "",
                    "MOTHER": "",
                    "MC_DOB": "",
                }
            )

    def beside(
        self,
        name: str,
        born: date,
        age: int,
        episodes: list[tuple[Row, date, date | None]],
        tables: dict[str, list[Row]],
    ) -> None:
        """What else the return says of a child who was in care this year."""
        chance, year = self.chance, self.year
        who = {"CHILD": name, "DOB": written(born)}
        start, (final, _, end) = episodes[0][1], episodes[-1]
        breaks = final["LS"] in ("V3", "V4")
        until = min(end or year.end, year.end)
        if not breaks:
            day = max(start, year.start) + timedelta(chance.randrange(10, 60))
            while day <= until:
                young = (day - born).days < 4 * 365.25
                code = "PN0" if young else chance.choice(("PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7"))
                tables["Reviews"].append(who | {"REVIEW": written(day), "REVIEW_CODE": code})
                day += timedelta(chance.randrange(80, 200))
        if (
            end is None
            and start <= year.start
            and not breaks
            and len({row["RNE"] == "S" for row, *_ in episodes})
        ):
            self.health(who, age, tables)
        if final["REC"] in ("E11", "E12"):
            self.adopted(who, episodes, tables)
        elif any(row["PLACE"] in ADOPTIVE or row["LS"] == "E1" for row, *_ in episodes):
            day = min(row[1] for row in episodes if row[0]["PLACE"] in ADOPTIVE or row[0]["LS"] == "E1")
            placed = who | {"DATE_PLACED": written(day - timedelta(chance.randrange(0, 40)))}
            gone = end is not None
            tables["PlacedAdoption"].append(
                placed
                | {
                    "DATE_PLACED_CEASED": written(until) if gone else "",
                    "REASON_PLACED_CEASED": chance.choice(("RD1", "RD2", "RD3", "RD4")) if gone else "",
                }
            )
            if chance.random() < 0.7:
                tables["PlacedAdoption" + LAST].append(
                    placed | {"DATE_PLACED_CEASED": "", "REASON_PLACED_CEASED": ""}
                )
        if start >= year.start and not breaks:
            had = chance.choice(("Z1", "Z1", "Z1", "P1", "P2", "P3", "P4"))
            order = self.day(born, start - timedelta(1)) if start > born else born
            tables["PrevPerm"].append(
                who
                | {
                    "PREV_PERM": had,
                    "LA_PERM": "" if had == "Z1" else chance.choice(("204", "383", "WAL", "999")),
                    "DATE_PERM": ""
                    if had == "Z1"
                    else chance.choice((written(order), "ZZ/ZZ/" + str(order.year))),
                }
            )
        if age >= 11 and chance.random() < 0.25:
            day = self.day(max(start, year.start), until)
            tables["Missing"].append(
                who
                | {
                    "MISSING": chance.choice("MMA"),
                    "MIS_START": written(day),
                    "MIS_END": written(min(day + timedelta(chance.randrange(1, 20)), until)),
                }
            )
        if age >= 13 and chance.random() < 0.08:
            day = self.day(max(start, year.start), until)
            tables["DoLO"].append(
                who
                | {
                    "DOLO_START": written(day),
                    "DOLO_END": written(day + timedelta(chance.randrange(1, 60)))
                    if chance.random() < 0.7
                    else "",
                }
            )
            if chance.random() < 0.2:
                tables["DoLO" + LAST].append(who | {"DOLO_START": written(day), "DOLO_END": ""})
        day = max(start, date(year.start.year - 1, 4, 1))
        first = True
        while day < until:
            went: date | None = day + timedelta(chance.randrange(60, 700))
            if went and went >= until:
                went = None if end is None else until
            tables["SWEpisodes"].append(
                who
                | {
                    "SW_ID": f"SW{chance.randrange(100, 400):06}", "SW_DECOM": written(day), "SW_DEC": written(went),
                    "SW_REASON": "FCONTA" if first else chance.choice(codes("SW_REASON", year)),
                }
            )  # fmt: skip
            if went is None or went >= until:
                break
            day, first = went + timedelta(chance.choice((0, 0, 1, 3, 9))), False

    def health(self, who: Row, age: int, tables: dict[str, list[Row]]) -> None:
        chance = self.chance
        scored = 4 <= age <= 16 and chance.random() < 0.8
        misuse = chance.choice("00001")
        received = chance.choice("01") if misuse == "1" else ""
        tables["OC2"].append(
            who
            | {
                "SDQ_SCORE": str(chance.randrange(41)) if scored else "",
                "SDQ_REASON": "" if scored or not 4 <= age <= 16 else chance.choice(("SDQ2", "SDQ3", "SDQ4", "SDQ5")),
                "CONVICTED": chance.choice("01") if age >= 10 else "",
                "HEALTH_CHECK": chance.choice("01") if age < 5 else "",
                **{name: chance.choice("01") for name in ("IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT")},
                "SUBSTANCE_MISUSE": misuse, "INTERVENTION_RECEIVED": received,
                "INTERVENTION_OFFERED": chance.choice("01") if received == "0" else "",
            }
        )  # fmt: skip

    def adopted(
        self, who: Row, episodes: list[tuple[Row, date, date | None]], tables: dict[str, list[Row]]
    ) -> None:
        chance = self.chance
        begun = episodes[-1][1]
        number = chance.choice("12")
        decided = begun - timedelta(chance.randrange(10, 90))
        tables["AD1"].append(
            who
            | {
                "DATE_INT": written(decided), "DATE_MATCH": written(begun - timedelta(chance.randrange(0, 9))),
                "FOSTER_CARE": "1" if episodes[-1][0]["PLACE"] in ("A3", "A5") else "0", "NB_ADOPTR": number,
                "SEX_ADOPTR": chance.choice(("M1", "F1") if number == "1" else ("MM", "FF", "MF")),
                "LS_ADOPTR": "L0" if number == "1" else chance.choice(("L11", "L12", "L2", "L3", "L4")),
            }
        )  # fmt: skip
        tables["PlacedAdoption"].append(
            who | {"DATE_PLACED": written(decided), "DATE_PLACED_CEASED": "", "REASON_PLACED_CEASED": ""}
        )


def _more(tables: dict[str, list[Row]], chance: random.Random, year: CollectionYear) -> None:
    """Further reviews of this year, and what last year's return held beside its episodes: as many rows as there are."""
    last = date(year.start.year - 1, 4, 1)
    in_care = {row["CHILD"] for row in tables["Episodes"] if row["LS"] not in ("V3", "V4")}
    for ends, begin, number in (("", year.start, 6), (LAST, last, 10)):
        for header in tables["Header" + ends]:
            if not ends and header["CHILD"] not in in_care:
                continue
            who = {"CHILD": header["CHILD"], "DOB": header["DOB"]}
            day, month, of = header["DOB"].split("/")
            fourth = date(int(of) + 4, int(month), min(int(day), 28))
            for held in sorted(chance.sample(range(365), number)):
                on = begin + timedelta(held)
                code = "PN0" if on < fourth else chance.choice(("PN1", "PN3", "PN5", "PN7"))
                tables["Reviews" + ends].append(who | {"REVIEW": written(on), "REVIEW_CODE": code})
            if ends:
                for since in (last - timedelta(200), last + timedelta(90)):
                    tables["SWEpisodes" + ends].append(
                        who
                        | {
                            "SW_ID": f"SW{chance.randrange(100, 400):06}", "SW_DECOM": written(since),
                            "SW_DEC": written(since + timedelta(290)) if since < last else "", "SW_REASON": "MANAGE",
                        }
                    )  # fmt: skip
                flags = ("IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE")
                tables["OC2" + ends].append(who | {name: chance.choice("01") for name in flags})


# Errors


def _plant(
    tables: dict[str, list[Row]],
    chance: random.Random,
    year: CollectionYear,
    share: float,
    postcodes: tuple[str, ...],
) -> None:
    """Change this share of all cells, and leave out or repeat a tenth as many rows."""
    for name, rows in tables.items():
        base = name.removesuffix(LAST)
        for column in columns(base):
            pool = _pool(base, column, year, postcodes)
            for index in _some(chance, len(rows), share):
                row = rows[index] = dict(rows[index])
                row[column] = _changed(chance, base, column, row.get(column, ""), pool, year)
        for index in sorted(_some(chance, len(rows), share / 10), reverse=True):
            if base in ("Episodes", "Missing", "Reviews", "SWEpisodes") and chance.random() < 0.5:
                rows.insert(chance.randrange(len(rows)), dict(rows[index]))
            else:
                rows.pop(index)


def _some(chance: random.Random, number: int, share: float) -> list[int]:
    if not number or not share:
        return []
    return chance.sample(range(number), min(number, int(number * share + chance.random())))


def _pool(table: str, column: str, year: CollectionYear, postcodes: tuple[str, ...]) -> tuple[str, ...]:
    for one in TABLES[table]:
        if one.column == column:
            if one.code_set in CODES:
                return (*codes(one.code_set, year), "XX9", "")
            if column.endswith("_POST"):
                return (*postcodes[:50], "ZZ99 9ZZ", "")
            if column == "ACCOM":
                return ("B1", "S1", "S2", "X1", "X2", "T1", "T2", "Z1", "0", "B", "")
    return {
        "URN": ("XXXXXXX", "", "9999999", "SC00003", "SC00005"),
        "UPN": ("UN1", "UN2", "UN4", "UN9", "A12345", "", "A123456789012"),
        "SDQ_SCORE": ("", "41", "-1", "7", "X"),
        "LA_PERM": ("", "204", "000", "SCO"),
        "SW_ID": ("", "SW1", "XX000123", "AB000001"),
        "DATE_PERM": ("", "ZZ/ZZ/ZZZZ", "01/01/2027", "ZZ/05/2019"),
    }.get(column, ("",))


def _changed(
    chance: random.Random, table: str, column: str, cell: str, pool: tuple[str, ...], year: CollectionYear
) -> str:
    if column == "CHILD":
        return cell + "9"
    try:
        day, month, of = cell.split("/")
        was = date(int(of), int(month), int(day))
    except ValueError:
        return chance.choice(pool)
    how = chance.random()
    if how < 0.15 and column not in ("DECOM", "DOB"):  # without these today's tool ends, and says nothing
        return "" if how < 0.1 else f"31/02/{of}"
    if how < 0.25:
        return chance.choice(written_of(year))
    return written(was + timedelta(chance.choice((-400, -30, -7, -1, 1, 7, 30, 400))))


def written_of(year: CollectionYear) -> list[str]:
    """Days at the edges of a collection year."""
    return [written(edge + timedelta(shift)) for edge in (year.start, year.end) for shift in (-1, 0, 1)]


def as_csv(rows: list[Row], names: tuple[str, ...]) -> str:
    """A table as the return's files have it."""
    lines = [",".join(names), *(",".join(row.get(name, "") for name in names) for row in rows)]
    return "\n".join(lines) + "\n"


def as_frames(tables: Mapping[str, list[Row]]) -> dict[str, Any]:
    """The tables as frames of text."""
    import polars as pl

    return {
        name: pl.DataFrame(
            {column: [row.get(column, "") for row in rows] for column in columns(name)},
            schema=dict.fromkeys(columns(name), pl.String),
        )
        for name, rows in tables.items()
    }
